"""What a writer probably meant by an address that leads nowhere, as it must be typed there."""

from __future__ import annotations

import difflib
import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from curbcut.model.page import LinkRef, Page

_GUESSES = 100_000
"""The largest number of comparisons of names, which take some seconds, and the length of the
longest name that is compared: the time for one grows with the product of the two lengths."""
_LONGEST_GUESS = 200
_SAME_PATH = 0.75
_SAME_NAME = 0.85
_SAME_ANCHOR = 0.4
"""How alike two names are at least (``difflib``'s ratio), for one to be taken for the other."""
_LONGEST_TEXT = 60
"""Characters of a link's text that are repeated in what to type."""


@dataclass(slots=True)
class Guesses:
    """Guesses about one site; comparing names is slow on a large one, so there is an end to it.

    ``pages`` and ``assets`` are the files by their path in the source folder, ``by_path`` the pages
    by their address.
    """

    pages: Mapping[str, Page]
    by_path: Mapping[str, Page]
    assets: Collection[str]
    made: int = 0
    _names: dict[str, str] = field(default_factory=dict)
    _moved: dict[str, str] | None = None

    def file(self, target: str, *, image: bool) -> tuple[str, str]:
        """The file that was probably meant by ``target``, and how it is related to that.

        Both are paths in the source folder. The relation is "case" where upper and lower case
        differ, "moved" where the file has taken the place of the other, "like" where the names are
        alike; without a guess both are "".
        """
        there: Collection[str] = self.assets if image else [*self.pages, *self.assets]
        for one in _spellings(target):
            if one in there:
                return one, "like"
        folded = {path.casefold(): path for path in there}
        if target.casefold() in folded:
            return folded[target.casefold()], "case"
        if not image and (place := self._places_of_moved().get(_address(target), "")):
            return place, "moved"
        found = self._like(target, there)
        return (found, "like") if found else ("", "")

    def from_root(self, path: str) -> str:
        """The file that is meant by a path from the root, as browsers read it; "" for none."""
        place = path.strip("/")
        for one in (place, f"{place}.md", posixpath.join(place, "index.md"), *_spellings(place)):
            if one in self.pages or one in self.assets:
                return one
        address = _address(place)
        page = self.by_path.get(address)
        return page.place if page else self._places_of_moved().get(address, "")

    def anchor(self, name: str, target: Page) -> str:
        """The anchor of a page that was probably meant, or ""."""
        self.made += 1 + len(target.parsed.anchors)
        if self.made > _GUESSES:
            return ""
        ids = sorted(one for one in target.parsed.anchors if len(one) <= _LONGEST_GUESS)
        return _closest(name[:_LONGEST_GUESS], ids, _SAME_ANCHOR)

    def _like(self, target: str, there: Collection[str]) -> str:
        self.made += 1 + len(there)
        if self.made > _GUESSES or len(target) > _LONGEST_GUESS:
            return ""
        if found := _closest(target, there, _SAME_PATH):
            return found
        by_name = {posixpath.basename(path): path for path in there}
        return by_name.get(_closest(posixpath.basename(target), by_name, _SAME_NAME), "")

    def _places_of_moved(self) -> dict[str, str]:
        """The pages by the addresses that lead to them since others were removed."""
        if self._moved is None:
            self._moved = {
                f"/{old.strip('/')}/": place
                for place, page in self.pages.items()
                for old in page.parsed.meta.old_addresses
            }
        return self._moved


def typed(place: str, page: Page) -> str:
    """A path in the source folder as it is typed in a link on a page."""
    return typed_at(page.place, place)


def typed_at(here: str, place: str) -> str:
    """The path ``place`` in the source folder as it is typed in a link in the file ``here``."""
    path = posixpath.relpath(place, posixpath.dirname(here) or ".")
    for character, code in ((" ", "%20"), ("(", "%28"), (")", "%29")):
        path = path.replace(character, code)
    return path


def instruction(link: LinkRef, address: str) -> str:
    """What to type in place of a link or an image, to lead to ``address``."""
    text = " ".join(link.text.split())
    if len(text) > _LONGEST_TEXT or any(mark in text for mark in "[]`*_\\"):
        return f"Write ({address}) behind the square brackets."
    return f"Write {'!' if link.image else ''}[{text}]({address})"


def _closest(name: str, names: Iterable[str], least: float) -> str:
    found = difflib.get_close_matches(name, list(names), n=1, cutoff=least)
    return found[0] if found else ""


def _spellings(target: str) -> Iterator[str]:
    """What a published address, or a path from another tool, is called in the source folder."""
    bare = target.removesuffix(".html").removesuffix(".htm")
    if bare != target:
        yield f"{bare}.md"
        if posixpath.basename(bare) == "index":
            yield posixpath.join(posixpath.dirname(bare), "index.md")
    if target.endswith(".md") and not target.endswith("index.md"):
        yield f"{target.removesuffix('.md')}/index.md"


def _address(place: str) -> str:
    """The address at which a file of this name would be published."""
    bare = place.removesuffix(".md").removesuffix("index").strip("/")
    return f"/{bare}/" if bare else "/"

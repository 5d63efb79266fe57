"""What a writer probably meant by an address that leads nowhere, as it must be typed there."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from curbcut.model.page import LinkRef, Page

_GUESSES = 100_000
"""The largest number of comparisons of names, which take some seconds, and the length of the
longest name that is compared: the time for one grows with the product of the two lengths."""
_LONGEST_GUESS = 200
_SAME_PATH = 0.75
_SAME_NAME = 0.8
_SAME_ANCHOR = 0.6
_SAME_TITLE = 0.8
"""How alike two names are at least (``difflib``'s ratio), for one to be taken for the other."""
_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".svg", ".gif", ".avif")
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

    def file(self, target: str, link: LinkRef) -> tuple[str, str]:
        """The file that was probably meant by ``target``, and how it is related to that.

        Both are paths in the source folder. The relation is "case" where upper and lower case
        differ, "moved" where the file has taken the place of the other, "title" where it is called
        what the link says, "like" where the names are alike; without a guess both are "".
        """
        there: Collection[str] = self.assets if link.image else [*self.pages, *self.assets]
        for one in _spellings(target):
            if one in there:
                return one, "like"
        folded = {path.casefold(): path for path in there}
        if target.casefold() in folded:
            return folded[target.casefold()], "case"
        if not link.image and (place := self._places_of_moved().get(_address(target), "")):
            return place, "moved"
        if found := self._elsewhere(target, there):
            return found, "like"
        if not link.image and (place := self.called(link.text)):
            return place, "title"
        found = self._like(target, there)
        return (found, "like") if found else ("", "")

    def called(self, text: str) -> str:
        """The page whose title is the text of a link, or nearly so; "" for none."""
        self.made += len(self.pages)
        if self.made > _GUESSES or not text or len(text) > _LONGEST_TEXT:
            return ""
        titles = {page.title.casefold(): place for place, page in self.pages.items()}
        words = " ".join(text.casefold().split())
        return titles.get(words) or titles.get(_closest(words, titles, _SAME_TITLE), "")

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

    def _elsewhere(self, target: str, there: Collection[str]) -> str:
        """The one file of this name in another folder; the nearest to the source folder of several.

        A path may also begin with folders that are not in the source folder.
        """
        parts = target.split("/")
        for first in range(1, len(parts)):
            for one in ("/".join(parts[first:]), *_spellings("/".join(parts[first:]))):
                if one in there and not (one.endswith("index.md") and first > 1):
                    return one
        names = {posixpath.basename(target)}
        if target.count("/") or "." in target:
            names |= {posixpath.basename(one) for one in _spellings(target)}
        names.discard("index.md")
        found = [path for path in there if posixpath.basename(path) in names]
        return min(found, key=lambda path: (path.count("/"), path), default="")

    def _like(self, target: str, there: Collection[str]) -> str:
        self.made += 1 + len(there)
        if self.made > _GUESSES or len(target) > _LONGEST_GUESS:
            return ""
        name = _stem(target)
        beside = [path for path in there if posixpath.dirname(path) == posixpath.dirname(target)]
        for some, least in ((beside, _SAME_PATH), (there, _SAME_NAME)):
            by_name = {_stem(path): path for path in some if _stem(path) != "index"}
            if found := _closest(name, by_name, least):
                return by_name[found]
        found = _closest(target, there, _SAME_NAME)
        return found if found and _stem(found) == name else ""

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


def nothing_there(link: LinkRef, target: str = "", *, short: bool = False) -> str:
    """What to do about a link or an image that nothing in the source folder is like."""
    text = " ".join(link.text.split())
    if link.image:
        name, folder = posixpath.basename(target), posixpath.dirname(target)
        where = f"the folder “{folder}”" if folder else "the source folder"
        return f"Put “{name}” into {where}, or remove ![{text}]({link.destination})"
    keep = f"remove the link and keep its words: {text}"
    return keep if short else f"Write the path of a page that exists, or {keep}"


def elsewhere(path: str) -> str:
    """The whole address of what is not a file here, such as “www.gov.uk”; "" for others."""
    if found := re.fullmatch(r"(https?):/{0,1}([^/\s]\S*)", path):
        return f"{found[1]}://{found[2]}"
    if re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", path):
        return f"mailto:{path}"
    if re.fullmatch(r"\+?[\d ()./-]{6,20}", path) and sum(map(str.isdigit, path)) >= 6:
        return "tel:" + re.sub(r"[^\d+]", "", path)
    if re.match(r"www\.[\w-]+\.|(?:[\w-]+\.)+(?:com|org|net|edu|gov|eu|uk|de|fr|io)(?:/|$)", path):
        return f"https://{path}"
    return ""


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0].casefold()


def _closest(name: str, names: Iterable[str], least: float) -> str:
    found = difflib.get_close_matches(name, list(names), n=1, cutoff=least)
    return found[0] if found else ""


def _spellings(target: str) -> Iterator[str]:
    """What a published address, or a path from another tool, is called in the source folder."""
    bare = re.sub(r"\.(?:html?|markdown|mdx?|txt|rst)$", "", target, flags=re.I)
    if bare != target:
        yield f"{bare}.md"
        if posixpath.basename(bare) == "index":
            yield posixpath.join(posixpath.dirname(bare), "index.md")
    if target.endswith(".md") and not target.endswith("index.md"):
        yield f"{target.removesuffix('.md')}/index.md"
    stem, ending = posixpath.splitext(target)
    if ending.lower() in _PICTURES:
        yield from (stem + other for other in _PICTURES)


def _address(place: str) -> str:
    """The address at which a file of this name would be published."""
    bare = place.removesuffix(".md").removesuffix("index").strip("/")
    return f"/{bare}/" if bare else "/"

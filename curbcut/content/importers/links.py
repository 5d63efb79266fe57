"""Links of foreign pages: each way to name a page or a file, as Curbcut's path to it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from markdown_it.helpers import parseLinkDestination, parseLinkTitle

from curbcut.content.importers.converter import loose
from curbcut.content.importers.lines import Line, Loss, change, chunks, code_spans, is_code, text_of
from curbcut.content.importers.settings import Foreign

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_OPENING = re.compile(r"\]\(\s*")
_DEFINITION = re.compile(
    r"(?P<head>[ ]{0,3}\[[^\]^][^\]]*\]:[ \t]*)(?P<to><[^<>\n]*>|\S+)(?P<rest>.*)$"
)
_TEMPLATE = re.compile(r"[^()\n]{0,500}(?:\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\})[^()\n]{0,500}\)")
_NAMED = re.compile(r"!\[([^\[\]]*)\]\[([^\[\]]*)\]")
_ENDINGS = (".md", ".mdx", ".markdown", ".html", ".htm", ".xhtml")
_INDEXES = ("index", "_index", "readme")
_DATED = re.compile(r"\d{4}-\d{1,2}-\d{1,2}-")


@dataclass(frozen=True, slots=True)
class Target:
    """A page as links reach it: where it goes, and its anchors by what they are compared by."""

    place: str
    anchors: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Links:
    """All that links can lead to.

    ``pages`` and ``files`` are keyed by the path in the foreign tree, without case; ``addresses``
    lead to such paths. ``moved`` has pages that only lead elsewhere, to a page or another site.
    ``used`` gets the files that pages need.
    """

    foreign: Foreign
    pages: dict[str, Target]
    files: dict[str, str]
    addresses: dict[str, str] = field(default_factory=dict)
    origin: str = ""
    moved: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    ends: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for page in self.pages:
            parts = _bare(page).strip("/").split("/")
            for length in (1, 2, 3):
                if len(parts) >= length:
                    self.ends.setdefault("/".join(parts[-length:]), []).append(page)

    def page_at(self, path: str, page: str) -> str:
        """The page that a path without anchor means on a page, or "": both of the foreign tree.

        It is an address of another site where the page is one that only leads there.
        """
        found = self._page_at(path, page)
        return self.moved.get(found, found)

    def _page_at(self, path: str, page: str) -> str:
        bare = _bare(path)
        for candidate in self._candidates(path, page):
            low = candidate.lower()
            if low in self.pages:
                return low
            stem = _bare(low).strip("/")
            options = [f"{stem}{ending}" for ending in _ENDINGS]
            options += [
                posixpath.join(stem, f"{index}{ending}")
                for index in _INDEXES
                for ending in _ENDINGS
            ]
            options.append(posixpath.join(stem, posixpath.basename(stem) + ".md"))
            for option in options:
                if option in self.pages:
                    return option
            if (known := self.addresses.get(f"/{stem}")) is not None:
                return known
        if not path.startswith("/") and not path.lower().endswith(_ENDINGS):
            return ""
        return self._by_end(bare.lower().strip("/"))

    def _by_end(self, stem: str) -> str:
        """The only page whose path ends like this one, if there is just one."""
        parts = [part for part in _DATED.sub("", stem).split("/") if part not in ("", ".", "..")]
        for length in range(min(3, len(parts)), 0, -1):
            found = self.ends.get("/".join(parts[-length:]), [])
            if len(found) == 1:
                return found[0]
        return ""

    def _candidates(self, path: str, page: str) -> Iterable[str]:
        folder = posixpath.dirname(page)
        docs = self.foreign.docs
        if path.startswith("@site/"):
            yield path[6:]
            return
        if path.startswith("/"):
            base = self.foreign.base
            if base and path.startswith(f"{base}/"):
                path = path[len(base) :]
            inside = posixpath.normpath(path).lstrip("/")
            yield inside
            for home in (docs, *self.foreign.statics, *self.foreign.folders):
                if home:
                    yield posixpath.join(home, inside)
            return
        yield _joined(folder, path)
        # As an address that is relative to the page's own, which is a folder.
        stem = _bare(page)
        yield _joined(stem, path)
        if docs:
            yield posixpath.normpath(posixpath.join(docs, path))
        yield posixpath.normpath(path).lstrip("./")

    def file_at(self, path: str, page: str) -> str:
        """The file that a path means on a page, or ""."""
        for candidate in self._candidates(path, page):
            if candidate.lower() in self.files:
                return candidate.lower()
        return ""


def _bare(path: str) -> str:
    """A page's path without its ending, and without the name of an index."""
    stem, ending = posixpath.splitext(path)
    path = stem if ending.lower() in _ENDINGS else path
    name = posixpath.basename(path).lower()
    return posixpath.dirname(path) if name in _INDEXES else path.rstrip("/")


def _joined(folder: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(folder, path))


@dataclass(frozen=True, slots=True)
class Here:
    """The page that links are on: its path in the foreign tree, and where it goes."""

    source: str
    place: str


def relative(target: str, place: str) -> str:
    """The path of a target from a page, both in the source folder, as a link has it."""
    found = posixpath.relpath(target, posixpath.dirname(place) or ".")
    return quote(found, safe="/._-~()!$&'*+,;=@") if found.isascii() else found.replace(" ", "%20")


def rewritten(
    to: str, image: bool, here: Here, links: Links, line: Line, losses: list[Loss]
) -> str | None:
    """A destination as Curbcut wants it; None makes the link plain text."""
    to = to.strip()
    if "{{" in to or "{%" in to:
        what = f"The address “{_short(to)}” is filled in by a template"
        losses.append(Loss("link", line.path, line.number, what, "Write the address itself."))
        return None
    url = links.foreign.url.rstrip("/")
    if url and (to == url or to.startswith(f"{url}/")):
        to = to[len(url) :] or "/"
    elif to.startswith("pathname://"):
        to = to.removeprefix("pathname://")
    elif _SCHEME.match(to):
        return to
    path, mark, anchor = to.partition("#")
    path, question, query = path.partition("?")
    path = unquote(path).replace("\\", "/")
    if not path:
        own = links.pages.get(here.source.lower())
        return _anchored("", anchor, own, to) if mark else to
    file = links.file_at(path, here.source)
    if file and (image or file not in links.pages):
        links.used.add(file)
        return relative(links.files[file], here.place) + (mark + anchor if not image else "")
    if not image and (found := links.page_at(path, here.source)):
        if found not in links.pages:
            return found
        target = links.pages[found]
        place = relative(target.place, here.place)
        if target.place == here.place and anchor:
            place = ""
        return _anchored(place, anchor, target, to) + (question + query)
    return _missing(to, path, image, links, line, losses)


def _missing(
    to: str, path: str, image: bool, links: Links, line: Line, losses: list[Loss]
) -> str | None:
    what = f"“{_short(to)}” is not among the imported files"
    if path.startswith("/") and links.origin and not image:
        what = f"“{_short(to)}” is not among the imported files; the link leads to the old site"
        losses.append(Loss("link", line.path, line.number, what, "Link to a page of this site."))
        return links.origin.rstrip("/") + to
    fix = "Put the file there, or correct the link."
    losses.append(Loss("image" if image else "link", line.path, line.number, what, fix))
    return to


def _anchored(place: str, anchor: str, target: Target | None, to: str) -> str:
    if not anchor:
        return place or to
    anchor = unquote(anchor)
    if target is not None and anchor not in target.anchors.values():
        bare = loose(anchor)
        anchor = target.anchors.get(bare) or target.anchors.get(bare.rstrip("0123456789")) or anchor
    return f"{place}#{anchor}"


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"


def rewrite_links(
    lines: Sequence[Line], here: Here, links: Links, losses: list[Loss]
) -> list[Line]:
    """Rewrite the links and images of a page; its code stays as it is."""
    lines = _with_addresses(lines)
    out: list[Line] = []
    for chunk in chunks(lines):
        part = list(lines[chunk.start : chunk.end])
        text = text_of(part)
        if chunk.kind == "code":
            out += part
            continue
        if "](" in text:
            made = _in_text(text, part, here, links, losses)
            new = made.split("\n")
            if len(new) == len(part):
                part = [
                    line if line.text == words else line.says(words)
                    for line, words in zip(part, new, strict=True)
                ]
            else:
                part = [part[0].says(words) for words in new]
        out += [_definition(line, here, links, losses) for line in part]
    return out


def _with_addresses(lines: Sequence[Line]) -> Sequence[Line]:
    """Give images of other sites their address in place of the name of one further down."""
    code = is_code(lines)
    found = (_DEFINITION.match(line.text) for line in lines)
    known = {
        match["head"].strip()[1:-2].casefold(): match["to"].strip("<>")
        for match, coded in zip(found, code, strict=True)
        if match and not coded and re.match(r"https?:", match["to"].strip("<>"))
    }

    def written(match: re.Match[str], place: Callable[[int], Line]) -> str:
        to = known.get((match[2] or match[1]).casefold())
        return f"![{match[1]}]({_bracketed(to)})" if to else match[0]

    return change(lines, _NAMED, written) if known else lines


def _definition(line: Line, here: Here, links: Links, losses: list[Loss]) -> Line:
    match = _DEFINITION.match(line.text)
    if not match:
        return line
    to = rewritten(match["to"].strip("<>"), False, here, links, line, losses)
    if to is None or to == match["to"].strip("<>"):
        return line
    return line.says(f"{match['head']}{_bracketed(to)}{match['rest']}")


def _in_text(text: str, part: Sequence[Line], here: Here, links: Links, losses: list[Loss]) -> str:
    spans = code_spans(text)
    pieces: list[str] = []
    end = 0
    for match in _OPENING.finditer(text):
        start = match.end()
        if match.start() < end or any(a <= match.start() < b for a, b in spans):
            continue
        found = _destination(text, start)
        if found is None:
            continue
        to, after, close = found
        bracket = _opening_bracket(text, match.start())
        image = bracket > 0 and text[bracket - 1] == "!"
        whole = bracket - image >= end  # its words are not written yet
        line = part[text.count("\n", 0, match.start())]
        new = rewritten(to, image, here, links, line, losses) if to else to
        foreign = image and new is not None and bool(re.match(r"https?:|//", new))
        if foreign:
            what = f"The image “{_short(new or '')}” is on another site and became a link"
            fix = "Save it beside the page and write ![what it shows](file.png)."
            losses.append(Loss("image", line.path, line.number, what, fix))
        if new is None and whole:
            begin = bracket - (1 if image else 0)
            pieces += [text[end:begin], text[bracket + 1 : match.start()]]
            end = close
        elif new is not None and foreign and whole:
            words = text[bracket + 1 : match.start()].strip() or "Image"
            inside = _inside_link(text, bracket - 1)
            pieces += [
                text[end : bracket - 1],
                words if inside else f"[{words}]({_bracketed(new)})",
            ]
            end = close
        elif new is not None and new != to:
            pieces += [text[end:start], _bracketed(new)]
            end = after
    pieces.append(text[end:])
    return "".join(pieces)


def _inside_link(text: str, at: int) -> bool:
    """Whether an image is the text of a link, as badges are."""
    return at > 0 and text[at - 1] == "["


def _destination(text: str, start: int) -> tuple[str, int, int] | None:
    """A link's destination, where it ends, and where the link ends."""
    if template := _TEMPLATE.match(text, start):
        return template[0][:-1], template.end() - 1, template.end()
    found = parseLinkDestination(text, start, len(text))
    after = found.pos if found.ok else start
    to = text[start:after]
    to = to[1:-1] if to.startswith("<") else to
    at = after
    while at < len(text) and text[at] in " \t\n":
        at += 1
    if at > after:
        title = parseLinkTitle(text, at, len(text))
        at = title.pos if title.ok else at
        while at < len(text) and text[at] in " \t\n":
            at += 1
    return (to, after, at + 1) if at < len(text) and text[at] == ")" else None


def _opening_bracket(text: str, at: int) -> int:
    """The bracket that opens the words of a link whose words end at an offset; -1 if none."""
    depth = 0
    for number in range(at, max(-1, at - 2000), -1):
        if text[number] == "]":
            depth += 1
        elif text[number] == "[":
            depth -= 1
            if depth == 0:
                return number
    return -1


def _bracketed(to: str) -> str:
    """A destination as it is written: in angle brackets where it has spaces or odd brackets."""
    if re.search(r"\s", to) or to.count("(") != to.count(")"):
        return f"<{to}>"
    return to

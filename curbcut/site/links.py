"""Links and images of the Markdown: where they lead, and whether the target exists."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote, unquote

from curbcut.content.sources.picture_size import picture_size
from curbcut.model.finding import Finding, Rule
from curbcut.model.page import LinkRef, Page, ParsedPage, ResolvedLink
from curbcut.model.source import Span
from curbcut.site.guesses import Guesses, elsewhere, instruction, nothing_there, typed
from curbcut.site.link_rules import (
    ANCHOR,
    BROKEN,
    EMPTY,
    FOREIGN_IMAGE,
    MISSING_IMAGE,
    OUTSIDE,
    UNRESOLVED,
    WITHOUT_WORDS,
)
from curbcut.site.pictures import UNREADABLE, cannot_be_shown

_SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*:|^//")
DIRECTIVE = ":~:"
"""What follows it in an address is only for the browser (WICG, URL Fragment Text Directives)."""
_IN_DIRECTIVE = "!$%&'()*+,-./:;=?@_~"
_DRIVE = re.compile(r"^[a-zA-Z]:")


@dataclass(slots=True)
class Known:
    """What links can lead to, by path within the source folder; pages also by address.

    ``broken`` are files that exist but could not be read; links to them are not reported again.
    ``drafts`` are pages that exist but are not published.
    """

    pages: Mapping[str, Page]
    by_path: Mapping[str, Page]
    assets: Mapping[str, bytes]
    broken: frozenset[str]
    drafts: frozenset[str]
    sizes: dict[str, tuple[int, int] | None] = field(default_factory=dict)
    guesses: Guesses = field(init=False)

    def __post_init__(self) -> None:
        """Guess among what is known."""
        self.guesses = Guesses(self.pages, self.by_path, self.assets)


def resolve_links(
    pages: Mapping[str, Page], known: Known
) -> tuple[dict[str, tuple[ResolvedLink, ...]], list[Finding]]:
    """Resolve the links of all pages."""
    findings: list[Finding] = []
    resolved: dict[str, tuple[ResolvedLink, ...]] = {}
    # Pages that replace a translation come last: their broken links are those of the originals.
    for page in sorted(pages.values(), key=lambda page: bool(page.original)):
        links = []
        for link in page.parsed.links:
            answer = resolve_link(link, page, known)
            if isinstance(answer, Wrong) and page.original:
                answer = _as_near(link, page, pages[page.original], known)
            if isinstance(answer, Wrong) and page.original:
                answer = resolved[page.original][link.index]
            if isinstance(answer, Wrong):
                findings.append(
                    Finding(
                        answer.rule,
                        answer.message,
                        page=page.path,
                        span=link.span,
                        related=answer.related,
                        fix=answer.fix,
                    )
                )
                answer = ResolvedLink("")
            elif not (link.text.strip() or link.image or page.original or link.index < 0):
                findings.append(_without_words(link, page, answer, known))
            links.append(answer)
        resolved[page.path] = tuple(links)
    return resolved, findings


def _without_words(link: LinkRef, page: Page, to: ResolvedLink, known: Known) -> Finding:
    there = known.by_path.get(to.address.partition("#")[0])
    words = there.title if there else "The words that say where it leads"
    fix = f"Write [{words}]({link.destination})"
    message = f"The link to “{link.destination}” has no words"
    return Finding(WITHOUT_WORDS, message, page=page.path, span=link.span, fix=fix)


def links_alone(page: ParsedPage) -> list[Finding]:
    """Check the links of a page without its site, as far as that is possible."""
    findings: list[Finding] = []
    waiting: list[LinkRef] = []
    for link in page.links:
        destination = link.destination.strip()
        path, anchor, _ = _split(destination)
        if _SCHEME.match(destination):
            continue
        if path:
            waiting.append(link)
        elif not destination:
            findings.append(
                Finding(EMPTY, f"The link “{link.text}” has no address", span=link.span)
            )
        elif not _reaches(anchor.partition(DIRECTIVE)[0], page.anchors):
            message = f"“#{anchor.partition(DIRECTIVE)[0]}” does not exist"
            findings.append(Finding(ANCHOR, message, span=link.span))
    if waiting:
        number = "1 link or image" if len(waiting) == 1 else f"{len(waiting)} links or images"
        shown = waiting[0].destination
        message = f"{number} within the site, such as “{shown}”, could not be looked up"
        findings.append(Finding(UNRESOLVED, message, span=waiting[0].span))
    return findings


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a link; ``fix`` is what to type, if that can be known."""

    rule: Rule
    message: str
    related: tuple[Span, ...] = ()
    fix: str = ""


def resolve_link(link: LinkRef, page: Page, known: Known) -> ResolvedLink | Wrong:
    """Where a link on a page leads, or what is wrong with it."""
    destination = link.destination.strip()
    if not destination:
        if link.image:
            return Wrong(MISSING_IMAGE, "The image has no file name")
        place = known.guesses.called(link.text)
        fix = instruction(link, typed(place, page)) if place else nothing_there(link)
        return Wrong(EMPTY, f"The link “{link.text}” has no address", fix=fix)
    if _DRIVE.match(destination) or destination.startswith(("\\", "file:")):
        place = known.guesses.file(unquote(destination).replace("\\", "/"), link)[0]
        fix = instruction(link, typed(place, page)) if place else ""
        return Wrong(OUTSIDE, f"“{destination}” is a path on one computer", fix=fix)
    if not link.image and (whole := elsewhere(destination)):
        message = f"“{destination}” is read as the path of a file of this site"
        return Wrong(BROKEN, message, fix=instruction(link, whole))
    if _SCHEME.match(destination):
        if link.image:
            name = posixpath.basename(_split(destination)[0]) or "picture.png"
            folder = posixpath.dirname(page.place)
            where = f"the folder “{folder}”" if folder else "the source folder"
            fix = f"Save the picture in {where} and write ![{link.text}]({name})"
            return Wrong(FOREIGN_IMAGE, f"“{destination}” is on another site", fix=fix)
        return ResolvedLink(_encode(destination))
    path, anchor, query = _split(destination)
    if path.startswith("/"):
        return _from_root(link, page, path, _tail(anchor, query), known)
    if not path:
        return _to_page(link, page, page, (anchor, query), known)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page.place), path))
    if target == ".." or target.startswith("../"):
        place = known.guesses.file(target.replace("../", ""), link)[0]
        fix = instruction(link, typed(place, page) + _tail(anchor, query)) if place else ""
        return Wrong(OUTSIDE, f"“{destination}” leads out of the source folder", fix=fix)
    return _to_file(link, page, target, path, (anchor, query), known)


def _split(destination: str) -> tuple[str, str, str]:
    """Path, anchor and query of an address within the site, the first two decoded.

    What is behind ``DIRECTIVE`` is not: an encoded comma or hyphen means another thing there.
    """
    rest, _, anchor = destination.partition("#")
    path, _, query = rest.partition("?")
    path = unicodedata.normalize("NFC", unquote(path).replace("\\", "/"))
    name, mark, directive = anchor.partition(DIRECTIVE)
    return path, unquote(name) + mark + directive, query


def _to_file(
    link: LinkRef, page: Page, target: str, path: str, tail: tuple[str, str], known: Known
) -> ResolvedLink | Wrong:
    if target in known.broken:
        return ResolvedLink("")
    beside_original = target.removeprefix(page.root[1:])
    if target not in known.assets and beside_original in known.assets:
        target = beside_original
    if target in known.assets:
        if link.image and (bad := cannot_be_shown(link, target, link.destination)):
            return Wrong(UNREADABLE, bad[0], fix=bad[1])
        size = _size(target, known.assets, known.sizes) if link.image else None
        address = "/" + quote(target) + _fragment(tail[0])
        return ResolvedLink(address, size, len(known.assets[target]))
    if link.image:
        return _missing(MISSING_IMAGE, link, page, (path, target, ""), known)
    candidates = [target]
    if path.endswith(("/", "..", ".")) or "." not in posixpath.basename(target):
        candidates += [f"{target}.md", posixpath.join(target, "index.md").removeprefix("./")]
    for candidate in candidates:
        if candidate in known.pages:
            return _to_page(link, page, known.pages[candidate], tail, known)
        if candidate in known.drafts:
            message = f"“{path}” is a draft, which is not published"
            fix = f"Remove “draft: true” from “{candidate}”, or {nothing_there(link, short=True)}"
            return Wrong(BROKEN, message, (_beside(page, candidate),), fix)
    return _missing(BROKEN, link, page, (path, target, _tail(*tail)), known)


def _missing(
    rule: Rule, link: LinkRef, page: Page, names: tuple[str, str, str], known: Known
) -> Wrong:
    """A file that does not exist: its path as it was written, in the site, and what follows it."""
    path, target, tail = names
    if link.image and target in known.pages:
        fix = f"Write [{link.text}]({typed(target, page)})"
        return Wrong(rule, f"“{path}” is a page, not an image", fix=fix)
    place, how = known.guesses.file(target, link)
    if not place:
        return Wrong(rule, f"“{path}” does not exist", fix=nothing_there(link, target))
    address = typed(place, page)
    hint = {
        "case": f"; “{address}” does, with other capitals",
        "moved": f" any more; “{address}” has taken its place",
        "like": f". Did you mean “{address}”?",
        "title": f"; “{address}” has the title “{_title(place, known)}”",
    }[how]
    return Wrong(rule, f"“{path}” does not exist{hint}", fix=instruction(link, address + tail))


def _from_root(link: LinkRef, page: Page, path: str, tail: str, known: Known) -> Wrong:
    """A path from the root: right in a published page, but not here."""
    message = f"“{path}” starts with “/”; paths in the Markdown start at the page’s own folder"
    place = known.guesses.from_root(path) or known.guesses.file(path.strip("/"), link)[0]
    if place:
        return Wrong(OUTSIDE, message, fix=instruction(link, typed(place, page) + tail))
    what = "an image" if link.image else "a page"
    message = f"{message}, and {what} of that name does not exist"
    return Wrong(OUTSIDE, message, fix=nothing_there(link, path.strip("/")))


def _title(place: str, known: Known) -> str:
    return known.pages[place].title if place in known.pages else posixpath.basename(place)


def _tail(anchor: str, query: str) -> str:
    return (f"?{query}" if query else "") + _fragment(anchor)


def _as_near(link: LinkRef, page: Page, original: Page, known: Known) -> ResolvedLink | Wrong:
    """A link of a page that replaces a translation, to a heading that is called otherwise.

    The headings of the page that it leads to are matched by their numbers; where there are more
    or fewer than in the original, the link leads to the page.
    """
    path, anchor, query = _split(link.destination.strip())
    there = resolve_link(link, original, known)
    here = resolve_link(replace(link, destination=path), page, known)
    if isinstance(there, Wrong) or isinstance(here, Wrong):
        return here
    mine, theirs = (known.by_path.get(one.address.partition("#")[0]) for one in (here, there))
    if mine is None or theirs is None:
        return here
    names = [[heading.id for heading in page.parsed.headings] for page in (mine, theirs)]
    if anchor in names[1] and len(names[0]) == len(names[1]):
        anchor = names[0][names[1].index(anchor)]
        return _to_page(link, page, mine, (anchor, query), known)
    return here


def _beside(page: Page, other: str) -> Span:
    """The first line of another file of the source folder."""
    folder = page.parsed.source.path.removesuffix(page.source_path)
    return Span(folder + other, 1, 1)


def _to_page(
    link: LinkRef, page: Page, target: Page, tail: tuple[str, str], known: Known
) -> ResolvedLink | Wrong:
    anchor, query = tail
    name = anchor.partition(DIRECTIVE)[0]
    if _reaches(name, target.parsed.anchors):
        end = (f"?{query}" if query else "") + _fragment(anchor)
        return ResolvedLink(target.path + end)
    near = known.guesses.anchor(name, target)
    where = "this page" if target.path == page.path else f"“{target.title}”"
    hint = f". Did you mean “#{near}”?" if near else f"; {where} has no such heading"
    if not target.parsed.anchors:
        hint = f"; {where} has no headings"
    related = tuple(h.span for h in target.parsed.headings if h.id == near) if near else ()
    path = link.destination.partition("#")[0].strip()
    fix = instruction(link, f"{path}#{near}" if near else path) if near or path else ""
    if not fix:
        fix = nothing_there(link)
    return Wrong(ANCHOR, f"“#{name}” does not exist{hint}", related, fix)


def _reaches(name: str, anchors: Collection[str]) -> bool:
    """Whether what is behind the “#” leads to a place on a page.

    “top” in any case is the top of every page (HTML Standard, 7.4.6.4 Scrolling to a fragment), and
    so is nothing; “content” is the theme's.
    """
    return name.lower() in ("", "top") or name == "content" or name in anchors


def _fragment(anchor: str) -> str:
    """An anchor as it is written in an address; what is behind ``DIRECTIVE`` stays as it is."""
    name, mark, directive = anchor.partition(DIRECTIVE)
    written = quote(name) + mark + quote(directive, safe=_IN_DIRECTIVE)
    return f"#{written}" if written else ""


def _size(
    path: str, assets: Mapping[str, bytes], known: dict[str, tuple[int, int] | None]
) -> tuple[int, int] | None:
    if path not in known:
        known[path] = picture_size(assets[path])
    return known[path]


def _encode(address: str) -> str:
    return quote(address, safe="!#$%&'()*+,/:;=?@[]~-._")

"""Pages that nobody writes: search with the A–Z index, and the map of all pages.

On a large site a list is spread over several pages, so that none of them grows without end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from curbcut.content.extensions.headings import hyphenate
from curbcut.model.listing import Branch, Entry, Group, Letter, Listing
from curbcut.model.page import Meta, Page, ParsedPage
from curbcut.model.source import SourceFile
from curbcut.model.theme import Theme
from curbcut.site.alphabet import OTHER, letter_of, sort_key
from curbcut.site.kinds import TEMPLATES
from curbcut.site.routes import output_of

SEARCH = "/search/"
ALL_PAGES = "/all-pages/"
LIMIT = 1000
"""Entries on one page; some 150 kB of HTML."""

type Listed = tuple[Page, Listing]


@dataclass(frozen=True, slots=True)
class Maker:
    """What generated pages are made of, besides the pages of the site.

    ``strings`` are the theme's words in ``language``; ``home`` is the path of the home page, if
    there is one.
    """

    strings: Mapping[str, str]
    language: str
    theme: Theme = field(default_factory=Theme)
    home: str = ""
    limit: int = LIMIT

    def page(self, path: str, kind: str, title: str, description: str = "", up: str = "") -> Page:
        """A page that has a template for its source."""
        source = SourceFile(self.theme.place(TEMPLATES[kind]), "", "")
        return Page(
            path=path,
            output=output_of(path),
            source_path="",
            kind=kind,
            language=self.language,
            parsed=ParsedPage(source, Meta(title, description), ""),
            translation_key=f"curbcut:{path}",
            parent=up or self.home,
        )


def index_pages(pages: Mapping[str, Page], maker: Maker) -> list[Listed]:
    """The search page, which is the A–Z index, and one page for each letter of a large site."""
    strings = maker.strings
    entries = [Entry(page.title, page.path, page.language) for page in _listed(pages)]
    headings = list(_headings(pages))
    if len(entries) + len(headings) <= maker.limit:
        entries += headings
    entries.sort(key=lambda entry: (*sort_key(entry.text, maker.language), entry.context))
    letters = list(_letters(entries, maker.language))
    # What starts with no letter stands first, wherever its signs are in the order of characters.
    letters.sort(key=lambda letter: letter.label != OTHER)
    top = maker.page(SEARCH, "search", strings["search_title"], strings["search_description"])
    if len(entries) <= maker.limit:
        return [(top, Listing(letters=tuple(letters)))]
    apart = [replace(letter, path=f"{SEARCH}{_name(letter)}/") for letter in letters]
    made: list[Listed] = [
        (top, Listing(letters=tuple(replace(letter, entries=()) for letter in apart)))
    ]
    for letter in apart:
        title = strings["letter_title"].format(letter=_shown(letter.label, strings))
        made += _spread(letter, title, maker)
    return made


def _spread(letter: Letter, title: str, maker: Maker) -> Iterator[Listed]:
    """A letter's own page, or pages."""
    parts = list(_cut(letter.entries, maker.limit))
    paths = [letter.path, *(f"{letter.path[:-1]}-{n}/" for n in range(2, len(parts) + 1))]
    for at, part in enumerate(parts):
        listing = Listing(
            letters=(replace(letter, path=paths[at], entries=part),),
            previous=paths[at - 1] if at else "",
            next=paths[at + 1] if at + 1 < len(paths) else "",
        )
        name = title if len(parts) == 1 else _numbered(title, at + 1, maker)
        yield maker.page(paths[at], "letter", name, up=SEARCH), listing


def map_pages(
    pages: Mapping[str, Page], children: Mapping[str, tuple[str, ...]], maker: Maker
) -> list[Listed]:
    """The map of all pages by section, and one page for each section of a large site."""
    strings = maker.strings
    top = maker.page(ALL_PAGES, "all-pages", strings["all_pages_title"])
    groups = list(_groups(pages, children))
    if sum(group.size for group in groups) <= maker.limit:
        return [(top, Listing(groups=tuple(groups)))]
    shown: list[Group] = []
    made: list[tuple[Page, Group]] = []
    for group in groups:
        name = group.entry.text if group.entry else strings["all_pages_general"]
        title = strings["all_pages_section"].format(section=name)
        parts = list(_cut_branches(group.branches, maker.limit))
        shown.append(replace(group, path=_map_part(len(made)), branches=()))
        for number, branches in enumerate(parts, 1):
            path = _map_part(len(made))
            name = title if len(parts) == 1 else _numbered(title, number, maker)
            page = maker.page(path, "all-pages", name, up=ALL_PAGES)
            made.append((page, replace(group, path=path, branches=branches)))
    paths = ["", *(page.path for page, _ in made), ""]
    return [
        (top, Listing(groups=tuple(shown))),
        *(
            (page, Listing(groups=(group,), previous=paths[at], next=paths[at + 2]))
            for at, (page, group) in enumerate(made)
        ),
    ]


def _map_part(before: int) -> str:
    return f"{ALL_PAGES}{before + 1}/"


def _listed(pages: Mapping[str, Page]) -> Iterator[Page]:
    return (page for page in pages.values() if page.kind != "not-found")


def _headings(pages: Mapping[str, Page]) -> Iterator[Entry]:
    for page in _listed(pages):
        for heading in page.parsed.headings:
            if heading.level == 2 and heading.text.strip():
                path = f"{page.path}#{heading.id}"
                yield Entry(heading.text, path, page.language, page.title)


def _letters(entries: Sequence[Entry], language: str) -> Iterator[Letter]:
    by_letter: dict[str, list[Entry]] = {}
    for entry in entries:
        by_letter.setdefault(letter_of(entry.text, language), []).append(entry)
    for label, under in by_letter.items():
        letter = Letter(label, "", "", tuple(under))
        yield replace(letter, id=f"letter-{_name(letter)}")


def _name(letter: Letter) -> str:
    return "other" if letter.label == OTHER else hyphenate(letter.label.casefold())


def _shown(label: str, strings: Mapping[str, str]) -> str:
    return strings["letter_other"] if label == OTHER else label


def _numbered(title: str, number: int, maker: Maker) -> str:
    return maker.strings["listing_part"].format(title=title, number=number)


def _groups(pages: Mapping[str, Page], children: Mapping[str, tuple[str, ...]]) -> Iterator[Group]:
    """The pages in no section, then each section. Without a home page all pages are in none."""
    tops = children.get("/", ())
    if "/" not in pages:
        tops = tuple(page.path for page in _listed(pages) if not page.parent)
    single = [path for path in tops if not children[path]]
    if "/" in pages:
        single.insert(0, "/")
    lone = tuple(Branch(_entry(pages[path])) for path in single)
    if lone:
        yield Group(None, "section-other", "", len(lone), lone)
    number = 0
    for path in tops:
        if children[path]:
            number += 1
            branches = _branches(children[path], pages, children)
            size = 1 + sum(map(_size, branches))
            yield Group(_entry(pages[path]), f"section-{number}", "", size, branches)


def _branches(
    paths: Sequence[str], pages: Mapping[str, Page], children: Mapping[str, tuple[str, ...]]
) -> tuple[Branch, ...]:
    return tuple(
        Branch(_entry(pages[path]), _branches(children[path], pages, children)) for path in paths
    )


def _entry(page: Page) -> Entry:
    return Entry(page.title, page.path, page.language)


def _size(branch: Branch) -> int:
    return 1 + sum(map(_size, branch.children))


def _cut[T](entries: Sequence[T], limit: int) -> Iterator[tuple[T, ...]]:
    for at in range(0, max(1, len(entries)), limit):
        yield tuple(entries[at : at + limit])


def _cut_branches(branches: Sequence[Branch], limit: int) -> Iterator[tuple[Branch, ...]]:
    """The tree in pieces of at most ``limit`` pages, and in each the pages above its first one."""
    flat: list[tuple[Entry, ...]] = []

    def walk(branch: Branch, above: tuple[Entry, ...]) -> None:
        trail = (*above, branch.entry)
        flat.append(trail)
        for child in branch.children:
            walk(child, trail)

    for branch in branches:
        walk(branch, ())
    for piece in _cut(flat, limit):
        yield _grown(piece, 0)


def _grown(trails: Sequence[tuple[Entry, ...]], depth: int) -> tuple[Branch, ...]:
    """The tree that a run of trails is made of."""
    return tuple(
        Branch(entry, _grown([trail for trail in under if len(trail) > depth + 1], depth + 1))
        for entry, run in groupby(trails, key=lambda trail: trail[depth])
        if (under := list(run))
    )

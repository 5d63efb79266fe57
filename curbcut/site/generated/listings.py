"""Generated lists: the search page with the A–Z index, and the map of all pages.

On a large site a list is spread over several pages, so that no page becomes too long.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from curbcut.content.extensions.headings import hyphenate
from curbcut.model import kinds
from curbcut.model.front_matter import Meta
from curbcut.model.kinds import Kind
from curbcut.model.listing import Branch, Entry, Group, Letter, Listing
from curbcut.model.page import Page, ParsedPage
from curbcut.model.source import SourceFile
from curbcut.model.theme import Theme
from curbcut.site.generated.alphabet import OTHER, letter_of, sort_key
from curbcut.site.routes import output_of

SEARCH = "search/"
ALL_PAGES = "all-pages/"
"""The addresses of the two, below the home page of each language."""
LIMIT = 400
"""Entries on one page: at most some 90 kB of HTML, 7 kB as it is sent."""

type Listed = tuple[Page, Listing]


@dataclass(frozen=True, slots=True)
class Maker:
    """What generated pages need besides the pages of the site.

    ``strings`` are the theme's texts in ``language``, or in ``spoken`` if it has none in that;
    ``root`` is the address of the home page of that language.
    """

    strings: Mapping[str, str]
    language: str
    theme: Theme = field(default_factory=Theme)
    root: str = "/"
    limit: int = LIMIT
    spoken: str = ""

    def page(self, path: str, kind: Kind, title: str, description: str = "", up: str = "") -> Page:
        """A generated page, whose source is a template."""
        whole = title in self.strings.values()
        source = SourceFile(self.theme.place(kind.template), "", "")
        return Page(
            path=path,
            output=output_of(path),
            source_path="",
            kind=kind,
            language=self.language,
            parsed=ParsedPage(source, Meta(title=title, description=description), ""),
            translation_key=f"curbcut:{path.removeprefix(self.root)}",
            parent=up,
            root=self.root,
            # A title that includes the site's title may be in two languages.
            titled=self.spoken if whole else "",
        )


def index_pages(pages: Mapping[str, Page], maker: Maker) -> list[Listed]:
    """The search page, which is the A–Z index, and one page for each letter of a large site."""
    strings = maker.strings
    entries = [_entry(page) for page in _listed(pages)]
    headings = list(_headings(pages))
    if len(entries) + len(headings) <= maker.limit:
        entries += headings
    entries.sort(key=lambda entry: (*sort_key(entry.text, maker.language), entry.context))
    letters = list(_letters(entries, maker.language))
    # Entries that do not start with a letter come first, whatever their code points.
    letters.sort(key=lambda letter: letter.label != OTHER)
    at = maker.root + SEARCH
    home = maker.root if maker.root in pages else ""
    title, description = strings["search_title"], strings["search_description"]
    top = maker.page(at, kinds.SEARCH, title, description, up=home)
    if len(entries) <= maker.limit:
        return [(top, Listing(letters=tuple(letters)))]
    apart = [replace(letter, path=f"{at}{_name(letter)}/") for letter in letters]
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
        yield maker.page(paths[at], kinds.LETTER, name, up=maker.root + SEARCH), listing


def map_pages(
    pages: Mapping[str, Page], children: Mapping[str, tuple[str, ...]], maker: Maker
) -> list[Listed]:
    """The map of all pages by section, and one page for each section of a large site."""
    strings = maker.strings
    at = maker.root + ALL_PAGES
    home = maker.root if maker.root in pages else ""
    top = maker.page(at, kinds.ALL_PAGES, strings["all_pages_title"], up=home)
    groups = list(_groups(pages, children, maker.root))
    if sum(group.size for group in groups) <= maker.limit:
        return [(top, Listing(groups=tuple(groups)))]
    shown: list[Group] = []
    made: list[tuple[Page, Group]] = []
    for group in groups:
        name = group.entry.text if group.entry else strings["all_pages_general"]
        title = strings["all_pages_section"].format(section=name)
        parts = list(_cut_branches(group.branches, maker.limit))
        shown.append(replace(group, path=f"{at}{len(made) + 1}/", branches=()))
        for number, branches in enumerate(parts, 1):
            path = f"{at}{len(made) + 1}/"
            name = title if len(parts) == 1 else _numbered(title, number, maker)
            page = maker.page(path, kinds.ALL_PAGES, name, up=at)
            made.append((page, replace(group, path=path, branches=branches)))
    paths = ["", *(page.path for page, _ in made), ""]
    return [
        (top, Listing(groups=tuple(shown))),
        *(
            (page, Listing(groups=(group,), previous=paths[number], next=paths[number + 2]))
            for number, (page, group) in enumerate(made)
        ),
    ]


def _listed(pages: Mapping[str, Page]) -> Iterator[Page]:
    return (page for page in pages.values() if page.kind.listed)


def _headings(pages: Mapping[str, Page]) -> Iterator[Entry]:
    """The main headings; of a page that replaces a translation its title is enough."""
    for page in (page for page in _listed(pages) if not page.original):
        for heading in page.parsed.headings:
            if heading.level == 2 and heading.text.strip():
                path = f"{page.path}#{heading.id}"
                yield Entry(heading.text, path, page.title_language, page.title)


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


def _groups(
    pages: Mapping[str, Page], children: Mapping[str, tuple[str, ...]], root: str
) -> Iterator[Group]:
    """The pages in no section, then each section. Without a home page all pages are in none."""
    tops = children.get(root, ())
    if root not in pages:
        tops = tuple(page.path for page in _listed(pages) if not page.parent)
    single = [path for path in tops if not children[path]]
    if root in pages:
        single.insert(0, root)
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
    return Entry(page.title, page.path, page.title_language)


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

"""What a made-up help centre consists of, before any tool's layout."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Strong:
    """Words of weight."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """What is typed or shown as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another page, by its place in ``Site.pages``."""

    text: str
    target: int


type Inline = str | Strong | Code | Link


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the page's title; levels are 2 and 3."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    parts: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list, with numbers or with bullets."""

    numbered: bool
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row, whose first column is in bold."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Image:
    """One of the site's pictures, by its name in ``Site.pictures``."""

    name: str
    alt: str


@dataclass(frozen=True, slots=True)
class Note:
    """A callout: note, tip, important or warning."""

    kind: str
    title: str
    text: str


type Block = Heading | Paragraph | Items | Table | Image | Note


@dataclass(frozen=True, slots=True)
class Page:
    """One page. ``folder`` is where its file is; an index page is that of its folder."""

    folder: tuple[str, ...]
    name: str  # of the file, without its ending
    index: bool
    title: str
    description: str
    order: int
    blocks: tuple[Block, ...]

    @property
    def path(self) -> str:
        """The file without its ending, as seen from the top: "lenses/settings/index"."""
        return "/".join((*self.folder, self.name))

    @property
    def address(self) -> str:
        """Where all tools publish the page: "/lenses/settings/"."""
        return "/" + "".join(
            f"{part}/" for part in self.folder + (() if self.index else (self.name,))
        )


@dataclass(frozen=True, slots=True)
class Site:
    """All pages in reading order, and the pictures as PNG files."""

    title: str
    pages: tuple[Page, ...]
    pictures: dict[str, bytes]

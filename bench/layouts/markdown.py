"""What all layouts share: blocks as Markdown, with what each tool writes in its own way."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass

from bench.content import (
    Block,
    Code,
    Heading,
    Image,
    Inline,
    Items,
    Note,
    Page,
    Paragraph,
    Site,
    Strong,
    Table,
)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a tool writes the address of a page and of a picture, and a callout."""

    link: Callable[[Page, Page], str]
    picture: Callable[[Page, str], str]
    note: Callable[[Note], str]


def body(page: Page, site: Site, dialect: Dialect) -> str:
    """The page's text in Markdown, without front matter."""
    return "\n\n".join(_block(block, page, site, dialect) for block in page.blocks) + "\n"


def relative(page: Page, target: str) -> str:
    """The way from the page's file to another file; both are seen from the top."""
    return posixpath.relpath(target, "/".join(page.folder) or ".")


def _block(block: Block, page: Page, site: Site, dialect: Dialect) -> str:
    match block:
        case Heading(level=level, text=text):
            return f"{'#' * level} {text}"
        case Paragraph(parts=parts):
            return "".join(_inline(part, page, site, dialect) for part in parts)
        case Items(numbered=numbered, items=items):
            marks = (f"{n}." if numbered else "-" for n in range(1, len(items) + 1))
            return "\n".join(f"{mark} {item}" for mark, item in zip(marks, items, strict=True))
        case Table(head=head, rows=rows):
            lines = [head, ("---",) * len(head), *((f"**{r[0]}**", *r[1:]) for r in rows)]
            return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
        case Image(name=name, alt=alt):
            return f"![{alt}]({dialect.picture(page, name)})"
        case Note():
            return dialect.note(block)


def _inline(part: Inline, page: Page, site: Site, dialect: Dialect) -> str:
    match part:
        case str():
            return part
        case Strong(text=text):
            return f"**{text}**"
        case Code(text=text):
            return f"`{text}`"
        case _:
            return f"[{part.text}]({dialect.link(page, site.pages[part.target])})"


def container(note: Note) -> str:
    """A callout between colons, as Curbcut and markdown-it-container have it."""
    return f"::: {note.kind} {note.title}\n{note.text}\n:::"


def alert(note: Note) -> str:
    """A callout as a quotation with a mark, as Hugo has it."""
    return f"> [!{note.kind.upper()}] {note.title}\n> {note.text}"


def admonition(note: Note) -> str:
    """A callout as Python-Markdown has it."""
    return f'!!! {note.kind} "{note.title}"\n    {note.text}'


def front_matter(page: Page, **more: str | int) -> str:
    """YAML front matter; the values need no quotes but where they hold a colon."""
    values: dict[str, str | int] = {"title": page.title, "description": page.description, **more}
    lines = "".join(f"{key}: {_yaml(value)}\n" for key, value in values.items())
    return f"---\n{lines}---\n\n"


def _yaml(value: str | int) -> str:
    return f'"{value}"' if isinstance(value, str) and ": " in value else str(value)

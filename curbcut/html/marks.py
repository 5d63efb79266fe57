"""Source positions that travel inside HTML until it is published.

Whatever writes a start tag, the Markdown renderer or a template, adds a mark after the tag's name
that says where the tag comes from. One pass at the end removes all marks and turns them into a
table. Nothing published contains a mark, and what is checked is what is published.

The marks use noncharacters (Unicode 15, section 23.7), which ``neutralise`` removes from all input.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from curbcut.html.tokens import StartTag, start_tags, tokens
from curbcut.model.source import Span

OPEN, CLOSE = "\ufdd0", "\ufdd1"
LINK_OPEN, LINK_CLOSE = "\ufdd2", "\ufdd3"
FILE_OPEN, FILE_CLOSE = "\ufdd4", "\ufdd5"
FILE = "f:"
"""The prefix of a label that names its Markdown file."""

_RESERVED = re.compile("[\ufdd0-\ufdef]")
_START_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>\ufdd2])")
_MARK = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")
_LINK = re.compile(f"{LINK_OPEN}([0-9]+){LINK_CLOSE}")
_FILE = re.compile(f"{FILE_OPEN}([0-9]+){FILE_CLOSE}")


def neutralise(text: str) -> str:
    """Replace the characters that marks consist of by U+FFFD."""
    return _RESERVED.sub("\ufffd", text)


def mark(html: str, label: str) -> str:
    """Add ``label`` after the name of every start tag in ``html`` that has no mark yet."""
    return _START_TAG.sub(lambda match: f"<{match[1]}{OPEN}{label}{CLOSE}", html)


def mark_each(html: str, label: Callable[[int], str]) -> str:
    """Add after the name of every start tag what ``label`` returns for the tag's offset."""
    made: list[str] = []
    at = 0
    for tag in tokens(html):
        if isinstance(tag, StartTag):
            made += (html[at : tag.name_end], f"{OPEN}{label(tag.start)}{CLOSE}")
            at = tag.name_end
    return "".join((*made, html[at:]))


def unmark(html: str) -> str:
    """Remove all marks."""
    return _MARK.sub("", html)


def mark_file(html: str, path: str) -> str:
    """Add the path of the Markdown file to each label, for HTML that joins several files."""
    return _MARK.sub(lambda match: f"{OPEN}{FILE}{path}:{match[1]}{CLOSE}", html)


def position_label(line: int, end_line: int, column: int) -> str:
    """The label for a position in the Markdown file that is being rendered."""
    return f"{line}.{end_line}.{column}"


def link_placeholder(index: int) -> str:
    """The placeholder in a start tag for an ``href`` or ``src`` that is not resolved yet."""
    return f"{LINK_OPEN}{index}{LINK_CLOSE}"


def fill_links(html: str, attributes: Callable[[int], str]) -> str:
    """Replace every link placeholder by what ``attributes`` returns for its index."""
    return _LINK.sub(lambda match: attributes(int(match[1])), html)


def file_placeholder(index: int) -> str:
    """The placeholder at the end of a link's text for the type and size of the file."""
    return f"{FILE_OPEN}{index}{FILE_CLOSE}"


def fill_files(html: str, note: Callable[[int], str]) -> str:
    """Replace every placeholder for a file by what ``note`` returns for the link's index."""
    return _FILE.sub(lambda match: note(int(match[1])), html)


class Numbered(NamedTuple):
    """A page without marks, and where its elements come from.

    ``labels`` has each label once; ``numbers`` gives, for each tag name, the numbers in it of the
    elements' labels in document order, -1 for an element without a mark.
    """

    html: str
    labels: tuple[str, ...]
    numbers: dict[str, list[int]]


def number(marked: str) -> Numbered:
    """Take the marks out of a whole page."""
    numbers: dict[str, list[int]] = {}
    labels = {"": -1}
    for name, label in start_tags(marked):
        at = labels.get(label)
        if at is None:
            at = labels[label] = len(labels) - 1
        numbers.setdefault(name, []).append(at)
    del labels[""]
    return Numbered(unmark(marked), tuple(labels), numbers)


def tabulate(
    marked: str, resolve: Callable[[str], Span | None]
) -> tuple[str, dict[str, tuple[Span | None, ...]]]:
    """Remove the marks from a whole page and make the table of positions.

    Returns:
        The page without marks, and for each tag name the spans of its elements in document order.
    """
    html, labels, numbers = number(marked)
    return html, spans_of(labels, numbers, resolve)


def spans_of(
    labels: Sequence[str],
    numbers: Mapping[str, Sequence[int]],
    resolve: Callable[[str], Span | None],
) -> dict[str, tuple[Span | None, ...]]:
    """The places of the elements of a page that is numbered, by tag name."""
    spans = (*map(resolve, labels), None)  # -1 is the last of them
    return {tag: tuple(spans[at] for at in found) for tag, found in numbers.items()}

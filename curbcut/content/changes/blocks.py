"""The blocks of a page that are compared: headings, paragraphs, items, terms and rows.

They are read from the page's rendered Markdown, so that each has its words without markup, its
containers (lists, items, tables, quotes) and its position in the file.
"""

from __future__ import annotations

from dataclasses import dataclass

from curbcut.html.tokens import VOID, EndTag, StartTag, Text, tokens


@dataclass(frozen=True, slots=True)
class Box:
    """An element that holds blocks or boxes.

    ``number`` is unique on the page; ``label`` is its position in the Markdown.
    """

    number: int
    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text.

    ``tag`` is "h2", "p", "pre" or "tr", and empty for text directly inside its container, as in
    a list item. A row has a text for each cell, and ``cells`` their tags; all others have one text.
    """

    tag: str
    texts: tuple[str, ...]
    boxes: tuple[Box, ...] = ()
    cells: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    label: str = ""

    @property
    def level(self) -> int:
        """The level of a heading, 0 for other blocks."""
        return int(self.tag[1]) if self.tag[:1] == "h" else 0


_BOXES = frozenset(
    {"ul", "ol", "li", "dl", "dt", "dd", "blockquote", "div", "table", "thead", "tbody"}
)
_LEAVES = frozenset({"p", "pre", *(f"h{level}" for level in range(1, 7))})
_SHOWN_AS = {"details": "div", "section": "div", "figure": "div", "summary": "p"} | {
    "figcaption": "p",
    "caption": "p",
}
"""What elements become in a comparison: nothing is collapsed, and landmarks belong to the page."""
_BESIDE = frozenset({"footnote-ref", "footnote-backref", "heading-anchor", "visually-hidden"})
"""Classes of elements that are not part of the text."""
_KEPT = ("class", "lang", "dir", "start", "scope")


def read_blocks(html: str) -> tuple[Block, ...]:
    """The blocks of a page, from the HTML of a ``ParsedPage`` with its marks."""
    reader = _Reader()
    for token in tokens(html):
        match token:
            case StartTag():
                reader.start(token)
            case EndTag():
                reader.end(token.name)
            case Text():
                reader.text(token.value)
    reader.end_block()
    return tuple(reader.blocks)


class _Reader:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._boxes: list[Box] = []
        self._counts: dict[int, int] = {}
        self._opened = 0
        self._leaf: tuple[str, tuple[tuple[str, str], ...], str] | None = None
        self._text: list[str] = []
        self._row: tuple[str, list[str], list[str]] | None = None
        self._beside = 0

    def start(self, tag: StartTag) -> None:
        """Read a start tag."""
        name, label, values = tag.name, tag.label, tag.attributes
        if name in VOID:
            self._void(name, values)
        elif self._beside or not _BESIDE.isdisjoint(values.get("class", "").split()):
            self._beside += 1
        elif name == "tr":
            self.end_block()
            self._row = (label, [], [])
        elif self._row is not None:
            if name in ("td", "th"):
                self._row[2].append(name)
                self._text.clear()
        else:
            shown = _SHOWN_AS.get(name, name)
            kept = tuple((key, values[key]) for key in _KEPT if key in values)
            if shown in _LEAVES:
                self.end_block()
                self._leaf = (shown, kept, label)
            elif shown in _BOXES:
                self.end_block()
                self._open(shown, kept, label)

    def _void(self, name: str, values: dict[str, str]) -> None:
        if name == "br":
            self._text.append(" ")
        elif name == "img" and not self._beside:
            self._text.append(f" {values.get('alt', '')} ")

    def _open(self, tag: str, kept: tuple[tuple[str, str], ...], label: str) -> None:
        if tag == "li" and self._boxes and self._boxes[-1].tag == "ol":
            # An item keeps its number, wherever it is shown.
            outer = self._boxes[-1]
            start = dict(outer.attributes).get("start", "1")
            first = int(start) if start.lstrip("-").isdigit() else 1
            number = self._counts.get(outer.number, first)
            self._counts[outer.number] = number + 1
            kept = (*kept, ("value", str(number)))
        self._boxes.append(Box(self._opened, tag, kept, label))
        self._opened += 1

    def end(self, tag: str) -> None:
        """Read an end tag."""
        if self._beside:
            self._beside -= 1
        elif self._row is not None:
            if tag in ("td", "th"):
                self._row[1].append(self._taken())
            elif tag == "tr":
                label, texts, cells = self._row
                self._row = None
                self._add(Block("tr", tuple(texts), tuple(self._boxes), tuple(cells), (), label))
        else:
            shown = _SHOWN_AS.get(tag, tag)
            if shown in _LEAVES:
                self.end_block()
            elif shown in _BOXES:
                self.end_block()
                if self._boxes and self._boxes[-1].tag == shown:
                    self._boxes.pop()

    def text(self, data: str) -> None:
        """Read text."""
        if not self._beside:
            self._text.append(data)

    def end_block(self) -> None:
        """Take what was read since the last block as one."""
        code = self._leaf is not None and self._leaf[0] == "pre"
        text = self._taken(as_written=code)
        tag, attributes, label = self._leaf or ("", (), "")
        self._leaf = None
        boxes = tuple(self._boxes)
        if boxes and boxes[-1].tag == "table":
            boxes = boxes[:-1]  # a caption comes before its table
        if text.strip():
            label = label or (boxes[-1].label if boxes else "")
            self._add(Block(tag or ("" if boxes else "p"), (text,), boxes, (), attributes, label))

    def _add(self, block: Block) -> None:
        if any(text.strip() for text in block.texts):
            self.blocks.append(block)

    def _taken(self, *, as_written: bool = False) -> str:
        text = "".join(self._text)
        self._text.clear()
        return text.strip("\n") if as_written else " ".join(text.split())

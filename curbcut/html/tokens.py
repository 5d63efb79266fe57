"""The tokens of HTML source, each with its position: the only reader of HTML in Curbcut.

Tags, comments and text are told apart as by the HTML Standard's tokenizer (section 13.2.5). Of tree
construction, only what affects the tokenizer is followed: elements whose content is text, SVG and
MathML. Nothing is repaired and nothing can fail. Each character is read once, so a hostile or
broken file takes no longer than any other of its length.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import NamedTuple

_SPACE = r"[ \t\n\f\r]"
_VALUE = (
    rf"""{_SPACE}*+=(?:{_SPACE}*+)(?:"[^"]*+"|'[^']*+'|[^ \t\n\f\r>"'][^ \t\n\f\r>]*+|(?=>|\Z))"""
)
_ATTRIBUTE_NAME = r"(?:=[^ \t\n\f\r/>=]*+|[^ \t\n\f\r/>=]++)"
_NEXT = re.compile(
    # A tag, or the “<” of anything else that is not text.
    # U+FDD0 to U+FDD2 are marks, see curbcut.html.marks: the label is not part of the name.
    r"<(?:(/?)([a-zA-Z][^ \t\n\f\r/>\ufdd0\ufdd2]*+)(?:\ufdd0([^\ufdd1]*+)\ufdd1)?+"
    # An equals sign without a value is followed by an unclosed quotation mark.
    rf"((?:[ \t\n\f\r/]++|{_ATTRIBUTE_NAME}(?:{_VALUE}|(?!{_SPACE}*+=)))*+)>|(?=[a-zA-Z/!?]))"
)
_ATTRIBUTE = re.compile(rf"({_ATTRIBUTE_NAME})({_VALUE})?+")
_LETTER = re.compile("[a-zA-Z]")
_COMMENT_END = re.compile(r"--!?>")

VOID = frozenset(
    (
        *("area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img"),
        *("input", "keygen", "link", "meta", "param", "source", "track", "wbr"),
    )
)
"""Elements that have no end tag (section 13.1.2, and those that only the parser knows)."""
_ESCAPABLE = frozenset(("textarea", "title"))
TEXT_ONLY = _ESCAPABLE | {"script", "style", "xmp", "iframe", "noembed", "noframes", "noscript"}
"""Elements whose content is text, tags and all, in HTML and while scripts run."""
_TEXT_FOLLOWS = TEXT_ONLY | {"plaintext"}
_FOREIGN = frozenset(("svg", "math"))
_CHANGES_READING = _TEXT_FOLLOWS | _FOREIGN | {"template"}
"""Elements that change how what follows their start tag is read."""
_HTML_AGAIN = frozenset(("foreignobject", "desc", "title", "annotation-xml"))
"""Elements of SVG and MathML whose content is HTML."""
_OUT_OF_FOREIGN = frozenset(
    (
        *("b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em"),
        *("embed", "h1", "h2", "h3", "h4", "h5", "h6", "head", "hr", "i", "img", "li", "listing"),
        *("menu", "meta", "nobr", "ol", "p", "pre", "ruby", "s", "small", "span", "strong"),
        *("strike", "sub", "sup", "table", "tt", "u", "ul", "var"),
    )
)
"""Start tags that end unclosed SVG and MathML (section 13.2.6.5)."""


class Attribute(NamedTuple):
    """An attribute as it is written; ``start`` and ``end`` are offsets in the whole text.

    ``quote`` is the quotation mark around the value, empty if there is none.
    """

    name: str
    value: str
    start: int
    end: int
    quote: str = ""


class StartTag(NamedTuple):
    """A start tag. ``name`` is in lower case; ``start``, ``name_end`` and ``end`` are offsets.

    ``name_end`` is after the name and its mark, if it has one; ``label`` is that mark's label.
    ``in_template`` says that the tag does not create an element of the document.
    """

    name: str
    start: int
    end: int
    name_end: int
    rest: str
    label: str = ""
    in_template: bool = False

    def written(self) -> Iterator[Attribute]:
        """Each attribute as written, including repeated ones."""
        for found in _ATTRIBUTE.finditer(self.rest):
            value = (found[2] or "").lstrip(" \t\n\f\r").removeprefix("=").lstrip(" \t\n\f\r")
            quote = value[:1] if value[:1] in ('"', "'") else ""
            value = value[1:-1] if quote else value
            start, end = self.name_end + found.start(), self.name_end + found.end()
            yield Attribute(found[1].lower(), unescape(value), start, end, quote)

    @property
    def attributes(self) -> dict[str, str]:
        """The attributes by name; the first of repeated ones counts."""
        values: dict[str, str] = {}
        for attribute in self.written():
            values.setdefault(attribute.name, attribute.value)
        return values

    @property
    def self_closing(self) -> bool:
        """Whether the tag ends in “/>”, which only counts in SVG, MathML and XML."""
        return self.rest.endswith("/") and not _ends_in_bare_value(self.rest)


class EndTag(NamedTuple):
    """An end tag; ``name`` is in lower case, ``start`` and ``end`` are offsets."""

    name: str
    start: int
    end: int


class Text(NamedTuple):
    """Text between tags. ``as_written`` says that it has no character references."""

    source: str
    start: int
    end: int
    as_written: bool = False

    @property
    def value(self) -> str:
        """The text with its character references decoded."""
        return self.source if self.as_written or "&" not in self.source else unescape(self.source)


class Comment(NamedTuple):
    """A comment, or what is treated as one: “<?…>”, “</ …>”. ``end`` may be the end of the text."""

    start: int
    end: int


class Doctype(NamedTuple):
    """A document type declaration."""

    start: int
    end: int


type Token = StartTag | EndTag | Text | Comment | Doctype


def tokens(text: str, *, xml: bool = False) -> Iterator[Token]:
    """Yield the tokens of a text in order.

    Args:
        text: a page, or a part of one.
        xml: whether it is read as XHTML or SVG.
    """
    context = _Context(xml=xml)
    at = begin = 0
    while (found := _NEXT.search(text, begin)) is not None:
        begin = found.start()
        token = context.read(text, found)
        if token is None:  # an unclosed tag; the rest is not text either
            break
        if begin > at:
            yield Text(text[at:begin], at, begin)
        yield token
        at = begin = token.end
        if type(token) is StartTag and token.name in _TEXT_FOLLOWS:
            end = context.end_of_text(text, token)
            if end > at:
                yield Text(text[at:end], at, end, as_written=token.name not in _ESCAPABLE)
                at = begin = end
    end = len(text) if found is None else begin
    if end > at:
        yield Text(text[at:end], at, end)


def start_tags(text: str) -> Iterator[tuple[str, str]]:
    """The name and the label of each start tag that makes an element of the document, in order.

    These are the start tags of ``tokens``, several times as fast.
    """
    context = _Context(xml=False)
    begin = 0
    while (found := _NEXT.search(text, begin)) is not None:
        closing, name, label, _ = found.groups()
        plain = name is not None and context.is_plain
        if plain and closing:
            begin = found.end()
        elif plain and (lower := name.lower()) not in _CHANGES_READING:
            begin = found.end()
            yield lower, label or ""
        else:
            token = context.read(text, found)
            if token is None:
                return
            begin = token.end
            if type(token) is StartTag:
                if not token.in_template:
                    yield token.name, token.label
                if token.name in _TEXT_FOLLOWS:
                    begin = context.end_of_text(text, token)


class _Context:
    """What has an influence on how text is read on."""

    __slots__ = ("_foreign", "_templates", "_xml")

    def __init__(self, *, xml: bool) -> None:
        self._xml = xml
        self._templates = 0
        self._foreign: list[str] = []

    @property
    def is_plain(self) -> bool:
        """Whether what comes next is HTML outside of any template."""
        return not (self._templates or self._foreign)

    def read(self, text: str, found: re.Match[str]) -> Token | None:
        """The token that begins with the “<” of a match; None for a tag that never ends."""
        closing, name, label, rest = found.groups()
        if name is None:
            return _other(text, found.start(), sections=self._xml or self._in_foreign())
        at, end = found.span()
        name = name.lower()
        if closing:
            if self._templates or self._foreign:
                self._leave(name)
            return EndTag(name, at, end)
        tag = StartTag(name, at, end, found.start(4), rest, label or "", self._templates > 0)
        if name == "template" or name in _FOREIGN or self._foreign:
            self._enter(tag)
        return tag

    def end_of_text(self, text: str, tag: StartTag) -> int:
        """Where the text that an element consists of ends; where its tag ends, if it may have tags.

        Has to be asked directly after the tag was read.
        """
        if self._xml or (self._foreign and self._foreign[-1] in (*_FOREIGN, tag.name)):
            return tag.end
        if tag.name in TEXT_ONLY:
            last = _end_of(tag.name).search(text, tag.end)
            return last.start() if last else len(text)
        return len(text) if tag.name == "plaintext" else tag.end

    def _in_foreign(self) -> bool:
        return bool(self._foreign) and self._foreign[-1] in _FOREIGN

    def _enter(self, tag: StartTag) -> None:
        while tag.name in _OUT_OF_FOREIGN and self._in_foreign():
            self._foreign.pop()
        foreign = self._in_foreign()
        if (self._xml or foreign or tag.name in _FOREIGN) and tag.self_closing:
            return
        self._templates += tag.name == "template"
        if tag.name in _FOREIGN or (foreign and tag.name in _HTML_AGAIN):
            self._foreign.append(tag.name)

    def _leave(self, name: str) -> None:
        self._templates -= name == "template" and self._templates > 0
        if name in self._foreign:
            while self._foreign.pop() != name:
                continue


class Lines:
    """The lines and columns of offsets in a text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def place(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset, both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def words_of(html: str, *, within: str = "", without: frozenset[str] = frozenset()) -> str:
    """The text of some HTML, with single spaces between words.

    Scripts, styles and templates are left out. ``within`` names the only element that is read,
    ``without`` further elements to leave out.
    """
    read = not within
    skipped = {"script", "style", "template", *without}
    parts: list[str] = []
    inside: list[str] = []
    for token in tokens(html):
        if isinstance(token, Text):
            if read and not inside:
                parts.append(token.value)
        elif isinstance(token, StartTag):
            parts.append(" ")
            read = read or token.name == within
            if token.name in skipped:
                inside.append(token.name)
        elif isinstance(token, EndTag):
            parts.append(" ")
            read = read and token.name != within
            if token.name in inside:
                del inside[inside.index(token.name) :]
    return " ".join("".join(parts).split())


@cache
def _end_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[ \t\n\f\r/>])", re.IGNORECASE)


def _ends_in_bare_value(rest: str) -> bool:
    """Whether a slash at the end of a tag belongs to a value without quotation marks."""
    last = None
    for found in _ATTRIBUTE.finditer(rest):
        last = found
    return last is not None and last.end() == len(rest)


def _other(text: str, at: int, *, sections: bool) -> Comment | Doctype | Text | None:
    """What begins with “<” at an offset and is no tag; None for a tag that never ends."""
    if text.startswith("<!--", at):
        if text.startswith((">", "->"), at + 4):
            return Comment(at, text.index(">", at + 4) + 1)
        end = _COMMENT_END.search(text, at + 4)
        return Comment(at, end.end() if end else len(text))
    if sections and text.startswith("<![CDATA[", at):
        stop = text.find("]]>", at)
        stop = stop if stop >= 0 else len(text)
        return Text(text[at + 9 : stop], at, min(stop + 3, len(text)), as_written=True)
    if text[at + 1] in "!?" or (text[at + 1] == "/" and not _LETTER.match(text, at + 2)):
        made = Doctype if text[at : at + 9].lower() == "<!doctype" else Comment
        end_of = text.find(">", at + 2)
        return made(at, end_of + 1 if end_of >= 0 else len(text))
    return None

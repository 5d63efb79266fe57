"""Read HTML source to find parse errors that a browser repairs.

Only what a browser repairs by guessing is reported: end tags and implied elements that HTML lets
authors omit are not mistakes. The rules are those of the HTML Standard, sections 13.1.2 ("optional
tags") and 13.2 ("parsing"), in a much shorter form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from curbcut.html.tokens import TEXT_ONLY, VOID, Doctype, EndTag, Lines, StartTag, Text, tokens


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_OPTIONAL = _names(
    "html head body p li dt dd option optgroup rb rt rtc rp thead tbody tfoot tr td th colgroup"
    " caption"
)
_FORMATTING = _names("a b big code em font i nobr s small strike strong tt u")
_CLOSE_P = _names(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre search section table"
    " ul"
)
_HEADINGS = _names("h1 h2 h3 h4 h5 h6")
_SCOPE = _names("html table td th caption template object marquee applet foreignobject")
_IN_TABLE = _names("table thead tbody tfoot tr")
_TABLE_PARTS = _names(
    "caption colgroup col thead tbody tfoot tr td th script style template form input"
)
# An element of the key ends those of the value that are still open, up to the element named last.
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), _names("ul ol menu dir") | _SCOPE),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"}) | _SCOPE),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"}) | _SCOPE),
    "option": (frozenset({"option"}), frozenset({"select", "datalist", "optgroup"})),
    "optgroup": (frozenset({"option", "optgroup"}), frozenset({"select"})),
    "rt": (frozenset({"rt", "rp", "rb"}), frozenset({"ruby", "rtc"})),
    "rp": (frozenset({"rt", "rp", "rb"}), frozenset({"ruby", "rtc"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "tr": (frozenset({"tr"}), frozenset({"thead", "tbody", "tfoot", "table"})),
    "thead": (_names("tr thead tbody tfoot caption colgroup"), frozenset({"table"})),
    "tbody": (_names("tr thead tbody tfoot caption colgroup"), frozenset({"table"})),
    "tfoot": (_names("tr thead tbody tfoot caption colgroup"), frozenset({"table"})),
}
_HARMLESS_LATE = _names("script style link noscript template meta html body")
_DEEPEST = 512  # how deep browsers nest elements; what is deeper is not looked for
_MOST = 40  # mistakes; behind so many, each is likely to follow from one before

_UNENDED = re.compile(r"""<([a-zA-Z][^\s/>]*)[^>]*=\s*["']""")
_ASTRAY = re.compile(r"""["'<]""")


def _scope_of(name: str) -> frozenset[str]:
    """Behind which elements an end tag does not look for its start tag."""
    if name in ("table", "template"):
        return frozenset({"template"})
    if name in _IN_TABLE or name in ("td", "th", "caption"):
        return frozenset({"template", "table"})
    return _SCOPE - {name}


@dataclass(frozen=True, slots=True)
class Mistake:
    """A parse error. ``line`` and ``column`` count from 1.

    ``kind`` is "attribute", "nested", "early", "overlap", "unclosed", "stray", "in-table", "late",
    "second-body" or "quote"; ``name`` the element or attribute, ``other`` what it clashes with.
    """

    kind: str
    line: int
    column: int
    name: str
    other: str = ""


@dataclass(slots=True)
class _Element:
    name: str
    at: int
    foreign: bool = False


@dataclass(slots=True)
class Reading:
    """Reads a page once; the results are in ``mistakes`` and ``has_doctype``."""

    text: str
    mistakes: list[Mistake] = field(default_factory=list)
    has_doctype: bool = False
    _stack: list[_Element] = field(default_factory=list)
    _early: list[tuple[int, str]] = field(default_factory=list)
    _gone: list[str] = field(default_factory=list)
    _ended: bool = False
    _bodies: int = 0
    _lines: Lines = field(init=False)

    def __post_init__(self) -> None:
        self._lines = Lines(self.text)

    def read(self) -> Reading:
        """Read the page to its end."""
        end = 0
        for token in tokens(self.text):
            end = token.end
            if len(self.mistakes) >= _MOST:
                return self
            match token:
                case StartTag():
                    self._attributes(token)
                    self._start(token.name, token.start, self_closing=token.self_closing)
                case EndTag():
                    self._end(token.name, token.start)
                case Text():
                    self._words(token)
                case Doctype():
                    self.has_doctype = True
        if hit := _UNENDED.match(self.text, end):
            self._note("quote", end, hit[1].lower())
        for element in self._stack:
            if not element.foreign and element.name not in _OPTIONAL:
                self._note("unclosed", element.at, element.name)
        self.mistakes.sort(key=lambda mistake: (mistake.line, mistake.column))
        return self

    def _note(self, kind: str, at: int, name: str, other: str = "") -> None:
        line, column = self._lines.place(at)
        self.mistakes.append(Mistake(kind, line, column, name, other))

    def _attributes(self, tag: StartTag) -> None:
        """Note attributes that are there twice, and quotation marks that are missing."""
        seen = set[str]()
        quoted = False
        for attribute in tag.written():
            if attribute.name in seen:
                self._note("attribute", tag.start, attribute.name, tag.name)
            elif not quoted and (
                _ASTRAY.search(attribute.name) or (not attribute.quote and '"' in attribute.value)
            ):
                # A quotation mark or a "<" in the name of an attribute: one before is missing.
                self._note("quote", tag.start, tag.name)
                quoted = True
            seen.add(attribute.name)

    def _words(self, text: Text) -> None:
        written = text.source
        if not written.strip() or (self._stack and self._stack[-1].name in TEXT_ONLY):
            return
        where = text.start + len(written) - len(written.lstrip())
        if self._ended:
            self._note("late", where, "")
            self._ended = False
        elif self._stack and self._stack[-1].name in _IN_TABLE and not self._stack[-1].foreign:
            self._note("in-table", where, "", self._stack[-1].name)

    # --- the tree ------------------------------------------------------------------------------

    def _find(self, names: frozenset[str] | set[str], scope: frozenset[str]) -> int:
        """The place in the stack of the nearest of some elements, or -1 where scope ends first."""
        last = len(self._stack) - 1
        for index in range(last, max(-1, last - _DEEPEST), -1):
            name = self._stack[index].name
            if name in names:
                return index
            if name in scope:
                return -1
        return -1

    def _pop_to(self, index: int, at: int, by: str) -> None:
        """Close an element and all within it; what had to be closed by its author is a mistake."""
        for element in self._stack[index + 1 :]:
            if element.name not in _OPTIONAL and not element.foreign:
                self._note("unclosed", element.at, element.name, by)
                self._gone.append(element.name)
        del self._stack[index:]

    def _start(self, name: str, at: int, *, self_closing: bool) -> bool:
        """A start tag. Whether it is in SVG or MathML."""
        stack = self._stack
        if stack and stack[-1].foreign and stack[-1].name not in ("foreignobject", "desc", "title"):
            if not self_closing:
                stack.append(_Element(name, at, foreign=True))
            return True
        if name in ("svg", "math"):
            if not self_closing:
                stack.append(_Element(name, at, foreign=True))
            return True
        if name == "body":
            self._bodies += 1
            if self._bodies > 1:
                self._note("second-body", at, "body")
                return False
            self._drop_head()
        if self._ended and name not in _HARMLESS_LATE:
            self._note("late", at, name)
            self._ended = False
        if stack and stack[-1].name in _IN_TABLE and name not in _TABLE_PARTS and name != "table":
            self._note("in-table", at, name, stack[-1].name)
        self._imply(name, at)
        self._clash(name, at)
        if name not in VOID:
            stack.append(_Element(name, at))
        return False

    def _drop_head(self) -> None:
        index = self._find({"head"}, frozenset())
        if index >= 0:
            self._pop_to(index, 0, "body")

    def _imply(self, name: str, at: int) -> None:
        """Close what a start tag closes by itself."""
        if name in _CLOSE_P:
            index = self._find({"p"}, _SCOPE | {"button"})
            if index >= 0:
                self._pop_to(index, at, name)
                self._early.append((at, name))
        if name in _ENDS:
            ended, scope = _ENDS[name]
            while (index := self._find(ended, scope)) >= 0:
                self._pop_to(index, at, name)

    def _clash(self, name: str, at: int) -> None:
        if name in ("a", "button", "form"):
            scope = frozenset() if name == "form" else _SCOPE - {"foreignobject"}
            index = self._find({name}, scope | {"template"})
            if index >= 0:
                self._note("nested", at, name, name)
                if name != "form":
                    self._gone.append(name)
                    del self._stack[index]
        elif name in _HEADINGS and self._stack and self._stack[-1].name in _HEADINGS:
            self._note("nested", at, name, self._stack[-1].name)
            self._gone.append(self._stack.pop().name)

    def _end(self, name: str, at: int) -> None:
        if name in VOID:
            return
        if name in ("body", "html"):
            if self._bodies or name == "html":
                self._ended = True
            return
        if self._stack and self._stack[-1].foreign:
            self._end_foreign(name)
            return
        other_level = name in _HEADINGS and self._find({name}, _SCOPE) < 0
        wanted = _HEADINGS if other_level else frozenset({name})
        index = self._find(wanted, _scope_of(name))
        if index < 0:
            self._stray(name, at)
            return
        if other_level:
            self._note("overlap", at, name, self._stack[index].name)
        if name in _FORMATTING and index + 1 < len(self._stack):
            above = self._stack[index + 1 :]
            inner = [element for element in above if element.name not in _OPTIONAL]
            self._note("overlap", at, name, (inner or above)[-1].name)
            del self._stack[index]
            return
        self._pop_to(index, at, f"/{name}")

    def _end_foreign(self, name: str) -> None:
        for index in range(len(self._stack) - 1, -1, -1):
            if self._stack[index].name == name:
                del self._stack[index:]
                return
            if not self._stack[index].foreign:
                return

    def _stray(self, name: str, at: int) -> None:
        if name in self._gone:
            self._gone.remove(name)
        elif name == "p" and self._early:
            where, by = self._early.pop()
            self._note("early", where, by, "p")
        elif name not in _OPTIONAL or name == "p":
            self._note("stray", at, name)

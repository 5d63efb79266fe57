"""How much a reader waits for before an article can be shown, against the budget of the site."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote, urljoin, urlsplit

import tinycss2

from curbcut.config import Config
from curbcut.config.sizes import bytes_of, shown_size
from curbcut.html.tokens import StartTag, Text, tokens
from curbcut.model.finding import Evaluation, Finding, Outcome, Rule
from curbcut.model.page import RenderedSite
from curbcut.render.machine.addresses import base_path
from curbcut.render.pages import files_of

BUDGET = Rule(
    id="first-load",
    summary="An article loads more at first than the budget of the site allows",
    why=(
        "People on a slow or a busy line wait for each further round trip before they can read, and"
        " those who pay for each megabyte pay for what they did not ask for."
    ),
    fix=(
        "Start with the largest part that the message names: split a long article, remove what a"
        " style sheet or a script does not need, or use fonts that readers have. If the site needs"
        " more, raise “first_load” under [budget] in site.toml."
    ),
    how=(
        "Only where site.toml has [budget] with “first_load”. For each page of the Markdown the"
        " bytes are added up of its HTML; of the style sheets that it links to, except those for"
        " print alone, with what they import; of the scripts that it names, deferred ones too; of"
        " what it preloads; and of the fonts that these style sheets define, except those whose"
        " unicode-range has no character of the page. HTML, CSS, JavaScript and SVG count as gzip"
        " compresses them at level 9; fonts in WOFF and WOFF2 as they are. 1 kB is 1,000 bytes,"
        " 1 KiB is 1,024."
    ),
    limits=(
        "Not counted: headers, images, icons, what scripts load, and what a reader opens or starts."
        " Of a font the first address counts, whether or not the page uses it. Generated pages (to"
        " print, to search, lists) have no budget."
    ),
    source=(
        "RFC 6928: a server may send ten segments, of 1,460 bytes each, before it hears from the"
        " browser: 14,600 bytes in the first round trip. “14 kB” leaves 600 of them for headers."
    ),
)
RULES = (BUDGET,)

STATE = "source"
"""No browser is needed for this."""
_COMPRESSED = (".woff", ".woff2", ".png", ".jpg", ".jpeg", ".webp", ".avif")
_RANGE = re.compile(r"u\+([0-9a-f?]{1,6})(?:-([0-9a-f]{1,6}))?", re.IGNORECASE)
_MOST_PARTS = 4

type _Ranges = tuple[tuple[int, int], ...]
"""The first and the last character of each range."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What a style sheet loads: the addresses it imports, and fonts with their ranges."""

    imports: tuple[str, ...]
    fonts: tuple[tuple[str, _Ranges], ...]


class _Weights:
    """The parts of pages, each read and compressed once."""

    def __init__(self, files: Mapping[str, bytes], base: str) -> None:
        self._files = files
        self._base = base
        self.weight = cache(self._weight)
        self._sheet = cache(self._read_sheet)

    def parts(self, output: str) -> dict[str, int]:
        """The files that the first load of a page consists of, with their weights in bytes."""
        text = self._files[output].decode("utf-8", "replace")
        wanted: dict[str, int] = {output: self.weight(output)}
        letters = frozenset[str]()
        for kind, address in _asked(text):
            name = self._name(output, address)
            if name in wanted or name not in self._files:
                continue
            wanted[name] = self.weight(name)
            if kind == "style":
                letters = letters or frozenset(_words(text))
                for other in self._of_sheet(name, letters, {name}):
                    wanted[other] = self.weight(other)
        return wanted

    def _of_sheet(self, name: str, letters: frozenset[str], seen: set[str]) -> Iterator[str]:
        sheet = self._sheet(name)
        for address, ranges in sheet.fonts:
            font = self._name(name, address)
            used = not ranges or any(a <= ord(c) <= b for c in letters for a, b in ranges)
            if used and font in self._files and font not in seen:
                seen.add(font)
                yield font
        for address in sheet.imports:
            other = self._name(name, address)
            if other in self._files and other not in seen:
                seen.add(other)
                yield other
                yield from self._of_sheet(other, letters, seen)

    def _name(self, before: str, address: str) -> str:
        """The path of the file that an address in another file leads to; "" elsewhere."""
        root = "http://site.test"
        parts = urlsplit(urljoin(f"{root}{self._base}{before}", address))
        if f"{parts.scheme}://{parts.netloc}" != root or not parts.path.startswith(self._base):
            return ""
        return unquote(parts.path.removeprefix(self._base))

    def _weight(self, name: str) -> int:
        data = self._files[name]
        if name.lower().endswith(_COMPRESSED):
            return len(data)
        return len(gzip.compress(data, 9, mtime=0))

    def _read_sheet(self, name: str) -> _Sheet:
        text = self._files[name].decode("utf-8", "replace")
        imports: list[str] = []
        fonts: list[tuple[str, _Ranges]] = []
        for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
            if rule.type != "at-rule":
                continue
            if rule.lower_at_keyword == "import":
                imports += _addresses(rule.prelude)[:1]
            elif rule.lower_at_keyword == "font-face":
                fonts += _font(rule.content or ())
        return _Sheet(tuple(imports), tuple(fonts))


def weigh(rendered: RenderedSite, config: Config) -> tuple[list[Finding], list[Evaluation]]:
    """Compare the first load of each article with the budget; nothing where there is none."""
    if not config.budget.first_load:
        return [], []
    most = bytes_of(config.budget.first_load)
    weights = _Weights(files_of(rendered), base_path(config))
    findings: list[Finding] = []
    evaluations: list[Evaluation] = []
    for page in rendered.pages:
        outcome = Outcome.INAPPLICABLE
        if page.source_path:
            parts = weights.parts(page.output)
            total = sum(parts.values())
            outcome = Outcome.FAILED if total > most else Outcome.PASSED
            if total > most:
                message = _message(total, config.budget.first_load, most, parts)
                findings.append(Finding(BUDGET, message, page.path, span=page.fallback))
        evaluations.append(Evaluation(BUDGET.id, page.path, STATE, outcome))
    return findings, evaluations


def _message(total: int, budget: str, most: int, parts: Mapping[str, int]) -> str:
    ranked = sorted(parts.items(), key=lambda part: (-part[1], part[0]))
    named = [f"{name} {shown_size(size)}" for name, size in ranked[:_MOST_PARTS]]
    if rest := sum(size for _, size in ranked[_MOST_PARTS:]):
        named.append(f"the rest {shown_size(rest)}")
    over = shown_size(total - most)
    return f"The first load is {shown_size(total)}, {over} over the {budget}: {', '.join(named)}"


def _asked(text: str) -> Iterator[tuple[str, str]]:
    """What a page asks for at first, as “style” or “other” and an address."""
    for token in tokens(text):
        if not isinstance(token, StartTag) or token.in_template:
            continue
        values = token.attributes
        if token.name == "script" and values.get("src"):
            yield "other", values["src"]
        elif token.name == "link" and values.get("href"):
            kinds = set(values.get("rel", "").lower().split())
            for_print = values.get("media", "").strip().lower() == "print"
            if "stylesheet" in kinds and "alternate" not in kinds and not for_print:
                yield "style", values["href"]
            elif kinds & {"preload", "modulepreload"}:
                yield "other", values["href"]


def _words(text: str) -> Iterator[str]:
    for token in tokens(text):
        if isinstance(token, Text):
            yield from token.value


def _addresses(values: Iterable[object]) -> list[str]:
    """The addresses among the values of CSS: strings, and what is in url()."""
    found = []
    for value in values:
        kind = getattr(value, "type", "")
        if kind in ("string", "url"):
            found.append(str(value.value))  # type: ignore[attr-defined]
        elif kind == "function" and value.lower_name == "url":  # type: ignore[attr-defined]
            found += _addresses(value.arguments)  # type: ignore[attr-defined]
    return found


def _font(
    content: Iterable[tinycss2.ast.Node],
) -> Iterator[tuple[str, tuple[tuple[int, int], ...]]]:
    address = ""
    ranges: tuple[tuple[int, int], ...] = ()
    for entry in tinycss2.parse_blocks_contents(content):
        if entry.type != "declaration":
            continue
        if entry.lower_name == "src":
            address = next(iter(_addresses(entry.value)), "")
        elif entry.lower_name == "unicode-range":
            text = tinycss2.serialize(entry.value)
            ranges = tuple(map(_range, _RANGE.findall(text)))
    if address:
        yield address, ranges


def _range(found: tuple[str, str]) -> tuple[int, int]:
    start, end = found
    first, last = start.replace("?", "0"), end or start.replace("?", "f")
    return int(first, 16), int(last, 16)

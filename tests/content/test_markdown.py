"""Literate fixtures: each ``*.md`` here is a feature, each second-level heading in it a case.

A case holds fenced blocks (five backticks) of these kinds, ``markdown`` first, all others optional:

- ``settings``: TOML with ``title``, ``typographer`` and ``html``;
- ``html``: what comes out, with each link's and image's address as the editor wrote it, and
  “(file)” where the kind of a file and its size will stand;
- ``findings``: all that is reported, one a line as ``rule line:column``;
- ``positions``: where elements come from, one a line as ``tag line:column …`` in document order.

Lines count from the first line of the case's Markdown.
"""

import re
import tomllib
from dataclasses import dataclass
from html import escape
from pathlib import Path

import html5lib
import pytest

from curbcut.content.markdown import parse_page
from curbcut.html.marks import fill_files, fill_links, tabulate
from curbcut.model.source import SourceFile, Span

HERE = Path(__file__).parent / "markdown"
CASE = re.compile(r"^## (.+)$", re.M)
BLOCK = re.compile(r"^`{5}(\w+)\n(.*?)^`{5}$", re.M | re.S)


@dataclass(frozen=True)
class Case:
    file: str
    title: str
    blocks: dict[str, str]


def cases():
    for path in sorted(HERE.glob("*.md")):
        parts = CASE.split(re.sub(BLOCK, _hide, path.read_text("utf-8")))
        for title, body in zip(parts[1::2], parts[2::2], strict=True):
            blocks = dict(BLOCK.findall(_show(body)))
            yield pytest.param(Case(path.stem, title, blocks), id=f"{path.stem}: {title}")


def _hide(match: re.Match[str]) -> str:
    return match[0].replace("\n#", "\n\x00#")


def _show(text: str) -> str:
    return text.replace("\x00", "")


def read(case: Case):
    settings = tomllib.loads(case.blocks.get("settings", ""))
    text = f"---\ntitle: {settings.get('title', 'Title')}\n---\n" + case.blocks["markdown"]
    page, findings = parse_page(
        SourceFile("page.md", text, ""),
        typographer=settings.get("typographer", False),
        allowed_html=tuple(settings.get("html", ())),
    )

    def address(index: int) -> str:
        link = page.links[index]
        name = "href" if not link.image else "srcset" if link.format else "src"
        return f' {name}="{escape(link.destination)}"'

    def place(label: str) -> Span:
        line, end, column = map(int, label.split("."))
        return Span("page.md", line - page.body_line + 1, end - page.body_line + 1, column)

    filled = fill_files(fill_links(page.html, address), lambda index: " (file)")
    html, positions = tabulate(filled, place)
    shown = [
        f"{f.rule.id} {f.span.line - page.body_line + 1}:{f.span.column}"
        for f in findings
        if f.span
    ]
    return html, positions, shown


def places(positions, tag: str) -> str:
    return " ".join(f"{span.line}:{span.column}" for span in positions.get(tag, ()))


@pytest.mark.parametrize("case", list(cases()))
def test_case(case: Case):
    assert set(case.blocks) <= {"settings", "markdown", "html", "findings", "positions"}
    html, positions, findings = read(case)
    if "html" in case.blocks:
        assert html == case.blocks["html"]
    assert findings == case.blocks.get("findings", "").splitlines()
    for line in case.blocks.get("positions", "").splitlines():
        tag, _, expected = line.partition(" ")
        assert f"{tag} {places(positions, tag)}" == f"{tag} {expected}"


@pytest.mark.parametrize("case", list(cases()))
def test_every_element_has_its_place(case: Case):
    html, positions, _ = read(case)
    counted: dict[str, int] = {}
    for element in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
        if isinstance(element.tag, str) and element.tag != "DOCUMENT_FRAGMENT":
            counted[element.tag] = counted.get(element.tag, 0) + 1
    assert counted == {tag: len(spans) for tag, spans in positions.items()}
    assert not any(span is None for spans in positions.values() for span in spans)

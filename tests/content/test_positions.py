"""The n-th element of each name in a published page has the n-th place of that name."""

from pathlib import Path

import html5lib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curbcut.content.markdown import parse_page
from curbcut.html.marks import fill_links, tabulate
from curbcut.model.source import SourceFile, Span
from tests.making import HOME, REPOSITORY, page, prepared, write

FLAGSHIP = REPOSITORY / "site_src"
PIECES = (
    *("a", "b c", "\n", "\n\n", "\n> ", "\n- ", "\n  - ", "\n1. ", "\n## ", "\n: ", "\n    "),
    *("*", "**", "_", "~~", "`", "``", "[a](b.md)", "![a](b.png)", '![a](b.png "c")', "[^1]"),
    *(
        "\n[^1]: ",
        "\n\n|a|b|\n|-|-|\n|",
        "|",
        "\nTable: x",
        "\n::: note\n",
        "\n:::\n",
        "\n::: details x\n",
    ),
    *("<b>", "</b>", "<kbd>", "</kbd>", "<br>", "<!-- ", " -->", "<div>", "[", "]", "{#a}", "{.b}"),
    *(
        "\\",
        "&amp;",
        "<https://a.example>",
        "[a][r]",
        "\n\n[r]: c.md\n",
        "\n```\n",
        "\n---\n",
        "\t",
    ),
    *(
        "\n*[a]: b c\n",
        "\n*[b c]: d\n",
        "[a](b.pdf)",
        '![a](b.png){formats="avif"}',
        "[1](tel:1)",
        "++",
        "++a+b++",
        "\n\n||b|\n|-|-|\n|**c**|",
    ),
    *("{{ x }}", "[a](javascript:b)", "é", "\u2028", "[a](b.md 'c\nd')", "  \n", "\n# Help\n"),
)


def elements(html: str, *, whole: bool) -> dict[str, int]:
    parse = html5lib.parse if whole else html5lib.parseFragment
    counted: dict[str, int] = {}
    tree = parse(html, namespaceHTMLElements=False)
    # What a template holds is no part of the document: a browser does not count it.
    inert = {inside for holder in tree.iter("template") for inside in holder.iter()} - {
        *tree.iter("template")
    }
    for element in tree.iter():
        if element in inert:
            continue
        if isinstance(element.tag, str) and element.tag != "DOCUMENT_FRAGMENT":
            counted[element.tag] = counted.get(element.tag, 0) + 1
    return counted


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(
    max_examples=200, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
def test_any_markdown(body: str):
    source = SourceFile("a.md", HOME + body, "")
    parsed, findings = parse_page(source, allowed_html=("b", "br", "kbd"))
    lines = source.text.split("\n")

    def place(label: str) -> Span:
        line, end, column = map(int, label.split("."))
        return Span("a.md", line, end, column)

    html, positions = tabulate(fill_links(parsed.html, lambda index: ""), place)
    assert elements(html, whole=False) == {tag: len(spans) for tag, spans in positions.items()}
    spans = [span for found in positions.values() for span in found if span]
    for span in (*spans, *(f.span for f in findings if f.span), *(k.span for k in parsed.links)):
        assert parsed.body_line <= span.line <= span.end_line <= max(len(lines), span.line)
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1
    for link in parsed.links:
        at = lines[link.span.line - 1][link.span.column - 1 :]
        assert at.startswith("!" if link.image else ("[", "<")), (link, at)


@pytest.fixture(scope="module")
def flagship():
    return prepared(FLAGSHIP)


def test_every_page_of_the_flagship(flagship):
    assert flagship.rendered.pages
    for rendered in flagship.rendered.pages:
        counted = elements(rendered.data.decode(), whole=True)
        assert counted == {tag: len(spans) for tag, spans in rendered.positions.items()}
        assert not any(span is None for spans in rendered.positions.values() for span in spans)
        assert not set(map(chr, range(0xFDD0, 0xFDF0))) & set(rendered.data.decode())


def test_templates_and_markdown_each_have_their_lines(flagship):
    for rendered in flagship.rendered.pages:
        for tag, spans in rendered.positions.items():
            for span in spans:
                assert span is not None
                path = (
                    REPOSITORY / span.path if not Path(span.path).is_absolute() else Path(span.path)
                )
                line = path.read_text("utf-8-sig").split("\n")[span.line - 1]
                if span.path.endswith(".j2"):
                    assert f"<{tag}" in line
                else:
                    assert line.strip()


def test_a_link_on_a_whole_page(tmp_path: Path):
    write(tmp_path, {"index.md": HOME + "Text\n", "a.md": page("A", "b\n\n- c [d](index.md)\n")})
    rendered = next(p for p in prepared(tmp_path).rendered.pages if p.path == "/a/")
    assert [
        (s.line, s.column) for s in rendered.positions["a"] if s and s.path.endswith("a.md")
    ] == [(6, 5)]

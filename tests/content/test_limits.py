"""Bounds that keep reading fast: each is reported where it is met, and holds nothing usual back."""

import json
import random
from pathlib import Path

from markdown_it import MarkdownIt
from mdit_py_plugins.attrs import attrs_plugin

from curbcut.commands.lint import lint
from curbcut.content.extensions import attributes
from curbcut.content.transforms.quotes import smartquotes
from curbcut.reports.json import report_json
from curbcut.reports.terminal import report_text
from curbcut.run import Options
from tests.making import HOME, page, write


def found(source: Path) -> list[tuple[str, int, int]]:
    result = lint(Options(source=source, templates=None))
    return [(f.rule.id, f.span.line, f.span.column) for f in result.findings if f.span]


def test_long_attributes(tmp_path: Path):
    fits = ".a " * 600
    body = f"x [a]{{{fits}}} `b`{{{fits}}}\n\ny [a]{{{fits * 2}}}\n\nz [a](b.md){{{fits * 2}}}\n"
    source = write(tmp_path, {"index.md": HOME, "a.md": page("A", body), "b.md": page("B")})
    long = [entry for entry in found(source) if entry[0] == "attributes-too-long"]
    assert long == [("attributes-too-long", 6, 6), ("attributes-too-long", 8, 12)]


def test_long_terms(tmp_path: Path):
    terms = f"{'word ' * 31}\n: a\n\n{'word ' * 30}\n: b\n"
    glossary = page("Glossary", terms, "kind: glossary\n")
    source = write(tmp_path, {"index.md": HOME, "g.md": glossary})
    long = [entry for entry in found(source) if entry[0] == "glossary-term-long"]
    assert long == [("glossary-term-long", 5, 1)]


def test_a_long_line_is_cut_around_the_place_in_reports(tmp_path: Path):
    body = f"{'word ' * 5000}[here](gone.md) {'word ' * 5000}\n"
    source = write(tmp_path, {"index.md": HOME + body})
    result = lint(Options(source=source, templates=None))
    (finding,) = (one for one in result.findings if one.rule.id == "link-broken")
    assert finding.excerpt == body.rstrip("\n")
    shown = next(
        one for one in json.loads(report_json(result))["findings"] if one["rule"] == "link-broken"
    )
    assert "[here](gone.md)" in shown["excerpt"]
    assert len(shown["excerpt"]) < 2100
    lines = report_text(result).split("\n")
    at = next(number for number, line in enumerate(lines) if "[here](gone.md)" in line)
    assert lines[at].index("[here]") == lines[at + 1].index("^")


def test_lines_of_old_addresses(tmp_path: Path):
    listed = "redirect_from:\n- /assets/a\n- '/assets/b'\n- /assets/c # why\n- [x]\n"
    flow = 'redirect_from: ["/assets/d", /assets/e,\n  /assets/f]\n'
    source = write(
        tmp_path,
        {
            "index.md": HOME,
            "a.md": page("A", extra=listed.replace("- [x]\n", "")),
            "b.md": page("B", extra=flow),
        },
    )
    assert [line for rule, line, _ in found(source) if rule == "redirect-impossible"] == [
        *(4, 5, 6),
        *(3, 3, 4),
    ]


PIECES = [
    *('"', "'", "a", " ", "*", "**", "`x`", "1", ".", "\n", "(", "-", "[", "](b)", "  \n", "é"),
    *("]", "{", "}", ".a", "#b", "lang=fr", "k='v'", "%", "![i](j)", "{.a}", "]{.b}", "\\"),
]


def test_quotation_marks_and_attributes_are_read_as_by_their_libraries():
    theirs, ours = (MarkdownIt("commonmark", {"typographer": True}) for _ in range(2))
    for md in (theirs, ours):
        md.enable(["replacements", "smartquotes", "strikethrough"])
    theirs.use(attrs_plugin, spans=True, allowed=attributes.ALLOWED)
    attributes.install(ours)
    ours.core.ruler.disable("curbcut_attributes")
    ours.core.ruler.at("smartquotes", smartquotes)
    chance = random.Random(7)  # the same documents in each run
    for _ in range(5000):
        text = "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 20)))
        assert ours.render(text) == theirs.render(text), text

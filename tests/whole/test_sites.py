"""Whole sites: each folder in ``valid`` has no findings, each one in ``invalid`` those it marks.

A guilty line holds ``expect: rule-id`` in a comment: ``<!-- expect: a, b -->`` in Markdown,
``# expect: a`` in front matter and in site.toml. Where the line itself cannot hold it, the line
above does, with ``expect-next:`` in place of ``expect:``. A finding that concerns a file as a whole
is marked on its first line. ``<!-- expect-file: other.png rule-id -->`` names a file that cannot
hold text.

What the checks of words (``checks.source``) say has fixtures of its own, and counts here
only in a site that marks that rule.
"""

import re
from pathlib import Path

import pytest

from curbcut.checks import source as source_checks
from curbcut.commands.lint import lint
from curbcut.run import Options

HERE = Path(__file__).parent / "sites"
MARK = re.compile(r"expect(-next)?: ([a-z0-9, -]+[a-z0-9])")
FILE = re.compile(r"expect-file: (\S+) ([a-z0-9-]+)")


def folders(kind: str) -> list[Path]:
    return sorted(path for path in (HERE / kind).iterdir() if path.is_dir())


def expected(site: Path) -> list[tuple[str, int, str]]:
    found = []
    for path in sorted(site.rglob("*")):
        if path.suffix not in (".md", ".toml"):
            continue
        for number, line in enumerate(path.read_text("utf-8", "replace").split("\n"), 1):
            for mark in MARK.finditer(line):
                for rule in mark[2].split(", "):
                    inside = path.relative_to(site).as_posix()
                    found.append((inside, number + (1 if mark[1] else 0), rule))
            found += [(mark[1], 1, mark[2]) for mark in FILE.finditer(line)]
    return sorted(found)


def reported(site: Path) -> list[tuple[str, int, str]]:
    result = lint(Options(source=site, templates=None))
    marked = {rule for _, _, rule in expected(site)}
    words = {rule.id for rule in source_checks.RULES} - marked
    shown = []
    for finding in result.findings:
        if finding.rule.id in words:
            continue
        assert finding.span is not None, finding
        name = finding.span.path.split(f"/{site.name}/", 1)[1]
        shown.append((name, finding.span.line, finding.rule.id))
    return sorted(shown)


@pytest.mark.parametrize("site", folders("invalid"), ids=lambda site: site.name)
def test_exactly_the_marked_lines_are_reported(site: Path):
    assert expected(site), "an invalid site has to mark something"
    assert reported(site) == expected(site)


@pytest.mark.parametrize("site", folders("valid"), ids=lambda site: site.name)
def test_nothing_is_reported(site: Path):
    assert reported(site) == []

"""Mistakes that editors make: each is one finding, at its line, with what to type.

The files in ``mistakes/`` have a table for each mistake. ``body`` is the text of “guides/bells.md”
below its front matter, which makes its first line the fifth of the file; ``page`` is that file as a
whole; ``site`` is site.toml; ``files`` has any further ones. Expected are the ``rule``, the
``line``, the ``file`` where it is neither of those, and what the message says to ``type``. A table
without a rule is no mistake, or has been made harmless: nothing is reported.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

from curbcut.commands.lint import lint
from curbcut.model.finding import Finding
from curbcut.reports.plain import line_for
from curbcut.reports.summary import fix_of
from curbcut.run import Options
from tests.making import picture, write

HERE = Path(__file__).parent / "mistakes"
PAGE = "guides/bells.md"
SITE: dict[str, str | bytes] = {
    "site.toml": '[site]\ntitle = "Bicycle Help"\n',
    "index.md": "# Help\n\nRead [our guides](guides/index.md), or see [our prices](prices.md).\n",
    "contact.md": "# Contact us\n\nCall us on Mondays.\n",
    "prices.md": "# Prices\n\nA chain is 20 pounds.\n",
    "guides/index.md": "# Guides\n\nStart with [your lights](setup.md).\n",
    "guides/setup.md": "# Set up your lights\n\n## Charge the battery\n\nUse the cable.\n\n"
    "## Fit the lights\n\nUse the strap.\n",
    "chain.png": picture(),
}
TODAY = dt.date(2026, 4, 1)


BYTES = {
    "PIXEL": picture(),
    "CUT": picture(64, 64)[:-30],
    "HEIC": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 40,
    "WIDE": picture(6000, 4000),
    "HEAVY": picture(64, 64, padding=3 << 20),
}


def content(written: str) -> str | bytes:
    """A file's bytes; what stands for them is explained by its first word."""
    kind, colon, rest = written.partition(":")
    if colon and kind in ("UTF-16", "LATIN-1"):
        return rest.encode(kind)
    if colon and kind == "BYTES":
        return bytes.fromhex(rest)
    return BYTES.get(written, written)


def cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}: {name}")
        for path in sorted(HERE.glob("*.toml"))
        for name, case in tomllib.loads(path.read_text("utf-8")).items()
    ]


def files_of(case: dict[str, Any]) -> dict[str, str | bytes]:
    made: dict[str, str | bytes] = dict(SITE)
    if "site" in case:
        made["site.toml"] = case["site"]
    if "body" in case or "page" in case:
        made[PAGE] = case.get("page", f"---\ntitle: Bells\n---\n\n{case.get('body', '')}")
    for name, text in case.get("files", {}).items():
        if text == "DELETE":
            del made[name]
        else:
            made[name] = content(text)
    return made


def findings_of(case: dict[str, Any], folder: Path) -> list[Finding]:
    source = write(folder / "site_src", files_of(case))
    return list(lint(Options(source=source, templates=None, today=TODAY)).findings)


def said(finding: Finding) -> str:
    return f"{finding.message}. {fix_of(finding)}"


@pytest.mark.parametrize("case", cases())
def test_mistake_is_one_finding_that_says_what_to_type(case, tmp_path):
    found = findings_of(case, tmp_path)
    if "rule" not in case:
        assert not found, [f"{one.rule.id} {one.span}: {said(one)}" for one in found]
        return
    shown = [
        (one.rule.id, one.span.path.partition("site_src/")[2], one.span.line)
        for one in found
        if one.span
    ]
    assert len(shown) == len(found)
    file = case.get("file", "site.toml" if "site" in case else PAGE)
    assert shown == [(case["rule"], file, case["line"])], [said(one) for one in found]
    assert case["type"] in said(found[0])


def test_there_are_at_least_150_mistakes():
    assert sum("rule" in case.values[0] for case in cases()) >= 150


SPOKEN = HERE / "spoken.txt"


def test_fifty_mistakes_at_once_read_well(tmp_path, monkeypatch):
    """What a screen reader says about fifty mistakes; read it aloud after each change of it."""
    monkeypatch.chdir(write(tmp_path, {f"site_src/{name}": data for name, data in SITE.items()}))
    pages = [case.values[0] for case in cases() if "body" in case.values[0]]
    chosen = [case for case in pages if "rule" in case and "files" not in case][::2][:50]
    assert len(chosen) == 50
    for number, case in enumerate(chosen, 1):
        text = f"---\ntitle: Bells, part {number}\n---\n\n{case['body']}"
        write(Path("site_src"), {f"guides/bells-{number}.md": text})
    result = lint(Options(source=Path("site_src"), templates=None, today=TODAY))
    lines = [line_for(finding) for finding in result.findings]
    assert "\n".join(lines) + "\n" == SPOKEN.read_text("utf-8")

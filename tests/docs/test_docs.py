"""The documentation says what is true now."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("maker", ["make_rules.py", "make_theme.py"])
def test_what_is_made_is_as_it_would_be_made_now(maker: str):
    done = subprocess.run(
        [sys.executable, f"docs/{maker}", "--check"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_links_of_the_documentation_lead_somewhere():
    missing = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        text = re.sub(r"```.*?```|`[^`]*`", "", page.read_text("utf-8"), flags=re.S)
        missing += [
            f"{page.name}: {target}"
            for target in re.findall(r"\]\(([^)\s#]+)", text)
            if "://" not in target and not (page.parent / target).exists()
        ]
    assert not missing


def test_every_command_is_in_the_readme():
    from curbcut.cli import cli

    text = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in cli.commands if f"`{name}" not in text] == []

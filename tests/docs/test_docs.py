"""The documentation says what is true now."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("maker", ["make_rules.py", "make_theme.py"])
def test_what_is_made_is_as_it_would_be_made_now(maker: str):
    done = subprocess.run(
        [sys.executable, f"manual/{maker}", "--check"],
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


def _commands(text: str) -> list[str]:
    """What is to be typed: code in backticks and blocks of shell commands."""
    blocks = re.findall(r"^ *```(?:sh|console)\n(.*?)^ *```", text, flags=re.S | re.M)
    inline = re.findall(
        r"(?<!`)`([^`\n]+)`(?!`)", re.sub(r"^ *```.*?^ *```", "", text, flags=re.S | re.M)
    )
    return [*(line.partition(" #")[0] for block in blocks for line in block.split("\n")), *inline]


PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
TYPED = [
    (page.name, command)
    for page in [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *sorted((ROOT / "docs").glob("*.md")),
    ]
    for command in _commands(page.read_text("utf-8"))
]


# Placeholders, and the example of a check that is not there.
MADE_UP = re.compile(r"\bx\b|/xx\.|SUBJECT|RULE|FEATURE|/y\b|new_windows|test_y|link-new-window")


def test_every_option_in_the_documentation_is_one_of_a_command():
    from curbcut.cli import cli

    context = click.Context(cli)
    known = {"--help", "--version"}
    commands = [cli.get_command(context, name) for name in cli.list_commands(context)]
    for command in commands:
        assert command is not None
        if isinstance(command, click.Group):
            commands += command.commands.values()
        known |= {o for param in command.params for o in (*param.opts, *param.secondary_opts)}
    wrong = [
        (page, command)
        for page, command in TYPED
        if re.match(r"(?:python build\.py|curbcut|--)", command) and page != "theme.md"
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*", command)
        if option not in known
    ]
    assert not wrong


def test_every_make_target_in_the_documentation_is_in_the_makefile():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), flags=re.M))
    asked = {(page, word) for page, text in TYPED for word in re.findall(r"^make ([a-z]+)", text)}
    assert len(asked) > 4
    assert not [one for one in asked if one[1] not in targets]


def test_every_file_of_the_repository_in_the_documentation_exists():
    folders = r"(?:curbcut|tests|docs|bench|templates|setup|eslint)"
    named = [
        (page, path)
        for page, text in TYPED
        for path in re.findall(rf"(?<![\w./-])({folders}/[\w./-]*\w)", text)
        if not re.search(
            r"\bx\b|/xx\.|SUBJECT|RULE|FEATURE|/y\b|new_windows|test_y|link-new-window", path
        )
    ]
    assert len(named) > 20
    assert not [one for one in named if not (ROOT / one[1]).exists()]


def test_the_documentation_is_a_help_centre_of_its_own():
    """The tool that it is about finds nothing wrong with its Markdown."""
    from curbcut import Options, lint

    result = lint(Options(source=ROOT / "docs", templates=ROOT / "templates"))
    assert [(one.span, one.message) for one in result.blocking] == []


@pytest.mark.browser
def test_pages_of_the_documentation_pass_the_check():
    from curbcut import Only, Options, check_site

    pages = ("/", "/tutorial/", "/checking/", "/rules/", "/rules/image-alt-missing/", "/theme/")
    options = Options(
        source=ROOT / "docs", templates=ROOT / "templates", only=Only(("light", "narrow"), pages)
    )
    result = check_site(options)
    assert set(result.pages) == set(pages)
    assert [(one.page, one.span, one.message) for one in result.blocking] == []

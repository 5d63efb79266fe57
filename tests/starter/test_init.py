"""A help centre from nothing: what is written, what is left alone, and that it builds."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from curbcut import __version__
from curbcut.cli import cli
from curbcut.commands.build import build
from curbcut.commands.lint import lint
from curbcut.errors import CurbcutError
from curbcut.reports.summary import word_for
from curbcut.run import Options
from curbcut.starter.init import SOURCE, Facts, init
from tests.making import EVERY_WORD, REPOSITORY, rules


def options(folder: Path) -> Options:
    return Options(source=folder / "site_src", templates=None, out=folder / "dist")


@pytest.mark.parametrize(
    "facts",
    [
        Facts("Help"),
        Facts("Ayuda", language="es", email="ayuda@example.com"),
        *(Facts(f"Help {code}", language=code) for code in ("de", "fr", "it", "pt", "nl", "pl")),
        *(Facts(f"Help {code}", language=code) for code in ("ja", "he")),
        Facts("مساعدة", language="ar"),
        Facts("Help", language="en-GB", url="https://example.com/help/", organisation="A & “B”"),
        Facts('A "quoted" \\ title # with everything'),
    ],
    ids=lambda facts: f"{facts.language} {facts.title[:8]}",
)
def test_it_has_no_finding(tmp_path, facts):
    made = init(tmp_path / "new", facts)
    assert not made.kept
    settings = tomllib.loads((tmp_path / "new/site_src/site.toml").read_text("utf-8"))
    assert settings["site"]["title"] == facts.title
    assert settings["contact"]["email"] == facts.email
    assert facts.email in (tmp_path / "new/site_src/contact.md").read_text("utf-8")
    # Not every language of the first pages has word lists; that is not for the pages to fix.
    assert set(rules(tmp_path / "new/site_src")) <= {"words-unchecked"}


@pytest.mark.browser
def test_it_builds_clean_at_once(tmp_path):
    init(tmp_path, Facts("Orlen Help", organisation="Orlen", url="https://help.example.com/"))
    result = build(options(tmp_path))
    assert [(one.rule.id, one.message) for one in result.findings] == []
    assert result.published.startswith("Published")


def test_files_around_it_are_read_by_their_programs(tmp_path):
    init(tmp_path, Facts("Help"))
    workflow = yaml.safe_load((tmp_path / ".github/workflows/help-centre.yml").read_text("utf-8"))
    (step,) = (one for one in workflow["jobs"]["build"]["steps"] if "curbcut" in one["uses"])
    assert step["uses"] == f"curbcut/curbcut@v{__version__}"
    assert step["with"] == {"version": __version__}
    inputs = yaml.safe_load((REPOSITORY / "action.yml").read_text("utf-8"))["inputs"]
    assert (inputs["command"]["default"], inputs["source"]["default"]) == ("build", SOURCE)
    hooks = yaml.safe_load((tmp_path / ".pre-commit-config.yaml").read_text("utf-8"))
    assert re.match(hooks["repos"][0]["hooks"][0]["files"], "site_src/guides/index.md")
    text = (tmp_path / "site_src/site.toml").read_text("utf-8")
    (place,) = re.findall(r"^#:schema (\S+)$", text, re.M)
    shape = json.loads((tmp_path / "site_src" / place).read_text("utf-8"))
    jsonschema.validate(tomllib.loads(text), shape)


def test_editors_are_told_how_to_start_the_language_server_as_the_manual_says(tmp_path):
    init(tmp_path, Facts("Help"))
    manual = (REPOSITORY / "docs/editors.md").read_text("utf-8")
    code = json.loads((tmp_path / ".vscode/settings.json").read_text("utf-8"))
    server = {key: value for key, value in code.items() if key.startswith("glspc.")}
    assert server == json.loads(re.findall(r"```json\n(.*?)```", manual, re.S)[0])
    extensions = json.loads((tmp_path / ".vscode/extensions.json").read_text("utf-8"))
    assert all(f"`{name}`" in manual for name in extensions["recommendations"])
    helix = tomllib.loads((tmp_path / ".helix/languages.toml").read_text("utf-8"))
    assert helix == tomllib.loads(re.findall(r"```toml\n(.*?)```", manual, re.S)[0])
    started = helix["language-server"]["curbcut"]
    command = [code["glspc.server.command"], *code["glspc.server.commandArguments"]]
    assert [started["command"], *started["args"]] == command
    assert command[0] == "curbcut"
    assert command[1] in cli.commands


def test_the_problem_matcher_of_the_task_reads_its_output(tmp_path):
    init(tmp_path, Facts("Help"))
    (tmp_path / "site_src/brakes.md").write_text(EVERY_WORD, "utf-8")
    tasks = json.loads((tmp_path / ".vscode/tasks.json").read_text("utf-8"))["tasks"]
    task = next(one for one in tasks if one["label"] == "curbcut lint")
    assert shlex.split(task["command"])[0] == "curbcut"
    done = subprocess.run(
        (sys.executable, "-m", *shlex.split(task["command"])),
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    found = []
    for line in done.stdout.split("\n"):
        for matcher in task["problemMatcher"]:
            pattern = matcher["pattern"]
            if match := re.search(pattern["regexp"], line):
                parts = (match[pattern[part]] for part in ("file", "line", "column", "message"))
                found.append((matcher["severity"], *parts))
    findings = lint(Options(source=tmp_path / "site_src", templates=None)).findings
    assert {word_for(one) for one in findings} == {"error", "warning", "suggestion", "to review"}
    severities = {"error": "error", "warning": "warning"}
    assert found == [
        (
            severities.get(word_for(one), "info"),
            "site_src/brakes.md",
            str(one.span.line),
            str(one.span.column) if one.span.column > 1 else None,
            one.message,
        )
        for one in findings
        if one.span
    ]


def test_no_file_is_changed(tmp_path):
    (tmp_path / ".gitignore").write_text("mine\n")
    made = init(tmp_path, Facts("Help"))
    assert [Path(name).name for name in made.kept] == [".gitignore"]
    assert (tmp_path / ".gitignore").read_text() == "mine\n"
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(CurbcutError, match="There is a help centre"):
        init(tmp_path, Facts("Other"))
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (Facts("Help", language="x y"), "a language code such as en, not “x y”"),
        (Facts("Help", url="example.com"), "starts with https://, not “example.com”"),
        (Facts("Help", email="nobody"), "an email address, not “nobody”"),
        (Facts("  "), "title"),
    ],
)
def test_answers_that_cannot_be_used(tmp_path, facts, words):
    with pytest.raises(CurbcutError, match=re.escape(words)):
        init(tmp_path / "new", facts)
    assert not (tmp_path / "new").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_folder_that_cannot_be_written(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(CurbcutError, match="cannot be written"):
        init(tmp_path / "new", Facts("Help"))


def test_a_file_in_the_way(tmp_path):
    (tmp_path / ".vscode").write_text("a file")
    with pytest.raises(CurbcutError, match=r"\.vscode/extensions\.json” cannot be written"):
        init(tmp_path, Facts("Help"))


def test_the_command_says_what_it_did_and_what_is_next(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(cli, ["init", "our help", "--yes", "--language", "fi"])
    assert done.exit_code == 0
    assert "  our help/site_src/index.md\n" in done.output
    assert "  cd 'our help'\n" in done.output
    assert "The first pages are in English" in done.output

"""The action for GitHub: its parts fit together, its script runs, its matcher reads the output."""

import json
import os
import re
import subprocess
import sys

import pytest
import yaml

from curbcut.commands.lint import lint
from curbcut.reports.plain import report_plain
from curbcut.reports.summary import word_for
from curbcut.run import Options
from tests.making import EVERY_WORD, HOME, REPOSITORY, write
from tests.reports.awkward import RESULT

ACTION = yaml.safe_load((REPOSITORY / "action.yml").read_text("utf-8"))
STEPS = ACTION["runs"]["steps"]
SITE: dict[str, str | bytes] = {
    "help/site.toml": '[site]\ntitle = "Help"\n',
    "help/index.md": HOME,
    "help/brakes.md": EVERY_WORD,
}
KINDS = {
    "error": "error",
    "not checked": "error",
    "warning": "warning",
    "suggestion": "notice",
    "to review": "notice",
}


def annotations(text, matchers):
    """What GitHub shows: of the matchers of a file, the first that a line fits."""
    found = []
    for line in text.split("\n"):
        for matcher in json.loads(matchers.read_text("utf-8"))["problemMatcher"]:
            (pattern,) = matcher["pattern"]
            if match := re.search(pattern["regexp"], line):
                parts = [match[pattern[part]] for part in ("file", "line", "message")]
                found.append((matcher["severity"], *parts))
                break
    return found


def test_each_step_is_a_pinned_action_or_a_script_without_text_of_others():
    earlier: set[str] = set()
    for step in STEPS:
        text = json.dumps(step)
        assert set(re.findall(r"steps\.(\w+)\.outputs", text)) <= earlier
        if "uses" in step:
            assert re.fullmatch(r"[\w-]+(/[\w-]+)+@v\d+", step["uses"])
        else:
            assert step["shell"] == "bash"
            assert "${{" not in step["run"]
        earlier |= {step["id"]} if "id" in step else set()


def test_each_input_is_described_and_used():
    used = set(re.findall(r"inputs\.(\w+)", json.dumps(STEPS)))
    assert used == set(ACTION["inputs"])
    assert all(one["description"] and "default" in one for one in ACTION["inputs"].values())


def run(folder, **inputs):
    """The output and exit code of the step that runs Curbcut, as the runner starts it."""
    (step,) = (step for step in STEPS if step.get("name") == "Run Curbcut")
    values = {name: one["default"] for name, one in ACTION["inputs"].items()} | inputs
    environment = os.environ | {
        name: values[match[1]]
        for name, value in step["env"].items()
        if (match := re.fullmatch(r"\$\{\{ inputs\.(\w+) \}\}", value))
    }
    environment |= {
        "PYTHON": sys.executable,
        "PYTHONPATH": str(REPOSITORY),
        "GITHUB_ACTION_PATH": str(REPOSITORY),
    }
    shell = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"])
    done = subprocess.run(
        shell, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return done.stdout, done.returncode


def test_findings_become_annotations_at_their_lines(tmp_path, monkeypatch):
    monkeypatch.chdir(write(tmp_path, SITE))
    output, code = run(tmp_path, command="lint", source="help")
    assert code == 1
    first, _, rest = output.partition("\n")
    matchers = REPOSITORY / first.removeprefix(f"::add-matcher::{REPOSITORY}/")
    findings = lint(Options(source=tmp_path / "help", templates=None)).findings
    assert {word_for(one) for one in findings} == KINDS.keys() - {"not checked"}
    expected = [
        (KINDS[word_for(f)], "help/brakes.md", str(f.span.line)) for f in findings if f.span
    ]
    assert [found[:3] for found in annotations(rest, matchers)] == expected


@pytest.mark.parametrize(
    ("arguments", "code"), [("--rule link-*", 1), ("--rule  placeholder-text --quiet", 0)]
)
def test_arguments_are_words_for_curbcut_alone(tmp_path, arguments, code):
    write(tmp_path, SITE | {"link-x": ""})
    assert run(tmp_path, command="lint", source="help", arguments=arguments)[1] == code


def test_findings_without_a_line_become_annotations_of_the_run():
    found = annotations(report_plain(RESULT), REPOSITORY / "problem-matcher.json")
    assert [kind for kind, *_ in found] == ["error", "warning", "notice", "error"]
    assert found[0][1:3] == ("site_src/a b.md", "3")
    assert found[3][1:3] == (None, None)
    assert found[3][3].startswith("on /a b/: It never loads.")

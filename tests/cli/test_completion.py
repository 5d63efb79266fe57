"""What a shell offers while somebody types a command."""

import os
import subprocess
import sys

import pytest
from click.shell_completion import ShellComplete

from curbcut.browser.states import CHECKED
from curbcut.cli import cli
from curbcut.rules import all_rules
from tests.making import REPOSITORY


def offered(*words):
    """What may stand in place of the last word, which is not finished."""
    *before, last = words
    return ShellComplete(cli, {}, "curbcut", "_CURBCUT_COMPLETE").get_completions(before, last)


def values(*words):
    return [one.value for one in offered(*words)]


def test_commands():
    assert {"build", "check", "explain", "rules"} <= set(values(""))
    assert values("li") == ["lint"]
    assert values("new", "tr") == ["translation"]


def test_options_of_the_command_that_is_run_without_a_name():
    assert "--offline" in values("--plain", "--o")


@pytest.mark.parametrize("before", [("explain",), ("lint", "--rule"), ("suppress",)])
def test_rules_with_what_they_find(before):
    found = {one.value: one.help for one in offered(*before, "link-br")}
    assert found == {r.id: r.summary for r in all_rules() if r.id.startswith("link-br")}
    assert "link-broken" in found
    assert len(values(*before, "")) == len(all_rules())


def test_states_one_after_another():
    assert values("check", "--states", "for") == ["forced-colors"]
    rest = values("build", "--states", "dark,")
    assert len(rest) == len(CHECKED) - 1
    assert "dark,narrow" in rest
    assert "dark,dark" not in rest


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("lint", "site_src/in"), "file"),
        (("check", "di"), "file"),
        (("check", "--source", "si"), "dir"),
        (("review", "--in", "di"), "dir"),
        (("import", "old"), "file"),
        (("new", "version", "te"), "file"),
    ],
)
def test_paths_are_left_to_the_shell(words, kind):
    assert [(one.type, one.value) for one in offered(*words)] == [(kind, words[-1])]


def test_formats_and_levels():
    assert values("check", "--report", "j") == ["json"]
    assert values("lint", "--level", "A") == ["A", "AA", "AAA"]


def answer(folder, **environment):
    """What the program says to a shell, started as the script that pip writes starts it."""
    program = "import sys; sys.argv[0] = 'curbcut'; from curbcut.cli import main; main()"
    done = subprocess.run(
        (sys.executable, "-c", program),
        cwd=folder, env=os.environ | {"PYTHONPATH": str(REPOSITORY)} | environment,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


def test_the_program_answers_a_shell(tmp_path):
    words = {"COMP_WORDS": "curbcut explain link-br", "COMP_CWORD": "2"}
    assert "plain,link-broken" in answer(tmp_path, _CURBCUT_COMPLETE="bash_complete", **words)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_for_a_shell_asks_the_program(tmp_path, shell):
    script = answer(tmp_path, _CURBCUT_COMPLETE=f"{shell}_source")
    assert f"_CURBCUT_COMPLETE={shell}_complete" in script

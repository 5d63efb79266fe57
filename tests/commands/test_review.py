"""Decisions of people, by the commands “review” and “suppress”, and narrowed checks."""

import base64
import datetime as dt
from pathlib import Path

import pytest

from curbcut.cli import main
from curbcut.commands.check_pages import check_targets
from curbcut.commands.review import suppress
from curbcut.errors import CurbcutError
from curbcut.run import Only, Options

pytestmark = pytest.mark.browser

_PAGE = """<!doctype html><html lang="en"><head><title>{0}</title></head><body>
<main><h1>{0}</h1><p>We are open from nine to five, on every day but Sunday.</p>{1}</main></body>
</html>
"""
_SHOPS = '<p>For our prices click <a href="b.html">here</a>.</p>'
_CLICK = "<p><b>Opening hours</b></p><p>From nine to five, and on Thursdays until eight.</p>"
_PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_TODAY = dt.date(2026, 3, 1)


@pytest.fixture
def folder(tmp_path, proved, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    proved(tmp_path / ".curbcut" / "cache")
    monkeypatch.setattr("curbcut.run.CACHE_FOLDER", tmp_path / ".curbcut" / "cache")
    pages: Path = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.html").write_text(_PAGE.format("A", _SHOPS + _CLICK), "utf-8")
    (pages / "b.png").write_bytes(_PICTURE)
    (pages / "b.html").write_text(_PAGE.format("B", '<img src="b.png">'), "utf-8")
    return pages


def _run(*args: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(list(args))
    return int(ended.value.code or 0)


def test_questions_are_listed_and_several_answered_at_once(folder, capsys):
    assert _run("review", "--in", "pages") == 0
    listed = capsys.readouterr().out
    assert "2 questions open." in listed
    assert "pages/a.html" in listed
    fingerprints = [line.split()[0] for line in listed.splitlines() if "  line " in line]
    assert len(fingerprints) == 2
    command = "curbcut review FINGERPRINT… passed (or failed) --by NAME --in pages"
    assert command in listed
    assert _run("review", *(one[:8] for one in fingerprints), "passed", "--by", "Ann", "--in",
                "pages") == 0  # fmt: skip
    assert capsys.readouterr().out.count("[[review]]") == 2
    assert _run("review", "--in", "pages") == 0
    assert capsys.readouterr().out == "No questions are open.\n"


def test_a_finding_is_accepted_by_its_rule_for_some_time(folder, capsys):
    until = (dt.datetime.now(dt.UTC).date() + dt.timedelta(days=30)).isoformat()
    assert _run("check", "pages") == 1
    capsys.readouterr()
    given = ("--reason", "Waits for pictures", "--owner", "Ann", "--until", until, "--in", "pages")
    assert _run("suppress", "axe/image-alt", *given) == 0
    assert 'rule = "axe/image-alt"' in capsys.readouterr().out
    assert _run("check", "pages", "--rule", "axe/image-alt") == 0
    assert "suppressed: " in capsys.readouterr().out
    assert _run("suppress", "axe/image-atl", *given) == 2
    assert "There is no finding “axe/image-atl”." in capsys.readouterr().err


def test_a_name_that_is_nearly_right_is_guessed_and_nothing_recorded(folder):
    def accept(name: str, day: dt.date) -> None:
        options = Options(today=_TODAY)
        suppress(options, [name], reason="a", owner="Ann", expires=day, where=str(folder))

    with pytest.raises(CurbcutError) as wrong:
        accept("axe/image-atl", _TODAY)
    assert wrong.value.fix.startswith("Did you mean “axe/image-alt”?")
    with pytest.raises(CurbcutError, match="2026-02-28 is over"):
        accept("axe/image-alt", dt.date(2026, 2, 28))
    assert not (folder / "suppressions.toml").exists()


def test_answers_may_lie_apart_from_what_they_are_about(folder, tmp_path, capsys):
    answers = tmp_path / "answers"
    answers.mkdir()
    place = ("--in", "pages", "--answers", "answers")
    assert _run("review", *place) == 0
    lines = capsys.readouterr().out.splitlines()
    first = next(line for line in lines if "looks like a heading" in line)
    assert _run("review", first.split()[0], "failed", "--by", "Ann", *place) == 0
    capsys.readouterr()
    assert [path.name for path in answers.iterdir()] == ["reviews.toml"]
    assert _run("check", "pages", "--answers", "answers", "--exclude", "*b.html") == 1
    said = capsys.readouterr().out
    assert "Ann on" in said
    assert "1 error, 1 to review." in said


def test_an_address_needs_a_folder_for_its_answers(capsys):
    assert _run("review", "abcd", "passed", "--by", "Ann", "--in", "http://127.0.0.1:1/") == 2
    assert "Add --answers DIR" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("review", "passed"), "Say what is answered"),
        (("review", "abcd"), "Say what is answered"),
        (("review", "abcd", "passed"), "Missing option '--by'"),
        (("check", "--cookie", "a=b"), "--cookie is about a URL or a folder"),
        (("check", "pages", "--header", "secret-word"), "--header needs a name, “:” and a value."),
        (("check", "--states", "drak"), "Did you mean “dark”?"),
    ],
)
def test_what_is_missing_is_said_and_no_secret_repeated(args, words, capsys):
    assert _run(*args) == 2
    said = capsys.readouterr().err
    assert words in said
    assert "secret-word" not in said


def test_only_the_states_and_pages_that_are_wanted_are_visited(folder):
    whole = check_targets([str(folder)], Options())
    some = check_targets([str(folder)], Options(only=Only(("narrow",), exclude=("*b.html",))))
    assert some.environment.states == ("light", "narrow")
    assert {one.state for one in some.evaluations} == {"light", "narrow"}
    assert [Path(page).name for page in some.pages] == ["a.html"]
    assert some.narrowed == ("--states narrow", "--exclude *b.html")
    assert some.environment.cached == 0  # what was found in all states is not taken for these
    assert check_targets([str(folder)], Options()).environment.cached == len(whole.pages)

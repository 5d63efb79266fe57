"""The commands as an editor types them; nothing here needs a browser."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest

from curbcut.cli import main
from curbcut.cli.lint import _shown

PAGE = "---\ntitle: Help\n---\n\nWelcome.\n"


def run(capsys, *args):
    with pytest.raises(SystemExit) as leaving:
        main(args)
    shown = capsys.readouterr()
    assert "Traceback" not in shown.out + shown.err
    return leaving.value.code, shown.out, shown.err


@pytest.fixture
def site(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "site_src").mkdir()
    (tmp_path / "site_src" / "index.md").write_text(PAGE, "utf-8")
    return tmp_path


def test_build_without_a_browser(site, capsys):
    code, out, _ = run(capsys, "--no-check", "--plain")
    assert code == 0
    assert "3 pages, not checked in a browser" in out
    assert (site / "dist" / "index.html").is_file()


def test_findings_that_block_are_exit_code_1(site, capsys):
    (site / "site_src" / "index.md").write_text(PAGE + "\n![](photo.png)\n", "utf-8")
    code, out, _ = run(capsys, "build", "--no-check")
    assert code == 1
    assert "site_src/index.md:7: error" in out
    assert not (site / "dist").exists()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("bild",), "Did you mean “build”?"),
        (("build", "--surce", "x"), "--source"),
        (("build", "--report", "pdf"), "There is no report format “pdf”"),
        (("build", "--report", "json", "--report", "text"), "cannot share standard output"),
        (("build", "--source", "nowhere"), "There is no folder “nowhere”"),
        (("build", "--templates", "nowhere"), "There is no folder “nowhere”"),
        (("build", "--out", "site_src"), "one contains"),
        (("build", "--out", "."), "contains"),
        (("build", "--jobs", "none"), "none"),
        (("check", "--listen", "127.0.0.1"), "--grid URL"),
        (("check", "--announce", "ci.example"), "--grid URL"),
        (("check", "--grid", "hub:4444"), "--grid http://HOST:4444"),
        (("check", "nowhere"), "There is no folder or file “nowhere”"),
        (("check", "http://127.0.0.1:9/"), "There is no page at"),
        (("explain", "axe/image-al"), "Did you mean axe/image-alt"),
        (("lint", "nowhere.md"), "There is no file “nowhere.md”"),
    ],
)
def test_errors_are_one_sentence_and_exit_code_2(site, capsys, args, said):
    code, _, err = run(capsys, *args)
    assert code == 2
    assert said in err


def test_an_empty_source_folder(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "site_src").mkdir()
    code, _, err = run(capsys)
    assert code == 2
    assert "There is no page in “site_src”" in err


def test_foreign_folder_is_not_overwritten(site, capsys):
    (site / "dist").mkdir()
    (site / "dist" / "thesis.txt").write_text("years of work")
    code, _, err = run(capsys, "--no-check")
    assert code == 2
    assert "did not publish" in err
    assert (site / "dist" / "thesis.txt").read_text() == "years of work"


def test_json_report_is_the_only_standard_output(site, capsys):
    code, out, _ = run(capsys, "build", "--no-check", "--report", "json=-")
    assert code == 0
    assert json.loads(out)["schema"] == 2


def test_reports_to_files(site, capsys):
    code, out, _ = run(capsys, "--no-check", "--report", "json=a.json", "--report", "plain=b.txt")
    assert code == 0
    assert json.loads(Path("a.json").read_text("utf-8"))["summary"]["pages"] == 3
    assert "3 pages" in Path("b.txt").read_text("utf-8")
    assert "3 pages" in out
    code, _, err = run(capsys, "--no-check", "--report", "json=no/such/folder.json")
    assert code == 2
    assert "cannot be written" in err


def test_lint_of_a_file_and_of_standard_input(site, capsys, monkeypatch):
    (site / "site_src" / "b.md").write_text("---\ntitle: B\n---\n\n![](x.png)\n", "utf-8")
    code, out, _ = run(capsys, "lint", "--plain", "site_src/b.md")
    assert code == 1
    assert "site_src/b.md, line 5" in out
    code, out, _ = run(capsys, "lint", "--plain", "site_src/index.md")
    assert code == 0


def test_rules_and_explain(capsys):
    code, out, _ = run(capsys, "rules")
    assert code == 0
    lines = out.splitlines()
    assert any(line.startswith("image-alt-missing") for line in lines)
    for line in lines:
        name = line.split()[0]
        code, out, _ = run(capsys, "explain", name)
        assert code == 0
        assert out.startswith(name)
        assert "How to fix it" in out


def test_bug_in_curbcut_is_reported_without_stack_trace(site, capsys, monkeypatch):
    def fails(*args):
        raise KeyError("a\x1b[31m\nb")

    monkeypatch.setattr("curbcut.commands.lint.lint", fails)
    code, _, err = run(capsys, "lint")
    assert code == 2
    assert "This is a bug in Curbcut: KeyError" in err
    assert "CURBCUT_TRACE=1" in err
    assert "Traceback" not in err
    assert "\x1b" not in err
    monkeypatch.setenv("CURBCUT_TRACE", "1")
    with pytest.raises(SystemExit):
        main(["lint"])
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
@pytest.mark.usefixtures("at_a_terminal")
def test_sigterm_acts_like_an_interrupt(site, capsys, monkeypatch, name):
    before = signal.getsignal(getattr(signal, name))
    monkeypatch.setattr(
        "curbcut.commands.lint.lint", lambda *args: signal.raise_signal(getattr(signal, name))
    )
    code, _, err = run(capsys, "lint")
    assert (code, "stopped" in err) == (2, True)
    assert signal.getsignal(getattr(signal, name)) is before


def test_diff_is_escaped_on_terminals_only(tmp_path):
    diff = "-a\x1b[2J\u202eb\n+c\n"
    one, other = os.openpty()
    with open(other, "w", encoding="utf-8") as terminal:  # noqa: PTH123 (a number)
        assert _shown(diff, terminal) == "-a\ufffd[2J\ufffdb\n+c\n"
    os.close(one)
    with (tmp_path / "a.diff").open("w", encoding="utf-8") as file:
        assert _shown(diff, file) == diff


def test_the_site_is_found_from_a_folder_within_it(site, monkeypatch, capsys):
    (site / "site_src" / "guides").mkdir()
    (site / "site_src" / "index.md").write_text(PAGE + "\n![](photo.png)\n", "utf-8")
    monkeypatch.chdir(site / "site_src" / "guides")
    code, out, _ = run(capsys, "lint", "--plain")
    assert code == 1
    assert f"{site.resolve()}/site_src/index.md" in out
    (site / "site_src" / "index.md").write_text(PAGE, "utf-8")
    code, _, _ = run(capsys, "build", "--no-check")
    assert code == 0
    assert (site / "dist" / "index.html").is_file()
    assert [path.name for path in Path().iterdir()] == []
    code, _, err = run(capsys, "build", "--source", "site_src")
    assert code == 2
    assert "There is no folder “site_src”" in err

"""``lint --fix`` leaves alone what it does not have to touch."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbcut import fix
from curbcut.content.markdown import parse_page
from curbcut.content.sources.discover import decode_page
from curbcut.html.marks import unmark
from curbcut.model.finding import CurbcutError

ROOT = Path(__file__).parents[1]

PROMISE = """# Help > Privacy

We expect that the details you tell us are private at all times. We keep them safe.␠␠
We only keep what we believe will help us to run our shop. We keep it in order to:␠␠
-Have enough cameras␠␠
-Keep to the law␠␠
-Offer you other things␠␠
We keep it for these reasons only, and we will tell you which one it is.␠␠
We teach all of our staff how much your privacy matters to every one of us.
""".replace("␠", " ")

FIXED = """# Help > Privacy

We expect that the details you tell us are private at all times. We keep them safe.

We only keep what we believe will help us to run our shop. We keep it in order to:

- Have enough cameras
- Keep to the law
- Offer you other things

We keep it for these reasons only, and we will tell you which one it is.

We teach all of our staff how much your privacy matters to every one of us.
"""


def heard(raw):
    source, _ = decode_page(raw, "a.md")
    assert source
    page, _ = parse_page(source)
    return fix.heard_in(unmark(page.html))


def test_a_policy_of_forced_line_breaks():
    fixed = fix.fix_page(PROMISE.encode(), "a.md", "en")
    assert fixed.after.decode() == FIXED
    assert [(m.line, m.rule) for m in fixed.fixes] == [(3, "list-typed")]
    assert "+- Have enough cameras" in fixed.diff()


def test_line_ends_and_byte_order_mark_stay():
    raw = b"\xef\xbb\xbf" + PROMISE.replace("\n", "\r\n").encode()
    after = fix.fix_page(raw, "a.md", "en").after
    assert after == b"\xef\xbb\xbf" + FIXED.replace("\n", "\r\n").encode()


def test_mixed_line_ends_stay_on_the_lines_that_are_left():
    raw = b"one\r\n\r\n-first\n-second\n\nlast\r\n"
    assert fix.fix_page(raw, "a.md", "en").after == b"one\r\n\r\n- first\n- second\n\nlast\r\n"


def test_no_line_end_at_the_end_stays_none():
    assert fix.fix_page(b"-first\n-second", "a.md", "en").after == b"- first\n- second"


def test_characters_that_are_not_shown_stay():
    raw = b"-first\x01\n-second\n\n#### Jump\n"
    after = fix.fix_page(raw, "a.md", "en").after
    assert after == b"-first\x01\n-second\n\n## Jump\n"


def test_an_anchor_that_is_taken_is_no_new_heading():
    raw = b"## Privacy\n\n**Cookies**\n\nText.\n\n## Cookies\n"
    assert fix.fix_page(raw, "a.md", "en").after == raw


def test_an_address_of_the_site_takes_the_page_s_title():
    titles = {"https://help.movo.photo/hours/": "Hours [new]"}
    raw = b"See https://help.movo.photo/hours/ or <https://help.movo.photo/hours/>.\n"
    link = "[Hours \\[new\\]](https://help.movo.photo/hours/)"
    assert fix.fix_page(raw, "a.md", "en", titles).after.decode() == f"See {link} or {link}.\n"


def test_code_is_left_alone():
    raw = b"```\n-first\n-second\nhttps://www.w3.org/\n```\n\n    -first\n    -second\n"
    assert fix.fix_page(raw, "a.md", "en").after == raw


_LINES = st.lists(
    st.sampled_from(
        ["", "-item", "-other  ", "*star", "• dot", "1)one", "2)two", "> -quoted", "- real",
         "  -inside", "**Bold line**", "# One", "### Three", "Title", "===", "```", "| a | b |",
         "A sentence of more than eight words stands in this line.  ", "https://www.w3.org/a_b",
         "::: note", ":::", "\\-no", "text  ", "text\\", "+plus", "    -deep", "1. first",
         "[^1]: -x"]
    ),
    max_size=14,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(_LINES)
def test_fixing_twice_is_fixing_once_and_nothing_is_lost(lines):
    raw = ("\n".join(lines) + "\n").encode()
    if decode_page(raw, "a.md")[0] is None:
        return
    after = fix.fix_page(raw, "a.md", "en").after
    assert fix.fix_page(after, "a.md", "en").after == after
    assert heard(after) == heard(raw)


@pytest.fixture
def site(tmp_path):
    (tmp_path / "site_src").mkdir()
    page = tmp_path / "site_src" / "index.md"
    page.write_text("---\ntitle: Home\n---\n\n" + PROMISE.replace("# Help", "## Help"), "utf-8")
    return tmp_path


def run(folder, *args, text=None):
    command = [sys.executable, str(ROOT / "build.py"), "lint", *args]
    command += ["--templates", str(ROOT / "templates")]
    return subprocess.run(
        command, cwd=folder, input=text, capture_output=True, text=True, check=False, timeout=60
    )


def test_fix_writes_and_says_what_is_left(site):
    page = site / "site_src" / "index.md"
    page.chmod(0o640)
    answer = run(site, "--fix")
    assert answer.returncode == 0, answer.stderr
    assert "+- Have enough cameras" in answer.stdout
    assert "Fixed site_src/index.md:7: made 3 lines a real list" in answer.stdout
    assert page.read_text("utf-8").endswith(FIXED.split("\n", 1)[1])
    assert page.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in page.parent.iterdir()] == ["index.md"]
    assert "Nothing can be fixed" in run(site, "--fix").stdout


def test_diff_writes_nothing(site):
    page = site / "site_src" / "index.md"
    before = page.read_bytes()
    answer = run(site, "--diff")
    assert answer.returncode == 1
    assert "+- Have enough cameras" in answer.stdout
    assert "list-typed" in answer.stdout
    assert page.read_bytes() == before


def test_stdin(site):
    answer = run(site, "--stdin", "--fix", text=PROMISE)
    assert answer.stdout == FIXED
    assert "hard-words" in answer.stderr


def test_a_named_file_outside_of_the_site_is_looked_at(site):
    (site / "other.md").write_text(PROMISE, "utf-8")
    answer = run(site, "other.md")
    assert answer.returncode == 1
    assert re.search(r"other\.md:5: error: 3 lines", answer.stdout)


def test_nothing_is_written_through_a_link_that_leads_out(site):
    (site / "secret.md").write_text(PROMISE, "utf-8")
    (site / "site_src" / "link.md").symlink_to(site / "secret.md")
    run(site, "--fix")
    assert (site / "secret.md").read_text("utf-8") == PROMISE
    with pytest.raises(CurbcutError):
        fixed = fix.fix_page(PROMISE.encode(), "a.md", "en")
        fix.write(site / "site_src" / "link.md", fixed, site / "site_src")


def test_a_file_that_was_changed_meanwhile_is_left_alone(tmp_path):
    fixed = fix.fix_page(PROMISE.encode(), "a.md", "en")
    page = tmp_path / "a.md"
    page.write_text("Something else.\n", "utf-8")
    with pytest.raises(CurbcutError, match="meanwhile"):
        fix.write(page, fixed, tmp_path)
    assert page.read_text("utf-8") == "Something else.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]

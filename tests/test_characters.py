"""The one gate for text from outside: what is let through, what is refused, what looks alike."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from curbcut.characters import look, mixed, named, printable, unwelcome
from curbcut.commands.build import build
from curbcut.commands.lint import lint
from curbcut.content.sources.discover import discover
from curbcut.run import Options
from tests.making import HOME, html, page, picture, prepared, write

FINE = [
    "Plain text, “quoted” – with é, ß and €",
    "عربي\u200f (abc)\u200f",
    "\u2067עברית\u2069 and English",
    "نمی\u200cخواهم",
    "क्\u200dष",
    "👩\u200d💻",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "ภาษา\u200bไทย",
    "Donau\u00addampf",
    "two\nlines\tand a tab",
    "葛\U000e0100飾区",
    "അവന\u0d4d\u200d വന്നു",
    "PDF\u200cهای شما",
    "1\ufe0f\u20e3 ❤\ufe0f\u200d🔥",
]
WRONG = ["a\0b", "\x1b[2J", "a\x01", "a\x85b", "a\x9bb", "ab\u202ecd", "a\u200bb", "\ufeffa",
         "a\u2060b", "pay\u200dpal", "a\u2028b", "a\u3164b", "x\U000e0041", "a\uffff",
         "a\ufffe", "a\ufdd0"]  # fmt: skip


@pytest.mark.parametrize("text", FINE)
def test_what_languages_need_is_let_through(text):
    assert unwelcome(text) == ""


@pytest.mark.parametrize("text", WRONG)
def test_what_misleads_is_refused_and_named(text):
    found = unwelcome(text)
    assert found
    assert found in text
    assert named(found).startswith("U+")
    assert unwelcome(text, name=True)


def test_names_are_stricter():
    for text in ("a\u200eb", "a\tb", "a\nb", "\u2067a\u2069"):
        assert unwelcome(text, name=True)
    assert unwelcome("نمی\u200cخواهم", name=True) == ""
    # Text may be divided by what shows nothing; names would differ by it.
    for text in ("pass\u00adword", "ภาษา\u200bไทย", "a\ufe0f"):
        assert unwelcome(text) == ""
        assert unwelcome(text, name=True)
    for text in ("葛\U000e0100飾区", "1\ufe0f\u20e3", "അവന\u0d4d\u200d"):
        assert unwelcome(text, name=True) == ""


def test_reports_show_what_could_mislead():
    assert printable("a\x1b\u202eb\u200bc\n\td") == "a\ufffd\ufffdb\ufffdc\n\td"
    for text in FINE:
        assert printable(text) == text


@pytest.mark.parametrize(
    "name",
    [
        *("ΔT", "πr", "λ-calculus", "µTorrent", "mδ", "SMSки", "iPhoneом", "кгm", "NaOHраствор"),
        *("A-тест", "ويندوزWindows", "日本語Windows", "한국어abc", "Wi-Fi'ный", "ΔH2O"),
    ],
)
def test_words_that_mix_scripts_for_all_to_see_are_fine(name):
    assert mixed(name) == ""


@pytest.mark.parametrize("name", ["pаypal", "Привeт", "НELP", "ПO", "Ελλaδα"])
def test_a_letter_that_poses_as_another_is_found(name):
    assert mixed(name)


def test_what_shows_nothing_makes_no_other_name():
    for text in ("pass\u00adword", "pass\ufe0fword", "pass\u200bword"):
        assert look(text) == look("password")


def test_letters_that_look_alike():
    assert mixed("раypal") == "Cyrillic and Latin"
    assert mixed("αpp") == "Greek and Latin"
    assert mixed("ABC-компания") == ""
    assert mixed("日本語abc") == ""
    assert look("РауРаl") == look("paypal")
    assert look("Ｈｅｌｐ") == look("help")
    assert look("Straße") == look("STRASSE")
    assert look("help") != look("hello")


KEYS = ["title", "description", "change_note", "version", "slug", "owner", "version_of"]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("escape", [r"\0", r"\e", r"\x01", r"\x85", r"\x9b", r"\u202e", r"\u200b"])
def test_escapes_in_front_matter_are_findings_at_their_line(tmp_path, key, escape):
    title = "" if key == "title" else "title: A\n"
    text = f'---\n{title}{key}: "a{escape}b"\n---\n\nText.\n'
    source = write(tmp_path, {"index.md": HOME, "a.md": text})
    result = lint(Options(source=source, templates=None))
    line = text.split("\n").index(f'{key}: "a{escape}b"') + 1
    places = [(one.rule.id, one.span.line) for one in result.blocking if one.span]
    assert ("front-matter-wrong-type", line) in places
    (finding,) = [one for one in result.blocking if one.rule.id == "front-matter-wrong-type"]
    assert "U+" in finding.message


def test_settings_go_through_the_same_gate(tmp_path):
    settings = '[site]\ntitle = "a\\u202Eb"\n'
    source = write(tmp_path, {"index.md": HOME, "site.toml": settings})
    (finding,) = lint(Options(source=source, templates=None)).blocking
    assert "U+202E, right-to-left override" in finding.message
    assert finding.span
    assert finding.span.line == 2


def test_what_machines_read_stays_readable(tmp_path):
    """All that is published as XML is XML, whatever a body says."""
    source = write(
        tmp_path / "source",
        {
            "index.md": HOME,
            "site.toml": '[site]\nurl = "https://example.com"\ntitle = "A & <B>"\n',
            "p.md": page("A “<&>” policy", "Words\x9b\n", "kind: policy\neffective: 2026-01-01\n"),
        },
    )
    out = tmp_path / "dist"
    result = build(Options(source=source, templates=None, out=out, check=False))
    assert [one.rule.id for one in result.blocking] == ["file-control-characters"]
    (source / "p.md").write_text(
        page("A “<&>” policy", "Words\n", "kind: policy\neffective: 2026-01-01\n"), "utf-8"
    )
    assert not build(Options(source=source, templates=None, out=out, check=False)).blocking
    feeds = sorted(out.rglob("*.xml"))
    assert any(path.name == "feed.xml" for path in feeds)
    for path in feeds:
        ET.parse(path)


def found_in(folder):
    _, findings = discover(folder, "s")
    return {(one.rule.id, one.span.path) for one in findings if one.span}


def test_names_of_files(tmp_path):
    for name in ("раypal.md", "pay\u202epal.md", "a\u200bb.md"):
        (tmp_path / name).write_text(HOME, "utf-8")
    (tmp_path / "cop.md").write_text(HOME, "utf-8")
    (tmp_path / "сор.md").write_text(HOME, "utf-8")  # the letters of another script
    found = found_in(tmp_path)
    assert ("file-name-unusable", "s/раypal.md") in found
    assert ("file-name-unusable", "s/pay\ufffdpal.md") in found
    assert ("file-name-unusable", "s/a\ufffdb.md") in found
    assert ("file-name-twice", "s/сор.md") in found


def test_links_lead_to_nothing_that_is_not_published(tmp_path):
    for name in (".git", "_drafts", "open"):
        (tmp_path / name).mkdir()
    (tmp_path / ".git" / "config").write_text("secret", "utf-8")
    (tmp_path / "_drafts" / "new.md").write_text(HOME, "utf-8")
    (tmp_path / "reviews.toml").write_text("", "utf-8")
    (tmp_path / "open" / "a.txt").write_text("open", "utf-8")
    (tmp_path / "index.md").write_text(HOME, "utf-8")
    targets = {
        "config.txt": ".git/config",
        "draft.md": "_drafts/new.md",
        "answers.txt": "reviews.toml",
        "twice.txt": "config.txt",
        "fine.txt": "open/a.txt",
    }
    for name, target in targets.items():
        (tmp_path / name).symlink_to(target)
    sources, findings = discover(tmp_path, "s")
    refused = {one.span.path: one.message for one in findings if one.span}
    assert set(refused) == {f"s/{name}" for name in targets if name != "fine.txt"}
    assert "“.git/config”, which is not published" in refused["s/config.txt"]
    assert b"secret" not in b"".join(sources.assets.values())
    assert sources.assets["fine.txt"] == b"open"


@pytest.mark.parametrize("reference", ["&#x202e;", "&#X202D;", "&#8238;"])
@pytest.mark.parametrize(
    "text",
    [
        "Some a{}b words.",
        "## A {} heading",
        "[a{}b](index.md)",
        '[a](index.md "x{}")',
        "![An axe{}](a.png)",
        "| a |\n| - |\n| {} |",
        "[a][b]\n\n[b]: index.md 'x{}'",
    ],
)
def test_a_reference_to_an_override_is_no_way_around_the_gate(tmp_path, text, reference):
    body = f"\n{text.format(reference)}\n"
    source = write(tmp_path, {"index.md": HOME, "a.md": page("A", body), "a.png": picture()})
    site = prepared(source)
    found = [one for one in site.findings if one.rule.id == "file-control-characters"]
    assert found
    assert all("U+202" in one.message and one.blocking for one in found)
    assert not any(mark in html(site, "/a/") for mark in "\u202d\u202e")


def test_what_code_says_about_overrides_is_its_own(tmp_path):
    body = "\nWrite `&#x202e;` so.\n\n```html\n&#x202e;\n```\n"
    source = write(tmp_path, {"index.md": HOME, "a.md": page("A", body)})
    assert "file-control-characters" not in [one.rule.id for one in prepared(source).findings]


def test_the_feed_can_be_read_whatever_a_note_says(tmp_path):
    extra = 'kind: policy\neffective: 2026-01-01\nchange_note: "a\\uffff"\n'
    source = write(tmp_path, {"index.md": HOME, "a.md": page("A", extra=extra)})
    places = [(one.rule.id, one.span.line) for one in prepared(source).findings if one.span]
    assert ("front-matter-wrong-type", 5) in places

"""Versions of a policy: where each one is, what it says of itself, and where it is not."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from curbcut.commands.lint import lint
from curbcut.commands.translations import mark_translated
from curbcut.render.pages import files_of
from curbcut.run import Options
from curbcut.site.addresses import addresses_of
from curbcut.stages import Prepared, prepare
from tests.making import HOME, html, page, prepared, rules, write

URL = '[site]\nurl = "https://example.com/"\n'


def version(name: str, date: str, note: str = "", of: str = "") -> str:
    """The front matter of a version."""
    keys = {"kind": "policy", "effective": date, "version": name, "change_note": note}
    return "".join(f"{key}: {value}\n" for key, value in (keys | {"version_of": of}).items())


FILES = {
    "site.toml": URL,
    "index.md": HOME + "[The first one](part/old/first.md#two)\n",
    "part/index.md": page("Part"),
    "part/promise.md": page(
        "Our promise", "We keep *three* things.\n", version("3", "2026-03-04", "Now three.")
    ),
    "part/old/first.md": page(
        "Our first promise",
        "## Two\n\nWe keep two things. [Part](../index.md)\n",
        version("1", "2020-01-02", of="../promise.md") + "redirect_from: /first/\n",
    ),
    "part/old/second.md": page(
        "Our promise",
        "We keep two good things.\n",
        version("Spring 2023", "2023-05-06", "Now <good>.", "../promise.md")
        + "last_reviewed: 2020-01-01\nreview_every: 1 month\n",
    ),
    "part/z.md": page("Zebra"),
}
PROMISE, FIRST, SECOND = "/part/promise/", "/part/promise/1/", "/part/promise/spring-2023/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    made = prepared(write(tmp_path_factory.mktemp("source"), FILES))
    assert made.findings == ()
    return made


def heading(text: str) -> str:
    found = re.search(r'<h1 class="page-header__heading">([^<]*)</h1>', text)
    assert found
    return found[1]


def words(text: str, block: str) -> str:
    """What stands in the first element of a block, without markup."""
    found = re.search(rf'<(\w+) class="{block}"[^>]*>(.*?)</\1>', text, re.S)
    return " ".join(re.sub("<[^>]*>", " ", found[2]).split()) if found else ""


def test_an_older_version_says_what_it_is(site: Prepared):
    text = html(site, FIRST)
    assert heading(text) == "Our first promise (version 1, 2020)"
    assert "<title>Our first promise (version 1, 2020) – " in text
    assert words(text, "policy-notice") == (
        "This version no longer applies This is the version of 2 January 2020. It was replaced on"
        " 6 May 2023. Current version: Our promise (version 3, 2026)"
        " All changes from version 1 to version Spring 2023"
    )
    assert re.findall(r'"policy-notice__link" href="([^"]*)"', text) == [
        "../",
        "../spring-2023/changes/",
    ]
    assert '<meta name="robots" content="noindex">' in text
    assert f'rel="canonical" href="https://example.com{FIRST}"' in text
    trail = re.findall(r'class="breadcrumb__link" href="[^"]*">([^<]*)<', text)
    assert trail == ["Help", "Part", "Our promise"]
    assert heading(html(site, SECOND)) == "Our promise (version Spring 2023)"


def test_the_policy_lists_its_earlier_versions(site: Prepared):
    text = html(site, PROMISE)
    assert heading(text) == "Our promise"
    assert "policy-notice" not in text
    assert "noindex" not in text
    assert re.findall(r'"policy-facts__link" href="([^"]*)">([^<]*)', text) == [
        ("changes/", "All changes from version Spring 2023 to version 3"),
        ("spring-2023/", "Our promise (version Spring 2023)"),
        ("1/", "Our first promise (version 1, 2020)"),
    ]
    assert "in force from 2 January 2020, replaced on 6 May 2023" in text


def test_what_changed_is_said_in_words_first(site: Prepared):
    text = html(site, f"{SECOND}changes/")
    assert heading(text) == "What changed: Our promise (version Spring 2023)"
    assert "<p>Now &lt;good&gt;.</p>" in text
    assert text.index("Now &lt;good&gt;") < text.index("<ins>")
    assert re.findall(r'"change-facts__link" href="([^"]*)"', text) == ["../../1/", "../"]
    assert '<meta name="robots" content="noindex">' in text
    assert html(site, f"{PROMISE}changes/")


def test_older_versions_are_in_no_list(site: Prepared):
    files = site.rendered.files
    for name in ("sitemap.xml", "llms.txt"):
        text = files[name].decode()
        assert PROMISE in text
        assert "promise/1" not in text
        assert "changes" not in text
    assert "part/promise/1/index.md" not in files
    for path in ("/search/", "/all-pages/", "/part/"):
        text = html(site, path)
        assert "promise/" in text
        assert "promise/1" not in text
        assert "spring" not in text
    assert 'rel="next"' not in html(site, FIRST)
    assert 'href="../z/" rel="next"' in html(site, PROMISE)
    assert "promise/1" not in html(site, "/part/z/")


def test_their_addresses_never_die(site: Prepared):
    kept = addresses_of(site.site)
    assert {FIRST, SECOND, f"{PROMISE}changes/", f"{SECOND}changes/", "/first/"} <= kept
    assert 'href="part/promise/1/#two"' in html(site, "/")


def test_findings_in_the_comparison_have_the_line_of_their_version(site: Prepared):
    rendered = next(p for p in site.rendered.pages if p.path == f"{SECOND}changes/")
    places = {
        (span.path.rsplit("/", 1)[1], span.line)
        for spans in rendered.positions.values()
        for span in spans
        if span and span.path.endswith(".md")
    }
    first, second = (
        text.count("\n", 0, text.rindex("---\n")) + 2
        for text in (str(FILES["part/old/first.md"]), str(FILES["part/old/second.md"]))
    )
    assert places == {("first.md", first), ("second.md", second)}


def test_the_feed_has_an_entry_for_each_version(site: Prepared):
    root = ET.fromstring(site.rendered.files["feed.xml"].decode())
    atom = "{http://www.w3.org/2005/Atom}"
    found = [
        (
            entry.findtext(f"{atom}id"),
            entry.findtext(f"{atom}title"),
            entry.find(f"{atom}link").attrib["href"],  # type: ignore[union-attr]
            entry.findtext(f"{atom}summary"),
        )
        for entry in root.findall(f"{atom}entry")
    ]
    base = f"https://example.com{PROMISE}"
    assert found == [
        (f"{base}#2026-03-04", "Our promise (version 3, 2026)", f"{base}changes/", "Now three."),
        (
            f"{base}#2023-05-06",
            "Our promise (version Spring 2023)",
            f"{base}spring-2023/changes/",
            "Now <good>.",
        ),
        (f"{base}#2020-01-02", "Our first promise (version 1, 2020)", f"{base}1/", ""),
    ]
    assert root.findtext(f"{atom}updated") == "2026-03-04T00:00:00Z"


def on(source: Path, day: str) -> Prepared:
    return prepare(Options(source=source, templates=None, today=dt.date.fromisoformat(day)))


def test_a_policy_that_is_still_to_come(tmp_path: Path):
    source = write(tmp_path, FILES)
    before = on(source, "2026-03-03")
    assert words(html(before, PROMISE), "policy-notice") == (
        "This version applies from 4 March 2026 Until then, an older version applies."
        " In force until then: Our promise (version Spring 2023)"
    )
    assert words(html(before, SECOND), "policy-notice").startswith(
        "This version applies until it is replaced on 4 March 2026 From that day on, a newer"
        " version applies. Newer version: Our promise (version 3, 2026)"
    )
    assert "Current version: Our promise (version Spring 2023)" in words(
        html(before, FIRST), "policy-notice"
    )
    assert words(html(on(source, "2026-03-04"), PROMISE), "policy-notice") == ""
    assert words(html(on(source, "2019-01-01"), PROMISE), "policy-notice") == (
        "This version applies from 4 March 2026"
    )


def test_days_that_change_nothing_change_no_byte(tmp_path: Path):
    source = write(tmp_path, FILES)
    days = [files_of(on(source, day).rendered) for day in ("2026-03-04", "2031-12-31")]
    assert days[0] == days[1]
    days = [files_of(on(source, day).rendered) for day in ("2023-05-06", "2026-03-03")]
    assert days[0] == days[1]


def test_a_policy_with_one_version_has_nothing_to_compare(tmp_path: Path):
    policy = page("Promise", extra=version("", "2020-01-02"))
    made = prepared(write(tmp_path, {"site.toml": URL, "index.md": HOME, "p.md": policy}))
    assert made.findings == ()
    assert "changes/" not in html(made, "/p/")
    assert "<title>Promise</title>" in made.rendered.files["feed.xml"].decode()


def test_a_policy_that_cannot_be_published_is_all_that_is_reported(tmp_path: Path):
    files = {
        "index.md": HOME,
        "p.md": page("In the way"),
        "p/index.md": page("Promise", extra=version("2", "2021-03-04", "Clearer.")),
        "o.md": page("Promise", extra=version("1", "2020-03-04", of="p/index.md")),
    }
    assert rules(write(tmp_path, files)) == ["route-collision"]


def test_versions_speak_the_language_of_their_policy(tmp_path: Path):
    files = {
        "index.md": HOME,
        "p.md": page("Promesa", extra="lang: es\n" + version("2", "2021-03-04", "Más clara.")),
        "o.md": page("Promesa", extra="lang: es\n" + version("1", "2020-03-04", of="p.md")),
    }
    made = prepared(write(tmp_path, files))
    assert '<html lang="es"' in html(made, "/p/changes/")
    assert "4 de marzo de 2020" in html(made, "/p/1/")


def test_a_version_is_translated_by_its_own_title(tmp_path: Path):
    # That it is a version is said beside its title, and is none of the words to translate.
    spanish = {f"es/{name}": text for name, text in FILES.items() if name.startswith("part/")}
    files = FILES | {"site.toml": URL + "[languages.es]\n", "es/index.md": HOME} | spanish
    source = write(tmp_path, files)
    first = source / "es/part/old/first.md"
    mark_translated(Options(source=source), [first])
    found = lint(Options(source=source)).findings
    outdated = {finding.page for finding in found if finding.rule.id == "translation-outdated"}
    assert f"/es{SECOND}" in outdated
    assert f"/es{FIRST}" not in outdated
    assert "language-note" not in html(prepared(source), f"/es{FIRST}")

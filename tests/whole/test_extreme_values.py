"""Values that are written correctly and mean nothing sensible: a finding at the line, no crash."""

import datetime as dt
import os
from pathlib import Path

import pytest

from curbcut.checks.site import inspect
from curbcut.checks.site.dates import after
from curbcut.checks.source.links import plain_address
from curbcut.commands.lint import lint
from curbcut.fix import Fixed
from curbcut.model.address import is_address, split_address
from curbcut.model.facts import PageFacts, PageLink
from curbcut.publish.staging import publish
from curbcut.render.pages import files_of
from curbcut.run import Options
from curbcut.triage.ledger import read_ledger
from curbcut.triage.suppressions import Suppression
from tests.making import HOME, page, prepared, write


def found(source: Path) -> list[tuple[str, str]]:
    """File and line, and the rule, of what blocks."""
    result = lint(Options(source=source, templates=None))
    return [
        (f"{f.span.path.rsplit('/', 1)[1]}:{f.span.line}" if f.span else "", f.rule.id)
        for f in result.findings
        if f.blocking
    ]


@pytest.mark.parametrize(
    ("key", "rule"),
    [
        ("review_every: 99999999999 years", "front-matter-wrong-type"),
        (f"review_every: {'9' * 5000} days", "front-matter-wrong-type"),
        ('slug: "a\\0b"', "front-matter-wrong-type"),
        ('slug: "a\\eb"', "front-matter-wrong-type"),
        (f"slug: {'a' * 300}", "address-too-long"),
        (f"slug: {'字' * 84}", "address-too-long"),
        (f"redirect_from: /{'a' * 300}/", "redirect-impossible"),
    ],
)
def test_a_value_that_cannot_be_used_is_reported_at_its_line(tmp_path: Path, key: str, rule: str):
    extra = f"last_reviewed: 2026-01-01\n{key}\n"
    source = write(tmp_path, {"index.md": HOME, "a.md": page("A", extra=extra)})
    assert found(source) == [("a.md:4", rule)]


@pytest.mark.parametrize("version_of", ["../../x.md", "https://[::1/", "/", "..", "policy"])
def test_a_version_of_nothing(tmp_path: Path, version_of: str):
    extra = f'kind: policy\neffective: 2026-01-01\nversion_of: "{version_of}"\n'
    source = write(tmp_path, {"index.md": HOME, "a.md": page("A", extra=extra)})
    assert ("a.md:5", "version-of-no-policy") in found(source)


def test_names_as_long_as_a_file_system_takes_them_are_published(tmp_path: Path):
    long = page("A", extra=f"slug: {'a' * 250}\n")
    below = page("B", extra=f"slug: {'b' * 250}\n")
    files = {"index.md": HOME, "s/index.md": long, "s/b.md": below, f"{'c' * 250}.md": page("C")}
    site = prepared(write(tmp_path / "source", files))
    assert not [finding for finding in site.findings if finding.blocking]
    publish(files_of(site.rendered), tmp_path / "out")
    assert (tmp_path / "out" / ("a" * 250) / ("b" * 250) / "index.html").is_file()


def test_the_file_name_of_a_page_may_grow_too_long(tmp_path: Path):
    # In small letters “ŉ” is two letters of three bytes.
    source = write(tmp_path, {"index.md": HOME, f"{'ŉ' * 100}.md": page("A")})
    assert [rule for _, rule in found(source)] == ["address-too-long"]


def test_all_of_an_address_may_grow_too_long(tmp_path: Path):
    """nginx did not start with such a configuration."""
    deep = "/".join(["字" * 80] * 3)
    source = write(tmp_path, {"index.md": HOME, f"{deep}/b.md": page("B", extra="slug: b\n")})
    assert found(source) == [("b.md:3", "address-too-long")]


@pytest.mark.parametrize(
    ("date", "period", "due"),
    [
        (dt.date.max, "1 month", dt.date.max),
        (dt.date.max, "1 day", dt.date.max),
        (dt.date(9999, 12, 1), "30 days", dt.date.max),
        (dt.date(2026, 1, 31), "99999 years", dt.date.max),
        (dt.date(2026, 1, 31), "99999 weeks", dt.date(3942, 8, 8)),
        (dt.date(2024, 2, 29), "12 months", dt.date(2025, 2, 28)),
    ],
)
def test_a_review_is_due_at_the_end_of_time_at_the_latest(date, period, due):
    assert after(date, period) == due


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day(tmp_path: Path, day: str):
    settings = '[site]\nurl = "https://example.com/"\n[security]\ncontact = "a@example.com"\n'
    extra = f"kind: policy\neffective: {day}\nlast_reviewed: {day}\nreview_every: 1 month\n"
    files = {
        "site.toml": f"{settings}expires = 9999-12-31\n",
        "index.md": HOME,
        "a.md": page("A", extra=extra),
    }
    assert found(write(tmp_path, files)) == []


@pytest.mark.parametrize(
    "setting",
    [
        '[site]\nurl = "https://[::1/"',
        '[site]\nurl = "https://example.com:99999/"',
        '[site]\nurl = "https://exa℀mple.com/"',
        '[site]\norganisation_url = "https://[/"',
        '[feedback]\nhelpful = "https://[::1/"',
        '[feedback]\nbarrier = "https://[::1/"',
        '[security]\npolicy = "https://[::1/"\ncontact = "a@example.com"\nexpires = 2999-01-01',
        '[security]\ncontact = "https://[::1/"\nexpires = 2999-01-01',
    ],
)
def test_an_address_that_is_none_in_the_settings(tmp_path: Path, setting: str):
    source = write(tmp_path, {"site.toml": setting, "index.md": HOME})
    assert [place for place, _ in found(source)] == ["site.toml:2"]


ODD = (
    "https://[::1/",
    "http://[",
    "https://exa℀mple.com/",
    "http://a:b/",
    "//[x",
    "http://[v1.x]/",
)


@pytest.mark.parametrize("address", ODD)
def test_an_odd_address_in_a_link(tmp_path: Path, address: str):
    body = f"[one]({address}) [one](<{address}a>) ![x]({address}) <{address}>\n"
    assert isinstance(found(write(tmp_path, {"index.md": HOME + body})), list)
    assert plain_address(address)
    assert split_address(address).geturl()


def test_what_is_an_address():
    assert is_address("https://example.com:8080/a")
    assert is_address("https://[::1]/")
    assert not any(map(is_address, ["https://[::1/", "https://:80/", "https://a:0/", "a"]))


@pytest.mark.parametrize("address", ODD)
def test_an_odd_address_on_the_pages_of_a_folder(address: str):
    pages = [
        PageFacts(f"/{name}", title=name, links=(PageLink("Odd", address),), canonical=address)
        for name in ("a.html", "b.html", "c.html")
    ]
    text = f"/old {address}\n{address} /a.html\n"
    inspect(pages, today=dt.date.max, files=lambda name: True, redirects=text)


def test_lines_end_where_editors_end_them(tmp_path: Path):
    body = "\x85\n[a](b.md)\n\n> \u2028\n> [a](b.md)\n"
    source = write(tmp_path, {"index.md": HOME + body})
    assert found(source) == [
        ("index.md:4", "file-control-characters"),
        ("index.md:5", "link-broken"),
        ("index.md:8", "link-broken"),
    ]


def test_lines_of_a_ledger_end_where_editors_end_them(tmp_path: Path):
    path = tmp_path / "suppressions.toml"
    path.write_text("# one\x85two\u2028three\n[[suppression]]\nrule = 1\n", "utf-8")
    _, findings = read_ledger(path, "suppressions.toml", "suppression", Suppression)
    assert {finding.span.line for finding in findings if finding.span} == {3}


def test_lines_of_a_diff_end_where_editors_end_them():
    diff = Fixed("a.md", "a\x85b\nc".encode(), "a\x85d\nc".encode(), ()).diff()
    assert diff.splitlines(keepends=False)[-1] == " c"
    assert diff.split("\n")[3:5] == ["-a\x85b", "+a\x85d"]


@pytest.mark.parametrize(
    ("target", "written"),
    [
        ("#top", "/#top"),
        ("#TOP", "/#TOP"),
        ("#", "/"),
        ("#:~:text=one%20day,a%2Cb", "/#:~:text=one%20day,a%2Cb"),
        ("a.md#top", "/a/#top"),
        ("a.md#part:~:text=%2Dx", "/a/#part:~:text=%2Dx"),
    ],
)
def test_a_link_to_the_top_or_to_words(tmp_path: Path, target: str, written: str):
    files = {"index.md": f"{HOME}\n[x]({target})\n", "a.md": page("A", "## Part\n\nText.\n")}
    site = prepared(write(tmp_path, files))
    assert not site.findings
    assert [link.address for link in site.site.links["/"]] == [written]


def test_a_link_to_a_missing_part_and_to_words(tmp_path: Path):
    source = write(tmp_path, {"index.md": f"{HOME}\n[x](#gone:~:text=x)\n"})
    assert found(source) == [("index.md:5", "anchor-broken")]


KEPT = ["site.toml", "reviews.toml", "suppressions.toml", "addresses.txt"]


@pytest.mark.parametrize("name", KEPT)
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_file_where_one_is_kept_is_reported(tmp_path: Path, name: str, make):
    source = write(tmp_path, {"index.md": HOME})
    make(source / name)
    result = lint(Options(source=source, templates=None))
    (said,) = [one for one in result.blocking if one.span and one.span.path.endswith(name)]
    assert "no file but something else" in said.message


@pytest.mark.parametrize("name", KEPT[1:])
def test_what_people_decided_is_not_read_from_elsewhere(tmp_path: Path, name: str):
    write(tmp_path, {"else": "secret words"})
    source = write(tmp_path / "s", {"index.md": HOME})
    (source / name).symlink_to(tmp_path / "else")
    result = lint(Options(source=source, templates=None))
    (said,) = [one for one in result.blocking if one.span and one.span.path.endswith(name)]
    assert "a link out of the folder" in said.message
    assert "secret" not in repr(result.findings)

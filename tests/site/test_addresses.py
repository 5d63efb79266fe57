"""The ledger of published addresses."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from urllib.parse import unquote

import pytest

from curbcut.commands import build
from curbcut.commands.lint import lint
from curbcut.model.finding import CurbcutError
from curbcut.model.page import Site
from curbcut.publish.ledger import load, save
from curbcut.run import Options
from curbcut.site.addresses import HEADER, Ledger, addresses_of, missing, read_addresses, updated
from curbcut.site.routes import LONGEST_ADDRESS
from curbcut.stages import prepare
from tests.making import HOME, REPOSITORY, page, picture, prepared, write


def read(text: str) -> Ledger:
    ledger, findings = read_addresses(text, "addresses.txt")
    assert findings == []
    return ledger


def test_the_first_ledger_is_in_order_and_says_what_it_is():
    text, new = updated(Ledger(), {"/b/", "/", "/a/"})
    assert text == HEADER + "/\n/a/\n/b/\n"
    assert new == ("/", "/a/", "/b/")


def test_nothing_new_changes_nothing():
    text = "/b/\n\n# about a\n/a/\n"
    assert updated(read(text), {"/a/", "/b/"}) == (text, ())


def test_new_addresses_are_sorted_in_and_the_rest_stays():
    text = "# Ours\n/\n# The letter of 2019\n/b/\ngone /c/"
    assert updated(read(text), {"/", "/a/", "/b/", "/d/", "/e/"}) == (
        "# Ours\n/\n# The letter of 2019\n/a/\n/b/\ngone /c/\n/d/\n/e/\n",
        ("/a/", "/d/", "/e/"),
    )


def test_what_is_there_again_is_not_gone():
    assert updated(read("/a/\ngone /b/\n"), {"/a/", "/b/"}) == ("/a/\n/b/\n", ("/b/",))


def test_what_is_gone_is_found_at_its_line():
    ledger = read("# x\n/a/\n/b/\ngone /c/\n/caf%C3%A9/\n")
    (finding,) = missing(ledger, {"/a/", "/café/"}, "addresses.txt", {})
    assert (finding.rule.id, str(finding.span)) == ("address-gone", "addresses.txt:3")
    assert finding.blocking


def test_lines_that_are_no_address():
    _, findings = read_addresses("/a/\n<<<<<<< ours\n/b/ /c/\nhttps://example.com/\n", "x")
    assert [f.span.line for f in findings if f.span] == [2, 3, 4]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        *(("/a%00b", "U+0000"), ("/a%0Ab", "U+000A"), ("/a%C2%85b", "U+0085")),
        (f"/{'a' * LONGEST_ADDRESS}", "1700"),
    ],
)
def test_addresses_that_servers_could_not_be_given(address: str, words: str):
    ledger, (finding,) = read_addresses(f"/a/\ngone {address}\n", "x")
    assert (finding.rule.id, str(finding.span)) == ("addresses-not-valid", "x:2")
    assert words in finding.message
    assert ledger.gone == frozenset()


def test_a_space_of_any_kind_is_read_back_as_what_it_was():
    for space in " \u00a0\u3000":
        text, _ = updated(Ledger(), addresses_of_file(f"a{space}b.pdf"))
        (line,) = (line for line in text.split("\n") if line.endswith(".pdf"))
        assert unquote(line) == f"/a{space}b.pdf"


def addresses_of_file(name: str) -> frozenset[str]:
    return addresses_of(Site(pages={}, order=(), children={}, links={}, assets={name: b"x"}))


def site(folder: Path, ledger: str) -> Path:
    return write(
        folder,
        {
            "addresses.txt": ledger,
            "index.md": "---\ntitle: Help\n---\n[l](leaflet.pdf)\n",
            "new.md": page("New", extra="redirect_from: /old\n"),
            "leaflet.pdf": b"%PDF",
            "picture.png": picture(),
            "404.md": page("Nothing"),
        },
    )


def test_a_page_that_disappears_is_a_finding(tmp_path: Path):
    source = site(tmp_path, "/\n/old/\n/older/\n")
    (finding,) = (f for f in lint(Options(source=source, templates=None)).findings if f.blocking)
    assert finding.span is not None
    assert (finding.rule.id, finding.span.line, finding.excerpt) == ("address-gone", 3, "/older/")


def test_which_addresses_are_kept(tmp_path: Path):
    made = prepared(site(tmp_path, ""))
    kept = addresses_of(made.site)
    assert kept >= {"/", "/new/", "/old/", "/leaflet.pdf"}
    assert not kept & {"/404.html", "/picture.png", "/addresses.txt"}
    assert "addresses.txt" not in made.rendered.files


def test_a_page_that_cannot_be_read_is_not_gone(tmp_path: Path):
    source = site(tmp_path, "/\n/new/\n/old/\n")
    (source / "new.md").write_bytes(b"\xff")
    found = {f.rule.id for f in lint(Options(source=source, templates=None)).findings}
    assert "file-not-utf8" in found
    assert "address-gone" not in found


def test_only_a_checked_build_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    source = site(tmp_path / "source", "/\n")
    options = Options(
        source=source, templates=None, out=tmp_path / "dist", check=False, cache=False
    )
    before = (source / "addresses.txt").read_bytes()
    assert "addresses" not in build.build(options).published
    assert (source / "addresses.txt").read_bytes() == before

    made = prepared(source)
    message = build._record(made, options)
    assert "addresses.txt”: commit it." in message
    after = (source / "addresses.txt").read_text("utf-8")
    assert [line for line in after.split("\n") if line not in ("/all-pages/", "/search/")] == [
        *("/", "/leaflet.pdf", "/new/", "/old/", ""),
    ]
    assert sorted(entry.name for entry in source.iterdir() if entry.name.startswith(".")) == []
    assert build._record(prepared(source), options) == ""
    assert (source / "addresses.txt").read_text("utf-8") == after


def test_a_ledger_that_leads_elsewhere_is_left_alone(tmp_path: Path):
    outside = tmp_path / "outside.txt"
    outside.write_text("mine\n", "utf-8")
    source = write(tmp_path / "source", {"index.md": HOME})
    (source / "addresses.txt").symlink_to(outside)
    with pytest.raises(CurbcutError):
        save(source, ["/"])
    assert outside.read_text("utf-8") == "mine\n"


def test_a_ledger_that_is_no_text(tmp_path: Path):
    source = write(tmp_path, {"index.md": HOME, "addresses.txt": b"/\n\xff\n"})
    ledger, (finding,) = load(source, "s")
    assert ledger.lines == {}
    assert str(finding.span) == "s/addresses.txt:2"


def test_the_flagship_has_all_of_its_addresses_in_its_ledger():
    options = Options(source=REPOSITORY / "site_src", templates=REPOSITORY / "templates")
    made = prepare(options)
    assert updated(made.ledger, addresses_of(made.site))[1] == ()


def test_dates_are_judged_on_the_day_that_is_given(tmp_path: Path):
    settings = '[security]\ncontact = "a@example.com"\nexpires = 2030-06-01\n'
    source = write(tmp_path, {"index.md": HOME, "site.toml": settings})

    def found(day: str) -> list[tuple[str, int]]:
        options = Options(source=source, templates=None, today=dt.date.fromisoformat(day))
        return [(f.message, f.span.line) for f in lint(options).findings if f.blocking and f.span]

    assert found("2030-05-01") == []
    assert found("2030-05-02") == [
        ("The security contact expires in 30 days (2030-06-01)", 3),
    ]
    assert found("2030-06-02") == [("The security contact has expired (2030-06-01)", 3)]

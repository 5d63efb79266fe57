"""Awkward values from front matter and from the ledger, behind real web servers.

Each is refused at its line, or the servers start with it and take it as it is written.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import quote

import pytest

from curbcut.commands.lint import lint
from curbcut.run import Options
from curbcut.site.routes import LONGEST_ADDRESS
from tests.making import page, write
from tests.publish.servers import test_caddy, test_nginx
from tests.publish.servers.serving import Served, make

SERVERS = [
    pytest.param(test_nginx, marks=test_nginx.pytestmark, id="nginx"),
    pytest.param(test_caddy, marks=test_caddy.pytestmark, id="caddy"),
]
MARKS = [*string.punctuation, *" \t\n\r\0\x7f\x85\u202e", *"é字😀"]
"""Each of them goes into an old address, percent-encoded, which passes the pattern of the key."""
READ_INTO = "*{}$\"'`<>|^[];\\?# \t\n\r\0\x7f\x85\u202e"
"""Those into which one of the servers, or a host that reads ``_redirects``, reads something."""

LONG = "/".join(["-." * 120] * 10)


def old(number: int, mark: str) -> str:
    return quote(f"/x{number}{mark}y.old", safe="/")


def refused(folder: Path) -> set[str]:
    """The marks that no old address may have."""
    lines = "".join(f"  - {old(number, mark)}\n" for number, mark in enumerate(MARKS))
    extra = f"redirect_from:\n{lines}"
    source = write(folder, {"index.md": page("Help"), "a.md": page("A", extra=extra)})
    findings = lint(Options(source=source, templates=None)).blocking
    assert {finding.rule.id for finding in findings} == {"redirect-impossible"}
    return {MARKS[f.span.line - 4] for f in findings if f.span}


def test_special_characters_are_refused_at_their_lines(tmp_path: Path):
    assert refused(tmp_path) == set(READ_INTO)


@pytest.mark.parametrize("server", SERVERS)
def test_accepted_characters_are_literal(server, tmp_path: Path):
    kept = {number: mark for number, mark in enumerate(MARKS) if mark not in READ_INTO}
    assert len(kept) > 10
    lines = "".join(f"  - {old(number, mark)}\n" for number, mark in kept.items())
    care = page("Care", extra=f"redirect_from:\n{lines}")
    with serving(server, tmp_path, {"care.md": care}) as site:
        for number, mark in kept.items():
            answer = site.get(old(number, mark) + "?q=a")
            assert (answer.status, answer["location"]) == (301, "/care/?q=a"), mark
        nothing_else(site)
        rules = (site.out / "_redirects").read_text().splitlines()
        assert all(re.fullmatch(r"/[\w/.%~-]+ /care/ 301", rule) for rule in rules), rules
        assert len(rules) == len(kept)


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize(
    ("file", "address", "former"),
    [
        ("istanbul.md", "/istanbul/", "/İstanbul/"),  # Caddy and Python fold it differently
        ("k.md", "/k/", "/K/"),
        ("straße.md", "/strasse/", "/STRASSE/"),
    ],
)
def test_an_old_address_in_capitals_leads_to_its_page(
    server, file: str, address: str, former: str, tmp_path: Path
):
    files = {file: page("There", extra=f"redirect_from: {former}\n")}
    with serving(server, tmp_path, files) as site:
        assert site.get(address).status == 200
        answer = site.get(quote(former))
        assert (answer.status, answer["location"]) == (301, address)


@pytest.mark.parametrize("server", SERVERS)
def test_gone_urls_do_not_hide_existing_pages(server, tmp_path: Path):
    """nginx does not start with two rules for one path."""
    there = ("/", "/care/", "/care", "/care/index.html", "/leaflet.pdf", "/search/index.html")
    ours = ("/404.html", "/es/404.html", "/_headers", "/_redirects", "/old/", "/old")
    given_up = (*there, *ours, "/Care/", "/a", "/%61", "/Leaflet.pdf")
    files: dict[str, str | bytes] = {
        "addresses.txt": "".join(f"gone {path}\n" for path in given_up),
        "care.md": page("Care", extra="redirect_from: /old\n"),
        "leaflet.pdf": b"%PDF",
        "404.md": page("Page not found"),
        "site.toml": "[languages.es]\n",
    }
    with serving(server, tmp_path, files) as site:
        for path in ("/", "/care/", "/leaflet.pdf", "/search/"):
            assert site.get(path).status == 200, path
        assert site.get("/care")["location"] == "/care/"
        assert site.get("/old/")["location"] == "/care/"
        for path in ("/Care/", "/a", "/Leaflet.pdf"):
            assert site.get(path).status == 410, path
        nothing_else(site)


@pytest.mark.parametrize("server", SERVERS)
def test_long_addresses(server, tmp_path: Path):
    """nginx reads the length of a location's name modulo 256, so that 257 bytes were the home page.

    What is longer than 4,096 bytes keeps it from starting.
    """
    lengths = (255, 256, 257, 258, 513, LONGEST_ADDRESS)
    old = {length: f"/o{LONG[: length - 6]}.old" for length in lengths}
    given_up = {length: f"/g{LONG[: length - 6]}.pdf" for length in lengths}
    odd = "/" + "/".join(['g"h\\i.é{1}+(j)$'] * 30)
    deep = "/".join(["字" * 60] * 3)
    lines = "".join(f"  - {path}\n" for path in old.values())
    files: dict[str, str | bytes] = {
        f"{deep}/b.md": page("B", extra=f"redirect_from:\n{lines}"),
        "addresses.txt": "".join(f"gone {path}\n" for path in (*given_up.values(), quote(odd))),
    }
    with serving(server, tmp_path, files) as site:
        for path in old.values():
            assert len(path) in lengths
            answer = site.get(f"{path}?q=1")
            assert (answer.status, answer["location"]) == (301, quote(f"/{deep}/b/") + "?q=1")
        for path in (*given_up.values(), odd):
            assert site.get(quote(path)).status == 410, path
            assert site.get(quote(path[:-1])).status == 404, path
        nothing_else(site)


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize("prefix", ["", "help"])
def test_a_folder_without_its_slash_keeps_the_query(server, prefix: str, tmp_path: Path):
    base = f"/{prefix}" if prefix else ""
    with server.serving(tmp_path, make(tmp_path, prefix), base) as site:
        for asked, wanted in (
            ("/search?q=chain", "/search/?q=chain"),
            ("/search?q=a%20b&c={env.HOME}$1", "/search/?q=a%20b&c={env.HOME}$1"),
            ("/es/search?q=1", "/es/search/?q=1"),
            ("/care", "/care/"),
        ):
            answer = site.get(asked)
            assert (answer.status, answer["location"]) == (301, base + wanted), asked
        for asked in ("//search?q=1", "/%5Csearch?q=1", "//search/index.html?q=1"):
            assert not site.get(asked)["location"].startswith(("//", "/\\", "http")), asked


def serving(
    server, folder: Path, files: Mapping[str, str | bytes]
) -> AbstractContextManager[Served]:
    source = write(folder / "source", {"index.md": page("Help", "Text.\n")} | dict(files))
    options = Options(source=source, templates=None, out=folder / "dist", check=False, cache=False)
    served: AbstractContextManager[Served] = server.serving(folder, options)
    return served


def nothing_else(site: Served) -> None:
    """The rest of the site is as if there were no such value."""
    assert site.get("/").status == 200
    for path in ("/nothing", "/x", "/x0", "/care/x", "/uri"):
        assert site.get(path).status == 404, path

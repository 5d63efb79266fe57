"""A published site behind a real Caddy, with the configuration that ``server-config`` makes."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

from curbcut.commands.build import build
from curbcut.commands.lint import lint
from curbcut.commands.server_config import server_config
from curbcut.run import Options
from tests.making import HOME, page, write
from tests.publish.servers.serving import AWKWARD, Served, free_port, make, wait_for

CADDY = shutil.which("caddy")
pytestmark = pytest.mark.skipif(
    CADDY is None, reason="Caddy is not installed here (Debian: apt install caddy)"
)
WHOLE = """\
{{
  admin off
  auto_https off
}}
http://127.0.0.1:{port} {{
  bind 127.0.0.1
  root * {root}
  import {folder}/curbcut.caddy
}}
"""


@contextmanager
def serving(folder: Path, options: Options, prefix: str = "") -> Iterator[Served]:
    result = build(options)
    assert not result.blocking, [f.message for f in result.blocking]
    (folder / "curbcut.caddy").write_text(server_config(options, "caddy"), "utf-8")
    port = free_port()
    root = options.out.parent if prefix else options.out
    whole = WHOLE.format(folder=folder, port=port, root=root)
    (folder / "Caddyfile").write_text(whole, "utf-8")
    assert CADDY is not None
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    process = subprocess.Popen(
        [CADDY, "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")],
        env={**os.environ, **home},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        wait_for(process, port)
        yield Served(port, prefix, options.out)
    finally:
        process.terminate()
        process.communicate(timeout=10)


@pytest.fixture(scope="module", params=["", "help"], ids=["at the root", "below a path"])
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("caddy")
    prefix = request.param
    with serving(folder, make(folder, prefix), f"/{prefix}" if prefix else "") as site:
        yield site


def test_pages_with_their_headers(served: Served):
    for path in ("/", "/care/"):
        answer = served.get(path)
        assert answer.status == 200
        assert answer.body == (served.out / path.strip("/") / "index.html").read_bytes()
        assert "default-src 'none'" in answer["content-security-policy"]
        assert answer["cache-control"] == "no-cache"
        assert answer["server"] == ""


def test_redirects_keep_the_query(served: Served):
    for path, wanted in (
        ("/old/care", "/care/"),
        ("/old/care/?q=a%20b&c={env.HOME}", "/care/?q=a%20b&c={env.HOME}"),
        ("/care.php?q=$1", "/care/?q=$1"),
        ("/Care/?q=1", "/care/?q=1"),
        ("/r%C3%A9p%C3%A0rer/?q=1", "/care/?q=1"),
        ("/search/index.html?q=chain", "/search/?q=chain"),
        ("/care/index.html", "/care/"),
        ("/care?q=1", "/care/?q=1"),
    ):
        answer = served.get(path)
        assert (answer.status, answer["location"]) == (301, served.base + wanted), path
        # A browser that is not asked to look again keeps a permanent redirect for good.
        assert answer["cache-control"] == "no-cache", path
        assert "default-src 'none'" in answer["content-security-policy"], path
        assert answer["server"] == "", path


def test_not_found_pages(served: Served):
    for path in ("/nothing", "/_headers", "/_redirects", "/.curbcut.json"):
        answer = served.get(path)
        assert answer.status == 404, path
        assert b"Page not found" in answer.body
    assert served.get("/tandem/").status == 410


def test_gone_urls_with_special_characters_are_literal(served: Served):
    for path in AWKWARD:
        assert served.get(quote(path, safe="/")).status == 410, path
    # Not one of them is a pattern that takes the rest of the site with it.
    assert served.get("/anything/else").status == 404
    assert served.get("/care/").status == 200


@pytest.mark.parametrize(
    "path", ["//example.org/index.html", "/%5Cexample.org/index.html", "//example.org"]
)
def test_no_redirect_leads_to_another_host(served: Served, path: str):
    location = Served(served.port, "", served.out).get(path)["location"]
    assert not location.startswith(("//", "/\\", "http")), location


@pytest.mark.parametrize(
    "old",
    ["/*", "/a/*", "/{$HOME}", "/{uri}", "/a%7Bhost%7D", "/$uri", "/a;b", "/:splat", "/a%22b",
     "/a`b", "/a[b]"],
)  # fmt: skip
def test_old_urls_with_special_characters_are_refused(tmp_path: Path, old: str):
    """One such line made a whole site redirect to itself."""
    extra = f"redirect_from: '{old}'\n"
    source = write(tmp_path, {"index.md": HOME, "a.md": page("A", extra=extra)})
    (finding,) = lint(Options(source=source, templates=None)).blocking
    assert finding.rule.id in ("redirect-impossible", "front-matter-wrong-type")
    assert finding.span
    assert finding.span.line == 3


@pytest.mark.parametrize("path", ["/$host/", "/{$HOME}/", "/a b/", '/a"b/', "/a;b/", "/é/",
                                  "/.help/", "/../", "/" + "a" * 300])  # fmt: skip
def test_base_path_has_only_plain_characters(tmp_path: Path, path: str):
    settings = f"[site]\nurl = 'https://example.com{path}'\n"
    source = write(tmp_path, {"index.md": HOME, "site.toml": settings})
    (finding,) = lint(Options(source=source, templates=None)).blocking
    assert finding.rule.id == "site-settings"
    assert finding.span
    assert finding.span.line == 2

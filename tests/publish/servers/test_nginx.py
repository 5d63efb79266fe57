"""A published site behind a real nginx, with the configuration that ``server-config`` makes."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

from curbcut.commands.build import build
from curbcut.commands.server_config import server_config
from curbcut.run import Options
from tests.making import REPOSITORY
from tests.publish.servers.serving import AWKWARD, Answer, Served, free_port, make, wait_for

NGINX = shutil.which(
    "nginx", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/usr/local/sbin"
)
pytestmark = pytest.mark.skipif(
    NGINX is None, reason="nginx is not installed here (Debian: apt install nginx-light)"
)

FIRST_LOAD = 14 * 1000
"""Bytes of one round trip: ten segments of some 1,460 bytes (RFC 6928), less the headers."""

WHOLE = """\
daemon off;
master_process off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    root {root};
    include {folder}/curbcut.conf;
  }}
}}
"""


@contextmanager
def serving(folder: Path, options: Options, prefix: str = "") -> Iterator[Served]:
    result = build(options)
    assert not result.blocking, [f.message for f in result.blocking]
    config = server_config(options, "nginx")
    (folder / "curbcut.conf").write_text(config, "utf-8")
    root = options.out.parent if prefix else options.out
    port = free_port()
    whole = WHOLE.format(folder=folder, port=port, root=root)
    (folder / "nginx.conf").write_text(whole, "utf-8")
    assert NGINX is not None
    process = subprocess.Popen(
        [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf")],
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
    folder = tmp_path_factory.mktemp("served")
    prefix = request.param
    with serving(folder, make(folder, prefix), f"/{prefix}" if prefix else "") as site:
        yield site


SECURITY = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
}


def assert_guarded(answer: Answer) -> None:
    for name, value in SECURITY.items():
        assert answer[name] == value
    policy = answer["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "'unsafe-" not in policy
    assert "camera=()" in answer["permissions-policy"]
    assert not re.search(r"\d", answer["server"])


def test_pages(served: Served):
    for path in ("/", "/care/"):
        answer = served.get(path)
        assert answer.status == 200
        assert answer["content-type"] == "text/html; charset=utf-8"
        assert answer["cache-control"] == "no-cache"
        assert answer["x-robots-tag"] == ""
        assert answer.body == (served.out / path.strip("/") / "index.html").read_bytes()
        assert_guarded(answer)


def test_a_page_that_has_not_changed_is_not_sent_again(served: Served):
    first = served.get("/care/")
    again = served.get("/care/", If_None_Match=first["etag"])
    assert (again.status, again.body) == (304, b"")


def test_theme_files_are_cached_for_a_year(served: Served):
    answer = served.get(served.style())
    assert answer.status == 200
    assert answer["content-type"] == "text/css; charset=utf-8"
    assert answer["cache-control"] == "public, max-age=31536000, immutable"
    assert_guarded(answer)


def test_types(served: Served):
    for path, wanted in (
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/llms.txt", "text/plain; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/care/index.md", "text/markdown; charset=utf-8"),
        ("/.well-known/security.txt", "text/plain; charset=utf-8"),
        ("/leaflet.pdf", "application/pdf"),
    ):
        answer = served.get(path)
        assert (answer.status, answer["content-type"]) == (200, wanted), path
        assert_guarded(answer)
    assert served.get("/care/index.md")["x-robots-tag"] == "noindex"


def test_not_found_page_in_another_language(served: Served):
    for path, name in (("/es/nada/", "es/404.html"), ("/ar/nothing", "404.html")):
        answer = served.get(path)
        assert (answer.status, answer.body) == (404, (served.out / name).read_bytes()), path
        assert_guarded(answer)
    assert served.get("/es/404.html").status == 404


def test_not_found_page(served: Served):
    page = (served.out / "404.html").read_bytes()
    for path in ("/nothing", "/nothing/", "/care/nothing.html", "/assets/", "/assets/gone.css"):
        answer = served.get(path)
        assert (answer.status, answer.body) == (404, page), path
        assert answer["cache-control"] == "no-cache", path
        assert answer["content-type"] == "text/html; charset=utf-8"
        assert_guarded(answer)
    assert served.get("/404.html").status == 404


def test_redirects(served: Served):
    for old in ("/old/care", "/old/care/", "/care.php", "/Care/", "/r%C3%A9p%C3%A0rer/"):
        answer = served.get(old)
        assert (answer.status, answer["location"]) == (301, f"{served.base}/care/"), old
        assert_guarded(answer)
    gone = served.get("/tandem/")
    assert gone.status == 410
    assert b"Page not found" in gone.body


def test_gone_urls_with_special_characters_are_literal(served: Served):
    for path in AWKWARD:
        assert served.get(quote(path, safe="/")).status == 410, path
    assert served.get("/anything/else").status == 404


def test_the_slash_at_the_end(served: Served):
    for path, wanted in (
        ("/care", "/care/"),
        ("/care/index.html", "/care/"),
        ("/index.html", "/"),
        ("/care/index.html?x=1&y=%20", "/care/?x=1&y=%20"),
        ("/old/care?q=a", "/care/?q=a"),
        ("/care.php?q={env.HOME}$uri", "/care/?q={env.HOME}$uri"),
    ):
        answer = served.get(path)
        assert (answer.status, answer["location"]) == (301, served.base + wanted), path
    if served.base:
        assert served.get("")["location"] == f"{served.base}/"


@pytest.mark.parametrize(
    "path",
    [
        *("//example.org/index.html", "/\\example.org/index.html", "/%5Cexample.org/index.html"),
        *("//example.org/..", "/%2F%2Fexample.org/index.html", "//example.org"),
        "/x%0d%0aSet-Cookie:a=b/index.html",
    ],
)
def test_no_redirect_leads_to_another_host(served: Served, path: str):
    bare = Served(served.port, "", served.out)
    answer = bare.get(path)
    location = answer["location"]
    assert not location.startswith(("//", "/\\", "http")), location
    assert "set-cookie" not in answer.headers


def test_hidden_files_are_not_served(served: Served):
    assert (served.out / ".curbcut.json").is_file()
    for path in (
        *("/.curbcut.json", "/%2Ecurbcut.json", "/_headers", "/_redirects", "/.git/config"),
        *("/.well-known/../.curbcut.json", "/.well-known/%2e%2e/.curbcut.json"),
        "/.well-known/.curbcut.json",
    ):
        answer = served.get(path)
        assert answer.status == 404, path
        assert b"sha" not in answer.body


@pytest.mark.parametrize(
    "path", ["/../curbcut.conf", "/..%2fcurbcut.conf", "/assets/../../nginx.conf", "/care/..%5c.."]
)
def test_nothing_outside_the_site_is_served(served: Served, path: str):
    answer = Served(served.port, "", served.out).get(path)
    assert answer.status in (400, 404)
    assert b"curbcut_cache" not in answer.body
    assert b"daemon off" not in answer.body


def test_other_methods(served: Served):
    assert served.get("/care/", "HEAD").body == b""
    for method in ("POST", "PUT", "DELETE"):
        assert served.get("/care/", method, Content_Length="0").status == 405


def test_compression(served: Served):
    for path in ("/care/", served.style(), "/care/index.md"):
        plain, packed = served.get(path), served.get(path, Accept_Encoding="gzip")
        assert plain["content-encoding"] == ""
        assert packed["content-encoding"] == "gzip"
        assert packed["vary"] == "Accept-Encoding"
        assert gzip.decompress(packed.body) == plain.body
        assert len(packed.body) < len(plain.body) / 2
    assert served.get("/leaflet.pdf", Accept_Encoding="gzip")["content-encoding"] == ""
    assert served.get("/nothing", Accept_Encoding="gzip")["content-encoding"] == "gzip"


def test_the_first_load_of_every_article_of_the_flagship_fits_into_one_round_trip(tmp_path: Path):
    source = shutil.copytree(REPOSITORY / "site_src", tmp_path / "source")
    options = Options(
        source=source,
        templates=REPOSITORY / "templates",
        out=tmp_path / "dist",
        check=False,
        cache=False,
    )
    with serving(tmp_path, options) as site:
        sizes = {}
        # What an editor wrote has a Markdown twin beside it.
        for file in sorted(site.out.rglob("index.md")):
            path = "/" + file.parent.relative_to(site.out).as_posix().removeprefix(".")
            path = path if path == "/" else f"{path}/"
            sizes[path] = first_load(site, path)
        largest = max(sizes, key=lambda path: sizes[path])
        assert len(sizes) > 10
        assert sizes[largest] <= FIRST_LOAD, sorted(sizes.items(), key=lambda item: -item[1])[:5]


def first_load(site: Served, path: str) -> int:
    """The bytes on the line, without headers, for a page and all that it loads by itself."""
    html = site.get(path)
    assert html.status == 200, path
    total = len(site.get(path, Accept_Encoding="gzip").body)
    for address in loaded(html.body.decode()):
        steps = len([part for part in address.split("/") if part == ".."])
        here = path.strip("/").split("/") if path != "/" else []
        folder = here[: len(here) - steps] if steps else here
        rest = "/".join(part for part in address.split("/") if part not in ("..", "."))
        answer = site.get("/" + "/".join([*folder, rest]), Accept_Encoding="gzip")
        assert answer.status == 200, (path, address)
        total += len(answer.body)
    return total


def loaded(html: str) -> set[str]:
    """Addresses of style sheets, scripts, icons, and images that are not lazy."""
    found: set[str] = set()
    for tag in re.findall(r"<(?:link|script|img)\b[^>]*>", html):
        address = re.search(r'\b(?:href|src)="([^"]+)"', tag)
        link = tag.startswith("<link") and not re.search(r'rel="(stylesheet|icon|preload)', tag)
        if address and not link and 'loading="lazy"' not in tag:
            found.add(address[1])
    return found

"""The live preview: what it answers, what it shows beside the page, and what it survives."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from werkzeug.test import Client

from curbcut.browser.reach import Reach
from curbcut.browser.session import Session
from curbcut.commands.check_pages import check_targets
from curbcut.errors import CurbcutError
from curbcut.model.finding import Outcome, Severity
from curbcut.preview.server import Preview, follow, serving
from curbcut.preview.views import VISIONS
from curbcut.run import Options
from tests.making import REPOSITORY, page, picture, write

BODY = "Oil the chain.\n\n" + "Wipe it with a dry cloth.\n\n" * 60 + "See [the shop](shop.md).\n"
SITE = {
    "site.toml": '[site]\ntitle = "Bicycles"\n',
    "index.md": page("Home", "Welcome. See [care](care.md).\n"),
    "care.md": page("Care", BODY),
    "shop.md": page("Shop", "We are open from nine to five.\n"),
}
SECONDS = 60


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write(tmp_path / "site_src", SITE)


def options(source: Path, *, check: bool = False) -> Options:
    return Options(source=source, templates=None, check=check, cache=False)


def client(source: Path) -> tuple[Preview, Client]:
    preview = Preview(options(source))
    return preview, Client(preview.app)


@contextmanager
def window(source: Path, path: str, *, check: bool = False) -> Iterator[tuple[Session, str]]:
    """A preview that runs, its window in a browser."""
    preview = Preview(options(source, check=check))
    stop = threading.Event()
    thread = threading.Thread(target=follow, args=(preview, lambda *_: None, stop))
    with serving(preview, None) as address:
        thread.start()
        authority = urlsplit(address).netloc
        reach = Reach(routes=((authority, int(authority.split(":")[1])),))
        try:
            with Session(reach=reach) as session:
                session.open(f"{address}?page={path}")
                yield session, address
        finally:
            stop.set()
            thread.join()


def wait(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)


def panel_of(session: Session) -> str:
    return str(session.script("return document.querySelector('#findings').innerText"))


def test_pages_are_those_of_a_build_and_only_their_frame_is_new(source):
    preview, asking = client(source)
    assert preview.snapshot.prepared
    rendered = preview.snapshot.prepared.rendered
    pages = {one.path: one for one in rendered.pages}
    answer = asking.get("/care/")
    assert answer.status_code == 200
    assert answer.data == pages["/care/"].data
    policy = answer.headers["Content-Security-Policy"]
    built = rendered.headers_of("care/index.html")
    assert "frame-ancestors 'none'" in built["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "default-src 'none'" in policy
    assert asking.get("/care").headers["Location"].endswith("/care/")
    assert asking.get("/nothing/").status_code == 404
    assert asking.get("/../pyproject.toml").status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "0.0.0.0:8000", ""])
def test_other_names_of_this_machine_get_nothing(source, host):
    _, asking = client(source)
    answer = asking.get("/care/", headers={"Host": host})
    assert answer.status_code == 403
    assert b"chain" not in answer.data


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000"])
def test_names_of_the_loopback_are_answered(source, host):
    assert client(source)[1].get("/care/", headers={"Host": host}).status_code == 200


def test_it_only_shows(source):
    assert client(source)[1].post("/-/panel").status_code == 405


def test_a_site_below_a_path(source):
    settings = SITE["site.toml"] + 'url = "https://example.com/help/"\n'
    preview, asking = client(write(source, {"site.toml": settings}))
    assert asking.get("/help/care/").status_code == 200
    assert asking.get("/care/").status_code == 404
    assert asking.get("/").headers["Location"].endswith("/-/")
    assert 'src="/help/"' in asking.get("/-/").text
    assert "Findings on “<bdi" in asking.get("/-/panel?page=/help/care/").text
    assert preview.snapshot.base == "/help/"


def test_a_finding_has_its_line_its_fix_and_its_place(source):
    text = page("Care", "A line.\n\n![](chain.png)\n")
    write(source, {"care.md": text, "chain.png": picture()})
    _, asking = client(source)
    text = asking.get("/-/panel?page=/care/").text
    assert "care.md:6" in text
    assert "![](chain.png)" in text
    assert "Write ![What the picture shows](chain.png)" in text
    assert "/-/rule?id=image-alt-missing" in text
    assert "data-place=" in text
    rule = asking.get("/-/rule?id=image-alt-missing").text
    assert "Incorrect" in rule
    assert asking.get("/-/rule?id=no-such").status_code == 404
    home = asking.get("/-/panel?page=/").text
    assert "/-/?page=/care/" in home


def test_a_page_that_is_named_by_somebody_else_is_no_way_out(source):
    _, asking = client(source)
    for address in ("https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\x"):
        text = asking.get("/-/", query_string={"page": address}).text
        assert "evil" not in text
        assert "alert" not in text


def test_what_is_written_is_shown_as_text(source):
    write(source, {"care.md": page("'<b>&'", "[<i>x</i>](<no<b>.md>)\n")})
    text = client(source)[1].get("/-/panel?page=/care/").text
    assert "&lt;b&gt;" in text
    assert "<b>" not in text.replace("<bdi", "")


def test_bad_saves_are_survived(source):
    preview, asking = client(source)
    write(source, {"care.md": "---\ntitle: A: b: c\n---\nHalf of"})
    preview.rebuild()
    text = asking.get("/-/panel?page=/care/").text
    assert "care.md:2:9" in text
    assert "Half of" in asking.get("/care/").text  # shown all the same
    write(source, {"care.md": b"\xff\xfe\x00\xd8"})
    preview.rebuild()
    assert "care.md" in asking.get("/-/panel?page=/").text
    write(source, {"site.toml": "[site\n"})
    preview.rebuild()
    assert "site.toml:1" in asking.get("/-/panel?page=/").text
    for path in sorted(source.rglob("*")):
        path.unlink()
    source.rmdir()
    preview.rebuild()
    assert preview.snapshot.failure
    text = asking.get("/-/panel?page=/shop/").text
    assert "The last change cannot be shown" in text
    assert "We are open" in asking.get("/shop/").text
    write(source, SITE)
    preview.rebuild()
    assert "cannot be shown" not in asking.get("/-/panel?page=/care/").text


def test_a_port_that_is_taken(source):
    preview = Preview(options(source))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CurbcutError, match=f"Port {port} is in use"), serving(preview, port):
            pass
    with serving(preview, None) as one, serving(Preview(options(source)), None) as other:
        assert one != other


@pytest.mark.browser
def test_a_mistake_shows_at_its_line_and_goes_when_it_is_fixed(source):
    with window(source, "/care/") as (session, _):
        wait(lambda: "No findings" in panel_of(session))
        session.script(
            """const inside = document.querySelector("#page").contentWindow;
            inside.document.querySelector("main a[href*=shop]").focus();
            inside.scrollTo({top: 500, behavior: "instant"});"""
        )
        write(source, {"care.md": SITE["care.md"] + "\n![](chain.png)\n"})
        line = SITE["care.md"].count("\n") + 2
        wait(lambda: f"care.md:{line}" in panel_of(session))
        shown = """const inside = document.querySelector("#page").contentWindow;
            return [inside.document.querySelectorAll("main img").length, inside.scrollY,
                    inside.document.activeElement.textContent]"""
        wait(lambda: session.script(shown) == [1, 500, "the shop"])
        session.script("document.querySelector('[data-place]').click()")
        assert "IMG" in session.script(
            "return document.querySelector('#page').contentDocument.activeElement.tagName"
        )
        write(source, SITE)
        wait(lambda: "No findings" in panel_of(session))
        wait(lambda: session.script(shown)[0] == 0)


@pytest.mark.browser
def test_what_a_browser_finds_arrives(source):
    text = 'Light.\n\n<p style="color:#ccc">Pale words.</p>\n'
    settings = SITE["site.toml"] + "[markdown]\nhtml = true\n"
    write(source, {"site.toml": settings, "care.md": page("Care", text)})
    with window(source, "/care/", check=True) as (session, _):
        wait(lambda: "The browser is checking" not in panel_of(session))
        assert "Checked in a browser" in panel_of(session)


@pytest.mark.browser
def test_pictures_and_reading(source):
    preview, asking = client(source)
    try:
        looks = [one.id for one in VISIONS[:2]] + ["dark", "forced-colors", "print"]
        pictures = {look: asking.get(f"/-/picture?page=/care/&look={look}").data for look in looks}
        assert all(data.startswith(b"\x89PNG") for data in pictures.values())
        assert len(set(pictures.values())) == len(pictures)
        text = asking.get("/-/reading?page=/care/").text
        assert "heading, level 1</span>, Care" in text
        assert "link</span>, the shop" in text
        assert asking.get("/-/reading?page=/nothing/").status_code == 503
        assert asking.get("/-/picture?page=/care/&look=live").headers["Location"] == "/care/"
    finally:
        preview.close()


@pytest.mark.browser
def test_the_window_passes_our_own_check(source):
    write(source, {"care.md": page("Care", "A line.\n\n![](chain.png)\n")})
    (source / "index.md").write_text(page("Home", "Welcome.\n"))
    (source / "shop.md").unlink()
    with serving(Preview(options(source)), None) as address:
        result = check_targets([address], Options(cache=False))
    wrong = [
        (finding.rule.id, finding.message)
        for finding in result.findings
        if finding.outcome is not Outcome.CANT_TELL
        and finding.rule.severity is not Severity.SUGGESTION
    ]
    assert not wrong
    assert any("/care/" in one for one in result.pages)


@pytest.mark.slow
def test_the_command_starts_and_ends(source, tmp_path):
    command = [sys.executable, "-m", "curbcut", "serve", "--no-check", "--source", str(source)]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    with subprocess.Popen(
        command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, env=environment
    ) as running:
        assert running.stderr
        try:
            first = running.stderr.readline()
            assert first.startswith("Preview: http://127.0.0.1:")
            assert running.stderr.readline() == "5 pages, no findings before the browser.\n"
            write(source, {"care.md": page("Care", "![](chain.png)\n")})
            assert "2 findings, 2 of them blocking" in running.stderr.readline()
            # Not SIGINT: who starts the tests in the background of a shell has it ignored.
            running.send_signal(signal.SIGTERM)
            assert running.stderr.read() == "The preview has ended.\n"
            assert running.wait(SECONDS) == 0
        finally:
            running.kill()


def test_without_a_source_folder_it_does_not_start(tmp_path):
    from curbcut.commands.serve import serve

    with pytest.raises(CurbcutError, match="no folder"):
        serve(options(tmp_path / "none"), lambda words: None)

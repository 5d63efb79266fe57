"""Scripts, input and pictures; crashes; and that nothing is left behind."""

from __future__ import annotations

import os
import signal
import struct
import sys
import tempfile
import time
from pathlib import Path

import pytest

from curbcut.browser.driver.install import find_browser
from curbcut.browser.reach import Reach
from curbcut.browser.session import Session
from curbcut.browser.states import LIGHT, NARROW
from curbcut.browser.visit import PageError, ScriptError
from curbcut.model.finding import CurbcutError
from tests.browser.pages import MakePage


def test_values_go_in_and_out(session: Session, page: MakePage) -> None:
    session.open(page())
    values = [None, True, 1.5, "“ünï” \u2028 </script> \\", {"a": [1, {}]}]
    assert session.script("return [...arguments]", *values) == values
    assert session.script("") is None
    assert session.script("return await Promise.resolve(7) // done") == 7


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("throw new TypeError('so')", "TypeError: so"),
        ("await Promise.reject('plain')", "plain"),
        ("return (", "SyntaxError"),
        ("const a = {}; a.a = a; return a", "circular"),
    ],
)
def test_script_errors_are_reported(
    session: Session, page: MakePage, source: str, said: str
) -> None:
    session.open(page())
    with pytest.raises(ScriptError, match=said):
        session.script(source)
    assert session.script("return 1") == 1


def test_pages_cannot_interfere_with_our_scripts(session: Session, page: MakePage) -> None:
    session.open(
        page(
            "<h1>h</h1><script>JSON.stringify = () => '0'; Array.prototype.toJSON = () => 1;"
            "Object.prototype.toJSON = () => 2; Element.prototype.matches = () => true;"
            "document.querySelector = () => null; Promise.prototype.then = () => {};"
            "Function.prototype.apply = () => {}; globalThis.curbcut = 0</script>",
            headers_sent={
                "Content-Security-Policy": "script-src 'unsafe-inline'; "
                "require-trusted-types-for 'script'"
            },
        )
    )
    answer = session.script("return [document.querySelector('h1').matches('p'), {a: [1]}]")
    assert answer == [False, {"a": [1]}]
    assert session.script("return new Function('return 5')()") == 5


def test_an_endless_script_of_ours_loses_the_page(session: Session, page: MakePage) -> None:
    session.open(page())
    with pytest.raises(PageError) as caught:
        session.script("while (true) {}", timeout=0.3)
    assert caught.value.kind == "timeout"
    with pytest.raises(PageError):
        session.script("return 1")
    session.open(page())
    assert session.script("return 1") == 1


def test_a_page_that_goes_elsewhere_is_noticed(session: Session, page: MakePage) -> None:
    other = page("<p>Other</p>")
    session.open(page(f'<a href="{other}">Go</a>'))
    session.press_tab()
    session.press("Enter")
    for _ in range(100):
        session.visit()
        if session.moved:
            break
        time.sleep(0.02)
    with pytest.raises(PageError) as caught:
        session.script("return 1")
    assert caught.value.kind == "moved"
    assert other in str(caught.value)
    with pytest.raises(PageError):
        session.enter(NARROW)


def test_libraries_and_hooks(spare: Session, page: MakePage) -> None:
    spare.library("globalThis.early = document.documentElement?.localName ?? 'nothing yet'")
    url = page("<script>document.title = String(globalThis.hooked)</script>")
    spare.open(url)
    assert spare.script("return [early, document.title]") == ["nothing yet", "undefined"]
    spare.on_new_document("globalThis.hooked = 'before the page'")
    spare.library("globalThis.second = early + '!'")
    spare.open(url)
    assert spare.script("return [second, document.title]") == ["nothing yet!", "before the page"]
    assert spare.script("return typeof globalThis.hooked") == "undefined"
    spare.close()
    spare.open(url)
    assert spare.script("return [second, document.title]") == ["nothing yet!", "before the page"]


def test_a_reader_presses_keys(session: Session, page: MakePage) -> None:
    session.open(
        page(
            "<a href=#a id=one>1</a><input id=two><button id=three>3</button>"
            "<script>three.onclick = () => three.textContent = 'clicked'</script>"
        )
    )
    seen = []
    for _ in range(3):
        session.press_tab()
        seen.append(session.script("return document.activeElement.id"))
    assert seen == ["one", "two", "three"]
    session.press("Enter")
    session.press_tab(backwards=True)
    for key in ("H", "i", " ", "!"):
        session.press(key)
    session.press("Backspace")
    text = "return ['input', 'button'].map((one) => document.querySelector(one))"
    text += ".map((one) => one.value || one.textContent)"
    assert session.script(text) == ["Hi ", "clicked"]
    with pytest.raises(ValueError, match="no key"):
        session.press("Nonsense")


def test_a_reader_uses_a_mouse(session: Session, page: MakePage) -> None:
    session.open(
        page(
            "<button id=b>b</button><script>b.onclick = () => b.title = 'clicked'</script>",
            head="<style>button{position:fixed;inset:0 auto auto 0;width:50px;height:50px}"
            "button:hover{color:rgb(1,2,3)}</style>",
        )
    )
    session.hover(20, 20)
    color = "return getComputedStyle(document.querySelector('button')).color"
    assert session.script(color) == "rgb(1, 2, 3)"
    session.hover(300, 300)
    assert session.script(color) == "rgb(0, 0, 0)"
    session.click(20, 20)
    assert session.script("return document.querySelector('button').title") == "clicked"


def test_pictures(session: Session, page: MakePage) -> None:
    session.open(page('<p style="height:3000px">p</p>'))
    assert _size(session.screenshot()) == (1280, 800)
    assert _size(session.screenshot((10, 20, 30, 40))) == (30, 40)
    assert _size(session.screenshot((0, 2500, 100, 50), beyond=True)) == (100, 50)


def _size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_the_accessibility_tree(session: Session, page: MakePage) -> None:
    session.open(page('<main><a href="#" aria-label="Named">x</a></main>'))
    nodes = session.accessibility_tree()
    found = {(node["role"]["value"], node.get("name", {}).get("value")) for node in nodes}
    assert ("link", "Named") in found


def test_every_frame_is_reached(session: Session, page: MakePage) -> None:
    inner = page("<p>in</p>", path="inner.html")
    session.open(page(f'<iframe src="{inner}" title="t"></iframe>'))
    text = "return document.querySelector('iframe').contentDocument.body.textContent"
    assert session.script(text) == "in"


def test_a_tab_that_crashes_is_retried_once(session: Session, page: MakePage) -> None:
    url = page()
    tries: list[int] = []

    def work() -> str:
        tries.append(1)
        session.open(url)
        if len(tries) == 1:
            session.cdp("Page.crash")
        return str(session.script("return document.title"))

    assert session.retrying(work) == "T"
    assert len(tries) == 2


def test_a_second_crash_is_reported(session: Session, page: MakePage) -> None:
    url = page()
    tries: list[int] = []

    def work() -> None:
        tries.append(1)
        session.open(url)
        session.cdp("Page.crash")

    with pytest.raises(PageError) as caught:
        session.retrying(work)
    assert caught.value.kind == "crashed"
    assert len(tries) == 2
    assert session.open(url).status == 200


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_browser_that_is_killed_in_the_middle(spare: Session, page: MakePage) -> None:
    url = page()
    tries: list[int] = []

    def work() -> str:
        tries.append(1)
        spare.open(url)
        if len(tries) == 1:
            pid = spare.browser_pid
            os.kill(pid, signal.SIGKILL)
        spare.enter(LIGHT)
        return str(spare.script("return document.title"))

    assert spare.retrying(work) == "T"
    assert (len(tries), spare.starts) == (2, 2)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_browser_that_is_stopped_is_given_up(spare: Session, page: MakePage) -> None:
    """SIGSTOP is the worst kind of hang: nothing answers, and nothing ends."""
    spare.open(page())
    pid = spare.browser_pid
    os.kill(pid, signal.SIGSTOP)
    with pytest.raises(PageError) as caught:
        spare.script("return 1", timeout=0.5)
    assert caught.value.kind == "timeout"
    assert not _alive(pid)
    assert spare.open(page()).status == 200


@pytest.mark.browser
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at /proc")
def test_nothing_is_left_behind(
    page: MakePage, reach: Reach, monkeypatch: pytest.MonkeyPatch
) -> None:
    aside = Path(tempfile.mkdtemp(prefix="t"))
    monkeypatch.setattr(tempfile, "tempdir", str(aside))
    monkeypatch.setenv("TMPDIR", str(aside))
    with pytest.raises(KeyboardInterrupt), Session(reach=reach) as session:
        session.open(page())
        (profile,) = aside.iterdir()
        pid = session.browser_pid
        pids = [pid, *_children(pid)]
        assert len(pids) > 2
        session.interrupt()
        raise KeyboardInterrupt
    # Its processes end when the first one has, which may take the system a moment.
    end = time.monotonic() + 30
    while (left := [pid for pid in pids if _alive(pid)]) and time.monotonic() < end:
        time.sleep(0.05)
    assert not left
    assert not profile.exists()
    aside.rmdir()


def _children(parent: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(stat[1]) == parent:
                found.append(int(entry.name))
    return found


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


def test_a_session_without_a_page(spare: Session) -> None:
    with pytest.raises(PageError):
        spare.script("return 1")
    assert spare.browser_version.count(".") == 3
    assert spare.driver_version.partition(".")[0] == spare.browser_version.partition(".")[0]


def test_a_driver_at_an_address_is_used_like_a_grid(page: MakePage, reach: Reach) -> None:
    from selenium.webdriver.chrome.service import Service

    service = Service(find_browser().driver_path)
    service.start()
    try:
        with Session(grid=service.service_url, reach=reach) as session:
            assert session.open(page()).status == 200
            assert session.script("return document.title") == "T"
            pid = session.browser_pid
        assert not _alive(pid)
    finally:
        service.stop()


def test_a_grid_that_is_not_there() -> None:
    with (
        pytest.raises(CurbcutError, match="does not start"),
        Session(grid="http://127.0.0.1:9") as s,
    ):
        s.start()

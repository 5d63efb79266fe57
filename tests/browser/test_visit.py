"""What a visit tells about a page, and what becomes of pages that cannot be visited."""

from __future__ import annotations

import time

import pytest

from curbcut.browser.devtools import event_log as record
from curbcut.browser.session import Session
from curbcut.browser.visit import PageError, Redirect
from curbcut.checks.runner.loading import judge
from curbcut.model.finding import Outcome
from tests.browser.pages import MakePage


def test_a_page_is_visited(session: Session, page: MakePage) -> None:
    url = page(head='<link rel="stylesheet" href="/s.css">', others={"s.css": b"p{color:red}"})
    visit = session.open(url)
    assert (visit.url, visit.final_url, visit.status) == (url, url, 200)
    assert [(one.kind, one.status, one.error) for one in visit.requests] == [
        ("document", 200, ""),
        ("stylesheet", 200, ""),
    ]
    assert dict(visit.headers)["content-type"] == "text/html; charset=utf-8"
    assert not (visit.console or visit.errors or visit.violations or visit.cookies)
    assert visit.seconds > 0


def test_console_and_script_errors_have_their_place(session: Session, page: MakePage) -> None:
    url = page(
        "<script>\nconsole.error('broken', 1);\nconsole.warn('careful');console.log('fine');\n"
        "Promise.reject(new Error('nobody cares'));\nnull.x;\n</script>"
    )
    visit = session.open(url)
    said = [(one.level, one.text, one.line) for one in visit.console]
    assert said == [("error", "broken 1", 2), ("warning", "careful", 3)]
    assert [(one.level, one.line) for one in visit.errors] == [("uncaught", 5), ("rejection", 4)]
    assert "Cannot read properties of null" in visit.errors[0].text
    assert "nobody cares" in visit.errors[1].text


def test_a_missing_file_is_a_failed_request(session: Session, page: MakePage) -> None:
    visit = session.open(page('<img src="/gone.png" alt="">'))
    assert [one.status for one in visit.requests] == [200, 404]
    assert "404" in visit.console[0].text


def test_the_policy_is_enforced_and_violations_reported(session: Session, page: MakePage) -> None:
    policy = {"Content-Security-Policy": "default-src 'self'"}
    visit = session.open(page("<script>document.title='no'</script>", headers_sent=policy))
    (violation,) = visit.violations
    assert violation.directive == "script-src-elem"
    assert violation.blocked == "inline"
    assert session.script("return document.title") == "T"


def test_other_origins_are_not_reached_but_recorded(session: Session, page: MakePage) -> None:
    visit = session.open(
        page(
            '<img src="http://tracker.example/pixel.gif" alt="">'
            '<img src="http://192.0.2.1/" alt="">'
            "<script>new WebSocket('ws://socket.example/')</script>"
        )
    )
    outside = {one.url: (one.kind, one.status, one.error) for one in visit.requests[1:]}
    assert outside == {
        "http://tracker.example/pixel.gif": ("image", 0, "out of reach"),
        "http://192.0.2.1/": ("image", 0, "out of reach"),
        "ws://socket.example/": ("websocket", 0, ""),
    }


def test_cookies_and_storage_are_reported_and_cleared_on_the_next_page(
    session: Session, page: MakePage
) -> None:
    store = "<script>document.cookie='a=1';localStorage.b='2'</script>"
    visit = session.open(page(store, headers_sent={"Set-Cookie": "c=3; HttpOnly"}))
    assert visit.cookies == ("a", "c")
    visit = session.open(page())
    assert visit.cookies == ()
    assert session.script("return [document.cookie, localStorage.length]") == ["", 0]


def test_redirects_are_reported(session: Session, hostile: str) -> None:
    visit = session.open(f"{hostile}/hop/")
    assert visit.final_url == f"{hostile}/end/"
    assert visit.redirects == (Redirect(f"{hostile}/hop/", 301),)


def test_a_page_that_sends_the_reader_on_is_followed(session: Session, page: MakePage) -> None:
    end = page("<p>End</p>")
    start = page(head=f'<meta http-equiv="refresh" content="0; url={end}">')
    visit = session.open(start)
    assert visit.final_url == end
    assert visit.redirects == (Redirect(start, 0),)


def test_what_scripts_fetch_at_once_is_waited_for(session: Session, hostile: str) -> None:
    session.open(f"{hostile}/late/")
    assert session.script("return document.body.textContent") == "Fetched"


def test_opening_the_same_page_again_with_a_fragment(session: Session, page: MakePage) -> None:
    url = page("<script>globalThis.x=1</script>")
    session.open(url)
    visit = session.open(f"{url}#part")
    assert visit.status == 200
    assert visit.final_url == f"{url}#part"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/loop/", "redirect-loop"),
        ("/nowhere/", "http"),
        ("/empty-500/", "http"),
        ("/hang-up/", "network"),
    ],
)
def test_addresses_that_are_no_page(session: Session, hostile: str, path: str, kind: str) -> None:
    with pytest.raises(PageError) as caught:
        session.open(hostile + path)
    assert caught.value.kind == kind


def test_unreachable_hosts(session: Session) -> None:
    with pytest.raises(PageError) as caught:
        session.open("http://nowhere.example/")
    assert caught.value.kind == "network"
    assert "is out of reach of this check" in str(caught.value)


def test_a_download_is_no_page(session: Session, page: MakePage) -> None:
    url = page(
        path="paper.bin",
        headers_sent={"Content-Disposition": "attachment", "Content-Type": "application/x"},
    )
    with pytest.raises(PageError) as caught:
        session.open(url)
    assert caught.value.kind == "download"


def test_a_pdf_is_no_page(session: Session, page: MakePage) -> None:
    url = page(others={"paper.pdf": b"%PDF-1.4\n%%EOF"}).rpartition("/page-")[0]
    with pytest.raises(PageError, match="PDF"):
        session.open(f"{url}/paper.pdf")


def test_an_icon_that_only_the_browser_asks_for_is_not_held_against_the_page(
    spare: Session, page: MakePage
) -> None:
    visit = spare.open(page())
    time.sleep(0.3)
    visit = spare.visit()
    assert [one.kind for one in visit.requests] == ["document"]
    assert visit.console == ()


def test_a_page_that_reloads_itself_without_end(session: Session, page: MakePage) -> None:
    with pytest.raises(PageError) as caught:
        session.open(page("<script>location.replace('?' + Math.random())</script>"))
    assert caught.value.kind == "redirect-loop"


def test_a_page_that_never_ends_loading(session: Session, hostile: str) -> None:
    with pytest.raises(PageError) as caught:
        session.open(f"{hostile}/slow-image/", timeout=1)
    assert caught.value.kind == "timeout"
    assert f"{hostile}/never" in str(caught.value)


@pytest.mark.parametrize(
    "script",
    [
        "while (true) {}",
        "addEventListener('load', () => { while (true) {} })",
        "while (true) alert('again')",
        "(function next() { Promise.resolve().then(next) })()",
    ],
)
def test_an_endless_script_costs_its_time_limit(
    session: Session, page: MakePage, script: str
) -> None:
    starts = session.starts
    with pytest.raises(PageError) as caught:
        session.open(page(f"<script>{script}</script>"), timeout=1)
    assert caught.value.kind == "timeout"
    assert session.open(page()).status == 200
    assert session.starts == starts, "a new tab is enough"


def test_message_boxes_are_closed_and_reported(session: Session, page: MakePage) -> None:
    url = page(
        "<script>alert('one'); document.title = String(confirm('two')) + prompt('three');"
        "addEventListener('load', () => alert('four'));"
        "setInterval(() => alert('more'), 20);"
        "addEventListener('beforeunload', (event) => event.preventDefault())</script>"
    )
    visit = session.open(url)
    assert [one.text for one in visit.dialogs[:4]] == ["one", "two", "three", "four"]
    assert session.script("return document.title") == "falsenull"
    session.press("a")
    assert session.open(page()).dialogs == (), "the boxes of the page before are not this one's"


def test_windows_that_a_page_opens_are_closed(session: Session, page: MakePage) -> None:
    other = page()
    url = page(f'<button onclick="window.open({other!r})">Open</button>')
    session.open(url)
    session.press_tab()
    session.press("Enter")
    for _ in range(50):
        if session.visit().popups:
            break
        time.sleep(0.02)
    assert len(session.visit().popups) == 1
    assert session.script("return document.hasFocus()")


def test_what_a_page_asks_for_as_it_is_left_is_not_the_next_one_s(
    session: Session, page: MakePage
) -> None:
    """A beacon, a request that outlives its page, a frame and a worker, each as it goes."""
    leave = (
        "addEventListener('pagehide', () => { navigator.sendBeacon('/beacon');"
        " fetch('/kept', { keepalive: true }); new Image().src = '/pixel';"
        " new WebSocket('ws://' + location.host + '/socket'); });"
        " setInterval(() => fetch('/again', { keepalive: true }), 1);"
    )
    inner = page(f"<script>{leave}</script>")
    work = "setInterval(() => fetch('/worker'), 1)"
    worker = f"new Worker(URL.createObjectURL(new Blob([`{work}`])))"
    first = page(f"<script>{leave}{worker}</script><iframe src='{inner}' title='F'></iframe>")
    second = page("<h1>Innocent</h1>")
    for _ in range(5):
        session.open(first)
        visit = session.open(second)
        assert [one.url for one in visit.requests] == [second]


def test_fifty_thousand_elements(session: Session, page: MakePage) -> None:
    url = page("<p>x<b>y</b></p>" * 25_000)
    assert session.open(url).status == 200
    assert session.script("return document.getElementsByTagName('*').length") > 50_000


def test_a_page_that_floods_the_console(session: Session, page: MakePage) -> None:
    visit = session.open(page("<script>for (let i = 0; i < 5000; i++) console.error(i)</script>"))
    assert len(visit.console) == 1000
    assert not visit.unwatched


def test_every_request_is_watched(session: Session, page: MakePage) -> None:
    """The last of many is the one that counts; and of too many it is said that they were."""
    many = "".join(f'<img src="x{n}.png" alt="">' for n in range(1500))
    visit = session.open(page(f'{many}<img src="http://tracker.example/x.png" alt="">'))
    assert "http://tracker.example/x.png" in {one.url for one in visit.requests}
    assert not visit.unwatched
    assert not [one for one in judge(visit, own=True) if one.outcome is Outcome.UNTESTED]


def test_more_requests_than_are_watched_are_reported(
    session: Session, page: MakePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record, "MOST_REQUESTS", 10)
    again = "for (let n = 0; n < 30; n++) fetch('/same', {cache: 'no-store'})"
    assert not session.open(page(f"<script>{again}</script>")).unwatched
    visit = session.open(page("".join(f'<img src="x{n}.png" alt="">' for n in range(20))))
    assert visit.unwatched
    (problem,) = [one for one in judge(visit, own=False) if one.outcome is Outcome.UNTESTED]
    assert "was not recorded" in problem.message

"""What a page collects or reveals about its reader: a matter of privacy, not of WCAG.

A page with Curbcut's own theme must do none of this, so there it fails. On other pages it is a
question. There is one finding for each kind, however often it occurs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from curbcut.browser import states
from curbcut.browser.reach import DOMAIN
from curbcut.browser.visit import Visit
from curbcut.checks.api import Check, PageInState, message_of, question_of, target_from
from curbcut.model.finding import Outcome, Problem, Rule, Severity

_WHY_STORED = (
    "What is stored on a reader's device can identify them later. In many countries,"
    " they must agree"
    " first."
)

TRACKER = Rule(
    id="tracker",
    summary="The page reports its readers to a tracking company",
    why="A company learns who reads about which illness, debt or right, and sells it on.",
    fix="Remove the tracker. Count visits from the server log if you need to.",
    question="Is the tracker needed, and has the reader agreed to it?",
    how="Requests and addresses in the page are compared with a list of known tracking hosts.",
    limits="Trackers on the site's own host, and those not on the list.",
    messages={"cantTell": "The page reports its readers to {hosts}"},
    examples=(
        (
            (
                "<p>A chain costs £20.</p>\n"
                "<script async "
                'src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>'
            ),
            "<p>A chain costs £20.</p>",
        ),
    ),
)
COOKIE = Rule(
    id="cookie-set",
    summary="The page sets a cookie",
    why=_WHY_STORED,
    fix="Remove the cookie. A page that is only read needs none.",
    question="Is the cookie needed for something that the reader asked for?",
    how="The browser's cookies after the page has loaded, without any consent given.",
    messages={"cantTell": "The page sets cookies: {names}"},
    examples=(
        (
            ('<p>A chain costs £20.</p>\n<script>document.cookie = "visitor=17; path=/";</script>'),
            "<p>A chain costs £20.</p>",
        ),
    ),
)
STORED = Rule(
    id="storage-used",
    summary="The page stores data on the reader's device",
    why=_WHY_STORED,
    fix="Store nothing, or only after the reader has asked to have something remembered.",
    question="Is what is stored needed for something that the reader asked for?",
    how="localStorage, sessionStorage and IndexedDB after the page has loaded.",
    messages={"cantTell": "The page stores data in {names}"},
    examples=(
        (
            ('<p>A chain costs £20.</p>\n<script>localStorage.setItem("seen", "1");</script>'),
            "<p>A chain costs £20.</p>",
        ),
    ),
)
FINGERPRINT = Rule(
    id="fingerprinting",
    summary="The page reads values that can identify a device",
    why=(
        "Readers can be recognised without a cookie. People with unusual settings, as many"
        " disabled people have, are recognised most easily."
    ),
    fix="Remove the script that reads them.",
    question="Are these values needed for something that the reader sees?",
    how=(
        "Calls that read back a drawing, list devices or plug-ins, or ask for the exact device"
        " model, recorded while the page loads."
    ),
    limits="A single call often has another reason.",
    messages={"cantTell": "The page reads {names}"},
    examples=(
        (
            (
                "<p>A chain costs £20.</p>\n"
                "<script>\n"
                '  const canvas = document.createElement("canvas");\n'
                '  canvas.getContext("2d").fillText("Bicycle", 1, 9);\n'
                "  const reader = canvas.toDataURL() + navigator.plugins.length;\n"
                "</script>"
            ),
            "<p>A chain costs £20.</p>",
        ),
    ),
)
INLINE = Rule(
    id="inline-script",
    summary="The page has inline scripts",
    why=(
        "A security policy that blocks foreign scripts must allow inline ones, and with them"
        " injected ones."
    ),
    fix=(
        "Move scripts and event attributes into a file, and forbid inline scripts with a"
        " Content-Security-Policy."
    ),
    question="Can the inline scripts be moved into files?",
    how="Script elements with content and attributes such as onclick.",
    messages={
        "cantTell": "The markup has {scripts} inline scripts and {handlers} event attributes"
    },
    examples=(
        (
            '<button onclick="print()">Print this page</button>',
            '<button id="print">Print this page</button>',
        ),
    ),
)
MIXED = Rule(
    id="mixed-content",
    summary="A secure page loads something over http",
    why="Anyone on the network can see or change it, and browsers block it.",
    fix="Change http: to https: in its address, or serve it from this site.",
    question="Is it also available over https?",
    how=(
        "What the browser reports as mixed content, and http: addresses on a page served over"
        " https or checked on this machine before it is published."
    ),
    messages={"cantTell": "Loaded over http: {names}"},
    examples=(
        (
            ('<p><img src="http://example.com/chain.svg" alt="A chain with a worn link"></p>'),
            '<p><img src="chain.svg" alt="A chain with a worn link"></p>',
        ),
    ),
)
FORM = Rule(
    id="form-insecure",
    summary="A form sends data to another site or unencrypted",
    why="Readers cannot see who receives what they type.",
    fix="Send forms to this site, over https.",
    question="Do readers know that “{to}” receives what they type?",
    how="Forms whose address is on another site, and password fields on a page without https.",
    limits="Forms sent by a script.",
    messages={
        "cantTell": "A form sends its data to {to}",
        "password": "A page without https asks for a password",
    },
    examples=(
        (
            (
                '<form action="https://forms.example.com/send">\n'
                '  <p><label>Question <input name="question"></label></p>\n'
                "  <button>Send</button>\n"
                "</form>"
            ),
            (
                '<form action="/send">\n'
                '  <p><label>Question <input name="question"></label></p>\n'
                "  <button>Send</button>\n"
                "</form>"
            ),
        ),
    ),
)
FRAME = Rule(
    id="foreign-frame",
    summary="The page shows another site in a frame",
    why="That site learns who reads the page, and you do not control what it shows.",
    fix="Show a link or a still image first, and the frame when the reader asks for it.",
    question="Is the other site needed on this page, and is it accessible itself?",
    how="Frames with an address on another site.",
    messages={"cantTell": "The page shows other sites in a frame: {names}"},
    examples=(
        (
            '<iframe title="Where to find us" src="https://maps.example.com/"></iframe>',
            '<p><a href="https://maps.example.com/">Map: where to find us</a></p>',
        ),
    ),
)
AUTOMATION = Rule(
    id="automation-asked",
    summary="The page checks whether a machine is visiting it",
    why=(
        "If a page shows machines something different, the check says nothing about what people"
        " see."
    ),
    fix="Remove the script that reads navigator.webdriver, or check the page by hand as well.",
    severity=Severity.SUGGESTION,
    question="Does the page show people the same as it showed the check?",
    how=(
        "Reads of navigator.webdriver while the page loads. The browser answers like one that is"
        " not automated, and does not call itself headless."
    ),
    limits="Scripts that recognise machines by their speed, hardware or address.",
    messages={
        "cantTell": "The page reads navigator.webdriver, which distinguishes machines from people",
    },
    examples=(
        (
            (
                "<p>A chain costs £20.</p>\n"
                "<script>\n"
                '  if (navigator.webdriver) document.querySelector("p").textContent = "All '
                'is well";\n'
                "</script>"
            ),
            "<p>A chain costs £20.</p>",
        ),
    ),
)

# Well-known hosts; each stands for everything below it.
# fmt: off
_TRACKERS = (
    "google-analytics.com", "googletagmanager.com", "googleadservices.com",
    "googlesyndication.com", "doubleclick.net", "adservice.google.com", "connect.facebook.net",
    "facebook.com/tr", "hotjar.com", "clarity.ms", "bat.bing.com", "mixpanel.com", "segment.com",
    "segment.io", "amplitude.com", "fullstory.com", "mouseflow.com", "crazyegg.com",
    "luckyorange.com", "quantserve.com", "scorecardresearch.com", "omtrdc.net", "demdex.net",
    "adobedtm.com", "newrelic.com", "nr-data.net", "optimizely.com", "snap.licdn.com",
    "ads-twitter.com", "static.ads-twitter.com", "analytics.tiktok.com", "analytics.twitter.com",
    "mc.yandex.ru", "hm.baidu.com", "matomo.cloud", "plausible.io", "statcounter.com",
    "chartbeat.com", "parsely.com", "taboola.com", "outbrain.com", "criteo.com", "criteo.net",
    "adnxs.com", "amazon-adsystem.com", "pinimg.com/ct", "hs-analytics.net", "hs-scripts.com",
    "pardot.com", "marketo.net", "heapanalytics.com", "logrocket.io", "inspectlet.com",
    "smartlook.com", "sentry-cdn.com", "addthis.com", "sharethis.com", "cloudflareinsights.com",
)
# fmt: on
_TELLING = frozenset(
    {
        "canvas",
        "graphics card",
        "audio",
        "list of cameras and microphones",
        "list of plug-ins",
        "battery",
        "exact browser and device",
        "location",
    }
)
_CALLS = 'JSON.stringify((globalThis[Symbol.for("curbcut.watch")] || {}).calls || {})'


def run(page: PageInState) -> Iterator[Problem]:
    """Yield one problem for each kind of tracking."""
    found = page.script("return checks.privacy()")
    visit = page.visit
    calls = asked_of_device(page) if found["scripts"] or found["handlers"] else frozenset()
    outcome = Outcome.FAILED if page.own else Outcome.CANT_TELL
    for rule in CHECK.rules:
        page.applied(rule.id)
    for rule, key, at, data in (
        *_told(visit, found, calls),
        *_kept(visit, found, calls),
        *_carried(visit, found),
    ):
        words, question = message_of(rule, key, data), question_of(rule, outcome, data)
        yield Problem(rule.id, words, target_from(at), outcome, question=question)


type _Note = tuple[Rule, str, Any, dict[str, object]]


def _told(visit: Visit, found: dict[str, Any], calls: frozenset[str]) -> Iterator[_Note]:
    """Whom the page tells of its reader, and what it asks of the device."""
    addresses = {request.url for request in visit.requests} | set(found["addresses"])
    hosts = sorted({host for host in map(_tracker, addresses) if host})
    if hosts:
        yield TRACKER, "cantTell", None, {"hosts": _list(hosts)}
    # One of the questions may have a reason of its own; several are a fingerprint.
    asked = calls & _TELLING
    if len(asked) > 1 or "location" in asked:
        yield FINGERPRINT, "cantTell", None, {"names": _list(sorted(asked))}
    if "automation" in calls:
        yield AUTOMATION, "cantTell", None, {}
    if found["frames"]:
        yield FRAME, "cantTell", found["frameAt"], {"names": _list(found["frames"])}


def _kept(visit: Visit, found: dict[str, Any], calls: frozenset[str]) -> Iterator[_Note]:
    """What the page leaves on the device."""
    if visit.cookies:
        yield COOKIE, "cantTell", None, {"names": _list(visit.cookies)}
    stored = [*found["stored"], *(["IndexedDB"] if "IndexedDB" in calls else ())]
    if stored:
        yield STORED, "cantTell", None, {"names": _list(stored)}


def _carried(visit: Visit, found: dict[str, Any]) -> Iterator[_Note]:
    """What is unprotected on the page itself and on the way from and to it."""
    if found["inline"] or found["handlers"]:
        at = found["inlineAt"] or found["handlersAt"]
        data = {"scripts": found["inline"], "handlers": found["handlers"]}
        yield INLINE, "cantTell", at, data
    insecure = sorted({*visit.mixed_content, *found["insecure"]} - {""})
    if insecure:
        yield MIXED, "cantTell", None, {"names": _list(insecure)}
    for form in found["forms"]:
        yield FORM, "cantTell", form["target"], {"to": form["to"]}
    if found["passwords"] and _unprotected(visit.final_url):
        yield FORM, "password", found["passwordAt"], {"to": "this site"}


def asked_of_device(page: PageInState) -> frozenset[str]:
    """What the page asked of the device; see watch.js. The page's answer is not trusted."""
    # A page that takes too long to answer is untested: what it asked is not known.
    answer = page.session.cdp(
        "Runtime.evaluate", {"expression": _CALLS, "returnByValue": True, "timeout": 10_000}
    )
    with suppress(ValueError):
        calls = json.loads(answer.get("result", {}).get("value") or "{}")
        if isinstance(calls, dict):
            return frozenset(str(kind) for kind in calls)
    return frozenset()


def _tracker(url: str) -> str:
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    for known in _TRACKERS:
        name, _, path = known.partition("/")
        if (host == name or host.endswith(f".{name}")) and parts.path.startswith(f"/{path}"):
            return host
    return ""


def _unprotected(url: str) -> bool:
    parts = urlsplit(url)
    host = parts.hostname or ""
    local = host in ("localhost", "127.0.0.1", "::1") or host.endswith(f".{DOMAIN}")
    return parts.scheme == "http" and not local


def _list(names: Any) -> str:
    names = list(names)
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(names[:5]) + more


# What is stored, asked and sent while loading is the same in every state.
CHECK = Check(
    rules=(TRACKER, COOKIE, STORED, FINGERPRINT, INLINE, MIXED, FORM, FRAME, AUTOMATION),
    states=(states.LIGHT,),
    run=run,
)

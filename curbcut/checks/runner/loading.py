"""Rules for what happened while the page was open: errors, missing files, foreign requests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from curbcut.browser.devtools.event_log import MOST_REQUESTS
from curbcut.browser.visit import Message, Request, Visit
from curbcut.model.finding import Outcome, Problem, Rule, Severity, Target

SCRIPT_ERROR = Rule(
    id="script-error",
    summary="A script on the page fails",
    why="Whatever the script does fails for some readers or for all.",
    fix="Correct the script at the position that the message gives.",
    severity=Severity.WARNING,
    how="Uncaught exceptions and promise rejections while the page is open, in all states.",
    examples=(
        (
            (
                '<p id="price">A chain costs £20.</p>\n'
                '<script>document.getElementById("prices").hidden = false;</script>'
            ),
            (
                '<p id="price">A chain costs £20.</p>\n'
                '<script>document.getElementById("price").hidden = false;</script>'
            ),
        ),
    ),
)
CONSOLE_ERROR = Rule(
    id="console-error",
    summary="The browser reports an error on the page",
    why="Something that the page needs is missing or broken.",
    fix="Open the page with the browser's console and fix what the message names.",
    severity=Severity.WARNING,
    how="Errors in the browser's console. What other rules report by name is left out.",
    examples=(
        (
            (
                "<p>A chain costs £20.</p>\n"
                '<script>console.error("The prices are out of date");</script>'
            ),
            "<p>A chain costs £20.</p>",
        ),
    ),
)
MISSING_FILE = Rule(
    id="file-missing",
    summary="A file that the page needs is missing",
    why="Readers miss an image, a style or a function, often without knowing.",
    fix="Put the file where the page expects it, or remove the reference.",
    how="Requests that the page's own server answers with a status of 400 or above.",
    examples=(
        (
            ('<p>A chain costs £20.</p>\n<script src="prices-old.js"></script>'),
            ('<p>A chain costs £20.</p>\n<script src="prices.js"></script>'),
        ),
    ),
)
POLICY = Rule(
    id="policy-violation",
    summary="The page breaks its Content-Security-Policy",
    why="The browser blocks it, so it does not work, and it may be somebody else's code.",
    fix="Remove the inline script or style, or move it into a file of the site.",
    examples=(
        (
            (
                "<!DOCTYPE html>\n"
                '<html lang="en">\n'
                "<head>\n"
                '  <meta charset="utf-8">\n'
                "  <title>Bicycle care</title>\n"
                '  <meta http-equiv="Content-Security-Policy" content="script-src \'self\'">\n'
                "</head>\n"
                "<body><main>\n"
                "  <h1>Bicycle care</h1>\n"
                "  <p>Oil the chain once a month.</p>\n"
                '  <script>document.querySelector("p").hidden = false;</script>\n'
                "</main></body>\n"
                "</html>"
            ),
            (
                "<!DOCTYPE html>\n"
                '<html lang="en">\n'
                "<head>\n"
                '  <meta charset="utf-8">\n'
                "  <title>Bicycle care</title>\n"
                '  <meta http-equiv="Content-Security-Policy" content="script-src \'self\'">\n'
                "</head>\n"
                "<body><main>\n"
                "  <h1>Bicycle care</h1>\n"
                "  <p>Oil the chain once a month.</p>\n"
                '  <script src="prices.js"></script>\n'
                "</main></body>\n"
                "</html>"
            ),
        ),
    ),
)
FOREIGN_REQUEST = Rule(
    id="foreign-request",
    summary="The page loads something from another site",
    why="That site learns every reader's address and which page they read.",
    fix="Put a copy of the file into this site, or remove the reference.",
    how="Requests to an origin other than the page's own while it is open.",
    examples=(
        (
            (
                '<link rel="stylesheet" href="https://fonts.example.com/serif.css">\n'
                "<p>A chain costs £20.</p>"
            ),
            ('<link rel="stylesheet" href="serif.css">\n<p>A chain costs £20.</p>'),
        ),
    ),
)
NOT_CHECKED = Rule(
    id="page-not-checked",
    summary="A page could not be checked",
    why="Nobody knows whether readers can use it.",
    fix="Open the page in a browser, find out what stops it from loading, then check again.",
    how=(
        "The page is opened within a time limit, and once more in a fresh browser if the browser"
        " crashed. What was not seen is “untested”, which keeps the site from being published."
    ),
)
CHECK_FAILED = Rule(
    id="check-failed",
    summary="A check could not run on a page",
    why="The page may have the problem that the check looks for.",
    fix=(
        "Check the page by hand for what the named rule is about, and report the message to"
        " Curbcut's maintainers: a check should never fail."
    ),
)
IN_PART = Rule(
    id="tried-in-part",
    summary="Not everything on a page was tested",
    why="What was not tested may not work with a keyboard or a screen reader.",
    fix="Test the rest by hand, or put less on one page.",
    severity=Severity.SUGGESTION,
    question=(
        "Do the controls that were not tested work with the keyboard alone, and does nothing"
        " unexpected happen on them?"
    ),
    how=(
        "Controls, hover targets and fields that scripts listen to are tried one by one, up to a"
        " number and for some seconds each. This page has more."
    ),
    source="Our own limits, so that one page cannot hold up a run.",
)
NEVER_RESTS = Rule(
    id="page-never-rests",
    summary="The page goes on changing after it has loaded",
    why="Readers lose their place when text moves while they read, and what comes later is unseen.",
    fix="Finish the page as it loads, or change it only when the reader asks.",
    severity=Severity.SUGGESTION,
    how=(
        "A page is looked at once no timer of up to 3 seconds is left, nothing more is being"
        " fetched, and its text and elements have stayed the same for a moment. This page was not"
        " so 6 seconds after it had loaded."
    ),
    limits="What it shows later was not checked.",
    source="Our own limits.",
    examples=(
        (
            (
                '<p id="time">Wait</p>\n'
                "<script>\n"
                "  let seconds = 0;\n"
                "  const tick = () => {\n"
                '    document.getElementById("time").textContent = `${(seconds += 1)} s`;\n'
                "    setTimeout(tick, 500);\n"
                "  };\n"
                "  tick();\n"
                "</script>"
            ),
            "<p>We answer within a day.</p>",
        ),
    ),
)
NOT_OPENED = Rule(
    id="part-not-opened",
    summary="A part of the page was not opened",
    why="What is behind the control was not checked, and readers may not get to it either.",
    fix="Open it by hand and check what is there; if it does not open, correct its script.",
    severity=Severity.SUGGESTION,
    question="What does the control open, and can everyone use that?",
    how=(
        "Controls that say that there is more (details, tabs, aria-expanded, aria-haspopup,"
        " popovertarget) are used one after another. This one was used, and nothing appeared."
    ),
    limits="What opens only after something was typed or chosen.",
    source="Our own limits: twelve rounds a page.",
    examples=(
        (
            '<p><button aria-expanded="false">Opening hours</button></p>',
            (
                "<details>\n"
                "  <summary>Opening hours</summary>\n"
                "  <p>From nine to five.</p>\n"
                "</details>"
            ),
        ),
    ),
)
RULES = (
    NEVER_RESTS,
    NOT_OPENED,
    NOT_CHECKED,
    CHECK_FAILED,
    IN_PART,
    SCRIPT_ERROR,
    CONSOLE_ERROR,
    MISSING_FILE,
    POLICY,
    FOREIGN_REQUEST,
)

_NOISE = ("Failed to load resource", "Content Security Policy", "net::ERR_", "Mixed Content")


type Initiators = Callable[[Sequence[str]], Mapping[str, Target]]
"""Finds the elements that request these addresses: address to element."""


def judge(
    visit: Visit, *, own: bool, initiators: Initiators = lambda addresses: {}
) -> Iterator[Problem]:
    """The problems of a visit, with the elements that ``initiators`` finds.

    ``own``: Curbcut built the page. Otherwise foreign requests and policy violations are for a
    person to judge (``cantTell``).
    """
    yield from _messages(visit)
    if visit.restless:
        message = "The page was still changing 6 seconds after it had loaded, when it was checked"
        yield Problem(NEVER_RESTS.id, message)
    if visit.unwatched:
        message = f"The page asks for more than {MOST_REQUESTS:,} files; the rest was not recorded"
        yield Problem(NOT_CHECKED.id, message, outcome=Outcome.UNTESTED)
    wanted = [request.url for request in visit.requests if _blamed(request, visit)]
    targets = initiators(list(dict.fromkeys(wanted)))
    here = _origin(visit.final_url)
    seen: set[tuple[str, str]] = set()
    for request in visit.requests:
        origin = _origin(request.url)
        if not origin:
            continue
        if origin != here:
            if ("foreign", request.url) not in seen:
                seen.add(("foreign", request.url))
                outcome = Outcome.FAILED if own else Outcome.CANT_TELL
                message = f"The page asks {origin} for {_short(request.url)} ({request.kind})"
                yield Problem(FOREIGN_REQUEST.id, message, targets.get(request.url), outcome)
        elif _missing(request) and ("missing", request.url) not in seen:
            seen.add(("missing", request.url))
            path = urlsplit(request.url).path
            message = f"{path} does not exist (status {request.status}, {request.kind})"
            yield Problem(MISSING_FILE.id, message, targets.get(request.url))
    for violation in visit.violations:
        what = f"{violation.blocked or 'inline'} ({violation.directive})"
        outcome = Outcome.FAILED if own else Outcome.CANT_TELL
        yield Problem(POLICY.id, f"The browser blocked {what}", outcome=outcome)


def _blamed(request: Request, visit: Visit) -> bool:
    origin = _origin(request.url)
    return bool(origin) and (origin != _origin(visit.final_url) or _missing(request))


def _missing(request: Request) -> bool:
    # Browsers request /favicon.ico unasked.
    return request.status >= 400 and not request.url.endswith("/favicon.ico")


def _messages(visit: Visit) -> Iterator[Problem]:
    said: set[str] = set()
    for rule, messages in ((SCRIPT_ERROR, visit.errors), (CONSOLE_ERROR, visit.console)):
        for message in messages:
            if message.level == "warning" or any(noise in message.text for noise in _NOISE):
                continue
            text = f"{message.text}{_place(message)}"
            if text not in said:
                said.add(text)
                yield Problem(rule.id, text)


def _place(message: Message) -> str:
    if not message.url:
        return ""
    return f" (in {urlsplit(message.url).path}, line {message.line})"


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") else ""


def _short(url: str) -> str:
    return url if len(url) <= 100 else url[:99] + "…"

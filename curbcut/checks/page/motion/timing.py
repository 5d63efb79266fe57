"""What happens automatically after a time: content that changes, and time limits.

The page's timers are recorded from before its first script (watch.js). Nothing is waited for: what
a timer would do repeatedly is done at once, as often as it would be within six seconds, and changes
of the page are observed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from curbcut.browser import states
from curbcut.checks.api import Check, PageInState, message_of, question_of, target_from
from curbcut.model.finding import Outcome, Problem, Rule, Severity

UPDATES = Rule(
    id="content-updates-itself",
    summary="Content updates automatically and cannot be paused",
    why=(
        "People who read slowly or use a screen reader lose their place; others cannot read"
        " beside it."
    ),
    fix="Add a pause button beside it, or update it only when the reader asks.",
    criteria=("2.2.2",),
    question="Can readers pause, stop or hide what changes at “{text}”?",
    how=(
        "The page's repeating timers are run ahead of time, for six seconds' worth. It fails"
        " where visible text keeps changing beside other text and the page has nothing that"
        " could stop it. Otherwise it is a question. Clocks are always a question."
    ),
    limits="Updates by messages from a server or by animation frames.",
    source="WCAG 2.2, 2.2.2: five seconds",
    messages={
        "failed": "“{text}” updates automatically, and nothing on the page stops it",
        "cantTell": "“{text}” changes or moves automatically",
    },
    examples=(
        (
            (
                '<p id="news">We are open on Sundays</p>\n'
                "<script>\n"
                '  const news = ["We are open on Sundays", "New bells have arrived", "Chains '
                'cost less"];\n'
                "  let at = 0;\n"
                "  setInterval(() => {\n"
                '    document.getElementById("news").textContent = news[++at % 3];\n'
                "  }, 4000);\n"
                "</script>"
            ),
            (
                "<ul>\n"
                "  <li>We are open on Sundays</li>\n"
                "  <li>New bells have arrived</li>\n"
                "  <li>Chains cost less</li>\n"
                "</ul>"
            ),
        ),
    ),
)
LIMIT = Rule(
    id="time-limit",
    summary="The page seems to set a time limit",
    why="People who read, type or think more slowly are thrown out before they are done.",
    fix="Remove the limit, or let readers switch it off or extend it in advance.",
    criteria=("2.2.1",),
    question="Can readers switch the time limit off, or extend it at least tenfold?",
    how=(
        "Sentences about sessions that expire or minutes that are left; timers that go to"
        " another page, reload or sign out; an address in the page's Refresh header. A meta"
        " refresh is checked by axe-core (meta-refresh)."
    ),
    limits="Limits that only the server knows.",
    messages={
        "said": "The page says: “{text}”",
        "timer": "After {seconds:g} s a script leaves the page or signs out",
        "header": "The server redirects or reloads the page after {seconds:g} s",
    },
    examples=(
        (
            "<p>Your session will expire in 5 minutes.</p>",
            "<p>Take as long as you need. We save what you type.</p>",
        ),
    ),
)
BY_ITSELF = Rule(
    id="window-opens-by-itself",
    summary="A window or message box opens unasked",
    why=(
        "Readers lose their place. Some do not notice the window, others cannot find their way"
        " back."
    ),
    fix="Open windows only when the reader asks, and write messages into the page.",
    criteria=("3.2.5",),
    severity=Severity.WARNING,
    question="Do readers need “{text}”, and can they find their way back?",
    how="Windows and message boxes that open while the page loads.",
    messages={
        "window": "A window opens unasked: {text}",
        "box": "A message box opens unasked: “{text}”",
    },
    examples=(
        (
            ('<p>Bells cost less this week.</p>\n<script>window.open("/bells");</script>'),
            '<p><a href="/bells">Bells cost less this week</a></p>',
        ),
    ),
)

# Shorter timers are part of loading; a limit of 20 hours and more is none (WCAG 2.2, 2.2.1).
_SHORTEST, _LONGEST = 500, 20 * 3600 * 1000
_ELSEWHERE = re.compile(
    r"\blocation\b(?:\.href)?\s*=[^=]|location\.(?:assign|replace|reload)\s*\(|\.submit\s*\("
    r"|\b\w*(?:log_?out|sign_?out|redirect|expire|session_?timeout|timed_?out)\w*\s*\(",
    re.IGNORECASE,
)
# In the page's own world: what timers there are.
_TIMERS = """(() => {
  const notes = globalThis[Symbol.for("curbcut.watch")];
  if (!notes) return "{}";
  const source = (task) =>
    typeof task === "function" ? Function.prototype.toString.call(task) : String(task);
  const timers = notes.timers.map((timer, index) => ({
    index, delay: timer.delay, repeats: timer.repeats, over: !!timer.over,
    source: ((timer.task && timer.task.name || "") + " " + source(timer.task)).slice(0, 600),
  }));
  return JSON.stringify({ windows: notes.calls.window || 0, timers });
})()"""
# And: what they would do within six seconds, done at once. A timer that starts itself anew counts
# as one that repeats. Whatever would leave the page is stopped.
_AHEAD = """((chosen) => {
  const notes = globalThis[Symbol.for("curbcut.watch")];
  const rounds = (delay) => Math.max(2, Math.min(30, Math.ceil(6000 / Math.max(delay, 200))));
  let going = false;
  const tell = () => document.dispatchEvent(new Event("curbcut-ahead"));
  tell();
  const end = performance.now() + 1500;
  for (const index of chosen) {
    let timer = notes.timers[index];
    for (let i = rounds(timer.delay); i > 0 && timer && !timer.over; i--) {
      if (performance.now() > end) return JSON.stringify("cut");
      const known = notes.timers.length;
      try {
        timer.task.apply(globalThis, timer.args);
      } catch {}
      if (timer.repeats) going = going || (i === 1 && !timer.over);
      else {
        const task = timer.task;
        timer = notes.timers.slice(known).find((next) => next.task === task);
        going = going || (i === 1 && !!timer);
      }
    }
  }
  tell();
  window.stop();
  return JSON.stringify(going);
})"""


def run(page: PageInState) -> Iterator[Problem]:
    """Yield time limits and content that changes automatically."""
    yield from _by_itself(page)
    yield from _header(page)
    words = page.script("return checks.timeLimits()")
    for said in words["said"]:
        page.applied(LIMIT.id)
        message = message_of(LIMIT, "said", {"text": said})
        yield Problem(LIMIT.id, message, outcome=Outcome.CANT_TELL)
    if not words["scripts"]:
        return
    noted = in_page(page, _TIMERS) or {}
    if noted.get("windows") and not page.visit.popups:
        # The browser kept it from opening; other readers' browsers may not.
        page.applied(BY_ITSELF.id)
        message = message_of(BY_ITSELF, "window", {"text": "by a script"})
        yield Problem(BY_ITSELF.id, message, outcome=Outcome.CANT_TELL)
    timers = noted.get("timers") or []
    yield from _limits(page, timers)
    yield from _updates(page, timers)


def _by_itself(page: PageInState) -> Iterator[Problem]:
    boxes = [box.text for box in page.visit.dialogs if box.level != "beforeunload"]
    for key, texts in (("window", page.visit.popups), ("box", boxes)):
        for text in dict.fromkeys(texts):
            page.applied(BY_ITSELF.id)
            words = message_of(BY_ITSELF, key, {"text": text})
            yield Problem(BY_ITSELF.id, words, outcome=Outcome.CANT_TELL)


def _header(page: PageInState) -> Iterator[Problem]:
    value = dict(page.visit.headers).get("refresh", "")
    seconds = re.match(r"\s*(\d+)", value)
    if seconds:
        page.applied(LIMIT.id)
        delay = int(seconds[1])
        if 0 < delay <= _LONGEST / 1000:
            # The same as in a meta element, which fails for certain.
            yield Problem(LIMIT.id, message_of(LIMIT, "header", {"seconds": delay}))


def _limits(page: PageInState, timers: list[dict[str, Any]]) -> Iterator[Problem]:
    told: set[str] = set()
    for timer in timers:
        if not _SHORTEST <= timer["delay"] < _LONGEST or not _ELSEWHERE.search(timer["source"]):
            continue
        page.applied(LIMIT.id)
        message = message_of(LIMIT, "timer", {"seconds": timer["delay"] / 1000})
        if message not in told:
            told.add(message)
            yield Problem(LIMIT.id, message, outcome=Outcome.CANT_TELL)


def _updates(page: PageInState, timers: list[dict[str, Any]]) -> Iterator[Problem]:
    chosen = [
        timer["index"]
        for timer in timers
        if not timer["over"]
        and not _ELSEWHERE.search(timer["source"])
        and "[native code]" not in timer["source"]
        and timer["delay"] <= 60_000
        and (timer["repeats"] or _again(timer["source"]))
    ][:20]
    if not chosen:
        return
    page.script("checks.watchChanges()")
    going = in_page(page, f"{_AHEAD}({json.dumps(chosen)})")
    if going == "cut":
        page.in_part.add("timers")
    for change in page.script("return checks.changesSeen()"):
        page.applied(UPDATES.id)
        if not going or change["loader"] or change["controls"] == "pause" or not change["besides"]:
            continue
        sure = change["how"] == "text" and change["controls"] == "none" and not change["clock"]
        outcome = Outcome.FAILED if sure else Outcome.CANT_TELL
        data = {"text": change["text"] or "a picture"}
        yield Problem(
            UPDATES.id,
            message_of(UPDATES, outcome.value, data),
            target_from(change["target"]),
            outcome,
            question=question_of(UPDATES, outcome, data),
        )


def _again(source: str) -> bool:
    """Whether a timer's task starts itself anew: it sets a timer and names itself."""
    name = source.split(" ", 1)[0]
    return bool(name) and re.search(rf"setTimeout\s*\(\s*{re.escape(name)}\b", source) is not None


def in_page(page: PageInState, expression: str) -> Any:
    """Evaluate in the page's own JavaScript world; the answer is not trusted."""
    params = {"expression": expression, "returnByValue": True, "timeout": 10_000}
    # A page that takes too long to answer is untested: what it was asked is not known.
    answer = page.session.cdp("Runtime.evaluate", params)
    with suppress(ValueError):
        value = answer.get("result", {}).get("value")
        return json.loads(value) if isinstance(value, str) else None
    return None


# Any state would do. It is one of the last, because what the timers change stays changed.
CHECK = Check(
    rules=(UPDATES, LIMIT, BY_ITSELF),
    states=(states.PRINT,),
    run=run,
)

"""Skip links, past what every page repeats: whether they lead where they say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from curbcut.browser import states
from curbcut.browser.devtools.keys import strokes
from curbcut.checks.api import Check, PageInState, message_of, question_of, target_from
from curbcut.checks.page.keyboard.listeners.event_listeners import listen
from curbcut.checks.page.keyboard.tab_walk import press, problems, watching
from curbcut.model.finding import Outcome, Problem, Rule

BROKEN = Rule(
    id="skip-link-broken",
    summary="A skip link does not work",
    why=(
        "People who use a keyboard press the link to skip the menu, and still have to go through"
        " it."
    ),
    fix=(
        'Set the link\'s address to # and the id of the main content, such as href="#main", and'
        " do not cancel the click in a script."
    ),
    criteria=("2.4.1",),
    question="After “{name}” is pressed, does the next Tab continue from its target?",
    how=(
        "Skip links among the first four tab stops are pressed with Enter, then Tab is pressed."
        " What gets the focus must come after the link's target."
    ),
    source="https://www.w3.org/WAI/WCAG22/Techniques/general/G1",
    messages={
        "failed": "After “{name}” is pressed, the Tab key continues as if nothing had happened",
        "noTarget": "“{name}” leads to “#{hash}”, which is not on this page",
        "cantTell": "“{name}” has no target, and nothing seems to happen when it is pressed",
    },
    examples=(
        (
            (
                '<p><a href="#content">Skip to the content</a></p>\n'
                "<ul>\n"
                '  <li><a href="/prices">Prices</a></li>\n'
                '  <li><a href="/hours">Opening hours</a></li>\n'
                "</ul>\n"
                "<h2>Repairs</h2>\n"
                "<p>We repair your bicycle.</p>"
            ),
            (
                '<p><a href="#content">Skip to the content</a></p>\n'
                "<ul>\n"
                '  <li><a href="/prices">Prices</a></li>\n'
                '  <li><a href="/hours">Opening hours</a></li>\n'
                "</ul>\n"
                '<h2 id="content">Repairs</h2>\n'
                "<p>We repair your bicycle.</p>"
            ),
        ),
    ),
)
NO_WAY = Rule(
    id="no-way-past-repeated",
    summary="Nothing lets readers skip repeated content",
    why=(
        "People who use a keyboard or a screen reader have to go through the same menu on every"
        " page."
    ),
    fix=(
        "Wrap the page's own content in <main>, start it with a heading, and make a skip link"
        " the first thing on the page."
    ),
    criteria=("2.4.1",),
    question=(
        "Can a reader skip what is repeated on every page, with a heading, landmark or skip link?"
    ),
    how=(
        "Only headings and main landmarks that are exposed, visible and outside the repeated"
        " parts count, and skip links that can be reached."
    ),
    source="https://www.w3.org/WAI/WCAG22/Understanding/bypass-blocks",
    messages={
        "cantTell": (
            "This page's headings, landmarks and skip links are hidden, or part of what is repeated"
        )
    },
    examples=(
        (
            (
                "<!DOCTYPE html>\n"
                '<html lang="en">\n'
                '<head><meta charset="utf-8"><title>Bicycle care</title></head>\n'
                "<body>\n"
                "<aside>\n"
                "  <h2>Prices and repairs</h2>\n"
                '  <a href="/prices">Prices</a> |\n'
                '  <a href="/hours">Opening hours</a> | <a href="/repairs">Repairs</a>\n'
                "</aside>\n"
                "<p>Oil the chain of your bicycle once a month, and after each ride in the "
                "rain.</p>\n"
                "</body>\n"
                "</html>"
            ),
            (
                "<!DOCTYPE html>\n"
                '<html lang="en">\n'
                '<head><meta charset="utf-8"><title>Bicycle care</title></head>\n'
                "<body>\n"
                "<aside>\n"
                "  <h2>Prices and repairs</h2>\n"
                '  <a href="/prices">Prices</a> |\n'
                '  <a href="/hours">Opening hours</a> | <a href="/repairs">Repairs</a>\n'
                "</aside>\n"
                "<main>\n"
                "  <h1>Bicycle care</h1>\n"
                "  <p>Oil the chain of your bicycle once a month, and after each ride in the "
                "rain.</p>\n"
                "</main>\n"
                "</body>\n"
                "</html>"
            ),
        ),
    ),
)

# What a script has to listen for to do something when a link is pressed, or its target reached.
_PRESSED = frozenset(
    {
        *("click", "keydown", "keyup", "keypress", "mousedown", "mouseup", "pointerdown"),
        *("focus", "focusin", "blur", "focusout", "hashchange", "popstate", "scroll", "navigate"),
    }
)


def run(page: PageInState) -> Iterator[Problem]:
    """Press each skip link, and the Tab key after it."""
    found = page.script(
        "return { skips: checks.keyboard.skips(), bypass: checks.keyboard.bypass() }"
    )
    for rule in found["bypass"]["applied"]:
        page.applied(rule)
    yield from problems(CHECK.rules, found["bypass"]["problems"])
    if not found["skips"]:
        return
    page.applied(BROKEN.id)
    scripted = bool(listen(page).types & _PRESSED)
    with watching(page, from_top=False):
        for link in found["skips"]:
            yield from _press(page, link, scripted=scripted)


def _press(page: PageInState, link: dict[str, Any], *, scripted: bool) -> Iterator[Problem]:
    page.script("checks.keyboard.focusPlainly(arguments[0])", link["id"])
    if scripted:
        press(page, 1, key="Enter")
        page.script("await curbcut.settle()")
        press(page, 1)
    else:
        page.session.cdp_all([*strokes("Enter"), *strokes("Tab")], timeout=30)
    good = page.script("return checks.keyboard.ledPast(...arguments)", link["id"], link["target"])
    if good:
        return
    key, outcome = "failed", Outcome.FAILED
    if link["target"] < 0:
        key = "noTarget" if link["hash"] else "cantTell"
        # Headings and landmarks are a way past as well.
        if not link["hash"] or page.script("return checks.keyboard.hasOtherWay()"):
            outcome = Outcome.CANT_TELL
    data = {"name": link["name"], "hash": link["hash"]}
    words = message_of(BROKEN, key, data)
    question = question_of(BROKEN, outcome, data)
    yield Problem(BROKEN.id, words, target_from(link["place"]), outcome, question=question)


# Colours and sizes change nothing about where a link leads.
CHECK = Check(
    rules=(BROKEN, NO_WAY),
    states=(states.LIGHT,),
    run=run,
    interactive=True,
)

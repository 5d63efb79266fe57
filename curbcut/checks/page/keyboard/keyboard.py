"""Using a page with the keyboard alone: what walking through it with the Tab key shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from curbcut.browser import states
from curbcut.checks.api import Check, PageInState, message_of, question_of, target_from
from curbcut.checks.page.keyboard import focus_management
from curbcut.checks.page.keyboard import focus_rules as focus
from curbcut.checks.page.keyboard.listeners.event_listeners import listen
from curbcut.checks.page.keyboard.tab_walk import (
    Walk,
    circle,
    ended,
    press,
    press_slowly,
    problems,
    unrecorded,
    walk,
    watching,
)
from curbcut.model.finding import Outcome, Problem, Rule
from curbcut.words import pattern

NOT_IN_ORDER = Rule(
    id="control-not-in-tab-order",
    summary="The Tab key skips a control",
    why="People who use a keyboard cannot reach it.",
    fix='Remove tabindex="-1" from the link, button or field.',
    criteria=("2.1.1",),
    question="Is there a way to do what “{name}” does with the keyboard?",
    how=(
        "Visible links, buttons and fields that the Tab key did not reach, unless they are items"
        " of a component with a single tab stop (tabs, menus, lists of options), or a second"
        " link to the same place."
    ),
    source="https://www.w3.org/WAI/WCAG22/Understanding/keyboard",
    messages={
        "cantTell": "“{name}” is not in the tab order",
        "skipped": "The Tab key skips “{name}”",
    },
    examples=(
        (
            '<button tabindex="-1">Send the form</button>',
            "<button>Send the form</button>",
        ),
    ),
)
CLICK = Rule(
    id="click-without-keyboard",
    summary="Something reacts to the mouse but not to the keyboard",
    why="People who use a keyboard, a switch or voice control cannot use it.",
    fix=(
        "Make it a <button>, or a link with an address. Handle “click”, which Enter and Space"
        " also trigger, instead of “mousedown” or “mouseup”."
    ),
    criteria=("2.1.1",),
    question="Is there a way to do with the keyboard what a click on “{name}” does?",
    how=(
        "The browser reports which elements listen for clicks and similar events. Those that no"
        " key can reach, and that contain nothing that a key can reach, are a question. For"
        " scripts that listen at the root of the page, this covers the elements that they name"
        " and that look clickable, and those handled by React, jQuery, Svelte, Solid or"
        " Bootstrap."
    ),
    limits=(
        "Scripts that listen at the root of the page and find what was clicked other than by a"
        " selector, class, id or data attribute in their text; other frameworks that do so."
    ),
    source="https://www.w3.org/WAI/WCAG22/Techniques/failures/F54",
    messages={
        "cantTell": "“{name}” can be clicked, but no key can reach it",
        "mouseOnly": "“{name}” reacts only to the mouse button ({event}), not to a click event",
    },
    examples=(
        (
            (
                '<p><button id="more">Show the prices</button></p>\n'
                '<p id="prices" hidden>A chain costs £20.</p>\n'
                "<script>\n"
                '  document.getElementById("more").onmouseup = () => {\n'
                '    document.getElementById("prices").hidden = false;\n'
                "  };\n"
                "</script>"
            ),
            (
                '<p><button id="more">Show the prices</button></p>\n'
                '<p id="prices" hidden>A chain costs £20.</p>\n'
                "<script>\n"
                '  document.getElementById("more").onclick = () => {\n'
                '    document.getElementById("prices").hidden = false;\n'
                "  };\n"
                "</script>"
            ),
        ),
    ),
)
HOVER = Rule(
    id="shown-on-hover-only",
    summary="Something appears only on hover",
    why="People who use a keyboard or a touch screen never see it.",
    fix=(
        "Show it on focus too (:focus-within beside :hover), or better, with a button that says"
        " whether it is open. Let Escape close it."
    ),
    criteria=("2.1.1", "1.4.13"),
    question="Can people without a mouse see “{name}”?",
    how=(
        "Style rules that show something hidden on :hover, without a :focus rule that shows it"
        " and without a control that opens it; scripts that listen for hover but not for a key,"
        " click or focus."
    ),
    limits="Style sheets from other origins; text in slots.",
    source="https://www.w3.org/WAI/WCAG22/Understanding/content-on-hover-or-focus",
    messages={
        "cantTell": "“{name}” appears when the mouse is over “{owner}”, but not on focus",
        "script": "Something happens when the mouse is over “{name}”, but not on focus",
    },
    examples=(
        (
            (
                "<style>\n"
                "  .price { visibility: hidden }\n"
                "  li:hover .price { visibility: visible }\n"
                "</style>\n"
                "<ul>\n"
                '  <li><a href="/chains">Chains</a> <span class="price">£20</span></li>\n'
                "</ul>"
            ),
            (
                "<style>\n"
                "  .price { visibility: hidden }\n"
                "  li:hover .price, li:focus-within .price { visibility: visible }\n"
                "</style>\n"
                "<ul>\n"
                '  <li><a href="/chains">Chains</a> <span class="price">£20</span></li>\n'
                "</ul>"
            ),
        ),
    ),
)
RULES = (*focus.RULES, *focus_management.RULES, NOT_IN_ORDER, CLICK, HOVER)
_ONCE = (states.LIGHT,)

# Pictures of the window cost some 50 ms each; beyond these we ask.
_PICTURES = 8


def run(page: PageInState) -> Iterator[Problem]:
    """Walk through the page; in other states than light, focus its controls by script."""
    state = page.state.id
    if state == "light":
        with watching(page) as about:
            yield from _walked(page, about)
        return
    found = page.script("return checks.keyboard.glance(arguments[0])", state)
    yield from _reported(page, found)
    if "end" not in found:
        # Pages that mark keyboard users do so at the first press of the Tab key.
        press(page, 1)
        shows = page.script("return checks.keyboard.byScript()")
        yield from _indicators(page, shows, forced=state == "forced-colors")
        found = page.script("return {end: checks.keyboard.end()}")
    elif found.get("shows"):
        yield from _indicators(page, found["shows"], forced=state == "forced-colors")
    ended(page, found["end"])


def _walked(page: PageInState, about: dict[str, Any]) -> Iterator[Problem]:
    heard = listen(page)
    attentive = about["handlers"] or heard.types & {"focus", "focusin", "blur", "focusout"}
    before = page.session.visit() if attentive else None
    way = walk(page, about)
    if way.around and about["count"]:
        page.applied(focus_management.TRAP.id)
    if way.cycle:
        page.applied(focus_management.TRAP.id)
        with unrecorded(page):
            found = list(_trap(page, way))
        yield from found
    after = page.session.visit() if before else None
    facts = {
        "popups": len(after.popups) - len(before.popups) if before and after else 0,
        "dialogs": len(after.dialogs) - len(before.dialogs) if before and after else 0,
        "around": way.around,
        "trusted": way.around and not way.bounded,
        "modal": way.modal,
    }
    answer = page.script("return checks.keyboard.walked(arguments[0])", facts)
    yield from _reported(page, answer)
    yield from _indicators(page, answer["shows"])


def _reported(page: PageInState, answer: dict[str, Any]) -> Iterator[Problem]:
    for rule in answer.get("applied", ()):
        page.applied(rule)
    yield from problems(RULES, answer.get("problems", ()))


# --- what shows the focus -------------------------------------------------------------------------


def _indicators(
    page: PageInState, found: dict[str, Any], *, forced: bool = False
) -> Iterator[Problem]:
    rules = (focus.FORCED,) if forced else (focus.NOT_VISIBLE, focus.ON_INVISIBLE, focus.FAINT)
    if found["applied"]:
        for rule in rules:
            page.applied(rule.id)
    # What never shows is not said once more for forced colours.
    never: set[str] = page.shared.setdefault("focus_never_shows", set())
    groups = [one for one in found["groups"] if not (forced and one["kind"] in never)]
    pictures = 0
    for group in groups:
        if group["how"] != "none":
            if not forced:
                contrast = int(group["contrast"] * 10) / 10
                yield from _say(
                    page, focus.FAINT, group["ids"][0], Outcome.CANT_TELL, contrast=contrast
                )
            continue
        pictures += 1
        same = _looks_the_same(page, group["ids"][0]) if pictures <= _PICTURES else None
        if same is False:
            if not forced and "faint" in group:
                # Not the same, and yet nobody sees it.
                contrast = int(group["faint"] * 100) / 100
                yield from _say(
                    page, focus.FAINT, group["ids"][0], Outcome.CANT_TELL, contrast=contrast
                )
            continue
        never.add(group["kind"])
        if forced:
            yield from _say(page, focus.FORCED, group["ids"][0], Outcome.CANT_TELL)
        else:
            yield from _unseen(page, group, Outcome.FAILED if same else Outcome.CANT_TELL)


def _unseen(page: PageInState, group: dict[str, Any], outcome: Outcome) -> Iterator[Problem]:
    rule = focus.NOT_VISIBLE
    if not group.get("seen"):
        # It may be about to be shown, by something that we did not do.
        rule, outcome = focus.ON_INVISIBLE, Outcome.CANT_TELL
    for number in group["ids"]:
        yield from _say(page, rule, number, outcome)
    if group["more"]:
        yield from _say(page, rule, group["ids"][0], outcome, key="more", more=group["more"])


def _looks_the_same(page: PageInState, number: int) -> bool | None:
    """Whether the window looks the same with an element focused; None if it never settles."""
    page.script("await checks.keyboard.showFocus(arguments[0], true)", number)
    with_focus = page.session.screenshot()
    page.script("await checks.keyboard.showFocus(arguments[0], false)", number)
    without = page.session.screenshot()
    if with_focus == without:
        return True
    return False if page.session.screenshot() == without else None


def _say(
    page: PageInState, rule: Rule, number: int, outcome: Outcome, key: str = "", **data: Any
) -> Iterator[Problem]:
    about = page.script("return checks.keyboard.describeNumber(arguments[0])", number)
    data = {"name": about["name"], **data}
    words = message_of(rule, key or outcome, data)
    question = question_of(rule, outcome, data)
    yield Problem(rule.id, words, target_from(about["target"]), outcome, question=question)


# --- ways out -------------------------------------------------------------------------------------

# "Press the M-key to exit", and what else may be about keys.
_TOLD = re.compile(
    rf"\b{pattern('press')}\s+(?:{pattern('key_articles')}\s+)?(?:{pattern('key_nouns')}\s+)?"
    r"[\"“‘']?(esc(?:ape)?|[a-z0-9])\b",
    re.IGNORECASE,
)
_TOLD_WHOLE = re.compile(_TOLD.pattern + r"[^.!?\n]*", re.IGNORECASE)
# Words about keys count anywhere; pages have help and a way to leave for all sorts of
# things, so those words count in the names of what the focus is held in.
_KEYS = re.compile(pattern("keys"), re.IGNORECASE)
_VAGUE = re.compile(f"{pattern('keys')}|{pattern('ways_out')}", re.IGNORECASE)


def _trap(page: PageInState, way: Walk) -> Iterator[Problem]:
    # The one that the walk reached first.
    first = page.script("return checks.keyboard.firstOf(arguments[0])", list(way.cycle))
    _put(page, first)
    out, back = circle(page, backwards=True)
    inside = {*way.cycle, *back}
    if out or not back or _leaves(page, inside, first):
        return
    about = page.script("return checks.keyboard.toldOf(arguments[0])", list(way.cycle))
    words = f"{about['words']} {about['page']}"
    for name in dict.fromkeys(found.lower() for found in _TOLD.findall(words)):
        if len(name) == 1 and _leaves_by(page, inside, first, name):
            return
    told = (
        about["box"]
        or _KEYS.search(_TOLD_WHOLE.sub("", words))
        or _VAGUE.search(_TOLD_WHOLE.sub("", about["words"]))
    )
    outcome = Outcome.CANT_TELL if told else Outcome.FAILED
    yield from _say(page, focus_management.TRAP, first, outcome)


def _leaves(page: PageInState, inside: set[int], first: int) -> bool:
    """Whether any of the usual ways leads out of a circle of elements."""
    if any(_leaves_by(page, inside, first, key) for key in ("Escape", "ArrowRight", "ArrowDown")):
        return True
    buttons = page.script("return checks.keyboard.buttonsOf(arguments[0])", list(inside))
    return any(_leaves_by(page, inside, number, "Enter") for number in buttons[:3])


def _leaves_by(page: PageInState, inside: set[int], start: int, key: str) -> bool:
    """Whether pressing a key, and Tab after it, leads out for good."""
    _put(page, start)
    there = [press_slowly(page, key=key)]
    there += [press_slowly(page) for _ in range(len(inside) + 1)]
    return any(number not in inside for number in there[-2:])


def _put(page: PageInState, number: int) -> None:
    page.script("checks.keyboard.focusNumber(arguments[0])", number)


CHECK = Check(
    rules=RULES,
    states={rule.id: _ONCE for rule in RULES}
    | {
        # What shows the focus is a matter of colours.
        focus.NOT_VISIBLE.id: (states.LIGHT, states.DARK),
        focus.ON_INVISIBLE.id: _ONCE,
        focus.FAINT.id: (states.LIGHT, states.DARK),
        focus.FORCED.id: (states.FORCED_COLORS,),
        # Bars that stick take up more of a narrow window.
        focus.OBSCURED.id: (states.LIGHT, states.NARROW),
        focus.PARTLY.id: (states.LIGHT, states.NARROW),
    },
    run=run,
)

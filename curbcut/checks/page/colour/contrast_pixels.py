"""Contrasts that axe-core cannot compute, measured in screenshots.

axe-core calculates with the colours of style sheets, and gives up if an image, a gradient, an
overlap or a pseudo-element is behind the text. On the screen, each letter can still be measured
against its background.

By ACT rule afw4f7, every character must reach its threshold with its best pair of colours, so a
letter that does not certainly fails. Text whose worst pixels reach it passes. Anything in between
(a photograph that is too light in places) is a question, with both figures.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from curbcut.browser.visit import ScriptError
from curbcut.checks.api import PageInState
from curbcut.checks.page.motion.timing import in_page
from curbcut.model.finding import Outcome, Problem

RULE = "axe/color-contrast"

# Elements, and screens of a page, that are measured; the rest stays with a person.
_MOST = 60
_SCREENS = 6
# What a failure must be below the threshold, so that none depends on the rounding of a colour.
_SLACK = 0.05
# At most this: text that no one can tell from what is behind it, which ACT leaves out.
_SAME = 1.02
# Least and most contrast this close together: what is behind the text is one colour.
_EVEN = 0.3
# Whether scripts of the page may be changing it still.
_MAY_FADE = """(() => {
  const notes = globalThis[Symbol.for("curbcut.watch")];
  return JSON.stringify(!!notes && (notes.frames || notes.timers.length > 0));
})()"""
_FADES = "To be decided: a script changes the colours of the text"


def resolve(page: PageInState, problems: Iterable[Problem]) -> list[Problem]:
    """Measure the undecided problems and return those that remain."""
    known = list(problems)
    try:
        return _resolve(page, _settled(page, known))
    except ScriptError:
        return known  # undecided, as they were


def _settled(page: PageInState, known: list[Problem]) -> list[Problem]:
    """The problems once scripts that fade texts in are done: what they changed is undecided."""
    failed = [
        index
        for index, problem in enumerate(known)
        if problem.outcome is Outcome.FAILED and problem.target is not None
    ][:_MOST]
    if not failed or page.shared.get("faded") or not in_page(page, _MAY_FADE):
        return known
    # By the next state they have ended.
    page.shared["faded"] = True
    selectors = [list(target.selector) for i in failed if (target := known[i].target)]
    changed = page.script("return await checks.pixels.changing(arguments[0])", selectors)
    for number in changed:
        problem = known[failed[number]]
        known[failed[number]] = replace(problem, outcome=Outcome.CANT_TELL, message=_FADES)
    return known


def _resolve(page: PageInState, known: list[Problem]) -> list[Problem]:
    asked = [
        index
        for index, problem in enumerate(known)
        if problem.outcome is Outcome.CANT_TELL and problem.target is not None
    ][:_MOST]
    if not asked:
        return known
    selectors = [list(target.selector) for i in asked if (target := known[i].target)]
    signs = page.script("return checks.pixels.signatures(arguments[0])", selectors)
    before = page.shared.setdefault(RULE, {})
    answers: dict[int, dict[str, float]] = {}
    for number, sign in signs.items():
        key = (tuple(selectors[int(number)]), sign)
        # A gradient or a picture lies differently behind the text in a window of another width.
        if (answer := before.get(key)) and (
            answer["width"] == page.state.width or answer["most"] - answer["least"] < _EVEN
        ):
            answers[int(number)] = answer
    wanted = [int(number) for number in signs if int(number) not in answers]
    if wanted:
        windows = page.script("return checks.pixels.begin(...arguments)", selectors, wanted)
        try:
            for window in range(min(windows, _SCREENS)):
                for answer in _measure(page, window):
                    index = int(answer["index"])
                    answer["width"] = page.state.width
                    answers[index] = answer
                    before[tuple(selectors[index]), signs[str(index)]] = answer
        finally:
            page.script("checks.pixels.end()")
    decided = {asked[index]: _judge(known[asked[index]], found) for index, found in answers.items()}
    merged = [decided.get(index, problem) for index, problem in enumerate(known)]
    return [problem for problem in merged if problem is not None]


def _measure(page: PageInState, window: int) -> list[dict[str, float]]:
    view = page.script("return checks.pixels.look(arguments[0])", window)
    if not view:
        return []
    pictures = [_picture(page, view)]
    for dress in ("loud", "thick") if view["third"] else ("loud",):
        page.script("checks.pixels.dress(arguments[0])", dress)
        pictures.append(_picture(page, view))
    page.script("checks.pixels.dress('')")
    found: list[dict[str, float]] = page.script(
        "return checks.pixels.compare(...arguments)", view, *pictures
    )
    return found


def _picture(page: PageInState, view: dict[str, object]) -> str:
    params = {"format": "png", "optimizeForSpeed": True, "clip": view["clip"]}
    (answer,) = page.session.cdp_all([("Page.captureScreenshot", params)], timeout=30)
    return str(answer["data"])


def _judge(problem: Problem, answer: dict[str, float]) -> Problem | None:
    """The problem as it is known now; None where there is none."""
    needed, seen, parts = answer["needed"], answer["seen"], answer["parts"]
    if seen < parts * 0.8:
        return problem  # covered, or in the colour of what is behind it
    if answer["most"] <= _SAME:
        return problem  # nobody sees it: hidden on purpose, or lost
    if answer["least"] >= needed:
        return None
    if answer["weakest"] < needed - _SLACK and parts > 1:
        where = f" (at “{answer['where']}”)" if answer["most"] - answer["weakest"] > 0.5 else ""
        message = (
            f"The contrast of the text is {answer['weakest']:.2f}:1{where}, measured on the screen;"
            f" {needed:g}:1 is needed"
        )
        return replace(problem, message=message, outcome=Outcome.FAILED)
    message = (
        f"The contrast of the text is between {answer['least']:.2f}:1 and {answer['most']:.2f}:1,"
        f" measured on the screen; {needed:g}:1 is needed"
    )
    return replace(problem, message=message)

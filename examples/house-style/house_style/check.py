"""A check: no page says “simply”, because what is simple for one reader is not for another."""

from collections.abc import Iterator

from curbcut.browser import states
from curbcut.checks.api import Check, PageInState, target_from
from curbcut.model.finding import Problem, Rule, Severity

SIMPLY = Rule(
    id="house-style/simply",
    summary="A text says that something is simple",
    why="Readers for whom it is not simple feel that they are to blame.",
    fix="Leave the word out.",
    severity=Severity.WARNING,
    how="The words “simply” and “just” in paragraphs and list items.",
)

_FIND = """
return [...document.querySelectorAll("main p, main li")]
  .map((el) => [el, /\\b(simply|just)\\b/i.exec(el.textContent)])
  .filter(([, found]) => found)
  .map(([el, found]) => ({ word: found[0], target: checks.describe(el) }));
"""


def run(page: PageInState) -> Iterator[Problem]:
    """Yield each element that says so."""
    page.applied(SIMPLY.id)
    for one in page.script(_FIND):
        message = f"“{one['word']}” says that this is simple"
        yield Problem(SIMPLY.id, message, target_from(one["target"]))


CHECK = Check(rules=(SIMPLY,), states=(states.LIGHT,), run=run)

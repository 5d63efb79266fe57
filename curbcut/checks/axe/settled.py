"""Rules of axe-core that need not run, because their outcome is already certain.

Contrast takes axe tenths of a second in each colour scheme and width. Whether all text is plain, on
a plain background with enough contrast and nothing in between, takes a hundredth.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from curbcut.checks.api import PageInState
from curbcut.checks.axe.rules import ALL_RULES, PREFIX
from curbcut.model.finding import Outcome

_CLEAN = (Outcome.PASSED, Outcome.INAPPLICABLE)
# The rule that is settled in the first state, too: it takes axe as long as all its other rules.
_FIRST = frozenset({PREFIX + "color-contrast"})


def settled(
    page: PageInState, ids: Iterable[str], evaluations: Mapping[tuple[str, str], Outcome]
) -> dict[str, Outcome]:
    """The axe rules that certainly find nothing in a state: passed or inapplicable.

    ``ids`` are ours ("axe/color-contrast"). In the first state only contrast is considered, in
    others the rules that found nothing in the first. Rules that are not returned may find something
    or not.
    """
    first = page.state.id == ALL_RULES or page.state.opens
    names = [
        rule_id.removeprefix(PREFIX)
        for rule_id in ids
        if (rule_id in _FIRST if first else evaluations.get((rule_id, ALL_RULES)) in _CLEAN)
    ]
    if not names:
        return {}
    found = page.script("return checks.settled(arguments[0])", names)
    return {PREFIX + name: Outcome(outcome) for name, outcome in found.items()}

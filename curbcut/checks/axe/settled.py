"""Where axe-core need not be asked again, because the outcome of its rule is certain without it.

Contrast costs axe tenths of a second in each colour scheme and width. Whether all text is plain on
a plain ground and contrasts with it, with nothing that may lie between, is seen in a hundredth.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from curbcut.checks.api import PageInState
from curbcut.checks.axe.rules import ALL_RULES, PREFIX
from curbcut.model.finding import Outcome

_CLEAN = (Outcome.PASSED, Outcome.INAPPLICABLE)
# What is looked at before axe in the first state, too: it costs axe as much as all its other rules.
_FIRST = frozenset({PREFIX + "color-contrast"})


def settled(
    page: PageInState, ids: Iterable[str], evaluations: Mapping[tuple[str, str], Outcome]
) -> dict[str, Outcome]:
    """Those of axe's rules that certainly find nothing in a state: passed or inapplicable.

    ``ids`` are ours ("axe/color-contrast"). In the first state only contrast comes into question,
    in the others the rules by which nothing was found in the first. A rule that is left out may
    find something, or may not.
    """
    first = page.state.id == ALL_RULES
    names = [
        rule_id.removeprefix(PREFIX)
        for rule_id in ids
        if (rule_id in _FIRST if first else evaluations.get((rule_id, ALL_RULES)) in _CLEAN)
    ]
    if not names:
        return {}
    found = page.script("return checks.settled(arguments[0])", names)
    return {PREFIX + name: Outcome(outcome) for name, outcome in found.items()}

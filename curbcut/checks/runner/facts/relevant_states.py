"""Which states a page need not be put into, because nothing on it can differ there."""

from __future__ import annotations

from curbcut.checks.api import PageInState
from curbcut.checks.page.structure.validity import source_of

AS_FIRST = frozenset({"dark"})
"""States that, when skipped, get the outcomes of the first state, not “inapplicable”."""


# Whether the page's scripts can react to its state; runs in the main world. True if unknown.
_QUERIES = 'globalThis[Symbol.for("curbcut.watch")]?.queries ?? ""'
"""The media queries that the page's scripts have asked."""
_SENSES = """(() => {
  const notes = globalThis[Symbol.for("curbcut.watch")];
  return !notes || notes.senses || notes.timers.some((timer) => timer.repeats)
    || globalThis.onresize !== null || globalThis.onorientationchange != null;
})()"""


def needless(page: PageInState) -> frozenset[str]:
    """The ids of the states in which nothing on the open page can differ.

    With frames, or scripts that may react to a change, everything can. Otherwise a page without
    motion is the same with reduced motion; one that never refers to the colour scheme is the same
    in dark colours; one that does not depend on orientation or viewport height is the same in
    portrait and landscape; one that scripts left as it was is the same without scripts. A page
    that never asks for more contrast, less transparency or a touch screen is the same with these,
    whatever its scripts do; one in which nothing stays in place is the same at 400 % zoom as in a
    narrow window.
    """
    answer, said = page.session.cdp_all(
        [("Runtime.evaluate", {"expression": one}) for one in (_SENSES, _QUERIES)]
    )
    senses = answer.get("result", {}).get("value") is not False
    queries = said.get("result", {}).get("value")
    source = "" if senses else source_of(page)
    matters: dict[str, bool] = page.script(
        "return checks.relevantStates(...arguments)",
        senses,
        source,
        queries if isinstance(queries, str) else "",
    )
    return frozenset(state for state, needed in matters.items() if not needed)

"""Which states a page must be put into, because something on it may be different there."""

from __future__ import annotations

from curbcut.checks.api import PageInState
from curbcut.checks.page.structure.validity import source_of

AS_FIRST = frozenset({"dark"})
"""States that are the first one over again for a page that need not be put into them."""


# In the page's own world; where nothing was noted, nothing is known.
_SENSES = """(() => {
  const notes = globalThis[Symbol.for("curbcut.watch")];
  return !notes || notes.senses || notes.timers.some((timer) => timer.repeats)
    || globalThis.onresize !== null || globalThis.onorientationchange != null;
})()"""


def needless(page: PageInState) -> frozenset[str]:
    """The ids of the states in which no rule has anything to look at on the open page.

    Where nothing moves, a page is the same with less motion. One that nowhere asks for the reader's
    colours is the same in dark ones. One whose style asks neither for the
    orientation nor for the height of the window, and whose scripts listen for neither, is the same
    on its side. One that its scripts have left as it came is the same without them.
    """
    (answer,) = page.session.cdp_all([("Runtime.evaluate", {"expression": _SENSES})])
    senses = answer.get("result", {}).get("value") is not False
    source = "" if senses else source_of(page)
    matters: dict[str, bool] = page.script(
        "return checks.relevantStates(arguments[0], arguments[1])", senses, source
    )
    return frozenset(state for state, needed in matters.items() if not needed)

"""Which element asks for what the page loads, so that a missing file has the line that names it."""

from __future__ import annotations

from collections.abc import Sequence

from curbcut.browser.session import Session
from curbcut.browser.visit import PageError, ScriptError
from curbcut.checks.api import target_from
from curbcut.model.finding import Target


def initiators(session: Session, addresses: Sequence[str]) -> dict[str, Target]:
    """The elements of the open page that ask for some addresses, by address.

    What only a script asks for, and what is on the page no longer, is left out.
    """
    if not addresses:
        return {}
    try:
        found = session.script("return checks.initiators(arguments[0])", list(addresses))
    except (PageError, ScriptError):
        return {}  # the page is gone; what was asked for is reported all the same
    targets = {address: target_from(data) for address, data in found.items()}
    return {address: target for address, target in targets.items() if target is not None}

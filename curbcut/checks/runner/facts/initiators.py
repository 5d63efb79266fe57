"""Which element requests a file, so that a missing file is reported at the line that names it."""

from __future__ import annotations

from collections.abc import Sequence

from curbcut.browser.session import Session
from curbcut.browser.visit import PageError, ScriptError
from curbcut.checks.api import target_from
from curbcut.model.finding import Target


def initiators(session: Session, addresses: Sequence[str]) -> dict[str, Target]:
    """The elements of the open page that request these addresses: address to element.

    Addresses that only a script requests, or whose element is gone, are left out.
    """
    if not addresses:
        return {}
    try:
        found = session.script("return checks.initiators(arguments[0])", list(addresses))
    except (PageError, ScriptError):
        return {}  # the page is gone; its requests are reported without elements
    targets = {address: target_from(data) for address, data in found.items()}
    return {address: target for address, target in targets.items() if target is not None}

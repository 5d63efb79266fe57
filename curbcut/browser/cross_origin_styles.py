"""Cross-origin style sheets, whose rules scripts cannot read but DevTools can.

Their text, as the browser loaded it, is given to ``styles.js``, which reads all style rules. One
whose text cannot be fetched is reported, never ignored.
"""

from __future__ import annotations

import base64
from urllib.parse import urlsplit

from curbcut.browser.session import Session
from curbcut.browser.visit import ScriptError, Visit


def bring(session: Session, visit: Visit) -> None:
    """Give the text of the page's cross-origin style sheets to ``styles.js``."""
    addresses = _foreign(visit)
    if not addresses:
        return
    frame = session.cdp("Page.getFrameTree")["frameTree"]["frame"]["id"]
    texts: dict[str, str] = {}
    for address, arrived in addresses.items():
        # A style sheet that failed to load has no rules.
        text = _text(session, frame, address) if arrived else ""
        if text is not None:
            texts[address] = text
    session.script("checks.styles.give(arguments[0])", texts)


def unread(session: Session, visit: Visit) -> list[str]:
    """The URLs of the open page's style sheets whose rules could not be read."""
    if not _foreign(visit):
        return []
    found: list[str] = session.script("return checks.styles.unreadable()")
    return found


def _foreign(visit: Visit) -> dict[str, bool]:
    """The URL of each cross-origin style sheet, and whether it has loaded."""
    here = urlsplit(visit.final_url)
    found: dict[str, bool] = {}
    for request in visit.requests:
        there = urlsplit(request.url)
        if request.kind == "stylesheet" and there[:2] != here[:2]:
            arrived = not request.error and request.status < 400
            found[request.url] = found.get(request.url, False) or arrived
    return found


def _text(session: Session, frame: str, address: str) -> str | None:
    try:
        answer = session.cdp("Page.getResourceContent", {"frameId": frame, "url": address})
    except ScriptError:
        return None
    content = str(answer["content"])
    if answer.get("base64Encoded"):
        return base64.b64decode(content).decode("utf-8", errors="replace")
    return content

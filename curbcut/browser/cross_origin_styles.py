"""Style sheets of other origins: a browser keeps their rules from scripts, but not from its driver.

What they say is a part of the page. So their text, as the browser loaded it, is handed to the one
reader of style rules (``styles.js``). One whose text cannot be had is reported, never passed over.
"""

from __future__ import annotations

import base64
from urllib.parse import urlsplit

from curbcut.browser.session import Session
from curbcut.browser.visit import ScriptError, Visit


def bring(session: Session, visit: Visit) -> None:
    """Hand the style sheets of other origins that a page has loaded to the reader of rules."""
    addresses = _foreign(visit)
    if not addresses:
        return
    frame = session.cdp("Page.getFrameTree")["frameTree"]["frame"]["id"]
    texts: dict[str, str] = {}
    for address, arrived in addresses.items():
        # Nothing is in a sheet that never came.
        text = _text(session, frame, address) if arrived else ""
        if text is not None:
            texts[address] = text
    session.script("checks.styles.give(arguments[0])", texts)


def unread(session: Session, visit: Visit) -> list[str]:
    """The addresses of the style sheets of an open page whose rules no check has seen."""
    if not _foreign(visit):
        return []
    found: list[str] = session.script("return checks.styles.unreadable()")
    return found


def _foreign(visit: Visit) -> dict[str, bool]:
    """Addresses of style sheets of other origins, and whether they have arrived."""
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

"""Pages that lead on to another one by themselves, with a script or a timed refresh.

What is seen then is not the page that was asked for. A crawl looks at where redirects of a server
lead before a browser does; where a page itself leads is known only in the browser.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from curbcut.browser.session import Session
from curbcut.browser.visit import PageError, Visit
from curbcut.web.fetch import without_login

_ASKS = "return checks.opened.asksForPassword()"


def stay_here(session: Session, visit: Visit) -> None:
    """Make sure that what was opened can be reported under the address that was asked for.

    Raises:
        PageError: when it is a page of another site, or one that asks for a password.
    """
    if not visit.redirects:
        return
    asked, there = urlsplit(visit.url), urlsplit(visit.final_url)
    shown = without_login(visit.final_url)[0]
    if (asked.scheme, asked.hostname, asked.port) != (there.scheme, there.hostname, there.port):
        raise PageError("moved", f"It leads to {shown}, which is another site", url=visit.url)
    if asked.path != there.path and session.script(_ASKS):
        raise PageError("moved", f"It leads to {shown}, which asks for a password", url=visit.url)

"""Pages that redirect to another page, which is then open instead of the one requested.

The crawl has followed the server's redirects before; redirects by a script or a timed refresh show
only in the browser.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from curbcut.browser.session import Session
from curbcut.browser.visit import PageError, Visit
from curbcut.web.fetch import without_login

_ASKS = "return checks.opened.asksForPassword()"


def stay_here(session: Session, visit: Visit) -> None:
    """Make sure that the open page may be reported under the URL that was requested.

    Raises:
        PageError: when it is on another origin, or is another page that asks for a password.
    """
    if not visit.redirects:
        return
    asked, there = urlsplit(visit.url), urlsplit(visit.final_url)
    shown = without_login(visit.final_url)[0]
    if (asked.scheme, asked.hostname, asked.port) != (there.scheme, there.hostname, there.port):
        raise PageError("moved", f"It leads to {shown}, which is another site", url=visit.url)
    if asked.path != there.path and session.script(_ASKS):
        raise PageError("moved", f"It leads to {shown}, which asks for a password", url=visit.url)

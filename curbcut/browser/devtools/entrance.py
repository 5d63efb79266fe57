"""Logging a profile in at the ``Door``, the authenticating proxy of a run on a Selenium Grid.

The door asks the browser for credentials once, before its tab opens any page. From then on the
browser sends them to that proxy only, with every request in this profile, including requests by
workers and those without cookies. Pages cannot see them.
"""

from __future__ import annotations

from curbcut.browser.devtools.channel import Channel, ChannelTimeout, Params
from curbcut.browser.door import USER
from curbcut.browser.reach import Reach
from curbcut.model.finding import CurbcutError

# Time limit in seconds; the node may be far from this machine.
_SECONDS = 30.0


class Entrance:
    """Gives a new tab the credentials in ``reach``."""

    def __init__(self, channel: Channel, reach: Reach) -> None:
        self._channel = channel
        self._reach = reach
        self._session = ""
        self._loaded = False

    def hear(self, session: str, event: str, params: Params) -> None:
        """Answer the browser's requests for credentials in the tab; ignore other events."""
        if not session or session != self._session:
            return
        number = {"requestId": params.get("requestId", "")}
        if event == "Fetch.requestPaused":
            self._channel.post("Fetch.continueRequest", number, session=session)
        elif event == "Fetch.authRequired":
            known = {"username": USER, "password": self._reach.secret}
            ours = params["authChallenge"].get("source") == "Proxy"
            answer = {"response": "ProvideCredentials", **known} if ours else {"response": "Cancel"}
            wish = {**number, "authChallengeResponse": answer}
            self._channel.post("Fetch.continueWithAuth", wish, session=session)
        elif event == "Page.loadEventFired":
            self._loaded = True

    def use(self, session: str) -> None:
        """Log in at the door in the tab with this session id, and leave it blank, without history.

        Raises:
            CurbcutError: when the browser cannot reach the door.
            ChannelClosed, ChannelTimeout, CommandError: when the browser is lost.
        """
        self._session = session
        page = {"urlPattern": "*", "resourceType": "Document"}
        self._call("Page.enable", {})
        self._call("Fetch.enable", {"handleAuthRequests": True, "patterns": [page]})
        reason = self._go(self._reach.entrance)
        if reason:
            raise CurbcutError(
                f"A browser of the Selenium Grid does not reach Curbcut at {self._reach.announced}"
                f" ({reason})",
                "Make this machine reachable for the nodes: --listen ADDRESS:PORT sets where it"
                " listens, --announce HOST:PORT what the nodes connect to.",
            )
        self._call("Fetch.disable", {})
        self._go("about:blank")
        self._call("Page.resetNavigationHistory", {})
        self._session = ""

    def _go(self, url: str) -> str:
        """Open a URL and wait until it has loaded; why it cannot be reached, or ""."""
        self._loaded = False
        reason = self._call("Page.navigate", {"url": url}).get("errorText", "")
        if not reason and not self._channel.wait(lambda: self._loaded, _SECONDS):
            raise ChannelTimeout(f"a new tab is not there within {_SECONDS:.0f} s")
        return str(reason)

    def _call(self, method: str, params: Params) -> Params:
        return self._channel.call(method, params, session=self._session, timeout=_SECONDS)

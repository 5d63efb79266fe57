"""Letting the pages of a profile in at the ``Door`` of a run on a Selenium Grid.

The browser is asked for the credentials once, before its tab opens any page. From then on it sends
them to the proxy, and to nobody else, with all that is asked for in this profile, by workers and
without cookies too; pages cannot see that.
"""

from __future__ import annotations

from curbcut.browser.devtools.channel import Channel, ChannelTimeout, Params
from curbcut.browser.door import USER
from curbcut.browser.reach import Reach
from curbcut.model.finding import CurbcutError

# In seconds; the node and this machine may be far from one another.
_SECONDS = 30.0


class Entrance:
    """Gives a new tab the credentials; ``reach`` says where and which."""

    def __init__(self, channel: Channel, reach: Reach) -> None:
        self._channel = channel
        self._reach = reach
        self._session = ""
        self._loaded = False

    def hear(self, session: str, event: str, params: Params) -> None:
        """Answer what the browser asks in that tab; other events are not for it."""
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
        """Open the door in a tab, by its session, and leave no trace of it there.

        Raises:
            CurbcutError: when the browser does not reach the door.
            ChannelClosed, ChannelTimeout, CommandError: when there is no browser any more.
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
                "Let nodes reach this machine: --listen ADDRESS:PORT says on what it listens,"
                " --announce HOST:PORT what the nodes connect to.",
            )
        self._call("Fetch.disable", {})
        self._go("about:blank")
        self._call("Page.resetNavigationHistory", {})
        self._session = ""

    def _go(self, url: str) -> str:
        """Why an address cannot be reached; "" once it is there, to its end."""
        self._loaded = False
        reason = self._call("Page.navigate", {"url": url}).get("errorText", "")
        if not reason and not self._channel.wait(lambda: self._loaded, _SECONDS):
            raise ChannelTimeout(f"a new tab is not there within {_SECONDS:.0f} s")
        return str(reason)

    def _call(self, method: str, params: Params) -> Params:
        return self._channel.call(method, params, session=self._session, timeout=_SECONDS)

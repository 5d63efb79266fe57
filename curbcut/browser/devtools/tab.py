"""One tab of a browser: handling its events and navigating."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress

from curbcut.browser.devtools.asked import Asked
from curbcut.browser.devtools.channel import (
    Channel,
    ChannelTimeout,
    Command,
    Params,
)
from curbcut.browser.devtools.entrance import Entrance
from curbcut.browser.devtools.event_log import Record
from curbcut.browser.devtools.lines import ChannelClosed
from curbcut.browser.devtools.world import World, on_new_document
from curbcut.browser.reach import Reach
from curbcut.browser.visit import PageError, ScriptError

# Time limit in seconds for commands that a browser answers immediately unless it hangs.
_PROMPT = 10.0
# Seconds that requests by scripts after the load event get to finish.
_LATE = 2.0
# Seconds: timers of up to this long are part of loading; how long the page's text and elements have
# to stay the same to be at rest, with timers left and without; and how long is waited at most.
_TIMER, _STEADY, _QUIET, _REST = 3.0, 1.0, 0.15, 6.0
_DUE = f'globalThis[Symbol.for("curbcut.watch")]?.due({_TIMER * 1000:.0f})'
_MOST_NAVIGATIONS = 10
_AUTO_ATTACH = {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": True}
_DOMAINS = ("Page", "Runtime", "Network", "Log", "Audits", "Inspector")


class Tab:
    """A tab in its own profile (a browser context, "incognito"), so that no link counts as visited.

    ``reach`` is what its pages can reach. In each document ``hooks`` run in the page's main world
    and ``libraries`` in the isolated world; see ``World``. ``asked`` returns the recorder of all
    requests. ``loader`` is the loader id of the open document.
    """

    def __init__(
        self,
        channel: Channel,
        reach: Reach,
        hooks: list[str],
        libraries: list[str],
        asked: Callable[[], Asked],
    ) -> None:
        self._channel = channel
        self._reach = reach
        self._entrance = Entrance(channel, reach)
        self._asked = asked
        self._hooks = hooks
        self._profile = ""
        self._session = ""
        self._loading = self._loaded = self._leaving = False
        self.id = ""
        self.loader = ""
        # The loader ids of the open documents, including those in frames.
        self.loaders: set[str] = set()
        self.crashed = False
        self.record = Record("about:blank", "")
        self.world = World(self._send, libraries)

    def open(self) -> None:
        """Create the tab. Raises CommandError, ChannelClosed, ChannelTimeout or PageError.

        On a Grid it raises CurbcutError, too, if the browser cannot reach this machine.
        """
        ask = self._channel.call
        wish = {"disposeOnDetach": True, **self._reach.context()}
        made = ask("Target.createBrowserContext", wish, timeout=_PROMPT)
        self._profile = made["browserContextId"]
        within = {"browserContextId": self._profile}
        deny = {**within, "behavior": "deny", "eventsEnabled": True}
        # Granting an empty list denies all permissions without a prompt.
        self._channel.call_all(
            [
                ("Browser.grantPermissions", {**within, "permissions": []}),
                ("Browser.setDownloadBehavior", deny),
            ],
            timeout=_PROMPT,
        )
        window = {"url": "about:blank", "width": 1280, "height": 800, **within}
        target = ask("Target.createTarget", window, timeout=_PROMPT)["targetId"]
        attach = {"targetId": target, "flatten": True}
        self._session = ask("Target.attachToTarget", attach, timeout=_PROMPT)["sessionId"]
        if self._reach.announced:
            self._entrance.use(self._session)
        self.id = target
        self.record = Record("about:blank", self.id)
        self.command(
            *((f"{domain}.enable", {}) for domain in _DOMAINS),
            # Elements can be focused as in the active window.
            ("Emulation.setFocusEmulationEnabled", {"enabled": True}),
            ("Network.setBypassServiceWorker", {"bypass": True}),
            *self._opening(),
            # Only to be told about workers.
            ("Target.setAutoAttach", _AUTO_ATTACH),
            *(on_new_document(hook, ours=False) for hook in self._hooks),
            *self.world.registrations,
        )

    def _opening(self) -> list[Command]:
        """What makes requests to the origin that ``access`` opens wait for its headers."""
        access = self._reach.access
        if not access.headers:
            return []
        return [("Fetch.enable", {"patterns": [{"urlPattern": f"{access.origin}/*"}]})]

    def add(self, source: str, *, ours: bool) -> None:
        """Run a script at the start of each document from the next one on.

        ``ours``: in the isolated world, otherwise in the page's main world.
        """
        if ours:
            self.world.add(source)
        self.command(on_new_document(source, ours=ours))

    def hear(self, session: str, event: str, params: Params) -> None:
        """Handle an event. Raises PageError "crashed" if the tab crashed or was closed."""
        if not self.id:
            self._entrance.hear(session, event, params)
        elif not session:
            self._hear_browser(event, params)
        elif session == self._session:
            if event.startswith("Runtime.executionContext"):
                self.world.hear(event, params)
                return
            self._asked().hear(event, params)
            self._hear_page(event, params)
            self.record.hear(event, params)

    def _hear_browser(self, event: str, params: Params) -> None:
        if event == "Target.targetCreated":
            target = params["targetInfo"]
            ours = target.get("browserContextId") == self._profile and target["type"] == "page"
            if ours and target["targetId"] != self.id:
                self.record.popup(target.get("url", ""))
                self._channel.post("Target.closeTarget", {"targetId": target["targetId"]})
        elif event in ("Target.targetCrashed", "Target.targetDestroyed"):
            if params["targetId"] == self.id:
                self._crash()
        elif event == "Browser.downloadWillBegin" and params.get("frameId") == self.id:
            self.record.downloads.append(params["url"])

    def _hear_page(self, event: str, params: Params) -> None:
        if event == "Page.javascriptDialogOpening":
            # Leaving the page is allowed; every other dialog is dismissed.
            answer = {"accept": params["type"] == "beforeunload"}
            self._channel.post("Page.handleJavaScriptDialog", answer, session=self._session)
        elif event == "Fetch.requestPaused":
            sent = {**params["request"]["headers"], **dict(self._reach.access.headers)}
            headers = [{"name": name, "value": value} for name, value in sent.items()]
            go_on = {"requestId": params["requestId"], "headers": headers}
            self._channel.post("Fetch.continueRequest", go_on, session=self._session)
        elif event == "Page.loadEventFired":
            self._loaded = True
        elif event == "Inspector.targetCrashed":
            self._crash()
        elif event == "Page.frameNavigated":
            frame = params["frame"]
            if frame["id"] == self.id:
                self.loader, self._loaded = frame["loaderId"], False
                self.loaders = set()
                self._asked().arrived(self.loader)
            self.loaders.add(frame["loaderId"])
        elif params.get("frameId") == self.id:
            self._hear_frame(event, params)

    def _hear_frame(self, event: str, params: Params) -> None:
        match event:
            case "Page.frameStartedLoading":
                self._loading = True
            case "Page.frameStoppedLoading":
                self._loading = False
            case "Page.frameScheduledNavigation":
                # A refresh within 1 s counts as a redirect; a later one is content of the page.
                self._leaving = params["delay"] <= 1
            case "Page.frameClearedScheduledNavigation":
                self._leaving = False

    def _crash(self) -> None:
        self.crashed = True
        raise PageError("crashed", "The browser crashed on this page", url=self.record.url)

    def command(self, *commands: Command, timeout: float = _PROMPT) -> list[Params]:
        """Send commands to the page without waiting for each other; their results in order.

        Raises PageError "timeout" or "crashed", and CommandError for what the browser refuses.
        """
        if self.crashed:
            self._crash()
        try:
            return self._channel.call_all(commands, session=self._session, timeout=timeout)
        except ChannelTimeout as error:
            words = f"The page does not answer within {timeout:.3g} s"
            raise PageError("timeout", words, url=self.record.url) from error
        except ChannelClosed as error:
            raise self._ended() from error

    def _send(self, commands: Sequence[Command], timeout: float) -> list[Params]:
        return self.command(*commands, timeout=timeout)

    def _ended(self) -> PageError:
        self.crashed = True
        words = "The browser ended while this page was open"
        return PageError("crashed", words, url=self.record.url)

    def go(self, url: str, timeout: float, *, rest: bool = True) -> None:
        """Open a URL within ``timeout`` seconds, and wait until it has loaded.

        With ``rest``, wait also for what its scripts put in late. Raises PageError.
        """
        end = time.monotonic() + timeout
        self.harvest()
        self.record = Record(
            url, self.id, before=frozenset(self.loaders), refusals=self._reach.refusals
        )
        self._loaded, self._loading, self._leaving = False, True, False
        (answer,) = self.command(("Page.navigate", {"url": url}), timeout=timeout)
        self._judge(answer)
        if "loaderId" not in answer:
            # Same document, another fragment: leave the page first, so that it is loaded again.
            self.go("about:blank", timeout)
            self.go(url, _until(end))
            return
        self._arrive(end)
        while self.record.pending and time.monotonic() < end:
            # What scripts fetch soon after the load event is part of the page.
            late = min(_until(end), _LATE)
            if not self._wait(lambda: self._restless or not self.record.pending, late):
                break
            self._arrive(end)
        if rest and not self._rest(end):
            # A timer leads elsewhere: that is content of this page, not a redirect to the other.
            self.go(url, _until(end), rest=False)
            return
        if self.record.status >= 400:
            raise self._refused()
        if self.record.media_type == "application/pdf":
            raise PageError("download", "The address is a PDF, not a page", url=url)

    def _rest(self, end: float) -> bool:
        """Wait until the page has come to rest, if scripts have set timers; False if it has left.

        It is at rest when no timer of up to ``_TIMER`` seconds is left, nothing more is being
        fetched than before, and its text and elements have not changed for a moment.
        """
        here, before = self.loader, set(self.record.pending)
        stop, patience = min(end, time.monotonic() + _REST), time.monotonic() + _TIMER
        watching = False
        while True:
            due = self._due()
            busy = due > 0 or not before.issuperset(self.record.pending)
            if not busy and not watching:
                return True
            if not watching:
                self.world.run("curbcut.watchChanges()", self.id, _PROMPT)
                watching = True
            now = time.monotonic()
            still = self.world.run("curbcut.millisecondsUnchanged()", self.id, _PROMPT) / 1000
            if (not busy and still >= _QUIET) or (now >= patience and still >= _STEADY):
                break
            if now >= stop:
                self.record.restless = True
                break
            self._wait(
                lambda: self._restless or self.loader != here,
                min(max(due, _QUIET - still, 0.02), stop - now) + 0.01,
            )
            if self._restless or self.loader != here:
                return False
        self.world.run("curbcut.settle()", self.id, _until(end))
        return True

    def _due(self) -> float:
        """The seconds until the page's last timer that is a part of loading has run."""
        asked = {"expression": _DUE, "returnByValue": True}
        (answer,) = self.command(("Runtime.evaluate", asked))
        value = answer.get("result", {}).get("value", 0)
        return value / 1000 if isinstance(value, int | float) else 0.0

    def harvest(self) -> None:
        """Fetch the response bodies of the page, if they are recorded, before it is left."""
        asked = self._asked()
        asked.harvest(lambda commands: self.command(*commands))
        if asked.leaving and self.loader:
            with suppress(PageError, ScriptError):
                asked.left(self.loader, self.world.run(asked.leaving, self.id, _LATE))

    @property
    def _restless(self) -> bool:
        return self._loading or self._leaving or not self._loaded

    def _arrive(self, end: float) -> None:
        """Wait until the page is loaded and laid out, after any redirects."""
        while True:
            if not self._wait(lambda: not self._restless, _until(end)):
                pending = self.record.pending
                waits = f"; it still waits for {pending[0]}" if pending else ""
                words = f"The page does not finish loading{waits}"
                raise PageError("timeout", words, url=self.record.url)
            if self.record.failure:
                words = f"{self.record.failure} cannot be reached"
                raise PageError("network", words, url=self.record.url)
            try:
                with suppress(ScriptError):
                    self.world.run("curbcut.fonts().then(curbcut.settle)", self.id, _until(end))
            except PageError as error:
                if error.kind != "moved":
                    raise
                # The page is navigating away: wait for the new document.
                self._wait(lambda: self._restless, 0.05)
                continue
            if not self._restless:
                return

    def _wait(self, done: Callable[[], bool], timeout: float) -> bool:
        """Handle events until ``done()`` is true; False if it is not after ``timeout`` seconds.

        Raises PageError "redirect-loop" or "crashed".
        """

        def look() -> bool:
            if self.record.navigations > _MOST_NAVIGATIONS:
                words = "The page redirects without end"
                raise PageError("redirect-loop", words, url=self.record.url)
            return done()

        try:
            return self._channel.wait(look, timeout)
        except ChannelClosed as error:
            raise self._ended() from error

    def _judge(self, answer: Params) -> None:
        """Raise PageError if a navigation failed."""
        url, reason = self.record.url, answer.get("errorText", "")
        if answer.get("isDownload") or self.record.downloads:
            raise PageError("download", "The address is a download, not a page", url=url)
        if "TOO_MANY_REDIRECTS" in reason:
            raise PageError("redirect-loop", "The address redirects without end", url=url)
        if reason and self.record.status >= 400:
            raise self._refused()
        if reason in self._reach.refusals:
            raise PageError("network", "The page is out of reach of this check", url=url)
        if reason:
            raise PageError("network", f"The page cannot be reached ({reason})", url=url)

    def _refused(self) -> PageError:
        status = self.record.status
        words = f"The server answers {status}"
        return PageError("http", words, url=self.record.url, status=status)

    def close(self, timeout: float) -> None:
        """Close the tab and delete its profile, whatever the page is doing.

        Raises ChannelClosed, ChannelTimeout or CommandError if that fails.
        """
        gone, self.id = self.id, ""
        calls: list[Command] = [
            ("Target.closeTarget", {"targetId": gone}),
            ("Target.disposeBrowserContext", {"browserContextId": self._profile}),
        ]
        self._channel.call_all(calls, timeout=timeout)


def _until(end: float) -> float:
    """The seconds until ``end`` (monotonic); at least 0.05 s, so that errors still arrive."""
    return max(0.05, end - time.monotonic())

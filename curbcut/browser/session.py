"""One browser that opens many pages, behind a small interface.

Any page may be hostile: it may loop for ever, open dialogs, navigate away or crash the browser.
Whatever it does costs no more than its own time limit.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from curbcut.browser.devtools.asked import Asked
from curbcut.browser.devtools.channel import Command, CommandError, Params
from curbcut.browser.devtools.emulation import FIRST, changes
from curbcut.browser.devtools.tab import Tab
from curbcut.browser.driver.host import Host
from curbcut.browser.driver.install import Installation
from curbcut.browser.reach import Reach
from curbcut.browser.reader import Reader
from curbcut.browser.visit import PageError, ScriptError, Visit
from curbcut.model.state import State
from curbcut.web.fetch import Answer, Refusal

# Time limits in seconds for opening a page and for running a script in it.
_OPEN = 20.0
_SCRIPT = 30.0
# Whether the page has stored something in its tab that the next page of its site would find.
_LEFT = (
    "(() => { try { return sessionStorage.length > 0 || name !== '' } catch { return false } })()"
)
_LOOK = 2.0
_STORES = "local_storage,indexeddb,cache_storage,service_workers,file_systems"


class Session(Reader):
    """A browser that is started when first needed, and restarted after a crash.

    ``installation`` is the browser to use (default: what ``find_browser`` finds). ``reach`` is what
    its pages can reach: by default nothing, not even this machine. ``grid`` is the URL of a
    Selenium Grid 4 to use instead of a browser on this machine.

    Not thread-safe, except for ``interrupt``; each worker has its own session. Close it, or use it
    as a context manager, and no process and no file is left behind.
    """

    def __init__(
        self,
        installation: Installation | None = None,
        *,
        reach: Reach = Reach(),  # noqa: B008 (it is a value, and frozen)
        grid: str = "",
    ) -> None:
        self.reach = reach
        self._host = Host(installation, reach, grid)
        self._state = FIRST
        self._url = ""
        self._loader = ""
        self._seconds = 0.0
        self._limit = _OPEN
        self._arrived = False

    # --- the browser ---------------------------------------------------------------------------

    def start(self) -> None:
        """Start the browser if it is not running. Raises CurbcutError if it cannot be started."""
        self._host.ready()

    @property
    def starts(self) -> int:
        """How many times a browser was started for this session: more than once after a crash."""
        return self._host.starts

    @property
    def browser_version(self) -> str:
        """The version of the browser, "156.0.8078.79"; starts it if necessary."""
        return self._host.browser.version

    @property
    def driver_version(self) -> str:
        """The version of the browser's driver; starts both if necessary."""
        return self._host.browser.driver_version

    @property
    def browser_pid(self) -> int:
        """The process id of the browser, 0 for one on a Grid; starts it if necessary."""
        return self._host.browser.pid

    def renew(self, most: int) -> None:
        """Close the browser if it uses over ``most`` bytes; the next page opens in a fresh one.

        Only private memory counts, of all of its processes together.
        """
        if self._host.weight() > most:
            self._host.close()

    def interrupt(self) -> None:
        """End the browser at once, from another thread; calls that wait for it fail immediately.

        The session starts no further browser; it must still be closed.
        """
        self._host.interrupt()

    def close(self) -> None:
        """End the browser; no process or file is left behind. The session can be used again."""
        self._host.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def retrying[T](self, work: Callable[[], T]) -> T:
        """Do ``work``, and once more in a fresh browser if the first one crashed meanwhile.

        Raises what ``work`` raises; PageError "crashed" only if the browser crashed twice.
        """
        try:
            return work()
        except PageError as error:
            if error.kind != "crashed":
                raise
        self._host.kill()
        return work()

    # --- the page ------------------------------------------------------------------------------

    def library(self, source: str) -> None:
        """Run a script in Curbcut's isolated world in every document from the next one on.

        It is registered with the browser once: for a library of 600 kB that takes 20 ms a page,
        against 70 ms for sending it to each page.
        """
        self._host.libraries.append(source)
        if self._host.tab is not None:
            self._guard(lambda tab: tab.add(source, ours=True))

    def on_new_document(self, source: str) -> None:
        """Run a script in the main world of every document, before the page's own scripts."""
        self._host.hooks.append(source)
        if self._host.tab is not None:
            self._guard(lambda tab: tab.add(source, ours=False))

    def open(self, url: str, *, timeout: float = _OPEN) -> Visit:
        """Open a page as a first-time visitor sees it, and wait until it has loaded.

        The viewport is 1280 by 800 CSS pixels, in light colours; cookies and storage of the
        previous page are cleared. ``timeout`` is in seconds and covers the whole load.

        Raises PageError (see its ``kind``) if the page cannot be opened, and CurbcutError if no
        browser works.
        """
        before = self._host.tab
        if before is not None and (
            self._state.touch or before.record.has_dialogs or self._left(before)
        ):
            # A dialog that opens on leaving a page can block that, and no mouse returns to a tab
            # that was touched, so it is closed instead.
            self._host.drop()
        return self._open(url, timeout, FIRST)

    def _open(self, url: str, timeout: float, state: State) -> Visit:
        began = time.monotonic()
        fresh = self._host.tab is None or self._host.tab.crashed
        self._host.ready()
        before = FIRST if fresh else self._state

        def go(tab: Tab) -> None:
            self._forget(tab)
            commands = changes(state, before)
            if state.scripts != before.scripts:
                disabled = {"value": not state.scripts}
                commands.append(("Emulation.setScriptExecutionDisabled", disabled))
            tab.command(*commands)
            # Set before navigating: the tab is in this state even if that fails.
            self._state, self._url, self._limit = state, url, timeout
            tab.go(url, timeout)
            self._loader, self._arrived = tab.loader, True

        self._guard(go)
        self._seconds = time.monotonic() - began
        return self.visit()

    def _forget(self, tab: Tab) -> None:
        """Clear cookies and storage, so that no page affects the next one."""
        parts = urlsplit(tab.record.final_url)
        commands: list[Command] = [("Network.clearBrowserCookies", {})]
        if parts.scheme in ("http", "https"):
            origin = f"{parts.scheme}://{parts.netloc}"
            stores = {"origin": origin, "storageTypes": _STORES}
            commands.append(("Storage.clearDataForOrigin", stores))
        access = self.reach.access
        cookies = [
            {"name": name, "value": value, "url": f"{access.origin}/"}
            for name, value in access.cookies
        ]
        commands += [("Network.setCookies", {"cookies": cookies})] if cookies else []
        with suppress(CommandError):
            tab.command(*commands)

    def _left(self, tab: Tab) -> bool:
        """Whether the open page has left data in its tab; True if it does not answer."""
        try:
            return tab.loader != "" and bool(tab.world.run(_LEFT, tab.id, _LOOK))
        except (PageError, ScriptError):
            return True

    def listen(self, *, bodies: bool, leaving: str = "") -> Asked:
        """Record all requests of pages from now on; with ``bodies``, the response bodies as well.

        ``leaving`` is evaluated in each document before it is left; see ``Asked``. The record is
        complete once ``heard`` was called.
        """
        tab = self._host.tab
        before = tab.loaders if tab is not None else ()
        self._host.asked = Asked(bodies=bodies, before=before, leaving=leaving)
        return self._host.asked

    def heard(self) -> None:
        """Fetch the response bodies of the open page's requests, if they are recorded."""
        if self._host.tab is not None:
            self._guard(lambda tab: tab.harvest())

    def fetch(self, address: str, *, timeout: float, whole: float, most: int) -> Answer | Refusal:
        """Fetch a URL that the page can reach, and record that; see ``Reach.fetch``."""
        answer = self.reach.fetch(address, timeout=timeout, whole=whole, most=most)
        self._host.asked.fetched(address, answer, most)
        return answer

    def visit(self) -> Visit:
        """What has happened on the page since it was opened."""

        def look(tab: Tab) -> Visit:
            (answer,) = tab.command(("Network.getCookies", {}))
            ours = {name for name, _ in self.reach.access.cookies}
            names = sorted({cookie["name"] for cookie in answer.get("cookies", ())} - ours)
            return tab.record.visit(cookies=tuple(names), seconds=self._seconds)

        return self._guard(look)

    @property
    def state(self) -> State:
        """The state that the page is in."""
        return self._state

    @property
    def document(self) -> str:
        """The loader id of the open document, "" if none; each visit to a page has a new one."""
        return self._host.tab.loader if self._host.tab is not None else ""

    @property
    def world(self) -> int:
        """The DevTools execution context id of Curbcut's isolated world in the page."""
        return self._guard(lambda tab: tab.world.context(tab.id, _SCRIPT))

    @property
    def moved(self) -> bool:
        """Whether the page has navigated to a new document (not just a fragment) since opening."""
        tab = self._host.tab
        return tab is not None and tab.loader != self._loader

    def enter(self, state: State) -> None:
        """Put the open page into a state, scrolled to its top and with nothing focused.

        Only what differs from the current state is changed; only ``scripts`` reloads the page.
        Returns when the page is laid out: resize and media query listeners have run, transitions
        and short animations are finished. Raises PageError and ScriptError.
        """
        before = self._state
        if state.scripts != before.scripts:
            self._open(self._url, self._limit, replace(state, css=""))
            before = self._state
        wish: Params = {"width": state.width, "height": state.height}
        if state.css != before.css:
            wish["css"] = state.css
        steps = changes(state, before)
        # A page that was just opened in this same state has settled already.
        wish["settled"] = self._arrived and not steps and "css" not in wish
        self._arrived = False

        def put(tab: Tab) -> None:
            self._stay(tab)
            self._state = state
            if "css" in wish:
                dress = f"curbcut.dress({json.dumps(state.css)})"
                tab.world.run_elsewhere(dress, tab.id, _SCRIPT)
            enter = f"curbcut.enter({json.dumps(wish)})"
            tab.world.run(enter, tab.id, _SCRIPT, after=steps)

        self._guard(put)

    def script(self, source: str, *args: object, timeout: float = _SCRIPT) -> Any:
        """Run a function body in the page, in Curbcut's isolated world, and return its result.

        ``arguments[0]`` and so on are ``args``; arguments and result are JSON values. ``await`` is
        allowed, and a promise is awaited. ``timeout`` is in seconds; if the script takes longer,
        the tab is closed. Raises ScriptError for what the script throws, and PageError.
        """
        call = f"(async function(){{{source}\n}}).apply(null,{json.dumps(args)})"

        def run(tab: Tab) -> Any:
            self._stay(tab)
            self._arrived = False
            return tab.world.run(call, tab.id, timeout)

        return self._guard(run)

    def _stay(self, tab: Tab) -> None:
        """Raise PageError "moved" if another document is open now, so that no page is mixed up."""
        if self.moved:
            raise PageError("moved", f"The page went to {tab.record.final_url}", url=self._url)

    def cdp_all(self, commands: list[Command], *, timeout: float = 10.0) -> list[Params]:
        """The results of several DevTools commands, sent without waiting for each other."""
        self._arrived = False
        return self._guard(lambda tab: tab.command(*commands, timeout=timeout))

    def _guard[T](self, work: Callable[[Tab], T]) -> T:
        """Do ``work`` with the tab; close the tab after any PageError but "http" and "moved"."""
        if self._host.tab is None:
            raise PageError("crashed", "There is no page open", url=self._url)
        try:
            return work(self._host.tab)
        except PageError as error:
            error.url = error.url or self._url
            if error.kind not in ("http", "moved") and self._host.drop():
                error.kind = "crashed"
            raise

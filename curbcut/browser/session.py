"""One browser, kept for many pages, behind a small interface.

A page is hostile until it has proved otherwise: it may loop for ever, open boxes, go elsewhere,
or take the browser down with it. Whatever it does costs that page its time limit and no more.
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

# Time limits in seconds, for opening a page and for a script in it.
_OPEN = 20.0
_SCRIPT = 30.0
# Whether the page has left something in its tab, where the next one of its site would find it.
_LEFT = (
    "(() => { try { return sessionStorage.length > 0 || name !== '' } catch { return false } })()"
)
_LOOK = 2.0
_STORES = "local_storage,indexeddb,cache_storage,service_workers,file_systems"


class Session(Reader):
    """A browser that is started when it is first needed, and started anew when it has died.

    ``installation`` is the browser to use (default: what ``find_browser`` finds). ``reach`` is
    what its pages can reach: nothing by default, this machine included.
    ``grid`` is the address of a Selenium Grid 4 to use instead of a browser on this machine.

    Not for use by several threads at once; each worker has a session of its own. Close it, or use
    it as a context manager: then nothing is left behind, no process and no file.
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
        """Start the browser if it does not run. Raises CurbcutError if it cannot be started."""
        self._host.ready()

    @property
    def starts(self) -> int:
        """How often a browser was started for this session; more than once if one has died."""
        return self._host.starts

    @property
    def browser_version(self) -> str:
        """The version of the browser, "156.0.8078.79"; starts it if need be."""
        return self._host.browser.version

    @property
    def driver_version(self) -> str:
        """The version of the browser's driver; starts both if need be."""
        return self._host.browser.driver_version

    @property
    def browser_pid(self) -> int:
        """The process id of the browser, 0 for one on a Grid; starts it if need be."""
        return self._host.browser.pid

    def renew(self, most: int) -> None:
        """Have the next page opened in a fresh browser if this one has over ``most`` bytes.

        What counts is what it has for itself alone, with all of its processes.
        """
        if self._host.weight() > most:
            self._host.close()

    def interrupt(self) -> None:
        """End the browser at once, from another thread: whoever waits for it hears so directly.

        The session starts no other one; the caller must still close it.
        """
        self._host.interrupt()

    def close(self) -> None:
        """End the browser. Nothing is left behind. The session can be used again afterwards."""
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
        """Do ``work``, and once more on a fresh browser if the first one died in the middle.

        Raises what ``work`` raises; PageError "crashed" only if the browser died twice.
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
        """A script that is there, in our own world, in every document from the next one on.

        Registered once: the browser keeps it, which for a library of 600 kB costs 20 ms a page
        where sending it along costs 70.
        """
        self._host.libraries.append(source)
        if self._host.tab is not None:
            self._guard(lambda tab: tab.add(source, ours=True))

    def on_new_document(self, source: str) -> None:
        """A script that runs in the page's own world before the scripts of the page do."""
        self._host.hooks.append(source)
        if self._host.tab is not None:
            self._guard(lambda tab: tab.add(source, ours=False))

    def open(self, url: str, *, timeout: float = _OPEN) -> Visit:
        """Open a page as a first-time reader meets it, and wait until it is there.

        It is laid out with 1280 by 800 CSS pixels and light colours; cookies and storage of the
        page before are gone. ``timeout`` is in seconds and covers everything.

        Raises PageError (see its ``kind``) if there is no page to look at, and CurbcutError if
        there is no browser to look with.
        """
        before = self._host.tab
        if before is not None and (before.record.has_dialogs or self._left(before)):
            # A box that opens just as a page is left can hold on to it. Its tab is closed instead.
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
            # Set before going: should that fail, this is what the tab is in.
            self._state, self._url, self._limit = state, url, timeout
            tab.go(url, timeout)
            self._loader, self._arrived = tab.loader, True

        self._guard(go)
        self._seconds = time.monotonic() - began
        return self.visit()

    def _forget(self, tab: Tab) -> None:
        """What a page stored must not change the page after it."""
        parts = urlsplit(tab.record.final_url)
        commands: list[Command] = [("Network.clearBrowserCookies", {})]
        if parts.scheme in ("http", "https"):
            origin = f"{parts.scheme}://{parts.netloc}"
            stores = {"origin": origin, "storageTypes": _STORES}
            commands.append(("Storage.clearDataForOrigin", stores))
        with suppress(CommandError):
            tab.command(*commands)

    def _left(self, tab: Tab) -> bool:
        """Whether the page that is open has left anything in its tab that goes with it."""
        try:
            return tab.loader != "" and bool(tab.world.run(_LEFT, tab.id, _LOOK))
        except (PageError, ScriptError):
            return True

    def listen(self, *, bodies: bool, leaving: str = "") -> Asked:
        """Take note from now on of all that pages ask for; with ``bodies``, of what came as well.

        ``leaving`` is an expression that each document is asked before it is left; see ``Asked``.

        It is complete once ``heard`` was called.
        """
        tab = self._host.tab
        before = tab.loaders if tab is not None else ()
        self._host.asked = Asked(bodies=bodies, before=before, leaving=leaving)
        return self._host.asked

    def heard(self) -> None:
        """Take note of the contents of what the open page has asked for."""
        if self._host.tab is not None:
            self._guard(lambda tab: tab.harvest())

    def fetch(self, address: str, *, timeout: float, whole: float, most: int) -> Answer | Refusal:
        """What is at an address that the page can reach; see ``Reach.fetch``."""
        answer = self.reach.fetch(address, timeout=timeout, whole=whole, most=most)
        self._host.asked.fetched(address, answer, most)
        return answer

    def visit(self) -> Visit:
        """What happened on the page since it was opened, up to now."""

        def look(tab: Tab) -> Visit:
            (answer,) = tab.command(("Network.getCookies", {}))
            names = sorted({cookie["name"] for cookie in answer.get("cookies", ())})
            return tab.record.visit(cookies=tuple(names), seconds=self._seconds)

        return self._guard(look)

    @property
    def state(self) -> State:
        """The state that the page is in."""
        return self._state

    @property
    def document(self) -> str:
        """What tells the open document from every other one, a later visit to the page included."""
        return self._host.tab.loader if self._host.tab is not None else ""

    @property
    def world(self) -> int:
        """The execution context of our own world in the page, as the DevTools protocol has it."""
        return self._guard(lambda tab: tab.world.context(tab.id, _SCRIPT))

    @property
    def moved(self) -> bool:
        """Whether the page has gone elsewhere since it was opened (a new document, not a ``#``)."""
        tab = self._host.tab
        return tab is not None and tab.loader != self._loader

    def enter(self, state: State) -> None:
        """Put the open page into a state, scrolled to its top and with nothing focused.

        Only what differs from the present state is changed; only ``scripts`` opens the page anew.
        Returns when the page is laid out: its resize and media listeners have run, transitions and
        short animations are at their end. Raises PageError.
        """
        before = self._state
        if state.scripts != before.scripts:
            self._open(self._url, self._limit, replace(state, css=""))
            before = self._state
        wish: Params = {"width": state.width, "height": state.height}
        if state.css != before.css:
            wish["css"] = state.css
        steps = changes(state, before)
        # A page that has just been opened in this very state has settled already.
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
        """Run the body of a function in the page, in our own world, and return what it returns.

        ``arguments[0]`` and so on are ``args``; both ways only JSON values travel. ``await`` may
        be used, and a promise is waited for. ``timeout`` is in seconds; a script that takes longer
        loses the page. Raises ScriptError for what it throws, and PageError.
        """
        call = f"(async function(){{{source}\n}}).apply(null,{json.dumps(args)})"

        def run(tab: Tab) -> Any:
            self._stay(tab)
            self._arrived = False
            return tab.world.run(call, tab.id, timeout)

        return self._guard(run)

    def _stay(self, tab: Tab) -> None:
        """Nothing is said about one page that was seen on another."""
        if self.moved:
            raise PageError("moved", f"The page went to {tab.record.final_url}", url=self._url)

    def cdp_all(self, commands: list[Command], *, timeout: float = 10.0) -> list[Params]:
        """The results of several commands, which are sent without waiting for one another."""
        self._arrived = False
        return self._guard(lambda tab: tab.command(*commands, timeout=timeout))

    def _guard[T](self, work: Callable[[Tab], T]) -> T:
        """Do something with the tab; if it does not answer or has crashed, it is given up."""
        if self._host.tab is None:
            raise PageError("crashed", "There is no page open", url=self._url)
        try:
            return work(self._host.tab)
        except PageError as error:
            error.url = error.url or self._url
            if error.kind not in ("http", "moved") and self._host.drop():
                error.kind = "crashed"
            raise

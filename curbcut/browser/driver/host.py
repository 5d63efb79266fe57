"""Keeping one browser with one tab ready: started when needed, restarted after a crash."""

from __future__ import annotations

from curbcut.browser.devtools.asked import Asked
from curbcut.browser.devtools.channel import (
    Channel,
    ChannelTimeout,
    Command,
    CommandError,
    Params,
)
from curbcut.browser.devtools.emulation import FIRST, changes
from curbcut.browser.devtools.lines import ChannelClosed
from curbcut.browser.devtools.tab import Tab
from curbcut.browser.driver.install import Installation, find_browser
from curbcut.browser.driver.launch import Browser
from curbcut.browser.driver.memory import memory_of
from curbcut.browser.reach import Reach
from curbcut.browser.visit import PageError
from curbcut.model.finding import CurbcutError

# Time limits in seconds: for the browser's first answer, and for closing a tab that may hang before
# the whole browser is killed.
_ANSWER = 20.0
_END = 3.0
# Reset what the driver has set on the connection before the handover.
_FIRST_COMMANDS: tuple[Command, ...] = (
    (
        "Target.setAutoAttach",
        {"autoAttach": False, "waitForDebuggerOnStart": False, "flatten": True},
    ),
    ("Target.setDiscoverTargets", {"discover": True}),
)


class Host:
    """Keeps a tab ready; ``starts`` counts how many browsers were started for it.

    ``hooks`` and ``libraries`` are scripts that run in each document, ``asked`` records what pages
    request; see ``Tab``. For the arguments see ``Session``.
    """

    def __init__(self, installation: Installation | None, reach: Reach, grid: str) -> None:
        self._installation = installation
        self._reach = reach
        self._grid = grid
        self._browser: Browser | None = None
        self._channel: Channel | None = None
        self.tab: Tab | None = None
        self.hooks: list[str] = []
        self.libraries: list[str] = []
        self.asked = Asked()
        self.starts = 0
        self._interrupted = False

    def ready(self) -> Tab:
        """A working tab; a new one is in the first state.

        Raises CurbcutError if no browser works.
        """
        if self.tab is not None and self.tab.crashed:
            self.drop()
        if self.tab is not None:
            return self.tab
        reason = ""
        for _ in range(2):
            if self._interrupted:
                raise CurbcutError("The browser was stopped")
            try:
                return self._new_tab()
            except (ChannelClosed, ChannelTimeout, CommandError, PageError) as error:
                reason = str(error)
                self.kill()
        raise CurbcutError(f"The browser does not work: {reason}")

    def _new_tab(self) -> Tab:
        if self._channel is None:
            self._channel = self._start()
        # Assigned before it is opened: its events start immediately.
        self.tab = Tab(self._channel, self._reach, self.hooks, self.libraries, lambda: self.asked)
        self.tab.open()
        self.tab.command(*changes(FIRST))
        return self.tab

    def _start(self) -> Channel:
        if not self._grid and self._installation is None:
            self._installation = find_browser()
        self._browser = Browser(self._installation, reach=self._reach, grid=self._grid)
        self.starts += 1
        channel = Channel(self._browser.line(_ANSWER), self._hear)
        channel.call_all(_FIRST_COMMANDS, timeout=_ANSWER)
        return channel

    def _hear(self, session: str, event: str, params: Params) -> None:
        if self.tab is not None:
            self.tab.hear(session, event, params)

    @property
    def browser(self) -> Browser:
        """The running browser, started if necessary. Raises CurbcutError."""
        self.ready()
        if self._browser is None:
            raise CurbcutError("There is no browser")
        return self._browser

    def weight(self) -> int:
        """The private memory of the browser in bytes; 0 if unknown."""
        pid = self._browser.pid if self._browser is not None else 0
        return memory_of(pid) if pid else 0

    def drop(self) -> bool:
        """Close the tab; kill the whole browser if it does not answer.

        Returns:
            Whether a browser on a Grid was lost, which says nothing about the page that was open.
        """
        tab, self.tab = self.tab, None
        if tab is None:
            return False
        try:
            tab.close(_END)
        except CommandError:
            return False  # it is closed already
        except (ChannelClosed, ChannelTimeout):
            self.kill()
            return bool(self._grid)
        return False

    def interrupt(self) -> None:
        """Kill the browser, from another thread than the one that uses it, and start no other."""
        self._interrupted = True
        browser = self._browser
        if browser is not None:
            browser.kill()

    def close(self) -> None:
        """Quit the browser; no process or file is left behind."""
        self._end(gently=True)

    def kill(self) -> None:
        """Kill the browser; no process or file is left behind."""
        self._end(gently=False)

    def _end(self, *, gently: bool) -> None:
        channel, self._channel = self._channel, None
        browser, self._browser = self._browser, None
        self.tab = None
        try:
            if channel is not None:
                channel.close()
        finally:
            if browser is not None and gently:
                browser.close()
            elif browser is not None:
                browser.kill()

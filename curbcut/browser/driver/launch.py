"""Starting a browser through Selenium, and making sure that it ends."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import subprocess
import sys
import urllib.request
from typing import Any
from urllib.parse import urlsplit

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service as ChromeService
from selenium.webdriver.common.proxy import Proxy, ProxyType
from selenium.webdriver.edge.service import Service as EdgeService
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.remote.webdriver import WebDriver
from urllib3.exceptions import HTTPError

from curbcut.browser.devtools.lines import Line, Socket
from curbcut.browser.driver import grid as grids
from curbcut.browser.driver.handover import Handover
from curbcut.browser.driver.install import ADVICE, Installation
from curbcut.browser.driver.profile import Profile
from curbcut.browser.driver.switches import BrowserOptions, browser_options
from curbcut.browser.reach import Reach
from curbcut.model.finding import CurbcutError

# Time limits in seconds. Starting is slow on a busy machine; a browser that does not quit in time
# is killed.
_START = 60
_END = 5.0
# Leaves room for “/org.chromium.Chromium.XXXXXX/SingletonSocket” in the 104 bytes of a socket path.
_LONGEST_PROFILE = 55


class Browser:
    """A running browser.

    ``reach`` is what its pages can reach. ``grid`` is the URL of a Selenium Grid, or "" for a
    browser on this machine. ``pid`` is its process id, 0 on a Grid.

    Raises CurbcutError if it does not start.
    """

    def __init__(self, installation: Installation | None, *, reach: Reach, grid: str = "") -> None:
        self._service: ChromeService | EdgeService | None = None
        self._driver: WebDriver | None = None
        self._profile: Profile | None = None
        self._handover: Handover | None = None
        self._pulse: grids.Pulse | None = None
        self._grid = grid
        self._group = 0
        self.pid = 0
        # However this process exits, as far as Python notices, the browser ends with it.
        atexit.register(self.kill)
        try:
            if grid:
                self._driver = _start_there(grid, reach)
                self._pulse = grids.Pulse(self._driver)
            elif installation is not None:
                self._driver = self._start_here(installation, reach)
            else:
                raise CurbcutError("There is no browser on this machine", ADVICE)
            self._capabilities = self._driver.capabilities
            self.version = str(self._capabilities.get("browserVersion", ""))
            self.driver_version = _driver_version(self._capabilities)
        except BaseException:
            self.kill()
            raise

    def line(self, timeout: float) -> Line:
        """The DevTools connection to the browser; call it once.

        Raises ChannelClosed if it cannot be made within ``timeout`` seconds, and CurbcutError if
        the browser offers none.
        """
        if self._handover is None:
            passed_on = grids.socket_of(self._capabilities, self._grid) if self._grid else None
            url, headers = passed_on or (_socket_url(self._capabilities, self._grid), [])
            return Socket(url, timeout, headers)
        # The driver is no longer needed, and its port must not stay open.
        self._end_driver()
        return self._handover.take()

    def _start_here(self, installation: Installation, reach: Reach) -> WebDriver:
        self._profile = Profile()
        folder = self._profile.folder
        options = browser_options(installation.is_edge, reach, installation.browser_version)
        options.add_argument(f"--user-data-dir={folder / 'profile'}")
        options.binary_location = installation.browser_path
        if Handover.possible(folder):
            self._handover = Handover(folder, installation.browser_path)
            options.binary_location = str(self._handover.program)
            options.add_argument("--remote-debugging-pipe")
        kind = EdgeService if installation.is_edge else ChromeService
        # In its own process group, so that Ctrl+C in the terminal does not reach it, and the whole
        # group can be killed by its id.
        self._service = kind(
            executable_path=installation.driver_path,
            log_output=subprocess.DEVNULL,
            env=_environment(str(folder)),
            popen_kw={} if sys.platform == "win32" else {"start_new_session": True},
        )
        try:
            self._service.start()
        except (WebDriverException, OSError) as error:
            raise CurbcutError(
                f"{installation.driver_path} does not start: {_reason(error)}", ADVICE
            ) from error
        self._group = self._service.process.pid
        driver = _connect(self._service.service_url, options)
        self.pid = int(driver.capabilities.get("goog:processID", 0))
        return driver

    def close(self) -> None:
        """Quit the browser and its driver, then kill what is left; no process or file remains.

        A browser whose pipe was closed has already quit by itself.
        """
        if self._driver is not None and not self._grid:
            # A browser that quits also waits for its child processes, which would otherwise remain
            # as zombies in a container.
            executor = self._driver.command_executor
            if isinstance(executor, RemoteConnection):
                executor.client_config.timeout = _END
            with contextlib.suppress(WebDriverException, HTTPError, OSError):
                self._driver.quit()
        self.kill()

    def kill(self) -> None:
        """Kill the browser and its driver, by the process ids that were started here."""
        atexit.unregister(self.kill)
        if self._pulse is not None:
            self._pulse.stop()
        if self._grid and self._driver is not None:
            # An abandoned session would keep its slot occupied.
            grids.end(self._driver)
        if self.pid:
            _end(self.pid)
        if self._group:
            _end_group(self._group)
        self._end_driver()
        if self._handover is not None:
            self._handover.close()
        if self.pid and sys.platform != "win32":
            # If this is process 1 of a container, it must reap the browser.
            with contextlib.suppress(ChildProcessError):
                os.waitpid(self.pid, os.WNOHANG)
        if self._profile is not None:
            self._profile.remove()
        self.pid, self._group, self._profile = 0, 0, None

    def _end_driver(self) -> None:
        """Kill the driver, not the browser."""
        service, self._service = self._service, None
        driver, self._driver = self._driver, None
        process = getattr(service, "process", None)
        if process is not None:
            process.kill()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_END)
            for stream in filter(None, (process.stdin, process.stdout, process.stderr)):
                stream.close()
        if driver is not None and isinstance(driver.command_executor, RemoteConnection):
            driver.command_executor.close()  # type: ignore[no-untyped-call]


def _environment(profile: str) -> dict[str, str]:
    """The environment of the driver, with the profile as the folder for temporary files.

    A browser that is killed leaves a folder with its socket behind, which is removed with the
    profile. If the socket's path would exceed its maximum length, TMPDIR is not changed.
    """
    if sys.platform == "win32" or len(profile) > _LONGEST_PROFILE:
        return dict(os.environ)
    return {**os.environ, "TMPDIR": profile}


def _start_there(grid: str, reach: Reach) -> WebDriver:
    """Start a browser on a node of a grid.

    Raises:
        CurbcutError: when none starts, or browser, driver or platform differ between nodes.
    """
    known = grids.identity(grid)
    driver = grids.connect(grid, browser_options(False, reach, known.browser, remote=True))
    found = grids.identity_of(driver.capabilities)
    if found != known:
        grids.end(driver)
        raise CurbcutError(
            f"The nodes of the Selenium Grid at {grids.shown(grid)} are not alike: browser"
            f" {known.browser} on {known.platform} and {found.browser} on {found.platform}.",
            "Install the same browser and driver on all of them, or results depend on the node.",
        )
    return driver


def _connect(address: str, options: BrowserOptions) -> WebDriver:
    config = ClientConfig(
        remote_server_addr=address,
        timeout=_START,
        # urllib3 would retry three times if the driver does not answer.
        init_args_for_pool_manager={"init_args_for_pool_manager": {"retries": False}},
    )
    # Proxy settings in the environment must not apply to the local driver.
    config.proxy = Proxy({"proxyType": ProxyType.DIRECT})
    try:
        return webdriver.Remote(command_executor=address, options=options, client_config=config)
    except (WebDriverException, HTTPError, OSError) as error:
        raise CurbcutError(f"The browser does not start: {_reason(error)}", ADVICE) from error


def _socket_url(capabilities: dict[str, Any], grid: str) -> str:
    """The WebSocket URL of the browser's DevTools endpoint. Raises CurbcutError."""
    options = capabilities.get("goog:chromeOptions") or capabilities.get("ms:edgeOptions") or {}
    address = str(options.get("debuggerAddress", ""))
    host = urlsplit(f"//{address}").hostname
    # The address is the browser's local one, which is reachable only from its own machine.
    if not address or (grid and urlsplit(grid).hostname not in ("127.0.0.1", "localhost", host)):
        raise CurbcutError(
            f"The Selenium Grid at {grids.shown(grid)} gives no access to the DevTools protocol",
            "Use Selenium Grid 4 with Chrome, Chromium or Edge nodes.",
        )
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(f"http://{address}/json/version", timeout=_START) as answer:
            return str(json.load(answer)["webSocketDebuggerUrl"])
    except (OSError, ValueError, KeyError) as error:
        raise CurbcutError(f"The browser does not answer: {error}") from error


def _driver_version(capabilities: dict[str, Any]) -> str:
    chrome = capabilities.get("chrome", {}).get("chromedriverVersion")
    edge = capabilities.get("msedge", {}).get("msedgedriverVersion")
    return str(chrome or edge or "").partition(" ")[0]


def _end(pid: int) -> None:
    with contextlib.suppress(OSError):
        os.kill(pid, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)


def _end_group(pid: int) -> None:
    if sys.platform == "win32":
        _end(pid)
        return
    with contextlib.suppress(OSError):
        os.killpg(pid, signal.SIGKILL)


def _reason(error: Exception) -> str:
    text = str(getattr(error, "msg", None) or error).strip()
    return text.splitlines()[0] if text else type(error).__name__

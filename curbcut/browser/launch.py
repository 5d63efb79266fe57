"""Starting a browser through Selenium, and ending it for certain."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
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

from curbcut.browser.install import ADVICE, Installation
from curbcut.browser.switches import BrowserOptions, browser_options
from curbcut.model.finding import CurbcutError

# Time limits in seconds. Starting is slow on a busy machine; ending is given up soon, and done by
# force instead.
_START = 60
_END = 5.0
# Characters that leave room for “/org.chromium.Chromium.XXXXXX/SingletonSocket” in 104.
_LONGEST_PROFILE = 55


class Browser:
    """A running browser.

    ``socket_url`` is where it speaks the DevTools protocol. ``hosts`` are the hosts that pages may
    reach besides this machine; None allows all of them. ``grid`` is the address of a Selenium
    Grid, or "" for a browser on this machine.

    Raises CurbcutError if it does not start.
    """

    def __init__(
        self, installation: Installation | None, *, hosts: tuple[str, ...] | None, grid: str = ""
    ) -> None:
        self._service: ChromeService | EdgeService | None = None
        self._driver: WebDriver | None = None
        self._browser_pid = 0
        self._profile = ""
        # Whatever ends this process in whatever way Python hears of, the browser ends with it.
        atexit.register(self.kill)
        try:
            if grid:
                self._driver = _connect(grid, browser_options(False, hosts), local=False)
            elif installation is not None:
                self._start_here(installation, hosts)
            else:
                raise CurbcutError("There is no browser on this machine", ADVICE)
            capabilities = self.driver.capabilities
            self.version = str(capabilities.get("browserVersion", ""))
            self.driver_version = _driver_version(capabilities)
            self.socket_url = _socket_url(capabilities, grid)
        except BaseException:
            self.kill()
            raise

    @property
    def driver(self) -> WebDriver:
        """Selenium's driver of this browser. Its own window stays blank and unused."""
        assert self._driver is not None
        return self._driver

    def _start_here(self, installation: Installation, hosts: tuple[str, ...] | None) -> None:
        self._profile = tempfile.mkdtemp(prefix="curbcut-browser-")
        options = browser_options(installation.is_edge, hosts)
        options.binary_location = installation.browser_path
        options.add_argument(f"--user-data-dir={self._profile}")
        kind = EdgeService if installation.is_edge else ChromeService
        # In a process group of its own: an interrupt on the terminal is ours to handle, and the
        # whole group can be ended by its id.
        self._service = kind(
            executable_path=installation.driver_path,
            log_output=subprocess.DEVNULL,
            env=_environment(self._profile),
            popen_kw={} if sys.platform == "win32" else {"start_new_session": True},
        )
        try:
            self._service.start()
        except (WebDriverException, OSError) as error:
            raise CurbcutError(
                f"{installation.driver_path} does not start: {_reason(error)}", ADVICE
            ) from error
        self._driver = _connect(self._service.service_url, options, local=True)
        self._browser_pid = int(self._driver.capabilities.get("goog:processID", 0))

    def close(self) -> None:
        """End the browser and its driver, gently first. Nothing is left behind."""
        if self._driver is not None:
            # A browser that ends by itself also waits for its own processes, which would be left
            # as zombies in a container otherwise.
            executor = self._driver.command_executor
            if isinstance(executor, RemoteConnection):
                executor.client_config.timeout = _END
            with contextlib.suppress(WebDriverException, HTTPError, OSError):
                self._driver.quit()
        self.kill()

    def kill(self) -> None:
        """End the browser and its driver at once, by the ids of the processes that we started."""
        atexit.unregister(self.kill)
        service, self._service = self._service, None
        driver, self._driver = self._driver, None
        process = getattr(service, "process", None)
        if self._browser_pid:
            _end(self._browser_pid)
        if process is not None:
            _end_group(process.pid)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_END)
        if driver is not None and isinstance(driver.command_executor, RemoteConnection):
            driver.command_executor.close()  # type: ignore[no-untyped-call]
        if self._profile:
            _remove(self._profile)
        self._browser_pid, self._profile = 0, ""


def _environment(profile: str) -> dict[str, str]:
    """The environment of the driver: what it and the browser put aside goes with the profile.

    A browser that is ended by force leaves the folder with its socket behind. The path of a socket
    has about a hundred characters at most; where it would get longer, the folder stays elsewhere.
    """
    if sys.platform == "win32" or len(profile) > _LONGEST_PROFILE:
        return dict(os.environ)
    return {**os.environ, "TMPDIR": profile}


def _connect(address: str, options: BrowserOptions, *, local: bool) -> WebDriver:
    config = ClientConfig(
        remote_server_addr=address,
        timeout=_START,
        # A driver that does not answer is not asked three times more.
        init_args_for_pool_manager={"init_args_for_pool_manager": {"retries": False}},
    )
    if local:
        # A proxy of the environment has no business between us and our own driver.
        config.proxy = Proxy({"proxyType": ProxyType.DIRECT})
    try:
        return webdriver.Remote(command_executor=address, options=options, client_config=config)
    except (WebDriverException, HTTPError, OSError) as error:
        where = "" if local else f" at {address}"
        raise CurbcutError(
            f"The browser{where} does not start: {_reason(error)}", ADVICE
        ) from error


def _socket_url(capabilities: dict[str, Any], grid: str) -> str:
    """Where the browser as a whole speaks the DevTools protocol."""
    offered = capabilities.get("se:cdp")
    if offered:
        return str(offered)
    options = capabilities.get("goog:chromeOptions") or capabilities.get("ms:edgeOptions") or {}
    address = str(options.get("debuggerAddress", ""))
    host = urlsplit(f"//{address}").hostname
    # The address is the browser's own idea of it: true on this machine only.
    if not address or (grid and urlsplit(grid).hostname not in ("127.0.0.1", "localhost", host)):
        raise CurbcutError(
            f"The Selenium Grid at {grid} gives no access to the DevTools protocol",
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


def _remove(folder: str) -> None:
    """Remove a profile; processes that are just ending may still be writing to it."""
    end = time.monotonic() + _END
    while Path(folder).exists() and time.monotonic() < end:
        shutil.rmtree(folder, ignore_errors=True)
        if Path(folder).exists():
            time.sleep(0.02)


def _reason(error: Exception) -> str:
    text = str(getattr(error, "msg", None) or error).strip()
    return text.splitlines()[0] if text else type(error).__name__

"""A Selenium Grid 4: its slots and browsers, and starting a session on one of its nodes."""

from __future__ import annotations

import base64
import contextlib
import json
import threading
import urllib.request
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.remote.webdriver import WebDriver
from urllib3.exceptions import HTTPError

from curbcut.browser.driver.switches import BrowserOptions, browser_options
from curbcut.browser.reach import Reach
from curbcut.model.finding import CurbcutError
from curbcut.web.fetch import without_login

# Time limits in seconds. A grid stops waiting for a free slot after 300 by default, with a clear
# message, so ours is longer. A node ends sessions after 300 without a request.
_START = 600
_STATUS = 20
_END = 5.0
_PULSE = 60.0
_ADVICE = (
    "Make sure that the grid has nodes with Chrome or Chromium that are up, and run the command"
    " again: pages that were checked are cached."
)


@dataclass(frozen=True, slots=True)
class Identity:
    """The version of a grid's browsers, that of their drivers, and the platform."""

    browser: str
    driver: str
    platform: str


def shown(grid: str) -> str:
    """The URL of a grid without the name and password in it.

    Raises:
        CurbcutError: when it is not an http or https URL.
    """
    address = without_login(grid)[0]
    try:
        parts = urlsplit(address)
        valid = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        valid = None
    if not valid:
        # The value is not repeated: it may contain a password.
        raise CurbcutError("The value of --grid is not a URL.", "Write --grid http://HOST:4444.")
    return address.rstrip("/")


def slots(grid: str) -> int:
    """How many browsers the grid can run at a time; 0 if it has no node yet or does not say.

    Slots in use count as well: a request for a browser waits until one is free.

    Raises:
        CurbcutError: when it does not answer.
    """
    try:
        nodes = _nodes(grid)
    except (OSError, ValueError) as error:
        raise _not_started(grid, error) from error
    return sum(_most(node) for node in nodes or ())


@cache
def identity(grid: str) -> Identity:
    """The identity of the grid's browsers, found by starting one.

    Raises:
        CurbcutError: when none starts.
    """
    driver = connect(grid, browser_options(False, Reach(), remote=True))
    try:
        return identity_of(driver.capabilities)
    finally:
        end(driver)


def identity_of(capabilities: dict[str, Any]) -> Identity:
    """The identity that a browser's capabilities give."""
    driver = capabilities.get("chrome", {}).get("chromedriverVersion", "")
    return Identity(
        str(capabilities.get("browserVersion", "")),
        str(driver).partition(" ")[0],
        str(capabilities.get("platformName", "")),
    )


def connect(grid: str, options: BrowserOptions) -> WebDriver:
    """Start a browser on a node, as soon as one has a free slot.

    Raises:
        CurbcutError: when the grid starts none.
    """
    address, login = shown(grid), without_login(grid)[1]
    name, _, password = login.partition(":")
    config = ClientConfig(
        remote_server_addr=address,
        timeout=_START,
        username=unquote(name) or None,
        password=unquote(password) or None,
        # urllib3 would retry three times if the grid does not answer.
        init_args_for_pool_manager={"init_args_for_pool_manager": {"retries": False}},
    )
    try:
        return webdriver.Remote(command_executor=address, options=options, client_config=config)
    except (WebDriverException, HTTPError, OSError) as error:
        raise _not_started(grid, error) from error


def end(driver: WebDriver) -> None:
    """End the session, which frees its slot, if the grid still answers."""
    executor = driver.command_executor
    if isinstance(executor, RemoteConnection):
        executor.client_config.timeout = _END
    with contextlib.suppress(WebDriverException, HTTPError, OSError):
        driver.quit()


def socket_of(capabilities: dict[str, Any], grid: str) -> tuple[str, list[str]] | None:
    """The WebSocket URL and headers at which a grid forwards DevTools messages to a browser.

    The host is the one from ``--grid``, because the one that the grid gives is often valid only in
    its own network. None if this is not a grid, but a single driver.
    """
    offered = str(capabilities.get("se:cdp") or "")
    if not offered:
        return None
    parts = urlsplit(shown(grid))
    scheme = "wss" if parts.scheme == "https" else "ws"
    fields = [f"{name}: {value}" for name, value in _login(grid).items()]
    return f"{scheme}://{parts.netloc}{urlsplit(offered).path}", fields


class Pulse:
    """Keeps a session alive: a node ends sessions that get no WebDriver request for a while."""

    def __init__(self, driver: WebDriver) -> None:
        self._driver = driver
        self._over = threading.Event()
        threading.Thread(target=self._beat, name="pulse", daemon=True).start()

    def _beat(self) -> None:
        while not self._over.wait(_PULSE):
            # The driver answers this without asking the page, however busy that is.
            with contextlib.suppress(WebDriverException, HTTPError, OSError):
                _ = self._driver.timeouts

    def stop(self) -> None:
        """Stop sending requests."""
        self._over.set()


def _nodes(grid: str) -> list[dict[str, Any]] | None:
    """The nodes that are up, as the grid describes them; None for a driver without a grid.

    Raises:
        OSError, ValueError: when there is no answer, or not valid JSON.
    """
    request = urllib.request.Request(f"{shown(grid)}/status", headers=_login(grid))  # noqa: S310
    with urllib.request.urlopen(request, timeout=_STATUS) as answer:  # noqa: S310 (see shown)
        value = json.load(answer)["value"]
    nodes = value.get("nodes")
    return None if nodes is None else [node for node in nodes if node.get("availability") == "UP"]


def _most(node: dict[str, Any]) -> int:
    """How many Chrome or Chromium browsers a node can run at a time."""
    places = node.get("slots", [])
    ours = [place for place in places if place["stereotype"].get("browserName") == "chrome"]
    return min(len(ours), int(node.get("maxSessions", len(places))))


def _login(grid: str) -> dict[str, str]:
    login = without_login(grid)[1]
    pair = base64.b64encode(unquote(login).encode()).decode()
    return {"Authorization": f"Basic {pair}"} if login else {}


def _not_started(grid: str, error: Exception) -> CurbcutError:
    text = str(getattr(error, "msg", None) or error).strip()
    reason = text.splitlines()[0] if text else type(error).__name__
    try:
        nodes = _nodes(grid)
        if nodes == []:
            reason = "it has no node that is up"
        elif nodes and "timed out" in text:
            reason = "no node took the request in time"
    except (OSError, ValueError) as now:
        reason = f"it does not answer ({now})"
    return CurbcutError(
        f"A browser of the Selenium Grid at {shown(grid)} does not start: {reason}.", _ADVICE
    )

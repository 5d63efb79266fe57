"""A Selenium Grid 4: what it has, and starting a browser on one of its nodes."""

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

# In seconds. A grid has its own limit for requests that wait for a free slot, 300 by default, and
# its own words for that; ours is longer. A node ends sessions without a sign of life after 300.
_START = 600
_STATUS = 20
_END = 5.0
_PULSE = 60.0
_ADVICE = (
    "See that the grid has nodes with Chrome or Chromium that are up, and run the command again:"
    " pages that were checked are cached."
)


@dataclass(frozen=True, slots=True)
class Identity:
    """What the browsers of a grid are: their version, that of the driver, and the platform."""

    browser: str
    driver: str
    platform: str


def shown(grid: str) -> str:
    """The address of a grid without the name and password in it.

    Raises:
        CurbcutError: when it is no address.
    """
    address = without_login(grid)[0]
    try:
        parts = urlsplit(address)
        valid = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        valid = None
    if not valid:
        # It is not repeated: there may be a password in it.
        raise CurbcutError("What --grid names is no address.", "Write --grid http://HOST:4444.")
    return address.rstrip("/")


def slots(grid: str) -> int:
    """How many browsers the grid can run at a time; 0 where it has no node yet or does not say.

    Those that others use count as well: who asks for one waits until it is free.

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
    """What its browsers are, found out by starting one.

    Raises:
        CurbcutError: when none starts.
    """
    driver = connect(grid, browser_options(False, Reach(), remote=True))
    try:
        return identity_of(driver.capabilities)
    finally:
        end(driver)


def identity_of(capabilities: dict[str, Any]) -> Identity:
    """What a browser says that it is."""
    driver = capabilities.get("chrome", {}).get("chromedriverVersion", "")
    return Identity(
        str(capabilities.get("browserVersion", "")),
        str(driver).partition(" ")[0],
        str(capabilities.get("platformName", "")),
    )


def connect(grid: str, options: BrowserOptions) -> WebDriver:
    """Start a browser on a node, when one has a free slot.

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
        # A grid that does not answer is not asked three times more.
        init_args_for_pool_manager={"init_args_for_pool_manager": {"retries": False}},
    )
    try:
        return webdriver.Remote(command_executor=address, options=options, client_config=config)
    except (WebDriverException, HTTPError, OSError) as error:
        raise _not_started(grid, error) from error


def end(driver: WebDriver) -> None:
    """Give the slot back, if the grid still answers."""
    executor = driver.command_executor
    if isinstance(executor, RemoteConnection):
        executor.client_config.timeout = _END
    with contextlib.suppress(WebDriverException, HTTPError, OSError):
        driver.quit()


def socket_of(capabilities: dict[str, Any], grid: str) -> tuple[str, list[str]] | None:
    """Where a grid passes the DevTools protocol on to a browser, and with which headers.

    The grid's own idea of its address is often one that is true within its network only, so it is
    asked where it has answered. None where there is no grid, but a driver that stays alone.
    """
    offered = str(capabilities.get("se:cdp") or "")
    if not offered:
        return None
    parts = urlsplit(shown(grid))
    scheme = "wss" if parts.scheme == "https" else "ws"
    fields = [f"{name}: {value}" for name, value in _login(grid).items()]
    return f"{scheme}://{parts.netloc}{urlsplit(offered).path}", fields


class Pulse:
    """Signs of life: a node ends a session that it hears nothing of on the way of WebDriver."""

    def __init__(self, driver: WebDriver) -> None:
        self._driver = driver
        self._over = threading.Event()
        threading.Thread(target=self._beat, name="pulse", daemon=True).start()

    def _beat(self) -> None:
        while not self._over.wait(_PULSE):
            # The driver answers by itself: the page is not disturbed, however busy it is.
            with contextlib.suppress(WebDriverException, HTTPError, OSError):
                _ = self._driver.timeouts

    def stop(self) -> None:
        """Give no more of them."""
        self._over.set()


def _nodes(grid: str) -> list[dict[str, Any]] | None:
    """The nodes, as the grid describes them; None where it is a driver without a grid.

    Raises:
        OSError, ValueError: when there is no answer, or none that can be understood.
    """
    request = urllib.request.Request(f"{shown(grid)}/status", headers=_login(grid))  # noqa: S310
    with urllib.request.urlopen(request, timeout=_STATUS) as answer:  # noqa: S310 (see shown)
        value = json.load(answer)["value"]
    nodes = value.get("nodes")
    return None if nodes is None else [node for node in nodes if node.get("availability") == "UP"]


def _most(node: dict[str, Any]) -> int:
    """How many browsers of our kind a node can run at a time."""
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

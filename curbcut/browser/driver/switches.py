"""The options that browsers are started with."""

from __future__ import annotations

import os
import shutil
import sys

from selenium import webdriver

from curbcut.browser.reach import PREFERENCES, Reach

type BrowserOptions = webdriver.ChromeOptions | webdriver.EdgeOptions

_SWITCHES = (
    "--headless=new",
    "--disable-gpu",
    # Only the page itself may use the network.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-client-side-phishing-detection",
    "--disable-extensions",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pings",
    "--metrics-recording-only",
    # The same colours, language and sizes on every machine. Scroll bars take no space, so that a
    # page has all of 320 CSS pixels, as on a phone or with overlay scroll bars; classic ones take
    # 15 and would make the reflow check stricter than WCAG is.
    "--force-color-profile=srgb",
    "--force-device-scale-factor=1",
    "--hide-scrollbars",
    "--lang=en-US",
    "--mute-audio",
    "--autoplay-policy=user-gesture-required",
    "--window-size=1280,800",
    # There is a mouse (hover: hover, pointer: fine), also on a server that has none.
    "--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,"
    "availablePointerTypes=4",
    # Pages in the background must not be throttled; in a headless browser every page may be.
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    # No “page unresponsive” dialogs: Curbcut has its own time limits.
    "--disable-hang-monitor",
    "--disable-prompt-on-repost",
    "--disable-breakpad",
    "--password-store=basic",
    "--use-mock-keychain",
    # All frames of a page in one process, so that one DevTools session covers all of them.
    "--disable-site-isolation-trials",
    # Readers' browsers are not automated: a page must not show different content here.
    "--disable-blink-features=AutomationControlled",
    # Pages are discarded on leaving them, not kept in the back/forward cache. Chromium 156 draws
    # the suggestions of its address bar as two pages in each window: loading these took more than
    # half of a start.
    "--disable-features=BackForwardCache,IsolateOrigins,site-per-process,Translate,MediaRouter,"
    "OptimizationHints,HttpsUpgrades,Prerender2,LazyFrameLoading,WebUIOmniboxPopup,"
    "WebUIOmniboxAimPopup",
)
# Switches that the driver adds and readers do not have: their browsers block pop-ups, for example.
_WITHOUT = ("disable-popup-blocking", "enable-automation", "enable-logging")
_SMALL_SHARED_MEMORY = 512 * 1024 * 1024


def browser_options(
    is_edge: bool, reach: Reach, version: str = "", *, remote: bool = False
) -> BrowserOptions:
    """The options to start a browser with; its pages reach only what ``reach`` allows.

    With ``version``, that of the browser, its user agent is that of a browser with a window instead
    of "HeadlessChrome". ``remote``: it runs on another machine, about which nothing is known.
    """
    options = webdriver.EdgeOptions() if is_edge else webdriver.ChromeOptions()
    for switch in (*_SWITCHES, *reach.switches()):
        options.add_argument(switch)
    if version:
        options.add_argument(f"--user-agent={_user_agent(is_edge, version)}")
    if sys.platform == "linux":
        if os.geteuid() == 0:
            # Chromium's sandbox does not work as root, the usual user in containers.
            options.add_argument("--no-sandbox")
        if remote or _shared_memory() < _SMALL_SHARED_MEMORY:
            options.add_argument("--disable-dev-shm-usage")
    options.add_experimental_option("excludeSwitches", list(_WITHOUT))
    options.add_experimental_option("prefs", dict(PREFERENCES))
    options.unhandled_prompt_behavior = "dismiss"
    options.page_load_strategy = "none"
    return options


def _user_agent(is_edge: bool, version: str) -> str:
    """The user agent of a browser with a window, reduced to the major version as Chrome does."""
    platform = {
        "darwin": "Macintosh; Intel Mac OS X 10_15_7",
        "win32": "Windows NT 10.0; Win64; x64",
    }
    system = platform.get(sys.platform, "X11; Linux x86_64")
    number = f"{version.partition('.')[0]}.0.0.0"
    edge = f" Edg/{number}" if is_edge else ""
    return (
        f"Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko)"
        f" Chrome/{number} Safari/537.36{edge}"
    )


def _shared_memory() -> int:
    """The size of /dev/shm in bytes; in containers it is often too small for Chromium."""
    try:
        return shutil.disk_usage("/dev/shm").total  # noqa: S108 (only its size)
    except OSError:
        return 0

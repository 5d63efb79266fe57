"""With which options a browser is started."""

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
    # Nothing but the page itself uses the network.
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
    # The same pixels, words and sizes on every machine. Scroll bars take no room, so that a state
    # of 320 CSS pixels gives the page 320, as a phone or a zoomed window with overlay bars does;
    # classic ones would take 15 and make reflow stricter here than WCAG is.
    "--force-color-profile=srgb",
    "--force-device-scale-factor=1",
    "--hide-scrollbars",
    "--lang=en-US",
    "--mute-audio",
    "--autoplay-policy=user-gesture-required",
    "--window-size=1280,800",
    # A page that is not in front must not be slowed down: nothing is in front in a headless one.
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    # "This page does not respond" boxes: we have our own time limits.
    "--disable-hang-monitor",
    "--disable-prompt-on-repost",
    "--disable-breakpad",
    "--password-store=basic",
    "--use-mock-keychain",
    # All frames of a page in one process, so that one line to it hears and reaches all of them.
    "--disable-site-isolation-trials",
    # Readers have a browser that nobody automates: a page is not to show a machine something else.
    "--disable-blink-features=AutomationControlled",
    # Pages that were left are gone, and are not kept to be gone back to. Chromium 156 draws what
    # drops down from its address bar as two pages of its own in each window: loading these took
    # more than half of a start.
    "--disable-features=BackForwardCache,IsolateOrigins,site-per-process,Translate,MediaRouter,"
    "OptimizationHints,HttpsUpgrades,Prerender2,LazyFrameLoading,WebUIOmniboxPopup,"
    "WebUIOmniboxAimPopup",
)
# Switches of the driver's that go against what a reader has: popups are blocked for readers.
_WITHOUT = ("disable-popup-blocking", "enable-automation", "enable-logging")
_SMALL_SHARED_MEMORY = 512 * 1024 * 1024


def browser_options(
    is_edge: bool, reach: Reach, version: str = "", *, remote: bool = False
) -> BrowserOptions:
    """The options to start a browser with, whose pages reach what ``reach`` says.

    ``version`` is that of the browser, where it is known: then it says the same of itself as one
    with a window does, in place of "HeadlessChrome". ``remote`` says that it runs on another
    machine, of which nothing is known.
    """
    options = webdriver.EdgeOptions() if is_edge else webdriver.ChromeOptions()
    for switch in (*_SWITCHES, *reach.switches()):
        options.add_argument(switch)
    if version:
        options.add_argument(f"--user-agent={_user_agent(is_edge, version)}")
    if sys.platform == "linux":
        if os.geteuid() == 0:
            # Chromium refuses its sandbox to root, which is who one is in most containers.
            options.add_argument("--no-sandbox")
        if remote or _shared_memory() < _SMALL_SHARED_MEMORY:
            options.add_argument("--disable-dev-shm-usage")
    options.add_experimental_option("excludeSwitches", list(_WITHOUT))
    options.add_experimental_option("prefs", dict(PREFERENCES))
    options.unhandled_prompt_behavior = "dismiss"
    options.page_load_strategy = "none"
    return options


def _user_agent(is_edge: bool, version: str) -> str:
    """How a browser with a window names itself: nothing but its major version is exact."""
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
    """The size of /dev/shm in bytes; containers often give it too little for Chromium."""
    try:
        return shutil.disk_usage("/dev/shm").total  # noqa: S108 (only its size)
    except OSError:
        return 0

"""The least that a check with axe-core can cost: ``axe.run`` in one state, on kept browsers.

    python bench/bare_axe.py ADDRESSES

One browser a core, each opens the next address of the file (one a line) and runs axe-core with its
defaults. It prints how many pages it ran on.
"""

from __future__ import annotations

import contextlib
import os
import queue
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from axe_selenium_python import Axe
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

from bench.machine import cores
from curbcut.browser.driver.install import Installation, find_browser
from curbcut.checks.axe.adapter import BUNDLED


def main(addresses: list[str]) -> int:
    """Run axe-core on all addresses; the exit code."""
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    for address in addresses:
        waiting.put(address)
    done: list[str] = []
    installation = find_browser()
    threads = [
        threading.Thread(target=_work, args=(installation, waiting, done)) for _ in range(cores())
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.stdout.write(f"{len(done)} pages\n")
    return 0 if len(done) == len(addresses) else 1


def _work(installation: Installation, waiting: queue.SimpleQueue[str], done: list[str]) -> None:
    options = Options()
    options.binary_location = installation.browser_path
    options.add_argument("--headless=new")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.add_argument("--no-sandbox")
    browser = webdriver.Chrome(options=options, service=Service(installation.driver_path))
    with contextlib.closing(_Quitting(browser)), contextlib.suppress(queue.Empty):
        while True:
            address = waiting.get_nowait()
            browser.get(address)
            axe = Axe(browser, script_url=str(BUNDLED))
            axe.inject()
            if axe.run()["passes"]:
                done.append(address)


class _Quitting:
    """A browser that is ended when it is closed."""

    def __init__(self, browser: webdriver.Chrome) -> None:
        self._browser = browser

    def close(self) -> None:
        self._browser.quit()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).read_text("utf-8").split()))

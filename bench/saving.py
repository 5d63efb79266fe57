"""Saving a page while the preview is open: how long until the open window is told to show it."""

from __future__ import annotations

import http.client
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from bench.building import US, work_folder
from bench.generator import generate
from bench.layouts import curbcut
from bench.measure import Figures, Run
from bench.rows import Key, Results
from bench.tools import CURBCUT

WORK = "saving"
SAVES = 15
_READY = 120.0
"""Seconds for the first build."""
_SHOWN = 30.0
"""Seconds for one save."""


def measure(pages: int, results: Results) -> None:
    """Save a page of a site of so many pages, again and again, and keep how long each took."""
    site, folder = generate(pages), work_folder(pages, US)
    if not folder.is_dir():
        curbcut.LAYOUT.write(site, folder)
    page = site.pages[pages // 2]
    key = Key(pages, US, WORK)
    with _preview(folder) as (host, events):
        runs = []
        for number in range(SAVES):
            time.sleep(0.3)  # nobody saves twice in one moment
            began = time.monotonic()
            curbcut.LAYOUT.change_text(folder, page, 2_000 + number)
            _until_built(events)
            runs.append(Run(time.monotonic() - began, 0.0, 0, 0, host))
    results.figures[key] = Figures(tuple(runs))
    results.facts[Key(pages, US, f"{WORK}: under a second")] = sum(
        run.seconds < 1 for run in runs
    ) / len(runs)


@contextmanager
def _preview(folder: Path) -> Iterator[tuple[str, http.client.HTTPResponse]]:
    """A preview of the site, and its stream of events."""
    command = (*CURBCUT, "serve", "--no-check")
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        host = ""
        end = time.monotonic() + _READY
        while not host and time.monotonic() < end:
            line = process.stderr.readline()
            host = next((urlsplit(w).netloc for w in line.split() if w.startswith("http://")), "")
        connection = http.client.HTTPConnection(host, timeout=_SHOWN)
        connection.request("GET", "/-/events")
        yield host, connection.getresponse()
        connection.close()
    finally:
        process.terminate()
        process.wait(10)


def _until_built(events: http.client.HTTPResponse) -> None:
    while not events.readline().startswith(b"event: built"):
        pass

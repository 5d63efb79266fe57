"""Checking: what is measured. The goals are in checking_goals.py."""

from __future__ import annotations

import functools
import json
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bench.checking_goals import AXE, BARE, PA11Y, US
from bench.generator import generate
from bench.layouts import curbcut
from bench.layouts.curbcut import LAYOUT
from bench.machine import cores
from bench.measure import Run, Work, run
from bench.rows import Key, Results
from bench.tools import CURBCUT, HOME, MODULES, ROOT
from curbcut.browser.driver.install import Installation, find_browser

_CHECK = (*CURBCUT, "check")
_FINDINGS = (0, 1)
_REPORT = "report.json"
_TIMEOUT = 60_000
"""Milliseconds that pa11y-ci gives a page; its own 30 seconds lose more."""


@dataclass(frozen=True, slots=True)
class _Bench:
    """A built site, served, and where its sources are."""

    pages: int
    folder: Path
    address: str
    names: tuple[str, ...]
    results: Results

    def key(self, tool: str, work: str) -> Key:
        return Key(self.pages, tool, work)

    @property
    def addresses(self) -> list[str]:
        """Those of all pages."""
        return [f"{self.address}{name}" for name in self.names]


def measure(pages: int, times: int, wanted: Callable[[Key], bool], results: Results) -> None:
    """Check a site of so many pages with all tools, in interleaved rounds."""
    folder, third = (
        _built(number, name) for number, name in ((pages, "all"), (pages // 3, "third"))
    )
    with _served(folder / "dist") as address:
        bench = _Bench(pages, folder, address, _names(folder / "dist"), results)
        results.facts[bench.key(US, "pages")] = len(bench.names)
        works = {**_peers(bench), **_ours(bench, third)}
        results.measure({key: work for key, work in works.items() if wanted(key)}, times)


def _built(pages: int, name: str) -> Path:
    folder = HOME / "work" / "check" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    LAYOUT.write(generate(max(pages, 3)), folder)
    done = run((*CURBCUT, "build", "--no-check", "--out", "dist"), folder)
    if done.code:
        message = f"the site to check could not be built: {done.output}"
        raise OSError(message)
    return folder


def _names(dist: Path) -> tuple[str, ...]:
    """The addresses of all pages, below that of the site."""
    pages = sorted(dist.rglob("*.html"))
    names = (page.relative_to(dist).as_posix() for page in pages)
    return tuple(name.removesuffix("index.html") for name in names)


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing about it."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def _peers(bench: _Bench) -> dict[Key, Work]:
    """One state, one browser each (pa11y-ci: as many pages at a time as there are cores)."""
    browser = find_browser()
    listed = bench.folder / "addresses.txt"
    listed.write_text("\n".join(bench.addresses), "utf-8")
    works = {
        bench.key(BARE, "check"): Work(
            BARE, (sys.executable, str(ROOT / "bench" / "bare_axe.py"), str(listed)), bench.folder
        )
    }
    if "npm" not in bench.results.missing:
        works[bench.key(AXE, "check")] = Work(AXE, _axe(bench.addresses, browser), bench.folder)
        works[bench.key(PA11Y, "check")] = _pa11y(bench, browser)
    return works


def _axe(addresses: Sequence[str], browser: Installation) -> tuple[str, ...]:
    return (
        "node",
        str(MODULES / "@axe-core" / "cli" / "dist" / "src" / "bin" / "cli.js"),
        *("--chrome-path", browser.browser_path, "--chromedriver-path", browser.driver_path),
        *("--chrome-options", ",".join(_arguments())),
        *addresses,
    )


def _arguments() -> list[str]:
    return ["no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else ["disable-gpu"]


def _pa11y(bench: _Bench, browser: Installation) -> Work:
    settings = {
        "defaults": {
            "chromeLaunchConfig": {
                "executablePath": browser.browser_path,
                "args": [f"--{argument}" for argument in _arguments()],
            },
            "concurrency": cores(),
            # With contexts of their own, pages that are open side by side close each other.
            "useIncognitoBrowserContext": False,
            "timeout": _TIMEOUT,
        },
        "urls": bench.addresses,
    }
    path = bench.folder / "pa11yci.json"
    path.write_text(json.dumps(settings), "utf-8")
    program = str(MODULES / "pa11y-ci" / "bin" / "pa11y-ci.js")

    def after(done: Run) -> None:
        bench.results.facts[bench.key(PA11Y, "pages lost")] = lost(done.output)

    command = ("node", program, "--json", "--config", str(path))
    return Work(PA11Y, command, bench.folder, after=after, codes=(0, 2))


def lost(report: str) -> int:
    """On how many pages pa11y-ci could not run: those whose only result is an error of its own."""
    found = json.loads(report[report.index("{") : report.rindex("}") + 1])["results"]
    return sum(len(page) == 1 and "code" not in page[0] for page in found.values())


def _ours(bench: _Bench, third: Path) -> dict[Key, Work]:
    """A site's own check, from nothing and after changes; then of what somebody else built."""
    site = generate(bench.pages)
    page = site.pages[bench.pages // 2]
    folder = bench.folder
    article = max(bench.names, key=lambda name: name.count("/"))
    steps: tuple[tuple[str, Path, tuple[str, ...], Callable[[int], None]], ...] = (
        ("check, a third", third, (), lambda number: _forget(third)),
        ("check", folder, (), lambda number: _forget(folder)),
        ("check, nothing", folder, (), lambda number: None),
        ("check, one edit", folder, (), lambda number: LAYOUT.change_text(folder, page, number)),
        (
            "check, style sheet",
            folder,
            (),
            lambda number: curbcut.change_style(folder, number + 1),
        ),
        ("check, template", folder, (), lambda number: LAYOUT.change_template(folder, number + 1)),
        ("check DIR", folder, ("dist",), lambda number: _forget(folder)),
        ("check, DIR again", folder, ("dist",), lambda number: None),
        ("check FILE", folder, (f"dist/{article}index.html",), lambda number: _forget(folder)),
        ("check, FILE again", folder, (f"dist/{article}index.html",), lambda number: None),
        ("check URL", folder, (bench.address,), lambda number: _forget(folder)),
        ("check, URL again", folder, (bench.address,), lambda number: None),
    )
    works = {}
    for name, where, targets, before in steps:
        command = (*_CHECK, *targets, "--report", f"json={_REPORT}")
        after = functools.partial(_count_errors, bench, name, article, where / _REPORT)
        works[bench.key(US, name)] = Work(
            f"Curbcut, {name}", command, where, before, after, _FINDINGS
        )
    return works


def _count_errors(bench: _Bench, name: str, article: str, report: Path, run: Run) -> None:
    """Keep how many errors are reported on the one page that is also checked alone."""
    findings = json.loads(report.read_text("utf-8"))["findings"]
    alone = name.startswith("check FILE")
    errors = [
        finding
        for finding in findings
        if finding["outcome"] == "failed" and (alone or article in finding["page"])
    ]
    bench.results.facts[bench.key(US, f"{name}: errors")] = len(errors)


def _forget(folder: Path) -> None:
    """Remove all that was kept."""
    shutil.rmtree(folder / ".curbcut", ignore_errors=True)

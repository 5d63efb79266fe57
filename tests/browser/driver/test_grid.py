"""Pages are checked on a Selenium Grid as they are here, and nodes may be lost meanwhile."""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from curbcut.browser.driver import grid as grids
from curbcut.browser.driver.switches import browser_options
from curbcut.browser.reach import Reach
from curbcut.commands.check_pages import check_targets
from curbcut.model.finding import CurbcutError, RunResult
from curbcut.reports.json import report_json
from curbcut.run import Options
from setup import grid as server
from setup.commands import CannotPrepare
from tests.browser.grids import QUEUE_SECONDS, Grid
from tests.making import write

JAVA = server.java()
needs_java = pytest.mark.skipif(JAVA is None, reason="Selenium Grid needs Java, which is not here")
real = [pytest.mark.browser, pytest.mark.slow, needs_java]
PAGES = 6


def archive() -> str:
    """The server, or a skip that says why it cannot be had; a wrong one is an error."""
    try:
        return server.provide()
    except CannotPrepare as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def grid(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grid]:
    assert JAVA
    with Grid(JAVA, archive(), tmp_path_factory.mktemp("grid")) as running:
        yield running


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages with findings, a style, an image that is missing, and things that are out of reach."""
    foreign = '<img src="http://elsewhere.example/a.png" alt="Elsewhere">'
    files = {
        f"page-{number}.html": '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<title>Page {number}</title><link rel="stylesheet" href="/style.css"></head><body>'
        f'<main><h1>Page {number}</h1><p class="pale">Pale words</p><img src="gone-{number}.png">'
        f'<a href="page-{(number + 1) % PAGES}.html">Next</a>{foreign}</main></body></html>'
        for number in range(PAGES)
    }
    return write(tmp_path_factory.mktemp("site"), {**files, "style.css": ".pale { color: #bbb }"})


@pytest.fixture(scope="module")
def here(site: Path) -> RunResult:
    return check_targets([str(site)], Options(cache=False, jobs=2))


def there(site: Path, grid: Grid, progress: Callable[[str], None] = lambda words: None):
    return check_targets([str(site)], Options(cache=False, grid=grid.address), progress)


def equal(one: RunResult, other: RunResult) -> bool:
    return (one.pages, one.findings, one.evaluations, one.rules) == (
        other.pages,
        other.findings,
        other.evaluations,
        other.rules,
    )


class Watch:
    """Remembers secrets, and does something once all nodes of a grid are at work."""

    def __init__(self, grid: Grid, then: Callable[[], None] = lambda: None) -> None:
        self.grid, self.then, self.most, self.done = grid, then, 0, False

    def __call__(self, words: str) -> None:
        self.most = max(self.most, sum(self.grid.busy()))
        if self.most == 2 and not self.done and "Checking" in words:
            self.done = True
            self.then()


class TestOnAGrid:
    pytestmark = real

    def test_results_are_those_of_this_machine(self, site, here, grid, monkeypatch, capfd):
        made: list[str] = []
        make = secrets.token_urlsafe

        def noted(size):
            made.append(make(size))
            return made[-1]

        monkeypatch.setattr(secrets, "token_urlsafe", noted)
        watch = Watch(grid)
        seen = there(site, grid, watch)
        assert len({finding.rule.id for finding in seen.findings}) > 3
        assert equal(seen, here)
        assert watch.most == 2
        assert seen.environment == replace(here.environment, grid=grid.address)
        report = json.loads(report_json(seen))
        assert report["environment"]["grid"] == grid.address
        assert not any(grid.busy())
        assert len(made) == 2  # a door for each browser
        logs = [path.read_text() for path in grid._folder.iterdir()]
        texts = (*capfd.readouterr(), *logs, json.dumps(report))
        assert not any(secret in text for text in texts for secret in made)

    def test_jobs_are_the_most_sessions(self, site, grid):
        watch = Watch(grid)
        options = Options(cache=False, grid=grid.address, jobs=1)
        check_targets([str(site / "page-0.html")], options, watch)
        assert watch.most == 1

    def test_a_hung_browser_is_another_session(self, site, here, grid):
        """A node whose programs stop answering, as one whose network is gone."""
        stopped = []

        def stop() -> None:
            stopped.append(grid.nodes[0].pid)
            os.killpg(stopped[0], signal.SIGSTOP)

        seen = there(site, grid, Watch(grid, stop))
        os.killpg(stopped[0], signal.SIGCONT)
        grid.kill(grid.nodes.pop(0))
        grid.nodes.append(grid.add_node())
        grid._wait(lambda: len(grid.busy()) == 2 and not any(grid.busy()))
        assert equal(seen, here)

    def test_a_node_is_killed_in_the_middle(self, site, here, grid):
        watch = Watch(grid, lambda: grid.kill(grid.nodes.pop(0)))
        seen = there(site, grid, watch)
        assert watch.done
        assert equal(seen, here)

    def test_nodes_may_start_slowly(self, site, here, tmp_path):
        """As on grids that start nodes when somebody asks for a browser."""
        assert JAVA
        with Grid(JAVA, archive(), tmp_path, nodes=0, queue=100) as late:
            assert grids.slots(late.address) == 0
            threading.Timer(3, late.add_node).start()
            options = Options(cache=False, grid=late.address)
            seen = check_targets([str(site / "page-0.html")], options)
        mine = {"/page-0.html"}
        assert seen.environment == replace(here.environment, grid=late.address)
        assert [one for one in seen.evaluations if one.state != "site"] == [
            one for one in here.evaluations if one.page in mine and one.state != "site"
        ]

    def test_when_the_last_node_is_lost_that_is_said(self, site, grid):
        killed: list[subprocess.Popen[bytes]] = []

        def kill(words: str) -> None:
            if "Checking 3" in words and not killed:
                killed.append(grid.nodes.pop())
                grid.kill(killed[0])

        seen = there(site, grid, kill)
        (lost,) = [one for one in seen.findings if one.rule.id == "page-not-checked"]
        assert f"of the Selenium Grid at {grid.address} does not start" in lost.message
        assert "no node" in lost.message
        assert len(lost.also_on) == PAGES - 3
        assert lost.blocking
        with pytest.raises(CurbcutError, match="no node"):
            grids.connect(grid.address, browser_options(False, Reach(), remote=True))


def test_slots_are_those_for_chrome():
    def node(most, *names):
        slots = [{"stereotype": {"browserName": name}, "session": None} for name in names]
        return {"maxSessions": most, "slots": slots}

    assert grids._most(node(4, "chrome", "chrome", "firefox")) == 2
    assert grids._most(node(1, "chrome", "chrome")) == 1
    assert grids._most(node(4, "firefox")) == 0


@pytest.mark.parametrize("grid", ["hub:4444", "ftp://hub", "http://", "http://a:b@:x"])
def test_invalid_grid_url_is_refused(grid):
    with pytest.raises(CurbcutError, match="value of --grid is not a URL"):
        grids.slots(grid)


def test_a_password_is_not_repeated():
    with pytest.raises(CurbcutError, match=r"127\.0\.0\.1:9 does not start") as raised:
        grids.slots("http://ann:secret@127.0.0.1:9")
    assert "secret" not in str(raised.value)


def test_the_protocol_is_asked_for_where_the_grid_answers():
    capabilities = {"se:cdp": "ws://10.9.8.7:4444/session/1/se/cdp"}
    url, headers = grids.socket_of(capabilities, "https://ann:b%20c@hub.example/") or ("", [])
    assert url == "wss://hub.example/session/1/se/cdp"
    assert headers == ["Authorization: Basic YW5uOmIgYw=="]
    assert QUEUE_SECONDS < grids._START

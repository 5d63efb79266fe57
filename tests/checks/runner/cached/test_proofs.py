"""A proof is used again for an hour, for the same tools and machine, and is cited."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path

import pytest

from curbcut import run
from curbcut.browser.driver.install import Installation
from curbcut.cache import Cache
from curbcut.checks.axe.rules import AxeRules
from curbcut.checks.runner import canary, workers
from curbcut.checks.runner.cached import proofs
from curbcut.commands.check_pages import check_targets
from curbcut.run import Options

BROWSER = Installation("/bin/sh", "/bin/sh", "1", "1", "path")


@pytest.fixture
def of(monkeypatch, tmp_path):
    monkeypatch.setattr(proofs, "find_browser", lambda: BROWSER)

    def make(tools="tools", grid="", folder=tmp_path):
        return proofs.Proofs(Cache(folder), tools, grid)

    return make


def test_one_holds_for_an_hour(of, monkeypatch):
    assert of().find() is None
    of().keep()
    now = time.time()
    for later, holds in ((0, True), (3500, True), (3700, False), (-100, False)):
        monkeypatch.setattr(time, "time", lambda later=later: now + later)
        assert (of().find() is not None) == holds


def test_it_holds_for_the_same_tools_and_machine(of, monkeypatch, tmp_path):
    of().keep()
    assert of("other").find() is None
    assert of(folder=None).find() is None
    program = tmp_path / "chromium"
    program.write_text("1")
    changed = dataclasses.replace(BROWSER, browser_path=str(program))
    monkeypatch.setattr(proofs, "find_browser", lambda: changed)
    assert of().find() is None
    of().keep()
    program.write_text("12")
    assert of().find() is None
    monkeypatch.setattr(proofs, "find_browser", lambda: BROWSER)
    assert of().find() is not None
    monkeypatch.setattr(proofs, "_BOOT", program)  # was started anew
    assert of().find() is None


def test_that_of_a_grid_is_not_kept(of):
    of(grid="http://grid").keep()
    assert of(grid="http://grid").find() is None


@pytest.mark.browser
def test_a_run_cites_the_proof_of_another(monkeypatch, tmp_path: Path):
    monkeypatch.setattr(run, "CACHE_FOLDER", tmp_path / "cache")
    proved: list[str] = []
    for name in ("prove", "prove_checks"):
        real = getattr(workers, name)

        def noting(*args, real=real, name=name):
            proved.append(name)
            real(*args)

        monkeypatch.setattr(workers, name, noting)
    site = tmp_path / "site"
    site.mkdir()

    def check(words: str, cache: bool = True):
        (site / "a.html").write_text(f"<!doctype html><title>A</title><p>{words}<img src=x.png>")
        done = check_targets([str(site)], Options(jobs=1, cache=cache))
        made = sorted(proved)
        proved.clear()
        return done, made

    first, made = check("One")
    assert made == ["prove", "prove_checks"]
    assert first.environment.proof == ""
    second, made = check("Two")
    assert made == []
    assert second.environment.proof.startswith("20")
    found = [sorted((f.rule.id, f.message) for f in one.findings) for one in (first, second)]
    assert found[0] == found[1] != []
    assert check("Three", cache=False)[1] == ["prove", "prove_checks"]


@pytest.mark.browser
def test_what_was_not_proved_is_not_kept(monkeypatch, tmp_path: Path):
    monkeypatch.setattr(run, "CACHE_FOLDER", tmp_path / "cache")
    (tmp_path / "a.html").write_text("<!doctype html><title>A page</title>")
    evaluate = AxeRules.evaluate

    def without_images(self, axe, session, names, *args, **more):
        rest = tuple(name for name in names if name != "image-alt")
        return evaluate(self, axe, session, rest, *args, **more)

    monkeypatch.setattr(AxeRules, "evaluate", without_images)
    for _ in range(2):
        with pytest.raises(canary.Distrust):
            check_targets([str(tmp_path / "a.html")], Options(jobs=1))

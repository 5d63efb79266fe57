"""Lighthouse's audits: what is measured again, and the real thing where it has been brought."""

from __future__ import annotations

from typing import Any

import pytest

from bench import audit
from curbcut.browser.driver.install import find_browser

GOOD = {"performance": 100, "accessibility": 100, "best-practices": 100, "seo": 100}
WAYS = [("light", "phone"), ("light", "computer"), ("dark", "phone"), ("dark", "computer")]


def fake(monkeypatch: pytest.MonkeyPatch, *scores: dict[str, int]) -> list[int]:
    """Lighthouse with these figures for dark phones, one after the other; else all is good."""
    asked: list[int] = []
    given = iter(scores)

    def run(chrome: str, name: str, ways: list[dict[str, Any]]):
        asked.append(len(ways))
        for way in ways:
            slow = (way["scheme"], way["device"]) == ("dark", "phone")
            yield {**way, "page": name, "scores": GOOD | (next(given) if slow else {}), "short": []}

    monkeypatch.setattr(audit, "audit", run)
    return asked


def test_only_what_was_slow_is_measured_again(monkeypatch):
    asked = fake(monkeypatch, {"performance": 98}, {"performance": 99}, {})
    runs = list(audit.best_of("chrome", ""))
    assert asked == [4, 1, 1]
    assert sorted((run["scheme"], run["device"]) for run in runs) == sorted(WAYS)
    assert [run["attempt"] for run in runs] == [1, 1, 1, 3]


def test_what_stays_slow_is_shown(monkeypatch, capsys):
    slow = {"performance": 98}
    asked = fake(monkeypatch, *[slow] * audit.ATTEMPTS)
    assert [audit.show(run) for run in audit.best_of("chrome", "")] == [True, True, True, False]
    assert len(asked) == audit.ATTEMPTS
    assert "dark   phone" in capsys.readouterr().out


def test_any_other_fault_is_not_measured_away(monkeypatch):
    asked = fake(monkeypatch, {"performance": 98, "seo": 92})
    assert [audit.show(run) for run in audit.best_of("chrome", "")].count(False) == 1
    assert asked == [4]


@pytest.mark.browser
@pytest.mark.slow
def test_the_home_page_in_the_dark_has_all_that_does_not_depend_on_the_machine():
    if not (audit.HERE / "node_modules" / "lighthouse").is_dir():
        pytest.skip("Lighthouse is not here; “make audit” brings it")
    if not (audit.SITE / "index.html").is_file():
        pytest.skip("There is no dist/; “make site” builds it")
    way = {"scheme": "dark", "device": "phone"}
    [run] = audit.audit(find_browser().browser_path, "", [way])
    assert {**run["scores"], "performance": 100} == GOOD, run["short"]

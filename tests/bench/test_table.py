"""The rows of the benchmark, what becomes of them, and how they are shown."""

from __future__ import annotations

import dataclasses
import re
from xml.etree import ElementTree

import pytest

from bench import building_goals, checking_goals
from bench.checking import lost
from bench.kept import Kept, load, save
from bench.measure import Figures, Run
from bench.picture import picture
from bench.rows import UNIT, Key, Results, Row, judge
from bench.run import choose, everything, needed
from bench.table import figure_table, goal_table, page
from bench.tools import ROOT

ROWS = (*building_goals.rows([100, 1_000, 10_000]), *checking_goals.rows(30))
COLD, HUGO = Key(1_000, "Curbcut", "cold"), Key(1_000, "Hugo", "cold")


def figures(*seconds: float, cpu: float = 1.0, peak: int = 10**8) -> Figures:
    return Figures(tuple(Run(value, cpu, peak, 0, "what it wrote") for value in seconds))


def row(name: str) -> Row:
    return next(row for row in ROWS if row.id == name)


def measured(value: float = 1.0) -> Results:
    """Each figure and each fact that the rows need is the same."""
    keys = {key for row in ROWS for key in row.needs}
    results = Results()
    for key in keys:
        fact = re.search(r"reached|bytes|^/|pages|errors|under a second", key.work)
        if fact:
            results.facts[key] = value
        else:
            results.figures[key] = figures(value)
    results.facts[Key(30, "Curbcut", "pages")] = 30
    return results


def test_every_row_of_the_goals_is_there_once():
    assert len({row.id for row in ROWS}) == len(ROWS)
    assert {row.part for row in ROWS} == {"Building", "Checking"}
    words = " ".join(row.work for row in ROWS)
    for work in (
        *("cold, 1,000", "cold, 10,000", "peak memory", "text edited", "title", "template"),
        *("style sheet", "translation", "glossary", "nothing changed", "lint FILE", "--help"),
        *("growth of time", "growth of memory", "growth of bytes", "/search/", "/all-pages/"),
        *("all states, all checks", "1,000 pages of one site", "after one edit", "style rule"),
        *("check DIR again", "check FILE again", "check URL again", "all cores busy"),
    ):
        assert work in words


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_every_row_can_be_judged_and_shown_when_all_is_measured(row: Row):
    judged = judge(row, measured())
    assert judged.outcome in {"met", "not met"}
    assert judged.measured


@pytest.mark.parametrize(
    ("seconds", "outcome", "shown"),
    [(4.0, "met", "| met |"), (4.1, "not met", "| **not met** |"), (2.5, "met", "and the aim |")],
)
def test_the_table_says_where_a_ratio_misses_its_goal(seconds: float, outcome: str, shown: str):
    results = Results({COLD: figures(seconds), HUGO: figures(1.0)})
    judged = judge(row("cold-1000"), results)
    assert judged.outcome == outcome
    line = goal_table([judged]).splitlines()[-1]
    assert shown in line
    assert f"| {seconds:.2f} |" in line


def test_the_median_counts_and_not_the_slowest_round():
    results = Results({COLD: figures(3.0, 2.0, 90.0), HUGO: figures(1.0, 1.0, 1.0)})
    assert judge(row("cold-1000"), results).ratio == 3.0
    assert "2.0 s – 90.0 s" in figure_table(results)


def test_a_goal_in_seconds_is_judged_by_the_start_of_an_interpreter():
    edit = row("check-edit")
    keys = [key for key in edit.needs if key != UNIT]
    for start, outcome in ((0.0156, "met"), (0.0100, "not met")):
        results = Results({**dict.fromkeys(keys, figures(4.9)), UNIT: figures(start)})
        assert judge(edit, results).outcome == outcome


def test_fewer_pages_a_second_than_three_times_those_of_pa11y_is_not_met():
    speed = row("check-speed")
    ours, theirs, lost_pages = speed.needs
    results = Results({ours: figures(10.0), theirs: figures(29.0)})
    results.facts.update({Key(30, "Curbcut", "pages"): 30, lost_pages: 0})
    assert judge(speed, results).outcome == "not met"
    results.facts[lost_pages] = 15
    assert judge(speed, results).outcome == "met"


def test_a_tool_that_could_not_be_installed_or_run_is_named_with_the_reason():
    results = Results({COLD: figures(1.0)}, missing={"Hugo": "no such package"})
    judged = judge(row("cold-1000"), results)
    assert judged.outcome == "not measured"
    assert judged.measured == "Hugo could not be measured: no such package"
    results = Results({COLD: figures(1.0)}, failures={HUGO: "ended with code 1: oh\nno layout"})
    assert judge(row("cold-1000"), results).measured == "Hugo could not be measured: no layout"
    assert judge(row("cold-1000"), Results()).measured == "not part of this run"


def test_rows_are_chosen_by_the_beginnings_of_their_ids_and_need_only_what_they_judge():
    chosen = choose(ROWS, ["lint", "help"])
    assert [row.id for row in chosen] == ["lint", "help"]
    wanted = needed(chosen)
    assert wanted(Key(1_000, "Curbcut", "lint FILE"))
    assert not wanted(COLD)
    assert choose(ROWS, []) == list(ROWS)
    assert everything(ROWS)(COLD)
    assert not everything(ROWS)(Key(10_000, "Zensical", "cold"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_needs_the_works_that_its_facts_come_from(row: Row):
    for key in row.needs:
        work, colon, _ = key.work.partition(": ")
        if colon:
            assert key._replace(work=work) in row.needs


def test_pages_that_pa11y_could_not_run_on_are_counted():
    report = """a warning
    {"results": {"/a/": [], "/b/": [{"message": "Protocol error"}],
                 "/c/": [{"code": "WCAG2AA.1", "message": "Contrast"}]}}"""
    assert lost(report) == 1


def test_a_run_is_kept_and_its_page_is_the_same_again(tmp_path):
    kept = Kept(["--sizes", "100"], measured(), "2026-11-28", (0.5, 2.0), {"Hugo": "0.168.0"})
    kept.results.missing["npm"] = "there is no npm"
    kept.results.failures[HUGO] = "ended with code 1"
    save(kept, tmp_path / "figures.json")
    again = load(tmp_path / "figures.json")
    pages = [
        page([judge(row, k.results) for row in ROWS], k, machine="a machine", picture="x.svg")
        for k in (kept, again)
    ]
    assert pages[0] == pages[1]
    assert "Hugo 0.168.0" in pages[0]
    assert "noisy" not in pages[0]
    busy = dataclasses.replace(kept, load=(3.4, 6.2))
    assert "noisy" in page([], busy, machine="a machine", picture="x.svg")
    assert "npm could not be installed: there is no npm" in pages[0]
    assert dataclasses.replace(again, results=Results()) == dataclasses.replace(
        kept, results=Results()
    )


def test_the_picture_has_a_bar_for_each_tool_and_says_what_it_shows():
    results = Results({COLD: figures(4.0), HUGO: figures(1.0)})
    root = ElementTree.fromstring(picture(results))
    name = "{http://www.w3.org/2000/svg}"
    widths = [float(bar.get("width", "")) for bar in root.iter(f"{name}rect")]
    assert widths == pytest.approx([100, 400])
    assert root.get("aria-label")
    texts = [text.text for text in root.iter(f"{name}text")]
    assert texts == ["1,000 pages, from nothing", "Hugo", "1.0 s", "Curbcut", "4.0 s"]


def test_the_peers_are_pinned_and_their_lock_files_name_no_host():
    requirements = (ROOT / "bench/peers/requirements.txt").read_text("utf-8")
    for line in (ROOT / "bench/peers/requirements.in").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            assert re.search(rf"^{line}==[\d.]+ \\\n    --hash", requirements, flags=re.M)
    assert "://" not in requirements
    assert '"resolved"' not in (ROOT / "bench/peers/package-lock.json").read_text("utf-8")

"""What is worked out from measured parts follows from them."""

import pytest

from bench.scale import BEGIN, END, PAGE, Line, _line, _power, _scaled, _worked_out, shown


def test_a_page_costs_what_the_larger_site_takes_more():
    line = _line([10, 40], [25.0, 85.0])
    assert line == Line(5.0, 2.0)
    assert line.at(100_000) == 200_005.0


def test_growth_is_the_power_that_was_measured_and_linear_at_least():
    square = {500: 1.0, 1000: 4.0, 2000: 16.0}
    assert _power(square) == pytest.approx(2)
    assert _scaled(square, 4000) == pytest.approx(64)
    assert _scaled({500: 1.0, 1000: 1.0}, 2000) == pytest.approx(2)


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (0.0123, "s", "12.3 ms"),
        (2.5, "s", "2.50 s"),
        (90000.0, "s", "25.0 h"),
        (260000.0, "s", "3.01 days"),
        (66_200.0, "B", "66.2 kB"),
        (1_080_000_000.0, "B", "1,080 MB"),
        (3.1, "files", "3.1 files"),
        (34_800_921.0, "entries", "34,800,921 entries"),
    ],
)
def test_figures_have_three_digits(value, unit, words):
    assert shown(value, unit) == words


def test_cores_share_the_check_and_each_shard_builds_all():
    lines = {
        "build, cold: CPU": Line(0.0, 0.01),
        "build, cold: peak memory": Line(0.0, 1.0),
        "check, cold: CPU": Line(0.0, 2.0),
        "check again: CPU": Line(0.0, 0.02),
        "merging: CPU": Line(0.0, 0.0),
        "results in memory": Line(0.0, 1.0),
    }
    rows = "\n".join(_worked_out(lines))
    assert f"| one machine of 2 cores | {shown(100_000.0, 's')} |" in rows
    assert f"| a grid of 100 cores | {shown(1000.0 + 2000.0, 's')} |" in rows
    assert f"then merged | {shown((1000.0 + 4000.0) / 2, 's')} |" in rows
    assert "saves 99.0%" in rows


def test_the_page_has_its_tables_and_says_what_was_not_measured():
    text = PAGE.read_text("utf-8")
    tables = text.partition(BEGIN)[2].partition(END)[0]
    heads = [line for line in tables.splitlines() if "100,000 pages" in line and "|" in line]
    assert heads
    assert all("(extrapolated)" in head for head in heads)
    assert "| check, cold: CPU |" in tables

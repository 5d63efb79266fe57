"""Measuring a program with all that it starts."""

from __future__ import annotations

import os
import sys

import pytest

from bench.measure import Work, rounds, run

BUSY = """
import pathlib, time
block = bytearray(150_000_000)
start = time.process_time()
while time.process_time() - start < 0.5:
    pass
pathlib.Path("done").touch()
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")


def test_what_a_child_of_a_child_needs_counts_even_if_nobody_waits_for_it(tmp_path):
    (tmp_path / "busy.py").write_text(BUSY)
    shell = f"setsid {sys.executable} busy.py & until [ -e done ]; do sleep 0.1; done; exit 3"
    done = run(["sh", "-c", shell], tmp_path)
    assert done.code == 3
    assert done.cpu >= 0.4
    assert done.peak >= 150_000_000


def test_what_is_left_running_is_ended(tmp_path):
    done = run(["sh", "-c", "setsid sleep 600 & echo $!"], tmp_path)
    with pytest.raises(ProcessLookupError):
        os.kill(int(done.output), 0)


def test_rounds_are_interleaved_and_a_failed_work_is_left_out(tmp_path):
    order = []

    def work(name: str, code: int) -> Work:
        command = [sys.executable, "-c", f"raise SystemExit({code})"]
        return Work(name, command, tmp_path, before=lambda number: order.append((name, number)))

    found = rounds([work("a", 0), work("b", 1), work("c", 0)], 2)
    assert order == [("a", 0), ("b", 0), ("c", 0), ("a", 1), ("c", 1)]
    assert {name: len(figures.runs) for name, figures in found.figures.items()} == {"a": 2, "c": 2}
    assert list(found.failures) == ["b"]
    assert found.failures["b"].startswith("ended with code 1")

"""What the whole check of a page costs, next to one bare axe.run, in one run and one browser.

    python bench/check.py [DIR] [ROUNDS]

Both go through the same kept browser, page by page in turn, so that a change of the machine's pace
meets both alike. “bare” opens the page and runs axe-core with its defaults in one state; “whole”
opens it and runs every check in every state.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.browser.states import STATES
from curbcut.checks.axe.adapter import Axe
from curbcut.checks.axe.rules import choose
from curbcut.checks.runner.plan import make_plan
from curbcut.checks.runner.scripts import hook, library
from curbcut.checks.runner.visit import check_page
from curbcut.content.sources.folders import read_folder
from curbcut.render.machine.headers import page_headers


def main(folder: Path, rounds: int) -> None:
    """Print the figures."""
    pages = read_folder(folder, str(folder)).pages
    axe = Axe()
    bare: list[float] = []
    runs: list[float] = []
    whole: list[float] = []
    with (
        Server(folder, headers=lambda path: page_headers()) as server,
        Session(reach=Reach.of(server)) as session,
    ):
        axe.prepare(session)
        session.on_new_document(hook())
        session.library(library())
        plan = make_plan(STATES, axe, choose(axe.rules(session)), own=True, timeout=30)
        for number in range(rounds + 1):
            for page in pages:
                address = server.url(page.path.lstrip("/"))
                start = time.perf_counter()
                session.open(address)
                opened = time.perf_counter()
                axe.run(session)
                ran = time.perf_counter()
                check_page(session, page.path, address, plan)
                end = time.perf_counter()
                if number:  # the first round warms up
                    bare.append(ran - start)
                    runs.append(ran - opened)
                    whole.append(end - ran)
    say = sys.stdout.write
    say(f"{len(pages)} pages, {rounds} rounds, {len(plan.states)} states, axe-core {axe.version}\n")
    for name, times in (("open and axe.run", bare), ("axe.run alone", runs), ("whole", whole)):
        say(f"{name:<17} median {statistics.median(times) * 1000:7.1f} ms\n")
    for name, times in (("open and axe.run", bare), ("axe.run alone", runs)):
        ratios = [one / other for one, other in zip(whole, times, strict=True)]
        say(f"whole / {name:<17} median {statistics.median(ratios):.2f}\n")


if __name__ == "__main__":
    main(
        Path(sys.argv[1] if len(sys.argv) > 1 else "dist"),
        int(sys.argv[2]) if len(sys.argv) > 2 else 3,
    )

"""Check pages in several browsers in parallel: pages in, findings and evaluations out.

Each worker thread keeps one browser for all of its pages. Unless a recent proof is cached, it first
checks a known-bad page to prove that it finds the problems there. A page that could not be checked
never counts as checked: it is reported as a finding, and each of its rules is ``untested``.
"""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from curbcut import __version__, interrupts
from curbcut.browser.devtools.asked import Asked
from curbcut.browser.driver import grid as grids
from curbcut.browser.driver.install import find_browser
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.browser.states import STATES, chosen
from curbcut.cache import code_digest, digest_of
from curbcut.checks.axe.adapter import Axe
from curbcut.checks.axe.rules import AxeRules, choose
from curbcut.checks.evaluations import Evaluations, Tables, joined
from curbcut.checks.runner.cached.around import Part, around, parts_of_site, parts_of_web
from curbcut.checks.runner.cached.proofs import Proofs
from curbcut.checks.runner.cached.results import Results
from curbcut.checks.runner.canary import Distrust, prove, prove_checks
from curbcut.checks.runner.nodes import Tries, browsers
from curbcut.checks.runner.notes import Held, PageResult, first_line, not_checked
from curbcut.checks.runner.page_source import Network, PageSource, open_network
from curbcut.checks.runner.plan import Plan, make_plan
from curbcut.checks.runner.scripts import NAMES_SEEN, hook, library
from curbcut.checks.runner.visit import check_page
from curbcut.model.facts import PageFacts
from curbcut.model.finding import CurbcutError, Environment, Finding, Rule
from curbcut.model.page import RenderedPage
from curbcut.model.state import State
from curbcut.run import Run, time_left

_LOOK = 0.1
"""Seconds between checks for an interrupt."""
_MOST_MEMORY = 1 << 30
"""Private memory in bytes above which a browser is restarted before the next page. Measured:
400 MB after the canary pages, 600 MB after 33 articles of 600 words. More than 1 GiB is not caching
but a page that leaked memory."""
_ENDING = 5.0
"""Seconds that the workers of an interrupted run get to finish."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The results of a run. ``stopped``: it was interrupted, the remaining pages are untested."""

    findings: tuple[Finding, ...]
    evaluations: Evaluations
    rules: tuple[Rule, ...]
    environment: Environment
    facts: tuple[PageFacts, ...] = ()
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    """The environment and axe rules, cached between runs under the digest of the tools."""

    environment: Environment
    axe_rules: AxeRules


def check_pages(
    source: PageSource, run: Run, *, axe_path: Path | None = None, timeout: int = 30
) -> Checked:
    """Check pages in every state, reusing cached results. ``timeout``: seconds to open one page.

    Raises:
        CurbcutError: when no browser works, or one misses known problems.
    """
    states = chosen(run.only.states, own=source.first_party)
    axe = Axe(axe_path)
    cache = run.cache
    tools = _tools_digest(axe, run.grid)
    known = cache.get(tools, _Known)
    tables = Tables()
    with contextlib.closing(around(source)) as now:
        kept = Results(source, tools, cache, now, run.only.states)
        results = {} if known is None else _found(source, kept, tables)
    due = [page for page in source.pages if page.path not in results]
    reused = len(results)
    stopped, proof = False, None
    if due or known is None:
        proofs = Proofs(cache, tools, run.grid)
        proof = proofs.find() if known is not None else None
        worker = _Work(due, axe, source, run, kept, timeout=timeout)
        worker.trust(proofs, known if proof is not None else None)
        known = worker.run(lambda stack, number: open_network(stack, source, run, number))
        stopped = worker.stopped
        results |= worker.results
        cache.tidy()
    plan = make_plan(states, axe, known.axe_rules, own=source.first_party, timeout=timeout)
    ordered = [results[page.path] for page in source.pages]
    return Checked(
        findings=tuple(finding for result in ordered for finding in result.findings),
        evaluations=joined(*(result.evaluations for result in ordered)),
        rules=(*plan.rules.values(), *known.axe_rules.rules.values()),
        environment=replace(
            known.environment,
            states=tuple(state.id for state in plan.states),
            cached=reused,
            proof=proof.words if proof is not None else "",
        ),
        facts=tuple(result.facts for result in ordered if result.facts is not None),
        stopped=stopped,
    )


def _found(source: PageSource, kept: Results, tables: Tables) -> dict[str, Held]:
    """The cached results that are still valid, by page path."""
    found = ((page.path, kept.find(page)) for page in source.pages)
    return {path: Held.of(result, tables) for path, result in found if result is not None}


type _Opening = Callable[[ExitStack, int], Network]
"""Opens the network of the browser with this number."""


class _Work:
    """A queue of pages that workers take from; each result is cached as soon as it exists."""

    def __init__(
        self,
        pages: Sequence[RenderedPage],
        axe: Axe,
        source: PageSource,
        run: Run,
        kept: Results,
        *,
        timeout: int,
    ) -> None:
        self._kept = kept
        self._source = source
        self.results: dict[str, Held] = {}
        self._tables = Tables()
        self._axe = axe
        self._own = source.first_party
        self._timeout = timeout
        self._run = run
        self._total = len(source.pages)
        self._due: queue.SimpleQueue[RenderedPage] = queue.SimpleQueue()
        self._pages = tuple(pages)
        for page in pages:
            self._due.put(page)
        self._count = len(pages)
        self._began = time.monotonic()
        self._tries = Tries(run)
        self._known: _Known | None = None
        self._trusted: _Known | None = None
        self._proofs: Proofs | None = None
        self._errors: list[BaseException] = []
        self._doubt: BaseException | None = None
        self._sessions: list[Session] = []
        self.stopped = False
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._proven = threading.Lock()

    def trust(self, proofs: Proofs, known: _Known | None) -> None:
        """Store new proofs in ``proofs``; ``known`` is set if a cached proof is still valid."""
        self._proofs, self._trusted = proofs, known

    def run(self, network: _Opening) -> _Known:
        """Check all pages; those not reached get a result too, with every rule untested.

        Raises the error that kept all workers from starting, or ``Distrust`` if a browser misses
        known problems.
        """
        while self._side_by_side(network):
            # A page was returned from a lost Grid node after the other workers had finished.
            pass
        if self._doubt is not None:
            raise self._doubt
        if self._known is None:
            raise self._errors[0]
        self._add_rest(self._known)
        return self._known

    def _side_by_side(self, network: _Opening) -> bool:
        """Run workers until all have ended.

        Returns:
            Whether pages are left and at least one worker ended without an error.
        """
        number = browsers(self._run, self._count)
        failed = len(self._errors)
        threads = [
            threading.Thread(
                target=self._worker, args=(network, n), name=f"browser-{n}", daemon=True
            )
            for n in range(number)
        ]
        try:
            for thread in threads:
                thread.start()
            interrupts.keep_results()
            while any(thread.is_alive() for thread in threads):
                if interrupts.asked():
                    raise KeyboardInterrupt
                for thread in threads:
                    thread.join(_LOOK)
        except BaseException as error:
            self._interrupt(threads)
            if self._known is None or not isinstance(error, KeyboardInterrupt):
                raise
            self.stopped = True
        healthy = len(self._errors) - failed < number and not self._stop.is_set()
        return healthy and not self._due.empty()

    def _interrupt(self, threads: Sequence[threading.Thread]) -> None:
        """End all workers now, whatever they are waiting for."""
        self._stop.set()
        for session in tuple(self._sessions):
            session.interrupt()
        end = time.monotonic() + _ENDING
        for thread in threads:
            # A browser that is just starting ends with this process.
            if thread.ident is not None:
                thread.join(max(0.0, end - time.monotonic()))

    def _add_rest(self, known: _Known) -> None:
        """Report the pages that no worker reached as not checked."""
        with self._lock:
            rest = [page.path for page in self._pages if page.path not in self.results]
        if not rest:
            return
        why = "it was stopped" if self.stopped else first_line(self._errors[-1])
        pages = "this page" if len(rest) == 1 else f"these {len(rest)} pages"
        plan = self._plan(known.axe_rules)
        message = f"Curbcut did not check {pages}: {why}"
        for number, path in enumerate(rest):
            result = not_checked(path, plan, message)
            # One finding for all of them: a thousand would bury the real ones.
            findings = tuple(
                replace(finding, also_on=tuple(rest[1:])) for finding in result.findings
            )
            self._hold(replace(result, findings=() if number else findings))

    def _worker(self, opened: _Opening, number: int) -> None:
        try:
            with ExitStack() as stack:
                network = opened(stack, number)
                session = stack.enter_context(Session(grid=self._run.grid, reach=network.reach))
                self._sessions.append(session)
                self._axe.prepare(session)
                session.on_new_document(hook())
                session.library(library())
                plan = self._proved(session, network.canary)
                self._note(session, plan)
                self._check_all(session, plan, network)
        except Distrust as error:
            self._doubt = self._doubt or error
            self._stop.set()
        except BaseException as error:
            # The other workers go on without this one.
            self._errors.append(error)

    def _proved(self, session: Session, canary: Server) -> Plan:
        """The plan, once this browser has proved that it finds the known problems."""
        known = self._trusted
        axe_rules = known.axe_rules if known else choose(self._axe.rules(session))
        if known is None:
            prove(session, canary, self._axe, axe_rules)
            # Curbcut's own checks are the same code in each worker: one proof is enough.
            if self._proven.acquire(blocking=False):
                # In all states, whichever are wanted: the proof holds for other runs, too.
                self._prove_checks(session, canary, self._plan(axe_rules, STATES))
                if self._proofs is not None:
                    self._proofs.keep()
        return self._plan(axe_rules)

    def _plan(self, axe_rules: AxeRules, states: tuple[State, ...] = ()) -> Plan:
        states = states or chosen(self._run.only.states, own=self._own)
        return make_plan(states, self._axe, axe_rules, own=self._own, timeout=self._timeout)

    def _prove_checks(self, session: Session, canary: Server, plan: Plan) -> None:
        try:
            prove_checks(session, canary, plan)
        except BaseException as error:
            # Without this proof no worker's results can be trusted.
            if not self._stop.is_set():
                self._doubt = self._doubt or error
                self._stop.set()
            raise

    def _note(self, session: Session, plan: Plan) -> None:
        environment = Environment(
            curbcut=__version__,
            axe=self._axe.version,
            axe_source=self._axe.source,
            browser=f"Chromium {session.browser_version}",
            driver=session.driver_version,
            states=tuple(state.id for state in plan.states),
            grid=grids.shown(self._run.grid) if self._run.grid else "",
        )
        self._known = _Known(environment, plan.axe_rules)
        # Now, like the results, so that a run that is killed loses nothing that it has done.
        self._kept.remember(self._known)

    def _check_all(self, session: Session, plan: Plan, network: Network) -> None:
        while not self._stop.is_set():
            try:
                page = self._due.get_nowait()
            except queue.Empty:
                return
            with self._lock:
                done = self._total - self._count + len(self.results) + 1
                left = time_left(time.monotonic() - self._began, len(self.results), self._count)
                self._run.progress(f"Checking {done} of {self._total}: {page.path}{left}")
            session.renew(_MOST_MEMORY)
            elsewhere = network.server is None
            asked = session.listen(bodies=elsewhere, leaving="" if elsewhere else NAMES_SEEN)
            if network.server is not None:
                network.server.asked()
            result = self._check(session, page, plan, network.address)
            if self._stop.is_set() and any(one.outcome == "untested" for one in result.findings):
                # The run was interrupted: this page is reported with those not reached.
                return
            with self._lock:
                self._hold(result)
            parts = self._parts(session, page, network, asked)
            self._kept.keep(page, result, parts, asked.words)

    def _hold(self, result: PageResult) -> None:
        self.results[result.page] = Held.of(result, self._tables)

    def _parts(
        self, session: Session, page: RenderedPage, network: Network, asked: Asked
    ) -> tuple[Part, ...] | None:
        """What the page just checked requested; None if that is not fully known."""
        try:
            session.heard()
        except CurbcutError:
            if network.server is None:
                return None
        if network.server is not None:
            return parts_of_site(network.server, asked)
        return parts_of_web(page, self._source, asked)

    def _check(
        self,
        session: Session,
        page: RenderedPage,
        plan: Plan,
        address: Callable[[RenderedPage], str],
    ) -> PageResult:
        """Check one page.

        Raises:
            CurbcutError: when the browser was lost. The page is then queued again for another
                worker, or, after too many attempts, reported as not checked.
        """
        try:
            where = address(page)
        except ValueError as error:
            return not_checked(page.path, plan, f"The page has no address: {first_line(error)}")
        try:
            return check_page(session, page.path, where, plan)
        except CurbcutError as error:
            if self._stop.is_set():
                raise
            if self._tries.again(page.path):
                # For another worker: this one no longer has a browser.
                self._due.put(page)
                raise
            with self._lock:
                message = f"The page could not be checked: {first_line(error)}"
                self._hold(not_checked(page.path, plan, message))
            raise


def _tools_digest(axe: Axe, grid: str) -> str:
    found = (grid, grids.identity(grid)) if grid else find_browser()
    browser = repr(msgspec.to_builtins(found))
    return digest_of(("tools", code_digest(), axe.digest, axe.source, browser))

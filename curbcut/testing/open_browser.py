"""The check of the page that is open in somebody else's browser, through its Selenium driver.

Only what looks is run: axe-core, through axe-selenium-python, and our own scripts. Nothing is
pressed, resized or loaded, because the page belongs to a test that is in the middle of something.
"""

from __future__ import annotations

import dataclasses
import json
from typing import Any, cast

from selenium.common.exceptions import JavascriptException, TimeoutException, WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver

from curbcut import __version__
from curbcut.browser.devtools.world import OUR_SCRIPT
from curbcut.browser.session import Session
from curbcut.browser.states import LIGHT
from curbcut.browser.visit import ScriptError, Visit
from curbcut.checks.api import PageInState
from curbcut.checks.axe.adapter import Axe
from curbcut.checks.axe.rules import choose
from curbcut.checks.runner.notes import Notes
from curbcut.checks.runner.passive import look
from curbcut.checks.runner.plan import make_plan
from curbcut.checks.runner.scripts import library
from curbcut.model.finding import CurbcutError, Environment, RunResult
from curbcut.run import Options, Run
from curbcut.triage.steps import Context, settle

_CALL = """
const done = arguments[arguments.length - 1];
(async function(){%s
}).apply(null, JSON.parse(arguments[0])).then(
  (value) => done({ value: JSON.stringify(value ?? null) }),
  (error) => done({ error: error instanceof Error ? String(error.stack || error) : String(error) }),
);
"""


def check_open_page(driver: WebDriver) -> RunResult:
    """What is wrong with the page that is open in ``driver``, as it is now.

    Raises:
        CurbcutError: when no page is open, or the browser does not run scripts in it.
    """
    run = Run.of(Options(cache=False))
    try:
        address = driver.current_url
        page = _OpenPage(driver)
        page.library(OUR_SCRIPT)
        axe = Axe()
        axe.prepare(page)
        page.library(library())
        plan = make_plan((LIGHT,), axe, choose(axe.rules_here(page)), own=False, timeout=60)
        notes = Notes(address)
        # Of a session, what looks needs no more than ``script``, and can do without pictures.
        session = cast("Session", page)
        seen = PageInState(session, Visit(address, address, 200), LIGHT, address, own=False)
        look(seen, plan, notes)
    except WebDriverException as error:
        reason = (error.msg or type(error).__name__).partition("\n")[0]
        raise CurbcutError(
            f"The page in the browser cannot be checked: {reason}",
            "Open a page with driver.get(…) first, and close its alerts.",
        ) from error
    here = ("its present state",)
    result = notes.result()
    evaluations = tuple(dataclasses.replace(one, state=here[0]) for one in result.evaluations)
    findings = [dataclasses.replace(one, states=here) for one in result.findings]
    context = Context(today=run.today, lines={}, first_party=False, evaluations=evaluations)
    return RunResult(
        environment=Environment(
            curbcut=__version__,
            axe=axe.version,
            axe_source=axe.source,
            browser=_name_of(driver),
            states=here,
        ),
        pages=(address,),
        findings=settle(findings, context),
        evaluations=evaluations,
        rules=(*plan.rules.values(), *plan.axe_rules.rules.values()),
        seconds=run.seconds,
        answers_in=None,
    )


class _OpenPage:
    """What axe-core and our scripts need of a browser, for the page that is open in one."""

    def __init__(self, driver: WebDriver) -> None:
        self._driver = driver

    def library(self, source: str) -> None:
        """Run a script in the page and in all documents that it frames."""
        self._driver.execute_script(source)
        self._in_frames(source, _DEPTH)

    def _in_frames(self, source: str, depth: int) -> None:
        if not depth:
            return
        for frame in self._driver.find_elements(By.CSS_SELECTOR, "iframe, frame"):
            try:
                self._driver.switch_to.frame(frame)
            except WebDriverException:
                continue  # it has gone; axe-core says of what it could not look into
            try:
                self._driver.execute_script(source)
                self._in_frames(source, depth - 1)
            finally:
                self._driver.switch_to.parent_frame()

    def script(self, source: str, *args: object, timeout: float = 30.0) -> Any:
        """Run the body of a function in the page, and return its result, a JSON value.

        ``timeout`` is in seconds. Raises ScriptError for what the script throws.
        """
        before = self._driver.timeouts.script
        self._driver.set_script_timeout(timeout)
        try:
            answer = self._driver.execute_async_script(_CALL % source, json.dumps(args))
        except (JavascriptException, TimeoutException) as error:
            raise ScriptError(error.msg or type(error).__name__) from error
        finally:
            self._driver.set_script_timeout(before)
        if "error" in answer:
            raise ScriptError(answer["error"])
        return json.loads(answer["value"])

    def cdp_all(self, commands: object, *, timeout: float = 10.0) -> Any:
        """Not every browser has DevTools; raises ScriptError, which leaves undecided what is so."""
        raise ScriptError("pictures are not taken in a browser of somebody else's")


_DEPTH = 5
"""How deep in each other frames are looked into."""


def _name_of(driver: WebDriver) -> str:
    known = driver.capabilities
    name, version = known.get("browserName", ""), known.get("browserVersion", "")
    return f"{name.capitalize()} {version}".strip()

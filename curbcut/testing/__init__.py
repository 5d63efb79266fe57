"""Accessibility in tests of one's own: ``assert_accessible``, and with pytest its fixture.

It takes the address of a page, a folder of pages, or a Selenium driver that has a page open::

    from curbcut.testing import assert_accessible

    def test_help(live_server):
        assert_accessible(f"{live_server.url}/help/")

    def test_open_dialog(driver):
        driver.get(...)
        driver.find_element(By.ID, "open").click()
        assert_accessible(driver)
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from curbcut.commands.check_pages import check_targets
from curbcut.model.finding import Finding, RunResult, Severity
from curbcut.reports.selection import Selection, select
from curbcut.reports.terminal import report_text
from curbcut.run import Options

if TYPE_CHECKING:
    from selenium.webdriver.remote.webdriver import WebDriver

__all__ = ["assert_accessible", "check"]


def assert_accessible(
    subject: str | Path | WebDriver,
    *,
    level: str = "",
    rules: Sequence[str] = (),
    ignore: Sequence[str] = (),
    fail_on: str = "error",
) -> None:
    """Raise AssertionError, with a report of what is wrong, unless a page is accessible.

    What a machine cannot decide does not count, nor do warnings and suggestions unless ``fail_on``
    says so ("warning" or "suggestion"). ``level`` ("A", "AA", "AAA") leaves only findings about
    criteria of WCAG up to that level; ``rules`` only those of these rules, ``ignore`` all but
    those of these ("*" stands for any characters in both).

    Raises:
        CurbcutError: when nothing can be checked.
    """
    __tracebackhide__ = True
    result = check(subject, fail_on=fail_on)
    result = select(result, Selection(rules=tuple(rules), level=level, ignore=tuple(ignore)))
    wrong = result.blocking
    if wrong:
        raise AssertionError(_said(wrong, result))


def check(subject: str | Path | WebDriver, *, fail_on: str = "error") -> RunResult:
    """All that is found on one page by its address, in a folder or file, or in an open browser.

    A page by its address and pages in a folder are checked in all states, in a browser of
    Curbcut's; an open browser of any make only as it is, by what looks without touching anything.
    Raises CurbcutError.
    """
    if not isinstance(subject, str | Path):
        from curbcut.testing.open_browser import check_open_page

        return dataclasses.replace(check_open_page(subject), fail_on=Severity(fail_on))
    options = Options(follow_links=False, fail_on=Severity(fail_on))
    return check_targets([str(subject)], options)


def _said(wrong: Sequence[Finding], result: RunResult) -> str:
    shown = dataclasses.replace(result, findings=tuple(wrong))
    return "\n\n" + report_text(shown).rstrip()

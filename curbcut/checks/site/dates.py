"""Pages that were not looked at in time, and translations that the original has left behind."""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from curbcut.checks.site.whole import Whole
from curbcut.model.finding import Finding, Rule, Severity
from curbcut.model.page import Page

OVERDUE = Rule(
    id="review-overdue",
    summary="A page is past the date of its next review",
    why="Readers rely on what it says, and nobody has looked for longer than was agreed whether it"
    " is still right.",
    advice="Read the page through, mend what has changed, and set last_reviewed to today.",
    severity=Severity.WARNING,
    how="last_reviewed plus review_every in the front matter, held against today.",
    limits="Pages without both keys.",
)
STALE = Rule(
    id="translation-outdated",
    summary="A translation is older than the page in another language",
    why="Readers of that language get yesterday's answer.",
    advice="Bring the translation up to date, and set its last_reviewed.",
    severity=Severity.WARNING,
    how="Pages that are translations of one another are compared by effective or, without one,"
    " last_reviewed.",
    limits="Changes that nobody gave a date.",
)
RULES = (OVERDUE, STALE)


def run(whole: Whole) -> Iterator[Finding]:
    """Yield pages whose dates say that they need somebody."""
    if whole.site is None:
        return
    groups: dict[str, list[Page]] = defaultdict(list)
    for page in whole.site.pages.values():
        groups[page.translation_key].append(page)
        meta = page.parsed.meta
        if meta.last_reviewed is None or not meta.review_every or page.kind == "older-version":
            continue
        due = after(meta.last_reviewed, meta.review_every)
        if due < whole.today:
            message = f"The review was due on {due.isoformat()}"
            yield _at(whole.problem(OVERDUE, message, page.path), page, "last_reviewed")
    for pages in groups.values():
        yield from _stale(whole, pages)


def _stale(whole: Whole, pages: list[Page]) -> Iterator[Finding]:
    dated = [(date, page) for page in pages if (date := _date(page)) is not None]
    if len({page.language for _, page in dated}) < 2:
        return
    newest, original = max(dated, key=lambda entry: entry[0])
    for date, page in dated:
        if date < newest and page.language != original.language:
            message = (
                f"This page is of {date.isoformat()}, and {original.path} of {newest.isoformat()}"
            )
            name = "effective" if page.parsed.meta.effective else "last_reviewed"
            yield _at(whole.problem(STALE, message, page.path), page, name)


def _date(page: Page) -> dt.date | None:
    return page.parsed.meta.effective or page.parsed.meta.last_reviewed


def _at(finding: Finding, page: Page, name: str) -> Finding:
    spans = page.parsed.meta.spans
    return dataclasses.replace(finding, span=spans.get(name) or spans.get("title"))


def after(date: dt.date, period: str) -> dt.date:
    """The day that is a period such as “12 months” after a date."""
    number, _, unit = period.partition(" ")
    count = int(number)
    if unit.startswith("day"):
        return date + dt.timedelta(days=count)
    if unit.startswith("week"):
        return date + dt.timedelta(weeks=count)
    months = date.month - 1 + (count if unit.startswith("month") else 12 * count)
    year, month = date.year + months // 12, months % 12 + 1
    return date.replace(
        year=year, month=month, day=min(date.day, calendar.monthrange(year, month)[1])
    )

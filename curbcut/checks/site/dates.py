"""Pages whose review is overdue."""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt
from collections.abc import Iterator

from curbcut.checks.site.whole import Whole
from curbcut.model.finding import Finding, Rule, Severity

OVERDUE = Rule(
    id="review-overdue",
    summary="A page's review is overdue",
    why=(
        "Readers rely on it, but nobody has checked whether it is still right within the agreed"
        " time."
    ),
    fix="Read the page, correct what has changed, and set last_reviewed to today's date.",
    severity=Severity.WARNING,
    how="last_reviewed plus review_every in the front matter is compared with today.",
    limits="Pages without both keys.",
    examples_of="care.md",
    examples=(
        (
            ("---\ntitle: Bicycle care\nlast_reviewed: 2024-05-01\nreview_every: 12 months\n---"),
            ("---\ntitle: Bicycle care\nlast_reviewed: 2026-05-01\nreview_every: 12 months\n---"),
        ),
    ),
)
FUTURE = Rule(
    id="review-in-future",
    summary="A page says that it was reviewed on a day that is still to come",
    why="Nobody can have read it then, and the next review would be due too late.",
    fix="Write the day on which somebody last read the page.",
    severity=Severity.WARNING,
    how="last_reviewed in the front matter is compared with today.",
    examples_of="care.md",
    examples=(
        (
            ("---\ntitle: Bicycle care\nlast_reviewed: 2062-05-01\n---"),
            ("---\ntitle: Bicycle care\nlast_reviewed: 2026-05-01\n---"),
        ),
    ),
)
RULES = (OVERDUE, FUTURE)


def run(whole: Whole) -> Iterator[Finding]:
    """Yield pages whose review is overdue, or still to come."""
    if whole.site is None:
        return
    for page in whole.site.pages.values():
        meta = page.parsed.meta
        if page.original or page.kind.superseded:
            continue
        if meta.last_reviewed is None:
            continue
        if meta.last_reviewed > whole.today:
            message = f"{meta.last_reviewed.isoformat()} is still to come"
            fix = (
                "Write the day on which somebody last read the page, such as"
                f" “last_reviewed: {whole.today.isoformat()}” for today."
            )
            finding = whole.problem(FUTURE, message, page.path)
            yield dataclasses.replace(finding, span=meta.spans.get("last_reviewed"), fix=fix)
            continue
        if not meta.review_every:
            continue
        due = after(meta.last_reviewed, meta.review_every)
        if due < whole.today:
            message = f"The review was due on {due.isoformat()}"
            finding = whole.problem(OVERDUE, message, page.path)
            span = meta.spans.get("last_reviewed") or meta.spans.get("title")
            yield dataclasses.replace(finding, span=span)


def after(date: dt.date, period: str) -> dt.date:
    """The day a period such as “12 months” after a date.

    It is never after 9999-12-31.
    """
    number, _, unit = period.partition(" ")
    count = int(number)
    if unit.startswith(("day", "week")):
        days = count * (7 if unit.startswith("week") else 1)
        return dt.date.fromordinal(min(date.toordinal() + days, dt.date.max.toordinal()))
    months = date.month - 1 + (count if unit.startswith("month") else 12 * count)
    year, month = date.year + months // 12, months % 12 + 1
    if year > dt.MAXYEAR:
        return dt.date.max
    return date.replace(
        year=year, month=month, day=min(date.day, calendar.monthrange(year, month)[1])
    )

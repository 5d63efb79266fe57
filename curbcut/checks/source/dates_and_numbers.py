"""Ambiguous dates, and telephone numbers that are not links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curbcut.checks.source.check import SourceCheck
from curbcut.checks.source.page import SourcePage
from curbcut.model.finding import Problem, Rule, Severity

DATE = Rule(
    id="date-ambiguous",
    summary="A date can be read in two ways",
    why="Half of the readers take the month for the day, and a screen reader reads a fraction.",
    fix="Write the month as a word: 3 April 2026.",
    severity=Severity.WARNING,
    how=(
        "Two different numbers from 1 to 12 and a year, with slashes, dots or hyphens between"
        " them, in a language whose readers put the month first in one country and second in"
        " another."
    ),
    limits="Dates without a year. 2026-04-03 has only one order and is allowed.",
    source="GOV.UK style guide, Dates; Unicode CLDR 48, short dates of en-US and en-GB.",
    examples=(
        (
            "Send it by 03/04/2026.",
            "Send it by 3 April 2026.",
        ),
    ),
)
PHONE = Rule(
    id="phone-not-linked",
    summary="A telephone number is not a link",
    why=(
        "On a phone, people cannot call it with one tap and have to type it. Some screen readers"
        " read it as one large number."
    ),
    fix="Make it a link: [0800 555 0100](tel:+448005550100)",
    severity=Severity.SUGGESTION,
    how=(
        "A number with a plus sign and eight digits or more, or in the usual North American"
        " groups of three, three and four digits, outside links and code."
    ),
    limits="National numbers in other formats, which look like any number.",
    examples=(
        (
            "Call us on +44 800 555 0100.",
            "Call us on [0800 555 0100](tel:+448005550100).",
        ),
    ),
)
RULES = (DATE, PHONE)

_DATE = re.compile(r"(?<![\w/.-])(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d{2}|\d{2})(?![\w/-]|\.\d)")
_PHONE = re.compile(
    r"(?<![\w/.+-])(?:\+\d[\d ().-]{6,}\d|(?:1[-. ])?\(?\d{3}\)?[-. ]\d{3}[-.]\d{4})(?![\w-])"
)


def run(page: SourcePage) -> Iterator[Problem]:
    """Report dates and telephone numbers."""
    if page.words is not None and page.words.ambiguous_dates:
        for match in _DATE.finditer(page.text):
            day, month = int(match[1]), int(match[3])
            short = len(match[4]) == 2
            if short and match[2] != "/":
                continue  # 1.2.10 may be a version or a section
            if 1 <= day <= 12 and 1 <= month <= 12 and day != month:
                yield page.problem(DATE, f"“{match[0]}” can be read in two ways", match.start())
    for match in _PHONE.finditer(page.text):
        digits = sum(sign.isdigit() for sign in match[0])
        if 8 <= digits <= 15 and not page.within(page.links, match.start()):
            yield page.problem(PHONE, f"“{match[0].strip()}” is not a link", match.start())


CHECK = SourceCheck(RULES, run, need_words=(DATE,))

"""One set of awkward results that every report format has to cope with."""

from __future__ import annotations

from curbcut.model.finding import (
    Environment,
    Evaluation,
    Finding,
    Outcome,
    Rule,
    RunResult,
    Severity,
    Target,
)
from curbcut.model.source import Span

ERROR = Rule(
    id="axe/image-alt",
    summary="Images must have an alternative",
    why="People who cannot see the image are not told what it shows.",
    fix="Say what it shows.",
    criteria=("1.1.1",),
    help_url="https://example.com/?a=1&b=<2>",
)
WARNING = Rule(
    id="raw-html",
    summary="There is HTML in the Markdown",
    why="It is shown as text.",
    fix="Write Markdown.",
    severity=Severity.WARNING,
)
REVIEW = Rule(
    id="axe/color-contrast",
    summary="Contrast",
    why="Faint text cannot be read.",
    fix="Use a darker colour.",
    criteria=("1.4.3", "1.4.6"),
    question="Does the text stand out?",
)
NOT_CHECKED = Rule(id="page-not-checked", summary="Not looked at", why="Unknown.", fix="Look.")

RESULT = RunResult(
    environment=Environment("0", "4.14.1", "npm", "Chromium 1", "1", ("light", "dark")),
    pages=("/", "/عربي/", "/a b/"),
    findings=(
        Finding(
            ERROR,
            "The image “<b>&\"'.png” has\nno alternative \x1b[31m",
            page="/",
            span=Span("site_src/a b.md", 3, 3, 7),
            target=Target(("iframe", "#x > img:nth-of-type(2)"), '<img src="a.png?a&b">', "img", 1),
            states=("light", "dark"),
            excerpt="Some ![](a.png) \ttext with a tab and 日本語 " + "x" * 300,
            fingerprint="0123456789abcdef",
            also_on=("/عربي/", "/a b/", "/c/", "/d/"),
            related=(Span("site_src/b.md", 9, 9),),
        ),
        Finding(WARNING, "100 % of {braces} and %s", span=Span("site_src/b.md", 1, 2), excerpt=""),
        Finding(
            REVIEW,
            "To be decided",
            page="/عربي/",
            outcome=Outcome.CANT_TELL,
            fingerprint="fedcba9876543210",
            target=Target(("p",), "<p>"),
            states=("light",),
        ),
        Finding(NOT_CHECKED, "It never loads", page="/a b/", outcome=Outcome.UNTESTED),
        Finding(ERROR, "Known and accepted", page="/", suppressed="until 2027-01-01, by Ann"),
    ),
    evaluations=(
        Evaluation("axe/image-alt", "/", "light", Outcome.FAILED),
        Evaluation("axe/image-alt", "/عربي/", "light", Outcome.PASSED),
        Evaluation("axe/color-contrast", "/عربي/", "light", Outcome.CANT_TELL),
        Evaluation("axe/audio", "/", "light", Outcome.INAPPLICABLE),
        Evaluation("page-not-checked", "/a b/", "light", Outcome.UNTESTED),
    ),
    rules=(ERROR, WARNING, REVIEW, NOT_CHECKED),
    seconds=1.234,
    published="Not published; “dist” is unchanged.",
)

EMPTY = RunResult(environment=Environment("0"), pages=(), findings=())

"""Markup that browsers repair, so that readers get something else than was written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from curbcut.browser import origins, states
from curbcut.checks.api import Check, PageInState
from curbcut.checks.page.structure.parse_errors import Mistake, Reading
from curbcut.model.finding import Outcome, Problem, Rule, Severity

ATTRIBUTE = Rule(
    id="attribute-repeated",
    summary="An element has the same attribute twice",
    why=(
        "Browsers keep the first and drop the second. The alternative text, name or role that"
        " readers need may be the one that is lost."
    ),
    fix="In the template, remove one of the two attributes.",
    criteria=("4.1.2",),
    severity=Severity.WARNING,
    how="The page's source is read as it was sent.",
    limits="What scripts write into the page.",
    source="HTML Standard, 13.1.2.3: “There must never be two or more attributes on the same start"
    " tag whose names are an ASCII case-insensitive match for each other”; failure F70",
    messages={"failed": "Line {line}: <{other}> has the attribute “{name}” twice"},
    examples=(
        (
            '<p class="price" class="old">£20</p>',
            '<p class="price old">£20</p>',
        ),
    ),
)
REPAIRED = Rule(
    id="markup-repaired",
    summary="Browsers have to repair this markup",
    why=(
        "A browser closes, moves or drops elements to make sense of it. Content that belongs"
        " together may be separated, and the links, lists and bold text that screen readers"
        " announce may begin or end in the wrong place."
    ),
    fix=(
        "Correct the tags in the template: close each element inside the one where it was opened."
    ),
    criteria=("1.3.1", "4.1.2"),
    severity=Severity.WARNING,
    question=(
        "Is everything in the right place on the page as the browser shows it and a screen"
        " reader reads it?"
    ),
    how=(
        "The page's source is read as it was sent, for mistakes that change the tree: links,"
        " forms and buttons within one another (which fail); overlapping, unclosed and surplus"
        " tags; blocks inside paragraphs; text between the cells of a table; a second body;"
        " content after its end."
    ),
    limits="What scripts write into the page; XHTML, which browsers do not repair.",
    source="HTML Standard, 13.2 (parsing); WCAG 2.2 failures F70 and F43",
    messages={
        "nested": "Line {line}: <{name}> is inside <{other}>; browsers end the first one there",
        "early": "Line {line}: <{name}> is inside <p>, which browsers end there",
        "overlap": "Line {line}: </{name}> comes while <{other}> inside it is still open",
        "unclosed": "Line {line}: <{name}> is never closed",
        "unclosed-by": "Line {line}: <{name}> is still open when <{other}> comes",
        "stray": "Line {line}: </{name}> closes nothing",
        "in-table": "Line {line}: content between table cells; browsers move it out of the table",
        "late": "Line {line}: content after the end of the page",
        "second-body": "Line {line}: a second <body>",
        "quote": "Line {line}: a quotation mark or > seems to be missing in <{name}>",
    },
    examples=(
        (
            "<p>We repair <b>every</p> <p>bicycle</b>.</p>",
            "<p>We repair <b>every</b> bicycle.</p>",
        ),
    ),
)
DOCTYPE = Rule(
    id="doctype-missing",
    summary="The page has no doctype",
    why=(
        "Browsers fall back to 1990s behaviour, where sizes, tables and inherited styles work"
        " differently. Text may overlap or stay small when enlarged."
    ),
    fix="Start the template with <!DOCTYPE html>.",
    criteria=(),
    severity=Severity.SUGGESTION,
    question="Does the page look and zoom the same with <!DOCTYPE html> as its first line?",
    how="The first line of the page's source.",
    source="HTML Standard, 13.1.1 (the DOCTYPE)",
    messages={"cantTell": "The page has no <!DOCTYPE html>"},
    examples=(
        (
            (
                '<html lang="en">\n'
                '<head><meta charset="utf-8"><title>Bicycle care</title></head>\n'
                "<body><main><h1>Bicycle care</h1><p>Oil the chain.</p></main></body>\n"
                "</html>"
            ),
            (
                "<!DOCTYPE html>\n"
                '<html lang="en">\n'
                '<head><meta charset="utf-8"><title>Bicycle care</title></head>\n'
                "<body><main><h1>Bicycle care</h1><p>Oil the chain.</p></main></body>\n"
                "</html>"
            ),
        ),
    ),
)

_LONGEST = 3_000_000  # characters; reading more takes longer than a page is worth
_MOST = 20
_OF_ONE_SORT = 4


def source_of(page: PageInState) -> str:
    """The source of the page as sent, from the browser's memory; empty if it is not there."""
    if "source" not in page.shared:
        page.shared["source"] = _ask(page)
    return str(page.shared["source"])


def _ask(page: PageInState) -> str:
    frame = page.session.cdp("Page.getFrameTree")["frameTree"]["frame"]
    if "html" not in frame.get("mimeType", "") or "xhtml" in frame.get("mimeType", ""):
        return ""
    return origins.source_of(page.session, frame) or ""


def run(page: PageInState) -> Iterator[Problem]:
    """Yield parse errors that a browser repairs."""
    text = source_of(page)
    if not text.strip() or len(text) > _LONGEST:
        return
    reading = Reading(text).read()
    for rule in CHECK.rules:
        page.applied(rule.id)
    if not reading.has_doctype:
        yield Problem(DOCTYPE.id, DOCTYPE.messages["cantTell"], None, Outcome.CANT_TELL)
    mistakes = list(_thinned(reading.mistakes))
    for mistake in mistakes[:_MOST]:
        yield _problem(mistake)
    more = len(reading.mistakes) - len(mistakes[:_MOST])
    if more > 0:
        yield Problem(
            REPAIRED.id, f"{more} more of the same on this page", outcome=Outcome.CANT_TELL
        )


def _thinned(mistakes: list[Mistake]) -> Iterator[Mistake]:
    """The first few of each sort; a mistake in a template comes again with each of its uses."""
    told: Counter[tuple[str, str]] = Counter()
    for mistake in mistakes:
        told[mistake.kind, mistake.name] += 1
        if told[mistake.kind, mistake.name] <= _OF_ONE_SORT:
            yield mistake


def _problem(mistake: Mistake) -> Problem:
    rule = ATTRIBUTE if mistake.kind == "attribute" else REPAIRED
    key = "failed" if rule is ATTRIBUTE else mistake.kind
    if key == "unclosed" and mistake.other:
        key = "unclosed-by"
    words = rule.messages[key].format(line=mistake.line, name=mistake.name, other=mistake.other)
    certain = mistake.kind in ("attribute", "nested") and mistake.name[0] != "h"
    outcome = Outcome.FAILED if certain or rule is ATTRIBUTE else Outcome.CANT_TELL
    return Problem(rule.id, words, None, outcome)


# The source is the same in every state.
CHECK = Check(
    rules=(ATTRIBUTE, REPAIRED, DOCTYPE),
    states=(states.LIGHT,),
    run=run,
)

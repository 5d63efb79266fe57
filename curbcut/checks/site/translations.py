"""Translations that their original has left behind."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from curbcut.checks.site.whole import Whole
from curbcut.model.finding import Finding, Rule, Severity
from curbcut.site.translations import KEY, State, line_of, state_of, translated

OUTDATED = Rule(
    id="translation-outdated",
    summary="A translation may not say what its original says now",
    why="Readers of that language get yesterday's answer.",
    fix="Compare the translation with its original and bring it up to date. Then write the line"
    " that the message gives into its front matter; “curbcut translations --done FILE” does so.",
    severity=Severity.WARNING,
    how="“translated_from” in the front matter of a translation is held against the words of its"
    " original: title, description and text. Dates of files and of commits play no part.",
    limits="Whether the translation is right. A page that is not translated at all is none;"
    " “curbcut translations” lists those.",
)
RULES = (OUTDATED,)


def run(whole: Whole) -> Iterator[Finding]:
    """Yield translations that nobody has looked at since their original changed."""
    for page, original in translated(whole.site) if whole.site else ():
        state = state_of(page, original)
        if state not in (State.OUTDATED, State.UNMARKED):
            continue
        spans = page.parsed.meta.spans
        what = f"{original.source_path} has changed since it was translated"
        if state is State.UNMARKED:
            what = f"Nothing says of which words of {original.source_path} this is the translation"
        message = f"{what}. Once it is up to date, write: {line_of(original.parsed)}"
        finding = whole.problem(OUTDATED, message, page.path)
        yield dataclasses.replace(finding, span=spans.get(KEY) or spans.get("title"))

"""Outdated translations."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from curbcut.checks.site.whole import Whole
from curbcut.model.finding import Finding, Rule, Severity
from curbcut.site.translations import KEY, State, line_of, state_of, translated

OUTDATED = Rule(
    id="translation-outdated",
    summary="A translation may be out of date",
    why="Readers of that language get yesterday's answer.",
    fix=(
        "Compare the translation with its original and update it. Then run “curbcut translations"
        " --done FILE”, or write the line from the message into its front matter."
    ),
    severity=Severity.WARNING,
    how=(
        "“translated_from” in the front matter of a translation is compared with the words of"
        " its original: title, description and text. Dates of files and commits are ignored."
    ),
    limits=(
        "Whether the translation is right. Untranslated pages are listed by “curbcut translations”."
    ),
    examples_of="es/care.md",
    examples=(
        (
            ('---\ntitle: Cuidado de la bicicleta\ntranslated_from: "5f0e2a9c31d7"\n---'),
            ('---\ntitle: Cuidado de la bicicleta\ntranslated_from: "7d749693efef"\n---'),
        ),
    ),
)
RULES = (OUTDATED,)


def run(whole: Whole) -> Iterator[Finding]:
    """Yield translations that were not updated since their original changed."""
    for page, original in translated(whole.site) if whole.site else ():
        state = state_of(page, original)
        if state not in (State.OUTDATED, State.UNMARKED):
            continue
        spans = page.parsed.meta.spans
        what = f"{original.source_path} has changed since it was translated"
        if state is State.UNMARKED:
            what = (
                f"The front matter does not say which version of {original.source_path}"
                " this page translates"
            )
        message = f"{what}. Once it is up to date, write: {line_of(original.parsed)}"
        finding = whole.problem(OUTDATED, message, page.path)
        yield dataclasses.replace(finding, span=spans.get(KEY) or spans.get("title"))

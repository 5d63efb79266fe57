"""Pages that nobody has finished writing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curbcut.checks.source.check import SourceCheck
from curbcut.checks.source.page import SourcePage
from curbcut.model import kinds
from curbcut.model.finding import Problem, Rule, Severity
from curbcut.words import pattern_of

PLACEHOLDER = Rule(
    id="placeholder-text",
    summary="Text says that the page is not finished",
    why="Readers wonder whether they can rely on the rest.",
    fix="Write the text that belongs here, or set “draft: true” until it is there.",
    severity=Severity.WARNING,
    how="TODO, FIXME and TBD in capitals, and the Latin of dummy text (“lorem ipsum”); from the"
    " patterns of the page’s language, or else the English ones.",
    limits="Other words for what is missing.",
    examples=(("TODO: how long does it take?", "It takes two days."),),
)
EMPTY = Rule(
    id="page-empty",
    summary="A page has a title and no text",
    why="Readers follow a link and find nothing.",
    fix="Write the text, or set “draft: true” in the front matter until it is there.",
    severity=Severity.WARNING,
    how="Nothing but spaces and HTML comments below the front matter of an article, a policy or a"
    " glossary.",
    limits="Text that says nothing. The first page of a folder (index.md) lists the pages of its"
    " section, and may have no text.",
    examples=(("---\ntitle: Repairs\n---", "---\ntitle: Repairs\n---\n\nWe repair all bicycles."),),
)
RULES = (PLACEHOLDER, EMPTY)

_WITHOUT_TEXT = frozenset({kinds.LANDING.id, kinds.HOME.id})
_ENOUGH = ("index.md", "404.md", "contact.md")
"""Pages that are not empty without text of their own: the theme fills them."""


def run(page: SourcePage) -> Iterator[Problem]:
    """Yield unfinished text, and a page that has none."""
    found_in = re.compile(pattern_of("unfinished", page.language, "en"), re.IGNORECASE)
    for found in found_in.finditer(page.text):
        block = page.block_at(found.start())
        if "{%" in page.text[block.start : found.start()]:
            continue  # a comment of another tool, which is reported as such
        if found[0].isupper() or " " in found[0]:
            message = f"“{found[0]}” says that this is not finished"
            yield page.problem(PLACEHOLDER, message, *found.span())
    meta = page.parsed.meta
    name = page.parsed.source.path.rpartition("/")[2]
    if meta.kind in _WITHOUT_TEXT or (not meta.kind and name in _ENOUGH) or meta.draft:
        return
    text = any(token.content.strip() for token in page.tokens if token.type != "html_block")
    if not text and not page.parsed.html.strip():
        span = meta.spans.get("title") or page.span_of(0)
        if old := meta.old_addresses:
            fix = (
                f"Move “redirect_from: {old[0]}” to the page that readers should find, and delete"
                " this one."
            )
            message = "This page has no text; it only has former addresses"
            span = meta.spans.get("redirect_from", span)
            yield Problem(EMPTY.id, message, span=span, fix=fix)
            return
        yield Problem(EMPTY.id, "This page has no text", span=span)


CHECK = SourceCheck(RULES, run)

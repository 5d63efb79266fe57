"""Headings: their levels, their words, and bold lines in place of headings."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping

from curbcut.checks.source.check import Edit, SourceCheck
from curbcut.checks.source.page import HOLE, Block, SourcePage
from curbcut.content.extensions.headings import slugify
from curbcut.content.positions import place_of
from curbcut.model.finding import Problem, Rule, Severity
from curbcut.model.page import Heading
from curbcut.words import fold, pattern

SKIPPED = Rule(
    id="heading-skipped",
    summary="A heading skips a level",
    why="People who jump from heading to heading think that they have missed a part of the page.",
    fix="Use the next level below the heading that it belongs to: ### under ##. `lint --fix` does"
    " it.",
    fixable=True,
    criteria=("1.3.1",),
    severity=Severity.WARNING,
    question="Do the levels of the headings show which part belongs to which?",
    how="In Markdown: a heading more than one level below the one before it; the page's title is"
    " level 1. In the page: axe-core's rule heading-order.",
    limits="Whether a heading belongs to the one above it at all.",
    source="WCAG 2.2, technique G141; W3C WAI, Page Structure Tutorial, Headings",
    examples=(
        (
            ("## Repairs\n\n#### Punctures"),
            ("## Repairs\n\n### Punctures"),
        ),
    ),
)
EMPTY = Rule(
    id="heading-empty",
    summary="A heading has no text",
    why="A screen reader announces a heading and then nothing, or leaves it out of its list.",
    fix="Write the heading, or remove its number signs (#).",
    criteria=("1.3.1", "2.4.6"),
    how="A heading without letters, digits, code, or images with alternative text.",
    limits="Headings whose words say nothing.",
    examples=(
        (
            ("## Opening hours\n\nWe open at 9 am.\n\n##"),
            ("## Opening hours\n\nWe open at 9 am."),
        ),
    ),
)
DUPLICATE = Rule(
    id="heading-duplicate",
    summary="Two headings under the same heading have the same words",
    why="In a list of headings nobody can tell the two parts apart.",
    fix="Say in each heading what is different about its part, or merge the two parts.",
    criteria=("2.4.6",),
    severity=Severity.WARNING,
    question="Does each of the headings “{text}” say what its own part is about?",
    how="In Markdown: headings of one level under the same heading, compared without case and"
    " punctuation. In the page: headings of the same level that follow one another.",
    limits="Headings that mean the same in other words. The same words under different headings,"
    " such as “Price” under each product, are right.",
    source="WCAG 2.2, 2.4.6; technique G130",
    messages={"cantTell": "The heading “{text}” is the same as the one before it"},
    examples=(
        (
            (
                "## Repairs\n"
                "\n"
                "Bring your bicycle to the shop.\n"
                "\n"
                "## Repairs\n"
                "\n"
                "A new chain costs £20."
            ),
            (
                "## Where we repair bicycles\n"
                "\n"
                "Bring your bicycle to the shop.\n"
                "\n"
                "## Prices of repairs\n"
                "\n"
                "A new chain costs £20."
            ),
        ),
    ),
)
ENDING = Rule(
    id="heading-ending",
    summary="A heading ends with a punctuation mark",
    why="A full stop or colon at the end makes some screen readers pause, or is read out.",
    fix="Remove the punctuation mark at the end.",
    severity=Severity.SUGGESTION,
    how=(
        "The last character of a heading is a full stop, comma, colon or semicolon. Question and"
        " exclamation marks, an ellipsis (…) and abbreviations (“Inc.”) are allowed."
    ),
    limits="Abbreviations with a full stop that are not on the list.",
    source="GOV.UK style guide, Headings.",
    examples=(
        (
            "## Opening hours:",
            "## Opening hours",
        ),
    ),
)
VAGUE = Rule(
    id="heading-vague",
    summary="A heading does not say what its part of the page is about",
    why="People who skim the headings learn nothing from it.",
    fix="Name what follows: “Delivery times” rather than “More”.",
    criteria=("2.4.6",),
    severity=Severity.WARNING,
    question="Does the heading “{text}” say what its part of the page is about?",
    how="The whole heading is a word that would suit any page, such as “Untitled” or “Misc”, from"
    " the list of its language. In the page also: the only heading shares no word with the text or"
    " the title.",
    limits="Headings of several words that say nothing; languages without a list.",
    source="WCAG 2.2, technique G130; the word lists name their sources",
    messages={
        "cantTell": "The heading “{text}” would suit any page",
        "foreign": "No word of the heading “{text}” occurs in the text below it",
    },
    examples=(
        (
            ("## Misc\n\nWe also repair scooters."),
            ("## Scooters\n\nWe also repair scooters."),
        ),
    ),
)
BOLD = Rule(
    id="heading-bold",
    summary="A line looks like a heading and is not marked up as one",
    why="People who use a screen reader jump from heading to heading. They miss this line, and the"
    " part of the page that it introduces.",
    fix="Make it a heading: write ## and a space in front of the line and remove the asterisks."
    " `lint --fix` does it where it is certain. In a template, use <h2> to <h6>.",
    fixable=True,
    criteria=("1.3.1",),
    severity=Severity.WARNING,
    question="Does “{text}” introduce the text below it? Then it must be a heading.",
    how="In Markdown: a paragraph outside of lists, tables and quotes that is all bold, has at most"
    " 12 words on one line, does not end like a sentence, and is followed by text, a list or a"
    " table. In the page: a short line of its own that is bold, larger, underlined or in capitals,"
    " with plain text below it. Labels, links, captions, list items, header cells, and what names a"
    " group or a dialog are left out.",
    limits="Bold words at the start of a paragraph, bold lines in lists, and headings that only"
    " their colour or position sets apart.",
    source="WCAG 2.2, 1.3.1; techniques H42 and G141, failure F2",
    messages={"cantTell": "“{text}” looks like a heading and is not marked up as one"},
    examples=(
        (
            ("**Opening hours**\n\nWe are open from nine to five."),
            ("## Opening hours\n\nWe are open from nine to five."),
        ),
    ),
)
RULES = (SKIPPED, EMPTY, DUPLICATE, ENDING, VAGUE, BOLD)

MAX_BOLD_WORDS = 12

_ABBREVIATED = re.compile(rf"(?:\b\w|\.\.|{pattern('abbreviated_end')})\.$")


def run(page: SourcePage) -> Iterator[Problem]:
    """Report what is wrong with the headings."""
    yield from _order(page)
    yield from _words(page)
    for block in bold_lines(page):
        words = page.text[block.start : block.end].strip()
        message = f"“{words}” is a bold line where a heading is meant"
        problem = page.problem(BOLD, message, block.start)
        above = [one.level for one in page.parsed.headings if one.span.line < problem_line(problem)]
        level = min((above[-1] if above else 1) + 1, 6)
        fix = f"Write “{'#' * level} {words}”, or ## for a new section."
        yield dataclasses.replace(problem, fix=fix if level > 2 else f"Write “## {words}”")


def problem_line(problem: Problem) -> int:
    """The line that a problem is in."""
    return problem.span.line if problem.span else 1


def _order(page: SourcePage) -> Iterator[Problem]:
    before = 1
    trail: list[Heading] = []
    siblings: dict[tuple[str, ...], Heading] = {}
    for heading in page.parsed.headings:
        if heading.level > before + 1:
            message = f"“{heading.text}” is level {heading.level} directly below level {before}"
            fix = f"Write “{'#' * (before + 1)} {heading.text}”"
            yield Problem(SKIPPED.id, message, span=heading.span, fix=fix)
        before = heading.level
        while trail and trail[-1].level >= heading.level:
            trail.pop()
        words = fold(heading.text)
        key = (*(above.id for above in trail), str(heading.level), words)
        if words and key in siblings:
            first = siblings[key]
            message = f"“{heading.text}” is a heading here twice (first in line {first.span.line})"
            yield Problem(DUPLICATE.id, message, span=heading.span, related=(first.span,))
        siblings.setdefault(key, heading)
        trail.append(heading)


def _words(page: SourcePage) -> Iterator[Problem]:
    for block in page.blocks:
        if block.kind != "heading":
            continue
        words = page.text[block.start : block.end].strip()
        span = page.span_of(block.line, place_of(page.tokens[block.index - 1])[2])
        if not any(sign.isalnum() for sign in words):
            if not _says_something(block):
                yield Problem(EMPTY.id, f"A level {block.level} heading has no text", span=span)
            continue
        if words[-1] in ".,:;،؛۔" and not _ABBREVIATED.search(words):
            message = f"The heading “{words}” ends with “{words[-1]}”"
            end = block.start + len(page.text[block.start : block.end].rstrip()) - 1
            fix = f"Write “{'#' * block.level} {words[:-1].rstrip()}”"
            yield dataclasses.replace(page.problem(ENDING, message, end), fix=fix)
        if page.words is not None and fold(words) in page.words.vague_headings:
            yield Problem(VAGUE.id, f"“{words}” does not say what comes", span=span)


def _says_something(block: Block) -> bool:
    return any(
        child.type in ("code_inline", "html_inline")
        or (child.type == "text" and child.content.strip())
        or (child.type == "image" and child.content.strip())
        for child in block.token.children or ()
    )


def bold_lines(page: SourcePage) -> Iterator[Block]:
    """Yield the paragraphs that are bold lines in place of headings."""
    for at, block in enumerate(page.blocks):
        if block.kind != "paragraph" or block.parents != ("paragraph_open",):
            continue
        if block.line != block.last or not is_bold(page, block):
            continue
        words = page.text[block.start : block.end].strip()
        if not _like_a_heading(words):
            continue
        follower = page.blocks[at + 1] if at + 1 < len(page.blocks) else None
        if follower is None or follower.kind == "heading":
            continue
        if follower.kind == "paragraph" and is_bold(page, follower):
            continue
        following = page.tokens[block.index + 2] if block.index + 2 < len(page.tokens) else None
        if following is None or following.type not in _STARTS_TEXT:
            continue
        if words[-1] == ":" and (len(words.split()) < 2 or following.type != "paragraph_open"):
            continue  # it leads into the list
        yield block


def _like_a_heading(words: str) -> bool:
    if HOLE in words or not 1 <= len(words.split()) <= MAX_BOLD_WORDS:
        return False
    if words[0] in "*•–—-†" or words[-1] in ".,;!…؛،。":
        return False
    return any(sign.isalpha() for sign in words)


_STARTS_TEXT = frozenset(
    {"paragraph_open", "bullet_list_open", "ordered_list_open", "table_box_open", "dl_open"}
)


def is_bold(page: SourcePage, block: Block) -> bool:
    """Whether all of a block is bold."""
    whole = (block.start, block.end) in page.strong_stretches
    return whole and bool(page.text[block.start : block.end].strip())


def fix_bold_lines(page: SourcePage, _titles: Mapping[str, str]) -> Iterator[Edit]:
    """Turn bold lines into headings, where nothing else can be meant."""
    for block in bold_lines(page):
        line = page.lines[block.line]
        match = re.fullmatch(r"\s{0,3}(\*\*|__)(?!\s)((?:(?!\1).)+?)\1\s*", line)
        above = [other for other in page.blocks if other.start < block.start]
        if not match or not above or re.search(r"[:?\d{}#<]", match[2]):
            continue
        if len(match[2].split()) > 8:
            continue
        level = next((other.level for other in reversed(above) if other.kind == "heading"), 1)
        if level >= 6 or _anchor_of(match[2]) in page.parsed.anchors:
            continue  # another heading's anchor would change
        text = f"{'#' * (level + 1)} {match[2].strip()}"
        message = f"made the bold line “{match[2].strip()}” a level {level + 1} heading"
        yield Edit(block.line, block.line + 1, (text,), BOLD, message)


def fix_levels(page: SourcePage, _titles: Mapping[str, str]) -> Iterator[Edit]:
    """Close gaps between levels; subheadings stay below their heading."""
    open_levels = [(0, 1)]
    for block in page.blocks:
        if block.kind != "heading":
            continue
        if block.parents != ("heading_open",):
            continue  # a heading in a list or a quote has an outline of its own
        while open_levels[-1][0] >= block.level:
            open_levels.pop()
        level = min(6, open_levels[-1][1] + 1)
        open_levels.append((block.level, level))
        if level == block.level:
            continue
        line = page.lines[block.line]
        message = f"made a level {block.level} heading level {level}"
        match = re.match(r"(\s{0,3})#{1,6}(?=\s)", line)
        if match:
            text = f"{match[1]}{'#' * level}{line[match.end() :]}"
            yield Edit(block.line, block.line + 1, (text,), SKIPPED, message)
        elif place_of(page.tokens[block.index - 1])[1] == block.line + 1:  # underlined
            text = f"{'#' * level} {line.strip()}"
            yield Edit(block.line, block.line + 2, (text,), SKIPPED, message)


def _anchor_of(written: str) -> str:
    """The anchor that a heading with these words would take."""
    return slugify(re.sub(r"\]\([^)]*\)|[*_`\[\]]", "", written))


CHECK = SourceCheck(RULES, run, fixers=(fix_bold_lines, fix_levels), need_words=(VAGUE,))

"""Characters used for their look: capitals, ASCII art, emoji, spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curbcut.checks.source.check import SourceCheck
from curbcut.checks.source.page import HOLE, SourcePage
from curbcut.content.positions import place_of
from curbcut.model.finding import Problem, Rule, Severity

CAPITALS = Rule(
    id="all-capitals",
    summary="Words are written in capitals",
    why="Capitals all have the same height, so words lose their shape and are slow to read, above"
    " all for people with dyslexia; some screen readers spell them out.",
    fix="Write in sentence case. For emphasis, use **bold** on a few words.",
    criteria=("1.4.8",),
    severity=Severity.WARNING,
    question="Must “{text}” be in capitals?",
    how="In Markdown: four words in a row or more in capitals only, at least two of them with four"
    " letters or more; in a heading, two words with ten letters or more together. In the page: six"
    " words in a row or more, at least three of them with four letters or more, reported once a"
    " page. Code does not count.",
    limits="Single words in capitals, which may be abbreviations. Capitals that the style sheet"
    " makes have a rule of their own.",
    source="WCAG 2.2, 1.4.8 (level AAA); British Dyslexia Association, Dyslexia Style Guide 2023."
    " The lengths are ours.",
    messages={
        "cantTell": "“{text}” is written in capitals (texts of this kind on the page: {count})"
    },
    examples=(
        (
            "PLEASE LOCK YOUR BICYCLE outside the shop.",
            "**Please lock your bicycle** outside the shop.",
        ),
    ),
)
ART = Rule(
    id="ascii-art",
    summary="Characters are used as a picture",
    why="A screen reader reads the characters one by one, or not at all, and they break apart on"
    " small screens.",
    fix="Use an image with alternative text, a real table or a list, or write words. In a template,"
    " an element with role=“img” and a name can hold the characters.",
    criteria=("1.1.1",),
    severity=Severity.WARNING,
    question="Does somebody who listens understand “{text}”?",
    how="In Markdown: three lines in a row or more, in a paragraph or in a code block without a"
    " language, that mostly consist of symbols such as / \\ | _ = + # or of box drawing"
    " characters. In the page also: emoticons, mathematical letters used as a typeface, and symbols"
    " of icon fonts that are alone.",
    limits="Pictures made of letters. Trees of files are left alone.",
    source="WCAG 2.2 failures F71 and F72, technique H86",
    messages={
        "art": "A drawing made of characters has no alternative text",
        "emoticon": "An emoticon has no alternative text: “{text}”",
        "fancy": "Mathematical symbols are used as letters: “{text}”",
        "private": "A symbol of an icon font is alone, without words",
        "ligature": "The icon's code name “{text}” is read out",
    },
    examples=(
        (
            ("```\n    __o\n  _`\\<,_\n (_)/ (_)\n```"),
            "![A cyclist](cyclist.png)",
        ),
    ),
)
EMOJI = Rule(
    id="emoji-run",
    summary="There are several emoji in a row",
    why="A screen reader reads the name of each: “party popper party popper party popper”.",
    fix="Use one at most, after the words.",
    severity=Severity.WARNING,
    criteria=("1.1.1",),
    question="Does somebody who listens understand “{text}”?",
    how="In Markdown three emoji or more, in the page four or more, with nothing but spaces between"
    " them.",
    limits="Emoji with words between them.",
    source="WCAG 2.2, technique H86",
    messages={"cantTell": "A row of emoji is read out one by one: “{text}”"},
    examples=(
        (
            "We are open! 🎉🎉🎉",
            "We are open! 🎉",
        ),
    ),
)
EMOJI_BULLETS = Rule(
    id="emoji-bullets",
    summary="Emoji are used as bullets",
    why=(
        "They look like a list but are not. A screen reader reads the name of the emoji before"
        " each line, and does not say how many items there are."
    ),
    fix="Write “- ” instead of the emoji at the start of each line.",
    criteria=("1.3.1",),
    severity=Severity.WARNING,
    how=(
        "Two or more lines of a paragraph, or two paragraphs in a row, that start with the same"
        " emoji, tick, cross or star."
    ),
    limits="Lists with a different emoji in front of each item.",
    examples=(
        (
            ("✅ Repairs  \n✅ Spare parts"),
            ("- Repairs\n- Spare parts"),
        ),
    ),
)
SPACED = Rule(
    id="letters-spaced",
    summary="The letters of a word are set apart with spaces",
    why="A screen reader reads the word letter by letter, and no search finds it.",
    fix="Write the word without spaces. Letters are set apart in the style sheet, with"
    " letter-spacing.",
    criteria=("1.3.2",),
    severity=Severity.WARNING,
    question="Is “{text}” a word? Then write it without spaces.",
    how="Single letters with one space between each, five or more in Markdown (all small or all"
    " capitals), four or more in the page; those in the order of the alphabet do not count.",
    limits="Words set apart with other characters.",
    source="WCAG 2.2, 1.3.2; technique C8, failure F32",
    messages={"cantTell": "The letters of “{text}” are set apart with spaces"},
    examples=(
        (
            "W E L C O M E to our shop.",
            "Welcome to our shop.",
        ),
    ),
)
BLANKS = Rule(
    id="blanks-for-layout",
    summary="Spaces are used to position text",
    why="At another width or text size the words end up elsewhere, and a screen reader reads them"
    " as"
    " if they belonged together.",
    fix="Use a table, a list or a new paragraph.",
    criteria=("1.3.2",),
    severity=Severity.WARNING,
    how="Three or more consecutive no-break or other wide spaces.",
    limits="Ordinary spaces, which browsers collapse into one.",
    source="WCAG 2.2, failures F33 and F34.",
    examples=(
        (
            "Monday&nbsp;&nbsp;&nbsp;&nbsp;9 am to 5 pm",
            ("* Monday: 9 am to 5 pm\n* Tuesday: 10 am to 4 pm"),
        ),
    ),
)
RULES = (CAPITALS, ART, EMOJI, EMOJI_BULLETS, SPACED, BLANKS)

_CAPS = re.compile(
    r"(?<![\w.@/])[A-ZÀ-ÖØ-ÞЀ-Я][A-ZÀ-ÖØ-ÞЀ-Я'’&-]*"
    r"(?:[ ,]+[A-ZÀ-ÖØ-ÞЀ-Я][A-ZÀ-ÖØ-ÞЀ-Я'’&-]*)+(?![\w@])"
)
_WORD = re.compile(r"[^\W\d_]+")
_ONE = (
    "(?:[\U0001f1e6-\U0001f1ff]{2}|[\U0001f300-\U0001faff☀-⛿✀-➿⬀-⯿]"
    "(?:\ufe0f|[\U0001f3fb-\U0001f3ff]|\u200d[\U0001f300-\U0001faff☀-➿]\ufe0f?)*)"
)
_RUN = re.compile(f"{_ONE}(?:\\s*{_ONE}){{2,}}")
_LEADING = re.compile(f"\\s*({_ONE})\\s*(?=\\w)")
_ANY = re.compile("[\U0001f1e6-\U0001faff☀-➿⬀-⯿]")
_MAYBE_SPACED = re.compile(r" [^\W\d_] [^\W\d_] [^\W\d_] ")
_SPACED = re.compile(r"(?<!\w)(?:(?:[A-Z] ){4,}[A-Z]|(?:[a-z] ){4,}[a-z])(?!\w)")
_BLANKS = re.compile(
    "[\u00a0\u2000-\u200a\u202f\u3000](?:[ ]?[\u00a0\u2000-\u200a\u202f\u3000]){2,}"
)
_DRAWING = re.compile(r"[-/\\|_=+<>^~*#()\[\]{}.'`:;─-╿▀-▟]")
_TREE = re.compile(r"[├└│]|\|--|`--|\+--\s*\w")


def run(page: SourcePage) -> Iterator[Problem]:
    """Report characters that are used for their look alone."""
    yield from _capitals(page)
    yield from _art(page)
    if _ANY.search(page.text):
        for match in _RUN.finditer(page.text):
            if "\n" not in match[0]:
                message = f"“{match[0]}” is read out one by one"
                yield page.problem(EMOJI, message, match.start())
        yield from _bullets(page)
    for match in _SPACED.finditer(page.text) if _MAYBE_SPACED.search(page.text) else ():
        letters = match[0].replace(" ", "")
        if letters.lower() not in "abcdefghijklmnopqrstuvwxyz" and len(set(letters)) > 2:
            yield page.problem(SPACED, f"“{match[0]}” is spaced out with blanks", match.start())
    for match in _BLANKS.finditer(page.text):
        yield page.problem(
            BLANKS, f"There are {len(match[0])} consecutive wide spaces", match.start()
        )


def _capitals(page: SourcePage) -> Iterator[Problem]:
    said = -1
    for match in _CAPS.finditer(page.text):
        words = _WORD.findall(match[0])
        if any(len(word) > 1 and word != word.upper() for word in words):
            continue
        block = page.block_at(match.start())
        letters = sum(map(len, words))
        if block.index == said:
            continue  # once for each paragraph
        long = sum(len(word) >= 4 for word in words)
        whole = block.kind == "heading" and page.text[block.start : block.end].strip() == match[0]
        if (len(words) >= 4 and long >= 2) or (whole and letters >= 10 and long >= 1):
            if page.within(page.links, match.start()) and len(words) < 6:
                continue  # the name of a form or a document
            shown = " ".join(match[0].split()[:8])
            said = block.index
            yield page.problem(CAPITALS, f"“{shown}” is written in capitals", match.start())


def _art(page: SourcePage) -> Iterator[Problem]:
    for token in page.tokens:
        if token.type == "code_block" or (
            token.type == "fence" and token.info.strip().lower() in ("", "text", "txt", "ascii")
        ):
            line, _, _ = place_of(token)
            start = line + (1 if token.type == "fence" else 0)
            yield from _drawn(page, start, token.content.split("\n"))
    for block in page.blocks:
        if block.kind == "paragraph" and block.token.content.count("\n") > 1:
            rows = [row.text for row in page.rows(block)]
            if HOLE not in page.text[block.start : block.end]:
                yield from _drawn(page, block.line, rows)


def _drawn(page: SourcePage, start: int, lines: list[str]) -> Iterator[Problem]:
    if any(_TREE.search(line) and not line.rstrip().endswith("|") for line in lines):
        return
    first = None
    for number, line in enumerate((*lines, "word")):
        signs = "".join(line.split())
        drawn = len(_DRAWING.findall(signs))
        is_drawn = len(signs) >= 3 and drawn > 0.6 * len(signs)
        if is_drawn and first is None:
            first = number
        elif not is_drawn and first is not None:
            body = "".join(lines[first:number])
            kinds = set(_DRAWING.findall(body))
            if number - first >= 3 and len(body) >= 15 and len(kinds) >= 3:
                span = page.span_of(start + first, 1, start + number - 1)
                message = f"{number - first} lines are a picture made of characters"
                yield Problem(ART.id, message, span=span)
                return
            first = None


def _bullets(page: SourcePage) -> Iterator[Problem]:
    before = ""
    count, first = 0, None
    for block in page.blocks:
        if block.kind != "paragraph" or "list_item_open" in block.parents:
            before, count = "", 0
            continue
        if block.token.content[:1].isalnum() and "\n" not in block.token.content:
            before, count = "", 0
            continue
        for row in page.rows(block):
            match = _LEADING.match(row.text)
            sign = match[1] if match else ""
            if sign and sign == before:
                count += 1
                if count == 2 and first is not None:
                    message = f"“{sign}” is used as a bullet instead of a list"
                    yield Problem(
                        EMOJI_BULLETS.id, message, span=page.span_of(first.line, first.column)
                    )
            else:
                before, count, first = sign, 1 if sign else 0, row


CHECK = SourceCheck(RULES, run)

"""Alternative texts of images, as written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from curbcut.checks.source.check import SourceCheck
from curbcut.checks.source.page import HOLE, SourcePage, Stretch
from curbcut.model.finding import Outcome, Problem, Rule, Severity
from curbcut.model.page import LinkRef
from curbcut.words import Words, fold

MISSING = Rule(
    id="image-alt-missing",
    summary="An image has no alternative text",
    why="People who cannot see the image do not know what it shows.",
    fix=(
        "Write between the square brackets what the image shows or does: ![A red bicycle](…). If"
        " it is only decoration, write ![](…){.decorative}"
    ),
    criteria=("1.1.1",),
    how="An image in the Markdown with nothing between its square brackets and without the class"
    " “decorative”.",
    limits="Whether the words match the picture.",
    examples=(
        (
            "![](bicycle.png)",
            "![A red bicycle](bicycle.png)",
        ),
    ),
)
FILE_NAME = Rule(
    id="image-alt-file-name",
    summary="The alternative text of an image is a file name or an address",
    why="People who cannot see the image hear the name of a file instead of what it shows.",
    fix="Say what the image shows or does: ![A red bicycle](bicycle.png)",
    criteria=("1.1.1",),
    question="Does “{text}” tell what the image shows or does, to somebody who cannot see it?",
    how="The alternative text is one word with the extension of an image file (.png, .jpg, …), or"
    " the name that a camera gave (IMG_0042); in the page, also an address. A file name that the"
    " page shows beside the image or elsewhere is a question.",
    limits="File names without an extension that are words (“team photo final”).",
    source="WCAG 2.2, failure F30",
    messages={
        "failed": "“{text}” is the name of a file, not what the image shows",
        "address": "“{text}” is an address, not what the image shows",
        "cantTell": "“{text}” may be no more than the name of a file",
    },
    examples=(
        (
            "![IMG_0042.jpg](IMG_0042.jpg)",
            "![A red bicycle in front of our shop](IMG_0042.jpg)",
        ),
    ),
)
PLACEHOLDER = Rule(
    id="image-alt-placeholder",
    summary="The alternative text of an image says no more than that it is an image",
    why="People who cannot see the image do not learn what it shows.",
    fix="Say in a few words what the image shows or does. If it only decorates the page, write"
    ' ![](…){.decorative}, in a template alt="".',
    criteria=("1.1.1",),
    question="Does “{text}” tell what the image shows or does, to somebody who cannot see it?",
    how="The whole alternative text is a word such as “image”, “photo” or “alt text”, from the list"
    " of the language; in the page, of image buttons and clickable areas too. A word for the kind"
    " of thing (“logo”, “chart”, “screenshot”) or a bare number is a question.",
    limits="Alternative texts that say too little in other words; languages without a list.",
    source="WCAG 2.2, failure F30",
    messages={
        "failed": "“{text}” does not say what the image shows",
        "cantTell": "“{text}” may say too little about the image",
    },
    examples=(
        (
            "![image](chain.png)",
            "![A chain with a worn link](chain.png)",
        ),
    ),
)
REDUNDANT = Rule(
    id="image-alt-redundant",
    summary="An image's alternative text says that it is an image",
    why="Screen readers already say so, so people hear it twice.",
    fix=(
        "Remove “image of” and start with what is shown. Types of image that matter, such as a"
        " painting, a screenshot or a map, may be named."
    ),
    severity=Severity.WARNING,
    how=(
        "The alternative text begins with “image of”, “picture of” and the like, from the word"
        " list of the page's language."
    ),
    limits="The same words later in the alternative text.",
    source="W3C WAI, Images Tutorial, Tips and Tricks.",
    examples=(
        (
            "![Image of a red bicycle](bicycle.png)",
            "![A red bicycle](bicycle.png)",
        ),
    ),
)
LONG = Rule(
    id="image-alt-long",
    summary="An image's alternative text is long",
    why=(
        "Alternative text is read in one go. Not every screen reader can pause in it, or go back"
        " by a word or a sentence."
    ),
    fix=(
        "Give the main point in a sentence or two, and move the rest into the text beside the"
        " image."
    ),
    severity=Severity.SUGGESTION,
    how="More than 150 characters. A diagram may well need more; then leave it.",
    limits="Whether all of it is needed.",
    source="Our own limit, in the middle of common advice (100 to 250 characters).",
    examples=(
        (
            (
                "![A red bicycle with a basket in front of our shop, a blue one without a"
                " basket beside it, a dog asleep under both of them, and a sign in the"
                " window that says that we are open](shop.jpg)"
            ),
            "![Two bicycles and a sleeping dog in front of our shop](shop.jpg)",
        ),
    ),
)
REPEATS = Rule(
    id="image-alt-repeats",
    summary="The alternative text of an image repeats the text beside it",
    why="People who use a screen reader hear the same words twice in a row.",
    fix="Say what the text beside it does not say, or mark the image as decorative:"
    ' ![](…){.decorative}. In a template, write alt="", and remove a title that says the same.',
    criteria=("1.1.1",),
    severity=Severity.WARNING,
    question="Must “{text}” be heard twice?",
    how="The alternative text is the same as the image's title or caption, as all the other words"
    " of its paragraph or link, as what is next to it, or as that of the image next to it, which"
    " shows another file. Case and punctuation do not count.",
    limits="The same said in other words.",
    source="WCAG 2.2, technique H2",
    messages={
        "title": "The title of the image repeats its alternative text, “{text}”",
        "caption": "The caption repeats the alternative text, “{text}”",
        "cantTell": "The text beside the image repeats its alternative text, “{text}”",
    },
    examples=(
        (
            "![A worn chain](chain.png) A worn chain",
            "![](chain.png){.decorative} A worn chain",
        ),
    ),
)
RULES = (MISSING, FILE_NAME, PLACEHOLDER, REDUNDANT, LONG, REPEATS)

MAX_LENGTH = 150

_FILE = re.compile(r"[^\s/]+\.(?:png|jpe?g|gif|svg|webp|avif|bmp|tiff?|ico|heic)", re.I)
_CAMERA = re.compile(r"(?:img|dsc|dscn|dscf|pict|pxl|mvimg)[-_ ]?\d{3,}(?:[-_]\d+)*", re.I)


def run(page: SourcePage) -> Iterator[Problem]:
    """Report alternative texts that do not replace their image."""
    for link in page.parsed.links:
        if not link.image or link.format:
            continue
        text = link.text.strip()
        if not text:
            if "decorative" not in link.classes:
                message = f"The image “{_name(link)}” has no alternative text"
                yield Problem(MISSING.id, message, span=link.span, fix=_with_words(link))
            continue
        if _FILE.fullmatch(text) or _CAMERA.fullmatch(text):
            message = f"“{text}” is a file name, not what the image shows"
            yield Problem(FILE_NAME.id, message, span=link.span, fix=_with_words(link))
        elif page.words is not None:
            yield from _judge_words(link, text, page.words)
        if len(text) > MAX_LENGTH:
            message = f"The alternative text of “{_name(link)}” has {len(text)} characters"
            yield Problem(LONG.id, message, span=link.span)
        if link.title and fold(link.title) == fold(text):
            yield Problem(REPEATS.id, f"The caption says “{text}” too", span=link.span)
    if any(link.image for link in page.parsed.links):
        yield from _repeats(page)


def _judge_words(link: LinkRef, text: str, words: Words) -> Iterator[Problem]:
    if fold(text) in words.placeholder_alternatives:
        message = f"“{text}” does not say what the image shows"
        yield Problem(PLACEHOLDER.id, message, span=link.span, fix=_with_words(link))
        return
    if fold(text) in words.kinds_of_image:
        yield Problem(
            PLACEHOLDER.id,
            f"“{text}” may say too little about the image",
            outcome=Outcome.CANT_TELL,
            span=link.span,
            question=PLACEHOLDER.question.replace("{text}", text),
        )
        return
    pattern, exceptions = words.redundant_alternatives, words.redundant_exceptions
    found = pattern.match(text) if pattern else None
    if found and not (exceptions and exceptions.match(text, found.start(1))):
        message = f"The alternative text begins with “{found[0].strip()}”"
        yield Problem(REDUNDANT.id, message, span=link.span)


def _repeats(page: SourcePage) -> Iterator[Problem]:
    for at, block in enumerate(page.blocks):
        images = [c for c in block.token.children or () if c.type == "image"]
        refs = [page.parsed.links[c.meta["curbcut_link"]] for c in images]
        refs = [ref for ref in refs if ref.text.strip()]
        if not refs:
            continue
        for one, other in pairwise(refs):
            if fold(one.text) == fold(other.text) and one.destination != other.destination:
                message = f"The image before this one has the same alternative, “{other.text}”"
                yield Problem(REPEATS.id, message, span=other.span, related=(one.span,))
        beside = _beside(page, at)
        in_links = {fold(_words_of(page, link)) for link in page.links_in(block)}
        for ref in refs:
            same = fold(ref.text)
            captioned = ref.title and fold(ref.title) == same
            if same and not captioned and (same in beside or same in in_links):
                message = f"The text beside the image says “{ref.text}” too"
                yield Problem(REPEATS.id, message, span=ref.span)


def _beside(page: SourcePage, at: int) -> set[str]:
    """The words of the block itself, if there are any; else those of the ones around it."""
    block = page.blocks[at]
    own = fold(page.text[block.start : block.end].replace(HOLE, " "))
    if own:
        return {own}
    near = [page.blocks[i] for i in (at - 1, at + 1) if 0 <= i < len(page.blocks)]
    return {
        fold(page.text[other.start : other.end])
        for other in near
        if other.parents == block.parents and other.kind == "paragraph"
    }


def _words_of(page: SourcePage, link: Stretch) -> str:
    return page.text[link.start : link.end].replace(HOLE, " ")


def _with_words(link: LinkRef) -> str:
    """What to type for an image that has no useful alternative text."""
    where = link.destination
    return (
        f"Write ![What the picture shows]({where}), with your own words for it, or"
        f" ![]({where}){{.decorative}} if it only decorates the page."
    )


def _name(link: LinkRef) -> str:
    return link.destination.rsplit("/", 1)[-1]


CHECK = SourceCheck(RULES, run, need_words=(PLACEHOLDER, REDUNDANT))

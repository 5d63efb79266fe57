"""Words in a different script than the page's, with no language set."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curbcut.checks.source.check import SourceCheck
from curbcut.checks.source.page import SourcePage
from curbcut.model.finding import Problem, Rule

UNMARKED = Rule(
    id="script-unmarked",
    summary="Words in another script are not marked with their language",
    why="A screen reader reads them with the voice of the language around them, and spells out or"
    " drops every letter.",
    fix="Say which language it is: [Привет]{lang=ru}. In a template, write lang=“ru” on an element"
    " around the words. Names of people and places need none.",
    criteria=("3.1.2",),
    question="Is “{text}” a name, or are these words of another language? Then say which.",
    how="In Markdown: two letters in a row or more of a script that the page's language is not"
    " written in; on pages in other scripts, six Latin words in a row. In the page: two words or"
    " more. It fails where they make up a sentence.",
    limits="Other languages in the same script; names look like words, and WCAG exempts them.",
    source="WCAG 2.2, 3.1.2, technique H58; Unicode 16, blocks of each script",
    messages={
        "failed": "“{text}” is {script}, in text whose language is “{lang}”",
        "cantTell": "“{text}” is {script}, in text whose language is “{lang}”",
    },
    examples=(
        (
            "Our Greek customers say καλημέρα to us.",
            "Our Greek customers say [καλημέρα]{lang=el} to us.",
        ),
    ),
)
RULES = (UNMARKED,)

_SCRIPTS = {
    "Arabic": "\u0620-\u06ff\u0750-\u077f\u08a0-\u08ff",
    "Cyrillic": "\u0400-\u052f",
    "Greek": "\u0370-\u03ff\u1f00-\u1fff",
    "Hebrew": "\u05d0-\u05ea",
    "Devanagari": "\u0900-\u097f",
    "Bengali": "\u0980-\u09ff",
    "Tamil": "\u0b80-\u0bff",
    "Thai": "\u0e00-\u0e7f",
    "Georgian": "\u10a0-\u10ff",
    "Armenian": "\u0530-\u058f",
    "Amharic": "\u1200-\u137f",
    "Khmer": "\u1780-\u17ff",
    "Chinese": "\u3400-\u4dbf\u4e00-\u9fff",
    "Japanese": "\u3040-\u30ff",
    "Korean": "\uac00-\ud7af\u1100-\u11ff",
}
_LANGUAGES = {
    "Arabic": "ar fa ur ps ku ckb sd ug dv",
    "Cyrillic": "ru uk bg mk be kk ky mn tg sr tt ba cv",
    "Greek": "el",
    "Hebrew": "he yi",
    "Devanagari": "hi mr ne sa kok",
    "Bengali": "bn as",
    "Tamil": "ta",
    "Thai": "th",
    "Georgian": "ka",
    "Armenian": "hy",
    "Amharic": "am ti",
    "Khmer": "km",
    "Chinese": "zh ja yue",
    "Japanese": "ja",
    "Korean": "ko",
}
_LATIN = (
    "af az bs ca cs cy da de en eo es et eu fi fil fo fr fy ga gd gl ha hr hu id ig is it la lb lt"
    " lv mi ms mt nb nl nn no pl pt ro sk sl sm so sq sv sw tl to tr uz vi xh yo zu"
)
_WRITTEN = {name: frozenset(languages.split()) for name, languages in _LANGUAGES.items()}
_ANY = re.compile("[" + "".join(_SCRIPTS.values()) + "]{2}")
_RUNS = {
    name: re.compile(f"[{letters}]{{2,}}(?:[\\s,،.’'-]+[{letters}]+)*")
    for name, letters in _SCRIPTS.items()
}
_LATIN_RUN = re.compile(r"(?<![A-Za-zÀ-ɏ])[A-Za-zÀ-ɏ]{2,}+(?:[ ,’'-]++[A-Za-zÀ-ɏ]++){5,}")


def run(page: SourcePage) -> Iterator[Problem]:
    """Report words in another script."""
    base, *tags = page.language.lower().split("-")
    if "latn" in tags:
        base = "en"
    elif "cyrl" in tags:
        base = "ru"
    own = {name for name, languages in _WRITTEN.items() if base in languages}
    if not own and base not in _LATIN.split():
        return
    if _ANY.search(page.text):
        for name, pattern in _RUNS.items():
            if name not in own:
                yield from _unmarked(page, name, pattern)
    if own and base != "sr":
        yield from _unmarked(page, "Latin", _LATIN_RUN)


def _unmarked(page: SourcePage, name: str, pattern: re.Pattern[str]) -> Iterator[Problem]:
    for match in pattern.finditer(page.text):
        if not page.within(page.foreign, match.start()):
            text = _short(match[0])
            message = f"“{text}” is in {name} letters and not marked with its language"
            yield page.question(UNMARKED, message, match.start(), text)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"


CHECK = SourceCheck(RULES, run)

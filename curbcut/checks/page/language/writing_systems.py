"""The script of text, compared with its declared language and direction.

This goes by letters alone; detected.py tells languages apart that share a script.
"""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.checks.source.scripts import UNMARKED
from curbcut.model.finding import Rule

OF_PAGE = Rule(
    id="language-of-page-script",
    summary="The page is in a script that its declared language does not use",
    why=(
        "A screen reader chooses its voice by the language of the page. An English voice cannot"
        " read Arabic or Russian letters; it spells them out or skips them."
    ),
    fix="Correct the language of the site in site.toml, or lang in the front matter of the page.",
    criteria=("3.1.1",),
    question="Is this page in the language “{lang}”?",
    how=(
        "The letters of all text that the page's language applies to are counted by script. It"
        " fails where four fifths of them are in a script that the language is not written in."
    ),
    limits="Languages that share a script; languages that are written in several.",
    source="WCAG 2.2, 3.1.1; technique H57. Scripts of languages: Unicode CLDR.",
    messages={
        "failed": "The page declares “{lang}”, but {percent} % of its letters are {script}",
        "cantTell": "The page declares “{lang}”, but {percent} % of its letters are {script}",
    },
    examples=(
        (
            (
                "<!DOCTYPE html>\n"
                '<html lang="en">\n'
                '<head><meta charset="utf-8"><title>Уход за велосипедом</title></head>\n'
                "<body><main>\n"
                "<h1>Уход за велосипедом</h1>\n"
                "<p>Смазывайте цепь раз в месяц и после каждой поездки под дождём.</p>\n"
                "</main></body>\n"
                "</html>"
            ),
            (
                "<!DOCTYPE html>\n"
                '<html lang="ru">\n'
                '<head><meta charset="utf-8"><title>Уход за велосипедом</title></head>\n'
                "<body><main>\n"
                "<h1>Уход за велосипедом</h1>\n"
                "<p>Смазывайте цепь раз в месяц и после каждой поездки под дождём.</p>\n"
                "</main></body>\n"
                "</html>"
            ),
        ),
    ),
)
DIRECTION = Rule(
    id="text-direction-wrong",
    summary="Text runs in the wrong direction",
    why=(
        "Arabic, Hebrew and similar scripts are read from right to left. With the wrong"
        " direction, full stops, numbers and foreign words are in the wrong place, and sentences"
        " are scrambled."
    ),
    fix=(
        'Set dir="rtl" where right-to-left text begins, and dir="ltr" where left-to-right text'
        " does. For a whole page, set its language in the front matter."
    ),
    criteria=("1.3.2",),
    question="Are the words, numbers and full stops in the right order?",
    how=(
        "Blocks of text whose letters mostly run in the other direction than the block; bdo"
        " elements and unicode-bidi that reverse letters."
    ),
    source="WCAG 2.2, 1.3.2; techniques H34 and H56",
    messages={
        "cantTell": "“{text}” runs right to left, but its direction is set to left to right",
        "page": "Most of the page runs right to left, but its direction is left to right",
        "ltr": "“{text}” runs left to right, but its direction is set to right to left",
        "turned": "The letters of “{text}” are reversed",
    },
    examples=(
        (
            '<p lang="ar">نحن نفتح كل يوم ما عدا الاثنين.</p>',
            '<p lang="ar" dir="rtl">نحن نفتح كل يوم ما عدا الاثنين.</p>',
        ),
    ),
)
# What is written, and in which language, is the same in every state.
CHECK = Check(
    rules=(OF_PAGE, UNMARKED, DIRECTION),
    states=(states.LIGHT,),
    script="page/language/writing_systems.js",
)

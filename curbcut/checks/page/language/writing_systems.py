"""The script that a text is written in, against the language and the direction it is said to have.

This goes by letters alone. Telling languages apart that share a script needs their words.
"""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule

OF_PAGE = Rule(
    id="language-of-page-script",
    summary="The page is written in a script that its language does not use",
    why="A screen reader picks its voice by the language of the page. An English voice cannot read"
    " Arabic or Russian letters; it spells them out or leaves them out.",
    fix="Correct the language of the site in site.toml, or lang in the front matter of the page.",
    criteria=("3.1.1",),
    question="Is this page in the language “{lang}”?",
    how="The letters of all text that the language of the page applies to, counted by script. It"
    " has failed where four fifths of them are of a script that the language is not written in.",
    limits="Languages that share a script; languages that are written in several.",
    source="WCAG 2.2, 3.1.1; technique H57. Scripts of languages: Unicode CLDR.",
    messages={
        "failed": "The page is said to be in “{lang}”, and {percent} % of its letters are {script}",
        "cantTell": "The page is said to be in “{lang}”, and {percent} % of its letters are"
        " {script}",
    },
)
OF_PART = Rule(
    id="language-of-part-script",
    summary="Words in another script do not say which language they are in",
    why="A screen reader reads them with the voice of the language around them, and spells out or"
    " drops every letter.",
    fix="Say which language the words are in: [слово]{lang=ru} in Markdown, lang=“ru” on an"
    " element around them in a template. Names of people and places need none.",
    criteria=("3.1.2",),
    question="Is “{text}” a name, or are these words of another language? Then say which.",
    how="Two or more words in letters that the language around them does not use. It has failed"
    " where they make up a sentence.",
    limits="Single words; other languages in the same script.",
    source="WCAG 2.2, 3.1.2; technique H58",
    messages={
        "failed": "“{text}” is {script}, in text said to be in “{lang}”",
        "cantTell": "“{text}” is {script}, in text said to be in “{lang}”",
    },
)
DIRECTION = Rule(
    id="text-direction-wrong",
    summary="Text runs in the wrong direction",
    why="Arabic, Hebrew and their like are read from the right. With the wrong direction set, full"
    " stops, figures and foreign words stand in the wrong place, and sentences come out scrambled.",
    fix="Say dir=“rtl” where text in such a script begins, and dir=“ltr” where other text does;"
    " for a whole page, set its language in the front matter.",
    criteria=("1.3.2",),
    question="Do the words, figures and full stops stand in the right order?",
    how="Blocks of text most of whose letters are of the other direction than the block; bdo and"
    " unicode-bidi that turn letters round.",
    source="WCAG 2.2, 1.3.2; techniques H34 and H56",
    messages={
        "cantTell": "“{text}” runs from right to left, and its direction is set from left to right",
        "page": "Most of the page runs from right to left, and its direction is from left to right",
        "ltr": "“{text}” runs from left to right, and its direction is set from right to left",
        "turned": "The letters of “{text}” are turned round",
    },
)
# What is written, and in which language, is the same in every state.
CHECK = Check(
    rules=(OF_PAGE, OF_PART, DIRECTION),
    states=(states.LIGHT,),
    script="page/language/writing_systems.js",
)

"""Titles of pages that name nothing."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule

VAGUE = Rule(
    id="title-vague",
    summary="The page's title does not say what the page is about",
    why="The title is what people hear first, and all that they have to tell tabs, bookmarks and"
    " search results apart.",
    fix="Let the title name the subject of the page, then the site: “Returning an item – Help”.",
    criteria=("2.4.2",),
    question="Does the title “{title}” say what this page is about?",
    how="Titles that editing programs make up, file names and addresses; words that fit every page;"
    " titles of which hardly a word occurs on the page; titles that leave out most of the main"
    " heading; a second title, which nobody gets to see.",
    limits="A title that goes with the words of the page and still misses its point.",
    source="WCAG 2.2, 2.4.2; technique G88, failure F25",
    messages={
        "failed": "The title “{title}” was made up by a program and names nothing",
        "file": "The title “{title}” is the name of a file",
        "signs": "The title “{title}” holds no word",
        "cantTell": "The title “{title}” fits any page",
        "address": "The title “{title}” is an address",
        "foreign": "Hardly a word of the title “{title}” occurs on the page",
        "other": "The title “{title}” differs in a word from the heading “{heading}”",
        "part": "The title “{title}” leaves out most of the heading “{heading}”",
        "second": "There is a second title, “{second}”; browsers show “{title}” only",
    },
)
# A title is the same in every state.
CHECK = Check(
    rules=(VAGUE,),
    states=(states.LIGHT,),
    script="page/structure/page_titles.js",
)

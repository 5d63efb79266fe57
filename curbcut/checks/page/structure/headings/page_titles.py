"""Titles that do not name their page."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule

VAGUE = Rule(
    id="title-vague",
    summary="The page's title does not say what the page is about",
    why=(
        "The title is what people hear first, and all they have to tell tabs, bookmarks and"
        " search results apart."
    ),
    fix=(
        "Start the title with the subject of the page, then the site: “Returning an item – Help”."
    ),
    criteria=("2.4.2",),
    question="Does the title “{title}” say what this page is about?",
    how=(
        "Titles made by editing programs, file names and addresses; words that fit every page;"
        " titles whose words hardly occur on the page; titles that leave out most of the main"
        " heading; a second title, which nobody sees."
    ),
    limits="A title that uses the words of the page and still misses its point.",
    source="WCAG 2.2, 2.4.2; technique G88, failure F25",
    messages={
        "failed": "The title “{title}” was made by a program and names nothing",
        "file": "The title “{title}” is a file name",
        "signs": "The title “{title}” contains no words",
        "cantTell": "The title “{title}” could belong to any page",
        "address": "The title “{title}” is an address",
        "foreign": "Hardly any word of the title “{title}” occurs on the page",
        "other": "The title “{title}” differs by a word from the heading “{heading}”",
        "part": "The title “{title}” leaves out most of the heading “{heading}”",
        "second": "The page has a second title, “{second}”; browsers show only “{title}”",
    },
    examples=(
        (
            (
                "<!DOCTYPE html>\n"
                '<html lang="en">\n'
                '<head><meta charset="utf-8"><title>Untitled Document</title></head>\n'
                "<body><main><h1>Returning a bicycle</h1><p>Bring the bicycle and its "
                "keys.</p></main></body>\n"
                "</html>"
            ),
            (
                "<!DOCTYPE html>\n"
                '<html lang="en">\n'
                '<head><meta charset="utf-8"><title>Returning a bicycle – '
                "Help</title></head>\n"
                "<body><main><h1>Returning a bicycle</h1><p>Bring the bicycle and its "
                "keys.</p></main></body>\n"
                "</html>"
            ),
        ),
    ),
)
# A title is the same in every state.
CHECK = Check(
    rules=(VAGUE,),
    states=(states.LIGHT,),
    script="page/structure/headings/page_titles.js",
)

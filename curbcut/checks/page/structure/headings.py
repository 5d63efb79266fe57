"""Headings that say or head nothing, or that are none."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule, Severity

HIDDEN = Rule(
    id="heading-hidden-from-screen-readers",
    summary="A heading can be seen and is no heading for those who listen",
    why="People who find their way by headings never come across it.",
    fix="Remove aria-hidden or the role from the heading in the template. If it is not meant as"
    " a heading, use a paragraph.",
    criteria=("1.3.1", "4.1.2"),
    question="Does “{text}” head a part of the page? Then its role has to go.",
    how="Visible heading elements with words, within something that is hidden from screen readers"
    " or with a role that makes them something else.",
    source="WCAG 2.2, 1.3.1 and 4.1.2; failure F92",
    messages={
        "cantTell": "The heading “{text}” is hidden from screen readers",
        "role": "The heading “{text}” has the role “{role}”",
    },
)
REPEATED = Rule(
    id="heading-repeated",
    summary="Two headings, one after the other, are the same",
    why="People who look through the list of headings cannot tell the two parts apart.",
    fix="Say in each heading what its part is about, or make one part of the two.",
    criteria=("2.4.6",),
    question="Does each of the headings “{text}” say what its own part is about?",
    how="Neighbouring headings of the same level and with the same words.",
    source="WCAG 2.2, 2.4.6; technique G130",
    messages={"cantTell": "The heading “{text}” is the same as the one before it"},
)
ALONE = Rule(
    id="heading-without-content",
    summary="Nothing stands between a heading and the next one of its level",
    why="A heading promises a part of the page. People who jump to it find nothing there.",
    fix="If the line only has to look larger, write a paragraph. If a part is missing, write it.",
    criteria=("1.3.1",),
    question="Does “{text}” head a part of the page, or is it only made to look like a heading?",
    how="Headings that are followed by one of the same or a higher level, or by the end of the"
    " page, with no text, picture or control in between. Headings that are links themselves are"
    " left out.",
    source="WCAG 2.2, 1.3.1; technique H42, failure F43",
    messages={"cantTell": "Nothing follows the heading “{text}” that it could head"},
)
LONG = Rule(
    id="heading-used-for-text",
    summary="A long text is marked up as a heading",
    why="The list of headings, which people look through to find their way, reads a whole paragraph"
    " out.",
    fix="Write a short heading, and the rest as a paragraph below it.",
    criteria=("1.3.1",),
    question="Is this text a heading, or a paragraph that has to look large?",
    how="Headings of more than 120 characters, or of several sentences.",
    source="WCAG 2.2, 1.3.1; failure F43. No source names a length; 120 characters are two lines.",
    messages={"cantTell": "{count} characters are marked up as a heading (“{text}”)"},
)
NONE = Rule(
    id="headings-missing",
    summary="A long page has no headings",
    why="People who listen look a page over by its headings; without any they have to hear it all.",
    fix="Give each part of the page a heading (## in Markdown).",
    criteria=("1.3.1",),
    question="Does the page have parts that need headings?",
    how="Pages with several paragraphs and more than 800 characters, and no heading at all.",
    source="WCAG 2.2, 1.3.1; techniques G141 and H42. The length is ours: half a printed page.",
    messages={"cantTell": "{count} characters of text have no heading"},
)
SEVERAL = Rule(
    id="heading-level-one-repeated",
    summary="The page has several top-level headings",
    why="People jump to the top-level heading to learn what page this is, and cannot tell which of"
    " them says so.",
    fix="Keep # for the heading that names the page, and begin its parts with ##.",
    criteria=("1.3.1",),
    severity=Severity.WARNING,
    question="Which heading names the page? The others belong one level below it.",
    how="Two or more visible headings of the first level on one page.",
    source="WCAG 2.2, 1.3.1; technique H42 (levels that show the structure). HTML allows several.",
    messages={"cantTell": "“{text}” is top-level heading number {number} of {count}"},
)
# The outline of a page is the same in every state.
CHECK = Check(
    rules=(SEVERAL, HIDDEN, REPEATED, ALONE, LONG, NONE),
    states=(states.LIGHT,),
    script="page/structure/headings.js",
)

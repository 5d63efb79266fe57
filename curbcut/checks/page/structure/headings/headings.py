"""Headings that are empty, or with no content, or that are not headings."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.checks.source.headings import DUPLICATE
from curbcut.model.finding import Rule, Severity

HIDDEN = Rule(
    id="heading-hidden-from-screen-readers",
    summary="A visible heading is not a heading for screen readers",
    why="People who navigate by headings never find it.",
    fix="Remove aria-hidden or the role from the heading in the template. If it is not meant as"
    " a heading, use a paragraph.",
    criteria=("1.3.1", "4.1.2"),
    question="Is “{text}” the heading of a section? If so, remove its role.",
    how=(
        "Visible heading elements with words that are hidden from screen readers or have a role"
        " that makes them something else."
    ),
    source="WCAG 2.2, 1.3.1 and 4.1.2; failure F92",
    messages={
        "cantTell": "The heading “{text}” is hidden from screen readers",
        "role": "The heading “{text}” has the role “{role}”",
    },
    examples=(
        (
            '<h2 role="none">Prices</h2><p>A chain costs £20.</p>',
            "<h2>Prices</h2><p>A chain costs £20.</p>",
        ),
    ),
)
ALONE = Rule(
    id="heading-without-content",
    summary="A heading has no content below it",
    why="A heading promises content. People who jump to it find nothing.",
    fix=(
        "If the line should only look larger, make it a paragraph. If content is missing, write it."
    ),
    criteria=("1.3.1",),
    question="Is “{text}” the heading of a section, or is it only made to look like one?",
    how=(
        "Headings followed by one of the same or a higher level, or by the end of the page, with"
        " no text, image or control in between. Headings that are links are skipped."
    ),
    source="WCAG 2.2, 1.3.1; technique H42, failure F43",
    messages={"cantTell": "The heading “{text}” has no content below it"},
    examples=(
        (
            ("<h2>Prices</h2>\n<h2>Repairs</h2>\n<p>We repair your bicycle.</p>"),
            (
                "<h2>Prices</h2>\n"
                "<p>A chain costs £20.</p>\n"
                "<h2>Repairs</h2>\n"
                "<p>We repair your bicycle.</p>"
            ),
        ),
    ),
)
LONG = Rule(
    id="heading-used-for-text",
    summary="A long text is marked up as a heading",
    why="The list of headings, which people use to find their way, contains a whole paragraph.",
    fix="Write a short heading, and put the rest into a paragraph below it.",
    criteria=("1.3.1",),
    question="Is this text a heading, or a paragraph that should only look large?",
    how="Headings of more than 120 characters, or of several sentences.",
    source="WCAG 2.2, 1.3.1; failure F43. No source names a length; 120 characters are two lines.",
    messages={"cantTell": "A heading has {count} characters (“{text}”)"},
    examples=(
        (
            (
                "<h2>We are open every day. On Sundays we close at noon. Ring the bell if we "
                "are late.</h2>\n"
                "<p>The bell is beside the door.</p>"
            ),
            (
                "<h2>Opening hours</h2>\n"
                "<p>We are open every day. On Sundays we close at noon. Ring the bell if we "
                "are late.</p>\n"
                "<p>The bell is beside the door.</p>"
            ),
        ),
    ),
)
NONE = Rule(
    id="headings-missing",
    summary="A long page has no headings",
    why=(
        "Screen reader users skim a page by its headings. Without any, they have to listen to"
        " all of it."
    ),
    fix="Give each section a heading, such as “## Opening hours”.",
    criteria=("1.3.1",),
    question="Does the page have sections that need headings?",
    how="Pages with several paragraphs and more than 800 characters, and no heading at all.",
    source="WCAG 2.2, 1.3.1; techniques G141 and H42. The length is ours: half a printed page.",
    messages={"cantTell": "{count} characters of text have no heading"},
    examples=(
        (
            (
                "<!DOCTYPE html>\n"
                '<html lang="en">\n'
                '<head><meta charset="utf-8"><title>Bicycle care</title></head>\n'
                "<body><main>\n"
                "<p>We repair bicycles of all kinds, and lend you another one for as long as "
                "it takes.\n"
                "Bring the lock and both keys, and tell us what is wrong with your bicycle. "
                "We look at it\n"
                "while you wait, and tell you what the repair will cost.</p>\n"
                "<p>You can collect your bicycle on any day from nine to five. We send you a "
                "message as\n"
                "soon as it is ready. Bring the receipt with you, because we give bicycles "
                "only to their\n"
                "owners, and keep it until you have ridden home.</p>\n"
                "<p>If something is still wrong after the repair, bring the bicycle back "
                "within thirty\n"
                "days. We look at it again and repair it for nothing. This does not cover "
                "tyres, brake\n"
                "pads and chains that are worn.</p>\n"
                "<p>We deliver bicycles to your home if you cannot collect them. This costs "
                "ten pounds in\n"
                "the town and twenty pounds outside it. Tell us when you are at home, and we "
                "choose a day\n"
                "with you.</p>\n"
                "</main></body>\n"
                "</html>"
            ),
            (
                "<!DOCTYPE html>\n"
                '<html lang="en">\n'
                '<head><meta charset="utf-8"><title>Bicycle care</title></head>\n'
                "<body><main>\n"
                "<h1>Bicycle care</h1>\n"
                "<h2>Repairs</h2>\n"
                "<p>We repair bicycles of all kinds, and lend you another one for as long as "
                "it takes.\n"
                "Bring the lock and both keys, and tell us what is wrong with your bicycle. "
                "We look at it\n"
                "while you wait, and tell you what the repair will cost.</p>\n"
                "<h2>Collection</h2>\n"
                "<p>You can collect your bicycle on any day from nine to five. We send you a "
                "message as\n"
                "soon as it is ready. Bring the receipt with you, because we give bicycles "
                "only to their\n"
                "owners, and keep it until you have ridden home.</p>\n"
                "<h2>Guarantee</h2>\n"
                "<p>If something is still wrong after the repair, bring the bicycle back "
                "within thirty\n"
                "days. We look at it again and repair it for nothing. This does not cover "
                "tyres, brake\n"
                "pads and chains that are worn.</p>\n"
                "<h2>Delivery</h2>\n"
                "<p>We deliver bicycles to your home if you cannot collect them. This costs "
                "ten pounds in\n"
                "the town and twenty pounds outside it. Tell us when you are at home, and we "
                "choose a day\n"
                "with you.</p>\n"
                "</main></body>\n"
                "</html>"
            ),
        ),
    ),
)
SEVERAL = Rule(
    id="heading-level-one-repeated",
    summary="The page has several top-level headings",
    why=(
        "People jump to the top-level heading to learn which page this is. With several, they"
        " cannot tell."
    ),
    fix="Keep # for the heading that names the page, and start its sections with ##.",
    criteria=("1.3.1",),
    severity=Severity.WARNING,
    question="Which heading names the page? The others belong one level below it.",
    how="Two or more visible level 1 headings on one page.",
    source="WCAG 2.2, 1.3.1; technique H42 (levels that show the structure). HTML allows several.",
    messages={"cantTell": "“{text}” is top-level heading {number} of {count}"},
    examples=(
        (
            (
                "<h1>Prices</h1><p>A chain costs £20.</p>\n"
                "<h1>Repairs</h1><p>We repair your bicycle.</p>"
            ),
            (
                "<h1>Our shop</h1><p>We sell and repair bicycles.</p>\n"
                "<h2>Repairs</h2><p>We repair your bicycle.</p>"
            ),
        ),
    ),
)
# The outline of a page is the same in every state.
CHECK = Check(
    rules=(SEVERAL, HIDDEN, DUPLICATE, ALONE, LONG, NONE),
    states=(states.LIGHT,),
    script="page/structure/headings/headings.js",
)

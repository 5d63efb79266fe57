"""Links: where they lead and what they say about it; titles of frames."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule, Severity
from curbcut.site.link_rules import ANCHOR

DOWNLOAD = Rule(
    id="link-download-unannounced",
    summary="A link leads to a file and does not say so",
    why=(
        "Another program opens or a large file arrives where readers expected a page. Some"
        " cannot open it at all."
    ),
    fix="Add the file type and size to the link: “Price list (PDF, 200 kB)”.",
    criteria=("2.4.4",),
    severity=Severity.WARNING,
    question="Does anything near “{text}” say that it leads to a file ({kind})?",
    how=(
        "Links to files that browsers do not show as a page, recognised by file extension. The"
        " link's text, its description and what is beside it are searched for the file type or a"
        " size."
    ),
    limits="Files whose addresses have no extension; languages without a word list.",
    messages={"cantTell": "“{text}” leads to a file ({kind}), but nothing near it says so"},
    examples=(
        (
            '<p><a href="/prices.pdf">Price list</a></p>',
            '<p><a href="/prices.pdf">Price list (PDF, 200 kB)</a></p>',
        ),
    ),
)
MAIL = Rule(
    id="link-mail-unannounced",
    summary="A link opens the email program or starts a call and does not say so",
    why="Readers expect a page and end up in another program.",
    fix="Show the address or number, or write “email” or “call” in the link.",
    criteria=("2.4.4",),
    severity=Severity.SUGGESTION,
    question="Can readers tell what happens when they follow “{text}”?",
    how=(
        "The link's text and the sentence around it are searched for an address, a number or a"
        " word for it."
    ),
    messages={
        "mail": "“{text}” opens the email program but does not say so",
        "phone": "“{text}” starts a call but does not say so",
    },
    examples=(
        (
            '<p><a href="mailto:help@example.com">Our workshop</a></p>',
            '<p><a href="mailto:help@example.com">Email our workshop</a></p>',
        ),
    ),
)
NOWHERE = Rule(
    id="link-without-destination",
    summary="A link has no destination",
    why=(
        "It is announced as a link but acts as a button, or not at all. In a new tab or without"
        " scripts it leads nowhere."
    ),
    fix="Use a <button> for an action on the page, and a link with an address for another place.",
    criteria=("4.1.2", "2.1.1"),
    severity=Severity.WARNING,
    question="Does “{text}” lead somewhere? If it acts on this page, it should be a button.",
    how=(
        "Links to “#”, to nothing, or to “javascript:”. Links with a control's role, and links"
        " to the top of the page, are skipped."
    ),
    messages={
        "cantTell": "The link “{text}” has no destination",
        "script": "The link “{text}” runs a script instead of leading somewhere",
    },
    examples=(
        (
            '<p><a href="#">Show the prices</a></p>',
            '<p><a href="/prices">Show the prices</a></p>',
        ),
    ),
)
ADJACENT = Rule(
    id="links-adjacent-same-destination",
    summary="Two adjacent links lead to the same place",
    why="People who use a keyboard or a screen reader meet the same link twice.",
    fix=(
        "Put the image and the words into one link, and give the image empty alternative text"
        ' (alt="").'
    ),
    criteria=("1.1.1", "2.4.4"),
    severity=Severity.SUGGESTION,
    question="Could “{text}” and the link beside it be one link?",
    how="Links that follow one another with nothing in between and have the same address.",
    source="WCAG 2.2 technique H2",
    messages={
        "cantTell": "“{text}” leads to the same place as the link before it",
        "picture": "The image “{text}” and the words beside it are two links to the same place",
    },
    examples=(
        (
            (
                "<style>a { padding: 1em }</style>\n"
                '<p><a href="/hours">Hours</a> <a href="/hours">When we open</a></p>'
            ),
            ('<style>a { padding: 1em }</style>\n<p><a href="/hours">When we open</a></p>'),
        ),
    ),
)
SEPARATE = Rule(
    id="links-not-separated",
    summary="Two links run into each other",
    why="People with low vision or a trembling hand cannot tell where one link ends; some screen"
    " readers read them as one.",
    fix="Put the links into a list, or put a symbol such as “|” and some space between them.",
    criteria=("1.3.1",),
    severity=Severity.SUGGESTION,
    question="Can everybody see that “{text}” and “{next}” are two links?",
    how=(
        "Links side by side on one line, less than 8 pixels apart, with only spaces between them"
        " and no border, background or padding."
    ),
    messages={"cantTell": "“{text}” and “{next}” run into each other"},
    examples=(
        (
            '<p><a href="/prices">Prices</a> <a href="/hours">Opening hours</a></p>',
            (
                "<ul>\n"
                '  <li><a href="/prices">Prices</a></li>\n'
                '  <li><a href="/hours">Opening hours</a></li>\n'
                "</ul>"
            ),
        ),
    ),
)
NO_WORDS = Rule(
    id="link-text-no-words",
    summary="A link has no words, only symbols or an address",
    why="Screen readers spell the address out, or say nothing for the symbols.",
    fix="Write in words where the link leads.",
    criteria=("2.4.4",),
    severity=Severity.WARNING,
    question="Can a screen reader user tell where “{text}” leads?",
    how="Link names without a letter or digit, and long addresses as names.",
    messages={
        "signs": "The only name of a link is “{text}”",
        "cantTell": "The link's text is an address: “{text}”",
    },
    examples=(
        (
            '<p><a href="/prices">www.movo.example/help/prices/2026</a></p>',
            '<p><a href="/prices">Prices in 2026</a></p>',
        ),
    ),
)
FRAME = Rule(
    id="frame-title-meaningless",
    summary="The title of a frame does not say what it contains",
    why="Screen reader users hear “frame” and have to go in to find out.",
    fix="Give each frame a title that says what it contains.",
    criteria=("4.1.2", "2.4.1"),
    question="Does the title “{text}” say what the frame contains?",
    how=(
        "Titles that are an address or a word such as “frame”, the same title for different"
        " frames, and frames that block scrolling although their content is larger. It fails"
        " where frames with the same title have less than a fifth of their words in common."
    ),
    source="WCAG 2.2, 4.1.2; W3C test rule 4b1c6c. The share of words is ours.",
    messages={
        "cantTell": "The title “{text}” does not say what the frame contains",
        "same": "Two different frames have the title “{text}”",
        "scrolling": "The frame “{text}” cannot be scrolled",
    },
    examples=(
        (
            ('<iframe title="iframe" srcdoc="<p>The shop is beside the station.</p>"></iframe>'),
            (
                '<iframe title="How to find the shop" srcdoc="<p>The shop is beside the '
                'station.</p>"></iframe>'
            ),
        ),
    ),
)
WITHIN = Rule(
    id="control-in-link",
    summary="A link contains a button, field or other link",
    why=(
        "Screen readers announce one of the two and skip the other. The Tab key stops twice, and"
        " what the Enter key does depends on the browser."
    ),
    fix=(
        "Keep the link and style it as a button, or keep the button and let it do the work. Or"
        " place the two side by side."
    ),
    criteria=("4.1.2",),
    how="Buttons, fields and links inside a link, where the Tab key reaches both.",
    limits="What is inside a button is checked by axe-core (nested-interactive).",
    source="HTML Standard, the a element: “there must be no interactive content descendant”; W3C"
    " test rule 307n5z",
    messages={"failed": "The link “{text}” contains another control, “{name}”"},
    examples=(
        (
            '<a href="/prices">Prices <button>Show the prices</button></a>',
            '<a href="/prices">Prices</a> <button>Show the prices</button>',
        ),
    ),
)
# Where links lead and what they say does not depend on colours or width.
CHECK = Check(
    rules=(
        DOWNLOAD,
        MAIL,
        ANCHOR,
        NOWHERE,
        ADJACENT,
        SEPARATE,
        NO_WORDS,
        FRAME,
        WITHIN,
    ),
    states=(states.LIGHT,),
    script="page/links/purpose.js",
)

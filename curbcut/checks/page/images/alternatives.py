"""Images without alternative text, and alternative texts that say nothing."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.checks.source.alt_text import FILE_NAME, PLACEHOLDER, REPEATS
from curbcut.checks.source.symbols import ART, EMOJI
from curbcut.model.finding import Rule, Severity

DOUBTFUL = Rule(
    id="image-alternative-doubtful",
    summary="An image's alternative text looks wrong",
    why="People who cannot see the image hear too much, something useless, or two versions.",
    fix=(
        "Describe the image in one or two sentences, without “image of”. Use empty alternative"
        ' text (alt="") for decoration, and move long descriptions into the page.'
    ),
    criteria=("1.1.1",),
    severity=Severity.WARNING,
    question="Is “{text}” what someone who cannot see the image needs, no more and no less?",
    how=(
        "Alternative text that names an ornament, belongs to an image a few pixels in size, is"
        " longer than 250 characters, begins with “image of”, differs from the image's title, or"
        " names a different logo owner from the file name."
    ),
    limits="Whether a sentence describes its image.",
    source="WCAG 2.2 failure F39 and technique G95; 250 characters is Curbcut's own limit",
    messages={
        "ornament": "“{text}” sounds like decoration, which needs no alternative text",
        "tiny": "An image a few pixels in size has the alternative text “{text}”",
        "long": "The alternative text of an image has {length} characters: “{text}”",
        "prefix": "“{text}” starts with words that screen readers say anyway",
        "title": "The image's alternative text is “{text}” but its title is “{title}”",
        "file": "The alternative text is “{text}”, but the file is called “{file}”",
    },
    examples=(
        (
            '<img src="bicycle.svg" alt="Image of a red bicycle">',
            '<img src="bicycle.svg" alt="A red bicycle">',
        ),
    ),
)
HIDDEN = Rule(
    id="image-hidden-with-content",
    summary="An image without alternative text may be more than decoration",
    why="People who cannot see the image do not know that it is there.",
    fix=(
        "If the image shows something that the text does not say, write that as its alternative"
        " text."
    ),
    criteria=("1.1.1",),
    question="Would readers lose nothing if the image “{what}” were not there?",
    how=(
        "Images, drawings and canvases with empty alternative text or hidden from screen readers"
        " that have a caption, are among paragraphs and have no text of their own, or have a"
        " file name such as “chart”. It fails where such an image can get the focus, which"
        " decoration never does."
    ),
    limits="Images in cards and controls with text are taken for decoration.",
    source="WCAG 2.2 failure F38",
    messages={
        "cantTell": "Nothing says what the image “{what}” shows",
        "focus": "The image “{what}” can be reached with the Tab key but has no alternative text",
        "caption": "The image “{what}” has a caption but no alternative text",
        "title": "The image “{what}” has a title, but its alternative text is empty",
    },
    examples=(
        (
            (
                "<figure>\n"
                '  <img src="repairs.svg" alt="" width="160" height="120">\n'
                "  <figcaption>Repairs by month</figcaption>\n"
                "</figure>"
            ),
            (
                "<figure>\n"
                '  <img src="repairs.svg" width="160" height="120"\n'
                '    alt="Few repairs in winter, three times as many in spring">\n'
                "  <figcaption>Repairs by month</figcaption>\n"
                "</figure>"
            ),
        ),
    ),
)
EMBEDDED = Rule(
    id="image-embedded-without-alternative",
    summary="An embedded image has no name, or its long description is missing",
    why=(
        "People who cannot see it do not know what it is, or follow a link to a description that"
        " is not there."
    ),
    fix="Give it a title that says what it shows, and put long descriptions on the page.",
    criteria=("1.1.1",),
    severity=Severity.WARNING,
    question="Is there text that says what “{what}” shows?",
    how=(
        "Plug-in content without a name, frames that show a bare image, and long descriptions"
        " and image maps that point to nothing on the page."
    ),
    messages={
        "cantTell": "Nothing says what the embedded “{what}” shows",
        "longdesc": "The long description “{what}” does not exist",
        "usemap": "The image map “{what}” is not on the page",
    },
    examples=(
        (
            '<embed src="gears.svg" type="image/svg+xml" width="160" height="120">',
            (
                '<embed src="gears.svg" type="image/svg+xml" width="160" height="120"\n'
                '  title="The chain runs over the middle gear">'
            ),
        ),
    ),
)
IN_STYLE = Rule(
    id="image-in-style-sheet",
    summary="An image that may matter comes from the style sheet",
    why="Screen readers ignore it, and it disappears in high contrast and in print.",
    fix=(
        "If the image means something, add it to the page with alternative text, or give the"
        ' element role="img" and a name.'
    ),
    criteria=("1.1.1",),
    question="Would readers lose nothing if the image of “{what}” were not there?",
    how=(
        "Empty elements with a background image that are large, are alone in a cell or list"
        " item, or are named after what they show."
    ),
    limits="Backgrounds behind text are taken for decoration.",
    source="WCAG 2.2 failure F3",
    messages={
        "cantTell": "The image of “{what}” comes from the style sheet and has no alternative text"
    },
    examples=(
        (
            (
                "<style>\n"
                "  .paid { display: block; width: 20px; height: 20px; background: "
                "url(tick.svg) }\n"
                "</style>\n"
                "<table>\n"
                "  <tr><th>Part</th><th>In stock</th></tr>\n"
                '  <tr><td>Chain</td><td><span class="paid"></span></td></tr>\n'
                "</table>"
            ),
            (
                "<table>\n"
                "  <tr><th>Part</th><th>In stock</th></tr>\n"
                '  <tr><td>Chain</td><td><img src="tick.svg" alt="Yes" width="20" '
                'height="20"></td></tr>\n'
                "</table>"
            ),
        ),
    ),
)
NOT_SHOWN = Rule(
    id="image-not-shown",
    summary="An image does not load",
    why="Readers see a broken image, or nothing.",
    fix="Correct the image's address, or remove the image.",
    severity=Severity.WARNING,
    question="Can readers see the image “{what}”?",
    how="Images that have finished loading and have no width.",
    limits="Images on other sites are not fetched during a check.",
    messages={"cantTell": "The image “{what}” does not load"},
    examples=(
        (
            (
                '<p><img src="chian.svg" alt="A chain with a worn link" width="160" '
                'height="120"></p>'
            ),
            (
                '<p><img src="chain.svg" alt="A chain with a worn link" width="160" '
                'height="120"></p>'
            ),
        ),
    ),
)
OF_TEXT = Rule(
    id="image-of-text",
    summary="An image seems to show text",
    why="People who need larger letters, other colours or wider spacing cannot change an image.",
    fix="Write the words as text and style them with CSS.",
    criteria=("1.4.5",),
    question="Does the image “{text}” show words that could be text? (A logo may.)",
    how=(
        "The pixels of the first 16 images are examined for rows of thin strokes on a plain"
        " background, as letters have. Where they cannot be read, a file name such as “heading”"
        " counts. Logos, screenshots, charts, maps and signatures are skipped by name."
    ),
    limits="Text over a photograph, handwriting, and images in style sheets.",
    messages={"cantTell": "The image “{text}” seems to show text"},
    examples=(
        (
            '<p><img src="sale.svg" alt="Summer sale starts today"></p>',
            '<p class="sale">Summer sale starts today</p>',
        ),
    ),
)
ICON = Rule(
    id="icon-without-words",
    summary="An icon has no text",
    why="People who cannot see the icon find nothing there.",
    fix="Write the meaning beside the icon, visually hidden if necessary.",
    criteria=("1.1.1",),
    question="Is the icon “{what}” only decoration?",
    how=(
        "Icons drawn by a style sheet with no text in the element around them. Controls without"
        " a name are reported by other rules."
    ),
    messages={"cantTell": "Nothing says what the icon “{what}” means"},
    examples=(
        (
            (
                '<style>.tick::before { content: "✔" }</style>\n'
                "<table>\n"
                "  <tr><th>Part</th><th>In stock</th></tr>\n"
                '  <tr><td>Chain</td><td><i class="tick"></i></td></tr>\n'
                "</table>"
            ),
            (
                '<style>.tick::before { content: "✔" }</style>\n'
                "<table>\n"
                "  <tr><th>Part</th><th>In stock</th></tr>\n"
                '  <tr><td>Chain</td><td><i class="tick"></i> Yes</td></tr>\n'
                "</table>"
            ),
        ),
    ),
)
CAPTCHA = Rule(
    id="captcha",
    summary="The page asks readers to prove that they are human",
    why="People who cannot see, hear or solve the puzzle are shut out.",
    fix="Remove the puzzle. Or offer versions of it for different senses, and say what it is.",
    criteria=("1.1.1",),
    question="Can people who cannot see, hear or solve the puzzle get past it?",
    how="Images, frames and elements whose name or address mentions a captcha.",
    messages={"cantTell": "This page seems to have a captcha ({what})"},
    examples=(
        (
            (
                '<form action="/send">\n'
                '  <p><label>Question <input name="question"></label></p>\n'
                '  <p><img src="letters.svg" alt="Captcha: six letters" width="120" '
                'height="40">\n'
                '  <label>Type the letters <input name="letters"></label></p>\n'
                "  <button>Send</button>\n"
                "</form>"
            ),
            (
                '<form action="/send">\n'
                '  <p><label>Question <input name="question"></label></p>\n'
                "  <button>Send</button>\n"
                "</form>"
            ),
        ),
    ),
)
# Words and images hardly change with colours or width; one state tells.
CHECK = Check(
    rules=(
        FILE_NAME,
        PLACEHOLDER,
        DOUBTFUL,
        REPEATS,
        HIDDEN,
        EMBEDDED,
        IN_STYLE,
        NOT_SHOWN,
        OF_TEXT,
        ART,
        EMOJI,
        ICON,
        CAPTCHA,
    ),
    states=(states.LIGHT,),
    script="page/images/alternatives.js",
)

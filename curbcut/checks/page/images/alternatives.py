"""Images: alternative texts that say nothing, and images without one."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule, Severity

MEANINGLESS = Rule(
    id="image-alternative-meaningless",
    summary="The text that stands in for an image says nothing about it",
    why="People who cannot see the image hear a file name or the word “image” and learn nothing.",
    fix="Say in a few words what the image shows or does; if it only decorates the page, leave"
    " its alternative empty.",
    criteria=("1.1.1",),
    question="Does “{text}” tell what the image shows or does, to somebody who cannot see it?",
    how="The names of images, image buttons and clickable areas: a file name, an address or a"
    " placeholder such as “image” or “picture 1” fails; a word for the kind of thing alone"
    " (“logo”, “chart”) or a file name that is also shown beside the image is asked about.",
    limits="Whether a sentence fits its picture; words for “image” in a language without a list.",
    source="WCAG 2.2 failure F30",
    messages={
        "failed": "“{text}” is a placeholder, not an alternative",
        "file": "“{text}” is the name of a file, not an alternative",
        "address": "“{text}” is an address, not an alternative",
        "cantTell": "“{text}” may say too little about the image",
    },
)
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
            (
                "<img src=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'"
                " width='90' height='60'/%3E\" alt=\"Image of a red bicycle\">"
            ),
            (
                "<img src=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'"
                " width='90' height='60'/%3E\" alt=\"A red bicycle\">"
            ),
        ),
    ),
)
REPEATED = Rule(
    id="image-alternative-repeated",
    summary="The text that stands in for an image repeats what stands beside it",
    why="People who listen hear the same words twice.",
    fix="Leave the alternative empty if the text beside the image says it all; take a title"
    " that repeats the alternative away.",
    criteria=("1.1.1",),
    severity=Severity.SUGGESTION,
    question="Does “{text}” have to be heard twice?",
    how="The alternative is compared with the image's title, its caption and what stands next to"
    " it.",
    limits="Words that say the same differently.",
    messages={
        "title": "The title of the image repeats its alternative, “{text}”",
        "caption": "The caption repeats the alternative, “{text}”",
        "cantTell": "The text beside the image repeats its alternative, “{text}”",
    },
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
)
CHARACTERS = Rule(
    id="picture-of-characters",
    summary="Characters are used as a picture",
    why="Screen readers read them out sign by sign, or not at all.",
    fix="Write words instead, or wrap the characters in an element with role=“img” and a name.",
    criteria=("1.1.1",),
    severity=Severity.WARNING,
    question="Does somebody who listens understand “{text}”?",
    how="Emoticons, rows of emoji, mathematical letters used as a typeface, drawings made of"
    " characters, and signs of icon fonts that stand alone.",
    source="WCAG 2.2 failures F71 and F72, technique H86",
    messages={
        "art": "A drawing made of characters has no alternative",
        "emoticon": "An emoticon has no alternative: “{text}”",
        "emoji": "A row of emoji is read out one by one: “{text}”",
        "fancy": "Mathematical signs stand for letters: “{text}”",
        "private": "A sign of an icon font stands alone, without words",
        "ligature": "The icon's code name “{text}” is read out",
    },
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
)
# Words and images hardly change with colours or width; one state tells.
CHECK = Check(
    rules=(
        MEANINGLESS,
        DOUBTFUL,
        REPEATED,
        HIDDEN,
        EMBEDDED,
        IN_STYLE,
        NOT_SHOWN,
        OF_TEXT,
        CHARACTERS,
        ICON,
        CAPTCHA,
    ),
    states=(states.LIGHT,),
    script="page/images/alternatives.js",
)

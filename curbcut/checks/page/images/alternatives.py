"""Images and what stands in for them: alternatives that say nothing, and images without a word."""

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
    summary="The text that stands in for an image looks wrong",
    why="People who cannot see the image hear too much, something of no use, or two versions.",
    fix="Say what the image shows in one or two sentences, without “image of”; leave the"
    " alternative of a decoration empty; keep what is long in the text of the page.",
    criteria=("1.1.1",),
    severity=Severity.WARNING,
    question="Is “{text}” what somebody who cannot see the image needs, no more and no less?",
    how="Alternatives that name an ornament, belong to an image of a few pixels, are longer than"
    " 250 characters, begin with “image of”, differ from the image's title, or name another"
    " owner of a logo than its file does.",
    limits="Whether a sentence fits its picture.",
    source="WCAG 2.2 failure F39 and technique G95; 250 characters is Curbcut's own figure",
    messages={
        "ornament": "“{text}” sounds like a decoration, which needs no words",
        "tiny": "An image of a few pixels has the alternative “{text}”",
        "long": "The alternative of an image is {length} characters long: “{text}”",
        "prefix": "“{text}”: that it is an image is said anyway",
        "title": "The image's alternative is “{text}” and its title “{title}”",
        "file": "The alternative is “{text}”, but the file is called “{file}”",
    },
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
    summary="An image without a word may be more than decoration",
    why="People who cannot see the image are not told that it is there.",
    fix="If the image tells something that the text does not, give it an alternative.",
    criteria=("1.1.1",),
    question="Would nothing be lost if the image “{what}” were not there?",
    how="Images, drawings and canvases with an empty alternative or hidden from screen readers,"
    " which have a caption, stand among paragraphs with no text of their own, or have a file name"
    " such as “chart”. It fails where such an image can have the focus, which no decoration does.",
    limits="Pictures in cards and controls with text are taken for decoration.",
    source="WCAG 2.2 failure F38",
    messages={
        "cantTell": "Nothing says what the image “{what}” shows",
        "focus": "The image “{what}” can be reached with the Tab key and has no alternative",
        "caption": "The image “{what}” has a caption, but no alternative",
        "title": "The image “{what}” has a title, but its alternative is empty",
    },
)
EMBEDDED = Rule(
    id="image-embedded-without-alternative",
    summary="An embedded picture or its long description leads to nothing",
    why="People who cannot see it do not learn what it is, or follow a description that is not"
    " there.",
    fix="Give it a title that says what it shows, and put long descriptions on the page.",
    criteria=("1.1.1",),
    severity=Severity.WARNING,
    question="Is there a text that says what “{what}” shows?",
    how="Plug-in content without a name, frames that show a bare image, long descriptions and"
    " image maps that lead to nothing on the page.",
    messages={
        "cantTell": "Nothing says what the embedded “{what}” shows",
        "longdesc": "The long description “{what}” is not there",
        "usemap": "The image's map “{what}” is not on the page",
    },
)
IN_STYLE = Rule(
    id="image-in-style-sheet",
    summary="An image that may matter is painted by the style sheet only",
    why="Screen readers do not know of it, and it vanishes in high contrast and in print.",
    fix="If the image tells something, put it into the page with an alternative, or give the"
    " element role=“img” and a name.",
    criteria=("1.1.1",),
    question="Would nothing be lost if the image of “{what}” were not there?",
    how="Empty elements with a background image that are large, stand alone in a cell or a list"
    " item, or are named for what they show.",
    limits="Backgrounds behind text are taken for decoration.",
    source="WCAG 2.2 failure F3",
    messages={"cantTell": "The picture of “{what}” comes from the style sheet and has no words"},
)
NOT_SHOWN = Rule(
    id="image-not-shown",
    summary="An image does not load",
    why="Readers see a broken picture, or nothing.",
    fix="Correct the address of the image, or take it out.",
    severity=Severity.WARNING,
    question="Is the image “{what}” there for readers?",
    how="Images that have finished loading and have no width.",
    limits="A picture on another site is not fetched during a check.",
    messages={"cantTell": "The image “{what}” does not load"},
)
OF_TEXT = Rule(
    id="image-of-text",
    summary="An image seems to consist of text",
    why="People who need larger letters, other colours or wider spacing cannot change an image.",
    fix="Write the words as text and style them.",
    criteria=("1.4.5",),
    question="Does the image “{text}” show words that could be text? (A logo may.)",
    how="The pixels of the first 16 images: lines of thin strokes on a plain ground, as letters"
    " make; or a file name such as “heading” where the pixels cannot be read. Logos, screenshots,"
    " charts, maps and signatures are left out by their names.",
    limits="Text over a photograph, handwriting, and images in style sheets.",
    messages={"cantTell": "The image “{text}” looks like an image of text"},
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
    summary="An icon stands alone, without words",
    why="People who cannot see the icon find nothing there.",
    fix="Write the meaning beside the icon, hidden from sight if need be.",
    criteria=("1.1.1",),
    question="Is the icon “{what}” mere decoration?",
    how="Icons drawn by a style sheet with no text in the element around them. Controls that have"
    " no name are found by other rules.",
    messages={"cantTell": "Nothing says what the icon “{what}” means"},
)
CAPTCHA = Rule(
    id="captcha",
    summary="The page asks readers to prove that they are human",
    why="Whoever cannot see, hear or solve the puzzle is shut out.",
    fix="Do without the puzzle; or offer forms of it for different senses, and say what it is.",
    criteria=("1.1.1",),
    question="Is there a way past the puzzle for people who cannot see, hear or solve it?",
    how="Pictures, frames and elements whose name or address speaks of a captcha.",
    messages={"cantTell": "There seems to be a captcha ({what})"},
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

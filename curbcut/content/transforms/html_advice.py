"""What to type in Markdown instead of an HTML element."""

from __future__ import annotations

import re

from curbcut.html.tokens import StartTag, tokens

_AROUND = {
    "b": "**{}**", "strong": "**{}**", "i": "*{}*", "em": "*{}*", "code": "`{}`", "tt": "`{}`",
    "samp": "`{}`", "kbd": "++{}++", "s": "~~{}~~", "del": "~~{}~~", "strike": "~~{}~~",
    "mark": "**{}**", "blockquote": "> {}", "h1": "# {}", "h2": "## {}", "h3": "### {}",
    "h4": "#### {}", "h5": "##### {}", "h6": "###### {}", "li": "- {}", "summary": "{}",
    "figcaption": "{}", "q": "“{}”", "details": "::: details {}",
}  # fmt: skip
"""What Markdown writes around the words of an element."""
_INSTEAD = {
    "br": "End the line above with a backslash (\\), or leave an empty line for a new paragraph.",
    "p": "Leave an empty line between paragraphs, and remove the tags.",
    "hr": "Write --- on a line of its own, with empty lines around it.",
    "ul": "Write each item on a line of its own, as in “- item”.",
    "ol": "Write each item on a line of its own, as in “1. item”.",
    "table": "Write the table with pipes: | Part | Price |, and | --- | --- | below it.",
    "pre": "Put the code between two lines of three backticks (```).",
    "sup": "Write the character itself, such as ², or the words alone.",
    "sub": "Write the character itself, such as ₂, or the words alone.",
    "video": "Link to the video: [The words that name it](address).",
    "audio": "Link to the recording: [The words that name it](address).",
    "iframe": "Link to what it shows: [The words that name it](address).",
    "script": "Remove it; pages of the site run no scripts of their own.",
    "style": "Remove it; how pages look is decided by the theme.",
    "aside": "Write “::: note” on the line above the text, and “:::” on the line below it.",
    "dl": "Write the term on a line, and “: ” and its definition on the next.",
}
_NO_USE = (
    *("div", "span", "font", "center", "u", "small", "big", "section", "article", "header", "ins"),
    *("footer", "nav", "main", "figure", "picture", "source", "abbr", "wbr"),
)
_KNOWN = (
    *("area", "button", "form", "input", "label", "select", "textarea", "option", "object"),
    *("embed", "svg"),
)


def advice(html: str, words: str = "") -> str:
    """What to type instead of the first tag in ``html``; ``words`` are those of the element.

    "" where nothing certain can be said.
    """
    tag = next((token for token in tokens(html) if isinstance(token, StartTag)), None)
    if tag is None:
        return ""
    values = {attribute.name: attribute.value for attribute in tag.written()}
    words = " ".join(re.sub(r"<[^>]*>", " ", words).split()) or "words"
    anchor = values.get("name") or values.get("id")
    if tag.name == "a" and "href" in values:
        return f"Write [{words}]({values['href']})"
    if tag.name == "a" and anchor:
        return f"Remove it, and write “{{#{anchor}}}” at the end of the heading that it is about."
    if tag.name == "img" and "src" in values:
        return f"Write ![{values.get('alt') or 'what it shows'}]({values['src']})"
    if tag.name in _AROUND:
        return f"Write {_AROUND[tag.name].format(words)}"
    if tag.name in _INSTEAD:
        return _INSTEAD[tag.name]
    if tag.name in _NO_USE:
        return "Remove the tags, and leave the words."
    if re.match(r"<[A-Z]", html[tag.start :]):
        return "Remove it; components of other tools are not run here."
    if tag.name in _KNOWN:
        return ""
    return f"Write \\{html[tag.start : tag.end]} if readers are to see it, or put it in backticks."

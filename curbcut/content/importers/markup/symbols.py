"""Short names of emoji and icons between colons, and marks that only some dialects have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from curbcut.content.importers.lines import Line, Loss, change

_NAME = re.compile(
    r"([ \t]?)(?<![\w:/])(\[)?:([a-z+-][\w+-]{0,60}):(?![\w:])(\{[^{}\n]*\})?(\]\([^)\s]*\))?([ ]?)"
)
_MARK = re.compile(r"(?<!=)==(?![=\s])([^=\n]+?)(?<!\s)==(?!=)")
_WIKI = re.compile(r"!?\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]\n]{1,200}))?\]\]")
_DOLLARS = re.compile(r"\$\$.{1,2000}?\$\$", re.S)
_ICONS = re.compile(r"(?:material|fontawesome|octicons?|simple|fa[srbl]?|bi|mdi|icon|heroicons)-")

EMOJI = {
    "+1": "👍", "-1": "👎", "thumbsup": "👍", "thumbsdown": "👎", "smile": "😄", "smiley": "😃",
    "grinning": "😀", "laughing": "😆", "wink": "😉", "heart": "❤️", "tada": "🎉", "warning": "⚠️",
    "x": "❌", "white_check_mark": "✅", "heavy_check_mark": "✔️", "ballot_box_with_check": "☑️",
    "bulb": "💡", "point_right": "👉", "point_left": "👈", "point_up": "☝️", "point_down": "👇",
    "information_source": "ℹ️", "memo": "📝", "pencil": "📝", "pencil2": "✏️", "book": "📖",
    "books": "📚", "star": "⭐", "zap": "⚡", "boom": "💥", "wave": "👋", "eyes": "👀",
    "lock": "🔒",
    "unlock": "🔓", "email": "📧", "envelope": "✉️", "phone": "☎️", "house": "🏠", "link": "🔗",
    "mag": "🔍", "wrench": "🔧", "hammer": "🔨", "gear": "⚙️", "construction": "🚧",
    "rotating_light": "🚨", "no_entry": "⛔", "no_entry_sign": "🚫", "stop_sign": "🛑",
    "question": "❓", "exclamation": "❗", "heavy_exclamation_mark": "❗", "arrow_right": "➡️",
    "arrow_left": "⬅️", "arrow_up": "⬆️", "arrow_down": "⬇️", "red_circle": "🔴",
    "green_circle": "🟢", "calendar": "📆", "computer": "💻", "iphone": "📱", "camera": "📷",
    "muscle": "💪", "pray": "🙏", "clap": "👏", "ok_hand": "👌", "100": "💯", "cry": "😢",
    "joy": "😂", "thinking": "🤔", "heart_eyes": "😍", "recycle": "♻️", "art": "🎨",
}  # fmt: skip
"""The commonest short names that are not the character's Unicode name."""


def symbols(lines: Sequence[Line], losses: list[Loss], html: set[str]) -> list[Line]:
    """Emoji as characters, no icons, links for ``[[pages]]``; formulas are only listed."""

    def named(match: re.Match[str], place: Callable[[int], Line]) -> str:
        before, opening, name, closing = match[1], match[2] or "", match[3], match[5] or ""
        if character := emoji(name):
            return before + opening + character + closing + match[6]
        if _ICONS.match(name):
            line = place(match.start(3))
            what = f"The icon “:{name}:” was left out"
            losses.append(Loss("icon", line.path, line.number, what))
            # A link needs words.
            if opening and closing:
                return f"{before}[{name.rpartition('-')[2]}{closing}{match[6]}"
            return (before and match[6]) + opening + closing
        return match[0]

    def marked(match: re.Match[str], place: Callable[[int], Line]) -> str:
        html.add("mark")
        return f"<mark>{match[1]}</mark>"

    def wiki(match: re.Match[str], place: Callable[[int], Line]) -> str:
        page, _, anchor = match[1].partition("#")
        words = match[2] or match[1]
        if match[0][0] == "!":
            return f"![{match[2] or ''}]({page.strip().replace(' ', '%20')})"
        to = page.strip().replace(" ", "%20") + (f"#{anchor}" if anchor else "")
        return f"[{words}]({to if '.' in page or not page else '/' + to})"

    def formula(match: re.Match[str], place: Callable[[int], Line]) -> str:
        line = place(match.start())
        fix = "Write it in words, or as an image with alternative text."
        losses.append(Loss("formula", line.path, line.number, "A formula is shown as text", fix))
        return match[0]

    lines = change(lines, _NAME, named)
    lines = change(lines, _MARK, marked)
    lines = change(lines, _WIKI, wiki)
    return change(lines, _DOLLARS, formula)


def emoji(name: str) -> str:
    """The character that a short name stands for, or ""."""
    if name in EMOJI:
        return EMOJI[name]
    try:
        character = unicodedata.lookup(name.replace("_", " ").replace("-", " "))
    except (KeyError, ValueError):
        return ""
    return character if unicodedata.category(character) == "So" else ""

"""Short names of emoji and icons between colons, and marks that only some dialects have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from curbcut.content.importers.lines import Line, Loss, change

_NAME = re.compile(
    r"(?<![\w:/])(\[)?:([a-z+-][\w+-]{0,60}):(?![\w:])(\{[^{}\n]*\})?(\]\([^)\s]*\))?"
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
    "books": "📚", "star": "⭐", "zap": "⚡", "boom": "💥", "wave": "👋", "eyes": "👀", "lock": "🔒",
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

    def name(match: re.Match[str], place: Callable[[int], Line]) -> str:
        if character := emoji(match[2]):
            return (match[1] or "") + character + (match[4] or "")
        if _ICONS.match(match[2]):
            line = place(match.start())
            what = f"The icon “:{match[2]}:” was left out"
            losses.append(Loss("icon", line.path, line.number, what))
            return (
                match[1] + match[2].rsplit("-", 1)[-1] + match[4] if match[1] and match[4] else ""
            )
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

    lines = change(lines, _NAME, name)
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

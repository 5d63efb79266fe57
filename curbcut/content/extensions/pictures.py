"""Images: loaded lazily if certainly out of sight, and in newer formats if the editor asks.

``![A map](map.png){formats="avif webp"}`` offers map.avif and map.webp, which are beside map.png,
to browsers that know these formats.
"""

from __future__ import annotations

import posixpath

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from curbcut.content.extensions.attributes import REFUSED
from curbcut.content.extensions.headings import plain_text
from curbcut.content.positions import place_of
from curbcut.content.report import report
from curbcut.model.finding import Rule, Severity

UNKNOWN = Rule(
    id="image-format-unknown",
    summary="An image format is not supported by browsers",
    why="The format is ignored, so every reader loads the larger file.",
    fix='Write avif, webp or both: {formats="avif webp"}.',
    severity=Severity.WARNING,
    examples=(
        (
            '![A red bicycle](bicycle.png){formats="heic"}',
            '![A red bicycle](bicycle.png){formats="avif webp"}',
        ),
    ),
)
RULES = (UNKNOWN,)

FORMATS = ("avif", "webp")
"""In the order in which they are offered: browsers use the first one that they support."""
OUT_OF_SIGHT = 20
"""An image after more paragraphs, items and rows than these is on no first screen: at 45 CSS pixels
each, with the page's header, they fill a screen 1,150 pixels high."""


def install(md: MarkdownIt) -> None:
    """Add the rules to ``md``."""
    md.core.ruler.push("curbcut_pictures", _look)


def alternative(token: Token) -> str:
    """The alternative text of an image."""
    return " ".join(plain_text(token).split()) if token.children else token.content.strip()


def beside(destination: str, name: str) -> str:
    """The address of the same image in another format."""
    stem, _ = posixpath.splitext(destination.partition("#")[0].partition("?")[0])
    return f"{stem}.{name}"


def render_image(token: Token) -> str:
    """The ``img``, inside a ``picture`` if there are other formats."""
    shown = "".join(
        f' {escapeHtml(key)}="{escapeHtml(str(value))}"'
        for key, value in token.attrs.items()
        if key not in ("alt", "src")
    )
    image = f'<img{shown} alt="{escapeHtml(alternative(token))}">'
    sources = "".join(
        f'<source data-curbcut-link="{index}">' for index in token.meta.get("curbcut_sources", ())
    )
    return f"<picture>{sources}{image}</picture>" if sources else image


def _look(state: StateCore) -> None:
    blocks = images = 0
    for block in state.tokens:
        blocks += block.type in ("inline", "fence", "code_block")
        for token in block.children or ():
            if "formats" in token.attrs:
                _take_formats(state, token)
            if token.type == "image":
                images += 1
                if images > 1 and blocks > OUT_OF_SIGHT:
                    token.attrs |= {"loading": "lazy", "decoding": "async"}


def _take_formats(state: StateCore, token: Token) -> None:
    asked = str(token.attrs.pop("formats")).lower().split()
    line, _, column = place_of(token)
    if token.type != "image":
        report(state.env, REFUSED, "Only images can have “formats”", line, column=column)
        return
    for name in asked:
        if name not in FORMATS:
            report(
                state.env,
                UNKNOWN,
                f"“{name}” is not a format that browsers know",
                line,
                column=column,
            )
    token.meta["curbcut_formats"] = [name for name in FORMATS if name in asked]

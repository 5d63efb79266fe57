"""A link to each heading beside it, for readers who want to share it.

It comes after the heading, not inside it, where screen readers would read it out with the heading
everywhere. Both are in one box, so that they are shown side by side.
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from curbcut.content.extensions.headings import plain_text
from curbcut.content.extensions.tabs import IN_TABS

LEVELS = ("h2", "h3", "h4")


def link_headings(tokens: Sequence[Token], name: str) -> list[Token]:
    """The tokens with a link after each heading; ``name`` is its name, with ``{heading}``."""
    linked: list[Token] = []
    opening: Token | None = None
    for at, token in enumerate(tokens):
        if _takes_link(token) and plain_text(tokens[at + 1]):
            opening = token
            box = Token("heading_box_open", "div", 1, block=True, meta=token.meta)
            box.attrSet("class", "heading")
            linked.append(box)
        linked.append(token)
        if token.type == "heading_close" and opening is not None:
            words = name.replace("{heading}", plain_text(tokens[at - 1]))
            linked += [
                _link(opening, words),
                Token("heading_box_close", "div", -1, block=True),
            ]
            opening = None
    return linked


def _takes_link(token: Token) -> bool:
    """Whether a token opens a heading that gets a link; one that names a tab gets none."""
    return token.type == "heading_open" and token.tag in LEVELS and IN_TABS not in token.meta


def _link(heading: Token, words: str) -> Token:
    address = escapeHtml(str(heading.attrGet("id")))
    # The theme draws the symbol; the words alone are the link's name.
    html = (
        f'<a class="heading-anchor" href="#{address}">'
        f'<span class="visually-hidden">{escapeHtml(words)}</span></a>\n'
    )
    return Token("heading_link", "", 0, content=html, meta=heading.meta)

"""Markdown: a price such as EUR8.95 is written with its sign, €8.95."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

_PRICE = re.compile(r"\bEUR(?=\d)")


def install(md: MarkdownIt) -> None:
    """Add the rule to Curbcut's parser; what it changes is only text, so positions stay right."""
    md.core.ruler.push("house_style_prices", _prices)


def _prices(state: StateCore) -> None:
    for block in state.tokens:
        for token in block.children or []:
            if token.type == "text":
                token.content = _PRICE.sub("€", token.content)

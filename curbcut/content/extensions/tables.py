"""Tables: header cells say what they head, and each table sits in a box that may scroll."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from curbcut.model.finding import Rule

RULES: tuple[Rule, ...] = ()


def install(md: MarkdownIt) -> None:
    """Add the rules to ``md``."""
    md.enable("table")
    md.core.ruler.push("curbcut_tables", _dress)


def _dress(state: StateCore) -> None:
    tokens: list[Token] = []
    for token in state.tokens:
        match token.type:
            case "table_open":
                box = Token("table_box_open", "div", 1, map=token.map, block=True, meta=token.meta)
                box.attrSet("class", "table")
                tokens += [box, token]
            case "table_close":
                tokens += [token, Token("table_box_close", "div", -1, block=True)]
            case "th_open":
                token.attrSet("scope", "col")
                tokens.append(_without_style(token))
            case "td_open":
                tokens.append(_without_style(token))
            case _:
                tokens.append(token)
    state.tokens = tokens


def _without_style(token: Token) -> Token:
    """Alignment as a class: the site's policy allows no style attribute."""
    style = str(token.attrs.pop("style", ""))
    if style:
        token.attrJoin("class", style.replace("text-align:", "align-"))
    return token

"""Set the direction of text in another language, such as Arabic in an English sentence.

Without a direction of its own, a phrase swaps places with the numbers and full stops beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from curbcut.html.tokens import VOID, EndTag, StartTag, tokens
from curbcut.model.languages import direction_of


def set_directions(state: StateCore) -> None:
    """Set ``dir`` on elements whose language has another direction than the text around them.

    A ``dir`` that the editor wrote stays. Runs after raw HTML was checked.
    """
    page = direction_of(str(state.env.get("language", "")))
    for block in state.tokens:
        if block.type == "html_block" and "curbcut_good" in block.meta:
            block.content = _Around(page).in_html(block.content)
        elif block.type == "inline":
            _inline(block.children or (), _Around(page))


def _inline(children: Sequence[Token], around: _Around) -> None:
    for token in children:
        if token.type == "html_inline" and "curbcut_good" in token.meta:
            token.content = around.in_html(token.content)
        elif token.nesting == 1:
            given = str(token.attrGet("dir") or "")
            own = around.enter(str(token.attrGet("lang") or ""), given)
            if own:
                token.attrSet("dir", own)
        elif token.nesting == -1:
            around.leave()
        elif token.attrGet("lang") and not token.attrGet("dir"):
            own = around.enter(str(token.attrGet("lang")), "")
            around.leave()
            if own:
                token.attrSet("dir", own)


class _Around:
    """The directions of the elements that are open, the page's own first."""

    def __init__(self, page: str) -> None:
        self._open = [page]

    def enter(self, language: str, given: str) -> str:
        """Go into an element; the direction that it needs, empty where it needs none."""
        outer = self._open[-1]
        own = given if given in ("ltr", "rtl") else direction_of(language) if language else outer
        self._open.append(own)
        return own if own != outer and not given else ""

    def leave(self) -> None:
        """Go out of the innermost element."""
        if len(self._open) > 1:
            self._open.pop()

    def in_html(self, html: str) -> str:
        """HTML that is let through, with a direction where it needs one."""
        made: list[str] = []
        at = 0
        for tag in tokens(html):
            if isinstance(tag, EndTag):
                self.leave()
            elif isinstance(tag, StartTag) and tag.name not in VOID:
                attributes = tag.attributes
                own = self.enter(attributes.get("lang", ""), attributes.get("dir", "").lower())
                if own:
                    end = tag.name_end + len(tag.rest.rstrip(" \t\n/"))
                    made += (html[at:end], f' dir="{own}"')
                    at = end
        return "".join((*made, html[at:]))

"""Characters that are not text, written as references ("&#x202E;") so that no editor shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from curbcut.characters import BODY, named
from curbcut.content.positions import place_in
from curbcut.content.report import report
from curbcut.content.sources.discover import CONTROL

_REFERENCE = re.compile(r"&#(?:[xX]0*(?P<hex>[0-9a-fA-F]{1,6})|0*(?P<decimal>[0-9]{1,7}));")
_AS_IT_IS = frozenset({"code_inline", "html_inline"})


def refuse_overrides(state: StateCore) -> None:
    """Report such characters in running text, alternative texts and titles, and remove them."""
    for block in state.tokens:
        if block.type != "inline":
            continue
        for token in _all(block):
            for found in _taken_out(token):
                line, _, column = place_in(block, _offset(block.content, found))
                message = f"There is a control character here: {named(found)}"
                report(state.env, CONTROL, message, line, column=column)


def _all(block: Token) -> Iterator[Token]:
    for token in block.children or ():
        if token.type not in _AS_IT_IS:
            yield token
            yield from _all(token)


def _taken_out(token: Token) -> Iterator[str]:
    """The characters of a token that are no text, each with a replacement put in its place."""
    if token.type == "text":
        yield from BODY.findall(token.content)
        token.content = BODY.sub("\ufffd", token.content)
    for name, value in token.attrs.items():
        if isinstance(value, str) and BODY.search(value):
            yield from BODY.findall(value)
            token.attrs[name] = BODY.sub("\ufffd", value)


def _offset(text: str, character: str) -> int:
    """Where a text has the first reference to a character; 0 where it is somewhere else."""
    for found in _REFERENCE.finditer(text):
        number = int(found["hex"], 16) if found["hex"] else int(found["decimal"])
        if number == ord(character):
            return found.start()
    return 0

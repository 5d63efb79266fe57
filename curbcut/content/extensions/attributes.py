"""Attributes in braces behind a link, an image, code or a bracketed span: ``[mot]{lang=fr}``."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from mdit_py_plugins.attrs import attrs_plugin

from curbcut.content.positions import place_of
from curbcut.content.report import report
from curbcut.model.finding import Rule, Severity

ALLOWED = ("id", "class", "lang", "dir", "hreflang", "formats")
"""What an editor may set. Nothing that runs, styles or renames an element."""

REFUSED = Rule(
    id="attribute-refused",
    summary="An attribute in braces is not one that a page may set",
    why="It is left out of the page, so what it was meant to do does not happen.",
    advice=f"Take it out; what can be set are {', '.join(ALLOWED)}.",
    severity=Severity.WARNING,
)
RULES = (REFUSED,)


def install(md: MarkdownIt) -> None:
    """Add the rules to ``md``."""
    md.use(attrs_plugin, spans=True, allowed=ALLOWED)
    md.core.ruler.push("curbcut_attributes", _look)


def _look(state: StateCore) -> None:
    for block in state.tokens:
        for token in block.children or ():
            for name in token.meta.get("insecure_attrs", ()):
                line, _, column = place_of(token)
                report(state.env, REFUSED, f"“{name}” is left out", line, column=column)

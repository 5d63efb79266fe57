"""Definition lists: a term on one line, ``: `` and its definition on the next."""

from __future__ import annotations

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin

from curbcut.model.finding import Rule

RULES: tuple[Rule, ...] = ()


def install(md: MarkdownIt) -> None:
    """Add the rules to ``md``."""
    md.use(deflist_plugin)

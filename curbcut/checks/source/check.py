"""The interface of Markdown checks, and the edits that fix what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from curbcut.checks.source.page import SourcePage
from curbcut.model.finding import Problem, Rule


@dataclass(frozen=True, slots=True)
class Edit:
    """Lines ``start`` to ``end`` (from 0, below the front matter) become ``lines``.

    ``rule`` is what it fixes, ``message`` what was done, as “lint --fix” prints it. An edit with
    ``retells`` may change what readers hear.
    """

    start: int
    end: int
    lines: tuple[str, ...]
    rule: Rule
    message: str
    retells: bool = False


type Fixer = Callable[[SourcePage, Mapping[str, str]], Iterator[Edit]]
"""Yields edits of a page; it also gets the titles of the site's pages by their full addresses."""


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """A check of the Markdown.

    ``run`` yields problems of ``rules`` with their spans; ``fixers`` yield edits for fixable ones.
    ``need_words`` are the rules that are not tested on pages in a language without word lists.
    """

    rules: tuple[Rule, ...]
    run: Callable[[SourcePage], Iterator[Problem]]
    fixers: tuple[Fixer, ...] = ()
    need_words: tuple[Rule, ...] = ()

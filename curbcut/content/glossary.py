"""The terms of glossaries, and links to them from their first use on other pages."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from markdown_it.token import Token

from curbcut.content.front_matter import read_front_matter
from curbcut.content.positions import Place
from curbcut.content.transforms.first_uses import Tree, grow, placed, wrap_first_uses
from curbcut.model import kinds
from curbcut.model.page import LinkRef, ParsedPage
from curbcut.model.source import SourceFile, Span


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms of one language: where each is defined, and a tree to find them."""

    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    tree: Tree = field(default_factory=dict)


def is_glossary(source: SourceFile) -> bool:
    """Whether a page is a glossary, which must be parsed before other pages."""
    if kinds.GLOSSARY.id not in source.text:
        return False
    meta, _, _ = read_front_matter(source)
    return meta.kind == kinds.GLOSSARY.id and not meta.draft


def gather_terms(pages: Iterable[ParsedPage]) -> Glossary:
    """All terms of the glossaries of one language; if two are the same, the first one is used."""
    places: dict[str, tuple[str, str]] = {}
    for page in pages:
        for term in page.terms:
            places.setdefault(term.words, (page.source.path, term.anchor))
    return Glossary(places, grow(places))


def link_terms(tokens: Sequence[Token], glossary: Glossary, env: Any) -> list[Token]:
    """The tokens with a link from the first use of each term to its definition.

    The links are added to those of the page; the editor's own links do not change.
    """
    refs: list[LinkRef] = env["links"]
    linked: set[tuple[str, str]] = set()

    def wrap(term: str, inside: list[Token], place: Place, block: Token) -> list[Token]:
        where = glossary.places[term]
        if where in linked:
            return inside
        linked.add(where)
        path, anchor = where
        near = posixpath.relpath(path, posixpath.dirname(env["path"]) or ".")
        line, last, column = place
        first = env["first_line"]
        refs.append(
            LinkRef(
                index=len(refs),
                destination=f"{quote(near)}#{quote(anchor)}",
                text=" ".join(token.content for token in inside if token.content),
                span=Span(env["path"], line + first, last + first, column),
                classes=("term",),
            )
        )
        opening = placed(Token("link_open", "a", 1), place)
        opening.attrs = {"data-curbcut-link": len(refs) - 1, "class": "term"}
        return [opening, *inside, Token("link_close", "a", -1)]

    return wrap_first_uses(tokens, glossary.tree, wrap)

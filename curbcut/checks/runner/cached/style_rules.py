"""Which rules of a style sheet a page does not depend on.

A rule changes nothing on a page on which no element ever had what its selector asks for. Only the
plainest rules are considered: selectors of types, classes, ids and attributes, outside of all
conditions, without rules inside. All else counts for each page.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import tinycss2
from tinycss2 import ast
from tinycss2.ast import Node

# What a check looks for in the text of style sheets, whatever it is for.
_TELLING = re.compile(r"url|src\(|image|svg|color-scheme|light-dark|[{&]", re.IGNORECASE)

type Names = frozenset[str]
"""Types ("main"), classes (".note") and ids ("#top") in lower case."""


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """The rules in order, each with the names that its selectors need; without any it counts."""

    rules: tuple[tuple[tuple[Names, ...], str], ...]

    def digest(self, names: Names) -> str:
        """Of what counts for a page whose elements have these names and no others."""
        digest = hashlib.sha256()
        for needed, text in self.rules:
            if not needed or any(one <= names for one in needed):
                digest.update(f"{len(text)}:{text}".encode())
        return digest.hexdigest()


def parse(text: str) -> StyleSheet:
    """The rules of a style sheet."""
    try:
        return StyleSheet(tuple(_read(tinycss2.parse_stylesheet(text))))
    except ValueError:
        return StyleSheet((((), text),))


def _read(nodes: Iterable[Node]) -> Iterator[tuple[tuple[Names, ...], str]]:
    """Raises ValueError where rules cannot be told apart, or where each one counts."""
    for node in nodes:
        match node:
            case ast.WhitespaceToken() | ast.Comment():
                continue
            case ast.ParseError():
                raise ValueError(node.message)
            case ast.AtRule(lower_at_keyword="import" | "namespace"):
                raise ValueError("any rule before it makes it invalid")
            case ast.QualifiedRule():
                yield _needed(node), node.serialize()
            case ast.AtRule(lower_at_keyword="layer", content=list()):
                yield (), f"@layer {tinycss2.serialize(node.prelude)} {{"
                yield from _read(tinycss2.parse_rule_list(node.content or ()))
                yield (), "}"
            case _:
                yield (), node.serialize()


def _needed(rule: ast.QualifiedRule) -> tuple[Names, ...]:
    """The names that each of a rule's selectors needs; none where the rule counts in any case."""
    if _TELLING.search(tinycss2.serialize(rule.content)):
        return ()
    every: list[set[str]] = [set()]
    dot = False
    for token in rule.prelude:
        is_class, dot = dot, False
        match token:
            case ast.IdentToken():
                every[-1].add(f"{'.' if is_class else ''}{token.value.lower()}")
            case _ if is_class:
                return ()
            case ast.HashToken():
                every[-1].add(f"#{token.value.lower()}")
            case ast.LiteralToken(value="."):
                dot = True
            case ast.LiteralToken(value=","):
                every.append(set())
            case ast.LiteralToken(value="*" | ">" | "+" | "~"):
                pass
            case ast.WhitespaceToken() | ast.Comment() | ast.SquareBracketsBlock():
                pass
            case _:
                return ()
    return tuple(map(frozenset, every)) if all(every) and not dot else ()

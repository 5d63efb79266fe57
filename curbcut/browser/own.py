"""Scripts of ours that no name on a page can mislead.

A form has its fields as properties, and a document its forms and pictures, before everything else
and in every JavaScript world: with a field named “children”, ``form.children`` is that field. What
walks through a page would break down, or never come to an end. Symbols cannot be taken in that way.
So our world has one for each property that a form or a document could lose, which leads to the
browser's own (``scripts/own.js``), and our scripts are made to go by them: ``el.children`` becomes
``el[own$children]``. They are written like any others.
"""

from __future__ import annotations

import functools
import json
import re
from importlib.resources import files

_OF_FORMS = """
action addEventListener assignedSlot attributes baseURI blur checkVisibility childElementCount
childNodes children className click clientHeight clientLeft clientTop clientWidth cloneNode
closest compareDocumentPosition contains dataset dispatchEvent draggable elements firstChild
firstElementChild focus getAnimations getAttribute getAttributeNS getBoundingClientRect
getClientRects
getElementsByTagName getElementsByTagNameNS getRootNode hasAttribute hasAttributes hidden id
innerText inputMode isConnected isContentEditable lang localName matches name namespaceURI
nextElementSibling nextSibling nodeType normalize noValidate offsetWidth outerHTML ownerDocument
parentElement parentNode previousElementSibling previousSibling querySelector querySelectorAll
rel remove removeAttribute removeEventListener replaceWith role scrollHeight scrollIntoView
scrollLeft scrollTop scrollWidth setAttribute shadowRoot style tabIndex tagName target
textContent title translate
"""
_OF_DOCUMENTS = """
activeElement adoptedStyleSheets body createDocumentFragment createElement createRange
createTreeWalker currentScript documentElement elementFromPoint elementsFromPoint fonts forms
getElementById getElementsByName hasFocus head implementation readyState scripts scrollingElement
styleSheets timeline
"""
NAMES = frozenset((_OF_FORMS + _OF_DOCUMENTS).split())
"""The properties of forms and documents that our scripts use."""

_TOKEN = re.compile(
    r"""
      (?P<blank>\s+|//[^\n]*|/\*.*?\*/)
    | (?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
    | (?P<number>\d[\w.]*)
    | (?P<member>\?\.|\.)(?P<name>[A-Za-z_$][\w$]*)
    | (?P<word>[A-Za-z_$][\w$]*)
    | (?P<sign>\.\.\.|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_REGEX = re.compile(r"(?P<regex>/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*)")
_TEMPLATE = re.compile(r"(?P<template>[`}](?:\\.|\$(?!\{)|[^`\\$])*(?:`|\$\{))", re.DOTALL)
# Behind a value a slash divides; behind these words, and behind signs, it starts an expression.
_VALUE = re.compile(
    r"(?!(?:return|typeof|case|in|of|delete|void|throw|new|else|do|await|yield)$)[\w$)\]}`\"']"
)


def setup() -> str:
    """The script that makes the symbols; it has to run before all others of our world."""
    script = (files("curbcut.browser") / "scripts" / "own.js").read_text("utf-8")
    function = script[script.index("(names)") :].rstrip().rstrip(";")
    return f"({function})({json.dumps(sorted(NAMES))});"


@functools.lru_cache(maxsize=512)
def own(source: str) -> str:
    """A script of ours with its properties asked for in a way that a page cannot mislead.

    What stands in strings, regular expressions and comments stays as it is. Raises ValueError for
    what is no script.
    """
    made: list[str] = []
    braces: list[str] = []
    at, before = 0, ""
    while at < len(source):
        token = _next(source, at, before, in_template=braces[-1:] == ["${"])
        at = token.end()
        text, kind = token[0], token.lastgroup
        if kind == "blank":
            made.append(text)
            continue
        if kind == "name":
            text = text if before == "checks" else _member(token)
        elif kind in ("sign", "template"):
            _count(braces, text)
        made.append(text)
        before = (
            ")" if kind in ("name", "number", "regex") else text if kind == "word" else text[-1]
        )
    if braces:
        raise ValueError("a brace is without its other one")
    return "".join(made)


def _next(source: str, at: int, before: str, *, in_template: bool) -> re.Match[str]:
    """The token of a script at a place, given the last one that is no blank."""
    first = source[at]
    pattern = _TOKEN
    if first == "`" or (first == "}" and in_template):
        pattern = _TEMPLATE
    elif first == "/" and source[at + 1 : at + 2] not in ("/", "*") and not _VALUE.match(before):
        pattern = _REGEX
    found = pattern.match(source, at)
    if found is None:
        raise ValueError(f"this is without an end: {source[at : at + 60]}")
    return found


def _member(token: re.Match[str]) -> str:
    if token["name"] not in NAMES:
        return token[0]
    optional = "?." if token["member"] == "?." else ""
    return f"{optional}[own${token['name']}]"


def _count(braces: list[str], text: str) -> None:
    """Keep the braces that are open; those of a template string lead back into it."""
    if text.startswith("}"):
        if not braces:
            raise ValueError("a brace is without its other one")
        braces.pop()
    if text.endswith("{"):
        braces.append(text[-2:])

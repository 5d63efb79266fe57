"""The links and images of a page: each gets a number, and its target is filled in later."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import unquote

import mdurl
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from curbcut.content.extensions.pictures import alternative, beside
from curbcut.content.positions import place_of
from curbcut.content.report import report
from curbcut.content.transforms.telephone import dialled, is_number
from curbcut.model.finding import Rule
from curbcut.model.page import LinkRef
from curbcut.model.source import Span

UNSAFE_LINK = Rule(
    id="link-unsafe",
    summary="A link's address could run code or open something unsafe",
    why="Such links are a danger to readers and do not work for many of them.",
    fix="Link to a page of this site, or to an https:, mailto: or tel: address.",
    criteria=("2.1.1",),
    how="Links may have the schemes http, https, mailto, tel and sms.",
    examples=(
        (
            "[Print this page](javascript:print())",
            "[Print this page](https://movo.example/print)",
        ),
    ),
)

SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms"})

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
LINK_ATTRIBUTE = re.compile(r' data-curbcut-link="([0-9]+)"')


def number_links(state: StateCore) -> None:
    """Number the links and images, and remove the addresses of unsafe ones."""
    refs: list[LinkRef] = state.env["links"]
    for block in state.tokens:
        unsafe: list[Token] = []
        children = block.children or []
        for at, token in enumerate(children):
            if token.type == "link_open":
                destination = dialled(str(token.attrs.pop("href", "")))
                if not _safe(destination):
                    _refuse(state, token, destination)
                    token.tag = "span"
                    unsafe.append(token)
                    continue
                text = _text_until_close(children, at)
                if destination.startswith("tel:") and is_number(text):
                    token.attrs.setdefault("dir", "ltr")
                _register(state, refs, token, destination, text)
            elif token.type == "link_close" and unsafe and unsafe[-1].level == token.level:
                unsafe.pop()
                token.tag = "span"
            elif token.type == "image":
                destination = str(token.attrs.pop("src", ""))
                if _scheme(destination) not in ("", "http", "https"):
                    _refuse(state, token, destination)
                    token.type, token.content = "text", alternative(token)
                    continue
                _register(state, refs, token, destination, alternative(token))
                _register_formats(refs, token)


def _register(
    state: StateCore, refs: list[LinkRef], token: Token, destination: str, text: str
) -> None:
    line, last, column = place_of(token)
    first = state.env["first_line"]
    token.meta["curbcut_link"] = len(refs)
    token.attrs = {"data-curbcut-link": len(refs), **token.attrs}
    refs.append(
        LinkRef(
            index=len(refs),
            destination=_readable(destination),
            text=text,
            span=Span(state.env["path"], line + first, last + first, column),
            image=token.type == "image",
            title=str(token.attrGet("title") or ""),
            classes=tuple(str(token.attrGet("class") or "").split()),
        )
    )
    token.attrs.pop("title", None)


def _register_formats(refs: list[LinkRef], token: Token) -> None:
    """Let the files of an image's other formats be looked for like the image itself."""
    image = refs[-1]
    token.meta["curbcut_sources"] = []
    for name in token.meta.get("curbcut_formats", ()):
        token.meta["curbcut_sources"].append(len(refs))
        destination = beside(image.destination, name)
        refs.append(replace(image, index=len(refs), destination=destination, format=name))


def _readable(destination: str) -> str:
    """An address with the letters that it was written with; reserved characters stay encoded."""
    # After “:~:” comes text to search for, in which an encoded hyphen differs from a plain one.
    address, mark, directive = destination.partition(":~:")
    readable = mdurl.decode(address, ";/?:@&=+$,#%")
    return (address if "\ufffd" in readable else readable) + mark + directive


def _scheme(destination: str) -> str:
    # Browsers drop control characters and spaces before they look for a scheme.
    cleaned = re.sub(r"[\x00-\x20]", "", unquote(destination))
    scheme = _SCHEME.match(cleaned)
    return scheme[1].lower() if scheme else ""


def _safe(destination: str) -> bool:
    scheme = _scheme(destination)
    # One letter is a drive ("C:"); resolving links reports it with a better message.
    return len(scheme) < 2 or scheme in SAFE_SCHEMES


def _refuse(state: StateCore, token: Token, destination: str) -> None:
    line, _, column = place_of(token)
    what = "images" if token.type == "image" else "links"
    message = f"“{_scheme(destination)}:” addresses are not allowed in {what}"
    fix = ""
    if _scheme(destination) == "file":
        name = unquote(destination).replace("\\", "/").rpartition("/")[2]
        fix = f"Put “{name}” into the source folder, and write ({name}) behind the words."
    report(state.env, UNSAFE_LINK, message, line, column=column, fix=fix)


def _text_until_close(children: Sequence[Token], start: int) -> str:
    words, depth = [], 0
    for at in range(start, len(children)):
        token = children[at]
        depth += token.nesting if token.type.startswith("link_") else 0
        if depth == 0:
            break
        if token.type in ("text", "code_inline"):
            words.append(token.content)
        elif token.type == "image":
            words.append(alternative(token))
        elif token.type in ("softbreak", "hardbreak"):
            words.append(" ")
    return " ".join("".join(words).split())

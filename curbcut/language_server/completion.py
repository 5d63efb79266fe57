"""Completion: paths and anchors of links, front matter, and the names of containers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from lsprotocol import types

from curbcut.language_server import front_matter, links
from curbcut.language_server.lines import Lines
from curbcut.language_server.links import Choice
from curbcut.language_server.sites import Checked
from curbcut.model.page import Site

TRIGGERS = ("(", "/", "#", ":", " ", "!")
"""Characters after which editors ask for completion by themselves."""
_CONTAINER = re.compile(r"[\s>]*:{3,}\s*(?P<name>[\w-]*)$")
_ALERT = re.compile(r"\s*>[\s>]*\[!(?P<name>\w*)$")
_CONTAINERS = {
    "note": "Something worth knowing",
    "tip": "A better or quicker way",
    "important": "What readers must know to succeed",
    "warning": "What could go wrong",
    "details": "Text that opens; write what is inside after the word",
    "steps": "A numbered list of steps",
    "tabs": "Parts of which a reader needs one; a heading begins each",
}
_ALERTS = ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION")

type _Kind = types.CompletionItemKind


def complete(
    lines: Lines, position: types.Position, checked: Checked, here: str, today: dt.date
) -> list[types.CompletionItem]:
    """What could be typed at a place of the file ``here`` of the source folder."""
    number, character = position.line, lines.character(position)
    site = checked.prepared.site if checked.prepared else None
    before = lines.line(number)[:character]

    def items(
        choices: Iterable[Choice], start: int, kind: _Kind, prefix: str = ""
    ) -> list[types.CompletionItem]:
        place = lines.range(number, start, character)
        return [_item(choice, place, kind, prefix) for choice in choices]

    if front_matter.is_inside(lines, number):
        begun = front_matter.begun(lines, number, character)
        if begun is None:
            return []
        if not begun.key:
            found = front_matter.keys(lines.lines)
            return items(found, begun.start, types.CompletionItemKind.Property)
        found = front_matter.values(begun.key, here, site, today)
        return items(found, begun.start, types.CompletionItemKind.Value, begun.before)
    if name := _CONTAINER.match(before):
        containers = (
            Choice(one, "", words, str(at)) for at, (one, words) in enumerate(_CONTAINERS.items())
        )
        return items(containers, name.start("name"), types.CompletionItemKind.Keyword)
    if name := _ALERT.match(before):
        alerts = (Choice(f"{one}]", "", "", str(at)) for at, one in enumerate(_ALERTS))
        return items(alerts, name.start("name"), types.CompletionItemKind.Keyword)
    written = links.begun(lines.line(number), character)
    if written is None or site is None:
        return []
    path, mark, _ = written.to.partition("#")
    if mark:
        page = links.target_of(path or posix_name(here), here, site).page
        start = written.start + len(path) + 1
        return items(links.anchors(page), start, types.CompletionItemKind.Reference) if page else []
    return _addresses(items, written, checked, here, site)


def posix_name(path: str) -> str:
    """The name of a file without its folders."""
    return path.rpartition("/")[2]


def _addresses(
    items: object, written: links.Written, checked: Checked, here: str, site: Site
) -> list[types.CompletionItem]:
    assert callable(items)
    root = next((p.root for p in site.pages.values() if p.place == here), "/")
    kind = types.CompletionItemKind.File
    found = [] if written.image else items(links.pages(here, site, root), written.start, kind)
    files = links.files(here, site, images=written.image)
    return [*found, *items(files, written.start, kind)]


def _item(choice: Choice, place: types.Range, kind: _Kind, prefix: str) -> types.CompletionItem:
    return types.CompletionItem(
        label=choice.text.strip().rstrip(":")
        if kind is types.CompletionItemKind.Property
        else choice.text,
        kind=kind,
        detail=choice.title or None,
        documentation=choice.description or None,
        sort_text=choice.place,
        filter_text=f"{choice.text} {choice.title}".strip(),
        text_edit=types.TextEdit(place, prefix + choice.text),
    )

"""A page as a screen reader says it, read from the browser's accessibility tree.

Screen readers differ in their words and in their order of role and name. These lines have what all
of them announce: role, name, level, state and position, in reading order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

type Node = Mapping[str, Any]

_ROLES = {
    "RootWebArea": "page",
    "banner": "banner",
    "button": "button",
    "checkbox": "checkbox",
    "combobox": "combo box",
    "complementary": "complementary",
    "contentinfo": "content information",
    "dialog": "dialog",
    "DisclosureTriangle": "disclosure",
    "figure": "figure",
    "form": "form",
    "Iframe": "frame",
    "image": "image",
    "img": "image",
    "link": "link",
    "main": "main",
    "menuitem": "menu item",
    "meter": "meter",
    "navigation": "navigation",
    "note": "note",
    "progressbar": "progress bar",
    "radio": "radio button",
    "region": "region",
    "search": "search",
    "searchbox": "search field",
    "slider": "slider",
    "spinbutton": "number field",
    "status": "status",
    "switch": "switch",
    "tab": "tab",
    "table": "table",
    "tabpanel": "tab panel",
    "textbox": "text field",
    "Video": "video",
    "Audio": "audio",
    "blockquote": "quotation",
    "term": "term",
    "definition": "definition",
    "separator": "separator",
}
"""What is announced for a role of the tree; roles that are not here are silent."""
_LANDMARKS = frozenset(
    ("banner", "complementary", "contentinfo", "form", "main", "navigation", "region", "search")
)
_WHOLE = frozenset(
    (
        "button",
        "checkbox",
        "DisclosureTriangle",
        "image",
        "img",
        "link",
        "menuitem",
        "radio",
        "switch",
        "tab",
        "option",
    )
)
"""Roles whose name stands for all that is inside."""
_TEXT = ("StaticText", "ListMarker")
_BLOCKS = ("paragraph", "listitem")
_BULLETS = ("•", "◦", "▪")
_CELLS = {
    "cell": "cell",
    "gridcell": "cell",
    "columnheader": "column header",
    "rowheader": "row header",
}
_STATES: dict[str, dict[object, str]] = {
    "checked": {"true": "checked", "false": "not checked", "mixed": "partly checked"},
    "pressed": {"true": "pressed", "false": "not pressed"},
    "expanded": {True: "expanded", False: "collapsed"},
    "selected": {True: "selected"},
    "disabled": {True: "unavailable"},
    "required": {True: "required"},
    "readonly": {True: "read only"},
    "invalid": {"true": "invalid entry"},
}


@dataclass(frozen=True, slots=True)
class Line:
    """What is said at one stop.

    ``what`` is the role with its level or length ("heading, level 2"), "" for plain text; ``text``
    the name or the text; ``states`` what else is said ("collapsed"); ``depth`` how many lists and
    landmarks it is in.
    """

    what: str
    text: str
    states: tuple[str, ...] = ()
    depth: int = 0

    def __str__(self) -> str:
        return ", ".join(part for part in (self.what, self.text, *self.states) if part)


_PAUSE = Line("", "")
"""Between two blocks of text."""


def spoken(nodes: Sequence[Node]) -> list[Line]:
    """The lines for a tree of ``Accessibility.getFullAXTree``; its root is the first node."""
    if not nodes:
        return []
    by_id = {node["nodeId"]: node for node in nodes}
    return list(_joined(_lines(nodes[0], by_id, 0)))


def _lines(node: Node, by_id: Mapping[str, Node], depth: int) -> Iterator[Line]:
    role, name = _value(node, "role"), " ".join(_value(node, "name").split())
    if node.get("ignored"):
        yield from _inside(node, by_id, depth)
    elif role in _BLOCKS:
        yield from (_PAUSE, *_inside(node, by_id, depth), _PAUSE)
    elif role in _TEXT:
        # A number is said before its item; a bullet is not.
        if not name.startswith(_BULLETS):
            yield Line("", name, depth=depth)
    elif role in _CELLS:
        yield Line(_CELLS[role], name or _text(node, by_id), depth=depth)
    elif role in _WHOLE:
        # An image without a name is announced all the same: that is what is wrong with it.
        yield Line(_ROLES.get(role, role), name, _states(node), depth)
    elif what := _announced(node, role, name, by_id):
        yield Line(what, name, _states(node), depth)
        inside = _inside(node, by_id, depth + (role != "RootWebArea"))
        # The text of a heading is its name; what else is in it is said after it.
        yield from (line for line in inside if line.what or role != "heading")
        if role in _LANDMARKS:
            yield Line(f"end of {what}", name, depth=depth)
    else:
        yield from _inside(node, by_id, depth)


def _announced(node: Node, role: str, name: str, by_id: Mapping[str, Node]) -> str:
    """What is said for the role of a node that others are in, "" for nothing."""
    if role == "heading":
        return f"heading, level {_properties(node).get('level', '')}"
    if role == "list":
        items = sum(_value(child, "role") == "listitem" for child in _children(node, by_id))
        return "list, 1 item" if items == 1 else f"list, {items} items"
    if role in ("region", "form") and not name:
        return ""
    return _ROLES.get(role, "")


def _joined(lines: Iterator[Line]) -> Iterator[Line]:
    """Neighbouring pieces of plain text as one line, as they are read without a pause."""
    before: Line | None = None
    for line in lines:
        if line is _PAUSE and before is not None:
            yield before
            before = None
        if not line.what and not line.text:
            continue
        if before is not None and not before.what and not line.what and before.depth == line.depth:
            before = Line("", f"{before.text} {line.text}", depth=line.depth)
            continue
        if before is not None:
            yield before
        before = line
    if before is not None:
        yield before


def _inside(node: Node, by_id: Mapping[str, Node], depth: int) -> Iterator[Line]:
    for child in _children(node, by_id):
        yield from _lines(child, by_id, depth)


def _children(node: Node, by_id: Mapping[str, Node]) -> Iterator[Node]:
    return (by_id[key] for key in node.get("childIds", ()) if key in by_id)


def _text(node: Node, by_id: Mapping[str, Node]) -> str:
    return " ".join(str(line) for line in _joined(_inside(node, by_id, 0)))


def _value(node: Node, key: str) -> str:
    return str(node.get(key, {}).get("value", ""))


def _properties(node: Node) -> dict[str, Any]:
    return {one["name"]: one.get("value", {}).get("value") for one in node.get("properties", ())}


def _states(node: Node) -> tuple[str, ...]:
    properties = _properties(node)
    said = [words.get(properties.get(name)) for name, words in _STATES.items()]
    value = _value(node, "value")
    description = _value(node, "description")
    return tuple(word for word in (*said, value and f"value {value}", description) if word)

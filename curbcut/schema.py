"""Validation of hand-written settings, key by key, so that all mistakes are found at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec

from curbcut.characters import named, unwelcome


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake in one key. ``kind`` is "unknown", "type" or "missing"."""

    key: str
    kind: str
    message: str
    fix: str


def validate[T: msgspec.Struct](
    values: Mapping[str, Any], schema: type[T], where: str
) -> tuple[dict[str, Any], list[Mistake]]:
    """Validate ``values`` against the fields of ``schema``.

    Returns:
        The valid values, converted, by the schema's attribute names; and the mistakes.
    """
    good: dict[str, Any] = {}
    mistakes: list[Mistake] = []
    fields = _fields(schema)
    for key, value in values.items():
        field = fields.get(key)
        if field is None:
            mistakes.append(_unknown(key, list(fields), where))
            continue
        if found := _unwelcome(value, name=_is_name(field.type)):
            message = f"“{key}” has a character that is not allowed: {named(found)}"
            mistakes.append(Mistake(key, "type", message, "Remove it; it may not be visible."))
            continue
        try:
            holder = msgspec.convert({"value": _trimmed(value)}, _holder(field.type))
            good[field.name] = holder.value  # type: ignore[attr-defined]
        except msgspec.ValidationError:
            mistakes.append(_wrong(key, value, field.type))
    for name, field in fields.items():
        if field.required and name not in values:
            mistakes.append(
                Mistake(
                    name,
                    "missing",
                    f"“{name}” is missing",
                    f"Add “{name}: {expected(field.type)}”.",
                )
            )
    return good, mistakes


@cache
def _fields(schema: type[msgspec.Struct]) -> dict[str, msgspec.structs.FieldInfo]:
    return {field.encode_name: field for field in msgspec.structs.fields(schema)}


@cache
def _holder(kind: Any) -> type[msgspec.Struct]:
    """A struct with one field of a type.

    msgspec 0.22.0 frees the compiled pattern of a type such as ``Pattern | list[Pattern]`` once too
    often when it is given that type by itself, and the next use crashes; what a struct holds is
    kept.
    """
    return msgspec.defstruct("Holder", [("value", kind)])


@cache
def _is_name(kind: Any) -> bool:
    """Whether a type is a name or an address rather than text: it has a pattern of its own."""
    _, parts = msgspec.json.schema_components([_holder(kind)])
    return any(
        one.get("pattern", r"\S") != r"\S"
        for one in _alternatives(parts["Holder"]["properties"]["value"])
    )


def _alternatives(info: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield info
    for further in (*info.get("anyOf", ()), *filter(None, (info.get("items"),))):
        yield from _alternatives(further)


def _unwelcome(value: Any, *, name: bool) -> str:
    """The first character in a value, however deep, that does not belong in text, or ""."""
    if isinstance(value, str):
        return unwelcome(value, name=name)
    if isinstance(value, Mapping):
        parts: Iterable[Any] = (*value.keys(), *value.values())
    else:
        parts = value if isinstance(value, list | tuple) else ()
    return next(filter(None, (_unwelcome(part, name=name) for part in parts)), "")


def _trimmed(value: Any) -> Any:
    """Text without the spaces around it, which nobody means."""
    if isinstance(value, list):
        return [_trimmed(entry) for entry in value]
    return value.strip() if isinstance(value, str) else value


def _unknown(key: str, known: list[str], where: str) -> Mistake:
    close = difflib.get_close_matches(key, known, n=1, cutoff=0.6)
    if close:
        advice = f"Did you mean “{close[0]}”?"
    else:
        advice = f"The keys of {where} are: {', '.join(known)}."
    return Mistake(key, "unknown", f"“{key}” is not a key of {where}", advice)


def _wrong(key: str, value: Any, kind: Any) -> Mistake:
    want = expected(kind)
    shown = str(value) if not isinstance(value, str) else f"“{value}”"
    if len(shown) > 60:
        shown = shown[:57] + "…"
    advice = f"Write {want}."
    if isinstance(value, bool | int | float) and want == "text":
        advice = "Put it in quotes to make it text."
    return Mistake(key, "type", f"“{key}” should be {want}, not {shown or 'empty'}", advice)


def expected(kind: Any) -> str:
    """What a field's type expects, in words for editors."""
    _, parts = msgspec.json.schema_components([_holder(kind)])
    return _describe(parts["Holder"]["properties"]["value"])


def _describe(info: Mapping[str, Any]) -> str:
    if "anyOf" in info:
        options = [_describe(option) for option in info["anyOf"] if option.get("type") != "null"]
        return " or ".join(filter(None, dict.fromkeys(options)))  # "" is a key without a value
    if "enum" in info:
        values = [str(value) for value in info["enum"] if value is not None]
        return "one of " + ", ".join(values) if len(values) > 1 else values[0]
    if info.get("title"):
        return str(info["title"])
    if info.get("format") == "date":
        return "a date such as 2026-03-01"
    if info.get("type") == "array":
        return f"a list, each entry {_describe(info.get('items', {}))}"
    return _KINDS.get(info.get("type", ""), "a value")


_KINDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "object": "a table of keys and values",
}


def keys(schema: type[msgspec.Struct]) -> Iterator[str]:
    """The keys of a schema."""
    for field in msgspec.structs.fields(schema):
        yield field.encode_name

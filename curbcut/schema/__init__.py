"""Validation of hand-written settings, key by key, so that all mistakes are found at once."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import msgspec

from curbcut.characters import named, unwelcome
from curbcut.schema.corrections import corrected, sample

type Pair = Callable[[str, Any], str]
"""A key and its value as they are typed in one format of settings."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake in one key. ``kind`` is "unknown", "type" or "missing"; ``fix`` is what to type."""

    key: str
    kind: str
    message: str
    fix: str


def in_toml(key: str, value: Any) -> str:
    """A key and its value as they are typed in TOML."""
    return f"{key} = {_literal(value, dates=True)}"


def in_yaml(key: str, value: Any) -> str:
    """A key and its value as they are typed in YAML."""
    if isinstance(value, str) and _BARE.fullmatch(value):
        return f"{key}: {value}"
    return f"{key}: {_literal(value, dates=False)}"


def _literal(value: Any, *, dates: bool) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(_literal(one, dates=dates) for one in value)}]"
    text = str(value)
    if not isinstance(value, str) or (_DAY.fullmatch(text) and dates):
        return text
    if not dates and _BARE.fullmatch(text) and "," not in text:
        return text
    return f"'{text}'" if '"' in text or "\\" in text else f'"{text}"'


_BARE = re.compile(r"[\w/](?:[^:#\n\[\]{}]|:(?=\S))*(?<=[^\s:])|\d")
"""Text that YAML takes for text without quotation marks."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def validate[T: msgspec.Struct](
    values: Mapping[str, Any], schema: type[T], where: str, pair: Pair = in_toml
) -> tuple[dict[str, Any], list[Mistake]]:
    """Validate ``values`` against the fields of ``schema``.

    ``where`` names the place of the keys in messages, and ``pair`` writes what to type there.

    Returns:
        The valid values, converted, by the schema's attribute names; and the mistakes.
    """
    good: dict[str, Any] = {}
    mistakes: list[Mistake] = []
    fields = _fields(schema)
    for key, value in values.items():
        field = fields.get(key)
        if field is None:
            mistakes.append(_unknown(key, value, fields, where, pair))
            continue
        if found := _unwelcome(value, name=_is_name(field.type)):
            message = f"“{key}” has a character that is not allowed: {named(found)}"
            mistakes.append(Mistake(key, "type", message, "Remove it; it may not be visible."))
            continue
        try:
            holder = msgspec.convert({"value": _trimmed(value)}, _holder(field.type))
            good[field.name] = holder.value  # type: ignore[attr-defined]
        except msgspec.ValidationError:
            mistakes.append(_wrong(key, value, field.type, pair))
    for name, field in fields.items():
        if field.required and name not in values:
            advice = f"Write {_such(name, field.type, pair)}."
            mistakes.append(Mistake(name, "missing", f"“{name}” is missing", advice))
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


def _unknown(
    key: str, value: Any, fields: Mapping[str, msgspec.structs.FieldInfo], where: str, pair: Pair
) -> Mistake:
    message = f"“{key}” is not a key of {where}"
    close = difflib.get_close_matches(key.casefold(), fields, n=1, cutoff=0.7)
    if not close:
        advice = f"Remove this line, or use one of these keys: {', '.join(fields)}."
        return Mistake(key, "unknown", message, advice)
    kind = fields[close[0]].type
    meant = [value] if _accepts(kind, value) else corrected(value, partial(_accepts, kind))
    advice = f"Write “{pair(close[0], meant[0])}”" if meant else f"Write “{close[0]}”"
    return Mistake(key, "unknown", message, advice)


def _accepts(kind: Any, value: Any) -> bool:
    """Whether a value is valid for a type."""
    try:
        msgspec.convert({"value": value}, _holder(kind))
    except msgspec.ValidationError:
        return False
    return True


def _wrong(key: str, value: Any, kind: Any, pair: Pair) -> Mistake:
    want = expected(kind)
    shown = str(value) if not isinstance(value, str) else f"“{value}”"
    if len(shown) > 60:
        shown = shown[:57] + "…"
    meant = corrected(value, partial(_accepts, kind), _choices(kind)) if value != "" else []
    if not meant and isinstance(value, int | float) and not isinstance(value, bool):
        meant = [bound for bound in _bounds(kind, value) if _accepts(kind, bound)]
    advice = " or ".join(f"“{pair(key, one)}”" for one in meant) or _such(key, kind, pair)
    message = f"“{key}” should be {want}, not {'empty' if value in ('', None) else shown}"
    return Mistake(key, "type", message, f"Write {advice}.")


def _bounds(kind: Any, value: float) -> list[int]:
    """The end of a number's range that ``value`` is beyond."""
    _, parts = msgspec.json.schema_components([_holder(kind)])
    info = parts["Holder"]["properties"]["value"]
    ends = (info.get("minimum", value), info.get("maximum", value))
    beyond = (value < ends[0], value > ends[1])
    return [int(end) for end, out in zip(ends, beyond, strict=True) if out]


def _such(key: str, kind: Any, pair: Pair) -> str:
    """What to type for a key of which nothing is known but its type."""
    example = sample(partial(_accepts, kind), _choices(kind))
    if example is None:
        return f"“{key}” with {expected(kind)}"
    want = expected(kind)
    if " such as " in want:
        return f"“{pair(key, example)}”, or another"
    return f"{want}, such as “{pair(key, example)}”"


def _choices(kind: Any) -> tuple[str, ...]:
    """The values of a type that has only some."""
    _, parts = msgspec.json.schema_components([_holder(kind)])
    found = _alternatives(parts["Holder"]["properties"]["value"])
    return tuple(str(one) for info in found for one in info.get("enum", ()) if one)


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

"""The JSON Schemas of front matter, of site.toml and of the json report."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import msgspec

from curbcut.config.reading import TABLES
from curbcut.config.tables import LanguageTable
from curbcut.model.front_matter import FrontMatter
from curbcut.reports.json import schema_text

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(of: str) -> str:
    """The JSON Schema with this name in ``SCHEMAS``, as JSON text."""
    return SCHEMAS[of]()


def _front_matter() -> str:
    found = _inlined(msgspec.json.schema(FrontMatter))
    del found["required"]  # the title may be the text's first heading
    return _text("The front matter of a page", found)


def _site() -> str:
    tables, parts = msgspec.json.schema_components(
        [*TABLES.values(), LanguageTable], ref_template="#/$defs/{name}"
    )
    properties = dict(zip(TABLES, tables, strict=False))
    properties["languages"] = {"type": "object", "additionalProperties": tables[-1]}
    site = {"type": "object", "properties": properties, "additionalProperties": False}
    return _text("The settings of a site: site.toml", site | {"$defs": parts})


def _inlined(found: dict[str, Any]) -> dict[str, Any]:
    """A schema whose root is a ``$ref``, with the definition in place of the reference."""
    parts = found["$defs"]
    return dict(parts.pop(found["$ref"].rpartition("/")[2]), **({"$defs": parts} if parts else {}))


def _text(title: str, found: dict[str, Any]) -> str:
    named = {"$schema": _DIALECT, **found, "title": title}
    return json.dumps(named, indent=2, ensure_ascii=False, default=str) + "\n"


SCHEMAS: dict[str, Callable[[], str]] = {
    "report": schema_text,
    "front-matter": _front_matter,
    "site": _site,
}

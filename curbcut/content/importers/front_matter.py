"""The front matter of other tools, in YAML, TOML or JSON, as Curbcut's."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from curbcut.content.importers.lines import Loss
from curbcut.model.front_matter import FrontMatter
from curbcut.schema import validate

_LABELS = ("nav_title", "sidebar_label", "linktitle", "link_title", "shorttitle")
_DESCRIPTIONS = ("description", "summary", "excerpt", "subtitle", "intro", "lead")
_ORDERS = ("order", "sidebar_position", "weight", "nav_order", "position", "menu_order")
_LANGUAGES = ("lang", "locale", "language")
_ADDRESSES = ("permalink", "url")
_FORMER = ("redirect_from", "aliases", "alias", "redirects", "old_url", "redirect_urls")
_LEADS_AWAY = ("redirect_to", "redirect")
_OURS = frozenset(FrontMatter.__struct_fields__) - {"title", "description", "order", "slug"}
_OURS -= {"lang", "redirect_from", "draft"}


@dataclass(frozen=True, slots=True)
class Keys:
    """The front matter of a foreign page.

    ``values`` are Curbcut's keys; ``label`` is a short title for menus, which Curbcut lacks;
    ``order`` and ``addresses`` need the whole site to be settled;
    ``dropped`` are the keys that Curbcut has not, with their lines.
    """

    values: dict[str, Any] = field(default_factory=dict)
    title: str = ""
    label: str = ""
    labels: dict[str, int] = field(default_factory=dict)
    order: float | None = None
    addresses: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    leads_to: str = ""
    dropped: dict[str, int] = field(default_factory=dict)


def split(
    text: str, path: str, losses: list[Loss]
) -> tuple[dict[str, Any], dict[str, int], str, int]:
    """Front matter and body of a page.

    Returns:
        The keys, the line of each, the body, and the number of its first line.
    """
    for fence, read in (("---", _yaml), ("+++", tomllib.loads)):
        mark = re.escape(fence)
        match = re.match(rf"{mark}[ \t]*\n(.*?)^(?:{mark}|\.\.\.)[ \t]*$\n?", text, re.S | re.M)
        if match:
            first = text.count("\n", 0, match.end()) + 1
            return *_read(match[1], read, path, losses), text[match.end() :], first
    if text.startswith("{"):
        try:
            data, end = json.JSONDecoder().raw_decode(text)
        except (ValueError, RecursionError):
            return {}, {}, text, 1
        if isinstance(data, dict) and data and (not text[end:].strip() or text[end] == "\n"):
            lines = {key: _line_of(key, text, 1) for key in data}
            return data, lines, text[end:].removeprefix("\n"), text.count("\n", 0, end) + 2
    return {}, {}, text, 1


def _yaml(text: str) -> Any:
    return yaml.load(text.replace("\t", "    "), Loader=yaml.CSafeLoader)


def _read(
    text: str, read: Any, path: str, losses: list[Loss]
) -> tuple[dict[str, Any], dict[str, int]]:
    try:
        data = read(text)
    except (ValueError, yaml.YAMLError, RecursionError):
        what = "The front matter is not valid; its plain “key: value” lines were taken"
        losses.append(Loss("front matter", path, 1, what, "Compare it with the original."))
        found = re.finditer(r"^([\w-]+)[ \t]*[:=][ \t]*(\S.*)$", text, re.M)
        data = {match[1]: match[2].strip().strip("\"'") for match in found}
    data = {str(key): value for key, value in data.items()} if isinstance(data, dict) else {}
    return data, {key: _line_of(key, text, 2) for key in data}


def _line_of(key: str, text: str, first: int) -> int:
    match = re.search(rf"^[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*[:=]", text, re.M)
    return text.count("\n", 0, match.start()) + first if match else first


def keys_of(data: Mapping[str, Any], lines: Mapping[str, int]) -> Keys:
    """What Curbcut can use of a page's front matter."""
    lower = {key.lower(): key for key in data}
    used: set[str] = set()

    def take(names: tuple[str, ...], kinds: tuple[type, ...]) -> Any:
        for name in names:
            key = lower.get(name)
            if key is not None and isinstance(data[key], kinds) and data[key] not in ("", [], None):
                used.add(key)
                return data[key]
        return None

    values: dict[str, Any] = {}
    title = _words(take(("title",), (str, int, float, dt.date)))
    label = _words(take(_LABELS, (str,)))
    labels = {lower[name]: lines.get(lower[name], 1) for name in _LABELS if name in lower}
    values["description"] = _words(take(_DESCRIPTIONS, (str,)))
    number = _number(take(_ORDERS, (int, float, str)))
    if number is None:
        used -= {lower[name] for name in _ORDERS if name in lower}
    values["lang"] = _words(take(_LANGUAGES, (str,))).replace("_", "-")
    values = {key: value for key, value in values.items() if value}
    slug = str(take(("slug",), (str, int)) or "")
    addresses = [_address(str(one)) for one in (take(_ADDRESSES, (str,)),) if one]
    if "/" in slug:
        addresses.append(_address(slug))
    elif slug:
        values["slug"] = slug
    if data.get(lower.get("draft", "")) is True or data.get(lower.get("published", "")) is False:
        values["draft"] = True
    used |= {lower[name] for name in ("draft", "published") if name in lower}
    former = [address for name in _FORMER for address in _several(take((name,), (str, list)))]
    leads_to = take(_LEADS_AWAY, (str, list))
    for name in _OURS & data.keys():
        values[name] = data[name]
        used.add(name)
    good, mistakes = validate({"title": "x", **values}, FrontMatter, "front matter")
    wrong = {mistake.key for mistake in mistakes}
    used -= {lower[name] for name in wrong if name in lower}
    good.pop("title", None)
    used |= labels.keys()
    dropped = {key: lines.get(key, 1) for key in data if key not in used and data[key] is not None}
    values = {key: value for key, value in values.items() if key in good}
    away = leads_to if isinstance(leads_to, str) else next(iter(leads_to or ()), "")
    return Keys(
        values=values,
        title=title,
        label=label,
        labels=labels,
        order=number,
        addresses=tuple(filter(None, addresses)),
        former=tuple(filter(None, former)),
        leads_to=str(away),
        dropped=dropped,
    )


def _words(value: Any) -> str:
    return "" if value is None else " ".join(str(value).split())


def _number(value: Any) -> float | None:
    try:
        number = float(value) if value is not None and not isinstance(value, bool) else None
    except ValueError:
        return None
    return number if number is not None and abs(number) < 1e9 else None


def _several(value: Any) -> list[str]:
    found = value if isinstance(value, list) else [value] if value else []
    return [_address(one) for one in found if isinstance(one, str)]


def _address(written: str) -> str:
    """A path within the site as an address, or ""."""
    written = re.sub(r"^https?://[^/]+", "", written.strip()).partition("#")[0].partition("?")[0]
    if ":" in written.split("/")[0] or re.search(r"\s|/:", written):
        return ""  # a pattern such as /:year/:title/
    return "/" + written.lstrip("/")


def written(values: Mapping[str, Any]) -> str:
    """Front matter as YAML between lines of dashes."""
    text = yaml.safe_dump(dict(values), allow_unicode=True, sort_keys=False, width=1_000_000)
    return f"---\n{text}---\n"

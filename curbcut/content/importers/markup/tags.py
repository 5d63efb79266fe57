"""Tags of template languages, of HTML and of JSX, and their arguments."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

_HTML_ARGUMENTS = r"""(?:"[^"]{0,2000}"|'[^']{0,2000}'|\{[^{}\n]{0,500}\}|[^<>"'{}]){0,2000}?"""
TAG = re.compile(
    r"\{%-?\s*(?P<liquid_end>end)?(?P<liquid>[A-Za-z_][\w:-]*)"
    r"(?P<liquid_args>(?:[^%]|%(?!\})){0,4000}?)-?%\}"
    r"|\{\{[<%]\s*(?P<hugo_end>/?)\s*(?P<hugo>[A-Za-z_][\w/.-]*)"
    r"(?P<hugo_args>.{0,4000}?)(?P<hugo_alone>/?)\s*[>%]\}\}"
    r"|(?<!\\)<(?P<html_end>/?)(?P<html>[A-Za-z][\w.-]*)"
    rf"(?P<html_args>(?:\s{_HTML_ARGUMENTS})?)(?P<html_alone>/?)>",
    re.S,
)
"""A tag of Liquid (``{% … %}``), of Hugo (``{{< … >}}``), of HTML or of JSX."""

_ARGUMENT = re.compile(
    r"""(?:([\w:.-]+)\s*[=:]\s*)?(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`([^`]*)`"""
    r"""|\{([^{}]*)\}|([^\s,"'`=]+))""",
    re.S,
)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag. ``args`` are the arguments without a name, ``named`` the others, in lower case."""

    syntax: Literal["liquid", "hugo", "html"]
    name: str
    source: str
    closing: bool = False
    alone: bool = False
    args: tuple[str, ...] = ()
    named: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The name for look-ups: without case, path or hyphens."""
        return self.name.rsplit("/", 1)[-1].lower().replace("-", "").replace("_", "")

    def value(self, *names: str) -> str:
        """The first of some named arguments that has a value."""
        return next((self.named[name] for name in names if self.named.get(name)), "")


def tag_of(match: re.Match[str]) -> Tag:
    """The tag that ``TAG`` matched."""
    if name := match["liquid"]:
        # Python's “end” in front belongs to the name where nothing follows it (“{% end %}”).
        return _made("liquid", name, match, bool(match["liquid_end"]), match["liquid_args"], False)
    if name := match["hugo"]:
        alone = bool(match["hugo_alone"])
        return _made("hugo", name, match, bool(match["hugo_end"]), match["hugo_args"], alone)
    alone = bool(match["html_alone"])
    return _made("html", match["html"], match, bool(match["html_end"]), match["html_args"], alone)


def _made(
    syntax: Literal["liquid", "hugo", "html"],
    name: str,
    match: re.Match[str],
    closing: bool,
    arguments: str,
    alone: bool,
) -> Tag:
    args: list[str] = []
    named: dict[str, str] = {}
    for found in _ARGUMENT.finditer(arguments):
        value = next((one for one in found.groups()[1:] if one is not None), "")
        value = re.sub(r"\\(.)", r"\1", value) if "\\" in value else value
        if syntax == "html" and found[5] is not None:
            value = value.strip().strip("\"'`")
        if found[1]:
            named.setdefault(found[1].lower(), value)
        else:
            args.append(value)
    return Tag(syntax, name, match[0], closing, alone, tuple(args), named)

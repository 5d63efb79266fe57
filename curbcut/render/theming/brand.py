"""The site's own colours, logo and icon: ``[theme]`` in site.toml, applied to the theme."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

import tinycss2

from curbcut.config import Config
from curbcut.content.sources.active_files import problems_of
from curbcut.model.finding import Finding, Rule
from curbcut.model.source import Span
from curbcut.model.theme import Theme, ThemeFile
from curbcut.render.theming.colours import luminance, normal
from curbcut.render.theming.palette import BACKS, ROLES, Wrong, comfortable, judge, tokens_of

CONTRAST = Rule(
    id="palette-contrast",
    summary="Two theme colours have too little contrast",
    why=(
        "People with low vision, and everybody in bright light, cannot read text in one colour"
        " on the other."
    ),
    fix="Use the colour that the message suggests, or choose another one.",
    criteria=("1.4.3", "1.4.11"),
    how=(
        "Each colour in [theme] of site.toml is compared with those that it meets in the theme."
        " Text, links and button labels need 4.5:1; edges of fields and the focus ring need 3:1,"
        " in the light and the dark scheme. The suggested colour has the same hue and the"
        " smallest change of lightness (OKLCH) that passes everywhere."
    ),
    limits="Colours in a site's own style sheets, and logos.",
    source="WCAG 2.2, 1.4.3 and 1.4.11",
    examples_of="site.toml",
    examples=(
        (
            ('[theme]\naccent = "#f0b000"'),
            ('[theme]\naccent = "#946a00"'),
        ),
    ),
)
RULES = (CONTRAST,)

SHEET = "assets/css/25-palette.css"
_FILES = {"logo": "logo", "logo_dark": "logo-dark", "favicon": "icon"}
_DARK = "@media screen and (prefers-color-scheme: dark)"


def branded(config: Config) -> tuple[Config, list[Finding]]:
    """The settings with the site's colours and images in their theme, and findings about them.

    If a colour has too little contrast, the theme keeps all of its own colours.
    """
    theme = config.templates
    files = dict(theme.files)
    light, dark = theme_tokens(theme) if _colours(config) else ({}, {})
    given = _given(config, "", light), _given(config, "_dark", dark)
    if "accent" in given[0] and "accent" not in given[1]:
        # An accent for the light scheme only: derive one for the dark scheme from it.
        found = comfortable(given[0]["accent"], given[1], dark)
        given[1].update({"accent": found} if found else {})
    findings = [
        _finding(wrong, scheme, config)
        for colours, usual, scheme in ((given[0], light, ""), (given[1], dark, "_dark"))
        for wrong in judge(colours, usual)
    ]
    if any(given) and not findings:
        sheet = _sheet(tokens_of(given[0], light), tokens_of(given[1], dark), dark)
        files[SHEET] = ThemeFile(config.file, sheet.encode())
    for key, name in _FILES.items():
        if picture := getattr(config.theme, key):
            for ending in ("svg", "png", "webp"):
                files.pop(f"assets/{name}.{ending}", None)
            data = (config.source / picture).read_bytes()
            ending = PurePosixPath(picture).suffix.lower()
            files[f"assets/{name}{ending}"] = ThemeFile(config.file, data)
            findings += problems_of(picture, data, str(PurePosixPath(config.file).parent / picture))
    return dataclasses.replace(config, templates=Theme(files, theme.built_in)), findings


def _colours(config: Config) -> bool:
    """Whether the site sets any colour; if not, there is no need to read the theme's."""
    return any(getattr(config.theme, role + scheme) for role in ROLES for scheme in ("", "_dark"))


def _given(config: Config, scheme: str, usual: Mapping[str, str]) -> dict[str, str]:
    """The colours that the site sets for a scheme, by role, where the theme has such tokens."""
    found = {role: getattr(config.theme, role + scheme) for role in ROLES}
    return {role: normal(colour) for role, colour in found.items() if colour and usual}


def _finding(wrong: Wrong, scheme: str, config: Config) -> Finding:
    key = wrong.role + scheme
    pair = wrong.pair
    ratio = math.floor(wrong.ratio * 10) / 10
    message = (
        f"“{key}”: {pair.what} in {wrong.front} on {BACKS[pair.back]}, {wrong.back}, have"
        f" {ratio:.1f}:1 and need {pair.least:g}:1"
    )
    if wrong.nearest:
        message += f"; the nearest colour with enough contrast is {wrong.nearest}"
    else:
        message += "; no lightness of this hue has enough contrast with the other colours"
    return Finding(
        CONTRAST, message, span=config.spans.get(f"theme.{key}", Span(config.file, 1, 1))
    )


def _sheet(light: Mapping[str, str], dark: Mapping[str, str], usual: Mapping[str, str]) -> str:
    """The tokens as a style sheet.

    It follows the theme's own and would override its dark scheme, so the tokens of the dark scheme
    are repeated. Light text on a dark background is for screens only, because printed pages have no
    background.
    """
    both = {name: usual[name] for name in light if name in usual} | dict(dark)
    inverted = "surface" in light and "text" in light
    inverted = inverted and luminance(light["surface"]) < luminance(light["text"])
    media = "@media screen" if inverted else "@media all"
    return (
        "@layer tokens {\n"
        f"  {media} {{ :root {{ {_declared(light)} }} }}\n"
        f"  {_DARK} {{ :root {{ {_declared(both)} }} }}\n"
        "}\n"
    )


def _declared(tokens: Mapping[str, str]) -> str:
    return " ".join(f"--{name}: {colour};" for name, colour in tokens.items())


def theme_tokens(theme: Theme) -> tuple[dict[str, str], dict[str, str]]:
    """The colours in the theme's ``@layer tokens``, by name: in the light and the dark scheme."""
    names = (name for name in theme.files if name.startswith("assets/css/"))
    wanted = sorted(name for name in names if "/pages/" not in name and name.endswith(".css"))
    light, dark = _tokens(tuple(theme.files[name].data for name in wanted))
    return dict(light), dict(dark)


@lru_cache(maxsize=4)  # one process may build many times: the preview
def _tokens(sheets: tuple[bytes, ...]) -> tuple[dict[str, str], dict[str, str]]:
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    for data in sheets:
        text = data.decode("utf-8", "replace")
        for layer in _at_rules(tinycss2.parse_stylesheet(text), "layer", "tokens"):
            inside = tinycss2.parse_blocks_contents(layer.content)
            light |= _root(inside)
            for media in _at_rules(inside, "media", "prefers-color-scheme: dark"):
                dark |= _root(tinycss2.parse_blocks_contents(media.content))
    return _plain(light), _plain(light | dark)


def _at_rules(rules: Iterable[Any], keyword: str, words: str) -> Iterable[Any]:
    return (
        rule
        for rule in rules
        if rule.type == "at-rule"
        and rule.at_keyword == keyword
        and rule.content is not None
        and words in tinycss2.serialize(rule.prelude)
    )


def _root(rules: Iterable[Any]) -> dict[str, str]:
    """The custom properties of ``:root``, as written."""
    return {
        entry.name.removeprefix("--"): tinycss2.serialize(entry.value).strip()
        for rule in rules
        if rule.type == "qualified-rule" and tinycss2.serialize(rule.prelude).strip() == ":root"
        for entry in tinycss2.parse_blocks_contents(rule.content)
        if entry.type == "declaration" and entry.name.startswith("--")
    }


def _plain(written: Mapping[str, str]) -> dict[str, str]:
    """The properties that resolve to a hexadecimal colour, as #rrggbb."""
    plain = {}
    for name in written:
        value = _followed(name, written)
        if value.startswith("#") and len(value) in (4, 7):
            plain[name] = normal(value)
    return plain


def _followed(name: str, written: Mapping[str, str], depth: int = 0) -> str:
    """The value of a custom property with ``var()`` resolved; a cycle is left unresolved."""
    value = written.get(name, "")
    if not value.startswith("var(--") or depth > len(written):
        return value
    return _followed(value[len("var(--") : -1].strip(), written, depth + 1)

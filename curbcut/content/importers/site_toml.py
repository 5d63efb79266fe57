"""site.toml for an imported site."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping

from curbcut.content.importers.settings import Foreign


def site_toml(
    foreign: Foreign, title: str, language: str, languages: Mapping[str, str], html: Collection[str]
) -> str:
    """The settings of an imported site; ``languages`` are the further ones that have pages."""
    lines = ["[site]", f"title = {_quoted(title)}"]
    if foreign.description:
        lines.append(f"description = {_quoted(foreign.description)}")
    lines.append(f"language = {_quoted(language)}")
    if re.fullmatch(r"https?://[^/\s]+(/\S*)?", foreign.url):
        lines.append(f"url = {_quoted(foreign.url)}")
    for code, name in languages.items():
        lines += ["", f"[languages.{code}]"]
        lines += [f"name = {_quoted(name)}"] if name else []
    if html:
        lines += ["", "[markdown]", f"html = {json.dumps(sorted(html))}"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A basic string of TOML; JSON's strings are written the same way."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

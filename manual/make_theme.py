"""The tables of docs/theme.md, out of the templates and the view: `make docs`."""

from __future__ import annotations

import dataclasses
import inspect
import re
import sys
from pathlib import Path

from curbcut.model import view

ROOT = Path(__file__).parents[1]
FILE = ROOT / "docs" / "theme.md"
_MACRO = re.compile(r"\{% macro (\w+\([^)]*\)) -?%\}")
_NOTE = re.compile(r"\{#\s*(.*?)\s*#\}", re.S)
_NOT_FOR_TEMPLATES = {"View": 0, "MovedView": 1}


def pages() -> str:
    """Each page's template with the note at its head."""
    lines = ["| template | is |", "| --- | --- |"]
    for path in sorted((ROOT / "templates" / "pages").glob("*.j2")):
        note = _note(path.read_text("utf-8"))
        lines += [f"| `{path.name}` | {note} |"]
    return "\n".join(lines)


def components() -> str:
    """Each component's macro with its arguments."""
    lines = ["| macro | is |", "| --- | --- |"]
    for path in sorted((ROOT / "templates" / "components").glob("*.j2")):
        text = path.read_text("utf-8")
        lines += [f"| `{macro}` | {_note(text)} |" for macro in _MACRO.findall(text)]
    return "\n".join(lines)


def views() -> str:
    """Each class of the view with its fields; the view itself first."""
    classes = [
        found
        for _, found in inspect.getmembers(view, inspect.isclass)
        if dataclasses.is_dataclass(found)
    ]
    classes.sort(key=lambda found: (_NOT_FOR_TEMPLATES.get(found.__name__, 2), found.__name__))
    parts = []
    for found in classes:
        parts.append(f"### {found.__name__}\n\n{_plain(inspect.getdoc(found) or '')}\n")
        fields = [f"| `{field.name}` | `{_type(field)}` |" for field in dataclasses.fields(found)]
        parts.append("\n".join(["| field | type |", "| --- | --- |", *fields, ""]))
    return "\n".join(parts).rstrip()


def _note(text: str) -> str:
    found = _NOTE.search(text)
    return _plain(found[1]) if found and text.lstrip().startswith("{#") else ""


def _type(field: dataclasses.Field[object]) -> str:
    return str(field.type).replace("|", "\\|")


def _plain(text: str) -> str:
    return " ".join(text.replace("``", "`").split())


def renewed(text: str) -> str:
    """The page with its tables as they are now; each stands behind its heading, to the next."""
    for heading, made, following in (
        ("## Pages", pages(), "## Components"),
        ("## Components", components(), "## The view"),
    ):
        start, end = text.index(f"\n{heading}\n"), text.index(f"\n{following}\n")
        text = f"{text[:start]}\n{heading}\n\n{made}\n{text[end:]}"
    start = text.index("\n### ") if "\n### " in text else text.index("\nVIEW")
    return f"{text[:start]}\n{views()}\n"


def main(check: bool) -> int:
    """Write the page, or with ``check`` say whether it is what it would be."""
    old = FILE.read_text("utf-8")
    new = renewed(old)
    if check:
        if old != new:
            sys.stderr.write("docs/theme.md is not what the theme says; run make docs\n")
        return int(old != new)
    FILE.write_text(new, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))

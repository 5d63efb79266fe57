"""Joining scripts that import from one another into the one script that goes into a page.

A page's world takes scripts, not modules: those would be fetched, and start when the page has
started. So each file becomes a function that gives what it exports, in the order of its imports.
Nothing else in it is changed. Only what Prettier prints of these forms is understood, at the start
of a line; all else, and files that need one another, is refused:

    import { name, other as alias } from "./file.js";     (also over several lines)
    import "./file.js";
    export const|function|function*|class|async function name …

``let`` is not exported: what is imported is the value, which does not change.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

_IMPORT = re.compile(
    r"""import[ ](?:\{(?P<names>(?:[ ][^{}\n]+[ ])|(?:\n(?:[ ]{2}[^{}\n]+,\n)+))\}[ ]from[ ])?"""
    r""""(?P<path>\.{1,2}/[\w./-]+\.js)";$""",
    re.MULTILINE | re.VERBOSE,
)
_NAME = re.compile(r"(?P<name>[A-Za-z_$][\w$]*)(?: as (?P<alias>[A-Za-z_$][\w$]*))?")
_EXPORT = re.compile(
    r"export (?P<rest>(?:const|class|(?:async )?function\*?) (?P<name>[A-Za-z_$][\w$]*)\b(?! *,))",
    re.MULTILINE,
)
_STATEMENT = re.compile(r"^(?:import|export)\b", re.MULTILINE)
_ELSEWHERE = re.compile(r"\bimport *\(|\bimport\.meta\b")


class LinkError(ValueError):
    """A script is written in a way that is not understood; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Module:
    """A script: its text, the functions it needs by file, and the names that it exports."""

    path: Path
    text: str
    exports: tuple[str, ...]
    imports: tuple[tuple[Path, str], ...]
    """Files, each with the pattern that takes what is needed out of what the file exports."""


@dataclass(frozen=True, slots=True)
class Linked:
    """One script out of many, and from which line on which of them is in it."""

    text: str
    starts: tuple[tuple[int, str], ...]

    def located(self, trace: str) -> str:
        """The first line of what was thrown, with the file and line that it was thrown in.

        ``trace`` is a ``stack``, in which a script without an address is ``<anonymous>``.
        """
        first, _, calls = trace.partition("\n")
        thrown = re.search(r"<anonymous>:(\d+):\d+", calls)
        return f"{first} ({self._place(int(thrown[1]))})" if thrown else first

    def _place(self, line: int) -> str:
        before = [(start, name) for start, name in self.starts if start <= line]
        if not before:
            return f"line {line}"
        start, name = before[-1]
        return f"{name}:{line - start + 1}"


def link(
    root: Path, entries: Iterable[str], constants: Mapping[str, object] | None = None
) -> Linked:
    """Join scripts below ``root``, by their paths from there, with all that they import.

    ``constants`` are values, as JSON has them, that all of these scripts know by their names.

    Raises:
        LinkError: one is not written as this module says, or is not there.
    """
    modules: dict[Path, Module] = {}
    for entry in entries:
        _visit(root / entry, modules, ())
    numbers = {path: f"module{at}" for at, path in enumerate(modules)}
    lines = [
        "(() => {",
        *(f"const {name} = {json.dumps(value)};" for name, value in (constants or {}).items()),
    ]
    starts: list[tuple[int, str]] = []
    for module in modules.values():
        _check_names(module, modules)
        taken = "".join(
            f" const {{{names}}} = {numbers[path]};" for path, names in module.imports if names
        )
        # In one line with what comes before, so that lines count from the start of the file.
        lines.append(f'const {numbers[module.path]} = (() => {{ "use strict";{taken}')
        starts.append((len(lines) + 1, module.path.relative_to(root).as_posix()))
        lines += module.text.split("\n")
        lines.append(f"return {{ {', '.join(module.exports)} }};\n}})();")
        lines[-1:] = lines[-1].split("\n")
    lines.append("})();")
    return Linked("\n".join(lines), tuple(starts))


def _visit(path: Path, modules: dict[Path, Module], above: tuple[Path, ...]) -> None:
    """Add a file behind all those that it needs."""
    if path in modules:
        return
    if path in above:
        way = " -> ".join(one.name for one in (*above[above.index(path) :], path))
        raise LinkError(f"{path}: these files need one another: {way}")
    module = read(path)
    for needed, _ in module.imports:
        _visit(needed, modules, (*above, path))
    modules[path] = module


def read(path: Path) -> Module:
    """A script with its imports and exports taken out. Raises LinkError."""
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise LinkError(f"{path}: cannot be read: {error}") from error
    made: list[str] = []
    imports: list[tuple[Path, str]] = []
    exports: list[str] = []
    at = 0
    if elsewhere := _ELSEWHERE.search(text):
        raise _refused(path, text, elsewhere.start())
    for statement in _STATEMENT.finditer(text):
        begin = statement.start()
        imported, exported = _IMPORT.match(text, begin), _EXPORT.match(text, begin)
        if imported:
            imports.append(_import(path, text, imported))
            # The lines stay, empty.
            made += [text[at:begin], "\n" * imported[0].count("\n")]
            at = imported.end()
        elif exported:
            exports.append(exported["name"])
            made += [text[at:begin], exported["rest"]]
            at = exported.end()
        else:
            raise _refused(path, text, begin)
    made.append(text[at:])
    return Module(path, "".join(made), tuple(exports), tuple(imports))


def _import(path: Path, text: str, found: re.Match[str]) -> tuple[Path, str]:
    taken = []
    for part in (found["names"] or "").strip().rstrip(",").split(","):
        name = _NAME.fullmatch(part.strip())
        if name is None:
            if found["names"] is None:
                break
            raise _refused(path, text, found.start())
        taken.append(f"{name['name']}: {name['alias']}" if name["alias"] else name["name"])
    return (path.parent / found["path"]).resolve(), ", ".join(taken)


def _check_names(module: Module, modules: dict[Path, Module]) -> None:
    for path, names in module.imports:
        for name in filter(None, (one.partition(":")[0] for one in names.split(", "))):
            if name not in modules[path].exports:
                raise LinkError(f"{module.path}: {path.name} exports no {name}")


def _refused(path: Path, text: str, at: int) -> LinkError:
    line = text.count("\n", 0, at) + 1
    shown = text[at : at + 60].partition("\n")[0]
    return LinkError(f"{path}:{line}: this is not understood here: {shown}")

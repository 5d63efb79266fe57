"""Bundling JavaScript modules into the one script that is injected into a page.

An isolated world takes classic scripts, not modules: those would be fetched, and start late. So
each file becomes a function that returns its exports, after the files that it imports. Nothing else
in it is changed. Only these forms are supported, as Prettier formats them, at the start of a line;
any other import or export, and circular imports, are refused:

    import { name, other as alias } from "./file.js";     (also over several lines)
    import "./file.js";
    export const|function|function*|class|async function name …

``export let`` is not supported, because imports are copies of the value, not live bindings.
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
    """A script cannot be bundled; the message names the file and, where it can, the line."""


@dataclass(frozen=True, slots=True)
class Module:
    """A module: its text without ``import`` and ``export``, its exported names, its imports."""

    path: Path
    text: str
    exports: tuple[str, ...]
    imports: tuple[tuple[Path, str], ...]
    """Each imported file with the destructuring pattern for its exports, "a, b: alias"."""


@dataclass(frozen=True, slots=True)
class Linked:
    """The bundled script, and the line at which each file starts in it."""

    text: str
    starts: tuple[tuple[int, str], ...]

    def located(self, trace: str) -> str:
        """The first line of a stack trace, with the file and line where the error was thrown.

        ``trace`` is the ``stack`` of an error; a script without a URL is ``<anonymous>`` there.
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
    """Bundle the scripts ``entries``, paths below ``root``, with everything that they import.

    ``constants`` maps names to JSON values that are constants in all of these scripts.

    Raises:
        LinkError: when a file is missing or cannot be bundled.
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
        # The imports go on the line before the file's text, so that its lines keep their numbers.
        lines.append(f'const {numbers[module.path]} = (() => {{ "use strict";{taken}')
        starts.append((len(lines) + 1, module.path.relative_to(root).as_posix()))
        lines += module.text.split("\n")
        lines.append(f"return {{ {', '.join(module.exports)} }};\n}})();")
        lines[-1:] = lines[-1].split("\n")
    lines.append("})();")
    return Linked("\n".join(lines), tuple(starts))


def _visit(path: Path, modules: dict[Path, Module], above: tuple[Path, ...]) -> None:
    """Add a file to ``modules`` after all files that it imports."""
    if path in modules:
        return
    if path in above:
        way = " -> ".join(one.name for one in (*above[above.index(path) :], path))
        raise LinkError(f"{path}: circular import: {way}")
    module = read(path)
    for needed, _ in module.imports:
        _visit(needed, modules, (*above, path))
    modules[path] = module


def read(path: Path) -> Module:
    """Parse the imports and exports of a file. Raises LinkError."""
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
            # Keep the lines, empty.
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
    return LinkError(f"{path}:{line}: this form of import or export is not supported: {shown}")

"""Read and validate site.toml."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from babel import Locale

from curbcut.config.settings import FILE, Config
from curbcut.config.tables import (
    BudgetTable,
    CheckTable,
    ContactTable,
    FeedbackTable,
    LanguageTable,
    MarkdownTable,
    PrintTable,
    PrivacyTable,
    RelatedTable,
    SearchTable,
    SecurityTable,
    SiteTable,
    ThemeTable,
)
from curbcut.config.toml_mistakes import explained
from curbcut.files import read
from curbcut.model.address import is_address, split_address
from curbcut.model.finding import Finding, Rule
from curbcut.model.source import Span
from curbcut.model.theme import Theme
from curbcut.schema import in_toml, validate
from curbcut.schema.corrections import language_named

SETTINGS = Rule(
    id="site-settings",
    summary="site.toml has an invalid setting",
    why="A setting that is not recognised has no effect.",
    fix="Correct the line that the message names.",
    how="site.toml is read as TOML 1.0, and each key is compared with the known settings.",
    examples_of="site.toml",
    examples=(
        (
            ('[site]\ntitel = "Bicycle Help"'),
            ('[site]\ntitle = "Bicycle Help"'),
        ),
    ),
)
RULES = (SETTINGS,)

TABLES: dict[str, type[msgspec.Struct]] = {
    "site": SiteTable,
    "contact": ContactTable,
    "markdown": MarkdownTable,
    "check": CheckTable,
    "search": SearchTable,
    "print": PrintTable,
    "security": SecurityTable,
    "privacy": PrivacyTable,
    "related": RelatedTable,
    "feedback": FeedbackTable,
    "theme": ThemeTable,
    "budget": BudgetTable,
}
_ADDRESSES = {
    "site": ("url", "organisation_url"),
    "security": ("policy", "acknowledgments", "encryption"),
    "feedback": ("helpful", "barrier"),
}
"""Settings that must be addresses with a host."""
_BASE = re.compile(r"(/[A-Za-z0-9._~-]+)*/?")
_LONGEST_BASE = 200
"""The most characters in the path of [site] url. nginx compares up to 255 in a location's name, in
which the path of a file follows."""
_PATHS = {"check": ("axe",), "theme": ("logo", "logo_dark", "favicon")}
"""Settings that name a file in the source folder."""


def read_config(
    source: Path, templates: Theme, shown: str, unsaved: bytes | None = None
) -> tuple[Config, list[Finding]]:
    """Read the settings in ``source``; ``shown`` is that file's path as shown to people.

    If there is no file, all settings have their defaults. Each mistake is a finding at its line,
    and its setting has the default. ``unsaved`` is the file as it is in a text editor.
    """
    path = source / FILE
    try:
        raw = read(path) if unsaved is None else unsaved
    except FileNotFoundError:
        return Config(source, templates, file=shown), []
    except OSError as error:
        message = f"The file cannot be read: {error.strerror}"
        finding = Finding(SETTINGS, message, span=Span(shown, 1, 1))
        return Config(source, templates, file=shown), [finding]
    findings: list[Finding] = []

    def wrong(message: str, fix: str = "", *, line: int) -> None:
        findings.append(Finding(SETTINGS, message, span=Span(shown, line, line), fix=fix))

    try:
        text = raw.decode("utf-8-sig")
        data = tomllib.loads(text)
    except UnicodeDecodeError as error:
        wrong(
            "The file is not UTF-8",
            "In your editor, choose “Save with encoding” and UTF-8.",
            line=raw.count(b"\n", 0, error.start) + 1,
        )
        return Config(source, templates, file=shown), findings
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        problem = str(error).split(" (at", maxsplit=1)[0]
        what, fix = _syntax(problem, text, line)
        wrong(f"The file is not TOML: {what}", fix, line=line)
        return Config(source, templates, file=shown), findings

    lines = _line_numbers(text)
    tables: dict[str, Any] = {}
    further = data.pop("languages", {})
    for name, value in data.items():
        if name not in TABLES or not isinstance(value, dict):
            wrong(*_no_table(name, value), line=lines.get(name, 1))
            continue
        good, mistakes = validate(value, TABLES[name], f"[{name}]")
        for mistake in mistakes:
            line = lines.get(f"{name}.{mistake.key}", lines.get(name, 1))
            wrong(mistake.message, mistake.fix, line=line)
        unusable = _path_problems(name, good, source) | _address_problems(name, good)
        for key, (problem, fix) in unusable.items():
            wrong(problem, fix, line=lines.get(f"{name}.{key}", 1))
            del good[key]
        tables[name] = TABLES[name](**good)
    first = tables.get("site", SiteTable()).language
    tables["languages"], problems = _further_languages(further, first, lines)
    findings += (
        Finding(SETTINGS, what, span=Span(shown, at, at), fix=fix) for what, fix, at in problems
    )
    spans = {name: Span(shown, line, line) for name, line in lines.items()}
    return Config(source, templates, **tables, spans=spans, file=shown), findings


def _further_languages(
    tables: Any, first: str, lines: dict[str, int]
) -> tuple[dict[str, LanguageTable], list[tuple[str, str, int]]]:
    """The languages after the first; and what is wrong, each with what to type and its line."""
    top = lines.get("languages", 1)
    if not isinstance(tables, dict):
        return {}, [
            ("“languages” is not a table", "Write one for each, as in [languages.es].", top)
        ]
    languages: dict[str, LanguageTable] = {}
    problems: list[tuple[str, str, int]] = []
    for code, values in tables.items():
        name = f"languages.{code}"
        line = lines.get(name, top)
        taken = {known.casefold() for known in (first, *languages)}
        if not isinstance(values, dict):
            problems.append((f"“{code}” is not a table", "Write it as in [languages.es].", line))
        elif not is_language(code):
            meant = next(language_named(code.replace("_", "-")), "")
            if re.fullmatch(r"[A-Za-z]{2,3}_\w+", code):
                meant = code.replace("_", "-")
            advice = f"Write “[languages.{meant}]”" if meant else "Write one such as es or pt-BR."
            problems.append((f"“{code}” is not a language code", advice, line))
        elif code.casefold() in taken:
            advice = f"Remove the table; the first language, “{first}”, is that of [site]."
            problems.append((f"The language “{code}” appears twice", advice, line))
        else:
            good, mistakes = validate(values, LanguageTable, f"[{name}]")
            problems += (
                (mistake.message, mistake.fix, lines.get(f"{name}.{mistake.key}", line))
                for mistake in mistakes
            )
            languages[code] = LanguageTable(**good)
    return languages, problems


def is_language(code: str) -> bool:
    """Whether a code is that of a language for which CLDR has a name."""
    base = code.split("-", maxsplit=1)[0].lower()
    written = re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", code)
    return bool(written) and base in Locale("en").languages


def _no_table(name: str, value: Any) -> tuple[str, str]:
    """What is wrong with a name at the top level, and what to type."""
    message = f"“{name}” is not a table of {FILE}"
    if not isinstance(value, dict):
        homes = [table for table, kind in TABLES.items() if name in kind.__struct_fields__]
        if homes:
            message = f"“{name}” is in no table"
            return message, f"Write “[{homes[0]}]” on a line of its own above this line."
        if name in TABLES:
            return message, f"Write “[{name}]” on a line of its own, and its keys below it."
    if near := difflib.get_close_matches(name, TABLES, n=1, cutoff=0.6):
        return message, f"Write [{near[0]}]"
    tables = ", ".join(f"[{table}]" for table in (*TABLES, "languages.es"))
    return message, f"Remove it, or write one of these: {tables}."


def _syntax(problem: str, text: str, line: int) -> tuple[str, str]:
    """What is wrong with a line that is not TOML, and what to type."""
    if first := _first_table(text, line):
        return "a table appears twice", f"Move its keys below line {first}, and remove this line."
    return explained(problem, text.split("\n")[line - 1])


def _first_table(text: str, line: int) -> int:
    """The line of a table that begins a second time in ``line``, or 0."""
    written = [one.strip() for one in text.split("\n")]
    header = written[line - 1] if line <= len(written) else ""
    first = written.index(header) + 1 if header.startswith("[") else line
    return first if first < line else 0


def _path_problems(
    table: str, values: Mapping[str, Any], source: Path
) -> dict[str, tuple[str, str]]:
    """What is wrong with the paths in a table, and what to type, by key."""
    found: dict[str, tuple[str, str]] = {}
    for key in _PATHS.get(table, ()):
        name = values.get(key, "")
        if problem := _path_problem(name, source):
            near = _near(name, source) if "exist" in problem else ""
            fix = f"Write “{in_toml(key, near)}”" if near else ""
            found[key] = problem, fix
    return found


def _near(name: str, source: Path) -> str:
    """The file in the source folder whose name is closest to ``name``, or ""."""
    ending = Path(name).suffix.lower()
    files = sorted(
        path.relative_to(source).as_posix()
        for path in source.rglob(f"*{ending}")
        if ending and path.is_file()
    )
    return next(iter(difflib.get_close_matches(name, files, n=1, cutoff=0.6)), "")


def _address_problems(table: str, values: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """What is wrong with the addresses in a table, by key; the schema has seen to their scheme."""
    found = {
        key: f"“{values[key]}” is not an address: its host or port is not valid."
        for key in _ADDRESSES.get(table, ())
        if values.get(key, "").startswith("http") and not is_address(values[key])
    }
    if table == "site" and "url" not in found and (problem := _base_problem(values.get("url", ""))):
        found["url"] = problem
    return {key: (problem, "") for key, problem in found.items()}


def _base_problem(url: str) -> str:
    """What is wrong with the path of the site's address, which goes into settings of servers."""
    path = split_address(url).path
    if any(part.startswith(".") for part in path.split("/")):
        return f"A part of the path in “{url}” starts with a dot, and such files are not served."
    if len(path) > _LONGEST_BASE:
        return f"The path of the address has {len(path)} characters; write {_LONGEST_BASE} at most."
    if _BASE.fullmatch(path):
        return ""
    return f"The path in “{url}” may have letters, digits and . _ ~ - between its slashes alone."


def _path_problem(name: str, source: Path) -> str:
    """What is wrong with a path in the settings, which has to stay in the source folder."""
    if not name:
        return ""
    path = source / name
    try:
        if not path.resolve().is_relative_to(source.resolve()):
            return f"“{name}” leads out of the source folder. Put the file into it."
        if not path.is_file():
            return f"“{name}” does not exist."
    except (OSError, ValueError, RuntimeError):
        return f"“{name}” is not a path to a file."
    return ""


def _line_numbers(text: str) -> dict[str, int]:
    """The line of each table and key; tomllib itself does not tell."""
    numbers: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.split("\n"), 1):
        if header := re.match(r"\s*\[\[?\s*([^\]]+?)\s*\]", line):
            table = re.sub(r"[\"'\s]", "", header[1])
            numbers.setdefault(table, number)
        elif key := re.match(r"\s*([A-Za-z0-9_-]+|\"[^\"]+\")\s*[.=]", line):
            name = key[1].strip('"')
            numbers.setdefault(f"{table}.{name}" if table else name, number)
    return numbers

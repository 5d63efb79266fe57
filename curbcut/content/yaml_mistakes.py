"""What is wrong with a line of YAML, in an editor's words, and what to type instead."""

from __future__ import annotations

import re

_KEY = re.compile(r"(?P<indent>[ \t]*)(?P<key>[\w-]+)[ \t]*:(?P<value>.*)")
_EMPHASIS = re.compile(r"\*+(?P<words>[^*]+)\*+")
_EQUALS = re.compile(r"(?P<key>[\w-]+) *= *(?P<value>\S.*?) *")
_BARE = re.compile(r"(?P<key>[\w-]+) +(?P<value>\S.*)")
_CURLY = re.compile(r"[“”„«»‘’](?P<words>[^“”„«»‘’]+)[“”„«»‘’]")
_PLAIN = {
    "could not find expected ':'": "a line without “key: value”",
    "found unexpected end of stream": "a quotation mark that is never closed",
}


def explained(problem: str, line: str) -> tuple[str, str]:
    """What PyYAML’s ``problem`` with a line means, and the fix, "" where it is not known."""
    found = _KEY.match(line)
    if re.match(r" *\t", line):
        typed = line.strip() if found else line.expandtabs(2).rstrip()
        return "a tab at the start of the line", f"Write “{typed}”"
    if "found character '\\t'" in problem:
        return "a tab", "Write spaces instead of the tab."
    if found:
        key, value = found["key"], found["value"].strip()
        if found["indent"]:
            return "a line that is indented", f"Write “{key}: {value}” at the start of the line."
        if not found["value"].startswith((" ", "\t")) and value:
            return "no space behind the colon", f"Write “{key}: {value}”"
        if emphasis := _EMPHASIS.fullmatch(value):
            return "a value that begins with “*”", f"Write {key}: {quoted(emphasis['words'])}"
        if value:
            return _of_value(problem, value), f"Write {key}: {quoted(value)}"
    if without := _without_colon(problem, line):
        return without
    known = next((plain for words, plain in _PLAIN.items() if words in problem), "")
    return known or _first_line(problem), ""


def _without_colon(problem: str, line: str) -> tuple[str, str] | None:
    """What is wrong with a line that has no colon of YAML."""
    if (bare := _BARE.fullmatch(line)) and "expected ':'" in problem:
        return "a line without “key: value”", f"Write “{bare['key']}: {bare['value']}”"
    if equals := _EQUALS.fullmatch(line):
        value = equals["value"].strip("\"'")
        return "“=” instead of a colon", f"Write “{equals['key']}: {value}”"
    if "：" in line:
        key, _, value = line.partition("：")
        return "a colon of another script", f"Write “{key.strip()}: {value.strip()}”"
    return None


def _of_value(problem: str, value: str) -> str:
    if "mapping values are not allowed" in problem:
        return "a second colon on one line"
    if value[0] in "\"'" and value.count(value[0]) == 1:
        return "a quotation mark that is never closed"
    if value[0] in "\"'":
        return "a quotation mark inside quotation marks"
    if value[0] in "@`%*&!|>[]{},?-#":
        return f"a value that begins with “{value[0]}”"
    return next((plain for words, plain in _PLAIN.items() if words in problem), "a value")


def _first_line(problem: str) -> str:
    return problem.strip().splitlines()[0] if problem.strip() else "unexpected text"


def quoted(value: str) -> str:
    """A value between quotation marks as YAML reads them."""
    words = value.strip()
    mark = words[0] if words[:1] in ("'", '"') else ""
    if mark and words.endswith(mark):
        words = words[1:-1]
    elif mark and words.count(mark) == 1:
        words = words[1:]
    return f"'{words}'" if '"' in words and "'" not in words else f'"{words.replace('"', "”")}"'


def cut_off(line: str, value: str) -> tuple[str, str] | None:
    """What is wrong with a text value that is read as ``value``, and the fix; None if nothing is.

    YAML takes what follows “ #” for a comment, and curly quotation marks for part of the text.
    """
    found = _KEY.match(line)
    written = found["value"].strip() if found else ""
    if not found or written[:1] in ("", '"', "'", "|", ">"):
        return None
    comment = re.match(rf"{re.escape(value)}\s+#(?=\S)", written)
    if comment or (not value and re.match(r"#\S", written)):
        what = f"YAML reads “{value}” and takes the rest, from “#” on, for a comment"
        return what, f"Write {found['key']}: {quoted(written)}"
    if curly := _CURLY.fullmatch(value):
        what = f"Readers see the curly quotation marks of {value}"
        return what, f"Write {found['key']}: {quoted(curly['words'])}"
    return None

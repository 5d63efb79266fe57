"""What is wrong with a line of TOML, in an editor's words, and what to type instead."""

from __future__ import annotations

import re

_PAIR = re.compile(r"\s*(?P<key>[\w.-]+)\s*(?P<sign>[=:])\s*(?P<value>.*?)\s*")
_CURLY = re.compile(r"[“”„«»‘’](?P<words>.*?)[“”„«»‘’]?")
_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_SWITCHES = {"yes": "true", "on": "true", "true": "true"} | dict.fromkeys(
    ("no", "off", "false"), "false"
)
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def explained(problem: str, line: str) -> tuple[str, str]:
    """What tomllib's ``problem`` with a line means, and the fix, "" where it is not known."""
    if re.match(r"\s*\[+[^\]]*$", line):
        return "a bracket is never closed", f"Write {line.strip()}]"
    if "overwrite" in problem or "twice" in problem:
        return "a key appears twice", "Remove one of the two lines."
    found = _PAIR.fullmatch(line)
    if found is None:
        bare = re.fullmatch(r"\s*(?P<key>[\w.-]+)\s+(?P<value>\S.*)", line)
        if bare is None:
            return problem, ""
        return "there is no equals sign", f"Write {bare['key']} = {_value(bare['value'])}"
    key, value = found["key"], found["value"]
    if value[:1] in ("[", "{"):
        return problem, ""
    if value[:1] not in ("'", '"'):
        value = re.sub(r"\s+#.*", "", value)
    what = "there is a colon instead of an equals sign"
    if found["sign"] == "=":
        what = _of_value(value)
    return what, f"Write {key} = {_value(value)}"


def _of_value(value: str) -> str:
    if not value:
        return "there is no value"
    if _CURLY.fullmatch(value):
        return "the quotation marks are curly"
    if value.lower() in _SWITCHES:
        return "there is no such value"
    if _DATE.fullmatch(value):
        return "a date has two digits for the month and for the day"
    if value[0] in "\"'" and value.count(value[0]) == 1:
        return "a quotation mark is never closed"
    if value[0] in "\"'":
        return "a quotation mark or a backslash inside the text"
    return "text needs quotation marks"


def _value(written: str) -> str:
    """A value as TOML reads it."""
    if curly := _CURLY.fullmatch(written):
        return _text(curly["words"])
    if written.lower() in _SWITCHES:
        return _SWITCHES[written.lower()]
    if date := _DATE.fullmatch(written):
        year, month, day = date.groups()
        return f"{year}-{month:0>2}-{day:0>2}"
    if _NUMBER.fullmatch(written):
        return written
    mark = written[:1]
    if mark in ("'", '"'):
        inside = written[1:-1] if written.endswith(mark) and len(written) > 1 else written[1:]
        return _text(inside)
    return _text(written)


def _text(words: str) -> str:
    if "\\" in words or '"' in words:
        return f"'{words}'" if "'" not in words else f"'''{words}'''"
    return f'"{words}"'

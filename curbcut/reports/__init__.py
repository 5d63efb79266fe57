"""Reports: from a RunResult to text, one file for each format."""

from __future__ import annotations

from collections.abc import Callable

from curbcut import plugins
from curbcut.model.finding import RunResult
from curbcut.reports.json import report_json
from curbcut.reports.plain import report_plain
from curbcut.reports.terminal import report_text

FORMATS: dict[str, Callable[[RunResult], str]] = {
    "text": report_text,
    "plain": report_plain,
    "json": report_json,
}
"""Every format of Curbcut's own that ``--report`` knows."""


def writer_of(name: str) -> Callable[[RunResult], str]:
    """What writes a report of a format, of ours or of an installed package. Raises CurbcutError."""
    if name in FORMATS:
        return FORMATS[name]
    (entry,) = (one for one in plugins.found(plugins.REPORTS) if one.name == name)
    writer: Callable[[RunResult], str] = plugins.load(entry)
    return writer

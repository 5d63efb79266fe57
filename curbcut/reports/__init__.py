"""Reports: from a RunResult to text, one file for each format."""

from __future__ import annotations

from collections.abc import Callable

from curbcut.model.finding import RunResult
from curbcut.reports.json import report_json
from curbcut.reports.plain import report_plain
from curbcut.reports.terminal import report_text

FORMATS: dict[str, Callable[[RunResult], str]] = {
    "text": report_text,
    "plain": report_plain,
    "json": report_json,
}
"""Every format that ``--report`` knows."""

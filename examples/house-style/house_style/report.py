"""A report: one line a finding, for a spreadsheet."""

import csv
import io

from curbcut import RunResult


def report_csv(result: RunResult) -> str:
    """The findings that count, as comma-separated values."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["rule", "outcome", "place", "message"])
    for one in result.findings:
        if not one.suppressed:
            writer.writerow([one.rule.id, one.outcome, one.span or one.page, one.message])
    return out.getvalue()

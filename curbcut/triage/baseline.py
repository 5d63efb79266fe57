"""Findings that were there before: only what is new counts."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from curbcut.errors import CurbcutError
from curbcut.files import read
from curbcut.model.finding import IN_BASELINE, Finding, Outcome


def read_baseline(path: Path) -> tuple[str, ...]:
    """The fingerprints in a json report, sorted; one for each finding.

    Raises:
        CurbcutError: when the file is not a json report of Curbcut.
    """
    try:
        findings = json.loads(read(path))["findings"]
        return tuple(sorted(str(one["fingerprint"]) for one in findings if one["fingerprint"]))
    except OSError as error:
        reason = error.strerror
    except (ValueError, KeyError, TypeError):
        reason = "it is not a json report"
    raise CurbcutError(
        f"The baseline “{path}” cannot be read: {reason}.",
        "Make one with “--report json=FILE”, of the same command.",
    )


def accept(findings: Iterable[Finding], baseline: Sequence[str]) -> tuple[Finding, ...]:
    """Mark the findings that the baseline has, each as often as it is there.

    What was not checked is never in a baseline.
    """
    left = Counter(baseline)
    made = []
    for finding in findings:
        known = left[finding.fingerprint] > 0 and finding.outcome is not Outcome.UNTESTED
        if known and not finding.suppressed:
            left[finding.fingerprint] -= 1
            finding = dataclasses.replace(finding, suppressed=IN_BASELINE)  # noqa: PLW2901
        made.append(finding)
    return tuple(made)

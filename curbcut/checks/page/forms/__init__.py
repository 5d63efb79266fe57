"""Forms: labels, groups, instructions, autocomplete."""

from __future__ import annotations

from curbcut.checks.api import Check
from curbcut.checks.page.forms import autocomplete, groups, instructions, label_wording, labels

CHECKS: tuple[Check, ...] = (
    labels.CHECK,
    groups.CHECK,
    instructions.CHECK,
    autocomplete.CHECK,
    label_wording.CHECK,
)

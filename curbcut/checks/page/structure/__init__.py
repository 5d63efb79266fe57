"""Headings, lists, tables, ids: what the markup says about the content."""

from __future__ import annotations

from curbcut.checks.api import Check
from curbcut.checks.page.structure import (
    duplicate_ids,
    lists,
    no_script,
    presentational_markup,
    tables,
    unsemantic_markup,
    validity,
)
from curbcut.checks.page.structure.headings import headings, page_titles

CHECKS: tuple[Check, ...] = (
    unsemantic_markup.CHECK,
    headings.CHECK,
    duplicate_ids.CHECK,
    lists.CHECK,
    presentational_markup.CHECK,
    tables.CHECK,
    page_titles.CHECK,
    validity.CHECK,
    no_script.CHECK,
)

"""Advice for pages that Curbcut did not build, whose authors write HTML and no Markdown."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from curbcut.model.finding import Finding


@cache
def fixes() -> Mapping[str, str]:
    """What to do, by the ids of rules whose own text speaks of Markdown."""
    path = Path(__file__).with_name("fixes_for_html.toml")
    return tomllib.loads(path.read_text("utf-8"))


def for_html(finding: Finding) -> Finding:
    """The finding with what to do in HTML."""
    fix = fixes().get(finding.rule.id)
    return replace(finding, rule=replace(finding.rule, fix=fix)) if fix else finding

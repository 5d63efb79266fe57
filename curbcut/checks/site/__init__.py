"""Checks of what all pages of a site say together."""

from curbcut.model.finding import Rule

RULES: tuple[Rule, ...] = ()

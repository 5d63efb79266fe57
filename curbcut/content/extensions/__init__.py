"""What Curbcut's Markdown can do beyond CommonMark: one file each, registered here."""

from curbcut.content.extensions import (
    abbreviations,
    attributes,
    conflicts,
    containers,
    definitions,
    footnotes,
    headings,
    keys,
    nested_links,
    pictures,
    tables,
    tabs,
    tasks,
)

EXTENSIONS = (
    conflicts,
    containers,
    tables,
    tasks,
    keys,
    abbreviations,
    definitions,
    footnotes,
    attributes,
    nested_links,
    pictures,
    headings,
    tabs,
)
"""Each has ``install(md)``, which adds its rules to a parser, and RULES, which it may report."""

RULES = tuple(rule for extension in EXTENSIONS for rule in extension.RULES)

"""The settings of a site as one value."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from curbcut.config.tables import (
    BudgetTable,
    CheckTable,
    ContactTable,
    FeedbackTable,
    LanguageTable,
    MarkdownTable,
    PrintTable,
    PrivacyTable,
    RelatedTable,
    SearchTable,
    SecurityTable,
    SiteTable,
    ThemeTable,
)
from curbcut.model.source import Span
from curbcut.model.theme import Theme

FILE = "site.toml"
OUR_FILES = frozenset({FILE, "addresses.txt", "reviews.toml", "suppressions.toml"})
"""Files in the source folder that configure builds and checks; they are never published."""


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of a site, its source folder, and the theme that its pages are rendered with.

    ``languages`` are the additional ones, by code, in the order of the file. ``spans`` gives the
    position of each setting by its dotted name ("contact.page"). ``offline`` says that links name
    files rather than folders; it comes from the command line.
    """

    source: Path
    templates: Theme = field(default_factory=Theme)
    site: SiteTable = field(default_factory=SiteTable)
    contact: ContactTable = field(default_factory=ContactTable)
    markdown: MarkdownTable = field(default_factory=MarkdownTable)
    check: CheckTable = field(default_factory=CheckTable)
    search: SearchTable = field(default_factory=SearchTable)
    print: PrintTable = field(default_factory=PrintTable)
    security: SecurityTable = field(default_factory=SecurityTable)
    privacy: PrivacyTable = field(default_factory=PrivacyTable)
    languages: dict[str, LanguageTable] = field(default_factory=dict)
    related: RelatedTable = field(default_factory=RelatedTable)
    feedback: FeedbackTable = field(default_factory=FeedbackTable)
    budget: BudgetTable = field(default_factory=BudgetTable)
    theme: ThemeTable = field(default_factory=ThemeTable)
    spans: dict[str, Span] = field(default_factory=dict)
    file: str = ""
    offline: bool = False

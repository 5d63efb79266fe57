"""Headings, lists and tables that are not marked up as such."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.checks.source.headings import BOLD
from curbcut.checks.source.lists import TYPED as TYPED_LIST
from curbcut.checks.source.tables import TYPED as TYPED_TABLE

# What the markup says does not depend on how the page is met.
CHECK = Check(
    rules=(BOLD, TYPED_LIST, TYPED_TABLE),
    states=(states.LIGHT,),
    script="page/structure/unsemantic_markup.js",
)

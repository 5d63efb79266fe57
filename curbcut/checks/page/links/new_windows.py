"""Links that open a new window."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule, Severity

UNANNOUNCED = Rule(
    id="link-new-window-unannounced",
    summary="A link opens a new window and does not say so",
    why="People who cannot see that a new window opened wonder why “back” does nothing.",
    fix="Let the link open in the same window, or say “(opens in a new window)” in its text.",
    criteria=("3.2.5",),
    severity=Severity.WARNING,
    question="Does anything near the link “{text}” say that it opens a new window?",
    how="Links with a target of their own or of the whole page, and links and buttons whose code"
    " opens a window, whose name, description and the text right beside them say nothing of a"
    " window or a tab. A target that is a frame of the page is none.",
    limits="Words in a language without a list of words for it; windows that a separate script"
    " opens.",
    source="WCAG 2.2 technique G201",
    messages={"cantTell": "“{text}” opens a new window; nothing in its name says so"},
)
# Where a link opens does not depend on colours or width.
CHECK = Check(
    rules=(UNANNOUNCED,),
    states=(states.LIGHT,),
    script="page/links/new_windows.js",
)

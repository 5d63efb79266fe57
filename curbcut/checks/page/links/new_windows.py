"""Links that open a new window."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule, Severity

UNANNOUNCED = Rule(
    id="link-new-window-unannounced",
    summary="A link opens a new window and does not say so",
    why=(
        "People who cannot see that a new window opened do not understand why “back” does nothing."
    ),
    fix="Let the link open in the same window, or add “(opens in a new window)” to its text.",
    criteria=("3.2.5",),
    severity=Severity.WARNING,
    question="Does anything near the link “{text}” say that it opens a new window?",
    how=(
        "Links with a target of their own or of the whole page, and links and buttons whose code"
        " opens a window, where the name, description and text right beside them do not mention"
        " a window or tab. A target that is a frame of the page does not count."
    ),
    limits="Languages without a word list; windows opened by a separate script.",
    source="WCAG 2.2 technique G201",
    messages={"cantTell": "“{text}” opens a new window, but its name does not say so"},
    examples=(
        (
            '<p><a href="/prices" target="_blank">Price list</a></p>',
            ('<p><a href="/prices" target="_blank">Price list (opens in a new window)</a></p>'),
        ),
    ),
)
# Where a link opens does not depend on colours or width.
CHECK = Check(
    rules=(UNANNOUNCED,),
    states=(states.LIGHT,),
    script="page/links/new_windows.js",
)

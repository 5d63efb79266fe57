"""The success criteria of WCAG 2.2.

Source: Web Content Accessibility Guidelines (WCAG) 2.2, W3C Recommendation of 12 December 2024
(first published on 5 October 2023), https://www.w3.org/TR/2024/REC-WCAG22-20241212/. Numbers,
names and levels are those of that document; 4.1.1 Parsing is left out, because WCAG 2.2 removed
it. The slugs are the addresses of the pages in "Understanding WCAG 2.2".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

type Level = Literal["A", "AA", "AAA"]

LEVELS: tuple[Level, ...] = ("A", "AA", "AAA")
"""The conformance levels, the least demanding first."""

_UNDERSTANDING = "https://www.w3.org/WAI/WCAG22/Understanding/"


@dataclass(frozen=True, slots=True)
class Criterion:
    """A success criterion: its number ("1.4.3"), English name, level, and place on the web."""

    number: str
    name: str
    level: Level
    slug: str


CRITERIA: tuple[Criterion, ...] = (
    Criterion("1.1.1", "Non-text Content", "A", "non-text-content"),
    Criterion(
        "1.2.1",
        "Audio-only and Video-only (Prerecorded)",
        "A",
        "audio-only-and-video-only-prerecorded",
    ),
    Criterion("1.2.2", "Captions (Prerecorded)", "A", "captions-prerecorded"),
    Criterion(
        "1.2.3",
        "Audio Description or Media Alternative (Prerecorded)",
        "A",
        "audio-description-or-media-alternative-prerecorded",
    ),
    Criterion("1.2.4", "Captions (Live)", "AA", "captions-live"),
    Criterion("1.2.5", "Audio Description (Prerecorded)", "AA", "audio-description-prerecorded"),
    Criterion("1.2.6", "Sign Language (Prerecorded)", "AAA", "sign-language-prerecorded"),
    Criterion(
        "1.2.7",
        "Extended Audio Description (Prerecorded)",
        "AAA",
        "extended-audio-description-prerecorded",
    ),
    Criterion("1.2.8", "Media Alternative (Prerecorded)", "AAA", "media-alternative-prerecorded"),
    Criterion("1.2.9", "Audio-only (Live)", "AAA", "audio-only-live"),
    Criterion("1.3.1", "Info and Relationships", "A", "info-and-relationships"),
    Criterion("1.3.2", "Meaningful Sequence", "A", "meaningful-sequence"),
    Criterion("1.3.3", "Sensory Characteristics", "A", "sensory-characteristics"),
    Criterion("1.3.4", "Orientation", "AA", "orientation"),
    Criterion("1.3.5", "Identify Input Purpose", "AA", "identify-input-purpose"),
    Criterion("1.3.6", "Identify Purpose", "AAA", "identify-purpose"),
    Criterion("1.4.1", "Use of Color", "A", "use-of-color"),
    Criterion("1.4.2", "Audio Control", "A", "audio-control"),
    Criterion("1.4.3", "Contrast (Minimum)", "AA", "contrast-minimum"),
    Criterion("1.4.4", "Resize Text", "AA", "resize-text"),
    Criterion("1.4.5", "Images of Text", "AA", "images-of-text"),
    Criterion("1.4.6", "Contrast (Enhanced)", "AAA", "contrast-enhanced"),
    Criterion("1.4.7", "Low or No Background Audio", "AAA", "low-or-no-background-audio"),
    Criterion("1.4.8", "Visual Presentation", "AAA", "visual-presentation"),
    Criterion("1.4.9", "Images of Text (No Exception)", "AAA", "images-of-text-no-exception"),
    Criterion("1.4.10", "Reflow", "AA", "reflow"),
    Criterion("1.4.11", "Non-text Contrast", "AA", "non-text-contrast"),
    Criterion("1.4.12", "Text Spacing", "AA", "text-spacing"),
    Criterion("1.4.13", "Content on Hover or Focus", "AA", "content-on-hover-or-focus"),
    Criterion("2.1.1", "Keyboard", "A", "keyboard"),
    Criterion("2.1.2", "No Keyboard Trap", "A", "no-keyboard-trap"),
    Criterion("2.1.3", "Keyboard (No Exception)", "AAA", "keyboard-no-exception"),
    Criterion("2.1.4", "Character Key Shortcuts", "A", "character-key-shortcuts"),
    Criterion("2.2.1", "Timing Adjustable", "A", "timing-adjustable"),
    Criterion("2.2.2", "Pause, Stop, Hide", "A", "pause-stop-hide"),
    Criterion("2.2.3", "No Timing", "AAA", "no-timing"),
    Criterion("2.2.4", "Interruptions", "AAA", "interruptions"),
    Criterion("2.2.5", "Re-authenticating", "AAA", "re-authenticating"),
    Criterion("2.2.6", "Timeouts", "AAA", "timeouts"),
    Criterion("2.3.1", "Three Flashes or Below Threshold", "A", "three-flashes-or-below-threshold"),
    Criterion("2.3.2", "Three Flashes", "AAA", "three-flashes"),
    Criterion("2.3.3", "Animation from Interactions", "AAA", "animation-from-interactions"),
    Criterion("2.4.1", "Bypass Blocks", "A", "bypass-blocks"),
    Criterion("2.4.2", "Page Titled", "A", "page-titled"),
    Criterion("2.4.3", "Focus Order", "A", "focus-order"),
    Criterion("2.4.4", "Link Purpose (In Context)", "A", "link-purpose-in-context"),
    Criterion("2.4.5", "Multiple Ways", "AA", "multiple-ways"),
    Criterion("2.4.6", "Headings and Labels", "AA", "headings-and-labels"),
    Criterion("2.4.7", "Focus Visible", "AA", "focus-visible"),
    Criterion("2.4.8", "Location", "AAA", "location"),
    Criterion("2.4.9", "Link Purpose (Link Only)", "AAA", "link-purpose-link-only"),
    Criterion("2.4.10", "Section Headings", "AAA", "section-headings"),
    Criterion("2.4.11", "Focus Not Obscured (Minimum)", "AA", "focus-not-obscured-minimum"),
    Criterion("2.4.12", "Focus Not Obscured (Enhanced)", "AAA", "focus-not-obscured-enhanced"),
    Criterion("2.4.13", "Focus Appearance", "AAA", "focus-appearance"),
    Criterion("2.5.1", "Pointer Gestures", "A", "pointer-gestures"),
    Criterion("2.5.2", "Pointer Cancellation", "A", "pointer-cancellation"),
    Criterion("2.5.3", "Label in Name", "A", "label-in-name"),
    Criterion("2.5.4", "Motion Actuation", "A", "motion-actuation"),
    Criterion("2.5.5", "Target Size (Enhanced)", "AAA", "target-size-enhanced"),
    Criterion("2.5.6", "Concurrent Input Mechanisms", "AAA", "concurrent-input-mechanisms"),
    Criterion("2.5.7", "Dragging Movements", "AA", "dragging-movements"),
    Criterion("2.5.8", "Target Size (Minimum)", "AA", "target-size-minimum"),
    Criterion("3.1.1", "Language of Page", "A", "language-of-page"),
    Criterion("3.1.2", "Language of Parts", "AA", "language-of-parts"),
    Criterion("3.1.3", "Unusual Words", "AAA", "unusual-words"),
    Criterion("3.1.4", "Abbreviations", "AAA", "abbreviations"),
    Criterion("3.1.5", "Reading Level", "AAA", "reading-level"),
    Criterion("3.1.6", "Pronunciation", "AAA", "pronunciation"),
    Criterion("3.2.1", "On Focus", "A", "on-focus"),
    Criterion("3.2.2", "On Input", "A", "on-input"),
    Criterion("3.2.3", "Consistent Navigation", "AA", "consistent-navigation"),
    Criterion("3.2.4", "Consistent Identification", "AA", "consistent-identification"),
    Criterion("3.2.5", "Change on Request", "AAA", "change-on-request"),
    Criterion("3.2.6", "Consistent Help", "A", "consistent-help"),
    Criterion("3.3.1", "Error Identification", "A", "error-identification"),
    Criterion("3.3.2", "Labels or Instructions", "A", "labels-or-instructions"),
    Criterion("3.3.3", "Error Suggestion", "AA", "error-suggestion"),
    Criterion(
        "3.3.4",
        "Error Prevention (Legal, Financial, Data)",
        "AA",
        "error-prevention-legal-financial-data",
    ),
    Criterion("3.3.5", "Help", "AAA", "help"),
    Criterion("3.3.6", "Error Prevention (All)", "AAA", "error-prevention-all"),
    Criterion("3.3.7", "Redundant Entry", "A", "redundant-entry"),
    Criterion(
        "3.3.8",
        "Accessible Authentication (Minimum)",
        "AA",
        "accessible-authentication-minimum",
    ),
    Criterion(
        "3.3.9",
        "Accessible Authentication (Enhanced)",
        "AAA",
        "accessible-authentication-enhanced",
    ),
    Criterion("4.1.2", "Name, Role, Value", "A", "name-role-value"),
    Criterion("4.1.3", "Status Messages", "AA", "status-messages"),
)
"""All success criteria of WCAG 2.2, in the order of the document: 31 A, 24 AA and 31 AAA."""

_BY_NUMBER = {criterion.number: criterion for criterion in CRITERIA}


def criterion(number: str) -> Criterion:
    """The success criterion with this number.

    Raises:
        ValueError: WCAG 2.2 has no success criterion of that number.
    """
    try:
        return _BY_NUMBER[number]
    except KeyError:
        raise ValueError(f"WCAG 2.2 has no success criterion “{number}”") from None


def level_of(numbers: Iterable[str]) -> Level | Literal[""]:
    """The lowest level among these criteria (A, then AA, then AAA); empty where there are none.

    Raises:
        ValueError: one of the numbers is not that of a WCAG 2.2 success criterion.
    """
    return min((criterion(number).level for number in numbers), key=LEVELS.index, default="")


def understanding_url(number: str) -> str:
    """The address of the W3C page that explains this criterion.

    Raises:
        ValueError: WCAG 2.2 has no success criterion of that number.
    """
    return _UNDERSTANDING + criterion(number).slug

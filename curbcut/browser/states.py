"""The states in which pages are checked, in the order in which a page is put into them.

Which rules run in which state, and why, is defined where the rules are registered: ``STATES`` of
each check, and ``BY_STATE`` for axe-core's rules.
"""

from __future__ import annotations

import difflib

from curbcut.model.finding import CurbcutError
from curbcut.model.state import State

LIGHT = State(
    id="light",
    title="light colours",
    why="Most readers see a page in light colours on a wide screen.",
)
DARK = State(
    id="dark",
    title="dark colours",
    media=(("prefers-color-scheme", "dark"),),
    why="Readers who find bright screens dazzling set their device to dark colours.",
)
FORCED_COLORS = State(
    id="forced-colors",
    title="forced colours",
    media=(("forced-colors", "active"), ("prefers-color-scheme", "dark")),
    why="Readers with low vision replace all colours with a few of their own (Windows contrast"
    " themes); anything drawn only with background colours disappears.",
)
NARROW = State(
    id="narrow",
    title="320 CSS pixels wide",
    width=320,
    height=800,
    why="A 1280 pixel wide window at 400 % zoom is 320 CSS pixels wide, as is a small phone"
    " (WCAG 2.2, 1.4.10 Reflow).",
)
ZOOM_200 = State(
    id="zoom-200",
    title="200 % zoom",
    width=640,
    height=512,
    why="A 1280 by 1024 pixel window at 200 % zoom is 640 by 512 CSS pixels (WCAG 2.2, 1.4.4 Resize"
    " Text).",
)
TEXT_200 = State(
    id="text-200",
    title="text at 200 %",
    css=":root { font-size: 200% !important }",
    why="Readers who need larger text double it without enlarging the rest (WCAG 2.2, 1.4.4).",
)
TEXT_SPACING = State(
    id="text-spacing",
    title="wide text spacing",
    css="* { line-height: 1.5 !important; letter-spacing: 0.12em !important;"
    " word-spacing: 0.16em !important } p { margin-block-end: 2em !important }",
    why="Readers with dyslexia or low vision spread text out (the figures of WCAG 2.2, 1.4.12).",
)
REDUCED_MOTION = State(
    id="reduced-motion",
    title="reduced motion",
    media=(("prefers-reduced-motion", "reduce"),),
    why="Readers who feel ill when things move on screen set their device to reduce motion.",
)
PORTRAIT = State(
    id="portrait",
    title="phone in portrait",
    width=390,
    height=844,
    why="A device may be fixed to a wheelchair in one orientation (WCAG 2.2, 1.3.4).",
)
LANDSCAPE = State(
    id="landscape",
    title="phone in landscape",
    width=844,
    height=390,
    why="A device may be fixed to a wheelchair in one orientation (WCAG 2.2, 1.3.4).",
)
PRINT = State(
    id="print",
    title="print",
    width=794,
    height=1123,
    media_type="print",
    why="Some readers print a page to read it; A4 at 96 pixels an inch.",
)
NO_SCRIPT = State(
    id="no-script",
    title="without JavaScript",
    scripts=False,
    why="Scripts are blocked, fail or never arrive for some readers.",
)
MORE_CONTRAST = State(
    id="more-contrast",
    title="more contrast",
    media=(("prefers-contrast", "more"),),
    like="dark",
    why="Readers with low vision ask their device for more contrast.",
)
LESS_TRANSPARENCY = State(
    id="less-transparency",
    title="less transparency",
    media=(("prefers-reduced-transparency", "reduce"),),
    like="dark",
    why="Readers who cannot read text over something else switch transparency off.",
)
ZOOM_400 = State(
    id="zoom-400",
    title="400 % zoom",
    width=320,
    height=256,
    like="narrow",
    why="A 1280 by 1024 pixel window at 400 % zoom is 320 by 256 CSS pixels (WCAG 2.2, 1.4.10):"
    " what stays in place while a page scrolls takes most of it.",
)

STATES: tuple[State, ...] = (
    LIGHT,
    DARK,
    MORE_CONTRAST,
    LESS_TRANSPARENCY,
    FORCED_COLORS,
    REDUCED_MOTION,
    TEXT_SPACING,
    TEXT_200,
    ZOOM_200,
    NARROW,
    ZOOM_400,
    PORTRAIT,
    LANDSCAPE,
    PRINT,
    NO_SCRIPT,
)
"""All states. Those in the default viewport come first (but for “no-script”, which reloads the page
anyway), because each change of size causes a new layout.

A state in which no rule runs is neither entered nor reported.
"""

OPENED = State(
    id="opened",
    title="with everything open",
    opens=True,
    like="light",
    why="Details, tabs, menus, dialogs and popovers are a part of the page once readers open them.",
)
TOUCH = State(
    id="touch",
    title="touch screen",
    width=390,
    height=844,
    touch=True,
    like="narrow",
    why="A phone has no mouse: nothing hovers, and fingers are larger than its arrow.",
)
CHECKED: tuple[State, ...] = (*STATES, OPENED, TOUCH)
"""The states of a check: those that a page is put into, then those that it is opened anew for."""


def chosen(ids: tuple[str, ...], *, own: bool = False) -> tuple[State, ...]:
    """The states with these ids, always with the first: pages open in it. Without ids all of them.

    ``own``: Curbcut built the pages. They are checked on a touch screen only if that is asked for,
    because it takes a browser tab of its own for each page, which doubles the time.

    Raises:
        CurbcutError: when there is no such state.
    """
    known = [state.id for state in CHECKED]
    for name in ids:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"Did you mean “{near[0]}”? " if near else ""
            raise CurbcutError(
                f"There is no state “{name}”.", f"{hint}The states are {', '.join(known)}."
            )
    if ids:
        return tuple(state for state in CHECKED if state.id in ids or state is LIGHT)
    return tuple(state for state in CHECKED if not (own and state.touch))

"""What moves, blinks or flashes by style sheets and drawings."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule, Severity

ENDLESS = Rule(
    id="animation-endless",
    summary="Something moves or blinks for more than five seconds and cannot be paused",
    why="Movement at the edge of the eye keeps some people from reading anything else.",
    fix="Let it stop after five seconds, or put a button beside it that pauses it.",
    criteria=("2.2.2",),
    question="Can readers pause, stop or hide what moves at “{text}”, or is it too slight to"
    " distract?",
    how="Running animations of style sheets, scripts and drawings whose end is more than five"
    " seconds away. It fails where text or a picture moves beside other text and the page has"
    " nothing at all that could stop it; otherwise it is asked about. Signs that something is"
    " loading, and what is smaller than 24 pixels, are left out.",
    limits="Whether a button really stops it.",
    source="WCAG 2.2, 2.2.2: five seconds",
    messages={
        "moves": "“{text}” moves without end, and nothing on the page stops it",
        "blinks": "“{text}” blinks or fades without end, and nothing on the page stops it",
        "moves-perhaps": "“{text}” moves for more than five seconds",
        "blinks-perhaps": "“{text}” blinks or fades for more than five seconds",
    },
)
FLASHING = Rule(
    id="flashing",
    summary="Something large flashes more than three times a second",
    why="Flashing can cause seizures.",
    fix="Let it flash at most three times a second, or not at all.",
    criteria=("2.3.1",),
    question="Does it flash less than three times a second, or too faintly to matter?",
    how="Animations of colour or visibility that turn more often than three times a second, on an"
    " area larger than a quarter of 341 by 256 pixels.",
    limits="Films, and flashes made by scripts.",
    source="WCAG 2.2, definition of “general flash and red flash thresholds”",
    messages={"cantTell": "It may flash {rate} times a second"},
)
DESPITE = Rule(
    id="motion-despite-preference",
    summary="Things move although the reader's device asks for less movement",
    why="Large movements make some people dizzy or sick; they have told their device so.",
    fix="Put the movement into “@media (prefers-reduced-motion: no-preference)”.",
    criteria=("2.3.3",),
    severity=Severity.SUGGESTION,
    question="Is the movement of “{text}” needed, or so slight that it makes nobody dizzy?",
    how="Endless movement and smooth scrolling that go on under “reduced motion”.",
    source="WCAG 2.2 technique C39",
    messages={
        "cantTell": "“{text}” goes on moving under “reduced motion”",
        "scroll": "Jumps within the page are smooth under “reduced motion” too",
    },
)
# Readers meet movement in any state; what they asked their device for is a state of its own.
CHECK = Check(
    rules=(ENDLESS, FLASHING, DESPITE),
    states={
        ENDLESS.id: (states.LIGHT,),
        FLASHING.id: (states.LIGHT,),
        DESPITE.id: (states.REDUCED_MOTION,),
    },
    script="page/motion/animation.js",
)

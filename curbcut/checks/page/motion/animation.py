"""Movement, blinking and flashing by style sheets and SVG."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule, Severity

ENDLESS = Rule(
    id="animation-endless",
    summary="Something moves or blinks for more than five seconds and cannot be paused",
    why="Movement at the edge of their vision stops some people from reading anything else.",
    fix="Stop it after five seconds, or put a button beside it that pauses it.",
    criteria=("2.2.2",),
    question="Can readers pause, stop or hide what moves at “{text}”, or is it too slight to"
    " distract?",
    how=(
        "Running animations from style sheets, scripts and SVG that go on for more than five"
        " seconds. It fails where text or an image moves beside other text and the page has"
        " nothing that could stop it. Otherwise it is a question. Loading indicators, and"
        " anything smaller than 24 pixels, are skipped."
    ),
    limits="Whether a button really stops it.",
    source="WCAG 2.2, 2.2.2: five seconds",
    messages={
        "moves": "“{text}” moves without end, and nothing on the page stops it",
        "blinks": "“{text}” blinks or fades without end, and nothing on the page stops it",
        "moves-perhaps": "“{text}” moves for more than five seconds",
        "blinks-perhaps": "“{text}” blinks or fades for more than five seconds",
    },
    examples=(
        (
            (
                "<style>\n"
                "@keyframes slide { to { transform: translateX(50px) } }\n"
                "@media (prefers-reduced-motion: no-preference) { .new { animation: slide"
                " 2s infinite } }\n"
                "</style>\n"
                '<p class="new">Chains for all bicycles</p><p>We repair every bicycle.</p>'
            ),
            (
                "<style>\n"
                "@keyframes slide { from { transform: translateX(50px) } }\n"
                "@media (prefers-reduced-motion: no-preference) { .new { animation: slide"
                " 2s } }\n"
                "</style>\n"
                '<p class="new">Chains for all bicycles</p><p>We repair every bicycle.</p>'
            ),
        ),
    ),
)
FLASHING = Rule(
    id="flashing",
    summary="Something large flashes more than three times a second",
    why="Flashing can cause seizures.",
    fix="Limit the flashing to three times a second, or remove it.",
    criteria=("2.3.1",),
    question="Does it flash three times a second or less, or too faintly to matter?",
    how=(
        "Animations of colour or visibility that change more than three times a second, on an"
        " area larger than a quarter of 341 by 256 pixels."
    ),
    limits="Videos, and flashes made by scripts.",
    source="WCAG 2.2, definition of “general flash and red flash thresholds”",
    messages={"cantTell": "It may flash {rate} times a second"},
    examples=(
        (
            (
                "<style>\n"
                "  @keyframes flash { 0%, 100% { background-color: #000 } 50% { "
                "background-color: #fff } }\n"
                "  .lamp { height: 200px; width: 400px; animation: flash 0.2s infinite }\n"
                "</style>\n"
                "<p><button>Pause the lamp</button></p>\n"
                '<div class="lamp"></div>'
            ),
            (
                "<style>\n"
                "  @keyframes flash { 0%, 100% { background-color: #000 } 50% { "
                "background-color: #fff } }\n"
                "  .lamp { height: 200px; width: 400px; animation: flash 2s infinite }\n"
                "</style>\n"
                "<p><button>Pause the lamp</button></p>\n"
                '<div class="lamp"></div>'
            ),
        ),
    ),
)
DESPITE = Rule(
    id="motion-despite-preference",
    summary="Animation ignores the reader's reduced-motion setting",
    why=(
        "Large movements make some people dizzy or sick; they have set their device to reduce"
        " motion."
    ),
    fix="Put the animation inside “@media (prefers-reduced-motion: no-preference)”.",
    criteria=("2.3.3",),
    severity=Severity.SUGGESTION,
    question="Is the movement of “{text}” needed, or too slight to make anyone dizzy?",
    how="Endless movement and smooth scrolling that go on under “reduced motion”.",
    source="WCAG 2.2 technique C39",
    messages={
        "cantTell": "“{text}” keeps moving under “reduced motion”",
        "scroll": "Scrolling within the page stays smooth under “reduced motion”",
    },
    examples=(
        (
            (
                "<style>\n"
                "  @keyframes slide { to { transform: translateX(300px) } }\n"
                "  .news { animation: slide 4s linear infinite; width: 200px }\n"
                "</style>\n"
                "<p><button>Pause the news</button></p>\n"
                '<p class="news">We are open on Sundays</p>'
            ),
            (
                "<style>\n"
                "  @keyframes slide { to { transform: translateX(300px) } }\n"
                "  .news { animation: slide 4s linear infinite; width: 200px }\n"
                "  @media (prefers-reduced-motion: reduce) { .news { animation: none } }\n"
                "</style>\n"
                "<p><button>Pause the news</button></p>\n"
                '<p class="news">We are open on Sundays</p>'
            ),
        ),
    ),
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

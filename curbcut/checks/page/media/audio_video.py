"""Films and sound: captions, alternatives, what starts by itself and how it is stopped."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule, Severity

CAPTIONS = Rule(
    id="media-captions-missing",
    summary="A film may have no captions",
    why="People who cannot hear miss what is said.",
    fix="Add captions that say everything that is spoken and name the sounds that matter.",
    criteria=("1.2.2",),
    question="Does “{text}” have captions for everything that can be heard, in its own language?",
    how="Films on players of other sites, and films whose caption files are missing, broken or of"
    " another kind. A film without any caption file is asked about by axe-core. Silent backgrounds"
    " and films that repeat the page's text are left out.",
    limits="Whether captions are right, and captions that are part of the picture.",
    messages={
        "player": "Whether the film “{text}” on another site's player has captions is not known",
        "kind": "“{text}” has tracks, but none of them is for captions",
        "broken": "The caption file of “{text}” is not there",
        "subtitles": "“{text}” has subtitles; captions name sounds and speakers as well",
    },
)
ALTERNATIVE = Rule(
    id="media-alternative-missing",
    summary="Nothing near a recording offers the same in another form",
    why="People who cannot see the film or hear the sound miss what it tells.",
    fix="Put a transcript next to the recording; for a film, describe what is only seen.",
    criteria=("1.2.1", "1.2.3", "1.2.5"),
    question="Can somebody who cannot see or hear “{text}” learn all of it in another way?",
    how="Films and sound with no word of a transcript, a description or a text version nearby.",
    limits="Whether what is offered is complete; transcripts on other pages that nothing names.",
    messages={
        "cantTell": "Nothing near the film “{text}” offers a description or a transcript",
        "transcript": "“{text}” has a transcript; whether what is only seen is described, is"
        " not known",
        "sound": "Nothing near the recording “{text}” offers a transcript",
        "spoken": "“{text}” has a transcript; whether it says all that is heard is not known",
    },
)
AUTOPLAY = Rule(
    id="media-plays-by-itself",
    summary="Sound or a film starts by itself",
    why="Sound drowns the screen reader; movement keeps some people from reading anything else.",
    fix="Let readers start it themselves, or put a pause button before it.",
    criteria=("1.4.2", "2.2.2"),
    question="Can “{text}” be stopped at once, by keyboard as well?",
    how="Players of other sites, plug-in content and silent films that are told to start with the"
    " page. Films and recordings of the page itself fail if they can be heard for more than three"
    " seconds, have no controls, and the page has no button at all; otherwise axe-core asks.",
    source="WCAG 2.2, 1.4.2: three seconds; failure F93",
    messages={
        "failed": "“{text}” starts with the page, can be heard, and nothing stops it",
        "sound": "“{text}” starts with the page and may be heard",
        "moves": "“{text}” starts with the page and has no controls",
    },
)
CONTROLS = Rule(
    id="media-without-controls",
    summary="A recording has no controls",
    why="People who use a keyboard cannot start, stop or turn it down.",
    fix="Give it the controls attribute.",
    criteria=("2.1.1",),
    severity=Severity.WARNING,
    question="Can “{text}” be started, stopped and turned down by keyboard?",
    how="Films, and sound that starts by itself, with neither the browser's controls nor a button"
    " near them.",
    messages={"cantTell": "“{text}” has no controls"},
)
PLUG_IN = Rule(
    id="plug-in-content",
    summary="The page needs a plug-in that browsers no longer have",
    why="Nobody sees the content any more, and assistive technology never reached it.",
    fix="Replace it by HTML, a film or a picture.",
    criteria=("1.1.1", "4.1.2"),
    severity=Severity.WARNING,
    question="Is everything in “{text}” on the page in another form too?",
    how="Flash, Director, Silverlight and Java content.",
    messages={"cantTell": "“{text}” needs a plug-in"},
)
# What a recording is and what stands beside it does not depend on colours or width.
CHECK = Check(
    rules=(CAPTIONS, ALTERNATIVE, AUTOPLAY, CONTROLS, PLUG_IN),
    states=(states.LIGHT,),
    script="page/media/audio_video.js",
)

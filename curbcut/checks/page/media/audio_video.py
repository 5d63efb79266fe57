"""Video and audio: captions, alternatives, what plays automatically and how to stop it."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule, Severity

CAPTIONS = Rule(
    id="media-captions-missing",
    summary="A video may have no captions",
    why="People who cannot hear miss what is said.",
    fix="Add captions that include everything that is said and the sounds that matter.",
    criteria=("1.2.2",),
    question="Does “{text}” have captions for everything that can be heard, in its own language?",
    how=(
        "Videos in players of other sites, and videos whose caption files are missing, broken or"
        " of another kind. A video without any caption file is a question of axe-core. Silent"
        " backgrounds and videos that repeat the page's text are skipped."
    ),
    limits="Whether captions are right, and captions that are part of the picture.",
    messages={
        "player": "Captions for the video “{text}” in another site's player could not be checked",
        "kind": '“{text}” has tracks, but none has kind="captions"',
        "broken": "The caption file of “{text}” does not exist",
        "subtitles": "“{text}” has subtitles; captions name sounds and speakers as well",
    },
    examples=(
        (
            (
                '<video controls src="repair.mp4">\n'
                '  <track kind="captions" srclang="en">\n'
                "</video>\n"
                '<p><a href="/described">The same video with audio description</a></p>'
            ),
            (
                '<video controls src="repair.mp4">\n'
                '  <track kind="captions" srclang="en" src="captions.vtt">\n'
                "</video>\n"
                '<p><a href="/described">The same video with audio description</a></p>'
            ),
        ),
    ),
)
ALTERNATIVE = Rule(
    id="media-alternative-missing",
    summary="A recording has no transcript or description nearby",
    why="People who cannot see the video or hear the sound miss its content.",
    fix=(
        "Put a transcript next to the recording. For a video, also describe what is only visible."
    ),
    criteria=("1.2.1", "1.2.3", "1.2.5"),
    question="Can someone who cannot see or hear “{text}” learn all of it in another way?",
    how=(
        "Videos and audio with no mention of a transcript, a description or a text version nearby."
        " It fails where a link leads to a recording, which has no captions to switch on."
    ),
    limits="Whether the alternative is complete; transcripts on other pages that nothing mentions.",
    messages={
        "cantTell": "Nothing near the video “{text}” offers a description or transcript",
        "transcript": "“{text}” has a transcript; does it describe what is only visible?",
        "sound": "Nothing near the recording “{text}” offers a transcript",
        "spoken": "“{text}” has a transcript; does it include everything that is heard?",
        "linked": "The link “{text}” leads to a recording, and nothing near it offers a transcript",
    },
    examples=(
        (
            (
                '<video controls src="repair.mp4">\n'
                '  <track kind="captions" srclang="en" src="captions.vtt">\n'
                "</video>"
            ),
            (
                '<video controls src="repair.mp4">\n'
                '  <track kind="captions" srclang="en" src="captions.vtt">\n'
                "</video>\n"
                '<p><a href="/described">The same video with audio description</a></p>'
            ),
        ),
    ),
)
AUTOPLAY = Rule(
    id="media-plays-by-itself",
    summary="Audio or video starts automatically",
    why=(
        "Sound drowns out the screen reader. Movement stops some people from reading anything else."
    ),
    fix="Remove autoplay so that readers start it themselves, or put a pause button before it.",
    criteria=("1.4.2", "2.2.2"),
    question="Can “{text}” be stopped at once, with the keyboard too?",
    how=(
        "Players of other sites, plug-in content and silent videos set to start with the page."
        " Videos and audio of the page itself fail if they can be heard for more than three"
        " seconds, have no controls, and the page has no button at all; otherwise they are a"
        " question of axe-core."
    ),
    source="WCAG 2.2, 1.4.2: three seconds; failure F93",
    messages={
        "failed": "“{text}” starts automatically, can be heard, and nothing stops it",
        "sound": "“{text}” starts automatically and may have sound",
        "moves": "“{text}” starts automatically and has no controls",
    },
    examples=(
        (
            '<video autoplay muted loop src="repair.mp4"></video>',
            (
                '<video controls src="repair.mp4">\n'
                '  <track kind="captions" srclang="en" src="captions.vtt">\n'
                "</video>\n"
                '<p><a href="/described">The same video with audio description</a></p>'
            ),
        ),
    ),
)
CONTROLS = Rule(
    id="media-without-controls",
    summary="A recording has no controls",
    why="People who use a keyboard cannot start it, stop it or change its volume.",
    fix="Add the controls attribute: <video controls>.",
    criteria=("2.1.1",),
    severity=Severity.WARNING,
    question="Can “{text}” be started, stopped and turned down with the keyboard?",
    how=(
        "Videos, and audio that starts automatically, with neither the browser's controls nor a"
        " button near them."
    ),
    messages={"cantTell": "“{text}” has no controls"},
    examples=(
        (
            (
                '<video src="repair.mp4">\n'
                '  <track kind="captions" srclang="en" src="captions.vtt">\n'
                "</video>\n"
                '<p><a href="/described">The same video with audio description</a></p>'
            ),
            (
                '<video controls src="repair.mp4">\n'
                '  <track kind="captions" srclang="en" src="captions.vtt">\n'
                "</video>\n"
                '<p><a href="/described">The same video with audio description</a></p>'
            ),
        ),
    ),
)
PLUG_IN = Rule(
    id="plug-in-content",
    summary="The page needs a plug-in that browsers no longer support",
    why="Nobody can see the content any more, and assistive technology never could.",
    fix="Replace it with HTML, a video or an image.",
    criteria=("1.1.1", "4.1.2"),
    severity=Severity.WARNING,
    question="Is everything in “{text}” also on the page in another form?",
    how="Flash, Director, Silverlight and Java content.",
    messages={"cantTell": "“{text}” needs a plug-in"},
    examples=(
        (
            (
                '<object data="gears.swf" type="application/x-shockwave-flash">How gears '
                "work</object>"
            ),
            (
                '<p><img src="gears.svg" alt="The chain runs over the middle gear" '
                'width="160" height="120"></p>'
            ),
        ),
    ),
)
# What a recording is and what is beside it does not depend on colours or width.
CHECK = Check(
    rules=(CAPTIONS, ALTERNATIVE, AUTOPLAY, CONTROLS, PLUG_IN),
    states=(states.LIGHT,),
    script="page/media/audio_video.js",
)

"""Animated images: GIF, PNG, WebP and AVIF, detected by their bytes."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from curbcut.browser import states
from curbcut.browser.visit import ScriptError
from curbcut.checks.api import Check, PageInState, message_of, question_of, target_from
from curbcut.model.finding import Outcome, Problem, Rule

FLASH_AREA = 341 * 256 / 4
"""Square CSS pixels: a quarter of 10 degrees of the visual field (WCAG 2.2, flash thresholds)."""

MOVING = Rule(
    id="animated-image",
    summary="An animated image cannot be paused",
    why="Movement at the edge of their vision stops some people from reading anything else.",
    fix="Use a still image, one that stops after five seconds, or a video with controls.",
    criteria=("2.2.2",),
    question="Can readers pause or hide the animated image “{name}”?",
    how=(
        "The first 30 images in formats that can be animated are read for the number of frames,"
        " their duration and the number of loops. It fails where the image moves for more than"
        " five seconds beside text and the page has nothing that could stop it. Otherwise it is"
        " a question. Small images and loading indicators are skipped."
    ),
    limits="Images in style sheets; APNG images whose name ends in png.",
    source="WCAG 2.2, 2.2.2: five seconds",
    messages={
        "failed": "The image “{name}” moves without pause, and nothing on the page stops it",
        "cantTell": "The image “{name}” moves for more than five seconds",
    },
    examples=(
        (
            (
                '<p><img src="moving.gif" alt="The chain moves to another gear" width="240" '
                'height="160"></p>'
            ),
            (
                '<p><img src="still.gif" alt="The chain is on another gear" width="240" '
                'height="160"></p>'
            ),
        ),
    ),
)
FLASHING = Rule(
    id="animated-image-flashing",
    summary="An animated image flashes",
    why="Flashing can cause seizures.",
    fix="Use an image that flashes at most three times a second, or a still one.",
    criteria=("2.3.1",),
    question="Is the flashing of “{name}” too faint or too small to matter?",
    how=(
        "The brightness of the first 40 frames is compared on a 16 by 16 grid. Pairs of opposite"
        " changes of a tenth or more, on a quarter of the image, are counted; more than three"
        " within a second are reported."
    ),
    source="WCAG 2.2, definition of “general flash and red flash thresholds”",
    messages={"cantTell": "The image “{name}” flashes {flashes} times a second"},
    examples=(
        (
            (
                "<p><button>Pause the animation</button></p>\n"
                '<p><img src="flashing.gif" alt="A lamp that flashes" width="400" '
                'height="300"></p>'
            ),
            '<p><img src="still.gif" alt="A lamp" width="400" height="300"></p>',
        ),
    ),
)


def run(page: PageInState) -> Iterator[Problem]:
    """Yield the images that are animated for too long, or flash."""
    addresses = page.script("return checks.maybeMoving()")
    if not addresses:
        return
    page.applied(MOVING.id)
    contents = {address: _bytes_of(page, address) for address in addresses}
    moving = page.script("return await checks.movingPictures(arguments[0])", contents)
    for picture in moving:
        page.applied(FLASHING.id)
        target = target_from(picture["target"])
        if picture["flashes"] > 3 and picture["area"] >= FLASH_AREA:
            words = message_of(FLASHING, "cantTell", picture)
            question = question_of(FLASHING, Outcome.CANT_TELL, picture)
            yield Problem(FLASHING.id, words, target, Outcome.CANT_TELL, question=question)
        total = picture["total"]
        if (total is not None and total <= 5) or picture["loader"] or picture["small"]:
            continue
        if picture["controls"] == "pause" or not picture["besides"]:
            continue
        sure = picture["controls"] == "none"
        outcome = Outcome.FAILED if sure else Outcome.CANT_TELL
        words = message_of(MOVING, outcome.value, picture)
        question = question_of(MOVING, outcome, picture)
        yield Problem(MOVING.id, words, target, outcome, question=question)


def _bytes_of(page: PageInState, address: str) -> str:
    """A picture in base64 as the browser keeps it: no request, which a policy might forbid.

    Of those that do not move the first bytes are enough, which tell that they do not.
    """
    if address.startswith("data:"):
        head, _, data = address.partition(",")
        return data if head.endswith(";base64") else ""
    frame = page.shared.get("frame")
    try:
        if frame is None:
            tree = page.session.cdp("Page.getFrameTree")
            frame = page.shared["frame"] = tree["frameTree"]["frame"]["id"]
        answer = page.session.cdp("Page.getResourceContent", {"frameId": frame, "url": address})
    except ScriptError:
        return ""  # never loaded
    content = str(answer["content"]) if answer.get("base64Encoded") else ""
    start = base64.b64decode(content[:40])
    webp = start[8:12] == b"WEBP" and len(start) > 20
    # The flag for animation in the extended header of WebP.
    moves = not webp or (start[12:16] == b"VP8X" and start[20] & 2)
    return content if moves else ""


# The bytes of a picture are the same in every state.
CHECK = Check(
    rules=(MOVING, FLASHING),
    states=(states.LIGHT,),
    run=run,
)

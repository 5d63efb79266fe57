"""The good page that an example of a rule is put into, and the files that examples refer to."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent
_HEADING = "<h1>Bicycle care</h1><p>How to look after your bicycle.</p>\n"
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Bicycle care</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main>
{}{}
</main></body>
</html>
"""
_DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" width="120" height="90">
<circle cx="60" cy="45" r="40" fill="green"/></svg>"""
_LETTERING = b"""<svg xmlns="http://www.w3.org/2000/svg" width="320" height="50">
<rect width="100%" height="100%" fill="white"/>
<text x="10" y="34" font-family="sans-serif" font-size="24">Summer sale starts today</text></svg>"""
FILES: dict[str, bytes] = {
    **dict.fromkeys(
        ("bicycle.svg", "chain.svg", "gears.svg", "letters.svg", "repairs.svg", "tick.svg"),
        _DRAWING,
    ),
    "sale.svg": _LETTERING,
    **{path.name: path.read_bytes() for path in _HERE.glob("images/pictures/*.gif")},
    "interview.wav": (_HERE / "media/media/long.wav").read_bytes(),
    "repair.mp4": (_HERE / "media/media/long.wav").read_bytes(),
    **dict.fromkeys(("prices.js", "serif.css"), b""),
    "captions.vtt": (_HERE / "media/media/captions.vtt").read_bytes(),
}
"""What examples show and play. Any picture serves; browsers tell a recording by its bytes."""


def page(example: str) -> str:
    """The page that shows an example: around it, or the example itself if it is a page."""
    if example.startswith(("<!DOCTYPE", "<html")):
        return example
    heading = "" if "<h1" in example else _HEADING
    return _PAGE.format(heading, example)

"""The picture: bars of what a build takes, as SVG that follows the reader's colour scheme."""

from __future__ import annotations

from xml.sax.saxutils import escape

from bench.rows import Results, seconds

_WORKS = {"cold": "from nothing", "text": "one page’s text edited", "nothing": "nothing changed"}
_WIDTH, _ROW, _LABEL, _VALUE, _GAP = 720, 22, 250, 70, 34
_STYLE = """
    text { font: 14px system-ui, sans-serif; fill: #1b1b1b; }
    .title { font-weight: 600; }
    .ours { fill: #07544d; }
    .theirs { fill: #6f7378; }
    @media (prefers-color-scheme: dark) {
      text { fill: #f2f2f2; }
      .ours { fill: #5fd0c3; }
      .theirs { fill: #a5a9ae; }
    }
"""


def picture(results: Results) -> str:
    """A group of bars for each size and work, the fastest tool first."""
    parts: list[str] = []
    top = 0
    for pages in sorted({key.pages for key in results.figures if key.work == "cold"}):
        for work, words in _WORKS.items():
            bars = sorted(
                (figures.seconds, key.tool)
                for key, figures in results.figures.items()
                if key.pages == pages and key.work == work and "two languages" not in key.tool
            )
            if bars:
                parts.append(_group(f"{pages:,} pages, {words}", bars, top))
                top += _GAP + _ROW * len(bars)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {max(top, _ROW)}" '
        f'role="img" aria-label="Seconds that builds take">\n  <style>{_STYLE}  </style>\n'
    )
    return head + "".join(parts) + "</svg>\n"


def _group(title: str, bars: list[tuple[float, str]], top: int) -> str:
    longest = max(value for value, _ in bars)
    room = _WIDTH - _LABEL - _VALUE
    lines = [f'  <text class="title" x="0" y="{top + 20}">{escape(title)}</text>\n']
    for number, (value, tool) in enumerate(bars):
        y = top + 28 + number * _ROW
        width = max(1.0, room * value / longest)
        kind = "ours" if tool.startswith("Curbcut") else "theirs"
        lines.append(
            f'  <text x="0" y="{y + 14}">{escape(tool)}</text>\n'
            f'  <rect class="{kind}" x="{_LABEL}" y="{y + 2}" width="{width:.1f}" height="14"/>\n'
            f'  <text x="{_LABEL + width + 6:.1f}" y="{y + 14}">{seconds(value)}</text>\n'
        )
    return "".join(lines)

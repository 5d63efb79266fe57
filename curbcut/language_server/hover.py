"""What an editor shows about a place: the rules of its findings, and where its link leads."""

from __future__ import annotations

from collections.abc import Sequence

from lsprotocol import types

from curbcut.language_server import front_matter, links
from curbcut.language_server.diagnostics import extent
from curbcut.language_server.lines import Lines
from curbcut.language_server.rule_pages import explained
from curbcut.model.finding import Finding
from curbcut.model.page import Site


def hover(
    lines: Lines,
    position: types.Position,
    findings: Sequence[Finding],
    here: str,
    site: Site | None,
) -> types.Hover | None:
    """The rules of the findings at a place or else on its line, the target of a link, or a key."""
    number, character = position.line, lines.character(position)
    on_line = [one for one in findings if one.span and one.span.line - 1 == number]
    at_place = [one for one in on_line if _reaches(one, lines, character)]
    link = links.link_at(lines.line(number), character)
    parts = []
    if link and site:
        parts.append(_described(link.to, here, site))
    if front_matter.is_inside(lines, number):
        parts.append(front_matter.described(lines.line(number).partition(":")[0].strip()))
    rules = {one.rule.id: one.rule for one in at_place or ([] if any(parts) else on_line)}
    parts += map(explained, rules.values())
    text = "\n\n---\n\n".join(filter(None, parts))
    if not text:
        return None
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text))


def _reaches(finding: Finding, lines: Lines, character: int) -> bool:
    _, start, end = extent(finding, lines)
    return start <= character <= end


def _described(to: str, here: str, site: Site) -> str:
    """The title of the page that a link leads to, its heading, and what it is about."""
    target = links.target_of(to, here, site)
    if target.page is None:
        return f"The file {target.file}" if target.file else ""
    title = f"**{target.page.title}**"
    if target.heading:
        title += f" – {target.heading.text}"
    about = target.page.parsed.meta.description
    return f"{title}\n\n{about}" if about else title

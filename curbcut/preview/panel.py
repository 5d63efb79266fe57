"""What stands beside the page: its findings, and where else there are some."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from curbcut.browser.spoken import Line
from curbcut.browser.states import STATES
from curbcut.files import shown_path
from curbcut.model.finding import Finding, Rule
from curbcut.model.languages import direction_of
from curbcut.model.page import RenderedPage
from curbcut.preview.checker import Seen
from curbcut.preview.snapshot import Snapshot, about, place_of
from curbcut.preview.views import VISIONS
from curbcut.reports.summary import fix_of, plural, question_of, shown_excerpt, word_for

_HERE = Path(__file__).resolve().parent
_EXCERPT = 160
"""Characters of a source line that are shown."""


def window(snapshot: Snapshot, seen: Seen | None, address: str, *, checking: bool) -> str:
    """The document with the page and the panel; ``address`` is that of the page."""
    page = snapshot.page_at(address)
    return _made(
        "window.html.j2",
        page=page.title if page else "No page",
        language=_language(snapshot, page.path) if page else {},
        site=snapshot.title or "Preview",
        address=address,
        states=[(state.id, state.title) for state in STATES],
        visions=[(vision.id, vision.title) for vision in VISIONS],
        panel=panel(snapshot, seen, address, checking=checking),
    )


def panel(snapshot: Snapshot, seen: Seen | None, address: str, *, checking: bool) -> str:
    """The panel about the page at an address."""
    page = snapshot.page_at(address)
    language = _language(snapshot, page.path) if page else {}
    findings = snapshot.with_seen(seen.findings) if seen else snapshot.findings
    shown = shown_path(snapshot.options.source)
    here = about(findings, page, shown) if page else []
    others, pageless = _elsewhere(snapshot, findings, here)
    return _made(
        "panel.html.j2",
        number=snapshot.number,
        digest=snapshot.digest_of(page) if page else "",
        title=page.title if page else "",
        language=language,
        source=f"{shown}/{page.source_path}" if page and page.source_path else "",
        failure=snapshot.failure,
        missing=page is None,
        address=address,
        summary=_summary(here),
        status=_status(snapshot, page, seen, checking=checking),
        unchecked=seen.failure if seen else "",
        findings=[_entry(finding, page) for finding in here],
        pageless=[_entry(finding, None) for finding in pageless],
        others=others,
    )


def reading(lines: Sequence[Line]) -> str:
    """What a screen reader says, as a list."""
    return _made("reading.html.j2", lines=lines)


def rule(known: Rule) -> str:
    """The page about a rule."""
    return _made("rule.html.j2", rule=known)


def _language(snapshot: Snapshot, path: str) -> dict[str, str]:
    """The attributes of a text in the language of a page."""
    if snapshot.prepared is None or path not in snapshot.prepared.site.pages:
        return {}
    language = snapshot.prepared.site.pages[path].title_language
    return {"lang": language, "dir": direction_of(language)} if language else {}


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(_HERE / "templates")
    return Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _made(name: str, **values: object) -> str:
    return _environment().get_template(name).render(values)


def _summary(findings: Sequence[Finding]) -> str:
    """“2 errors, 1 suggestion”."""
    counted = Counter(word_for(finding) for finding in findings)
    order = ("error", "not checked", "to review", "warning", "suggestion")
    parts = [
        f"{counted[word]} {word}" if word in ("not checked", "to review") else
        plural(counted[word], word)
        for word in order
        if counted[word]
    ]  # fmt: skip
    return ", ".join(parts) or "No findings"


def _status(
    snapshot: Snapshot, page: RenderedPage | None, seen: Seen | None, *, checking: bool
) -> str:
    """How far the check in the browser is."""
    if page is None:
        return ""
    if not checking:
        return "Not checked in a browser."
    if seen is None:
        return "The browser is checking this page."
    if seen.digest != snapshot.digest_of(page):
        return "The browser is checking this page again; what it found before is still shown."
    return "" if seen.failure else "Checked in a browser, in every state."


def _entry(finding: Finding, page: RenderedPage | None) -> dict[str, Any]:
    excerpt, column = shown_excerpt(finding, _EXCERPT)
    # “Show me” needs a place in the page: a selector, or the element that the line became.
    place: dict[str, Any] = {}
    if finding.target and finding.target.selector:
        place = {"selector": list(finding.target.selector)}
    elif page and finding.span and (found := place_of(page, finding.span)):
        place = {"tag": found[0], "number": found[1]}
    return {
        "word": word_for(finding),
        "message": finding.message,
        "where": str(finding.span) if finding.span else finding.page or "the site",
        "excerpt": excerpt.strip("\n"),
        "column": column,
        "why": finding.rule.why,
        "fix": fix_of(finding),
        "question": question_of(finding),
        "rule": finding.rule.id,
        "help": finding.rule.help_url or f"/-/rule?id={finding.rule.id}",
        "states": ", ".join(_title_of(state) for state in finding.states),
        "place": json.dumps(place) if place else "",
        "key": finding.fingerprint,
    }


def _title_of(state: str) -> str:
    return next((one.title for one in STATES if one.id == state), state)


def _elsewhere(
    snapshot: Snapshot, findings: Iterable[Finding], here: Iterable[Finding]
) -> tuple[list[dict[str, Any]], list[Finding]]:
    """The other pages with findings, and the findings that are on no page."""
    shown = {id(finding) for finding in here}
    rest: dict[str, list[Finding]] = {}
    for finding in findings:
        if id(finding) not in shown and not finding.suppressed:
            path = finding.page if finding.page in snapshot.pages else ""
            rest.setdefault(path, []).append(finding)
    pageless = rest.pop("", [])
    base = snapshot.base.rstrip("/")
    others = [
        {
            "title": snapshot.pages[path].title or path,
            "language": _language(snapshot, path),
            "address": base + path,
            "summary": _summary(those),
        }
        for path, those in rest.items()
    ]
    return others, pageless

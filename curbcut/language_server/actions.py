"""Quick fixes: what an editor can do about a finding, or about all findings that can be fixed."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lsprotocol import types

from curbcut.checks.source.check import Edit
from curbcut.fix import Fixed, fix_page
from curbcut.language_server.diagnostics import diagnostic
from curbcut.language_server.lines import Lines
from curbcut.language_server.replacements import replacement
from curbcut.model.finding import Finding

FIX_ALL = "source.fixAll.curbcut"
"""The kind of action that editors can run whenever a file is saved."""
KINDS: tuple[str, ...] = (types.CodeActionKind.QuickFix, FIX_ALL)


@dataclass(frozen=True, slots=True)
class Document:
    """An open document as it is now; ``version`` is the editor's number for it."""

    uri: str
    version: int | None
    text: str
    lines: Lines
    language: str = "en"


type Titles = Callable[[], dict[str, str]]
"""The titles of the site's pages by their full addresses; worked out only if needed."""


def actions(
    document: Document,
    findings: Sequence[Finding],
    chosen: types.Range,
    only: Sequence[str] | None,
    titles: Titles = dict,
) -> list[types.CodeAction]:
    """The actions for the lines of a range; ``only`` are the kinds that are asked for."""
    found: list[types.CodeAction] = []
    if _asked(types.CodeActionKind.QuickFix, only):
        for finding in findings:
            if finding.span and chosen.start.line <= finding.span.line - 1 <= chosen.end.line:
                found += _for_one(document, finding, titles)
    if _asked(FIX_ALL, only) and any(finding.rule.fixable for finding in findings):
        fixed = _fix(document, titles)
        if edits := _edits(document, fixed):
            number = len(fixed.fixes)
            title = f"Fix {number} problems on this page" if number > 1 else "Fix 1 problem"
            found.append(types.CodeAction(title, FIX_ALL, edit=_changes(document, edits)))
    return found


def _for_one(document: Document, finding: Finding, titles: Titles) -> Iterator[types.CodeAction]:
    """What can be done about one finding."""
    edits: list[types.TextEdit] = []
    title = ""
    if typed := replacement(finding, document.lines):
        title = f"Write {typed.text}"
        place = document.lines.range(typed.line, typed.start, typed.end)
        edits = [types.TextEdit(place, typed.text)]
    elif finding.rule.fixable and finding.span:
        fixed = _fix(document, titles, (finding.rule.id, finding.span.line))
        edits = _edits(document, fixed)
        title = "; ".join(dict.fromkeys(one.message for one in fixed.fixes))
    if edits:
        yield types.CodeAction(
            title,
            types.CodeActionKind.QuickFix,
            diagnostics=[diagnostic(finding, document.lines)],
            is_preferred=True,
            edit=_changes(document, edits),
        )


def _fix(document: Document, titles: Titles, one: tuple[str, int] | None = None) -> Fixed:
    """The document with all of its fixes, or with those of ``one`` rule at one line."""

    def chosen(edit: Edit, first: int, last: int) -> bool:
        return one is None or (edit.rule.id == one[0] and first <= one[1] <= last)

    raw = document.text.encode()
    return fix_page(raw, document.uri, document.language, titles(), chosen)


def _edits(document: Document, fixed: Fixed) -> list[types.TextEdit]:
    """The lines that differ; those between keep their marks and their folds in the editor."""
    before = list(document.lines.lines)
    after = Lines.of(fixed.after.decode()).lines
    ending = "\r\n" if "\r\n" in document.text else "\n"
    found = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for what, start, end, new, stop in matcher.get_opcodes():
        if what != "equal":
            found.append(_edit(document.lines, start, end, list(after[new:stop]), ending))
    return found


def _edit(lines: Lines, start: int, end: int, new: list[str], ending: str) -> types.TextEdit:
    """Replace whole lines; one without a line below it begins at the end of the line above."""
    text = "".join(line + ending for line in new)
    if end < len(lines.lines):
        place = types.Range(types.Position(start, 0), types.Position(end, 0))
    elif start:
        place = types.Range(
            lines.position(start - 1, len(lines.line(start - 1))), lines.whole().end
        )
        text = "".join(ending + line for line in new)
    else:
        place, text = lines.whole(), ending.join(new)
    return types.TextEdit(place, text)


def _changes(document: Document, edits: list[types.TextEdit]) -> types.WorkspaceEdit:
    return types.WorkspaceEdit(changes={document.uri: edits})


def _asked(kind: str, only: Sequence[str] | None) -> bool:
    """Whether actions of a kind are asked for, or of a kind above it (LSP, CodeActionKind)."""
    return only is None or any(one in ("", kind) or kind.startswith(f"{one}.") for one in only)

"""What an import did and what it left for a person, as text and as a list to work through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from curbcut.content.importers.lines import Loss
from curbcut.content.importers.result import ImportResult
from curbcut.content.importers.settings import NAMES

MOST = 3
"""How many losses of one kind the text names; the list has all of them."""

_KINDS = {
    "settings": "Settings",
    "front matter": "Front matter",
    "title": "Titles",
    "name": "Names of files",
    "redirect": "Old addresses",
    "link": "Links",
    "image": "Images",
    "anchor": "Anchors",
    "box": "Callouts",
    "template": "Template tags",
    "snippet": "Text from other files",
    "component": "Components",
    "module": "Code of pages (imports and exports)",
    "html": "HTML",
    "table": "Tables",
    "embed": "Videos and embedded pages",
    "form": "Forms",
    "formula": "Formulas",
    "icon": "Icons",
    "attribute": "Attributes",
    "skipped": "Not imported",
}


def report_import(result: ImportResult, target: str, listed: str, *, plain: bool = False) -> str:
    """The import in a few lines; ``listed`` is the file with everything, ``target`` the folder."""
    return "\n".join(_lines(result, target, listed, plain)) + "\n"


def _lines(result: ImportResult, target: str, listed: str, plain: bool) -> Iterator[str]:
    yield f"Read as {NAMES[result.dialect]}{_because(result)}. Use --from to name another tool."
    verb = "Would import" if result.dry_run else "Imported"
    pages = _count(len(result.pages) - len(result.made), "page")
    yield f"{verb} {pages} and {_count(len(result.files), 'file')} into “{target}”."
    for words, names, thing in (
        ("Made, because a folder has no first page", result.made, "page"),
        ("Left alone, because they exist", result.existing, "file"),
        ("Not copied, because no page shows or links to them", result.left, "file"),
    ):
        if names:
            more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
            yield f"{words}: {_count(len(names), thing)}, {', '.join(names[:MOST])}{more}."
    if result.losses or result.dropped:
        yield f"Paths and lines below are those of the files in “{result.root}”."
    yield from _dropped(result, plain)
    yield from _losses(result.losses, plain)
    if listed:
        yield f"Everything is listed in {target}/{listed}, which is never published."
    if not result.dry_run:
        yield f"Next: curbcut lint --source {target}"


def _because(result: ImportResult) -> str:
    return f", because of {result.settings}" if result.settings else ""


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _dropped(result: ImportResult, plain: bool) -> Iterator[str]:
    if result.dropped and not plain:
        yield ""
        yield f"Front matter that Curbcut has no key for ({_count(len(result.dropped), 'key')}):"
    for one in result.dropped:
        where = f"{one.path}:{one.line}"
        if plain:
            yield (
                f"Front matter: “{one.key}” was dropped on {_count(one.count, 'page')},"
                f" first in {one.path}, line {one.line}."
            )
        else:
            yield f"  {one.key}: on {_count(one.count, 'page')}, first in {where}"


def _grouped(losses: Sequence[Loss]) -> Iterator[tuple[str, list[Loss]]]:
    order = list(_KINDS)
    ranked = sorted(losses, key=lambda one: (order.index(one.kind), one))
    for kind, group in groupby(ranked, key=lambda one: one.kind):
        yield _KINDS[kind], list(group)


def _losses(losses: Sequence[Loss], plain: bool) -> Iterator[str]:
    """A few losses of each kind."""
    for kind, group in _grouped(losses):
        if not plain:
            yield ""
            yield f"{kind} ({len(group)}):"
        for loss in group[:MOST]:
            if plain:
                yield f"{kind}: {loss.path}, line {loss.line}: {_sentence(loss)}"
            else:
                yield f"  {loss.path}:{loss.line}: {_sentence(loss)}"
        if len(group) > MOST:
            more = f"and {len(group) - MOST} more like this"
            yield f"{kind}: {more}." if plain else f"  … {more}"


def _sentence(loss: Loss) -> str:
    return f"{loss.what}." + (f" {loss.fix}" if loss.fix else "")


def list_import(result: ImportResult, target: str) -> str:
    """Everything that was left for a person, as a list of tasks in Markdown."""
    return "\n".join(_tasks(result, target)) + "\n"


def _tasks(result: ImportResult, target: str) -> Iterator[str]:
    yield "# What the import left for you"
    yield ""
    yield f"Read as {NAMES[result.dialect]}{_because(result)}, written to `{target}`."
    yield f"Paths and lines are those of the files in `{result.root}`."
    yield "Delete this list when it is done."
    for heading, names in (
        ("Pages made for folders without one", result.made),
        ("Left alone, because they exist", result.existing),
        ("Files that no page shows or links to, not copied", result.left),
    ):
        if names:
            yield f"\n## {heading}\n"
            yield from (f"- [ ] `{name}`" for name in names)
    if result.dropped:
        yield "\n## Front matter that was dropped\n"
        for one in result.dropped:
            yield f"- [ ] `{one.key}`: {_count(one.count, 'page')}, first `{one.path}:{one.line}`"
    for kind, group in _grouped(result.losses):
        yield f"\n## {kind}\n"
        yield from (f"- [ ] `{loss.path}:{loss.line}`: {_sentence(loss)}" for loss in group)

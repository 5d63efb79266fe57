"""The progress of each language, for people: one self-contained line per page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curbcut.model.page import Page
from curbcut.site.translations import Progress


def report_translations(languages: Sequence[Progress], folder: str) -> str:
    """The pages of each language by state; ``folder`` is the source folder as shown to people."""
    if not languages:
        return "The site has one language. A further one is a table of site.toml: [languages.es].\n"
    return "\n".join("".join(f"{line}\n" for line in _language(one, folder)) for one in languages)


def _language(progress: Progress, folder: str) -> Iterator[str]:
    counts = ", ".join(f"{len(pages)} {state}" for state, pages in progress.pages.items())
    yield f"{progress.edition.name} ({progress.edition.language}): {counts}."
    for state, pages in progress.pages.items():
        yield from (f"  {state}: {folder}/{page.place}{_source(page, folder)}" for page in pages)


def _source(page: Page, folder: str) -> str:
    return f", to be translated from {folder}/{page.source_path}" if page.original else ""

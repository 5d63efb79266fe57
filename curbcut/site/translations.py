"""Translations and their originals: which ones are outdated."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from curbcut.model.page import Edition, Page, ParsedPage, Site

KEY = "translated_from"
"""The front-matter key that says which text a page translates."""


class State(StrEnum):
    """The state of a translation; ``UNMARKED`` was never marked as up to date."""

    CURRENT = "up to date"
    OUTDATED = "outdated"
    UNMARKED = "not marked"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of one language: its pages by state, in reading order."""

    edition: Edition
    pages: dict[State, tuple[Page, ...]]


def digest_of(original: ParsedPage) -> str:
    """Twelve hexadecimal digits that change when the text of a page does.

    They cover its title, description and text, normalised to NFC, without trailing spaces and
    without empty lines before and after the text. Other front matter, such as its order or owner,
    makes no difference.
    """
    meta = original.meta
    body = original.source.text.split("\n")[original.body_line - 1 :]
    text = "\n".join(line.rstrip() for line in body).strip("\n")
    parts = (" ".join(meta.title.split()), " ".join(meta.description.split()), text)
    words = unicodedata.normalize("NFC", "\0".join(parts))
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def line_of(original: ParsedPage) -> str:
    """The front-matter line that marks a translation of ``original`` as up to date."""
    return f'{KEY}: "{digest_of(original)}"'


def state_of(page: Page, original: Page) -> State:
    """The state of a page as the translation of ``original``."""
    if page.original:
        return State.MISSING
    written = page.parsed.meta.translated_from
    if not written:
        return State.UNMARKED
    return State.CURRENT if written == digest_of(original.parsed) else State.OUTDATED


def translated(site: Site) -> Iterator[tuple[Page, Page]]:
    """Each page that has been or must be translated, with its original."""
    for page in site.pages.values():
        original = site.pages.get(site.places.get(page.translation_key, ""))
        if page.root != "/" and original is not None:
            yield page, original


def progress_of(site: Site) -> list[Progress]:
    """The progress of each additional language."""
    found: list[Progress] = []
    pairs = sorted(translated(site), key=lambda pair: site.positions.get(pair[1].path, 0))
    for edition in site.editions[1:]:
        here = [(page, original) for page, original in pairs if page.root == edition.root]
        pages = {
            state: tuple(page for page, original in here if state_of(page, original) is state)
            for state in State
        }
        found.append(Progress(edition, pages))
    return found

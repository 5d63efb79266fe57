"""Translations and their originals: which of them are behind."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from curbcut.model.page import Edition, Page, ParsedPage, Site

KEY = "translated_from"
"""The key of the front matter that says of which words a page is the translation."""


class State(StrEnum):
    """How a translation relates to its original; ``UNMARKED`` has never been said to be done."""

    CURRENT = "up to date"
    OUTDATED = "outdated"
    UNMARKED = "not marked"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Progress:
    """What there is of the site in one language: its pages by their state, in reading order."""

    edition: Edition
    pages: dict[State, tuple[Page, ...]]


def digest_of(original: ParsedPage) -> str:
    """Twelve hexadecimal digits that change when the words of a page do.

    They are of its title, its description and its text, in Unicode's form NFC, without spaces at
    the ends of lines and without empty lines before and after the text. All else in the front
    matter, such as its order or who looks after it, can change without its words.
    """
    meta = original.meta
    body = original.source.text.split("\n")[original.body_line - 1 :]
    text = "\n".join(line.rstrip() for line in body).strip("\n")
    parts = (" ".join(meta.title.split()), " ".join(meta.description.split()), text)
    words = unicodedata.normalize("NFC", "\0".join(parts))
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def line_of(original: ParsedPage) -> str:
    """The line of the front matter of a translation that is up to date."""
    return f'{KEY}: "{digest_of(original)}"'


def state_of(page: Page, original: Page) -> State:
    """How a page relates to the one that it translates."""
    if page.original:
        return State.MISSING
    written = page.parsed.meta.translated_from
    if not written:
        return State.UNMARKED
    return State.CURRENT if written == digest_of(original.parsed) else State.OUTDATED


def translated(site: Site) -> Iterator[tuple[Page, Page]]:
    """Each page that a translator wrote or has to write, with its original."""
    for page in site.pages.values():
        original = site.pages.get(site.places.get(page.translation_key, ""))
        if page.root != "/" and original is not None:
            yield page, original


def progress_of(site: Site) -> list[Progress]:
    """How far each further language has come."""
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

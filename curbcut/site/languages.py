"""The site in several languages: where each one is, and what a translation inherits."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from functools import cache

import msgspec
from babel import Locale, UnknownLocaleError

from curbcut.config import Config
from curbcut.model.languages import locale_of
from curbcut.model.page import Edition, ParsedPage


def editions(config: Config) -> tuple[Edition, ...]:
    """The site's editions; that of the first language is at the root."""
    site = config.site
    first = Edition(
        language=site.language,
        root="/",
        name=own_name(site.language),
        title=site.title,
        description=site.description,
        organisation=site.organisation,
        hours=config.contact.hours,
    )
    further = (
        Edition(
            language=code,
            root=f"/{code}/",
            name=table.name or own_name(code),
            title=table.title or site.title,
            description=table.description or site.description,
            organisation=table.organisation or site.organisation,
            hours=table.hours or config.contact.hours,
        )
        for code, table in config.languages.items()
    )
    return (first, *further)


def edition_of(source_path: str, known: Sequence[Edition]) -> Edition:
    """The edition that a source file belongs to, decided by its folder."""
    for edition in known[1:]:
        if source_path.startswith(edition.root[1:]):
            return edition
    return known[0]


def language_of(source_path: str, config: Config) -> str:
    """The language of a source file that does not name its own."""
    folder = source_path.partition("/")[0] if "/" in source_path else ""
    return folder if folder in config.languages else config.site.language


def key_of(source_path: str, config: Config) -> str:
    """A file's path without its language's folder."""
    folder, _, rest = source_path.partition("/")
    return rest if rest and folder in config.languages else source_path


def with_facts(parsed: Mapping[str, ParsedPage], known: Sequence[Edition]) -> dict[str, ParsedPage]:
    """The pages by path; translations inherit from their originals what they do not set.

    Texts are not inherited; a page's kind and its place among others are.
    """
    pages = {}
    for path, page in parsed.items():
        edition = edition_of(path, known)
        original = parsed.get(path.removeprefix(edition.root[1:]))
        if edition is not known[0] and original is not None:
            pages[path] = _with_facts_of(page, original)
        else:
            pages[path] = page
    return pages


def _with_facts_of(page: ParsedPage, original: ParsedPage) -> ParsedPage:
    mine, theirs = page.meta, original.meta
    meta = msgspec.structs.replace(
        mine,
        slug=mine.slug or theirs.slug,
        kind=mine.kind or theirs.kind,
        order=theirs.order if mine.order is None else mine.order,
        effective=mine.effective or theirs.effective,
        version=mine.version or theirs.version,
    )
    return dataclasses.replace(page, meta=meta)


def slugs_of(
    folders: Sequence[str], edition: Edition, given: Mapping[str, str]
) -> list[str | None]:
    """The slugs that index pages give to folders, from the top down; None where there is none.

    ``given`` are the slugs by folder. A translation's own takes precedence over the original's.
    """
    paths = ["/".join(folders[:depth]) for depth in range(1, len(folders) + 1)]
    return [given.get(edition.root[1:] + path) or given.get(path) for path in paths]


def own_name(language: str) -> str:
    """A language's own name for itself, as in a list: “Español”; its code if unknown."""
    name = name_in(language, language)
    # Title case, as Georgian has capitals that it does not begin words with.
    return name[:1].title() + name[1:]


@cache
def name_in(language: str, speaking: str) -> str:
    """The name of a language in another one: “inglés”; its code if unknown."""
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return language
    return locale.get_display_name(locale_of(speaking)) or language

"""Language links, and notes about missing or outdated translations."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from babel.core import get_global

from curbcut.config import Config
from curbcut.model.languages import direction_of
from curbcut.model.page import Page, Site
from curbcut.model.view import LanguageLink, LanguageNote, Link, Tongue
from curbcut.render.machine.addresses import absolute
from curbcut.site.languages import name_in

type Href = Callable[[str], str]


def tongue_of(language: str, page: Page) -> Tongue:
    """The ``lang`` and ``dir`` of text in ``language`` on ``page``; empty if it is the page's."""
    if language == page.language:
        return Tongue()
    direction = direction_of(language)
    return Tongue(language, "" if direction == direction_of(page.language) else direction)


def switcher(page: Page, site: Site, href: Href) -> tuple[LanguageLink, ...]:
    """Links to the page in each language of the site, or to that language's home page."""
    if len(site.editions) < 2:
        return ()
    own = direction_of(page.language)
    return tuple(
        LanguageLink(
            name=edition.name,
            href=href(site.places.get(edition.root[1:] + page.translation_key, edition.root)),
            language=edition.language,
            direction=found if (found := direction_of(edition.language)) != own else "",
            current=edition.root == page.root,
        )
        for edition in site.editions
    )


def alternates(page: Page, site: Site, config: Config) -> tuple[tuple[str, str], ...]:
    """Pairs for ``hreflang``: a language code and the absolute URL of the page in it.

    Pages that replace a missing translation have none. ``x-default`` is the main language.
    """
    found = [] if page.original else site.translations_of(page)
    if len(found) < 2 or not config.site.url:
        return ()
    pairs = [(one.language, absolute(config, one.path)) for one in found]
    default = [("x-default", absolute(config, one.path)) for one in found if one.root == "/"]
    return (*pairs, *default)


def note_of(page: Page, site: Site, strings: Mapping[str, str], href: Href) -> LanguageNote | None:
    """The note on a page whose translation is missing or outdated; else None."""
    speaking = page.language
    if page.foreign:
        wanted, found = name_in(speaking, speaking), name_in(page.foreign, speaking)
        text = strings["untranslated_note"].format(wanted=wanted, language=found)
        return LanguageNote(text)
    original = site.pages.get(site.places.get(page.translation_key, ""))
    if original is None or page.path not in site.outdated:
        return None
    found = name_in(original.language, speaking)
    tongue = tongue_of(original.language, page)
    return LanguageNote(
        text=strings["outdated_note"],
        label=strings["outdated_original"].format(language=found),
        link=Link(original.title, href(original.path), tongue=tongue),
        language=original.language,
    )


def open_graph_locale(language: str) -> str:
    """A language in Open Graph's format, with its likely country: "es_ES" for Spanish."""
    parts = language.replace("_", "-").split("-")
    likely = get_global("likely_subtags").get(parts[0], "").split("_")
    countries = [part for part in (*parts[1:], *likely[1:]) if len(part) == 2]
    return "_".join((parts[0].lower(), *(part.upper() for part in countries[:1])))

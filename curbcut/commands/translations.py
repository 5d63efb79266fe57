"""The progress of a site's translations, and marking translations as up to date."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path

from curbcut.config import FILE, read_config
from curbcut.config.reading import is_language
from curbcut.content.markdown import parse_page
from curbcut.content.sources.discover import discover
from curbcut.files import shown_path
from curbcut.fix import Fixed
from curbcut.fix import write as write_fixed
from curbcut.model.finding import CurbcutError
from curbcut.model.languages import locale_of
from curbcut.model.theme import Theme
from curbcut.render.theming.languages import incomplete_languages
from curbcut.render.theming.strings import DEFAULT, is_reviewed, read_strings, untranslated
from curbcut.render.theming.theme import read_theme
from curbcut.run import Options
from curbcut.site.languages import edition_of, editions
from curbcut.site.translations import Progress, line_of, progress_of
from curbcut.stages import prepare
from curbcut.translated import with_line


def translations(options: Options) -> list[Progress]:
    """The progress of each language of the site except its main one. Raises CurbcutError."""
    return progress_of(prepare(dataclasses.replace(options, check=False)).site)


def theme_texts(options: Options) -> list[str]:
    """What people should know of the theme's texts in the languages of the site, in sentences."""
    theme = read_theme(options.templates)
    config, _ = read_config(options.source, theme, FILE)
    lines = [f"{one.message}. {one.fix}" for one in incomplete_languages(theme, config)]
    for code in (config.site.language, *config.languages):
        if not is_reviewed(theme, code):
            file = f"{shown_path(options.templates or Path('templates'))}/strings/{code}.toml"
            lines.append(
                f"No native speaker has reviewed the theme’s texts in “{code}” yet. If you have,"
                f" write “reviewed = true” into “{file}”."
            )
    return lines


def write_strings(options: Options, language: str) -> str:
    """Write the theme's texts that are missing in a language, in English, for a translator.

    Each is a comment, so it stays untranslated until somebody writes it. A file that exists gets
    what it lacks at its end.

    Returns:
        What was done, in a sentence.

    Raises:
        CurbcutError: when the code is not that of a language, or the file cannot be written.
    """
    if not is_language(language):
        raise CurbcutError(
            f"“{language}” is not a language code.", "Write one such as fi or pt-BR."
        )
    theme = read_theme(options.templates)
    english = read_strings(theme, DEFAULT)
    file = (options.templates or Path("templates")) / "strings" / f"{language}.toml"
    shown = shown_path(file)
    before = file.read_text("utf-8-sig") if file.is_file() else ""
    plurals = sorted({*locale_of(language).plural_form.tags, "other"}, key=_PLURALS.index)
    wanted = [
        f'# {name} = "{english[key]}"'
        for key in untranslated(theme, language)
        for name in _forms(key, english, plurals)
        if f"# {name} =" not in before
    ]
    if not wanted:
        return f"“{shown}” needs nothing more." if before else f"“{language}” has all texts."
    head = (
        ""
        if before
        else (
            "# The theme’s texts. Remove the number sign before a line and translate what is\n"
            "# in quotes."
            " Leave what is in braces as it is. What you do not translate stays in English.\n\n"
        )
    )
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(before + head + "\n".join(wanted) + "\n", "utf-8")
    except OSError as error:
        raise CurbcutError(f"“{shown}” cannot be written: {error.strerror}.") from error
    return f"Written: {shown}, with {len(wanted)} texts to translate."


_PLURALS = ("zero", "one", "two", "few", "many", "other")


def _forms(key: str, english: Mapping[str, str], plurals: Sequence[str]) -> list[str]:
    """The keys that a language has for a key of the English file, one for each of its plurals."""
    stem, _, form = key.rpartition("_")
    if f"{stem}_one" not in english or f"{stem}_other" not in english or form not in _PLURALS:
        return [key]
    return [f"{stem}_{plural}" for plural in plurals] if form == "other" else []


def mark_translated(options: Options, files: Sequence[Path]) -> list[str]:
    """Mark translations as up to date with the current text of their originals.

    Returns:
        The files that were changed, by their displayed path.

    Raises:
        CurbcutError: when a file is not a translation, or cannot be written.
    """
    config, _ = read_config(options.source, Theme(), FILE)
    sources, _ = discover(options.source, shown_path(options.source))
    places = {source.path: path for path, source in sources.pages.items()}
    marked = []
    for file in files:
        shown = shown_path(file)
        place = places.get(shown, "")
        key = place.removeprefix(edition_of(place, editions(config)).root[1:])
        if key == place or key not in sources.pages:
            raise CurbcutError(
                f"“{file}” is not the translation of a page of the site.",
                "Name pages in the folder of another language, such as es/contact.md.",
            )
        line = line_of(parse_page(sources.pages[key])[0])
        before = file.read_bytes()
        changed = Fixed(shown, before, with_line(before, line, shown), ())
        if changed.after != before:
            write_fixed(file, changed, options.source)
            marked.append(shown)
    return marked

"""Languages of the site that the theme has no texts in, or only some."""

from __future__ import annotations

from curbcut.config import Config
from curbcut.model.finding import Finding, Rule, Severity
from curbcut.model.source import Span
from curbcut.model.theme import Theme
from curbcut.render.theming.strings import DEFAULT, read_strings, untranslated

INCOMPLETE = Rule(
    id="theme-language-incomplete",
    summary="The theme has no texts in a language of the site",
    why=(
        "Buttons, labels and notes are in English on pages in that language, and not everybody who"
        " reads the pages reads English."
    ),
    fix=(
        "Type “curbcut translations --strings CODE”, which writes a file with the English texts,"
        " and translate it."
    ),
    how="The texts of the theme in each language of site.toml are compared with the English ones.",
    limits="Whether a text is well translated is not examined.",
    severity=Severity.WARNING,
    examples_of="site.toml",
    examples=(("[languages.fi]", "[languages.es]"),),
)
RULES = (INCOMPLETE,)


def incomplete_languages(theme: Theme, config: Config) -> list[Finding]:
    """One finding for each language of the site without some of the theme's texts."""
    places = {config.site.language: "site.language"}
    places |= {code: f"languages.{code}" for code in config.languages}
    total = len(read_strings(theme, DEFAULT))
    findings = []
    for code, key in places.items():
        if missing := untranslated(theme, code):
            some = (
                "no texts" if len(missing) == total else f"{total - len(missing)} of {total} texts"
            )
            findings.append(
                Finding(
                    INCOMPLETE,
                    f"The theme has {some} in the language “{code}”; English is shown instead",
                    span=config.spans.get(key) or Span(config.file, 1, 1),
                    fix=f"Type “curbcut translations --strings {code}” and translate the file that"
                    " it writes.",
                )
            )
    return findings

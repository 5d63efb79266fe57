"""The words of all languages as scripts in the page get them."""

from __future__ import annotations

from curbcut.checks.runner import scripts
from curbcut.words import script_patterns


def test_a_new_language_reaches_the_page_without_code(words_folder, session, page):
    """Its words are whole ones, with letters that JavaScript takes for none."""
    (words_folder / "el.toml").write_text(
        "[patterns]\ncloses = '\\bκλείσιμο\\b'\nskip = '\\bμετάβαση \\w+ περιεχόμενο'\n", "utf-8"
    )
    session.library(scripts.library())
    session.open(page("<a href='#m'>Μετάβαση στο περιεχόμενο</a><main id='m'>x</main>"))
    assert session.script("return checks.keyboard.skips().length") == 1
    found = script_patterns()["closes"]
    ask = "return arguments[1].map((text) => new RegExp(arguments[0], 'iu').test(text))"
    asked = ["Κλείσιμο", "το κλείσιμο.", "ακλείσιμο", "Close", "no", "note"]
    assert session.script(ask, found, asked) == [True, True, False, True, True, False]


def test_each_pattern_is_a_regular_expression_for_scripts(session, page):
    session.open(page("<p>x</p>"))
    compiled = session.script(
        "return Object.entries(arguments[0]).map(([name, source]) =>"
        " [name, new RegExp(source, 'iu').test('')])",
        script_patterns(),
    )
    assert dict(compiled) == dict.fromkeys(script_patterns(), False)

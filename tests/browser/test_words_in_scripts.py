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


GREEK = """[patterns]
new_window = '\\bπαράθυρο\\b'
top_of_page = 'κορυφή'
purpose_email = 'ηλεκτρονική διεύθυνση'
label_vague = 'πεδίο'
required = '\\bυποχρεωτικ\\w+'
"""
LINKS_AND_FIELDS = """
<a id="told" href="/x" target="_blank">Βοήθεια σε νέο παράθυρο</a>
<a id="untold" href="/y" target="_blank">Βοήθεια</a>
<a id="top" href="#">Κορυφή</a> <a id="nowhere" href="#">Βοήθεια</a>
<form><label>Ηλεκτρονική διεύθυνση <input id="mail"></label>
<label>Πεδίο 2 <input id="vague"></label>
<label>Βοήθεια <input id="unmarked" required></label>
<label>Πόλη (υποχρεωτικό) <input id="marked" required></label></form>
"""


def test_a_new_language_reaches_the_rules_without_code(words_folder, session, page):
    """Each rule finds in it what it finds in others, and nothing besides."""
    (words_folder / "el.toml").write_text(GREEK, "utf-8")
    session.library(scripts.library())
    session.open(page(LINKS_AND_FIELDS))
    rules = {
        "link-new-window-unannounced": {"#untold"},
        "link-without-destination": {"#nowhere"},
        "autocomplete-missing": {"#mail"},
        "field-label-vague": {"#vague"},
        "required-field-unmarked": {"#unmarked"},
    }
    found = session.script("return checks.run(arguments[0], 'light', {})", list(rules))
    for rule, elements in rules.items():
        assert not found[rule]["error"]
        said = {problem["target"]["selector"][-1] for problem in found[rule]["problems"]}
        assert said == elements, rule

"""The reader of style rules as a table: each way to write a rule, each check that reads rules."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.browser.states import LIGHT
from curbcut.checks import page as page_checks
from curbcut.checks.api import PageInState
from curbcut.checks.axe.rules import AxeRules
from curbcut.checks.runner.facts.relevant_states import needless
from curbcut.checks.runner.plan import make_plan
from curbcut.checks.runner.scripts import hook, library
from curbcut.checks.runner.visit import check_page
from curbcut.model.finding import Outcome

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Style:
    """A rule of the page: ``outer`` is what a nested one is in, ``inner`` goes on from there."""

    outer: str
    inner: str
    declarations: str
    media: str = ""

    def __str__(self) -> str:
        return self._around(f"{self.outer}{self.inner} {{ {self.declarations} }}")

    def nested(self) -> str:
        rest = f"&{self.inner} {{ {self.declarations} }}" if self.inner else self.declarations
        return f"{self.outer} {{ {self._around(rest)} }}"

    def behind(self) -> str:
        """With its declarations behind a nested rule, in a block that is nested as well."""
        more = f"& .nothing {{ color: red }} @media all {{ {self.declarations} }}"
        return self._around(f"{self.outer}{self.inner} {{ {more} }}")

    def _around(self, text: str) -> str:
        return f"@media {self.media} {{ {text} }}" if self.media else text


USED = (
    Style(".faint", ":hover", "color: #ccc"),
    Style(".cue", ":hover", "text-decoration: underline"),
    Style(".tip", ":hover .words", "display: block"),
    Style(".menu", ":hover ul", "display: block"),
    Style(".sold", "::after", "content: 'Sold out today'"),
    Style(".lost", ":focus", "outline: none"),
)
BODY = """<main><h1>Boats</h1><p>There is a lot to read on this page about boats.</p>
<p><a id="seen" href="#0">Canoes</a> <a id="faint" class="faint" href="#1">Parcels</a></p>
<p>We send your parcel on the day after <a id="cue" class="cue" href="#2">your order</a> is in.</p>
<p id="tip" class="tip">What is this? <b class="words" id="words">An explanation</b></p>
<div id="menu" class="menu">Goods<ul id="list"><li><a href="a.html">Apples</a></li></ul></div>
<p id="sold" class="sold">Rowing boat</p>
<p><button id="lost" class="lost">Send</button></p></main>"""
BASE = """@layer base { body { container-type: inline-size; background: #fff; color: #000;
height: 80rem }
a { color: #27e } p a { text-decoration: none } .words, .menu ul { display: none }
p, div { margin: 3rem } }"""
MOVING = (Style(".slide", "", "animation: none", "(prefers-reduced-motion: reduce)"),)
MOVES = """<main><h1>Boats</h1><p>There is a lot to read on this page about boats of all kinds.</p>
<p id="slide" class="slide">News: the shop opens at ten</p></main>"""
ANIMATION = """body { container-type: inline-size } @keyframes slide { to { translate: 300px } }
@layer base { .slide { animation: slide 4s linear infinite; width: 200px } }"""
DRAWN = (Style(".drawn", "::before", "position: absolute"),)
DRAWING = """@layer base { body { container-type: inline-size; background: #fff; color: #222 }
.drawn { position: relative } .drawn::before { content: ''; inset: 0; width: 9rem; height: 3rem;
background: #222; z-index: -1 } }
"""
HELD = (Style(".turned", "", "display: none", "(orientation: landscape)"),)

Files = dict[str, str]


@dataclass(frozen=True)
class Way:
    """A way to write rules, and whether they apply. ``make`` gives the head, files are by name."""

    applies: bool
    make: Callable[[tuple[Style, ...], Files], str]
    shadow: bool = False


def sheet(around: str = "{}") -> Callable[[tuple[Style, ...], Files], str]:
    def make(styles: tuple[Style, ...], files: Files) -> str:
        return f"<style>{around.replace('{}', join(styles))}</style>"

    return make


def join(styles: tuple[Style, ...]) -> str:
    return "\n".join(map(str, styles))


def within(styles: tuple[Style, ...], files: Files) -> str:
    return f"<style>{''.join(style.nested() for style in styles)}</style>"


def behind(styles: tuple[Style, ...], files: Files) -> str:
    return f"<style>{''.join(style.behind() for style in styles)}</style>"


def imported(ending: str = "") -> Callable[[tuple[Style, ...], Files], str]:
    def make(styles: tuple[Style, ...], files: Files) -> str:
        files["one.css"] = join(styles)
        return f"<style>@import 'one.css'{ending};</style>"

    return make


def twice(styles: tuple[Style, ...], files: Files) -> str:
    files["one.css"] = join(styles)
    files["two.css"] = "@import url(one.css) layer(deep) screen;"
    return "<style>@import 'two.css';</style>"


def linked(attributes: str, script: str = "") -> Callable[[tuple[Style, ...], Files], str]:
    def make(styles: tuple[Style, ...], files: Files) -> str:
        files["one.css"] = join(styles)
        return f"<link href=one.css {attributes}>{script}"

    return make


def foreign(styles: tuple[Style, ...], files: Files) -> str:
    files["//one.css"] = join(styles)
    return "<link rel=stylesheet href=FOREIGN/one.css>"


def foreign_twice(styles: tuple[Style, ...], files: Files) -> str:
    files["//one.css"] = join(styles)
    imports = "/* , */ @layer deep; @import url('one.css') layer(deep) screen;"
    files["//two.css"] = f"{imports} b {{ top: 0 }}"
    return "<style>@import 'FOREIGN/two.css';</style>"


def adopted(styles: tuple[Style, ...], files: Files) -> str:
    return f"""<script>const s = new CSSStyleSheet(); s.replaceSync(`{join(styles)}`);
document.adoptedStyleSheets = [s]</script>"""


def inserted(styles: tuple[Style, ...], files: Files) -> str:
    rules = ", ".join(f"`{style}`" for style in styles)
    return f"""<style id=s></style><script>
for (const rule of [{rules}]) document.getElementById("s").sheet.insertRule(rule)</script>"""


OFF = "<script>document.querySelector('[href=\"one.css\"]').sheet.disabled = true</script>"
WAYS = {
    "plain": Way(True, sheet()),
    "media": Way(True, sheet("@media screen and (min-width: 20rem) { {} }")),
    "other media": Way(False, sheet("@media print { {} }")),
    "supports": Way(True, sheet("@supports (display: grid) { {} }")),
    "not supported": Way(False, sheet("@supports (display: nothing) { {} }")),
    "layer": Way(True, sheet("@layer more { {} }")),
    "layers": Way(True, sheet("@layer more, most; @layer most.inner { {} }")),
    "nameless layer": Way(True, sheet("@layer { {} }")),
    "import": Way(True, imported()),
    "import twice": Way(True, twice),
    "import in a layer": Way(True, imported(" layer(more) supports(display: grid) screen")),
    "import for print": Way(False, imported(" print")),
    "import not supported": Way(False, imported(" supports(display: nothing)")),
    "container": Way(True, sheet("@container (min-width: 1px) { {} }")),
    "other container": Way(False, sheet("@container (max-width: 1px) { {} }")),
    "scope": Way(True, sheet("@scope (main) { {} }")),
    "scope of the style": Way(True, sheet("@scope { {} }")),
    "scope with a limit": Way(False, sheet("@scope (body) to (main) { {} }")),
    "other scope": Way(False, sheet("@scope (footer) { {} }")),
    "nested": Way(True, sheet("main { {} }")),
    "nested in a list": Way(True, sheet("footer, main { @media all { {} } }")),
    "ampersand": Way(True, within),
    "declarations": Way(True, behind),
    "starting style": Way(False, sheet("@starting-style { {} }")),
    "link": Way(True, linked("rel=stylesheet media='(min-width: 20rem)'")),
    "link for print": Way(False, linked("rel=stylesheet media=print")),
    "alternate": Way(False, linked("rel='alternate stylesheet' title=Other")),
    "disabled": Way(False, linked("rel=stylesheet", OFF)),
    "adopted": Way(True, adopted),
    "inserted": Way(True, inserted),
    "shadow": Way(True, sheet(), shadow=True),
    "layer in a shadow": Way(True, sheet("@layer more { {} }"), shadow=True),
    "other origin": Way(True, foreign),
    "other origin twice": Way(True, foreign_twice),
    "nothing": Way(False, lambda styles, files: ""),
}
PAGE = """<!doctype html><html lang=en><meta charset=utf-8>
<title>Boats and more boats</title>{}</html>"""


@pytest.fixture(scope="module")
def put():
    """Puts a page on a server and gives a browser, the page's address and the plan for checking."""
    files: dict[str, bytes] = {}
    others: dict[str, bytes] = {}
    numbers = count()
    with (
        Server(files) as server,
        Server(others) as other,
        Session(reach=Reach.of(server, other)) as session,
    ):
        session.on_new_document(hook())
        session.library(library())
        plan = make_plan((LIGHT,), None, AxeRules({}, frozenset()), own=False, timeout=20)  # type: ignore[arg-type]

        def make(way: Way, styles: tuple[Style, ...], base: str, body: str):
            folder = f"{next(numbers)}"
            made: Files = {}
            head = f"<style>{base}</style>" + way.make(styles, made)
            for name, text in made.items():
                place = others if name.startswith("//") else files
                address = other.url(f"{folder}/").rstrip("/")
                place[f"{folder}/{name.lstrip('/')}"] = text.replace("FOREIGN", address).encode()
            text = head.replace("FOREIGN", other.url(f"{folder}/").rstrip("/"))
            if way.shadow:
                words = "<p>There is a lot to read on this page about boats of all kinds.</p>"
                inner = f"<template shadowrootmode=open>{text}{body}</template>"
                text = f"<body>{words}<div>{inner}</div>"
            else:
                # In the body, where “@scope” without a root is about what is around it.
                text = f"<body>{text}{body}</body>"
            files[f"{folder}/index.html"] = PAGE.format(text).encode()
            return session, server.url(f"{folder}/"), plan

        yield make


@pytest.fixture(scope="module")
def found(put):
    """What is found on the page with its rules written in a way: {(rule, id): outcome}."""
    known = {}

    def look(way: str):
        if way not in known:
            results = {}
            for page in ((USED, BASE, BODY), (MOVING, ANIMATION, MOVES)):
                session, address, plan = put(WAYS[way], *page)
                result = check_page(session, "/", address, plan)
                assert not [f.message for f in result.findings if f.outcome is Outcome.UNTESTED]
                for finding in result.findings:
                    if finding.target is not None:
                        element = finding.target.selector[-1].rsplit(" ")[-1].removeprefix("#")
                        results[finding.rule.id, element] = finding.outcome
            known[way] = results
        return known[way]

    return look


# Check: [element, what is found where the rules apply, what is found where they do not].
CHECKS = {
    "hover-focus-contrast": ("faint", Outcome.FAILED, None),
    "link-told-by-colour": ("cue", None, Outcome.CANT_TELL),
    "note-on-hover-only": ("tip", Outcome.CANT_TELL, None),
    "menu-on-hover-only": ("menu", Outcome.FAILED, None),
    "shown-on-hover-only": ("words", Outcome.CANT_TELL, None),
    "text-from-stylesheet": ("sold", Outcome.CANT_TELL, None),
    "focus-not-visible": ("lost", Outcome.FAILED, None),
    "animation-endless": ("slide", Outcome.CANT_TELL, Outcome.FAILED),
}


APPLYING = [way for way, one in WAYS.items() if one.applies and not one.shadow]

# Whether the reader's wish is heeded is asked about the page as a whole: in doubt it may be.
OF_THE_ELEMENT = ("other container", "scope with a limit", "other scope")


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("way", WAYS)
def test_each_check_sees_the_rule_where_it_applies(found, way, check):
    element, there, absent = CHECKS[check]
    if check == "animation-endless" and way in OF_THE_ELEMENT:
        absent = Outcome.CANT_TELL
    assert found(way).get((check, element)) == (there if WAYS[way].applies else absent)


@pytest.mark.parametrize("way", APPLYING)
def test_what_a_rule_draws_over_text_leaves_contrast_in_doubt(put, way):
    session, address, _ = put(WAYS[way], DRAWN, DRAWING, "<main><p class=drawn>Words</p></main>")
    session.open(address)
    session.enter(LIGHT)
    assert session.script("return checks.settled(['color-contrast'])") == {}


# With a condition on a link; here sheets of other origins are not handed over (see sheets.bring).
SPEAK_OF_THE_DEVICE = ("link", "other origin", "other origin twice")


@pytest.mark.parametrize("way", APPLYING)
def test_a_rule_for_the_other_orientation_has_the_page_turned(put, way):
    session, address, _ = put(WAYS[way], HELD, "", "<main><p class=turned>Words</p></main>")
    visit = session.open(address)
    session.enter(LIGHT)
    spared = needless(PageInState(session, visit, LIGHT, address, own=False))
    assert "landscape" not in spared
    if way in SPEAK_OF_THE_DEVICE:
        return
    session, address, _ = put(WAYS[way], USED, "", "<main><p class=turned>Words</p></main>")
    visit = session.open(address)
    session.enter(LIGHT)
    assert "landscape" in needless(PageInState(session, visit, LIGHT, address, own=False))


def test_no_other_script_walks_through_style_sheets():
    folder = Path(page_checks.__file__).parent
    texts = {path.name: path.read_text("utf-8") for path in folder.parent.rglob("*.js")
             if path.name != "axe.min.js"}  # fmt: skip
    reads = {name for name, text in texts.items() if re.search(r"\bcssRules\b", text)}
    asks = {name for name, text in texts.items() if re.search(r"\bstyleSheetsOf\(", text)}
    assert (reads, asks) == ({"style_sheets.js"}, {"tree.js"})


def test_the_stronger_layer_wins(put):
    css = """@layer weak, strong; @layer strong { .calm:hover { color: #006 } }
    @layer weak { #calm.calm:hover { color: #ccc } .faint:hover { color: #ccc !important } }
    .faint:hover { color: #006 !important }"""
    way = Way(True, lambda styles, files: f"<style>{css}</style>")
    body = """<main><h1>Boats</h1><p><a id=calm class=calm href=#1>Parcels</a>
    <a id=faint class=faint href=#2>Letters</a></p></main>"""
    session, address, plan = put(way, (), "body { background: #fff } a { color: #00c }", body)
    result = check_page(session, "/", address, plan)
    told = [
        finding.target.selector[-1]
        for finding in result.findings
        if finding.rule.id == "hover-focus-contrast" and finding.target is not None
    ]
    assert told == ["#faint"]


def test_a_sheet_that_cannot_be_read_is_untested(put):
    def unread(styles: tuple[Style, ...], files: Files) -> str:
        files["//two.css"] = "@import 'data:text/css,.faint:hover{color:red}';"
        return "<link rel=stylesheet href=FOREIGN/two.css>"

    session, address, plan = put(Way(True, unread), (), BASE, BODY)
    result = check_page(session, "/", address, plan)
    (told,) = [f.message for f in result.findings if f.outcome is Outcome.UNTESTED]
    assert told.startswith("The style sheet http://") and "two.css could not be read" in told


def test_a_style_sheet_that_never_loaded_has_no_rules(put):
    way = Way(True, lambda styles, files: "<link rel=stylesheet href=FOREIGN/gone.css>")
    session, address, plan = put(way, (), BASE, BODY)
    result = check_page(session, "/", address, plan)
    assert not [f.message for f in result.findings if f.outcome is Outcome.UNTESTED]
    assert [f.rule.id for f in result.findings].count("link-told-by-colour") == 1

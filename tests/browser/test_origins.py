"""Each element of a page is traced to the line of its own start tag, whatever scripts do to it."""

from __future__ import annotations

import re
from itertools import count

import pytest

from curbcut.browser import origins
from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.browser.states import NO_SCRIPT, STATES
from curbcut.checks.api import target_from
from curbcut.checks.axe.rules import AxeRules
from curbcut.checks.runner.plan import make_plan
from curbcut.checks.runner.scripts import hook, library
from curbcut.checks.runner.visit import check_page
from curbcut.content.sources.folders import positions_in
from curbcut.model.finding import MADE_BY_SCRIPT
from curbcut.model.page import RenderedPage
from curbcut.model.source import Span
from curbcut.triage.trace import BY_SCRIPT, span_of, trace

pytestmark = pytest.mark.browser

HEAD = '<!doctype html>\n<html id="root" lang="en"><head id="head"><title id="title">T</title>\n'
NEW = "Object.assign(document.createElement('{}'), {{ id: 'script-{}' }})"
IMG = NEW.format("img", "i")
# What is in the source has an id of its own; what a script makes has one that begins with “script”.
PAGES = {
    "plain": '<p id="a">x</p>\n<p id="b">y</p>\n<img id="c">\n<img id="d">',
    "insert": f'<img id="a">\n<script id="s">document.body.prepend({IMG})</script>\n<img id="b">',
    "insert like the next one": (
        '<p id="a">x</p><script id="s">document.body.append(document.createElement("p"));'
        'document.querySelector("p:last-of-type").dataset.by = "script"</script>\n<p>y</p>'
        "\n<p>z</p>"
    ),
    "insert late": (
        f'<img id="a">\n<script id="s">setTimeout(() => document.body.prepend({IMG}))</script>\n'
        '<p id="p">x</p>\n<img id="b">'
    ),
    "insert when it is read": (
        "<script id=s>addEventListener('DOMContentLoaded', () => document.body.prepend("
        f'{IMG}))</script>\n<img id="a">\n<img id="b">'
    ),
    "insert when it is loaded": (
        f"<script id=s>onload = () => document.body.prepend({IMG})</script>\n"
        '<img id="a">\n<img id="b">'
    ),
    "remove": (
        '<img id="a">\n<img id="b">\n<script id=s>document.getElementById("a").remove()</script>\n'
        '<img id="c">'
    ),
    "remove what is open": (
        '<div id="a">\n<p id="b">x</p><script id=s>document.getElementById("a").remove()</script>\n'
        '<p id="c">y</p>\n<b id="d">z</b></div>\n<p id="e">x</p>\n<img id="f">\n<p id="g">y</p>'
    ),
    "move": (
        '<img id="a">\n<p id="b">x</p>\n<img id="c">\n<script id=s>const $ = (id) => '
        'document.getElementById(id);\ndocument.body.append($("a")); $("b").prepend($("c"))'
        '</script>\n<img id="d">'
    ),
    "clone": (
        '<ul id="u">\n<li id="a">x</li>\n<li id="b">y</li></ul><script id="s">const one = '
        'document.getElementById("a").cloneNode(true); one.id = "script-a"; '
        'document.getElementById("u").prepend(one)</script>\n<p id="p">x</p>'
    ),
    "rewrite": (
        '<div id="a"><p id="b">x</p></div>\n<script id="s">document.getElementById("a").innerHTML '
        "= '<p id=script-b>x</p><p id=script-c>y</p>'</script>\n<p id=\"d\">z</p>"
    ),
    "rewrite the whole": (
        '<p id="b">x</p>\n<script id="s">onload = () => { document.body.innerHTML += '
        "'<p id=script-c>y</p>';\ndocument.querySelectorAll('body *').forEach((one, at) => "
        'one.id = `script-${at}`) }</script>\n<p id="d">z</p>'
    ),
    "write": (
        '<p id="a">x</p>\n<script id="s">document.write("<p id=script-a>x</p><img id=script-b>")'
        '</script>\n<p id="b">y</p>\n<img id="c">'
    ),
    "write a script": (
        '<p id="a">x</p>\n<script id="s">document.write("<p id=script-a>x</p><scr" + "ipt '
        'id=script-s src=other.js></scr" + "ipt><p id=script-b>y</p>")</script>\n'
        '<p id="b">y</p>\n<img id="c">\n<p id="d">z</p>'
    ),
    "defer and module": (
        f'<script id="s" type="module">document.body.prepend({IMG})</script>\n<img id="a">\n'
        '<script id="d" defer src="other.js"></script>\n<p id="p">x</p>'
    ),
    "custom elements": (
        '<script id="s">customElements.define("x-y", class extends HTMLElement { '
        f'connectedCallback() {{ this.before({IMG}); this.id ||= "script-x" }} }})</script>\n'
        '<p id="a">x</p><x-y id="x"></x-y>\n<img id="b">\n<p id="c">y</p>'
    ),
    "attributes": (
        '<p id="a" class="one">x</p>\n<p id="b">y</p><script id="s">for (const p of '
        'document.querySelectorAll("p")) p.className = "two"</script>\n<p id="c" class="one">z</p>'
    ),
    "p in p": '<p id="a">x<p id="b">y</p></p>\n<p id="c">z</p></p>\n<p id="d">w</p>',
    "foster parents": (
        '<table id="t"><caption id="c">x</caption>\n<a id="a" href="#">y</a><tr id="r">\n'
        '<td id="d">z</td><p id="p">v</p></table>\n<a id="b" href="#">w</a>\n<p id="q">u</p>'
    ),
    "implied parts": '<table id="t"><tr id="a"><td id="b">x</table>\n<tbody id=none><td id=none>',
    "formatting": '<b id="a">x<p id="p">y</b>z</p>\n<b id="c">v</b><a id="d">1<a id="e">2</a>',
    "ignored tags": (
        '<form id="f"><form id="none"><p id="p">x</p></form>\n<body class="y"><p id="q">x</p>\n'
        '<tr id="none"><td id="none"><p id="r">y</p>\n<form id="g"></form>'
    ),
    "template": (
        '<template id="a"><p class="none">x</p></template>\n<p id="p">x</p><script id="s">'
        'const one = document.importNode(document.getElementById("a").content, true);\n'
        'one.firstChild.id = "script-p"; document.body.prepend(one)</script>\n<p id="q">y</p>'
    ),
    "noscript": (
        '<p id="o">w</p><noscript id="n"><p id="m">x</p></noscript>\n<p id="p">y</p>\n'
        '<p id="q">z</p>'
    ),
    "misleading names": (
        '<form id="f"><input id="a" name="localName"><input id="b" name="attributes">\n'
        f'<input id="c" name="childNodes"></form><script id="s">document.body.prepend({IMG})'
        '</script>\n<img id="d" name="currentScript"><img id="e" name="documentElement">'
    ),
    "svg": (
        '<svg id="v"><title id="w">x</title><a id="a" href="#"><text id="x">y</text></a></svg>\n'
        '<p id="p">x</p>\n<a id="b" href="#">z</a>'
    ),
}


@pytest.fixture(scope="module")
def place():
    files: dict[str, bytes] = {"other.js": b"document.body.append('more')"}
    numbers = count()
    with Server(files) as server, Session(reach=Reach.of(server)) as session:
        session.on_new_document(hook())
        session.library(library())

        def put(text: str):
            name = f"{next(numbers)}.html"
            files[name] = text.encode()
            page = RenderedPage(name, name, b"", positions_in(text, name), Span(name, 1, 1))
            return session, server.url(name), page

        yield put


LOOK = """return [...document.querySelectorAll("*")].map((el) => [
  el.getAttribute("id") || (el.dataset && el.dataset.by) || "", checks.describe(el)])"""


def lines_of(session, page):
    """For each element with an id: the line that it is traced to, or None if a script made it."""
    found = []
    for name, data in session.script(LOOK):
        target = target_from(data)
        assert target is not None
        span = span_of(target, page) if target.ordinal != MADE_BY_SCRIPT else None
        assert span is not None or target.ordinal < 0
        if name:
            found.append((name, span and span.line))
    return found


@pytest.mark.parametrize("name", PAGES)
def test_each_element_has_its_own_line_or_is_a_scripts(place, name):
    text = HEAD + PAGES[name]
    session, address, page = place(text)
    session.open(address)
    origins.bring(session)
    found = lines_of(session, page)
    assert len(found) > 3
    for element, line in found:
        written = re.search(rf"""\bid="?{element}[ ">]""", text)
        if element.startswith("script"):
            assert line is None, element
        else:
            assert written, element
            assert line == text.count("\n", 0, written.start()) + 1, element


def test_every_paragraph_behind_one_like_it_has_its_line(place):
    text = HEAD + PAGES["insert like the next one"]
    session, address, page = place(text)
    session.open(address)
    origins.bring(session)
    look = 'return [...document.querySelectorAll("p")].map(checks.describe)'
    targets = [target_from(data) for data in session.script(look)]
    spans = [span_of(one, page) if one and one.ordinal >= 0 else None for one in targets]
    assert [span and span.line for span in spans] == [3, None, 4, 5]


def test_without_scripts_what_is_in_noscript_has_the_line_of_that(place):
    text = HEAD + PAGES["noscript"]
    session, address, page = place(text)
    session.open(address)
    session.enter(NO_SCRIPT)
    origins.bring(session)
    (target,) = (target_from(one) for name, one in session.script(LOOK) if name == "m")
    assert target is not None
    assert target.ordinal == -1
    span = span_of(target, page)
    assert span is not None
    assert span.line == 3
    assert dict(lines_of(session, page))["q"] == 5


def test_finding_says_that_a_script_made_the_element(place):
    text = f"""{HEAD}</head><body id=b><h1 id=h>Boats</h1>
<img id=good src=x.png alt="A boat">
<script>const i = new Image(); i.alt = "image.png"; i.src = "x.png"; i.id = "made";
document.body.prepend(i)</script>
<p id=p>Words</p>
<img id=bad src=x.png alt="image.png">"""
    session, address, page = place(text)
    plan = make_plan(STATES[:1], None, AxeRules({}, frozenset()), own=False, timeout=20)  # type: ignore[arg-type]
    result = check_page(session, page.path, address, plan)
    found = {
        finding.target.selector[-1]: (finding.span.line, BY_SCRIPT in finding.message)
        for finding in trace(result.findings, {page.path: page})
        if finding.rule.id == "image-alt-file-name" and finding.target and finding.span
    }
    assert found == {"#bad": (8, False), "#made": (3, True)}


ASKING = {
    "image": '<img alt="x"\n src="GONE">',
    "set": '<img alt="x" src="data:," srcset="GONE 1x, GONE?2 2x">',
    "picture": '<picture>\n<source srcset="GONE">\n<img alt="x"></picture>',
    "link": '<link rel="stylesheet" href="GONE">',
    "script": '<p>x</p>\n<script src="GONE"></script>',
    "style": "<p>x</p>\n<style>@media all { p { background: url(GONE) } }</style>",
    "attribute": '<p>x</p>\n<p style="background: url(GONE)">y</p>',
    "poster": '<p>x</p>\n<video poster="GONE"></video>',
    "use": '<p>x</p>\n<svg><image href="GONE" width="9" height="9"></image></svg>',
}


@pytest.mark.parametrize("way", ASKING)
def test_a_missing_file_has_the_line_of_the_element_that_asks_for_it(place, way):
    body = ASKING[way].replace("GONE", "gone.png")
    text = f"{HEAD}</head><body><script>document.body.prepend(new Image())</script>\n{body}"
    session, address, page = place(text)
    plan = make_plan(STATES[:1], None, AxeRules({}, frozenset()), own=False, timeout=20)  # type: ignore[arg-type]
    result = check_page(session, page.path, address, plan)
    (told,) = {
        finding.span.line
        for finding in trace(result.findings, {page.path: page})
        if finding.rule.id == "file-missing" and finding.span
    }
    before = text[: text.index("gone.png")]
    begin = before.rindex("<style" if way == "style" else "<")
    assert told == before.count("\n", 0, begin) + 1


def test_what_a_script_asks_for_is_about_the_page(place):
    text = f"{HEAD}</head><body>\n<p>x</p>\n<script>fetch('gone.json')</script>"
    session, address, page = place(text)
    plan = make_plan(STATES[:1], None, AxeRules({}, frozenset()), own=False, timeout=20)  # type: ignore[arg-type]
    result = check_page(session, page.path, address, plan)
    (told,) = [f for f in result.findings if f.rule.id == "file-missing"]
    assert told.target is None
    assert "fetch" in told.message


def test_elements_that_a_script_makes_while_the_page_is_read_move_no_line(place):
    """A list of alike items, and a script that adds alike ones in its own time."""
    items = "\n".join(f'<li class="x"><a href="#">{at}</a></li>' for at in range(300))
    adding = """<script>setInterval(() => { const one = document.createElement("li");
    one.className = "x"; one.dataset.by = "script";
    document.querySelector("ul").append(one) })</script>"""
    text = f"{HEAD}</head><body><ul>{adding}\n{items}</ul>"
    session, address, page = place(text)
    session.open(address)
    origins.bring(session)
    look = """return [...document.querySelectorAll("a")].map((el) =>
      [el.textContent, checks.describe(el)])"""
    for words, data in session.script(look):
        target = target_from(data)
        assert target is not None
        span = span_of(target, page)
        assert span is not None
        assert span.line == text[: text.index(f">{words}</a>")].count("\n") + 1

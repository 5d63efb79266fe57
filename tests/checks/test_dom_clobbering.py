"""DOM clobbering: pages whose forms and images are named like what a form or a document has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from curbcut.browser.linker import link
from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.browser.states import STATES
from curbcut.checks.axe.rules import AxeRules
from curbcut.checks.runner.plan import make_plan
from curbcut.checks.runner.scripts import hook, library
from curbcut.checks.runner.visit import check_page
from curbcut.model.finding import Outcome

SCRIPTS = Path(__file__).parents[2] / "curbcut" / "browser" / "scripts"
RULE = Path(__file__).parents[2] / "eslint" / "no-clobbered-properties.mjs"
NAMES = frozenset(
    re.search(r"CLOBBERED = `([^`]*)`", RULE.read_text("utf-8"))[1].split()  # type: ignore[index]
)
"""The properties that no script of ours may ask for; ESLint sees to it."""

PAGE = """<!doctype html><html lang="en"><head><title>Boats to hire</title></head><body><main>
<h1>Boats to hire</h1>
{above}<form id="f" action="/send"><p>Any <a href="a.html">other boat</a>? <img src="b.png"></p>
<div onclick="document.title" class="b">Press</div>
<p>To learn more <a href="b.html">click here</a>.</p>
{fields}<input placeholder="Unnamed"><button>Send</button></form>
<img name="{body}" src="d.png" alt=""><form name="{find}"><label>Word <input></label>
<button>Search</button></form></main>
<script>addEventListener.call(document.forms[0], "click", (e) => e.preventDefault());</script>
</body></html>"""
SHADOW = '<div><template shadowrootmode="open"><p><a href="c.html">here</a></p></template></div>'


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    folder = tmp_path_factory.mktemp("named")
    for kind, before in (("bad", ""), ("good", "field-")):
        for shadow in ("", SHADOW):
            fields = "".join(
                f'<p><label>Field {number} of it <input name="{before}{name}"></label></p>\n'
                for number, name in enumerate(sorted(NAMES))
            )
            text = PAGE.format(
                above=shadow, fields=fields, body=f"{before}body", find=f"{before}querySelector"
            )
            (folder / f"{kind}{len(shadow)}.html").write_text(text, "utf-8")
    with Server(folder) as server, Session(reach=Reach.of(server)) as session:
        session.on_new_document(hook())
        session.library(library())
        plan = make_plan(STATES, None, AxeRules({}, frozenset()), own=False, timeout=20)  # type: ignore[arg-type]

        def look(name):
            result = check_page(session, f"/{name}", server.url(name), plan)
            return {
                (f.rule.id, f.outcome, f.message.replace(name, ""), f.target and f.target.selector)
                for f in result.findings
            }

        yield session, server, look


@pytest.mark.browser
@pytest.mark.parametrize("shadow", ["", SHADOW], ids=["plain", "shadow"])
def test_names_of_fields_change_no_finding(browser, shadow):
    _, _, look = browser
    good, bad = look(f"good{len(shadow)}.html"), look(f"bad{len(shadow)}.html")
    assert bad == good
    assert {"link-text-vague", "click-without-keyboard"} <= {found[0] for found in good}
    assert Outcome.UNTESTED not in {found[1] for found in bad}


@pytest.fixture
def helpers(browser, tmp_path):
    """The functions of dom.js as ``dom`` in the clobbered page."""
    session, server, _ = browser
    text = (SCRIPTS / "dom.js").read_text("utf-8")
    (tmp_path / "dom.js").write_text(text, "utf-8")
    exported = re.findall(r"^export const (\w+)", text, re.MULTILINE)
    taken = f'import {{ {", ".join(exported)} }} from "./dom.js";\n'
    (tmp_path / "a.js").write_text(
        f"{taken}globalThis.dom = {{ {', '.join(exported)} }};\n", "utf-8"
    )
    session.open(server.url("bad0.html"))
    session.script(link(tmp_path, ["a.js"]).text)
    return session, text


@pytest.mark.browser
def test_helpers_ask_the_browser_and_not_the_page(helpers):
    session, text = helpers
    getters = dict(
        re.findall(r'safe\("(\w+)"\);\s*export const (\w+) = \(it\) => it\[\$\w+\];', text)
    )
    wrong = session.script(
        """const there = Document.prototype.querySelector.call(document, "form#f");
        const other = document.createElement("form"), wrong = [];
        for (const [name, helper] of Object.entries(arguments[0]))
          if (name in other && typeof other[name] !== typeof dom[helper](there)) wrong.push(name);
        return wrong""",
        getters,
    )
    assert len(getters) > 30
    assert wrong == []


@pytest.mark.browser
def test_helpers_work_for_documents_svg_shadow_roots_and_frames(helpers):
    session, _ = helpers
    assert session.script(
        """const make = Document.prototype.createElement.bind(document);
        const frame = make("iframe");
        dom.bodyOf(document).append(frame);
        const inner = frame.contentDocument;
        inner.body.innerHTML = "<form id=x><input name=id><input name=querySelector></form>";
        const form = inner.forms[0];
        const svg = Document.prototype.createElementNS.call(
          document, "http://www.w3.org/2000/svg", "svg");
        svg.setAttribute("class", "s");
        const host = make("div");
        host.attachShadow({ mode: "open" }).innerHTML = "<p id=p>";
        const said = [
          dom.idOf(form), dom.querySelector(form, "input") === form[0], dom.localNameOf(inner),
          typeof dom.classNameOf(svg), dom.attr(svg, "class"), dom.canClick(svg),
          dom.canClick(form), dom.getElementById(dom.shadowRootOf(host), "p").id,
          dom.localNameOf(dom.bodyOf(document)), dom.nodeTypeOf(document),
          dom.maybe(null, dom.idOf) ?? "none", dom.maybe(form, dom.idOf),
        ];
        frame.remove();
        return said"""
    ) == ["x", True, None, "object", "s", False, True, "p", "body", 9, "none", "x"]


@pytest.mark.browser
def test_every_property_that_a_form_could_lose_is_forbidden(browser):
    session, server, _ = browser
    session.open(server.url("good0.html"))
    theirs = session.script(
        """const names = new Set();
        for (let at of [document.createElement("form"), document])
          while ((at = Object.getPrototypeOf(at)) && at !== Object.prototype)
            for (const name of Object.getOwnPropertyNames(at)) names.add(name);
        return [...names]"""
    )
    # The preview's script runs in a page of its own, and never in one that is checked.
    scripts = [
        path
        for path in SCRIPTS.parents[1].rglob("*.js")
        if path.name != "axe.min.js" and "preview" not in path.parts
    ]
    text = "\n".join(path.read_text("utf-8") for path in scripts)
    used = set(re.findall(r"(?<=[\w)\]?])\.([A-Za-z]\w*)", text))
    assert (used & set(theirs)) - NAMES - set(_OTHERS.split()) == set()


# Names that our scripts use for things of their own, or of things that are neither.
_OTHERS = """
DOCUMENT_POSITION_FOLLOWING DOCUMENT_POSITION_PRECEDING after all append before clear close
constructor evaluate length links method normalize onresize open part prefix pseudo write
"""

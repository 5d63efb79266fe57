"""Scripts of ours on pages whose forms and pictures are named like what a form has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from curbcut.browser.own import NAMES, own
from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.browser.states import STATES
from curbcut.checks.axe.rules import AxeRules
from curbcut.checks.runner.plan import make_plan
from curbcut.checks.runner.scripts import hook, library
from curbcut.checks.runner.visit import check_page
from curbcut.model.finding import Outcome

CURBCUT = Path(__file__).parents[2] / "curbcut"
SCRIPTS = sorted(path for path in CURBCUT.rglob("*.js") if path.name != "axe.min.js")


@pytest.mark.parametrize(
    ("script", "made"),
    [
        ("el.children", "el[own$children]"),
        ("el?.closest('a.id')?.id", "el?.[own$closest]('a.id')?.[own$id]"),
        ("a\n  .matches(x)", "a\n  [own$matches](x)"),
        ("[...children, ...el.children]", "[...children, ...el[own$children]]"),
        ("`${el.id}.id ${`${b.id}`} }.id`.id", "`${el[own$id]}.id ${`${b[own$id]}`} }.id`[own$id]"),
        ("x = /a\\.id[/.id]/g.test(a.id) / b.id", None),
        ("// a.id\n/* b.id */ c.id; 'd.id'", "// a.id\n/* b.id */ c[own$id]; 'd.id'"),
        ("checks.style(el); other.style", "checks.style(el); other[own$style]"),
        ("a.idle + a.length + 1.5", "a.idle + a.length + 1.5"),
    ],
)
def test_only_properties_are_asked_for_in_another_way(script, made):
    wanted = made or "x = /a\\.id[/.id]/g.test(a[own$id]) / b[own$id]"
    assert own(script) == wanted


@pytest.mark.parametrize("script", ["`${a.id", "a = {", "}", "x = /a"])
def test_what_is_no_script_is_refused(script):
    with pytest.raises(ValueError, match="without"):
        own(script)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_takes_such_a_property_out_of_an_element_by_its_name(path):
    text = path.read_text("utf-8")
    own(text)
    for names, owner in re.findall(r"\{([^{}]*)\}\s*=\s*([\w.$]+)", text):
        taken = {name.partition(":")[0].strip() for name in names.split(",")}
        assert not (taken & NAMES and owner in ("el", "form", "document", "node", "at")), names


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
    assert {"link-words-vague", "click-without-keyboard"} <= {found[0] for found in good}
    assert Outcome.UNTESTED not in {found[1] for found in bad}


@pytest.mark.browser
def test_each_property_leads_to_the_browsers_own(browser):
    session, server, _ = browser
    session.open(server.url("bad0.html"))
    wrong = session.script(
        """const form = document.querySelector("form"), other = document.createElement("form");
        const mine = (name) => typeof form[globalThis["own$" + name]];
        return arguments[0].filter((name) => name in other && typeof other[name] !== mine(name))""",
        sorted(NAMES),
    )
    assert wrong == []
    # What has a property of its own where those above it have one, too, keeps its own.
    wrong = session.script(
        """const wrong = [];
        for (const kind of Object.getOwnPropertyNames(globalThis)) {
          const proto = globalThis[kind]?.prototype;
          if (!(proto instanceof Node) && proto !== Node.prototype) continue;
          for (const name of arguments[0]) {
            if (!Object.hasOwn(proto, name)) continue;
            const mine = Object.getOwnPropertyDescriptor(proto, name);
            let at = proto;
            const symbol = globalThis["own$" + name];
            while (at && !Object.hasOwn(at, symbol)) at = Object.getPrototypeOf(at);
            if (at === Object.prototype) continue;
            const found = Object.getOwnPropertyDescriptor(at, symbol);
            if (found.get !== mine.get || found.value !== mine.value) wrong.push(`${kind}.${name}`);
          }
        }
        return wrong""",
        sorted(NAMES),
    )
    assert wrong == []


@pytest.mark.browser
def test_values_and_elements_of_frames_are_asked_in_the_same_way(browser):
    session, server, _ = browser
    session.open(server.url("good0.html"))
    assert session.script(
        """const thing = { id: 1, style: "s" };
        thing.id = 2;
        const frame = document.createElement("iframe");
        document.body.append(frame);
        frame.contentDocument.body.innerHTML = "<p id=x>Words</p>";
        const p = frame.contentDocument.querySelector("p");
        const said = [thing.id, Object.keys(thing), "abc".style ?? null, p.id, p.matches("#x")];
        frame.remove();
        return said"""
    ) == [2, ["id", "style"], None, "x", True]


# Names that our scripts use for things of their own, or of things that are neither.
_OTHERS = """
DOCUMENT_POSITION_FOLLOWING DOCUMENT_POSITION_PRECEDING after all append before clear close
constructor evaluate length links method onresize open part prefix pseudo write
"""


@pytest.mark.browser
def test_every_property_that_a_form_could_lose_is_among_the_names(browser):
    session, server, _ = browser
    session.open(server.url("good0.html"))
    theirs = session.script(
        """const names = new Set();
        for (let at of [document.createElement("form"), document])
          while ((at = Object.getPrototypeOf(at)) && at !== Object.prototype)
            for (const name of Object.getOwnPropertyNames(at)) names.add(name);
        return [...names]"""
    )
    text = "\n".join(path.read_text("utf-8") for path in SCRIPTS)
    used = set(re.findall(r"(?<=[\w)\]?])\.([A-Za-z]\w*)", text))
    assert (used & set(theirs)) - NAMES - set(_OTHERS.split()) == set()

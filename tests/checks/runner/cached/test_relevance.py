"""A result holds for other style sheets where they differ in nothing that the page has."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from pathlib import Path

import pytest

from curbcut.browser.responses import Responder
from curbcut.cache import Cache
from curbcut.checks.runner.cached.relevance import Relevance, steady
from curbcut.checks.runner.notes import PageResult
from curbcut.checks.runner.page_source import PageSource
from curbcut.checks.runner.workers import check_pages
from curbcut.model.finding import Finding, Rule
from curbcut.model.page import RenderedPage
from curbcut.run import Run

NAMES = frozenset(("html", "p", ".note"))
RESULT = PageResult("/", (), ())


def named(css: str) -> str:
    return f"assets/site.{hashlib.sha256(css.encode()).hexdigest()[:10]}.css"


def files(css: str, script: str = "", body: str = "") -> dict[str, bytes]:
    sheet = named(css)
    page = f'<link rel="stylesheet" href="{sheet}"><script src="a.js"></script><p>{body}</p>'
    return {"index.html": page.encode(), sheet: css.encode(), "a.js": script.encode()}


def relevance(content: dict[str, bytes]) -> Relevance:
    return Relevance(Responder(content), content)


def digests(css: str, sheet: str = "p { color: #333 }") -> list[str]:
    """What a page depends on that was made with ``sheet``, now that it is ``css``."""
    today = relevance(files(css))
    return [today.digest(address, NAMES) for address in ("/", f"/{named(sheet)}", "/a.js")]


def test_a_page_is_the_same_with_a_rule_that_selects_nothing_on_it():
    before = digests("p { color: #333 }")
    assert before[2] == ""
    assert digests("p { color: #333 } .nobody { color: red }") == before
    for css in ("p { color: #333 } .note { color: red }", "p { color: #334 }"):
        after = digests(css)
        assert (after[0], after[1] != before[1]) == (before[0], True)


def test_it_is_not_the_same_with_a_script_or_a_word_changed():
    pages = {relevance(files("", body=body)).digest("/", NAMES) for body in ("", "Words")}
    assert len(pages) == 2
    assert steady(b"<p>site.0123456789.css") == b"<p>site.0123456789.css"


def test_of_two_sheets_with_one_name_none_stands_for_the_other():
    content = {"a.0123456789.css": b"p { color: red }", "a.abcdef0123.css": b""}
    assert relevance(content).digest("/a.0123456789.css", NAMES) == ""


@pytest.mark.parametrize(
    ("script", "body", "holds"),
    [
        ("document.title = 'A'", "Words", True),
        ("document.styleSheets[0]", "", False),
        ("document.querySelector('link').sheet", "", False),
        ("fetch('site.css')", "", False),
        ("document.body.attachShadow({mode: 'closed'})", "", False),
        ("", "<script>document.adoptedStyleSheets</script>", False),
    ],
)
def test_scripts_that_may_read_style_sheets_are_run_again(script, body, holds):
    content = files("p { color: #333 }", script, body)
    assert relevance(content).holds(["/", "/a.js", "/assets/no.png"], RESULT) is holds


def test_what_names_a_sheet_is_made_again():
    content = files("")
    said = Finding(Rule("x", "X", "Why.", "Fix."), f"{named('')} is blocked", page="/")
    assert not relevance(content).holds(["/"], PageResult("/", (said,), ()))


# --- a property: with the cache and without, whatever is edited -----------------------------------

STEPS = 5
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page {number}</title>
<link rel="stylesheet" href="{sheet}"><script src="/menu.js" defer></script></head><body><main>
<h1>Page {number}</h1>{body}</main></body></html>"""
_BODIES = (
    '<p class="note">Oil the chain <a href="/1/">once a month</a>.</p>',
    '<p id="top">Wipe it dry.</p><button class="more">More</button><p class="rest" hidden>All.</p>',
    '<ul class="list"><li>One</li><li><a class="link" href="/0/">Two</a></li></ul>',
    '<p class="fades">Words</p><noscript><p class="instead">Without scripts</p></noscript>',
)
_SCRIPT = """for (const button of document.querySelectorAll(".more")) {
  button.addEventListener("click", () => {
    button.classList.toggle("is-" + "open");
    document.querySelector(".rest").hidden = !button.classList.contains("is-open");
  });
}
for (const one of document.querySelectorAll(".fades")) one.classList.add("step-" + 1);"""
_SELECTORS = (
    *("p", "a", "h1", ".note", ".note a", "#top", ".more", ".more.is-open", ".rest", ".list li"),
    *(".link", ".link:hover", "a:focus", ".step-1", ".instead", "noscript p", "main > p + p"),
    *(".nobody", "p.nobody", ".nobody a", "#nobody", "td", ".step-2", "h2 + p", ".nobody::before"),
)
_STYLES = (
    *("color: #999", "color: #222", "background: #eee", "font-size: 9px", "display: none"),
    *("opacity: .5", "text-decoration: none", "position: absolute", "outline: none", "width: 90em"),
    *("transition: color 1s", "line-height: 1", "content: 'Words'", "animation: go 9s infinite"),
)


def _rule(of: random.Random) -> str:
    text = f"{of.choice(_SELECTORS)} {{ {of.choice(_STYLES)} }}"
    around = of.choice(("{}", "{}", "{}", "@layer base {{ {} }}", "@media print {{ {} }}"))
    return around.format(text)


def _source(rules: list[str]) -> PageSource:
    css = "\n".join(["@layer base;", *rules])
    sheet = named(css)
    pages = tuple(
        RenderedPage(
            f"/{number}/",
            f"{number}/index.html",
            _PAGE.format(number=number, sheet=f"/{sheet}", body=body).encode(),
            {},
        )
        for number, body in enumerate(_BODIES)
    )
    content = {page.output: page.data for page in pages}
    content |= {sheet: css.encode(), "menu.js": _SCRIPT.encode()}
    return PageSource(pages, first_party=True, content=content)


@pytest.mark.browser
@pytest.mark.parametrize("seed", [3])
def test_edits_of_a_style_sheet_at_random(tmp_path: Path, seed: int):
    of = random.Random(seed)
    rules = [_rule(of) for _ in range(6)]
    cached = []
    for step in range(STEPS):
        if step:
            rules.insert(of.randrange(len(rules)), _rule(of))
        source = _source(rules)
        with_it, without = (
            check_pages(source, Run(dt.date(2030, 1, 1), Cache(folder), jobs=2))
            for folder in (tmp_path / "kept", tmp_path / str(step))
        )
        assert with_it.findings == without.findings, rules
        assert set(with_it.evaluations) == set(without.evaluations), rules
        assert with_it.facts == without.facts
        cached.append(with_it.environment.cached)
    assert cached[0] == 0
    assert 0 < sum(cached[1:]) < len(_BODIES) * (STEPS - 1)

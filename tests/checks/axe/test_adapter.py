"""axe in a real page: what comes back, what surfaces, and which axe it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from curbcut.browser.session import Session
from curbcut.browser.states import LIGHT, NARROW
from curbcut.browser.visit import PageError, ScriptError
from curbcut.checks.axe.adapter import SHA256, VERSION, Axe, options
from curbcut.checks.axe.rules import criteria_of, words
from curbcut.model.finding import CurbcutError
from curbcut.model.state import State
from tests.browser.pages import MakePage

WCAG = options(("wcag2a", "wcag2aa"))


@pytest.fixture(scope="module")
def axe() -> Axe:
    return Axe()


@pytest.fixture(scope="module")
def _prepared(session: Session, axe: Axe) -> Iterator[None]:
    axe.prepare(session)
    yield


pytestmark = pytest.mark.usefixtures("_prepared")


def test_what_is_found_and_where(session: Session, page: MakePage, axe: Axe) -> None:
    session.open(page('<p>a</p><p>b <img src="x" data-long="' + "y" * 400 + '"></p><p>c</p>'))
    result = axe.run(session, WCAG)
    assert result.version == axe.version
    (rule,) = result.violations
    assert (rule.id, rule.impact, rule.total) == ("image-alt", "critical", 1)
    assert "wcag111" in rule.tags
    assert rule.help_url.startswith("https://")
    (node,) = rule.nodes
    assert node.target.selector == ("img",)
    assert node.target.html.startswith('<img src="x" data-long="yyy')
    assert len(node.target.html) <= 300
    assert (node.target.tag, node.target.ordinal) == ("img", 0)
    assert node.target.path == (("p", 1), ("body", 0), ("html", 0))
    assert "has-alt" in [check.id for check in node.any]
    assert "document-title" in result.passes
    assert "video-caption" in result.inapplicable


def test_contrast_comes_with_its_figures(session: Session, page: MakePage, axe: Axe) -> None:
    session.open(page('<p style="color:#999;background:#fff">pale</p>'))
    (rule,) = axe.run(session, options(("wcag2aa",))).violations
    (check,) = rule.nodes[0].any
    assert check.id == "color-contrast"
    assert check.data["contrastRatio"] == 2.84
    assert check.data["fgColor"] == "#999999"


def test_what_axe_cannot_tell_is_kept(session: Session, page: MakePage, axe: Axe) -> None:
    session.open(page('<p style="background:linear-gradient(#fff,#000)">which?</p>'))
    (rule,) = axe.run(session, WCAG).incomplete
    assert rule.id == "color-contrast"
    assert rule.nodes[0].any[0].data["messageKey"] == "bgGradient"


def test_frames_and_shadow_roots(session: Session, page: MakePage, axe: Axe) -> None:
    inner = page('<img src="z">')
    session.open(
        page(
            f'<div><iframe title="t" src="{inner}"></iframe></div><p id="host"></p><script>'
            "host.attachShadow({mode: 'open'}).innerHTML = '<b><img src=y></b>'</script>"
        )
    )
    (rule,) = axe.run(session, WCAG).violations
    framed, shadowed = sorted((node.target for node in rule.nodes), key=lambda one: one.selector)
    assert framed.selector == ("#host", "img")
    assert (framed.tag, framed.ordinal) == ("img", -1)
    assert framed.path[-3:] == (("p", 0), ("body", 0), ("html", 0))
    assert shadowed.selector == ("iframe", "img")
    assert (shadowed.tag, shadowed.ordinal) == ("", -1)
    assert shadowed.path == (("iframe", 0), ("div", 0), ("body", 0), ("html", 0))


def test_the_strictest_policy_is_no_obstacle(session: Session, page: MakePage, axe: Axe) -> None:
    policy = "default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    visit = session.open(page("<img>", headers_sent={"Content-Security-Policy": policy}))
    assert [rule.id for rule in axe.run(session, WCAG).violations] == ["image-alt"]
    after = session.visit()
    assert after.violations == visit.violations == ()
    assert after.requests == visit.requests


def test_states_make_a_difference(session: Session, page: MakePage, axe: Axe) -> None:
    session.open(
        page(
            "<p>some text</p>",
            head="<style>@media(width <= 400px){body{color:#999;background:#fff}}</style>",
        )
    )
    session.enter(LIGHT)
    assert axe.run(session, WCAG).violations == ()
    session.enter(NARROW)
    assert [rule.id for rule in axe.run(session, WCAG).violations] == ["color-contrast"]


def test_axe_works_without_scripts(session: Session, page: MakePage, axe: Axe) -> None:
    session.open(page("<noscript><p>a</p><img src=x></noscript><p>b</p><script>1</script>"))
    assert axe.run(session, WCAG).violations == ()
    session.enter(State("no-script", "", scripts=False))
    (rule,) = axe.run(session, WCAG, timeout=10).violations
    assert rule.id == "image-alt"
    assert rule.nodes[0].target.path == (("noscript", 0), ("body", 0), ("html", 0))


def test_hostile_prototypes(session: Session, page: MakePage, axe: Axe) -> None:
    session.open(
        page(
            "<img><script>Array.prototype.filter = () => []; Element.prototype.matches = () => 0;"
            "globalThis.axe = {run: () => Promise.resolve({})}; postMessage = null;"
            "JSON.stringify = () => ''</script>"
        )
    )
    assert [rule.id for rule in axe.run(session, WCAG).violations] == ["image-alt"]


def test_options_and_context_travel_whole(session: Session, page: MakePage, axe: Axe) -> None:
    session.open(page("<main><img></main><footer><img></footer>"))
    chosen = options((), enabled=("image-alt",), disabled=("region",))
    assert chosen == {"rules": {"image-alt": {"enabled": True}, "region": {"enabled": False}}}
    result = axe.run(session, WCAG, {"include": [["footer"]], "exclude": [["nav"]]})
    (rule,) = result.violations
    assert [node.target.selector for node in rule.nodes] == [("footer > img",)]
    only = axe.run(session, {"runOnly": {"type": "rule", "values": ["html-has-lang"]}})
    assert (only.violations, only.passes) == ((), ("html-has-lang",))


def test_a_failing_axe_says_why(session: Session, page: MakePage, axe: Axe) -> None:
    session.open(page())
    with pytest.raises(ScriptError, match="no-such-rule"):
        axe.run(session, {"runOnly": {"type": "rule", "values": ["no-such-rule"]}})
    with pytest.raises(ScriptError):
        axe.run(session, None, {"include": [["("]]})


def test_a_page_that_axe_takes_too_long_for(session: Session, page: MakePage, axe: Axe) -> None:
    session.open(page("<p>x <a href='#'>y</a></p>" * 5000))
    with pytest.raises(PageError) as caught:
        axe.run(session, WCAG, timeout=0.1)
    assert caught.value.kind == "timeout"


def test_many_elements_are_counted(session: Session, page: MakePage, axe: Axe) -> None:
    session.open(page("<img>" * 250))
    (rule,) = axe.run(session, options(disabled=("region",)) | WCAG).violations
    assert (rule.total, len(rule.nodes)) == (250, 200)
    assert rule.nodes[199].target.ordinal == 199


def test_missing_media_do_not_hold_axe_up(session: Session, page: MakePage, axe: Axe) -> None:
    session.open(page("<h1>h</h1><video src=/none.mp4 autoplay></video>"))
    session.script(
        "const real = setTimeout; globalThis.waits = [];"
        "globalThis.setTimeout = (work, ms, ...rest) => { waits.push(ms); real(work, ms, ...rest) }"
    )
    axe.run(session, WCAG)
    waits = session.script("return waits")
    assert 1500 in waits
    assert max(waits) < 10_000, "axe by itself waits ten seconds for media"


def test_rules_describe_themselves(session: Session, axe: Axe) -> None:
    rules = {rule.id: rule for rule in axe.rules(session)}
    assert len(rules) > 90
    assert "wcag111" in rules["image-alt"].tags
    assert rules["image-alt"].act_ids == ("23a2a8",)


def test_the_criteria_that_we_name_are_those_of_axe(session: Session, axe: Axe) -> None:
    for info in axe.rules(session):
        ours = words()[info.id]
        theirs = criteria_of(info.tags)
        # Where we know better, a note says why.
        assert tuple(ours.get("criteria", ())) == theirs or ours.get("note"), info.id


def test_which_axe(tmp_path: Path, axe: Axe, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (axe.source, axe.version) == ("bundled", VERSION)
    assert axe.digest == hashlib.sha256(axe.path.read_bytes()).hexdigest() == SHA256
    assert (axe.path.parent / "LICENSE").is_file()
    module = tmp_path / "axe.min.js"
    module.write_text("/*! axe v9.8.7\n */")
    named = Axe(module)
    assert (named.version, named.source) == ("9.8.7", str(module))
    with pytest.raises(CurbcutError, match="cannot be read"):
        Axe(tmp_path / "nothing.js")
    (tmp_path / "other.js").write_text("alert(1)")
    with pytest.raises(CurbcutError, match="is not axe-core"):
        Axe(tmp_path / "other.js")
    # No other one is ever taken in place of ours.
    monkeypatch.setattr("curbcut.checks.axe.adapter.BUNDLED", tmp_path / "gone.js")
    with pytest.raises(CurbcutError, match="is missing") as caught:
        Axe()
    assert "make site" in caught.value.fix
    monkeypatch.setattr("curbcut.checks.axe.adapter.BUNDLED", module)
    with pytest.raises(CurbcutError, match="is not the axe-core"):
        Axe()


def test_the_folder_that_one_is_in_does_not_choose_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, axe: Axe
) -> None:
    other = tmp_path / "node_modules" / "axe-core" / "axe.min.js"
    other.parent.mkdir(parents=True)
    other.write_text("/*! axe v4.14.1\n */")
    monkeypatch.chdir(tmp_path)
    assert Axe().path == axe.path

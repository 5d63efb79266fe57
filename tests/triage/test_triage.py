from __future__ import annotations

from curbcut.model.finding import Finding, Outcome, Rule, Severity, Target
from curbcut.model.page import RenderedPage
from curbcut.model.source import Span
from curbcut.triage.merge import merge
from curbcut.triage.trace import trace

RULE = Rule("x", "s", "w", "a")
SOFT = Rule("y", "s", "w", "a", severity=Severity.WARNING)
PAGE = RenderedPage(
    path="/",
    output="index.html",
    data=b"",
    positions={
        "p": (Span("a.md", 3, 4), Span("a.md", 6, 6)),
        "a": (None, Span("templates/components/x.html.j2", 2, 2)),
    },
    fallback=Span("a.md", 2, 2),
)


def found(target=None, **more):
    return Finding(RULE, "m", page="/", target=target, **more)


def place(finding):
    (traced,) = trace([finding], {"/": PAGE})
    return str(traced.span)


def test_an_element_is_traced_to_its_line():
    assert place(found(Target(("p",), tag="p", ordinal=1))) == "a.md:6"


def test_an_unknown_element_has_the_place_of_its_nearest_known_ancestor():
    assert place(found(Target(("a",), tag="a", ordinal=0, path=(("p", 1),)))) == "a.md:6"
    assert place(found(Target(("b",), tag="b", ordinal=7, path=(("p", 0),)))) == "a.md:3"


def test_what_is_about_no_element_is_about_the_page():
    assert place(found()) == "a.md:2"
    assert place(found(Target(("b",), tag="b", ordinal=-1))) == "a.md:2"


def test_states_are_joined():
    target = Target(("p",), tag="p", ordinal=1)
    one, two = found(target, states=("light",)), found(target, states=("dark",))
    (merged,) = merge(trace([one, two], {"/": PAGE}), {})
    assert merged.states == ("light", "dark")


def test_one_fault_of_a_template_is_one_finding_for_all_pages():
    span = Span("templates/components/x.html.j2", 2, 2)
    target = Target(("a",), tag="a", ordinal=1)
    findings = [Finding(RULE, "m", page=p, span=span, target=target) for p in ("/", "/b/", "/c/")]
    (merged,) = merge(findings, {})
    assert (merged.page, merged.also_on) == ("/", ("/b/", "/c/"))


def test_failed_and_cant_tell_stay_apart():
    one, two = found(span=Span("a.md", 1, 1)), found(span=Span("a.md", 1, 1))
    two = Finding(RULE, "m", page="/", span=two.span, outcome=Outcome.CANT_TELL)
    assert len(merge([one, two], {})) == 2


def test_what_blocks_comes_first_and_then_by_place():
    findings = [
        Finding(SOFT, "m", span=Span("a.md", 1, 1)),
        Finding(RULE, "m", span=Span("b.md", 1, 1)),
        Finding(RULE, "m", span=Span("a.md", 9, 9)),
        Finding(RULE, "m", span=Span("a.md", 10, 10)),
    ]
    assert [(f.blocking, str(f.span)) for f in merge(findings, {})] == [
        (True, "a.md:9"),
        (True, "a.md:10"),
        (True, "b.md:1"),
        (False, "a.md:1"),
    ]


def test_a_fingerprint_survives_lines_added_above():
    lines = {"a.md": ["", "![](x.png)"]}
    more = {"a.md": ["", "", "", "![](x.png)"]}
    (one,) = merge([found(span=Span("a.md", 2, 2))], lines)
    (two,) = merge([found(span=Span("a.md", 4, 4))], more)
    assert one.fingerprint == two.fingerprint != ""
    first = Target(("main > p:nth-of-type(2) > img",), tag="img")
    moved = Target(("main > p:nth-of-type(5) > img",), tag="img")
    (one,), (two,) = merge([found(first)], {}), merge([found(moved)], {})
    assert one.fingerprint == two.fingerprint

"""Which rules of a style sheet count for a page: all that might, and none that certainly do not."""

from __future__ import annotations

import pytest

from curbcut.checks.runner.cached.style_rules import parse

NAMES = frozenset(("html", "body", "main", "p", "a", ".note", "#top", ".ünder", ".a:b"))
SHEET = "@layer base, parts; p { color: #333 } @layer base { a { color: #006 } }"


def digest(css: str) -> str:
    return parse(css).digest(NAMES)


@pytest.mark.parametrize(
    "rule",
    [
        ".nobody { color: red }",
        "p.nobody { color: red }",
        "#nobody > p { color: red }",
        ".note ~ .nobody, h7 { color: red }",
        "P[title] + .NoBody { color: red !important }",
        ".nobody\\:1 { content: 'none' }",
    ],
)
def test_rule_that_selects_nothing_does_not_count(rule):
    assert digest(f"{SHEET} {rule}") == digest(f"{rule} {SHEET}") == digest(SHEET)
    assert digest(f"@layer base {{ {rule} }}") == digest("@layer base {}")


@pytest.mark.parametrize(
    "rule",
    [
        ".note { color: red }",
        ".NOTE { color: red }",
        ".nobody, #TOP { color: red }",
        ".Ünder { color: red }",
        ".a\\:b { color: red }",
        "* { color: red }",
        "[title] { color: red }",
        ".nobody:not(p) { color: red }",
        ":is(.nobody, p) { color: red }",
        ".nobody::before { content: 'x' }",
        ".nobody { :not(&) { color: red } }",
        ".nobody { background: url(missing.png) }",
        ".nobody { color-scheme: dark }",
        "svg|nobody { color: red }",
        "nobody || td { color: red }",
        "@media print { .nobody { color: red } }",
        "@supports (color: red) { .nobody { color: red } }",
        "@font-face { font-family: nobody; src: local(x) }",
        "@keyframes nobody { to { color: red } }",
        "@property --nobody { syntax: '*'; inherits: true }",
        "@layer nobody;",
        "@layer nobody { .nobody { color: red } }",
        "@import 'nobody.css';",
        ":root { --nobody: red }",
        "} .nobody { color: red }",
        ".nobody) { color: red }",
    ],
)
def test_all_else_counts(rule):
    assert digest(f"{SHEET} {rule}") != digest(SHEET)


@pytest.mark.parametrize("rule", ["@import 'more.css';", "@namespace svg url(x);"])
def test_each_rule_counts_before_what_must_come_first(rule):
    assert digest(f"{rule} p {{ color: red }}") != digest(f".nobody {{}} {rule} p {{ color: red }}")


def test_the_order_and_every_value_of_what_counts_count():
    one, other = "p { color: red }", "a { color: red }"
    versions = [one + other, other + one, one + other.replace("red", "tan"), one, one + one]
    assert len({digest(css) for css in versions}) == len(versions)

"""The budget of the first load: what counts, what is over, and what people write for it."""

from __future__ import annotations

import gzip
import random

import pytest

from curbcut.checks.first_load import BUDGET, weigh
from curbcut.config import Config
from curbcut.config.sizes import bytes_of
from curbcut.config.tables import BudgetTable, SiteTable
from curbcut.model.finding import Outcome
from curbcut.model.page import RenderedPage, RenderedSite
from curbcut.model.source import Span
from tests.making import REPOSITORY, page, prepared, write

NOISE = random.Random(1)
ASSETS = {
    f"assets/{name}": bytes(NOISE.randrange(33, 127) for _ in range(2000))
    for name in ("site.js", "later.js", "module.js", "a.woff2", "greek.woff2", "icon.svg", "p.js")
}
CSS = (
    b'@import url("more.css");@font-face{font-family:A;src:url(a.woff2) format("woff2")}'
    b"@font-face{font-family:A;src:url('greek.woff2');unicode-range:U+370-3FF}"
)
FILES = ASSETS | {
    "assets/site.css": CSS + b"/*" + ASSETS["assets/p.js"] + b"*/",
    "assets/more.css": b"@import 'site.css'; p { color: red }",
    "assets/print.css": ASSETS["assets/p.js"],
}
SPAN = Span("site_src/a.md", 2, 2)


def weighed(body: str, budget: str = "1 B", head: str = "", url: str = "", source: str = "a.md"):
    html = f"<!doctype html><title>T</title>{head}{body}".encode()
    page = RenderedPage("/a/", "a/index.html", html, {}, SPAN, source_path=source)
    config = Config(REPOSITORY, site=SiteTable(url=url), budget=BudgetTable(first_load=budget))
    findings, evaluations = weigh(RenderedSite((page,), FILES, {}), config)
    return html, findings, [entry.outcome for entry in evaluations]


def counted(head: str, body: str = "", url: str = "") -> set[str]:
    """The files that count, found out by leaving each out in turn."""
    _, (finding,), _ = weighed(body, head=head, url=url)
    total = finding.message.split(" is ")[1].split(",")[0]
    names = set()
    for name in FILES:
        rest = {other: data for other, data in FILES.items() if other != name}
        page = RenderedPage("/a/", "a/index.html", weighed(body, head=head)[0], {}, source_path="a")
        config = Config(REPOSITORY, site=SiteTable(url=url), budget=BudgetTable(first_load="1 B"))
        (other,), _ = weigh(RenderedSite((page,), rest, {}), config)
        if total not in other.message:
            names.add(name.removeprefix("assets/"))
    return names


SHEET = '<link rel="stylesheet" href="../assets/site.css">'


@pytest.mark.parametrize(
    ("head", "body", "names"),
    [
        ("", "", set()),
        ('<script src="../assets/site.js"></script>', "", {"site.js"}),
        ('<script src="/assets/site.js?v=1#x" defer></script>', "", {"site.js"}),
        ("", '<script type="module" src="../assets/module.js"></script>', {"module.js"}),
        ('<link rel="preload" as="font" href="../assets/a.woff2">', "", {"a.woff2"}),
        ('<link rel="icon" href="../assets/icon.svg">', "", set()),
        ('<link rel="stylesheet" media=" Print" href="../assets/print.css">', "", set()),
        ('<link rel="alternate stylesheet" href="../assets/print.css">', "", set()),
        ('<link rel="stylesheet" media="screen" href="../assets/print.css">', "", {"print.css"}),
        (SHEET, "Words", {"site.css", "a.woff2"}),
        (SHEET, "Λόγια", {"site.css", "a.woff2", "greek.woff2"}),
        (SHEET * 2, "", {"site.css", "a.woff2"}),
        ('<template><script src="../assets/site.js"></script></template>', "", set()),
        ('<script src="https://elsewhere.example/assets/site.js"></script>', "", set()),
        ('<script src="../assets/gone.js"></script><script>x</script>', "", set()),
    ],
)
def test_what_counts(head, body, names):
    # What weighs less than 100 bytes is not seen this way.
    assert counted(head, body) - {"more.css"} == names


def test_a_site_below_a_path_finds_its_files():
    assert counted(SHEET, url="https://example.com/help") >= {"site.css"}
    absolute = '<script src="/help/assets/site.js"></script>'
    assert counted(absolute, url="https://example.com/help") == {"site.js"}
    assert counted('<script src="/assets/site.js"></script>', url="https://e.com/help") == set()


def test_what_is_over_is_said_with_the_largest_parts_first():
    html, (finding,), outcomes = weighed("Words", "2 kB", head=SHEET)
    sizes = {
        "assets/a.woff2": len(FILES["assets/a.woff2"]),
        "assets/site.css": len(gzip.compress(FILES["assets/site.css"], 9, mtime=0)),
        "assets/more.css": len(gzip.compress(FILES["assets/more.css"], 9, mtime=0)),
        "a/index.html": len(gzip.compress(html, 9, mtime=0)),
    }
    small = sorted(list(sizes.items())[2:], key=lambda part: -part[1])
    total = sum(sizes.values())
    assert finding.message == (
        f"The first load is {total / 1000:.1f} kB, {(total - 2000) / 1000:.1f} kB over the 2 kB:"
        f" assets/a.woff2 2.0 kB, assets/site.css {sizes['assets/site.css'] / 1000:.1f} kB,"
        f" {small[0][0]} {small[0][1]} bytes, {small[1][0]} {small[1][1]} bytes"
    )
    assert (finding.rule, finding.page, finding.span) == (BUDGET, "/a/", SPAN)
    assert finding.blocking
    assert outcomes == [Outcome.FAILED]


def test_the_budget_is_met_to_the_byte():
    html, _, _ = weighed("Words")
    size = len(gzip.compress(html, 9, mtime=0))
    assert weighed("Words", f"{size} B")[1:] == ([], [Outcome.PASSED])
    assert weighed("Words", f"{size - 1} B")[2] == [Outcome.FAILED]


def test_off_unless_set_and_not_for_generated_pages():
    assert weighed("Words", "")[1:] == ([], [])
    assert weighed("Words", source="")[1:] == ([], [Outcome.INAPPLICABLE])


@pytest.mark.parametrize(
    ("size", "number"),
    [("14 kB", 14000), ("14KB", 14000), ("14 KiB", 14336), ("1.5 MB", 1500000), ("900 bytes", 900)],
)
def test_sizes(size, number):
    assert bytes_of(size) == number


@pytest.mark.parametrize("size", ["14", "kB", "14 kb", "-1 kB", "14 kB!", "1e3 B"])
def test_what_is_no_size_is_at_its_line(tmp_path, size):
    settings = f'[site]\ntitle = "T"\n[budget]\nfirst_load = "{size}"\n'
    site = prepared(write(tmp_path, {"index.md": page("T"), "site.toml": settings}))
    (finding,) = [one for one in site.findings if one.rule.id == "site-settings"]
    assert finding.span is not None
    assert (finding.span.line, "a size such as 14 kB" in finding.message) == (4, True)


def test_a_site_over_its_budget(tmp_path):
    settings = '[site]\ntitle = "T"\n[budget]\nfirst_load = "2 kB"\n'
    source = write(tmp_path, {"index.md": page("T"), "a.md": page("A"), "site.toml": settings})
    found = [one for one in prepared(source).findings if one.rule is BUDGET]
    assert [one.page for one in found] == ["/", "/a/"]
    assert {one.span.path.rpartition("/")[2] for one in found if one.span} == {"index.md", "a.md"}


def test_the_flagship_keeps_its_budget():
    site = prepared(REPOSITORY / "site_src", REPOSITORY / "templates")
    assert site.config.budget.first_load == "14 kB"
    assert not [one.message for one in site.findings if one.rule is BUDGET]
    assert sum(one.rule == BUDGET.id for one in site.evaluations) == len(site.rendered.pages)

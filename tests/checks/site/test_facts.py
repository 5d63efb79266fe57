"""The checks of the whole site on facts made by hand: fast, and no browser."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from curbcut.checks.runner.facts.site_facts import path_in, root_of
from curbcut.checks.site import inspect
from curbcut.checks.site.dates import after
from curbcut.checks.site.whole import key, members_of
from curbcut.model.facts import PageFacts, PageHeading, PageLink, Part
from curbcut.model.finding import Outcome

TODAY = dt.date(2026, 1, 1)
PATHS = ("/", "/opening.html", "/prices.html", "/lessons.html", "/rules.html", "/contact.html")
NAMES = ("Home", "Opening hours", "Prices", "Lessons", "Rules", "Contact")
PARTS = (Part("header"), Part("navigation"), Part("main"), Part("footer"))


def page(number: int) -> PageFacts:
    """One page of a good small site: all of it in the navigation, contact in the footer as well."""
    menu = [PageLink(name, path, part=1) for name, path in zip(NAMES, PATHS, strict=True)]
    links = (
        PageLink("City pool", "/", part=0),
        *menu,
        PageLink("See the prices", "/prices.html", part=2),
        PageLink("Contact", "/contact.html", part=3),
        PageLink("Call us", "tel:+441234", part=3),
    )
    return PageFacts(
        page=PATHS[number],
        title=f"{NAMES[number]} – City pool",
        lang="en",
        headings=(PageHeading(NAMES[number]),),
        parts=PARTS,
        links=links,
        ids=frozenset({"top-of-list"}),
    )


SITE = tuple(page(number) for number in range(len(PATHS)))


def found(facts, **more):
    findings, _ = inspect(facts, today=TODAY, **more)
    return [(finding.rule.id, finding.page, finding.outcome) for finding in findings]


def changed(number, **changes):
    return tuple(
        dataclasses.replace(facts, **changes) if at == number else facts
        for at, facts in enumerate(SITE)
    )


def links_of(number, change):
    return changed(number, links=tuple(change(list(SITE[number].links))))


def test_a_good_site_has_no_problem():
    assert found(SITE, files=lambda name: True) == []


def test_every_rule_is_evaluated_on_every_page():
    _, evaluations = inspect(SITE, today=TODAY)
    assert {entry.page for entry in evaluations} == set(PATHS)
    assert {entry.outcome for entry in evaluations} == {Outcome.PASSED}


def test_navigation_in_another_order():
    def swap(links):
        links[2], links[4] = links[4], links[2]
        return links

    wrong = found(links_of(3, swap))
    assert wrong == [("navigation-order-inconsistent", "/lessons.html", Outcome.FAILED)]


def in_spanish(facts):
    """The same page below /es/, with other words, and with its navigation the other way round."""
    links = [
        dataclasses.replace(link, text=f"es {number}") for number, link in enumerate(facts.links)
    ]
    menu = [link for link in links if link.part == 1]
    rest = [link for link in links if link.part != 1]
    path = "/es" + facts.page
    title, headings = f"es {facts.title}", (PageHeading(f"es {facts.page}"),)
    return dataclasses.replace(
        facts,
        page=path,
        title=title,
        lang="es",
        headings=headings,
        links=(*menu[::-1], *rest),
        search="Buscar",
    )


def test_each_language_is_held_against_itself():
    spanish = tuple(map(in_spanish, SITE))
    ways = tuple(PageLink(facts.title, facts.page, part=2) for facts in spanish)
    first = dataclasses.replace(SITE[0], links=(*SITE[0].links, *ways))
    both = (first, *SITE[1:], *spanish)
    assert found(both, files=lambda name: True) == []
    one = [dataclasses.replace(facts, lang="en") for facts in both]
    rules = {rule for rule, _, _ in found(one, files=lambda name: True)}
    assert "link-named-otherwise" in rules


def test_a_submenu_of_one_page_is_no_other_order():
    def add(links):
        return [*links[:4], PageLink("Diving", "/lessons.html?diving", part=1), *links[4:]]

    assert found(links_of(3, add)) == []


def test_two_names_for_one_target():
    def rename(links):
        return [
            dataclasses.replace(link, text="Costs")
            if link.part == 1 and link.path == "/prices.html"
            else link
            for link in links
        ]

    wrong = found(links_of(1, rename))
    assert wrong == [("link-named-otherwise", "/opening.html", Outcome.CANT_TELL)]


def test_a_longer_name_is_the_same_name():
    def rename(links):
        return [
            dataclasses.replace(link, text="Prices (2 new)") if link.text == "Prices" else link
            for link in links
        ]

    assert found(links_of(1, rename)) == []


def test_help_that_one_page_lacks():
    wrong = found(links_of(2, lambda links: links[:-1]))
    assert wrong == [("help-missing-on-page", "/prices.html", Outcome.CANT_TELL)]


def test_help_beside_a_main_part_whose_links_are_all_in_a_list():
    loose = PageLink("Write to us", "mailto:a@example.com")
    pages = [dataclasses.replace(facts, links=(*facts.links, loose)) for facts in SITE]
    parts = tuple(Part("aside") if part.kind == "main" else part for part in PARTS)
    pages[2] = dataclasses.replace(pages[2], parts=parts, main=True)
    assert found(tuple(pages)) == []


def test_help_in_another_place():
    def move(links):
        return [dataclasses.replace(links[-1], part=3), *links[:-1]]

    wrong = found(links_of(2, move))
    assert wrong == [("help-order-inconsistent", "/prices.html", Outcome.FAILED)]


def test_an_orphan():
    alone = dataclasses.replace(page(0), page="/old.html", title="Old", headings=())
    assert found((*SITE, alone)) == [("page-orphan", "/old.html", Outcome.CANT_TELL)]


def test_a_page_that_one_page_leads_to():
    deep = dataclasses.replace(page(0), page="/deep.html", title="Deep", headings=())
    facts = links_of(4, lambda links: [*links, PageLink("Deep", "/deep.html", part=2)])
    assert found((*facts, deep)) == [("page-found-one-way", "/deep.html", Outcome.CANT_TELL)]
    searched = tuple(dataclasses.replace(one, search="Search") for one in (*facts, deep))
    assert found(searched) == []


def test_a_title_that_two_pages_have():
    wrong = found(changed(3, title=SITE[2].title))
    assert wrong == [("title-repeated", "/lessons.html", Outcome.CANT_TELL)]


def test_one_title_for_all():
    facts = tuple(dataclasses.replace(one, title="City pool") for one in SITE)
    assert found(facts) == [("title-repeated", "/opening.html", Outcome.FAILED)]


def test_a_main_heading_that_two_pages_have():
    wrong = found(changed(3, headings=SITE[2].headings))
    assert wrong == [("main-heading-repeated", "/lessons.html", Outcome.CANT_TELL)]


def test_a_broken_link_is_reported_once():
    facts = tuple(
        dataclasses.replace(one, links=(*one.links, PageLink("Map", "/map.html", part=2)))
        for one in SITE
    )
    wrong = found(facts, files=lambda name: False)
    assert wrong == [("link-broken", "/", Outcome.FAILED)]
    assert found(facts, files=lambda name: name == "map.html") == []


def test_a_place_that_is_not_there():
    def add(links):
        return [
            *links,
            PageLink("List", "/prices.html", "top-of-list", part=2),
            PageLink("Groups", "/prices.html", "groups", part=2),
        ]

    wrong = found(links_of(1, add))
    assert wrong == [("link-place-missing", "/opening.html", Outcome.FAILED)]


def test_redirects_in_a_row():
    text = "/a /b 301\n/b /prices.html\n/c /prices.html # once\n/d/* /prices.html\n"
    assert found(SITE, redirects=text) == [("redirect-chain", "", Outcome.FAILED)]


@pytest.mark.parametrize(
    ("canonical", "wrong"),
    [
        ("/prices.html", []),
        ("https://pool.example/prices.html", []),
        ("https://pool.example/en/prices.html", []),
        ("/rules.html", [("canonical-broken", "/prices.html", Outcome.CANT_TELL)]),
        ("/gone.html", [("canonical-broken", "/prices.html", Outcome.FAILED)]),
    ],
)
def test_canonical(canonical, wrong):
    assert found(changed(2, canonical=canonical), files=lambda name: False) == wrong


def unrelated(number: int, *links: PageLink, **more) -> PageFacts:
    """A page that shares no navigation with others."""
    menu = (PageLink("A", "/a.html", part=1), PageLink("B", "/b.html", part=1))
    return PageFacts(
        page=f"/example{number}.html",
        title=f"Example {number}",
        parts=PARTS,
        links=(*menu, *links),
        ids=frozenset({"part"}),
        **more,
    )


def test_unrelated_pages_are_not_compared_and_the_report_says_so():
    examples = [unrelated(number) for number in range(9)]
    assert members_of(examples) == ()
    findings, evaluations = inspect(examples, today=TODAY, files=lambda name: True)
    (only,) = findings
    assert (only.rule.id, only.page, only.blocking) == (
        "pages-not-compared",
        "/example0.html",
        False,
    )
    assert only.message.startswith(
        "9 pages share no navigation with other pages (/example0.html, /example1.html,"
        " /example2.html, …), so these were not compared: navigation-order-inconsistent, "
    )
    outcomes = {(e.rule, e.page): e.outcome for e in evaluations}
    assert len({page for _, page in outcomes}) == 9
    of_a_set = {rule for (rule, _), outcome in outcomes.items() if outcome is Outcome.UNTESTED}
    assert of_a_set == {
        *("navigation-order-inconsistent", "link-named-otherwise", "page-orphan"),
        *("help-missing-on-page", "help-order-inconsistent", "page-found-one-way"),
    }
    assert outcomes["link-broken", "/example3.html"] is Outcome.PASSED


def test_broken_links_anchors_titles_and_redirects_of_unrelated_pages():
    good = [PageLink(str(n), f"/example{n}.html") for n in range(5)]
    pages = (
        unrelated(0, *good, PageLink("Gone", "/gone.html")),
        unrelated(1, PageLink("Part", "/example0.html", "nothing")),
        unrelated(2, PageLink("Part", "/example0.html", "part:~:text=x")),
        unrelated(3, PageLink("Part", "/example0.html", "else:~:text=x"), canonical="/gone/"),
        dataclasses.replace(unrelated(4), title="Example 0"),
    )
    wrong = found(pages, files=lambda name: "gone" not in name, redirects="/x /y\n/y /a.html\n")
    assert sorted(wrong) == [
        ("canonical-broken", "/example3.html", Outcome.FAILED),
        ("link-broken", "/example0.html", Outcome.FAILED),
        ("link-place-missing", "/example1.html", Outcome.FAILED),
        ("link-place-missing", "/example3.html", Outcome.FAILED),
        ("pages-not-compared", "/example0.html", Outcome.FAILED),
        ("redirect-chain", "", Outcome.FAILED),
        ("title-repeated", "/example4.html", Outcome.CANT_TELL),
    ]


def test_a_page_that_is_alone_has_nothing_to_be_compared_with():
    page = unrelated(0, PageLink("Gone", "/gone.html"))
    findings, evaluations = inspect([page], today=TODAY, files=lambda name: "gone" not in name)
    assert [finding.rule.id for finding in findings] == ["link-broken"]
    outcomes = {entry.rule: entry.outcome for entry in evaluations}
    assert outcomes["page-orphan"] is Outcome.INAPPLICABLE
    assert outcomes["link-place-missing"] is Outcome.PASSED


def test_a_page_beside_a_site_is_named_and_checked():
    stray = unrelated(0, PageLink("Gone", "/gone.html"))
    wrong = found((*SITE, stray), files=lambda name: "gone" not in name)
    assert wrong == [
        ("page-orphan", "/example0.html", Outcome.CANT_TELL),
        ("link-broken", "/example0.html", Outcome.FAILED),
        ("pages-not-compared", "/example0.html", Outcome.FAILED),
    ]


def test_a_stray_page_beside_a_site_is_no_member():
    stray = PageFacts(page="/test.html", title=SITE[0].title)
    assert members_of((*SITE, stray)) == SITE


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("10 days", (2024, 2, 10)),
        ("1 week", (2024, 2, 7)),
        ("1 month", (2024, 2, 29)),
        ("12 months", (2025, 1, 31)),
        ("2 years", (2026, 1, 31)),
    ],
)
def test_periods(period, day):
    assert after(dt.date(2024, 1, 31), period) == dt.date(*day)


def test_addresses():
    assert root_of("/a/", "http://localhost:1/help/a/") == "http://localhost:1/help/"
    assert root_of("/é/", "http://localhost:1/%C3%A9/") == "http://localhost:1/"
    assert path_in("http://localhost:1/help/a/#b", "http://localhost:1/help/") == "/a/"
    assert path_in("https://example.com/", "http://localhost:1/") == "https://example.com/"
    assert key("/a/index.html?x=1") == "/a/"
    assert key("/%C3%A9/") == "/é/"

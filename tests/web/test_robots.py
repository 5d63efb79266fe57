"""What a robots.txt asks for, in the cases of RFC 9309 and some that are meant to hurt."""

import pytest

from curbcut.web.robots import MOST, read_robots
from tests.growth import MOST as WITHIN
from tests.growth import TIMES, growth

SITE = "https://example.org"


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /*/private/", "/help/private/a.html", False),
        ("User-agent: *\nDisallow: /*/private/", "/help/public/a.html", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf.html", True),
        ("User-agent: *\nDisallow: /*.pdf", "/a/b.pdf.html", False),
        ("User-agent: *\nDisallow: /a$", "/a", False),
        ("User-agent: *\nDisallow: /a$", "/ab", True),
        ("User-agent: *\nDisallow: /a*b$", "/ab", False),
        ("User-agent: *\nDisallow: /ab*b$", "/ab", True),
        ("User-agent: *\nDisallow: /*?print=", "/a?x=1&print=1", True),
        ("User-agent: *\nDisallow: /*?print=", "/a?print=1", False),
        # The most specific rule counts, not the first one.
        ("User-agent: *\nDisallow: /\nAllow: /help/", "/help/a", True),
        ("User-agent: *\nDisallow: /\nAllow: /help/", "/other/", False),
        ("User-agent: *\nAllow: /help/\nDisallow: /help/secret", "/help/secret", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        # Groups, their spelling, and what is no rule.
        ("\ufeffUser-agent: *\nDisallow: /", "/a", False),
        ("user-agent : *\r\n disallow : /a # why\r\n", "/a", False),
        ("User-agent: *\nDisallow: /x\n\nUser-agent: *\nDisallow: /help", "/help/a", False),
        ("User-agent: *\nDisallow: /\nUser-agent: Curbcut/2.0\nDisallow: /b", "/a", True),
        ("User-agent: *\nDisallow: /\nUser-agent: Curbcut/2.0\nDisallow: /b", "/b", False),
        ("User-agent: curbcut\nUser-agent: other\nDisallow: /a", "/a", False),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: curbcutter\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("Disallow: /", "/a", True),
        ("<!DOCTYPE html><p>Not found</p>", "/a", True),
        ("User-agent: *\nDisallow: /%C3%A4/", "/%c3%a4/a", False),
        ("User-agent: *\nDisallow: /ä/", "/%C3%A4/a", False),
    ],
)
def test_which_pages_are_left_alone(text, path, allowed):
    assert read_robots(text.encode(), "curbcut").allow(SITE + path) is allowed


@pytest.mark.parametrize(
    ("value", "seconds"), [("2", 2), ("0.5", 0.5), ("nan", 0), ("-1", 0), ("1e9", 0), ("", 0)]
)
def test_the_pace(value, seconds):
    text = f"User-agent: *\nCrawl-delay: {value}\n"
    assert read_robots(text.encode(), "curbcut").delay == seconds


def test_no_more_than_its_limit_is_read():
    line = "Disallow: /" + "a*" * 2000 + "b$\n"
    rules = read_robots(("User-agent: *\n" + line * 8000).encode(), "curbcut")
    assert 0 < len(rules.paths) < MOST / (len(line) - 1)


def test_the_time_for_a_pattern_grows_with_its_length():
    def asking(size: int):
        text = f"User-agent: *\nDisallow: /{'a*' * size}b$\n"
        rules = read_robots(text.encode(), "curbcut")
        return lambda: rules.allow(SITE + "/" + "a" * size)

    assert asking(1000)()
    assert growth(asking(50_000), asking(50_000 * TIMES)) < WITHIN

"""What a robots.txt asks for, in the cases of RFC 9309 and some that are meant to hurt."""

import time

import pytest

from curbcut.web.robots import MOST, read_robots

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


def test_neither_its_size_nor_its_patterns_take_long():
    star = "/" + "a*" * 2000 + "b$"
    text = "User-agent: *\n" + f"Disallow: {star}\n" * 400
    began = time.process_time()
    rules = read_robots(text.encode() * 20, "curbcut")
    assert rules.allow(SITE + "/" + "a" * 2000)
    assert len(rules.paths) < MOST / len(star)
    assert time.process_time() - began < 5

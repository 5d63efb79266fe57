"""Every way to name a page or a file."""

import pytest

from curbcut.content.importers.lines import Loss, lines_of, text_of
from curbcut.content.importers.links import Here, Links, Target, rewrite_links
from curbcut.content.importers.settings import Foreign

PAGES = {
    "docs/index.md": Target("index.md"),
    "docs/guides/setup.md": Target("guides/setup.md", {"opentheboxfirst": "open-the-box-first"}),
    "docs/guides/_index.md": Target("guides/index.md"),
    "docs/tools & parts.md": Target("tools-parts.md"),
}
FILES = {"docs/img/a b.png": "img/a-b.png", "static/price.pdf": "price.pdf"}


def rewritten(text, origin=""):
    foreign = Foreign("mkdocs", url="https://x.example/d", base="/d", docs="docs",
                      statics=("static",))  # fmt: skip
    links = Links(foreign, dict(PAGES), dict(FILES), {"/old": "docs/guides/setup.md"}, origin)
    losses: list[Loss] = []
    here = Here("docs/guides/setup.md", "guides/setup.md")
    lines = lines_of(text, "docs/guides/setup.md")
    return text_of(rewrite_links(lines, here, links, losses)), losses


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("../index.md", "../index.md"),
        ("../", "../index.md"),
        ("./", "index.md"),
        ("_index.md", "index.md"),
        ("../Tools%20&%20Parts.md", "../tools-parts.md"),
        ("<../Tools & Parts.md>", "../tools-parts.md"),
        ("/d/guides/setup/", "setup.md"),
        ("/guides/setup.html", "setup.md"),
        ("https://x.example/d/guides/", "index.md"),
        ("@site/docs/index.md", "../index.md"),
        ("/old/", "setup.md"),
        ("setup", "setup.md"),
        ("#Open-the-box_first", "#open-the-box-first"),
        ("../guides/setup.md#open-the-box-first-1", "#open-the-box-first"),
        ("../img/a%20b.png", "../img/a-b.png"),
        ("/price.pdf", "../price.pdf"),
        ("https://other.example/", "https://other.example/"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("#unknown", "#unknown"),
    ],
)
def test_links(before, after):
    assert rewritten(f"See [it]({before}) now.") == (f"See [it]({after}) now.", [])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('[it](../index.md "Title")', '[it](../index.md "Title")'),
        ("[![A](../img/a%20b.png)](/d/)", "[![A](../img/a-b.png)](../index.md)"),
        ("[it][a]\n\n[a]: /old 'T'", "[it][a]\n\n[a]: setup.md 'T'"),
        ("`[it](/old)` and ``[x](/old)``", "`[it](/old)` and ``[x](/old)``"),
        ("```\n[it](/old)\n```", "```\n[it](/old)\n```"),
        ("[a](/old) and [b](/old)", "[a](setup.md) and [b](setup.md)"),
        ("[a\nb](/old)", "[a\nb](setup.md)"),
    ],
)
def test_text_around_links_stays(before, after):
    assert rewritten(before) == (after, [])


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("One.\n[it](gone.md)", "One.\n[it](gone.md)", "link"),
        ("One.\n![A](gone.png)", "One.\n![A](gone.png)", "image"),
        ("One.\n![A](https://c.example/a.png)", "One.\n[A](https://c.example/a.png)", "image"),
        ("One.\n[![A](https://c.example/a.png)](/old)", "One.\n[A](setup.md)", "image"),
        (
            "One.\n![A][b]\n\n[b]: https://c.example/a.png",
            "One.\n[A](https://c.example/a.png)\n\n[b]: https://c.example/a.png",
            "image",
        ),
        ("One.\n[it]({{ x }}/a)", "One.\nit", "link"),
    ],
)
def test_what_is_missing_is_reported_at_its_line(before, after, kind):
    made, losses = rewritten(before)
    assert made == after
    assert [(loss.kind, loss.line) for loss in losses] == [(kind, 2)]


def test_pages_that_are_not_imported_are_on_the_old_site():
    made, losses = rewritten("[it](/api/x)", "https://x.example/")
    assert made == "[it](https://x.example/api/x)"
    assert [loss.kind for loss in losses] == ["link"]

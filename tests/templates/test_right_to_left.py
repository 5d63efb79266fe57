"""Pages that are read from the right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.browser.states import LIGHT, NARROW
from curbcut.render.pages import files_of
from curbcut.run import Options
from curbcut.stages import prepare
from tests.making import HOME, REPOSITORY, page, write

BODY = """\
نص يشرح كل شيء بكلمات بسيطة.[^1] اتصل على [+44 20 7946](tel:+44207946).

## عنوان

::: note
ملاحظة مع الرمز `a = b + 1`. اضغط على ++Ctrl+C++.
:::

## عنوان آخر

[^1]: حاشية.
"""
_PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|inset)-(?:left|right)|left|right|float)(?:-\w+)?\s*:"
    r"|text-align:\s*(?:left|right)|translateX|(?<![\w-])(?:width|height)\s*:"
)


@pytest.mark.parametrize(
    "path", sorted((REPOSITORY / "templates/assets/css").rglob("*.css")), ids=lambda path: path.name
)
def test_style_sheets_know_no_left_and_right(path: Path):
    assert _PHYSICAL.findall(path.read_text("utf-8")) == []


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Session, str]]:
    files = {
        "site.toml": '[contact]\nemail = "help@example.com"\n[languages.ar]\n',
        "index.md": HOME,
        "a/index.md": page("Untranslated"),
        "a/b.md": page("B", "## One\n\n## Two\n"),
        "a/c.md": page("C"),
        "ar/a/b.md": page("صفحة عن شيء", BODY),
    }
    source = write(tmp_path_factory.mktemp("rtl"), files)
    made = prepare(Options(source=source, templates=None)).rendered
    with (
        Server(files_of(made), made.headers_of) as server,
        Session(reach=Reach.of(server)) as session,
    ):
        yield session, server.url("ar/a/b/")


def look(session: Session, selector: str, answer: str, pseudo: str = "") -> object:
    return session.script(
        f"const el = document.querySelector({selector!r});"
        f"const style = getComputedStyle(el, {pseudo!r} || null);"
        f"const box = el.getBoundingClientRect(); return {answer}"
    )


@pytest.mark.browser
def test_what_an_arabic_page_looks_like(article: tuple[Session, str]):
    session, address = article
    session.open(address)
    session.enter(LIGHT)
    for selector in ("h1", "h2", ".site-header__title"):
        assert look(session, selector, "style.letterSpacing") in ("normal", "0px")
    height = look(session, "body", "parseFloat(style.lineHeight) / parseFloat(style.fontSize)")
    assert height == pytest.approx(1.8)
    for selector in (".prose code", ".prose kbd", ".contact__action bdi"):
        assert look(session, selector, "style.direction") == "ltr"
    # A number's first group stands on the left of its last one.
    number = (
        "const text = document.querySelector('.prose [href^=tel]').firstChild;"
        "const left = (from) => { const range = new Range(); range.setStart(text, from);"
        "range.setEnd(text, from + 2); return range.getBoundingClientRect().left };"
        "return left(1) < left(7)"
    )
    assert session.script(number)
    # Keys are pressed in the order in which they are read elsewhere.
    assert look(session, ".prose kbd", "style.unicodeBidi") == "isolate"
    assert look(session, ".prose kbd", "el.firstChild.getBoundingClientRect().left"
                " < el.lastChild.getBoundingClientRect().left")  # fmt: skip
    assert look(session, ".callout", "style.borderRightWidth") == "4px"
    assert look(session, ".callout", "style.borderTopLeftRadius") != "0px"
    assert look(session, ".callout", "style.borderTopRightRadius") == "0px"
    assert "↪" in str(look(session, ".footnote-backref", "style.content", "::before"))
    assert "→" in str(look(session, ".pager__item--previous .pager__direction", "style.content",
                           "::before"))  # fmt: skip
    # The way to the page reads from the right, and so do the navigation and the text beside it.
    first, last = (
        look(session, f".breadcrumb__item:{which}-child", "box.left") for which in ("first", "last")
    )
    assert isinstance(first, float | int)
    assert isinstance(last, float | int)
    assert first > last
    assert look(session, ".section-nav", "box.left > document.querySelector('main')"
                ".getBoundingClientRect().left")  # fmt: skip
    foreign = "[...document.querySelectorAll('.section-nav .named')].map(el => [el.lang, el.dir])"
    assert ["en", "ltr"] in session.script(f"return {foreign}")


@pytest.mark.browser
def test_nothing_sticks_out_of_a_narrow_screen(article: tuple[Session, str]):
    session, address = article
    session.open(address)
    session.enter(NARROW)
    assert session.script("return document.documentElement.scrollWidth") <= 320
    assert look(session, ".language-switcher a", "box.height >= 44")

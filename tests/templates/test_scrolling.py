"""What can scroll is reached by the keyboard; all else fits its place and cannot need to scroll."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.browser.states import LIGHT, NARROW, TEXT_200, TEXT_SPACING
from curbcut.model.state import State
from curbcut.render.pages import files_of
from curbcut.run import Options
from curbcut.stages import prepare
from tests.making import HOME, page, write

pytestmark = pytest.mark.browser

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
SHORT = "Widerspruchsrecht"


def table(columns: int, word: str, indent: str = "", caption: str = "") -> str:
    lines = [f"Table: {caption}\n"] if caption else []
    lines += [
        "| " + " | ".join([word] * columns) + " |",
        "|" + " --- |" * columns,
        "| " + " | ".join([word] * columns) + " |",
    ]
    return "\n".join(f"{indent}{line}" for line in "\n".join(lines).split("\n")) + "\n"


TABLES = "\n".join(
    f"## {columns} columns of {len(word)} letters\n\n{table(columns, word)}"
    for columns in (1, 2, 3, 4, 5, 8, 20)
    for word in (SHORT, LONG, "WWW")
)
NESTED = f"""\
- One

{table(3, LONG, "  ")}
  1. Two

{table(3, LONG, "     ")}
     - Three

{table(4, SHORT, "       ")}
       > Four

{"".join(f"       > {line}{chr(10)}" for line in table(4, "WWW").splitlines())}
::: note {LONG}
{table(4, LONG)}
:::

::: details {LONG}
{table(4, LONG)}
:::

::: steps
1. {LONG}

{table(3, LONG, "   ")}
:::
"""
WORDS = f"""\
{LONG} **{LONG}** `{LONG}` [{LONG}](a.md) ++{LONG[:50]}++ ++Ctrl+{SHORT}+{SHORT}++ {LONG}[^1]

## {LONG}

{LONG}
: {LONG}

- {LONG}
  1. {LONG}

> {LONG}

    {LONG * 3}

```text
{LONG * 3}
```

![{LONG}](a.svg "{LONG}")

{table(6, LONG, caption=LONG)}
{table(2, f"[{LONG}](a.md) `{LONG}` ++Ctrl+{SHORT}++ ![{LONG}](a.svg)")}
[^1]: {LONG}
"""
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="900" height="9"><path d="M0 0h9"/></svg>'
SETTINGS = f"""\
[site]
title = "{LONG}"
[contact]
email = "{LONG[:60]}@example.com"
hours = "{LONG}"
[theme]
gallery = true
[feedback]
helpful = "https://example.com/{LONG}"
"""
POLICY = f"kind: policy\nversion: {LONG}\nchange_note: {LONG}\n"
FILES: dict[str, str | bytes] = {
    "site.toml": SETTINGS,
    "index.md": HOME,
    "a.svg": SVG,
    "a.md": page(f"A {LONG}"),
    "tables.md": page("Tables", TABLES),
    "nested.md": page("Nested", NESTED),
    "words.md": page("Words", WORDS, extra=f"owner: {LONG}\nlast_reviewed: 2026-01-01\n"),
    "p.md": page(f"Terms {LONG}", f"{LONG}.\n", extra=f"{POLICY}effective: 2026-01-01\n"),
    "old.md": page(
        f"Old terms {LONG}",
        f"{LONG} before.\n\n{table(3, LONG)}",
        extra=f"{POLICY}effective: 2025-01-01\nversion_of: p.md\nslug: one\n",
    ),
    "g.md": page("Glossary", f"{LONG}\n: {LONG}\n", extra="kind: glossary\n"),
    "s/index.md": page(f"S {LONG}"),
    "s/a.md": page(f"B {LONG}", "".join(f"## {LONG} {n}\n\nText.\n\n" for n in range(60))),
}
PAGES = (
    *("", "tables/", "nested/", "words/", "g/", "gallery/", "search/", "all-pages/", "s/a/"),
    *("s/print/", "p/", "p/one/", "p/changes/"),
)
STATES = (
    LIGHT,
    NARROW,
    TEXT_SPACING,
    TEXT_200,
    replace(NARROW, id="narrow-200", css=TEXT_200.css),
    replace(NARROW, id="narrow-spaced", css=TEXT_SPACING.css),
)
UNREACHABLE = """
const found = [];
for (const el of document.querySelectorAll("body *")) {
  const style = getComputedStyle(el);
  const can = (value, room) => /auto|scroll/.test(value) && room > 0;
  if (!can(style.overflowX, el.scrollWidth - el.clientWidth)
      && !can(style.overflowY, el.scrollHeight - el.clientHeight)) continue;
  const named = el.matches("[aria-label], [aria-labelledby]");
  if (el.tabIndex >= 0 && named) continue;
  if (el.querySelector("a[href], button, input, summary")) continue;
  const sizes = [el.scrollWidth, el.scrollHeight, el.clientWidth, el.clientHeight];
  found.push(`${el.className || el.localName} ${el.previousElementSibling?.textContent} ${sizes}`);
}
return found;
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Session, Server]]:
    source = write(tmp_path_factory.mktemp("scrolling"), FILES)
    made = prepare(Options(source=source, templates=None)).rendered
    with (
        Server(files_of(made), made.headers_of) as server,
        Session(reach=Reach.of(server)) as session,
    ):
        yield session, server


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.id)
@pytest.mark.parametrize("path", PAGES)
def test_what_scrolls_is_reached_by_the_keyboard(
    site: tuple[Session, Server], path: str, state: State
):
    session, server = site
    session.open(server.url(path))
    session.enter(state)
    assert session.script(UNREACHABLE) == []
    width = session.script("return [document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1]

"""The time that ``lint`` takes grows with the size of a page, and not with its square.

Each document is linted at two sizes in one process; see ``tests/growth.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from curbcut.commands.lint import lint, lint_text
from curbcut.reports.json import report_json
from curbcut.reports.plain import report_plain
from curbcut.reports.terminal import report_text
from curbcut.run import Options
from tests.commands.documents import DOCUMENTS
from tests.growth import MOST, TIMES, growth
from tests.making import HOME, page, write

SIZE = 8_000

pytestmark = pytest.mark.slow


def linted(text: str, language: str) -> Callable[[], object]:
    raw = f"---\ntitle: A page\nlang: {language}\n---\n{text}".encode()
    options = Options(source=Path("nowhere"))

    def work() -> None:
        result = lint_text(raw, options, "a.md")
        for report in (report_text, report_json, report_plain):
            report(result)

    return work


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_page(name: str):
    make = DOCUMENTS[name]
    linted("word", "en")()  # what is made once
    assert growth(linted(make(SIZE), "en"), linted(make(SIZE * TIMES), "en")) < MOST


@pytest.mark.parametrize(
    ("language", "name"),
    [("ar", "one word"), ("es", "sentences"), ("ar", "words"), ("de", "quotation marks")],
)
def test_a_page_in_another_language(language: str, name: str):
    make = DOCUMENTS.get(name, lambda size: "a" * size)
    linted("word", language)()
    assert growth(linted(make(SIZE), language), linted(make(SIZE * TIMES), language)) < MOST


def front_matter(key: str, entry: str) -> Callable[[int], dict[str, str | bytes]]:
    def files(size: int) -> dict[str, str | bytes]:
        entries = "".join(f"- {entry.format(n)}\n" for n in range(size // (len(entry) + 3)))
        return {"a.md": page("A", extra=f"{key}:\n{entries}")}

    return files


def glossary(term: str, words: str, size: int) -> dict[str, str | bytes]:
    terms = "".join(f"{term.format(n)}\n: b\n\n" for n in range(size // (len(term) + 5)))
    uses = "".join(words.format(n) for n in range(size // len(words)))
    return {"g.md": page("Glossary", terms, "kind: glossary\n"), "a.md": page("A", uses)}


SITES: dict[str, Callable[[int], dict[str, str | bytes]]] = {
    "old addresses": front_matter("redirect_from", "/old{}/"),
    "impossible old addresses": front_matter("redirect_from", "/assets/{}"),
    "related pages": front_matter("related", "x{}.md"),
    "anchors": lambda size: {
        "a.md": page("A", "".join(f"## H {n}\n\n[a](#x-{n})\n\n" for n in range(size // 24)))
    },
    "broken links": lambda size: {
        "a.md": page("A", "".join(f"[a](x{n}.md)\n\n" for n in range(size // 14)))
    },
    "long anchors": lambda size: {
        "a.md": page("A", f"## {'ab ' * (size // 6)}\n\n[a](#{'ac-' * (size // 6)})\n")
    },
    "terms": lambda size: glossary("term{}", "term{} ", size),
    "terms of the same words": lambda size: glossary("a " * 25 + "b{}", "a ", size),
    "a long term": lambda size: {
        "g.md": page("Glossary", f"{'a ' * (size // 2)}b\n: c\n", "kind: glossary\n"),
        "a.md": page("A", "a " * (size // 2)),
    },
    "braces": lambda size: {"a.md": page("A", "{" * size)},
    "open comments": lambda size: {"a.md": page("A", "<!--" * (size // 4))},
    "open definitions": lambda size: {"a.md": page("A", "[a\n" * (size // 3))},
    "links": lambda size: {"a.md": page("A", "[a](index.md) " * (size // 14))},
    "headings": lambda size: {"a.md": page("A", "## a\n\n" * (size // 6))},
    "images": lambda size: {
        "a.md": page("A", "![a](b.png)\n\n" * (size // 13)),
        "b.png": "x",
    },
}


@pytest.mark.parametrize("name", SITES)
def test_a_page_in_a_site(tmp_path: Path, name: str):
    def site(folder: str, size: int) -> Callable[[], object]:
        source = write(tmp_path / folder, {"index.md": HOME, **SITES[name](size)})
        options = Options(source=source, templates=None)
        return lambda: lint(options)

    site("tiny", 10)()
    assert growth(site("small", SIZE), site("large", SIZE * TIMES)) < MOST

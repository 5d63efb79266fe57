"""A property: after whatever edits, a run with the cache says what one without it says."""

from __future__ import annotations

import functools
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from curbcut import run
from curbcut.commands.check_pages import check_targets
from curbcut.model.finding import RunResult
from curbcut.run import Options

PAGES = 12
STEPS = 4
WORDS = ("oil", "the", "chain", "once", "a", "month", "and", "wipe", "it", "dry", "again")


def text(of: random.Random) -> str:
    return " ".join(of.choice(WORDS) for _ in range(12))


def page(number: int, of: random.Random) -> str:
    style, picture = of.randrange(3), of.randrange(4)
    parts = (
        f'<img src="pictures/{picture}.svg" alt="{of.choice(["", "A chain"])}">',
        f'<img src="pictures/{picture}.svg">',
        f'<iframe src="frame{of.randrange(2)}.html" title="Part"></iframe>',
        "<script src=script.js></script>",
        f'<a href="p{of.randrange(PAGES)}.html">Read on</a>',
        "<p id=data></p><script>fetch('data.json').then(r => r.ok && r.text())"
        ".then(t => { document.querySelector('#data').textContent = t })</script>",
        '<button style="color: #999; background: #aaa">Send</button>',
    )
    body = "".join(of.sample(parts, 2))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page {number}</title>'
        f'<link rel="stylesheet" href="style{style}.css"></head><body><main><h1>Page {number}</h1>'
        f"<p>{text(of)}</p>{body}</main></body></html>"
    )


def style(of: random.Random) -> str:
    colour = of.choice(["#333", "#999", "#ccc"])
    return f"p {{ color: {colour}; background: #fff }} h1 {{ letter-spacing: {of.random():.2f}px }}"


def picture(of: random.Random) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">'
        f'<rect width="{of.randrange(20)}" height="9"/></svg>'
    )


def frame(of: random.Random) -> str:
    shown = of.choice(["", "<img src=pictures/0.svg>"])
    return f'<!doctype html><html lang="en"><title>Part</title><p>{text(of)}{shown}'


def script(of: random.Random) -> str:
    return of.choice(["", "document.title = ''", "throw new Error('no')"])


MADE: dict[str, Callable[[random.Random], str]] = {
    **{f"style{n}.css": style for n in range(3)},
    **{f"pictures/{n}.svg": picture for n in range(4)},
    **{f"frame{n}.html": frame for n in range(2)},
    "script.js": script,
    "data.json": text,
    **{f"p{n}.html": functools.partial(page, n) for n in range(PAGES)},
}


def edit(folder: Path, of: random.Random) -> str:
    """Change, remove or bring back one file that is not a page, or change a page."""
    name = of.choice(sorted(MADE))
    path = folder / name
    if path.exists() and not name.startswith("p") and of.random() < 0.3:
        path.unlink()
    else:
        path.write_text(MADE[name](of), "utf-8")
    return name


def said(result: RunResult) -> tuple[object, ...]:
    return result.findings, tuple(result.evaluations), result.pages


@pytest.mark.browser
def test_edits_at_random(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proved: Callable[[Path], Path]
) -> None:
    cache = proved(tmp_path / "cache")
    of = random.Random(20)
    folder = tmp_path / "site"
    (folder / "pictures").mkdir(parents=True)
    for name, make in MADE.items():
        (folder / name).write_text(make(of), "utf-8")
    cached = []
    for step in range(STEPS):
        edits = [edit(folder, of) for _ in range(of.randrange(1, 3))] if step else []
        monkeypatch.setattr(run, "CACHE_FOLDER", cache)
        with_it = check_targets([str(folder)], Options(jobs=2))
        monkeypatch.setattr(run, "CACHE_FOLDER", proved(tmp_path / f"empty-{step}"))
        without = check_targets([str(folder)], Options(jobs=2))
        assert without.environment.cached == 0
        assert said(with_it) == said(without), edits
        cached.append(with_it.environment.cached)
    assert cached[0] == 0
    assert sum(cached) > PAGES * STEPS / 3
    assert without.findings

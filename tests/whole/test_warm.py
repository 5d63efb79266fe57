"""A run with what earlier runs kept gives the bytes and the findings of a run without."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from curbcut import cache as stores
from curbcut import cores
from curbcut.checks import lint as parsing
from curbcut.cores import LEAST
from curbcut.render.pages import files_of
from curbcut.render.renderer import Renderer
from curbcut.run import Options, Run
from curbcut.site.translations import line_of
from curbcut.stages import Prepared, prepare
from tests.making import REPOSITORY, html, page, write

BODY = """
We repair every **bicycle** — see [the other page](page-{other}.md) and "quotes". Hello cookie.

## What it costs

* A tube: 12 €
* A chain: 30 €

| Part | Price |
| --- | --- |
| Tube | 12 |
"""
SITE = {
    "site.toml": '[site]\ntitle = "Help"\nurl = "https://h.example"\n[languages.es]\n',
    "index.md": page("Help", extra="description: All answers.\n"),
    "404.md": page("Not found", "See [Help](index.md).\n"),
    "words.md": page("Words", "Cookie\n: A small file.\n", "kind: glossary\n"),
    "es/index.md": page("Ayuda"),
    "es/404.md": page("No", "## Una\n\nTexto.\n"),
    "es/page-1.md": page("Uno", "Texto.\n"),
    "rules.md": page("Rules", "Rules.\n", "kind: policy\nversion: '1'\neffective: 2026-01-01\n"),
    "guide/index.md": page("Guide", extra="description: How to.\n"),
    "guide/chain.md": page("The chain", "## Oil\n\nSee [the tube](tube.md#air).\n"),
    "guide/tube.md": page("The tube", "## Air\n\nSee [prices](../prices.csv).[^1]\n\n[^1]: Net.\n"),
    "prices.csv": "Tube,12\n",
    **{
        f"page-{n}.md": page(f"Page {n}", BODY.format(other=(n + 1) % 6), f"order: {n}\n")
        for n in range(6)
    },
}


def text_edited(root: Path, dice: random.Random) -> None:
    file = root / f"page-{dice.randrange(6)}.md"
    file.write_text(file.read_text() + f"\nAnother thought {dice.random()}.\n")


def title_edited(root: Path, dice: random.Random) -> None:
    file = root / f"page-{dice.randrange(6)}.md"
    file.write_text(file.read_text().replace("title: ", f"title: N{dice.randrange(99)} ", 1))


def mistake_made(root: Path, dice: random.Random) -> None:
    file = root / f"page-{dice.randrange(6)}.md"
    wrong = dice.choice(["[click here](a.md)", "#### Jump", "-one\n-two", "{{ x }}", "<b>x</b>"])
    file.write_text(f"{file.read_text()}\n{wrong}\n")


def key_edited(root: Path, dice: random.Random) -> None:
    file = root / f"page-{dice.randrange(6)}.md"
    key = dice.choice(["lang: de", "glossary: false", "titel: x", "last_reviewed: 2026-02-03"])
    file.write_text(file.read_text().replace("order:", f"{key}\norder:", 1))


def term_edited(root: Path, dice: random.Random) -> None:
    term = dice.choice(["Bicycle", "Cookies", "Chain"])
    (root / "words.md").write_text(
        page("Words", f"{term}\n: A thing {dice.random()}.\n", "kind: glossary\n")
    )


def settings_edited(root: Path, dice: random.Random) -> None:
    flag = dice.choice(["typographer = true", 'html = ["b"]', "html = []"])
    (root / "site.toml").write_text(SITE["site.toml"] + f"[markdown]\n{flag}\n")


def languages_edited(root: Path, dice: random.Random) -> None:
    text = SITE["site.toml"]
    (root / "site.toml").write_text(dice.choice([text, text.replace("[languages.es]\n", "")]))


def page_taken_away(root: Path, dice: random.Random) -> None:
    (root / "es" / "page-1.md").unlink(missing_ok=True)


def page_restored(root: Path, dice: random.Random) -> None:
    name = dice.choice([*SITE])
    write(root, {name: SITE[name]})


def description_edited(root: Path, dice: random.Random) -> None:
    file = root / dice.choice(["index.md", "guide/index.md"])
    file.write_text(file.read_text().replace("description: ", f"description: N{dice.random()} ", 1))


def part_edited(root: Path, dice: random.Random) -> None:
    file = root / "guide" / dice.choice(["chain.md", "tube.md"])
    file.write_text(f"{file.read_text()}\n## Heading {dice.random()}\n\nWords.\n")


def version_added(root: Path, dice: random.Random) -> None:
    extra = f"kind: policy\nversion: '2'\neffective: 2026-{dice.randrange(1, 13):02}-02\n"
    write(root, {"rules.md": page("Rules", f"Rules {dice.random()}.\n", extra)})
    old = "kind: policy\nversion: '1'\neffective: 2025-01-01\nversion_of: rules.md\n"
    write(root, {"rules-1.md": page("Rules", "Rules.\n", old)})


def file_edited(root: Path, dice: random.Random) -> None:
    (root / "prices.csv").write_text("Tube,12\n" * dice.randrange(1, 3000))


def site_renamed(root: Path, dice: random.Random) -> None:
    text = SITE["site.toml"].replace("Help", f"Help {dice.randrange(99)}")
    (root / "site.toml").write_text(f'{text}[contact]\nphone = "1{dice.randrange(999)}"\n')


def translation_noted(root: Path, dice: random.Random) -> None:
    original = made(Options(source=root, templates=None)).site.pages["/page-1/"].parsed
    write(root, {"es/page-1.md": page("Uno", "Texto.\n", f"{line_of(original)}\n")})


EDITS = (
    *(text_edited, title_edited, mistake_made, key_edited, term_edited, settings_edited),
    *(languages_edited, page_taken_away, page_restored),
    *(description_edited, part_edited, version_added, file_edited, site_renamed),
    translation_noted,
)


def made(options: Options) -> Prepared:
    return prepare(options, Run.of(options))


@pytest.mark.parametrize("seed", range(4))
def test_warm_equals_cold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("curbcut.run.CACHE_FOLDER", tmp_path / "kept")
    root = write(tmp_path / "site_src", SITE)
    dice = random.Random(seed)
    for _ in range(12):
        warm = made(Options(source=root, templates=None))
        cold = made(Options(source=root, templates=None, cache=False))
        assert warm.findings == cold.findings
        assert warm.evaluations == cold.evaluations
        assert warm.rendered == cold.rendered
        assert files_of(warm.rendered) == files_of(cold.rendered)
        for edit in dice.sample(EDITS, dice.randint(1, 2)):
            edit(root, dice)


def test_only_what_was_edited_is_parsed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("curbcut.run.CACHE_FOLDER", tmp_path / "kept")
    root = write(tmp_path / "site_src", SITE)
    parsed: Counter[str] = Counter()
    real = parsing.parse_one

    def counted(source, path, *rest):
        parsed[path] += 1
        return real(source, path, *rest)

    monkeypatch.setattr(parsing, "parse_one", counted)

    def run() -> set[str]:
        parsed.clear()
        made(Options(source=root, templates=None))
        return set(parsed)

    everything = {name for name in SITE if name.endswith(".md")}
    assert run() == everything
    assert run() == set()
    text_edited(root, random.Random(1))
    assert len(run()) == 1
    term_edited(root, random.Random(1))
    assert run() == everything
    settings_edited(root, random.Random(1))
    assert run() == everything
    # Another version of Curbcut parses everything anew.
    monkeypatch.setattr(parsing, "code_digest", lambda: "another")
    assert run() == everything


def test_a_shelf_keeps_what_was_used_and_survives_damage(tmp_path: Path):
    decoder = msgspec.msgpack.Decoder(int)
    shelf = stores.Cache(tmp_path).shelf("a")
    shelf.put("one", msgspec.msgpack.encode(1))
    shelf.put("two", msgspec.msgpack.encode(2))
    shelf.save()
    again = stores.Cache(tmp_path).shelf("a")
    assert (again.get("one", decoder), again.get("three", decoder)) == (1, None)
    again.save()
    assert stores.Cache(tmp_path).shelf("a").get("two", decoder) is None
    file = tmp_path / "shelves" / "a"
    for damage in (b"", b"\xc1", file.read_bytes()[:-1]):
        file.write_bytes(damage)
        assert stores.Cache(tmp_path).shelf("a").get("one", decoder) is None
    nothing = stores.Cache(None).shelf("a")
    nothing.put("one", msgspec.msgpack.encode(1))
    nothing.save()
    assert nothing.get("one", decoder) is None


def test_only_what_an_edit_reaches_is_rendered_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("curbcut.run.CACHE_FOLDER", tmp_path / "kept")
    root = write(tmp_path / "site_src", SITE)
    shutil.copytree(REPOSITORY / "templates", tmp_path / "templates")
    rendered: set[str] = set()
    viewed: set[str] = set()
    html, view = Renderer._html, Renderer._view

    def noted_html(self, page, *rest):
        rendered.add(page.path)
        return html(self, page, *rest)

    def noted_view(self, page, *rest):
        viewed.add(page.path)
        return view(self, page, *rest)

    monkeypatch.setattr(Renderer, "_html", noted_html)
    monkeypatch.setattr(Renderer, "_view", noted_view)

    def run() -> set[str]:
        rendered.clear()
        viewed.clear()
        made(Options(source=root, templates=tmp_path / "templates"))
        return set(rendered)

    everything = run()
    assert {"/", "/page-1/", "/es/page-1/", "/all-pages/"} <= everything
    assert run() == set()
    assert viewed == set()
    write(root, {"page-2.md": f"{SITE['page-2.md']}\nOne more thought.\n"})
    # Spanish has no translation of it, so its English text is there too.
    assert run() == {"/page-2/", "/es/page-2/"}
    assert viewed == rendered
    write(root, {"page-2.md": SITE["page-2.md"].replace("Page 2", "Second page")})
    # What lists it, not what only links to it with other words.
    again = run()
    assert {"/page-2/", "/", "/all-pages/"} <= again
    assert not {"/page-1/", "/es/page-1/"} & again
    template = tmp_path / "templates" / "pages" / "article.html.j2"
    template.write_text(template.read_text() + "\n{# changed #}\n")
    assert run() == everything


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_pages_parsed_on_all_cores_are_those_parsed_on_one(tmp_path: Path, monkeypatch):
    many = {f"more/page-{n}.md": page(f"More {n}", f"Text {n}. -one\n-two\n") for n in range(LEAST)}
    root = write(tmp_path / "site_src", SITE | many)
    options = Options(source=root, templates=None, cache=False)
    processes: set[int] = set()
    monkeypatch.setattr(cores, "_parts", lambda things: 3 if things >= LEAST else 1)
    start = cores._Copy.__init__

    def noted(self, work, things):
        start(self, work, things)
        processes.add(self._process)

    monkeypatch.setattr(cores._Copy, "__init__", noted)
    spread = made(options)
    assert len(processes) == 4  # for parsing and for rendering
    monkeypatch.setattr(cores, "_parts", lambda things: 1)
    alone = made(options)
    assert len(processes) == 4
    assert spread.findings == alone.findings
    assert spread.evaluations == alone.evaluations
    assert spread.rendered == alone.rendered


def test_what_a_page_says_of_the_text_of_another_follows_it(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("curbcut.run.CACHE_FOLDER", tmp_path / "kept")
    root = write(tmp_path / "site_src", SITE)
    translation_noted(root, random.Random(1))
    about = {f"note-{n}.md": page(f"Note {n}", f"Words {n}.\n") for n in range(6)}
    write(root, about)

    def shown(path: str) -> str:
        warm, cold = (
            made(Options(source=root, templates=None, cache=kept)) for kept in (True, False)
        )
        assert warm.rendered == cold.rendered
        return html(warm, path)

    before = shown("/es/page-1/"), shown("/note-1/")
    same = "Saddlebags and derailleurs and sprockets and panniers and mudguards.\n"
    write(root, {"page-1.md": f"{SITE['page-1.md']}\nMore.\n"})
    write(root, {f"note-{n}.md": page(f"Note {n}", same) for n in (1, 4)})
    middle = shown("/note-1/")
    write(root, {"note-4.md": page("Note 4", "Other words.\n")})
    after = shown("/es/page-1/"), shown("/note-1/")
    assert "El original ha cambiado" not in before[0]
    assert "El original ha cambiado" in after[0]
    assert "Note 4" not in before[1]
    assert "Note 4" in middle
    assert "Note 4" not in after[1]

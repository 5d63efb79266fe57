"""Search in each language, over its own pages."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.render.pages import files_of
from curbcut.run import Options
from curbcut.stages import prepare
from tests.making import page, write

FILES = {
    "site.toml": "[languages.es]\n[languages.ar]\n",
    "index.md": page("Help", "Bicycles.\n"),
    "chains.md": page("Chains", "How to oil a chain.\n"),
    "es/index.md": page("Ayuda", "Bicicletas.\n"),
    "es/cadenas.md": page("Cadenas", "Cómo engrasar las cadenas. Corregimos errores.\n"),
    "ar/index.md": page("المساعدة", "كيف تعتني بالدراجات وكيف تصلحها.\n"),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    source = write(tmp_path_factory.mktemp("search"), FILES)
    made = prepare(Options(source=source, templates=None, cache=False), index=True).rendered
    return dict(files_of(made))


def index_of(files: dict[str, bytes], output: str) -> str:
    text = files[output].decode()
    return "assets/" + text.split('data-index="', 1)[1].split('"')[0].split("assets/")[1]


def test_each_language_has_an_index_of_its_own(files: dict[str, bytes]):
    folders = [index_of(files, f"{name}search/index.html") for name in ("", "es/", "ar/")]
    assert len(set(folders)) == 3
    for folder, language in zip(folders, ("en", "es", "ar"), strict=True):
        entry = json.loads(files[f"{folder}pagefind-entry.json"])
        assert list(entry["languages"]) == [language]
    # A page that stands in for a translation is found in its own language only.
    words = [set(json.loads(files[f"{folder}words.json"])) for folder in folders]
    assert "chain" in words[0]
    assert "chain" not in words[1] | words[2]
    assert "cadenas" in words[1]


@pytest.fixture(scope="module")
def session(files: dict[str, bytes]) -> Iterator[tuple[Session, Server]]:
    policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';"
    headers = {"Content-Security-Policy": f"{policy} connect-src 'self'; img-src 'self'"}
    with Server(files, lambda path: headers) as server, Session(reach=Reach.of(server)) as running:
        yield running, server


@pytest.mark.browser
@pytest.mark.parametrize(
    ("path", "query", "said", "href"),
    [
        ("es/search/", "corregir", "1 resultado para «corregir».", "/es/cadenas/"),
        ("es/search/", "chain", "No se ha encontrado nada para «chain».", ""),
        ("ar/search/", "دراجة", "نتيجة واحدة عن «دراجة».", "/ar/"),
    ],
)
def test_results(session: tuple[Session, Server], path: str, query: str, said: str, href: str):
    running, server = session
    running.open(server.url(f"{path}?q={query}"))
    text = ""
    for _ in range(100):
        text = running.script("return document.querySelector('[role=status]').textContent")
        if text.startswith(said):
            break
        time.sleep(0.1)
    assert text.startswith(said)
    links = "return [...document.querySelectorAll('.search-results__link')].map(a => a.pathname)"
    assert running.script(links) == ([href] if href else [])


def test_without_index_option_there_is_no_search_index(tmp_path: Path):
    made = prepare(Options(source=write(tmp_path, FILES), templates=None)).rendered
    assert not [name for name in made.files if "pagefind" in name]

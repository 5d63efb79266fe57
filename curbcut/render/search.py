"""The search index, which Pagefind builds from the published pages.

Everything about Pagefind is here and in the theme's ``js/pages/search.js``: how it is called, and
which of its files the search page needs. The files are published in a folder with a content hash in
its name, so that browsers can cache them for good and never mix two versions.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from curbcut.cache import Cache, code_digest, digest_of
from curbcut.cores import spread
from curbcut.html.tokens import StartTag, tokens, words_of
from curbcut.model.finding import CurbcutError

_WORDS = 20_000
"""Size of the vocabulary for correcting misspelled queries: about 60 kB compressed."""
_SECONDS = 600
_WITHOUT = "nav, .heading-anchor, .footnote-ref, .footnote-backref, .feedback"
"""Parts of main that are not content: lists of links, and marks beside the text."""

_NOT_CONTENT = frozenset(("nav",))
_WORD = re.compile(r"[^\W\d_]{3,}")

_NOTICE = Path(__file__).parent / "pagefind-license.txt"
"""Published with Pagefind's files, as its licence requires."""
_INSTALL = "Run “make”, or install it: pip install 'pagefind[bin]'."


@dataclass(frozen=True, slots=True)
class Document:
    """A page to index.

    ``path`` is its URL path, ``output`` its file, ``place`` the titles of the pages above it, as a
    breadcrumb; ``language`` is "" if it is that of the index.
    """

    path: str
    output: str
    html: str
    description: str = ""
    place: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Index:
    """The files of the index (path to bytes), and the URL path of their folder."""

    address: str
    files: dict[str, bytes]


def make_index(documents: Sequence[Document], language: str, cache: Cache) -> Index | None:
    """Build the index of all pages without ``noindex``; None if there are none.

    Raises:
        CurbcutError: when Pagefind is missing or fails.
    """
    shown = sorted(
        (document for document in documents if not _hidden(document.html)),
        key=lambda document: document.output,
    )
    if not shown:
        return None
    program = _program()
    version = _run([str(program), "--version"])
    parts = ["search", code_digest(), version, language]
    for page in shown:
        parts += [page.path, page.output, page.html, page.description, page.place, page.language]
    key = digest_of(parts)
    files = cache.get(key, dict[str, bytes])
    if files is None:
        files = _index(shown, language, program)
        files["words.json"] = _vocabulary(shown, cache)
        files["LICENSE.txt"] = _NOTICE.read_bytes()
        cache.put(key, files)
    digest = hashlib.sha256(digest_of(_flat(files)).encode()).hexdigest()[:10]
    folder = f"assets/pagefind.{digest}/"
    return Index(f"/{folder}", {folder + name: data for name, data in sorted(files.items())})


def _hidden(html: str) -> bool:
    """Whether a page has a robots meta element with ``noindex``."""
    for tag in tokens(html):
        if isinstance(tag, StartTag):
            if tag.name == "body":
                break
            given = tag.attributes if tag.name == "meta" else {}
            if given.get("name", "").lower() == "robots" and "noindex" in given.get("content", ""):
                return True
    return False


def _flat(files: Mapping[str, bytes]) -> Iterable[bytes | str]:
    for name in sorted(files):
        yield name
        yield files[name]


def _program() -> Path:
    try:
        from pagefind.service import get_executable  # noqa: PLC0415 (slow, and not always needed)
    except ImportError as error:
        raise CurbcutError(
            "Pagefind, which builds the search index, is missing.", _INSTALL
        ) from error
    found = get_executable()
    if found is None or not found.is_file():
        raise CurbcutError(
            "Pagefind's program, which builds the search index, is missing.", _INSTALL
        )
    return Path(found)


def _index(pages: Sequence[Document], language: str, program: Path) -> dict[str, bytes]:
    """Run Pagefind on a temporary folder with the pages, and return the files that it writes."""
    texts = {page.output: _with_facts(page).encode() for page in pages}
    place = _in_memory(sum(map(len, texts.values())))
    with tempfile.TemporaryDirectory(prefix="curbcut-", dir=place) as name:
        folder = Path(name)
        for output, text in texts.items():
            path = folder / "site" / output
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
        command = [
            str(program),
            *("--site", "site", "--output-path", "index", "--root-selector", "main"),
            *("--exclude-selectors", _WITHOUT, "--silent"),
            *("--force-language", language.split("-", maxsplit=1)[0].lower()),
        ]
        said = _run(command, folder)
        made = folder / "index"
        entry = made / "pagefind-entry.json"
        if not entry.is_file():
            raise CurbcutError(f"Pagefind made no search index. {said}".strip())
        return {
            path.relative_to(made).as_posix(): path.read_bytes()
            for path in sorted(made.rglob("*"))
            if path.is_file() and _needed(path.relative_to(made), entry)
        }


_MEMORY = Path("/dev/shm")  # noqa: S108  for a folder of our own with a random name


def _in_memory(size: int) -> Path | None:
    """The system's in-memory folder, if it has room for eight times ``size`` bytes; else None.

    On a disk, writing the many small files takes as long as indexing them.
    """
    try:
        return _MEMORY if shutil.disk_usage(_MEMORY).free > 8 * size else None
    except OSError:
        return None


def _needed(path: Path, entry: Path) -> bool:
    """Whether the search page loads a file; Pagefind's own user interfaces are left out."""
    if len(path.parts) > 1:
        return path.parts[0] in ("fragment", "index")
    if path.suffix == ".pagefind":
        languages = json.loads(entry.read_bytes())["languages"].values()
        return path.name in {f"wasm.{facts['wasm'] or 'unknown'}.pagefind" for facts in languages}
    return path.name in ("pagefind.js", "pagefind-entry.json") or path.suffix == ".pf_meta"


def _with_facts(page: Document) -> str:
    """The HTML that Pagefind reads: the main element, with metadata for search results."""
    facts = {"place": page.place, "description": page.description, "language": page.language}
    kept = {name: value for name, value in facts.items() if value}
    names = ", ".join(f"{name}[data-{name}]" for name in kept)
    values = "".join(f' data-{name}="{escape(value)}"' for name, value in kept.items())
    main = page.html[page.html.find("<main") :]
    if not kept:
        return main
    return main.replace("<main", f'<main data-pagefind-meta="{names}"{values}', 1)


def _vocabulary(pages: Sequence[Document], cache: Cache) -> bytes:
    """The words of the pages as JSON, in lower case without accents, most frequent first."""
    shelf = cache.shelf(f"words-{digest_of([str(Path.cwd()), pages[0].language])[:16]}")
    version = code_digest()
    keys = [digest_of([version, page.html]) for page in pages]
    found = [shelf.data(key) for key in keys]
    new = [at for at, words in enumerate(found) if words is None]
    for at, words in zip(new, spread(lambda at: _words(pages[at].html), new), strict=True):
        found[at] = words
        shelf.put(keys[at], words)
    shelf.save()
    number: Counter[str] = Counter()
    for words in filter(None, found):
        number.update(words.decode().split())
    ordered = sorted(number, key=lambda word: (-number[word], word))[:_WORDS]
    return json.dumps(ordered, ensure_ascii=False, separators=(",", ":")).encode()


def _words(html: str) -> bytes:
    """The distinct words of a page, separated by spaces."""
    text = words_of(html, within="main", without=_NOT_CONTENT)
    return " ".join(sorted(set(_WORD.findall(_plain(text))))).encode()


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _run(command: list[str], folder: Path | None = None) -> str:
    """Run Pagefind without its environment variables, and return what it prints."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")
    }
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CurbcutError(f"Pagefind could not be run: {error}.", _INSTALL) from error
    said = " ".join((done.stdout + done.stderr).split())
    if done.returncode:
        raise CurbcutError(f"Pagefind could not make the search index: {said[:300]}", _INSTALL)
    return said

"""The store of what was computed: what it keeps, what it drops, and what a key is made of."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from curbcut import cache as cache_module
from curbcut.cache import KEEP_SECONDS, Cache, code_digest, digest_of

KEY = "ab" * 32


def test_a_value_is_found_under_its_key_and_no_other(tmp_path: Path):
    store = Cache(tmp_path)
    store.put(KEY, {"a": 1})
    assert Cache(tmp_path).get(KEY, dict) == {"a": 1}
    assert store.get("cd" * 32, dict) is None
    assert store.get(KEY[:-1] + "c", dict) is None


def test_no_folder_keeps_nothing(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    store = Cache(None)
    store.put(KEY, 1)
    store.tidy()
    assert store.get(KEY, int) is None
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("damage", [b"", b"\xc1", b"\xa1x"])
def test_a_damaged_entry_is_none(tmp_path: Path, damage: bytes):
    store = Cache(tmp_path)
    store.put(KEY, 1)
    (entry,) = tmp_path.glob("*/*")
    entry.write_bytes(damage)
    assert store.get(KEY, int) is None
    store.put(KEY, 2)
    assert store.get(KEY, int) == 2


def test_tidy_removes_what_no_run_has_used(tmp_path: Path):
    store = Cache(tmp_path)
    old = time.time() - KEEP_SECONDS - 60
    for key in ("aa", "bb"):
        store.put(key * 32, key)
        (entry,) = (tmp_path / key).iterdir()
        os.utime(entry, (old, old))
    store.put("cc" * 32, "cc")
    assert store.get("aa" * 32, str) == "aa"  # used, so it is kept
    store.tidy()
    kept = [store.get(key * 32, str) for key in ("aa", "bb", "cc")]
    assert kept == ["aa", None, "cc"]


def test_the_boundaries_of_parts_count():
    digests = [digest_of(parts) for parts in (("ab", "c"), ("a", "bc"), ("abc",), ("abc", ""))]
    assert len(set(digests)) == 4
    assert digest_of(["a", b"b"]) == digest_of([b"a", "b"])


@pytest.fixture
def package(tmp_path: Path, monkeypatch):
    """A package in place of Curbcut's own, whose digest is asked for anew each time."""
    (tmp_path / "cache.py").write_text("")
    monkeypatch.setattr(cache_module, "__file__", str(tmp_path / "cache.py"))
    code_digest.cache_clear()
    yield tmp_path
    code_digest.cache_clear()


@pytest.mark.parametrize("name", ["a.py", "deep/a.js", "a.toml", "a.html"])
def test_another_code_has_another_digest(package: Path, name: str):
    def digest() -> str:
        code_digest.cache_clear()
        return code_digest()

    path = package / name
    path.parent.mkdir(exist_ok=True)
    seen = [digest()]
    path.write_text("1")
    seen.append(digest())
    path.write_text("2")
    seen.append(digest())
    path.rename(package / f"b{path.suffix}")
    seen.append(digest())
    assert len(set(seen)) == 4
    assert digest() == seen[-1]

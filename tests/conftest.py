"""What tests of several folders share."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from curbcut import run, words
from curbcut.checks.runner import scripts
from curbcut.commands.check_pages import check_targets
from curbcut.words.detection import common_words, own_names

# One browser and one server for whatever asks for `session`, `page` or `hostile`.
pytest_plugins = ["tests.browser.pages"]


@pytest.fixture(scope="session", autouse=True)
def _kept_apart(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What tests keep for other runs is gone with them."""
    run.CACHE_FOLDER = tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def proved(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Makes a cache that knows no page: only the tools, and the proof that they see what is wrong.

    A proof takes some seconds, which a test that is about something else need not pay each time.
    """
    folder = tmp_path_factory.mktemp("proved")
    page = folder / "page.html"
    page.write_text('<!doctype html><html lang="en"><title>Proved</title><main>Here', "utf-8")
    before, run.CACHE_FOLDER = run.CACHE_FOLDER, folder / "cache"
    try:
        check_targets([str(page)], run.Options(jobs=1))
    finally:
        run.CACHE_FOLDER = before

    def copy(to: Path) -> Path:
        return Path(shutil.copytree(folder / "cache", to, dirs_exist_ok=True))

    return copy


@pytest.fixture
def at_a_terminal() -> Iterator[None]:
    """Signals as a program at a terminal has them, also where the tests run without one.

    Who starts the tests with nohup, or in the background of a shell, has some of them ignored.
    """
    usual: dict[str, Any] = {"SIGINT": signal.default_int_handler, "SIGTERM": signal.SIG_DFL}
    usual |= {"SIGHUP": signal.SIG_DFL}
    before = {
        number: signal.signal(number, handler)
        for name, handler in usual.items()
        if (number := getattr(signal, name, None)) is not None
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@pytest.fixture
def words_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The files of words in a folder of their own, which a test may add a language to."""
    here = tmp_path / "words"
    shutil.copytree(words._HERE, here)
    cached = (
        words.tables,
        words.pattern,
        words.script_patterns,
        words.words_for,
        words.in_any_language,
        common_words,
        own_names,
        scripts.linked,
    )
    for one in cached:
        one.cache_clear()
    monkeypatch.setattr(words, "_HERE", here)
    yield here
    for one in cached:
        one.cache_clear()

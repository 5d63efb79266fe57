"""A run with unchanged inputs gives the cached result, and no other run does."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
import shutil
from pathlib import Path

import pytest

from curbcut.commands.build import build
from curbcut.commands.check_site import check_site
from curbcut.commands.last_result import LastResult
from curbcut.commands.lint import lint
from curbcut.model.finding import Finding, Outcome, RunResult
from curbcut.run import Options, Run
from tests.making import REPOSITORY, page, write
from tests.whole.test_warm import EDITS, SITE

SAME = "Nothing has changed since the last build."
TODAY = dt.date(2026, 11, 28)


@pytest.fixture
def options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Options:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("curbcut.run.CACHE_FOLDER", Path("kept"))
    write(tmp_path / "site_src", SITE)
    shutil.copytree(REPOSITORY / "templates", tmp_path / "templates")
    return Options(check=False, today=TODAY)


def said(result: RunResult) -> RunResult:
    """A result without what differs from run to run."""
    published = result.published.removesuffix(f" {SAME}")
    return dataclasses.replace(result, seconds=0, published=published)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_unchanged_inputs_give_the_cached_result(options: Options):
    first = build(options)
    assert SAME not in first.published
    again = build(options)
    assert again.published.endswith(SAME)
    assert said(again) == said(first)
    assert again.evaluations
    assert again.rules
    lean = build(dataclasses.replace(options, evidence=False))
    assert lean.published.endswith(SAME)
    assert (lean.findings, lean.evaluations) == (first.findings, ())


def change_text(options: Options) -> Options:
    file = options.source / "page-1.md"
    file.write_text(file.read_text() + "\nMore.\n")
    return options


def change_template(options: Options) -> Options:
    file = next(Path("templates").rglob("*.css"))
    file.write_text(file.read_text() + "\n/* more */\n")
    return options


def add_file(options: Options) -> Options:
    (options.source / "price-list.csv").write_text("a,b\n")
    return options


def change_settings(options: Options) -> Options:
    file = options.source / "site.toml"
    file.write_text(file.read_text().replace('title = "Help"', 'title = "Help!"'))
    return options


def ask_later(options: Options) -> Options:
    return dataclasses.replace(options, today=TODAY + dt.timedelta(1))


def ask_for_a_disk(options: Options) -> Options:
    return dataclasses.replace(options, offline=True)


def edit_what_is_published(options: Options) -> Options:
    (options.out / "index.html").write_text("edited by hand")
    return options


def remove_what_is_published(options: Options) -> Options:
    (options.out / "index.html").unlink()
    return options


def keep_nothing(options: Options) -> Options:
    return dataclasses.replace(options, cache=False)


@pytest.mark.parametrize(
    "change",
    [
        *(change_text, change_template, add_file, change_settings, ask_later, ask_for_a_disk),
        *(edit_what_is_published, remove_what_is_published, keep_nothing),
    ],
)
def test_any_change_is_built_again(options: Options, change):
    build(options)
    changed = change(options)
    warm = build(changed)
    assert SAME not in warm.published
    published = files(options.out)
    cold = build(dataclasses.replace(changed, cache=False))
    assert said(warm) == said(cold)
    assert published == files(options.out)


@pytest.mark.parametrize("seed", range(2))
def test_after_any_edit_the_result_is_that_of_a_run_without_cache(options: Options, seed: int):
    dice = random.Random(seed)
    for _ in range(6):
        for _ in range(2):  # the second has nothing to do, if the first has published
            warm = build(options)
        cold = build(dataclasses.replace(options, cache=False))
        assert said(warm) == said(cold)
        dice.choice(EDITS)(options.source, dice)


def test_cached_result_repeats_that_the_site_is_not_published(options: Options):
    write(options.source, {"page-1.md": page("One", "[gone](nowhere.md)\n")})
    first, again = build(options), build(options)
    assert first.blocking
    assert said(again) == said(first)
    assert again.published == "Not published; “dist” was not written."
    options.out.mkdir()
    assert build(options).published == "Not published; “dist” is unchanged."


def test_untested_or_changed_results_are_not_cached(options: Options):
    run = Run.of(options)
    result = build(options)
    rule = result.rules[0]
    untested = dataclasses.replace(
        result, findings=(Finding(rule, "Not looked at", outcome=Outcome.UNTESTED),)
    )
    LastResult("other", options, run).keep(untested)
    assert LastResult("other", options, run).get() is None
    late = LastResult("other", options, run)
    change_text(options)
    late.keep(result)
    assert LastResult("other", options, run).get() is None
    LastResult("other", options, run).keep(result)
    assert LastResult("other", options, run).get() is not None


def test_damaged_cache_is_ignored(options: Options):
    first = build(options)
    kept = [*Path("kept/shelves").glob("build-*")]
    assert len(kept) == 2
    for file in kept:
        file.write_bytes(file.read_bytes()[:-3])
    again = build(options)
    assert SAME not in again.published
    assert said(again) == said(first)


@pytest.mark.parametrize("command", [lint, check_site])
def test_cached_result_does_not_prepare_the_site(options: Options, monkeypatch, command):
    write(options.source, {"page-1.md": page("One", "[click here](page-2.md)\n")})
    first = command(options)
    assert first.findings
    with monkeypatch.context() as patch:
        patch.setattr("curbcut.stages.prepare", None)
        assert said(command(options)) == said(first)
    change_text(options)
    assert len(command(options).findings) >= len(first.findings)

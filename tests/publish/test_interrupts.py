"""Interrupts around publishing: the site is the old or the new one, and the message says which."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from curbcut import interrupts
from curbcut.cli import main
from curbcut.publish import staging as publish

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.usefixtures("at_a_terminal")


@pytest.fixture
def site(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "site_src").mkdir()
    (tmp_path / "site_src" / "index.md").write_text("---\ntitle: Help\n---\n\nOld.\n", "utf-8")
    return tmp_path


def build(capsys):
    with pytest.raises(SystemExit) as leaving:
        main(["build", "--no-check", "--plain"])
    shown = capsys.readouterr()
    return leaving.value.code, shown.out, shown.err


def leftovers(site):
    return [entry.name for entry in site.iterdir() if "curbcut-" in entry.name]


def index(site):
    file = site / "dist" / "index.html"
    return file.read_text("utf-8") if file.exists() else ""


@pytest.mark.parametrize("step", ["_exchange", "after"])
def test_an_interrupt_while_the_folders_change_places(site, capsys, monkeypatch, step):
    exchange = publish._exchange

    def interrupted(staging, target):
        if step == "_exchange":
            signal.raise_signal(signal.SIGTERM)
        exchange(staging, target)
        signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(publish, "_exchange", interrupted)
    code, out, err = build(capsys)
    assert (code, err) == (0, "")
    assert "Published" in out
    assert "Old." in index(site)
    assert leftovers(site) == []


def test_an_interrupt_while_the_new_site_is_written(site, capsys, monkeypatch):
    build(capsys)
    (site / "site_src" / "index.md").write_text("---\ntitle: Help\n---\n\nNew.\n", "utf-8")
    write = publish._write

    def interrupted(files, staging, target):
        write(files, staging, target)
        signal.raise_signal(signal.SIGHUP)

    monkeypatch.setattr(publish, "_write", interrupted)
    code, out, err = build(capsys)
    assert (code, out) == (2, "")
    assert "nothing was published" in err
    assert "Old." in index(site)
    assert leftovers(site) == []


def test_interrupt_before_the_exchange_stops_publishing(site, capsys, monkeypatch):
    """As at the end of a check: what was noted then keeps the site from being published."""
    write = publish._write

    def interrupted(files, staging, target):
        interrupts.keep_results()
        signal.raise_signal(signal.SIGTERM)
        write(files, staging, target)

    monkeypatch.setattr(publish, "_write", interrupted)
    code, _, err = build(capsys)
    assert code == 2
    assert "nothing was published" in err
    assert index(site) == ""
    assert leftovers(site) == []


def test_second_signal_counts_only_after_a_delay(monkeypatch):
    with interrupts.handled():
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGTERM)
        monkeypatch.setattr(interrupts, "_SAME", 0.0)
        time.sleep(0.01)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert not interrupts.asked()


def test_ignored_signal_stays_ignored():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with interrupts.handled():
            signal.raise_signal(signal.SIGHUP)
            assert not interrupts.asked()
    finally:
        signal.signal(signal.SIGHUP, before)


@pytest.mark.slow
def test_interrupts_at_any_moment(site):
    """What is said of having published is what happened, whenever it is interrupted."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    program = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
    program += "from curbcut.cli import main; main(['build', '--no-check', '--plain'])"
    command = [sys.executable, "-c", program]
    for name in range(40):
        text = f"---\ntitle: Page {name}\n---\n\nText.\n"
        (site / "site_src" / f"page-{name}.md").write_text(text, "utf-8")
    began = time.monotonic()
    subprocess.run(command, env=environment, cwd=site, check=True, capture_output=True)
    whole = time.monotonic() - began
    for number in range(24):
        words = f"Text {number}."
        source = f"---\ntitle: Help\n---\n\n{words}\n"
        (site / "site_src" / "index.md").write_text(source, "utf-8")
        running = subprocess.Popen(
            command,
            env=environment,
            cwd=site,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        time.sleep(whole * (0.3 + 0.9 * number / 24))
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
        published = words in index(site)
        assert published == ("Published" in out), (out, err)
        # The interpreter itself may be interrupted when all is done.
        if published:
            assert running.returncode in (0, -signal.SIGINT), (out, err)
        elif running.returncode == 2:
            assert "nothing was published" in err
        else:
            # Python was still starting.
            assert "KeyboardInterrupt" in err
            assert running.returncode in (1, -signal.SIGINT)
        assert leftovers(site) == []

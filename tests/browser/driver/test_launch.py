"""How a browser starts and ends: no port stays open, and nothing is left by a process that dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from curbcut.browser.devtools.lines import ChannelClosed, Pipe
from curbcut.browser.driver.profile import Profile, sweep
from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.browser.session import Session

ROOT = Path(__file__).parents[3]
needs_proc = pytest.mark.skipif(not Path("/proc/net").is_dir(), reason="looks at /proc")
LISTENING = "0A"
PROGRAM = """
import sys, time
from curbcut.browser.session import Session
with Session() as session:
    session.start()
    print(session.browser_pid, flush=True)
    time.sleep(60)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where profiles are made; short, because sockets lie in it."""
    with tempfile.TemporaryDirectory(prefix="t") as made:
        monkeypatch.setattr(tempfile, "tempdir", made)
        monkeypatch.setenv("TMPDIR", made)
        yield Path(made)


def programs_of(group: int) -> dict[int, str]:
    """The processes of a group, with their names."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            name, _, rest = (entry / "stat").read_text().partition("(")[2].rpartition(")")
        except OSError:
            continue
        state, _, its_group = rest.split()[:3]
        if int(its_group) == group and state not in "ZX":
            found[int(entry.name)] = name
    return found


def ports_of(pids: set[int]) -> list[str]:
    """The ports that processes listen on."""
    inodes = {
        line.split()[9]: line.split()[1]
        for table in ("/proc/net/tcp", "/proc/net/tcp6")
        for line in Path(table).read_text().splitlines()[1:]
        if line.split()[3] == LISTENING
    }
    open_files = [
        str(entry.readlink())
        for pid in pids
        if Path(f"/proc/{pid}/fd").is_dir()
        for entry in Path(f"/proc/{pid}/fd").iterdir()
        if entry.is_symlink()
    ]
    return [place for inode, place in inodes.items() if f"socket:[{inode}]" in open_files]


@needs_proc
@pytest.mark.browser
def test_no_port_is_open_while_there_is_a_page() -> None:
    files = {"index.html": b"<!doctype html><title>T</title><p>Here"}
    with (
        Server(files, name="site") as server,
        Session(reach=Reach.of(server)) as session,
    ):
        session.open(server.url())
        running = programs_of(os.getpgid(session.browser_pid))
        assert len(running) > 2
        assert not [name for name in running.values() if "driver" in name]
        assert ports_of(set(running)) == []
    # What the test looks with does see a port.
    with Server({}) as server:
        assert [place for place in ports_of({os.getpid()}) if place.endswith(f"{server.port:04X}")]


@needs_proc
@pytest.mark.browser
def test_no_page_is_loaded_that_nobody_asked_for() -> None:
    with Session() as session:
        session.open("about:blank")
        every = session.cdp("Target.getTargets", {"filter": [{}]})["targetInfos"]
    pages = {(one["type"], one["url"]) for one in every}
    assert pages == {("page", "about:blank"), ("tab", "about:blank")}


@pytest.mark.browser
def test_a_browser_ends_with_the_process_that_started_it(folder: Path) -> None:
    started = subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, cwd=ROOT, env={**os.environ}
    )
    assert started.stdout is not None
    with started.stdout:
        group = os.getpgid(int(started.stdout.readline()))
    assert programs_of(group)
    started.kill()
    started.wait()
    end = time.monotonic() + 30
    while programs_of(group) and time.monotonic() < end:
        time.sleep(0.1)
    assert programs_of(group) == {}
    # The next run clears away what it could not.
    (left,) = folder.iterdir()
    os.utime(left, (0, 0))
    sweep()
    assert list(folder.iterdir()) == []


@needs_proc
def test_a_program_that_was_left_is_ended(folder: Path) -> None:
    left = folder / "curbcut-browser-left"
    left.mkdir()
    program = subprocess.Popen(["sleep", "60"], env={**os.environ, "TMPDIR": str(left)})
    other = subprocess.Popen(["sleep", "60"])
    try:
        os.utime(left, (0, 0))
        sweep()
        assert program.wait(10) == -signal.SIGKILL
        assert not left.exists()
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()
        program.kill()
        program.wait()


def test_what_is_in_use_or_new_is_left_alone(folder: Path) -> None:
    profile = Profile()
    os.utime(profile.folder, (0, 0))
    new = folder / "curbcut-browser-new"
    new.mkdir()
    link = folder / "curbcut-browser-link"
    link.symlink_to(folder / "elsewhere")
    sweep()
    assert profile.folder.is_dir()
    assert new.is_dir()
    assert link.is_symlink()
    profile.remove()
    assert not profile.folder.exists()


@pytest.fixture
def ends() -> Iterator[tuple[Pipe, int, int]]:
    """A pipe, and the browser's two ends of it."""
    reading, answers = os.pipe()
    commands, writing = os.pipe()
    pipe = Pipe(reading, writing, before=b'{"id"')
    yield pipe, commands, answers
    os.close(commands)
    pipe.close()


def test_messages_in_pieces(ends: tuple[Pipe, int, int]) -> None:
    pipe, commands, answers = ends
    os.write(answers, b":1}\0{}")
    assert pipe.receive(1) == '{"id":1}'
    assert pipe.receive(0.01) is None
    os.write(answers, "\0é\0".encode())
    assert [pipe.receive(1), pipe.receive(1)] == ["{}", "é"]
    pipe.send("é", 1)
    assert os.read(commands, 99) == "é\0".encode()
    os.close(answers)
    with pytest.raises(ChannelClosed, match="closed the connection"):
        pipe.receive(1)
    pipe.close()
    with pytest.raises(ChannelClosed, match="line is closed"):
        pipe.send("{}", 1)


def test_a_browser_that_does_not_read(ends: tuple[Pipe, int, int]) -> None:
    pipe, _, answers = ends
    os.close(answers)
    with pytest.raises(ChannelClosed, match="stopped reading"):
        pipe.send("x" * 1_000_000, 0.05)

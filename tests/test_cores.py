"""Work that is spread over the cores: its results, its order, and copies that die."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading

from curbcut.cores import LEAST, spread

THINGS = range(LEAST + 3)
EXPECTED = [str(thing).encode() for thing in THINGS]


def alone(program: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a process of its own, which has no threads as that of the tests has."""
    head = f"""
    import os, signal
    from curbcut.cores import spread
    THINGS = range({len(THINGS)})
    EXPECTED = [str(thing).encode() for thing in THINGS]
    me = os.getpid()
    """
    code = textwrap.dedent(head) + textwrap.dedent(program)
    command = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_results_are_in_order_and_of_several_processes():
    done = alone("""
    def work(thing):
        return f"{thing} {os.getpid()}".encode()

    made = [one.split() for one in spread(work, THINGS)]
    assert [one for one, _ in made] == EXPECTED
    print(len({process for _, process in made}))
    """)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == len(os.sched_getaffinity(0))


def test_what_a_copy_owes_is_done_here():
    for death in ("os.kill(os.getpid(), signal.SIGKILL)", "os._exit(0)", "raise ValueError"):
        done = alone(f"""
        def work(thing):
            if os.getpid() != me and thing > 50:
                {death}
            return str(thing).encode()

        assert spread(work, THINGS) == EXPECTED
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            print("none is left")
        """)
        assert (done.returncode, done.stdout, done.stderr) == (0, "none is left\n", "")


def test_an_error_is_raised_and_leaves_no_copy_behind():
    done = alone("""
    def work(thing):
        if os.getpid() != me:
            signal.pause()
        raise KeyError(thing)

    try:
        spread(work, THINGS)
    except KeyError:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            print("none is left")
    """)
    assert (done.returncode, done.stdout, done.stderr) == (0, "none is left\n", "")


def test_few_things_and_processes_with_threads_make_no_copies():
    def work(_thing: int) -> bytes:
        return str(os.getpid()).encode()

    me = str(os.getpid()).encode()
    assert set(spread(work, THINGS[: LEAST - 1])) == {me}
    go_on = threading.Event()
    thread = threading.Thread(target=go_on.wait)
    thread.start()
    try:
        assert set(spread(work, THINGS)) == {me}
    finally:
        go_on.set()
        thread.join()
    assert signal.getsignal(signal.SIGINT) is not signal.SIG_DFL

"""Taking over the browser's DevTools pipe from the driver that Selenium started.

A driver listens on a local port and obeys any local client, for example to start programs. The same
goes for a browser's DevTools port. Both are avoided on systems where file descriptors can be passed
to another process: the driver starts a program that passes its pipes to this process and then
becomes the browser. During start-up this process relays messages between the two. Then the driver
is ended, and the pipe stays with this process: no port is open while a page is.
"""

from __future__ import annotations

import array
import contextlib
import os
import select
import shlex
import socket
import sys
import threading
from pathlib import Path

from curbcut.browser.devtools.lines import Pipe
from curbcut.model.finding import CurbcutError

_SCRIPT = Path(__file__).parents[1] / "scripts" / "hand_over.py"
_CHUNK = 1 << 16
_NUMBERS = 4
# The maximum length of a socket's path on macOS, in bytes, including the final NUL.
_LONGEST = 104


class Handover:
    """A program for a driver to start in place of ``browser``; its files are in ``folder``.

    ``program`` is its path.
    """

    def __init__(self, folder: Path, browser: str) -> None:
        self._listener = socket.socket(socket.AF_UNIX)
        address = folder / "s"
        self._listener.bind(str(address))
        self._listener.listen(1)
        self.program = folder / "browser"
        command = [sys.executable, "-I", "-S", str(_SCRIPT), str(address), browser]
        self.program.write_text(f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n', "utf-8")
        self.program.chmod(0o700)
        self._handed: list[int] = []
        self._rest = b""
        self._stop, self._stopped = os.pipe()
        self._thread = threading.Thread(target=self._relay, name="browser-start", daemon=True)
        self._thread.start()

    @staticmethod
    def possible(folder: Path) -> bool:
        """Whether this system supports it, and programs in this folder may be run."""
        if sys.platform == "win32" or len(os.fsencode(folder / "s")) >= _LONGEST:
            return False
        # The file system may be mounted with noexec.
        return not os.statvfs(folder).f_flag & getattr(os, "ST_NOEXEC", 0)

    def take(self) -> Pipe:
        """The pipe to the browser; call it after the driver has ended.

        Raises:
            CurbcutError: when the browser was never started.
        """
        self._end()
        if len(self._handed) != _NUMBERS:
            raise CurbcutError("The browser was not started by its driver")
        reading, writing = self._handed[3], self._handed[2]
        for number in self._handed[:2]:
            os.close(number)
        self._handed = []
        return Pipe(reading, writing, self._rest)

    def close(self) -> None:
        """Close everything that was not taken; that ends a browser that was started."""
        self._end()
        for number in self._handed:
            with contextlib.suppress(OSError):
                os.close(number)
        self._handed = []

    def _end(self) -> None:
        if self._thread.is_alive():
            os.write(self._stopped, b".")
            self._thread.join()
        self._listener.close()
        for number in {self._stop, self._stopped} - {-1}:
            os.close(number)
        self._stop = self._stopped = -1

    def _relay(self) -> None:
        """Relay messages between driver and browser until the driver ends or ``_end`` is called."""
        if self._stop not in _readable(self._listener.fileno(), self._stop):
            connection, _ = self._listener.accept()
            with connection:
                size = socket.CMSG_SPACE(_NUMBERS * array.array("i").itemsize)
                _, ancillary, _, _ = connection.recvmsg(1, size)
            numbers = array.array("i")
            for _, _, data in ancillary:
                numbers.frombytes(data)
            self._handed = list(numbers)
            for number in numbers:
                # Other child processes must not inherit the pipe.
                os.set_inheritable(number, False)
        if len(self._handed) != _NUMBERS:
            return
        asked, told, to_browser, from_browser = self._handed
        with contextlib.suppress(OSError):
            while True:
                ready = _readable(asked, from_browser, self._stop)
                if from_browser in ready:
                    part = os.read(from_browser, _CHUNK)
                    # The start of a message whose rest ``Pipe`` will read.
                    self._rest = (self._rest + part).rpartition(b"\0")[2]
                    _write(told, part)
                if asked in ready:
                    part = os.read(asked, _CHUNK)
                    _write(to_browser, part)
                elif self._stop in ready:
                    return
                if not part:
                    return


def _readable(*descriptors: int) -> set[int]:
    poll = select.poll()
    for descriptor in descriptors:
        poll.register(descriptor, select.POLLIN)
    return {descriptor for descriptor, _ in poll.poll()}


def _write(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]

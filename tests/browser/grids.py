"""A Selenium Grid on this machine: a hub and nodes, each a process that can be killed."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path
from types import TracebackType

from curbcut.browser.driver.install import find_browser

QUEUE_SECONDS = 20
_START_SECONDS = 120


class Grid:
    """Runs until it is closed; ``folder`` is for its logs.

    ``queue`` is how many seconds a request for a browser waits for a free slot.
    """

    def __init__(
        self, java: str, jar: str, folder: Path, nodes: int = 2, queue: int = QUEUE_SECONDS
    ) -> None:
        self._java, self._jar, self._folder = java, jar, folder
        self._bus = [_free_port(), _free_port()]
        port = _free_port()
        self.address = f"http://127.0.0.1:{port}"
        self._processes: list[subprocess.Popen[bytes]] = []
        self._run(
            ["hub", "--port", str(port)],
            ["--session-request-timeout", str(queue), "--healthcheck-interval", "5"],
        )
        self._wait(lambda: self.busy() == [])
        self.nodes = [self.add_node() for _ in range(nodes)]
        self._wait(lambda: len(self.busy()) == nodes)

    def add_node(self) -> subprocess.Popen[bytes]:
        """A node with one slot, for the browser of this machine."""
        found = find_browser()
        options = {"goog:chromeOptions": {"binary": found.browser_path}}
        stereotype = json.dumps({"browserName": "chrome", "platformName": "linux", **options})
        return self._run(
            ["node", "--port", str(_free_port()), "--detect-drivers", "false"],
            ["--driver-configuration", "display-name=here", "max-sessions=1"],
            [f"webdriver-executable={found.driver_path}", f"stereotype={stereotype}"],
        )

    def _run(self, *words: list[str]) -> subprocess.Popen[bytes]:
        publish, subscribe = (f"tcp://127.0.0.1:{port}" for port in self._bus)
        what, *rest = words
        command = [self._java, "-Xmx256m", "-jar", self._jar, *what, "--host", "127.0.0.1"]
        command += ["--publish-events", publish, "--subscribe-events", subscribe]
        log = (self._folder / f"{what[0]}-{len(self._processes)}.log").open("wb")
        with log:
            process = subprocess.Popen(
                [*command, *(word for part in rest for word in part)],
                stdout=log,
                stderr=subprocess.STDOUT,
                # With its driver and browsers in a group of its own, so that all end with it.
                start_new_session=True,
            )
        self._processes.append(process)
        return process

    def busy(self) -> list[bool]:
        """For each node that the hub knows, whether it has a session."""
        with urllib.request.urlopen(f"{self.address}/status", timeout=10) as answer:
            nodes = json.load(answer)["value"].get("nodes")
        if nodes is None:
            raise ConnectionError("The hub is up, and does not know of any nodes yet.")
        up = [node for node in nodes if node["availability"] == "UP"]
        return [any(slot["session"] for slot in node["slots"]) for node in up]

    def _wait(self, done) -> None:
        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end:
            try:
                if done():
                    return
            except OSError:
                pass
            time.sleep(0.2)
        logs = "\n".join(p.read_text("utf-8", "replace")[-2000:] for p in self._folder.iterdir())
        self.close()
        raise AssertionError(f"The grid does not start: {logs}")

    def kill(self, node: subprocess.Popen[bytes]) -> None:
        """End a node and all that runs on it at once, as a machine that loses power."""
        os.killpg(node.pid, signal.SIGKILL)
        node.wait()

    def close(self) -> None:
        """End all of it."""
        for process in reversed(self._processes):
            if process.poll() is None:
                self.kill(process)

    def __enter__(self) -> Grid:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])

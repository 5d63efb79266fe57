"""A site behind a real web server, and requests to it."""

from __future__ import annotations

import http.client
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from curbcut.run import Options
from tests.making import page, write


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    def __getitem__(self, name: str) -> str:
        return self.headers.get(name, "")


@dataclass
class Served:
    port: int
    base: str
    out: Path

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for a path exactly as it is written, on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.putrequest(method, self.base + path, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            names = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, names, answer.read())
        finally:
            connection.close()

    def style(self) -> str:
        """The style sheet's path."""
        return "/" + next(self.out.glob("assets/site.*.css")).relative_to(self.out).as_posix()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(200):
        if process.poll() is not None:
            raise AssertionError(process.communicate()[1].decode())
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the server does not answer")


AWKWARD = (
    "/a{$HOME}.pdf", "/b{env.HOME}.pdf", "/c*.pdf", "/d$uri.pdf",
    '/e".pdf', "/f'.pdf", "/g`.pdf",
    "/h\\i.pdf", "/j{k.pdf", "/l}m.pdf", "/n[o].pdf", "/p;q.pdf",
    "/r#s.pdf", "/t%u.pdf", "/v(w).pdf",
)  # fmt: skip
"""What files can be called, and what means something to one server or another."""
GONE = "".join(f"gone {path}\n" for path in AWKWARD)

SETTINGS = """\
[site]
title = "Bicycle Help"
url = "https://example.com/{prefix}"

[security]
contact = "security@example.com"
expires = 2999-01-01

[languages.es]
[languages.ar]
"""
LONG = "Wipe the chain with a dry cloth, and oil it a little.\n\n" * 40


def make(folder: Path, prefix: str) -> Options:
    source = write(
        folder / "source",
        {
            "site.toml": SETTINGS.format(prefix=prefix),
            "addresses.txt": f"gone /tandem/\n{GONE}",
            "index.md": page("Help", "[Care](care.md), [leaflet](leaflet.pdf)\n"),
            "care.md": page(
                "Care", LONG, "redirect_from: [/old/care, /care.php, /Care, /répàrer/]\n"
            ),
            "404.md": page("Page not found", "Try the search.\n"),
            "es/404.md": page("No encontrada", "Busque.\n"),
            "leaflet.pdf": b"%PDF-1.4",
        },
    )
    return Options(
        source=source, templates=None, out=folder / (prefix or "dist"), check=False, cache=False
    )

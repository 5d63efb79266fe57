"""Passing on what two sockets say to each other, as proxies do."""

from __future__ import annotations

import selectors
import socket

CHUNK = 1 << 16
"""Bytes that are read at once."""
SILENCE = 300.0
"""Seconds without data after which a connection is given up."""


def join(one: socket.socket, other: socket.socket) -> None:
    """Pass on what each says to the other until one hangs up, or both are silent for long."""
    with selectors.DefaultSelector() as selector:
        selector.register(one, selectors.EVENT_READ, other)
        selector.register(other, selectors.EVENT_READ, one)
        while ready := selector.select(SILENCE):
            for key, _ in ready:
                data = key.fileobj.recv(CHUNK)  # type: ignore[union-attr]
                if not data:
                    return
                key.data.sendall(data)

"""What tests of several folders share."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from typing import Any

import pytest


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

"""The pytest plugin: the fixture ``assert_accessible``, with defaults from pytest's settings."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

_LEVEL = "accessible_level"
_IGNORE = "accessible_ignore"
_FAIL_ON = "accessible_fail_on"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the settings to pytest's own."""
    parser.addini(
        _LEVEL, "The level of WCAG (A, AA or AAA) up to which findings count.", default=""
    )
    parser.addini(_IGNORE, "Ids of rules that do not count.", type="args")
    parser.addini(_FAIL_ON, "The least severity that fails a test.", default="error")


@pytest.fixture(scope="session")
def assert_accessible(pytestconfig: pytest.Config) -> Callable[..., None]:
    """``curbcut.testing.assert_accessible``, with what the settings say where nothing is given."""
    from curbcut import testing

    given: dict[str, Any] = {
        "level": pytestconfig.getini(_LEVEL),
        "ignore": pytestconfig.getini(_IGNORE),
        "fail_on": pytestconfig.getini(_FAIL_ON),
    }
    return functools.partial(testing.assert_accessible, **given)

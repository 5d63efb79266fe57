"""How to log in at a site: a small file of steps, with its secrets in the environment."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from curbcut.errors import CurbcutError

_EXAMPLE = """
page = "/login"

[[step]]
fill = "#email"
with = "$HELP_USER"

[[step]]
click = "button[type=submit]"

[[step]]
wait = ".account"
"""
_NAME = re.compile(r"\$(\w+)")
_KINDS = ("fill", "click", "wait")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: ``kind`` is "fill", "click" or "wait", ``selector`` says which element.

    ``text`` is typed into it, for "fill".
    """

    kind: str
    selector: str
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Recipe:
    """The page to open, and what to do there."""

    page: str
    steps: tuple[Step, ...]


def read_recipe(path: Path, start: str, environ: Mapping[str, str] | None = None) -> Recipe:
    """Read the steps from a TOML file; its page may be relative to ``start``, the address to check.

    What is typed comes from the environment where it is written as ``$NAME``.

    Raises:
        CurbcutError: when the file cannot be read, has a key that is not known, or names what is
            not in the environment.
    """
    env = os.environ if environ is None else environ
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise CurbcutError(
            f"{path} cannot be read: {error.strerror}.", "Correct the path."
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CurbcutError(f"{path} cannot be read: {error}.", f"Write:\n{_EXAMPLE}") from error
    steps = data.get("step")
    extra = sorted(data.keys() - {"page", "step"})
    if extra or not isinstance(data.get("page"), str) or not isinstance(steps, list) or not steps:
        what = f"“{extra[0]}” is unknown" if extra else "it needs a “page” and “[[step]]” entries"
        raise CurbcutError(f"{path} is no login recipe: {what}.", f"Write:\n{_EXAMPLE}")
    return Recipe(
        urljoin(start, data["page"]),
        tuple(_step(path, number, step, env) for number, step in enumerate(steps, 1)),
    )


def _step(path: Path, number: int, step: Any, env: Mapping[str, str]) -> Step:
    where = f"{path}, step {number}"
    if not isinstance(step, dict) or not all(isinstance(value, str) for value in step.values()):
        raise CurbcutError(f"{where}: only texts can be in a step.", f"Write:\n{_EXAMPLE}")
    kinds = [kind for kind in _KINDS if kind in step]
    allowed = {kinds[0], "with"} if kinds == ["fill"] else set(kinds)
    if len(kinds) != 1 or step.keys() != allowed:
        raise CurbcutError(
            f"{where}: a step has “fill” and “with”, or “click”, or “wait”.", f"Write:\n{_EXAMPLE}"
        )
    text = step.get("with", "")
    for name in _NAME.findall(text):
        if name not in env:
            raise CurbcutError(
                f"{where}: there is no environment variable “{name}”.",
                f"Set it before the check: {name}=… curbcut check …",
            )
    return Step(kinds[0], step[kinds[0]], _NAME.sub(lambda found: env[found[1]], text))

"""The only adapter for axe-core, around axe-selenium-python.

That package injects axe-core into a page. Its ``run`` is not used: it pastes the ``repr`` of a
Python value into JavaScript, and a rejected promise becomes a time-out. Here options are sent as
JSON, errors are raised, and axe's results are reduced before they leave the browser.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import axe_selenium_python

from curbcut.browser.linker import link
from curbcut.browser.session import Session
from curbcut.model.finding import CurbcutError, Target

# Seconds. A page of 50,000 elements takes axe about as long.
_TIMEOUT = 60.0
# The most elements that are reported for one rule; ``AxeRule.total`` counts all.
_MOST_NODES = 200
_BANNER = re.compile(r"/\*!\s*axe v([0-9][^\s]*)")
VERSION = "4.14.1"
SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
"""The axe-core that comes with Curbcut; another one is used only if site.toml names it."""
BUNDLED = Path(__file__).parent / "axe_core" / "axe.min.js"
"""Copied there from its own package by the set-up or by the build of the wheel."""
_RENEW = "In a checkout, run “make site”. Where Curbcut was installed, install it again."
_PACKAGE = Path(__file__).parents[2]

type Options = dict[str, Any]


class Scripted(Protocol):
    """What axe needs of a browser: a ``Session`` has it."""

    def library(self, source: str) -> None:
        """Have a script in the page before the next ``script``."""

    def script(self, source: str, *args: object, timeout: float = ...) -> Any:
        """Run the body of a function in the page, and return its result; see ``Session.script``."""


@dataclass(frozen=True, slots=True)
class AxeCheck:
    """One of axe's checks within a rule, on one element: what it found, with its data.

    ``data`` is what the check recorded: for contrast, for example, ``contrastRatio``, ``fgColor``
    and ``bgColor``. ``related`` are the selectors of other elements involved.
    """

    id: str
    message: str
    data: Any = None
    related: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class AxeNode:
    """An element that fails a rule, or about which the rule cannot tell.

    The failed checks, of which one in ``any``, or all in ``all`` and ``none``, must be fixed.
    """

    target: Target
    impact: str
    any: tuple[AxeCheck, ...]
    all: tuple[AxeCheck, ...]
    none: tuple[AxeCheck, ...]


@dataclass(frozen=True, slots=True)
class AxeRule:
    """A rule with the elements that it reports; ``total`` is their full number."""

    id: str
    impact: str
    tags: tuple[str, ...]
    help: str
    description: str
    help_url: str
    total: int
    nodes: tuple[AxeNode, ...]


@dataclass(frozen=True, slots=True)
class AxeResult:
    """The outcome of one run; ``passes`` and ``inapplicable`` are ids of rules."""

    version: str
    violations: tuple[AxeRule, ...]
    incomplete: tuple[AxeRule, ...]
    passes: tuple[str, ...]
    inapplicable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AxeRuleInfo:
    """What axe says about one of its rules."""

    id: str
    help: str
    description: str
    help_url: str
    tags: tuple[str, ...]
    act_ids: tuple[str, ...]


class Axe:
    """An axe-core to use.

    It is the one at ``path`` if given, otherwise the pinned one that comes with Curbcut, which is
    always the same. ``source`` says which it is ("bundled", or the path); ``digest`` is its
    SHA-256.

    Raises CurbcutError if ``path`` is not axe-core, or if ours is missing or was changed.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or BUNDLED
        self.source = str(path) if path else "bundled"
        if path is None and not BUNDLED.is_file():
            raise CurbcutError("axe-core, which comes with Curbcut, is missing.", _RENEW)
        self.version = _version(self.path)
        if not self.version:
            raise CurbcutError(f"{self.path} is not axe-core", "It should be an axe.min.js.")
        # Part of the environment that results hold for.
        self.digest = hashlib.sha256(self.path.read_bytes()).hexdigest()
        if path is None and self.digest != SHA256:
            message = f"{BUNDLED} is not the axe-core {VERSION} that was published"
            raise CurbcutError(message, _RENEW)

    def prepare(self, session: Scripted) -> None:
        """Inject axe into every page that the session opens from now on; once for each session."""
        axe_selenium_python.Axe(_Library(session), str(self.path)).inject()
        session.library(link(_PACKAGE, ["checks/axe/run_axe.js"]).text)

    def run(
        self,
        session: Scripted,
        options: Mapping[str, Any] | None = None,
        context: object = None,
        *,
        timeout: float = _TIMEOUT,
    ) -> AxeResult:
        """Run axe on the open page of a prepared session, in its current state.

        ``options`` and ``context`` are those of ``axe.run``, as JSON values; see ``options`` for a
        builder. ``timeout`` is in seconds. Raises ScriptError with axe's own message if axe fails,
        and PageError if the page does.
        """
        raw = session.script(
            "return curbcutAxe.run(...arguments)",
            context,
            {**_DEFAULTS, **(options or {})},
            _MOST_NODES,
            timeout=timeout,
        )
        return AxeResult(
            version=raw["version"],
            violations=tuple(_rule(rule) for rule in raw["violations"]),
            incomplete=tuple(_rule(rule) for rule in raw["incomplete"]),
            passes=tuple(raw["passes"]),
            inapplicable=tuple(raw["inapplicable"]),
        )

    def rules(self, session: Session) -> tuple[AxeRuleInfo, ...]:
        """All rules of this axe, with its own descriptions; opens a blank page."""
        session.open("about:blank")
        return self.rules_here(session)

    def rules_here(self, page: Scripted) -> tuple[AxeRuleInfo, ...]:
        """The same, asked of the page that is open."""
        return tuple(
            AxeRuleInfo(
                id=rule["ruleId"],
                help=rule["help"],
                description=rule["description"],
                help_url=rule["helpUrl"],
                tags=tuple(rule["tags"]),
                act_ids=tuple(rule.get("actIds") or ()),
            )
            for rule in page.script("return axe.getRules()")
        )


_DEFAULTS: Options = {
    # Passing elements are not used; selectors for them would be half of the work.
    "resultTypes": ["violations", "incomplete"],
    # Style sheets and media that rules need are loaded already, or never will be: axe would wait
    # ten seconds for a missing video. In milliseconds.
    "preload": {"assets": ["cssom", "media"], "timeout": 1500},
}


def options(
    tags: Iterable[str] = (), *, enabled: Iterable[str] = (), disabled: Iterable[str] = ()
) -> Options:
    """Options for ``Axe.run``: the rules with one of ``tags``, and others switched by id."""
    rules = {rule: {"enabled": True} for rule in enabled}
    rules |= {rule: {"enabled": False} for rule in disabled}
    chosen: Options = {"rules": rules} if rules else {}
    wanted = list(tags)
    if wanted:
        chosen["runOnly"] = {"type": "tag", "values": wanted}
    return chosen


class _Library:
    """What axe-selenium-python takes for a driver: it hands over its script to be executed.

    Ours is kept by the browser and is there in each document, instead of being sent for each.
    """

    def __init__(self, session: Scripted) -> None:
        self._session = session

    def execute_script(self, script: str) -> None:
        self._session.library(script)


def _version(path: Path) -> str:
    """The version that the first line of an axe-core names, or ""."""
    try:
        with path.open(encoding="utf-8", errors="replace") as lines:
            found = _BANNER.search(lines.read(200))
    except OSError as error:
        raise CurbcutError(f"{path} cannot be read: {error.strerror}") from error
    return found.group(1) if found else ""


def _rule(raw: dict[str, Any]) -> AxeRule:
    return AxeRule(
        id=raw["id"],
        impact=raw["impact"],
        tags=tuple(raw["tags"]),
        help=raw["help"],
        description=raw["description"],
        help_url=raw["helpUrl"],
        total=raw["total"],
        nodes=tuple(_node(node) for node in raw["nodes"]),
    )


def _node(raw: dict[str, Any]) -> AxeNode:
    return AxeNode(
        target=Target(
            selector=tuple(raw["selector"]),
            html=raw["html"],
            tag=raw["tag"],
            ordinal=raw["ordinal"],
            path=tuple((name, ordinal) for name, ordinal in raw["path"]),
        ),
        impact=raw["impact"],
        any=_checks(raw["any"]),
        all=_checks(raw["all"]),
        none=_checks(raw["none"]),
    )


def _checks(raw: list[dict[str, Any]]) -> tuple[AxeCheck, ...]:
    return tuple(
        AxeCheck(
            id=check["id"],
            message=check["message"],
            data=check["data"],
            related=tuple(tuple(selector) for selector in check["related"]),
        )
        for check in raw
    )

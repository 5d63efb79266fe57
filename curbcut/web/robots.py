"""The rules of a site's robots.txt (RFC 9309), with wildcards and precedence of longer rules.

Python's own parser supports neither, so it would fetch pages that must be skipped, and skip some
that an “Allow” permits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

MOST = 500 << 10
"""The most bytes of the file that are read (RFC 9309, section 2.5)."""
_LINE = re.compile(r"\s*([A-Za-z-]+)\s*:\s*([^#]*)")


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for one crawler.

    ``paths`` are patterns and whether they allow; ``delay`` is in seconds.
    """

    paths: tuple[tuple[str, bool], ...] = ()
    delay: float = 0.0

    def allow(self, address: str) -> bool:
        """Whether the page at an address may be fetched."""
        parts = urlsplit(address)
        path = _plain(parts.path or "/") + (f"?{_plain(parts.query)}" if parts.query else "")
        # The longest pattern wins; of two equally long ones, the one that allows.
        fitting = [(len(one), allows) for one, allows in self.paths if _fits(one, path)]
        return max(fitting, default=(0, True))[1]


def read_robots(data: bytes, agent: str) -> Robots:
    """The rules for ``agent`` in a robots.txt: those that name it, otherwise those for all."""
    named: list[tuple[str, str]] = []
    general: list[tuple[str, str]] = []
    found = has_named = False
    agents: list[str] = []
    lines = re.split(r"\r\n|[\r\n]", data[:MOST].decode("utf-8-sig", "replace"))
    for line in lines if len(data) <= MOST else lines[:-1]:
        match = _LINE.match(line)
        if not match:
            continue
        key, value = match[1].lower(), match[2].strip()
        if key == "user-agent":
            agents = [*([] if found else agents), value.lower()]
            found = False
            continue
        if key not in ("allow", "disallow", "crawl-delay"):
            continue
        found = True
        if _names(agents, agent):
            has_named = True
            named.append((key, value))
        elif "*" in agents:
            general.append((key, value))
    rules = named if has_named else general
    paths = [(_plain(value), key == "allow") for key, value in rules if key != "crawl-delay"]
    delays = [_seconds(value) for key, value in rules if key == "crawl-delay"]
    return Robots(tuple((path, allows) for path, allows in paths if path), max(delays, default=0.0))


def _names(agents: list[str], agent: str) -> bool:
    """Whether one of the names is that of a crawler; a version behind it does not count."""
    return any(re.match(r"[a-z_-]*", name)[0] == agent for name in agents)  # type: ignore[index]


def _seconds(value: str) -> float:
    return float(value) if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", value) else 0.0


def _plain(path: str) -> str:
    """A path in the one spelling that two of them are compared in."""
    return quote(
        unquote(path, errors="surrogateescape"), safe="/*$?&=;:@!~,+", errors="surrogateescape"
    )


def _fits(pattern: str, path: str) -> bool:
    """Whether a path begins as a pattern says; “*” is anything, “$” at its end is the path's end.

    Each part is looked for once, so that no pattern takes long.
    """
    whole = pattern.endswith("$")
    first, *further = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    last = further.pop() if whole and further else None
    for part in further:
        at = path.find(part, at)
        if at < 0:
            return False
        at += len(part)
    if last is not None:
        return len(path) - len(last) >= at and path.endswith(last)
    return not whole or at == len(path)

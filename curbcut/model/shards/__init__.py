"""A share of the pages of a check, for several machines that each check one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from curbcut.model.facts import PageFacts
from curbcut.model.finding import CurbcutError, Environment, Evaluation, Finding, Rule

_WORDS = re.compile(r"([0-9]{1,6})/([0-9]{1,6})")


@dataclass(frozen=True, slots=True)
class Shard:
    """The ``number``-th of ``of`` shares, from 1."""

    number: int
    of: int

    @classmethod
    def parse(cls, words: str) -> Self:
        """The share that "3/8" names.

        Raises:
            CurbcutError: when it names none.
        """
        found = _WORDS.fullmatch(words)
        shard = cls(int(found[1]), int(found[2])) if found else None
        if shard is None or not 1 <= shard.number <= shard.of:
            raise CurbcutError(
                f"“{words}” names no shard.", "Write the third of eight as --shard 3/8."
            )
        return shard

    def holds(self, page: str) -> bool:
        """Whether a page is in this share.

        By the digest of its address alone: a page stays in its share when others come and go, and
        with it what the machine of that share has cached.
        """
        digest = hashlib.sha256(page.encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(digest[:8], "big") % self.of == self.number - 1

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"


@dataclass(frozen=True, slots=True)
class Part:
    """What a browser found on the pages of a share, before anything was made of it.

    ``target`` is the folder that was checked, "" for the site itself. ``site`` is the digest of all
    that was checked and of the settings, ``pages`` how many pages all shares have together;
    ``stopped`` says that the run was interrupted.
    """

    target: str
    site: str
    pages: int
    environment: Environment
    rules: tuple[Rule, ...]
    findings: tuple[Finding, ...]
    evaluations: Sequence[Evaluation]
    facts: tuple[PageFacts, ...]
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class ShardResult:
    """What the report of a shard carries for ``report --merge``.

    ``code`` is the digest of the Curbcut that made it, ``today`` the day of the run (ISO 8601),
    ``seconds`` how long it took.
    """

    shard: Shard
    code: str
    today: str
    seconds: float
    parts: tuple[Part, ...]


type Parts = Mapping[str, tuple[Part, ...]]
"""What all shards found, by target."""

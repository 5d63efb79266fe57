"""The cached proof that this machine's browser finds known problems.

It is valid for the same browser, axe-core, checks and machine; ``canary`` makes it.
"""

from __future__ import annotations

import datetime as dt
import platform
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from curbcut.browser.driver.install import Installation, find_browser
from curbcut.cache import Cache, digest_of

SECONDS = 3600.0
"""How long a proof is valid: about as long as somebody works on a page in one sitting. Whatever
breaks meanwhile (fonts, memory, drivers) is noticed within the hour."""
_BOOT = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class Proof:
    """A successful proof. ``made`` is its time in seconds since 1970."""

    made: float

    @property
    def words(self) -> str:
        """The time as reports show it, "2026-11-28T14:50:12Z"."""
        return dt.datetime.fromtimestamp(self.made, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Proofs:
    """The cached proof for ``tools`` (the digest of browser, axe-core and checks) on this machine.

    None is cached for a Selenium ``grid``, because the next session may be on any of its nodes.
    """

    def __init__(self, cache: Cache, tools: str, grid: str) -> None:
        self._cache = cache
        self._key = "" if grid else digest_of(("proof", tools, *_machine(find_browser())))

    def find(self) -> Proof | None:
        """A proof that is still valid, or None."""
        proof = self._cache.get(self._key, Proof) if self._key else None
        # Turning the clock back must not extend a proof.
        return proof if proof and 0 <= time.time() - proof.made < SECONDS else None

    def keep(self) -> None:
        """Cache a proof made just now."""
        if self._key:
            self._cache.put(self._key, Proof(time.time()))


def _machine(browser: Installation) -> list[str]:
    """What identifies this machine since its last boot, with its browser and driver."""
    names = [platform.node(), platform.platform(), ""]
    with suppress(OSError):
        names[-1] = _BOOT.read_text("ascii")
    for program in (browser.browser_path, browser.driver_path):
        path = Path(program)
        with suppress(OSError):
            path = path.resolve(strict=True)
            status = path.stat()
            names += [str(path), str(status.st_size), str(status.st_mtime_ns)]
    return names

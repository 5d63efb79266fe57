"""The proof that the browser of this machine sees what it should, kept for a while.

It holds for the same browser, axe-core, checks and machine (see ``canary`` for how it is made).
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
"""How long a proof holds: as long as somebody works on a page in one go. What could go wrong with a
browser in between (fonts, memory, drivers of the machine) is tried again in the next hour."""
_BOOT = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class Proof:
    """``made`` is when it was made, in seconds since 1970."""

    made: float

    @property
    def words(self) -> str:
        """The same as reports have it, "2026-11-28T14:50:12Z"."""
        return dt.datetime.fromtimestamp(self.made, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Proofs:
    """The proof of ``tools`` (the digest of browser, axe-core and checks) on this machine.

    That of a Selenium ``grid`` is not kept: nobody knows which of its nodes comes next.
    """

    def __init__(self, cache: Cache, tools: str, grid: str) -> None:
        self._cache = cache
        self._key = "" if grid else digest_of(("proof", tools, *_machine(find_browser())))

    def find(self) -> Proof | None:
        """One that still holds."""
        proof = self._cache.get(self._key, Proof) if self._key else None
        # A clock that was put back is no reason to trust for longer.
        return proof if proof and 0 <= time.time() - proof.made < SECONDS else None

    def keep(self) -> None:
        """Note that it was proved just now."""
        if self._key:
            self._cache.put(self._key, Proof(time.time()))


def _machine(browser: Installation) -> list[str]:
    """What tells this machine, since it was started, and its programs from others."""
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

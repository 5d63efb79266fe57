"""Debian's packages, where this is Debian and we may install them."""

from __future__ import annotations

import functools
import os
import shutil

from setup.commands import reason, run, say

LOCK_SECONDS = 120
APT = ("apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=%d" % LOCK_SECONDS)


POLICY = "/usr/sbin/policy-rc.d"
QUIETLY = """
if [ ! -e %s ]; then
  trap 'rm -f %s' EXIT
  printf '#!/bin/sh\\nexit 101\\n' >%s && chmod 755 %s
fi
"$@"
""" % ((POLICY,) * 4)
"""Runs a command while services are forbidden to start, in the way that Debian has for it."""


@functools.lru_cache(maxsize=None)
def privilege() -> tuple[str, ...] | None:
    """Return what goes before a command so that it may install packages; None if nothing helps."""
    if not shutil.which("apt-get") or os.environ.get("CURBCUT_APT") == "no":
        return None
    if os.geteuid() == 0:
        return ("env",)
    if shutil.which("sudo") and run(["sudo", "-n", "true"], timeout=15).ok:
        return ("sudo", "-n", "env")
    return None


def can_install() -> bool:
    """Say whether packages can be installed here without asking anybody."""
    return privilege() is not None


def is_ubuntu() -> bool:
    """Say whether this is Ubuntu or a child of it, whose `chromium` is not a Debian package."""
    try:
        with open("/etc/os-release", encoding="utf-8") as file:
            return "ubuntu" in file.read().lower()
    except OSError:
        return False


def install(packages: list[str], what: str, start: bool = True) -> bool:
    """Install packages, and say so; tell whether it worked, and if not why.

    Without `start`, services that a package brings are not started.
    """
    before = privilege()
    if before is None:
        return False
    say("installing %s with apt: %s" % (what, " ".join(packages)))
    apt = [*before, "DEBIAN_FRONTEND=noninteractive", *APT]
    updated = run([*apt, "update"], timeout=600)
    command = [*apt, "install", "--no-install-recommends", *packages]
    done = run(command if start else [*before, "sh", "-c", QUIETLY, "sh", *command], timeout=1800)
    if not done.ok:
        cause = updated if not updated.ok else done
        say("apt could not install %s: %s" % (what, reason(cause.output)))
    return done.ok

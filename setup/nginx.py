"""The web server that a test publishes to; only `make test` wants it, and can do without."""

from __future__ import annotations

import time

from setup import debian
from setup.commands import say
from setup.stamps import nginx_path


def provide() -> dict:
    """Install nginx where apt can, without starting it; return what the stamp is to hold of it."""
    if debian.can_install():
        debian.install(["nginx-light"], "a web server for the tests", start=False)
    if nginx_path():
        return {}
    say("no nginx here; the tests that publish to one are skipped")
    return {"failed_at": time.time()}

"""The web servers that tests publish to; only `make test` wants them, and can do without."""

from __future__ import annotations

import time

from setup import debian
from setup.commands import say
from setup.stamps import missing_servers

PACKAGES = {"nginx": "nginx-light", "caddy": "caddy"}


def provide() -> dict:
    """Install what apt can, without starting it; return what the stamp is to hold of it."""
    if debian.can_install():
        packages = [PACKAGES[name] for name in missing_servers()]
        debian.install(packages, "web servers for the tests", start=False)
    missing = missing_servers()
    if missing:
        say("no %s here; the tests that publish to it are skipped" % " and no ".join(missing))
    return {"failed_at": time.time()} if missing else {}

"""Renewing the lock files; they name versions and hashes, and no host."""

from __future__ import annotations

import os
import shutil
import tempfile

from setup.commands import CannotPrepare, Outcome, reason, run, say
from setup.pythons import obtain_uv
from setup.stamps import ROOT

LOCKS = (
    ("pyproject.toml", "requirements.txt"),
    ("requirements-dev.in", "requirements-dev.txt"),
    ("setup/uv.in", "setup/uv.txt"),
    ("setup/npm.in", "setup/npm.txt"),
    ("bench/peers/requirements.in", "bench/peers/requirements.txt"),
)
COMPILE = (
    *("pip", "compile", "--quiet", "--no-config", "--system-certs", "--universal"),
    *("--python-version", "3.12", "--generate-hashes", "--no-emit-find-links"),
    *("--no-emit-index-url", "--custom-compile-command", "make lock"),
)


def renew(options: list[str]) -> None:
    """Write every lock file anew; `options` go to `uv pip compile`.

    Raises:
        CannotPrepare: uv could not be had, or the requirements cannot be met.
    """
    with tempfile.TemporaryDirectory(prefix="curbcut-") as folder:
        uv = obtain_uv(folder)
        if isinstance(uv, Outcome):
            raise CannotPrepare("uv could not be had: " + reason(uv.output))
        for source, target in LOCKS:
            say("locking %s" % target)
            done = run([uv, *COMPILE, *options, source, "--output-file", target], 600, ROOT)
            if not done.ok:
                raise CannotPrepare("%s could not be locked: %s" % (source, done.output.strip()))
    npm = shutil.which("npm")
    if npm is None:
        say("no npm here; package-lock.json stays as it is")
        return
    say("locking package-lock.json")
    done = run([npm, "install", "--package-lock-only"], 300, ROOT)
    if not done.ok:
        raise CannotPrepare("package.json could not be locked: " + reason(done.output))
    with open(os.path.join(ROOT, "package-lock.json"), encoding="utf-8") as file:
        if '"resolved"' in file.read():
            raise CannotPrepare("package-lock.json names a host; make it again with npm 8 or newer")

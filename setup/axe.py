"""A newer axe-core than the bundled one, through npm where npm is at hand."""

from __future__ import annotations

import os
import shutil
import time

from setup.commands import reason, run, say
from setup.stamps import AXE, ROOT, digest

NPM_OPTIONS = ("--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1")
INSTEAD = "the one bundled with axe-selenium-python is used"


def provide() -> dict:
    """Install the locked axe-core; return what the stamp is to hold of it.

    Curbcut can do without: a failure is said once, and tried again after a day.
    """
    stamp = {"digest": digest("package-lock.json")}
    npm = shutil.which("npm")
    if npm is None:
        say("no npm here, so no newer axe-core; %s" % INSTEAD)
        return {**stamp, "failed_at": time.time()}
    done = run([npm, "ci", *NPM_OPTIONS], timeout=300, cwd=ROOT)
    if done.ok and os.path.exists(AXE):
        return stamp
    say("npm could not bring axe-core (%s); %s" % (reason(done.output), INSTEAD))
    return {**stamp, "failed_at": time.time()}

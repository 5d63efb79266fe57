"""`python build.py …` is `curbcut …`, run by the Python that `make site` has prepared."""

import importlib.util
import os
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
TELLTALES = ("axe_selenium_python", "markdown_it", "msgspec", "tinycss2")


def main():
    """Run the command line here, or in the prepared environment where this Python will not do."""
    if sys.version_info >= (3, 12) and all(map(importlib.util.find_spec, TELLTALES)):
        from curbcut.cli import main as run

        run()
    python = os.path.join(VENV, "bin", "python")
    if os.access(python, os.X_OK) and os.path.realpath(sys.prefix) != os.path.realpath(VENV):
        os.execv(python, [python, os.path.abspath(__file__)] + sys.argv[1:])
    print("Curbcut is not set up here: run `make site` first.", file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    main()

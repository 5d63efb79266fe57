"""`python build.py …` is `curbcut …`, run by the Python that `make site` has prepared."""

import importlib.util
import os
import runpy
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


def package(name):
    """Run the packaging tool that `python -m build` means, and that this file stands in front of.

    With -m, Python looks for modules in the current folder first, so in a checkout it finds us.
    """
    sys.path[:] = [path for path in sys.path if os.path.abspath(path) != ROOT]
    if importlib.util.find_spec(name) is None:
        print("The packaging tool is missing: python -m pip install build", file=sys.stderr)
        sys.exit(2)
    sys.modules.pop(name, None)
    runpy.run_module(name, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    found = globals()["__spec__"]  # None where this file is run by its path
    if found:
        package(found.name)
    else:
        main()

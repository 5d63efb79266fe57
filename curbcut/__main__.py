"""`python -m curbcut …` is `curbcut …`. Older Pythons must be able to parse it to be refused."""

import sys

if sys.version_info < (3, 12):  # noqa: UP036 (a checkout may be run by any)
    found = ".".join(map(str, sys.version_info[:2]))
    sys.exit("Curbcut needs Python 3.12 or newer, and this is Python " + found + ".")

from curbcut.cli import main

if __name__ == "__main__":
    main()

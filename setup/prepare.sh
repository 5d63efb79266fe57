#!/bin/sh
# Prepares what is missing for one goal: sh setup/prepare.sh site|test|lint, or renews the lock files.
# Says nothing and costs a few hundredths of a second when nothing is missing.
cd "$(dirname "$0")/.." || exit 2

if [ "$1" != lock ] && .venv/bin/python -I -S setup/stamps.py "$1" 2>/dev/null; then
  exit 0
fi

# Any Python 3 may run the set-up itself. Each is tried, because a pyenv shim or Apple's stub can
# be on PATH without a Python behind it.
for python in "$CURBCUT_PYTHON" python3 python python3.14 python3.13 python3.12 \
  /opt/homebrew/bin/python3 /usr/local/bin/python3 /usr/bin/python3 \
  "${PYENV_ROOT:-$HOME/.pyenv}"/versions/*/bin/python; do
  if [ -n "$python" ] &&
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 8))' </dev/null >/dev/null 2>&1; then
    exec "$python" -E -s -B -m setup.prepare "$@"
  fi
done

echo "Curbcut cannot be set up: there is no working Python 3 on this machine; install Python 3.12" \
  "or newer (Debian, Ubuntu: apt install python3-venv; macOS: brew install python) and try again." >&2
exit 2

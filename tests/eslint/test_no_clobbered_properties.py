"""The rule that ESLint has from us, tried out by ESLint itself."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_clobbered_properties_are_forbidden():
    node = shutil.which("node")
    if node is None or not (ROOT / "node_modules" / "eslint").exists():
        pytest.skip("`make lint` brings what this needs")
    done = subprocess.run(
        [node, "eslint/no-clobbered-properties.test.mjs"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr

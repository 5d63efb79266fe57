"""Curbcut's software bill of materials: CycloneDX 1.6 in JSON.

It lists the installed packages that Curbcut needs, directly or indirectly, and axe-core, which is
not a Python package.
"""

from __future__ import annotations

import importlib.metadata as installed
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from curbcut import __version__
from curbcut.checks.axe.adapter import SHA256, VERSION

_PROJECT = Path(__file__).parents[1] / "pyproject.toml"


def sbom() -> str:
    """The bill of materials of this installation.

    It contains no time and no machine, so the same installation always gives the same text.
    """
    ours = f"pkg:pypi/curbcut@{__version__}"
    axe = f"pkg:npm/axe-core@{VERSION}"
    packages: dict[str, dict[str, Any]] = {}
    needs: dict[str, list[str]] = {ours: [axe], axe: []}
    for parent, found in _needed(ours, _requirements()):
        reference = _reference(found)
        needs.setdefault(parent, []).append(reference)
        needs.setdefault(reference, [])
        packages[reference] = _component(found)
    packages[axe] = {
        "type": "library",
        "bom-ref": axe,
        "name": "axe-core",
        "version": VERSION,
        "hashes": [{"alg": "SHA-256", "content": SHA256}],
        "licenses": [{"license": {"id": "MPL-2.0"}}],
        "purl": axe,
    }
    made = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": ours,
                "name": "curbcut",
                "version": __version__,
                "licenses": [{"license": {"id": "MIT"}}],
                "purl": ours,
            }
        },
        "components": [packages[reference] for reference in sorted(packages)],
        "dependencies": [
            {"ref": reference, "dependsOn": sorted(set(others))}
            for reference, others in sorted(needs.items())
        ],
    }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _requirements() -> list[str]:
    """What Curbcut itself needs, also where it runs from a checkout and is not installed."""
    if _PROJECT.is_file():
        return list(tomllib.loads(_PROJECT.read_text("utf-8"))["project"]["dependencies"])
    return installed.requires("curbcut") or []


def _needed(
    parent: str, requirements: list[str], extras: frozenset[str] = frozenset({""})
) -> Iterator[tuple[str, installed.Distribution]]:
    """Each installed package with what needs it, through all levels."""
    queue = [(parent, requirement, extras) for requirement in requirements]
    seen = set()
    while queue:
        above, text, chosen = queue.pop()
        wanted = Requirement(text)
        marker = wanted.marker
        if marker and not any(marker.evaluate({"extra": extra}) for extra in chosen):
            continue
        try:
            found = installed.distribution(wanted.name)
        except installed.PackageNotFoundError:
            continue
        yield above, found
        key = (found.metadata["Name"], frozenset(wanted.extras))
        if key not in seen:
            seen.add(key)
            own = frozenset({"", *wanted.extras})
            queue += [(_reference(found), further, own) for further in found.requires or ()]


def _reference(found: installed.Distribution) -> str:
    return f"pkg:pypi/{canonicalize_name(found.metadata['Name'])}@{quote(found.version)}"


def _component(found: installed.Distribution) -> dict[str, Any]:
    about = found.metadata
    component: dict[str, Any] = {
        "type": "library",
        "bom-ref": _reference(found),
        "name": about["Name"],
        "version": found.version,
        "purl": _reference(found),
    }
    expression = about.get("License-Expression")
    words = (about.get("License") or "").strip().partition("\n")[0]
    if expression:
        component["licenses"] = [{"expression": expression}]
    elif words:
        component["licenses"] = [{"license": {"name": words}}]
    return component

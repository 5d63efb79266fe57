"""The bill of materials is one by the standard's own schema, and complete."""

from __future__ import annotations

import json

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from curbcut.sbom import sbom


def test_it_is_cyclonedx():
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(sbom()) is None


def test_it_has_everything_and_is_always_the_same():
    made = json.loads(sbom())
    names = {component["name"].lower() for component in made["components"]}
    assert {"selenium", "axe-core", "pagefind", "numpy", "markdown-it-py"} <= names
    assert "hypothesis" not in names
    references = {component["bom-ref"] for component in made["components"]}
    for entry in made["dependencies"]:
        assert set(entry["dependsOn"]) <= references
    assert sbom() == sbom()

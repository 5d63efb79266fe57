"""The JSON Schemas of front matter and of site.toml agree with what the build accepts."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest
import yaml

from curbcut.commands.schema import SCHEMAS, schema
from curbcut.config.reading import TABLES
from curbcut.content.front_matter import read_front_matter
from curbcut.model.front_matter import FrontMatter
from curbcut.model.source import SourceFile

ROOT = Path(__file__).parents[2]
FRONT_MATTER = [
    ("title: A", True),
    ("title: A\nkind: policy\nversion: '2'\neffective: '2026-01-01'", True),
    ("title: A\nredirect_from: [/old/, /older/]", True),
    ("title: ''", False),
    ("description: A", True),
    ("title: A\ntitel: B", False),
    ("title: A\norder: first", False),
    ("title: A\nslug: a/b", False),
    ("title: A\nreview_every: sometimes", False),
    ("title: A\nkind: novel", False),
]


def valid(name, value):
    validator = jsonschema.Draft202012Validator(json.loads(schema(name)))
    return validator.is_valid(value)


@pytest.mark.parametrize("name", SCHEMAS)
def test_is_a_schema(name):
    jsonschema.Draft202012Validator.check_schema(json.loads(schema(name)))
    command = [sys.executable, "-m", "curbcut", "schema", name]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == schema(
        name
    )


@pytest.mark.parametrize(("text", "good"), FRONT_MATTER)
def test_front_matter(text, good):
    assert valid("front-matter", yaml.safe_load(text)) == good
    source = SourceFile("a.md", f"---\n{text}\n---\n\n# A heading as the title\n", "")
    _, _, findings = read_front_matter(source)
    assert (not findings) == good


def test_every_setting_is_described():
    site = json.loads(schema("site"))
    assert site["$defs"].keys() >= {table.__name__ for table in TABLES.values()}
    described = {
        f"{table} {key}": entry.get("description", "")
        for table, shape in site["$defs"].items()
        for key, entry in shape["properties"].items()
    }
    assert len(described) > 40
    assert [key for key, text in described.items() if not text.endswith(".")] == []


def test_every_key_is_described():
    properties = json.loads(schema("front-matter"))["properties"]
    assert set(properties) == set(FrontMatter.__struct_fields__)
    assert all(entry["description"].endswith(".") for entry in properties.values())


def test_pages_of_the_flagship():
    pages = [*(ROOT / "site_src").rglob("*.md")]
    assert pages
    for page in pages:
        front = yaml.load(page.read_text().split("---\n")[1], yaml.BaseLoader)
        front |= {key: int(front[key]) for key in ("order",) if key in front}
        front |= {key: front[key] == "true" for key in ("draft", "glossary") if key in front}
        assert valid("front-matter", front), page
    assert valid("site", tomllib.loads((ROOT / "site_src" / "site.toml").read_text()))


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ('[site]\ntitle = "A"\n[languages.es]\ntitle = "B"', True),
        ('[site]\ntitel = "A"', False),
        ('[sites]\ntitle = "A"', False),
        ("[check]\npage_timeout = 1", False),
        ("[languages.es]\nlanguage = 1", False),
    ],
)
def test_site(text, good):
    assert valid("site", tomllib.loads(text)) == good

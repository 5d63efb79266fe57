"""The json report is what its published JSON Schema says, and the schema leaves nothing out."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from curbcut.commands.check_pages import check_targets
from curbcut.commands.lint import lint
from curbcut.reports.json import report_json, schema_text
from curbcut.run import Options
from tests.making import HOME, write
from tests.reports.awkward import EMPTY, RESULT

SCHEMA = json.loads(schema_text())


def strict(schema):
    """The same schema, which refuses keys that it does not name."""
    schema = copy.deepcopy(schema)
    parts = [schema]
    while parts:
        part = parts.pop()
        if isinstance(part, dict):
            if "properties" in part:
                part["additionalProperties"] = False
            parts += part.values()
        elif isinstance(part, list):
            parts += part
    return schema


VALID = jsonschema.Draft202012Validator(strict(SCHEMA))


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("result", [RESULT, EMPTY], ids=["awkward", "empty"])
def test_awkward_reports_are_valid(result):
    VALID.validate(json.loads(report_json(result)))


def test_a_report_of_lint_is_valid(tmp_path):
    wrong = "\n[click here](gone.md) and ![image](a.png)\n\n**Bold line**\n\nText.\n"
    source = write(tmp_path, {"index.md": HOME + wrong})
    report = json.loads(report_json(lint(Options(source=source, templates=None))))
    assert len(report["findings"]) > 2
    VALID.validate(report)


@pytest.mark.browser
def test_a_report_of_a_folder_is_valid():
    folder = Path(__file__).parent.parent / "triage" / "renamed"
    report = json.loads(report_json(check_targets([str(folder)], Options(jobs=1))))
    assert {"failed", "cantTell"} <= {finding["outcome"] for finding in report["findings"]}
    VALID.validate(report)


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("schema",), 1),
        (("summary", "pages"), "3"),
        (("findings", 0, "severity"), "advice"),
        (("findings", 0, "outcome"), "passed"),
        (("findings", 0, "source"), {"path": "a.md"}),
        (("findings", 0, "target"), "#x"),
        (("findings", 0, "advice"), "x"),
        (("evaluations", 0, "outcome"), "ok"),
    ],
)
def test_what_is_no_such_report_is_refused(where, value):
    report = json.loads(report_json(RESULT))
    part = report
    for key in where[:-1]:
        part = part[key]
    part[where[-1]] = value
    assert not VALID.is_valid(report)


def test_a_later_report_with_more_keys_is_still_valid():
    report = json.loads(report_json(RESULT))
    report["findings"][0]["added_later"] = 1
    jsonschema.Draft202012Validator(SCHEMA).validate(report)


def test_the_command_prints_it():
    told = subprocess.run(
        [sys.executable, "-m", "curbcut", "schema"], capture_output=True, text=True, check=True
    )
    assert told.stdout == schema_text()

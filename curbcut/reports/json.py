"""The json report: the contract that other programs rely on (schema 2)."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from curbcut.characters import MISLEADING
from curbcut.model.finding import Finding, RunResult
from curbcut.model.source import Span
from curbcut.model.wcag import level_of
from curbcut.reports.summary import question_of, shown_excerpt, summarise, unchecked

SCHEMA = 2
"""The version of the shape that report.schema.json describes."""


def report_json(result: RunResult) -> str:
    """The whole result as one JSON document with a line feed at its end."""
    environment, left = result.environment, unchecked(result)
    document = {
        "schema": SCHEMA,
        "environment": {
            "curbcut": environment.curbcut,
            "axe": environment.axe,
            "axe_source": environment.axe_source,
            "browser": environment.browser,
            "driver": environment.driver,
            "states": list(environment.states),
            "cached_pages": environment.cached,
            "proof": environment.proof,
        },
        "summary": summarise(result),
        "roots": list(result.roots),
        "pages": [
            {"page": path, "checked": result.checked and path not in left} for path in result.pages
        ],
        "findings": [finding_as_dict(finding) for finding in result.findings],
        "evaluations": [
            {
                "rule": evaluation.rule,
                "page": evaluation.page,
                "state": evaluation.state,
                "outcome": str(evaluation.outcome),
            }
            for evaluation in result.evaluations
        ],
    }
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    # Words of foreign pages come to terminals in this form as well; escaped they are the same.
    text = MISLEADING.sub(lambda found: json.dumps(found[0])[1:-1], text)
    # Half a character, which scripts of a page can put into a text, is none that can be written.
    return text.encode("utf-8", "replace").decode()


def schema_text() -> str:
    """The JSON Schema of the report, as it is published in the package."""
    return (files("curbcut.reports") / "report.schema.json").read_text("utf-8")


_EXCERPT = 2000
"""Characters of a source line that a report holds; with a long line many findings would repeat it
over and over."""


def finding_as_dict(finding: Finding) -> dict[str, Any]:
    """A finding in the contract's shape."""
    rule, target = finding.rule, finding.target
    return {
        "rule": rule.id,
        "criteria": list(rule.criteria),
        "level": level_of(rule.criteria),
        "outcome": str(finding.outcome),
        "severity": str(rule.severity),
        "blocking": finding.blocking,
        "page": finding.page,
        "also_on": list(finding.also_on),
        "source": _place(finding.span),
        "excerpt": shown_excerpt(finding, _EXCERPT)[0],
        "target": list(target.selector) if target else [],
        "html": target.html if target else "",
        "states": list(finding.states),
        "message": finding.message,
        "why": rule.why,
        "fix": rule.fix,
        "question": question_of(finding),
        "help_url": rule.help_url,
        "related": [_place(span) for span in finding.related],
        "suppressed": finding.suppressed,
        "fingerprint": finding.fingerprint,
    }


def _place(span: Span | None) -> dict[str, Any] | None:
    if span is None:
        return None
    return {
        "path": span.path,
        "line": span.line,
        "end_line": span.end_line,
        "column": span.column,
    }

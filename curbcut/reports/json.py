"""The json report: a contract with other programs (schema 2)."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from curbcut.characters import MISLEADING
from curbcut.model.finding import Finding, RunResult
from curbcut.model.source import Span
from curbcut.model.wcag import level_of
from curbcut.reports.shards import shard_as_dict
from curbcut.reports.summary import fix_of, question_of, shown_excerpt, summarise, unchecked

SCHEMA = 2
"""The version of the format that report.schema.json describes."""


def report_json(result: RunResult) -> str:
    """The whole result as one JSON document that ends in a line feed."""
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
            "grid": environment.grid,
            "cached_pages": environment.cached,
            "proof": environment.proof,
            "narrowed": list(result.narrowed),
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
    text = json.dumps(document, ensure_ascii=False, indent=1)
    if result.shard is not None:
        # In one line, and in ASCII, so that it can be read as it was written.
        shard = json.dumps(shard_as_dict(result.shard), separators=(",", ":"))
        text = f'{text.removesuffix("\n}")},\n "shard": {shard}\n}}'
    text += "\n"
    # This also reaches terminals with text of foreign pages, so control characters are escaped.
    text = MISLEADING.sub(lambda found: json.dumps(found[0])[1:-1], text)
    # Lone surrogates, which scripts of a page can put into text, cannot be encoded.
    return text.encode("utf-8", "replace").decode()


def schema_text() -> str:
    """The JSON Schema of the report, as published in the package."""
    return (files("curbcut.reports") / "report.schema.json").read_text("utf-8")


_EXCERPT = 2000
"""The most characters of a source line in a report: many findings would repeat a long line."""


def finding_as_dict(finding: Finding) -> dict[str, Any]:
    """A finding in the format of the contract."""
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
        "fix": fix_of(finding),
        "question": question_of(finding),
        "help_url": rule.help_url,
        "related": [_place(span) for span in finding.related],
        "suppressed": finding.suppressed,
        "fingerprint": finding.fingerprint,
        "alike": [
            {
                "source": _place(other.span),
                "target": list(other.target.selector) if other.target else [],
                "html": other.target.html if other.target else "",
                "message": other.message,
                "fingerprint": other.fingerprint,
            }
            for other in finding.alike
        ],
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

"""What a rule checks, who is affected and how to fix it, as text."""

from __future__ import annotations

import textwrap

from curbcut.model.finding import Rule
from curbcut.model.wcag import criterion, understanding_url


def explanation(rule: Rule) -> str:
    """What a rule is about, for a terminal: some 90 columns wide, without colour."""

    def block(title: str, text: str) -> list[str]:
        return [f"{title}:", textwrap.indent(textwrap.fill(text, 84), "  "), ""] if text else []

    lines = [rule.id, textwrap.fill(rule.summary, 88), ""]
    lines += block("Who is affected", rule.why)
    lines += block("How to fix it", rule.fix)
    lines += block("How we check it", rule.how)
    lines += block("Limitations", rule.limits)
    lines += block("Question for the reviewer", rule.question)
    lines += block("Where the threshold comes from", rule.source)
    for wrong, right in rule.examples[:1]:
        place = f" in {rule.examples_of}" if rule.examples_of else ""
        lines += [f"Incorrect{place}:", textwrap.indent(wrong, "  "), ""]
        lines += ["Correct:", textwrap.indent(right, "  "), ""]
    for number in rule.criteria:
        entry = criterion(number)
        lines.append(f"WCAG 2.2: {number} {entry.name} (level {entry.level})")
        lines.append(f"  {understanding_url(number)}")
    effect = "keeps the site from being published" if rule.severity == "error" else "is reported"
    lines.append(f"Severity: {rule.severity}; a failure {effect}.")
    if rule.fixable:
        lines.append("Fixable: “curbcut lint --fix” fixes it in Markdown where it is certain.")
    if rule.help_url:
        lines.append(f"More: {rule.help_url}")
    return "\n".join(lines)

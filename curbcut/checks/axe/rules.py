"""axe-core's rules as rules of ours: which run, in which states, and with which texts.

Texts and choices are in rules.toml; axe's own descriptions fill in the rest.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from curbcut.browser.states import CHECKED
from curbcut.checks.axe.adapter import Axe, AxeNode, AxeRule, AxeRuleInfo, Scripted
from curbcut.checks.page.forms.labels import NOT_IN_NAME
from curbcut.checks.source.headings import SKIPPED
from curbcut.model.finding import Outcome, Problem, Rule, Severity

TAGS = frozenset(
    {"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"}
)
PREFIX = "axe/"

REPORTED_AS: Mapping[str, Rule] = {
    "heading-order": SKIPPED,
    "label-content-name-mismatch": NOT_IN_NAME,
}
"""axe's rules that find the same as one of ours; they are reported under our id."""

_BY_AXE = "By axe-core."

ALL_RULES = "light"
"""The state that runs all of axe's rules."""

BY_STATE: dict[str, frozenset[str]] = {
    # Colours, and so legibility and contrast, depend on the colour scheme.
    "dark": frozenset({"color-contrast", "link-in-text-block"}),
    # A narrow window moves, hides and shows content: what is covered, small, scrolls or is hidden.
    "narrow": frozenset(
        {
            "aria-hidden-focus",
            "color-contrast",
            "link-in-text-block",
            "nested-interactive",
            "scrollable-region-focusable",
            "target-size",
        }
    ),
}
"""The rules for other states: only those whose outcome can differ from the light state's."""
_LIKE = {state.id: state.like for state in CHECKED if state.like}


@dataclass(frozen=True, slots=True)
class AxeRules:
    """The rules that run. ``rules`` are ours by axe's id; ``asks`` are those that only ask."""

    rules: dict[str, Rule]
    asks: frozenset[str]

    def for_state(self, state: str) -> tuple[str, ...]:
        """Our ids for the rules that run in a state."""
        return tuple(self.rules[name].id for name in self.names_for(state))

    def names_for(self, state: str) -> tuple[str, ...]:
        """The ids that axe has for the rules that run in a state."""
        state = _LIKE.get(state, state)
        if state == ALL_RULES:
            return tuple(self.rules)
        wanted = BY_STATE.get(state, frozenset())
        return tuple(name for name in self.rules if name in wanted)

    def evaluate(
        self, axe: Axe, session: Scripted, names: Iterable[str]
    ) -> Iterator[tuple[Rule, Outcome, list[Problem]]]:
        """Run rules on the open page, by axe's ids or ours, and yield their outcomes and problems.

        Raises:
            ScriptError: when axe fails.
        """
        by_id = {rule.id: name for name, rule in self.rules.items()}
        ids = [by_id.get(name, name) for name in names]
        options = {"runOnly": {"type": "rule", "values": ids}}
        result = axe.run(session, options)
        problems: dict[str, list[Problem]] = {name: [] for name in ids}
        outcomes = dict.fromkeys(ids, Outcome.INAPPLICABLE)
        outcomes |= {name: Outcome.PASSED for name in result.passes if name in outcomes}
        for outcome, entries in (
            (Outcome.CANT_TELL, result.incomplete),
            (Outcome.FAILED, result.violations),
        ):
            for entry in entries:
                if entry.id not in outcomes:
                    continue
                here = Outcome.CANT_TELL if entry.id in self.asks else outcome
                outcomes[entry.id] = here
                problems[entry.id] += self._problems(entry, here)
        for name in ids:
            yield self.rules[name], outcomes[name], problems[name]

    def _problems(self, entry: AxeRule, outcome: Outcome) -> Iterator[Problem]:
        rule = self.rules[entry.id]
        for node in entry.nodes:
            yield Problem(rule.id, _message(entry, node, outcome), node.target, outcome)
        if entry.total > len(entry.nodes):
            more = entry.total - len(entry.nodes)
            yield Problem(rule.id, f"{more} more of the same on this page", outcome=outcome)


@cache
def words() -> dict[str, dict[str, Any]]:
    """The tables of rules.toml by axe's rule id."""
    path = Path(__file__).with_name("rules.toml")
    return tomllib.loads(path.read_text("utf-8"))


def choose(infos: Iterable[AxeRuleInfo]) -> AxeRules:
    """Choose the rules that run from those that axe has."""
    rules: dict[str, Rule] = {}
    table = words()
    for info in sorted(infos, key=lambda entry: entry.id):
        ours = table.get(info.id, {})
        if not ours.get("enabled", bool(TAGS.intersection(info.tags))):
            continue
        if info.id in REPORTED_AS:
            rules[info.id] = REPORTED_AS[info.id]
            continue
        criteria = ours.get("criteria", criteria_of(info.tags))
        severity = ours.get("severity", "error" if criteria_of(info.tags) else "warning")
        rules[info.id] = Rule(
            id=PREFIX + info.id,
            summary=info.help,
            why=ours.get("why", ""),
            fix=ours.get("fix", ""),
            criteria=tuple(criteria),
            severity=Severity(severity),
            help_url=info.help_url.partition("?")[0],
            question=ours.get("question", ""),
            how=ours.get("how", _BY_AXE),
        )
    asks = frozenset(name for name in rules if table.get(name, {}).get("ask"))
    return AxeRules(rules, asks)


def static_rules() -> tuple[Rule, ...]:
    """The rules as far as known without a browser, for ``rules`` and ``explain``."""
    return tuple(
        Rule(
            id=PREFIX + name,
            summary=name.replace("-", " ").capitalize() + " (axe-core)",
            why=ours["why"],
            fix=ours["fix"],
            criteria=tuple(ours.get("criteria", ())),
            severity=Severity(ours["severity"]),
            question=ours.get("question", ""),
            how=ours.get("how", _BY_AXE),
            help_url=f"https://dequeuniversity.com/rules/axe/4.14/{name}",
        )
        for name, ours in words().items()
        if ours.get("enabled", True) and name not in REPORTED_AS
    )


def criteria_of(tags: Iterable[str]) -> tuple[str, ...]:
    """The criteria of axe's tags: "wcag143" and "wcag1410" are 1.4.3 and 1.4.10."""
    numbers = [tag[4:] for tag in tags if tag.startswith("wcag") and tag[4:].isdigit()]
    return tuple(f"{n[0]}.{n[1]}.{n[2:]}" for n in numbers if len(n) >= 3)


def _message(entry: AxeRule, node: AxeNode, outcome: Outcome) -> str:
    if entry.id == "color-contrast" and (contrast := _contrast(node)):
        return contrast
    checks = [*node.all, *node.none, *node.any]
    detail = checks[0].message.strip() if checks else ""
    if len(checks) > 1 and not (node.all or node.none):
        detail = ""  # one of several fixes is enough; the rule's own text names the best
    text = entry.help if outcome is not Outcome.CANT_TELL else f"To be decided: {entry.help}"
    return f"{text} ({detail[0].lower()}{detail[1:]})" if detail else text


def _contrast(node: AxeNode) -> str:
    for check in node.any:
        data = check.data
        if isinstance(data, dict) and data.get("contrastRatio"):
            return (
                f"The contrast of the text is {data['contrastRatio']}:1;"
                f" {data.get('expectedContrastRatio', '4.5:1')} is needed"
                f" ({data.get('fgColor')} on {data.get('bgColor')})"
            )
    return ""

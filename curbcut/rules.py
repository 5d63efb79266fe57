"""All rules, for ``rules``, ``explain`` and the documentation."""

from __future__ import annotations

from curbcut import config
from curbcut.checks import first_load
from curbcut.checks import page as page_checks
from curbcut.checks import site as site_checks
from curbcut.checks import source as source_checks
from curbcut.checks.axe import rules as axe_rules
from curbcut.checks.runner import loading
from curbcut.content import front_matter_rules, markdown
from curbcut.content.sources import discover
from curbcut.model.finding import Rule
from curbcut.render.machine import well_known
from curbcut.render.theming import brand, environment, languages
from curbcut.site import (
    addresses,
    link_rules,
    pictures,
    redirects,
    routes,
    strays,
    versions,
)
from curbcut.triage import suppressions

_HOMES = (
    *(config, discover, front_matter_rules, markdown, routes, link_rules, versions, redirects),
    *(addresses, pictures, strays),
    *(brand, environment, languages, well_known, suppressions, first_load),
)


def all_rules() -> tuple[Rule, ...]:
    """Every rule of Curbcut's own and every rule of axe-core that is switched on, by id."""
    rules: dict[str, Rule] = {}
    homes = (*_HOMES, source_checks, site_checks, page_checks, loading)
    for rule in (*(rule for home in homes for rule in home.RULES), *axe_rules.static_rules()):
        if rule.id in rules and rules[rule.id] is not rule:
            raise AssertionError(f"two rules are called {rule.id}")
        rules[rule.id] = rule
    return tuple(rules[key] for key in sorted(rules))

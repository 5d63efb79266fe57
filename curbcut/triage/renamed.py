"""Rules that have another id now: old answers, suppressions and links to rules still hold."""

from __future__ import annotations

from collections.abc import Mapping

RENAMED: Mapping[str, tuple[str, ...]] = {
    "abbreviation-never-expanded": ("abbreviation-unexpanded",),
    "axe/heading-order": ("heading-skipped",),
    "axe/label-content-name-mismatch": ("visible-label-not-in-name",),
    "heading-fake": ("heading-bold",),
    "heading-repeated": ("heading-duplicate",),
    "heading-words-vague": ("heading-vague",),
    "image-alternative-meaningless": ("image-alt-placeholder", "image-alt-file-name"),
    "image-alternative-repeated": ("image-alt-repeats",),
    "instruction-by-sense": ("sensory-instruction", "position-instruction"),
    "language-of-part-script": ("script-unmarked",),
    "link-fragment-missing": ("anchor-broken",),
    "link-target-missing": ("link-broken",),
    "link-words-vague": ("link-text-vague",),
    "links-same-words-different-destinations": ("link-text-repeated",),
    "list-fake": ("list-typed",),
    "picture-of-characters": ("ascii-art", "emoji-run"),
    "table-fake": ("table-typed",),
    "text-speaks-of-colour": ("colour-only",),
    "text-typed-in-capitals": ("all-capitals",),
    "word-with-blanks": ("letters-spaced",),
}
"""Former ids and their current ones; the rule that has taken over most of it comes first."""

_FORMER: dict[str, tuple[str, ...]] = {}
for _old, _new in RENAMED.items():
    for _id in _new:
        _FORMER[_id] = (*_FORMER.get(_id, ()), _old)


def current_ids(rule: str) -> tuple[str, ...]:
    """The current ids of a rule: its own, unless it was renamed."""
    return RENAMED.get(rule, (rule,))


def former_ids(rule: str) -> tuple[str, ...]:
    """The ids that a rule, or rules that were merged into it, had before."""
    return _FORMER.get(rule, ())

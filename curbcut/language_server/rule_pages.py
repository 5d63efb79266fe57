"""What a rule is about, as Markdown for an editor, and where its page is."""

from __future__ import annotations

from curbcut.model.finding import Rule

_PAGES = "https://github.com/curbcut/curbcut/blob/main/docs/rules"


def rule_page(rule: Rule) -> str:
    """The address of the page of a rule."""
    name = "axe" if rule.id.startswith("axe/") else rule.id
    return f"{_PAGES}/{name}.md"


def explained(rule: Rule) -> str:
    """What a rule checks, who is affected, how to fix it, and one mistake with its correction."""
    parts = [
        f"**{rule.summary}** ([{rule.id}]({rule_page(rule)}))",
        rule.why,
        f"**How to fix it:** {rule.fix}",
    ]
    for wrong, right in rule.examples[:1]:
        language = "toml" if rule.examples_of.endswith(".toml") else "markdown"
        parts += ["Incorrect:", _fenced(wrong, language), "Correct:", _fenced(right, language)]
    return "\n\n".join(filter(None, parts))


def _fenced(text: str, language: str) -> str:
    """Text as a block of code, whatever backticks are in it."""
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}{language}\n{text}\n{fence}"

"""Make docs/rules/ and docs/criteria.md from the rules themselves: `make docs`.

Each page has the text of the rule, and the pairs that it gives: a mistake, and its fix.
`--check` writes nothing and fails where a file is not what it should be.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

from curbcut import words
from curbcut.checks.axe import rules as axe_rules
from curbcut.checks.runner.canary import proved
from curbcut.model.finding import Rule
from curbcut.model.wcag import CRITERIA, criterion, understanding_url
from curbcut.rules import all_rules
from curbcut.triage.renamed import former_ids
from curbcut.words.patterns import PATTERNS

HERE = Path(__file__).parent
DOCS = HERE.parent / "docs"
NOTE = "<!-- Made by manual/make_rules.py out of the rules; do not edit. -->"
_LISTS = [
    "language",
    "links",
    "headings",
    "images",
    "senses",
    "plain",
    "abbreviations",
    "dates",
    "callouts",
]


def pages() -> dict[str, str]:
    """Every file, by its path inside docs/."""
    rules = all_rules()
    made = {f"rules/{rule.id}.md": rule_page(rule) for rule in rules if "/" not in rule.id}
    made["rules/axe.md"] = axe_page([rule for rule in rules if rule.id.startswith("axe/")])
    made["rules/index.md"] = index_page(rules)
    made["criteria.md"] = criteria_page(rules)
    made["words.md"] = words_page()
    return made


def rule_page(rule: Rule) -> str:
    """The documentation of one rule."""
    parts = [f"# {rule.id}", NOTE, f"{rule.summary}."]
    for title, text in (
        ("Who is affected", rule.why),
        ("How to fix it", rule.fix),
        ("How we test it", rule.how),
        ("Limitations", rule.limits),
        ("Question for the reviewer", rule.question),
        ("Where the threshold comes from", rule.source),
    ):
        if text:
            parts += [f"## {title}", _escape(text)]
    parts += pairs(rule)
    facts = [f"* Severity: {rule.severity}"]
    if rule.fixable:
        facts.append("* Fixable: `curbcut lint --fix` fixes it in Markdown where it is certain")
    if former := former_ids(rule.id):
        facts.append(f"* Former ids: {', '.join(f'`{name}`' for name in former)}")
    for number in rule.criteria:
        entry = criterion(number)
        address = understanding_url(number)
        facts.append(f"* WCAG 2.2: [{number} {entry.name}]({address}) (level {entry.level})")
    parts += ["## Facts", "\n".join(facts)]
    return "\n\n".join(parts) + "\n"


def pairs(rule: Rule) -> list[str]:
    """The mistake and the same thing fixed, as the rule itself gives them."""
    parts = []
    place = [f"In `{rule.examples_of}`:"] if rule.examples_of else []
    for number, (wrong, right) in enumerate(rule.examples, 1):
        form = _form(rule, wrong)
        which = f", example {number}" if len(rule.examples) > 1 else ""
        parts += [f"## Incorrect{which}", *place, _fenced(wrong, form)]
        parts += [f"## Correct{which}", *place, _fenced(right, form)]
    return parts


def _form(rule: Rule, example: str) -> str:
    """The language that a block of code names."""
    if rule.examples_of:
        return {".toml": "toml", ".txt": "text"}.get(Path(rule.examples_of).suffix, "markdown")
    return "html" if example.lstrip().startswith("<") else "markdown"


def _fenced(text: str, form: str) -> str:
    return f"````{form}\n{text}\n````"


def _escape(text: str) -> str:
    """Text in which no character means anything to Markdown."""
    text = re.sub(r"\{\w+\}", "…", text)
    parts = re.split(r"(https://\w[^\s,;]*\w/?)", text)
    parts[1::2] = [f"[{_name(address)}]({address})" for address in parts[1::2]]
    parts[::2] = [_plain(part) for part in parts[::2]]
    return "".join(parts)


def _name(address: str) -> str:
    """What a link to an address is called: the name of its page."""
    name = re.sub(r"\.html$", "", address.rstrip("/")).rpartition("/")[2]
    kind = "technique " if "/Techniques/" in address else ""
    return f"{kind}{name.lstrip('#').replace('-', ' ')} at w3.org"


def _plain(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>|~^={}]|:(?=\w)|(?<=\$)\$)", r"\\\1", text)


def axe_page(rules: list[Rule]) -> str:
    """All rules of axe-core on one page."""
    table = axe_rules.words()
    lines = [
        "# Rules of axe-core",
        NOTE,
        "Who is affected, in which states each rule runs besides light colours, and why it is on or"
        " off where that differs from axe-core’s default.",
        "| rule | severity | criteria | also in | who is affected | note |",
    ]
    rows = ["| --- | --- | --- | --- | --- | --- |"]
    for rule in rules:
        name = rule.id.removeprefix("axe/")
        states = [s for s, names in axe_rules.BY_STATE.items() if name in names]
        cells = (
            f"[{name}]({rule.help_url})",
            str(rule.severity),
            " ".join(rule.criteria) or "–",
            ", ".join(states) or "–",
            _escape(rule.why),
            _escape(table.get(name, {}).get("note", "")),
        )
        rows.append(f"| {' | '.join(cells)} |")
    off = [name for name, ours in sorted(table.items()) if ours.get("enabled") is False]
    lines[-1] = "\n".join([lines[-1], *rows])
    lines += [
        "## Reported under a rule of Curbcut’s own",
        "\n".join(
            f"* `{name}`: [{rule.id}]({rule.id}.md)" for name, rule in axe_rules.REPORTED_AS.items()
        ),
        "## Switched off",
        "\n".join(f"* `{name}`: {_escape(table[name].get('note', ''))}" for name in off),
    ]
    return "\n\n".join(lines) + "\n"


def index_page(rules: tuple[Rule, ...]) -> str:
    """All rules in one table."""
    rows = ["| rule | severity | criteria | what |", "| --- | --- | --- | --- |"]
    for rule in rules:
        if rule.id.startswith("axe/"):
            continue
        numbers = " ".join(rule.criteria) or "–"
        rows.append(f"| [{rule.id}]({rule.id}.md) | {rule.severity} | {numbers} | {rule.summary} |")
    head = (
        f"# Rules\n\n{NOTE}\n\nCurbcut’s own {len(rows) - 2} rules. The rules of axe-core"
        " have [their own page](axe.md)."
    )
    return head + "\n\n" + "\n".join(rows) + "\n"


def criteria_page(rules: tuple[Rule, ...]) -> str:
    """For each criterion of levels A and AA: what checks it, and what is left to a person."""
    table = tomllib.loads((HERE / "criteria.toml").read_text("utf-8"))
    heads = ("criterion", "level", "by axe-core", "by Curbcut", "ruled out by the Markdown")
    rows = [f"| {' | '.join((*heads, 'left to people'))} |", "| --- " * (len(heads) + 1) + "|"]
    for entry in CRITERIA:
        if entry.level not in ("A", "AA"):
            continue
        mine = [rule for rule in rules if entry.number in rule.criteria]
        axe = len([rule for rule in mine if rule.id.startswith("axe/")])
        own = ", ".join(
            f"[{rule.id}](rules/{rule.id}.md)" for rule in mine if not rule.id.startswith("axe/")
        )
        note = table.get(entry.number, {})
        rows.append(
            f"| [{entry.number} {entry.name}]({understanding_url(entry.number)}) | {entry.level}"
            f" | {f'{axe} rules' if axe > 1 else '1 rule' if axe else '–'} | {own or '–'}"
            f" | {note.get('profile', '–')} | {note.get('people', '–')} |"
        )
    text = (
        "What checks each of the 55 success criteria of WCAG 2.2 at levels A and AA. No row claims"
        " that a criterion is met: a machine finds failures, and asks where it cannot tell."
    )
    return f"# Criteria\n\n{NOTE}\n\n{text}\n\n" + "\n".join(rows) + "\n"


def words_page() -> str:
    """What each language has in its file of words."""
    known = words.tables()
    lists = [name for name in _LISTS if any(name in data for data in known.values())]
    heads = ["code", *lists, "patterns"]
    rows = [f"| {' | '.join(heads)} |", "| --- " * len(heads) + "|"]
    for code, data in known.items():
        marks = ["yes" if name in data else "–" for name in lists]
        count = len(data.get("patterns", {}))
        rows.append(f"| {code} | {' | '.join(marks)} | {count} of {len(PATTERNS)} |")
    patterns = ["| pattern | what it finds | languages |", "| --- | --- | --- |"]
    for name, meaning in PATTERNS.items():
        codes = (code for code, data in known.items() if name in data.get("patterns", {}))
        patterns.append(f"| `{name}` | {meaning} | {', '.join(codes)} |")
    parts = [
        "# Words",
        NOTE,
        "The words that checks look for, in `curbcut/words/`, one file for each language. The lists"
        " serve text in their own language: where a language has none, the checks of words do not"
        " run, and the page says so (`words-unchecked`). The patterns serve pages in any language."
        " To add a language, write its file; no code is needed.",
        "\n".join(rows),
        "\n".join(patterns),
    ]
    return "\n\n".join(parts) + "\n"


def readme() -> str:
    """README.md with the count of rules that each run proves first."""
    text = (HERE.parent / "README.md").read_text("utf-8")
    count, all_of_them = proved()
    now = f"<!-- proved -->{count} of the {all_of_them}<!-- -->"
    return re.sub(r"<!-- proved -->.*?<!-- -->", now, text)


def main(check: bool) -> int:
    """Write the files, or compare them; returns how many are not up to date."""
    made = {**pages(), "../README.md": readme()}
    known = {p.relative_to(DOCS).as_posix() for p in (DOCS / "rules").glob("*.md")}
    stale = sorted(known - set(made))
    for name, text in made.items():
        path = DOCS / name
        if not path.is_file() or path.read_text("utf-8") != text:
            stale.append(name)
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
    if not check:
        for name in known - set(made):
            (DOCS / name).unlink()
        return 0
    for name in stale:
        sys.stderr.write(f"docs/{name} is not what the rules say; run make docs\n")
    return len(stale)


if __name__ == "__main__":
    sys.exit(1 if main("--check" in sys.argv) else 0)

"""Front matter: YAML between two lines of dashes, validated key by key with line-exact findings."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, get_origin, get_type_hints

import yaml

from curbcut.content.first_heading import first_heading
from curbcut.content.foreign_keys import instead_of
from curbcut.content.front_matter_rules import (
    DUPLICATE,
    MISSING,
    POLICY,
    QUOTES,
    SYNTAX,
    TYPE,
    UNKNOWN,
)
from curbcut.content.yaml_mistakes import cut_off, explained
from curbcut.model import kinds
from curbcut.model.finding import Finding, Rule
from curbcut.model.front_matter import FrontMatter, Meta
from curbcut.model.source import SourceFile, Span
from curbcut.schema import Mistake, in_yaml, validate

_FENCE = re.compile(r"---[ \t]*\n(?P<yaml>.*?)(?:^---[ \t]*(?:\n|\Z))", re.S | re.M)
_ALMOST = re.compile(
    r"(?P<empty>\s*\n)?(?P<open>[-–—]{1,3}|\+{3})[ \t]*\n(?P<yaml>[\w-]+[ \t]*[:=].*?)"
    r"^(?P<close>[-–—]{1,3}|\+{3})[ \t]*(?:\n|\Z)",
    re.S | re.M,
)
"""Front matter whose lines of dashes were changed by autocorrection, or that begins too late."""


def read_front_matter(source: SourceFile, inside: str = "") -> tuple[Meta, int, list[Finding]]:
    """Split the front matter off a page; ``inside`` is its path in the source folder.

    Returns:
        The validated keys (with a title made from the file name if there is none, so that the rest
        of the page can still be checked), the line number of the body's first line, and findings.
    """
    findings: list[Finding] = []
    match = _FENCE.match(source.text)
    if match is None and (match := _ALMOST.match(source.text)):
        findings.append(_almost(match, source.path))
        if match["open"] == "+++":  # Hugo's and Zola's; what is in it was said with it
            body_line = source.text.count("\n", 0, match.end()) + 1
            return Meta(title=_title_from(source.path)), body_line, findings
    elif match is None and source.text.startswith("---"):
        span = Span(source.path, 1, 1)
        last = re.match(r"---[ \t]*\n((?:[\w-]+[ \t]*:.*\n)+)", source.text)
        below = last[1].rstrip().rpartition("\n")[2].strip() if last else "the last “key: value”"
        fix = (
            f"Write “---” on a line of its own below “{below}”."
            if last
            else (f"Write “---” on a line of its own below {below}.")
        )
        findings.append(Finding(SYNTAX, "The front matter is never closed", span=span, fix=fix))
        return Meta(title=_title_from(source.path)), 1, findings
    behind = match.end() if match else 0
    first = source.text.count("\n", 0, match.start("yaml")) + 1 if match else 1
    body_line = source.text.count("\n", 0, behind) + 1
    values, spans = _read_yaml(match["yaml"] if match else "", source.path, first, findings)
    good, mistakes = validate(values, FrontMatter, "the front matter", in_yaml)
    mistakes = [_known_elsewhere(one, values, inside or source.path) for one in mistakes]
    whole = Span(source.path, 1, max(1, body_line - 1))
    title = " ".join(good.get("title", "").split())
    heading = None if "title" in values else first_heading(source.text[behind:], body_line)
    if heading:
        title, body_line = heading.title, heading.end
        mistakes = [mistake for mistake in mistakes if mistake.key != "title"]
        spans["title"] = Span(source.path, heading.line, heading.end - 1, heading.column)
    advice = _title_advice(source, bool(match))
    title_fix = f"Write “title: {_title_from(source.path)}”"
    findings += _judged(mistakes, findings, spans, whole, advice, title_fix)
    meta = Meta(**good | {"title": title or _title_from(source.path)}, spans=spans)
    if meta.kind == kinds.POLICY.id and "effective" not in values:
        findings.append(Finding(POLICY, POLICY.summary, span=spans.get("kind", whole)))
    return meta, body_line, findings


def _judged(
    mistakes: Sequence[Mistake],
    before: Sequence[Finding],
    spans: Mapping[str, Span],
    whole: Span,
    advice: str,
    title_fix: str,
) -> list[Finding]:
    """The mistakes in keys as findings, without those that follow from others."""
    by_kind = {"unknown": UNKNOWN, "type": TYPE, "missing": MISSING}
    reported = {finding.span for finding in before if finding.rule is QUOTES}
    unreadable = any(finding.rule is SYNTAX for finding in before)
    misspelt = any("“title: " in one.fix for one in mistakes if one.kind == "unknown")
    findings = []
    for mistake in mistakes:
        if mistake.kind == "missing" and (unreadable or misspelt):
            continue
        span = spans.get(mistake.key, whole)
        message, fix = mistake.message, mistake.fix
        if mistake.kind == "type" and mistake.key == "title" and "such as" in fix:
            fix = title_fix
        if mistake.kind == "missing":
            message, fix = "The page has no title", advice
        if span not in reported:
            findings.append(Finding(by_kind[mistake.kind], message, span=span, fix=fix))
    return findings


def _known_elsewhere(mistake: Mistake, values: Mapping[str, Any], path: str) -> Mistake:
    """A mistake, with better advice if its key is one of another tool."""
    if mistake.kind != "unknown":
        return mistake
    page = re.sub(r"(^|/)index$", "", path.removesuffix(".md")).strip("/")
    address = f"/{page}/" if page else "/"
    value = values[mistake.key]
    message, fix = instead_of(mistake.key, value, frozenset(values), address)
    return Mistake(mistake.key, mistake.kind, message, fix) if message else mistake


def _almost(match: re.Match[str], path: str) -> Finding:
    """What is wrong with lines of dashes that are not quite those of front matter."""
    at, message, fix = 0, "Empty lines are above the front matter", "Remove them."
    for name, verb in (("close", "ends"), ("open", "begins")):
        if match[name] != "---":
            at = match.start(name)
            message = f"The front matter {verb} with “{match[name]}” instead of three hyphens"
            fix = "Write “---”"
    if match["open"] == "+++":
        message = "The front matter is TOML, between two “+++”; Curbcut reads YAML"
        fix = _in_yaml(match["yaml"])
    line = match.string.count("\n", 0, at) + 1
    return Finding(SYNTAX, message, span=Span(path, line, line), fix=fix)


def _in_yaml(text: str) -> str:
    """What to type for front matter in TOML."""
    try:
        lines = [in_yaml(key, value) for key, value in tomllib.loads(text).items()]
    except tomllib.TOMLDecodeError:
        lines = ["title: …"]
    written = ", ".join(f"“{line}”" for line in lines)
    return f"Write “---”, {written} and “---”, each on a line of its own."


def _title_advice(source: SourceFile, has_front_matter: bool) -> str:
    """What to type where a page has no title."""
    if later := re.search(r"^# +\S.*", source.text, re.M):
        line = source.text.count("\n", 0, later.start()) + 1
        return f"Move “{later[0].strip()}” from line {line} to the beginning of the text."
    title = _title_from(source.path) if source.path != "<stdin>" else "Opening hours"
    if has_front_matter:
        return f"Write “title: {title}” in the front matter, or “# {title}” below it."
    return f"Write “# {title}” on the first line, with the words that name the page."


def _read_yaml(
    text: str, path: str, offset: int, findings: list[Finding]
) -> tuple[dict[str, Any], dict[str, Span]]:
    """The values of YAML whose first line is line ``offset`` of the file, and where they are."""
    values: dict[str, Any] = {}
    spans: dict[str, Span] = {}
    lines = text.split("\n")

    def wrong(rule: Rule, message: str, span: Span, *related: Span, fix: str = "") -> None:
        findings.append(Finding(rule, message, span=span, related=related, fix=fix))

    def span_of(node: yaml.Node, end: yaml.Node | None = None) -> Span:
        start = node.start_mark
        last = (end or node).end_mark
        # A value that ends at the start of a line ends on the line before.
        last_line = last.line - (1 if last.column == 0 and last.line > start.line else 0)
        return Span(path, start.line + offset, last_line + offset, start.column + 1)

    for key_node, value_node in _entries(text.translate(_LINE_ENDS), path, offset, findings):
        if not isinstance(key_node, yaml.ScalarNode):
            wrong(SYNTAX, _SHAPE, span_of(key_node))
            continue
        key = str(key_node.value)
        if key in spans:
            here, before = span_of(key_node), spans[key]
            fix = f"Remove line {here.line} or line {before.line}."
            wrong(DUPLICATE, f"“{key}” appears twice", here, before, fix=fix)
            continue
        spans[key] = span_of(key_node, value_node)
        try:
            value = _value_of(key, value_node)
        except (yaml.YAMLError, RecursionError) as error:
            problem = getattr(error, "problem", None) or str(error)
            what, _ = explained(problem, lines[key_node.start_mark.line])
            wrong(TYPE, f"“{key}” cannot be read: {what}", spans[key])
            continue
        if key in _TEXTS and isinstance(value_node, yaml.ScalarNode):
            found = cut_off(lines[key_node.start_mark.line], value_node.value)
            if found:
                wrong(QUOTES, found[0], spans[key], fix=found[1])
        # A key without a value ("description:") is the same as one that is left out.
        if value is not None or key == "title" or key not in FrontMatter.__struct_fields__:
            values[key] = "" if value is None else value
    return values, spans


_FROM_CONTEXT = re.compile("end of stream|could not find expected ':'|expected ',' or")
_SHAPE = "The front matter should be lines of “key: value”"


def _entries(
    text: str, path: str, offset: int, findings: list[Finding]
) -> list[tuple[yaml.Node, yaml.Node]]:
    """The keys and values of the front matter, or a finding that says why there are none."""

    def wrong(message: str, line: int, column: int = 1, fix: str = "") -> None:
        span = Span(path, line + offset, line + offset, column)
        findings.append(Finding(SYNTAX, message, span=span, fix=fix))

    def unreadable(problem: str, line: int, column: int = 1) -> None:
        lines = text.split("\n")
        what, fix = explained(problem, lines[line] if line < len(lines) else "")
        wrong(f"The front matter cannot be read: {what}", line, column, fix)

    try:
        if refused := _refused(text):
            wrong(*refused)
            return []
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if error.context_mark and _FROM_CONTEXT.search(error.problem or ""):
            mark = error.context_mark  # where it began; the problem is where the text ends
        unreadable(
            error.problem or error.context or "",
            mark.line if mark else 0,
            mark.column + 1 if mark else 1,
        )
        return []
    except yaml.YAMLError as error:
        unreadable(str(error), 0)
        return []
    if isinstance(root, yaml.MappingNode):
        return list(root.value)
    if root is not None:
        line = root.start_mark.line
        _, fix = explained("", text.split("\n")[line])
        wrong(_SHAPE, line, root.start_mark.column + 1, fix)
    return []


_LINE_ENDS = dict.fromkeys(map(ord, "\x85\u2028\u2029"), " ")
"""Line breaks in YAML that editors do not show as such; they would shift the lines of findings."""
_DEEPEST = 20


def _refused(text: str) -> tuple[str, int] | None:
    """What front matter has no use for, and the line, from 0, on which it is."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            return "YAML aliases (“*name”) are not allowed here", _line(event)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            return "Values are nested too deeply", _line(event)
    return None


def _line(event: yaml.Event) -> int:
    return event.start_mark.line if event.start_mark else 0


def _value_of(key: str, node: yaml.Node) -> Any:
    """The value of a key; where text is asked for, “1.10” and “no” are text without quotes too."""
    if key in _TEXTS and isinstance(node, yaml.ScalarNode) and not node.tag.endswith(":null"):
        return node.value
    try:
        return yaml.SafeLoader("").construct_object(node, deep=True)
    except ValueError:  # a date that does not exist
        return node.value


def _is_text(kind: Any) -> bool:
    return kind is str or (get_origin(kind) is Annotated and kind.__origin__ is str)


_HINTS = get_type_hints(FrontMatter, include_extras=True)
_TEXTS = frozenset(name for name, kind in _HINTS.items() if _is_text(kind))
"""The keys whose values are text even if they look like something else."""


def _title_from(path: str) -> str:
    name = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    if name == "index":
        name = path.rsplit("/", 2)[-2] if "/" in path else "Home"
    return name.replace("-", " ").replace("_", " ").strip().capitalize() or "Untitled"

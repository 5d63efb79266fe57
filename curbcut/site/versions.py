"""Which page is an older version of which policy."""

from __future__ import annotations

import datetime as dt
import difflib
import posixpath
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from urllib.parse import unquote

from curbcut.model import kinds
from curbcut.model.finding import Finding, Rule, Severity
from curbcut.model.page import ParsedPage
from curbcut.model.source import Span
from curbcut.site.routes import version_slug

NO_POLICY = Rule(
    id="version-of-no-policy",
    summary="An older version does not name its policy",
    why="Readers of the policy cannot find what applied before.",
    fix=(
        "Write the path from this file to the current version: “version_of: privacy-promise.md”."
        " All older versions name the current version, never each other."
    ),
    how="version_of leads to a published page with “kind: policy” that has no version_of itself.",
    examples=(
        (
            (
                "---\n"
                "title: Privacy promise of 2024\n"
                "kind: policy\n"
                'version: "2"\n'
                "effective: 2024-01-01\n"
                "change_note: We keep less.\n"
                "version_of: prices.md  # not a policy\n"
                "---\n"
                "\n"
                "We keep nothing."
            ),
            (
                "---\n"
                "title: Privacy promise of 2024\n"
                "kind: policy\n"
                'version: "2"\n'
                "effective: 2024-01-01\n"
                "change_note: We keep less.\n"
                "version_of: privacy.md\n"
                "---\n"
                "\n"
                "We keep nothing."
            ),
        ),
    ),
)
UNNAMED = Rule(
    id="version-unnamed",
    summary="A policy version has no name",
    why="Readers cannot say which version they mean, or tell one from another in a list.",
    fix="Add a number or word that no other version has, such as “version: 2”.",
    examples=(
        (
            (
                "---\n"
                "title: Privacy promise of 2024\n"
                "kind: policy\n"
                "effective: 2024-01-01\n"
                "change_note: We keep less.\n"
                "version_of: privacy.md\n"
                "---\n"
                "\n"
                "We keep nothing."
            ),
            (
                "---\n"
                "title: Privacy promise of 2024\n"
                "kind: policy\n"
                'version: "2"\n'
                "effective: 2024-01-01\n"
                "change_note: We keep less.\n"
                "version_of: privacy.md\n"
                "---\n"
                "\n"
                "We keep nothing."
            ),
        ),
    ),
)
ALIKE = Rule(
    id="version-repeated",
    summary="Two versions of a policy have the same name or the same date",
    why="Readers cannot tell them apart, or say which of them applied on a given day.",
    fix="Give each version its own name and date.",
    examples=(
        (
            (
                "---\n"
                "title: Privacy promise of 2024\n"
                "kind: policy\n"
                'version: "3"  # privacy.md has the same\n'
                "effective: 2024-01-01\n"
                "change_note: We keep less.\n"
                "version_of: privacy.md\n"
                "---\n"
                "\n"
                "We keep nothing."
            ),
            (
                "---\n"
                "title: Privacy promise of 2024\n"
                "kind: policy\n"
                'version: "2"\n'
                "effective: 2024-01-01\n"
                "change_note: We keep less.\n"
                "version_of: privacy.md\n"
                "---\n"
                "\n"
                "We keep nothing."
            ),
        ),
    ),
)
LATE = Rule(
    id="version-not-older",
    summary="An older version is newer than its policy",
    why="Readers would think that an old version has replaced the current one.",
    fix="Correct “effective” in one of the two files, or swap their texts.",
    examples=(
        (
            (
                "---\n"
                "title: Privacy promise of 2024\n"
                "kind: policy\n"
                'version: "2"\n'
                "effective: 2026-05-01  # privacy.md: 2026-01-01\n"
                "change_note: We keep less.\n"
                "version_of: privacy.md\n"
                "---\n"
                "\n"
                "We keep nothing."
            ),
            (
                "---\n"
                "title: Privacy promise of 2024\n"
                "kind: policy\n"
                'version: "2"\n'
                "effective: 2024-05-01\n"
                "change_note: We keep less.\n"
                "version_of: privacy.md\n"
                "---\n"
                "\n"
                "We keep nothing."
            ),
        ),
    ),
)
UNTOLD = Rule(
    id="version-without-change-note",
    summary="A policy version does not say what changed",
    why=(
        "Readers have to compare the texts word by word to find out whether the change matters"
        " to them."
    ),
    fix=(
        "Add a line that says what is different from the previous version, in plain words:"
        " “change_note: We keep records for 2 years instead of 3.”"
    ),
    severity=Severity.WARNING,
    limits="Whether the note covers everything that matters.",
    examples=(
        (
            (
                "---\n"
                "title: Privacy promise of 2024\n"
                "kind: policy\n"
                'version: "2"\n'
                "effective: 2024-01-01\n"
                "version_of: privacy.md\n"
                "---\n"
                "\n"
                "We keep nothing."
            ),
            (
                "---\n"
                "title: Privacy promise of 2024\n"
                "kind: policy\n"
                'version: "2"\n'
                "effective: 2024-01-01\n"
                "change_note: We keep records for 2 years instead of 3.\n"
                "version_of: privacy.md\n"
                "---\n"
                "\n"
                "We keep nothing."
            ),
        ),
    ),
)
RULES = (NO_POLICY, UNNAMED, ALIKE, LATE, UNTOLD)


def find_versions(parsed: Mapping[str, ParsedPage]) -> tuple[dict[str, str], list[Finding]]:
    """Find which pages are older versions of which policy.

    Returns:
        The path of each older version and that of its policy, both within the source folder; and
        findings. A version with a mistake is treated as an ordinary page, so that everything else
        about it is checked in the same run.
    """
    findings: list[Finding] = []
    versions: dict[str, str] = {}
    groups: dict[str, list[str]] = defaultdict(list)
    for path in sorted(parsed):
        page = parsed[path]
        if not page.meta.version_of or page.meta.draft:
            continue
        policy, problem = _policy_of(path, parsed)
        if problem:
            findings.append(Finding(NO_POLICY, problem, span=_place(page, "version_of")))
        elif page.meta.effective and parsed[policy].meta.effective:
            groups[policy].append(path)
    for policy, paths in groups.items():
        found, wrong = _compatible(parsed[policy], {path: parsed[path] for path in paths})
        versions |= dict.fromkeys(found, policy)
        findings += wrong
    return versions, findings


def _policy_of(path: str, parsed: Mapping[str, ParsedPage]) -> tuple[str, str]:
    """The policy that a page names, or what is wrong with it."""
    meta = parsed[path].meta
    if meta.kind != kinds.POLICY.id:
        return "", "Only pages with “kind: policy” have versions"
    written = unicodedata.normalize("NFC", unquote(meta.version_of))
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), written))
    policies = [name for name, page in parsed.items() if _is_policy(name, page)]
    if target in policies:
        return target, ""
    if target not in parsed:
        near = difflib.get_close_matches(target, policies, n=1, cutoff=0.6)
        if not near:
            return "", f"“{meta.version_of}” does not exist"
        hint = posixpath.relpath(near[0], posixpath.dirname(path) or ".")
        return "", f"“{meta.version_of}” does not exist. Write “version_of: {hint}”"
    other = parsed[target].meta
    if other.version_of:
        return "", f"“{meta.version_of}” is an older version itself"
    if other.draft:
        return "", f"“{meta.version_of}” is a draft, which is not published"
    return "", f"“{meta.version_of}” is not a policy"


def _is_policy(path: str, page: ParsedPage) -> bool:
    meta = page.meta
    return (
        meta.kind == kinds.POLICY.id and not meta.version_of and not meta.draft and path != "404.md"
    )


def _compatible(
    policy: ParsedPage, older: Mapping[str, ParsedPage]
) -> tuple[list[str], list[Finding]]:
    """The older versions that can be beside each other and their policy."""
    findings: list[Finding] = []
    good: list[str] = []
    seen = [policy]
    for path, page in older.items():
        wrong = _clash(page, seen) or _late(page, policy)
        if wrong:
            findings.append(wrong)
        else:
            good.append(path)
            seen.append(page)
    for page in seen:
        if not page.meta.version:
            message = "This version has no name"
            names = {one.meta.version for one in seen}
            free = next(str(n) for n in range(1, len(seen) + 2) if str(n) not in names)
            fix = f"Write “version: {free}” on a line of its own in the front matter."
            findings.append(Finding(UNNAMED, message, span=_place(page, "effective"), fix=fix))
    first = min(seen, key=in_force_since)
    findings += (
        Finding(UNTOLD, UNTOLD.summary, span=_place(page, "effective"))
        for page in seen
        if page is not first and not page.meta.change_note
    )
    return good, findings


def _clash(page: ParsedPage, seen: list[ParsedPage]) -> Finding | None:
    meta = page.meta
    for other in seen:
        if meta.effective == other.meta.effective:
            message = f"{other.source.path} also has the date {meta.effective}"
            key = "effective"
        elif meta.version and version_slug(meta) == version_slug(other.meta):
            message = f"{other.source.path} is also version “{other.meta.version}”"
            key = "version"
        else:
            continue
        return Finding(ALIKE, message, span=_place(page, key), related=(_place(other, key),))
    return None


def _late(page: ParsedPage, policy: ParsedPage) -> Finding | None:
    if in_force_since(page) < in_force_since(policy):
        return None
    message = f"Its date is {page.meta.effective}; the current version has {policy.meta.effective}"
    related = (_place(policy, "effective"),)
    return Finding(LATE, message, span=_place(page, "effective"), related=related)


def in_force_since(page: ParsedPage) -> dt.date:
    """The day from which a version applies; ``date.min`` if it does not say."""
    return page.meta.effective or dt.date.min


def _place(page: ParsedPage, key: str) -> Span:
    return page.meta.spans.get(key) or Span(page.source.path, 1, 1)

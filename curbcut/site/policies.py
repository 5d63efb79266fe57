"""Policies, their versions in order, and the pages that say what changed."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from curbcut.content.changes.redline import redline
from curbcut.model import kinds
from curbcut.model.listing import Listing
from curbcut.model.page import Page
from curbcut.model.policy import Policy, Version
from curbcut.site.generated.listings import Listed, Maker
from curbcut.site.versions import in_force_since

type Words = Callable[[str], Mapping[str, str]]
"""Gives the theme's texts in a language."""


def gather_policies(
    pages: Mapping[str, Page], versions: Mapping[str, str], words: Words, today: dt.date
) -> tuple[dict[str, Page], dict[str, Policy]]:
    """Group the pages that belong to each policy.

    Returns:
        The pages, with the version in the names of older versions; and the policies, by the path of
        each of their versions and of each page that says what changed.
    """
    # A page that replaces a translation has no versions; its notice links to the original's.
    own = [page for page in pages.values() if not page.original]
    by_source = {page.source_path: page for page in own}
    groups = {
        page.path: [page]
        for page in own
        if page.kind is kinds.POLICY and page.parsed.meta.effective
    }
    for source, policy in versions.items():
        if source in by_source and policy in by_source:
            groups[by_source[policy].path].append(by_source[source])
    named = dict(pages)
    policies: dict[str, Policy] = {}
    for group in groups.values():
        group.sort(key=lambda page: in_force_since(page.parsed), reverse=True)
        made = _policy(group, words, today)
        for version, page in zip(made.versions, group, strict=True):
            policies[version.path] = made
            if version.changes:
                policies[version.changes] = made
            if page.kind is kinds.OLDER_VERSION:
                named[page.path] = dataclasses.replace(page, name=version.name)
    for path, page in pages.items():
        if page.kind is kinds.OLDER_VERSION and path not in policies:
            # Its policy has no address, which is reported; the version becomes an ordinary page.
            named[path] = dataclasses.replace(page, kind=kinds.POLICY)
    return named, policies


def _policy(group: list[Page], words: Words, today: dt.date) -> Policy:
    versions = []
    newer: dt.date | None = None
    for number, page in enumerate(group, 1):
        versions.append(
            Version(
                path=page.path,
                label=_label(page),
                name=_name(page, words(page.language)),
                effective=in_force_since(page.parsed),
                note=page.parsed.meta.change_note,
                replaced=newer,
                changes=f"{page.path}changes/" if number < len(group) else "",
            )
        )
        newer = in_force_since(page.parsed)
    begun = (at for at, version in enumerate(versions) if version.effective <= today)
    return Policy(tuple(versions), next(begun, None))


def _name(page: Page, strings: Mapping[str, str]) -> str:
    """A version's title as readers see it in lists, and above an older version."""
    meta = page.parsed.meta
    if not meta.version and page.kind is kinds.POLICY:
        return meta.title
    version, year = _label(page), in_force_since(page.parsed).year
    key = "policy_name" if str(year) in version else "policy_name_of_year"
    return strings[key].format(title=meta.title, version=version, year=year)


def _label(page: Page) -> str:
    return page.parsed.meta.version or in_force_since(page.parsed).isoformat()


def changes_pages(
    policies: Mapping[str, Policy], pages: Mapping[str, Page], words: Words, maker: Maker
) -> Iterator[Listed]:
    """The pages that say what changed, one for every two consecutive versions of a policy.

    Only those in the maker's language are made.
    """
    for path, policy in policies.items():
        if path != policy.versions[0].path or pages[path].root != maker.root:
            continue
        for newer, older in pairwise(policy.versions):
            after = pages[newer.path]
            strings = words(after.language)
            mine = dataclasses.replace(maker, strings=strings, language=after.language)
            title = strings["changes_title"].format(name=newer.name)
            found = redline(pages[older.path].parsed, after.parsed, strings, after.language)
            page = mine.page(newer.changes, kinds.CHANGES, title, found.summary, up=newer.path)
            parsed = dataclasses.replace(page.parsed, html=found.html)
            yield dataclasses.replace(page, parsed=parsed, section=after.section), Listing()

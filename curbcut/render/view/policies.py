"""The policy that a page belongs to: its dates, its other versions, its changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from curbcut.model.page import Page, Site
from curbcut.model.policy import Policy, Version
from curbcut.model.view import Date, Link, NoticeView, PolicyView, VersionView

type Href = Callable[[str], str]
type InWords = Callable[[dt.date], Date]


def policy_view(
    page: Page, site: Site, strings: Mapping[str, str], href: Href, in_words: InWords
) -> PolicyView | None:
    """The policy of a page; None for a page that belongs to no policy.

    On a page of changes, ``version`` is the newer of the two versions compared.
    """
    policy = site.policies.get(page.path)
    if policy is None:
        return None
    versions = policy.versions
    at = next(n for n, found in enumerate(versions) if page.path in (found.path, found.changes))

    def shown(version: Version) -> VersionView:
        return VersionView(
            link=Link(version.name, href(version.path)),
            effective=in_words(version.effective),
            replaced=in_words(version.replaced) if version.replaced else None,
        )

    def changes(number: int) -> Link | None:
        if number < 0 or not versions[number].changes:
            return None
        newer, older = versions[number], versions[number + 1]
        text = strings["policy_changes"].format(older=older.label, newer=newer.label)
        return Link(text, href(newer.changes))

    return PolicyView(
        version=shown(versions[at]),
        before=shown(versions[at + 1]) if at + 1 < len(versions) else None,
        older=tuple(map(shown, versions[1:])) if at == 0 else (),
        note=versions[at].note,
        changes=changes(at),
        changes_since=changes(at - 1),
        notice=_notice(policy, at, strings, shown),
    )


def _notice(
    policy: Policy,
    at: int,
    strings: Mapping[str, str],
    shown: Callable[[Version], VersionView],
) -> NoticeView | None:
    """The notice that another version applies now, or will apply; else None.

    Its text stays true after the dates that it names, even if the site is not rebuilt.
    """
    versions, now = policy.versions, policy.in_force
    if at == now == 0:
        return None
    if now is None or at < now:
        key, other = "coming", None if now is None else versions[now]
    elif at == now:
        key, other = "leaving", versions[at - 1]
    else:
        key, other = "past", versions[now]
    view = shown(versions[at])
    dates = {
        "start": view.effective.text,
        "end": view.replaced.text if view.replaced else "",
    }
    return NoticeView(
        title=strings[f"policy_{key}_title"].format(**dates),
        text=strings[f"policy_{key}"].format(**dates) if other else "",
        label=strings[f"policy_{key}_other"],
        link=shown(other).link if other else None,
    )

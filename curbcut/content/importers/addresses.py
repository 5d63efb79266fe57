"""The addresses that foreign pages had: for links that use them, and as redirects."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from curbcut.content.importers.lines import Loss
from curbcut.content.importers.links import Links, Target
from curbcut.content.importers.page import Draft
from curbcut.content.importers.settings import Foreign

HOME = "\0home"
"""Stands for the home page, where the foreign tree has none."""
_OLD = re.compile(r"(?=/)(/(?!\.{1,2}(/|$))[^\s/\\?#]+)*/?")


def find_home(drafts: Mapping[str, Draft], links: Links, foreign: Foreign) -> None:
    """Make the page whose address is that of the site its first page, with its translations."""
    if links.addresses["/"] != HOME:
        return
    key = next((key for key, one in drafts.items() if "/" in one.keys.addresses), "")
    if not key:
        return
    place = links.pages[key].place
    links.addresses["/"] = key
    for other, target in links.pages.items():
        for root in ("", *(f"{code}/" for code in foreign.languages)):
            if target.place == root + place:
                links.pages[other] = Target(f"{root}index.md", {})


def old_addresses(
    drafts: Mapping[str, Draft], links: Links, foreign: Foreign, losses: list[Loss]
) -> dict[str, list[str]]:
    """Note under which addresses pages were, and return those that must redirect."""
    redirects: dict[str, list[str]] = {}
    own = {_address(links.pages[key].place): key for key in drafts}
    claimed: dict[str, str] = {}
    for key, draft in drafts.items():
        bare = posixpath.splitext(key)[0]
        inside = bare.removeprefix(f"{foreign.docs}/") if foreign.docs else bare
        post = re.fullmatch(r"(?:.*/)?(\d{4})-(\d\d)-(\d\d)-(.+)", inside)
        ours = _address(links.pages[key].place)
        guesses = [ours, f"/docs{ours}", f"/{inside}", f"/docs/{inside}"]
        guesses += [f"/{'/'.join(post.groups())}"] if post else []
        if slug := draft.keys.values.get("slug"):
            guesses.append(posixpath.join("/", posixpath.dirname(inside), str(slug)))
        for guess in guesses:
            links.addresses.setdefault(_known(guess), key)
    for key, draft in drafts.items():
        for old in (*draft.keys.addresses, *draft.keys.former):
            links.addresses.setdefault(_known(old), key)
    for key, draft in drafts.items():
        if only_redirects(draft):
            _forward(draft, key, links, redirects, losses)
            continue
        for old in (*draft.keys.addresses, *draft.keys.former):
            _claim(old, key, draft, own, claimed, redirects, losses)
    return redirects


def _claim(
    old: str,
    key: str,
    draft: Draft,
    own: Mapping[str, str],
    claimed: dict[str, str],
    redirects: dict[str, list[str]],
    losses: list[Loss],
) -> None:
    ours = _known(old)
    line = 1
    if not _OLD.fullmatch(old):
        what = f"The old address “{old}” cannot redirect"
        losses.append(Loss("redirect", draft.source, line, what))
    elif (other := claimed.get(ours) or own.get(ours)) is not None and other != key:
        what = f"The old address “{old}” also belongs to “{other}”"
        losses.append(Loss("redirect", draft.source, line, what, "Decide which page has it."))
    elif own.get(ours) != key and claimed.get(ours) != key:
        claimed[ours] = key
        redirects.setdefault(key, []).append(old)


def only_redirects(draft: Draft) -> bool:
    """Whether a page has no text and leads elsewhere."""
    return bool(draft.keys.leads_to) and not any(line.text.strip() for line in draft.lines)


def _forward(
    draft: Draft,
    key: str,
    links: Links,
    redirects: dict[str, list[str]],
    losses: list[Loss],
) -> None:
    """A page that only redirects: its address goes to where it leads, if that is imported."""
    to = re.sub(r"^https?://[^/]+", "", draft.keys.leads_to)
    target = links.page_at(to.partition("#")[0], draft.source) if to.startswith("/") else ""
    old = next(iter(draft.keys.addresses), "") or _address(links.pages[key].place)
    links.moved[key] = target or draft.keys.leads_to
    if target and target in links.pages and target != key and _OLD.fullmatch(old):
        redirects.setdefault(target, []).append(old)
        what = f"The page only leads to “{to}”, whose page now has its address"
        losses.append(Loss("redirect", draft.source, 1, what))
    else:
        what = f"The page only leads to “{draft.keys.leads_to}” and was not imported"
        fix = "Set up the redirect on your web server if the address is still used."
        losses.append(Loss("redirect", draft.source, 1, what, fix))


def _known(address: str) -> str:
    """An address as it is looked up: without case, ending, index and last slash."""
    address = re.sub(r"\.(html?|xhtml|md|mdx)$", "", address.lower().rstrip("/"))
    return re.sub(r"/(index|_index|readme)$", "", address) or "/"


def _address(place: str) -> str:
    """The address that Curbcut gives a page, without its last slash."""
    return _known(f"/{place}")

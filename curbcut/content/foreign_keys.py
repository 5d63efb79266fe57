"""Keys of front matter that other tools have: what to write here instead."""

from __future__ import annotations

import re
from typing import Any

from curbcut.schema import in_yaml

_SAME = {
    **dict.fromkeys(("weight", "nav_order", "sidebar_position", "position", "menu_order"), "order"),
    **dict.fromkeys(("aliases", "alias", "redirects", "redirect-from"), "redirect_from"),
    **dict.fromkeys(("summary", "excerpt", "abstract", "meta_description"), "description"),
    **dict.fromkeys(("author", "authors", "maintainer", "contact"), "owner"),
    **dict.fromkeys(("date", "lastmod", "last_modified", "last_updated", "updated"),
                    "last_reviewed"),
    **dict.fromkeys(("language", "locale", "hreflang"), "lang"),
    **dict.fromkeys(("headline", "nav_title", "sidebar_label", "linkTitle"), "title"),
}  # fmt: skip
"""Keys of MkDocs, Docusaurus, Jekyll, Hugo and others, and the one with the same meaning here."""
_NEEDLESS = frozenset({
    "layout", "tags", "categories", "category", "keywords", "template", "toc", "hide", "hide_title",
    "sidebar", "comments", "icon", "status", "type", "id", "image", "cover", "author_profile",
    "parent", "has_children", "grand_parent", "search_exclude", "custom_edit_url",
    "pagination_next",    "pagination_prev", "uuid", "guid", "class", "css", "js",
})  # fmt: skip
"""Keys that have no meaning here."""


def instead_of(key: str, value: Any, written: frozenset[str], address: str) -> tuple[str, str]:
    """What is wrong with a key of another tool, and what to type; ("", "") for other keys.

    ``written`` are the keys of the page, and ``address`` that of the page.
    """
    message = f"“{key}” is a key of other tools"
    if key in ("redirect", "redirect_to", "redirect-to"):
        return _redirect(key, str(value), address)
    if key in ("permalink", "url"):
        last = re.sub(r"\.html?$", "", str(value)).strip("/").rpartition("/")[2]
        if last and re.fullmatch(r"[\w-]+", last) and "slug" not in written:
            return message, f"Write “slug: {last}”"
        return message, "Remove this line. The folder and the name of a file are its address."
    if key in ("published", "publish", "unlisted"):
        draft = bool(value) if key == "unlisted" else not value
        return message, f"Write “draft: {str(draft).lower()}”"
    if key in _NEEDLESS:
        return f"{message}, and does nothing here", "Remove this line."
    meant = _SAME.get(key, "")
    if meant and meant in written:
        return f"{message}, and the page has “{meant}” already", "Remove this line."
    return (message, f"Write “{in_yaml(meant, value)}”") if meant else ("", "")


def _redirect(key: str, to: str, address: str) -> tuple[str, str]:
    """The advice about a page that only leads elsewhere; here the page it leads to says so."""
    message = f"“{key}” of other tools sends readers on from here; here, the other page says so"
    if re.match(r"(?:[a-z]+:)?//", to):
        return message, f"Remove this line, and write a link to {to} in the text."
    there = to if to.startswith("/") else f"“{to}”"
    where = "the front matter of the page " + (f"at {there}" if there == to else there)
    return message, f"Write “redirect_from: {address}” in {where}, and delete this page."

"""The kinds of page there are, and the template that each one is rendered with."""

from __future__ import annotations

TEMPLATES = {
    "home": "pages/home.html.j2",
    "landing": "pages/landing.html.j2",
    "article": "pages/article.html.j2",
    "policy": "pages/policy.html.j2",
    "older-version": "pages/older-version.html.j2",
    "changes": "pages/changes.html.j2",
    "glossary": "pages/glossary.html.j2",
    "not-found": "pages/not-found.html.j2",
    "search": "pages/search.html.j2",
    "letter": "pages/letter.html.j2",
    "all-pages": "pages/all-pages.html.j2",
    "print": "pages/print.html.j2",
    "gallery": "pages/gallery.html.j2",
}


APART = frozenset({"not-found", "older-version"})
"""Kinds of page that stand in no list: nobody looks for them, and each is reached by a link."""


def default_kind(source_path: str) -> str:
    """The kind of a page whose front matter names none; the path is without a language's folder."""
    if source_path == "index.md":
        return "home"
    if source_path == "404.md":
        return "not-found"
    return "landing" if source_path.endswith("/index.md") else "article"

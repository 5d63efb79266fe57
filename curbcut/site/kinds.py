"""The kinds of page there are, and the template that each one is rendered with."""

from __future__ import annotations

TEMPLATES = {
    "home": "pages/home.html.j2",
    "landing": "pages/landing.html.j2",
    "article": "pages/article.html.j2",
    "policy": "pages/policy.html.j2",
    "not-found": "pages/not-found.html.j2",
    "search": "pages/search.html.j2",
    "letter": "pages/letter.html.j2",
    "all-pages": "pages/all-pages.html.j2",
    "gallery": "pages/gallery.html.j2",
}


def default_kind(source_path: str) -> str:
    """The kind of a page whose front matter names none."""
    if source_path == "index.md":
        return "home"
    if source_path == "404.md":
        return "not-found"
    return "landing" if source_path.endswith("/index.md") else "article"

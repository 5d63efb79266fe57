"""The kinds of page, as a table: code asks for the properties of a kind, never for its name.

A kind has a template, ``templates/pages/<id>.html.j2``, and may have a style sheet and a script of
its own (``assets/css/pages/<id>.css``, ``assets/js/pages/<id>.js``).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """The properties that all pages of a kind share.

    ``chosen``: front matter may name it. ``text``: it has text of its own, rather than links to
    other pages. ``listed``: it is in lists of pages, the index and the sitemap, and replaces
    missing translations. ``suggested``: other pages may suggest it as related. ``recorded``: its
    address is kept in the ledger. ``anywhere``: it is served at addresses where there is no page,
    so its links start at the root. ``superseded``: it no longer needs to be reviewed.
    ``schema_type`` is its type at schema.org, ``open_graph`` at ogp.me.
    """

    id: str
    chosen: bool = False
    text: bool = False
    listed: bool = True
    suggested: bool = False
    recorded: bool = True
    anywhere: bool = False
    superseded: bool = False
    schema_type: str = "WebPage"
    open_graph: str = "article"

    @property
    def template(self) -> str:
        """The name of its template."""
        return f"pages/{self.id}.html.j2"


HOME = Kind("home", chosen=True, open_graph="website")
LANDING = Kind("landing", chosen=True)
ARTICLE = Kind("article", chosen=True, text=True, suggested=True, schema_type="Article")
POLICY = Kind("policy", chosen=True, text=True, suggested=True, schema_type="Article")
GLOSSARY = Kind("glossary", chosen=True, text=True)
OLDER_VERSION = Kind("older-version", listed=False, superseded=True)
NOT_FOUND = Kind("not-found", listed=False, recorded=False, anywhere=True)
# These are made from the others.
CHANGES = Kind("changes")
SEARCH = Kind("search")
LETTER = Kind("letter", recorded=False)
ALL_PAGES = Kind("all-pages")
PRINT = Kind("print", recorded=False)
GALLERY = Kind("gallery", recorded=False)

KINDS: dict[str, Kind] = {
    kind.id: kind
    for kind in (
        *(HOME, LANDING, ARTICLE, POLICY, GLOSSARY, OLDER_VERSION, NOT_FOUND),
        *(CHANGES, SEARCH, LETTER, ALL_PAGES, PRINT, GALLERY),
    )
}

CHOSEN = tuple(kind.id for kind in KINDS.values() if kind.chosen)
"""The kinds that front matter may name."""


def default_kind(source_path: str) -> Kind:
    """The kind of a page whose front matter names none. The path excludes the language's folder."""
    if source_path == "index.md":
        return HOME
    if source_path == "404.md":
        return NOT_FOUND
    return LANDING if source_path.endswith("/index.md") else ARTICLE

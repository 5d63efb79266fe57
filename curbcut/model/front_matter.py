"""What the front matter of a page can say."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

import msgspec

from curbcut.model.source import Span

NonEmpty = Annotated[str, msgspec.Meta(pattern=r"\S", title="one word or more")]
Slug = Annotated[
    str,
    msgspec.Meta(pattern=r"^[^\s\x00-,./:-@\[-^`{-\x9f]+$", title="letters, digits and hyphens"),
]
Language = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", title="a language code such as en or pt-BR"
    ),
]
Period = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[1-9][0-9]{0,4} (day|week|month|year)s?$", title="a period such as “12 months”"
    ),
]

OldAddress = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^(?=/)(/(?!\.{1,2}(/|$))[^\s/\\?#]+)*/?$",
        title="an address of this site that starts with /",
    ),
]

Digest = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[0-9a-f]{12}$", title="what “curbcut translations --done” writes there"
    ),
]


class FrontMatter(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The keys of a page's front matter: the one declaration, of which the JSON Schema is made."""

    title: NonEmpty
    description: str = ""
    order: int | None = None
    slug: Slug = ""
    draft: bool = False
    lang: Language = ""
    redirect_from: OldAddress | list[OldAddress] = ""
    owner: str = ""
    last_reviewed: dt.date | None = None
    review_every: Period = ""
    kind: Literal["article", "landing", "home", "policy", "glossary"] | None = None
    effective: dt.date | None = None
    version: str = ""
    change_note: str = ""
    version_of: str = ""
    translated_from: Digest = ""
    glossary: bool = True
    related: str | list[str] = ""


class Meta(FrontMatter, frozen=True, kw_only=True):
    """The front matter of a page, validated. ``spans`` gives the place of each key's value."""

    spans: dict[str, Span] = {}

    @property
    def old_addresses(self) -> tuple[str, ...]:
        """The addresses that lead to the page."""
        return _several(self.redirect_from)

    @property
    def related_pages(self) -> tuple[str, ...]:
        """The paths of the pages that are named as related."""
        return _several(self.related)


def _several(value: str | list[str]) -> tuple[str, ...]:
    """One entry or a list of them."""
    return (value,) if isinstance(value, str) and value else tuple(value or ())

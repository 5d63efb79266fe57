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
    """The keys of front matter: the only declaration; the JSON Schema is made from it."""

    title: Annotated[
        NonEmpty,
        msgspec.Meta(
            description="The heading of the page, and its name in lists and in search results."
        ),
    ]
    description: Annotated[
        str,
        msgspec.Meta(
            description="One sentence about the page, for lists of pages and for search engines."
        ),
    ] = ""
    order: Annotated[
        int | None,
        msgspec.Meta(
            description="The place of the page in the navigation; low numbers come first."
        ),
    ] = None
    slug: Annotated[
        Slug,
        msgspec.Meta(
            description="The last part of the address, where it is not to be the file's name."
        ),
    ] = ""
    draft: Annotated[bool, msgspec.Meta(description="true leaves the page out of the site.")] = (
        False
    )
    lang: Annotated[
        Language,
        msgspec.Meta(description="The language of the page, where it is not that of its folder."),
    ] = ""
    redirect_from: Annotated[
        OldAddress | list[OldAddress],
        msgspec.Meta(description="Former addresses of the page; they lead to it."),
    ] = ""
    owner: Annotated[str, msgspec.Meta(description="Who is responsible for the page.")] = ""
    last_reviewed: Annotated[
        dt.date | None,
        msgspec.Meta(description="The day on which somebody last reviewed the page."),
    ] = None
    review_every: Annotated[
        Period, msgspec.Meta(description="How often the page must be reviewed.")
    ] = ""
    kind: Annotated[
        Literal["article", "landing", "home", "policy", "glossary"] | None,
        msgspec.Meta(description="What kind of page it is, where its file's name does not say so."),
    ] = None
    effective: Annotated[
        dt.date | None, msgspec.Meta(description="The day from which a policy applies.")
    ] = None
    version: Annotated[str, msgspec.Meta(description="The version of a policy.")] = ""
    change_note: Annotated[
        str,
        msgspec.Meta(description="What has changed in this version of a policy, in a sentence."),
    ] = ""
    version_of: Annotated[
        str, msgspec.Meta(description="The policy of which this page is an earlier version.")
    ] = ""
    translated_from: Annotated[
        Digest, msgspec.Meta(description="Which text of the original the translation belongs to.")
    ] = ""
    glossary: Annotated[
        bool, msgspec.Meta(description="false switches off the explanations of terms on this page.")
    ] = True
    related: Annotated[
        str | list[str],
        msgspec.Meta(description="The pages to suggest at the end of the page, by their paths."),
    ] = ""


class Meta(FrontMatter, frozen=True, kw_only=True):
    """The validated front matter of a page. ``spans`` gives the position of each key's value."""

    spans: dict[str, Span] = {}

    @property
    def old_addresses(self) -> tuple[str, ...]:
        """The old addresses that redirect to the page."""
        return _several(self.redirect_from)

    @property
    def related_pages(self) -> tuple[str, ...]:
        """The paths of the pages that “related” names."""
        return _several(self.related)


def _several(value: str | list[str]) -> tuple[str, ...]:
    """One entry or a list of them."""
    return (value,) if isinstance(value, str) and value else tuple(value or ())

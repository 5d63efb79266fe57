"""The tables and keys of site.toml, from which its JSON Schema is made."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

import msgspec

from curbcut.config.sizes import Size

Language = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", title="a language code such as en"
    ),
]
Address = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^https?://[^/\s]+(/\S*)?$", title="an address that starts with https://"
    ),
]
Email = Annotated[
    str, msgspec.Meta(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", title="an email address")
]
# fmt: off
Element = Literal[
    "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd",
    "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time",
    "u", "var", "wbr",
]
# fmt: on
"""Elements that only hold text; Markdown has everything else."""


class SiteTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """[site]: the name and the address of the site."""

    title: str = "Help"
    description: str = ""
    language: Language = "en"
    url: Address | Literal[""] = ""
    organisation: str = ""
    organisation_url: Address | Literal[""] = ""


class ContactTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """[contact]: how readers contact the people behind the site, the same on every page."""

    page: str = ""
    email: Email | Literal[""] = ""
    phone: str = ""
    hours: str = ""
    address: list[str] = []


class MarkdownTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """[markdown]: how the pages are written."""

    typographer: bool = False
    html: list[Element] = []


class CheckTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """[check]: how the pages are checked. ``axe`` is a path to another axe-core script."""

    axe: str = ""
    page_timeout: Annotated[int, msgspec.Meta(ge=5, le=600, title="seconds from 5 to 600")] = 30


HttpsAddress = Annotated[
    str,
    msgspec.Meta(pattern=r"^https://[^/\s]+(/\S*)?$", title="an address that starts with https://"),
]


class SecurityTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """[security]: how to report a weakness, for /.well-known/security.txt (RFC 9116).

    The entries of lists are validated in ``render.machine.well_known``, because msgspec 0.22.0
    frees the pattern of a list's entries twice.
    """

    contact: str | list[str] = ""
    expires: dt.date | None = None
    policy: HttpsAddress | Literal[""] = ""
    acknowledgments: HttpsAddress | Literal[""] = ""
    encryption: HttpsAddress | Literal[""] = ""
    preferred_languages: list[str] = []


class PrivacyTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """[privacy]: ``gpc`` declares that the site abides by Global Privacy Control."""

    gpc: bool = False


class SearchTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """[search]: the search field on every page, and the page that it leads to."""

    enabled: bool = True


class LanguageTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """[languages.es]: the site in an additional language; missing keys are as in [site].

    ``name`` is the language's own name for itself, if it should not be CLDR's.
    """

    title: str = ""
    description: str = ""
    organisation: str = ""
    hours: str = ""
    name: str = ""


class RelatedTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """[related]: whether related pages are suggested besides those that pages name."""

    suggest: bool = True


AnswerAddress = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^(https://[^/\s]+(/\S*)?|mailto:[^@\s]+@[^@\s]+\.[^@\s]+)$",
        title="an address that starts with https:// or mailto:",
    ),
]
BarrierAddress = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^(https://[^/\s]+(/\S*)?|mailto:[^@\s]+@[^@\s]+\.[^@\s]+|[^:\s]([^:]*[^:\s])?\.md)$",
        title="the path of a page, or an address that starts with https:// or mailto:",
    ),
]


class FeedbackTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """[feedback]: where answers to “Was this page helpful?” and reports of barriers go."""

    helpful: AnswerAddress | Literal[""] = ""
    barrier: BarrierAddress | Literal[""] = ""


class BudgetTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """[budget]: how much an article may load before it can be read; see the rule “first-load”."""

    first_load: Size | Literal[""] = ""


class PrintTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """[print]: each section as one page to print, and that page as a PDF."""

    sections: bool = True
    pdf: bool = False


Colour = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$",
        title="a colour in hexadecimal digits, such as #07544d",
    ),
]
Picture = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[^/].*\.([sS][vV][gG]|[pP][nN][gG]|[wW][eE][bB][pP])$",
        title="an image in the source folder, .svg, .png or .webp",
    ),
]


class ThemeTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """[theme]: the site's own colours, in the light and the dark scheme, and its logo.

    ``favicon`` is the icon in a browser's tab; ``gallery`` adds a page that shows every component
    of the theme.
    """

    accent: Colour | Literal[""] = ""
    accent_dark: Colour | Literal[""] = ""
    background: Colour | Literal[""] = ""
    background_dark: Colour | Literal[""] = ""
    text: Colour | Literal[""] = ""
    text_dark: Colour | Literal[""] = ""
    logo: Picture | Literal[""] = ""
    logo_dark: Picture | Literal[""] = ""
    favicon: Picture | Literal[""] = ""
    gallery: bool = False

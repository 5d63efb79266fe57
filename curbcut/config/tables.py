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


def means(text: str) -> msgspec.Meta:
    """What a key is, for the schema, which editors show."""
    return msgspec.Meta(description=text)


class SiteTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """[site]: the name and the address of the site."""

    title: Annotated[
        str, means("The name of the site, at the top of every page and in its titles.")
    ] = "Help"
    description: Annotated[
        str, means("One sentence about the site, for search engines and other programs.")
    ] = ""
    language: Annotated[
        Language, means("The language of the pages at the top of the source folder.")
    ] = "en"
    url: Annotated[
        Address | Literal[""],
        means("Where the site is published. Sitemap, feed and canonical links need it."),
    ] = ""
    organisation: Annotated[str, means("Who publishes the site.")] = ""
    organisation_url: Annotated[
        Address | Literal[""], means("The website of who publishes the site.")
    ] = ""


class ContactTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """[contact]: how readers contact the people behind the site, the same on every page."""

    page: Annotated[
        str, means("The path of the page that says how to get help, from the source folder.")
    ] = ""
    email: Annotated[Email | Literal[""], means("The email address for readers.")] = ""
    phone: Annotated[str, means("The telephone number for readers.")] = ""
    hours: Annotated[str, means("When somebody answers, in words.")] = ""
    address: Annotated[list[str], means("The postal address, one line an entry.")] = []


class MarkdownTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """[markdown]: how the pages are written."""

    typographer: Annotated[bool, means("true turns straight quotation marks into curly ones.")] = (
        False
    )
    html: Annotated[list[Element], means("The elements that pages may contain as HTML.")] = []


class CheckTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """[check]: how the pages are checked."""

    axe: Annotated[str, means("The path of another axe-core script, from the source folder.")] = ""
    page_timeout: Annotated[
        int,
        msgspec.Meta(ge=5, le=600, title="seconds from 5 to 600"),
        means("The most seconds in which a page must open."),
    ] = 30


HttpsAddress = Annotated[
    str,
    msgspec.Meta(pattern=r"^https://[^/\s]+(/\S*)?$", title="an address that starts with https://"),
]


class SecurityTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """[security]: how to report a weakness, for /.well-known/security.txt (RFC 9116).

    The entries of lists are validated in ``render.machine.well_known``, because msgspec 0.22.0
    frees the pattern of a list's entries twice.
    """

    contact: Annotated[
        str | list[str],
        means("An email address, web page or tel: number for reports, or a list of them."),
    ] = ""
    expires: Annotated[
        dt.date | None, means("The day on which the file expires, less than a year ahead.")
    ] = None
    policy: Annotated[
        HttpsAddress | Literal[""], means("The page that says how reports are dealt with.")
    ] = ""
    acknowledgments: Annotated[
        HttpsAddress | Literal[""], means("The page that thanks those who reported something.")
    ] = ""
    encryption: Annotated[
        HttpsAddress | Literal[""], means("The key with which reports can be encrypted.")
    ] = ""
    preferred_languages: Annotated[
        list[str], means("The languages in which reports are read.")
    ] = []


class PrivacyTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """[privacy]: what the site declares about privacy."""

    gpc: Annotated[bool, means("true declares that the site abides by Global Privacy Control.")] = (
        False
    )


class SearchTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """[search]: the search field on every page, and the page that it leads to."""

    enabled: Annotated[bool, means("false leaves out the search field and the search page.")] = True


class LanguageTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """[languages.es]: the site in an additional language; missing keys are as in [site]."""

    title: Annotated[str, means("The name of the site in this language.")] = ""
    description: Annotated[str, means("One sentence about the site in this language.")] = ""
    organisation: Annotated[str, means("Who publishes the site, in this language.")] = ""
    hours: Annotated[str, means("When somebody answers, in this language.")] = ""
    name: Annotated[
        str, means("What the language calls itself, where it is not to be CLDR's name.")
    ] = ""


class RelatedTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """[related]: whether related pages are suggested besides those that pages name."""

    suggest: Annotated[bool, means("false shows only the related pages that pages name.")] = True


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

    helpful: Annotated[
        AnswerAddress | Literal[""],
        means("Where answers to “Was this page helpful?” go; readers are not asked without it."),
    ] = ""
    barrier: Annotated[
        BarrierAddress | Literal[""],
        means("Where reports of barriers go. Without it, pages do not ask for them."),
    ] = ""


class BudgetTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """[budget]: how much an article may load before it can be read; see the rule “first-load”."""

    first_load: Annotated[
        Size | Literal[""],
        means("The most that an article may load before it can be read, such as “14 kB”."),
    ] = ""


class PrintTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """[print]: each section as one page to print, and that page as a PDF."""

    sections: Annotated[
        bool, means("false leaves out the pages that show a whole section for printing.")
    ] = True
    pdf: Annotated[bool, means("true makes a PDF of each section too.")] = False


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
    """[theme]: the site's own colours, in the light and the dark scheme, and its logo."""

    accent: Annotated[Colour | Literal[""], means("The colour of links and buttons.")] = ""
    accent_dark: Annotated[
        Colour | Literal[""],
        means("The same in the dark scheme; without it, as light as it needs to be there."),
    ] = ""
    background: Annotated[Colour | Literal[""], means("The colour behind the text.")] = ""
    background_dark: Annotated[Colour | Literal[""], means("The same in the dark scheme.")] = ""
    text: Annotated[Colour | Literal[""], means("The colour of the text.")] = ""
    text_dark: Annotated[Colour | Literal[""], means("The same in the dark scheme.")] = ""
    logo: Annotated[Picture | Literal[""], means("The image beside the site's name.")] = ""
    logo_dark: Annotated[Picture | Literal[""], means("The same in the dark scheme.")] = ""
    favicon: Annotated[Picture | Literal[""], means("The icon in the browser's tab.")] = ""
    gallery: Annotated[
        bool, means("true adds the page /gallery/, which shows every component of the theme.")
    ] = False

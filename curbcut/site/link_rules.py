"""The rules about links and images of the Markdown, and where they lead."""

from __future__ import annotations

from curbcut.model.finding import Rule, Severity

BROKEN = Rule(
    id="link-broken",
    summary="A link leads to a page or file that does not exist",
    why="People who follow it are lost, and people who find their way by listening most of all.",
    fix="Correct the path, or remove the link. A link on many pages comes from a template.",
    question="Does “{path}” exist where these pages are published?",
    how="Links in the Markdown are looked up in the source folder, links in the pages among the"
    " files of the site; those are reported once for each address, at the first page that has it."
    " On pages that Curbcut did not build, it does not block; if a third of all addresses is"
    " missing, the folder may be part of a site, and it is a question.",
    limits="Addresses that a server makes up; links to other sites are not followed.",
    examples=(
        (
            "Look at the [prices of repairs](price.md).",
            "Look at the [prices of repairs](prices.md).",
        ),
    ),
)
ANCHOR = Rule(
    id="anchor-broken",
    summary="A link leads to a place on a page that does not exist",
    why="The link does nothing, or readers land at the top of the page and must search for what"
    " they were promised.",
    fix="Correct the part behind the #, or give the place that id. In Markdown, the message names"
    " the nearest heading.",
    criteria=("2.4.4",),
    question="Does something happen, and the right thing, when “{text}” is followed?",
    how="In Markdown: the part after the # matches no heading or id on the linked page."
    " In the page: nothing on it has the id that a link names. Routes of scripts (“#/”) and “#top”"
    " are left out; skip links have a rule of their own.",
    limits="A script may act on the link, which is why it is a question in the page.",
    messages={"cantTell": "“{text}” leads to “#{to}”, which is not on the page"},
    examples=(
        (
            ("[Prices](#price)\n\n## Prices\n\nA chain costs £20."),
            ("[Prices](#prices)\n\n## Prices\n\nA chain costs £20."),
        ),
    ),
)
OUTSIDE = Rule(
    id="link-outside",
    summary="A link or image leads out of the source folder",
    why="Only what is in the source folder is published, so it would lead nowhere.",
    fix="Put the file into the source folder and link to it there by a relative path.",
    examples=(
        (
            "Look at the [prices of repairs](../prices.md).",
            "Look at the [prices of repairs](prices.md).",
        ),
    ),
)
MISSING_IMAGE = Rule(
    id="image-missing",
    summary="An image file does not exist",
    why="Readers see a broken image, or nothing.",
    fix="Put the file beside the page, or correct its name.",
    examples=(
        (
            "![A worn chain](chian.png)",
            "![A worn chain](chain.png)",
        ),
    ),
)
FOREIGN_IMAGE = Rule(
    id="image-foreign",
    summary="An image would be loaded from another site",
    why="That site would learn every reader's address, and the site's security policy blocks it.",
    fix="Put a copy of the image beside the page.",
    severity=Severity.ERROR,
    examples=(
        (
            "![A worn chain](https://example.com/chain.png)",
            "![A worn chain](chain.png)",
        ),
    ),
)
EMPTY = Rule(
    id="link-empty",
    summary="A link has no address",
    why="It looks and sounds like a link, but does nothing.",
    fix="Write the address between the round brackets: [order status](delivery.md).",
    criteria=("2.4.4",),
    examples=(
        (
            "See your [order status]().",
            "See your [order status](https://movo.example/orders).",
        ),
    ),
)
WITHOUT_WORDS = Rule(
    id="link-without-words",
    summary="A link has no words",
    why="It cannot be seen, and a screen reader reads out the address or only “link”.",
    fix="Write the words between the square brackets: [order status](delivery.md).",
    criteria=("2.4.4", "4.1.2"),
    how="Links in the Markdown with neither text nor an image with alternative text in them.",
    examples=(
        (
            "Look at the prices: [](prices.md)",
            "Look at the [prices of repairs](prices.md).",
        ),
    ),
)
UNRESOLVED = Rule(
    id="links-not-looked-up",
    summary="The targets of a page's links were not checked",
    why=(
        "The page was read without its site, so nobody knows whether the pages it links to exist."
    ),
    fix=(
        "Run “curbcut lint” on the file in its place below site.toml, or name the source folder"
        " with --source."
    ),
    severity=Severity.SUGGESTION,
    how=(
        "Links and images with a relative path, on a page from standard input or outside a site."
        " Links to headings of the page itself are still checked."
    ),
)
RULES = (BROKEN, ANCHOR, OUTSIDE, MISSING_IMAGE, FOREIGN_IMAGE, EMPTY, WITHOUT_WORDS, UNRESOLVED)

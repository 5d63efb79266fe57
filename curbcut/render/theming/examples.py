"""The example data for the components on the gallery page.

All links point to headings of the gallery itself.
"""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from curbcut.model.view import (
    ContactView,
    Date,
    FeedbackView,
    HeadingItem,
    IndexEntry,
    IndexLetter,
    LanguageLink,
    LanguageNote,
    Link,
    MapGroup,
    MapItem,
    NavCard,
    NavItem,
    NoticeView,
    PartView,
    PolicyView,
    PrintView,
    SearchView,
    Tongue,
    VersionView,
    View,
)

COMPONENTS = {
    "card-list": "Card list",
    "change-facts": "Change facts",
    "date": "Date",
    "feedback": "Feedback",
    "hero": "Hero",
    "index-list": "Index list",
    "language-note": "Language note",
    "language-switcher": "Language switcher",
    "page-facts": "Page facts",
    "page-map": "Page map",
    "pager": "Pager",
    "policy-facts": "Policy facts",
    "policy-notice": "Policy notice",
    "print-contents": "Print contents",
    "print-links": "Print links",
    "print-part": "Print part",
    "related": "Related pages",
    "search-form": "Search form",
    "search-results": "Search results",
    "section-nav": "Section navigation",
}
_CONTACT = ContactView(
    email="help@example.com",
    phone="+44 20 7946 0000",
    phone_href="tel:+442079460000",
    hours="Monday to Friday, 9 to 17",
    address=("1 Example Street", "London"),
)
_OLDER = VersionView(
    Link("Our promise (version 1)", "#policy-notice"),
    Date("2020-05-01", "1 May 2020"),
    Date("2026-03-01", "1 March 2026"),
)
_POLICY = PolicyView(
    version=VersionView(
        Link("Our promise (version 2)", "#policy-facts"), Date("2026-03-01", "1 March 2026")
    ),
    before=_OLDER,
    older=(_OLDER,),
    changes=Link("All changes from version 1 to version 2", "#change-facts"),
    notice=NoticeView(
        "This version no longer applies",
        "It is the version of 1 May 2020, and was replaced on 1 March 2026.",
        "Current version:",
        Link("Our promise (version 2)", "#policy-facts"),
    ),
)


def with_examples(view: View) -> View:
    """The gallery's view with ``examples``; the site's own contact is kept if it has one."""
    contact = view.site.contact
    own = contact.page_href or contact.email or contact.phone or contact.address
    examples = replace(
        view,
        site=view.site if own else replace(view.site, contact=_CONTACT),
        page=replace(
            view.page,
            heading="How can we help?",
            description="A sentence that says what these pages are about.",
            owner="The workshop",
            version="2",
            change_note="Says what happens to old chains.",
            effective=Date("2026-03-01", "1 March 2026"),
            last_reviewed=Date("2026-05-17", "17 May 2026"),
        ),
        contents=(
            *(HeadingItem(text, name) for name, text in COMPONENTS.items()),
            *view.contents,
        ),
        children=(
            NavCard(
                "Wheels",
                "#card-list",
                "What turns, and how to keep it turning.",
                (Link("Rims", "#md-definitions"), Link("Spokes", "#md-figure")),
            ),
            NavCard("Brakes", "#md-table", "What makes a bicycle stop."),
        ),
        navigation=(
            NavItem(
                "Bicycles",
                "#section-nav",
                within=True,
                children=(
                    NavItem("Steps to a quiet chain", "#md-steps", current=True),
                    NavItem("Lists of parts", "#md-lists"),
                ),
            ),
        ),
        navigation_title=Link("Bicycles", "#section-nav"),
        previous=Link("Page map", "#page-map"),
        next=Link("Policy facts", "#policy-facts"),
        letters=(
            IndexLetter("B", "letter-b", "#letter-b", (IndexEntry("Brakes", "#md-table"),)),
            IndexLetter(
                "W",
                "letter-w",
                "#letter-w",
                (IndexEntry("Wheel, drawn", "#md-figure", "Figures"),),
            ),
        ),
        groups=(
            MapGroup(
                IndexEntry("Everything that Markdown makes", "#md-headings"),
                "section-example",
                "#page-map",
                2,
                (
                    MapItem(IndexEntry("Callouts", "#md-callouts")),
                    MapItem(IndexEntry("Quotations", "#md-quotation")),
                ),
            ),
        ),
        related=(Link("Callouts", "#md-callouts"), Link("Tables", "#md-table")),
        feedback=FeedbackView("#feedback", "#feedback", barrier_href="#feedback"),
        languages=(
            LanguageLink("English", "#language-switcher", "en", current=True),
            LanguageLink("Español", "#language-switcher", "es"),
            LanguageLink("العربية", "#language-switcher", "ar", "rtl"),
        ),
        note=LanguageNote(
            "What this page was translated from has changed since.",
            "In Spanish:",
            Link("Cadenas sin ruido", "#language-note", tongue=Tongue("es")),
            "es",
        ),
        policy=_POLICY,
        parts=(PartView("part-example", "A quiet chain", Markup("<p>Oil it once a month.</p>")),),
        printing=PrintView("#print-links", "#print-links", "120 kB"),
        search=SearchView(action="index.html", page_href="#search-form", root="../"),
    )
    return replace(view, examples=examples)

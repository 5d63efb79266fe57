"""What the gallery's components are shown with: a view filled with examples.

All links lead to headings of the gallery itself.
"""

from __future__ import annotations

from dataclasses import replace

from curbcut.model.view import (
    ContactView,
    Date,
    HeadingItem,
    IndexEntry,
    IndexLetter,
    Link,
    MapGroup,
    MapItem,
    NavCard,
    NavItem,
    SearchView,
    View,
)

COMPONENTS = {
    "card-list": "Card list",
    "date": "Date",
    "hero": "Hero",
    "index-list": "Index list",
    "page-facts": "Page facts",
    "page-map": "Page map",
    "pager": "Pager",
    "policy-facts": "Policy facts",
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


def with_examples(view: View) -> View:
    """The view of the gallery with examples in it; the site's own contact stays what it is."""
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
        navigation_title="Bicycles",
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
        search=SearchView(action="index.html", page_href="#search-form", root="../"),
    )
    return replace(view, examples=examples)

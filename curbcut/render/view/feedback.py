"""“Was this page helpful?” and “Report a barrier”: plain links, which send nothing until used."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from curbcut.config import Config
from curbcut.model.page import Page
from curbcut.model.view import FeedbackView


def feedback_view(
    page: Page, config: Config, strings: Mapping[str, str], barrier_href: str
) -> FeedbackView | None:
    """The feedback links at the end of a page; None if it has none.

    ``barrier_href`` is the URL, relative to the page, of the site's own page for reporting
    barriers, or "".
    """
    helpful, barrier = config.feedback.helpful, config.feedback.barrier
    if not page.kind.text or not (helpful or barrier):
        return None
    here = config.site.url.rstrip("/") + quote(page.path)

    def lead(address: str, subject: str, **answer: str) -> str:
        sign = "&" if "?" in address else "?"
        if address.startswith("mailto:"):
            words = strings[f"feedback_subject_{subject}"].format(title=page.title, page=here)
            return f"{address}{sign}subject={quote(words, safe='')}"
        return f"{address}{sign}{urlencode({'page': here, **answer})}"

    return FeedbackView(
        yes_href=lead(helpful, "yes", answer="yes") if helpful else "",
        no_href=lead(helpful, "no", answer="no") if helpful else "",
        by_mail=helpful.startswith("mailto:"),
        barrier_href=barrier_href
        or (lead(barrier, "barrier") if barrier and not barrier.endswith(".md") else ""),
        barrier_by_mail=barrier.startswith("mailto:"),
    )

"""“Was this page helpful?” and “Report a barrier”: links, which tell nobody until they are used."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from curbcut.config import Config
from curbcut.model.page import Page
from curbcut.model.view import FeedbackView


def feedback_view(
    page: Page, config: Config, strings: Mapping[str, str], barrier_href: str
) -> FeedbackView | None:
    """What a text asks at its end; None where there is nothing to ask.

    ``barrier_href`` is the address, as the page has to write it, of the site's own page for
    barriers, if it has one.
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

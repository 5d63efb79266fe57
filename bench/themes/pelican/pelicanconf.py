"""The same page as the other tools make, with Pelican's own means."""

from pelican import signals

SITENAME = "Orlen Photo Help"
AUTHOR = "Orlen Photo"
SITEURL = ""
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
PATH = "content"
PAGE_PATHS = ["pages"]
ARTICLE_PATHS = []
STATIC_PATHS = ["pictures"]
THEME = "theme"
DIRECT_TEMPLATES = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.admonition": {},
        "markdown.extensions.tables": {},
        "markdown.extensions.toc": {"permalink": True, "title": "On this page"},
        "markdown.extensions.meta": {},
    },
    "output_format": "html5",
}


def arrange(generator):
    """Give each page what is around it, once for all pages."""
    by_url = {page.url: page for page in generator.pages}
    below = {}
    for page in generator.pages:
        parent = page.url.rstrip("/").rpartition("/")[0]
        page.parent_url = f"{parent}/" if parent else ""
        if page.url:
            below.setdefault(page.parent_url, []).append(page)
    for pages in below.values():
        pages.sort(key=lambda page: int(page.order))
    for page in generator.pages:
        page.below = below.get(page.url, [])
        siblings = below.get(page.parent_url, []) if page.url else []
        place = siblings.index(page) if siblings else 0
        page.before = siblings[place - 1] if place else None
        page.after = siblings[place + 1] if place + 1 < len(siblings) else None
        page.trail, above = [], page
        while above.url:
            above = by_url[above.parent_url]
            page.trail.insert(0, above)
        page.top = by_url.get(page.url.split("/")[0] + "/")


class Around:
    """The plug-in."""

    __name__ = "around"

    @staticmethod
    def register():
        """Ask to be called when all pages are read."""
        signals.page_generator_finalized.connect(arrange)


PLUGINS = [Around()]

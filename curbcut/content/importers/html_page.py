"""A page of HTML: its main content, title, description and language."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag

from curbcut.content.importers.converter import Converter
from curbcut.content.importers.lines import Loss
from curbcut.content.importers.markup.boxes import kind_by_class

_MAIN = ("main", "[role=main]", "#main-content", "#content", "#main", "article", ".main-content",
         ".content", ".entry-content", ".post-content")  # fmt: skip
_AROUND = ("header", "nav", "footer", "script", "style", "noscript", "template", "link", "meta",
           "[role=navigation]", "[role=banner]", "[role=contentinfo]", "[role=search]",
           ".breadcrumb", ".breadcrumbs", "a.headerlink", "a.anchor", ".skip-link", ".toc",
           "#toc")  # fmt: skip
_SEPARATOR = re.compile(r"\s+[|–—·»:-]\s+")


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """A page of HTML as Markdown."""

    title: str
    description: str = ""
    language: str = ""
    body: str = ""
    html: set[str] = field(default_factory=set)


def read_html(text: str, path: str, losses: list[Loss], first: int = 1) -> HtmlPage:
    """The content of a page of HTML as Markdown."""
    soup = BeautifulSoup(text, "html.parser")
    root, heading = soup.find("html"), soup.find("title")
    language = str(root.get("lang") or "") if isinstance(root, Tag) else ""
    described = soup.find("meta", attrs={"name": re.compile("^description$", re.I)})
    description = str(described.get("content") or "") if isinstance(described, Tag) else ""
    main = _main(soup)
    h1 = main.find("h1") or soup.find("h1")
    title = " ".join(h1.get_text(" ").split()) if isinstance(h1, Tag) else ""
    if not title and heading is not None:
        title = _SEPARATOR.split(" ".join(heading.get_text().split()))[0]
    if isinstance(h1, Tag):
        h1.decompose()
    _strip(main, path, losses, first)
    for one in main.find_all(["div", "aside", "section"]):
        _callout_title(one)
    html: set[str] = set()
    converter = Converter(path, first, losses, html, raw=False)
    body = re.sub(r"\n{3,}", "\n\n", str(converter.convert_soup(main))).strip("\n")
    return HtmlPage(title, " ".join(description.split()), language.replace("_", "-"), body, html)


def _main(soup: BeautifulSoup) -> Tag:
    for selector in _MAIN:
        found = soup.select(selector)
        if found and (len(found) == 1 or selector == "main") and found[0].get_text(strip=True):
            return found[0]
    return soup.body or soup


def _strip(main: Tag, path: str, losses: list[Loss], first: int) -> None:
    for selector in _AROUND:
        for one in main.select(selector):
            if one.name == "header" and main.name != "body":
                continue
            one.decompose()
    for one in main.find_all("aside"):
        if not kind_by_class(" ".join(one.get_attribute_list("class"))) and one.get_text(
            strip=True
        ):
            line = first + (one.sourceline or 1) - 1
            what = "Text beside the main content (aside) was left out"
            losses.append(Loss("html", path, line, what, "Copy it if it is still needed."))
            one.decompose()


def _callout_title(box: Tag) -> None:
    """Take the title out of a callout, for the line that opens it."""
    if not kind_by_class(" ".join(name or "" for name in box.get_attribute_list("class"))):
        return
    title = box.find(class_=re.compile(r"(^|[-_])(title|heading)$"))
    if isinstance(title, Tag):
        box["data-title"] = " ".join(title.get_text().split())
        title.decompose()

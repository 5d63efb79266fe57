"""HTML as Curbcut's Markdown: the library's converter, with the elements that Curbcut has."""

from __future__ import annotations

import re
from typing import Any

from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

from curbcut.content.extensions.headings import slugify
from curbcut.content.importers.lines import Loss
from curbcut.content.importers.markup.boxes import kind_by_class
from curbcut.content.importers.markup.callouts import details_words, words_of

KEPT = frozenset((
    "abbr", "bdi", "bdo", "cite", "data", "dfn", "ins", "mark", "rp", "rt", "ruby", "samp",
    "small", "sub", "sup", "time", "u", "var", "wbr",
))  # fmt: skip
"""Elements of text that Markdown lacks; site.toml can allow them."""
EMBEDS = frozenset(("iframe", "video", "audio", "object", "embed"))
CONTROLS = frozenset(("form", "input", "select", "textarea"))
_SPECIAL = re.compile(r"([\\`*\[\]<])")
_UNDERSCORE = re.compile(r"(?<!\w)_|_(?!\w)")
_BRACKETS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_LINE_START = re.compile(r"^([ ]{0,3})(#{1,6}|>|:{3,}|~{3,}|={2,}$)", re.M)


class Converter(MarkdownConverter):
    """markdownify with Curbcut's containers, keys, figures and tables.

    ``losses`` and ``html``, the elements to allow in site.toml, are added to.
    """

    def __init__(
        self, path: str, first: int, losses: list[Loss], html: set[str], raw: bool
    ) -> None:
        super().__init__(
            heading_style="atx",
            bullets="-",
            newline_style="backslash",
            autolinks=False,
            table_infer_header=True,
            keep_inline_images_in=[
                "td",
                "th",
                "a",
                "p",
                "span",
                "h1",
                "h2",
                "h3",
                "h4",
                "h5",
                "h6",
            ],
            code_language_callback=_language,
        )
        self.path, self.first, self.losses, self.html, self.raw = path, first, losses, html, raw

    def lost(self, el: Tag, kind: str, what: str, fix: str = "") -> None:
        """Note a loss at an element's line."""
        line = self.first + (el.sourceline or 1) - 1
        self.losses.append(Loss(kind, self.path, line, what, fix))

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Escape what would be markup; Markdown inside HTML is markup."""
        if self.raw or not text:
            return text
        text = _UNDERSCORE.sub(r"\\_", _SPECIAL.sub(r"\\\1", text))
        if parent_tags & {"td", "th"}:
            text = text.replace("|", r"\|")
        text = _BRACKETS.sub(lambda match: "`" + match[0].replace("\\", "") + "`", text)
        return _LINE_START.sub(r"\1\\\2", text)

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A forced line break."""
        if parent_tags & {"td", "th"}:
            self.html.add("br")
            return "<br>"
        return " " if "_inline" in parent_tags else "\\\n"

    def convert_kbd(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A key."""
        words = el.get_text().strip()
        return f"++{words}++" if words and "+" not in words else f"`{words}`"

    def convert_details(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Details that open."""
        summary = el.find("summary")
        words = details_words(summary.get_text() if summary else "")
        return f"\n\n::: {words}\n\n{text.strip()}\n\n:::\n\n"

    def convert_summary(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """The summary is the title of the container."""
        return "" if el.find_parent("details") else f"\n\n**{text.strip()}**\n\n"

    def convert_div(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A block, or a callout."""
        if "_inline" in parent_tags:
            return f" {text.strip()} "
        kind = kind_by_class(" ".join(el.get_attribute_list("class")))
        if not kind or not text.strip() or "p" in parent_tags:
            return f"\n\n{text.strip()}\n\n" if text.strip() else ""
        words = words_of(kind, str(el.get("data-title") or ""))
        return f"\n\n::: {words}\n\n{text.strip()}\n\n:::\n\n"

    convert_section = convert_article = convert_aside = convert_main = convert_div
    convert_center = convert_fieldset = convert_address = convert_header = convert_div
    convert_footer = convert_hgroup = convert_div

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802
        """A heading, with its anchor where that is not made of its words."""
        anchor = str(el.get("id") or "")
        inner = el.find("a", attrs={"name": True}) or el.find("a", id=True)
        if not anchor and isinstance(inner, Tag):
            anchor = str(inner.get("name") or inner.get("id") or "")
        heading = super().convert_hN(n, el, text, parent_tags)  # type: ignore[misc]
        if not anchor or re.search(r"[\s{}#\"'<>&]", anchor) or not heading.strip():
            return str(heading)
        if loose(anchor) == loose(slugify(el.get_text())):
            return str(heading)
        return f"\n\n{heading.strip()} {{#{anchor}}}\n\n"

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A link; an anchor with words is a span, one without is lost."""
        if el.get("href"):
            label = text.strip() or str(el.get("aria-label") or el.get("title") or "").strip()
            words = text if text.strip() else label
            return str(super().convert_a(el, words, parent_tags))  # type: ignore[misc]
        name = str(el.get("id") or el.get("name") or "")
        if name and not parent_tags & {"h1", "h2", "h3", "h4", "h5", "h6"}:
            if text.strip():
                return f"[{text.strip()}]{{#{name}}}"
            what = f"The anchor “{name}” was left out"
            self.lost(el, "anchor", what, f"Give the heading near it {{#{name}}}.")
        return text

    def convert_span(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Text in another language keeps it."""
        language = str(el.get("lang") or "")
        return f"[{text}]{{lang={language}}}" if language and text.strip() else text

    def convert_figure(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """An image with a caption; anything else in a figure is a block."""
        image, caption = el.find("img"), el.find("figcaption")
        if isinstance(image, Tag) and isinstance(caption, Tag):
            words = " ".join(caption.get_text().split()).replace('"', "'")
            alternative, source = image.get("alt") or "", image.get("src") or ""
            return f'\n\n![{alternative}]({source} "{words}")\n\n'
        return f"\n\n{text.strip()}\n\n"

    def convert_figcaption(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A caption, which the figure has already taken if it has an image."""
        figure = el.find_parent("figure")
        return "" if figure and figure.find("img") else f"\n\n{text.strip()}\n\n"

    def convert_caption(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """The caption of a table."""
        return f"Table: {' '.join(text.split())}\n\n"

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A cell; Markdown has none that spans rows or holds blocks."""
        if el.get("rowspan") not in (None, "", "1") or el.get("colspan") not in (None, "", "1"):
            what = "A table cell spans rows or columns; Markdown has no such cells"
            self.lost(el, "table", what, "Repeat the words in each cell.")
        if el.find(["ul", "ol", "table", "pre"]):
            what = "A table cell holds a list or a table, of which only the text was kept"
            self.lost(el, "table", what, "Write it below the table.")
        if el.name == "th" and el.find_parent("tbody") and el.find_next_sibling("td"):
            text = f"**{text.strip()}**" if text.strip() and "*" not in text else text
        return str(super().convert_td(el, text, parent_tags))  # type: ignore[misc]

    convert_th = convert_td

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A table; one that only lays out is its text."""
        rows = el.find_all("tr")
        if el.get("role") == "presentation" or not rows:
            return f"\n\n{' '.join(el.get_text(' ').split())}\n\n"
        if not el.find("th"):
            what = "A table has no header row, so its first row became one"
            self.lost(el, "table", what, "Check that the first row names the columns.")
        return f"\n\n{text.strip()}\n\n"

    def convert_svg(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Drawings inside a page cannot be kept."""
        self.lost(el, "icon", "A drawing inside the page (svg) was left out")
        return ""


def _language(el: Tag) -> str | None:
    inner = el.find("code")
    for one in (inner, el):
        for name in one.get_attribute_list("class") if isinstance(one, Tag) else ():
            if match := re.fullmatch(
                r"(?:language|lang|highlight-source|brush:)-?(\w+)", name or ""
            ):
                return match[1]
    return None


def _kept(name: str) -> Any:
    def convert(self: Converter, el: Tag, text: str, parent_tags: set[str]) -> str:
        if not text.strip() and name != "wbr":
            return text
        self.html.add(name)
        given = "".join(
            f' {one}="{el[one]}"' for one in ("lang", "title", "datetime") if el.get(one)
        )
        return f"<{name}{given}>{text}</{name}>" if name != "wbr" else "<wbr>"

    return convert


def _embedded(self: Converter, el: Tag, text: str, parent_tags: set[str]) -> str:
    source = el.get("src") or el.get("data")
    inner = el.find("source", src=True)
    source = str(source or (inner.get("src") if isinstance(inner, Tag) else "") or "")
    words = str(
        el.get("title") or el.get("aria-label") or el.name.replace("iframe", "Embedded page")
    )
    self.lost(
        el, "embed", f"An embedded {el.name} ({source or 'without an address'}) became a link",
        "Say in the link what it shows.",
    )  # fmt: skip
    return f"[{words}]({source})" if source else ""


def _control(self: Converter, el: Tag, text: str, parent_tags: set[str]) -> str:
    if el.name == "form" or not el.find_parent("form"):
        self.lost(el, "form", f"A form field or form ({el.name}) was left out; its text is kept")
    return f"\n\n{text.strip()}\n\n" if el.name == "form" else text if el.name != "select" else ""


def _nothing(self: Converter, el: Tag, text: str, parent_tags: set[str]) -> str:
    return ""


for _name in KEPT:
    setattr(Converter, f"convert_{_name}", _kept(_name))
for _name in EMBEDS:
    setattr(Converter, f"convert_{_name}", _embedded)
for _name in CONTROLS:
    setattr(Converter, f"convert_{_name}", _control)
for _name in ("script", "style", "noscript", "template", "head", "title"):
    setattr(Converter, f"convert_{_name}", _nothing)


def loose(anchor: str) -> str:
    """An anchor for comparison, whatever made it: its letters and digits."""
    return "".join(sign for sign in anchor.casefold() if sign.isalnum())


def markdown_of(
    html: str | Tag, path: str, first: int, losses: list[Loss], known: set[str], *, raw: bool
) -> str:
    """A piece of HTML as Markdown; ``raw`` leaves Markdown in its text alone.

    ``first`` is the line of ``path`` that the piece starts on; ``known`` gets the elements that
    site.toml must allow.
    """
    soup = BeautifulSoup(html, "html.parser") if isinstance(html, str) else html
    made: str = Converter(path, first, losses, known, raw).convert_soup(soup)
    return re.sub(r"\n{3,}", "\n\n", made).strip("\n")

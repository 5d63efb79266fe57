"""A Markdown version of every page, and ``llms.txt`` (llmstxt.org), which lists them.

It is the editor's Markdown below the page's title, with the same link targets as the page. HTML
comments are left out, and so is front matter, except what the page itself shows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from urllib.parse import unquote

from markdown_it import MarkdownIt

from curbcut.config import Config
from curbcut.model import kinds
from curbcut.model.page import Edition, Page, Site
from curbcut.render.machine.addresses import absolute, listed, markdown_address
from curbcut.render.view.views import relative

FILE = "llms.txt"

_SPECIAL = re.compile(r"([\\`*_\[\]<>])")
_DESTINATION = r"(<[^<>\n]*>|[^\s()<]*(?:\([^\s()]*\)[^\s()]*)*)"
_INLINE = re.compile(rf"(\]\(\s*){_DESTINATION}")
_DEFINITION = re.compile(rf"^([ >]{{0,6}}\[[^\]]{{1,999}}\]:\s*){_DESTINATION}", re.M)
# Whichever starts first wins, as in CommonMark; code spans over several lines are not recognised.
_CODE_OR_COMMENT = re.compile(
    r"(?P<ticks>(?<!`)`+(?!`))[^\n]*?(?<!`)(?P=ticks)(?!`)|(?P<comment><!--)"
)


def markdown_versions(
    site: Site, config: Config, strings: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[str, Callable[[], str]]]:
    """The path of each Markdown version, and a function that makes its text.

    ``strings`` are the theme's strings by language.
    """
    for page in listed(site):
        yield (
            markdown_address(page)[1:],
            partial(markdown_version, page, site, config, strings[page.language]),
        )


def markdown_version(page: Page, site: Site, config: Config, strings: Mapping[str, str]) -> str:
    """The Markdown version of a page; ``strings`` are those of its language."""
    meta = page.parsed.meta
    parts = [f"# {_plain(meta.title)}"]
    if meta.description:
        parts.append(f"> {_plain(meta.description)}")
    facts = (
        (strings.get("policy_effective", ""), meta.effective and meta.effective.isoformat()),
        (strings.get("policy_version", ""), meta.version),
        (strings.get("policy_change", ""), meta.change_note),
    )
    told = [f"* {name}: {_plain(value)}" for name, value in facts if name and value]
    if page.kind is kinds.POLICY and told:
        parts.append("\n".join(told))
    body = _body(page, site, config)
    return "\n\n".join([*parts, *([body] if body else [])]) + "\n"


def llms(site: Site, config: Config, edition: Edition) -> str:
    """The text of ``llms.txt``: a language's pages by section, linked to their Markdown versions.

    The file of the main language links to those of the others.
    """
    root = edition.root
    parts = [f"# {_plain(edition.title)}"]
    if edition.description:
        parts.append(f"> {_plain(edition.description)}")
    top = site.children.get(root, ())
    alone = [path for path in (root, *top) if path == root or not site.children.get(path)]
    groups = [(root, alone), *((path, [*_below(path, site)]) for path in top if path not in alone)]
    shown: set[str] = set()
    for head, paths in groups:
        pages = [site.pages[path] for path in paths if path in site.pages]
        pages = [page for page in pages if page.kind.listed and not page.original]
        shown.update(page.path for page in pages)
        if pages:
            title = site.pages[head].title if head in site.pages else edition.title
            lines = [_entry(page, root, config) for page in pages]
            parts.append("\n".join([f"## {_plain(title)}", "", *lines]))
    here = [page for page in listed(site) if page.root == root]
    rest = [_entry(page, root, config) for page in here if page.path not in shown]
    if rest:
        parts.append("\n".join(["## Optional", "", *rest]))
    others = site.editions[1:] if root == "/" else ()
    if others:
        ways = (
            f"- [{_plain(other.name)}]({_lead('/', other.root + FILE, config)})" for other in others
        )
        parts.append("\n".join(["## Languages", "", *ways]))
    return "\n\n".join(parts) + "\n"


def _entry(page: Page, root: str, config: Config) -> str:
    address = markdown_address(page)
    description = page.parsed.meta.description
    end = f": {_plain(description)}" if description else ""
    return f"- [{_plain(page.title)}]({_lead(root, address, config)}){end}"


def _below(path: str, site: Site) -> Iterator[str]:
    yield path
    for child in site.children.get(path, ()):
        yield from _below(child, site)


def _body(page: Page, site: Site, config: Config) -> str:
    parsed = page.parsed
    lines = parsed.source.text.split("\n")
    where = _destinations(page, site, config)

    def lead(match: re.Match[str]) -> str:
        found = where.get(unquote(match[2].strip("<>")))
        return match[0] if found is None else match[1] + found

    for number in {
        n for link in parsed.links for n in range(link.span.line, link.span.end_line + 1)
    }:
        if "](" in lines[number - 1]:
            lines[number - 1] = _INLINE.sub(lead, lines[number - 1])
    text = "\n".join(lines[parsed.body_line - 1 :])
    if "<!--" in text or _DEFINITION.search(text):
        text = "".join(
            part if code else _DEFINITION.sub(lead, _without_comments(part))
            for code, part in _split_code(text)
        )
    return text.strip("\n")


def _destinations(page: Page, site: Site, config: Config) -> dict[str, str]:
    """The targets of a page's links within this site, by the destination in the Markdown."""
    return {
        unquote(link.destination.strip()): _lead(page.path, resolved.address, config)
        for link, resolved in zip(page.parsed.links, site.links[page.path], strict=True)
        if resolved.address.startswith("/") and not link.destination.startswith("#")
    }


def _lead(start: str, address: str, config: Config) -> str:
    """A link as it is written in Markdown: whole where the site knows its address."""
    found = absolute(config, address) or relative(start, address)
    return f"<{found}>" if re.search(r"[\s()]", found) else found


def _without_comments(text: str) -> str:
    """``text`` without HTML comments, except in code; an unclosed comment is kept."""
    kept: list[str] = []
    at = done = 0
    last = text.rfind("-->")
    while (match := _CODE_OR_COMMENT.search(text, at)) is not None and match.start() < last:
        at = match.end()
        if match["comment"] and (end := text.find("-->", at)) != -1:
            kept.append(text[done : match.start()])
            at = done = end + 3
    return "".join((*kept, text[done:]))


def _split_code(text: str) -> Iterator[tuple[bool, str]]:
    """Split ``text`` into parts, each with whether it is a code block."""
    lines = text.split("\n")
    at = 0
    for token in _PARSER.parse(text):
        if token.type in ("fence", "code_block") and token.map and token.map[0] >= at:
            first, last = token.map
            yield False, "".join(f"{line}\n" for line in lines[at:first])
            yield True, "".join(f"{line}\n" for line in lines[first:last])
            at = last
    yield False, "\n".join(lines[at:])


_PARSER = MarkdownIt("commonmark", {"maxNesting": 60})


def _plain(text: str) -> str:
    """Text on one line, with Markdown's special characters escaped."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))

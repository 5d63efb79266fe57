"""Render Markdown as HTML with position marks in start tags and placeholders for links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from curbcut import plugins
from curbcut.content.extensions import EXTENSIONS
from curbcut.content.extensions import RULES as EXTENSION_RULES
from curbcut.content.extensions.headings import plain_text
from curbcut.content.extensions.pictures import render_image
from curbcut.content.front_matter import read_front_matter
from curbcut.content.glossary import Glossary, link_terms
from curbcut.content.link_refs import LINK_ATTRIBUTE, UNSAFE_LINK, number_links
from curbcut.content.overrides import refuse_overrides
from curbcut.content.positions import (
    lay_block,
    note_offsets,
    place_in,
    place_of,
    place_tokens,
    tokens_by_offset,
)
from curbcut.content.report import KEY, report
from curbcut.content.transforms.directions import set_directions
from curbcut.content.transforms.downloads import leave_room
from curbcut.content.transforms.heading_links import link_headings
from curbcut.content.transforms.html_advice import advice
from curbcut.content.transforms.quotes import smartquotes
from curbcut.content.transforms.raw_html import (
    good_block,
    good_inline,
    name_of,
    without_comments,
    words_until_end,
)
from curbcut.html.marks import link_placeholder, mark, mark_each, position_label
from curbcut.model import kinds
from curbcut.model.finding import Finding, Rule
from curbcut.model.kinds import Kind
from curbcut.model.page import Heading, LinkRef, ParsedPage
from curbcut.model.source import SourceFile, Span

RAW_HTML = Rule(
    id="raw-html",
    summary="The Markdown contains HTML",
    why=(
        "It is shown as text, because unchecked HTML can break the page for people who use"
        " assistive technology."
    ),
    fix=(
        "Write it in Markdown. Or allow the element under [markdown] html in site.toml, and"
        " close it in the paragraph where it is opened."
    ),
    how=(
        "HTML comments are left out of the page. Every other tag that is not allowed, or not"
        " opened and closed in one block, is shown as text and reported."
    ),
    examples=(
        (
            "Press <b>Save</b>.",
            "Press **Save**.",
        ),
    ),
)
TEMPLATE_SYNTAX = Rule(
    id="template-syntax",
    summary="The Markdown contains template brackets",
    why="Nothing is filled in here, so readers see and hear the brackets.",
    fix="Write the value itself, or mark the brackets as code with backticks.",
    examples=(
        (
            "Welcome to {{ site.title }}.",
            "Welcome to Movo Photo.",
        ),
    ),
)
TOO_DEEP = Rule(
    id="nesting-too-deep",
    summary="Quotes or lists are nested too deeply",
    why="The deeper levels are left out of the page, and nobody could follow them by ear.",
    fix="Use headings and short lists instead.",
    source="Our own limit: 60 levels.",
)
TOO_SLOW = Rule(
    id="page-unreadable",
    summary="The Markdown cannot be read",
    why="The page would be missing.",
    fix="Simplify the part that the message names.",
    source="Our own limit: 20,000 opening brackets on one page.",
)
RULES = (RAW_HTML, TEMPLATE_SYNTAX, UNSAFE_LINK, TOO_DEEP, TOO_SLOW, *EXTENSION_RULES)

MAX_NESTING = 60
MAX_BRACKETS = 20_000
"""The most brackets that may open a link; each can take the parser MAX_NESTING steps."""


class MarkingRenderer(RendererHTML):
    """Adds a mark to each start tag that says where it comes from."""

    def render(self, tokens: Sequence[Token], options: Any, env: Any) -> str:
        """Render block tokens."""
        parts: list[str] = []
        for at, token in enumerate(tokens):
            if token.type == "inline":
                parts.append(self.renderInline(token.children or [], options, env))
            else:
                parts.append(self._one(tokens, at, options, env))
        return "".join(parts)

    def renderInline(self, tokens: Sequence[Token], options: Any, env: Any) -> str:  # noqa: N802
        """Render inline tokens."""
        return "".join(self._one(tokens, at, options, env) for at in range(len(tokens)))

    def _one(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        token = tokens[at]
        rule = self.rules.get(token.type)
        html = (rule or self.renderToken)(tokens, at, options, env)
        if token.nesting == -1 or "<" not in html:
            return html
        if "data-curbcut-link" in html:
            html = LINK_ATTRIBUTE.sub(lambda match: link_placeholder(int(match[1])), html)
        line, last, column = place_of(token)
        first = env["first_line"]
        return mark(html, position_label(line + first, last + first, column))


@lru_cache(maxsize=4)
def parser(typographer: bool, allowed_html: tuple[str, ...]) -> MarkdownIt:
    """The parser for a site's settings; it is kept, because making one is slow."""
    md = MarkdownIt("commonmark", renderer_cls=MarkingRenderer)
    md.options.update({"html": True, "xhtmlOut": False, "maxNesting": MAX_NESTING})
    md.options["typographer"] = typographer
    if typographer:
        md.enable(["replacements", "smartquotes"])
        md.core.ruler.at("smartquotes", smartquotes)
    md.enable("strikethrough")
    md.validateLink = lambda url: True  # type: ignore[method-assign]  # judged in number_links, with its line
    md.core.ruler.push("curbcut_places", _places)
    md.core.ruler.push("curbcut_overrides", refuse_overrides)
    for extension in EXTENSIONS:
        extension.install(md)
    md.core.ruler.push("curbcut_links", number_links)
    md.core.ruler.push("curbcut_downloads", leave_room)
    md.core.ruler.push("curbcut_text", _text)
    md.core.ruler.push("curbcut_directions", set_directions)
    md.core.ruler.push("curbcut_figures", _figures)
    rules = md.renderer.rules  # type: ignore[attr-defined]
    rules["image"] = lambda tokens, idx, options, env: render_image(tokens[idx])
    rules["html_block"] = rules["html_inline"] = _raw_html
    rules["code_block"] = rules["fence"] = _code
    rules["file_note"] = rules["heading_link"] = _as_it_is
    note_offsets(md)
    plugins.apply(plugins.MARKDOWN, md)
    return md


def parse_page(
    source: SourceFile,
    *,
    typographer: bool = False,
    allowed_html: tuple[str, ...] = (),
    strings: dict[str, str] | None = None,
    kind: Kind = kinds.LANDING,
    language: str = "",
    inside: str = "",
    glossaries: Mapping[str, Glossary] | None = None,
    keep: list[Token] | None = None,
) -> tuple[ParsedPage, list[Finding]]:
    """Parse one page: front matter and body. Pure, so the result can be cached by the digest.

    ``kind`` and ``language`` apply if the front matter names none; ``inside`` is the page's path in
    the source folder. ``glossaries`` has, by language,
    the terms that are linked where the page first uses them. The tokens with their positions, as
    the editor wrote them, are added to ``keep`` for checks of the Markdown itself.
    """
    meta, body_line, findings = read_front_matter(source, inside)
    body = "\n".join(source.text.split("\n")[body_line - 1 :])
    env: dict[str, Any] = {
        "path": source.path,
        "first_line": body_line,
        "title": meta.title,
        "kind": kinds.KINDS[meta.kind] if meta.kind else kind,
        "language": meta.lang or language,
        "strings": strings or {},
        "allowed_html": frozenset(allowed_html),
        "links": [],
        "terms": [],
        KEY: findings,
    }
    md = parser(typographer, allowed_html)
    if (brackets := body.count("[")) > MAX_BRACKETS:
        message = f"The page has {brackets} opening brackets; the limit is {MAX_BRACKETS}"
        span = Span(source.path, body_line, body_line)
        findings.append(Finding(TOO_SLOW, message, span=span))
        return ParsedPage(source, meta, "", body_line=body_line), findings
    try:
        tokens = md.parse(body, env)
        if keep is not None:
            keep += tokens
        glossary = (glossaries or {}).get(meta.lang or language)
        if glossary is not None and meta.glossary and env["kind"] is not kinds.GLOSSARY:
            tokens = link_terms(tokens, glossary, env)
        if env["kind"].text:
            tokens = link_headings(tokens, env["strings"].get("heading_link", "{heading}"))
        html = md.renderer.render(tokens, md.options, env)
    except RecursionError:
        span = Span(source.path, body_line, body_line)
        findings.append(Finding(TOO_SLOW, "The page is nested too deeply to be read", span=span))
        return ParsedPage(source, meta, "", body_line=body_line), findings
    headings = tuple(_headings(tokens, env))
    anchors = frozenset(
        str(token.attrGet("id")) for token in _all(tokens) if token.attrGet("id") is not None
    )
    notes = {f"fn-{number + 1}" for number in env.get("footnotes", {}).get("list", {})}
    page = ParsedPage(
        source=source,
        meta=meta,
        html=html,
        headings=headings,
        links=tuple(env["links"]),
        anchors=anchors | notes,
        body_line=body_line,
        terms=tuple(env["terms"]),
    )
    return page, findings


def tokens_of(source: SourceFile) -> tuple[list[Token], int, list[str]]:
    """The tokens of a page with their positions, for checks of the Markdown itself.

    Returns:
        The tokens, the line number of the body's first line, and the body's lines.
    """
    _, body_line, _ = read_front_matter(source)
    body = "\n".join(source.text.split("\n")[body_line - 1 :])
    env: dict[str, Any] = {"path": source.path, "first_line": body_line, "links": [], KEY: []}
    return parser(False, ()).parse(body, env), body_line, body.split("\n")


def _all(tokens: Sequence[Token]) -> list[Token]:
    return [child for token in tokens for child in (token, *(token.children or ()))]


def _headings(tokens: Sequence[Token], env: Any) -> list[Heading]:
    found = []
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            line, last, column = place_of(token)
            first = env["first_line"]
            span = Span(env["path"], line + first, last + first, column)
            text = plain_text(tokens[at + 1])
            found.append(Heading(int(token.tag[1]), text, str(token.attrGet("id")), span))
    return found


def _places(state: StateCore) -> None:
    lines = state.src.split("\n")
    place_tokens(state.tokens, lines)
    deepest = max((token.level for token in state.tokens), default=0)
    if deepest >= MAX_NESTING - 1:
        token = next(t for t in state.tokens if t.level >= MAX_NESTING - 1)
        message = f"There are more than {MAX_NESTING - 1} levels of nesting here"
        report(state.env, TOO_DEEP, message, place_of(token)[0])


def _text(state: StateCore) -> None:
    """Judge raw HTML, and report template brackets in running text; code may hold what it likes."""
    allowed: frozenset[str] = state.env.get("allowed_html", frozenset())
    lines = state.src.split("\n")
    for block in state.tokens:
        if block.type == "html_block":
            _judge_block(state, block, lines, allowed)
        elif block.type == "inline":
            _judge_inline(state, block, allowed)
            token_at = tokens_by_offset(block)
            for start, end in _brackets(block.content):
                token = token_at(start)
                if token is not None and token.type == "text":
                    message = f"“{_shorten(block.content[start:end])}” is shown to readers as it is"
                    line, _, column = place_in(block, start)
                    report(state.env, TEMPLATE_SYNTAX, message, line, column=column)


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Where something is in template brackets."""
    for opening, closing in (("{{", "}}"), ("{%", "%}")):
        at = text.find(opening)
        while at != -1 and (end := text.find(closing, at + 2)) != -1:
            if text[max(0, at - 1) : at + 2] != "{{%":  # “{{% note %}}” is one thing
                yield at, end + 2
            at = text.find(opening, end + 2)


def _judge_block(
    state: StateCore, token: Token, lines: Sequence[str], allowed: frozenset[str]
) -> None:
    layout = lay_block(token.content, lines, place_of(token)[0])
    visible = without_comments(token.content)
    if good_block(visible, allowed):
        first = state.env["first_line"]

        def label(offset: int) -> str:
            line, last, column = layout.place(offset)
            return position_label(line + first, last + first, column)

        # Marks come first: removing comments moves the tags after them.
        token.content = without_comments(mark_each(token.content, label))
        token.meta["curbcut_good"] = True
        return
    token.content = visible
    _report_html(state, token, layout.place(0)[0], layout.place(0)[2])


def _judge_inline(state: StateCore, block: Token, allowed: frozenset[str]) -> None:
    children = block.children or []
    for token in good_inline(children, allowed):
        token.meta["curbcut_good"] = True
    reported: list[str] = []
    for at, token in enumerate(children):
        if token.type != "html_inline":
            continue
        name = name_of(token.content)
        if not without_comments(token.content):
            token.content = ""
        elif token.content.startswith("</") and name in reported:
            reported.remove(name)  # with its start tag
        elif "curbcut_good" not in token.meta:
            reported.append(name)
            line, _, column = place_of(token)
            _report_html(state, token, line, column, words_until_end(children[at + 1 :], name))


def _report_html(state: StateCore, token: Token, line: int, column: int, words: str = "") -> None:
    message = f"“{_shorten(token.content)}” is shown to readers as text"
    fix = advice(token.content, words or token.content)
    report(state.env, RAW_HTML, message, line, column=column, fix=fix)


def _raw_html(tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
    token = tokens[idx]
    if "curbcut_good" in token.meta or not token.content:
        return token.content
    text = escapeHtml(token.content)
    return f"<p>{text.strip()}</p>\n" if token.type == "html_block" else text


def _figures(state: StateCore) -> None:
    """An image alone in its paragraph with a title becomes a figure with that as its caption."""
    refs: list[LinkRef] = state.env["links"]
    for at, token in enumerate(state.tokens):
        if token.type != "inline" or state.tokens[at - 1].type != "paragraph_open":
            continue
        children = [c for c in token.children or () if c.type != "text" or c.content.strip()]
        if len(children) != 1 or children[0].type != "image":
            continue
        caption = refs[children[0].meta["curbcut_link"]].title
        if not caption:
            continue
        opening, closing = state.tokens[at - 1], state.tokens[at + 1]
        opening.tag = closing.tag = "figure"
        opening.hidden = closing.hidden = False
        token.children = [children[0], *_caption(caption, children[0])]


def _caption(text: str, image: Token) -> list[Token]:
    words = Token("text", "", 0, content=text)
    tokens = [
        Token("caption_open", "figcaption", 1),
        words,
        Token("caption_close", "figcaption", -1),
    ]
    for token in tokens:
        token.meta.update(image.meta)
    return tokens


def _as_it_is(tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
    return tokens[idx].content


def _code(tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
    token = tokens[idx]
    language = token.info.strip().split(" ", 1)[0] if token.info else ""
    name = f' class="language-{escapeHtml(language)}"' if language else ""
    return f"<pre><code{name}>{escapeHtml(token.content)}</code></pre>\n"


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"

"""HTML and JSX inside Markdown: what Markdown has becomes Markdown, the rest loses its tags."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Callable, Sequence

from curbcut.content.importers.converter import CONTROLS, EMBEDS, KEPT, markdown_of
from curbcut.content.importers.lines import Line, Loss, change, is_code, lines_of, text_of
from curbcut.content.importers.markup.tags import TAG, Tag, tag_of

_REGION = re.compile(
    r"[ \t]*<(table|ul|ol|dl|figure|pre|p|h[1-6]|blockquote|center|iframe|video|audio|object|form"
    r"|picture|svg|script|style|noscript|template|hr)\b",
    re.I,
)
_CODE = re.compile(r"<(code|tt|samp)\b[^<>]{0,200}>([^<]{1,500})</\1>", re.I)
_KEYS = re.compile(
    r"<kbd\b[^<>]{0,100}>([^<>+`]{1,60})</kbd>"
    r"(?:[ ]?\+[ ]?<kbd\b[^<>]{0,100}>[^<>+`]{1,60}</kbd>)*",
    re.I,
)
_BREAK = re.compile(r"[ \t]*(?:<br\b[^<>]{0,100}>[ \t]*)+(?:</br>)?\n?", re.I)
_ANCHOR = re.compile(r"<a\s+(?:name|id)=[\"']?([^\"'\s<>&{}#]+)[\"']?\s*(?:/>|>\s*</a>)", re.I)
_ANCHORED = re.compile(
    r"<a\s+(?:name|id)=[\"']?([^\"'\s<>&{}#]+)[\"']?\s*>\s*(?:</a>\s*)?"
    r"([^\W_][\w'’-]*)(?:(?<!</a>)\s*</a>)?",
    re.I,
)
"""An anchor and the word that follows, which can have it."""
_HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]")
_RAW = re.compile(r"(?<!\\)<(pre|script|style|textarea)\b", re.I)
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "del": "~~", "s": "~~", "strike": "~~"}
_SILENT = frozenset(("div", "span", "p", "center", "font", "section", "article", "main", "header"))
_KNOWN = frozenset((
    "aside", "nav", "footer", "figure", "figcaption", "ul", "ol", "li", "dl", "dt", "dd",
    "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup", "col",
    "picture", "q", "source", "track", "button", "label", "option", "fieldset", "legend",
    "details", "summary", "script", "style", "noscript", "template", "svg", "path", "g", "h1",
    "h2", "h3", "h4", "h5", "h6", "hr", "pre", "blockquote", "address", "big", "tt", "code",
    "kbd", "samp", "link", "meta", "base", "map", "area", "canvas", "br", "hgroup", "output",
    "progress", "strike", "a",
))  # fmt: skip
_MODULE = re.compile(
    r"(?:import\s+(?:[\w{*].*\s+from\s+)?['\"]|export\s+(?:const|default|function|let|\{))"
)
_JSX_COMMENT = re.compile(r"\{/\*.*?\*/\}", re.S)
_EXPRESSION = re.compile(
    r"(?<![\w$\])])\{(?!#|:|\.|%|\{)[ ]*([\w.$]+(?:\([^(){}]*\))?)[ ]*\}(?!\})"
)

type _Place = Callable[[int], Line]


def modules(lines: Sequence[Line], losses: list[Loss]) -> list[Line]:
    """Remove the imports, exports, comments and expressions of MDX."""
    code = is_code(lines)
    out: list[Line] = []
    at = 0
    while at < len(lines):
        if code[at] or not _MODULE.match(lines[at].text):
            out.append(lines[at])
            at += 1
            continue
        line = lines[at]
        what = f"“{line.text.strip()[:60]}” was left out"
        losses.append(Loss("module", line.path, line.number, what))
        at += 1
        closed = line.text.count("{") <= line.text.count("}")
        while not closed and at < len(lines) and not code[at]:
            closed = lines[at].text.startswith(("}", "]", ")")) or not lines[at].text.strip()
            at += 1
    out = change(out, _JSX_COMMENT, lambda match, place: "")

    def expression(match: re.Match[str], place: _Place) -> str:
        if match[1].isdigit():
            return match[0]
        line = place(match.start())
        what = f"“{match[0]}” was not filled in"
        losses.append(Loss("template", line.path, line.number, what, "Write the value itself."))
        return f"`{match[0]}`"

    return change(out, _EXPRESSION, expression, ("text",))


def without_open_ends(lines: Sequence[Line]) -> list[Line]:
    """The lines with ``<pre>`` and the like as text where they never end, and would take all."""

    def start(match: re.Match[str], place: _Place) -> str:
        return match[0] if f"</{match[1].lower()}" in ends else f"\\{match[0]}"

    ends = text_of(lines).lower()
    return change(lines, _RAW, start)


def regions(lines: Sequence[Line], losses: list[Loss], known: set[str]) -> list[Line]:
    """Convert tables, lists and other blocks that are written in HTML as a whole."""
    code = is_code(lines)
    out: list[Line] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        match = None if code[at] or line.box else _REGION.match(line.text)
        end = _region_end(lines, at, match[1].lower()) if match else 0
        # What is code to Markdown stays code, even inside HTML.
        fenced = any(
            code[n] and re.match(r"[ \t]*(```|~~~)", lines[n].text) for n in range(at, end)
        )
        if not end or fenced or any(one.box for one in lines[at:end]):
            out.append(line)
            at += 1
            continue
        text = text_of(lines[at:end])
        indent = line.text[: len(line.text) - len(line.text.lstrip())]
        if match and match[1].lower() in ("script", "style"):
            what = f"A {match[1].lower()} element and what it holds were left out"
            losses.append(Loss("html", line.path, line.number, what))
        made = markdown_of(text, line.path, line.number, losses, known, raw=True)
        out.append(line.says(""))
        if made.strip():
            out += [
                line.says(one.text).indented(indent) if one.text else line.says("")
                for one in lines_of(made, line.path)
            ]
        out.append(line.says(""))
        at = end
    return out


def _region_end(lines: Sequence[Line], at: int, name: str) -> int:
    """Where an element that begins at a line ends, or 0."""
    depth = 0
    tags = re.compile(rf"<(/?){name}\b[^<>]*?(/?)>", re.I)
    for number in range(at, min(len(lines), at + 3000)):
        for tag in tags.finditer(lines[number].text):
            depth += 0 if tag[2] else -1 if tag[1] else 1
            if depth <= 0:
                rest = lines[number].text[tag.end() :].strip()
                return 0 if rest and number == at and not rest.startswith("<") else number + 1
        if name == "hr":
            return 0
        if depth == 0 and number - at > 5:
            return 0
    return 0


def inline(lines: Sequence[Line], losses: list[Loss], known: set[str]) -> list[Line]:
    """Turn the tags that are left into Markdown, keep what site.toml can allow, drop the rest."""
    lines = change(lines, _CODE, lambda match, place: _backticks(entities.unescape(match[2])))
    lines = change(lines, _KEYS, _keys)
    lines = change(lines, _BREAK, lambda match, place: _break(match, known))
    lines = _anchors(lines, losses)
    lines = change(lines, _ANCHORED, lambda match, place: f"[{match[2]}]{{#{match[1]}}}")
    open_tags: list[Tag] = []

    def one(match: re.Match[str], place: _Place) -> str:
        tag = tag_of(match)
        if tag.syntax != "html":
            return match[0]
        return _tag(tag, place(match.start()), open_tags, losses, known)

    return change(lines, TAG, one)


def _backticks(text: str) -> str:
    text = " ".join(text.split())
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def _keys(match: re.Match[str], place: _Place) -> str:
    names = re.findall(r">([^<>]+)</kbd>", match[0], re.I)
    return "++" + "+".join(name.strip() for name in names) + "++"


def _break(match: re.Match[str], known: set[str]) -> str:
    text = match.string
    start = text.rfind("\n", 0, match.start()) + 1
    before = text[start : match.start()]
    if before.lstrip().startswith("|"):
        known.add("br")
        return "<br>" + ("\n" if match[0].endswith("\n") else "")
    if _HEADING.match(before):
        return "\n" if match[0].endswith("\n") else " "
    if not before.strip() or match.end() >= len(text):
        return "\n" if match[0].endswith("\n") and match.end() < len(text) else ""
    indent = re.match(r"(?:[ \t>]|[-*+][ ]|\d+\.[ ])*", before)
    after = re.sub(r"[^\s>]", " ", indent[0]) if indent else ""
    if len(re.findall("<br", match[0], re.I)) > 1:
        return f"\n{after.rstrip()}\n{after}"
    return f"\\\n{after}"


def _anchors(lines: Sequence[Line], losses: list[Loss]) -> list[Line]:
    """Give empty anchors in or right above a heading to that heading."""
    code = is_code(lines)
    out = list(lines)
    for at, line in enumerate(out):
        if code[at] or line.box or not (match := _ANCHOR.search(line.text)):
            continue
        rest = line.text[: match.start()] + line.text[match.end() :]
        if _HEADING.match(rest):
            out[at] = line.says(f"{rest.rstrip()} {{#{match[1]}}}")
            continue
        below = next((n for n in range(at + 1, min(at + 4, len(out))) if out[n].text.strip()), at)
        heading = out[below]
        if not rest.strip() and not code[below] and _HEADING.match(heading.text):
            out[at] = line.says("")
            if "{#" not in heading.text:
                out[below] = heading.says(f"{heading.text.rstrip()} {{#{match[1]}}}")
    return out


def _tag(tag: Tag, line: Line, open_tags: list[Tag], losses: list[Loss], known: set[str]) -> str:
    name = tag.name.lower() if tag.name.lower() == tag.name or tag.name.isupper() else tag.name
    if name in _MARKS:
        return _MARKS[name]
    if name == "a":
        return _link(tag, line, open_tags, losses)
    if name == "img":
        return _image(tag)
    if name in EMBEDS:
        return _embed(tag, line, losses)
    if name in KEPT:
        known.add(name)
        given = "".join(f' {key}="{tag.named[key]}"' for key in ("lang", "title") if tag.value(key))
        return f"</{name}>" if tag.closing else f"<{name}{given}>"
    return _without(name, tag, line, losses, known)


def _without(name: str, tag: Tag, line: Line, losses: list[Loss], known: set[str]) -> str:
    """What is in the place of a tag that Markdown and site.toml have nothing for."""
    if name == "br":
        return "<br>" if "br" in known else ""
    if name == "hr":
        return "\n\n---\n\n"
    if name in _SILENT:
        return ""
    if name in _KNOWN or name in CONTROLS:
        what, fix = f"The HTML element “{name}” was left out; its text is kept", ""
    elif name[0].isupper() and re.search(r"[a-z]", name):
        what, fix = (
            f"The component “{name}” was left out; its text is kept",
            "Write what it showed.",
        )
    else:
        what = f"“{tag.source[:40]}” is no HTML element and is shown as text"
        losses.append(Loss("html", line.path, line.number, what))
        return "\\" + tag.source
    if not tag.closing:
        kind = "component" if fix else "html"
        losses.append(Loss(kind, line.path, line.number, what, fix))
    return ""


def _link(tag: Tag, line: Line, open_tags: list[Tag], losses: list[Loss]) -> str:
    if not tag.closing:
        if to := tag.value("href", "to"):
            if not tag.alone:
                open_tags.append(tag)
            return f"[{to}]({to})" if tag.alone else "["
        if name := tag.value("name", "id"):
            what, fix = f"The anchor “{name}” was left out", f"Give a heading {{#{name}}}."
            losses.append(Loss("anchor", line.path, line.number, what, fix))
        return ""
    if not open_tags:
        return ""
    to = open_tags.pop().value("href", "to").strip().replace(" ", "%20")
    return f"]({to})" if to.count("(") == to.count(")") else f"](<{to}>)"


def _image(tag: Tag) -> str:
    source = tag.value("src").strip().replace(" ", "%20")
    if not source:
        return ""
    title = tag.value("title").replace('"', "'")
    alternative = " ".join(tag.value("alt").split())
    return f"![{alternative}]({source}" + (f' "{title}")' if title else ")")


def _embed(tag: Tag, line: Line, losses: list[Loss]) -> str:
    source = tag.value("src", "data")
    if tag.closing or not source:
        return ""
    what = f"An embedded {tag.name} ({source}) became a link"
    losses.append(Loss("embed", line.path, line.number, what, "Say in the link what it shows."))
    return f"[{tag.value('title') or 'Embedded page'}]({source})"

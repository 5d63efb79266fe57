"""Liquid and Hugo: what a template would fill in, as Markdown, or as code where it cannot be.

Nothing in template brackets is left in running text, where readers would see and hear it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from curbcut.content.importers.lines import Line, Loss, change, is_code
from curbcut.content.importers.markup.boxes import role_of
from curbcut.content.importers.markup.tags import TAG, Tag, tag_of

_PAIR = re.compile(r"\{%-?\s*(comment|raw)\b[^%]*%\}(.*?)\{%-?\s*end\1\s*-?%\}", re.S)
_HUGO_COMMENT = re.compile(
    r"\{\{<\s*/\*(.*?)\*/\s*>\}\}|\{\{%\s*/\*(.*?)\*/\s*%\}\}|\{\{-?\s*/\*.*?\*/\s*-?\}\}", re.S
)
_OUTPUT = re.compile(r"\{\{(?![<%])-?\s*([^{}\n]{0,500}?)\s*-?\}\}")
_ADDRESS = re.compile(
    r"[\"']([^\"']*)[\"']\s*\|\s*(?:relative_url|absolute_url|url|relURL|absURL)\b.*"
)
_BASE = re.compile(r"(?:site|base|\$?\.?[Ss]ite)\.(?:baseurl|base_url|url|BaseURL)(?:\s*\|.*)?")
_SETTING = re.compile(r"(?:site|\.?Site|site\.Params|\.Site\.Params)\.(\w+)")
_TITLE = re.compile(r"(?:page\.title|\.Title|\$frontmatter\.title)")
_MENU = re.compile(
    r"[ \t]*(?:\[TOC\]|\[\[toc\]\]|\[\[_TOC_\]\]|\{:\s*toc\s*\}|\{\{<\s*toc\s*>\}\})[ \t]*$", re.I
)
_TOC_ITEM = re.compile(r"[ \t]*(?:[-*+]|1\.)[ \t]+(?:TOC|toc|Table of [Cc]ontents|[^\n]{0,40})$")

_LINKS = frozenset(
    (
        "link",
        "ref",
        "relref",
        "page",
        "posturl",
        "doclink",
        "url",
        "download",
        "static",
        "asset",
        "assetpath",
    )
)
_IMAGES = frozenset(
    ("image", "img", "figure", "imagewithclass", "assetimg", "picture", "thumbnail", "imgproc")
)
_LOGIC = frozenset((
    "if", "unless", "for", "case", "when", "else", "elsif", "assign", "capture", "cycle",
    "break", "continue", "tablerow", "increment", "decrement", "with", "set", "block",
    "macro", "end",
))  # fmt: skip
_ICONS = frozenset(("icon", "fa", "faicon", "uswdsicon", "octicon", "svg", "emoji", "iconify"))
_QUIET = frozenset(
    ("toc", "tableofcontents", "more", "rawhtml", "pagebreak", "break", "clear", "raw")
)
_VIDEOS = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/",
           "gist": "https://gist.github.com/", "tweet": "https://x.com/i/status/"}  # fmt: skip

type _Place = Callable[[int], Line]


def templates(
    lines: Sequence[Line], settings: Mapping[str, str], title: str, losses: list[Loss]
) -> list[Line]:
    """Replace template tags by what they would make, as far as a page alone says it."""
    lines = _without_menus(lines)
    raw: set[str] = set()

    def pair(match: re.Match[str], place: _Place) -> str:
        if match[1] == "comment":
            return ""
        raw.update(_OUTPUT.findall(match[2]))
        if "\n" in match[2]:
            return match[2]
        return re.sub(r"(?<!`)(\{\{.*?\}\}|\{%.*?%\})(?!`)", r"`\1`", match[2])

    def escaped(match: re.Match[str], place: _Place) -> str:
        inner = match[1] or match[2]
        return f"`{{{{< {inner.strip()} >}}}}`" if inner else ""

    def output(match: re.Match[str], place: _Place) -> str:
        value = _value(match[1].strip(), settings, title)
        if value is not None:
            return value
        if match[1].strip() not in raw:
            _lost(losses, place(match.start()), match[0], "Write the value itself.")
        return match[0] if _in_address(match) else _code(match[0])

    def tag(match: re.Match[str], place: _Place) -> str:
        found = tag_of(match)
        if found.syntax == "html" or role_of(found) is not None:
            return match[0]
        return _tag(found, match, place(match.start()), losses)

    lines = change(change(lines, _PAIR, pair), _HUGO_COMMENT, escaped)
    return change(change(lines, _OUTPUT, output), TAG, tag)


def _value(words: str, settings: Mapping[str, str], title: str) -> str | None:
    """What is filled in for the words between two pairs of braces, as far as it is known."""
    if found := _ADDRESS.match(words):
        return found[1]
    if _BASE.fullmatch(words):
        return ""
    if _TITLE.fullmatch(words):
        return title or None
    setting = _SETTING.fullmatch(words)
    return settings.get(setting[1]) or None if setting else None


def _without_menus(lines: Sequence[Line]) -> list[Line]:
    """The lines without the menus of headings that other tools fill in; Curbcut has its own."""
    code = is_code(lines)
    kept: list[Line] = []
    for line, coded in zip(lines, code, strict=True):
        if not coded and not line.box and _MENU.match(line.text):
            if "{:" in line.text and kept and _TOC_ITEM.match(kept[-1].text):
                kept.pop()
            continue
        kept.append(line)
    return kept


def _tag(tag: Tag, match: re.Match[str], line: Line, losses: list[Loss]) -> str:
    key, first = tag.key, next(iter(tag.args), "")
    if tag.closing or key in _QUIET:
        return ""
    if key in _LINKS:
        return _address(tag, first)
    if key in _IMAGES:
        return _image(tag)
    if key in _ICONS:
        losses.append(Loss("icon", line.path, line.number, f"The icon “{tag.source}” was left out"))
        return ""
    if key in _VIDEOS and (name := first or tag.value("id")):
        losses.append(
            Loss("embed", line.path, line.number, f"“{tag.source}” became a link",
                 "Give the link words that say what it shows."),
        )  # fmt: skip
        return f"[{tag.name}: {name}]({_VIDEOS[key]}{name})"
    if key in ("button", "card", "linkcard") and (to := tag.value("href", "link", "url", "relref")):
        words = tag.value("title", "text", "label") or to
        return f"[{words}]({to})" if key == "button" else f"\n- [{words}]({to})"
    if key == "kbd" and first:
        return f"++{first}++"
    if key in _LOGIC:
        _lost(losses, line, tag.source, "Check that the text around it applies; keep one case.")
        return ""
    words = tag.args[-1] if tag.args else ""
    if len(tag.args) == 1 and '"' in tag.source and not re.search(r"[/\\]|\.\w{2,4}$", words):
        what = f"Of “{_short(tag.source)}” only the words “{words}” were kept"
        losses.append(Loss("template", line.path, line.number, what))
        return words
    _lost(losses, line, tag.source, "Write the text that it made.")
    return match[0] if _in_address(match) else _code(tag.source)


def _address(tag: Tag, first: str) -> str:
    name = first or tag.value("path", "href")
    if tag.key == "posturl" and not name.startswith("/"):
        name = f"/_posts/{name}"
    if tag.syntax == "liquid" and not re.match(r"[a-z]+:|/|#|\.", name):
        name = f"/{name}"
    return name.replace(" ", "%20")


def _image(tag: Tag) -> str:
    source = tag.value("src", "link", "url", "file", "path", "image") or next(iter(tag.args), "")
    positional = [word for word in tag.args if word != source]
    alternative = tag.value("alt") or (positional[-1] if positional else "")
    if tag.syntax == "liquid" and not re.match(r"[a-z]+:|/|\.", source):
        source = f"/{source}"
    caption = tag.value("caption", "title").replace('"', "'")
    after = f' "{caption}"' if caption else ""
    source = source.replace(" ", "%20")
    return f"![{alternative}]({source}{after})"


def _in_address(match: re.Match[str]) -> bool:
    """Whether a match is part of the address of a link, where code would break the link."""
    before = match.string[max(0, match.start() - 300) : match.start()]
    return bool(re.search(r"\]\([^)\s]*$|\]:\s*\S*$|=[\"'][^\"']*$", before))


def _code(text: str) -> str:
    return f"``{text}``" if "`" in text else f"`{' '.join(text.split())}`"


def _lost(losses: list[Loss], line: Line, source: str, fix: str) -> None:
    what = f"The template tag “{_short(source)}” was not filled in"
    losses.append(Loss("template", line.path, line.number, what, fix))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59] + "…"

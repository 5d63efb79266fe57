"""The settings of another tool's project: title, address, languages, folders and navigation."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from curbcut.content.importers.lines import Loss

DIALECTS = ("mkdocs", "docusaurus", "jekyll", "hugo", "markdown", "html")
NAMES = {
    "mkdocs": "MkDocs", "docusaurus": "Docusaurus", "jekyll": "Jekyll", "hugo": "Hugo",
    "markdown": "plain Markdown", "html": "HTML pages",
}  # fmt: skip
_FILES = {
    "mkdocs": ("mkdocs.yml", "mkdocs.yaml"),
    "docusaurus": ("docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs",
                   "docusaurus.config.cjs"),
    "hugo": ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml",
             "config/_default/hugo.toml", "config/_default/config.toml",
             "config/_default/hugo.yaml", "config/_default/config.yaml"),
    "jekyll": ("_config.yml", "_config.yaml", "_config.toml"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a navigation: words, and what it names, a file or an address; one may be ""."""

    title: str
    target: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """The settings of a foreign project; paths are from its root, without a slash at the end.

    ``base`` is the path of the site's address, such as "/docs". ``values`` are the settings that
    templates can name.
    """

    dialect: str
    file: str = ""
    title: str = ""
    description: str = ""
    url: str = ""
    base: str = ""
    language: str = ""
    languages: Mapping[str, str] = field(default_factory=dict)
    docs: str = ""
    folders: Mapping[str, str] = field(default_factory=dict)
    statics: tuple[str, ...] = ()
    navigation: tuple[Entry, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)


def detect(names: Iterable[str]) -> str:
    """Which tool a folder's files belong to."""
    names = set(names)
    for dialect, files in _FILES.items():
        if names & set(files):
            return dialect
    pages = [name for name in names if name.lower().endswith((".md", ".mdx", ".markdown"))]
    return "html" if not pages and any(_is_html(name) for name in names) else "markdown"


def _is_html(name: str) -> bool:
    return name.lower().endswith((".html", ".htm", ".xhtml"))


def config_of(dialect: str, names: Iterable[str]) -> str:
    """The path of a tool's configuration, or ""."""
    names = set(names)
    return next((name for name in _FILES.get(dialect, ()) if name in names), "")


def read_settings(dialect: str, texts: Mapping[str, str], losses: list[Loss]) -> Foreign:
    """The settings of a project; ``texts`` are its configuration files by path."""
    file = config_of(dialect, texts)
    text = texts.get(file, "")
    if dialect == "docusaurus":
        return _docusaurus(file, text, texts)
    data = _data(file, text, losses) if file else {}
    if dialect == "mkdocs":
        return _mkdocs(file, data)
    if dialect == "jekyll":
        return _jekyll(file, data, texts, losses)
    if dialect == "hugo":
        return _hugo(file, data)
    return Foreign(dialect)


class _Lenient(yaml.SafeLoader):
    """Reads tags of other tools (``!!python/name:…``, ``!ENV``) as nothing."""


_Lenient.add_multi_constructor("", lambda loader, suffix, node: None)


def _data(file: str, text: str, losses: list[Loss]) -> dict[str, Any]:
    try:
        data: Any
        if file.endswith(".toml"):
            data = tomllib.loads(text)
        elif file.endswith(".json"):
            data = json.loads(text)
        else:
            data = yaml.load(text, Loader=_Lenient)  # noqa: S506  a SafeLoader
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        reason = " ".join(str(error).split())[:120]
        what = f"The configuration cannot be read: {reason}"
        losses.append(Loss("settings", file, 1, what, "Write title and languages into site.toml."))
        return {}
    return data if isinstance(data, dict) else {}


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _path(value: Any) -> str:
    """A path of an address without a slash at its end."""
    text = _text(value)
    return (
        text.partition("://")[2].partition("/")[2].strip("/") if "://" in text else text.strip("/")
    )


def _base(value: Any) -> str:
    path = _path(value)
    return f"/{path}" if path else ""


def _values(data: Mapping[str, Any]) -> dict[str, str]:
    return {key: str(value) for key, value in data.items() if isinstance(value, str | int | float)}


def _mkdocs(file: str, data: Mapping[str, Any]) -> Foreign:
    theme = _table(data.get("theme"))
    language, languages, folders = _text(theme.get("language")), {}, {}
    plugins = data.get("plugins")
    for plugin in plugins if isinstance(plugins, list) else ():
        found = _table(plugin).get("i18n")
        for one in _table(found).get("languages") or ():
            code = _text(_table(one).get("locale"))
            if not code or code == "null":
                continue
            if one.get("default"):
                language = code
            else:
                languages[code] = _text(one.get("name"))
    docs = _path(data.get("docs_dir")) or "docs"
    if languages and language:
        folders[f"{docs}/{language}"] = ""
    return Foreign(
        "mkdocs", file, _text(data.get("site_name")), _text(data.get("site_description")),
        _text(data.get("site_url")), _base(data.get("site_url")), language, languages, docs,
        folders, navigation=tuple(_entries(data.get("nav"))), values=_values(data),
    )  # fmt: skip


def _entries(nav: Any) -> Iterator[Entry]:
    """The entries of a navigation of lists and tables, parents first."""
    if isinstance(nav, str):
        yield Entry("", nav)
    elif isinstance(nav, list):
        for one in nav:
            yield from _entries(one)
    elif isinstance(nav, dict):
        title = nav.get("title") or nav.get("text") or nav.get("name")
        target = nav.get("url") or nav.get("link") or nav.get("path") or nav.get("href")
        if isinstance(title, str) and (target is None or isinstance(target, str)):
            yield Entry(title, target or "")
            for key in ("children", "items", "subfolderitems", "docs", "pages", "sub"):
                yield from _entries(nav.get(key) if isinstance(nav.get(key), list) else None)
            return
        for key, value in nav.items():
            if isinstance(value, str):
                yield Entry(str(key), value)
            else:
                yield Entry(str(key), "")
                yield from _entries(value)


def _docusaurus(file: str, text: str, texts: Mapping[str, str]) -> Foreign:
    def plain(key: str) -> str:
        found = re.search(rf"^\s*{key}:\s*(['\"`])((?:\\.|(?!\1).)*)\1", text, re.M)
        return re.sub(r"\\(.)", r"\1", found[2]) if found and "${" not in found[2] else ""

    language = plain("defaultLocale")
    locales = re.search(r"locales:\s*\[([^\]]*)\]", text)
    codes = re.findall(r"['\"]([\w-]+)['\"]", locales[1]) if locales else []
    languages = {code: "" for code in codes if code != language}
    folders = {f"i18n/{code}/docusaurus-plugin-content-docs/current": code for code in languages}
    sidebars = next((texts[name] for name in texts if name.startswith("sidebars.")), "")
    sidebars = re.sub(r"^\s*//.*|/\*.*?\*/", "", sidebars, flags=re.M | re.S)
    names = re.findall(r"['\"]([\w./-]+)['\"]", sidebars)
    return Foreign(
        "docusaurus", file, plain("title"), plain("tagline"), plain("url"),
        plain("baseUrl").rstrip("/"), language, languages, plain("path") or "docs", folders,
        ("static",), tuple(Entry("", name) for name in names),
        {"title": plain("title"), "tagline": plain("tagline")},
    )  # fmt: skip


def _jekyll(
    file: str, data: Mapping[str, Any], texts: Mapping[str, str], losses: list[Loss]
) -> Foreign:
    navigation: list[Entry] = []
    for name in texts:
        if re.fullmatch(r"_data/(?:nav\w*|sidebar\w*|menu|toc)\.(?:ya?ml|json)", name):
            navigation += _entries(_data(name, texts[name], losses))
            raw = yaml.load(texts[name], Loader=_Lenient) if name.endswith("ml") else None  # noqa: S506
            navigation += _entries(raw) if isinstance(raw, list) else ()
    language = _text(data.get("lang") or data.get("locale")).replace("_", "-")
    docs = _path(data.get("source"))
    return Foreign(
        "jekyll", file, _text(data.get("title") or data.get("name")),
        _text(data.get("description")), _text(data.get("url")) + _base(data.get("baseurl")),
        _base(data.get("baseurl")), language, docs="" if docs == "." else docs,
        folders={"_pages": "", "pages": "", "_docs": "docs"},
        navigation=tuple(navigation), values=_values(data),
    )  # fmt: skip


def _hugo(file: str, data: Mapping[str, Any]) -> Foreign:
    data = {key.lower(): value for key, value in data.items()}
    language = _text(data.get("defaultcontentlanguage") or data.get("languagecode"))
    docs = _path(data.get("contentdir")) or "content"
    languages: dict[str, str] = {}
    folders: dict[str, str] = {}
    for code, table in _table(data.get("languages")).items():
        found = {key.lower(): value for key, value in _table(table).items()}
        home = _path(found.get("contentdir")) or f"{docs}/{code}"
        default = code == (language or "en")
        folders[home] = "" if default else code
        if not default:
            languages[code] = _text(found.get("languagename") or found.get("label"))
    menu = _table(data.get("menu") or data.get("menus")).get("main")
    ordered = sorted(
        (one for one in menu if isinstance(one, dict)), key=lambda one: str(one.get("weight", ""))
    ) if isinstance(menu, list) else []  # fmt: skip
    params = _table(data.get("params"))
    return Foreign(
        "hugo", file, _text(data.get("title")), _text(params.get("description")),
        _text(data.get("baseurl")), _base(data.get("baseurl")), language, languages, docs, folders,
        ("static", "assets"), tuple(_entries(ordered)), _values(params) | _values(data),
    )  # fmt: skip

"""Files and folders in the source folder that look like what they are not: pages, or a language."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Mapping

from babel import Locale

from curbcut.config import Config
from curbcut.model.finding import Finding, Rule, Severity
from curbcut.model.source import Span

NOT_A_PAGE = Rule(
    id="file-not-a-page",
    summary="A file looks like a page and is none",
    why="It is published as a download that no page links to, so nobody finds it.",
    fix="Rename it to end in .md, turn it into Markdown with “curbcut import”, link to it, or move"
    " it out of the source folder.",
    severity=Severity.WARNING,
    how="Files that end in .markdown, .mdown, .mdx, .txt, .rst, .adoc, .erb, .liquid, .doc, .docx,"
    " .odt, .rtf or .pages and that no page links to. Names that other machines ask for, such as"
    " robots.txt, do not count.",
)
UNDECLARED = Rule(
    id="language-not-declared",
    summary="A folder has the name of a language that site.toml does not name",
    why="Its pages are published as if they were in the site's first language: screen readers"
    " pronounce them wrongly, and nothing leads from one language to the other.",
    fix="Add the language to site.toml, or rename the folder.",
    severity=Severity.WARNING,
    criteria=("3.1.1",),
    how="Folders in the source folder whose name is a language code of two letters, also with a"
    " region (fr, pt-BR), and that hold pages. Names that are also words, such as “it” or “my”,"
    " count if a page in them has the path of one outside.",
    limits="Languages whose codes have three letters.",
)
RULES = (NOT_A_PAGE, UNDECLARED)

_MARKDOWN = (".markdown", ".mdown", ".mkd", ".mkdn", ".mdwn")
_IMPORTED = (".mdx",)
_TEXTS = (".txt", ".text")
_DOCUMENTS = (".doc", ".docx", ".odt", ".rtf", ".pages")
_SOURCES = (".rst", ".adoc", ".asciidoc", ".org", ".textile", ".wiki")
_TEMPLATES = (".erb", ".liquid", ".njk", ".j2", ".hbs")
_ASKED_FOR = re.compile(
    r"(?:robots|humans|ads|app-ads|llms(?:-full)?|security|license|.*(?:verif|\d{6,}).*)\.txt", re.I
)
"""Files at the root that machines look for by their names."""
_WORDS = frozenset(
    [
        "am",
        "as",
        "be",
        "do",
        "go",
        "ha",
        "he",
        "hi",
        "ho",
        "hr",
        "id",
        "ie",
        "io",
        "is",
        "it",
        "ja",
        "la",
        "me",
        "my",
        "no",
        "om",
        "or",
        "os",
        "so",
        "to",
        "us",
    ]
)
"""Language codes that are names of folders too: IT, HR, my account."""


def strays(
    assets: Iterable[str], linked: Collection[str], taken: Collection[str], folder: str
) -> list[Finding]:
    """Files that look like pages.

    Args:
        assets: the paths of the files that are not pages.
        linked: those of them that pages link to.
        taken: the paths of the pages.
        folder: the source folder's own path.
    """
    found = []
    for path in sorted(assets):
        if path in linked or ("/" not in path and _ASKED_FOR.fullmatch(path)):
            continue
        if fix := _instead(path, taken):
            message = f"“{posixpath.basename(path)}” is not a page, and no page links to it"
            found.append(Finding(NOT_A_PAGE, message, span=Span(f"{folder}/{path}", 1, 1), fix=fix))
    return found


def _instead(path: str, taken: Collection[str]) -> str:
    """What to do with a file that looks like a page; "" for any other."""
    stem, ending = posixpath.splitext(path)
    ending = ending.lower()
    if ending in _TEMPLATES:
        stem = posixpath.splitext(stem)[0]
    name = f"{posixpath.basename(stem)}.md"
    out = "or move the file out of the source folder"
    if ending in (*_MARKDOWN, *_TEXTS):
        if f"{stem}.md" in taken:
            return f"“{name}” is there already: delete this file, {out}."
        return f"Rename it to “{name}”, {out}."
    if ending in _IMPORTED:
        return f"Run “curbcut import” on its folder to make “{name}” of it, {out}."
    if ending in _DOCUMENTS:
        return (
            f"Save the text as “{name}”, or link to the document:"
            f" [The words that name it]({posixpath.basename(path)}). Else move it out of the"
            " source folder."
        )
    if ending in _SOURCES:
        return f"Turn it into Markdown, for example with Pandoc, as “{name}”, {out}."
    if ending in _TEMPLATES:
        return f"Write its text as Markdown in “{name}”, {out}."
    return ""


def undeclared_languages(pages: Mapping[str, object], config: Config) -> list[Finding]:
    """Folders that are named like a language which the settings do not have."""
    found = []
    folders: dict[str, list[str]] = {}
    for path in pages:
        folder, slash, rest = path.partition("/")
        if slash:
            folders.setdefault(folder, []).append(rest)
    declared = {config.site.language.casefold(), *(code.casefold() for code in config.languages)}
    names = Locale("en").languages
    for folder, inside in sorted(folders.items()):
        shape = re.fullmatch(r"([a-z]{2})(?:[-_]([A-Za-z]{2}))?", folder)
        if not shape or shape[1] not in names:
            continue
        code = shape[1] + (f"-{shape[2].upper()}" if shape[2] else "")
        if folder.casefold() in declared:
            continue
        alike = sum(rest in pages and rest != "index.md" for rest in inside)
        if folder in _WORDS and not alike:
            continue
        message = f"The folder “{folder}” has the name of a language, {names[shape[1]]}"
        fix = (
            f"Write “[languages.{code}]” on a line of its own at the end of {_named(config)}, and"
            f' “title = "…"” below it with the site’s name in {names[shape[1]]}.'
        )
        if code != folder:
            fix += f" Rename the folder to “{code}”."
        found.append(Finding(UNDECLARED, message, span=Span(config.file, 1, 1), fix=fix))
    return found


def _named(config: Config) -> str:
    return posixpath.basename(config.file)

"""Parse pages and, while their tokens are at hand, run the checks of the Markdown on them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence

from markdown_it.token import Token

from curbcut.cache import Cache, Shelves, code_digest, digest_of
from curbcut.checks.kept import DECODER, Kept, encoded, restored
from curbcut.checks.source import Inspected, inspect
from curbcut.config import Config
from curbcut.content.glossary import Glossary, gather_terms, is_glossary
from curbcut.content.markdown import parse_page
from curbcut.content.sources.discover import Sources
from curbcut.cores import spread
from curbcut.model.finding import Evaluation, Finding
from curbcut.model.kinds import default_kind
from curbcut.model.page import ParsedPage, Site
from curbcut.model.source import SourceFile
from curbcut.site.languages import key_of, language_of

type Made = tuple[ParsedPage, list[Finding], Inspected]
"""A page, what is wrong with it, and what the checks of its Markdown found."""

type Words = Callable[[str], dict[str, str]]
"""The theme's words for a language code."""


def parse_all(
    sources: Sources, config: Config, words: Words, cache: Cache
) -> tuple[dict[str, ParsedPage], dict[str, Inspected], list[Finding]]:
    """All pages of a site, and what the checks of the Markdown found on each, by source path.

    A page whose text, and whatever else its parsing depends on, is as it was comes from the cache.
    """
    shelves = Shelves(cache, "parsed", config.source)
    findings: list[Finding] = []
    parsed: dict[str, ParsedPage] = {}
    inspected: dict[str, Inspected] = {}
    defining = [path for path, source in sources.pages.items() if is_glossary(source)]
    others = [path for path in sources.pages if path not in defining]
    # What a glossary defines must be known before other pages can link to it.
    for paths in (defining, others):
        glossaries = _glossaries(parsed, config)
        made = _parse(paths, sources, config, words, glossaries, shelves)
        for path, (page, wrong, seen) in zip(paths, made, strict=True):
            parsed[path], inspected[path] = page, seen
            findings += wrong
    shelves.save()
    return parsed, inspected, findings


def _parse(
    paths: Sequence[str],
    sources: Sources,
    config: Config,
    words: Words,
    glossaries: Mapping[str, Glossary],
    shelves: Shelves,
) -> Iterator[Made]:
    """Pages that need nothing of each other; those that are not kept on all cores."""

    def parse(path: str) -> Made:
        language = language_of(path, config)
        return parse_one(sources.pages[path], path, config, words, language, glossaries)

    whole = _key(config, glossaries)
    keys: dict[str, str] = {}
    known: dict[str, Kept] = {}
    for path in paths:
        source, kind = sources.pages[path], default_kind(key_of(path, config)).id
        keys[path] = digest_of((whole, source.path, source.digest, kind, language_of(path, config)))
        if (found := shelves.of(path).get(keys[path], DECODER)) is not None:
            known[path] = found
    new = [path for path in paths if path not in known]
    for path, data in zip(new, spread(lambda path: encoded(*parse(path)), new), strict=True):
        if data:
            known[path] = DECODER.decode(data)
            shelves.of(path).put(keys[path], data)
    for path in paths:
        yield restored(known[path], sources.pages[path]) if path in known else parse(path)


def parse_one(
    source: SourceFile,
    path: str,
    config: Config,
    words: Words,
    language: str,
    glossaries: Mapping[str, Glossary],
) -> Made:
    """One page that is in ``language``, unless its front matter names another."""
    tokens: list[Token] = []
    page, findings = parse_page(
        source,
        typographer=config.markdown.typographer,
        allowed_html=tuple(config.markdown.html),
        strings=words(language),
        kind=default_kind(key_of(path, config)),
        glossaries=glossaries,
        language=language,
        inside=path,
        keep=tokens,
    )
    if page.meta.lang not in ("", language):
        return parse_one(source, path, config, words, page.meta.lang, glossaries)
    return page, findings, inspect(page, tokens, language)


def in_their_places(
    site: Site, inspected: Mapping[str, Inspected]
) -> tuple[list[Finding], list[Evaluation]]:
    """What the checks of the Markdown found, on the pages that are in the site.

    A page that replaces a translation has nothing to say that its original does not.
    """
    findings: list[Finding] = []
    evaluations: list[Evaluation] = []
    for page in site.pages.values():
        seen = inspected[page.source_path]
        if not page.original:
            findings += (dataclasses.replace(finding, page=page.path) for finding in seen.findings)
        evaluations += seen.evaluations(page.path)
    return findings, evaluations


def _key(config: Config, glossaries: Mapping[str, Glossary]) -> str:
    """The digest of all that the parsing of every page depends on."""
    theme = config.templates
    parts: list[bytes | str] = [code_digest(), repr(config.markdown)]
    parts += theme.parts("strings/")
    for language, glossary in sorted(glossaries.items()):
        parts.append(language)
        parts += [f"{term} {where}" for term, where in glossary.places.items()]
    return digest_of(parts)


def _glossaries(pages: Mapping[str, ParsedPage], config: Config) -> dict[str, Glossary]:
    """The terms of each language."""
    by_language: dict[str, list[ParsedPage]] = {}
    for path, page in pages.items():
        if page.terms:
            language = page.meta.lang or language_of(path, config)
            by_language.setdefault(language, []).append(page)
    return {language: gather_terms(found) for language, found in by_language.items()}

"""Related pages: those that the front matter names, then suggestions from links and shared words.

A suggestion shares rare words with the page, or one of the two links to the other. Words are
weighted by tf-idf, and pages are compared by cosine similarity. Only words that few pages share are
looked up, and only the heaviest ones of each page, so the work grows with the number of pages and
not with its square.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from curbcut.model.finding import Finding
from curbcut.model.page import LinkRef, Page, ResolvedLink
from curbcut.model.source import SourceFile, Span
from curbcut.site.link_rules import BROKEN
from curbcut.site.links import Known, resolve_link

MOST = 4
"""The most related pages that are shown."""
LEAST = 0.12
"""The lowest score of a suggestion, found by trial; two pages with the same words score 1."""
LINKED = 0.15
"""Added to the score of two pages if one links to the other."""
_HEAVIEST = 16
"""How many of a page's words are compared."""
_SHARED = 30
"""The most pages that may share a word for it to count."""

_WORD = re.compile(r"[^\W\d_]{3,}")
# Bounded, so that unclosed brackets are not searched again and again.
_NO_WORDS = re.compile(r"\]\([^)\n]{0,500}\)|\{[^}\n]{0,500}\}")

type Weights = dict[str, dict[str, float]]


def declared_pages(
    pages: Mapping[str, Page], known: Known
) -> tuple[dict[str, tuple[str, ...]], list[Finding]]:
    """The pages that “related” names in front matter, by the page that names them."""
    findings: list[Finding] = []
    declared: dict[str, tuple[str, ...]] = {}
    for page in pages.values():
        meta = page.parsed.meta
        span = meta.spans.get("related") or Span(page.parsed.source.path, 1, 1)
        named: dict[str, None] = {}
        for name in meta.related_pages:
            answer = resolve_link(LinkRef(-1, name, name, span), page, known)
            if not isinstance(answer, ResolvedLink):
                if page.original:
                    continue  # reported for the original
                wrong = Finding(
                    answer.rule,
                    answer.message,
                    page=page.path,
                    span=span,
                    related=answer.related,
                    fix=_instead(answer.fix),
                )
                findings.append(wrong)
                continue
            path = answer.address.partition("#")[0]
            if path in pages:
                named[path] = None
            elif path:
                message = f"“{name}” is not a page of this site"
                findings.append(Finding(BROKEN, message, page=page.path, span=span))
        declared[page.path] = tuple(path for path in named if path != page.path)
    return declared, findings


def _instead(fix: str) -> str:
    """What to type in front matter, of what to type for a link; "" where that is not known."""
    found = re.search(r"\]\((\S+)\)$", fix)
    return f"Write “related: {found[1]}”" if found else "Remove it, or write a page that exists."


def relate(
    pages: Mapping[str, Page],
    links: Mapping[str, Sequence[ResolvedLink]],
    order: Sequence[str],
    declared: Mapping[str, tuple[str, ...]],
    everywhere: Collection[str] = (),
) -> dict[str, tuple[str, ...]]:
    """The declared pages, filled up to ``MOST`` with the closest ones.

    Pages that readers see anyway are not suggested: those above, below, before and after the page,
    and those to which every page links.
    """
    beside = _beside(order)
    by_language: dict[str, list[Page]] = defaultdict(list)
    for page in pages.values():
        if page.kind.suggested and not page.original:
            by_language[page.language].append(page)
    related = dict(declared)
    for group in by_language.values():
        scores = _scores(_weigh(group))
        _add_links(scores, group, links)
        for page in group:
            shown = {
                *everywhere,
                *declared.get(page.path, ()),
                *beside.get(page.path, ()),
                page.parent,
            }
            found = [
                (-score, path)
                for path, score in scores[page.path].items()
                if score >= LEAST and path not in shown and pages[path].parent != page.path
            ]
            named = declared.get(page.path, ())
            more = [path for _, path in sorted(found)[: max(0, MOST - len(named))]]
            related[page.path] = (*named, *more)
    return related


def _beside(order: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The pages before and after each page."""
    return {
        path: (*order[max(0, at - 1) : at], *order[at + 1 : at + 2])
        for at, path in enumerate(order)
    }


def _words(page: Page) -> Counter[str]:
    """How often each word occurs on a page; in the title and the description it counts more."""
    parsed = page.parsed
    return _counted(parsed.source, parsed.meta.title, parsed.meta.description, parsed.body_line)


@lru_cache(maxsize=2_000)  # one process may build many times: the preview
def _counted(source: SourceFile, title: str, description: str, body_line: int) -> Counter[str]:
    body = "\n".join(source.text.split("\n")[body_line - 1 :])
    texts = (*[title] * 3, *[description] * 2, _NO_WORDS.sub("]", body))
    return Counter(_WORD.findall("\n".join(texts).casefold()))


def _weigh(group: Iterable[Page]) -> Weights:
    """The heaviest words of each page, so that their squares add up to 1."""
    counted = {page.path: _words(page) for page in group}
    on = Counter(word for words in counted.values() for word in words)
    most = max(2, min(_SHARED, len(counted) // 3))
    rare = {
        word: math.log(1 + len(counted) / times) for word, times in on.items() if 2 <= times <= most
    }
    weights: Weights = {}
    for path, words in counted.items():
        heavy = sorted(
            ((1 + math.log(words[word])) * rare[word], word) for word in words.keys() & rare.keys()
        )[-_HEAVIEST:]
        length = math.sqrt(sum(weight * weight for weight, _ in heavy))
        weights[path] = {word: weight / length for weight, word in heavy}
    return weights


def _scores(weights: Weights) -> dict[str, dict[str, float]]:
    """For each page the pages that share words with it, and how near they come."""
    having: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for path, words in weights.items():
        for word, weight in words.items():
            having[word].append((path, weight))
    scores: dict[str, dict[str, float]] = {}
    for path, words in weights.items():
        near: dict[str, float] = defaultdict(float)
        for word, weight in words.items():
            for other, its_weight in having[word]:
                if other != path:
                    near[other] += weight * its_weight
        scores[path] = near
    return scores


def _add_links(
    scores: Mapping[str, dict[str, float]],
    group: Sequence[Page],
    links: Mapping[str, Sequence[ResolvedLink]],
) -> None:
    """Let pages come nearer that link to one another."""
    pairs = {
        pair
        for page in group
        for link in links[page.path]
        if (path := link.address.partition("#")[0]) in scores and path != page.path
        for pair in ((page.path, path), (path, page.path))
    }
    for path, other in pairs:
        scores[path][other] = scores[path].get(other, 0.0) + LINKED

"""Addresses: which page is published where."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

from curbcut.characters import look
from curbcut.content.extensions.headings import hyphenate
from curbcut.content.sources.discover import fold
from curbcut.model import kinds
from curbcut.model.finding import Finding, Rule
from curbcut.model.front_matter import Meta
from curbcut.model.kinds import default_kind
from curbcut.model.page import Edition, Page, ParsedPage
from curbcut.model.source import Span
from curbcut.site.languages import edition_of, slugs_of

COLLISION = Rule(
    id="route-collision",
    summary="Two files have the same address",
    why="One of them would overwrite the other, and readers could not find it.",
    fix="Rename one of the files, or give it another slug.",
    examples=(
        (
            (
                "---\n"
                "title: Bicycle care\n"
                "slug: prices  # also the address of prices.md\n"
                "---\n"
                "\n"
                "Oil the chain once a month."
            ),
            ("---\ntitle: Bicycle care\nslug: care\n---\n\nOil the chain once a month."),
        ),
    ),
)
DUPLICATE_TITLE = Rule(
    id="title-duplicate",
    summary="Two pages have the same title",
    why="In tabs, search results and lists of links nobody can tell them apart.",
    fix="Add to each title what makes the page different.",
    criteria=("2.4.2",),
    examples=(
        (
            ("---\ntitle: Prices  # prices.md has the same\n---\n\nOil the chain once a month."),
            ("---\ntitle: Bicycle care\n---\n\nOil the chain once a month."),
        ),
    ),
)
HOME = Rule(
    id="home-missing",
    summary="The site has no home page",
    why="The link at the top of every page leads nowhere.",
    fix="Create “index.md” in the source folder.",
)
TOO_LONG = Rule(
    id="address-too-long",
    summary="A page's address is too long",
    why="No file system could store the page, or the web server would not start with it.",
    fix="Give the page a short slug, such as “slug: opening-hours”.",
    how=(
        "The last part of an address, as written to disk, has at most 250 bytes of UTF-8: 250"
        " Latin letters, or 83 Chinese ones. The whole address, as sent, has at most 1,700:"
        " 1,700 Latin letters, or 188 Chinese ones."
    ),
    source="File systems hold names of up to 255 bytes (NAME_MAX); Curbcut adds up to four. An"
    " address in a sitemap has less than 2,048 characters (sitemaps.org), a string in nginx's"
    " configuration less than 4,096 bytes.",
)
RULES = (COLLISION, DUPLICATE_TITLE, HOME, TOO_LONG)

RESERVED = "assets"
"""The folder of the theme's files, which browsers may cache for ever."""


LONGEST_PART = 250
"""Bytes of UTF-8 in a part of an address; see TOO_LONG."""
LONGEST_ADDRESS = 1_700
"""Bytes of an address as it is sent, percent-encoded; see TOO_LONG.

The rest of a sitemap's limit of 2,048 is for the host and for what Curbcut appends.
"""


def longest_part(address: str) -> int:
    """The bytes of UTF-8 in the longest part of an address."""
    return max(len(part.encode("utf-8", "replace")) for part in address.split("/"))


def sent_length(address: str) -> int:
    """The bytes of an address as it is sent, percent-encoded."""
    return len(quote(address, errors="replace"))


def slug_of(name: str) -> str:
    """A file or folder name as part of an address: in lower case, with hyphens, in any script."""
    return hyphenate(name.casefold(), keep="_.").strip("-.") or "page"


def output_of(path: str) -> str:
    """The file that an address is written to: "/privacy/" -> "privacy/index.html"."""
    return path[1:] + "index.html" if path.endswith("/") else path[1:]


def lay_out(
    parsed: Mapping[str, ParsedPage],
    assets: Iterable[str],
    editions: Sequence[Edition],
    outputs: Outputs,
    versions: Mapping[str, str],
) -> tuple[dict[str, Page], list[Finding]]:
    """Give every page its address.

    Args:
        parsed: the pages by path within the source folder.
        assets: the paths of the other files.
        editions: the site's languages, the first at the root.
        outputs: which file is published where; the pages are added to it.
        versions: the policy of each older version, both as paths within the source folder.

    Returns:
        The pages by address, and the collisions, each reported once with both files. Where a page
        of the first language is not translated, a page with its text replaces it.
    """
    findings: list[Finding] = []
    pages: dict[str, Page] = {}
    for asset in sorted(assets):
        findings += outputs.claim(asset, asset, f"/{asset}")
    slugs = _folder_slugs(parsed)
    for source_path in sorted(parsed, key=_depth_first):
        edition = edition_of(source_path, editions)
        key = source_path.removeprefix(edition.root[1:])
        page = parsed[source_path]
        if page.meta.draft:
            continue
        policy = versions.get(source_path)
        path = _address(key, page.meta.slug, edition, slugs)
        if policy is not None:
            above = policy.removeprefix(edition.root[1:])
            path = _address(above, parsed[policy].meta.slug, edition, slugs)
            path += f"{version_slug(page.meta)}/"
        output = output_of(path)
        wrong = _too_long(page, path, "version" if policy else "slug")
        wrong += outputs.claim(output, source_path, path, page.meta.spans.get("slug"))
        findings += wrong
        if wrong:
            continue
        usual = default_kind(key)
        kind = kinds.KINDS[page.meta.kind] if page.meta.kind and not usual.anywhere else usual
        pages[path] = Page(
            path=path,
            output=output,
            source_path=source_path,
            kind=kinds.OLDER_VERSION if policy and not usual.anywhere else kind,
            language=page.meta.lang or edition.language,
            parsed=page,
            translation_key=key,
            root=edition.root,
        )
    written = {path for path, page in parsed.items() if not page.meta.draft}
    for other in [*_standing_in(pages, written, editions, slugs)]:
        wrong = outputs.claim(other.output, other.source_path, other.path)
        findings += wrong
        if not wrong:
            pages[other.path] = other
    findings += _duplicate_titles(pages)
    return pages, findings


def _too_long(page: ParsedPage, path: str, named_by: str) -> list[Finding]:
    """Whether a page makes its address too long, for a file name or for a server.

    The parts above it are reported at the pages that give those.
    """
    part = path.rstrip("/").rpartition("/")[2]
    if (size := longest_part(part)) > LONGEST_PART:
        message = f"“{part[:20]}…” in the address has {size} bytes; write {LONGEST_PART} at most"
    elif (size := sent_length(path)) > LONGEST_ADDRESS:
        message = f"The address has {size} bytes as it is sent; write {LONGEST_ADDRESS} at most"
    else:
        return []
    spans = page.meta.spans
    span = spans.get("slug") or spans.get(named_by) or Span(page.source.path, 1, 1)
    return [Finding(TOO_LONG, message, page=path, span=span)]


def _standing_in(
    pages: Mapping[str, Page],
    written: Collection[str],
    editions: Sequence[Edition],
    slugs: Mapping[str, str],
) -> Iterator[Page]:
    """Pages of the first language in the places of translations that are not there."""
    for edition in editions[1:]:
        for page in pages.values():
            place = edition.root[1:] + page.translation_key
            if page.root != "/" or not page.kind.listed or place in written:
                continue
            path = _address(page.translation_key, page.parsed.meta.slug, edition, slugs)
            yield replace(
                page,
                path=path,
                output=output_of(path),
                language=edition.language,
                root=edition.root,
                original=page.path,
                foreign=page.language if page.language != edition.language else "",
            )


class Outputs:
    """Which file is published where; no two at one path, and none where a folder must be.

    ``folder`` is the source folder as shown to people.
    """

    def __init__(self, folder: str) -> None:
        self._folder = f"{folder}/" if folder else ""
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}

    def claim(
        self, output: str, source_path: str, address: str, span: Span | None = None
    ) -> list[Finding]:
        """Claim ``output`` for ``source_path``, or report which file has it."""
        key, above = _place(output)
        span = span or Span(self._folder + source_path, 1, 1)
        if key.split("/")[0] == RESERVED:
            message = f"“{source_path}” would be published under /{RESERVED}/, which the theme uses"
            return [Finding(COLLISION, message, page=address, span=span)]
        other = self._holder(key, above)
        if other is not None:
            message = f"“{source_path}” and “{other}” would both be published at {address}"
            related = (Span(self._folder + other, 1, 1),)
            return [Finding(COLLISION, message, page=address, span=span, related=related)]
        self._files[key] = source_path
        for name in above:
            self._folders.setdefault(name, source_path)
        return []

    def claim_own(self, page: Page) -> list[Finding]:
        """Claim the output of a generated page, or report which file has it."""
        key, above = _place(page.output)
        other = self._holder(key, above)
        if other is None:
            self._files[key] = page.path
            return []
        message = f"“{other}” has the same address as the page “{page.title}”, {page.path}"
        span = Span(self._folder + other, 1, 1)
        template = Span(page.parsed.source.path, 1, 1)
        return [Finding(COLLISION, message, page=page.path, span=span, related=(template,))]

    def _holder(self, key: str, above: list[str]) -> str | None:
        """The source of what is in the way of a file."""
        others = (self._files.get(key), self._folders.get(key), *map(self._files.get, above))
        return next((found for found in others if found is not None), None)


def _place(output: str) -> tuple[str, list[str]]:
    """A file, and the folders above it, as file systems distinguish them."""
    key = fold(output)
    parts = key.split("/")
    return key, ["/".join(parts[:depth]) for depth in range(1, len(parts))]


def _folder_slugs(parsed: Mapping[str, ParsedPage]) -> dict[str, str]:
    """Slugs that index pages give to their folders."""
    return {
        path.rsplit("/", 1)[0]: _given(page.meta.slug)
        for path, page in parsed.items()
        if path.endswith("/index.md") and page.meta.slug
    }


def _address(key: str, slug: str, edition: Edition, folder_slugs: Mapping[str, str]) -> str:
    """The address of a page; ``key`` is its source's path without the edition's folder."""
    if key == "404.md":
        return f"{edition.root}404.html"
    *folders, name = key[: -len(".md")].split("/")
    given = slugs_of(folders, edition, folder_slugs)
    parts = [found or slug_of(folder) for found, folder in zip(given, folders, strict=True)]
    if name != "index":
        parts.append(_given(slug) or slug_of(name))
    return edition.root + "".join(f"{part}/" for part in parts)


def version_slug(meta: Meta) -> str:
    """The last part of an older version's address, after its policy's address."""
    date = meta.effective.isoformat() if meta.effective else ""
    return _given(meta.slug) or slug_of(meta.version or date)


def _given(slug: str) -> str:
    return unicodedata.normalize("NFC", slug)


def _depth_first(path: str) -> tuple[int, str]:
    return path.count("/"), path


def _duplicate_titles(pages: Mapping[str, Page]) -> list[Finding]:
    findings = []
    seen: dict[tuple[str, str], Page] = {}
    for page in pages.values():
        if page.original or page.parsed.meta.version_of:
            continue  # one has its original's title, the other shows its version
        key = (page.language, look(" ".join(page.title.split())))
        first = seen.setdefault(key, page)
        if first is page:
            continue
        source = page.parsed.source.path
        span = page.parsed.meta.spans.get("title") or Span(source, 1, 1)
        other = first.parsed.meta.spans.get("title") or Span(first.parsed.source.path, 1, 1)
        message = f"“{page.title}” is also the title of {first.parsed.source.path}"
        findings.append(
            Finding(DUPLICATE_TITLE, message, page=page.path, span=span, related=(other,))
        )
    return findings

"""The site as it was after one change, and what there is to say about its pages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from curbcut import stages
from curbcut.browser.responses import Responder
from curbcut.errors import CurbcutError
from curbcut.files import shown_path
from curbcut.model.finding import Finding
from curbcut.model.page import RenderedPage
from curbcut.model.source import Span
from curbcut.render.machine.addresses import base_path
from curbcut.render.pages import files_of
from curbcut.run import Options, Run
from curbcut.stages import Prepared
from curbcut.triage.steps import Context, settle


@dataclass(frozen=True)
class Snapshot:
    """A site that is built for the preview.

    ``number`` counts the builds from 1. ``failure`` says why the last change could not be built at
    all; the site is then still that of the build before, or None if there was none.
    """

    number: int
    options: Options
    prepared: Prepared | None = None
    failure: CurbcutError | None = None
    findings: tuple[Finding, ...] = field(default=())

    @cached_property
    def responder(self) -> Responder:
        """What is sent for each address of the site."""
        if self.prepared is None:
            return Responder({})
        rendered = self.prepared.rendered
        return Responder(files_of(rendered), rendered.headers_of, self.base)

    @cached_property
    def pages(self) -> dict[str, RenderedPage]:
        """The pages by their path in the site, as findings have it."""
        return {page.path: page for page in self.prepared.rendered.pages} if self.prepared else {}

    @property
    def base(self) -> str:
        """The path that the site lives under, with a slash at both ends."""
        return base_path(self.prepared.config) if self.prepared else "/"

    @property
    def title(self) -> str:
        """The site's title, "" while nothing could be built."""
        return self.prepared.config.site.title if self.prepared else ""

    def page_at(self, address: str) -> RenderedPage | None:
        """The page at an address below ``base``, without its query."""
        path = "/" + address.removeprefix(self.base.rstrip("/")).lstrip("/")
        return self.pages.get(path) or self.pages.get(path.removesuffix("index.html"))

    def digest_of(self, page: RenderedPage) -> str:
        """The digest of a page and of all that is not a page, which any page might load."""
        digest = hashlib.sha256(page.data)
        digest.update(self._files.encode())
        return digest.hexdigest()[:16]

    @cached_property
    def _files(self) -> str:
        digest = hashlib.sha256()
        if self.prepared is not None:
            files = self.prepared.rendered.files
            apart = self.prepared.rendered.apart
            for name in sorted(files.keys() - apart):
                digest.update(name.encode() + b"\0" + hashlib.sha256(files[name]).digest())
        return digest.hexdigest()

    def with_seen(self, seen: Iterable[Finding]) -> tuple[Finding, ...]:
        """All findings, with those that a browser has ``seen``, as a report would have them."""
        return () if self.prepared is None else _settled(self.prepared, self.options, seen)


def take(options: Options, before: Snapshot | None = None) -> Snapshot:
    """Build the site as it is now. Never raises because of what is in it."""
    number = before.number + 1 if before else 1
    try:
        prepared = stages.prepare(options)
    except CurbcutError as error:
        return Snapshot(
            number,
            options,
            before.prepared if before else None,
            error,
            before.findings if before else (),
        )
    return Snapshot(number, options, prepared, None, _settled(prepared, options, ()))


def about(findings: Sequence[Finding], page: RenderedPage, folder: str) -> list[Finding]:
    """The findings about one page: those that name it, and those in its source file.

    ``folder`` is the name of the source folder, as findings have it.
    """
    file = f"{folder}/{page.source_path}" if page.source_path else ""
    return [
        finding
        for finding in findings
        if not finding.suppressed
        and (
            page.path in (finding.page, *finding.also_on)
            or (finding.span is not None and finding.span.path == file)
        )
    ]


def place_of(page: RenderedPage, span: Span) -> tuple[str, int] | None:
    """The element that a line of Markdown became: its tag, and its number among those, from 0.

    Of several it is the one that covers the fewest lines, and of these the nearest in its line.
    """
    best: tuple[int, int, str, int] | None = None
    for tag, spans in page.positions.items():
        for number, one in enumerate(spans):
            if one is None or one.path != span.path or not one.line <= span.line <= one.end_line:
                continue
            size = one.end_line - one.line
            here = (size, abs(one.column - span.column), tag, number)
            if best is None or here < best:
                best = here
    return (best[2], best[3]) if best else None


def _settled(prepared: Prepared, options: Options, seen: Iterable[Finding]) -> tuple[Finding, ...]:
    run = Run.of(options)
    # Pages are compared with each other here without what a browser would know about them.
    compared, _ = stages.compare(prepared, (), (), run)
    context = Context(
        today=run.today,
        lines=prepared.lines,
        pages={page.path: page for page in prepared.rendered.pages},
        answers=options.source,
        shown=shown_path(options.source),
        evaluations=prepared.evaluations,
        checked=False,
    )
    return settle((*prepared.findings, *compared, *seen), context)

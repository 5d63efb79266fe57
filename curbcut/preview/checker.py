"""The page that is looked at, checked in a browser while its writer goes on writing."""

from __future__ import annotations

import dataclasses
import threading
from dataclasses import dataclass

from curbcut.checks.runner.page_source import PageSource
from curbcut.checks.runner.workers import check_pages
from curbcut.errors import CurbcutError
from curbcut.model.finding import Finding
from curbcut.preview.events import Events
from curbcut.preview.snapshot import Snapshot
from curbcut.run import Run


@dataclass(frozen=True, slots=True)
class Seen:
    """What a browser found on a page.

    ``digest`` is that of the page as it was then; ``failure`` says why it could not be checked.
    """

    digest: str
    findings: tuple[Finding, ...] = ()
    failure: str = ""


class Checker:
    """Checks one page at a time, always the one that was asked for last."""

    def __init__(self, events: Events) -> None:
        self._events = events
        self._wake = threading.Condition()
        self._wanted: tuple[Snapshot, str] | None = None
        self._seen: dict[str, Seen] = {}
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="curbcut-checker", daemon=True)
        self._thread.start()

    def seen(self, path: str) -> Seen | None:
        """What was found on a page when it was last checked, if it was."""
        return self._seen.get(path)

    def want(self, snapshot: Snapshot, path: str) -> None:
        """Have a page checked, unless it has been as it is."""
        page = snapshot.pages.get(path)
        if page is None:
            return
        seen = self._seen.get(path)
        if seen is not None and seen.digest == snapshot.digest_of(page):
            return
        with self._wake:
            self._wanted = (snapshot, path)
            self._wake.notify()

    def _work(self) -> None:
        while True:
            with self._wake:
                while self._wanted is None and not self._closed:
                    self._wake.wait()
                if self._closed:
                    return
                assert self._wanted is not None
                (snapshot, path), self._wanted = self._wanted, None
            self._seen[path] = _check(snapshot, path)
            self._events.send("checked", path)

    def close(self) -> None:
        """Begin nothing more. What is being checked ends with the program."""
        with self._wake:
            self._closed = True
            self._wake.notify()


def _check(snapshot: Snapshot, path: str) -> Seen:
    assert snapshot.prepared is not None
    page = snapshot.pages[path]
    digest = snapshot.digest_of(page)
    config = snapshot.prepared.config
    source = PageSource.site(snapshot.prepared.rendered, snapshot.base)
    try:
        checked = check_pages(
            dataclasses.replace(source, pages=(page,)),
            Run.of(dataclasses.replace(snapshot.options, jobs=1)),
            axe_path=config.source / config.check.axe if config.check.axe else None,
            timeout=config.check.page_timeout,
        )
    except CurbcutError as error:
        return Seen(digest, failure=f"{error} {error.fix}".strip())
    except Exception as error:  # the preview goes on, and says so
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        return Seen(digest, failure=f"This is a mistake in Curbcut itself: {reason}")
    return Seen(digest, checked.findings)

"""Show the site while it is being written."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Set
from pathlib import Path

from curbcut.files import shown_path
from curbcut.preview.server import Preview, follow, serving
from curbcut.preview.snapshot import Snapshot
from curbcut.reports.summary import plural
from curbcut.run import Options

type Say = Callable[[str], None]


def serve(
    options: Options,
    say: Say,
    port: int | None = None,
    open_window: Callable[[str], object] = lambda address: None,
) -> None:
    """Show the site, and each change of it, until an interrupt (Ctrl-C).

    ``say`` is given a sentence whenever something happens; ``open_window`` the address of the
    window, once.

    Raises:
        CurbcutError: when there is no source folder, or no port to answer on.
    """
    preview = Preview(options)
    if preview.snapshot.failure and not options.source.is_dir():
        preview.close()
        raise preview.snapshot.failure
    with serving(preview, port) as address:
        say(f"Preview: {address} (Ctrl-C ends it)")
        say(_state(preview.snapshot))
        open_window(address)
        with contextlib.suppress(KeyboardInterrupt):
            follow(preview, lambda snapshot, changed: say(_changed(snapshot, changed)))
        say("The preview has ended.")


def _changed(snapshot: Snapshot, changed: Set[Path]) -> str:
    names = sorted(shown_path(path) for path in changed)
    files = names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"
    return f"{files} changed. {_state(snapshot)}"


def _state(snapshot: Snapshot) -> str:
    if snapshot.failure:
        return f"It cannot be shown: {snapshot.failure} {snapshot.failure.fix}".strip()
    open_ones = [finding for finding in snapshot.findings if not finding.suppressed]
    errors = sum(finding.blocking for finding in open_ones)
    pages = plural(len(snapshot.pages), "page")
    if not open_ones:
        return f"{pages}, no findings before the browser."
    rest = f", {errors} of them blocking" if errors else ""
    return f"{pages}, {plural(len(open_ones), 'finding')}{rest}."

"""Pictures of the built flagship for the documentation: `make screenshots` after `make site`."""

from __future__ import annotations

import contextlib
import dataclasses
import shutil
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from curbcut.browser.reach import Reach
from curbcut.browser.server import Server
from curbcut.browser.session import Session
from curbcut.browser.states import DARK, FORCED_COLORS, LIGHT, NARROW, PRINT
from curbcut.model.state import State
from curbcut.preview.server import Preview, serving
from curbcut.run import Options

HERE = Path(__file__).resolve().parent
SITE = HERE.parent / "dist"
SECTION = "privacy-security-accessibility/"
SHOTS: tuple[tuple[str, str, State], ...] = (
    ("home-light", "", LIGHT),
    ("home-dark", "", DARK),
    ("landing-light", SECTION, LIGHT),
    ("article-light", SECTION + "security/who-can-see/", LIGHT),
    ("article-dark", SECTION + "security/who-can-see/", DARK),
    ("article-forced-colours", SECTION + "security/who-can-see/", FORCED_COLORS),
    ("article-320", SECTION + "privacy/correct-or-remove/", NARROW),
    ("article-rtl-light", "ar/" + SECTION + "security/who-can-see/", LIGHT),
    ("article-rtl-320", "ar/" + SECTION + "privacy/correct-or-remove/", NARROW),
    ("policy-light", SECTION + "privacy/privacy-promise/", LIGHT),
    ("policy-changes-light", SECTION + "privacy/privacy-promise/changes/", LIGHT),
    ("article-print", SECTION + "privacy/what-we-collect/", PRINT),
)


def main(folder: Path) -> None:
    """Take all pictures into ``folder``, each of the first screen of its page."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        Server(SITE, headers=lambda path: {}) as server,
        Session(reach=Reach.of(server)) as session,
    ):
        for name, path, state in SHOTS:
            session.open(server.url(path))
            session.enter(dataclasses.replace(state, height=max(state.height, 860)))
            (folder / f"{name}.png").write_bytes(session.screenshot())
            sys.stdout.write(f"{name}.png\n")
    _preview(folder)


def _preview(folder: Path) -> None:
    """The live preview of a page of the flagship with two mistakes in it."""
    folder = folder.resolve()
    with tempfile.TemporaryDirectory() as work, contextlib.chdir(work):
        source = Path("site_src")
        shutil.copytree(HERE.parent / "site_src", source)
        page = source / SECTION / "security" / "who-can-see.md"
        head, mark, text = page.read_text("utf-8").partition("\n---\n")
        page.write_text(f"{head}{mark}\n![](lock.svg)\n\n#### Staff\n{text}", "utf-8")
        options = Options(source=source, templates=HERE.parent / "templates", check=False)
        with serving(Preview(options), None) as address:
            authority = urlsplit(address).netloc
            reach = Reach(routes=((authority, int(authority.partition(":")[2])),))
            with Session(reach=reach) as session:
                for name, state in (("preview-light", LIGHT), ("preview-dark", DARK)):
                    session.open(f"{address}?page=/{SECTION}security/who-can-see/")
                    session.enter(dataclasses.replace(state, height=860))
                    (folder / f"{name}.png").write_bytes(session.screenshot())
                    sys.stdout.write(f"{name}.png\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "docs" / "images")

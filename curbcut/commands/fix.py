"""Fix in the Markdown what can be fixed automatically."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from curbcut.commands.homes import files_by_site
from curbcut.config import FILE, read_config
from curbcut.content.sources.discover import discover
from curbcut.files import shown_path
from curbcut.fix import Fixed, fix_page
from curbcut.fix import write as write_fixed
from curbcut.model.theme import Theme
from curbcut.run import Options
from curbcut.site.languages import language_of
from curbcut.stages import prepare


@dataclass(frozen=True, slots=True)
class _Target:
    """A file to fix, and the folder that it must not lead out of by a symbolic link.

    ``titles`` maps the URLs of its site's pages to their titles.
    """

    file: Path
    root: Path
    language: str
    titles: Mapping[str, str] = field(default_factory=dict)


def fix(options: Options, files: Sequence[Path] = (), *, write: bool = True) -> list[Fixed]:
    """Fix the pages of the site, or ``files``; without ``write`` only return what would change.

    Raises:
        CurbcutError: when a file does not exist or cannot be written.
    """
    homes, alone = files_by_site(options, files)
    targets: dict[str, _Target] = {}
    for home, inside in homes if files else [(options, {})]:
        targets |= _targets(home, inside)
    config, _ = read_config(options.source, Theme(), FILE)
    for file in alone:
        targets[shown_path(file)] = _Target(file, file.parent, config.site.language)
    fixed = []
    for path, target in targets.items():
        found = fix_page(target.file.read_bytes(), path, target.language, target.titles)
        if found.fixes:
            if write:
                write_fixed(target.file, found, target.root)
            fixed.append(found)
    return fixed


def fix_text(raw: bytes, options: Options, name: str = "<stdin>") -> Fixed:
    """Fix one page without its site; nothing is written."""
    config, _ = read_config(options.source, Theme(), FILE)
    return fix_page(raw, name, config.site.language)


def _targets(options: Options, files: Mapping[str, Path]) -> dict[str, _Target]:
    """The files to fix by their displayed path; without ``files`` all pages of the site."""
    config, _ = read_config(options.source, Theme(), FILE)
    sources, _ = discover(options.source, shown_path(options.source))
    titles: dict[str, str] = {}
    if config.site.url:
        pages = prepare(dataclasses.replace(options, check=False)).site.pages.values()
        titles = {config.site.url.rstrip("/") + page.path: page.title for page in pages}
    chosen = files or {path: options.source / path for path in sources.pages}
    return {
        shown_path(file): _Target(file, options.source, language_of(path, config), titles)
        for path, file in chosen.items()
    }

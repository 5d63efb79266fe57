"""Make a new help centre: settings, first pages, and what editors and a build server need."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from curbcut import __version__
from curbcut.commands.lint import lint
from curbcut.commands.schema import schema
from curbcut.config import FILE
from curbcut.errors import CurbcutError
from curbcut.files import shown_path
from curbcut.model.finding import Severity
from curbcut.render.theming.strings import is_reviewed
from curbcut.render.theming.theme import read_theme
from curbcut.run import Options

SOURCE = "site_src"
SCHEMA = ".vscode/site.schema.json"
_HERE = Path(__file__).resolve().parent
_AROUND = "around"
_EMAIL = "@email@"
_VERSION = b"@version@"
"""In a file around the site: the version of Curbcut that it was made with."""
_FIRST = "en"
"""The language of the first pages where there are none in the site's own."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is asked about a new help centre; see ``site.toml`` for what each is."""

    title: str
    language: str = "en"
    organisation: str = ""
    url: str = ""
    email: str = "help@example.com"


@dataclass(frozen=True, slots=True)
class Made:
    """The files that were written and those that were there already, as shown to people.

    ``language`` is that of the first pages; ``unreviewed`` says that no native speaker has
    reviewed the theme's texts in the site's language.
    """

    written: tuple[str, ...]
    kept: tuple[str, ...]
    language: str
    unreviewed: bool = False


def init(folder: Path, facts: Facts) -> Made:
    """Make a help centre in a folder, which may exist; no file in it is changed.

    Raises:
        CurbcutError: when there is a help centre already, a fact cannot be used, or a file cannot
            be written.
    """
    source = folder / SOURCE
    if source.exists():
        raise CurbcutError(
            f"There is a help centre in “{shown_path(source)}” already.",
            "Add a page to it with “curbcut new page PATH”, or name another folder.",
        )
    if not facts.title.strip():
        raise CurbcutError("A help centre needs a title.", 'Write --title "…" with its name.')
    language = _pages_of(facts.language)
    files = _files(facts, language)
    _judge(files, facts)
    written, kept = [], []
    try:
        for name, data in sorted(files.items()):
            target = folder / name
            if target.exists() or target.is_symlink():
                kept.append(shown_path(target))
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as out:
                out.write(data)
            written.append(shown_path(target))
    except OSError as error:
        done = f"; {len(written)} files were written before" if written else ""
        raise CurbcutError(
            f"“{shown_path(folder / name)}” cannot be written: {error.strerror}{done}.",
            "Name a folder that you may write to.",
        ) from error
    unreviewed = not is_reviewed(read_theme(None), facts.language)
    return Made(tuple(written), tuple(kept), language, unreviewed)


def _pages_of(language: str) -> str:
    """The language of the first pages for a site in ``language``."""
    main = language.partition("-")[0].lower()
    return main if (_HERE / main).is_dir() and main != _AROUND else _FIRST


def _files(facts: Facts, language: str) -> dict[str, bytes]:
    """Everything that is written, by its path in the new folder."""
    files = {f"{SOURCE}/{FILE}": _settings(facts).encode(), SCHEMA: schema("site").encode()}
    for path in sorted((_HERE / language).rglob("*.md")):
        text = path.read_text("utf-8").replace(_EMAIL, facts.email)
        if language != facts.language.partition("-")[0].lower():
            text = text.replace("---\n", f"---\nlang: {language}\n", 1)
        files[f"{SOURCE}/{path.relative_to(_HERE / language).as_posix()}"] = text.encode()
    for path in sorted((_HERE / _AROUND).rglob("dot-*")):
        for one in [path] if path.is_file() else sorted(path.rglob("*")):
            if one.is_file():
                name = one.relative_to(_HERE / _AROUND).as_posix()
                data = one.read_bytes().replace(_VERSION, __version__.encode())
                files["." + name.removeprefix("dot-")] = data
    return files


def _settings(facts: Facts) -> str:
    """The text of site.toml."""
    lines = [
        f"#:schema ../{SCHEMA}",
        "# The settings of the help centre; docs/writing.md of Curbcut explains all of them.",
        "[site]",
        f"title = {_text(facts.title)}",
        f"language = {_text(facts.language)}",
    ]
    if facts.organisation:
        lines.append(f"organisation = {_text(facts.organisation)}")
    if facts.url:
        lines.append(f"url = {_text(facts.url)}")
    else:
        lines += [
            "# Once you know it, write where the pages will be published. Search engines need it.",
            '# url = "https://help.example.com/"',
        ]
    lines += ["", "[contact]", 'page = "contact.md"', f"email = {_text(facts.email)}"]
    return "\n".join(lines) + "\n"


def _text(value: str) -> str:
    """A TOML string; JSON's notation is a part of TOML's."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _judge(files: dict[str, bytes], facts: Facts) -> None:
    """Try the settings out before anything is written."""
    with tempfile.TemporaryDirectory(prefix="curbcut-") as work:
        source = Path(work) / SOURCE
        for name, data in files.items():
            if name.startswith(f"{SOURCE}/"):
                target = Path(work) / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
        result = lint(Options(source=source, templates=None, cache=False))
        shutil.rmtree(source)
    for finding in result.findings:
        if finding.rule.severity is Severity.ERROR:
            reason = finding.message.rstrip(".")
            raise CurbcutError(
                f"A help centre with these answers would not build: {reason}.",
                "Correct the answer. Nothing was written.",
            )

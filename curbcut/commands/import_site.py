"""Import the pages of another tool's project, or single pages, into a source folder."""

from __future__ import annotations

import dataclasses
import errno
import os
import re
from dataclasses import dataclass
from pathlib import Path

from curbcut.config import FILE
from curbcut.content.importers.lines import Loss
from curbcut.content.importers.result import ImportResult
from curbcut.content.importers.settings import (
    Foreign,
    detect,
    read_settings,
)
from curbcut.content.importers.site import Imported, import_pages
from curbcut.content.importers.tree import (
    HTML,
    LARGEST,
    LARGEST_PAGE,
    PAGES,
    Tree,
    pages_of,
    read_tree,
)
from curbcut.files import shown_path
from curbcut.model.finding import CurbcutError

REPORT = "_import-report.md"
"""The list of all losses; a name that begins with an underscore is never published."""
_SETTINGS = re.compile(
    r"(_config|mkdocs|hugo|config|docusaurus\.config|sidebars)\.\w+|config/_default/\w+\.\w+"
    r"|_data/\w+\.(ya?ml|json)"
)


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What to import and where to; ``origin`` is the address of the old site, where it is known."""

    source: Path
    target: Path = Path("site_src")
    dialect: str = ""
    title: str = ""
    origin: str = ""
    dry_run: bool = False


def import_site(options: ImportOptions) -> tuple[ImportResult, Imported, Tree]:
    """Read and convert, and write nothing.

    Raises:
        CurbcutError: when there is nothing to import.
    """
    source = options.source
    if not source.exists():
        raise CurbcutError(
            f"There is nothing at “{source}”.",
            "Name a folder of pages, or a Markdown or HTML file.",
        )
    losses: list[Loss] = []
    tree, foreign = _project(options, losses)
    losses += tree.skipped
    names = pages_of(tree, foreign, losses)
    if source.is_file():
        names = [name for name in tree.files if name == source.name]
    texts: dict[str, str] = {}
    for name in names:
        text = _text(tree, name, losses)
        if text is not None:
            texts[name] = text
    if not texts and not losses:
        raise CurbcutError(
            f"There is no page in “{source}”.",
            "Pages are files that end in .md, .mdx, .markdown or .html; --from html reads HTML.",
        )
    others = [name for name in tree.files if name not in texts and name not in names]
    imported = import_pages(
        texts,
        others,
        foreign,
        lambda name: _text(tree, name, []),
        title=options.title,
        origin=options.origin,
    )
    result = ImportResult(
        dialect=foreign.dialect,
        root=shown_path(tree.root),
        settings=foreign.file,
        pages=tuple(imported.pages),
        files=tuple(imported.files),
        existing=(),
        made=imported.made,
        left=imported.left,
        dropped=imported.dropped,
        losses=tuple(sorted({*losses, *imported.losses})),
        dry_run=options.dry_run,
    )
    return result, imported, tree


def _project(options: ImportOptions, losses: list[Loss]) -> tuple[Tree, Foreign]:
    """The files of a project and its settings; a docs folder belongs to the project around it."""
    source = options.source
    if source.is_file():
        root = source.parent
        tree = read_tree(root, options.target)
        if source.suffix.lower() not in (*PAGES, *HTML):
            raise CurbcutError(
                f"“{source}” is not a page that can be imported.",
                "Name a file that ends in .md, .mdx, .markdown, .html or .htm.",
            )
        dialect = options.dialect or ("html" if source.suffix.lower() in HTML else "markdown")
        return tree, Foreign(dialect)
    around = source.resolve().parent
    beside = {entry.name for entry in os.scandir(around)} if os.access(around, os.R_OK) else set()
    dialect = options.dialect or detect(_names(source))
    if dialect in ("markdown", "html") and (outer := detect(beside)) in (
        "mkdocs",
        "docusaurus",
        "hugo",
    ):
        foreign = _settings(
            Tree(around, {n: around / n for n in beside if (around / n).is_file()}), outer, []
        )
        if foreign.docs == source.resolve().name and options.dialect in ("", outer):
            return _read(around, options, outer, losses)
    return _read(source, options, dialect, losses)


def _names(folder: Path) -> list[str]:
    """The names in a folder and, for pages, below it."""
    found: list[str] = []
    for root, folders, files in os.walk(folder):
        folders[:] = [one for one in folders if not one.startswith(".") and one != "node_modules"]
        inside = Path(root).relative_to(folder)
        found += ((inside / name).as_posix() for name in files)
        if len(found) > 100_000:
            break
    return found


def _read(
    root: Path, options: ImportOptions, dialect: str, losses: list[Loss]
) -> tuple[Tree, Foreign]:
    tree = read_tree(root, options.target, dialect)
    foreign = _settings(tree, dialect, losses)
    docs = foreign.docs
    if docs and not any(name.startswith(f"{docs}/") for name in tree.files):
        # The folder itself was named, without the project around it.
        foreign = dataclasses.replace(foreign, docs="")
    return tree, foreign


def _settings(tree: Tree, dialect: str, losses: list[Loss]) -> Foreign:
    names = [name for name in tree.files if _SETTINGS.fullmatch(name)]
    texts = {name: text for name in names if (text := _text(tree, name, losses)) is not None}
    return read_settings(dialect, texts, losses)


def _text(tree: Tree, name: str, losses: list[Loss]) -> str | None:
    """The text of a file, or None; then the reason is a loss."""
    path = tree.files.get(name)
    if path is None:
        return None

    def lost(what: str, fix: str = "") -> None:
        losses.append(Loss("skipped", name, 1, what, fix))

    try:
        size = path.stat().st_size
        if size > LARGEST_PAGE:
            lost(
                f"The page has {size >> 10} KiB; the limit is {LARGEST_PAGE >> 10} KiB", "Split it."
            )
            return None
        raw = path.read_bytes()
    except OSError as error:
        lost(f"The file cannot be read: {error.strerror or error}", "Check its permissions.")
        return None
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    elif b"\x00" in raw:
        lost("The file is not text")
        return None
    else:
        encoding = "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        lost(f"Line {line} is not UTF-8", "Save the file as UTF-8 and import it on its own.")
        return None


def write_site(
    options: ImportOptions, result: ImportResult, imported: Imported, tree: Tree
) -> ImportResult:
    """Write what was imported; files that exist are left alone, and the result names them.

    Raises:
        CurbcutError: when a file cannot be written; what was written so far is there, and said.
    """
    target = options.target
    existing: list[str] = []
    losses: list[Loss] = list(result.losses)
    written: list[str] = []
    contents: list[tuple[str, bytes | Path]] = [(FILE, imported.settings.encode())]
    contents += [(place, text.encode("utf-8", "replace")) for place, text in imported.pages.items()]
    contents += [(place, tree.files[name]) for place, name in imported.files.items()]
    for place, content in contents:
        if isinstance(content, Path):
            data = _bytes(content, imported.files[place], losses)
            if data is None:
                continue
        else:
            data = content
        done = options.dry_run or _write(target, place, data, written)
        if options.dry_run and (target / place).exists():
            done = False
        (written if done else existing).append(place)
    if FILE in existing and imported.html:
        names = ", ".join(f'"{name}"' for name in imported.html)
        what = "The pages keep some HTML that site.toml must allow"
        losses.append(Loss("settings", FILE, 1, what, f"Add html = [{names}] under [markdown]."))
    here = set(written)
    return dataclasses.replace(
        result,
        pages=tuple(page for page in result.pages if page in here),
        files=tuple(file for file in result.files if file in here),
        made=tuple(page for page in result.made if page in here),
        existing=tuple(existing),
        losses=tuple(losses),
    )


def _bytes(path: Path, name: str, losses: list[Loss]) -> bytes | None:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            what = f"The file has {size >> 20} MB; files over {LARGEST >> 20} MB are not copied"
            losses.append(
                Loss("skipped", name, 1, what, "Make it smaller, or link to it elsewhere.")
            )
            return None
        return path.read_bytes()
    except OSError as error:
        what = f"The file cannot be read: {error.strerror or error}"
        losses.append(Loss("skipped", name, 1, what, "Check its permissions."))
        return None


def _write(target: Path, place: str, data: bytes, written: list[str]) -> bool:
    """Write a new file; False if there is one already."""
    path = target / place
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.parent.resolve().is_relative_to(target.resolve()):
            return False  # a link out of the target folder
        with path.open("xb") as file:
            try:
                file.write(data)
                file.flush()
            except OSError:
                path.unlink(missing_ok=True)
                raise
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno == errno.ENOTDIR:
            return False
        count = len(written)
        raise CurbcutError(
            f"“{shown_path(path)}” cannot be written: {error.strerror or error}.",
            f"{count} {'file was' if count == 1 else 'files were'} written before it and stay."
            " Check the permissions and the free space, then run the command again:"
            " files that exist are left alone.",
        ) from error
    return True


def write_report(options: ImportOptions, text: str) -> str:
    """Write the list of all losses beside the pages, under a new name, and return that name."""
    stem, _, ending = REPORT.rpartition(".")
    names = [REPORT, *(f"{stem}-{number}.{ending}" for number in range(2, 1000))]
    for name in names:
        if _write(options.target, name, text.encode("utf-8", "replace"), []):
            return name
    return ""

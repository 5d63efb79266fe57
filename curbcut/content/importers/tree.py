"""The files of a foreign project, and where each goes in Curbcut's source folder."""

from __future__ import annotations

import os
import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from curbcut.content.extensions.headings import hyphenate
from curbcut.content.importers.lines import Loss
from curbcut.content.importers.settings import Foreign

PAGES = (".md", ".mdx", ".markdown", ".mdown", ".mkd")
HTML = (".html", ".htm", ".xhtml")
LARGEST = 50 << 20
"""The most bytes in a file that is copied; a page may have ``LARGEST_PAGE``."""
LARGEST_PAGE = 1 << 20
_OTHERS = frozenset((
    "node_modules", "vendor", "_site", "__pycache__", "venv", "bower_components", "dist",
    "_sass", "_layouts", "_plugins", "resources", "layouts", "archetypes", "themes",
    "overrides",
))  # fmt: skip
_BUILT = {"mkdocs": ("site",), "hugo": ("public",), "docusaurus": ("build",)}
_UNUSED = {
    "docusaurus": ("blog", "src", "versioned_docs", "versioned_sidebars"),
    "jekyll": ("_layouts", "_drafts"),
}
_PREFIX = re.compile(r"(\d{1,2}|0\d{2})[-_. ]+(?=[^\W\d])")
_POST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})-(.+)")
_INDEX = ("index", "_index", "readme")


@dataclass(frozen=True, slots=True)
class Tree:
    """The files below a root by their path in it; ``skipped`` says what was not looked at."""

    root: Path
    files: Mapping[str, Path] = field(default_factory=dict)
    skipped: tuple[Loss, ...] = ()


def read_tree(root: Path, target: Path, dialect: str = "") -> Tree:
    """All files below a folder, but not what other tools made, nor those in ``target``.

    Links out of the folder are not followed.
    """
    files: dict[str, Path] = {}
    skipped: list[Loss] = []
    real, ours = root.resolve(), target.resolve()
    waiting = [(root, "")]
    while waiting:
        folder, inside = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            what = f"The folder cannot be read: {error.strerror or error}"
            skipped.append(Loss("skipped", inside or ".", 1, what))
            continue
        for entry in entries:
            path, name = Path(entry.path), f"{inside}{entry.name}"
            if entry.name.startswith(".") or (real != ours and path.resolve() == ours):
                continue
            if entry.is_symlink() and (path.is_dir() or not path.resolve().is_relative_to(real)):
                skipped.append(Loss("skipped", name, 1, "It is a link, which is not followed"))
            elif entry.is_dir():
                if entry.name not in _OTHERS and name not in _BUILT.get(dialect, ()):
                    waiting.append((path, f"{name}/"))
            elif entry.is_file():
                files[unicodedata.normalize("NFC", name)] = path
    return Tree(root, dict(sorted(files.items())), tuple(skipped))


def is_page(name: str, dialect: str) -> bool:
    """Whether a file is a page of a project of that kind, by its ending."""
    return name.lower().endswith(HTML if dialect == "html" else PAGES)


def pages_of(tree: Tree, foreign: Foreign, losses: list[Loss]) -> list[str]:
    """The pages of a project: those in its docs folder, and in the folders of languages."""
    found: list[str] = []
    unused: Counter[str] = Counter()
    for name in tree.files:
        if not is_page(name, foreign.dialect):
            continue
        parts = name.split("/")
        if any(part in ("_includes", "_data", "_partials", "_snippets") for part in parts[:-1]):
            continue
        inside = not foreign.docs or name.startswith(f"{foreign.docs}/")
        if parts[0] in _UNUSED.get(foreign.dialect, ()) and not name.startswith(f"{foreign.docs}/"):
            unused[parts[0]] += 1
        elif foreign.dialect == "docusaurus" and parts[-1].startswith("_"):
            continue  # a part of other pages
        elif (
            inside
            or any(name.startswith(f"{folder}/") for folder in foreign.folders)
            or foreign.dialect == "jekyll"
        ):
            found.append(name)
    for folder, count in unused.items():
        what = f"The folder “{folder}” was not imported: {count} page{'s' if count > 1 else ''}"
        losses.append(Loss("skipped", folder, 1, what, "Import it on its own if it is needed."))
    return found


def places(
    names: Iterable[str], foreign: Foreign, losses: list[Loss]
) -> tuple[dict[str, str], dict[str, int]]:
    """Where each page goes, and the order that the numbers before names give to pages and folders.

    Folders are keyed with a slash at the end.
    """
    names = list(names)
    prefixed = _prefixed(names, foreign)
    orders: dict[str, int] = {}
    found: dict[str, str] = {}
    taken: dict[str, str] = {}
    plain = {name: _place(name, foreign, prefixed, orders) for name in names}
    for name, (folder, stem) in plain.items():
        if posixpath.basename(folder) == stem and stem and f"{folder}/index" not in _stems(plain):
            plain[name] = (folder, "index")
    for name in sorted(names, key=lambda one: (_rank(one), one)):
        folder, stem = plain[name]
        place = posixpath.join(folder, f"{stem}.md")
        if place in taken and _rank(name) == 2:
            place = posixpath.join(folder, "readme.md")
        if place in taken:
            number = 2
            while (other := posixpath.join(folder, f"{stem}-{number}.md")) in taken:
                number += 1
            what = f"“{taken[place]}” has the same name, so this page is “{other}”"
            losses.append(Loss("name", name, 1, what, "Give it a better name."))
            place = other
        taken[place] = name
        found[name] = place
    return found, orders


def _rank(name: str) -> int:
    """A real index comes before a README that would become one."""
    stem = posixpath.splitext(posixpath.basename(name))[0].lower()
    return 2 if stem == "readme" else 1 if stem not in _INDEX else 0


def _stems(plain: Mapping[str, tuple[str, str]]) -> set[str]:
    return {posixpath.join(folder, stem) for folder, stem in plain.values()}


def _prefixed(names: Iterable[str], foreign: Foreign) -> set[str]:
    """The folders in which numbers before names are for order: at least two names have one."""
    entries = {
        (posixpath.dirname(path), posixpath.basename(path))
        for name in names
        for path in _parents(name)
    }
    numbered = Counter(folder for folder, name in entries if _PREFIX.match(name))
    least = 1 if foreign.dialect == "docusaurus" else 2
    return {folder for folder, count in numbered.items() if count >= least}


def _parents(name: str) -> list[str]:
    parts = name.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]


def _place(
    name: str, foreign: Foreign, prefixed: set[str], orders: dict[str, int]
) -> tuple[str, str]:
    inside, root = name, ""
    homes = {foreign.docs: "", **foreign.folders} if foreign.docs else dict(foreign.folders)
    for home in sorted(homes, key=len, reverse=True):
        if home and name.startswith(f"{home}/"):
            inside, root = name[len(home) + 1 :], homes[home]
            break
    before = name[: len(name) - len(inside)]
    parts = inside.split("/")
    stem = posixpath.splitext(parts[-1])[0]
    suffix = stem.rpartition(".")[2]
    if suffix in (*foreign.languages, foreign.language) and "." in stem:
        stem = stem.rpartition(".")[0]
        root = suffix if suffix in foreign.languages else root
    if not root and len(parts) > 1 and parts[0] in foreign.languages:
        root, before = parts[0], f"{before}{parts[0]}/"
        parts = parts[1:]
    made = [root] if root else []
    at = before.rstrip("/")
    for number, part in enumerate((*parts[:-1], stem)):
        last = number == len(parts) - 1
        match = _PREFIX.match(part) if at in prefixed else None
        words = part[match.end() :] if match else part
        post = _POST.fullmatch(words)
        clean = tidy(post[4] if post and last else words)
        if match:
            key = "/".join([*made, clean])
            orders.setdefault(key + ("" if last else "/"), int(match[1]))
        made.append(clean)
        at = posixpath.join(at, part)
    if made[0] == "assets" and len(made) > 1:
        made[0] = "files"
    if stem.lower() in _INDEX:
        made[-1] = "index"
    return "/".join(made[:-1]), made[-1]


def tidy(name: str) -> str:
    """A name for an address: lower case, hyphens, no symbols; dots stay, for endings."""
    name = unicodedata.normalize("NFC", name).casefold().replace("'", "").replace("’", "")
    return hyphenate(name.replace("_", "-"), keep=".").strip("-.") or "page"


def place_file(name: str, foreign: Foreign) -> str:
    """Where a picture or download goes."""
    homes = {folder: "" for folder in (foreign.docs, *foreign.statics) if folder} | dict(
        foreign.folders
    )
    for home in sorted(homes, key=len, reverse=True):
        if name.startswith(f"{home}/"):
            name = posixpath.join(homes[home], name[len(home) + 1 :])
            break
    parts = [part.strip().lstrip("._") or "file" for part in name.split("/")]
    parts = [_file_name(part) for part in parts]
    if parts[0].lower() == "assets" and len(parts) > 1:
        parts[0] = "files"
    return "/".join(parts)


def _file_name(name: str) -> str:
    """The name of a file or folder without what links would have to escape."""
    stem, ending = posixpath.splitext(re.sub(r"[^\w.]+", "-", name))
    return (stem.strip("-") or "file") + ending

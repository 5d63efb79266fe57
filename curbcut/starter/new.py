"""Make a page, a translation or a version of a policy, each from what is there, in its place."""

from __future__ import annotations

import datetime as dt
import json
import os
import posixpath
import re
from pathlib import Path, PurePosixPath

import yaml

from curbcut.config import FILE, Config, read_config
from curbcut.content.sources.discover import discover
from curbcut.errors import CurbcutError
from curbcut.files import edit, shown_path
from curbcut.model.theme import Theme
from curbcut.translated import with_key

TEXT = "TODO: Write the answer first, then the reasons for it."
NOTE = "TODO: Say what is different from the version before."


def new_page(source: Path, path: str, title: str = "") -> list[Path]:
    """Make a page at a path in the source folder; a folder on the way gets an ``index.md``.

    Without a title it is made of the file's name.

    Returns:
        The files that were written.

    Raises:
        CurbcutError: when it is there already, outside of the folder, or cannot be written.
    """
    _config_of(source)
    place = _place(source, path)
    if place.suffix.lower() != ".md":
        place = place.with_name(place.name + ".md")
    made = []
    for above in reversed(place.parents[:-1]):
        index = above / "index.md"
        if not (source / index).exists() and index != place:
            made.append(_write(source, index, _page(_words(above.name), "")))
    named = place.parent.name if place.name == "index.md" else place.stem
    return [*made, _write(source, place, _page(title or _words(named), TEXT))]


def new_translation(source: Path, language: str, file: str) -> list[Path]:
    """Copy a page of the first language to its place in another one, to be translated there.

    Returns and raises as above; also when ``site.toml`` does not have the language.
    """
    config = _config_of(source)
    if language not in config.languages:
        known = ", ".join(config.languages) or "none yet"
        raise CurbcutError(
            f"“{language}” is not a language of this site; its further languages are: {known}.",
            f'Add to {FILE}: [languages.{language}] with title = "…" below it.',
        )
    place = _place(source, file)
    if place.parts[0] in config.languages:
        raise CurbcutError(
            f"“{place}” is a translation itself.", f"Name the page in {config.site.language}."
        )
    keys, body = _parts(source, place)
    kept = [line for line in keys if line.partition(":")[0] in ("title", "description")]
    text = "\n".join(["---", *kept, "---", body])
    return [_write(source, PurePosixPath(language) / place, text)]


def new_version(source: Path, file: str, effective: dt.date, version: str = "") -> list[Path]:
    """Keep the text of a policy as an older version, and begin the next one in its file.

    ``version`` is the name of the new one; a number is raised by one without it.

    Returns:
        The older version, then the policy.

    Raises:
        CurbcutError: as above, and when the page is no policy or has no name to be kept under.
    """
    _config_of(source)
    place = _place(source, file)
    keys, body = _parts(source, place)
    facts = dict(_key(line) for line in keys if ":" in line)
    if facts.get("kind") != "policy" or "version_of" in facts:
        raise CurbcutError(
            f"“{shown_path(source / place)}” is not a policy that applies now.",
            "Name the file with “kind: policy” and without “version_of”.",
        )
    before = facts.get("version", "") or facts.get("effective", "")
    if not before:
        raise CurbcutError(
            f"“{shown_path(source / place)}” has neither a version nor a date to be kept under.",
            'Add “version: "1"” and “effective: 2026-01-31”, with its own date, first.',
        )
    following = version or (str(int(before) + 1) if before.isdigit() else effective.isoformat())
    name = re.sub(r"[^\w.]+", "-", before).strip("-.")
    older = place.with_name(f"{place.stem}-{name}.md")
    text = "\n".join(["---", *keys, f"version_of: {place.name}", "---", body])
    written = _write(source, older, text)
    policy = source / place

    def raised(raw: bytes | None) -> bytes:
        data = raw or b""
        for key, value in (
            ("effective", effective.isoformat()),
            ("version", json.dumps(following, ensure_ascii=False)),
            ("change_note", json.dumps(NOTE)),
        ):
            data = with_key(data, key, f"{key}: {value}", shown_path(policy))
        return data

    edit(policy, source, raised)
    return [written, policy]


def _config_of(source: Path) -> Config:
    if not source.is_dir():
        raise CurbcutError(
            f"There is no folder “{source}” with a help centre in it.",
            "Make one with “curbcut init”, or name its folder with --source.",
        )
    return read_config(source, Theme(), f"{shown_path(source)}/{FILE}")[0]


def _place(source: Path, path: str) -> PurePosixPath:
    """A path as it was typed, from the source folder or the working directory, in the folder."""
    typed = Path(path)
    inside = Path(os.path.abspath(typed))  # noqa: PTH100  links are to stay as they are
    root = Path(os.path.abspath(source))  # noqa: PTH100
    if inside.is_relative_to(root):
        place = PurePosixPath(inside.relative_to(root).as_posix())
    else:
        place = PurePosixPath(posixpath.normpath(typed.as_posix()))
    hidden = any(part.startswith((".", "_")) for part in place.parts)
    if not place.parts or place.is_absolute() or hidden:
        raise CurbcutError(
            f"“{path}” cannot be a page of “{shown_path(source)}”.",
            "Name a path in that folder, such as guides/refunds.md, without leading dots.",
        )
    return place


def _parts(source: Path, place: PurePosixPath) -> tuple[list[str], str]:
    """The lines of a page's front matter, and its text."""
    sources, _ = discover(source, shown_path(source))
    found = sources.pages.get(str(place))
    if found is None:
        raise CurbcutError(
            f"There is no page “{shown_path(source / place)}”.",
            "Name the Markdown file by its path in the source folder.",
        )
    match = re.match(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", found.text, re.S | re.M)
    if match is None:
        return [], found.text
    return match[1].rstrip("\n").split("\n"), found.text[match.end() :]


def _key(line: str) -> tuple[str, str]:
    key, _, value = line.partition(":")
    return key.strip(), value.partition(" #")[0].strip().strip("\"'")


def _page(title: str, text: str) -> str:
    shown = title if _is_plain(title) else json.dumps(title, ensure_ascii=False)
    return f"---\ntitle: {shown}\n---\n" + (f"\n{text}\n" if text else "")


def _is_plain(text: str) -> bool:
    """Whether YAML reads a text as it is, without quotes around it."""
    try:
        return bool(yaml.safe_load(f"key: {text}") == {"key": text})
    except yaml.YAMLError:
        return False


def _words(name: str) -> str:
    """“refund-policy” as a title: “Refund policy”."""
    words = re.sub(r"[-_\s]+", " ", name).strip() or "New page"
    return words[0].upper() + words[1:]


def _write(source: Path, place: PurePosixPath, text: str) -> Path:
    """Write a file that is not there yet."""
    target = source / place
    if not target.parent.resolve().is_relative_to(source.resolve()):
        raise CurbcutError(f"“{target.parent}” is a link out of “{shown_path(source)}”.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as out:
            out.write(text)
    except FileExistsError as error:
        raise CurbcutError(
            f"“{shown_path(target)}” is there already, and was not changed.",
            "Name another path, or edit that file.",
        ) from error
    except OSError as error:
        raise CurbcutError(
            f"“{shown_path(target)}” cannot be written: {error.strerror}.",
            "Make room on the disk, or make the folder writable.",
        ) from error
    return target

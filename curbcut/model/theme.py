"""The theme as read from disk: templates, style sheets, scripts, images and texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

BUILT_IN = "theme/"
"""Prefix of a template's name for the built-in one, even if the site has its own."""


@dataclass(frozen=True, slots=True)
class ThemeFile:
    """A file of the theme; ``place`` is its path as shown to people."""

    place: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Theme:
    """What pages are rendered with, by path within a folder of templates.

    ``built_in`` is the theme that comes with Curbcut; ``files`` is the same with the files of the
    site laid over it.
    """

    files: Mapping[str, ThemeFile] = field(default_factory=dict)
    built_in: Mapping[str, ThemeFile] = field(default_factory=dict)

    def template(self, name: str) -> ThemeFile | None:
        """The template of this name: the site's own if it has one, otherwise the built-in one."""
        if name.startswith(BUILT_IN):
            return self.built_in.get(name.removeprefix(BUILT_IN))
        return self.files.get(name)

    def place(self, name: str) -> str:
        """Where a template is, as shown to people; its name if it has no file."""
        found = self.template(name)
        return found.place if found else name

    def parts(self, *beginnings: str) -> Iterator[bytes | str]:
        """Names and contents of the files whose names start with any of ``beginnings``."""
        for files in (self.built_in, self.files):
            for name in sorted(files):
                if name.startswith(beginnings):
                    yield from (name, files[name].place, files[name].data)

    def speaks(self, language: str) -> bool:
        """Whether there are texts in a language ("pt-BR") or in its base language ("pt")."""
        names = (language.split("-", maxsplit=1)[0], language)
        return any(True for name in names for _ in self.layers(f"strings/{name}.toml"))

    def layers(self, name: str) -> Iterator[ThemeFile]:
        """The built-in file of this name, then the site's, for files that are merged key by key."""
        found = (self.built_in.get(name), self.files.get(name))
        return iter(dict.fromkeys(file for file in found if file))

"""The theme: templates, style sheets, scripts, pictures and words, as they were read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

BUILT_IN = "theme/"
"""What the name of a template starts with where the built-in one is meant, whatever a site has."""


@dataclass(frozen=True, slots=True)
class ThemeFile:
    """A file of the theme; ``place`` is its path as people are shown it."""

    place: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Theme:
    """What pages are rendered with, by path inside a folder of templates.

    ``built_in`` is the theme that comes with Curbcut; ``files`` is the same with the files of the
    site laid over it.
    """

    files: Mapping[str, ThemeFile] = field(default_factory=dict)
    built_in: Mapping[str, ThemeFile] = field(default_factory=dict)

    def template(self, name: str) -> ThemeFile | None:
        """The template of a name: the site's own if it has one, else the built-in one."""
        if name.startswith(BUILT_IN):
            return self.built_in.get(name.removeprefix(BUILT_IN))
        return self.files.get(name)

    def place(self, name: str) -> str:
        """Where a template is, as shown to people; its name if it has no file."""
        found = self.template(name)
        return found.place if found else name

    def parts(self, *beginnings: str) -> Iterator[bytes | str]:
        """All that the files whose names have one of some beginnings are, for a digest."""
        for files in (self.built_in, self.files):
            for name in sorted(files):
                if name.startswith(beginnings):
                    yield from (name, files[name].place, files[name].data)

    def speaks(self, language: str) -> bool:
        """Whether there are words in a language ("pt-BR"), or in the one that it is a kind of."""
        names = (language.split("-", maxsplit=1)[0], language)
        return any(True for name in names for _ in self.layers(f"strings/{name}.toml"))

    def layers(self, name: str) -> Iterator[ThemeFile]:
        """The built-in file of a name, and then the site's, for what is merged key by key."""
        found = (self.built_in.get(name), self.files.get(name))
        return iter(dict.fromkeys(file for file in found if file))

"""What a layout is: the same site, written for one tool, and how to change it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.content import Page, Site

THEMES = Path(__file__).parents[1] / "themes"


@dataclass(frozen=True, slots=True)
class Layout:
    """A tool's layout; paths are below the site's folder.

    ``file`` is where a page's Markdown is, ``text`` what is in it, ``footer`` the template with the
    foot of every page ("" where there is none of our own).
    """

    name: str
    file: Callable[[Page], str]
    text: Callable[[Page, Site], str]
    pictures: str
    footer: str
    settings: Callable[[Site], dict[str, str]]
    theme: Path
    theme_folder: str = ""

    def write(self, site: Site, folder: Path) -> None:
        """Write the whole site into a folder, which must not be there yet."""
        if self.theme.is_dir():
            ignore = shutil.ignore_patterns("__pycache__")
            shutil.copytree(self.theme, folder / self.theme_folder, ignore=ignore)
        files: dict[str, str] = self.settings(site)
        files |= {self.file(page): self.text(page, site) for page in site.pages}
        for name, text in files.items():
            _put(folder / name, text.encode())
        for name, data in site.pictures.items():
            _put(folder / self.pictures / name, data)

    def change_text(self, folder: Path, page: Page, number: int) -> None:
        """Add a sentence to the page; each number is another sentence."""
        path = folder / self.file(page)
        sentence = f"\nThis sentence came with change number {number}.\n"
        path.write_text(path.read_text("utf-8") + sentence, "utf-8")

    def change_title(self, folder: Path, page: Page, number: int) -> None:
        """Give the page another title."""
        path = folder / self.file(page)
        title = rf"\1: {page.title} {number}"
        text = re.sub(r"(?mi)^(title):.*$", title, path.read_text("utf-8"), count=1)
        path.write_text(text, "utf-8")

    def change_template(self, folder: Path, number: int) -> None:
        """Add a line to the foot of every page."""
        path = folder / self.footer
        text = path.read_text("utf-8")
        path.write_text(text.replace("</footer>", f"<p>Edition {number}</p></footer>", 1), "utf-8")


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)

"""Sites made on the spot."""

from collections.abc import Mapping
from pathlib import Path

from curbcut.commands.lint import lint
from curbcut.run import Options
from curbcut.stages import Prepared, prepare

REPOSITORY = Path(__file__).parents[1]
HOME = "---\ntitle: Help\n---\n"


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files into a folder that is made for them."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def page(title: str, body: str = "Text.\n", extra: str = "") -> str:
    """A page's Markdown."""
    return f"---\ntitle: {title}\n{extra}---\n{body}"


def prepared(source: Path, templates: Path | None = None) -> Prepared:
    """The site, ready for the browser."""
    return prepare(Options(source=source, templates=templates))


def rules(source: Path, templates: Path | None = None) -> list[str]:
    """The rules that are broken, in the order in which they are reported."""
    result = lint(Options(source=source, templates=templates))
    return [finding.rule.id for finding in result.findings]


def html(site: Prepared, path: str) -> str:
    """A page as it is published."""
    return next(p.data.decode() for p in site.rendered.pages if p.path == path)

"""What is shipped works away from the checkout: built, installed elsewhere, and used there."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SITE = {
    "site.toml": '[site]\ntitle = "Help"\nlanguage = "en"\n[languages.es]\ntitle = "Ayuda"\n',
    "index.md": "---\ntitle: Help\ndescription: Reach us.\n---\n\nWrite to us at any time.\n",
    "contact.md": "---\ntitle: Contact\ndescription: Where to write.\n---\n\nWrite a letter.\n",
    "es/index.md": "---\ntitle: Ayuda\ndescription: Cómo contactar.\n---\n\n"
    "Escríbenos cuando quieras.\n",
    "es/contact.md": "---\ntitle: Contacto\ndescription: Dónde escribir.\n---\n\n"
    "Escribe una carta.\n",
}


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sdist and the wheel, built in the checkout, whose own build.py is in the way there."""
    folder = tmp_path_factory.mktemp("shipped")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ".", cwd=ROOT)
    (sdist,), (wheel,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
    return sdist, wheel


def test_what_the_wheel_says_of_itself(shipped: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(shipped[1]) as wheel:
        names = set(wheel.namelist())
        (about,) = [name for name in names if name.endswith(".dist-info/METADATA")]
        told = message_from_bytes(wheel.read(about))
    assert {"curbcut/py.typed", "curbcut/render/pagefind-license.txt"} <= names
    axe = "curbcut/checks/axe/axe_core"
    assert {f"{axe}/axe.min.js", f"{axe}/LICENSE", f"{axe}/LICENSE-3RD-PARTY.txt"} <= names
    assert "curbcut/preview/templates/window.html.j2" in names
    assert {"curbcut/preview/assets/window.js", "curbcut/preview/assets/window.css"} <= names
    around = "curbcut/starter/around"
    assert {f"{around}/dot-gitignore", f"{around}/dot-github/workflows/help-centre.yml"} <= names
    assert {"curbcut/starter/en/index.md", "curbcut/starter/es/index.md"} <= names
    assert told["Requires-Python"] == ">=3.12"
    labels = {entry.partition(",")[0] for entry in told.get_all("Project-URL", [])}
    assert {"Homepage", "Documentation", "Source", "Issues", "Changelog"} <= labels
    needed = {re.split(r"[^\w-]", entry)[0] for entry in told.get_all("Requires-Dist", [])}
    assert "py3langid" in needed
    assert not needed & {"html5lib", "pytest", "hypothesis"}
    # Registries show it where no file of the repository is.
    readme = str(told.get_payload())
    links = re.findall(r"\]\(([^)]+)\)", readme)
    assert links
    assert not [link for link in links if not link.startswith(("https://", "#"))]


def test_the_sdist_has_what_a_build_needs(shipped: tuple[Path, Path]) -> None:
    with tarfile.open(shipped[0]) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    for name in ("setup/wheel.py", "curbcut/checks/axe/axe_core/axe.min.js", "templates/layouts"):
        assert any(entry.startswith(name) for entry in names), name


def test_only_one_list_says_what_is_needed() -> None:
    """What is imported anywhere is declared, and pinned by the lock file."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {re.split(r"[^\w-]", entry)[0].lower() for entry in project["dependencies"]}
    named = {"axe_selenium_python": "axe-selenium-python", "yaml": "pyyaml"}
    named |= {"markdown_it": "markdown-it-py", "mdit_py_plugins": "mdit-py-plugins"}
    named |= {"websocket": "websocket-client", "bs4": "beautifulsoup4"}
    found = set()
    for path in (ROOT / "curbcut").rglob("*.py"):
        if path.name == "plugin.py":
            continue  # pytest itself imports its plugins; who has no pytest has no need of them
        found |= set(re.findall(r"^\s*(?:from|import) (\w+)", path.read_text("utf-8"), re.M))
    outside = {
        named.get(name, name)
        for name in found - sys.stdlib_module_names - {"curbcut", "__future__"}
        if __import__("importlib.util").util.find_spec(name)
    }
    assert outside == declared
    pinned = set(re.findall(r"^([\w-]+)==", (ROOT / "requirements.txt").read_text("utf-8"), re.M))
    assert declared <= pinned | {name.replace("_", "-") for name in pinned}


@pytest.mark.browser
@pytest.mark.slow
def test_a_site_in_two_languages_away_from_the_checkout(
    shipped: tuple[Path, Path], tmp_path: Path
) -> None:
    place = tmp_path / "place"
    run(sys.executable, "-m", "venv", tmp_path / "env", cwd=tmp_path)
    # Which packages is the wheel's to say; which versions of them, the lock file's.
    lock = (ROOT / "requirements.txt").read_text("utf-8")
    pins = tmp_path / "pins.txt"
    pins.write_text("\n".join(re.findall(r"^[\w.-]+==[^\s;\\]+", lock, re.M)), "utf-8")
    python = tmp_path / "env" / "bin" / "python"
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
    run(python, "-m", "pip", "install", *quiet, "-c", pins, shipped[1], cwd=tmp_path)
    for name, text in SITE.items():
        path = place / "site_src" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    curbcut = tmp_path / "env" / "bin" / "curbcut"
    run(curbcut, "build", "--report", "json=report.json", cwd=place, env=env)
    report = json.loads((place / "report.json").read_text("utf-8"))
    assert report["environment"]["axe"].startswith("4.14.1")
    assert report["summary"]["untested"] == 0
    assert {"/contact/", "/es/contact/", "/search/"} <= {page["page"] for page in report["pages"]}
    assert (place / "dist" / "es" / "contact" / "index.html").is_file()
    assert next((place / "dist" / "assets").glob("pagefind.*/LICENSE.txt")).is_file()
    where = run(python, "-c", "import curbcut; print(curbcut.__file__)", cwd=place, env=env)
    assert str(tmp_path) in where
    assert "axe-core" in run(curbcut, "sbom", cwd=place, env=env)
    # From an empty folder, as a new editor would.
    made = tmp_path / "made"
    made.mkdir()
    run(curbcut, "init", "--yes", cwd=made, env=env)
    assert "No findings." in run(curbcut, "build", cwd=made, env=env)
    run(curbcut, "new", "page", "guides/refunds.md", cwd=made, env=env)
    assert "placeholder-text" in run(curbcut, "lint", "--plain", cwd=made, env=env)


@pytest.mark.skipif(not Path("/usr/bin/python3").exists(), reason="no other Python")
def test_an_older_python_is_turned_away_with_a_sentence(tmp_path: Path) -> None:
    """Where the machine has one; the file must at least be readable to it."""
    import ast

    for name in ("curbcut/__init__.py", "curbcut/__main__.py", "build.py"):
        ast.parse((ROOT / name).read_text("utf-8"), feature_version=(3, 8))
    version = run("/usr/bin/python3", "-c", "import sys; print(sys.version_info[1])", cwd=tmp_path)
    if int(version) >= 12:
        pytest.skip("the other Python is new enough")
    done = subprocess.run(
        ["/usr/bin/python3", "-m", "curbcut"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Curbcut needs Python 3.12 or newer, and this is Python 3." in done.stderr
    assert "Traceback" not in done.stderr

"""Figures, defaults and outputs that the documentation states are those of the product."""

from __future__ import annotations

import ast
import datetime as dt
import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from babel import Locale

from curbcut.browser.states import chosen
from curbcut.checks.axe.adapter import VERSION
from curbcut.cli.output import FORMAT_NAMES
from curbcut.config import tables
from curbcut.config.reading import _LONGEST_BASE
from curbcut.config.settings import Config
from curbcut.content.extensions.pictures import OUT_OF_SIGHT
from curbcut.model.front_matter import FrontMatter
from curbcut.model.kinds import CHOSEN
from curbcut.reports import FORMATS
from curbcut.site.generated import listings, printing
from curbcut.site.related import MOST
from curbcut.site.routes import LONGEST_ADDRESS

ROOT = Path(__file__).parents[2]
NUMBERS = {4: "four", 12: "twelve", 16: "sixteen", 20: "twenty", 100: "a hundred"}
NUMBERS |= {1000: "a thousand"}


def _doc(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def _block(text: str, language: str, first: str) -> str:
    """The content of the block of code that has a line beginning with ``first``."""
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", text, flags=re.S | re.M)
    wanted: list[str] = [block for kind, block in blocks if kind == language]
    return next(block for block in wanted if re.search(rf"^{re.escape(first)}", block, re.M))


def _run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "build.py"), *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def bicycles(tmp_path: Path) -> Path:
    """The site whose report the README shows."""
    source = tmp_path / "site_src"
    source.mkdir()
    (source / "site.toml").write_text('[site]\ntitle = "Bikes"\n', "utf-8")
    (source / "index.md").write_text("---\ntitle: Bikes\n---\n\nAll about them.\n", "utf-8")
    picture = (ROOT / "docs" / "images" / "article-320.png").read_bytes()
    (source / "chain.png").write_bytes(picture)
    lines = ["---", "title: Care", "description: How to care for it.", "---"]
    lines += ["Keep the chain clean.", ""] * 7 + ["![](chain.png)"]
    (source / "care.md").write_text("\n".join(lines) + "\n", "utf-8")
    return tmp_path


def test_the_readme_shows_an_error_as_it_is_printed(bicycles):
    shown = _block(_doc("README.md"), "", "site_src/care.md:19: error")
    first = shown.split("\n\n")[0]
    done = _run(bicycles, "lint")
    assert done.returncode == 1
    # Lines are as long as the terminal is wide.
    assert " ".join(first.split()) in " ".join(done.stdout.split())


def test_the_readme_shows_the_states_and_the_version_of_axe_that_are_used():
    shown = _block(_doc("README.md"), "", "site_src/care.md:19: error")
    names = ", ".join(state.id for state in chosen((), own=True))
    assert f"in {len(chosen((), own=True))} states ({names})" in shown
    assert f"axe-core {VERSION} " in shown
    assert f"{NUMBERS[len(chosen((), own=True))]} states" in _doc("CHANGELOG.md")


def test_the_exit_codes_are_those_of_the_readme(bicycles):
    assert "Exit codes: 0 clean, 1 findings that block, 2 could not run." in _doc("README.md")
    assert _run(bicycles, "lint").returncode == 1
    assert _run(bicycles, "lint", "missing.md").returncode == 2
    care = bicycles / "site_src" / "care.md"
    care.write_text(care.read_text("utf-8").replace("![]", "![A chain]"), "utf-8")
    assert _run(bicycles, "lint").returncode == 0


def test_the_schemas_are_those_of_the_readme(tmp_path):
    row = next(line for line in _doc("README.md").splitlines() if line.startswith("| `schema"))
    names = re.findall(r"\(`([a-z-]+)`\)", row)
    assert names == ["front-matter", "site"]
    titles = {
        json.loads(_run(tmp_path, "schema", *of).stdout)["title"]
        for of in ([], *[[n] for n in names])
    }
    assert len(titles) == 3
    assert json.loads(_run(tmp_path, "schema").stdout) == json.loads(
        _doc("curbcut/reports/report.schema.json")
    )


def test_the_formats_of_reports_have_one_list():
    assert set(FORMATS) == set(FORMAT_NAMES)


def test_the_keys_of_front_matter_are_all_in_the_documentation():
    text = _doc("docs/writing.md")
    table = text[text.index("| key | is |") : text.index("Any other key is an error")]
    first = [row.split("|")[1] for row in table.splitlines()[2:] if row.startswith("|")]
    documented = {key for cell in first for key in re.findall(r"`(\w+)`", cell)}
    assert documented == {field.encode_name for field in msgspec.structs.fields(FrontMatter)}
    row = next(line for line in table.splitlines() if line.startswith("| `kind`"))
    assert set(re.findall(r"`(\w+)`", row)) - {"kind"} == set(CHOSEN)


def _settings() -> dict[str, Any]:
    return tomllib.loads(_block(_doc("docs/writing.md"), "toml", "[site]"))


def test_the_tables_of_site_toml_are_all_in_the_documentation(tmp_path):
    documented = set(_settings())
    known = {name.removesuffix("Table").lower() for name in dir(tables) if name.endswith("Table")}
    assert {*documented} - {"languages"} == known - {"language"}


EXAMPLES = {
    ("site", "title"), ("site", "description"), ("site", "url"), ("site", "organisation"),
    ("site", "organisation_url"), ("contact", "page"), ("contact", "email"),
    ("security", "contact"), ("security", "expires"), ("feedback", "helpful"),
    ("feedback", "barrier"), ("theme", "accent"), ("theme", "accent_dark"), ("theme", "logo"),
}  # fmt: skip
"""Settings that the example gives a value of its own; of all others it shows the default."""


def test_settings_in_the_documentation_have_the_defaults_that_it_shows():
    wrong, shown = [], set()
    for name, table in _settings().items():
        if name == "languages":
            continue
        made = getattr(Config(source=Path()), name)
        for key, value in table.items():
            shown.add((name, key))
            default = getattr(made, key)
            if (name, key) not in EXAMPLES and default != value:
                wrong.append((name, key, value, default))
            assert type(value) in (type(default), dt.date), (name, key)
    assert not wrong
    assert shown >= EXAMPLES


@pytest.mark.parametrize(
    ("page", "claim", "value"),
    [
        ("writing", "up to {} related pages", MOST),
        ("writing", "after more than {} paragraphs", OUT_OF_SIGHT),
        ("writing", "more than one page, and at most {}", printing.LIMIT),
        ("writing", "more than {} pages both lists", listings.LIMIT),
        ("publishing", "longer than {:,} bytes as it is sent", LONGEST_ADDRESS),
        ("publishing", "at most {} of them", _LONGEST_BASE),
    ],
)
def test_limits_in_the_documentation_are_those_of_the_code(page, claim, value):
    said = claim.replace("{}", NUMBERS.get(value, str(value))).replace("{:,}", f"{value:,}")
    assert said in _doc(f"docs/{page}.md")


def test_the_languages_of_the_theme_are_those_of_the_documentation():
    codes = {path.stem for path in (ROOT / "templates" / "strings").glob("*.toml")}
    writing = _doc("docs/writing.md")
    sentence = next(line for line in writing.splitlines() if "theme’s texts are available" in line)
    for code in codes:
        assert str(Locale(code).get_display_name("en")) in sentence


def test_the_blocks_of_layouts_are_those_of_the_documentation():
    sentence = re.search(
        r"The blocks of `base` are (.*?); `section` adds (.*?)\.", _doc("docs/theme.md")
    )
    assert sentence
    base, section = (set(re.findall(r"`(\w+)`", part)) for part in sentence.groups())
    layouts = ROOT / "templates" / "layouts"
    found = {
        name: set(
            re.findall(r"\{%-? *block (\w+)", (layouts / f"{name}.html.j2").read_text("utf-8"))
        )
        for name in ("base", "section")
    }
    assert found["base"] == base
    assert found["section"] - base == section


def test_the_layers_of_style_sheets_are_in_the_order_of_the_documentation():
    sentence = re.search(r"in this order: (.*?)\. Put", _doc("docs/theme.md"))
    assert sentence
    order = ", ".join(re.findall(r"`(\w+)`", sentence[1]))
    css = ROOT / "templates" / "assets" / "css" / "00-layers.css"
    assert css.read_text("utf-8").startswith(f"@layer {order};")


def test_paths_in_the_architecture_exist():
    curbcut = ROOT / "curbcut"
    places = [ROOT, curbcut, curbcut / "content", curbcut / "checks", ROOT / "templates"]
    places += [ROOT / "templates" / "assets"]
    made = ("dist/", "assets/pagefind.", "theme/")
    named = set(re.findall(r"`((?:\w[\w.]*/)+[\w.]*)`", _doc("docs/architecture.md")))
    assert len(named) > 30
    assert not [
        name
        for name in sorted(named)
        if not name.startswith(made) and not any((place / name).exists() for place in places)
    ]


def test_the_names_that_contributors_are_sent_to_exist():
    rows = re.findall(r"`([A-Z_]{5,})`[^|`]*`(curbcut/[\w/.]+\.py)`", _doc("CONTRIBUTING.md"))
    assert len(rows) >= 4
    for name, path in rows:
        assert re.search(rf"^{name}\b", _doc(path), re.M), (name, path)


def test_any_python_from_3_8_can_run_the_set_up():
    assert "any Python from 3.8" in _doc("README.md")
    assert "version_info < (3, 8)" in _doc("setup/prepare.sh")
    for path in (ROOT / "setup").glob("*.py"):
        ast.parse(path.read_text("utf-8"), feature_version=(3, 8))
    command = ["-E", "-s", "-B", "-c", "import setup.prepare"]
    for name in (*(f"python3.{minor}" for minor in range(8, 12)), "/usr/bin/python3"):
        python = shutil.which(name)
        # A shim of pyenv may have no Python behind it.
        if (
            python
            and not subprocess.run([python, "-V"], capture_output=True, check=False).returncode
        ):
            subprocess.run([python, *command], cwd=ROOT, check=True)


def test_a_second_set_up_installs_nothing():
    ready = [sys.executable, "-I", "-S", "setup/stamps.py", "site"]
    if subprocess.run(ready, cwd=ROOT, check=False).returncode:
        pytest.skip("this checkout is not set up for “make site”")
    again = subprocess.run(
        ["sh", "setup/prepare.sh", "site"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")

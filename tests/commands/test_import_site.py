"""Whole projects of other tools: imported, looked at by the checks of Markdown, and built."""

import errno
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from curbcut.cli.import_ import import_
from curbcut.commands.build import build
from curbcut.commands.lint import lint
from curbcut.run import Options
from tests.making import REPOSITORY, write

TREES = REPOSITORY / "tests" / "content" / "importers" / "trees"


def run(*words):
    return CliRunner().invoke(import_, [str(word) for word in words])


@pytest.fixture(scope="module", params=["mkdocs", "docusaurus", "jekyll", "hugo", "html"])
def imported(request, tmp_path_factory):
    target = tmp_path_factory.mktemp(request.param) / "site_src"
    result = run(TREES / request.param, "--to", target)
    assert result.exit_code == 1, result.output
    return request.param, target, result.output


BROKEN_BEFORE = {"mkdocs": [("link-broken", "guides/tools-parts.md")]}


def test_only_what_was_broken_before_blocks(imported):
    name, target, _ = imported
    result = lint(Options(source=target, cache=False))
    blocking = [
        (finding.rule.id, finding.span.path.partition("site_src/")[2])
        for finding in result.blocking
        if finding.span
    ]
    assert blocking == BROKEN_BEFORE.get(name, [])
    assert not {"raw-html", "template-syntax"} & {finding.rule.id for finding in result.findings}


def test_site_builds(imported, tmp_path, monkeypatch):
    name, target, _ = imported
    monkeypatch.chdir(tmp_path)
    copy = shutil.copytree(target, tmp_path / "site_src")
    if name == "mkdocs":
        page = copy / "guides" / "tools-parts.md"
        page.write_text(page.read_text("utf-8").replace("gone.md", "getting-started.md"), "utf-8")
    result = build(Options(source=copy, out=tmp_path / "dist", check=False, cache=False))
    assert not result.blocking
    assert (tmp_path / "dist" / "index.html").is_file()


def test_every_loss_is_listed(imported):
    name, target, _ = imported
    listed = (target / "_import-report.md").read_text("utf-8")
    for words in LOSSES[name]:
        assert any(
            line.startswith(f"- [ ] `{words[0]}`") and words[1] in line
            for line in listed.split("\n")
        ), words


LOSSES = {
    "mkdocs": [
        ("docs/guides/Tools & Parts.md:7", "img.example"),
        ("docs/guides/getting-started.md:22", ".big"),
        ("docs/guides/getting-started.md:26", "material-pump"),
        ("docs/guides/getting-started.md:32", ".md-button"),
        ("docs/guides/getting-started.md:34", "width"),
        ("docs/guides/getting-started.md:38", "inside code"),
        ("docs/guides/getting-started.md:40", "missing.md"),
        ("docs/assets/unused.png", ""),
        ("tags", "first `docs/guides/getting-started.md:2`"),
    ],
    "docusaurus": [
        ("docs/intro.mdx:8", "import Tabs"),
        ("docs/intro.mdx:48", "Star"),
        ("blog:1", "not imported"),
        ("sidebar_label", "1 page"),
    ],
    "jekyll": [
        ("returns.md:15", "{% if site.post %}"),
        ("returns.md:19", "unknown_tag"),
        ("layout", "3 pages"),
    ],
    "hugo": [
        ("content/en/guides/brakes.md:18", "mystery"),
        ("content/en/_index.md:16", "youtube"),
        ("cascade", "1 page"),
    ],
    "html": [("index.html:16", "https://video.example/1")],
}


def test_pages_have_what_they_had(imported):
    name, target, _ = imported
    for place, words in CONTENTS[name].items():
        text = (target / place).read_text("utf-8")
        for one in words:
            assert one in text, f"{one!r} is not in {place}:\n{text}"


CONTENTS = {
    "mkdocs": {
        "site.toml": ['title = "Bicycle Workshop"', 'html = ["br", "mark"]'],
        "index.md": ["](guides/getting-started.md#needs)", "](prices/index.md)", "We are open"],
        "guides/index.md": ["title: First steps"],
        "guides/getting-started.md": ["order: 1", "::: warning Brakes first", "echo '!!! note'",
                                      "![A worn chain](../files/chain.png)", "### Road"],
        "prices/index.md": ["title: Prices", "order: 3"],
    },
    "docusaurus": {
        "site.toml": ["[languages.es]"],
        "index.md": ["title: Start here", ":::: note", "import x from 'y'; // stays",
                     "Open from *9 to 5*.", "](basics/tyres.md)", "![A tyre](img/tyre.png)"],
        "basics/index.md": ["title: The basics", "order: 2"],
        "basics/tyres.md": ["{#pressure}", "::: details How much?", "](../index.md)"],
        "es/index.md": ["title: Empieza aquí", "](basics/tyres.md)"],
    },
    "jekyll": {
        "index.md": ["+44 20 7946 0018", "](returns.md)", "](posts/new-hours.md)",
                     "](privacy.md#what-we-keep)", "::: note"],
        "returns.md": ["title: 'Returns: what to do'", "redirect_from: /sending-back/",
                       '```ruby\nputs "{{ kept }}"\n```', "## Send it back {#send}",
                       "![A parcel](files/parcel.png)"],
        "privacy.md": ["- your name\n- your address", "| Name | 1 year |", "`{{ name }}`"],
    },
    "hugo": {
        "index.md": ["::: warning", "](guides/brakes.md#pads)", "::: tip Good to know"],
        "guides/brakes.md": ["order: 20", "redirect_from: /old-brakes/", "### Disc"],
        "fr/index.md": ["Bienvenue."],
    },
    "html": {
        "index.md": ["title: Help for cyclists", "](privacy-policy.md#keep)", "++F1++"],
        "privacy-policy.md": ["- keep enough parts\n- answer you", "1. First, we ask.\n2. Then",
                              "{#keep}", "| What | Why |", "::: warning Mind", "\\*no\\*"],
    },
}  # fmt: skip


def test_downloads_and_pictures_are_copied(imported):
    name, target, _ = imported
    copied = {
        "mkdocs": "files/chain.png", "docusaurus": "img/tyre.png", "jekyll": "files/parcel.png",
        "hugo": "images/pad.png", "html": "prices.pdf",
    }  # fmt: skip
    source = next((TREES / name).rglob(Path(copied[name]).name))
    assert (target / copied[name]).read_bytes() == source.read_bytes()


def test_dialect_is_said(imported):
    name, _, output = imported
    names = {"mkdocs": "MkDocs", "docusaurus": "Docusaurus", "jekyll": "Jekyll", "hugo": "Hugo"}
    assert output.startswith(f"Read as {names.get(name, 'HTML pages')}")


def test_docs_folder_of_a_project_is_read_with_its_settings(tmp_path):
    result = run(TREES / "mkdocs" / "docs", "--to", tmp_path / "to")
    assert result.output.startswith("Read as MkDocs, because of mkdocs.yml.")
    assert (tmp_path / "to" / "guides" / "getting-started.md").is_file()


def test_nothing_is_overwritten(tmp_path):
    source = write(tmp_path / "from", {"index.md": "# New", "other.md": "# Other"})
    target = write(tmp_path / "to", {"index.md": "old", "site.toml": "[site]\n"})
    result = run(source, "--to", target)
    assert result.exit_code == 1
    assert "Left alone, because they exist: 2 files, site.toml, index.md." in result.output
    assert (target / "index.md").read_text() == "old"
    assert "title: Other" in (target / "other.md").read_text()
    again = run(source, "--to", target)
    assert "Imported 0 pages" in again.output
    assert (target / "_import-report-2.md").is_file()


def test_dry_run_writes_nothing(tmp_path):
    result = run(TREES / "mkdocs", "--to", tmp_path / "to", "--dry-run")
    assert "Would import 4 pages and 1 file" in result.output
    assert not (tmp_path / "to").exists()


def test_complete_import_exits_with_0(tmp_path):
    source = write(tmp_path / "from", {"index.md": "# Help\n\nText.\n"})
    result = run(source, "--to", tmp_path / "to", "--title", "My help")
    assert (result.exit_code, "_import-report" in result.output) == (0, False)
    assert 'title = "My help"' in (tmp_path / "to" / "site.toml").read_text()


def test_single_page(tmp_path):
    source = write(tmp_path / "from", {"a.html": "<h1>A</h1><p>Text.</p>", "b.md": "# B"})
    run(source / "a.html", "--to", tmp_path / "to")
    assert "title: A\n---\n\nText.\n" in (tmp_path / "to" / "a.md").read_text()
    assert not (tmp_path / "to" / "b.md").exists()


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"a.md": b"\xff\xfeA\x00"}, ""),
        ({"b.md": b"# Caf\xe9\n"}, "b.md:1: Line 1 is not UTF-8"),
        ({"c.md": b"\x00\x01PNG"}, "c.md:1: The file is not text"),
        ({"d.md": b"# Big\n" + b"x" * (2 << 20)}, "d.md:1: The page has 2048 KiB"),
    ],
)
def test_bad_page_gets_a_sentence_and_the_others_are_imported(tmp_path, files, words):
    source = write(tmp_path / "from", {"index.md": "# Help\n", **files})
    result = run(source, "--to", tmp_path / "to")
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert words in result.output
    assert (tmp_path / "to" / "index.md").is_file()


def test_large_download_is_not_copied(tmp_path):
    source = write(tmp_path / "from", {"index.md": "# Help\n\n[film](film.mp4)\n"})
    with (source / "film.mp4").open("wb") as film:
        film.truncate(51 << 20)
    result = run(source, "--to", tmp_path / "to")
    assert "film.mp4:1: The file has 51 MB; files over 50 MB are not copied" in result.output


def test_links_out_of_the_tree_are_not_followed(tmp_path):
    write(tmp_path, {"secret.md": "# Secret", "folder/x.md": "# X"})
    source = write(tmp_path / "from", {"index.md": "# Help\n"})
    (source / "secret.md").symlink_to(tmp_path / "secret.md")
    (source / "folder").symlink_to(tmp_path / "folder")
    result = run(source, "--to", tmp_path / "to")
    assert "secret.md:1: It is a link, which is not followed" in result.output
    assert sorted(path.name for path in (tmp_path / "to").iterdir()) == [
        "_import-report.md", "index.md", "site.toml",
    ]  # fmt: skip


def test_full_disk_is_said_with_what_was_written(tmp_path, monkeypatch):
    source = write(tmp_path / "from", {"index.md": "# Help\n", "z.md": "# Z\n"})
    real = Path.open

    def full(self, mode="r", *rest, **options):
        if mode == "xb" and self.name == "z.md":
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(self, mode, *rest, **options)

    monkeypatch.setattr(Path, "open", full)
    result = run(source, "--to", tmp_path / "to")
    assert "z.md” cannot be written: No space left on device" in str(result.exception)
    assert result.exception.fix.startswith("2 files were written before it and stay.")
    assert (tmp_path / "to" / "index.md").is_file()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("gone", "There is nothing at"),
        ("empty", "There is no page in"),
        ("a.txt", "is not a page that can be imported"),
    ],
)
def test_nothing_to_import(tmp_path, source, words):
    write(tmp_path, {"a.txt": "x"})
    (tmp_path / "empty").mkdir()
    result = run(tmp_path / source, "--to", tmp_path / "to")
    assert words in str(result.exception)


def test_plain_report_has_one_sentence_a_line(tmp_path):
    output = run(TREES / "mkdocs", "--to", tmp_path / "to", "--plain").output
    lines = output.rstrip("\n").split("\n")
    assert all(line and not line.startswith(" ") for line in lines)
    assert (
        "Icons: docs/guides/getting-started.md, line 26: The icon “:material-pump:” was" in output
    )

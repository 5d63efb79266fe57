"""A site's templates folder contains only its own files; the rest comes from the theme."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from curbcut.model.source import Span
from curbcut.stages import Prepared
from tests.making import HOME, html, page, prepared, write

HEADER = """\
{% from "theme/components/site-header.html.j2" import site_header as built_in %}
{% macro site_header() %}
<p class="ribbon">Ours</p>
{{ built_in(**kwargs) }}
{%- endmacro %}
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write(
        tmp_path / "source", {"index.md": HOME, "a.md": page("A", "Text[^1]\n\n[^1]: x\n")}
    )


def themed(source: Path, files: Mapping[str, str | bytes]) -> Prepared:
    made = prepared(source, write(source.parent / "own", {"README.txt": "", **files}))
    assert [f.message for f in made.findings if f.rule.id == "template-error"] == []
    return made


def styles(made: Prepared) -> str:
    [text] = [
        data.decode()
        for name, data in made.rendered.files.items()
        if name.startswith("assets/site.") and name.endswith(".css")
    ]
    return text


def places(made: Prepared, path: str, tag: str) -> list[Span | None]:
    [found] = [page for page in made.rendered.pages if page.path == path]
    return list(found.positions[tag])


def test_an_empty_folder_is_the_built_in_theme(source: Path):
    assert dict(themed(source, {}).rendered.files) == dict(prepared(source).rendered.files)
    assert html(themed(source, {}), "/a/") == html(prepared(source), "/a/")


def test_one_component_is_replaced_and_may_use_the_built_in_one(source: Path):
    made = themed(source, {"components/site-header.html.j2": HEADER})
    for path in ("/", "/a/", "/search/"):
        text = html(made, path)
        assert text.index("Ours") < text.index('class="site-header"')


def test_each_element_comes_from_the_folder_that_wrote_it(source: Path):
    made = themed(source, {"components/site-header.html.j2": HEADER})
    [ribbon, *_] = places(made, "/a/", "p")
    assert ribbon is not None
    assert ribbon.path.endswith("own/components/site-header.html.j2")
    assert ribbon.line == 3
    [header] = places(made, "/a/", "header")
    assert header is not None
    assert header.path.endswith("templates/components/site-header.html.j2")
    for span in (ribbon, header):
        line = made.lines[span.path][span.line - 1]
        assert "ribbon" in line or "<header" in line


def test_a_layout_may_extend_the_one_it_replaces(source: Path):
    layout = '{% extends "theme/layouts/base.html.j2" %}{% block title %}Ours{% endblock %}'
    made = themed(source, {"layouts/base.html.j2": layout})
    assert "<title>Ours</title>" in html(made, "/a/")
    assert 'class="site-footer"' in html(made, "/a/")


def test_error_names_the_file_of_the_site(source: Path):
    own = write(source.parent / "own", {"components/pager.html.j2": "\n{% macro %}"})
    found = {str(finding.span) for finding in prepared(source, own).findings}
    assert any(place.endswith("own/components/pager.html.j2:2") for place in found)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("{# nothing #}", 1, "it has no macro “skip_link”; “"),
        ("\n\n{% macro skip_link() %}x{% endmacro %}", 3, "takes no"),
        ("\n{% macro skip_link(text, target, more) %}{{ more }}{% endmacro %}", 2, "more"),
        ("\n{% macro skip_link(text, target) %}\n{{ text.x }}{% endmacro %}", 3, "“x”"),
    ],
)
def test_error_under_a_built_in_layout_is_in_the_sites_template(
    source: Path, text: str, line: int, words: str
):
    """The layout has done nothing wrong: the file and the line of the site are named."""
    own = write(source.parent / "own", {"components/skip-link.html.j2": text})
    findings = prepared(source, own).findings
    assert {str(one.span).split("/own/")[-1] for one in findings} == {
        f"components/skip-link.html.j2:{line}"
    }
    assert all(words in finding.message for finding in findings)


def test_a_built_in_component_that_is_called_wrongly_names_the_call(source: Path):
    layout = """{% extends "theme/layouts/base.html.j2" %}
{% from "components/card-list.html.j2" import card_list %}
{% block body %}
{{ card_list(7, 'x') }}{% endblock %}"""
    own = write(source.parent / "own", {"pages/article.html.j2": layout})
    findings = prepared(source, own).findings
    assert {str(one.span).split("/own/")[-1] for one in findings} == {"pages/article.html.j2:4"}


def test_style_sheets_are_replaced_by_name(source: Path):
    own = {
        "assets/css/50-pager.css": "@layer components { .pager { --ours: 1; } }",
        "assets/css/50-hero.css": "",
        "assets/css/95-ours.css": "@layer utilities { .ours { --theirs: 1; } }",
    }
    text = styles(themed(source, own))
    assert "--ours: 1" in text
    assert ".pager__link" not in text
    assert ".hero__lede" not in text
    assert text.index("@page") < text.index("--theirs")
    usual = styles(prepared(source))
    assert ".pager__link" in usual
    assert ".hero__lede" in usual


def test_strings_are_overridden_key_by_key(source: Path):
    made = themed(source, {"strings/en.toml": 'skip_to_content = "Jump"\n'})
    text = html(made, "/a/")
    assert ">Jump</a>" in text
    assert html(prepared(source), "/a/") == text.replace(">Jump<", ">Skip to main content<")


def test_windows_line_ends_change_nothing(source: Path):
    text = HEADER.replace("\n", "\r\n").encode()
    made = themed(source, {"components/site-header.html.j2": text})
    [ribbon, *_] = places(made, "/a/", "p")
    assert ribbon is not None
    assert ribbon.line == 3

"""A site's colours: the tokens derived from them, and that too little contrast is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbcut.render.theming.brand import theme_tokens
from curbcut.render.theming.colours import contrast, luminance, mix, neighbours, normal
from curbcut.render.theming.palette import BACKS, PAIRS, ROLES, judge, nearest, tokens_of
from curbcut.render.theming.theme import read_theme
from tests.making import HOME, page, prepared, write

LIGHT, DARK = theme_tokens(read_theme(None))
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
SCHEMES = st.sampled_from([LIGHT, DARK])


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.0),
        ("#07544d", "#07544d", 1.0),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_colours_are_mixed_in_oklab():
    """The middle of black and white in OKLab has the lightness 0.5: CSS writes it #636363."""
    assert mix("#000000", "#ffffff", 0.5) == "#636363"
    assert mix("#07544d", "#ffffff", 0) == "#07544d"
    assert mix("#07544d", "#ffffff", 1) == "#ffffff"


def test_three_digit_colours_are_expanded():
    assert normal("#FC0") == normal("#ffcc00") == "#ffcc00"


@given(COLOURS)
def test_neighbours_reach_from_black_to_white_nearest_first(colour: str):
    found = list(neighbours(colour))
    assert found[0] == colour
    assert len(set(found)) == len(found)
    assert min(map(luminance, found)) < 0.005
    assert max(map(luminance, found)) > 0.98


def test_every_purpose_of_the_table_is_a_token_of_the_theme():
    named = {name for pair in PAIRS for name in (*pair.front, pair.back)} | set(ROLES.values())
    assert named <= LIGHT.keys()
    assert named <= DARK.keys()
    assert {pair.back for pair in PAIRS} == set(BACKS)
    assert tokens_of(dict.fromkeys(ROLES, "#123456"), LIGHT).keys() <= LIGHT.keys()


@pytest.mark.parametrize("usual", [LIGHT, DARK], ids=["light", "dark"])
def test_the_theme_passes_its_own_table(usual: dict[str, str]):
    for pair in PAIRS:
        best = max(contrast(usual[name], usual[pair.back]) for name in pair.front)
        assert best >= pair.least, pair
    for role, token in ROLES.items():
        assert judge({role: usual[token]}, usual) == []


def test_a_known_refusal():
    [wrong] = judge({"accent": "#7fb2e5"}, LIGHT)
    assert (wrong.role, wrong.pair.what, wrong.pair.back) == ("accent", "links", "surface")
    assert wrong.ratio == pytest.approx(2.23, abs=0.01)
    assert wrong.nearest == "#497aaa"
    assert contrast("#497aaa", "#ffffff") >= 4.5
    assert judge({"accent": "#497aaa"}, LIGHT) == []


def test_a_dark_scheme_asks_for_lighter_colours():
    [wrong] = judge({"accent": "#2f4f7f"}, DARK)
    assert luminance(wrong.nearest) > luminance("#2f4f7f")


def test_foreground_colour_is_reported_first():
    found = judge({"text": "#999999", "background": "#ffffff"}, LIGHT)
    assert [wrong.role for wrong in found] == ["text"]
    found = judge({"background": "#777777"}, LIGHT)
    assert [wrong.role for wrong in found] == ["background"]


def test_no_colour_is_suggested_if_no_lightness_passes():
    """No background stands apart from both nearly white links and nearly black text."""
    usual = {**LIGHT, "link": "#eeeeee", "text": "#111111"}
    [wrong] = judge({"background": "#777777"}, usual)
    assert (wrong.role, wrong.nearest) == ("background", "")


@settings(max_examples=25, deadline=None)
@given(SCHEMES, st.sampled_from(list(ROLES)), COLOURS)
def test_suggested_colour_passes_and_is_stable(usual: dict[str, str], role: str, colour: str):
    found = nearest(role, {role: colour}, usual)
    assert found
    assert judge({role: found}, usual) == []
    assert nearest(role, {role: found}, usual) == found
    if judge({role: colour}, usual) == []:
        assert found == colour


@settings(max_examples=25, deadline=None)
@given(SCHEMES, COLOURS, COLOURS, COLOURS)
def test_accepted_colours_have_enough_contrast_everywhere(
    usual: dict[str, str], accent: str, text: str, background: str
):
    colours = {"accent": accent, "text": text, "background": background}
    for wrong in judge(colours, usual):
        if wrong.nearest:
            colours[wrong.role] = wrong.nearest
    if judge(colours, usual) == []:
        tokens = {**usual, **tokens_of(colours, usual)}
        for pair in PAIRS:
            best = max(contrast(tokens[name], tokens[pair.back]) for name in pair.front)
            assert best >= pair.least, pair


def site(tmp_path: Path, theme: str) -> Path:
    files = {"index.md": HOME, "a.md": page("A"), "site.toml": f"[theme]\n{theme}\n"}
    return write(tmp_path / "source", files)


def styles(source: Path) -> str:
    files = prepared(source).rendered.files
    return "".join(d.decode() for n, d in files.items() if re.match(r"assets/site\..*css", n))


def test_contrast_finding_has_the_line_of_the_setting(tmp_path: Path):
    source = site(tmp_path, 'text = "#000"\naccent = "#7fb2e5"')
    [finding] = prepared(source).findings
    assert finding.rule.id == "palette-contrast"
    assert finding.blocking
    assert str(finding.span).endswith("site.toml:3")
    assert finding.message == (
        "“accent”: links in #7fb2e5 on the background, #ffffff, have 2.2:1 and need 4.5:1;"
        " the nearest colour with enough contrast is #497aaa"
    )
    assert "25-palette" not in styles(source)
    assert "#7fb2e5" not in styles(source)


def test_contrast_finding_names_the_dark_setting(tmp_path: Path):
    [finding] = prepared(site(tmp_path, 'text_dark = "#333"')).findings
    assert finding.message.startswith("“text_dark”: text in #333333 on the background, #0e1514,")


@pytest.mark.parametrize("value", ['"blue"', '"#12345"', '"rgb(1,2,3)"', "7"])
def test_only_hexadecimal_colours_are_accepted(tmp_path: Path, value: str):
    [finding] = prepared(site(tmp_path, f"accent = {value}")).findings
    assert finding.rule.id == "site-settings"
    assert "hexadecimal digits, such as #07544d" in finding.message
    assert str(finding.span).endswith("site.toml:2")


def test_colours_become_tokens_for_both_schemes(tmp_path: Path):
    text = styles(site(tmp_path, 'accent = "#B3261E"\nbackground_dark = "#000000"'))
    light = re.search(r"@media all \{ :root \{(.*?)\}", text)
    assert light
    assert "--link: #b3261e;" in light[1]
    dark = text[light.end() :]
    assert re.search(r"prefers-color-scheme: dark\) \{ :root \{[^}]*--surface: #000000;", dark)
    links = re.search(r"--link: (#......);", dark)
    assert links
    assert contrast(links[1], "#000000") >= 7
    assert links[1] not in ("#b3261e", DARK["link"])


def test_the_dark_scheme_keeps_what_only_the_light_one_changes(tmp_path: Path):
    """The site’s light tokens come behind the theme’s dark ones, and must not win there."""
    text = styles(site(tmp_path, 'background = "#fff8e7"'))
    dark = text.rsplit("prefers-color-scheme: dark) { :root {", 1)[1]
    assert f"--surface: {DARK['surface']};" in dark


def test_light_text_on_dark_is_not_printed(tmp_path: Path):
    text = styles(site(tmp_path, 'background = "#101820"\ntext = "#eee"\naccent = "#7fb2e5"'))
    assert re.search(r"@media screen \{ :root \{[^}]*--text: #eeeeee", text)


def test_without_settings_the_theme_is_unchanged(tmp_path: Path):
    assert styles(site(tmp_path, "")) == styles(write(tmp_path / "plain", {"index.md": HOME}))

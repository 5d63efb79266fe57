"""What readers can open is looked at like the rest."""

import pytest

from curbcut.commands.check_pages import check_targets
from curbcut.model.finding import Outcome, RunResult
from curbcut.run import Options

pytestmark = pytest.mark.browser

_PAGE = """<!doctype html><html lang="en"><head><title>Opening hours</title>
<style>.faint {{ color: #bbb }} [hidden=""] {{ display: none }}
button, summary {{ margin: 1em; padding: 1em }}</style></head>
<body><main><h1>Opening hours</h1>
<p>We are open from nine to five, on every day but Sunday, and on Thursdays until eight.</p>
{}
</main></body></html>
"""
_FAINT = '<p class="faint">These words are faint.</p>'
_SHOW = """<script>
document.querySelector("#more").onclick = (event) => {{
  {};
}};
</script>"""
_OPEN = 'event.target.setAttribute("aria-expanded", "true"); part.hidden = false'
_MORE = '<button id="more" aria-expanded="false" aria-controls="part">More</button>'


@pytest.fixture
def checked(tmp_path, proved, monkeypatch):
    monkeypatch.setattr("curbcut.run.CACHE_FOLDER", proved(tmp_path / "cache"))

    def check(body: str) -> RunResult:
        folder = tmp_path / "pages"
        folder.mkdir(exist_ok=True)
        (folder / "index.html").write_text(_PAGE.format(body), "utf-8")
        return check_targets([str(folder)], Options(jobs=1))

    return check


def _faint(result: RunResult) -> list[tuple[str, ...]]:
    """The states in which text is too faint."""
    rule = "axe/color-contrast"
    return [
        one.states
        for one in result.findings
        if one.rule.id == rule and one.outcome is Outcome.FAILED
    ]


@pytest.mark.parametrize(
    "body",
    [
        f"<details><summary>More</summary>{_FAINT}</details>",
        f"<details name=a open><summary>A</summary>First</details>"
        f"<details name=a><summary>B</summary>{_FAINT}</details>",
        f'{_MORE}<div id="part" hidden>{_FAINT}</div>{_SHOW.format(_OPEN)}',
        f'{_MORE}<div id="part" hidden>{_FAINT}</div>'
        + _SHOW.format(f"setTimeout(() => {{ {_OPEN} }}, 250)"),
        f'<button popovertarget="part">More</button><div id="part" popover>{_FAINT}</div>',
        f'<button id="more" aria-haspopup="dialog">More</button>'
        f'<dialog id="part" aria-label="More">{_FAINT}<button>Close</button></dialog>'
        + _SHOW.format("part.showModal()"),
        f'<div hidden="until-found">{_FAINT}</div>',
        f'<div role="tablist" aria-label="A"><button role="tab" aria-selected="true">A</button>'
        f'<button role="tab" id="more" aria-selected="false">B</button></div>'
        f'<div role="tabpanel" id="part" hidden aria-label="B">{_FAINT}</div>'
        + _SHOW.format('event.target.setAttribute("aria-selected", "true"); part.hidden = false'),
    ],
    ids=["details", "named", "part", "late", "popover", "dialog", "until-found", "tab"],
)
def test_what_is_behind_a_control_is_looked_at(checked, body):
    result = checked(body)
    assert _faint(result) == [("opened",)]
    assert not [one for one in result.findings if one.rule.id == "part-not-opened"]


def test_what_is_wrong_on_the_page_itself_is_not_said_again(checked):
    result = checked(f"{_FAINT}<details><summary>More</summary><p>Plain words.</p></details>")
    assert [set(states) & {"opened"} for states in _faint(result)] == [set()]


def test_a_page_without_anything_to_open_is_not_entered(checked):
    result = checked('<p>Nothing is hidden.</p><a href="#a" aria-expanded="true">A</a>')
    outcomes = {one.outcome for one in result.evaluations if one.state == "opened"}
    assert outcomes == {Outcome.INAPPLICABLE}


def test_a_control_that_opens_nothing_is_reported(checked):
    opens = '<button aria-expanded="false">Prices</button>'
    result = checked(f"{opens}<details><summary>More</summary>{_FAINT}</details>")
    (stuck,) = (one for one in result.findings if one.rule.id == "part-not-opened")
    assert stuck.outcome is Outcome.CANT_TELL
    assert "Prices" in stuck.message
    assert _faint(result) == [("opened",)]


def test_a_menu_that_leads_away_does_not_stop_the_others(checked):
    away = '<button aria-haspopup="true" onclick="location.href = \'/\'">Away</button>'
    more = f'<button popovertarget="part">More</button><div id="part" popover>{_FAINT}</div>'
    result = checked(away + more)
    assert _faint(result) == [("opened",)]
    assert "page-not-checked" not in {one.rule.id for one in result.findings}

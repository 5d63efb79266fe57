"""When a page is asked what frameworks left in it, and what becomes of its answer."""

from __future__ import annotations

import pytest

from curbcut.browser.devtools.channel import CommandError
from curbcut.checks.page.keyboard.listeners.event_delegation import traces

REACT = "function () { [native code] }"


class Page:
    """A page that answers as it likes."""

    def __init__(self, answer: object) -> None:
        self.answer = answer
        self.asked = 0

    def cdp(self, command: str, params: dict[str, object]) -> dict[str, object]:
        self.asked += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return {"result": {"value": self.answer}}


@pytest.mark.parametrize("source", ["", "() => go()", "e => e.target.closest('.x').remove()"])
def test_a_page_that_listens_for_itself_is_not_asked(source):
    page = Page("{}")
    assert traces(page, [source]) is None  # type: ignore[arg-type]
    assert page.asked == 0


@pytest.mark.parametrize(
    "source",
    [
        REACT,
        "function(e){return S.event.triggered!==e.type?S.event.dispatch.apply(t,arguments):void 0}",
        'function(e){for(;n;n=n.parentNode)n["__"+e.type]?.call(n,e)}',
        "e=>{const t=`$$${e.type}`;walk(t)}",
    ],
)
def test_a_page_with_a_framework_is_asked_once(source):
    page = Page('{"count": 7}')
    assert traces(page, ["() => go()", source, source]) == {"count": 7}  # type: ignore[arg-type]
    assert page.asked == 1


@pytest.mark.parametrize(
    "answer", ["[]", "7", "nothing", None, "[" * 100_000, CommandError("Execution was terminated")]
)
def test_what_is_no_answer_is_none(answer):
    assert traces(Page(answer), [REACT]) is None  # type: ignore[arg-type]

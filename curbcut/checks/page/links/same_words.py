"""Links with the same text and different targets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from curbcut.browser import states
from curbcut.browser.session import Session
from curbcut.checks.api import Check, PageInState, message_of, question_of, target_from
from curbcut.checks.source.links import SAME
from curbcut.html.tokens import words_of
from curbcut.model.finding import Outcome, Problem
from curbcut.web.fetch import Refusal

_LOOKED_UP = 20
_READ = 500_000
_WORDS, _ALIKE = 4, 1 / 3
_SHARED = frozenset(("nav", "header", "footer"))
"""Elements that pages have in common, whatever their subject."""


def run(page: PageInState) -> Iterator[Problem]:
    """Yield links that cannot be told from others with different targets."""
    found = page.script("return checks.sameWords()")
    if found["shared"]:
        page.applied(SAME.id)
    pairs = found["pairs"]
    addresses = dict.fromkeys(part for pair in pairs for part in (pair["to"], pair["other"]))
    own = [address for address in addresses if address.startswith(f"{found['own']}/")]
    there = {address: _look_up(address, page.session) for address in own[:_LOOKED_UP]}
    for pair in pairs:
        one, other = there.get(pair["to"], ()), there.get(pair["other"], ())
        if set(one) & set(other) and not _same_page(pair):
            continue
        data = {
            "text": pair["text"],
            "to": pair["to"].removeprefix(found["own"]),
            "other": pair["other"].removeprefix(found["own"]),
        }
        sure = pair["beside"] and _differ(one, other)
        outcome = Outcome.FAILED if sure else Outcome.CANT_TELL
        words = message_of(SAME, outcome.value, data)
        question = question_of(SAME, outcome, data)
        yield Problem(SAME.id, words, target_from(pair["target"]), outcome, question=question)


def _differ(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two pages that could be read have hardly a word in common."""
    if len(one) < 2 or len(other) < 2:
        return False
    here, there = (set(text.lower().split()) for text in (one[1], other[1]))
    if min(len(here), len(there)) < _WORDS:
        return False
    return len(here & there) / len(here | there) < _ALIKE


def _same_page(pair: dict[str, Any]) -> bool:
    """Two places of one page differ, although the page is the same."""
    return bool(pair["to"].partition("#")[0] == pair["other"].partition("#")[0])


def _look_up(address: str, session: Session) -> tuple[str, ...]:
    """Where an address leads in the end, and the words there; nothing if it leads nowhere.

    Asked for from outside of the page: the page's policy might forbid it, and what is asked for
    from within counts as the page's own doing. It goes no ways but those of the page.
    """
    answer = session.fetch(address, timeout=2, whole=4, most=_READ)
    if isinstance(answer, Refusal):
        return (answer.away,) if answer.away else ()
    if "html" not in answer.media_type:
        return (answer.address,)
    text = answer.data.decode("utf-8", "replace")
    return (answer.address, words_of(text, without=_SHARED))


# What links say and where they lead does not depend on colours or width.
CHECK = Check(
    rules=(SAME,),
    states=(states.LIGHT,),
    run=run,
)

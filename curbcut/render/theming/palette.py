"""The colour tokens derived from a site's own colours, and their contrast."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from curbcut.render.theming.colours import contrast, luminance, mix, neighbours

type Tokens = Mapping[str, str]

ROLES = {"accent": "link", "text": "text", "background": "surface"}
"""The colours that a site can set, and the theme's token for each."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Tokens that are used on each other; of several in ``front``, one must have the contrast.

    ``least`` is the contrast ratio that they need, ``what`` names the foreground in messages.
    """

    front: tuple[str, ...]
    back: str
    least: float
    what: str


SURFACES = {
    "surface": "the background",
    "surface-soft": "soft surfaces",
    "surface-current": "the surface of the current page in the menu",
    "note-surface": "notes",
    "tip-surface": "tips",
    "important-surface": "important notes",
    "warning-surface": "warnings",
}
BACKS = SURFACES | {
    "surface-head": "table headers",
    "surface-code": "code",
    "surface-brand": "the header of the home page",
    "button": "buttons",
    "button-hover": "buttons on hover",
}
PAIRS = (
    Pair(("link",), "surface", 4.5, "links"),
    *(Pair(("text",), back, 4.5, "text") for back in (*SURFACES, "surface-head", "surface-code")),
    *(Pair(("text-muted",), back, 4.5, "quieter text") for back in ("surface", "surface-soft")),
    *(Pair(("link",), back, 4.5, "links") for back in SURFACES if back != "surface"),
    *(Pair(("link-hover",), back, 4.5, "links on hover") for back in SURFACES),
    *(Pair(("link-visited",), back, 4.5, "visited links") for back in SURFACES),
    Pair(("accent",), "surface", 4.5, "step numbers and letters"),
    Pair(("button-text",), "button", 4.5, "words"),
    Pair(("button-text",), "button-hover", 4.5, "words"),
    Pair(("text-on-brand",), "surface-brand", 4.5, "text"),
    Pair(("control",), "surface", 3, "edges of fields"),
    *(
        Pair(("focus-ring", "focus-halo"), back, 3, "focus rings")
        for back in ("surface", "surface-soft", "surface-brand", "button")
    ),
)
"""The ratios are those of WCAG 2.2, 1.4.3 (4.5:1) and 1.4.11 (3:1)."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A colour with too little contrast; ``nearest`` is one with enough, or "".

    ``front`` and ``back`` are the colours of the pair, ``ratio`` is their contrast.
    """

    role: str
    pair: Pair
    front: str
    back: str
    ratio: float
    nearest: str


@dataclass(frozen=True, slots=True)
class _Scheme:
    """The three colours from which all others are derived, and the theme's tokens."""

    accent: str
    text: str
    background: str
    usual: Tokens

    @property
    def whole(self) -> bool:
        """Whether all three are known; a custom theme may not define these tokens."""
        return bool(self.accent and self.text and self.background)

    @property
    def dark(self) -> bool:
        """Whether light text is on a dark background."""
        return luminance(self.background) < luminance(self.text)

    @property
    def strength(self) -> float:
        """The contrast of links with the background."""
        return contrast(self.accent, self.background)

    def tint(self, colour: str, share: float) -> str:
        """The background tinted with a colour, as far as all text keeps 4.5:1 on it."""
        words = (self.text, self.accent, self.visited())
        return _first(
            (mix(self.background, colour, share * part) for part in (1, 0.75, 0.5, 0.25, 0)),
            lambda found: all(contrast(word, found) >= 4.5 for word in words),
        )

    def brand(self) -> str:
        """The background of the home page's header: the accent, or a dark shade of it."""
        if not self.dark:
            return self.accent
        return _first(
            (mix(self.background, self.accent, share) for share in (0.25, 0.15, 0)),
            lambda found: contrast(self.text, found) >= 4.5,
        )

    def quiet(self, share: float, least: float) -> str:
        """The text colour, as faint as a contrast of ``least`` on soft surfaces allows."""
        soft = self.tint(self.text, 0.05)
        return _first(
            (mix(self.background, self.text, share + (1 - share) * part / 8) for part in range(9)),
            lambda found: contrast(found, soft) >= least,
        )

    def hover(self) -> str:
        """The accent mixed with some of the text colour, if that does not lower its contrast."""
        return _first(
            (mix(self.accent, self.text, share) for share in (0.4, 0.2, 0)),
            lambda found: contrast(found, self.background) >= self.strength,
        )

    def visited(self) -> str:
        """The theme's colour of visited links, adjusted until it has 4.5:1 on the background."""
        usual = self.usual.get("link-visited", self.text)
        return _first(neighbours(usual), lambda found: contrast(found, self.background) >= 4.5)

    def mark(self, name: str) -> str:
        """The background of a callout."""
        return self.tint(self.usual.get(name, self.text), 0.1)


def _first(candidates: Iterator[str], passes: Callable[[str], bool]) -> str:
    """The first candidate that passes, else the last."""
    found = ""
    for found in candidates:
        if passes(found):
            break
    return found


_A, _T, _B = ROLES
_FOLLOWS: dict[str, tuple[tuple[str, ...], Callable[[_Scheme], str]]] = {
    "surface": ((_B,), lambda s: s.background),
    "surface-soft": ((_B, _T, _A), lambda s: s.tint(s.text, 0.05)),
    "surface-code": ((_B, _T, _A), lambda s: s.tint(s.text, 0.06)),
    "surface-head": ((_B, _T, _A), lambda s: s.tint(s.text, 0.1)),
    "surface-current": ((_B, _T, _A), lambda s: s.tint(s.accent, 0.12)),
    "surface-brand": ((_A, _B), _Scheme.brand),
    "text": ((_T,), lambda s: s.text),
    "text-muted": ((_T, _B, _A), lambda s: s.quiet(0.75, 4.5)),
    "text-on-brand": ((_A, _B), lambda s: s.text if s.dark else s.background),
    "link": ((_A,), lambda s: s.accent),
    "link-hover": ((_A, _T), _Scheme.hover),
    "link-visited": ((_B,), _Scheme.visited),
    "rule": ((_B, _T), lambda s: mix(s.background, s.text, 0.22)),
    "rule-strong": ((_A,), lambda s: s.accent),
    "control": ((_T, _B, _A), lambda s: s.quiet(0.5, 3)),
    "accent": ((_A,), lambda s: s.accent),
    "button": ((_A,), lambda s: s.accent),
    "button-hover": ((_A, _T), _Scheme.hover),
    "button-text": ((_A, _B), lambda s: s.background),
    "focus-ring": ((_T, _B), lambda s: s.background if s.dark else s.text),
    "note-surface": ((_B, _T, _A), lambda s: s.mark("note")),
    "tip-surface": ((_B, _T, _A), lambda s: s.mark("tip")),
    "important-surface": ((_B, _T, _A), lambda s: s.mark("important")),
    "warning-surface": ((_B, _T, _A), lambda s: s.mark("warning")),
}
"""Derived tokens: the site's colours that each depends on, the one to report first, and how."""
_ROLES_OF = {token: roles for token, (roles, _) in _FOLLOWS.items()}


def tokens_of(given: Tokens, usual: Tokens) -> dict[str, str]:
    """The tokens derived from the colours that a site sets for one colour scheme.

    Args:
        given: the site's colours by role.
        usual: the theme's tokens in that scheme, by name.
    """
    token = _tokens(given, usual)
    return {
        name: token(name)
        for name, (roles, _) in _FOLLOWS.items()
        if any(role in given for role in roles)
    }


def judge(given: Tokens, usual: Tokens) -> list[Wrong]:
    """The colours of a scheme with too little contrast, each with the first pair that fails."""
    token = _tokens(given, usual)
    wrong: dict[str, tuple[float, Pair]] = {}
    for pair in PAIRS:
        role = _blamed(pair, given)
        if role and (part := _part(pair, token)) < 1:
            wrong.setdefault(role, (part, pair))
    return [
        Wrong(
            role,
            pair,
            front=max(map(token, pair.front), key=_against(token(pair.back))),
            back=token(pair.back),
            ratio=part * pair.least,
            nearest=nearest(role, given, usual),
        )
        for role, (part, pair) in wrong.items()
    ]


def nearest(role: str, given: Tokens, usual: Tokens) -> str:
    """The colour for ``role`` nearest to the given one that passes; "" if none does.

    It must pass every pair that it is part of. If other colours make that impossible, only the
    pairs for which it is reported count.
    """
    every = [pair for pair in PAIRS if role in _roles(pair)]
    own = [pair for pair in every if _blamed(pair, given) == role]
    for pairs in (every, own):
        for colour in neighbours(given[role]):
            token = _tokens({**given, role: colour}, usual)
            if all(_part(pair, token) >= 1 for pair in pairs):
                return colour
    return ""


def comfortable(accent: str, given: Tokens, usual: Tokens) -> str:
    """The accent for a scheme without one: the nearest to ``accent`` that has 7:1 and passes."""
    back = given.get("background") or usual.get("surface", "")
    return next(
        (
            colour
            for colour in neighbours(accent)
            if back
            and contrast(colour, back) >= 7
            and not judge({**given, "accent": colour}, usual)
        ),
        "",
    )


def _tokens(given: Tokens, usual: Tokens) -> Callable[[str], str]:
    """A function that returns the colour of a token; "" if it is not known."""
    scheme = _Scheme(
        **{role: given.get(role) or usual.get(name, "") for role, name in ROLES.items()},
        usual=usual,
    )

    @cache
    def token(name: str) -> str:
        roles, follow = _FOLLOWS.get(name, ((), None))
        if follow is not None and scheme.whole and any(role in given for role in roles):
            return follow(scheme)
        return usual.get(name, "")

    return token


def _roles(pair: Pair) -> list[str]:
    """The site's colours that a pair depends on, those of the foreground first."""
    return [role for name in (*pair.front, pair.back) for role in _ROLES_OF.get(name, ())]


def _blamed(pair: Pair, given: Tokens) -> str:
    return next((role for role in _roles(pair) if role in given), "")


def _part(pair: Pair, token: Callable[[str], str]) -> float:
    """A pair's contrast divided by the one it needs; 1 if one of the colours is not known."""
    back, fronts = token(pair.back), [token(name) for name in pair.front]
    if not back or not all(fronts):
        return 1
    return max(contrast(front, back) for front in fronts) / pair.least


def _against(back: str) -> Callable[[str], float]:
    return lambda colour: contrast(colour, back)

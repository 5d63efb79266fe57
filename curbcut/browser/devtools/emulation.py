"""The DevTools commands that emulate a state."""

from __future__ import annotations

from curbcut.browser.devtools.channel import Command, Params
from curbcut.model.state import State

FIRST = State(id="", title="as first met")
"""The state in which pages are opened: 1280 by 800 CSS pixels, light colours."""

# Explicit, so that settings of the machine (a dark desktop, reduced motion) have no effect.
_MEDIA = {
    "prefers-color-scheme": "light",
    "prefers-reduced-motion": "no-preference",
    "prefers-contrast": "no-preference",
    "prefers-reduced-transparency": "no-preference",
    "forced-colors": "none",
}


def changes(state: State, before: State | None = None) -> list[Command]:
    """The commands that change the browser from ``before`` (None: unknown) to ``state``.

    Style sheets and whether scripts run are not among them; see ``Session.enter``.
    """
    commands: list[Command] = []
    size = (state.width, state.height)
    if before is None or size != (before.width, before.height):
        upright = state.height > state.width
        metrics: Params = {
            "width": state.width,
            "height": state.height,
            "deviceScaleFactor": 1,
            "mobile": False,
            "screenOrientation": {
                "type": "portraitPrimary" if upright else "landscapePrimary",
                "angle": 0,
            },
        }
        commands.append(("Emulation.setDeviceMetricsOverride", metrics))
    if state.touch != (before is not None and before.touch):
        commands.append(("Emulation.setTouchEmulationEnabled", {"enabled": state.touch}))
    if before is None or _media(state) != _media(before):
        features = [{"name": name, "value": value} for name, value in _media(state)[1]]
        media: Params = {"media": state.media_type, "features": features}
        commands.append(("Emulation.setEmulatedMedia", media))
    return commands


def _media(state: State) -> tuple[str, list[tuple[str, str]]]:
    return state.media_type, sorted((_MEDIA | dict(state.media)).items())

"""Key presses by name, as DevTools commands."""

from __future__ import annotations

from typing import Any

# Name: code, Windows virtual key code, and the text that the key types.
_NAMED: dict[str, tuple[str, int, str]] = {
    "Tab": ("Tab", 9, ""),
    "Enter": ("Enter", 13, "\r"),
    "Escape": ("Escape", 27, ""),
    " ": ("Space", 32, " "),
    "PageUp": ("PageUp", 33, ""),
    "PageDown": ("PageDown", 34, ""),
    "End": ("End", 35, ""),
    "Home": ("Home", 36, ""),
    "ArrowLeft": ("ArrowLeft", 37, ""),
    "ArrowUp": ("ArrowUp", 38, ""),
    "ArrowRight": ("ArrowRight", 39, ""),
    "ArrowDown": ("ArrowDown", 40, ""),
    "Backspace": ("Backspace", 8, ""),
    "Delete": ("Delete", 46, ""),
}
_MODIFIERS = {"Alt": 1, "Control": 2, "Meta": 4, "Shift": 8}

type Command = tuple[str, dict[str, Any]]


def strokes(key: str, modifiers: tuple[str, ...] = ()) -> list[Command]:
    """The commands that press and release a key.

    ``key`` is a name as in ``KeyboardEvent.key`` ("Tab", "Enter", "ArrowDown") or one character;
    ``modifiers`` are any of "Alt", "Control", "Meta" and "Shift".

    Raises:
        ValueError: when the key is unknown.
        KeyError: when a modifier is unknown.
    """
    if key in _NAMED:
        code, number, text = _NAMED[key]
    elif len(key) == 1:
        code = f"Key{key.upper()}" if key.isalpha() else ""
        number, text = ord(key.upper()), key
    else:
        raise ValueError(f"there is no key named {key!r}")
    held = sum(_MODIFIERS[name] for name in modifiers)
    if held & ~_MODIFIERS["Shift"]:
        # With Control, Alt or Meta a key is a command and types nothing.
        text = ""
    event: dict[str, Any] = {
        "key": key,
        "code": code,
        "windowsVirtualKeyCode": number,
        "nativeVirtualKeyCode": number,
        "modifiers": held,
    }
    down = {**event, "type": "keyDown", "text": text} if text else {**event, "type": "rawKeyDown"}
    return [
        ("Input.dispatchKeyEvent", down),
        ("Input.dispatchKeyEvent", {**event, "type": "keyUp"}),
    ]

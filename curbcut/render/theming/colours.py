"""Colours (#rrggbb): contrast, mixing, and similar colours.

Contrast is defined by WCAG 2.2 (relative luminance); mixing and similar colours use OKLab, where
equal steps look equal (Björn Ottosson, “A perceptual color space for image processing”, 2020).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache, lru_cache

type Triple = tuple[float, float, float]

STEP = 0.0025
"""A step of OKLab lightness (0 to 1), smaller than that between adjacent 8-bit greys."""


def normal(colour: str) -> str:
    """A colour as #rrggbb in lower case: "#FC0" becomes "#ffcc00"."""
    digits = colour.removeprefix("#").lower()
    return "#" + ("".join(2 * digit for digit in digits) if len(digits) == 3 else digits)


@cache
def luminance(colour: str) -> float:
    """The relative luminance of a colour, from 0 (black) to 1 (white), as WCAG 2.2 defines it."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21, as WCAG 2.2 defines it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mix(colour: str, other: str, share: float) -> str:
    """``colour`` mixed in OKLab with a ``share`` (0 to 1) of ``other``."""
    if share in (0, 1):
        return other if share else colour
    pairs = zip(_oklab(colour), _oklab(other), strict=True)
    lightness, a, b = (one + (two - one) * share for one, two in pairs)
    return _fitted(lightness, a, b)


def neighbours(colour: str) -> Iterator[str]:
    """The colour itself, then darker and lighter ones of the same hue, the nearest first.

    Chroma is reduced only where sRGB cannot show it at that lightness.
    """
    yield colour
    lightness, a, b = _oklab(colour)
    seen = {colour}
    for step in range(1, round(1 / STEP) + 1):
        for other in (lightness - step * STEP, lightness + step * STEP):
            if -STEP < other < 1 + STEP:
                found = _fitted(min(1.0, max(0.0, other)), a, b)
                if found not in seen:
                    seen.add(found)
                    yield found


@cache
def _linear(colour: str) -> Triple:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for at in (1, 3, 5)
        for value in (int(colour[at : at + 2], 16) / 255,)
    )
    return red, green, blue


@cache
def _oklab(colour: str) -> Triple:
    red, green, blue = _linear(colour)
    l_ = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    m_ = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    s_ = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * l_ + 0.7936177850 * m_ - 0.0040720468 * s_,
        1.9779984951 * l_ - 2.4285922050 * m_ + 0.4505937099 * s_,
        0.0259040371 * l_ + 0.7827717662 * m_ - 0.8086757660 * s_,
    )


def _light(lightness: float, a: float, b: float) -> Triple:
    l_ = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    m_ = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    s_ = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * l_ - 3.3077115913 * m_ + 0.2309699292 * s_,
        -1.2684380046 * l_ + 2.6097574011 * m_ - 0.3413193965 * s_,
        -0.0041960863 * l_ - 0.7034186147 * m_ + 1.7076147010 * s_,
    )


@lru_cache(1 << 16)
def _fitted(lightness: float, a: float, b: float) -> str:
    """The colour as #rrggbb, its chroma reduced to fit sRGB."""
    least, most = 0.0, 1.0
    if not _shown(_light(lightness, a, b)):
        for _ in range(12):
            middle = (least + most) / 2
            if _shown(_light(lightness, a * middle, b * middle)):
                least = middle
            else:
                most = middle
        a, b = a * least, b * least
    return "#" + "".join(f"{_digits(value):02x}" for value in _light(lightness, a, b))


def _shown(light: Triple) -> bool:
    return all(-0.0005 <= value <= 1.0005 for value in light)


def _digits(value: float) -> int:
    value = min(1.0, max(0.0, value))
    curved = 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
    return round(255 * curved)

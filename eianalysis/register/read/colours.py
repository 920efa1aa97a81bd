"""The report colour that a shading shows: red, amber, green or blue; none for pale, grey and other ones."""

from __future__ import annotations

import colorsys

_NAMED = {
    "red": "red",
    "darkred": "red",
    "crimson": "red",
    "firebrick": "red",
    "orange": "amber",
    "gold": "amber",
    "yellow": "amber",
    "darkorange": "amber",
    "amber": "amber",
    "green": "green",
    "lime": "green",
    "limegreen": "green",
    "darkgreen": "green",
    "forestgreen": "green",
    "lightgreen": "green",
    "blue": "blue",
    "royalblue": "blue",
    "dodgerblue": "blue",
    "steelblue": "blue",
    "cornflowerblue": "blue",
    "deepskyblue": "blue",
    "navy": "blue",
}


DISCS = frozenset("\u25cf\u25a0\u2b24\u2022\u25aa\u26ab\u25fc\u2588\u25c6")


def is_disc(text: str) -> bool:
    """Whether a text is nothing but a disc or a square, whose own colour then is what it says."""
    plain = text.strip()
    return 0 < len(plain) <= 3 and set(plain) <= DISCS


def colour_of(fill: str) -> str:
    """The report colour of a shading such as ``FF0000``, ``#00b050``, ``rgb(255, 192, 0)`` or ``green``; else ''.

    >>> colour_of("00B050"), colour_of("FFC000"), colour_of("4472C4"), colour_of("D9E2F3")
    ('green', 'amber', 'blue', '')
    """
    text = fill.strip().casefold().lstrip("#")
    if text in _NAMED:
        return _NAMED[text]
    if text.startswith("rgb"):
        numbers = [part.strip() for part in text.partition("(")[2].rstrip(") ").replace("/", ",").split(",")][:3]
        if len(numbers) != 3 or not all(number.isdigit() and int(number) < 256 for number in numbers):
            return ""
        text = "".join(f"{int(number):02x}" for number in numbers)
    if len(text) == 3:
        text = "".join(sign * 2 for sign in text)
    try:
        parts = [int(text[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    except ValueError:
        return ""
    hue, light, strong = colorsys.rgb_to_hls(*parts)
    if len(text) != 6 or strong < 0.35 or not 0.15 < light < 0.78:
        return ""
    degrees = hue * 360
    return (
        "red"
        if degrees <= 14 or degrees >= 345
        else "amber"
        if 20 <= degrees <= 62
        else "green"
        if 70 <= degrees <= 165
        else "blue"
        if 190 <= degrees <= 250
        else ""
    )

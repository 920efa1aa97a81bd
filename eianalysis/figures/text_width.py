"""How wide a text is in Arial, known without any font: Helvetica has the same widths, and matplotlib carries them as numbers.

(Adobe Core 14 font metrics, ``pdfcorefonts`` in matplotlib's data folder; Liberation Sans has these widths too.)
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

NAMED = {
    "quotesingle": "'",
    "grave": "`",
    "quoteright": "\u2019",
    "quoteleft": "\u2018",
    "quotedblleft": "\u201c",
    "quotedblright": "\u201d",
    "endash": "\u2013",
    "emdash": "\u2014",
    "ellipsis": "\u2026",
    "minus": "\u2212",
    "multiply": "\u00d7",
    "sterling": "\u00a3",
    "bullet": "\u2022",
    "degree": "\u00b0",
}
OTHER = 700  # thousandths of the size: a sign of another script or a mark


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of one line, in the unit of ``size``; kerning is left out, which makes it at most 1% too wide."""
    widths = _widths("Helvetica-Bold" if bold else "Helvetica")
    return size / 1000 * sum(widths.get(letter, widths.get(unicodedata.normalize("NFD", letter)[0], OTHER)) for letter in text)


@cache
def _widths(font: str) -> dict[str, float]:
    import matplotlib

    lines = (Path(matplotlib.get_data_path()) / "fonts" / "pdfcorefonts" / f"{font}.afm").read_text(encoding="ascii").splitlines()
    found: dict[str, float] = {}
    for line in lines:
        if line.startswith("C "):  # C 32 ; WX 278 ; N space ; B 0 0 0 0 ;
            code, width, name = (part.split()[1] for part in line.split(";")[:3])
            letter = NAMED.get(name) or (chr(int(code)) if 32 <= int(code) < 127 else None)
            if letter is not None:
                found[letter] = float(width)
    return found

"""An owner and a day in one cell, as "Head of HR / 31 March 2025" under "Lead and deadline": parted where a whole column is so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from eianalysis.register.read.contents import content_of, date_cell
from eianalysis.register.read.headings import heading_scores

_BETWEEN = re.compile(r"\s*[,;/|\n]\s+|\s+[\u2013\u2014-]\s+|\s*[(\[]|\s+by\s+")


def parted(text: str) -> tuple[str, str]:
    """The owner and the day in a cell; ('', '') where it is not one of each.

    >>> parted("Head of HR / 31 March 2025"), parted("DCC (by Q2 2024/25)"), parted("31 March 2025")
    (('Head of HR', '31 March 2025'), ('DCC', 'by Q2 2024/25'), ('', ''))
    """
    pieces = [piece.strip(" )]") for piece in _BETWEEN.split(text) if piece.strip(" )]")]
    days = [piece for piece in pieces if (read := date_cell(piece)) is not None and read.start]
    others = [piece for piece in pieces if piece not in days]
    return (" / ".join(others), days[0]) if len(days) == 1 and others else ("", "")


def holds_both(heading: str, cells: Sequence[str]) -> bool:
    """Whether most cells of a column hold both, and its heading says so, or who stands there is a post or a unit."""
    told = [text for text in cells if text]
    found = [owner for owner, day in map(parted, told) if day]
    if len(found) < max(2, 0.6 * len(told)):
        return False
    said = heading_scores(heading)
    return said.get("owner", 0.0) >= 3.0 and said.get("due", 0.0) >= 1.0 or content_of(found).posts >= 0.5

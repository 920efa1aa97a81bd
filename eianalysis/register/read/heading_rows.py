"""Which row of a table holds its headings: words that columns are called by, above cells of another kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import fmean
from typing import TYPE_CHECKING

from eianalysis.register.read.characteristics import characteristic_of, duty_of
from eianalysis.register.read.contents import colour_words, date_cell, label_like
from eianalysis.register.read.headings import heading_scores, names_a_column, plain_heading
from eianalysis.register.read.document_rows import Row

if TYPE_CHECKING:
    from eianalysis.register.read.find_tables import Grid

LONGEST_HEADING, LOOK_FOR_HEADINGS = 160, 8


def heading_row(run: Sequence[Row]) -> int | None:
    """Where the headings of a table stand; None where it has none. Nothing below the first row of values is looked at."""
    for at, row in enumerate(run[:LOOK_FOR_HEADINGS]):
        if len(row.filled) < 2:
            continue
        below, typed = run[at + 1 :], _typed(row)
        if (
            is_heading(row, below, None)
            or _short(row)
            and (
                row.heading
                and (not typed or any(map(names_a_column, row.filled)))
                or not typed
                and len(row.filled) >= 0.6 * len(row.cells)
                and _typed_below(row, below)
            )
        ):
            return at
        if typed >= 2:
            return None
    return None


def _short(row: Row) -> bool:
    return max(len(text) for text in row.filled) <= LONGEST_HEADING and fmean(len(text.split()) for text in row.filled) <= 10


def is_heading(row: Row, below: Sequence[Row], grid: Grid | None) -> bool:
    """Whether a row names columns: most of its cells are words that columns are called by, of two roles at least."""
    texts = row.filled
    if len(texts) < 2 or any(len(text) > LONGEST_HEADING for text in texts) or any(row.above):
        return False
    if grid is not None and _repeats(row, grid):
        return True
    known = [text for text in texts if names_a_column(text) or _named_below(text, below)]
    roles = {max(scores, key=scores.get) for text in known if (scores := heading_scores(text))}
    if label_like(row.text(0)) and re.search(r"\d", row.text(0)) and not re.match(r"(?i)q", row.text(0)):
        return False  # a row that begins with a number is one of values
    enough = len(known) >= 0.5 * len(texts) if grid is None else len(known) == len(texts) >= 3
    short = fmean(len(text.split()) for text in texts) <= (14 if row.heading else 8 if grid is None else 4)
    return enough and short and len(roles) >= 2 and _typed(row) <= len(texts) / 3


def _named_below(text: str, below: Sequence[Row]) -> bool:
    """Whether rows below name this heading, as a level of maturity that was reached."""
    return sum(text in row.texts for row in below[:60]) >= 2 and len(text.split()) <= 3


def _repeats(row: Row, grid: Grid) -> bool:
    """Whether a row holds the headings again: all of its cells are headings, or most stand under themselves."""
    mine = [(at, plain_heading(text)) for at, text in enumerate(row.texts) if text]
    theirs = [plain_heading(text) for text in grid.headings]
    named = {text for text in (*theirs, *map(plain_heading, grid.groups)) if text}
    under = sum(at < len(theirs) and theirs[at] == text for at, text in mine)
    return len(mine) >= 2 and (
        all(text in named for _, text in mine) and len(mine) >= 0.5 * len([text for text in theirs if text]) or under >= max(2, 0.5 * len(mine))
    )


def _typed(row: Row) -> int:
    """How many cells hold a value of a kind that no heading is: a day, a colour, a label."""
    quarters = [text for text in row.filled if re.match(r"(?:q|qtr|quarter) ?[1-4]\b", text, re.IGNORECASE)]

    def value(text: str) -> bool:
        if len(quarters) > 1 and text in quarters:
            return False  # an update each quarter
        date = date_cell(text)
        if date is not None and "part_not_read" in date.flags and names_a_column(text):
            return False  # "Position at 30 April 2024"
        return bool(colour_words(text)) or label_like(text) and any(sign.isdigit() for sign in text) or (date is not None and date.start is not None)

    return sum(value(text) for text in row.filled)


def _typed_below(row: Row, below: Sequence[Row]) -> bool:
    """Whether some column holds values of a kind where this row holds none."""
    for place in range(len(row.cells)):
        texts = [other.text(place) for other in below if len(other.cells) > 1 and other.text(place)]
        alike = [text for text in texts if colour_words(text) or label_like(text) or ((date := date_cell(text)) is not None and date.start is not None)]
        if len(texts) >= 2 and len(alike) >= 0.6 * len(texts):
            return True
    return False


def headings_of(run: Sequence[Row]) -> tuple[list[str], list[str], int]:
    """The headings that begin here, the headings over several of them, and how many rows they take."""
    top = list(run[0].texts)
    second = run[1] if len(run) > 1 else None
    if second is None or not (_goes_below(run[0], second) or _only_names(second)):
        return top, [""] * len(top), 1
    width = max(len(top), len(second.cells))
    top += [""] * (width - len(top))
    over, groups, headings = "", [], []
    for place in range(width):
        own, below = top[place], second.text(place)
        over = own or (over if below else "")
        groups.append(over if below else "")
        both = own and below and _only_names(second) and plain_heading(own) != plain_heading(below) and characteristic_of(own)
        headings.append(f"{own} / {below}" if both else below or own)
    return headings, groups, 2


def _only_names(row: Row) -> bool:
    """Whether a row holds nothing but names of what is ticked below."""
    return len(row.filled) > 1 and all(characteristic_of(text) or duty_of(text) for text in row.filled)


def _goes_below(top: Row, second: Row) -> bool:
    """Whether the second row names what stands below headings that reach over several columns."""
    blank = [place for place in range(1, len(top.cells)) if not top.text(place)]
    below = [place for place, text in enumerate(second.texts) if text and not (place < len(second.above) and second.above[place])]
    if not blank or len(below) < 2 or _typed(second) or any(len(second.text(place).split()) > 8 for place in below):
        return False
    spans = {place for at in blank for place in (at, at - 1)}
    return sum(place in spans or place >= len(top.cells) for place in below) >= 0.8 * len(below)

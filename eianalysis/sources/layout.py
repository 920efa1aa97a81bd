"""The layout of a sheet: which row has the headings, what stands above it, what closes the table at the foot."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import zip_longest

from eianalysis.schema.columns import heading
from eianalysis.schema.parse import clean

#: Titles, dates of extraction and blank lines above the headings: never more than this.
SEARCHED = 30
_FOOT = re.compile(
    r"((grand|sub|overall|column|report)[ -]?)?totals?\b.*|(record |row )?count\b.*|sum\b.*|average\b.*"
    r"|end of (report|file|extract)\b.*|(source|notes?|printed|extracted|generated|run date)\b.*",
    re.I,
)
_FIGURE = re.compile(r"[\d.,%()£ -]*$")


def filled(row: Sequence[str]) -> int:
    """How many cells of a row have anything in them."""
    return sum(1 for cell in row if cell and not cell.isspace())


def said(row: Sequence[str]) -> bool:
    """Whether a row has anything in any cell: the first that has answers."""
    for cell in row:
        if cell and not cell.isspace():
            return True
    return False


def _matches(row: Sequence[str], known: Collection[str]) -> int:
    return len({heading(cell) for cell in row if cell} & set(known))


def score(rows: Sequence[Sequence[str]], known: Collection[str]) -> int:
    """How many known headings the best row of a sheet has."""
    return max((_matches(row, known) for row in rows[:SEARCHED]), default=0)


def has_rows(rows: Sequence[Sequence[str]], known: Collection[str]) -> bool:
    """Whether anything stands below the headings."""
    top = header_row(rows, known)
    return top is not None and any(filled(row) for row in rows[top + 1 :])


def header_row(rows: Sequence[Sequence[str]], known: Collection[str] = ()) -> int | None:
    """The place of the row with the headings: the one with the most known ones, else the first that looks like it.

    A title stands alone in its row, so without known headings it is the first row with as many filled cells as most.
    """
    head = rows[:SEARCHED]
    if known and (best := score(rows, known)) >= 1:
        return next(place for place, row in enumerate(head) if _matches(row, known) == best)
    widths = [filled(row) for row in head]
    most = max(widths, default=0)
    if not most:
        return None
    return next(place for place, width in enumerate(widths) if width * 2 > most)


def headings(row: Sequence[str], below: Sequence[Sequence[str]]) -> list[str | None]:
    """The headings, trimmed; a nameless column with values is '(column 7)', one without any is None."""
    words: list[str | None] = [re.sub(r"[\s\u00a0\ufeff]+", " ", str(cell)).strip() or None for cell in row]
    while words and words[-1] is None and not any(filled(line[len(words) - 1 : len(words)]) for line in below):
        words.pop()
    return [word or (f"(column {place + 1})" if any(filled(line[place : place + 1]) for line in below) else None) for place, word in enumerate(words)]


Merged = Collection[tuple[int, int, int, int]]  # first row, first column, last row, last column: rows as a person counts


def fill_down(rows: list[list[str]], merged: Merged) -> None:
    """Give the value of a merged cell to the rows it covers, in its first column; rows with nothing else stay blank."""
    for top, left, bottom, _ in merged:
        for row in rows[top:bottom]:
            if left < len(rows[top - 1]) and filled(row):
                row += [""] * (left + 1 - len(row))
                row[left] = row[left] or rows[top - 1][left]


def fill_across(rows: list[list[str]], merged: Merged, first: int) -> set[int]:
    """Give it to all columns it covers, in the rows below the headings (``first`` is the place of the first); the rows covered."""
    covered = set()
    for top, left, bottom, right in merged:
        if top <= first or left >= len(rows[top - 1] if top <= len(rows) else ()):
            continue
        for number, row in enumerate(rows[top - 1 : bottom], start=top):
            if filled(row):
                row += [""] * (min(right, len(rows[top - 1]) - 1) + 1 - len(row))
                row[left : right + 1] = [cell or rows[top - 1][left] for cell in row[left : right + 1]]
                covered.add(number)
    return covered


def below_headings(top: int, merged: Merged) -> int:
    """The place of the first row below the headings: headings that are merged downwards take more than one."""
    return max([top + 1, *(bottom for first, _, bottom, _ in merged if first <= top + 1 <= bottom)])


def joined(rows: Sequence[Sequence[str]]) -> list[str]:
    """Headings over several rows as one: 'Date of' above 'joining' is 'Date of joining'."""
    return [" ".join(dict.fromkeys(str(cell).strip() for cell in cells if str(cell).strip())) for cells in zip_longest(*rows, fillvalue="")]


def without_foot(body: list[tuple[int, list[str]]], least: int = 1) -> tuple[list[tuple[int, list[str]]], int]:
    """The rows without total and closing lines at the very end, and how many those were.

    Such a line begins with a closing word and has nothing but figures beside it; a person's row never looks like that.
    ``least`` rows are kept whatever they look like.
    """
    end = len(body)
    while end > least and _closes(body[end - 1][1]):
        end -= 1
    return body[:end], len(body) - end


def _closes(row: Sequence[str]) -> bool:
    cells = [clean(cell) for cell in row]
    words = [cell for cell in cells if cell]
    if not words or not _FOOT.fullmatch(words[0]) and not (len(words) > 1 and _FOOT.fullmatch(words[1])):
        return False
    return all(_FOOT.fullmatch(cell) or _FIGURE.fullmatch(cell) for cell in words)


def repeated(body: Sequence[tuple[int, list[str]]], words: Sequence[str | None]) -> tuple[list[int], list[int]]:
    """The rows that are the headings again, or most of them, each in its place, and those that hold them in another order.

    Two extracts put one under the other have them.
    """
    ours = [heading(word) if word else "" for word in words]
    same, moved, named = [], [], {word for word in ours if word}
    begins: dict[str, bool] = {}  # whether a first cell is one of the headings: of a table by date it is the same in many rows
    for number, row in body if len(named) > 2 else ():
        first = row[0] if row else ""
        if first not in begins:
            begins[first] = bool(first) and heading(first) in named
        if not begins[first]:
            continue
        cells = [heading(cell) if cell else "" for cell in row]
        placed = [word for cell, word in zip(cells, ours, strict=False) if cell == word != ""]
        if len(placed) * 2 > len(named) and len(placed) == sum(cell in named for cell in cells):  # each where it was, some left out perhaps
            same.append(number)
        elif len(named.intersection(cells)) * 2 > len(named):
            moved.append(number)
    return same, moved

"""Responses to a review: a numbered table of recommendation, owner and response that runs over many pages.

Rows with an empty first cell go on where the last page stopped; lettered pieces become parts, or measures where the
recommendation lists measures.
"""

from __future__ import annotations

import re

from eianalysis.register.read.draft import Draft, Reading
from eianalysis.register.read.lists import split_list
from eianalysis.register.read.rows import Row, looks_like_header, words

LAYOUT = "numbered recommendations"
_NUMBER = re.compile(r"(\d{1,3})\.")
_FOOTNOTE = re.compile(r"^[\u00b9\u00b2\u00b3\u2070-\u2079]\s")
#: A lettered or bulleted piece inside a recommendation; the round bullet only opens the whole.
_PIECE = re.compile(r"(?:\u25cb\s*)?(?<!\w)(?:i{1,3}|iv|vi{0,3})\)\s*|[\u25cb\u25aa\u25e6]\s*")
_STRAY = re.compile(r"(?<=[a-z:]) \d{1,3} (?=[a-z])")
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def fits(rows: list[Row]) -> bool:
    """Whether a heading row names recommendation, owner and response, and numbered rows follow."""
    return (any(looks_like_header(row, ("recommendation", "owner")) and len(row.filled) >= 3 for row in rows)
            and any(_NUMBER.fullmatch(row.text(0)) for row in rows))


def read_review(rows: list[Row], *, prefix: str = "REV") -> Reading:
    """Every numbered recommendation with its parts, owner and response, joined over the pages."""
    reading = Reading(LAYOUT)
    whole: list[tuple[Draft, str]] = []  # each recommendation and its cell, HTML kept until the end
    for row in rows:
        number = _NUMBER.fullmatch(row.text(0))
        if len(row.filled) == 1 and len(row.cells) == 1:
            if not _FOOTNOTE.match(row.filled[0]):
                continue  # page furniture
            reading.unplaced.append((row.line, "a footnote"))
        elif looks_like_header(row, ("recommendation", "owner")):
            continue
        elif number:
            draft = Draft(f"{prefix}-{int(number[1]):02d}", "recommendation", "", row.line, label=row.text(0),
                          owner_raw=row.text(2), progress_raw=row.text(3))
            whole.append((draft, row.cells[1] if len(row.cells) > 1 else ""))
        elif not row.text(0) and whole:
            draft, cell = whole[-1]
            whole[-1] = draft, f"{cell} {row.cells[1]}" if row.text(1) else cell
            draft.owner_raw = f"{draft.owner_raw} {row.text(2)}".strip()
            draft.progress_raw = f"{draft.progress_raw} {row.text(3)}".strip()
            draft.flag("joined_over_pages")
        else:
            reading.unplaced.append((row.line, "a row without a number"))
    for draft, cell in whole:
        reading.items += _with_parts(draft, cell)
    return reading


def _with_parts(draft: Draft, cell: str) -> list[Draft]:
    """The recommendation and its pieces."""
    before, guessed = cell, False
    bullet = cell.find("\u2022")
    nested = [mark.start() for mark in re.finditer(r"<ul\b", cell, re.IGNORECASE)]
    if len(nested) > 1:
        before, inner = cell[:nested[1]], words(cell[nested[1]:])
    elif bullet > 0 and words(cell[:bullet]).endswith(":"):  # "…, including: • to appeal • to reopen"
        before, inner = cell[:bullet], words(cell[bullet:])
    else:
        mark = _PIECE.search(words(cell))
        before, inner = (words(cell)[:mark.start()], words(cell)[mark.start():]) if mark else (cell, "")
    draft.title_raw = words(before).lstrip("\u2022 ").strip()
    if _STRAY.search(words(cell)) or re.search(r": \d{1,3}$", draft.title_raw):
        draft.flag("number_in_sentence")  # perhaps a page number; a person decides
    pieces = [piece.strip() for piece in _PIECE.split(inner)] if inner else []
    if pieces and pieces[0]:  # a list whose first marks were lost
        first, guessed = split_list(pieces[0])
        pieces = [*first, *pieces[1:]]
    pieces = [piece for piece in pieces if piece]
    measures = "measures" in draft.title_raw.casefold() and draft.title_raw.endswith(":")
    parts = []
    for number, piece in enumerate(pieces, start=1):
        name = str(number) if measures or number > len(ROMAN) else ROMAN[number - 1]
        part = Draft(f"{draft.item_id}.{name}", "measure" if measures else "part", piece, draft.line,
                     parent_id=draft.item_id, owner_raw=draft.owner_raw)
        if guessed:
            part.flag("guessed")
        parts.append(part)
    return [draft, *parts]

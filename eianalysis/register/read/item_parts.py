"""Lists within a cell: the lettered or bulleted pieces of one recommendation become its parts, or the measures it names."""

from __future__ import annotations

import re

from eianalysis.register.read.draft_items import Draft
from eianalysis.register.read.cell_lists import split_list
from eianalysis.register.read.document_rows import words

#: A lettered or bulleted piece inside a recommendation; the round bullet only opens the whole.
_PIECE = re.compile(r"(?:\u25cb\s*)?(?<!\w)(?:i{1,3}|iv|vi{0,3})\)\s*|[\u25cb\u25aa\u25e6]\s*")
_STRAY = re.compile(r"(?<=[a-z:]) \d{1,3} (?=[a-z])")
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def with_parts(draft: Draft, cell: str) -> list[Draft]:
    """The recommendation and its pieces, from its cell with tags kept: where a list begins tells the whole from its parts."""
    before, guessed = cell, False
    bullet = cell.find("\u2022")
    nested = [mark.start() for mark in re.finditer(r"<ul\b", cell, re.IGNORECASE)]
    if len(nested) > 1:
        before, inner = cell[: nested[1]], words(cell[nested[1] :])
    elif bullet > 0 and words(cell[:bullet]).endswith(":"):  # "…, including: • to appeal • to reopen"
        before, inner = cell[:bullet], words(cell[bullet:])
    else:
        mark = _PIECE.search(words(cell))
        before, inner = (words(cell)[: mark.start()], words(cell)[mark.start() :]) if mark else (cell, "")
        start, colon, rest = words(before).rpartition(": ")
        if mark and colon and split_list(rest)[1]:  # only the later marks of the list were kept
            before, inner = f"{start}:", f"{rest} {inner}"
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
        part = Draft(
            f"{draft.item_id}.{name}",
            "measure" if measures else "part",
            piece,
            draft.line,
            parent_id=draft.item_id,
            workstream=draft.workstream,
            owner_raw=draft.owner_raw,
        )
        if guessed:
            part.flag("guessed")
        parts.append(part)
    return [draft, *parts]

"""Whether each item of a filled-in form stands beside its own words: a column sorted alone moves answers to other items."""

from __future__ import annotations

import difflib

import pandas as pd

from eianalysis.errors import Fault
from eianalysis.register.form_answers import Beside
from eianalysis.register.text import comparable

ALIKE = 0.6  # words less like than this are those of something else


def misplaced(rows: list[Beside], titles: pd.Series) -> tuple[list[Fault], dict[int, Fault]]:
    """Faults of the whole form, and of single rows, where an item and the words beside it do not belong together.

    ``titles`` holds the words of every item by its id. Where some rows hold another item's words, no row can be trusted:
    the form is refused whole. Where the words are nobody's, the register has changed since the form was made.
    """
    owner: dict[str, str] = {}
    for item, title in titles.items():
        owner.setdefault(comparable(title), str(item))
    swapped, changed = [], {}
    for row in rows:
        if row.item_id not in titles.index:
            continue
        words, right = comparable(row.title), comparable(titles[row.item_id])
        if words == right:
            continue
        if words in owner:
            swapped.append((row, owner[words]))
        elif difflib.SequenceMatcher(None, words, right).ratio() < ALIKE:
            changed[row.number] = Fault(
                f"cell {row.title_cell}: the words beside {row.item_id} are not those of the register", "fill in a fresh form, made by `eianalysis template`"
            )
    if not swapped:
        return [], changed
    first, other = swapped[0]
    more = f", and so in {len(swapped) - 1} more row{'s' if len(swapped) > 2 else ''}" if len(swapped) > 1 else ""
    return [
        Fault(
            f"cell {first.item_cell}: {first.item_id} stands beside the words of {other}{more}; a column was sorted or moved without the others",
            "undo that, or fill in a fresh form; nothing of this one was taken",
        )
    ], changed

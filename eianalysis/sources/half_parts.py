"""A campaign, a month, a year in which it depends on the outcome whose ethnicity (sex, age, …) is recorded.

Of one campaign the unsuccessful have no ethnicity, because it was taken from the file of those who joined: then all of every group
were taken on in it. Over all campaigns together it hardly shows, so each part is looked at by itself; its rows are counted as not
recorded, for no group's rate of them is right. Where it is so throughout, it is told, and the measures refuse what is asked of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from eianalysis.schema import TABLES
from eianalysis.schema.columns import Table
from eianalysis.sources.repeated_rows import many, tally, total
from eianalysis.sources.half_recorded import HALF
from eianalysis.sources.filled_from_workforce import POST
from eianalysis.sources.typed import TypedTable, with_flags
from eianalysis.vocabulary import NOT_RECORDED, day_in_words

#: So much less often than this chance leaves it to the outcome, over all the parts, words and columns that are looked at.
CHANCE = 1e-8
#: Of a part of fewer rows, or with fewer on one side, it cannot be said.
ENOUGH, SIDE = 20, 5
#: What comes of it, where it is neither a stage nor a yes or no.
OUTCOMES = ("outcome", "decision", "finding", "severity", "positive", "status")
#: Rounds that have a name.
ROUNDS = ("campaign_id", "process_id", "wave")
#: No shares are told: of a part of few rows they would tell of how few it is known.
SAID = "{}: in {} recorded {} where {} is {} as elsewhere: who it is known of depends on the outcome, so it is not used there"
THROUGHOUT = "{}: recorded {} where {} is {} as elsewhere: who it is known of depends on the outcome"
MORE, LESS = "more than twice as often", "less than half as often"


def with_half_known(table: TypedTable, day: str | None = None) -> TypedTable:
    """The table with what is half recorded in a part of it counted as not recorded there, and told."""
    declared = TABLES.get(table.name)
    weight = many(table.rows)
    if declared is None or table.absent or total(np.ones(len(table.rows)), weight) < ENOUGH:
        return table
    day = day or declared.day_in(table.rows)
    frame, told = table.rows, []
    rounds = list(_parts(frame, day))
    sides = list(_sides(frame, declared, weight))
    for name, columns in (*declared.characteristics.items(), POST):
        there = [column for column in columns if column in frame and column not in declared.key]
        if not there:
            continue
        known = (frame[there[0]].notna() & ~frame[there[0]].isin([NOT_RECORDED, "", "U"])).to_numpy()
        if known.all() or not known.any():
            continue
        out, whole = np.zeros(len(frame), dtype=bool), _half(known, np.zeros(len(frame), dtype=int), [""], sides, weight)
        if whole:
            _, what, word, often = whole[0]
            told.append((THROUGHOUT.format(name, often, what, word), total(known, weight)))
            continue
        for codes, words in rounds:
            for place, what, word, often in _half(known & ~out, codes, words, sides, weight):
                if not out[codes == place].any():
                    out |= codes == place
                    told.append((SAID.format(name, words[place], often, what, word), total(codes == place, weight)))
        if out.any():
            frame = frame.assign(**{column: _blank(frame[column], out, declared) for column in there})
    return with_flags(replace(table, frame=frame), told) if told else table


def _blank(values: pd.Series, out: np.ndarray, declared: Table) -> pd.Series:
    """The column with nothing said in these rows, in the column's own word for it."""
    column = next((each for each in declared.columns if each.name == values.name), None)  # a source's own list is not declared
    if column is not None and column.kind not in ("code", "text"):
        return values.mask(out)
    word = column.blank if column is not None and column.blank else NOT_RECORDED
    if isinstance(values.dtype, pd.CategoricalDtype) and word not in values.cat.categories:
        values = values.cat.add_categories([word])
    return values.mask(out, word)


def _parts(frame: pd.DataFrame, day: str | None) -> Iterator[tuple[np.ndarray, list[str]]]:
    """The part that each row is in (-1: in none), and the parts in words: rounds, then years and months."""
    for name in (name for name in ROUNDS if name in frame):
        codes, words = pd.factorize(frame[name])
        yield codes, [f"'{word}'" for word in words]
    if day is None or frame[day].isna().all():
        return
    moment = frame[day].dt.tz_localize(None)
    months = (moment.dt.year * 12 + moment.dt.month - 1).to_numpy(dtype=float, na_value=np.nan)
    for begins, length in ((0, 12), (3, 12), (0, 1)):  # calendar years, years from April, months
        codes, _ = pd.factorize(np.floor((months - begins) / length))
        days = moment[codes >= 0].groupby(codes[codes >= 0])
        yield codes, [f"the rows of {day_in_words(first)} to {day_in_words(last)}" for first, last in zip(days.min(), days.max(), strict=True)]


class Came(NamedTuple):
    """What may come of a row, as one column says it: the place of each row's word (-1: not asked), and the words that are looked at."""

    column: str
    places: np.ndarray
    words: dict[int, str]


def _sides(frame: pd.DataFrame, declared: Table, weight: np.ndarray | None) -> Iterator[Came]:
    """What each row came to, by every column that says so.

    A blank is an answer of stages alone (it was not reached): elsewhere a record that was never filled in leaves everything blank.
    """
    people = frame["person_searched"].astype(bool).to_numpy() if "person_searched" in frame else np.ones(len(frame), dtype=bool)
    for column in declared.columns:
        name, flag = column.name, column.kind == "flag" and not column.spare and not column.derived
        if name not in frame or column.practice or column.of_person or not (name in declared.stages or name in OUTCOMES or flag):
            continue
        codes, found = pd.factorize(frame[name])
        texts = ["" if value == "" else {True: "yes", False: "no"}.get(value, str(value)) if column.kind == "flag" else str(value) for value in found]
        words = list(dict.fromkeys([*filter(None, texts), "blank"]))
        blank = words.index("blank")
        places = np.array([words.index(text or "blank") for text in texts] + [blank])[codes]  # the last is that of no value
        asked = people if name in declared.stages else people & (places != blank)
        sizes = tally(places[asked], len(words), None if weight is None else weight[asked])
        looked_at = sorted((place for place in range(len(words)) if SIDE <= sizes[place] <= sizes.sum() - SIDE), key=lambda place, sizes=sizes: -sizes[place])
        yield Came(
            name, np.where(asked, places, -1), {place: words[place] if words[place] in ("yes", "no", "blank") else f"'{words[place]}'" for place in looked_at}
        )


def _half(known: np.ndarray, codes: np.ndarray, words: list[str], sides: list[Came], weight: np.ndarray | None = None) -> list[tuple[int, str, str, str]]:
    """The parts in which it is known less than half as often on one side of an outcome: part, column, word, how often."""
    from scipy.stats import hypergeom

    found: dict[int, tuple[int, str, str, str, float]] = {}
    for name, places, looked_at in sides:
        if not looked_at:
            continue
        width = int(places.max()) + 2  # the last place is -1
        cells = ((codes + 1) * width + places + 1) * 2 + known
        counts = tally(cells, (len(words) + 1) * width * 2, weight).reshape(len(words) + 1, width, 2)[1:, 1:]
        rows, all_known = counts.sum(axis=(1, 2)), counts[:, :, 1].sum(axis=1)
        for place_of_word, word in looked_at.items():
            side, side_known = counts[:, place_of_word].sum(axis=1), counts[:, place_of_word, 1]
            other = rows - side
            one, two = side_known / np.maximum(side, 1), (all_known - side_known) / np.maximum(other, 1)
            odd = (rows >= ENOUGH) & (side >= SIDE) & (other >= SIDE) & (np.minimum(one, two) < HALF * np.maximum(one, two))
            for place in np.flatnonzero(odd):
                drawn = hypergeom(rows[place], all_known[place], side[place])
                chance = float(drawn.sf(side_known[place] - 1) if one[place] > two[place] else drawn.cdf(side_known[place]))
                if chance < (found[place][4] if place in found else CHANCE):
                    found[int(place)] = (int(place), name, word, MORE if one[place] > two[place] else LESS, chance)
    return [each[:4] for each in found.values()]

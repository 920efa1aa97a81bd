"""Parts of a record in which a column says other things than elsewhere: a filter left on, a list of some only, a word that changed.

A round that lists applicants alone, a quarter without women, a year in which nobody is refused: every row is sound by itself. So each
word of a column is looked for in every quarter and year (of snapshots, on each day), and one that is in all of them but a few that
follow on each other, and by far too many rows for chance, is told with where it is missing. What begins later than the record is
nothing odd (a new word), nor is what is blank at its end (not decided yet) or a practice that is for everybody by now. A yes without a no is taken out where it would make a rate of 100%.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from eianalysis.schema import TABLES
from eianalysis.schema.columns import Column, Table
from eianalysis.sources.repeated_rows import many, tally, total
from eianalysis.sources.half_recorded import FEWEST_BLANK
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import UNDECLARED_CODES, day_in_words

#: Of a part of so many rows it can be said that a word is missing; so many other parts must have it.
ENOUGH, OTHERS = 20, 2
#: A word that comes and goes is at home nowhere: in each other part it has at least this share of what it has in the middle one of them.
STEADY = 1 / 3
#: With the least share that the word has in any other part, it would be missing by chance less often than this.
CHANCE = 1e-6
#: Quarters and years, in months back from the end of the record.
PERIODS = (3, 12)
#: Months back from the end of the record that are looked at: no figure is of longer ago, and what is left of longer ago is what was kept.
LOOKED_AT = 72
#: A column of more words than this holds no groups.
MOST_WORDS = 40
#: A rarer word comes and goes; in snapshots, which are of mostly the same people, it does not.
LEAST, LEAST_SEEN = 0.05, 0.01
#: Columns of which another says the same in fewer words.
FINER = {"ethnicity_code": "ethnicity_5", "ethnicity_18": "ethnicity_5", "rank_grade": "rank_band", "leaver_family": "leaver_type"}
#: Texts that are groups; of all other texts nothing is known.
LABELS = ("unit", "directorate")
MISSING = "{}: none of the {:,} rows of {} says {}, of which elsewhere there {}: a filter left on, other words, or rows that were not sent?"
ONLY_YES = (
    "{}: every row of {} with an answer says yes, elsewhere at most {} do, and {:,} are blank: a blank is not a no, so it is not used "
    "there; where it means no, say so in mapping.toml: [values.{}] '' = 'N'"
)
LISTED = (
    "{}: every row of {} says yes, elsewhere at most {} do: those who did not seem not to be listed there, so it is not used there; "
    "list everybody who could have"
)
BLANK = "{}: blank in all {:,} rows of {}, elsewhere in at most {}"


class Part(NamedTuple):
    """A part of the record without a word: its rows, how many they are, its days in words, the least share of the word in the others."""

    rows: np.ndarray
    many: int
    days: str
    share: float
    first: bool
    last: bool


def with_parts(table: TypedTable, day: str | None = None) -> TypedTable:
    """The table, told of parts without what other parts have; a yes without a no is blank there where it can be no answer.

    ``day`` is the column of days; left out, the first that the table declares, of snapshots their day.
    """
    declared = TABLES.get(table.name)
    day = (day or declared.date_in(table.rows, "as_at")) if declared else None
    if declared is None or table.absent or day is None or day not in table.rows or table.rows[day].isna().all():
        return table
    frame, sources = table.rows, list(table.sources)
    rows = dict(list(frame.groupby("force", observed=True))) if "force" in frame else {"": frame}
    for force, each in rows.items():
        told, taken = _of_rows(each, declared, day)
        if told:
            place = next((place for place, source in enumerate(sources) if source.part == force), 0)
            sources[place] = replace(sources[place], flags=(*sources[place].flags, *told))
        for name, out in taken.items():
            frame = frame.assign(**{name: frame[name].mask(frame.index.isin(each.index[out]))})
    return replace(table, frame=frame, sources=tuple(sources))


def _of_rows(frame: pd.DataFrame, declared: Table, day: str) -> tuple[list[tuple[str, int]], dict[str, np.ndarray]]:
    """What is to be told of each column, and the rows in which one is not to be used."""
    moment = frame[day].dt.tz_localize(None)
    blocks = _blocks(moment, snapshots=day == "as_at")
    given = {later: earlier for later, earlier in declared.needs if earlier in frame and later in frame}
    groups = {name for columns in declared.groupings.values() for name in columns}
    shared = {name for _, names in declared.same for name in names}
    together = max((len(frame) / max(frame[key].nunique(), 1) for key, _ in declared.same if key in frame and "person_ref" not in frame), default=1.0)
    told, taken = [], {}
    for column in declared.columns:
        if (
            column.name not in frame
            or column.name in shared
            or FINER.get(column.name) in frame
            or not (column.kind in ("flag", "code") or column.name in LABELS)
        ):
            continue
        before = [frame[given[column.name]].fillna(False).astype(bool).to_numpy()] if column.name in given else []
        for asked in (*before, np.ones(len(frame), dtype=bool)):
            words, out = _of_column(
                frame[column.name],
                column,
                asked,
                blocks,
                moment,
                many(frame),
                of_all=column.name in declared.of_all,
                group=column.name in groups or column.required and column.kind == "code",
                least=LEAST_SEEN if day == "as_at" else LEAST,
                together=together if column.name in groups else 1.0,
            )
            told += words
            taken |= {column.name: out} if out.any() else {}
            if words:
                break
    return told, taken


def _blocks(moment: pd.Series, *, snapshots: bool) -> list[np.ndarray]:
    """The part each row is in, numbered in the order of time; -1 where its day is not known. One numbering a length of part."""
    if snapshots:
        return [pd.factorize(moment, sort=True)[0]]
    months = (moment.dt.year * 12 + moment.dt.month).to_numpy(dtype=float, na_value=np.nan)
    last = np.nanmax(months)
    months = np.where(months > last - LOOKED_AT, months, np.nan)
    found = []
    for length in PERIODS:
        back = np.floor((last - months) / length)
        found.append(np.where(np.isnan(back), -1, np.nanmax(back) - back).astype(int))
    return found


def _of_column(
    values: pd.Series,
    column: Column,
    asked: np.ndarray,
    blocks: list[np.ndarray],
    moment: pd.Series,
    weight: np.ndarray | None,
    *,
    of_all: bool,
    group: bool,
    least: float,
    together: float,
) -> tuple[list[tuple[str, int]], np.ndarray]:
    """What is to be told of a column, and the rows in which it is not to be used."""
    known = asked & _said(values).to_numpy()
    codes, words = pd.factorize(values.where(known))
    told, out = [], np.zeros(len(values), dtype=bool)
    if not known.any() or len(words) > MOST_WORDS:
        return told, out
    done = np.zeros(len(values), dtype=bool)
    for block in blocks:
        there = known & (block >= 0) & ~done
        lost: dict[tuple[int, ...], list[tuple[str, Part]]] = {}
        in_part, of = block[there], int(block.max()) + 1
        inside_of = None if weight is None else weight[there]
        counts = tally(in_part * len(words) + codes[there], of * len(words), inside_of).reshape(of, len(words))
        for place, word in enumerate(words):
            for parts, part in _without(counts[:, place], counts.sum(axis=1), there, block, moment, weight, least, together):
                lost.setdefault(parts, []).append((str(word), part))
        for parts, found in lost.items():
            part, inside = found[0][1], asked & np.isin(block, parts)
            said, taken = _of_flag(values, column, inside, part, found[0][0], weight, of_all) if column.kind == "flag" else (None, None)
            if said and taken.any():
                told.append(said)
                out |= taken
            elif part.first or (column.practice and found[0][0] == "False"):
                continue
            elif said:
                told.append(said)
            else:
                told.append(
                    (
                        MISSING.format(column.name, part.many, part.days, _listed([word for word, _ in found]), _least([each.share for _, each in found])),
                        part.many,
                    )
                )
            done |= inside
        there = asked & (block >= 0) & ~done
        sizes, filled = (tally(block[rows], of, None if weight is None else weight[rows]) for rows in (there, there & known))
        for parts, part in _without(filled, sizes, there, block, moment, weight, least, together):
            if part.first or (part.last and not group):
                continue
            done |= asked & np.isin(block, parts)
            told.append((BLANK.format(column.name, part.many, part.days, _per_cent(1 - part.share)), part.many))
    return told, out


def _of_flag(
    values: pd.Series, column: Column, inside: np.ndarray, part: Part, word: str, weight: np.ndarray | None, of_all: bool
) -> tuple[tuple[str, int], np.ndarray]:
    """What a flag with one answer in a part of the record comes to: told, or not used where it says yes and a no is what a blank may be."""
    blank = total(inside & values.isna().to_numpy(), weight)
    nothing = np.zeros(len(values), dtype=bool)
    if word == "True":
        return (MISSING.format(column.name, part.many, part.days, "yes", _least([part.share])), part.many), nothing
    if blank >= FEWEST_BLANK:
        return (ONLY_YES.format(column.name, part.days, _per_cent(1 - part.share), blank, column.name), many), inside
    if of_all:
        return (LISTED.format(column.name, part.days, _per_cent(1 - part.share)), part.many), inside
    return (MISSING.format(column.name, part.many, part.days, "no", _least([part.share])), part.many), nothing


def _without(
    counts: np.ndarray, sizes: np.ndarray, there: np.ndarray, block: np.ndarray, moment: pd.Series, weight: np.ndarray | None, least: float, together: float
) -> Iterator[tuple[tuple[int, ...], Part]]:
    """The one run of parts without a word that all others of some size have, if chance does not leave it out there.

    ``counts`` are the rows with the word by part, of the ``sizes`` that are ``there``.
    """
    if not sizes.sum():
        return
    large = sizes >= ENOUGH
    having = counts > 0
    if (large & having).sum() < OTHERS or not (sizes[~having] > 0).any():
        return
    shares = counts[large & having] / sizes[large & having]
    share = float(shares.min())
    if share < max(STEADY * np.median(shares), least):
        return
    filled = np.nonzero(sizes > 0)[0]
    runs, run = [], []
    for place in filled:  # parts that follow on each other, empty ones between them left out
        if having[place]:
            runs, run = [*runs, run], []
        else:
            run = [*run, int(place)]
    runs = [each for each in (*runs, run) if each]
    bunched = max(together, _bunched(counts[large & having], sizes[large & having]))  # who comes to one event is no draw of its own
    odd = [
        each
        for each in runs
        if (many := sizes[each].sum()) >= ENOUGH and (1 - share) ** (many / bunched) < CHANCE and (1 - many / sizes.sum()) ** (counts.sum() / bunched) < CHANCE
    ]  # by the least share, and by all who have it (Fisher's exact test)
    if len(odd) != 1 or sizes[odd[0]].sum() > sizes[having].sum() or any(sizes[each].max() >= ENOUGH for each in runs if each is not odd[0]):
        return
    parts = tuple(odd[0])
    rows = there & np.isin(block, parts)
    days = moment[rows]
    yield parts, Part(rows, total(rows, weight), _span(days.min(), days.max()), share, parts[0] == filled[0], parts[-1] == filled[-1])


def _bunched(counts: np.ndarray, sizes: np.ndarray) -> float:
    """How many times more the counts of parts differ than chance would have it (Pearson's dispersion), 1 at least: rows come in bunches."""
    expected = sizes * counts.sum() / sizes.sum()
    spread = float(((counts - expected) ** 2 / np.maximum(expected * (1 - counts.sum() / sizes.sum()), 1e-9)).sum())
    return max(1.0, spread / max(len(sizes) - 1, 1))


def _said(values: pd.Series) -> pd.Series:
    return values.notna() & ~values.isin(["", *UNDECLARED_CODES, "U", "UK", "pending"])


def _span(first: pd.Timestamp, last: pd.Timestamp) -> str:
    one, other = day_in_words(first), day_in_words(last)
    return one if one == other else f"{one} to {other}"


def _listed(words: list[str]) -> str:
    return " or ".join(f"'{word}'" for word in words)


def _per_cent(share: float) -> str:
    return "fewer than 1 in 100" if share < 0.01 else f"{share:.0%}"


def _least(shares: list[float]) -> str:
    least = min(shares)
    return "are some in every part" if least < 0.01 else f"are at least {least:.0%}{' each' if len(shares) > 1 else ''}"

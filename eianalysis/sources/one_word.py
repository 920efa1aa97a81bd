"""Drop-downs left as they open, and lists of one answer: a word that takes over a year, or all that was not known, or a whole course.

A form offers its first word to whoever does not choose; each row is sound, and a group or an outcome grows by it. It is told where a
year has one word alone that elsewhere has far fewer, where all that used to be unknown has one word's name, and where a list of who did
something has nobody who did not.
"""

from __future__ import annotations

from collections.abc import Iterator
import numpy as np
import pandas as pd
from scipy.stats import binom

from eianalysis.schema import TABLES
from eianalysis.schema.columns import Column, Table
from eianalysis.sources.typed import TypedTable, with_flags
from eianalysis.vocabulary import NOT_RECORDED, UNDECLARED, UNDECLARED_CODES, day_in_words

#: Of fewer rows of a part nothing is said.
ENOUGH = 20
#: One word in so many of a part, and in fewer than half of every other: it was filled in.
ALL, ELSEWHERE = 0.95, 0.5
#: Chance gives it less often than this, at the largest share of the word in another year.
CHANCE = 1e-9
#: Years of the end of the record that are looked at, as no figure is of longer ago.
YEARS = 6
#: What was unknown in so many rows of every other year, and in hardly any of a year, has gone to one word where it grew by so much of it.
UNKNOWN, TAKEN = 0.04, 0.6
#: So small a share of what it is elsewhere is nearly none.
NEARLY_NONE = 0.2
# No counts: what is left of a part beside its word may be one person.
ONE_WORD = "{}: nearly all rows of {} say '{}', and in no other year do half of them: is it the first word of a drop-down, or filled in?"
FILLED = (
    "{}: in the rows of {} hardly any is unknown, elsewhere many more are, and '{}' has as many more there: was the unknown filled in with it? Leave it blank"
)
ONLY = "{}: every one of its {:,} rows says '{}'{}: does the list hold those only? List everybody who could have"


def with_one_word(table: TypedTable) -> TypedTable:
    """The table, told of words that were filled in and of lists of one answer."""
    declared = TABLES.get(table.name)
    if declared is None or table.absent or "as_at" in declared.key:
        return table
    day = declared.date_in(table.frame)
    said = {words.split(":")[0] for source in table.sources for words, _ in source.flags}
    told = list(_lists(table.frame, declared))
    if day is not None and table.frame[day].notna().any():
        years = ((table.frame[day].max() - table.frame[day]).dt.days / 365.25).fillna(YEARS).astype(int)
        finest = {columns[-1] for columns in declared.characteristics.values()}
        for column in declared.columns:
            if column.name in table.frame and column.kind in ("code", "flag") and not column.practice and column.name not in said:
                told += _of_column(table.frame[column.name], column, years, table.frame[day], column.name in finest or column.of_person != "")
    return with_flags(table, told)


def _unknown(values: pd.Series) -> pd.Series:
    return values.isna() | values.isin(["", *UNDECLARED_CODES, "U", "UK", NOT_RECORDED, *UNDECLARED])


def _of_column(values: pd.Series, column: Column, years: pd.Series, moment: pd.Series, of_person: bool) -> Iterator[tuple[str, int]]:
    """Years that one word has for itself, and years in which it took the place of what is not known."""
    unknown = _unknown(values)
    inside = years < YEARS
    parts = [year for year in sorted(years[inside].unique()) if (years == year).sum() >= ENOUGH]
    if len(parts) < 3:  # one year against one other tells nothing of which is odd
        return
    shares = pd.crosstab(years[inside & ~unknown], values[inside & ~unknown].astype(str), normalize="index")
    none = unknown.groupby(years).mean()
    of_all = pd.crosstab(years[inside], values[inside].astype(str).where(~unknown[inside]), normalize=False).div(years[inside].value_counts(), axis=0)
    for year in parts:
        others = [each for each in parts if each != year]
        rows = (years == year) & ~unknown
        if year in shares.index and rows.sum() >= ENOUGH:
            word = str(shares.loc[year].idxmax())
            most = float(shares[word].reindex(others).max())
            count = int((values[rows].astype(str) == word).sum())
            if count >= ALL * rows.sum() and most < ELSEWHERE and binom.sf(count - 1, int(rows.sum()), most) < CHANCE:
                yield ONE_WORD.format(column.name, _days(moment[rows]), _word(word)), int(rows.sum())
        least = float(none.reindex(others).min())
        many = int((years == year).sum())
        if of_person and least >= UNKNOWN and none[year] <= NEARLY_NONE * least and binom.cdf(round(none[year] * many), many, least) < CHANCE:
            grown = of_all.loc[year] - of_all.loc[others].max()
            word = str(grown.idxmax())
            if grown.max() >= TAKEN * least and binom.sf(round(of_all.loc[year, word] * many) - 1, many, float(of_all.loc[others, word].max())) < CHANCE:
                yield FILLED.format(column.name, _days(moment[years == year]), _word(word)), many


def _lists(frame: pd.DataFrame, declared: Table) -> Iterator[tuple[str, int]]:
    """Columns of who did something in which everybody did, in the whole list or in one course or round of it."""
    for name, (word, within) in declared.did.items():
        if name not in frame:
            continue
        said = frame[name].notna() & (frame[name] != "")
        yes = frame[name].astype(str) == word
        if said.sum() >= ENOUGH and yes[said].all():
            yield ONLY.format(name, int(said.sum()), _word(word), ""), int(said.sum())
        elif within in frame:
            each = yes[said].groupby(frame.loc[said, within]).agg(["sum", "size"])
            for part, (count, size) in each[each["size"] >= ENOUGH].iterrows():
                others = each.drop(index=part)
                others = others[others["size"] >= ENOUGH]
                most = float((others["sum"] / others["size"]).max()) if len(others) else 1.0
                if count == size and size * np.log(max(most, 1e-9)) < np.log(CHANCE):
                    yield ONLY.format(name, int(size), _word(word), f" of one {within}, though elsewhere not everybody does"), int(size)


def _word(word: str) -> str:
    return {"True": "yes", "False": "no"}.get(word, word)


def _days(moment: pd.Series) -> str:
    return f"{day_in_words(moment.min())} to {day_in_words(moment.max())}"

"""Fields that are filled in where the outcome goes one way and left blank where it goes the other: half recorded.

Of such a field no rate can be given: of 400 searches 50 have a link to what was sought, all of them searches of which something
came, and "40 of 50" would be a find rate of 80% where it is 10%. The values are taken out, and the reason is kept.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from eianalysis.policy import SMALLEST_COUNT
from eianalysis.schema.columns import Table
from eianalysis.sources import repeated_rows
from eianalysis.sources.source import Source, rows_in_words

#: Known less than half as often on one side as on the other, and not by chance.
HALF, CHANCE = 0.5, 0.001
#: So far apart it is told, though the field can be used.
LEANS = 0.1
#: A column that says yes or nothing needs so many blanks to be one.
FEWEST_BLANK = 5
#: So many searches of which every one led to something are no sample of all: in real forces one in three or four does.
FEWEST_ENDED = 30
#: Columns of yes and no, which a force may fill in for a yes only.
FLAGS = ("linked", "clothing_removed", "part_of_operation")
LINK = "whether the outcome has to do with what was looked for is recorded nearly only where {}: half recorded, not used"
ENDED = "no search ends in 'no further action', and {}: those of which nothing came seem not to be recorded, so no share of outcomes is given"
ENDED_BLANK, ENDED_NONE = "others have no outcome", "so many cannot all have led to something"
LEAN = "whether the outcome has to do with what was looked for is recorded more often where {}: the share of finds leans"
YES = "'{}' says yes or nothing, and never no: a blank is not a no, so it is not used"
SIDES = {True: "something came of the search", False: "nothing came of it"}


def without_half_recorded(frame: pd.DataFrame, sources: list[Source], table: Table) -> dict[str, str]:
    """Blank the half-recorded fields of searches, file by file and then force by force; ``frame`` and ``sources`` are changed.

    Returns why a column is blank by now, by column.
    """
    why = {}
    link = _half_linked(frame)
    for more in (True, False):
        if (link == more).any():
            said = LINK.format(SIDES[more])
            _flag(frame, (link == more) & frame["linked"].notna(), said, sources)
            why["linked"] = _counted(said, frame, "linked", link.notna())
    frame["linked"] = frame["linked"].mask(link.notna())
    for column in FLAGS:
        out = _yes_or_blank(frame, column)
        if out.any():
            said = YES.format(table[column].aliases[0])
            _flag(frame, out & frame[column].notna(), said, sources)
            why[column] = _counted(said, frame, column, out)
            frame[column] = frame[column].mask(out)
    for words, out in _only_positive(frame).items():
        if out.any():
            said = ENDED.format(words)
            _flag(frame, out & frame["positive"].notna(), said, sources)
            why.setdefault("positive", _counted(said, frame, "positive", out))
            frame["positive"] = frame["positive"].mask(out)
    why |= {"linked": why["positive"]} if "positive" in why and "linked" not in why else {}
    frame["find"] = frame["find"].mask(frame["linked"].isna() | frame["positive"].isna())
    leaning = _side(_known(frame, "force"), LEANS)
    for force, more in leaning.dropna().items():
        place = next(place for place, source in enumerate(sources) if source.part == force)
        sources[place] = replace(sources[place], flags=(*sources[place].flags, (LEAN.format(SIDES[more]), 0)))
    why |= {"find": why.get("positive") or why["linked"]} if "linked" in why else {}
    return {column: reason for column, reason in why.items() if frame[column].isna().all()}


def _half_linked(frame: pd.DataFrame) -> pd.Series:
    """Of each search in a half-recorded file or force the side on which the link is known; else missing."""
    found = pd.Series(pd.NA, index=frame.index, dtype="boolean")
    for by in ("source_file", "force"):
        left = frame[found.isna()]
        side = _side(_known(left, by)).dropna()
        found = found.fillna(frame[by].map(side).astype("boolean")) if len(side) else found
    if found.isna().all():
        return found
    return found.mask(found.isna() & ~_fair(frame, found), frame["force"].map(found.groupby(frame["force"]).first()).astype("boolean"))


def _fair(frame: pd.DataFrame, found: pd.Series) -> pd.Series:
    """Where a file shows that it records the link on both sides alike: what else a force sends that half records it is taken for the same.

    The few links of a small month prove nothing by themselves, and would be a find rate of 100%.
    """
    counts = _known(frame[found.isna()], "source_file")
    came, nothing = counts["came_known"] / counts["came"], counts["nothing_known"] / counts["nothing"]
    both = pd.concat([came, nothing], axis=1)
    fair = both.notna().all(axis=1) & (both.max(axis=1) > 0) & (both.min(axis=1) >= HALF * both.max(axis=1))
    return frame["source_file"].isin(fair.index[fair])


def _known(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """By file or force: searches of which something came and nothing came, and of how many of each the link is known."""
    came, known = frame["positive"].fillna(False).astype(bool), frame["linked"].notna()
    nothing = frame["positive"].notna() & ~came
    columns = {"came": came, "came_known": came & known, "nothing": nothing, "nothing_known": nothing & known}
    return repeated_rows.by(pd.DataFrame(columns), frame[by], repeated_rows.many(frame))


def _side(counts: pd.DataFrame, leans: float | None = None) -> pd.Series:
    """Whether the link is known where something came of it (True) or nothing did (False); missing where it does not matter."""
    from eianalysis.stats import fisher_test

    counts = counts[(counts["came"] > 0) & (counts["nothing"] > 0)]
    came, nothing = counts["came_known"] / counts["came"], counts["nothing_known"] / counts["nothing"]
    low, high = pd.concat([came, nothing], axis=1).min(axis=1), pd.concat([came, nothing], axis=1).max(axis=1)
    apart = low < HALF * high if leans is None else high - low > leans
    chance = (
        fisher_test(cases=counts["came_known"], base=counts["came"], reference_cases=counts["nothing_known"], reference_base=counts["nothing"])
        if len(counts)
        else 1.0
    )
    return (came > nothing).astype("boolean").where(apart & (pd.Series(chance, index=counts.index) < CHANCE))


def _yes_or_blank(frame: pd.DataFrame, column: str) -> pd.Series:
    """Where a file, or else a whole force, has a yes and never a no, and leaves others blank."""
    out = pd.Series(False, index=frame.index)
    for by in ("source_file", "force"):
        values = frame[column].mask(out)
        rows = pd.DataFrame({"yes": values.fillna(False).astype(bool), "blank": values.isna() & ~out, "no": (~values).fillna(False).astype(bool)})
        each = repeated_rows.by(rows, frame[by], repeated_rows.many(frame))
        wrong = each.index[(each["yes"] > 0) & (each["no"] == 0) & (each["blank"] >= FEWEST_BLANK)]
        out |= frame[by].isin(wrong)
    return out


def _only_positive(frame: pd.DataFrame) -> dict[str, pd.Series]:
    """Where a file, or else a whole force, has searches that led to something and none that did not, by what else it has."""
    blank, none = pd.Series(False, index=frame.index), pd.Series(False, index=frame.index)
    for by in ("source_file", "force"):
        values = frame["positive"].mask(blank | none)
        rows = pd.DataFrame({"yes": values.fillna(False).astype(bool), "blank": values.isna() & ~(blank | none), "no": (~values).fillna(False).astype(bool)})
        each = repeated_rows.by(rows, frame[by], repeated_rows.many(frame))
        never = (each["yes"] > 0) & (each["no"] == 0)
        blank |= frame[by].isin(each.index[never & (each["blank"] >= FEWEST_BLANK)])
        none |= frame[by].isin(each.index[never & (each["blank"] < FEWEST_BLANK) & (each["yes"] >= FEWEST_ENDED)])
    return {ENDED_BLANK: blank, ENDED_NONE: none & ~blank}


def _counted(said: str, frame: pd.DataFrame, column: str, out: pd.Series) -> str:
    """The reason with its count: of how many rows the field is known."""
    weight = repeated_rows.many(frame)
    known, of = repeated_rows.total(out & frame[column].notna(), weight), repeated_rows.total(out, weight)
    return f"{said} (known in {rows_in_words(known, SMALLEST_COUNT) or 'none'} of {of:,})"


def _flag(frame: pd.DataFrame, rows: pd.Series, words: str, sources: list[Source]) -> None:
    """Tell it of each file, with its rows."""
    for file, count in repeated_rows.by(rows.to_frame("rows"), frame["source_file"], repeated_rows.many(frame))["rows"].items():
        for place, source in enumerate(sources):
            if source.file == file and count:
                sources[place] = replace(source, flags=(*source.flags, (words, int(count))))

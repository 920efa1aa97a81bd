"""Columns made from others: ethnicity groups from the code, bands from rank and age, family from leaver type."""

from __future__ import annotations

import pandas as pd

from eianalysis import vocabulary as v
from eianalysis.schema.columns import Table


#: What a column may say that is no value: nothing, or that it is none of those listed.
UNSAID = (*v.UNDECLARED_CODES, "Other", "other", "")


def filled(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """``derive``, and what the file left blank of a derived column is made too: a blank takes no value away."""
    whole = derive(frame, table)
    for name, (said, made) in beside_made(frame, table).items():
        blank = (said.isna() | said.isin(["", v.NOT_RECORDED])) & is_said(made)
        if blank.any():
            whole[name] = said.mask(blank, made).astype("str")
    return whole


def beside_made(frame: pd.DataFrame, table: Table) -> dict[str, tuple[pd.Series, pd.Series]]:
    """Each derived column of words that the file has itself, beside the same made of its others."""
    pairs = {}
    for name in frame.columns:
        if name in table and table[name].derived and table[name].kind in ("code", "text"):
            made = derive(frame.drop(columns=name), table)
            if name in made:
                pairs[name] = (frame[name], made[name])
    return pairs


def is_said(values: pd.Series) -> pd.Series:
    """Where a value says something."""
    return values.notna() & ~values.isin(UNSAID)


def derive(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """The frame with the derived columns its table declares and its own columns allow; what the file gave is kept."""
    wanted = {column.name for column in table.columns if column.derived} - set(frame.columns)
    made = {}
    if "ethnicity_code" in frame and "ethnicity_18" in wanted:
        codes = frame["ethnicity_code"].drop_duplicates()
        groups = pd.DataFrame(v.ethnicity_groups(codes), index=codes.to_numpy())
        for name in groups.columns.intersection(list(wanted)):
            made[name] = frame["ethnicity_code"].map(groups[name])
    for finer, coarser in v.ROLL_UP.items():
        source = made.get(finer, frame.get(finer))
        if source is not None and coarser in wanted and coarser not in made:
            made[coarser] = source.map({name: v.roll_up(name, finer, coarser) for name in source.unique()})
    if "rank_grade" in frame and "rank_band" in wanted:
        made["rank_band"] = frame["rank_grade"].map(_bands(frame["rank_grade"])).astype(object).fillna(v.NOT_RECORDED)
    if "age" in frame and "age_band" in wanted:
        ages = frame["age"].astype("float64")
        made["age_band"] = ages.map({age: v.band(age, v.AGE_BANDS) for age in ages.dropna().unique()}).astype(object).fillna(v.NOT_RECORDED)
    if "leaver_type" in frame and "leaver_family" in wanted:
        made["leaver_family"] = frame["leaver_type"].map(v.LEAVER_FAMILY)
    if "tactic" in frame and "tactic_group" in wanted:
        made["tactic_group"] = frame["tactic"].map(v.TACTIC_GROUPS)
    frame = frame.assign(**{name: made[name].astype("str") for name in table.names if name in made})
    return _hourly(_of_result(frame, wanted), wanted)


def _hourly(frame: pd.DataFrame, wanted: set[str]) -> pd.DataFrame:
    """Pay per hour from the pay of a period; empty where a part of it is missing, or the hours are 0."""
    if "hourly_pay" not in wanted or not {"pay_in_period", "pay_period", "weekly_hours"} <= set(frame):
        return frame
    from eianalysis import stats  # scipy is slow to import, and few files have pay

    days = frame["pay_period"].map(v.PAY_PERIOD_DAYS).astype("Float64")
    whole = frame["pay_in_period"].notna() & days.notna() & frame["weekly_hours"].notna()
    made = pd.Series(pd.NA, index=frame.index, dtype="Float64")
    made[whole] = stats.hourly_pay(
        frame["pay_in_period"][whole].astype(float), days=days[whole].astype(float), weekly_hours=frame["weekly_hours"][whole].astype(float)
    ).to_numpy()
    return frame.assign(hourly_pay=made)


def _of_result(frame: pd.DataFrame, wanted: set[str]) -> pd.DataFrame:
    """Whether a sample was reviewed, held something to learn, was best practice: from the one word of its result."""
    for place, name in enumerate(("learning", "best_practice")):
        if name in wanted and "result" in frame:
            said = frame["result"].map({word: flags[place] for word, flags in v.SAMPLE_RESULTS.items()})
            frame = frame.assign(**{name: said.astype("boolean")})
    if "reviewed" in wanted:
        told = frame.reindex(columns=["result", "learning", "best_practice"])
        frame = frame.assign(reviewed=told.notna().any(axis=1).astype("boolean"))
    return frame


def _bands(ranks: pd.Series) -> dict[str, str]:
    """Rank or grade -> band; what has no band (a special constable, a cadet) is 'Other'."""
    return {rank: v.rank_band(rank) or "Other" for rank in ranks.dropna().unique()}

"""Those of whom nothing is known are put together, and nothing else of a table becomes another number by it."""

import numpy as np
import pandas as pd

import eianalysis as ei
from eianalysis.disclosure.undeclared import pool_undeclared
from eianalysis.policy import policy_for

from .builders import THREE_YEARS, YEAR, counts, rows

GROUPS = {"Asian": (23, 149), "White": (65, 714), "Not stated": (2, 14), "Not recorded": (3, 16)}


def test_what_is_not_known_of_a_row_stays_unknown():
    year = rows(GROUPS).assign(people=np.nan, cases_squared=np.nan, cases_by_base=np.nan, base_squared=np.nan)
    three = rows(GROUPS, window=THREE_YEARS).assign(people=100.0, cases_squared=90.0, cases_by_base=120.0, base_squared=900.0)
    year.loc[year["group"] == "Asian", "numerator"] = np.nan
    one = pool_undeclared(counts(year, three), policy_for("board")).counts.set_index(["window", "group"])
    assert list(one.loc["12m"].index) == ["Asian", "White", "Not declared or not recorded"]
    assert one.loc["12m", "people"].isna().all() and (one.loc["36m", "people"] == [100, 100, 200]).all()
    assert np.isnan(one.loc[("12m", "Asian"), "numerator"]) and one.loc[("12m", "White"), "numerator"] == 65
    assert tuple(one.loc[("12m", "Not declared or not recorded"), ["numerator", "denominator"]]) == (5, 30)
    assert one.loc[("12m", "White"), "period_end"] == pd.Timestamp(YEAR[2])


def test_a_verdict_is_the_same_with_and_without_them(root):
    """People who stand in 36 months more than once are counted; of 12 months, where nobody does, their number is not said, and is not 0."""
    asked = ei.force("2023-04", data_dir=root / "data").ask("misconduct_allegation_rate", by="ethnicity_2").compare()
    before, after = (table[table["verdict"].notna()].set_index(["window", "group"])["verdict"] for table in (asked.unreleased, asked.release().table))
    assert after.index.isin(before.index).all() and (before[after.index] == after).all() and len(after) == 2

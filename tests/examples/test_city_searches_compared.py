"""24 months of the City's searches through the general measures: counted by hand from the files, and said with care."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.wording.headline import full_title as headline

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cycle(root):
    return replace(
        ei.load_cycle("2023-04", data_dir=root / "data"),
        period_start=date(2019, 1, 1),
        period_end=date(2020, 12, 31),
        data_cut_off=date(2020, 12, 31),
        primary_comparisons=(),
        reference={"ethnicity": "White", "officer_ethnicity": "White"},
    )


@pytest.fixture(scope="module")
def files(shared):
    return sorted((shared / "public-data/stop-search/city-of-london").glob("*.csv"))


@pytest.fixture(scope="module")
def searches(files):
    return ei.read_stop_search(files)


@pytest.fixture(scope="module")
def by_hand(files):
    """The files read without any code of ours: the doubled month once, vehicles out, find = outcome linked to the object."""
    months = [pd.read_csv(file) for file in files]
    rows = pd.concat([month.drop_duplicates() if "2020-07" in file.name else month for file, month in zip(files, months, strict=True)])
    rows = rows[rows["Type"].str.contains("Person")]
    linked = rows["Outcome linked to object of search"]
    rows = rows[rows["Outcome"].notna() & linked.notna()]
    found = rows["Outcome linked to object of search"].astype(bool) & ~rows["Outcome"].str.contains("no further action", case=False)
    return rows.assign(find=found)


def test_find_rates_are_those_of_the_files(searches, cycle, by_hand):
    table = ei.outcome_test(searches, cycle=cycle).counts.set_index("group")
    for group in ("White", "Black", "Asian"):
        rows = by_hand[by_hand["Officer-defined ethnicity"] == group]
        assert list(table.loc[group, ["numerator", "denominator"]]) == [int(rows["find"].sum()), len(rows)]


def test_no_difference_in_all_hides_two_opposite_ones_by_object(searches, cycle, by_hand):
    """In all nothing is clear; for drugs Asian and Black people's searches find less often, for stolen goods Black people's more."""
    whole = ei.release(ei.outcome_test(searches, cycle=cycle), cycle.policy)
    assert "clear difference" not in set(whole.table["verdict"])
    split = ei.release(ei.outcome_test(searches, cycle=cycle, split="object"), cycle.policy)
    told = split.table[split.table["verdict"] == "clear difference"].set_index(["object", "group"])["disparity_ratio"]
    assert told[("Controlled drugs", "Black")] < 0.8 and told[("Stolen goods", "Black")] > 1.25
    drugs = by_hand[by_hand["Object of search"] == "Controlled drugs"].groupby("Officer-defined ethnicity")["find"].mean()
    assert told[("Controlled drugs", "Black")] == pytest.approx(drugs["Black"] / drugs["White"])
    assert headline(split) == ("Found what was searched for less often: Asian, Black and Other (Controlled drugs); more often: Black (Stolen goods)")


def test_within_the_same_object_a_difference_appears_that_the_plain_figures_hide(searches, cycle):
    split = ei.outcome_test(searches, cycle=cycle, split="object")
    released = ei.release(ei.adjust_for(split, "object", reference=cycle), cycle.policy)
    row = released.table.set_index("group").loc["Asian"]
    assert row["verdict"] == "no material difference" and row["adjusted_ratio"] < row["disparity_ratio"]


def test_two_in_five_undeclared_could_turn_everything_and_the_findings_say_so(searches, cycle):
    outcomes = ei.search_outcomes(searches, cycle=cycle, by="ethnicity", measure="search_positive_outcome_rate")
    released = ei.release(ei.bounds(outcomes, reference=cycle), cycle.policy)
    assert headline(released).endswith("those who did not declare could change that")
    table = released.table.set_index("group")
    assert table.loc["Black", "lowest_ratio"] < 0.5 and table.loc["Black", "highest_ratio"] > 2

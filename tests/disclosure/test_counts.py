"""Tables of counts through the gate: each rule on a table one can check by eye."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.disclosure import release
from eianalysis.errors import DisclosureError
from eianalysis.policy import policy_for
from eianalysis.results import FIGURES, GROUPING, LEADING, Missing, Result

from .builders import DEFINITION, THREE_YEARS, counts, rows, status, wilson

BOARD, PUBLIC, WORKING = (policy_for(name) for name in ("board", "public", "working"))


def test_columns_are_the_contracts_with_own_keys_before_the_numerator():
    result = counts(rows({"All": (40, 400), "White": (40, 400)}, unit="North").assign(secret="x"), keys=("unit",))
    table = release(result, BOARD).table
    assert list(table) == [*LEADING, *GROUPING, "unit", *FIGURES]
    assert str(table["numerator"].dtype) == "Int64"


def test_a_small_numerator_is_hidden_whole_and_one_more_group_with_it():
    released = release(counts({"All": (40, 400), "Asian": (3, 60), "Black": (7, 50), "White": (30, 290)}), BOARD)
    table = released.table.set_index("group")
    assert table.loc["Asian", "status"] == "hidden"
    assert (table["status"] == "hidden").sum() == 2
    figures = ["numerator", "denominator", "rate", "rate_low", "rate_high"]
    assert table.loc[table["status"].str.startswith("hidden"), figures].isna().all(axis=None)
    assert table.loc["White", "numerator"] == 30
    assert "Some rows are hidden" in released.note and "3" not in released.note


@pytest.mark.parametrize("cell", [(4, 60), (57, 60), (0, 9), (9, 9), (2, 3)])
def test_small_counts_small_complements_and_all_or_none_of_a_few_are_hidden(cell):
    table = release(counts({"Asian": cell, "White": (90, 300), "Black": (20, 80)}), BOARD).table.set_index("group")
    assert table.loc["Asian", "status"] == "hidden" and pd.isna(table.loc["Asian", "numerator"])


@pytest.mark.parametrize("cell", [(5, 60), (55, 60), (0, 10), (10, 10), (5, 10)])
def test_counts_at_the_threshold_are_shown(cell):
    released = release(counts({"All": (60 + cell[0], 300 + cell[1]), "Asian": cell, "White": (60, 300)}), BOARD)
    assert status(released)["Asian"] in ("shown", "low_base")


def test_a_base_of_10_to_19_is_marked_and_a_larger_one_is_not():
    found = status(release(counts({"All": (66, 339), "Asian": (6, 19), "Black": (30, 20 + 240), "White": (30, 60)}), BOARD))
    assert found["Asian"] == "low_base" and found["White"] == "shown"


def test_nobody_in_the_base_is_not_applicable_and_a_true_zero_is_0():
    table = release(counts({"All": (30, 300), "Asian": (0, 0), "White": (30, 300)}), BOARD).table.set_index("group")
    assert table.loc["Asian", "status"] == "not_applicable" and table.loc["Asian", "denominator"] == 0
    assert pd.isna(table.loc["Asian", "rate"])


def test_a_rate_from_a_base_under_ten_is_withheld_though_its_counts_are_shown():
    result = counts({"All": (66, 308), "Asian": (6, 8), "White": (60, 300)}, kind="rate")
    table = release(result, BOARD).table.set_index("group")
    assert table.loc["Asian", "numerator"] == 6 and pd.isna(table.loc["Asian", "rate"])


def test_one_hidden_and_none_hidden_with_a_known_sum_of_one_are_not_enough():
    table = release(counts({"All": (61, 700), "Asian": (1, 100), "Black": (0, 100), "White": (60, 500)}), BOARD).table
    hidden = table[table["status"].isin(["hidden"])]
    assert {"Asian", "White"} <= set(hidden["group"]) or {"Asian", "All"} <= set(hidden["group"])


def test_those_a_table_leaves_out_are_a_row_that_everybody_can_subtract():
    """98 of 100 are shown by group: the two whom no row stands for follow from the total."""
    table = release(counts({"All": (52, 600), "Female": (25, 300), "Male": (25, 298)}), BOARD).table
    assert table["status"].isin(["hidden"]).any()


def test_a_ratio_to_a_hidden_reference_is_emptied_because_rate_over_ratio_gives_it_back():
    cells = {"All": (50, 480), "Asian": (3, 40), "Black": (12, 140), "White": (35, 300)}
    table = release(counts(cells, reference="Asian"), BOARD).table.set_index("group")
    assert table.loc["Asian", "status"] == "hidden"
    leaning = ["disparity_ratio", "ratio_low", "ratio_high", "gap", "gap_low", "gap_high", "p_value", "verdict"]
    assert table[leaning].isna().all(axis=None)
    assert pd.notna(table.loc["White", "rate"]) or pd.notna(table.loc["Black", "rate"])


def test_a_ratio_to_a_census_population_stands_because_no_row_of_ours_is_its_reference():
    cells = {"Asian": (30, 400), "White": (370, 400)}
    result = counts(cells, shared_base=True).then(lambda table: table.assign(reference="London residents", disparity_ratio=0.5))
    assert release(result, BOARD).table["disparity_ratio"].notna().all()


def test_roll_ups_in_one_table_are_added_up_by_the_gate():
    """Asian in five groups less Indian in eighteen is Chinese, which is small."""
    fine = rows({"Indian": (20, 150), "Chinese": (2, 50), "White British": (60, 500), "White Irish": (30, 200)}, "ethnicity_18")
    coarse = rows({"Asian": (22, 200), "White": (90, 700)}, "ethnicity_5")
    table = release(counts(fine, coarse), BOARD).table.set_index("group")
    assert table.loc["Chinese", "status"] == "hidden"
    assert "hidden" in set(table.loc[["Indian", "Asian"], "status"])


def test_the_years_before_follow_from_a_window_inside_a_window():
    """36 months less 12 months: two people left in the two years before."""
    last = rows({"Female": (20, 200), "Male": (40, 400), "All": (60, 600)})
    three = rows({"Female": (22, 600), "Male": (120, 1200), "All": (142, 1800)}, window=THREE_YEARS)
    table = release(counts(last, three), BOARD).table.set_index(["window", "group"])
    assert table.loc[[("12m", "Female"), ("36m", "Female")], "status"].str.startswith("hidden").any()


def test_headcounts_on_two_days_are_not_taken_from_each_other():
    last = rows({"Female": (20, 200), "Male": (40, 400)})
    three = rows({"Female": (70, 202), "Male": (120, 410)}, window=THREE_YEARS)
    assert set(release(counts(last, three), BOARD).table["status"]) == {"shown"}


def test_the_base_of_a_stage_is_the_passes_of_the_one_before():
    """Three went on from the first stage: the second stage, of whom all three passed, says so as well."""
    first = rows({"Female": (3, 30), "Male": (60, 200), "Other": (30, 90)}, stage="sift")
    second = rows({"Female": (3, 3), "Male": (30, 60), "Other": (15, 30)}, stage="interview")
    result = counts(first, second, keys=("stage",), chain=("stage", ("sift", "interview")))
    table = release(result, BOARD).table.set_index(["stage", "group"])
    assert table.loc[[("sift", "Female"), ("interview", "Female")], "status"].eq("hidden").all()


def test_units_that_make_up_the_force_are_added_up():
    parts = [rows({"Female": pair}, "sex", unit=unit) for unit, pair in {"All": (33, 330), "North": (3, 30), "South": (12, 140), "East": (18, 160)}.items()]
    table = release(counts(*parts, keys=("unit",)), BOARD).table.set_index("unit")
    assert table.loc["North", "status"] == "hidden"
    assert table["status"].str.startswith("hidden").sum() == 2


def test_the_coarser_alternative_is_taken_before_rows_are_hidden_and_the_level_says_so():
    coarse = counts(rows({"All": (60, 600), "Ethnic minorities": (10, 100), "White": (50, 500)}, "ethnicity_2"))
    made = []
    fine = replace(counts({"All": (60, 600), "Asian": (3, 40), "Black": (7, 60), "White": (50, 500)}), coarser=lambda: made.append(1) or coarse)
    released = release(fine, BOARD)
    assert set(released.table["characteristic"]) == {"ethnicity_2"} and set(released.table["status"]) == {"shown"}
    assert released.level == "Ethnicity (2 groups) instead of Ethnicity (5 groups)"
    plenty = replace(counts({"All": (60, 600), "Asian": (10, 100), "White": (50, 500)}), coarser=lambda: made.append(2) or coarse)
    assert release(plenty, BOARD).level == "as asked" and 2 not in made


def test_alternatives_without_end_are_refused():
    def again():
        return replace(counts({"Asian": (3, 40), "White": (4, 50), "Black": (30, 90)}), coarser=again)

    with pytest.raises(DisclosureError, match="no end of coarser alternatives"):
        release(again(), BOARD)


def test_the_public_reads_counts_to_five_whole_percentages_and_totals_from_true_totals():
    table = release(counts({"All": (52, 333), "Female": (26, 166), "Male": (26, 167)}), PUBLIC).table.set_index("group")
    assert table.loc["All", "numerator"] == 50 and table.loc["Female", "numerator"] == 25
    assert table.loc["All", "denominator"] == 335 and table.loc["Female", "rate"] == 0.16
    assert table["p_value"].isna().all()


def test_for_the_public_nine_people_of_a_religion_are_hidden_and_nine_women_are_not():
    def of(name):
        return status(release(counts(rows({"All": (59, 600), "One": (9, 100), "Two": (50, 500)}, name)), PUBLIC))

    assert of("religion")["One"] == "hidden" and of("sex")["One"] == "shown"


def test_the_working_profile_hides_nothing_and_says_that_it_must_not_leave():
    released = release(counts({"All": (40, 400), "Asian": (1, 10), "White": (39, 390)}), WORKING)
    assert released.table["numerator"].tolist() == [40, 1, 39] and not released.policy.export
    assert "Not to be exported" in released.note


def test_a_p_value_handed_on_from_a_hidden_row_goes_with_it():
    result = counts({"All": (110, 1000), "Asian": (3, 100), "Black": (7, 100), "Mixed": (40, 300), "White": (60, 500)})
    result = result.then(lambda table: table.assign(p_value=[None, 0.03, 0.03, 0.2, None]))
    assert release(result, BOARD).table["p_value"].dropna().tolist() in ([0.2], [])


def test_what_is_not_available_is_an_empty_table_that_says_what_is_missing():
    result = Result("leaving", "counts", DEFINITION, pd.DataFrame(), missing=Missing("leavers.csv", ("leave_date",)))
    released = release(result, BOARD)
    assert released.status == "not_available" and released.table.empty
    assert list(released.table) == [*LEADING, *GROUPING, *FIGURES]
    assert "leavers.csv" in released.note and "leave_date" in released.note


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"All": (-1, 4), "White": (3, 4)}, "not a count"),
        (pd.concat([rows({"White": (50, 90)}), rows({"White": (60, 95)})]), "two rows for one group"),
        (rows({"White": (50, 90)}).drop(columns="denominator"), "no column denominator"),
    ],
)
def test_what_cannot_be_judged_is_refused(table, words):
    frame = rows(table) if isinstance(table, dict) else table
    with pytest.raises(DisclosureError, match=words):
        release(Result("leaving", "counts", DEFINITION, frame), BOARD)


def test_a_step_cannot_smuggle_a_column_past_the_gate():
    result = counts({"All": (40, 400), "White": (40, 400)}).then(lambda table: table.assign(names="A. Person"))
    assert "names" not in release(result, BOARD).table


HIGH = {"White": (90, 900), "Black": (30, 200)}


@pytest.mark.parametrize("cases", [3, 1])
def test_the_highest_rate_is_chosen_among_those_shown(cases):
    """Asian officers are hidden: whether theirs is the highest rate or the lowest, what is shown is the same."""
    result = ei.compare(counts({**HIGH, "Asian": (cases, 12)}), reference="the highest rate")
    table = release(result, "board").table.set_index("group")
    assert table.loc["Asian", "status"] == "hidden" and pd.isna(table.loc["Asian", "reference"])
    assert table.loc["White", "reference"] == "Black" and pd.isna(table.loc["Black", "reference"])
    assert table.loc["White", "disparity_ratio"] == pytest.approx(0.1 / 0.15)


def test_the_highest_rate_of_all_is_the_reference_where_all_are_shown():
    result = ei.compare(counts({**HIGH, "Asian": (30, 120)}), reference="the highest rate")
    assert set(release(result, "board").table["reference"].dropna()) == {"Asian"}


def test_officer_years_cannot_be_had_more_exactly_from_a_rate_than_they_are_printed():
    """Thirty officers a whole year and one for five days: 30.0137 years are printed as 30.0, and thirty leavers by them are one a year."""
    exact = {"All": (70, 330.0137), "Asian": (30, 30.0137), "White": (40, 300.0)}
    given = rows(exact).assign(kind="rate")
    for result in (counts(given), counts(given, reference="White")):
        table = release(replace(result, kind="rate"), BOARD).table
        assert (table["numerator"] / table["rate"] - table["denominator"]).abs().max() < 1e-9
        assert list(table["denominator"]) == [330.0, 30.0, 300.0]
    assert table.set_index("group").loc["Asian", "disparity_ratio"] == pytest.approx(30 / 30.0 / (40 / 300.0))
    low, high = wilson(30, 30.0)
    assert tuple(table.set_index("group").loc["Asian", ["rate_low", "rate_high"]]) == pytest.approx((low, high))


def test_who_works_on_the_data_has_rates_of_the_exact_years():
    """Two of whom 0.135 were expected are fifteen times as many, not twenty; and a base of days is not none."""
    given = rows({"All": (52, 50.135), "White": (50, 50.0), "Other": (2, 0.135)}).assign(kind="rate")
    table = release(replace(counts(given, reference="White"), kind="rate"), WORKING).table.set_index("group")
    assert table.loc["Other", "rate"] == pytest.approx(2 / 0.135) == table.loc["Other", "disparity_ratio"]
    short = rows({"All": (51, 50.03), "White": (50, 50.0), "Other": (1, 0.03)}).assign(kind="rate")
    assert release(replace(counts(short), kind="rate"), WORKING).table["rate"].max() == pytest.approx(1 / 0.03)

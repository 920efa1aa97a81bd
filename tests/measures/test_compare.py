"""compare(): references, families, primary rows, and the laws a comparison obeys."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eianalysis.cycle import Comparison
from eianalysis.errors import UsageError
from eianalysis.measures.against import reference_for
from eianalysis.measures.compare import compare, with_rates
from eianalysis.results import HIGHEST, REST, Definition, Result

DEFINITION = Definition("Leaving", "leavers", "officers")


def result(groups, *, kind="proportion", characteristic="ethnicity_5", measure="turnover", window="12m"):
    rows = [(group, *counts) for group, counts in groups.items()]
    rows.append(("All", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    frame = pd.DataFrame(rows, columns=["group", "numerator", "denominator"])
    frame = frame.assign(measure=measure, kind=kind, window=window, characteristic=characteristic, period_start=pd.NaT, period_end=pd.NaT)
    return with_rates(Result(measure, "counts", DEFINITION, frame, kind=kind))


def compared(made, **how):
    return compare(made, **how).unreleased.set_index("group")


FORCE = {"Asian": (6, 60), "Black": (9, 45), "White": (64, 800), "Not stated": (5, 40)}


def test_each_declared_group_is_compared_with_the_reference():
    table = compared(result(FORCE), reference="White")
    assert table.loc["Black", "disparity_ratio"] == pytest.approx(0.2 / 0.08)
    assert table.loc["Black", "gap"] == pytest.approx(0.12)
    assert table.loc["Black", "reference"] == "White"
    assert table.loc[["White", "Not stated", "All"], "reference"].isna().all()
    assert table.loc[["White", "Not stated", "All"], "verdict"].isna().all()


def test_the_rest_leaves_out_the_group_itself_and_the_undeclared():
    table = compared(result(FORCE), reference=REST)
    assert table.loc["Black", "disparity_ratio"] == pytest.approx(0.2 / (70 / 860))
    assert table.loc["White", "disparity_ratio"] == pytest.approx(0.08 / (15 / 105))


def test_the_highest_rate_can_be_the_reference_and_everybody_means_the_rest():
    table = compared(result(FORCE), reference=HIGHEST)
    assert table.loc["White", "reference"] == "Black" and pd.isna(table.loc["Black", "reference"])
    table = compared(result(FORCE), reference="All")
    assert table.loc["White", "disparity_ratio"] == pytest.approx(0.08 / (15 / 105))  # never a total that holds the group
    assert set(table.loc[["Asian", "Black", "White"], "reference"]) == {REST}
    declared = [Comparison.parse("turnover/12m/ethnicity_5/Black:All")]
    assert compared(result(FORCE), reference="All", primary=declared).loc["Black", "comparison"] == "primary"


def test_a_mapping_speaks_for_every_grouping_of_a_characteristic():
    assert reference_for("ethnicity_2", {"ethnicity": "White"}) == "White"
    assert reference_for("sex", {"ethnicity": "White"}) is None
    assert reference_for("officer_ethnicity", {"ethnicity": "White"}) is None


@pytest.mark.parametrize(
    ("characteristic", "group", "level"),
    [
        ("ethnicity_2", "Black", "Ethnic minorities"),
        ("ethnicity_2", "Indian", "Ethnic minorities"),
        ("ethnicity_5", "Indian", "Asian"),
        ("ethnicity_2", "White", "White"),
        ("ethnicity_18", "White", "White"),
        ("ethnicity_5", "Of our own", "Of our own"),
    ],
)
def test_a_reference_speaks_for_coarser_groups_by_the_group_it_belongs_to(characteristic, group, level):
    assert reference_for(characteristic, {"ethnicity": group}) == level


def test_an_absent_reference_group_stops_and_is_named():
    with pytest.raises(UsageError, match="'Whit' does not occur in turnover by ethnicity_5; did you mean 'White'"):
        compare(result(FORCE), reference="Whit")
    assert compare(result(FORCE), reference="white").unreleased["reference"].dropna().unique().tolist() == ["White"]


def test_only_what_was_declared_beforehand_is_primary():
    declared = [
        Comparison.parse("turnover/12m/ethnicity_5/Black:White"),
        Comparison.parse("turnover/36m/ethnicity_5/Asian:White"),
        Comparison.parse("other/12m/ethnicity_5/Asian:White"),
    ]
    table = compared(result(FORCE), reference="White", primary=declared)
    assert table.loc["Black", "comparison"] == "primary" and table.loc["Asian", "comparison"] == "exploratory"


def test_two_tables_in_one_result_have_their_own_references():
    women = result({"Female": (10, 100), "Male": (30, 200)}, characteristic="sex").counts
    both = result(FORCE)
    both = with_rates(Result("turnover", "counts", DEFINITION, pd.concat([both.counts, women], ignore_index=True)))
    table = compare(both, reference={"ethnicity": "White", "sex": "Male"}).unreleased.set_index(["characteristic", "group"])
    assert table.loc[("sex", "Female"), "disparity_ratio"] == pytest.approx(0.1 / 0.15)
    assert table.loc[("ethnicity_5", "Asian"), "reference"] == "White"


def test_a_rate_may_have_more_events_than_its_base():
    table = compared(result({"Female": (30, 20.5), "Male": (10, 22)}, kind="rate", characteristic="sex"), reference="Male")
    row = table.loc["Female"]
    assert row["disparity_ratio"] == pytest.approx((30 / 20.5) / (10 / 22))
    assert row["gap_low"] < row["gap"] < row["gap_high"]


def test_the_caller_keeps_their_counts():
    made = result(FORCE)
    before = made.counts.copy()
    compare(made, reference="White").unreleased
    pd.testing.assert_frame_equal(made.counts, before)


def test_a_coarser_alternative_is_compared_too():
    coarse = result({"Ethnic minorities": (15, 105), "White": (64, 800)}, characteristic="ethnicity_2")
    from dataclasses import replace

    made = compare(replace(result(FORCE), coarser=lambda: coarse), reference={"ethnicity": "White"})
    table = made.coarser().unreleased.set_index("group")
    assert table.loc["Ethnic minorities", "disparity_ratio"] == pytest.approx((15 / 105) / 0.08)


counts = st.integers(1, 400).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))


@settings(max_examples=60, deadline=None)
@given(a=counts, b=counts)
def test_swapping_the_groups_inverts_the_ratio_and_keeps_the_verdict(a, b):
    made = result({"Female": a, "Male": b}, characteristic="sex")
    one, other = compared(made, reference="Male").loc["Female"], compared(made, reference="Female").loc["Male"]
    assert one["verdict"] == other["verdict"] and one["p_value"] == pytest.approx(other["p_value"], rel=1e-6)
    if a[0] and b[0]:
        assert one["disparity_ratio"] * other["disparity_ratio"] == pytest.approx(1)
        assert one["ratio_low"] * other["ratio_high"] == pytest.approx(1, rel=1e-5)
    assert one["gap"] == pytest.approx(-other["gap"], abs=1e-12)


def test_references_of_the_measures_own_may_be_nobody_in_a_small_table():
    groups = {"Asian": (6, 60), "White": (64, 800), "Small groups together": (9, 45)}
    table = compared(result(groups), reference={}, also={"ethnicity_5": "White", "sampler": "Nobody"})
    assert table.loc["Asian", "reference"] == "White"
    assert pd.isna(table.loc["Small groups together", "verdict"])  # a mixture is no group to judge
    nobody = compared(result(groups), reference={}, also={"ethnicity_5": "Martian"})
    assert nobody.loc["Asian", "verdict"] == "too few to say" and pd.isna(nobody.loc["Asian", "disparity_ratio"])
    with pytest.raises(UsageError, match="also="):
        compare(result(groups), reference="White", also={"ethnicity_5": "White"})

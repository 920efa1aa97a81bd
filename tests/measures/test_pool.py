"""pool(): summed events over summed bases, windows that do not overlap."""

import pandas as pd
import pytest

from eianalysis.disclosure import release
from eianalysis.errors import UsageError
from eianalysis.measures.compare import compare, with_rates
from eianalysis.measures.pool import pool
from eianalysis.policy import policy_for
from eianalysis.results import Definition, Missing, Result

DEFINITION = Definition("Leaving", "leavers", "officers")


def year(end: int, groups, *, months=12, measure="turnover", kind="proportion", characteristic="ethnicity_2", **more) -> Result:
    rows = [(group, *counts) for group, counts in groups.items()]
    rows.append(("All", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    last = pd.Timestamp(f"{end}-03-31")
    frame = pd.DataFrame(rows, columns=["group", "numerator", "denominator"]).assign(
        measure=measure,
        kind=kind,
        window=f"{months}m",
        characteristic=characteristic,
        period_end=last,
        period_start=last + pd.Timedelta(days=1) - pd.DateOffset(months=months),
    )
    return with_rates(Result(measure, "counts", DEFINITION, frame, kind=kind, **more))


THIS, LAST, BEFORE = (
    year(2023, {"Ethnic minorities": (4, 90), "White": (60, 800)}),
    year(2022, {"Ethnic minorities": (9, 80), "White": (70, 820)}),
    year(2021, {"Ethnic minorities": (7, 70), "White": (50, 840), "Not stated": (1, 9)}),
)


def test_events_and_bases_are_added_and_rates_never_averaged():
    table = pool(THIS, LAST).unreleased.set_index("group")
    assert list(table.loc["Ethnic minorities", ["numerator", "denominator"]]) == [13, 170]
    assert table.loc["Ethnic minorities", "rate"] == pytest.approx(13 / 170)  # the mean of the rates would be 0.0785
    assert set(table["window"]) == {"24m"}
    assert table["period_start"].iloc[0] == pd.Timestamp("2021-04-01")
    assert table["period_end"].iloc[0] == pd.Timestamp("2023-03-31")


def test_order_does_not_matter_and_a_group_missing_in_one_window_counts_as_nobody_there():
    one, other = (
        pool(results).unreleased.set_index("group")[["numerator", "denominator"]].sort_index() for results in ([THIS, LAST, BEFORE], [BEFORE, THIS, LAST])
    )
    pd.testing.assert_frame_equal(one, other)
    assert list(one.loc["Not stated"]) == [1, 9] and list(one.loc["All"]) == [201, 2709]


def test_windows_that_share_days_are_refused_by_name():
    three_years = year(2023, {"White": (1, 2)}, months=36)
    with pytest.raises(UsageError, match=r"overlap: 36m \(2020-04-01 to 2023-03-31\) and 12m \(2022-04-01 to 2023-03-31\) share"):
        pool(THIS, three_years)


def test_a_window_given_twice_is_counted_once_only_if_it_is_one_result():
    twice = pool(THIS, LAST, beside=True)
    with pytest.raises(UsageError, match="overlap"):
        pool(twice, BEFORE)


def test_months_that_are_missing_between_windows_are_in_the_name():
    assert set(pool(THIS, BEFORE).counts["window"]) == {"24 of 36 months"}


def test_beside_keeps_each_window_so_that_the_gate_sees_the_parts_of_the_whole():
    result = compare(pool(THIS, LAST, beside=True), reference="White")
    assert list(result.counts["window"].unique()) == ["24m", "12m"] and len(result.counts) == 9
    table = release(result, policy_for("board")).table
    pooled = table[(table["window"] == "24m") & (table["group"] == "Ethnic minorities")]
    # 4 of 90 is hidden this year; 13 and last year's 9 must not both stand there to be subtracted
    shown = table[(table["group"] == "Ethnic minorities")].set_index("period_end")["status"]
    assert shown.iloc[1] == "hidden" and list(shown).count("shown") <= 1 and len(pooled) == 1


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (year(2022, {"White": (1, 20)}, measure="stability"), "measure"),
        (year(2022, {"White": (1, 20)}, kind="rate"), "kind"),
        (year(2022, {"Male": (1, 20)}, characteristic="sex"), "split alike"),
        (Result("turnover", "statistic", DEFINITION, pd.DataFrame()), "tables of counts, not a statistic"),
    ],
)
def test_what_cannot_be_added_is_refused_in_words(other, said):
    with pytest.raises(UsageError, match=said):
        pool(THIS, other)


def test_a_missing_window_makes_the_whole_missing():
    gone = Result("turnover", "counts", DEFINITION, pd.DataFrame(), missing=Missing("leavers"))
    assert pool(THIS, gone).missing.file == "leavers"


def test_nothing_to_pool_is_said():
    with pytest.raises(UsageError, match="at least one result"):
        pool()

"""Tables that overlap: a pack whose tables together give a few people away does not leave the scratch folder."""

import json

import pandas as pd
import pytest

from eianalysis.errors import DisclosureError
from eianalysis.issued import LastIssued
from eianalysis.policy import policy_for
from eianalysis.report import printed
from eianalysis.report.differences import require_no_small_difference

YEAR, THREE = ("12m", "2022-04-01", "2023-03-31"), ("36m", "2020-04-01", "2023-03-31")
BEFORE = ("12m", "2022-01-01", "2022-12-31")
NONE = LastIssued(None, "none")


def table(measure, figures, time=YEAR, characteristic="ethnicity_2", status="shown"):
    """{group: (numerator, denominator)} as a released table."""
    return pd.DataFrame([{
        "measure": measure, "kind": "rate", "window": time[0], "period_start": time[1], "period_end": time[2],
        "characteristic": characteristic, "group": group, "numerator": pair[0], "denominator": pair[1],
        "status": status if pair[0] is not None else "hidden"} for group, pair in figures.items()])


@pytest.fixture
def check(tmp_path):
    def run(*tables, before=NONE, policy=policy_for("board"), **within):
        for number, each in enumerate(tables):
            each.to_csv(tmp_path / f"t{number}.csv", index=False)
            (tmp_path / f"t{number}.json").write_text(json.dumps({"definition": within if number == 0 else {}}))
        require_no_small_difference(printed.tables(tmp_path), policy, before)
    return run


def test_a_small_difference_is_named_by_table_and_row_and_never_by_count(check):
    with pytest.raises(DisclosureError) as stopped:
        check(table("ex", {"White": (40, 700), "Black": (7, 90)}), table("inc", {"White": (60, 700), "Black": (10, 90)}),
              within=["inc"])
    said = str(stopped.value)
    assert "tables/t1.csv and tables/t0.csv: 12m, ethnicity, Black (numbers)" in said and "White" not in said
    assert '"ex/12m/ethnicity/Black",' in said and "docs/disclosure.md" in said
    assert not any(count in said.replace("12m", "").replace("ethnicity_2", "") for count in ("40", "60", "90", " 7", " 3"))


@pytest.mark.parametrize("inner, outer", [
    ((10, 90), (10, 90)),  # nobody is left over
    ((10, 90), (15, 90)),  # five are
    ((None, None), (10, 90)),  # hidden: nothing to take
])
def test_other_differences_pass(check, inner, outer):
    check(table("ex", {"Black": inner}), table("inc", {"Black": outer}), within=["inc"])


def test_only_declared_pairs_are_compared(check):
    check(table("ex", {"Black": (7, 90)}), table("other", {"Black": (10, 90)}), within=["inc"])


def test_a_group_of_one_name_is_the_same_people_at_every_level_and_a_total_in_every_table(check):
    with pytest.raises(DisclosureError, match="White"):
        check(table("ex", {"White": (7, 90)}), table("inc", {"White": (10, 90)}, characteristic="ethnicity_5"), within=["inc"])
    with pytest.raises(DisclosureError, match='"ex/12m/All/All"'):
        check(table("ex", {"All": (7, 90)}), table("inc", {"All": (10, 90)}, characteristic="sex"), within=["inc"])


def test_bases_that_contain_each_other_are_compared_too(check):
    with pytest.raises(DisclosureError, match="bases"):
        check(table("find", {"Black": (20, 87)}), table("outcome", {"Black": (30, 90)}), base_within=["outcome"])


def test_a_window_of_the_last_board_inside_one_of_now(check):
    before = LastIssued("2023-01", "issued", {"t0": table("ex", {"Black": (10, 90), "White": (50, 700)}, BEFORE)})
    with pytest.raises(DisclosureError) as stopped:
        check(table("ex", {"Black": (12, 270), "White": (90, 2100)}, THREE), before=before)
    assert "tables/t0.csv and t0.csv of 2023-01: 36m, ethnicity, Black" in str(stopped.value)
    assert '"ex/36m/ethnicity/Black"' in str(stopped.value) and "White" not in str(stopped.value)


def test_windows_that_only_overlap_give_nothing_away(check):
    before = LastIssued("2023-01", "issued", {"t0": table("ex", {"Black": (10, 90)}, BEFORE)})
    check(table("ex", {"Black": (12, 90)}, YEAR), before=before)


def test_counts_on_two_days_are_not_windows_inside_each_other(check):
    before = LastIssued("2023-01", "issued", {"t0": table("ex", {"All": (69, 100)}, ("31 March 2022", "", "2022-03-31"))})
    check(table("ex", {"All": (72, 100)}, ("31 March 2023", "", "2023-03-31")), before=before)


def test_what_the_last_board_was_not_shown_is_not_shown_now(check):
    before = LastIssued("2023-01", "issued", {"t0": table("ex", {"Black": (None, None)}, YEAR)})
    with pytest.raises(DisclosureError, match="one shows what the other hides"):
        check(table("ex", {"Black": (12, 90)}, YEAR), before=before)


def test_rounded_counts_are_not_taken_from_each_other(check):
    check(table("ex", {"Black": (5, 90)}), table("inc", {"Black": (10, 90)}), within=["inc"], policy=policy_for("public"))


def test_further_figures_and_a_key_that_leaves_nobody_out_do_not_make_other_people(check):
    ex = table("ex", {"Black": (7, 90)}).assign(lowest_ratio=0.8, benchmark_share=0.1, unit="All")
    with pytest.raises(DisclosureError, match='"ex/12m/All/ethnicity/Black"'):
        check(ex, table("inc", {"Black": (10, 90)}), within=["inc"])
    with pytest.raises(DisclosureError, match="a window inside the other's"):
        check(ex, before=LastIssued("2023-01", "issued", {"t0": table("ex", {"Black": (10, 270)}, THREE).assign(signal=None)}))


def test_small_groups_together_are_other_people_in_each_table(check):
    small = "Small groups together (2)"
    check(table("ex", {small: (7, 90)}), table("inc", {small: (10, 90)}), within=["inc"])

"""intersect(): two characteristics at once, one table for the gate, and where the numbers run out."""

import pandas as pd
import pytest

from eianalysis.disclosure import release
from eianalysis.errors import UsageError
from eianalysis.measures.against import reference_for
from eianalysis.measures.compare import compare
from eianalysis.measures.intersect import intersect
from eianalysis.measures.rates import share
from eianalysis.policy import policy_for
from eianalysis.sources import TypedTable
from eianalysis.vocabulary import characteristic_label, order, phrase
from eianalysis.wording import findings

#: (ethnicity_2, sex): (promoted, people)
DRAWN = {
    ("Ethnic minorities", "Female"): (6, 60),
    ("Ethnic minorities", "Male"): (20, 160),
    ("White", "Female"): (60, 500),
    ("White", "Male"): (180, 1200),
    ("Not stated", "Female"): (5, 40),
    ("Not stated", "Male"): (12, 90),
}
BY = ("ethnicity", "sex")
WHITE_MEN = {"ethnicity": "White", "sex": "Male"}


def people(drawn=DRAWN) -> TypedTable:
    rows = [(*who, at < yes) for who, (yes, many) in drawn.items() for at in range(many)]
    frame = pd.DataFrame(rows, columns=["ethnicity_2", "sex", "promoted"]).astype({"promoted": "boolean"})
    return TypedTable("promotions", frame, groupings={"ethnicity": ("ethnicity_2",), "sex": ("sex",)})


def crossed(drawn=DRAWN):
    return intersect(lambda table, by: share(table, "promoted", by=by, measure="promoted"), people(drawn), by=BY)


def test_groups_inside_groups_are_counted_beside_each_alone():
    table = crossed().unreleased.set_index(["characteristic", "group"])
    assert table.loc[("ethnicity_2_by_sex", "Ethnic minorities, Female"), "denominator"] == 60
    assert table.loc[("ethnicity_2", "Ethnic minorities"), "denominator"] == 220
    assert table.loc[("sex", "Female"), "numerator"] == 71
    assert table.loc[("ethnicity_2_by_sex", "Not stated"), "denominator"] == 130


def test_the_reference_of_both_is_the_references_of_each():
    assert reference_for("ethnicity_5_by_sex", WHITE_MEN) == "White, Male"
    assert reference_for("ethnicity_5_by_sex", {"sex": "Male"}) is None
    table = compare(crossed(), reference=WHITE_MEN).unreleased.set_index(["characteristic", "group"])
    row = table.loc[("ethnicity_2_by_sex", "Ethnic minorities, Female")]
    assert row["reference"] == "White, Male" and row["disparity_ratio"] == pytest.approx((6 / 60) / (180 / 1200))
    assert pd.isna(table.loc[("ethnicity_2_by_sex", "Not stated"), "reference"])


def test_nothing_hidden_in_one_table_follows_from_another():
    small = {**DRAWN, ("Ethnic minorities", "Female"): (3, 60)}
    table = release(compare(crossed(small), reference=WHITE_MEN), policy_for("board")).table.set_index(["characteristic", "group"])
    both = table.loc["ethnicity_2_by_sex"]
    assert both.loc["Ethnic minorities, Female", "status"] == "hidden"
    shown = table["numerator"].notna()
    # ethnic minority people less ethnic minority men would be the three
    assert not (shown[("ethnicity_2", "Ethnic minorities")] and shown[("ethnicity_2_by_sex", "Ethnic minorities, Male")])


def test_the_findings_say_in_words_where_numbers_run_out():
    small = {**DRAWN, ("Ethnic minorities", "Female"): (3, 60)}
    said = " ".join(findings(release(compare(crossed(small), reference=WHITE_MEN), policy_for("board"))))
    assert "Numbers run out for: women from ethnic minorities" in said and "Ethnic minorities, Female" not in said


def test_tiny_groups_inside_groups_are_put_together_in_every_table_alike():
    tiny = {**DRAWN, ("White", "Other"): (1, 4), ("Ethnic minorities", "Other"): (0, 3)}
    groups = set(crossed(tiny).counts.loc[lambda rows: rows["characteristic"] == "ethnicity_2_by_sex", "group"])
    assert "Small groups together" in groups and not {"White, Other", "Ethnic minorities, Other"} & groups


def test_women_beside_all_others_hide_nobody_for_a_handful_whose_sex_is_not_recorded():
    """(yes, of how many): 3 of 7 not recorded. Three of one sex hide another group with them; beside all others nobody is hidden."""
    drawn = {
        ("White", "Female"): (60, 500),
        ("White", "Male"): (180, 1200),
        ("White", "Not recorded"): (3, 7),
        ("Ethnic minorities", "Female"): (6, 60),
        ("Ethnic minorities", "Male"): (20, 160),
    }

    def shown(second, reference):
        made = intersect(share, people(drawn), "promoted", by=("ethnicity", second), measure="promoted")
        table = release(compare(made, reference=reference), policy_for("board")).table
        return table[table["characteristic"].eq(second)].set_index("group")

    assert (shown("sex", WHITE_MEN)["status"] == "hidden").sum() > 1
    paired = shown("woman", {"ethnicity": "White", "woman": "All others"})
    assert tuple(paired.loc["Women"][["numerator", "denominator"]]) == (66, 560)
    assert tuple(paired.loc["All others"][["numerator", "denominator"]]) == (203, 1367)
    assert set(paired["status"]) == {"shown"}


def test_small_is_judged_by_the_base_of_the_question_and_not_by_the_table():
    """Nine people of a group in the window are few, however many the table holds of other years."""
    table = people({**DRAWN, ("White", "Other"): (2, 30), ("Ethnic minorities", "Other"): (2, 30)})
    frame = table.frame.assign(year=2022)

    def this_year(one, by):
        return share(TypedTable(one.name, one.frame[one.frame["year"].eq(2022)], groupings=one.groupings), "promoted", by=by, measure="promoted")

    frame.loc[frame["sex"].eq("Other") & frame["ethnicity_2"].eq("White"), "year"] = [2022] * 5 + [2012] * 25
    frame.loc[frame["sex"].eq("Other") & frame["ethnicity_2"].ne("White"), "year"] = [2022] * 6 + [2012] * 24
    made = intersect(this_year, TypedTable(table.name, frame, groupings=table.groupings), by=BY)
    both = made.counts[made.counts["characteristic"].eq("ethnicity_2_by_sex")].set_index("group")
    assert both.loc["Small groups together", "denominator"] == 11 and "White, Other" not in both.index


def test_groups_of_both_have_words_an_order_and_a_heading():
    assert phrase("ethnicity_2_by_sex", "Ethnic minorities, Female", "officers") == "female officers from ethnic minorities"
    assert phrase("ethnicity_2_by_sex", "White, Male", "officers") == "White male officers"
    assert phrase("ethnicity_2_by_sex", "Not stated", "officers") == "officers who did not state their ethnicity or sex"
    assert characteristic_label("ethnicity_2_by_sex") == "Ethnicity (2 groups) and sex"
    groups = ["Not stated", "White, Male", "Ethnic minorities, Male", "All", "Ethnic minorities, Female", "White, Female"]
    assert order("ethnicity_2_by_sex", groups) == ["All", "Ethnic minorities, Female", "Ethnic minorities, Male", "White, Female", "White, Male", "Not stated"]


@pytest.mark.parametrize("by", ["ethnicity", ("ethnicity",), ("sex", "sex")])
def test_one_characteristic_is_no_intersection(by):
    with pytest.raises(UsageError, match="takes two characteristics"):
        intersect(share, people(), by=by)


def test_a_table_without_one_of_them_is_said():
    with pytest.raises(UsageError, match="no table here has both ethnicity and disability"):
        intersect(share, people(), by=("ethnicity", "disability"))

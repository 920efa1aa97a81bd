"""outcome_test(): find rates by group, in all and split by object, with its caveat; what is not recorded is not there."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.cycle import load_cycle
from eianalysis.disclosure import plan, release
from eianalysis.disclosure.gate import level_of
from eianalysis.errors import UsageError
from eianalysis.measures.outcome_test import finds_both_ways, outcome_test
from eianalysis.policy import policy_for
from eianalysis.sources import TypedTable, read_stop_search
from eianalysis.wording import explain, findings

#: (object, officer's word, searches, finds)
DRAWN = [
    ("Controlled drugs", "White", 400, 120),
    ("Controlled drugs", "Black", 200, 60),
    ("Controlled drugs", "Asian", 100, 30),
    ("Stolen goods", "White", 100, 20),
    ("Stolen goods", "Black", 300, 60),
    ("Stolen goods", "Asian", 50, 10),
    ("Fireworks", "White", 4, 1),
    ("Crossbows", "Black", 3, 1),
]


def searches(**more) -> TypedTable:
    rows = [(thing, who, at < finds) for thing, who, many, finds in DRAWN for at in range(many)]
    frame = pd.DataFrame(rows, columns=["object", "officer_ethnicity", "find"]).astype({"find": "boolean"})
    frame = frame.assign(
        person_searched=True, month="2022-06", ethnicity_5=frame["officer_ethnicity"], searched_at=pd.Timestamp("2022-06-15 12:00", tz="Europe/London"), **more
    )
    return TypedTable("stop_search", frame)


@pytest.fixture(scope="module")
def cycle():
    return load_cycle("2023-04")


def test_find_rates_are_of_searches_and_compared_with_the_cycles_reference(cycle):
    table = outcome_test(searches(), cycle=cycle, reference="White").unreleased.set_index("group")
    assert list(table.loc["Black", ["numerator", "denominator"]]) == [121, 503]
    assert table.loc["Black", "disparity_ratio"] == pytest.approx((121 / 503) / (141 / 504))


def test_within_one_object_the_difference_that_the_mix_of_objects_made_is_gone(cycle):
    table = outcome_test(searches(), cycle=cycle, split="object", reference="White").unreleased
    rows = table[table["group"] == "Black"].set_index("object")
    assert rows.loc["All", "disparity_ratio"] < 0.9  # 24% against 28%, because more of them were for stolen goods
    assert rows.loc["Controlled drugs", "disparity_ratio"] == pytest.approx(1.0)
    assert rows.loc["Stolen goods", "disparity_ratio"] == pytest.approx(1.0)
    assert rows.loc["Small groups together", "denominator"] == 3  # two objects with fewer than ten searches


def test_the_split_adds_up_to_the_whole_so_that_the_gate_sees_both(cycle):
    made = outcome_test(searches(), cycle=cycle, split="object", reference="White").counts
    parts = made[made["object"] != "All"].groupby("group")[["numerator", "denominator"]].sum()
    whole = made[made["object"] == "All"].set_index("group")[["numerator", "denominator"]]
    assert parts.astype(int).to_dict("index") == whole.astype(int).to_dict("index")


def test_of_children_only_searches_under_18_are_counted_and_the_measure_says_so(cycle):
    """Every third search is of a child, one in six of a child under 10; nobody's age is taken for an adult's."""
    ages = ["10-17", "18-24", "Not recorded", "under 10", "25-34", "over 34"]
    table = searches()
    frame = table.frame.assign(age_range=[ages[at % 6] for at in range(len(table.frame))])
    made = outcome_test(replace(table, frame=frame), cycle=cycle, reference="White", children=True)
    young = [row for at, row in enumerate((who, at < finds) for _, who, many, finds in DRAWN for at in range(many)) if at % 6 in (0, 3)]
    black = [found for who, found in young if who == "Black"]
    counted = made.unreleased.set_index("group").loc["Black"]
    assert (counted["numerator"], counted["denominator"]) == (sum(black), len(black))
    assert made.measure == "search_under_18_find_rate" and "searches of children described by the officer as Black" in str(
        findings(release(made, policy_for("board")))
    )
    blank = outcome_test(searches(age_range="Not recorded"), cycle=cycle, reference="White", children=True)
    assert blank.missing.columns == ("age_range",)


@pytest.mark.parametrize("split", [None, "object"])
def test_finds_taken_from_outcomes_leave_no_handful_of_searches(cycle, split, tmp_path, monkeypatch):
    """Who reads both tables of the page takes one from the other: 3 of the 60 outcomes of this group were no finds."""
    drawn = searches()
    frame = drawn.frame.assign(positive=drawn.frame["find"])
    nothing = frame.index[frame["officer_ethnicity"].eq("Asian") & ~frame["find"]][:3]
    frame.loc[nothing, "positive"] = True
    frame.loc[frame.index[frame["officer_ethnicity"].eq("White") & ~frame["find"]][:40], "positive"] = True
    frame.loc[frame.index[frame["officer_ethnicity"].eq("Black") & ~frame["find"]][:40], "positive"] = True
    drawn = replace(drawn, frame=frame)
    policy = policy_for("board")
    both = (
        ei.outcome_test(drawn, cycle=cycle, split=split, reference="White"),
        ei.search_outcomes(drawn, cycle=cycle, by="officer_ethnicity", measure="search_positive_outcome_rate"),
    )
    plan.save_plan(tmp_path, plan.make_plan([row for each in both for row in level_of(each, policy).rows], policy)[0])  # as a run plans its pack
    monkeypatch.setenv(plan.PLAN, str(tmp_path))
    found, ended = (release(each, policy).table for each in both)
    ended = ended.set_index("group")["numerator"]
    found = found[found["object"].eq("All")] if split else found
    apart = (ended - found.set_index("group")["numerator"]).dropna()
    assert not apart.between(1, 4).any() and "Asian" not in apart.index and {"White", "Black"} & set(apart.index)


def test_the_caveat_goes_with_the_figures(cycle):
    released = release(outcome_test(searches(), cycle=cycle, reference="White"), policy_for("board"))
    assert "does not prove it" in " ".join(explain(released)) and "infra-marginality" in " ".join(explain(released))
    assert "times the rate" in " ".join(findings(released))


def test_possession_or_supply_is_said_to_be_unknown_where_it_is(cycle):
    result = outcome_test(searches(), cycle=cycle, split="purpose", reference="White")
    assert result.status == "not_available" and "possession" in result.missing.reason
    assert result.missing.columns == ("purpose",)


def test_possession_and_supply_are_told_apart_where_they_are_recorded(cycle):
    known = searches()
    purpose = known.frame["find"].map({True: "supply", False: "possession"}).astype(object)
    split = outcome_test(replace(known, frame=known.frame.assign(purpose=purpose)), cycle=cycle, split="purpose", reference="White")
    assert set(split.counts["purpose"]) == {"All", "supply", "possession"}


def test_a_link_that_was_never_recorded_is_no_find_rate_of_nought(cycle):
    unknown = searches()
    blank = replace(unknown, frame=unknown.frame.assign(find=pd.array([pd.NA] * len(unknown.frame), dtype="boolean")))
    assert outcome_test(blank, cycle=cycle, reference="White").missing.columns == ("find",)


def test_another_split_is_refused_with_what_there_is(cycle):
    with pytest.raises(UsageError, match="cannot split by 'objects'; did you mean 'object'"):
        outcome_test(searches(), cycle=cycle, split="objects")


def test_finds_are_given_with_and_without_those_that_ended_without_further_action(cycle):
    table = searches()
    frame = table.frame.assign(linked=table.frame["find"])
    frame.loc[frame.index[frame["find"].eq(False)][:25], "linked"] = True  # found, and nothing followed
    frame.loc[frame.index[-1], ["find", "linked"]] = pd.NA
    rows = finds_both_ways(replace(table, frame=frame), cycle=cycle)
    assert rows.unreleased[["step", "numerator", "denominator"]].values.tolist() == [
        ["Found, whatever followed", 327, 1156],
        ["Found, and further action taken", 302, 1156],
    ]
    said = str(findings(release(rows, policy_for("board"))))
    assert "whatever followed (28.3%)" in said and "led to further action (26.1%)" in said


def test_a_few_finds_without_further_action_are_not_told_by_the_two_figures(cycle):
    table = searches()
    frame = table.frame.assign(linked=table.frame["find"])
    frame.loc[frame.index[frame["find"].eq(False)][:3], "linked"] = True
    force = ei.force(cycle).holding(stop_search=replace(table, frame=frame))
    shown = force.ask("search_finds_both_ways").release(policy_for("board")).table
    assert shown["status"].ne("shown").any()


def test_of_a_link_recorded_for_one_outcome_only_neither_figure_is_given(cycle):
    table = replace(searches(linked=True), half_recorded={"find": "half recorded"})
    assert finds_both_ways(table, cycle=cycle).missing.reason == "half recorded"


def test_the_citys_two_figures_are_those_of_its_files(shared, root, tmp_path):
    files = sorted((shared / "public-data/stop-search/city-of-london").glob("2019-*.csv"))
    year = replace(load_cycle("2023-04"), period_start=date(2019, 1, 1), period_end=date(2019, 12, 31), data_cut_off=date(2019, 12, 31))
    rows = finds_both_ways(read_stop_search(files), cycle=year).unreleased.set_index("step")
    raw = pd.concat([pd.read_csv(file) for file in files])
    raw = raw[(raw["Type"] != "Vehicle search") & raw["Outcome"].notna() & raw["Outcome linked to object of search"].notna()]
    linked, action = raw["Outcome linked to object of search"].eq(True), ~raw["Outcome"].str.contains("no further action", case=False)
    assert rows["denominator"].tolist() == [len(raw)] * 2 and rows["numerator"].tolist() == [linked.sum(), (linked & action).sum()]

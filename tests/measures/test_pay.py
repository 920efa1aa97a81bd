"""Pay gaps from tables: the figures by hand, who is counted, what the gate hides, and what explains a gap."""

import re
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

import eianalysis as ei
from eianalysis import stats
from eianalysis.disclosure.amounts import decide
from eianalysis.policy import policy_for
from eianalysis.sources.source import Source
from eianalysis.sources.typed import TypedTable

DAY = pd.Timestamp("2023-03-31")
GROUPS = {name: (name,) for name in ("sex", "ethnicity_2", "disability")}
BOARD = policy_for("board")


def tables(rows: pd.DataFrame) -> tuple[TypedTable, TypedTable]:
    """``rows``: sex, worker_type, hourly_pay and whatever else; the rest is filled in."""
    whole = pd.DataFrame(
        {
            "person_ref": [f"P{at}" for at in range(len(rows))],
            "as_at": DAY,
            "rank_grade": "Constable",
            "ethnicity_2": "White",
            "disability": "Not disabled",
            "working_pattern": "full",
            "service_start": pd.Timestamp("2010-01-01"),
            "full_pay": True,
            "bonus_pay": 0.0,
        }
    ).assign(**{name: rows[name].to_numpy() for name in rows})
    own = ["person_ref", "as_at", "hourly_pay", "full_pay", "bonus_pay"]
    pay = TypedTable("pay", whole[own].assign(full_pay=whole["full_pay"].astype("boolean")), (Source("pay", "pay.csv", "", len(whole), "real"),))
    people = whole.drop(columns=["hourly_pay", "full_pay", "bonus_pay"])
    return pay, TypedTable("workforce_snapshot", people, (Source("workforce_snapshot", "w.csv", "", len(whole), "real"),), GROUPS)


def cycle():
    return SimpleNamespace(
        period_end=DAY.date(),
        data_cut_off=DAY.date(),
        period_start=pd.Timestamp("2022-04-01").date(),
        confidence=0.95,
        reference={"sex": "Male", "ethnicity": "White"},
    )


def force(women: int = 20, men: int = 30, kind: str = "officer") -> pd.DataFrame:
    pay = np.r_[np.linspace(15, 25, women), np.linspace(16, 30, men)]
    return pd.DataFrame({"sex": ["Female"] * women + ["Male"] * men, "worker_type": kind, "hourly_pay": pay})


def row(table: pd.DataFrame, **wanted) -> pd.Series:
    found = table[np.logical_and.reduce([table[name] == value for name, value in wanted.items()])]
    assert len(found) == 1, found
    return found.iloc[0]


def test_gaps_are_of_full_pay_and_bonuses_of_those_who_had_one():
    rows = force().assign(full_pay=True, bonus_pay=0.0)
    rows.loc[0, "full_pay"] = False  # a woman on leave: in no hourly figure
    rows.loc[5:16, "bonus_pay"] = 100.0  # twelve women
    rows.loc[20:33, "bonus_pay"] = 400.0  # fourteen men
    rows.loc[[20, 21, 22, 23], "bonus_pay"] = 50.0
    table = ei.pay_gap(*tables(rows), cycle=cycle(), by="sex").unreleased
    men, women = rows["hourly_pay"][20:], rows["hourly_pay"][1:20]
    assert row(table, workers="All", figure="Mean hourly pay")["value"] == pytest.approx(1 - women.mean() / men.mean())
    assert row(table, workers="Police officers", figure="Median hourly pay")["value"] == pytest.approx(1 - women.median() / men.median())
    assert row(table, workers="All", figure="Mean bonus pay")["value"] == pytest.approx(1 - 100 / 300)
    assert row(table, workers="All", figure="Median bonus pay")["value"] == pytest.approx(1 - 100 / 400)
    bonus = ei.bonus_share(*tables(rows), cycle=cycle(), by="sex").unreleased
    assert row(bonus, workers="All", group="Female")[["numerator", "denominator"]].tolist() == [12, 20]
    assert set(bonus["group"]) == {"Female", "Male"}


def test_specials_volunteers_and_people_of_another_day_are_not_employees():
    rows = force()
    rows.loc[[0, 25], "worker_type"] = ["special", "volunteer"]
    table = ei.bonus_share(*tables(rows), cycle=cycle(), by="sex").unreleased
    assert row(table, workers="All", group="Female")["denominator"] == 19 and row(table, workers="All", group="Male")["denominator"] == 29
    later = SimpleNamespace(**{**vars(cycle()), "period_end": pd.Timestamp("2022-03-31").date()})
    assert ei.pay_gap(*tables(rows), cycle=later, by="sex").status == "not_available"


@pytest.mark.parametrize("measure", [ei.pay_gap, ei.bonus_share, ei.pay_quarters, ei.pay_quarters_apart, ei.pay_explained])
def test_without_a_table_of_pay_it_is_not_available_and_shows_as_such(measure):
    pay, people = tables(force())
    released = ei.release(measure(TypedTable("pay", pd.DataFrame(), absent=True), people, cycle=cycle(), by="sex"), BOARD)
    assert released.status == "not_available" and "pay" in str(ei.findings(released))
    assert "not available" in ei.table(released)._repr_html_().lower()


def test_quarters_are_the_regulations():
    rows = force(20, 22)
    table = ei.pay_quarters(*tables(rows), cycle=cycle(), by="sex").unreleased
    quarters = stats.quarters_of_pay(rows["hourly_pay"], rows["sex"])
    for at, name in enumerate(("Lower quarter", "Lower middle quarter", "Upper middle quarter", "Upper quarter"), 1):
        women = row(table, pay_band=name, group="Female")
        assert [women["numerator"], women["denominator"]] == [((quarters == at) & (rows["sex"] == "Female")).sum(), (quarters == at).sum()]
    assert table.loc[table["group"] == "Female", "denominator"].tolist()[:4] == [11, 10, 11, 10]


def test_everybody_at_one_rate_is_shared_out_by_every_characteristic():
    rows = force(40, 40).assign(hourly_pay=20.0, ethnicity_2=["White", "White", "White", "Ethnic minorities"] * 20)
    table = ei.pay_quarters(*tables(rows), cycle=cycle(), by=["sex", "ethnicity_2"]).unreleased
    for group, each in (("Female", 10), ("Ethnic minorities", 5)):
        counts = table.loc[(table["group"] == group) & (table["pay_band"] != "All"), "numerator"]
        assert (counts - each).abs().max() <= 1 and counts.sum() == 4 * each


@pytest.mark.parametrize("measure", [ei.pay_quarters, ei.pay_quarters_apart])
@pytest.mark.parametrize("profile", ["board", "public"])
def test_quarters_of_a_few_people_tell_nothing_of_any_of_them(measure, profile):
    rows = force(150, 150).assign(disability=["Disabled"] * 4 + ["Not disabled"] * 296)
    rows.loc[:3, "hourly_pay"] = [39.0, 40.0, 41.0, 44.0]  # all four in the upper quarter
    released = ei.release(measure(*tables(rows), cycle=cycle(), by="disability"), policy_for(profile))
    assert released.status == "not_available" and "too few people in a group" in str(ei.findings(released))
    beside = ei.release(measure(*tables(rows), cycle=cycle(), by=["sex", "disability"]), policy_for(profile))
    assert set(beside.table["characteristic"]) == {"sex"} and "Not available by disability: too few" in str(beside.definition.notes)
    rows.loc[:9, "disability"] = "Disabled"
    assert set(measure(*tables(rows), cycle=cycle(), by="disability").unreleased["group"]) == {"Disabled", "Not disabled"}
    public = SimpleNamespace(**vars(cycle()), policy=policy_for("public"))
    assert measure(*tables(rows), cycle=public, by="disability").status == "not_available"  # twenty, where the policy asks for it


def test_a_kind_of_worker_with_few_of_a_group_takes_the_characteristic_from_the_others_too():
    rows = pd.concat([force(20, 30), force(6, 30, "staff")], ignore_index=True)
    assert ei.pay_quarters_apart(*tables(rows), cycle=cycle(), by="sex").status == "not_available"
    assert ei.pay_quarters(*tables(rows), cycle=cycle(), by="sex").status == "available"


@pytest.mark.parametrize("measure", [ei.pay_gap, ei.pay_explained])
def test_groups_inside_groups_are_refused(measure):
    # 40 of ethnic minorities, 39 of them in a group that is shown: the gaps of both would tell the pay of the one
    rows = force(40, 60).assign(sex="Male", ethnicity_2=["Ethnic minorities"] * 40 + ["White"] * 60)
    pay, people = tables(rows)
    five = people.frame.assign(ethnicity_5=["Other"] + ["Asian"] * 39 + ["White"] * 60, region=["North", "South"] * 50)
    people = replace(people, frame=five, groupings={**GROUPS, "ethnicity": ("ethnicity_5", "ethnicity_2"), "ethnicity_5": ("ethnicity_5",)})
    for by in ("ethnicity_5", ["ethnicity_2", "ethnicity_5"], "ethnicity", "region"):
        with pytest.raises(ei.UsageError, match="ask by: sex, ethnicity_2, disability"):
            measure(pay, people, cycle=cycle(), by=by)
    for by in ("sex", "ethnicity_2", "disability"):
        assert measure(pay, people, cycle=cycle(), by=by).status == "available"
    own = replace(people, groupings={**GROUPS, "ethnicity_2": ("ethnicity_5",)})  # a force whose codes have no broad groups
    if measure is ei.pay_gap:
        assert "more groups than one" in str(ei.findings(ei.release(measure(pay, own, cycle=cycle(), by="ethnicity_2"), BOARD)))


@pytest.mark.parametrize(("bonus", "full"), [(0.0, True), (70.0, True), (0.0, False)])
def test_a_row_stands_whether_or_not_anybody_of_the_group_is_paid_so(bonus, full):
    rows = force(60, 60).assign(disability=["Disabled"] + ["Not disabled"] * 119, bonus_pay=50.0, full_pay=True)
    rows.loc[0, ["bonus_pay", "full_pay"]] = [bonus, full]
    gaps = ei.release(ei.pay_gap(*tables(rows), cycle=cycle(), by="disability"), BOARD)
    assert len(gaps.table) == 2 * 4 and (gaps.table["status"] == "hidden").all() and gaps.table["value"].isna().all()
    parts = ei.release(ei.pay_explained(*tables(rows), cycle=cycle(), by="disability"), BOARD)
    assert len(parts.table) == 6 and (parts.table["status"] == "hidden").all()
    assert "Hidden, because there are too few people" in str(ei.findings(parts))


@pytest.mark.parametrize("measure", [ei.pay_gap, ei.pay_explained])
def test_of_a_part_of_the_force_there_is_no_gap(measure):
    # the whole and all but one: two answers would tell the pay of the one
    rows = force(12, 60)
    pay, people = tables(rows)
    people = replace(people, frame=people.frame.assign(directorate=["North"] + ["South"] * 71))
    part = measure(pay, people.where(directorate="South"), cycle=cycle(), by="sex")
    for profile in ("board", "public"):
        released = ei.release(part, policy_for(profile))
        assert released.status == "not_available" and released.table.empty
        assert "shown of the whole force only" in str(ei.findings(released)) and "not available" in ei.table(released)._repr_html_().lower()
    assert ei.release(part, policy_for("working")).table["value"].notna().any()
    whole = measure(pay, people, cycle=cycle(), by="sex")  # as the words advise
    assert ei.release(whole, BOARD).table["value"].notna().any()


def test_shares_of_rounded_counts_are_about():
    result = ei.pay_quarters(*tables(force(60, 63)), cycle=cycle(), by="sex")
    said = str(ei.findings(ei.release(result, policy_for("public"))))
    assert re.search(r"Lower middle quarter: about \d+% women and about \d+% men\.", said), said
    assert not re.search(r"about \d", str(ei.findings(ei.release(result, BOARD))))


def test_under_ten_on_a_side_hides_the_gap_and_the_total_that_would_tell_it():
    rows = pd.concat([force(20, 30), force(6, 15, "staff")], ignore_index=True)
    table = ei.release(ei.pay_gap(*tables(rows), cycle=cycle(), by="sex"), BOARD).table
    hourly = table[table["figure"] == "Mean hourly pay"].set_index("workers")
    assert hourly["status"].to_dict() == {"All": "hidden", "Police officers": "shown", "Police staff and PCSOs": "hidden"}
    assert hourly.loc[hourly["status"] == "hidden", ["value", "low", "high"]].isna().all(axis=None)
    enough = pd.concat([force(20, 30), force(10, 15, "staff")], ignore_index=True)
    table = ei.release(ei.pay_gap(*tables(enough), cycle=cycle(), by="sex"), BOARD).table
    assert (table[table["figure"] == "Mean hourly pay"]["status"] == "shown").all()


def test_one_persons_amount_that_makes_up_the_sum_is_not_shown():
    assert stats.spare_share([100, 5, 5]) == pytest.approx(0.05) and stats.spare_share([10] * 12) == pytest.approx(10) and stats.spare_share([7, 7]) == 0
    rows = force().assign(bonus_pay=0.0)
    rows.loc[:11, "bonus_pay"] = 1.0
    rows.loc[20:35, "bonus_pay"] = 100.0
    rows.loc[0, "bonus_pay"] = 50_000.0
    table = ei.release(ei.pay_gap(*tables(rows), cycle=cycle(), by="sex"), BOARD).table
    assert (table[table["figure"].str.contains("bonus")]["status"] == "hidden").all()


def test_no_amount_of_money_and_no_count_leaves_the_gate():
    released = ei.release(ei.pay_gap(*tables(force()), cycle=cycle(), by="sex"), BOARD)
    assert not {"people", "reference_people", "spare", "hourly_pay", "numerator"} & set(released.table)
    shown = released.table["value"].dropna().astype(float)
    assert (shown.abs() < 2).all() and np.allclose(shown, shown.round(3))
    assert "£" not in repr(ei.table(released)) + str(ei.findings(released))


def test_the_gate_refuses_what_it_cannot_judge():
    result = ei.pay_gap(*tables(force()), cycle=cycle(), by="sex")
    for name in ("people", "spare"):
        with pytest.raises(ei.DisclosureError, match=name):
            decide(result.then(lambda table, name=name: table.drop(columns=name)), BOARD)
    unknown = decide(result.then(lambda table: table.assign(people=np.nan)), BOARD)[0]
    assert (unknown["status"] == "hidden").all() and unknown["value"].isna().all()


def test_sentences_say_lower_and_higher():
    said = str(ei.findings(ei.release(ei.pay_gap(*tables(force()), cycle=cycle(), by="sex"), BOARD)))
    assert "Mean hourly pay of female police officers is 13.0% lower than that of male police officers" in said
    turned = force().assign(sex=["Male"] * 20 + ["Female"] * 30)
    said = str(ei.findings(ei.release(ei.pay_gap(*tables(turned), cycle=cycle(), by="sex"), BOARD)))
    assert "Mean hourly pay of female police officers is 15.0% higher than that of male police officers" in said


def test_a_gap_of_ranks_is_explained_by_ranks():
    # constables £20, sergeants £26, women and men alike: 10 of 40 women and 30 of 60 men are sergeants
    rank = ["Sergeant"] * 10 + ["Constable"] * 30 + ["Sergeant"] * 30 + ["Constable"] * 30
    rows = pd.DataFrame({"sex": ["Female"] * 40 + ["Male"] * 60, "worker_type": "officer", "rank_grade": rank})
    rows["hourly_pay"] = np.where(rows["rank_grade"] == "Sergeant", 26.0, 20.0)
    table = ei.pay_explained(*tables(rows), cycle=cycle(), by="sex").unreleased.set_index("part")["value"]
    assert table["The gap in mean hourly pay"] == pytest.approx((23 - 21.5) / 23)
    assert table["Rank or grade"] == pytest.approx(1.5 / 23) and table["Not explained by these"] == pytest.approx(0, abs=1e-12)


def test_a_rank_that_few_of_the_reference_hold_is_put_with_the_next():
    rank = ["Inspector"] * 12 + ["Constable"] * 28 + ["Inspector"] * 3 + ["Sergeant"] * 20 + ["Constable"] * 30
    rows = pd.DataFrame({"sex": ["Female"] * 40 + ["Male"] * 53, "worker_type": "officer", "rank_grade": rank})
    rows["hourly_pay"] = rows["rank_grade"].map({"Constable": 20.0, "Sergeant": 25.0, "Inspector": 30.0})
    table = ei.pay_explained(*tables(rows), cycle=cycle(), by="sex").unreleased.set_index("part")["value"]
    men = 30 * 20 + 20 * 25 + 3 * 30
    upper = (20 * 25 + 3 * 30) / 23  # what men have in the ranks put together
    assert table["Rank or grade"] == pytest.approx((23 / 53 - 12 / 40) * (upper - 20) / (men / 53))


def part_timers(men: int) -> pd.DataFrame:
    """40 of 80 women part time and ``men`` of 120 men; part time is £4 less and men alike have the same."""
    rows = pd.DataFrame(
        {
            "sex": ["Female"] * 80 + ["Male"] * 120,
            "worker_type": "officer",
            "rank_grade": (["Constable"] * 3 + ["Sergeant"]) * 50,
            "working_pattern": ["part"] * 40 + ["full"] * 40 + ["part"] * men + ["full"] * (120 - men),
        }
    )
    rows["hourly_pay"] = 20 + 5.0 * (rows["rank_grade"] == "Sergeant") - 4.0 * (rows["working_pattern"] == "part")
    return rows


def paid_by_rank(rows: pd.DataFrame, sex: str) -> tuple[pd.Series, dict]:
    of = rows[rows["sex"] == sex]
    return of["hourly_pay"], {"rank": of["rank_grade"]}


def test_a_gap_of_which_no_factor_can_be_compared_is_not_divided():
    rank, served = ["Sergeant"] * 9 + ["Constable"] * 111, pd.Timestamp("2010-01-01")
    rows = part_timers(9).assign(rank_grade=["Constable"] * 70 + ["Sergeant"] * 10 + rank, service_start=served)
    rows.loc[:4, "service_start"] = pd.Timestamp("2022-06-01")
    table = ei.release(ei.pay_explained(*tables(rows), cycle=cycle(), by="sex"), BOARD)
    assert dict(zip(table.table["part"], table.table["status"])) == {
        "The gap in mean hourly pay": "shown",
        **dict.fromkeys(["Rank or grade", "Length of service", "Part time"], "not_applicable"),
    }
    assert "cannot be divided: there are too few people to compare by rank or grade, length of service and part time." in str(ei.findings(table))


def test_two_factors_left_out_are_said_in_the_plural():
    rows = part_timers(9)
    rows.loc[:4, "service_start"] = pd.Timestamp("2022-06-01")
    rows["service_start"] = rows["service_start"].fillna(pd.Timestamp("2010-01-01"))
    said = str(ei.findings(ei.release(ei.pay_explained(*tables(rows), cycle=cycle(), by="sex"), BOARD)))
    assert "By rank or grade it would be" in said
    assert "Length of service and part time are left out: too few people to compare by them, so what they explain is in what is left." in said


def test_factors_that_say_the_same_are_not_called_too_few():
    rows = part_timers(40)
    rows["rank_grade"] = np.where(rows["working_pattern"] == "part", "Sergeant", "Constable")
    said = str(ei.findings(ei.release(ei.pay_explained(*tables(rows), cycle=cycle(), by="sex"), BOARD)))
    assert "cannot be divided: what each of them explains cannot be told from what the others do." in said


def test_a_factor_that_cannot_be_compared_is_not_said_to_explain_nothing():
    released = ei.release(ei.pay_explained(*tables(part_timers(9)), cycle=cycle(), by="sex"), BOARD)
    table = released.table.set_index("part")
    assert table.loc["Part time", "status"] == "not_applicable" and (table["status"].drop("Part time") == "shown").all()
    ranks = stats.explain_gap(*paid_by_rank(part_timers(9), "Female"), *paid_by_rank(part_timers(9), "Male"))
    men = part_timers(9).query("sex == 'Male'")["hourly_pay"].mean()
    assert table.loc["Rank or grade", "value"] == pytest.approx(ranks.explained / men, abs=0.0006)
    assert table.loc["Not explained by these", "value"] == pytest.approx(ranks.unexplained / men, abs=0.0006)
    said = str(ei.findings(released))
    assert "Part time is left out: too few people to compare by it, so what it explains is in what is left." in said and "Hidden" not in said
    assert "9" not in said.replace("9.", "").replace(".9", ""), "how few is not told"
    enough = ei.release(ei.pay_explained(*tables(part_timers(10)), cycle=cycle(), by="sex"), BOARD).table.set_index("part")["value"]
    assert enough["Part time"] == pytest.approx(4 * (40 / 80 - 10 / 120) / (20 + 1.25 - 4 * 10 / 120), abs=0.001)
    nobody = part_timers(0).assign(working_pattern="full")  # alike in all: it does explain nothing
    assert row(ei.pay_explained(*tables(nobody), cycle=cycle(), by="sex").unreleased, part="Part time")["value"] == 0


def test_the_known_effect_of_the_demo_is_what_is_not_explained(root):
    demo = ei.force("2023-04", data_dir=root / "data")
    released = demo.ask("pay_explained/sex").release()
    left = released.table[released.table["part"] == "Not explained by these"].set_index("workers")
    assert left.loc["Police officers", "low"] < 0 < left.loc["Police officers", "high"]
    assert left.loc["Police staff and PCSOs", "low"] > 0, "women of police staff have 0.96 times the pay of men alike"
    assert left.loc["Police staff and PCSOs", "low"] < 0.04 < left.loc["Police staff and PCSOs", "high"]
    assert "Part time is left out" in str(ei.findings(released)), "few men of police staff work part time"

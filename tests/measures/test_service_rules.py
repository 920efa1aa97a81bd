"""What counts as service: each rule of the cycle both ways, on a few people drawn as rows, and what cannot be right."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.errors import DataFault
from eianalysis.measures.spells import service_years, spells
from eianalysis.measures.spell_windows import stays, within_band
from eianalysis.service import CHOICES, MEANS, ServiceRules
from tests.builders import joiners, leavers, workforce

AS_AT = date(2023, 3, 31)


def made(people="", gone="", came="", *, worker_type="officer", **rules):
    people = workforce(people or "person_ref  service_start  as_at\nX9  2001-01-01  2020-03-31")
    gone = leavers(gone) if gone else leavers("person_ref  leave_date  service_start\nX8  2020-06-01  2001-01-01")
    came = joiners(came) if came else joiners("person_ref  start_date\nX7  2020-06-01")
    return spells(people, gone, came, as_at=AS_AT, worker_type=worker_type, rules=ServiceRules(**rules))


def of(service, *refs):
    return service.frame[service.frame["person_ref"].isin(refs)]


def years(service, *refs):
    served = service_years(service.frame, service.as_at, rules=service.rules, away=service.away)
    return served[served["person_ref"].isin(refs)].sort_values("entry")


class TestSameDay:
    CAME, GONE = "person_ref  start_date\nA  2021-05-04", "person_ref  leave_date  service_start\nA  2021-05-04  2021-05-04"

    def test_who_leaves_on_the_day_they_came_serves_half_a_day(self):
        row = years(made(came=self.CAME, gone=self.GONE), "A").iloc[0]
        assert (row["entry"], row["exit"] * 365.25, row["event"]) == (0, 0.5, True)

    def test_or_is_set_aside_and_counted(self):
        service = made(came=self.CAME, gone=self.GONE, same_day="set aside")
        assert of(service, "A").empty
        assert ("left on the day they came", 1) in service.set_aside


class TestRejoiners:
    CAME = "person_ref  start_date\nA  2020-04-01\nA  2022-04-01"
    GONE = "person_ref  leave_date  service_start\nA  2021-04-01  2020-04-01"

    def test_who_comes_back_begins_again(self):
        rows = years(made(came=self.CAME, gone=self.GONE), "A")
        assert list(rows["entry"]) == [0, 0] and sorted(rows["event"]) == [False, True]

    def test_or_carries_on_with_the_year_served(self):
        rows = years(made(came=self.CAME, gone=self.GONE, rejoiners="carry on"), "A")
        assert list((rows["entry"] * 365.25).round(6)) == [0, 365]
        assert list((rows["exit"] * 365.25).round(6)) == [365, 729]  # 364 days from 1 April 2022 to 31 March 2023


class TestAway:
    PEOPLE = """
        person_ref  service_start  as_at       career_break  secondment_status
        A           2015-04-01     2020-03-31  N             none
        A           2015-04-01     2021-03-31  Y             out
        A           2015-04-01     2022-03-31  N             none
        B           2015-04-01     2022-03-31  N             none
    """

    @pytest.mark.parametrize("rule", ["career_breaks", "secondments"])
    def test_away_until_a_snapshot_says_otherwise(self, rule):
        service = made(self.PEOPLE, **{rule: "away"})
        there = [day for day in ("2020-12-31", "2021-03-31", "2022-03-30", "2022-03-31") if "A" in set(service.in_post(day)["person_ref"])]
        assert there == ["2020-12-31", "2022-03-31"]
        rows = years(service, "A")
        assert len(rows) == 2 and rows["exit"].sub(rows["entry"]).sum() == pytest.approx((3 * 365 - 365) / 365.25)

    def test_in_post_is_the_rule_where_the_cycle_says_nothing(self):
        service = made(self.PEOPLE)
        assert "A" in set(service.in_post("2021-09-30")["person_ref"])
        assert years(service, "A")["exit"].sub(years(service, "A")["entry"]).sum() == pytest.approx(3 * 365 / 365.25)

    def test_who_leaves_while_away_is_no_leaver_and_is_counted(self):
        service = made(self.PEOPLE, "person_ref  leave_date  service_start\nA  2021-06-01  2015-04-01", career_breaks="away")
        assert "A" not in set(service.left("2021-01-01", "2021-12-31")["person_ref"])
        assert ("left while not counted as in post", 1) in service.set_aside
        assert not years(service, "A")["event"].any()

    @pytest.mark.parametrize(
        "start, end, days",
        [
            ("2020-04-01", "2023-03-31", 365 + 365),  # all three years, less the one away
            ("2020-04-01", "2021-09-30", 365),  # the window ends while away: only the days up to then can be taken off
            ("2021-10-01", "2022-09-30", 183),  # it begins while away: from 31 March to 30 September 2022
            ("2021-06-01", "2021-12-31", 0),
        ],
    )
    def test_the_years_of_a_window_are_those_spent_there(self, start, end, days):
        rows = stays(made(self.PEOPLE, career_breaks="away"), start, end)
        served = within_band(rows[rows["person_ref"] == "A"], 0, 100)["years"].sum()
        assert served == pytest.approx(days / 365.25)

    def test_years_away_are_taken_off_at_the_length_of_service_they_fell_in(self):
        rows = stays(made(self.PEOPLE, career_breaks="away"), "2020-04-01", "2023-03-31")  # away from 5.997 to 6.997 years of service
        served = {band: within_band(rows[rows["person_ref"] == "A"], *band)["years"].sum() for band in ((5, 6), (6, 7), (7, 8))}
        assert served == {(5, 6): pytest.approx(1, abs=0.005), (6, 7): pytest.approx(0, abs=0.005), (7, 8): pytest.approx(1, abs=0.005)}

    def test_only_the_spell_in_which_they_were_away_is_cut(self):
        people = self.PEOPLE.replace("A           2015-04-01     2022-03-31  N             none\n", "")
        came = "person_ref  start_date\nA  2022-06-01"
        service = made(people, "person_ref  leave_date  service_start\nA  2022-04-15  2015-04-01", came, career_breaks="away")
        rows = stays(service, "2020-04-01", "2023-03-31")
        assert rows[rows["person_ref"] == "A"]["exit"].sub(rows["entry"]).sum() * 365.25 == pytest.approx(365 + 15 + 303)


class TestTransfers:
    GONE = "person_ref  leave_date  service_start  leaver_type\nA  2021-06-01  2015-04-01  TR"

    @pytest.mark.parametrize("rule, event", [("leave", True), ("observed until", False)])
    def test_a_transfer_is_leaving_or_only_ends_what_was_seen(self, rule, event):
        row = years(made(gone=self.GONE, transfers=rule), "A").iloc[0]
        assert row["event"] == event and row["exit"] == pytest.approx(2253 / 365.25)


class TestMoves:
    PEOPLE = """
        person_ref  service_start  as_at       worker_type
        A           2015-04-01     2020-03-31  officer
        A           2015-04-01     2021-03-31  staff
        A           2015-04-01     2022-03-31  staff
        B           2015-04-01     2020-03-31  officer
    """

    def test_a_move_to_staff_ends_what_was_seen_of_the_officer(self):
        service = made(self.PEOPLE)
        row = years(service, "A").iloc[0]
        assert not row["event"] and row["exit"] == pytest.approx(2190 / 365.25)  # to the day before the first record as staff
        assert "A" in set(service.in_post("2020-12-31")["person_ref"])
        assert "A" not in set(service.in_post("2021-03-31")["person_ref"])

    def test_and_begins_a_spell_of_staff_from_the_first_day_seen_in_it(self):
        row = years(made(self.PEOPLE, worker_type="staff"), "A").iloc[0]
        assert row["entry"] == 0 and row["exit"] == pytest.approx(730 / 365.25) and not row["event"]

    def test_or_is_leaving(self):
        row = years(made(self.PEOPLE, moves="leave"), "A").iloc[0]
        assert row["event"] and row["leaver_family"] == "move"


def test_two_records_that_disagree_about_the_first_day_are_one_spell():
    service = made(
        "person_ref  service_start  as_at\nA  2015-04-01  2020-03-31\nB  2015-04-01  2020-03-31",
        "person_ref  leave_date  service_start\nA  2021-06-01  2015-04-06",
    )
    row = of(service, "A")
    assert len(row) == 1 and row.iloc[0]["started"] == pd.Timestamp("2015-04-01")
    assert row.iloc[0]["ended"] == pd.Timestamp("2021-06-01")


def test_spells_that_follow_each_other_are_two():
    service = made(gone="person_ref  leave_date  service_start\nA  2021-06-01  2015-04-01", came="person_ref  start_date\nA  2021-06-02")
    assert len(of(service, "A")) == 2 and service.set_aside == ()


def test_a_spell_of_negative_length_is_set_aside_and_counted():
    people = workforce("person_ref  service_start  as_at\nB  2015-04-01  2020-03-31")
    gone = leavers("person_ref  leave_date  service_start\nA  2021-06-01  2015-04-01")
    backwards = replace(gone, frame=gone.frame.assign(service_start=pd.Timestamp("2022-01-01")))
    service = spells(people, backwards, joiners("person_ref  start_date\nX7  2020-06-01"), as_at=AS_AT)
    assert "A" not in set(service.frame["person_ref"]) and ("left before they came", 1) in service.set_aside


def test_leaving_before_joining_in_a_file_is_a_fault_that_names_the_row():
    with pytest.raises(DataFault, match="row 2.*leave_date"):
        leavers("person_ref  leave_date  service_start\nA  2015-06-01  2021-04-01")


@pytest.mark.parametrize("cell, column", [(".", "leave_date")])
def test_leaving_without_a_date_is_a_fault(cell, column):
    with pytest.raises(DataFault, match=f"row 2.*{column}"):
        leavers(f"person_ref  leave_date\nA  {cell}")


def test_a_way_of_leaving_not_in_the_list_is_a_fault_with_the_nearest():
    with pytest.raises(DataFault, match="row 2, column 'leaver_type': 'VX' is not a code of the leaver types; nearest is 'VR'"):
        leavers("person_ref  leaver_type\nA  VX")


def test_a_family_without_a_door_is_a_fault(root):
    cycle = replace(ei.load_cycle("2023-04", data_dir=root / "data"))
    gone = leavers("person_ref  leave_date  service_start\nA  2021-06-01  2015-04-01")
    strange = replace(gone, frame=gone.frame.assign(leaver_family="abduction"))
    people = workforce("person_ref  service_start  as_at\nB  2015-04-01  2020-03-31")
    with pytest.raises(DataFault, match="'abduction' in 1 rows is not a way of leaving"):
        ei.exit_routes(people, strange, joiners("person_ref  start_date\nC  2020-06-01"), cycle=cycle, by="sex")


def test_nobody_at_risk_is_a_defined_empty_answer(root):
    cycle = ei.load_cycle("2023-04", data_dir=root / "data")
    tables = (workforce("person_ref  as_at\nA  2022-03-31"), leavers("person_ref\nB"), joiners("person_ref\nC"))
    for measure in (ei.survival, ei.exit_routes):
        result = measure(*tables, cycle=cycle, by="sex", worker_type="pcso")
        assert result.status == "not_available" and result.missing.reason == "nobody in the records was at risk"
        assert ei.release(result, cycle.policy).table.empty


def test_everybody_still_in_post_gives_a_flat_curve_and_no_test(root):
    cycle = ei.load_cycle("2023-04", data_dir=root / "data")
    rows = "person_ref  service_start  as_at  sex\n" + "\n".join(f"A{n}  2015-04-01  2020-03-31  {'F' if n % 2 else 'M'}" for n in range(40))
    tables = (workforce(rows), leavers("person_ref  worker_type\nB  staff"), joiners("person_ref  worker_type\nC  staff"))
    curve = ei.survival(*tables, cycle=cycle, by="sex").counts
    assert set(curve["estimate"]) == {1.0} and curve["events"].sum() == 0
    shown = ei.release(ei.compare_survival(*tables, cycle=cycle, by="sex"), cycle.policy).table
    assert shown["value"].isna().all()


def test_every_choice_of_every_rule_is_said_in_words_and_documented(root):
    page = (root / "docs" / "cycles.md").read_text(encoding="utf-8")
    for rule, choices in CHOICES.items():
        assert getattr(ServiceRules(), rule) == choices[0] and f"| `{rule}` |" in page
        for choice in choices:
            assert (rule, choice) in MEANS and f"`{choice}`" in page


def test_a_cycle_sets_the_rules_and_a_misspelt_one_stops_it(root, tmp_path):
    text = (root / "data" / "cycles" / "2023-04.toml").read_text(encoding="utf-8")
    (tmp_path / "cycles").mkdir()
    path = tmp_path / "cycles" / "2023-04.toml"
    path.write_text(text + '\n[service]\ncareer_breaks = "away"\n', encoding="utf-8")
    assert ei.load_cycle("2023-04", data_dir=tmp_path).service == ServiceRules(career_breaks="away")
    for wrong, said in (('career_breaks = "gone"', "it can be: in post, away"), ('carer_breaks = "away"', "'carer_breaks' is none")):
        path.write_text(text + f"\n[service]\n{wrong}\n", encoding="utf-8")
        with pytest.raises(DataFault, match=said):
            ei.load_cycle("2023-04", data_dir=tmp_path)


def test_the_rules_of_a_cycle_are_said_each_as_it_was_chosen():
    said = ServiceRules.of({"career_breaks": "away"}).words()
    assert list(said) == list(CHOICES) and said["career_breaks"] == "someone on a career break is neither in the base nor a leaver meanwhile"
    assert said["career_breaks"] != ServiceRules().words()["career_breaks"]

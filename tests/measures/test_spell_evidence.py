"""What the rows of a person say together: a blank says nothing, a departure comes before a return, a lagging list brings nobody back."""

import pandas as pd
import pytest

from eianalysis.cycle import load_cycle
from eianalysis.measures.retention import turnover
from eianalysis.measures.spells import service_years
from tests.builders import groups, joiners, leavers, workforce
from tests.measures.test_service_rules import AS_AT, made, of, years

SEEN = "person_ref  service_start  as_at       ethnicity_code  sex  unit"


def told(service):
    return {why.partition(":")[0]: count for why, count in service.set_aside}


# --- missing is never a value -----------------------------------------------------------------------------------------


def test_a_blank_in_a_later_row_takes_nothing_away():
    service = made(
        f"{SEEN}\nA  2015-04-01  2022-03-31  A1  F  North", "person_ref  leave_date  service_start  ethnicity_code  sex\nA  2022-09-30  2015-04-01  .  ."
    )
    (row,) = of(service, "A").itertuples()
    assert (row.ethnicity_5, row.ethnicity_2, row.sex, row.unit) == ("Asian", "Ethnic minorities", "Female", "North")
    assert not {"ethnicity differs between the records of a person", "sex differs between the records of a person"} & set(told(service))


def test_the_latest_known_value_wins_and_the_conflict_is_counted():
    service = made(f"""{SEEN}
        A  2015-04-01  2021-03-31  A1  F  North
        A  2015-04-01  2022-03-31  B1  M  South
        A  2015-04-01  2023-03-31  .   .  .""")
    (row,) = of(service, "A").itertuples()
    assert (row.ethnicity_5, row.sex, row.unit) == ("Black", "Male", "South")
    assert told(service)["ethnicity differs between the records of a person"] == 1
    assert told(service)["sex differs between the records of a person"] == 1


def test_one_spell_lends_another_what_belongs_to_the_person_and_not_what_belongs_to_the_post():
    service = made(
        f"{SEEN}\nA  2015-04-01  2022-03-31  A1  F  North",
        "person_ref  leave_date  service_start  ethnicity_code  sex\nA  2022-06-30  2015-04-01  A1  F",
        "person_ref  start_date  ethnicity_code  sex\nA  2022-12-01  .  .",
    )
    _, second = of(service, "A").sort_values("started").itertuples()
    assert (second.ethnicity_5, second.sex) == ("Asian", "Female") and pd.isna(second.unit)


def test_a_finer_group_that_a_later_coarser_one_contradicts_is_not_kept():
    people = workforce(f"{SEEN}\nA  2015-04-01  2022-03-31  A1  F  North\nB  2015-04-01  2022-03-31  A1  F  North")
    frame = people.frame.assign(ethnicity_18=["Indian", "Indian"])
    later = frame.assign(as_at=pd.Timestamp("2023-03-31"), ethnicity_18="Not recorded", ethnicity_5=["Black", "Asian"], ethnicity_2="Ethnic minorities")
    people = type(people)("workforce_snapshot", pd.concat([frame, later]), people.sources, {"ethnicity": ("ethnicity_18", "ethnicity_5")})
    from eianalysis.measures.spells import spells

    service = spells(people, leavers("person_ref\nX8"), joiners("person_ref\nX7"), as_at=AS_AT)
    found = service.frame.set_index("person_ref")[["ethnicity_18", "ethnicity_5"]]
    assert found.loc["A"].tolist() == ["Not recorded", "Black"] and found.loc["B"].tolist() == ["Indian", "Asian"]


def test_a_blank_column_of_the_leavers_hides_no_difference(root):
    """200 officers, 100 of each group; 30 and 10 leave; the leavers' file has the column and not one value in it."""
    people = workforce(pd.DataFrame([(f"P{n}", "A1" if n % 2 else "W1") for n in range(200)], columns=["person_ref", "ethnicity_code"]), as_at="2022-03-31")
    gone = [n for n in range(60) if n % 2] + [n for n in range(20) if n % 2 == 0]
    left = leavers(pd.DataFrame({"person_ref": [f"P{n}" for n in gone], "ethnicity_code": ""}), leave_date="2022-09-30")
    rates = turnover(people, left, joiners("person_ref\nX7"), cycle=load_cycle("2023-04", data_dir=root / "data"), by="ethnicity_5")
    assert groups(rates) == {"All": (40, 200), "Asian": (30, 100), "White": (10, 100)}


# --- leaving and coming back ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("snapshot", ["", "\nA  2022-09-30  2022-09-30  W1  F  North", "\nA  2015-01-01  2022-09-30  W1  F  North"])
def test_who_leaves_and_comes_back_on_one_day_has_served_all_the_years_before(snapshot):
    service = made(
        f"{SEEN}\nA  2015-01-01  2022-03-31  W1  F  North{snapshot}",
        "person_ref  leave_date  service_start\nA  2022-09-30  2015-01-01",
        "person_ref  start_date\nA  2022-09-30",
    )
    first, second = years(service, "A").sort_values("started").itertuples()
    assert first.event and (first.ended - first.started).days == 2829  # 7.7 years
    assert not second.event and (second.entry, second.started) == (0, pd.Timestamp("2022-09-30"))
    for day in ("2022-09-29", "2022-09-30", "2022-10-01"):
        assert (service.in_post(day)["person_ref"] == "A").sum() == 1


def test_of_who_comes_and_leaves_on_one_day_the_day_is_the_service():
    service = made(came="person_ref  start_date\nA  2021-05-04", gone="person_ref  leave_date  service_start\nA  2021-05-04  2021-05-04")
    assert years(service, "A")["exit"].mul(365.25).tolist() == [0.5]


def test_a_list_that_lags_behind_brings_nobody_back():
    service = made(
        f"{SEEN}\nA  2015-01-01  2022-03-31  W1  F  North\nA  2015-01-01  2023-03-31  W1  F  North",
        "person_ref  leave_date  service_start\nA  2022-09-30  2015-01-01",
    )
    assert len(of(service, "A")) == 1 and of(service, "A")["ended"].notna().all()
    assert told(service)["left, and still in a later snapshot with the same start of service"] == 1
    assert "A" not in set(service.in_post("2023-03-31")["person_ref"])


@pytest.mark.parametrize(("came", "start"), [("", "2022-12-01"), ("person_ref  start_date\nA  2022-12-01", "2015-01-01")])
def test_who_joined_again_is_back_whatever_start_the_snapshot_repeats(came, start):
    service = made(
        f"{SEEN}\nA  2015-01-01  2022-03-31  W1  F  North\nA  {start}  2023-03-31  W1  F  North",
        "person_ref  leave_date  service_start\nA  2022-09-30  2015-01-01",
        came,
    )
    assert len(of(service, "A")) == 2 and "A" in set(service.in_post("2023-03-31")["person_ref"])


def test_a_joiner_last_heard_of_before_the_records_begin_serves_no_half_a_day():
    service = made("person_ref  service_start  as_at\nB  2015-04-01  2022-03-31", came="person_ref  start_date\nA  2015-01-01")
    assert of(service, "A").empty and service_years(service.frame, service.as_at)["exit"].min() > 1
    assert told(service)["last heard of before the records begin, and no departure"] == 1


def test_units_that_differ_in_case_or_blanks_are_one():
    service = made(
        f"{SEEN}\nA  2015-01-01  2022-03-31  W1  F  North Unit\nB  2015-01-01  2022-03-31  W1  F  north unit",
        "person_ref  leave_date  service_start  unit\nA  2022-09-30  2015-01-01  NORTH UNIT",
    )
    assert of(service, "A", "B")["unit"].nunique() == 1

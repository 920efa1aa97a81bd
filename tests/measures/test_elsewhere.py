"""The same difference at other forces: the ratio of each by hand, the last period of both groups, and who is not among them."""

import csv
import zipfile
from dataclasses import replace
from io import TextIOWrapper

import pandas as pd
import pytest

from eianalysis.measures.catalogue import declared_measures
from eianalysis.measures.elsewhere import ratios_elsewhere
from eianalysis.measures.other_forces import MEASURES
from eianalysis.schema.reference import SERIES
from tests.measures.test_other_forces import committed, force, rows  # noqa: F401 (fixtures)

MINORITIES, WHITE = "ethnicity_2,Ethnic minorities", "ethnicity_2,White"
GROUP = {"Kent": (20, 100), "Surrey": (5, 10), "Essex": (30, 300), "City of London": (50, 100)}
BESIDE = {"Kent": (50, 500), "Surrey": (100, 1000), "Essex": (60, 300), "City of London": (10, 100)}


def leavers(group=GROUP, beside=BESIDE, **when):
    when = {"day": "2022-03-31", "start": "2021-04-01", **when}
    return rows("leavers", group, MINORITIES, **when) + rows("leavers", beside, WHITE, **when)


def found(made, *asked):
    return ratios_elsewhere(made.other_forces, made.cycle, *(asked or ("leavers", "ethnicity_2", "Ethnic minorities", "White")))


def test_the_ratio_of_each_other_force_stands_there_and_its_own_does_not(force):  # noqa: F811
    seen = found(force(leavers()))
    assert seen.ratios == pytest.approx((0.5, 2.0, 5.0))  # Essex 10% of 20%, Kent 20% of 10%, Surrey 50% of 10%; the City's own 5.0 is not there
    assert (seen.start, seen.end) == (pd.Timestamp("2021-04-01"), pd.Timestamp("2022-03-31"))
    assert found(force(leavers(), 'force = "kent"')).ratios == pytest.approx((0.5, 5.0, 5.0))


def test_whose_force_it_is_must_be_known(force):  # noqa: F811
    assert found(force(leavers(), "")) is None
    assert len(found(force(leavers(), 'force = "synthetic-force"')).ratios) == 4


@pytest.mark.parametrize("few", [(9, 9), (4, 100), (0, 50)])
def test_a_force_with_too_few_on_either_side_has_no_ratio(force, few):  # noqa: F811
    assert found(force(leavers({**GROUP, "Kent": few}))).ratios == pytest.approx((0.5, 5.0))
    assert found(force(leavers(beside={**BESIDE, "Kent": few}))).ratios == pytest.approx((0.5, 5.0))


def test_where_only_few_are_known_of_every_force_there_is_none(force):  # noqa: F811
    assert found(force(leavers({name: (4, 100) for name in GROUP}))) is None


def test_both_sides_are_of_the_same_force_and_period(force):  # noqa: F811
    earlier = leavers({"Kent": (10, 100), "Surrey": (10, 100)}, {"Kent": (10, 100), "Surrey": (20, 100)}, day="2021-03-31", start="2020-04-01")
    only_one = rows("leavers", {"Kent": (40, 100)}, MINORITIES, day="2022-03-31", start="2021-04-01")
    of_another = rows("leavers", {"Surrey": (40, 100)}, WHITE, day="2022-03-31", start="2021-04-01")
    seen = found(force(earlier + only_one + of_another))
    assert seen.ratios == pytest.approx((0.5, 1.0)) and seen.end == pd.Timestamp("2021-03-31")


def test_the_last_period_by_the_cut_off_counts(force):  # noqa: F811
    later = leavers({"Kent": (90, 100)}, {"Kent": (10, 100)}, day="2023-04-01", start="2022-04-02")
    assert found(force(leavers() + later)).ratios == pytest.approx((0.5, 2.0, 5.0))


def test_a_count_of_one_day_has_no_first_day(force):  # noqa: F811
    assert found(force(leavers(start=""))).start is None


def test_what_is_not_in_the_table_is_none(force):  # noqa: F811
    made = force(leavers())
    for asked in (
        ("leavers", "ethnicity_5", "Black", "White"),
        ("leavers", "ethnicity_2", "Black", "White"),
        ("finds", "ethnicity_2", "Ethnic minorities", "White"),
    ):
        assert found(made, *asked) is None


def test_without_the_table_there_is_none(force):  # noqa: F811
    assert found(force(None)) is None


def test_every_declared_series_is_one_of_the_table_and_counts_what_page_15_says_it_does():
    declared = {name: each.of_forces for name, each in declared_measures().items() if getattr(each, "of_forces", "")}
    assert set(declared.values()) <= set(SERIES) and not {each.id for each in MEASURES} & set(declared)
    assert declared["turnover_start_headcount_ex_transfers"] == "leavers" and declared["search_outcome_test"] == "finds"


def test_finds_of_a_real_force_by_the_group_the_officer_recorded(committed):  # noqa: F811
    asked = ("finds", "officer_ethnicity", "Black", "White")
    seen, hampshire = found(committed, *asked), (66 / 371) / (629 / 2394)
    assert len(seen.ratios) == 14 and hampshire in seen.ratios
    of_hampshire = ratios_elsewhere(committed.other_forces, replace(committed.cycle, force="hampshire"), *asked)
    assert len(of_hampshire.ratios) == 14 and hampshire not in of_hampshire.ratios  # the City is there instead
    frame = committed.other_forces.frame
    finds = set(frame.loc[frame["series"].eq("finds"), "force"])
    assert len(finds) == 17 and not {"Metropolitan Police", "Merseyside", "Thames Valley"} & finds  # the link blank or half recorded


def test_finds_are_those_of_the_lines_of_the_files(committed, shared):  # noqa: F811
    """Of one force whose months list each search once, counted here from the lines."""
    counted = {"Black": [0, 0], "White": [0, 0]}
    with zipfile.ZipFile(shared / "public-data" / "stop-search" / "all-other-forces-2020.zip") as archive:
        for month in ("2020-07", "2020-08", "2020-09"):
            with archive.open(f"{month}/{month}-hampshire-stop-and-search.csv") as file:
                for row in csv.DictReader(TextIOWrapper(file, "utf-8")):
                    if row["Type"] == "Vehicle search" or not row["Outcome"] or not row["Outcome linked to object of search"]:
                        continue
                    if row["Officer-defined ethnicity"] in counted:
                        cases = counted[row["Officer-defined ethnicity"]]
                        cases[0] += row["Outcome linked to object of search"] == "True" and row["Outcome"] != "A no further action disposal"
                        cases[1] += 1
    frame = committed.other_forces.frame
    for group, (cases, base) in counted.items():
        row = frame[frame["series"].eq("finds") & frame["force"].eq("Hampshire") & frame["group"].eq(group)].iloc[0]
        assert abs(row["base"] - base) <= 0.02 * base and abs(row["count"] - cases) <= 0.02 * base, (group, cases, base)

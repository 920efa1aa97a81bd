"""Tables that end before the data cut-off: told, and what they count is counted to the day they reach, never as if nothing happened since."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from sources.test_load import LEAVERS, put
from sources.test_mapping import a_cycle

import eianalysis as ei
from eianalysis.declare import During
from eianalysis.measures.catalogue import declared_measures
from eianalysis.measures.end_of_records import within_records
from eianalysis.schema import TABLES
from eianalysis.sources import load_leavers, load_workforce
from eianalysis.sources.covered import with_coverage
from eianalysis.sources.source import Source
from eianalysis.sources.typed import TypedTable
from tests.builders import table

LATER = {"period_start": date(2022, 7, 1), "period_end": date(2023, 6, 30), "data_cut_off": date(2023, 6, 30)}


def leavers_on(days):
    return LEAVERS + "".join(f"P{place},officer,W1,F,2010-04-01,{day:%Y-%m-%d},VR\n" for place, day in enumerate(days))


def placed(tmp_path, days, mapping="", **more):
    cycle = a_cycle(tmp_path, **{**LATER, **more})
    put(cycle.raw_dir, "leavers.csv", leavers_on(days))
    if mapping:
        put(cycle.raw_dir, "mapping.toml", mapping)
    return load_leavers(cycle)


def of(name, **columns):
    return TypedTable(name, pd.DataFrame(columns), (Source(name, f"{name}.csv", "", 1, "real"),))


def flags(table):
    return [words for source in table.sources for words, _ in source.flags if "before the data cut-off" in words]


EVERY_NINE_DAYS = pd.date_range("2021-04-01", "2023-03-25", freq="9D")


def test_a_table_that_ends_three_months_early_is_told_and_covers_to_the_months_end(tmp_path):
    table = placed(tmp_path, EVERY_NINE_DAYS)
    assert table.covers_to == date(2023, 3, 31)
    assert flags(table) == [
        "nothing is in it after 31 March 2023, 91 days before the data cut-off: what it counts is counted to that day; "
        "if nothing happened since, say so in mapping.toml: [history] covers_to = { leavers = 2023-06-30 }"
    ]


def test_the_advice_cures_it(tmp_path):
    table = placed(tmp_path, EVERY_NINE_DAYS, "[history]\ncovers_to = { leavers = 2023-06-30 }\n")
    assert table.covers_to is None and not flags(table)


def test_what_the_mapping_says_holds_without_evidence(tmp_path):
    table = placed(tmp_path, EVERY_NINE_DAYS, "[history]\ncovers_to = 2023-01-31\n")
    assert table.covers_to == date(2023, 1, 31) and "mapping.toml" not in flags(table)[0]


def test_a_table_that_goes_on_is_not_judged_by_an_earlier_cut_off(tmp_path):
    assert placed(tmp_path, EVERY_NINE_DAYS, data_cut_off=date(2022, 12, 31)).covers_to is None


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (pd.date_range("2021-04-01", "2023-06-20", freq="9D"), 0),  # nothing for ten days
        (pd.date_range("2023-01-01", "2023-03-25", freq="9D"), 0),  # too few days to know
        (pd.date_range("2021-04-01", "2023-03-25", freq="40D"), 1),
    ],
)  # a pause twice as long as any before: told, and no more
def test_a_pause_that_chance_could_make_cuts_nothing(tmp_path, days, told):
    table = placed(tmp_path, days)
    assert table.covers_to is None and len(flags(table)) == told


def test_a_pause_of_chance_is_seldom_taken_for_an_end():
    """Events at random to the cut-off itself, as few as 20 days of them and as many as 400: at most 1 in 200 tables is cut."""
    draw, cut = np.random.default_rng(7), pd.Timestamp("2023-06-30")
    wrong = 0
    for place in range(400):
        days = cut - pd.to_timedelta(draw.integers(0, 1000, size=20 + place), unit="D")
        wrong += with_coverage(of("grievances", lodged=days), cut.date()).covers_to is not None
    assert wrong <= 2


def test_a_table_of_months_covers_its_last_month_whole():
    months = pd.date_range("2020-04-01", "2023-03-01", freq="MS")
    table = of("cj_outcomes", month=months)
    assert with_coverage(table, date(2023, 6, 30)).covers_to == date(2023, 3, 31)
    assert with_coverage(table, date(2023, 3, 31)).covers_to is None


def test_an_old_snapshot_is_told(tmp_path):
    cycle = a_cycle(tmp_path, **LATER)
    put(cycle.raw_dir, "workforce_snapshot.csv", "person_ref,worker_type,ethnicity_code,sex,service_start,as_at\nP1,officer,W1,F,2015-04-01,2023-03-31\n")
    assert flags(load_workforce(cycle)) == ["the last snapshot is of 31 March 2023, 91 days before the data cut-off"]


@pytest.fixture(scope="module")
def forces(root):
    cycle = ei.load_cycle("2023-04", data_dir=root / "data")
    return ei.force(cycle), ei.force(replace(cycle, **LATER))


def test_no_table_of_the_demo_ends_before_its_cut_off_and_most_do_three_months_later(forces):
    names = [name for name in TABLES if TABLES[name].happened]
    ends = [{name: force.table(name).covers_to for name in names} for force in forces]
    assert not any(ends[0].values()) and sum(map(bool, ends[1].values())) > len(names) / 2


@pytest.mark.parametrize("measure", ["turnover_start_headcount_ex_transfers", "misconduct_allegation_rate"])
def test_what_stale_tables_count_is_counted_to_where_they_end_and_said(forces, measure):
    now, later = (force.ask(measure, by="sex", months=12) for force in forces)
    columns = ["group", "numerator", "denominator", "period_start", "period_end"]
    pd.testing.assert_frame_equal(now.unreleased[columns], later.unreleased[columns])
    assert any("end on 31 March 2023, before the data cut-off" in note for note in later.definition.notes)
    years = [force.ask(measure, by="sex", every="year").unreleased[["year", "group", "numerator"]] for force in forces]
    pd.testing.assert_frame_equal(*years)


def test_a_public_function_is_cut_like_a_question(forces):
    later = forces[1]
    made = ei.turnover(later.people, later.leavers, later.joiners, cycle=later.cycle, by="sex")
    assert made.unreleased["period_end"].eq(pd.Timestamp("2023-03-31")).all() and made.cycle == later.cycle


def test_nothing_is_cut_where_nothing_ends_early(forces):
    now = forces[0]
    assert within_records(now.cycle, [now.leavers, now.people]) == (now.cycle, "")


def test_every_day_that_measures_count_by_is_one_on_which_something_happened():
    """Surveys come in waves, searches in files of months that are told by themselves, and a return from leave is planned."""
    apart = {"surveys", "stop_search", "family_leave"}
    asked = {
        (each.of, each.when.attribute)
        for measure in declared_measures().values()
        for each in (measure.counts, measure.events)
        if isinstance(each.when, During) and each.of in TABLES and each.of not in apart
    }
    assert not {(name, day) for name, day in asked if day not in TABLES[name].happened} and len(asked) > 12
    assert all(TABLES[name][day].kind == "date" for name in TABLES for day in TABLES[name].happened)


# --- a part in the midst that is missing, and a snapshot that is not used ---------------------------------------------------


def hole(table):
    return [words for source in table.sources for words, _ in source.flags if "is a part missing?" in words]


def test_a_month_that_is_missing_in_the_midst_is_told(tmp_path):
    days = pd.date_range("2021-04-01", "2023-06-28", freq="9D")
    (words,) = hole(placed(tmp_path, days[(days < "2022-02-01") | (days > "2022-03-15")]))
    assert words.startswith("nothing is in it between 23 January 2022 and 18 March 2022 (53 days, where the next longest pause is 8)")
    assert not hole(placed(tmp_path, days))


def test_pauses_as_long_as_others_are_nothing_to_tell(tmp_path):
    days = [day for start in pd.date_range("2021-04-01", "2023-06-01", freq="60D") for day in pd.date_range(start, periods=5)]
    assert not hole(placed(tmp_path, days))


@pytest.mark.parametrize("later, told", [("2023-04-01", True), ("2023-03-31", False)])
def test_a_last_snapshot_of_the_day_after_the_cut_off_is_told_as_not_used(tmp_path, later, told):
    cycle = a_cycle(tmp_path)
    put(
        cycle.raw_dir,
        "workforce_snapshot.csv",
        "person_ref,worker_type,ethnicity_code,sex,service_start,as_at\n" + "".join(f"P1,officer,W1,F,2015-04-01,{day}\n" for day in ("2022-03-31", later)),
    )
    words = " ".join(flags(load_workforce(cycle)))
    said = "the last snapshot is of 31 March 2022, 365 days before the data cut-off; a later one, of 1 April 2023, is after the cut-off"
    assert (said in words) is told


def test_a_month_missing_amid_a_table_of_months_is_told(tables):
    rows = tables["cj_outcomes"]
    whole = table("cj_outcomes", rows)
    assert "no row is of" not in " ".join(words for words, _ in with_coverage(whole, date(2023, 3, 31)).sources[0].flags)
    month = sorted(rows["month"].unique())[-5]
    looked = with_coverage(table("cj_outcomes", rows[rows["month"] != month]), date(2023, 3, 31))
    assert f"no row is of {pd.Timestamp(month):%B %Y}, and every other month from " in looked.sources[-1].flags[0][0]

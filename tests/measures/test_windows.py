"""The edges of every window: the day before its first, its first and second day, and the same at its end; what is no window is refused."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.cycle import load_cycle
from eianalysis.declare import During, Measure, Population
from eianalysis.errors import UsageError
from eianalysis.measures import complaints as of_complaints
from eianalysis.measures import periods
from eianalysis.measures.catalogue import declared_measures
from eianalysis.measures.dip_samples import samples_of_a_month
from eianalysis.measures.windows import month_window, period_window, spanning, window
from eianalysis.results import Definition, Missing, Result
from tests.builders import joiners, leavers, row, table, workforce


@pytest.fixture(scope="module")
def cycle(root):
    return replace(load_cycle("2023-04", data_dir=root / "data"), primary_comparisons=())


def to(cycle, end, start=None):
    """The cycle with another period; by default of a year."""
    after = pd.Timestamp(end) + pd.Timedelta(days=1)
    begins = date.fromisoformat(start) if start else (after - pd.DateOffset(months=12)).date()
    return replace(cycle, period_start=begins, period_end=date.fromisoformat(end), data_cut_off=date.fromisoformat(end))


@pytest.mark.parametrize(
    ("end", "months", "first", "years"),
    [
        ("2023-03-31", 12, "2022-04-01", ["2022-04-01"]),
        ("2023-03-31", 36, "2020-04-01", ["2022-04-01", "2021-04-01", "2020-04-01"]),
        ("2024-02-29", 12, "2023-03-01", ["2023-03-01"]),  # a year that ends on a day that the year before had not
        ("2024-02-29", 36, "2021-03-01", ["2023-03-01", "2022-03-01", "2021-03-01"]),
        ("2023-02-28", 36, "2020-03-01", ["2022-03-01", "2021-03-01", "2020-03-01"]),
        ("2024-02-28", 24, "2022-02-28", ["2023-02-28", "2022-02-28"]),  # from the day after: 29 February, which other years have not
        ("2023-12-31", 12, "2023-01-01", ["2023-01-01"]),
    ],
)
def test_a_window_is_whole_years_without_gap_or_overlap(cycle, end, months, first, years):
    found = window(to(cycle, end), months)
    assert (found.name, found.start, found.end) == (f"{months}m", pd.Timestamp(first), pd.Timestamp(end))
    assert [start for start, _ in found.years] == [pd.Timestamp(day) for day in years]
    assert found.years[0][1] == found.end and found.years[-1][0] == found.start
    for (later, _), (_, last) in zip(found.years, found.years[1:], strict=False):
        assert last == later - pd.Timedelta(days=1)


@pytest.mark.parametrize("months", [12, 24, 36, 120])
def test_whole_years_are_windows(cycle, months):
    assert len(window(cycle, months).years) == months / 12


@pytest.mark.parametrize("months", [18, 11, 13, 6, 1, 0, -12])
def test_anything_else_is_refused_and_told_what_is_not(cycle, months):
    with pytest.raises(UsageError, match=f"^a window is a whole number of years in months, as 12 or 36, not {months}$"):
        window(cycle, months)


@pytest.mark.parametrize(
    ("end", "first", "last"),
    [
        ("2023-03-31", "2023-03-01", "2023-03-31"),
        ("2023-03-30", "2023-02-01", "2023-02-28"),
        ("2023-04-01", "2023-03-01", "2023-03-31"),
        ("2024-02-29", "2024-02-01", "2024-02-29"),
        ("2024-02-28", "2024-01-01", "2024-01-31"),
        ("2023-01-15", "2022-12-01", "2022-12-31"),
    ],
)
def test_a_month_is_the_last_whole_one(cycle, end, first, last):
    found = month_window(to(cycle, end))
    assert (found.name, found.start, found.end) == ("1m", pd.Timestamp(first), pd.Timestamp(last))
    assert found.years == ((found.start, found.end),)


@pytest.mark.parametrize(
    ("start", "end", "name"),
    [
        ("2022-04-01", "2023-03-31", "12m"),
        ("2023-01-01", "2023-03-31", "3m"),
        ("2022-02-15", "2023-02-14", "12m"),
        ("2022-04-01", "2023-03-30", "period"),
        ("2022-04-02", "2023-03-31", "period"),
        ("2023-03-01", "2023-03-31", "1m"),
        ("2023-03-31", "2023-03-30", "period"),
    ],
)
def test_a_period_is_named_by_its_months_where_they_are_whole(cycle, start, end, name):
    found = period_window(to(cycle, end, start))
    assert (found.name, found.start, found.end, found.years) == (name, pd.Timestamp(start), pd.Timestamp(end), ((found.start, found.end),))


def test_while_periods_are_asked_for_every_window_is_the_period(cycle):
    quarter = to(cycle, "2023-03-31", "2023-01-01")
    with spanning(3):
        found = window(quarter, 36)
    assert (found.name, found.start, found.end) == ("3m", pd.Timestamp("2023-01-01"), pd.Timestamp("2023-03-31"))
    assert window(quarter, 12).name == window(quarter).name == "12m"


# --- What is counted on the days at the edges -----------------------------------------------------------------------------------


def days(first, last):
    """Each day at the edges of a window, and whether it is in it."""
    first, last = date.fromisoformat(first), date.fromisoformat(last)
    return [((edge + timedelta(days=by)).isoformat(), first <= edge + timedelta(days=by) <= last) for edge in (first, last) for by in (-1, 0, 1)]


WINDOWS = {
    (12, "2023-03-31"): "2022-04-01",
    (36, "2023-03-31"): "2020-04-01",
    (12, "2024-02-29"): "2023-03-01",
    (36, "2024-02-29"): "2021-03-01",
    (12, "2023-02-28"): "2022-03-01",
    (24, "2024-02-28"): "2022-02-28",
}
EDGES = [(months, end, day, inside) for (months, end), first in WINDOWS.items() for day, inside in days(first, end)]


@pytest.mark.parametrize(("months", "end", "day", "inside"), EDGES)
def test_a_complaint_counts_from_the_first_to_the_last_day(cycle, months, end, day, inside):
    two = table("complaints", f"logged  category\n{day}  service\n{end}  service")
    found = of_complaints.complaint_kinds(two, cycle=to(cycle, end), months=months)
    assert found.counts["denominator"].max() == 1 + inside


@pytest.mark.parametrize(("months", "end", "day", "inside"), EDGES)
def test_a_leaver_counts_from_the_first_to_the_last_day(cycle, months, end, day, inside):
    people = workforce("person_ref  service_start  as_at\nA  2010-04-01  2019-03-31\nB  2010-04-01  2019-03-31")
    gone = leavers(f"person_ref  leave_date  service_start\nB  {day}  2010-04-01")
    found = ei.leaver_rate(people, gone, joiners("person_ref  start_date\nC  2019-06-01"), cycle=to(cycle, end), by="sex", months=months)
    assert row(found, group="All", window=f"{months}m").numerator == inside


@pytest.mark.parametrize(("day", "inside"), days("2023-03-01", "2023-03-31"))
def test_a_sample_of_the_month_counts_from_its_first_to_its_last_day(cycle, day, inside):
    two = table("dip_samples", f"sampled_on  encounter_on  sampler\n{day}  2023-01-01  internal\n2023-03-15  2023-01-01  internal")
    assert samples_of_a_month(two, cycle=to(cycle, "2023-03-31"), sampler="internal").counts["numerator"].max() == 1 + inside


@pytest.mark.parametrize(
    ("every", "end", "firsts"),
    [
        ("year", "2023-03-31", ["2022-04-01", "2021-04-01", "2020-04-01"]),
        ("quarter", "2023-03-31", ["2023-01-01", "2022-10-01", "2022-07-01"]),
        ("month", "2023-03-31", ["2023-03-01", "2023-02-01", "2023-01-01"]),
        ("year", "2024-02-29", ["2023-03-01", "2022-03-01", "2021-03-01"]),
        ("quarter", "2024-02-29", ["2023-12-01", "2023-09-01", "2023-06-01"]),
        ("month", "2024-02-29", ["2024-02-01", "2024-01-01", "2023-12-01"]),
        ("quarter", "2024-02-28", ["2023-11-29", "2023-08-29", "2023-05-29"]),
    ],
)
def test_each_period_begins_where_the_one_before_it_ended(cycle, every, end, firsts):
    asked = [periods._back(to(cycle, end), periods.LENGTHS[every], back) for back in range(3)]
    assert [period.period_start.isoformat() for period in asked] == firsts
    ends = [date.fromisoformat(end), *(date.fromisoformat(first) - timedelta(days=1) for first in firsts)]
    assert [period.period_end for period in asked] == ends[:3]
    assert {period.data_cut_off for period in asked} == {date.fromisoformat(end)}  # people are grouped as they are now


# --- A question asked for each period, with a counter that says what it was asked ---------------------------------------------------

NAMED = Definition("Logged", "complaints", "complaints")


def asked_each(cycle, every, logged, *, observed_from=None, nothing_before=None, coarser=lambda at: None):
    """What ``each_period`` makes of complaints logged on some days; counts from ``nothing_before`` on are there."""
    rows = table("complaints", "logged\n" + "\n".join(logged), observed_from=observed_from)
    measure = next(each for each in declared_measures().values() if isinstance(each, Measure) and each.id == "complaint_kind_share")

    def count(period):
        frame = pd.DataFrame(
            {
                "characteristic": ["sex"],
                "group": ["All"],
                "numerator": [1],
                "denominator": [2],
                "window": [window(period, 12).name],
                "period_start": [period.period_start],
                "period_end": [period.period_end],
            }
        )
        missing = None
        if nothing_before and period.period_start < date.fromisoformat(nothing_before):
            missing = Missing("complaints", reason="nothing is recorded")
        return Result("m", "counts", NAMED, frame, sources=rows.sources, missing=missing, coarser=coarser(period))

    return periods.each_period(measure, every, cycle, lambda name: rows, count)


@pytest.mark.parametrize(
    ("began", "periods_asked", "dropped"),
    [
        ("2021-03-31", 2, "The year to 31 March 2021 is left out: the records, which begin on 31 March 2021, do not cover it whole."),
        ("2021-04-01", 2, None),  # the first day of the first year: that year is whole, and of the one before there is nothing
        ("2021-04-02", 1, "The year to 31 March 2022 is left out: the records, which begin on 2 April 2021, do not cover it whole."),
        ("2020-04-01", 3, None),
    ],
)
def test_periods_go_back_to_the_first_that_the_records_cover_whole(cycle, began, periods_asked, dropped):
    found = asked_each(to(cycle, "2023-03-31"), "year", ["2022-06-01"], observed_from=date.fromisoformat(began))
    assert found.counts["year"].tolist() == [f"Year to March {2023 - back}" for back in range(periods_asked)]
    assert found.definition.notes == ((dropped,) if dropped else ()) and found.keys == ("year",)
    assert found.counts.index.tolist() == list(range(periods_asked))


@pytest.mark.parametrize(("first", "periods_asked"), [("2021-04-30", 2), ("2021-03-31", 2), ("2021-03-01", 2), ("2020-04-20", 3)])
def test_without_a_day_declared_the_month_of_the_first_record_is_the_beginning(cycle, first, periods_asked):
    found = asked_each(to(cycle, "2023-03-31"), "year", ["2022-06-01", first])
    assert len(found.counts) == periods_asked


@pytest.mark.parametrize(("every", "most"), [("month", 24), ("quarter", 24)])
def test_a_question_goes_back_so_far_and_no_further(cycle, every, most):
    assert len(asked_each(to(cycle, "2023-03-31"), every, ["1990-01-01"]).counts) == most


def test_each_window_is_the_period_itself(cycle):
    found = asked_each(to(cycle, "2023-03-31"), "quarter", ["2022-10-05"])
    assert found.counts["window"].tolist() == ["3m", "3m"]


def test_a_period_of_which_nothing_is_recorded_ends_the_walk_and_is_said(cycle):
    found = asked_each(to(cycle, "2023-03-31"), "year", ["2015-01-01"], nothing_before="2021-04-01")
    assert len(found.counts) == 2
    assert found.definition.notes == ("The year to 31 March 2021 is left out: the records do not cover it whole.",)


def test_where_the_records_begin_with_it_their_beginning_is_no_reason(cycle):
    found = asked_each(to(cycle, "2023-03-31"), "year", ["2021-06-01"], observed_from=date(2020, 4, 1), nothing_before="2021-04-01")
    assert found.definition.notes == ("The year to 31 March 2021 is left out: the records do not cover it whole.",)


@pytest.mark.parametrize(
    ("events", "counted", "first"),
    [
        (Population("service", During("ended")), Population("service", During("ended")), None),  # its own windows tell
        (Population("service"), Population("complaints"), None),
        (Population("service", During("ended")), Population("complaints", During("logged")), date(2022, 6, 1)),
        (Population("complaints", During("logged")), Population("service"), date(2022, 6, 1)),
        (Population("complaints", During("received")), Population("service"), None),  # no such column
        (Population("complaints", During("finalised")), Population("service"), None),  # no day in it
    ],
)
def test_where_records_begin_is_read_from_the_day_a_question_is_asked_of(events, counted, first):
    rows = table("complaints", "logged  finalised\n2022-06-20  .")
    assert periods._first_day(SimpleNamespace(events=events, counts=counted), {"complaints": rows}.__getitem__) == first


def test_where_the_latest_has_nothing_its_own_answer_is_given(cycle):
    assert asked_each(to(cycle, "2023-03-31"), "year", ["2015-01-01"], nothing_before="2024-04-01").missing.reason == "nothing is recorded"


def test_where_no_period_is_covered_whole_the_period_itself_is_answered_and_the_note_says_so(cycle):
    found = asked_each(to(cycle, "2023-03-31"), "year", ["2022-06-01"])
    assert found.keys == () and len(found.counts) == 1
    assert found.definition.notes[0].startswith("The year to 31 March 2023 is left out: the records, which begin on 1 June 2022")


def test_coarser_alternatives_are_walked_too_where_every_period_has_one(cycle):
    simple = Result("m", "counts", NAMED, pd.DataFrame({"characteristic": ["sex"], "group": ["All"], "numerator": [9], "denominator": [9]}))
    both = asked_each(to(cycle, "2023-03-31"), "year", ["2021-04-05", "2020-08-05"], coarser=lambda period: lambda: simple)
    assert both.coarser().counts["year"].tolist() == ["Year to March 2023", "Year to March 2022"]
    assert both.coarser().definition.notes == both.definition.notes != ()
    one = asked_each(to(cycle, "2023-03-31"), "year", ["2021-04-05"], coarser=lambda period: (lambda: simple) if period.period_end.year == 2023 else None)
    assert one.coarser is None


def test_another_word_is_answered_with_the_nearest(cycle):
    with pytest.raises(UsageError, match="every is 'quater'; did you mean 'quarter'"):
        asked_each(cycle, "quater", ["2022-06-01"])

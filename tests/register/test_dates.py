"""Every date spelling the source documents hold, and the laws a date reader must keep."""

from datetime import date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eianalysis.register.read.contents import status_of
from eianalysis.register.written_dates import CONFIDENCES, PRECISIONS, YEAR_BASES, parse_date_as_written

D = date
#: raw, start, end, precision, recurrence, status hint, qualifiers, flags
SEEN = [
    ("01/11/22", D(2022, 11, 1), D(2022, 11, 1), "day", "none", "", (), ()),
    ("01/12/22", D(2022, 12, 1), D(2022, 12, 1), "day", "none", "", (), ()),
    ("01/01/23", D(2023, 1, 1), D(2023, 1, 1), "day", "none", "", (), ()),
    ("19 Jan 22", D(2022, 1, 19), D(2022, 1, 19), "day", "none", "", (), ()),
    ("12/22", D(2022, 12, 1), D(2022, 12, 31), "month", "none", "", (), ()),
    ("09/21", D(2021, 9, 1), D(2021, 9, 30), "month", "none", "", (), ()),
    ("03/23", D(2023, 3, 1), D(2023, 3, 31), "month", "none", "", (), ()),
    ("11/21", D(2021, 11, 1), D(2021, 11, 30), "month", "none", "", (), ()),
    ("06/22", D(2022, 6, 1), D(2022, 6, 30), "month", "none", "", (), ()),
    ("02/22 completed and refreshed yearly", D(2022, 2, 1), D(2022, 2, 28), "month", "yearly", "complete_recurring", (), ()),
    ("Aug-12", D(2012, 8, 1), D(2012, 8, 31), "month", "none", "", (), ()),
    ("Dec-12", D(2012, 12, 1), D(2012, 12, 31), "month", "none", "", (), ()),
    ("Sep-12", D(2012, 9, 1), D(2012, 9, 30), "month", "none", "", (), ()),
    ("Jul-12", D(2012, 7, 1), D(2012, 7, 31), "month", "none", "", (), ()),
    ("Jun-12", D(2012, 6, 1), D(2012, 6, 30), "month", "none", "", (), ()),
    ("Jan-13", D(2013, 1, 1), D(2013, 1, 31), "month", "none", "", (), ()),
    ("Oct-12", D(2012, 10, 1), D(2012, 10, 31), "month", "none", "", (), ()),
    ("Nov-12", D(2012, 11, 1), D(2012, 11, 30), "month", "none", "", (), ()),
    ("May-12", D(2012, 5, 1), D(2012, 5, 31), "month", "none", "", (), ()),
    ("May - 12", D(2012, 5, 1), D(2012, 5, 31), "month", "none", "", (), ()),
    ("March 2022", D(2022, 3, 1), D(2022, 3, 31), "month", "none", "", (), ()),
    ("Feb 2022", D(2022, 2, 1), D(2022, 2, 28), "month", "none", "", (), ()),
    ("June 2022", D(2022, 6, 1), D(2022, 6, 30), "month", "none", "", (), ()),
    ("Aug-12 *", D(2012, 8, 1), D(2012, 8, 31), "month", "none", "", ("asterisk",), ("unexplained_asterisk",)),
    ("Sept 12 onwards", D(2012, 9, 1), None, "open_ended", "none", "", ("onwards",), ()),
    ("Aug-12 onwards", D(2012, 8, 1), None, "open_ended", "none", "", ("onwards",), ()),
    ("Ongoing (quarterly review)", None, None, "recurring", "quarterly", "in_progress", (), ()),
    ("Ongoing (quarterly)", None, None, "recurring", "quarterly", "in_progress", (), ()),
    ("Ongoing", None, None, "none", "none", "in_progress", (), ()),
    ("ngoing", None, None, "none", "none", "in_progress", ("typo_corrected",), ("typo_corrected",)),
    ("Complete", None, None, "none", "none", "complete", (), ()),
    ("Completed", None, None, "none", "none", "complete", (), ()),
    ("(COMPLETE)", None, None, "none", "none", "complete", (), ()),
    ("TBC", None, None, "none", "none", "", (), ("to_be_confirmed",)),
    ("TBD", None, None, "none", "none", "", (), ("to_be_confirmed",)),
    ("When city First proposals are implemented.", None, None, "event", "none", "", (), ()),
    ("11/21 but ongoing", D(2021, 11, 1), D(2021, 11, 30), "month", "none", "in_progress", (), ("contradictory_status",)),
    ("09/21 Complete and Ongoing", D(2021, 9, 1), D(2021, 9, 30), "month", "none", "in_progress", (), ("contradictory_status",)),
    ("", None, None, "none", "none", "", (), ("blank",)),
]


@pytest.mark.parametrize("raw, start, end, precision, recurrence, status, qualifiers, flags", SEEN, ids=[row[0] for row in SEEN])
def test_every_spelling_seen_in_the_sources(raw, start, end, precision, recurrence, status, qualifiers, flags):
    found = parse_date_as_written(raw)
    assert (found.start, found.end, found.precision, found.recurrence, found.status_hint, found.qualifiers, found.flags) == (
        start,
        end,
        precision,
        recurrence,
        status,
        qualifiers,
        flags,
    )
    assert found.raw == raw


@pytest.mark.parametrize(
    "raw, calendar, financial",
    [
        ("Q1 23", (D(2023, 1, 1), D(2023, 3, 31)), (D(2023, 4, 1), D(2023, 6, 30))),
        ("Q1 2023", (D(2023, 1, 1), D(2023, 3, 31)), (D(2023, 4, 1), D(2023, 6, 30))),
        ("Q2 23", (D(2023, 4, 1), D(2023, 6, 30)), (D(2023, 7, 1), D(2023, 9, 30))),
        ("Q4 2023", (D(2023, 10, 1), D(2023, 12, 31)), (D(2024, 1, 1), D(2024, 3, 31))),
        ("H2 23", (D(2023, 7, 1), D(2023, 12, 31)), (D(2023, 10, 1), D(2024, 3, 31))),
    ],
)
def test_a_quarter_of_unknown_year_keeps_both_readings_and_is_due_by_the_later(raw, calendar, financial):
    found = parse_date_as_written(raw)
    assert [(reading.start, reading.end) for reading in found.readings] == [calendar, financial]
    assert found.year_basis == "unknown" and "year_basis_unknown" in found.flags
    assert found.due == financial[1] and found.start == calendar[0]


@pytest.mark.parametrize(
    "raw, start, end, precision, basis",
    [
        ("Q1 2023/24", D(2023, 4, 1), D(2023, 6, 30), "quarter", "financial"),
        ("Q4 23/24", D(2024, 1, 1), D(2024, 3, 31), "quarter", "financial"),
        ("Q2 FY23", D(2022, 7, 1), D(2023, 9, 30), "quarter", "financial"),
        ("FY 24 Q4", D(2024, 1, 1), D(2025, 3, 31), "quarter", "financial"),
        ("4th quarter of 2024/25", D(2025, 1, 1), D(2025, 3, 31), "quarter", "financial"),
        ("Q4 (Jan-Mar 2025)", D(2025, 1, 1), D(2025, 3, 31), "month", "calendar"),
        ("2023/2024", D(2023, 4, 1), D(2024, 3, 31), "year", "financial"),
        ("2024-27", D(2024, 1, 1), D(2027, 12, 31), "year", "calendar"),
        ("Easter 2024", D(2024, 3, 29), D(2024, 4, 1), "week", "calendar"),
        ("by Easter 2023", D(2023, 4, 7), D(2023, 4, 10), "week", "calendar"),
        ("w/e 7 April 2023", D(2023, 4, 1), D(2023, 4, 7), "week", "calendar"),
        ("2013/14", D(2013, 4, 1), D(2014, 3, 31), "year", "financial"),
        ("2012 - 2015", D(2012, 1, 1), D(2015, 12, 31), "year", "calendar"),
        ("2025", D(2025, 1, 1), D(2025, 12, 31), "year", "calendar"),
        ("by September 2023", D(2023, 9, 1), D(2023, 9, 30), "month", "calendar"),
        ("April and May 2023", D(2023, 4, 1), D(2023, 5, 31), "month", "calendar"),
        ("November to February 2023", D(2022, 11, 1), D(2023, 2, 28), "month", "calendar"),
        ("27th April 2023", D(2023, 4, 27), D(2023, 4, 27), "day", "calendar"),
        ("2023-04-26 00:00:00", D(2023, 4, 26), D(2023, 4, 26), "day", "calendar"),
        ("31.03.2024", D(2024, 3, 31), D(2024, 3, 31), "day", "calendar"),
        ("April 2, 2023", D(2023, 4, 2), D(2023, 4, 2), "day", "calendar"),
        ("Dec\u201312", D(2012, 12, 1), D(2012, 12, 31), "month", "calendar"),
        ("March\u00a02022", D(2022, 3, 1), D(2022, 3, 31), "month", "calendar"),
        ("2022/23 Q1", D(2022, 4, 1), D(2022, 6, 30), "quarter", "financial"),
        ("2023-Q1", D(2023, 1, 1), D(2023, 6, 30), "quarter", "unknown"),
        ("Q3/Q4 2023", D(2023, 7, 1), D(2024, 3, 31), "quarter", "unknown"),
        ("FY23", D(2022, 4, 1), D(2024, 3, 31), "year", "financial"),
        ("mid-2023", D(2023, 1, 1), D(2023, 12, 31), "year", "calendar"),
        ("23/24", D(2023, 4, 1), D(2024, 3, 31), "year", "financial"),
        ("23-24", D(2023, 4, 1), D(2024, 3, 31), "year", "financial"),
        ("99/00", D(1999, 4, 1), D(2000, 3, 31), "year", "financial"),
        ("Q2 (23/24)", D(2023, 7, 1), D(2023, 9, 30), "quarter", "financial"),
        ("Q2 (2023/24)", D(2023, 7, 1), D(2023, 9, 30), "quarter", "financial"),
        ("Q2 23-24", D(2023, 7, 1), D(2023, 9, 30), "quarter", "financial"),
        ("2024-25 (Q3)", D(2024, 10, 1), D(2024, 12, 31), "quarter", "financial"),
        ("23/24 Q2", D(2023, 7, 1), D(2023, 9, 30), "quarter", "financial"),
        ("Q3-4 24/25", D(2024, 10, 1), D(2025, 3, 31), "quarter", "financial"),
        ("Q3 CY24", D(2024, 7, 1), D(2024, 9, 30), "quarter", "calendar"),
        ("2Q24", D(2024, 4, 1), D(2024, 9, 30), "quarter", "unknown"),
        ("end of FY24", D(2023, 4, 1), D(2025, 3, 31), "year", "financial"),
        ("FYE24", D(2023, 4, 1), D(2024, 3, 31), "year", "financial"),
        ("Mar 23/24", D(2024, 3, 1), D(2024, 3, 31), "month", "calendar"),
        ("April 23/24", D(2023, 4, 1), D(2023, 4, 30), "month", "calendar"),
        ("Nov-Jan 23/24", D(2023, 11, 1), D(2024, 1, 31), "month", "calendar"),
        ("Spring 24", D(2024, 3, 1), D(2024, 5, 31), "quarter", "calendar"),
        ("Spring 23/24", D(2023, 3, 1), D(2024, 5, 31), "quarter", "calendar"),
        ("Winter 2023/24", D(2023, 12, 1), D(2024, 2, 29), "quarter", "calendar"),
        ("Autumn/Winter 2023", D(2023, 9, 1), D(2024, 2, 29), "quarter", "calendar"),
        ("by Xmas 2023", D(2023, 12, 25), D(2023, 12, 25), "week", "calendar"),
        ("Academic year 2023/24", D(2023, 9, 1), D(2024, 8, 31), "year", "calendar"),
        ("2024/06/30", D(2024, 6, 30), D(2024, 6, 30), "day", "calendar"),
        ("30\\6\\24", D(2024, 6, 30), D(2024, 6, 30), "day", "calendar"),
        ("01/02/70", D(1970, 2, 1), D(1970, 2, 1), "day", "calendar"),
        ("01/02/69", D(2069, 2, 1), D(2069, 2, 1), "day", "calendar"),
    ],
)
def test_other_spellings_a_board_paper_may_hold(raw, start, end, precision, basis):
    found = parse_date_as_written(raw)
    assert (found.start, found.end, found.precision, found.year_basis) == (start, end, precision, basis)
    assert "unreadable" not in found.flags


def test_the_day_comes_first_and_is_never_swapped_to_make_a_date():
    assert parse_date_as_written("03/04/23").start == D(2023, 4, 3)
    american = parse_date_as_written("12/25/2022")
    assert american.start is None and american.flags == ("no_such_date",) and american.confidence == "failed"
    assert parse_date_as_written("31/02/23").flags == ("no_such_date",)
    assert parse_date_as_written("31/12").flags == ("no_such_date",)  # month 31 of 2012 is not a month


@pytest.mark.parametrize("text", ["June 2023 and December 2023", "June & Dec 2023", "Jun/Dec 2023", "Q1 and Q3 2023/24", "Jan 2023 and Jan 2024"])
def test_two_that_do_not_follow_each_other_are_two_dates(text):
    """The first is lost, so it is said."""
    found = parse_date_as_written(text)
    assert "several_dates" in found.flags and found.confidence != "exact"


@pytest.mark.parametrize(
    "text", ["between June and December 2023", "June to December 2023", "June - Dec 2023", "Jan/Feb 2024", "Q1-Q3 2023/24", "Q1/Q2 2023/24"]
)
def test_from_the_one_to_the_other_is_no_second_date(text):
    assert "several_dates" not in parse_date_as_written(text).flags


def test_a_date_without_a_year_is_flagged_not_guessed():
    found = parse_date_as_written("2 November")
    assert found.start is None and found.flags == ("no_year",) and found.confidence == "failed"


def test_two_dates_are_due_by_the_later_and_flagged():
    found = parse_date_as_written("Aug-12 / Dec-12")
    assert (found.start, found.due) == (D(2012, 8, 1), D(2012, 12, 31)) and "several_dates" in found.flags


def test_not_complete_is_never_read_as_complete():
    for raw in ("Not yet completed", "not complete", "Incomplete", "partially completed", "To be completed by June 2023"):
        assert parse_date_as_written(raw).status_hint == "", raw
    assert parse_date_as_written("Complete - Dec 22").status_hint == "complete"


def test_what_was_left_unread_beside_a_date_is_flagged():
    found = parse_date_as_written("Michaelmas 2023")
    assert "part_not_read" in found.flags and found.confidence == "guessed"
    assert parse_date_as_written("12/22 if money allows").confidence == "normalised"


def test_an_event_keeps_its_words():
    found = parse_date_as_written("When city First proposals are implemented.")
    assert found.trigger_text == "When city First proposals are implemented." and found.due is None


def test_open_ends_and_recurrence_have_no_day_they_are_late_on():
    for raw in ("Sept 12 onwards", "Ongoing (quarterly)", "Ongoing", "TBC", ""):
        assert parse_date_as_written(raw).due is None, raw


def test_cells_that_are_not_text():
    assert parse_date_as_written(None).flags == ("blank",)
    assert parse_date_as_written(float("nan")).flags == ("blank",)
    assert parse_date_as_written(datetime(2022, 11, 1, 0, 0)).start == D(2022, 11, 1)
    assert parse_date_as_written(D(2022, 11, 1)).precision == "day"
    serial = parse_date_as_written("44866")
    assert serial.start == D(2022, 11, 1) and "excel_serial" in serial.flags and serial.confidence == "guessed"


def test_unreadable_is_a_value_not_an_error():
    found = parse_date_as_written("see above")
    assert found.flags == ("unreadable",) and found.confidence == "failed" and found.precision == "none"


WORDS = st.sampled_from([row[0] for row in SEEN] + ["Q1", "0", "99", "/", "-", "*", " to ", "fy", "h1", "onwards", "2 ", "sep"])


@given(st.one_of(st.text(), st.lists(WORDS, max_size=5).map("".join), st.lists(WORDS, max_size=4).map(" ".join)))
@example("0000-00-00")
@example("٠١/١١/٢٢")
@example("00/00/00")
@example("q1 99/00")
@example("9999")
def test_no_string_makes_it_raise(text):
    found = parse_date_as_written(text)
    assert found.precision in PRECISIONS and found.year_basis in YEAR_BASES and found.confidence in CONFIDENCES
    assert (found.start is None) == (found.precision in ("event", "recurring", "none"))
    if found.start and found.end:
        assert found.start <= found.end
    if found.start is None and not found.status_hint and found.recurrence == "none" and not found.trigger_text:
        assert found.flags, "nothing was read and nothing was flagged"


@given(st.dates(date(1970, 1, 1), date(2069, 12, 31)))
def test_a_day_written_any_usual_way_is_read_back(day):
    for form in ("%d/%m/%y", "%d/%m/%Y", "%d %b %y", "%d %B %Y", "%Y-%m-%d", "%d-%b-%y", "%d.%m.%Y"):
        found = parse_date_as_written(day.strftime(form))
        assert (found.start, found.end, found.precision) == (day, day, "day"), day.strftime(form)
    for form in ("%b-%y", "%B %Y", "%m/%y", "%b - %y", "%Y-%m"):
        found = parse_date_as_written(day.strftime(form))
        assert found.start == day.replace(day=1) and found.precision == "month", day.strftime(form)


def cases(shared):
    """The texts of words-dates.txt with the days its readings name."""
    text = (shared / "cases" / "words-dates.txt").read_text(encoding="utf-8")
    return dict(line.split(" -> ") for line in text.splitlines() if " -> " in line and not line.startswith("#"))


def test_the_collected_cases_come_out_as_they_should(shared):
    right = {
        "01/04/2023-31/03/2024": (D(2023, 4, 1), D(2024, 3, 31)),
        "Q4 FY24": (D(2024, 1, 1), D(2025, 3, 31)),
        "After 1 April 2024": (D(2024, 4, 1), None),
        "Not before April 2024": (D(2024, 4, 1), None),
        "w/c 3 April 2023": (D(2023, 4, 3), D(2023, 4, 9)),
    }
    assert set(cases(shared)) == set(right), "a case was added: say here what it means"
    assert {text: (parse_date_as_written(text).start, parse_date_as_written(text).due) for text in right} == right
    both = parse_date_as_written("Q4 FY24")
    assert [(one.start, one.end) for one in both.readings] == [
        (D(2024, 1, 1), D(2024, 3, 31)),
        (D(2025, 1, 1), D(2025, 3, 31)),
    ] and "year_basis_unknown" in both.flags
    week = parse_date_as_written("w/c 3 April 2023")
    assert week.precision == "week" and "approximate" not in week.qualifiers  # its c is not "circa"


@pytest.mark.parametrize(
    "text, start, due",
    [
        ("1 April 2023 \u2013 31 March 2024", D(2023, 4, 1), D(2024, 3, 31)),
        ("3-7 April 2023", D(2023, 4, 3), D(2023, 4, 7)),
        ("28 December to 3 January 2024", D(2023, 12, 28), D(2024, 1, 3)),
        ("01/04 - 30/06/2024", D(2024, 4, 1), D(2024, 6, 30)),
        ("Apr-24 - Mar-25", D(2024, 4, 1), D(2025, 3, 31)),
        ("from April 2023 to March 2024", D(2023, 4, 1), D(2024, 3, 31)),
        ("Q3 2024/25 to Q1 2025/26", D(2024, 10, 1), D(2025, 6, 30)),
        ("Q3 2024 - Q1 2025", D(2024, 7, 1), D(2025, 6, 30)),
        ("2024/25 - 2026/27", D(2024, 4, 1), D(2027, 3, 31)),
    ],
)
def test_a_range_keeps_its_end(text, start, due):
    found = parse_date_as_written(text)
    assert (found.start, found.due) == (start, due) and "several_dates" not in found.flags


@pytest.mark.parametrize(
    "text, start",
    [
        ("no earlier than 1 May 2024", D(2024, 5, 1)),
        ("from the end of April 2024", D(2024, 4, 30)),
        ("April 2024 - ongoing", D(2024, 4, 1)),
        ("Apr-24+", D(2024, 4, 1)),
        ("From: September 2024", D(2024, 9, 1)),
        ("post April 2024", D(2024, 4, 1)),
        ("with effect from 1 April 2024", D(2024, 4, 1)),
        ("1 April 2024 \u2192", D(2024, 4, 1)),
    ],
)
def test_what_only_says_from_when_has_no_due_day(text, start):
    found = parse_date_as_written(text)
    assert (found.start, found.due, found.precision) == (start, None, "open_ended")


@pytest.mark.parametrize("before", ["w/c", "wc", "W/B", "week commencing", "Week beginning", "week starting:", "from week commencing", "by w/c"])
def test_a_week_named_by_its_first_day_is_the_whole_week(before):
    found = parse_date_as_written(f"{before} 3 April 2023")
    assert (found.start, found.due, found.precision) == (D(2023, 4, 3), D(2023, 4, 9), "week")


def test_words_and_signs_of_other_scripts_are_parts_too():
    for beside in ("\u0432\u0447\u0435\u0440\u0430", "\u00e9t\u00e9", "\u2713", "\u4e4b\u524d"):
        found = parse_date_as_written(f"31/03/2024 {beside}")
        assert found.due == D(2024, 3, 31) and "part_not_read" in found.flags and found.confidence != "exact", beside


def test_before_and_not_after():
    assert parse_date_as_written("before April 2024").due == D(2024, 3, 31)
    assert parse_date_as_written("before the end of April 2024").due == D(2024, 4, 30)
    assert parse_date_as_written("not after 1 April 2024").due == D(2024, 4, 1)
    assert parse_date_as_written("no later than 1 April 2024").due == D(2024, 4, 1)


@pytest.mark.parametrize(
    "raw, due",
    [
        ("on or before 30 June 2024", D(2024, 6, 30)),
        ("within 12 months of April 2023", D(2024, 4, 30)),
        ("6 months after 30 September 2023", D(2024, 3, 31)),
        ("two weeks from 1 June 2024", D(2024, 6, 15)),
        ("within 6 months of the end of Q4 23/24", D(2024, 9, 30)),
        ("1 year from 29 February 2024", D(2025, 2, 28)),
    ],
)
def test_what_is_counted_on_from_a_day_is_due_then_and_not_on_that_day(raw, due):
    found = parse_date_as_written(raw)
    assert found.due == due and "part_not_read" not in found.flags and not found.trigger_text


@pytest.mark.parametrize("raw", ["by Xmas", "Spring", "end of Q2", "Q4", "end of the financial year", "Year end", "next year"])
def test_a_part_of_a_year_without_the_year_waits_for_it(raw):
    found = parse_date_as_written(raw)
    assert (found.due, found.flags, found.confidence) == (None, ("no_year",), "failed")


@pytest.mark.parametrize("raw", ["Spring clean of the policy library", "Quarter 2 review of the dip samples", "Summer school"])
def test_a_season_in_a_sentence_is_no_date(raw):
    assert parse_date_as_written(raw).flags in (("unreadable",), ("part_not_read",))


@pytest.mark.parametrize("raw", ["23/25", "24/23", "13/22", "Q2 23/25", "Winter 23/25"])
def test_two_years_that_do_not_follow_are_no_date(raw):
    assert parse_date_as_written(raw).flags[0] == "no_such_date" and parse_date_as_written(raw).confidence == "failed"


@pytest.mark.parametrize("raw", ["1/1/1900", "30 June 1024", "31/12/2099", "30 June 1924"])
def test_a_year_no_plan_has_is_doubted(raw):
    assert parse_date_as_written(raw).confidence in ("guessed", "failed")


def test_a_day_beside_a_word_that_may_be_a_month_is_a_guess():
    for raw in ("Febuary 2024", "Week 3 June 2024", "first week of June 2024", "31/03/24 31/06/24"):
        assert parse_date_as_written(raw).confidence == "guessed", raw
    assert parse_date_as_written("June 2024?").confidence == "normalised"
    assert parse_date_as_written("Easter 10 April 2023").start == D(2023, 4, 10)


@pytest.mark.parametrize(
    "raw",
    [
        "Will be completed",
        "Cannot be completed",
        "Ready to be closed",
        "Closed as not achievable",
        "Closed - not completed",
        "Closed - reopened",
        "Completed, pending sign-off",
        "Complete?",
        "Implemented in part",
        "Phase 1 complete",
        "Not delayed",
        "Not paused",
        "No longer progressing",
        "Not being delivered",
        "Should have been completed",
    ],
)
def test_a_status_that_is_taken_back_is_none(raw):
    assert parse_date_as_written(raw).status_hint == "" and status_of(raw) == "", raw


@pytest.mark.parametrize(
    "raw, status",
    [
        ("Implemented", "complete"),
        ("Signed off", "complete"),
        ("Cancelled", "superseded"),
        ("Not on track", "delayed"),
        ("On schedule", "in_progress"),
        ("90% complete", "in_progress"),
        ("Partially implemented", "in_progress"),
        ("Not yet started", "not_started"),
        ("Complete (closed June 2023)", "complete"),
    ],
)
def test_words_of_a_status(raw, status):
    assert status_of(raw) == status


def test_a_date_that_was_moved_is_the_later_word_not_the_later_day():
    for text in ("June 2024, brought forward to May 2024", "May 2024 (was June 2024)", "May 2024 (slipped from April 2024)"):
        found = parse_date_as_written(text)
        assert found.due == D(2024, 5, 31) and found.flags == ("earlier_date_beside",), text


def test_at_once_is_understood_and_names_no_day():
    for text in ("with immediate effect", "Immediate", "ASAP", "as soon as possible"):
        found = parse_date_as_written(text)
        assert (found.due, found.flags, found.confidence) == (None, ("immediate",), "normalised"), text


def test_a_weekday_that_is_another_day_is_said():
    assert parse_date_as_written("Tuesday 4 April 2023").confidence == "exact"
    wrong = parse_date_as_written("Monday 4 April 2023")
    assert "another_weekday" in wrong.flags and wrong.confidence == "guessed"


@given(st.sampled_from([row[0] for row in SEEN if row[0] and not row[0].startswith("When")]), st.text("bdfghjklmpqrtvwxz", min_size=4, max_size=12))
def test_nothing_is_exact_while_a_part_is_unread(text, word):
    """Words without a vowel are in no list of ours."""
    for beside in (f"{text} {word}", f"{word} {text}"):
        found = parse_date_as_written(beside)
        assert found.confidence != "exact" and found.flags, beside

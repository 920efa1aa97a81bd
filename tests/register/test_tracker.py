"""Late, undated, unowned, contradictory: judged at the cut-off, with nothing inferred from an empty cell."""

import csv
from datetime import date

import pytest

from eianalysis.cycle import load_cycle
from eianalysis.errors import UsageError
from eianalysis.evidence import tracker
from eianalysis.evidence.exceptions import exceptions
from eianalysis.register.register_table import load_register, load_updates

CUT = date(2023, 3, 31)


def health(drawn, *told, as_at=CUT, kind="action", **item):
    cycle = drawn(
        [{"item_id": f"RPT-{n:02d}", "kind": kind, **item} for n in range(len(told))], [{"item_id": f"RPT-{n:02d}", **row} for n, row in enumerate(told)]
    )
    return tracker.schedule(load_register(cycle), as_at=as_at).counts["schedule_health"].tolist()


def test_health_of_each_kind_of_date(drawn):
    assert health(
        drawn,
        {"date_raw": "02/23"},
        {"date_raw": "03/23"},
        {"date_raw": "05/23"},
        {"date_raw": "Dec-23"},
        {"date_raw": "TBC"},
        {"date_raw": "When it is live"},
        {"date_raw": "Sept 12 onwards"},
        {"date_raw": "Jan-24 onwards"},
        {"date_raw": "02/23", "status": "complete"},
        {"date_raw": "Ongoing (quarterly)"},
        {"date_raw": "Q1 23"},
    ) == [
        "overdue",
        "due_within_cycle",
        "due_within_cycle",
        "not_due",
        "no_date",
        "event_triggered",
        "no_date",
        "not_due",
        "closed",
        "recurring_due",
        "due_within_cycle",
    ]


@pytest.mark.parametrize("as_at, expected", [(date(2022, 8, 31), "due_within_cycle"), (date(2022, 9, 1), "overdue"), (date(2022, 4, 1), "not_due")])
def test_a_month_is_late_the_day_after_its_last_day(drawn, as_at, expected):
    assert health(drawn, {"date_raw": "Aug-22"}, as_at=as_at) == [expected]


def test_a_quarter_is_never_late_by_its_earlier_reading(drawn):
    assert health(drawn, {"date_raw": "Q1 23"}, as_at=date(2023, 4, 1)) == ["due_within_cycle"]
    assert health(drawn, {"date_raw": "Q1 23"}, as_at=date(2023, 7, 1)) == ["overdue"]


def test_something_done_every_year_comes_round_again(drawn):
    row = {"date_raw": "02/22 completed and refreshed yearly", "status": "complete_recurring"}
    assert health(drawn, row, as_at=date(2022, 6, 1)) == ["closed"]
    assert health(drawn, row, as_at=date(2022, 12, 31)) == ["recurring_due"]


def test_a_date_inside_an_objective_is_a_remark(drawn):
    assert health(drawn, {"date_raw": "09/21"}, kind="objective") == ["no_date"]


def test_exceptions_lead_with_the_worst_and_say_every_reason(drawn):
    cycle = drawn(
        [{"item_id": f"RPT-{n:02d}"} for n in range(1, 8)] + [{"item_id": "RPT-08", "owner_role": "", "owner_code": ""}],
        [
            {"item_id": "RPT-01", "date_raw": "Dec-23"},  # fine
            {"item_id": "RPT-02", "date_raw": "Jan-23"},  # 59 days late
            {"item_id": "RPT-03", "date_raw": "Dec-23", "rag_reported": "red"},
            {"item_id": "RPT-04", "date_raw": ""},
            {"item_id": "RPT-05", "date_raw": "11/21 but ongoing", "parse_flags": "contradictory_status"},
            {"item_id": "RPT-06", "date_raw": "Dec-23", "status": "unknown"},
            {"item_id": "RPT-07", "date_raw": "Jan-22", "status": "complete"},  # done: not late
            {"item_id": "RPT-08", "date_raw": "Dec-23"},
        ],
    )
    table = exceptions(load_register(cycle), as_at=CUT).counts
    assert table[["item_id", "exception", "reasons"]].values.tolist() == [
        ["RPT-03", "red", "reported red"],
        ["RPT-05", "overdue", "overdue; status contradicts itself"],
        ["RPT-02", "overdue", "overdue"],
        ["RPT-08", "no_owner", "no owner"],
        ["RPT-06", "unknown_status", "status unknown"],
        ["RPT-04", "no_date", "no date"],
    ]
    assert table.set_index("item_id").loc["RPT-02", "days_overdue"] == 59


def test_an_empty_colour_is_neither_red_nor_green(drawn):
    table = tracker.schedule(load_register(drawn([{"item_id": "RPT-01"}], [{"item_id": "RPT-01", "date_raw": "Dec-23"}])), as_at=CUT)
    assert table.counts["rag_reported"].tolist() == ["not_recorded"]


def test_a_plan_long_over_stays_out_of_the_exceptions(drawn):
    cycle = drawn(
        [{"item_id": "OLD-01", "source_doc": "OLD"}, {"item_id": "RPT-01"}],
        [{"item_id": "OLD-01", "cycle_id": "2012-06", "date_raw": "Aug-12", "rag_reported": "red"}, {"item_id": "RPT-01", "date_raw": "Jan-23"}],
    )
    register = load_register(cycle)
    assert exceptions(register, as_at=CUT).counts["item_id"].tolist() == ["RPT-01"]
    assert tracker.schedule(register, as_at=CUT).counts["item_id"].tolist() == ["RPT-01"]
    old = tracker.dormant(register, as_at=CUT).counts
    assert old[["item_id", "reported"]].values.tolist() == [["OLD-01", "last reported June 2012; not reported since"]]


def test_parts_told_with_their_recommendation_are_not_listed_again(drawn):
    cycle = drawn([{"item_id": "RPT-01"}, {"item_id": "RPT-01.i", "kind": "part", "parent_id": "RPT-01"}], [{"item_id": "RPT-01", "date_raw": "Jan-23"}])
    assert exceptions(load_register(cycle), as_at=CUT).counts["item_id"].tolist() == ["RPT-01"]


def test_coverage_counts_an_item_under_each_word_it_names(drawn):
    cycle = drawn(
        [
            {"item_id": "RPT-01", "characteristics": "age; race"},
            {"item_id": "RPT-02", "characteristics": "race"},
            {"item_id": "RPT-03", "characteristics": "not_recorded", "characteristics_basis": "not_recorded"},
        ],
        [{"item_id": "RPT-01", "date_raw": "Jan-23"}, {"item_id": "RPT-02", "status": "complete"}],
    )
    table = tracker.coverage(load_register(cycle), by="characteristics", as_at=CUT).counts
    assert table[["group", "items", "open", "closed", "overdue"]].values.tolist() == [["age", 1, 1, 0, 1], ["race", 2, 1, 1, 1], ["not_recorded", 1, 1, 0, 0]]
    with pytest.raises(UsageError, match="did you mean 'owner_role'"):
        tracker.coverage(load_register(cycle), by="owner_rol", as_at=CUT)


def test_slippage_is_last_due_less_first_due(drawn):
    cycle = drawn(
        [{"item_id": "RPT-01"}, {"item_id": "RPT-02"}],
        [
            {"item_id": "RPT-01", "cycle_id": "2022-07", "date_raw": "Sep-22"},
            {"item_id": "RPT-01", "cycle_id": "2022-10", "date_raw": "Sep-22"},
            {"item_id": "RPT-01", "cycle_id": "2023-01", "date_raw": "Mar-23"},
            {"item_id": "RPT-02", "cycle_id": "2023-01", "date_raw": "Mar-23"},
        ],
    )
    table = tracker.slippage(load_updates(cycle), as_at=CUT).counts
    assert table[["item_id", "days_slipped", "times_moved", "reports"]].values.tolist() == [["RPT-01", 182, 1, 3]]
    once = tracker.slippage(load_updates(drawn([{"item_id": "RPT-01"}], [{"item_id": "RPT-01", "date_raw": "Mar-23"}])), as_at=CUT)
    assert once.status == "not_available" and "at two cycles or more" in once.missing.reason


def test_an_absent_register_gives_results_that_say_so(drawn):
    cycle = drawn([{"item_id": "RPT-01"}])
    (cycle.data_dir / "recommendations" / "register.csv").unlink()
    register = load_register(cycle)
    for result in (
        tracker.schedule(register, as_at=CUT),
        exceptions(register, as_at=CUT),
        tracker.dormant(register, as_at=CUT),
        tracker.coverage(register, by="duties", as_at=CUT),
    ):
        assert result.status == "not_available" and result.missing.file == "recommendations/register.csv"
    assert tracker.slippage(load_updates(cycle), as_at=CUT).status == "not_available"


def test_the_committed_register_at_the_april_board(root):
    """By hand from the source documents: eleven deliverables with a date before 31 March 2023 and no word of completion."""
    cycle = load_cycle("2023-04", data_dir=root / "data")
    register = load_register(cycle)
    table = exceptions(register, as_at=cycle.data_cut_off).counts
    late = table[table["exception"] == "overdue"]["item_id"].tolist()
    assert sorted(late) == sorted(
        [
            "EIW-REC-D04",
            "EIW-REC-D06",
            "EIW-REC-D08",
            "EIW-REC-D09",
            "EIW-HWB-D03",
            "EIW-HWB-D04",
            "EIW-HWB-D06",
            "EIW-RET-D01",
            "EIW-RET-D02",
            "EIW-RET-D03",
            "EIW-RET-D04",
        ]
    )
    assert not table["source_doc"].isin(["EDHR", "GLA"]).any()
    assert (table["exception"] == "no_owner").sum() == 8  # the taskforce's open items: its paper names no owner
    assert len(tracker.dormant(register, as_at=cycle.data_cut_off).counts) == 64 + 123 + 10 + 3 + 4
    schedule = tracker.schedule(register, as_at=cycle.data_cut_off).counts
    assert len(schedule) == 11 + 16 + 16 + 7 + 45 + 31 + 11 + 6 + 18 and schedule["live"].all()


def test_no_name_reaches_a_result(root):
    cycle = load_cycle("2023-04", data_dir=root / "data")
    register = load_register(cycle)
    with open(root / "data" / "recommendations" / "owners.csv", encoding="utf-8") as file:
        names = [row["owner_raw"] for row in csv.DictReader(file) if row["person"] == "Y"]
    shown = "\n".join(
        result.counts.to_csv()
        for result in (
            tracker.schedule(register, as_at=CUT),
            exceptions(register, as_at=CUT),
            tracker.dormant(register, as_at=CUT),
            tracker.coverage(register, by="owner_role", as_at=CUT),
        )
    )
    assert len(names) >= 8 and [name for name in names if name in shown] == [] and "@" not in shown


def test_the_invented_history_shows_slippage_and_says_it_is_invented(root):
    cycle = load_cycle("2023-04", data_dir=root / "data")
    result = tracker.slippage(load_updates(cycle, synthetic=True), as_at=cycle.data_cut_off)
    table = result.counts.set_index("item_id")
    assert table.loc["EIW-HWB-D03", ["days_slipped", "times_moved"]].tolist() == [184, 2]  # 30 June to 31 December 2022
    assert set(table["update_basis"]) == {"synthetic"} and "synthetic" in {source.state for source in result.sources}
    assert tracker.slippage(load_updates(cycle), as_at=cycle.data_cut_off).status == "not_available"

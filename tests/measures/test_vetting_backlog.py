"""What vetting has still to do, and who withdraws, on rows drawn by hand: every number is counted here by eye."""

from dataclasses import replace

import pytest

import eianalysis as ei
from tests.builders import groups, table, workforce

ROWS = """
    vetting_ref  person_ref  purpose      sex  requested_on  decided_on  decision   expires     removed_on
    V1           .           recruitment  F    2022-05-01    2022-06-01  cleared    2032-06-01  .
    V2           .           recruitment  F    2022-05-01    2022-06-01  withdrawn  .           .
    V3           .           recruitment  M    2022-06-01    .           withdrawn  .           .
    V4           .           recruitment  M    2022-05-01    2022-06-01  refused    .           .
    V5           .           recruitment  M    2023-03-01    .           pending    .           .
    V6           .           recruitment  M    2023-02-28    .           pending    .           .
    V7           P9          renewal      F    2022-09-30    .           pending    .           .
    V8           .           recruitment  F    2023-04-15    .           pending    .           .
    V9           P1          recruitment  M    2013-02-01    2013-03-01  cleared    2023-03-31  .
    V10          P2          recruitment  F    2013-02-01    2013-03-01  cleared    2023-03-30  .
    V11          P3          recruitment  F    2012-11-01    2012-12-01  cleared    2022-12-30  .
    V12          P4          recruitment  M    2011-11-01    2011-12-01  cleared    2022-03-30  .
    V13          P4          renewal      M    2012-05-01    2012-06-01  cleared    2022-04-30  .
    V14          P5          recruitment  M    2014-05-01    2014-06-01  cleared    2024-03-31  2022-01-01
    V15          P6          recruitment  M    2014-05-01    2014-06-01  cleared    2024-03-31  .
    V16          P7          recruitment  M    2012-01-01    2012-02-01  cleared    2022-03-30  .
"""
WHO = {"worker_type": "officer", "ethnicity_code": "W1"}
PEOPLE = "person_ref  as_at\n" + "\n".join(f"P{n}  2023-03-31" for n in range(1, 9))


@pytest.fixture(scope="module")
def force(root):
    cycle = replace(ei.load_cycle("2023-04", data_dir=root / "data"), primary_comparisons=())
    return ei.force(cycle).holding(vetting=table("vetting", ROWS, **WHO), workforce_snapshot=workforce(PEOPLE))


def test_requests_wait_from_the_day_they_were_made_to_the_last_day(force):
    found = groups(force.ask("vetting_waiting_share"))
    assert found["All"] == (3, 3)  # V8 was asked for after the last day
    assert (found["Up to 30 days"], found["31 to 60 days"], found["Over 180 days"]) == ((1, 3), (1, 3), (1, 3))  # 30, 31 and 182 days
    assert groups(force.ask("vetting_waiting_share", purpose="renewal"))["Over 180 days"] == (1, 1)


def test_everybody_in_post_is_in_one_row_and_those_out_of_date_are_those_overdue(force):
    assert groups(force.ask("clearance_standing")) == {
        "All": (8, 8),
        "In date for a year or more": (1, 8),  # P6 to the day
        "Runs out within a year": (1, 8),  # P1 has today still
        "Ran out in the last three months": (1, 8),  # P2 yesterday
        "Ran out three to twelve months ago": (2, 8),  # P3 a day too many; P4's renewal ran out in April
        "Ran out over a year ago": (1, 8),  # P7
        "Taken away, or none on record": (2, 8),  # P5 and P8
    }
    assert groups(force.ask("clearance_overdue_share", by="sex"))["All"] == (6, 8)


def test_who_withdrew_is_of_the_requests_that_ended(force):
    assert groups(force.ask("vetting_withdrawal_rate", by="sex", months=12)) == {"All": (2, 4), "Female": (1, 2), "Male": (1, 2)}


def test_the_gate_knows_decisions_and_withdrawals_for_parts_of_what_ended(force):
    """Who ended of a group less who was decided on would tell the few who withdrew."""
    ended, decided = (force.ask(question, by="sex", months=12) for question in ("vetting_withdrawal_rate", "vetting_refusal_rate"))
    (withdrew, whole), (refused, of) = (each.identity.terms(each.counts.iloc[1].to_dict(), ["Female"], []) for each in (ended, decided))
    assert whole[0][1].without(withdrew[0][1]) == (of[0][1],)
    assert refused[0][1].inside(of[0][1])


@pytest.mark.parametrize(
    ("question", "decision", "columns"),
    [("vetting_waiting_share", "cleared", ()), ("vetting_withdrawal_rate", "pending", ("decision",))],
    ids=["nothing waits", "no word for withdrawing"],
)
def test_what_was_never_recorded_is_not_nobody(force, question, decision, columns):
    rows = force.holding(vetting=table("vetting", ROWS.replace("withdrawn", "pending  ").replace("pending", decision), **WHO))
    result = rows.ask(question)
    assert (result.status, result.missing.columns) == ("not_available", columns)


def test_without_days_or_tables_nothing_is_claimed(force):
    blank = table("vetting", "vetting_ref  purpose  requested_on  decision\nV1  recruitment  2022-05-01  cleared", **WHO, sex="M")
    assert force.holding(vetting=blank).ask("clearance_standing").missing.columns == ("expires",)
    absent = replace(blank, absent=True)
    for question in ("clearance_standing", "vetting_waiting_share", "vetting_withdrawal_rate"):
        assert force.holding(vetting=absent).ask(question).status == "not_available"


def test_what_an_extract_taken_later_holds_was_not_so_on_the_last_day(force):
    """A decision, a clearance and a removal of April: on 31 March the request waited, and the old clearance held."""
    later = """
    V5           .           recruitment  M    2023-03-01    2023-04-10    cleared    2033-04-10  .
    V6           .           recruitment  M    2023-02-28    2023-04-10    withdrawn  .           .
    V17          P2          renewal      F    2023-01-01    2023-04-05    cleared    2033-04-05  .
    V15          P6          recruitment  M    2014-05-01    2014-06-01    cleared    2024-03-31  2023-04-02
    """
    kept = "\n".join(line for line in ROWS.splitlines() if not line.strip().startswith(("V5 ", "V6 ", "V15 ")))
    late = force.holding(vetting=table("vetting", kept.rstrip() + later.rstrip(), **WHO))
    waiting = groups(late.ask("vetting_waiting_share"))
    assert waiting == groups(force.ask("vetting_waiting_share")) | {"All": (4, 4)} | {
        name: (many, 4) for name, many in (("Up to 30 days", 1), ("31 to 60 days", 1), ("61 to 90 days", 1), ("91 to 180 days", 0), ("Over 180 days", 1))
    }  # V17 too, for 89 days
    assert groups(late.ask("clearance_standing")) == groups(force.ask("clearance_standing"))

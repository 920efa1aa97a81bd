"""Attendance by the end of each quarter, by role and shift: every person followed by hand."""

from dataclasses import replace

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.errors import UsageError
from eianalysis.measures.training_by_quarter import SOME_UNDATED
from tests.builders import groups, table, workforce

#: A came early and B in the last quarter; C's certificate ran out; D did not come; E could not; F's day is not known.
LIST = """
    person_ref  session_date  status         available  expires
    A           2022-06-30    attended       Y          .
    A           2023-02-01    attended       Y          .
    B           2023-01-01    attended       Y          .
    C           2022-05-01    attended       Y          2023-03-01
    D           .             not booked     Y          .
    E           .             not available  N          .
    G           2022-12-31    attended       Y          .
"""
POSTS = """
    person_ref  as_at       shift_pattern
    A           2023-03-31  Nights
    B           2023-03-31  Nights
    C           2023-03-31  Days
    D           2023-03-31  .
    E           2023-03-31  Nights
    F           2023-03-31  Days
    G           2023-03-31  Days
"""
SAID = {"course": "Bias", "eligible": "Y", "mandatory": "Y"}


@pytest.fixture(scope="module")
def force(root):
    cycle = replace(ei.load_cycle("2023-04", data_dir=root / "data"), primary_comparisons=())
    return ei.force(cycle).holding(training_attendance=table("training_attendance", LIST, **SAID), workforce_snapshot=workforce(POSTS))


def by_quarter(result, group="All"):
    return {name: groups(result, by_then=name)[group] for name in dict.fromkeys(result.counts["by_then"])}


def ask(force, by="sex", **more):
    return force.ask("training_by_quarter", course="Bias", by=by, **more)


def test_the_same_people_are_the_base_of_every_quarter(force):
    assert by_quarter(ask(force)) == {"Nine months before": (1, 5), "Six months before": (1, 5), "Three months before": (2, 5), "At the end": (3, 5)}
    last = force.ask("training_coverage", course="Bias", by="sex")
    assert groups(last)["All"] == (3, 5)


def test_quarters_before_anybody_came_are_left_out(force):
    late = force.holding(training_attendance=table("training_attendance", LIST.replace("2022-06-30", "2022-10-01"), **SAID))
    assert by_quarter(ask(late)) == {"Three months before": (2, 5), "At the end": (3, 5)}


def test_who_renewed_a_certificate_had_attended_before(force):
    renewed = LIST + "    C           2023-02-01    attended       Y          2025-02-01\n"
    found = by_quarter(ask(force.holding(training_attendance=table("training_attendance", renewed, **SAID))))
    assert found == {"Nine months before": (2, 5), "Six months before": (2, 5), "Three months before": (3, 5), "At the end": (4, 5)}


def test_who_came_on_a_day_that_nobody_recorded_is_counted_at_the_end_and_that_is_said(force):
    people = pd.DataFrame({"person_ref": [f"P{n}" for n in range(20)], "as_at": "2023-03-31"})
    came = pd.DataFrame({"person_ref": people["person_ref"], "session_date": ["2022-06-01"] * 19 + ["."], "status": "attended", "available": "Y"})
    came["session_date"] = came["session_date"].replace(".", None)
    result = ask(force.holding(training_attendance=table("training_attendance", came, **SAID), workforce_snapshot=workforce(people)))
    assert by_quarter(result)["Three months before"] == (19, 20) and by_quarter(result)["At the end"] == (20, 20)
    assert SOME_UNDATED in result.definition.notes and SOME_UNDATED not in ask(force).definition.notes


def test_shifts_of_few_are_put_together_and_what_is_not_held_is_said(force):
    people = pd.DataFrame({"person_ref": [f"P{n}" for n in range(30)], "as_at": "2023-03-31", "shift_pattern": ["Days"] * 20 + ["Nights"] * 6 + ["Split"] * 4})
    came = pd.DataFrame({"person_ref": people["person_ref"], "session_date": "2022-06-01", "status": "attended", "available": "Y"})
    held = force.holding(training_attendance=table("training_attendance", came, **SAID), workforce_snapshot=workforce(people))
    for question in ("training_by_quarter", "training_coverage"):
        result = held.ask(question, course="Bias", by=("role_group", "shift_pattern"))
        assert set(result.counts["group"]) == {"All", "Days", "Small groups together"}
        assert "Not held by this workforce table: role_group." in result.definition.notes
        assert held.ask(question, course="Bias", by=("role_group",)).missing.columns == ("role_group",)


def test_the_last_quarter_is_what_the_coverage_is_and_the_earlier_ones_are_parts_of_it(force):
    """So the gate holds both tables together, and who came within a quarter is a count of its own."""
    quarters = ask(force)
    coverage = force.ask("training_coverage", course="Bias", by="sex")
    rows = quarters.counts[quarters.counts["group"] == "Male"].set_index("by_then", drop=False)
    terms = {name: quarters.identity.terms(row.to_dict(), ["Male"], ["course", "by_then"])[0] for name, row in rows.iterrows()}
    whole = coverage.counts[coverage.counts["group"] == "Male"].iloc[0].to_dict()
    assert terms["At the end"] == coverage.identity.terms(whole, ["Male"], ["course"])[0]
    boxes = [terms[name][0][1] for name in terms]
    assert all(one.inside(other) and not other.inside(one) for one, other in zip(boxes, boxes[1:], strict=False))


def test_without_the_days_of_those_who_came_no_quarter_is_counted(force):
    undated = force.holding(training_attendance=table("training_attendance", LIST.replace("2023-01-01", "."), **SAID))
    result = ask(undated)
    assert result.status == "not_available" and result.missing.columns == ("session_date",)


@pytest.mark.parametrize("column, value", [("session_date", "31 June 2022"), ("available", "perhaps"), ("status", "dreamt")])
def test_what_cannot_be_read_is_told_with_its_row(column, value):
    bad = pd.DataFrame([{"person_ref": "A", "session_date": "2022-06-01", "status": "attended", "available": "Y", column: value}])
    with pytest.raises(ei.DataFault, match=f"row 2.*{column}" if column != "row" else column):
        table("training_attendance", bad, **SAID)


@pytest.mark.parametrize("measure", ["training_by_quarter", "training_coverage"])
def test_ranks_are_told_within_one_kind_of_worker(root, measure):
    """Officers less the ranks that were shown told of the ranks that were hidden: nothing declared that ranks are of officers."""
    force = ei.force("2023-04", data_dir=root / "data")
    course = "Our People: Inclusivity Programme"
    with pytest.raises(UsageError, match="ranks and grades are of one kind of worker each"):
        force.ask(measure, by="rank_band", course=course)
    officers = force.where(worker_type="officer").ask(measure, by="rank_band", course=course)
    assert "Constable" in set(officers.counts["group"]) and "Lower staff grades" not in set(officers.counts.loc[officers.counts["denominator"] > 0, "group"])


def test_ranks_and_kinds_of_worker_are_known_to_add_up(root):
    force = ei.force("2023-04", data_dir=root / "data")
    ranks = force.ask("training_coverage/our_people_by_rank")
    rows = ranks.counts[ranks.counts["worker_type"] == "Police officer"].to_dict("records")
    facts = [dict(ranks.identity.terms(row, list(ranks.counts["group"].unique()), ranks.keys)[1][0][1].facts) for row in rows]
    assert all(each["worker_type"].words == {"officer"} for each in facts)
    assert {word for row, each in zip(rows, facts, strict=True) if row["group"] != "All" for word in each["rank_band"].words} == {
        row["group"] for row in rows
    } - {"All"}


def test_ranks_are_told_by_quarter_within_their_kind_of_worker(root):
    """The target asks for rank, role and shift each quarter; the last quarter is what the coverage by rank is, and no rank is of two kinds."""
    force = ei.force("2023-04", data_dir=root / "data")
    quarters, last = force.ask("training_by_quarter/by_rank"), force.ask("training_coverage/our_people_by_rank")
    labels = ["worker_type", "group"]
    end = quarters.counts[quarters.counts["by_then"].eq("At the end")].set_index(labels)[["numerator", "denominator"]]
    assert end.sort_index().equals(last.counts.set_index(labels)[["numerator", "denominator"]].sort_index())
    grown = quarters.counts.pivot_table(index=labels, columns="by_then", values="numerator")
    assert (grown["At the end"] >= grown["Three months before"]).all()
    row = quarters.counts[quarters.counts["group"].eq("Constable")].iloc[0].to_dict()
    assert dict(quarters.identity.terms(row, ["Constable"], quarters.keys)[1][0][1].facts)["worker_type"].words == {"officer"}

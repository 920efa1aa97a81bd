"""Who leaves with a case open, on people drawn by hand: every number is counted here by eye."""

import numpy as np
import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.measures.leaving_under_investigation import NOT_THERE, SENT, UNDATED, WENT
from tests.builders import joiners, leavers, misconduct, workforce

CASES = """
    case_ref  person_ref  received    finalised   outcome
    C1        P1          2021-05-01  2021-09-01  warning
    C2        P1          2021-06-01  .           .
    C3        P2          2021-05-01  2021-12-31  none
    C4        P3          2022-01-01  2022-06-30  dismissal
    C5        P4          2021-02-01  2021-06-01  none
    C6        P5          2022-12-01  .           .
    C7        P6          2022-05-01  .           warning
    C8        P7          2021-03-01  .           .
    C9        P9          2016-03-01  .           .
"""
GONE = """
    person_ref  sex  leave_date  leaver_type
    P1          F    2021-12-31  VR
    P2          M    2021-12-31  NR
    P3          F    2022-06-30  DI
    P4          M    2021-05-31  TR
    P7          M    2021-02-28  VR
    P8          M    2021-02-28  VR
"""
HERE = "person_ref  sex  as_at\n" + "\n".join(f"P{n}  {'F' if n in (1, 3, 5) else 'M'}  2018-03-31" for n in range(1, 10))


@pytest.fixture(scope="module")
def force(root):
    cycle = ei.load_cycle("2023-04", data_dir=root / "data")
    tables = {"workforce_snapshot": workforce(HERE), "leavers": leavers(GONE), "misconduct_cases": misconduct(CASES)}
    return ei.force(cycle).holding(**tables, joiners=joiners("person_ref  start_date\nP20  2022-06-01"))


def count(result, group="All", characteristic="sex"):
    rows = result.counts[(result.counts["group"] == group) & (result.counts["characteristic"] == characteristic)]
    return {row["stage"]: (row["numerator"], row["denominator"]) for row in rows.to_dict("records")}


def test_people_are_counted_once_and_a_case_closed_on_the_last_day_is_closed(force):
    result = force.ask("left_with_case_open", by="sex")
    assert count(result, "Female") == {WENT: (1, 3), SENT: (1, 3)}  # P1 by the second case; P3 dismissed; P5 still here
    assert count(result, "Male") == {WENT: (0, 2), SENT: (0, 2)}  # P2's case ended that day, P4 moved to another force
    assert count(result) == {WENT: (1, 5), SENT: (1, 5)}
    assert "people" not in result.counts, "nobody stands more than once"


def test_what_cannot_be_told_is_set_aside_and_said(force):
    said = dict(force.ask("left_with_case_open", by="sex").sources[0].set_aside)
    assert said == {UNDATED: 1, NOT_THERE: 1}  # P6's warning has no day; P7 had gone before the case came in


def test_a_filter_on_people_narrows_them_by_what_the_records_last_say(force):
    assert count(force.where(sex="Female").ask("left_with_case_open", by="ethnicity_2"), characteristic="ethnicity_2") == {WENT: (1, 3), SENT: (1, 3)}


def test_a_shorter_window_counts_where_the_records_reach_no_further(force):
    late = workforce(HERE.replace("2018-03-31", "2020-03-31"))
    result = force.holding(workforce_snapshot=late).ask("left_with_case_open", by="sex")
    assert set(result.counts["window"]) == {"36m"} and count(result)[WENT] == (1, 5)


@pytest.mark.parametrize(
    ("file", "change", "column"),
    [
        ("misconduct_cases", misconduct(CASES.replace("2021-09-01", ".").replace("2021-12-31", ".").replace("2022-06-30", ".").replace("2021-06-01  none", ".  none")), "finalised"),
        ("leavers", leavers("person_ref  leaver_type\nP1  UK\nP2  UK"), "leaver_type"),
        ("misconduct_cases", misconduct("\n".join(["person_ref  received  finalised", "P1  2021-05-01  2021-09-01", *(f"X{n}  2021-05-01  ." for n in range(6))])), "person_ref"),
    ],
    ids=["no case has an end", "nobody's reason is known", "cases of other people"],
)  # fmt: skip
def test_what_would_make_a_false_number_is_not_available(force, file, change, column):
    result = force.holding(**{file: change}).ask("left_with_case_open", by="sex")
    assert (result.status, result.missing.file, result.missing.columns) == ("not_available", file, (column,))
    assert result.compare().release().status == "not_available"


def test_the_gate_knows_who_left_for_a_part_of_the_leavers(force):
    """What is counted here and what a table of leavers counts are held against each other."""
    people = pd.DataFrame({"person_ref": [f"P{n}" for n in range(60)], "sex": "M", "as_at": "2018-03-31"})
    gone = pd.DataFrame({"person_ref": [f"P{n}" for n in range(20)], "leave_date": "2022-06-30", "leaver_type": "VR"})
    cases = pd.DataFrame({"person_ref": [f"P{n}" for n in range(40)], "received": "2022-06-01", "finalised": ["2022-09-01"] * 39 + ["2022-07-01"]})
    held = force.holding(workforce_snapshot=workforce(people), leavers=leavers(gone), misconduct_cases=misconduct(cases))
    result = held.ask("left_with_case_open", by="sex")
    terms = result.identity.terms({**result.counts.iloc[0].to_dict()}, ["Male"], ["stage"])
    events, base = (each[0][1] for each in terms)
    left = ei.measures.counted.LEFT.boxes(*(pd.Timestamp(result.counts[day].iloc[0]).date() for day in ("period_start", "period_end")))[0][1]
    assert events.inside(left) and events.inside(base) and not base.inside(left)
    assert np.isclose(result.counts["numerator"].max(), 20)

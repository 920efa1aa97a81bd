"""Measures that items of the register ask for: each by hand on a few drawn rows."""

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.sources import Source
from eianalysis.sources.typed import TypedTable


@pytest.fixture(scope="module")
def cycle():
    return ei.load_cycle("2023-04")  # the year to 31 March 2023


def typed(name, rows, **types):
    frame = pd.DataFrame(rows)
    for column in frame:
        if column.endswith(("_date", "_on", "as_at", "opened", "lodged")):
            frame[column] = pd.to_datetime(frame[column])
    return TypedTable(
        name,
        frame.astype({column: "boolean" for column in types.get("flags", ())}),
        (Source(name, f"{name}.csv", "0", len(frame), "real"),),
        {name: (name,) for name in ("sex", "ethnicity_2", "stage")},
    )


def counted(result, **keys):
    rows = result.counts
    for name, value in keys.items():
        rows = rows[rows[name] == value]
    return {row["group"]: (row["numerator"], row["denominator"]) for row in rows.to_dict("records")}


def force(cycle, **tables):
    return ei.force(cycle).holding(**tables)


def test_who_was_pointed_to_support_is_asked_of_those_of_whom_it_is_recorded(cycle):
    rows = [
        {
            "person_ref": f"P{n}",
            "start_date": "2022-06-01",
            "worker_type": "officer",
            "sex": "Female" if n < 4 else "Male",
            "ethnicity_2": "White",
            "onboarding_done": None if n == 0 else n % 2 == 1,
            "buddy_allocated": n < 3,
        }
        for n in range(10)
    ]
    rows += [{**rows[1], "person_ref": "V", "worker_type": "volunteer"}, {**rows[1], "person_ref": "O", "start_date": "2015-06-01"}]
    joined = typed("joiners", rows, flags=("onboarding_done", "buddy_allocated"))
    pointed = force(cycle, joiners=joined).stand("onboarding_signposting")
    assert counted(pointed, characteristic="woman") == {"All": (5, 9), "Women": (2, 3), "All others": (3, 6)}
    assert counted(force(cycle, joiners=joined).stand("joiner_buddy_share"), characteristic="woman") == {"All": (3, 10), "Women": (3, 4), "All others": (0, 6)}


def test_a_column_that_is_not_there_is_no_no(cycle):
    joined = typed("joiners", [{"person_ref": "P", "start_date": "2022-06-01", "worker_type": "officer", "sex": "Male"}])
    assert force(cycle, joiners=joined).stand("onboarding_signposting").missing.columns == ("onboarding_done",)


def test_interviews_held_are_of_all_who_left(cycle):
    left = [
        {
            "person_ref": f"P{n}",
            "leave_date": "2022-06-01",
            "worker_type": "officer",
            "leaver_type": "VR",
            "leaver_family": "voluntary",
            "sex": "Female" if n < 25 else "Male",
            "planned": True,
        }
        for n in range(40)
    ]
    held = [{"person_ref": f"P{n}", "leave_date": "2022-06-01", "offered": True, "completed": n < 10, "refused": n in range(10, 15)} for n in range(20)]
    result = force(
        cycle, leavers=typed("leavers", left, flags=("planned",)), exit_interviews=typed("exit_interviews", held, flags=("offered", "completed", "refused"))
    ).stand("exit_interview_steps")
    assert counted(result, characteristic="women", step="Held, of all who left") == {"All": (10, 40), "Women officers": (10, 25), "All other officers": (0, 15)}
    assert counted(result, characteristic="women", step="Completed")["Women officers"] == (10, 20)


def test_samples_of_the_last_month_by_kind_of_encounter(cycle):
    kinds = {"search": 12, "force": 6, "road": 3, "firearms": 2}
    rows = [
        {
            "sample_ref": f"{kind}{n}",
            "sampled_on": "2023-03-15",
            "encounter_on": "2023-03-01",
            "sampler": "internal",
            "encounter_type": kind,
            "learning": n == 0,
            "best_practice": n == 1,
        }
        for kind, number in kinds.items()
        for n in range(number)
    ]
    rows += [
        {**rows[0], "sample_ref": "feb", "sampled_on": "2023-02-28"},
        {**rows[0], "sample_ref": "iasg", "sampler": "community"},
        {**rows[0], "sample_ref": "open", "learning": None, "best_practice": None},
    ]
    result = force(cycle, dip_samples=typed("dip_samples", rows, flags=("learning", "best_practice"))).stand("dip_month/senior_officers")
    assert counted(result, step="Sampled") == {
        "All": (24, 24),
        "Stop and search": (13, 13),
        "Use of force": (6, 6),
        "Road traffic stop": (3, 3),
        "Firearms stop": (2, 2),
    }
    assert counted(result, step="Something to learn")["All"] == (4, 23)  # of those judged
    assert set(result.counts["period_start"]) == {pd.Timestamp("2023-03-01")}


def test_a_month_without_a_sample_is_no_nought(cycle):
    rows = [
        {
            "sample_ref": "a",
            "sampled_on": "2022-12-01",
            "encounter_on": "2022-12-01",
            "sampler": "internal",
            "encounter_type": "search",
            "learning": True,
            "best_practice": False,
        }
    ]
    given = force(cycle, dip_samples=typed("dip_samples", rows, flags=("learning", "best_practice")))
    assert given.stand("dip_month/senior_officers").status == "not_available"
    with pytest.raises(ei.UsageError, match="did you mean 'community'"):
        given.ask("dip_month", sampler="comunity")


def test_first_aiders_by_kind_and_cadets_are_head_counts(cycle):
    people = [
        {"person_ref": f"P{n}", "as_at": "2023-03-31", "worker_type": kind, "sex": "Female", "ethnicity_2": "White"}
        for n, kind in enumerate(["officer"] * 20 + ["staff"] * 12 + ["cadet"] * 15)
    ]
    trained = [
        {
            "person_ref": f"P{n}",
            "course": "Mental health first aid",
            "session_date": "2022-06-01",
            "status": "attended",
            "eligible": True,
            "available": True,
            "expires": "2025-06-01" if n else "2022-12-31",
        }
        for n in range(32)
    ]
    for row in trained:
        row["expires"] = pd.Timestamp(row["expires"])
    given = force(cycle, people=typed("workforce_snapshot", people), training=typed("training_attendance", trained, flags=("eligible", "available")))
    assert counted(given.stand("first_aiders_by_kind")) == {"All": (31, 31), "Police officer": (19, 31), "Police staff": (12, 31)}
    assert counted(given.stand("cadet_share"), characteristic="sex") == {"All": (15, 15), "Female": (15, 15)}


def test_a_snapshot_without_cadets_has_not_nought_of_them(cycle):
    people = typed("workforce_snapshot", [{"person_ref": "P", "as_at": "2023-03-31", "worker_type": "officer", "sex": "Male", "ethnicity_2": "White"}])
    assert force(cycle, people=people).stand("cadet_share").missing.reason == "no snapshot has a cadet"


def test_events_of_the_last_month(cycle):
    rows = [{"event_ref": f"E{n}", "event_date": day, "type": "outreach", "audience": "women"} for n, day in enumerate(["2023-03-01"] * 6 + ["2023-02-28"] * 9)]
    events = typed("community_events", [{**row, "event_date": pd.Timestamp(row["event_date"])} for row in rows])
    assert counted(force(cycle, events=events).stand("event_count/last_month")) == {"All": (6, 6)}

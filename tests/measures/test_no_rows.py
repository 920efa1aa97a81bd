"""A file with headings and no rows says that nothing happened: 0 events of the base there is, or nothing counted; never a fault."""

import csv
import gzip
import shutil
from dataclasses import replace

import pytest
from builders import table, workforce

import eianalysis as ei
from eianalysis.errors import DataFault
from eianalysis.schema import TABLES

FORCE = """
person_ref  sex  as_at       service_start
P1          F    2022-03-31  2015-04-01
P2          F    2022-03-31  2015-04-01
P3          M    2022-03-31  2015-04-01
P1          F    2023-03-31  2015-04-01
P2          F    2023-03-31  2015-04-01
P3          M    2023-03-31  2015-04-01
"""
NOTHING = "Nothing was counted in this period."
WITHOUT_BASE = {  # measures whose base are the events themselves: of no events there is no share
    "grievances": lambda t, c: ei.compare(ei.grievance_steps(t, cycle=c, by="sex"), reference=c),
    "complaints": lambda t, c: ei.compare(ei.complaint_steps(t, cycle=c), reference=c),
    "use_of_force": lambda t, c: ei.compare(ei.force_tactics(t, cycle=c), reference=c),
    "vetting": lambda t, c: ei.compare(ei.vetting_refusals(t, cycle=c), reference=c),
    "leavers": lambda t, c: ei.leaver_routes(t, cycle=c),
}
SAYING_SO = {
    "applications": lambda t, c: ei.compare(ei.recruitment_funnel(t, cycle=c), reference=c),
    "promotions": lambda t, c: ei.promotion_stages(t, cycle=c, by="sex"),
    "community_events": lambda t, c: ei.event_count(t, cycle=c),
}


def headings(root, name):
    """The heading line of a table of the synthetic force."""
    path = next(path for path in (root / "data" / "synthetic" / f"{name}{end}" for end in (".csv", ".csv.gz")) if path.is_file())
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        return ",".join(next(csv.reader(lines))) + "\n"


def a_cycle(root, tmp_path):
    shutil.copytree(root / "data" / "cycles", tmp_path / "data" / "cycles", dirs_exist_ok=True)
    cycle = replace(ei.load_cycle("2023-04", data_dir=tmp_path / "data"), data="real")
    cycle.raw_dir.mkdir(parents=True, exist_ok=True)
    return cycle


def without_rows(root, tmp_path, name, foot=""):
    cycle = a_cycle(root, tmp_path)
    (cycle.raw_dir / f"{name}.csv").write_text(headings(root, name) + foot, encoding="utf-8")
    return cycle, getattr(ei, f"load_{LOADERS.get(name, name)}")


LOADERS = {"misconduct_cases": "misconduct", "workforce_snapshot": "workforce", "training_attendance": "training", "development_participation": "development"}
EVENTS = [
    "leavers",
    "joiners",
    "misconduct_cases",
    "exit_interviews",
    "stay_interviews",
    "family_leave",
    "leaver_contacts",
    "surveys",
    "training_attendance",
    "community_events",
    "cj_outcomes",
    "vawg_offences",
    "grievances",
    "complaints",
    "use_of_force",
    "dip_samples",
    "promotions",
    "development_participation",
    "applications",
    "vetting",
    "selection_panels",
    "outreach",
]


@pytest.mark.parametrize("name", EVENTS)
def test_it_is_present_typed_and_noted(root, tmp_path, name):
    cycle, load = without_rows(root, tmp_path, name)
    read = load(cycle)
    assert not read.absent and len(read) == 0 and not read.synthetic
    assert read.sources[0].state == "real" and read.sources[0].rows == 0
    note = f"there are headings and no rows in {name}.csv: nothing happened, or nothing was sent"
    assert (note, 0) in read.sources[0].flags
    assert {c.name for c in TABLES[name].columns if c.kind == "date"} & set(read.frame.select_dtypes("datetime"))
    said = repr(ei.findings(ei.release(ei.data_notes(read, cycle=cycle), cycle.policy)))
    assert note[1:] in said


@pytest.mark.parametrize("name", ["workforce_snapshot"])
def test_of_a_snapshot_it_is_a_fault(root, tmp_path, name):
    cycle, load = without_rows(root, tmp_path, name)
    with pytest.raises(DataFault, match="it has headings but no rows"):
        load(cycle)


def test_a_total_of_nothing_is_no_row(root, tmp_path):
    cycle, load = without_rows(root, tmp_path, "leavers", "Total,0\nEnd of report\n")
    read = load(cycle)
    assert len(read) == 0 and read.sources[0].set_aside == (("total or closing lines at the foot", 2),)


def test_wrong_headings_are_still_a_fault(root, tmp_path):
    cycle = a_cycle(root, tmp_path)
    (cycle.raw_dir / "leavers.csv").write_text("P1,officer,W1,F,2015-04-01,2022-06-30,VR\n", encoding="utf-8")
    with pytest.raises(DataFault, match="none of the 7 headings is known; is the row of headings missing"):
        ei.load_leavers(cycle)


def test_beside_a_file_with_rows_it_adds_none(root, tmp_path):
    cycle, load = without_rows(root, tmp_path, "leavers")
    (cycle.raw_dir / "leavers_2022.csv").write_text(
        "person_ref,worker_type,ethnicity_code,sex,service_start,leave_date,leaver_type\nP1,officer,W1,F,2015-04-01,2022-06-30,VR\n", encoding="utf-8"
    )
    read = load(cycle)
    assert len(read) == 1 and [source.rows for source in read.sources] == [0, 1]


def test_nobody_left_is_a_finding_of_the_people_there_are(root, tmp_path):
    cycle, load = without_rows(root, tmp_path, "leavers")
    shown = ei.turnover(workforce(FORCE), load(cycle), table("joiners", "person_ref\nP9", start_date="2015-04-01"), cycle=cycle, by="sex").unreleased
    assert dict(zip(shown["group"], zip(shown["numerator"], shown["denominator"]))) == {"All": (0, 3), "Female": (0, 2), "Male": (0, 1)}


def test_no_grievances_of_the_people_there_are(root, tmp_path):
    cycle, load = without_rows(root, tmp_path, "grievances")
    leavers, joiners = table("leavers", "person_ref\nP7", leave_date="2016-06-30"), table("joiners", "person_ref\nP9")
    result = ei.grievances_lodged(load(cycle), workforce(FORCE), leavers, joiners, cycle=cycle, by="sex", months=12)
    assert result.unreleased["numerator"].eq(0).all() and result.unreleased.set_index("group")["denominator"]["Female"] > 0


@pytest.mark.parametrize("name", WITHOUT_BASE)
def test_where_events_are_the_base_nothing_was_counted(root, tmp_path, name):
    cycle, load = without_rows(root, tmp_path, name)
    released = ei.release(WITHOUT_BASE[name](load(cycle), cycle), cycle.policy)
    assert released.table["denominator"].eq(0).all() and not released.missing
    assert list(ei.findings(released)) == [NOTHING]
    figure = ei.plot_bars(released) if name == "leavers" else ei.plot_ratios(released)
    assert name == "leavers" or figure.title.endswith(": nothing was counted")


@pytest.mark.parametrize("name", SAYING_SO)
def test_no_column_is_said_to_be_blank_in_no_rows(root, tmp_path, name):
    cycle, load = without_rows(root, tmp_path, name)
    missing = SAYING_SO[name](load(cycle), cycle).missing
    assert missing.reason == "it has its headings and no rows: nothing was counted" and missing.columns == ()

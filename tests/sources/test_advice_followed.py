"""The advice of a message, followed through files and ``mapping.toml`` as a reader would: the fault or the line is gone after it."""

from datetime import date

import pytest

from eianalysis import sources
from eianalysis.errors import DataFault
from eianalysis.schema import TABLES
from eianalysis.sources.linkage import check_linkage
from tests.sources.test_load import put
from tests.sources.test_mapping import a_cycle

pytestmark = pytest.mark.follows


def told(cycle, *loaders):
    """All that is said of the tables of a cycle: flags, lines of how they meet, and faults."""
    tables, said = {}, []
    for name in loaders:
        try:
            table = getattr(sources, f"load_{name}")(cycle)
            tables[table.name] = table
        except DataFault as fault:
            said.append(str(fault))
    said += [words for table in tables.values() for source in table.sources for words, _ in source.flags]
    lines, faults = check_linkage(tables) if len(tables) == len(loaders) else ([], [])
    return "\n".join([*said, *lines, *map(str, faults)])


def csv(heading, rows):
    return heading + "\n" + "\n".join(rows) + "\n"


def mapped(table, heading, more="", **instead):
    """A mapping that reads each of our columns from the one of its name, but those named; ``None`` leaves one out."""
    columns = {name: name for name in heading.split(",") if name in {column.name for column in TABLES[table].columns}}
    named = {name: theirs for name, theirs in {**columns, **instead}.items() if theirs is not None}
    return f"[[table]]\ntable = '{table}'\nfile = '{table}.csv'\n[table.columns]\n" + "".join(f"{ours} = '{theirs}'\n" for ours, theirs in named.items()) + more


# --- rows that follow another ---------------------------------------------------------------------------------------------------

APPLIED = "application_ref,previous_ref,applied_on,Other,campaign_id,ethnicity_code,interview,route,sex,sift,worker_type"
REST = "K,W1,,pcda,F,pass,officer"


@pytest.mark.parametrize("instead", [{"previous_ref": "Other"}, {"previous_ref": None}], ids=["the right column", "left out"])
def test_references_that_lead_nowhere(tmp_path, instead):
    cycle = a_cycle(tmp_path)
    rows = [f"A{n},,2022-04-01,,{REST}" for n in range(10)] + [f"B{n},9-X{n},2022-05-{n + 1:02},A{n},{REST}" for n in range(10)]
    put(cycle.raw_dir, "applications.csv", csv(APPLIED, rows))
    put(cycle.raw_dir, "mapping.toml", mapped("applications", APPLIED))
    assert "same kind as those of application_ref? Map the right column in mapping.toml, or leave previous_ref out" in told(cycle, "applications")
    put(cycle.raw_dir, "mapping.toml", mapped("applications", APPLIED, **instead))
    said = told(cycle, "applications")
    assert "same kind" not in said and ("all 10 that follow another lead to a row that is there" in said) is (instead["previous_ref"] is not None)


def chain(first, previous, day, other=lambda n: ""):
    """Ten who applied in April and again in May, and the applications before them, of another year's file."""
    both = [("A", "Z", f"2022-04-{n + 1:02}", n) for n in range(10)] + [("B", "A", f"2022-05-{n + 1:02}", n) for n in range(10)]
    cells = {"own": lambda own, before, when, n: f"{own}{n}", "before": lambda own, before, when, n: f"{before}{n}", "when": lambda own, before, when, n: when}
    cells["closed"] = lambda own, before, when, n: f"2022-08-{n * n % 27 + 1:02}" if own == "A" else f"2022-07-{n * 5 % 23 + 1:02}"
    return csv(APPLIED, [",".join([cells[name](*row) for name in (first, previous, day)] + [other(row), REST]) for row in both])


@pytest.mark.parametrize(
    "file, instead",
    [
        (chain("before", "own", "when"), {"application_ref": "previous_ref", "previous_ref": "application_ref"}),
        (chain("own", "before", "closed", lambda row: row[2]), {"applied_on": "Other"}),
    ],
    ids=["exchanged", "another day"],
)
def test_references_that_lead_to_a_later_row(tmp_path, file, instead):
    cycle = a_cycle(tmp_path)
    put(cycle.raw_dir, "applications.csv", file)
    put(cycle.raw_dir, "mapping.toml", mapped("applications", APPLIED))
    assert "are application_ref and" not in (said := told(cycle, "applications"))
    assert "are previous_ref and application_ref exchanged, or is applied_on the day of something else? Map the right columns in mapping.toml" in said
    put(cycle.raw_dir, "mapping.toml", mapped("applications", APPLIED, **instead))
    assert "10 of 20 that follow another lead to a row that is there" in (said := told(cycle, "applications")) and "exchanged" not in said


# --- from one snapshot to the next ----------------------------------------------------------------------------------------------

SEEN = "person_ref,worker_type,ethnicity_code,sex,service_start,as_at"
GONE = "person_ref,worker_type,ethnicity_code,sex,service_start,leave_date,leaver_type"
FIRST, SECOND = "2022-03-31", "2023-03-31"


def person(n, day):
    return f"P{n},{'staff' if n % 4 == 0 else 'officer'},{'A1' if n % 3 == 0 else 'W1'},{'FM'[n % 2]},2015-04-{n % 28 + 1:02},{day}"


@pytest.mark.parametrize("cure", ["age on each day", "birth date"])
def test_ages_that_stand_still(tmp_path, cure):
    cycle = a_cycle(tmp_path)
    heading = f"{SEEN},age,Age then,Born"
    rows = [
        f"{person(n, day)},{30 + n % 30},{30 + n % 30 - (day == FIRST)},{1993 - n % 30}-0{1 + n % 3}-15"
        for day, people in ((FIRST, range(195)), (SECOND, range(200)))
        for n in people
    ]
    put(cycle.raw_dir, "workforce_snapshot.csv", csv(heading, rows))
    put(cycle.raw_dir, "mapping.toml", mapped("workforce_snapshot", heading))
    said = told(cycle, "workforce")
    assert "hardly grown older" in said and "Give the age on each day, or the birth date, of which it is made (born in mapping.toml)" in said
    instead, more = ({"age": "Age then"}, "") if cure == "age on each day" else ({"age": None}, "")
    text = mapped("workforce_snapshot", heading, more, **instead)
    if cure == "birth date":
        text = text.replace("[table.columns]", "born = 'Born'\n[table.columns]")
    put(cycle.raw_dir, "mapping.toml", text)
    said = told(cycle, "workforce")
    assert "grown older" not in said and "does not fit" not in said
    assert sources.load_workforce(cycle).frame["age"].notna().all()


def test_a_part_of_the_force_that_went_to_another_body(tmp_path):
    """No snapshot was filtered: those missing go into leavers, or their rows are set aside with ``[[table.only]]``."""
    cycle = a_cycle(tmp_path)
    heading = f"{SEEN},Body"
    put(
        cycle.raw_dir,
        "workforce_snapshot.csv",
        csv(heading, [f"{person(n, day)},{'County' if n < 40 else 'City'}" for day, people in ((FIRST, range(100)), (SECOND, range(40, 85))) for n in people]),
    )
    leavers = [person(n, "2022-04-20") + ",VR" for n in range(85, 100)]
    put(cycle.raw_dir, "leavers.csv", csv(GONE, leavers))
    put(cycle.raw_dir, "mapping.toml", mapped("workforce_snapshot", heading))
    advice = "was a snapshot filtered, or split over two days? Else put those missing into leavers (mapping.toml can set rows aside with [[table.only]])"
    assert advice in told(cycle, "workforce", "leavers")
    put(cycle.raw_dir, "mapping.toml", mapped("workforce_snapshot", heading, "[[table.only]]\nreason = 'another body'\ncolumn = 'Body'\nis = 'City'\n"))
    said = told(cycle, "workforce", "leavers")
    assert "filtered, or split" not in said and "all 15 who are gone from one snapshot to the next are in it" in said
    put(cycle.raw_dir, "mapping.toml", mapped("workforce_snapshot", heading))
    put(cycle.raw_dir, "leavers.csv", csv(GONE, leavers + [person(n, "2022-06-30") + ",TR" for n in range(40)]))
    assert "filtered, or split" not in (said := told(cycle, "workforce", "leavers")) and "all 55 who are gone" in said


def test_two_leavings_of_one_service(tmp_path):
    cycle = a_cycle(tmp_path)
    heading = f"{GONE},Post"
    put(cycle.raw_dir, "workforce_snapshot.csv", csv(SEEN, [person(n, FIRST) for n in range(60)] + [person(n, SECOND) for n in range(40, 60)]))
    rows = [person(n, f"2022-09-{n * n % 29 + 1:02}") + ",VR,main" for n in range(40)]
    rows += [person(n, f"2022-0{4 + n % 4}-{n * n % 23 + 1:02}") + ",VR,second" for n in range(0, 40, 3)]
    put(cycle.raw_dir, "leavers.csv", csv(heading, rows))
    put(cycle.raw_dir, "mapping.toml", mapped("leavers", heading))
    said = told(cycle, "workforce", "leavers")
    assert "keep the row of the day on which they left the force; [[table.set_aside]] in mapping.toml sets the others aside" in said
    put(cycle.raw_dir, "mapping.toml", mapped("leavers", heading, "[[table.set_aside]]\nreason = 'a second post'\ncolumn = 'Post'\nis = 'second'\n"))
    assert "second time" not in (said := told(cycle, "workforce", "leavers")) and "does not fit" not in said
    assert len(sources.load_leavers(cycle)) == 40


def test_units_whose_words_changed(tmp_path):
    cycle = a_cycle(tmp_path)
    heading = f"{SEEN},directorate"
    then, now = ("North", "South"), ("North Division", "South Division")
    rows = [f"{person(n, day)},{words[n // 3 % 2]}" for day, words in ((FIRST, then), (SECOND, now)) for n in range(100 + (day == SECOND))]
    put(cycle.raw_dir, "workforce_snapshot.csv", csv(heading, rows))
    advice = "have its words changed between the two? Then give both the same, in [values] of mapping.toml"
    assert advice in told(cycle, "workforce")
    put(cycle.raw_dir, "mapping.toml", "[values.directorate]\n'North Division' = 'North'\n'South Division' = 'South'\n")
    assert advice not in (said := told(cycle, "workforce")) and "does not fit" not in said
    assert set(sources.load_workforce(cycle).frame["directorate"]) == {"North", "South"}


def test_a_snapshot_of_the_day_after_the_cut_off(tmp_path):
    cycle = a_cycle(tmp_path)
    put(cycle.raw_dir, "workforce_snapshot.csv", csv(SEEN, [person(n, day) for day in (FIRST, "2023-04-01") for n in range(20)]))
    advice = "if it speaks of the cut-off's day, correct its as_at, else move data_cut_off in the cycle"
    assert advice in told(cycle, "workforce")
    put(cycle.raw_dir, "mapping.toml", mapped("workforce_snapshot", SEEN, "[table.values.as_at]\n'2023-04-01' = '2023-03-31'\n"))
    assert advice not in (said := told(cycle, "workforce")) and "the last snapshot is of" not in said
    put(cycle.raw_dir, "mapping.toml", mapped("workforce_snapshot", SEEN))
    moved = a_cycle(tmp_path, data_cut_off=date(2023, 4, 1), period_end=date(2023, 4, 1))
    assert "the last snapshot is of" not in told(moved, "workforce")


# --- people who do not meet, and a few more --------------------------------------------------------------------------------------


def test_references_of_another_kind_in_leavers(tmp_path):
    cycle = a_cycle(tmp_path)
    heading = f"{GONE},Payroll"
    put(cycle.raw_dir, "workforce_snapshot.csv", csv(SEEN, [person(n, FIRST) for n in range(60)] + [person(n, SECOND) for n in range(40, 60)]))
    put(cycle.raw_dir, "leavers.csv", csv(heading, [f"W-{person(n, '2022-05-31')},VR,P{n}" for n in range(40)]))
    put(cycle.raw_dir, "mapping.toml", mapped("leavers", heading))
    advice = "are the references of the same kind in both files? Map the right column to person_ref in mapping.toml"
    assert advice in told(cycle, "workforce", "leavers")
    put(cycle.raw_dir, "mapping.toml", mapped("leavers", heading, person_ref="Payroll"))
    assert advice not in told(cycle, "workforce", "leavers")


ROUND = "person_ref,worker_type,ethnicity_code,sex,process_id,opened,Rank today,rank_grade,to_rank,eligible,applied,passed,promoted"


def round_of(held, to, process=lambda n: "S1", opened=lambda n: "2022-05-01", today=lambda n: "Constable"):
    return csv(ROUND, [f"P{n},officer,W1,F,{process(n)},{opened(n)},{today(n)},{held},{to},Y,Y,{'YN'[n % 2]},{'YN'[n % 2]}" for n in range(20)])


@pytest.mark.parametrize(
    "file, instead",
    [(round_of("Sergeant", "Constable"), {"rank_grade": "to_rank", "to_rank": "rank_grade"}), (round_of("Sergeant", "Sergeant"), {"rank_grade": "Rank today"})],
    ids=["swapped", "rank of today"],
)
def test_promotions_that_lead_to_no_higher_rank(tmp_path, file, instead):
    cycle = a_cycle(tmp_path)
    put(cycle.raw_dir, "promotions.csv", file)
    put(cycle.raw_dir, "mapping.toml", mapped("promotions", ROUND))
    assert "is it the rank of today, or are the two columns swapped?" in told(cycle, "promotions")
    put(cycle.raw_dir, "mapping.toml", mapped("promotions", ROUND, **instead))
    assert "swapped" not in (said := told(cycle, "promotions")) and "does not fit" not in said


def test_a_round_with_two_days(tmp_path):
    cycle = a_cycle(tmp_path)
    days = {"opened": lambda n: "2022-05-01" if n < 14 else "2022-11-01"}
    put(cycle.raw_dir, "promotions.csv", round_of("Constable", "Sergeant", **days))
    assert "give what is another round or event a process_id of its own" in told(cycle, "promotions")
    put(cycle.raw_dir, "promotions.csv", round_of("Constable", "Sergeant", process=lambda n: "S1" if n < 14 else "S2", **days))
    assert "of its own" not in (said := told(cycle, "promotions")) and "does not fit" not in said


def test_two_columns_of_ethnicity_that_say_otherwise(tmp_path):
    cycle = a_cycle(tmp_path)
    heading = f"{SEEN},ethnicity_5"
    put(
        cycle.raw_dir,
        "workforce_snapshot.csv",
        csv(heading, [f"{person(n, FIRST)},{'Black' if n < 8 else 'Asian' if n % 3 == 0 else 'White'}" for n in range(40)]),
    )
    assert "or read only the right one (in [table.columns] of mapping.toml)" in told(cycle, "workforce")
    put(cycle.raw_dir, "mapping.toml", mapped("workforce_snapshot", heading, ethnicity_5=None))
    assert "does not fit" not in told(cycle, "workforce")
    put(cycle.raw_dir, "mapping.toml", mapped("workforce_snapshot", heading, ethnicity_code=None))
    assert "does not fit" not in told(cycle, "workforce") and (sources.load_workforce(cycle).frame["ethnicity_5"] == "Black").sum() == 8


def test_open_cases_that_end_on_the_day_of_the_export(tmp_path):
    cycle = a_cycle(tmp_path)
    heading = "grievance_ref,person_ref,worker_type,ethnicity_code,sex,lodged,closed"
    rows = [f"G{n},P{n},officer,W1,F,2022-{4 + n % 6:02}-{n % 28 + 1:02},{f'2022-{10 + n % 3}-{n % 27 + 1:02}' if n < 30 else '2023-03-31'}" for n in range(45)]
    put(cycle.raw_dir, "grievances.csv", csv(heading, rows))
    assert "is it the day of the export, for what is still open? Leave it blank there" in told(cycle, "grievances")
    put(cycle.raw_dir, "mapping.toml", mapped("grievances", heading, "[table.values.closed]\n'2023-03-31' = ''\n"))
    assert "day of the export" not in (said := told(cycle, "grievances")) and "does not fit" not in said
    assert sources.load_grievances(cycle).frame["closed"].isna().sum() == 15

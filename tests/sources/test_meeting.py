"""Tables meet by their people: how many do is told and judged, and what one leaves blank another tells."""

import pytest
from sources.test_load import put
from sources.test_mapping import a_cycle

from eianalysis.errors import DataFault
from eianalysis.report.inputs import load_inputs
from eianalysis.sources import load_leavers, load_misconduct
from eianalysis.sources.meeting import meeting
from tests.builders import joiners, leavers, misconduct, workforce


def tables(people, gone=None, came=None, **more):
    found = {"workforce_snapshot": workforce(people), **more}
    found |= {"leavers": leavers(gone)} if gone else {}
    return found | ({"joiners": joiners(came)} if came else {})


def rows(head, *lines):
    return "\n".join([head, *lines])


SEEN, GONE, CAME = "person_ref  as_at  service_start", "person_ref  leave_date  service_start", "person_ref  start_date"
PEOPLE = rows(SEEN, *(f"P{n}  2022-03-31  2015-04-01" for n in range(40)), *(f"P{n}  2023-03-31  2015-04-01" for n in range(20, 40)))


def test_all_who_should_be_found_are():
    lines, faults = meeting(tables(PEOPLE, rows(GONE, *(f"P{n}  2022-09-30  2015-04-01" for n in range(20)))))
    assert lines == ["leavers: all 20 who should be in the snapshot before they left are",
                     "leavers: all 20 are gone from the snapshot after they left"] and not faults


def test_references_of_another_kind_stop_and_the_message_names_the_file():
    lines, (fault,) = meeting(tables(PEOPLE, rows(GONE, *(f"W{n}  2022-09-30  2015-04-01" for n in range(20)))))
    assert fault.file == "leavers.csv" and fault.exit_code == 3
    assert "none of 20 who should be in the snapshot before they left are; are the references of the same kind" in str(fault)


def test_who_joined_and_left_between_two_snapshots_should_be_in_none():
    lines, _ = meeting(tables(PEOPLE, rows(GONE, "N1  2022-09-30  2022-06-01"), rows(CAME, "N1  2022-06-01")))
    assert not any("before they left" in line or "joined" in line for line in lines)


def test_leavers_who_still_stand_in_a_later_snapshot_are_told():
    lines, faults = meeting(tables(PEOPLE, rows(GONE, *(f"P{n}  2022-09-30  2015-04-01" for n in range(20, 40)))))
    assert lines[1].startswith("leavers: none of 20 are gone from the snapshot after they left: counted as gone all the same") and not faults


def test_joiners_who_are_in_no_snapshot_after_are_judged():
    lines, (fault,) = meeting(tables(PEOPLE, came=rows(CAME, *(f"N{n}  2022-09-30" for n in range(20)))))
    assert "none of 20 who should be in the snapshot after they joined are" in str(fault)


def test_a_list_of_other_people_stops_and_one_of_half_of_them_is_told():
    cases = misconduct(rows("person_ref  received", *(f"X{n}  2022-06-01" for n in range(20))))
    assert meeting(tables(PEOPLE, misconduct_cases=cases))[1]
    cases = misconduct(rows("person_ref  received", *(f"{'P' if n % 2 else 'X'}{n}  2022-06-01" for n in range(20))))
    lines, faults = meeting(tables(PEOPLE, misconduct_cases=cases))
    assert lines == ["misconduct_cases: 10 of 20 of its people are in the tables of the workforce"] and not faults


def test_kinds_of_worker_that_a_snapshot_leaves_out_are_not_looked_for():
    gone = leavers(rows(GONE, *(f"S{n}  2022-09-30  2015-04-01" for n in range(20))), worker_type="special")
    assert not meeting(tables(PEOPLE, leavers=gone))[1]


@pytest.mark.parametrize("count", [1, 3])
def test_a_few_people_are_told_in_words(count):
    lines, _ = meeting(tables(PEOPLE, rows(GONE, *(f"P{n}  2022-09-30  2015-04-01" for n in range(count)))))
    assert lines[0] == "leavers: all of the few who should be in the snapshot before they left are"


# --- through files ------------------------------------------------------------------------------------------------------

SNAPSHOT = "person_ref,worker_type,ethnicity_code,sex,service_start,as_at\n"
LEFT = "person_ref,worker_type,ethnicity_code,sex,service_start,leave_date,leaver_type\n"
CASES = "person_ref,case_ref,worker_type,ethnicity_code,sex,received,severity,case_to_answer\n"


def placed(tmp_path, snapshot, left="", cases=""):
    cycle = a_cycle(tmp_path)
    put(cycle.raw_dir, "workforce_snapshot.csv", SNAPSHOT + snapshot)
    if left:
        put(cycle.raw_dir, "leavers.csv", LEFT + left)
    if cases:
        put(cycle.raw_dir, "misconduct_cases.csv", CASES + cases)
    return cycle


def test_what_leavers_and_cases_leave_blank_is_taken_from_the_workforce(tmp_path):
    cycle = placed(tmp_path, "00100,officer,A1,F,2015-04-01,2022-03-31\n", "100,officer,,,2015-04-01,2022-09-30,VR\n",
                   "100.0,C1,officer,U,F,2022-06-01,misconduct,N\n")
    left, cases = load_leavers(cycle), load_misconduct(cycle)
    assert left.frame[["ethnicity_code", "ethnicity_18", "ethnicity_5", "ethnicity_2", "sex"]].iloc[0].tolist() == [
        "A1", "Indian", "Asian", "Ethnic minorities", "Female"]
    assert cases.frame["ethnicity_5"].tolist() == ["Asian"]
    assert ("ethnicity is blank here and known in the workforce table: taken from there", 1) in left.sources[0].flags


def test_what_they_say_otherwise_stands_and_is_told(tmp_path):
    left = load_leavers(placed(tmp_path, "P1,officer,A1,F,2015-04-01,2022-03-31\n", "P1,officer,W1,F,2015-04-01,2022-09-30,VR\n"))
    assert left.frame["ethnicity_5"].tolist() == ["White"]
    assert ("ethnicity differs from what the workforce table says last of the person: each table's own is used", 1) in left.sources[0].flags


def test_a_workforce_file_with_faults_leaves_the_leavers_readable(tmp_path):
    left = load_leavers(placed(tmp_path, "P1,oficer,A1,F,2015-04-01,2022-03-31\n", "P1,officer,,F,2015-04-01,2022-09-30,VR\n"))
    assert left.frame["ethnicity_5"].tolist() == ["Not recorded"]


def test_a_changed_workforce_file_is_read_again(tmp_path):
    cycle = placed(tmp_path, "P1,officer,A1,F,2015-04-01,2022-03-31\n", "P1,officer,,F,2015-04-01,2022-09-30,VR\n")
    assert load_leavers(cycle).frame["ethnicity_5"].tolist() == ["Asian"]
    put(cycle.raw_dir, "workforce_snapshot.csv", SNAPSHOT + "P1,officer,B1,F,2015-04-01,2022-03-31\nP2,officer,B1,F,2015-04-01,2022-03-31\n")
    assert load_leavers(cycle).frame["ethnicity_5"].tolist() == ["Black"]


def test_a_run_stops_at_tables_that_do_not_meet(tmp_path):
    people = "".join(f"P{n},officer,W1,F,2015-04-01,2022-03-31\n" for n in range(20))
    gone = "".join(f"W{n},officer,W1,F,2015-04-01,2022-09-30,VR\n" for n in range(20))
    with pytest.raises(DataFault, match="leavers.csv does not fit the people of the workforce table"):
        cycle = placed(tmp_path, people, gone)
        cycle.meeting_date = cycle.period_end
        load_inputs(cycle)

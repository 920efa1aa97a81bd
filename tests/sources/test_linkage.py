"""Tables meet by their people: how many do is told and judged, and what one leaves blank another tells."""

from dataclasses import replace

import pytest
from sources.test_load import put
from sources.test_mapping import a_cycle

from eianalysis.errors import DataFault
from eianalysis.report.loaded_inputs import load_inputs
from eianalysis.sources import load_leavers, load_misconduct
from eianalysis.sources.linkage import FILTERED, _of, check_linkage
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
    lines, faults = check_linkage(tables(PEOPLE, rows(GONE, *(f"P{n}  2022-09-30  2015-04-01" for n in range(20)))))
    assert (
        lines == ["leavers: all 20 who should be in the snapshot before they left are", "leavers: all 20 are gone from the snapshot after they left"]
        and not faults
    )


def test_references_of_another_kind_stop_and_the_message_names_the_file():
    lines, (fault,) = check_linkage(tables(PEOPLE, rows(GONE, *(f"W{n}  2022-09-30  2015-04-01" for n in range(20)))))
    assert fault.file == "leavers.csv" and fault.exit_code == 3
    assert "none of 20 who should be in the snapshot before they left are; are the references of the same kind" in str(fault)


def test_who_joined_and_left_between_two_snapshots_should_be_in_none():
    lines, _ = check_linkage(tables(PEOPLE, rows(GONE, "N1  2022-09-30  2022-06-01"), rows(CAME, "N1  2022-06-01")))
    assert not any("before they left" in line or "joined" in line for line in lines)


def test_leavers_who_still_stand_in_a_later_snapshot_are_told():
    lines, faults = check_linkage(tables(PEOPLE, rows(GONE, *(f"P{n}  2022-09-30  2015-04-01" for n in range(20, 40)))))
    assert lines[1].startswith("leavers: none of 20 are gone from the snapshot after they left: counted as gone all the same") and not faults


def test_joiners_who_are_in_no_snapshot_after_are_judged():
    lines, (fault,) = check_linkage(tables(PEOPLE, came=rows(CAME, *(f"N{n}  2022-09-30" for n in range(20)))))
    assert "none of 20 who should be in the snapshot after they joined are" in str(fault)


def test_a_list_of_other_people_stops_and_one_of_half_of_them_is_told():
    cases = misconduct(rows("person_ref  received", *(f"X{n}  2022-06-01" for n in range(20))))
    assert check_linkage(tables(PEOPLE, misconduct_cases=cases))[1]
    cases = misconduct(rows("person_ref  received", *(f"{'P' if n % 2 else 'X'}{n}  2022-06-01" for n in range(20))))
    lines, faults = check_linkage(tables(PEOPLE, misconduct_cases=cases))
    assert lines == ["misconduct_cases: 10 of 20 of its people are in the tables of the workforce"] and not faults


def test_kinds_of_worker_that_a_snapshot_leaves_out_are_not_looked_for():
    gone = leavers(rows(GONE, *(f"S{n}  2022-09-30  2015-04-01" for n in range(20))), worker_type="special")
    assert not check_linkage(tables(PEOPLE, leavers=gone))[1]


@pytest.mark.parametrize("count", [1, 3])
def test_a_few_people_are_told_in_words(count):
    lines, _ = check_linkage(tables(PEOPLE, rows(GONE, *(f"P{n}  2022-09-30  2015-04-01" for n in range(count)))))
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
    cycle = placed(
        tmp_path, "00100,officer,A1,F,2015-04-01,2022-03-31\n", "100,officer,,,2015-04-01,2022-09-30,VR\n", "100.0,C1,officer,U,F,2022-06-01,misconduct,N\n"
    )
    left, cases = load_leavers(cycle), load_misconduct(cycle)
    assert left.frame[["ethnicity_code", "ethnicity_18", "ethnicity_5", "ethnicity_2", "sex"]].iloc[0].tolist() == [
        "A1",
        "Indian",
        "Asian",
        "Ethnic minorities",
        "Female",
    ]
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


# --- at the edges -------------------------------------------------------------------------------------------------------


def lines_of(people=PEOPLE, gone=None, came=None, **more):
    return check_linkage(tables(people, gone, came, **more))


def left(*who, day="2022-09-30", since="2015-04-01"):
    return rows(GONE, *(f"{name}  {day}  {since}" for name in who))


def some(prefix, many, start=0):
    return [f"{prefix}{n}" for n in range(start, start + many)]


@pytest.mark.parametrize(("found", "other", "stops"), [(5, 5, False), (4, 6, True), (4, 5, False), (0, 9, False), (0, 10, True)])
def test_ten_people_of_whom_fewer_than_half_are_found_stop_and_nine_do_not(found, other, stops):
    lines, faults = lines_of(gone=left(*some("P", found), *some("W", other)))
    assert bool(faults) is stops
    assert ("are the references of the same kind" in lines[0]) is (found + other >= 10)


@pytest.mark.parametrize(("found", "other", "told"), [(19, 1, False), (18, 2, True), (10, 0, False), (9, 1, True), (8, 1, False)])
def test_fewer_than_nineteen_of_twenty_are_told_with_what_to_do(found, other, told):
    lines, faults = lines_of(gone=left(*some("P", found), *some("W", other)))
    assert ("are the references of the same kind" in lines[0]) is told and not faults


@pytest.mark.parametrize(("found", "many", "stops"), [(1, 10, False), (0, 10, True), (2, 20, False), (1, 20, True), (0, 9, False)])
def test_of_a_list_of_events_a_tenth_in_common_is_enough(found, many, stops):
    cases = misconduct(rows("person_ref  received", *(f"{name}  2022-06-01" for name in some("P", found) + some("X", many - found))))
    lines, faults = lines_of(misconduct_cases=cases)
    assert bool(faults) is stops and len(lines) == 1


def test_without_a_workforce_table_nothing_is_looked_for():
    made = tables(PEOPLE, left(*some("W", 20)))
    assert check_linkage({"leavers": made["leavers"]}) == ([], [])
    assert check_linkage({**made, "workforce_snapshot": replace(made["workforce_snapshot"], absent=True)}) == ([], [])


def test_who_started_by_the_day_of_a_snapshot_should_be_in_it():
    for since, looked in (("2022-03-31", True), ("2022-04-01", False)):
        lines, _ = lines_of(gone=left(*some("P", 10), since=since))
        assert any("before they left" in line for line in lines) is looked


def test_who_joined_and_left_by_the_next_snapshot_is_not_looked_for_in_it():
    def looked_for(start, end, since=None):
        lines, _ = lines_of(gone=left("N1", day=end, since=since or start), came=rows(CAME, f"N1  {start}", "P20  2022-05-01"))
        return "not all" in next(line for line in lines if "joined" in line)

    assert not looked_for("2022-06-01", "2022-09-30") and not looked_for("2022-06-01", "2022-06-01") and not looked_for("2022-06-01", "2023-03-31")
    assert looked_for("2022-06-01", "2023-04-01"), "left the day after it: should be in it"
    assert looked_for("2022-06-01", "2021-09-30", since="2015-04-01"), "left before and joined again"


def test_who_joined_again_is_in_a_later_snapshot_by_right():
    def still(start, since="2015-04-01"):
        people = rows(SEEN, "P1  2022-03-31  2015-04-01", f"P1  2023-03-31  {since}", "P2  2023-03-31  2015-04-01")
        lines, _ = lines_of(people, left("P1"), rows(CAME, f"P1  {start}"))
        return next(line for line in lines if "gone from" in line)

    assert still("2022-12-01").startswith("leavers: all of the few") and still("2022-09-30").startswith("leavers: all of the few")
    assert still("2023-03-31").startswith("leavers: all of the few")
    assert still("2023-04-01").startswith("leavers: not all of the few"), "joined again after the snapshot in which they stand"
    assert still("2022-09-29").startswith("leavers: not all of the few"), "joined before they left"
    assert still("2023-04-01", since="2022-09-30").startswith("leavers: all of the few"), "stands there with another start"


def test_an_event_outside_all_snapshots_is_not_looked_for():
    assert not any("after they left" in line for line in lines_of(gone=left("P1", day="2023-04-01"))[0])
    assert not any("before they left" in line for line in lines_of(gone=left("P1", day="2022-03-31"))[0]), "no snapshot before that day"
    assert any("after they left" in line for line in lines_of(gone=left("P1", day="2022-03-31"))[0]), "that day's snapshot is without them"


@pytest.mark.parametrize(
    ("found", "should", "said"),
    [
        (4, 4, "all of the few"),
        (3, 4, "not all of the few"),
        (0, 4, "not all of the few"),
        (5, 5, "all 5"),
        (1234, 1234, "all 1,234"),
        (786, 790, "all but fewer than 5 of 790"),
        (785, 790, "785 of 790"),
        (1, 5, "all but fewer than 5 of 5"),
        (0, 5, "none of 5"),
        (0, 20, "none of 20"),
        (4, 20, "fewer than 5 of 20"),
        (5, 20, "5 of 20"),
        (1000, 2000, "1,000 of 2,000"),
    ],
)
def test_a_few_people_are_never_told_in_numbers(found, should, said):
    assert _of(found, should) == said


def test_a_kind_of_worker_that_is_in_no_snapshot_is_told():
    def told(many, people=PEOPLE):
        specials = rows(f"{GONE}  worker_type", *(f"S{n}  2022-09-30  2015-04-01  special" for n in range(many)))
        return [line for line in check_linkage(tables(people, specials))[0] if "filtered out" in line]

    assert told(10) == [f"leavers: special stands in the list and in no snapshot: {FILTERED}"] and not told(9)
    there = rows(f"{SEEN}  worker_type", "P1  2022-03-31  2015-04-01  officer", *(f"S{n}  2022-03-31  2015-04-01  special" for n in range(10)))
    assert not told(10, there) and not told(0), "the snapshots have it, or it is taken out of the list"

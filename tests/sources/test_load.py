"""The loaders: real or invented and never both, several files of one table, flags; and the files that nothing reads."""

import os
import zipfile
from datetime import date

import pandas as pd
import pytest
from builders import searches_csv
from openpyxl import Workbook
from sources.test_mapping import a_cycle

from eianalysis.errors import DataFault, DataFaults
from eianalysis.reads import reading
from eianalysis.sources import assemble_table, load_benchmarks, load_joiners, load_leavers, load_misconduct, load_stop_search, load_targets, load_workforce
from eianalysis.sources.unread import unread

LEAVERS = "person_ref,worker_type,ethnicity_code,sex,service_start,leave_date,leaver_type\n"
ONE, TWO = "P1,officer,W1,F,2015-04-01,2022-06-30,VR\n", "P2,officer,A4,M,2010-01-04,2022-07-31,NR\n"
SNAPSHOT = "person_ref,worker_type,ethnicity_code,sex,service_start\n"


def put(folder, name, content):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())


def test_an_absent_table_is_empty_typed_and_says_so(tmp_path):
    cycle = a_cycle(tmp_path)
    for load in (load_workforce, load_leavers, load_joiners, load_misconduct, load_stop_search, load_benchmarks):
        table = load(cycle)
        assert table.absent and len(table) == 0 and not table.synthetic
        assert repr(table) == f"<{table.name}: absent>"
        assert [source.state for source in table.sources] == ["absent"]
    assert load_leavers(cycle).frame["leave_date"].dtype == "datetime64[s]"
    assert "ethnicity_5" in load_leavers(cycle).frame


JOINED = "person_ref,worker_type,ethnicity_code,sex,start_date\nP1,officer,W1,F,2022-05-01\n"


def test_a_real_cycle_takes_nobody_from_the_invented_force(tmp_path):
    put(tmp_path / "synthetic", "joiners.csv", JOINED)
    put(tmp_path / "synthetic" / "stop_search", "2023-01-synthetic-force-stop-and-search.csv", searches_csv({}))
    real = a_cycle(tmp_path)
    put(real.raw_dir, "Leavers_2023.csv", LEAVERS + ONE + TWO)
    assert len(load_leavers(real)) == 2 and not load_leavers(real).synthetic
    assert load_joiners(real).absent and load_stop_search(real).absent


def test_a_demo_takes_nobody_from_the_raw_folder(tmp_path):
    put(tmp_path / "synthetic", "joiners.csv", JOINED)
    demo = a_cycle(tmp_path, demo=True)
    put(demo.raw_dir, "Leavers_2023.csv", LEAVERS + ONE + TWO)
    assert load_leavers(demo).absent
    assert load_joiners(demo).synthetic and load_joiners(demo).sources[0].state == "synthetic"


def test_published_figures_serve_a_demo_and_real_extracts(tmp_path, root):
    put(tmp_path / "reference", "targets.csv", (root / "data" / "reference" / "targets.csv").read_bytes())
    for demo in (True, False):
        table = load_targets(a_cycle(tmp_path, demo=demo))
        assert not table.absent and not table.synthetic


def test_several_files_of_one_table(tmp_path):
    cycle = a_cycle(tmp_path)
    put(cycle.raw_dir, "workforce_snapshot_2022-03-31.csv", SNAPSHOT + "P1,officer,W1,F,2015-04-01\n")
    put(cycle.raw_dir, "workforce-snapshot 2023-03-31.csv", SNAPSHOT + "P1,officer,W1,F,2015-04-01\n")
    table = load_workforce(cycle)
    assert sorted(table.frame["as_at"].dt.strftime("%Y-%m-%d")) == ["2022-03-31", "2023-03-31"]
    assert len(table.sources) == 2


def test_one_row_in_two_files_is_refused(tmp_path):
    cycle = a_cycle(tmp_path)
    put(cycle.raw_dir, "leavers_a.csv", LEAVERS + ONE)
    put(cycle.raw_dir, "leavers_b.csv", LEAVERS + TWO + ONE)
    with pytest.raises(DataFault) as refused:
        load_leavers(cycle)
    assert str(refused.value).splitlines()[:2] == [
        "leavers_b.csv does not fit the leavers table: 1 fault",
        "  row 3: the same person_ref and leave_date as in 'leavers_a.csv', in 1 row; one row is one person leaving",
    ]


def test_the_faults_of_every_file_are_reported(tmp_path):
    cycle = a_cycle(tmp_path)
    put(cycle.raw_dir, "leavers_a.csv", LEAVERS + ONE.replace("VR", "XX"))
    put(cycle.raw_dir, "leavers_b.csv", b"")
    with pytest.raises(DataFaults) as refused:
        load_leavers(cycle)
    assert "leavers_a.csv does not fit" in str(refused.value)
    assert "the file is empty" in str(refused.value)
    assert refused.value.exit_code == 3


def test_an_ugly_extract_is_read_whole(tmp_path):
    """BOM, title, other headings, day-first and serial dates, odd blanks, N/A, labels for codes, a total row."""
    cycle = a_cycle(tmp_path)
    put(
        cycle.raw_dir,
        "leavers.csv",
        (
            "Leavers April 2022 to March 2023;;;;;;;\r\n;;;;;;;\r\n"
            "Employee Ref.;Worker Type;Ethnicity ;Gender;Date Joined;Date Left;Reason for leaving;Disabled\r\n"
            "0017 ;Police Officer;White\u00a0- British;female;01/04/15;44742;Voluntary Resignation;N/A\r\n"
            "0018;STAFF;o1;M;4 Jan 2010;31/07/2022;normal retirement;Yes\r\n"
            "0019;officer;n/a;;NULL;2023-05-01;-;No\r\n"
            ";;;;;;;\r\nTotal;;;;;;3;\r\n"
        ).encode("utf-8-sig"),
    )
    table = load_leavers(cycle)
    frame = table.frame
    assert frame["person_ref"].tolist() == ["17", "18", "19"]
    assert frame["worker_type"].tolist() == ["officer", "staff", "officer"]
    assert frame["ethnicity_5"].tolist() == ["White", "Asian", "Not recorded"]
    assert frame["sex"].tolist() == ["Female", "Male", "Not recorded"]
    assert frame["leave_date"].dt.strftime("%Y-%m-%d").tolist() == ["2022-06-30", "2022-07-31", "2023-05-01"]
    assert frame["service_start"].dt.strftime("%Y-%m-%d").tolist()[:2] == ["2015-04-01", "2010-01-04"]
    assert frame["leaver_type"].tolist() == ["VR", "NR", "UK"]
    assert frame["disability"].tolist() == ["Not recorded", "Disabled", "Not disabled"]
    (source,) = table.sources
    assert source.set_aside == (("total or closing lines at the foot", 1),)
    assert source.rows == 4
    assert source.flags == (
        ("service_start: years of two digits: read as 1924 to 2023", 0),
        ("no start of service: not in length-of-service figures", 1),
        ("leave_date after the data cut-off 2023-03-31", 1),
    )


def test_a_workbook_with_real_dates(tmp_path):
    cycle = a_cycle(tmp_path)
    book = Workbook()
    book.active.append(LEAVERS.strip().split(","))
    book.active.append([17, "officer", "W1", "F", date(2015, 4, 1), date(2022, 6, 30), "VR"])
    cycle.raw_dir.mkdir(parents=True, exist_ok=True)
    book.save(cycle.raw_dir / "leavers.xlsx")
    frame = load_leavers(cycle).frame
    assert frame["person_ref"].tolist() == ["17"]
    assert frame["leave_date"].tolist() == [pd.Timestamp("2022-06-30")]


def test_mixed_lists_of_ethnicity_and_unread_columns_are_flagged(tmp_path):
    cycle = a_cycle(tmp_path)
    put(cycle.raw_dir, "leavers.csv", LEAVERS.strip() + ",Disabillity\n" + ONE.replace("W1", "O1").strip() + ",Y\n" + TWO.strip() + ",N\n")
    flags = load_leavers(cycle).sources[0].flags
    assert ("column 'Disabillity' was not read, though it looks like 'disability'", 2) in flags
    assert ("ethnicity codes of 16+1 and 18+1 together; O1 is counted as Chinese, in Asian", 1) in flags


def test_searches_of_the_cycles_force_with_flags_for_its_period(tmp_path):
    cycle = a_cycle(tmp_path, force="city-of-london", period_start=date(2023, 1, 1), period_end=date(2023, 3, 31))
    put(cycle.raw_dir, "2023-01-city-of-london-stop-and-search.csv", searches_csv({}, {"Date": "2022-12-31T23:59:00+00:00"}))
    put(cycle.raw_dir, "2023-01-metropolitan-stop-and-search.csv", searches_csv({}))
    table = load_stop_search(cycle)
    assert len(table) == 2 and set(table.frame["force"]) == {"city-of-london"}
    flags = dict(table.sources[0].flags)
    assert flags["searches outside the period 2023-01-01 to 2023-03-31"] == 1
    assert flags["months of the period before or after the files: 2023-02, 2023-03"] == 0  # a note on the files
    assert flags["searches dated outside their file's month in local time"] == 1
    cycle.force = None
    with pytest.raises(DataFault, match="these files are of 2 forces"):
        load_stop_search(cycle)
    cycle.force = "kent"
    with pytest.raises(DataFault, match="there is no month of force 'kent'"):
        load_stop_search(cycle)


def test_a_demo_has_the_invented_searches_whatever_the_force(tmp_path):
    cycle = a_cycle(tmp_path, force="city-of-london", demo=True)
    put(tmp_path / "synthetic" / "stop_search", "2023-01-synthetic-force-stop-and-search.csv", searches_csv({}))
    table = load_stop_search(cycle)
    assert table.synthetic and table.sources[0].state == "synthetic"
    assert table.frame["force"].tolist() == ["synthetic-force"]


def test_a_mapping_may_explain_a_new_label_of_the_published_files(tmp_path):
    cycle = a_cycle(tmp_path, force="city-of-london")
    put(cycle.raw_dir, "2023-01-city-of-london-stop-and-search.csv", searches_csv({"Self-defined ethnicity": "White - Roma"}))
    with pytest.raises(DataFault, match="'White - Roma' is not in the data.police.uk labels"):
        load_stop_search(cycle)
    put(cycle.raw_dir, "mapping.toml", '[[table]]\ntable = "stop_search"\nnote = "With Roma."\n[table.values.self_defined]\n"White - Roma" = "W3"\n')
    table = load_stop_search(cycle)
    assert table.frame["ethnicity_5"].tolist() == ["White"]
    assert table.sources[0].note == "With Roma."


# --- files that nothing reads -----------------------------------------------------------------------------------------


def stopped_at(cycle):
    return {fault.file.removeprefix("raw/c/"): str(fault.faults[0]) for fault in unread(cycle)}


def test_files_that_nothing_reads_are_faults_with_a_hint(tmp_path):
    cycle = a_cycle(tmp_path)
    for name in (
        "leavers.csv",
        "Workforce snapshot 2023-03-31.csv",
        "levers_2022.csv",
        "notes.docx",
        "older/joiners.csv",
        "register.csv",
        "leavers.csv.bak",
        "mapping.toml.txt",
        "2023-01-city-of-london-stop-and-search.csv",
    ):
        put((cycle.raw_dir / name).parent, name.rpartition("/")[2], "")
    found = stopped_at(cycle)
    assert set(found) == {"levers_2022.csv", "notes.docx", "older/joiners.csv", "register.csv", "leavers.csv.bak", "mapping.toml.txt"}
    assert found["levers_2022.csv"].startswith("no table reads it; did you mean 'leavers'?")
    assert "save it as one of them" in found["notes.docx"]
    assert "only files beside mapping.toml" in found["older/joiners.csv"]


@pytest.mark.parametrize(
    "name", ["~$leavers.xlsx", ".DS_Store", "Thumbs.db", ".~lock.leavers.xlsx#", "._leavers.csv", "desktop.ini", ".gitkeep", "__MACOSX/leavers.csv"]
)
def test_lock_and_system_files_are_passed_over(tmp_path, name):
    cycle = a_cycle(tmp_path)
    put((cycle.raw_dir / name).parent, name.rpartition("/")[2], "x")
    assert not unread(cycle)
    assert load_leavers(cycle).absent


def test_a_file_beside_those_a_mapping_names_for_its_table_is_not_read(tmp_path):
    """Where a mapping names the files of a table, no other is found by its name: so it must not lie there unsaid."""
    cycle = a_cycle(tmp_path)
    put(cycle.raw_dir, "exits.csv", LEAVERS + ONE)
    put(cycle.raw_dir, "leavers.csv", LEAVERS + TWO)
    put(cycle.raw_dir / "old", "people.csv", SNAPSHOT + "P1,officer,W1,F,2015-04-01\n")
    put(
        cycle.raw_dir,
        "mapping.toml",
        '[[table]]\ntable = "leavers"\nfile = "exits.csv"\n'
        '[[table]]\ntable = "workforce_snapshot"\nfile = "./old/people.csv"\n[table.constants]\nas_at = 2023-03-31\n',
    )
    assert set(stopped_at(cycle)) == {"leavers.csv"}


def test_an_archive_without_months_is_not_read(tmp_path):
    cycle = a_cycle(tmp_path)
    for name, inside in (("searches.zip", "2023-01-kent-stop-and-search.csv"), ("hr.zip", "leavers.csv")):
        with zipfile.ZipFile(cycle.raw_dir / name, "w") as archive:
            archive.writestr(inside, "x")
    assert set(stopped_at(cycle)) == {"hr.zip"}


def test_nothing_of_the_raw_folder_of_a_demo_is_read_and_that_is_said(tmp_path):
    cycle = a_cycle(tmp_path, demo=True)
    put(cycle.raw_dir, "leavers.csv", LEAVERS + ONE)
    assert 'write data = "real" in cycles/c.toml' in stopped_at(cycle)["leavers.csv"]


# --- what the project carries -----------------------------------------------------------------------------------------


def the_benchmarks(root, tmp_path):
    put(tmp_path / "reference", "benchmarks.csv", (root / "data" / "reference" / "benchmarks.csv").read_bytes())
    return load_benchmarks(a_cycle(tmp_path)).frame


def test_benchmarks_add_up_and_say_where_they_are_from(root, tmp_path):
    frame = the_benchmarks(root, tmp_path)
    for _, group in frame[frame["characteristic"] != "all"].groupby(["population", "characteristic"]):
        assert group["share"].sum() == pytest.approx(1, abs=0.0002)
        assert (group["count"] / group["count"].sum() - group["share"]).abs().max() < 0.0001
    assert frame[["source", "geography", "age_range", "precision"]].notna().all().all()
    workers = frame[frame["population"] == "City of London workers"]
    assert workers["group"].tolist() == ["All"] and workers["count"].tolist() == [615_000]


def test_benchmarks_are_those_of_the_census_files(root, shared, tmp_path):
    frame = the_benchmarks(root, tmp_path)
    census = pd.read_csv(shared / "public-data" / "census" / "ethnicity21_ltla21.csv")
    census = census[census["ethnic_group"].str.contains("(number)", regex=False)]
    places = {
        "City of London residents": census["ltla21_code"] == "E09000001",
        "London residents": census["ltla21_code"].str.startswith("E09"),
        "England and Wales residents": census["ltla21_code"].notna(),
    }
    for population, rows in places.items():
        counts = frame[(frame["population"] == population) & (frame["characteristic"] == "ethnicity_5")]
        for group, count in zip(counts["group"], counts["count"]):
            found = census[rows & census["ethnic_group"].str.startswith(group)]["value"].sum()
            assert count == found, (population, group)
    # as published by ONS for England and Wales: Asian 9.3%, Black 4.0%, Mixed 2.9%, White 81.7%, Other 2.1%
    shares = frame[(frame["population"] == "England and Wales residents") & (frame["characteristic"] == "ethnicity_5")]
    exact = shares.set_index("group")["count"].astype(float) / shares["count"].sum()
    assert exact.round(3).to_dict() == {"Asian": 0.093, "Black": 0.040, "Mixed": 0.029, "White": 0.817, "Other": 0.021}


def test_a_folder_named_as_a_table_is_a_fault(tmp_path):
    cycle = a_cycle(tmp_path)
    put(tmp_path / "synthetic", "leavers.csv", LEAVERS + ONE)
    (cycle.raw_dir / "leavers.csv").mkdir(parents=True)
    with pytest.raises(DataFault, match="leavers.csv does not fit the leavers table: 1 fault\n  it is a folder and not a file"):
        load_leavers(cycle)
    with pytest.raises(DataFault, match="it is a folder"):
        unread(cycle)


def test_a_pipe_named_as_a_table_is_a_fault_and_is_not_waited_for(tmp_path):
    cycle = a_cycle(tmp_path)
    os.mkfifo(cycle.raw_dir / "leavers.csv")
    with pytest.raises(DataFault, match="it is no ordinary file"):
        load_leavers(cycle)


def test_a_dangling_link_is_a_fault(tmp_path):
    cycle = a_cycle(tmp_path)
    put(tmp_path / "synthetic", "leavers.csv", LEAVERS + ONE)
    cycle.raw_dir.mkdir(parents=True, exist_ok=True)
    (cycle.raw_dir / "leavers_2023.csv").symlink_to(tmp_path / "nowhere.csv")
    with pytest.raises(DataFault, match="leavers_2023.csv .*\n  it is a link to a file that is not there; copy the file here") as refused:
        load_leavers(cycle)
    assert "nowhere" not in str(refused.value)
    (tmp_path / "nowhere.csv").write_text(LEAVERS + TWO)
    assert len(load_leavers(cycle)) == 1 and not load_leavers(cycle).synthetic


PEOPLE = SNAPSHOT + "P1,officer,W1,F,2015-04-01\nP2,officer,A4,M,2010-01-04\n"


def test_the_workforce_is_read_once_for_all_tables_of_people(tmp_path, monkeypatch):
    cycle = a_cycle(tmp_path)
    put(cycle.raw_dir, "workforce_snapshot_2022-03-31.csv", PEOPLE)
    put(cycle.raw_dir, "leavers.csv", LEAVERS + ONE)
    put(cycle.raw_dir, "joiners.csv", JOINED)
    opened = []
    whole, read_table = assemble_table.read_table, lambda path, **said: opened.append(path.name) or whole(path, **said)
    monkeypatch.setattr(assemble_table, "read_table", read_table)
    for load in (load_workforce, load_leavers, load_joiners, load_workforce):
        with reading(cycle.data_dir) as files:
            load(cycle)
        assert "workforce_snapshot_2022-03-31.csv" in {os.path.basename(file) for file in files}, "whoever is given it again depends on its files"
    assert sorted(opened) == ["joiners.csv", "leavers.csv", "workforce_snapshot_2022-03-31.csv"]


def test_a_workforce_that_was_changed_is_read_again(tmp_path):
    cycle = a_cycle(tmp_path)
    put(cycle.raw_dir, "workforce_snapshot_2022-03-31.csv", PEOPLE)
    first = load_workforce(cycle)
    first.frame["sex"] = "nobody's"
    assert set(load_workforce(cycle).frame["sex"]) == {"Female", "Male"}, "what one caller makes of it no other has"
    put(cycle.raw_dir, "workforce_snapshot_2022-03-31.csv", PEOPLE.replace("P2,officer", "P2,wizard"))
    for _ in range(2):
        with pytest.raises(DataFault, match="is not a code of the worker types"):
            load_workforce(cycle)
    put(cycle.raw_dir, "workforce_snapshot_2022-03-31.csv", PEOPLE + "P3,staff,W1,F,2019-04-01\n")
    assert len(load_workforce(cycle)) == 3
    os.remove(cycle.raw_dir / "workforce_snapshot_2022-03-31.csv")
    assert load_workforce(cycle).absent

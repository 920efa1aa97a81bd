"""What a refused file is advised is done as it says, and the file is read: a case for each advice that no other test follows.

A case brings the files that are refused, yields how they are read, and then does what the message says, once for each thing it offers.
"""

import gzip
import os
import re
import zipfile
from pathlib import Path

import pytest
from builders import searches_csv
from openpyxl import Workbook

import eianalysis.sources.by_day as by_day
import eianalysis.sources.months as months_of_files
import eianalysis.sources.parquet as parquet
import eianalysis.sources.unpack as unpack
import eianalysis.sources.workbook as workbooks
from eianalysis.errors import DataFault
from eianalysis.register.read.document import read_document
from eianalysis.schema import TABLES
from eianalysis.sources import load_applications, load_community_events, load_leavers, load_stop_search, load_targets, load_workforce
from eianalysis.sources.aggregates.declaration import read_declarations
from eianalysis.sources.propose import propose
from eianalysis.sources.typed import TypedTable
from eianalysis.sources.unread import unread
from tests.sources.test_advice_followed import mapped
from tests.sources.test_load import put
from tests.sources.test_mapping import a_cycle

pytestmark = [pytest.mark.follows, pytest.mark.slow]

LEFT = "person_ref,worker_type,ethnicity_code,sex,service_start,leave_date,leaver_type"
SEEN = "person_ref,worker_type,ethnicity_code,sex,service_start,as_at"
ENTRY = "[[table]]\ntable = 'leavers'\nfile = 'leavers.csv'\n"
SEARCHES = "2023-01-city-of-london-stop-and-search.csv"
COUNTS = Path(__file__).parents[2] / "docs" / "examples" / "annual-data-requirement" / "counts.toml"


def left(count=30, head=LEFT, **cells):
    """A file of leavers; ``cells`` say what stands in a column of row ``n``, those that are not ours last."""
    row = {
        "person_ref": lambda n: f"P{n}",
        "worker_type": lambda n: "officer",
        "ethnicity_code": lambda n: "W1",
        "sex": lambda n: "FM"[n % 2],
        "service_start": lambda n: f"2015-04-{n % 28 + 1:02}",
        "leave_date": lambda n: f"2022-{n % 12 + 1:02}-{n % 28 + 1:02}",
        "leaver_type": lambda n: "VR",
        **cells,
    }
    return "\n".join([head, *(",".join(made(n) for made in row.values()) for n in range(count))]) + "\n"


def seen(count=40, head=SEEN, day="2023-03-31", **cells):
    return left(count, head, leave_date=lambda n: day, **{"leaver_type": lambda n: "", **cells}).replace(",\n", "\n")


class Desk:
    """The folder of a cycle's extracts, and what somebody does there."""

    def __init__(self, folder, monkeypatch):
        self.folder, self.patch, self.facts = folder, monkeypatch, {}

    @property
    def cycle(self):
        return a_cycle(self.folder, **self.facts)

    @property
    def raw(self):
        return self.cycle.raw_dir

    def put(self, name, content):
        put(self.raw, name, content)

    def remove(self, name):
        (self.raw / name).unlink()

    def map(self, text):
        self.put("mapping.toml", text)


#: By the words of the advice: what is wrong, how it is read, and what is then done.
CASES = {}


def advised(words):
    """A case of this advice, as the message words it."""

    def add(case):
        CASES.setdefault(words, case)
        return case

    return add


# --- files ------------------------------------------------------------------------------------------------------------------------


@advised("put the file itself here, or give the folder another name")
def a_folder(desk):
    (desk.raw / "leavers.csv").mkdir()
    yield load_leavers
    (desk.raw / "leavers.csv").rename(desk.raw / "old")
    yield load_leavers
    desk.put("leavers.csv", left())


@advised("copy the file here instead of a link to it")
def a_link(desk):
    (desk.raw / "leavers.csv").symlink_to(desk.folder / "nowhere.csv")
    yield load_leavers
    desk.remove("leavers.csv")
    desk.put("leavers.csv", left())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_a_pipe_is_replaced_by_the_file_itself(tmp_path, monkeypatch):
    desk = Desk(tmp_path, monkeypatch)
    os.mkfifo(desk.raw / "leavers.csv")
    with pytest.raises(DataFault, match="copy the file itself here"):
        load_leavers(desk.cycle)
    desk.remove("leavers.csv")
    desk.put("leavers.csv", left())
    assert len(load_leavers(desk.cycle)) == 30


@advised("export it again; a table without rows still has its headings. Correct or replace the file.")
def an_empty_file(desk):
    desk.put("leavers.csv", "")
    yield load_leavers
    desk.put("leavers.csv", left())


@advised("export it again; if nobody is in it, take the file away, and the table is absent")
def headings_alone(desk):
    desk.put("workforce_snapshot.csv", SEEN + "\n")
    yield load_workforce
    desk.remove("workforce_snapshot.csv")
    yield load_workforce
    desk.put("workforce_snapshot.csv", seen())


def book(rows, path):
    made = Workbook()
    for row in rows:
        made.active.append(row)
    made.save(path)
    return path.read_bytes()


def as_rows(text):
    return [line.split(",") for line in text.splitlines()]


@advised("rename it, as .xlsx")
def a_workbook_named_csv(desk):
    desk.put("leavers.csv", book(as_rows(left()), desk.folder / "book.xlsx"))
    yield load_leavers
    (desk.raw / "leavers.csv").rename(desk.raw / "leavers.xlsx")


@advised("save it again as .xlsx")
def a_text_named_xlsx(desk):
    desk.put("leavers.xlsx", left())
    yield load_leavers
    book(as_rows(left()), desk.raw / "leavers.xlsx")


@advised("open and save it again")
def a_damaged_workbook(desk):
    desk.put("leavers.xlsx", book(as_rows(left()), desk.folder / "book.xlsx")[:2000])
    yield load_leavers
    book(as_rows(left()), desk.raw / "leavers.xlsx")


@advised("save it without one")
def a_locked_workbook(desk):
    desk.put("leavers.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500 + "EncryptedPackage".encode("utf-16-le"))
    yield load_leavers
    book(as_rows(left()), desk.raw / "leavers.xlsx")


@advised("delete the rows below and the columns right of the table, save it again")
def a_cell_far_away(desk):
    desk.put("leavers.xlsx", book(as_rows(left()), desk.folder / "book.xlsx"))
    made = Workbook()
    for row in as_rows(left()):
        made.active.append(row)
    made.active["XFD1048576"] = "x"
    made.save(desk.raw / "leavers.xlsx")
    yield load_leavers
    book(as_rows(left()), desk.raw / "leavers.xlsx")


@advised("export fewer rows or columns, or as CSV")
def a_workbook_that_unpacks_to_too_much(desk):
    desk.put("leavers.xlsx", book(as_rows(left(3000)), desk.folder / "book.xlsx"))
    size = sum(part.file_size for part in zipfile.ZipFile(desk.raw / "leavers.xlsx").infolist())
    desk.patch.setattr(workbooks, "MOST_BYTES", size // 2)
    yield load_leavers
    book(as_rows(left(300)), desk.raw / "leavers.xlsx")
    yield load_leavers
    desk.remove("leavers.xlsx")
    desk.put("leavers.csv", left(3000))


@advised("open it there, let it calculate and save it again")
def a_formula_that_was_never_calculated(desk):
    rows = as_rows(left())
    book([rows[0], [*rows[1][:-1], '=CONCATENATE("V", "R")'], *rows[2:]], desk.raw / "leavers.xlsx")
    yield load_leavers
    book(rows, desk.raw / "leavers.xlsx")


@advised("export it as CSV or XLSX")
def a_binary_file(desk):
    desk.put("leavers.csv", bytes(range(256)) * 8)
    yield load_leavers
    desk.put("leavers.csv", left())
    yield load_leavers
    desk.remove("leavers.csv")
    book(as_rows(left()), desk.raw / "leavers.xlsx")


@advised("save it as CSV UTF-8")
def a_text_in_no_encoding(desk):
    desk.put("leavers.csv", b"\xff\xfe" + left().encode("utf-16-le") + b"\x00\xd8a\x00")
    yield load_leavers
    desk.put("leavers.csv", left())


@advised("save it again, or rename it")
def a_text_named_gz(desk):
    desk.put("leavers.csv.gz", left())
    yield load_leavers
    (desk.raw / "leavers.csv.gz").rename(desk.raw / "leavers.csv")
    yield load_leavers
    (desk.raw / "leavers.csv").unlink()
    desk.put("leavers.csv.gz", gzip.compress(left().encode()))


@advised("is it laid out sideways, or separated by another sign?")
def a_table_laid_out_sideways(desk):
    rows = as_rows(left(20_000))
    desk.put("leavers.csv", "\n".join(",".join(row[place] for row in rows) for place in range(len(rows[0]))) + "\n")
    yield load_leavers
    desk.put("leavers.csv", left(20_000))


@advised("see whether it may be read, and is on this machine")
def a_file_that_may_not_be_read(desk):
    desk.put("leavers.csv", left())
    read = Path.read_bytes

    def refused(path):
        if path.name == "leavers.csv":
            raise PermissionError
        return read(path)

    desk.patch.setattr(Path, "read_bytes", refused)
    yield load_leavers
    desk.patch.setattr(Path, "read_bytes", read)


@advised("two tables stand one under the other: put each table into a file of its own")
def two_tables_in_a_file(desk):
    other = LEFT.replace("service_start,leave_date", "leave_date,service_start")
    again = f"{other}\nQ1,officer,W1,F,2022-06-01,2015-04-01,VR\n"
    desk.put("leavers.csv", left() + again)
    yield load_leavers
    desk.put("leavers.csv", left())
    desk.put("leavers_2.csv", again)


@advised("a comma inside a value must be in quotation marks")
def a_comma_inside_a_value(desk):
    desk.put("leavers.csv", left(head=LEFT + ",unit_at_leaving", unit=lambda n: "Homicide, north"))
    yield load_leavers
    desk.put("leavers.csv", left(head=LEFT + ",unit_at_leaving", unit=lambda n: '"Homicide, north"'))


@advised("save it again, as CSV or XLSX")
def a_parquet_file_that_is_none(desk):
    desk.put("leavers.parquet", b"PAR1" + b"0" * 200)
    yield load_leavers
    desk.remove("leavers.parquet")
    desk.put("leavers.csv", left())
    yield load_leavers
    desk.remove("leavers.csv")
    book(as_rows(left()), desk.raw / "leavers.xlsx")


def as_parquet(text, path):
    import duckdb

    path.with_suffix(".txt").write_text(text)
    with duckdb.connect() as base:
        base.execute(f"copy (from read_csv('{path.with_suffix('.txt')}', all_varchar=true, nullstr='\u0001')) to '{path}' (format parquet)")
    path.with_suffix(".txt").unlink()


@advised("save it as CSV or XLSX, or `pip install eianalysis[large]`")
def a_parquet_file_without_its_reader(desk):
    as_parquet(left(), desk.raw / "leavers.parquet")
    there = parquet.find_spec
    desk.patch.setattr(parquet, "find_spec", lambda name: None)
    yield load_leavers
    desk.patch.setattr(parquet, "find_spec", there)
    yield load_leavers
    desk.remove("leavers.parquet")
    desk.put("leavers.csv", left())


@advised("export fewer rows or columns")
def a_parquet_file_of_too_many_cells(desk):
    as_parquet(left(60), desk.raw / "leavers.parquet")
    desk.patch.setattr(parquet, "MOST_CELLS", 350)
    yield load_leavers
    as_parquet(left(30), desk.raw / "leavers.parquet")


# --- what nothing reads ----------------------------------------------------------------------------------------------------------


def nothing_unread(cycle):
    if faults := unread(cycle):
        raise faults[0]


@advised('write data = "real" in cycles/c.toml, or take the file away')
def a_file_beside_a_demo(desk):
    desk.facts["demo"] = True
    desk.put("leavers.csv", left())
    yield nothing_unread
    desk.facts["demo"] = False
    yield nothing_unread
    desk.facts["demo"] = True
    desk.remove("leavers.csv")


@advised("only files beside mapping.toml are found by name: move it there, or name it in mapping.toml with its folder")
def a_file_in_a_folder(desk):
    put(desk.raw / "hr", "leavers.csv", left())
    yield nothing_unread
    desk.map(ENTRY.replace("leavers.csv", "hr/leavers.csv"))
    yield nothing_unread
    desk.remove("mapping.toml")
    (desk.raw / "hr" / "leavers.csv").rename(desk.raw / "leavers.csv")


@advised("save it as one of them, or take it away. Every file there is to be read, or to lie elsewhere.")
def a_file_that_is_no_table(desk):
    desk.put("leavers.doc", left())
    yield nothing_unread
    (desk.raw / "leavers.doc").rename(desk.raw / "leavers.csv")
    yield nothing_unread
    desk.remove("leavers.csv")


@advised("Take one of the two files away.")
def rows_in_two_files(desk):
    desk.put("leavers.csv", left())
    desk.put("leavers_again.csv", left())
    yield load_leavers
    desk.remove("leavers_again.csv")


@advised("export it again, as a sheet or as CSV")
def a_workbook_of_a_chart_alone(desk):
    from openpyxl.chartsheet import Chartsheet

    made = Workbook()
    made.remove(made.active)
    made._sheets.append(Chartsheet(title="Chart", parent=made))
    made.save(desk.raw / "leavers.xlsx")
    yield load_leavers
    book(as_rows(left()), desk.raw / "leavers.xlsx")
    yield load_leavers
    desk.remove("leavers.xlsx")
    desk.put("leavers.csv", left())


# --- mappings --------------------------------------------------------------------------------------------------------------------


@advised("rename all but the one that is meant")
def a_heading_that_stands_twice(desk):
    desk.map(mapped("leavers", LEFT))
    desk.put("leavers.csv", left(head=LEFT + ",sex", other=lambda n: "M"))
    yield load_leavers
    desk.put("leavers.csv", left(head=LEFT + ",sex before", other=lambda n: "M"))


@advised("it holds one date: observed_from = 1990-01-01, and may hold covers_to = 2023-03-31, or by table: covers_to = { leavers = 2023-03-31 }")
def a_history_without_its_day(desk):
    desk.put("leavers.csv", left())
    desk.map("[history]\nobserved_from = '1990'\n")
    yield load_leavers
    for line in ("observed_from = 1990-01-01", "observed_from = 1990-01-01\ncovers_to = 2023-03-31", "covers_to = { leavers = 2023-03-31 }"):
        desk.map(f"[history]\n{line}\n")
        yield load_leavers


TENURE = ENTRY + "[table.columns]\n" + "".join(f"{name} = '{name}'\n" for name in LEFT.split(",") if name != "service_start")
TENURE += "[table.before.service_start]\nof = 'leave_date'\nmonths = 'Tenure'\n"


@advised("a number of 0 or more. Correct the file, or set these rows aside.")
def a_length_that_is_none(desk):
    desk.map(TENURE)
    head = LEFT.replace("service_start", "Tenure")
    desk.put("leavers.csv", left(head=head, service_start=lambda n: "36" if n else "three years"))
    yield load_leavers
    desk.map(TENURE + "[[table.set_aside]]\nreason = 'no length'\ncolumn = 'Tenure'\nis = 'three years'\n")
    yield load_leavers
    desk.map(TENURE)
    desk.put("leavers.csv", left(head=head, service_start=lambda n: "36"))


TESTED = ENTRY + "[[table.only]]\nreason = 'the year'\ncolumn = 'leave_date'\nafter = 2021-03-31\n"


@advised("tests on dates need dates; see date_format in docs/mapping.md. Correct the file or the mapping.")
def a_test_on_what_is_no_date(desk):
    desk.map(TESTED)
    desk.put("leavers.csv", left(leave_date=lambda n: f"20221{n % 3:01}{n % 28 + 1:02}x"))
    yield load_leavers
    desk.map(TESTED.replace("[[table.only]]", "date_format = '%Y%m%dx'\n[[table.only]]"))
    yield load_leavers
    desk.map(TESTED)
    desk.put("leavers.csv", left())


@advised("map a column of the file to it in [table.columns]")
def codes_of_a_column_that_is_not_there(desk):
    own = "\n[table.own_codes.religion]\nNone = 'No religion'\n"
    desk.put("leavers.csv", left(head=LEFT + ",Faith", faith=lambda n: "None"))
    desk.map(mapped("leavers", LEFT) + own)
    yield load_leavers
    desk.map(mapped("leavers", LEFT, "religion = 'Faith'\n") + own)


@advised("say which table it makes")
def an_entry_without_its_table(desk):
    desk.put("leavers.csv", left())
    desk.map(ENTRY.replace("table = 'leavers'\n", ""))
    yield load_leavers
    desk.map(ENTRY)


YEARS = ("leavers_2022.csv", "leavers_2023.csv")


@advised(
    "export it again; or, if it was never recorded then, say so in mapping.toml, in [table.constants] of this file: leaver_type = ''. "
    "Correct the extract, or say in mapping.toml how it is to be read."
)
def a_column_that_is_blank_in_one_file(desk):
    for name, why in zip(YEARS, ("", "VR"), strict=True):
        desk.put(name, left(person_ref=lambda n, name=name: f"{name[8:12]}{n}", leaver_type=lambda n, why=why: why))
    yield load_leavers
    desk.map(
        "".join(f"[[table]]\ntable = 'leavers'\nfile = '{name}'\n" for name in YEARS).replace(
            f"'{YEARS[0]}'\n", f"'{YEARS[0]}'\n[table.constants]\nleaver_type = ''\n"
        )
    )
    yield load_leavers
    desk.remove("mapping.toml")
    desk.put(YEARS[0], left(person_ref=lambda n: f"2022{n}"))


# --- full time ---------------------------------------------------------------------------------------------------------------------

HOURS = "[[table]]\ntable = 'workforce_snapshot'\nfile = 'workforce_snapshot.csv'\n[table.fte]\ncolumn = 'Hours'\nfull = 37\n"


@advised("hours or per cent as a number")
def hours_that_are_words(desk):
    desk.map(HOURS)
    desk.put("workforce_snapshot.csv", seen(head=SEEN + ",Hours", leaver_type=lambda n: "37" if n else "full"))
    yield load_workforce
    desk.put("workforce_snapshot.csv", seen(head=SEEN + ",Hours", leaver_type=lambda n: "37"))


@advised("full time is 37 here, and a cell can be of one measure only: write all of them alike")
def hours_and_shares_in_one_column(desk):
    desk.map(HOURS)
    desk.put("workforce_snapshot.csv", seen(head=SEEN + ",Hours", leaver_type=lambda n: "37" if n % 3 else "80%"))
    yield load_workforce
    desk.put("workforce_snapshot.csv", seen(head=SEEN + ",Hours", leaver_type=lambda n: "37" if n % 3 else "29.6"))


@advised("full time is 1 in the other snapshots: export these again, or correct them")
def one_snapshot_of_other_hours(desk):
    head, share = SEEN + ",fte", lambda n: 1 if n % 9 else 0.8
    first = seen(60, head, "2022-03-31", leaver_type=lambda n: str(share(n)))
    second = {times: seen(59, head, leaver_type=lambda n, times=times: f"{share(n) * times:g}").partition("\n")[2] for times in (1, 1.4)}
    desk.put("workforce_snapshot.csv", first + second[1.4])
    yield load_workforce
    desk.put("workforce_snapshot.csv", first + second[1])


@advised("posts of one person agree in it; is it the reference of a person?")
def two_people_under_one_reference(desk):
    desk.map("[[table]]\ntable = 'workforce_snapshot'\nfile = 'workforce_snapshot.csv'\n[table.posts]\n")
    head = SEEN + ",fte"
    desk.put("workforce_snapshot.csv", seen(head=head, person_ref=lambda n: f"Post{n // 2}", leaver_type=lambda n: "0.5"))
    yield load_workforce
    desk.put("workforce_snapshot.csv", seen(head=head, leaver_type=lambda n: "1"))


# --- dates -------------------------------------------------------------------------------------------------------------------------


@advised("they come from two systems, or a spreadsheet has changed some: export them again")
def dates_in_both_orders(desk):
    desk.put("leavers.csv", left(leave_date=lambda n: f"{n % 12 + 1:02}/{n % 9 + 15}/2022" if n % 2 else f"{n % 9 + 15}/{n % 12 + 1:02}/2022"))
    yield load_leavers
    desk.put("leavers.csv", left(leave_date=lambda n: f"{n % 9 + 15}/{n % 12 + 1:02}/2022"))


@advised("import the text again with this column as text, or in the order day, month, year")
def dates_that_a_spreadsheet_read_in_part(desk):
    desk.put("leavers.csv", left(leave_date=lambda n: f"2022-{n % 12 + 1:02}-{n % 11 + 1:02}" if n % 2 else f"{n % 9 + 15}/{n % 12 + 1:02}/2022"))
    yield load_leavers
    desk.put("leavers.csv", left(leave_date=lambda n: f"{n % 11 + 1 if n % 2 else n % 9 + 15:02}/{n % 12 + 1:02}/2022"))


# --- cells ---------------------------------------------------------------------------------------------------------------------------


@advised("it is empty; every row needs one")
def a_row_without_its_day(desk):
    desk.put("leavers.csv", left(leave_date=lambda n: "2022-06-30" if n else ""))
    yield load_leavers
    desk.put("leavers.csv", left(leave_date=lambda n: "2022-06-30"))


@advised("is this the right column?")
def another_column_under_the_heading(desk):
    desk.put("leavers.csv", left(60, leaver_type=lambda n: f"Word{n * n}"))
    yield load_leavers
    desk.put("leavers.csv", left(60, head=LEFT.replace("leaver_type", "Remark") + ",leaver_type", leaver_type=lambda n: f"Word{n * n}", why=lambda n: "VR"))


@advised("mend it there, or where it means that nothing is recorded say so in mapping.toml: [values.leaver_type] '#N/A' = ''")
def a_cell_that_failed(desk):
    desk.put("leavers.csv", left(leaver_type=lambda n: "VR" if n else "#N/A"))
    yield load_leavers
    desk.map("[values.leaver_type]\n'#N/A' = ''\n")
    yield load_leavers
    desk.remove("mapping.toml")
    desk.put("leavers.csv", left())


@advised("one of the two dates is wrong")
def a_day_before_another(desk):
    desk.put("leavers.csv", left(service_start=lambda n: "2015-04-01" if n else "2025-04-01"))
    yield load_leavers
    desk.put("leavers.csv", left(service_start=lambda n: "2015-04-01"))


HELD = "event_ref,type,event_date,audience,attended,attended_under_25,attended_women,attended_men"


def held(attended=40, young=10, women=20):
    audience = next(iter(TABLES["community_events"]["audience"].codes))
    return f"{HELD}\nE1,outreach,2022-06-01,{audience},{attended},{young},{women},20\n"


@advised("attended_under_25 is a part of it; one of the numbers is wrong")
def a_part_larger_than_the_whole(desk):
    desk.put("community_events.csv", held(young=50))
    yield load_community_events
    desk.put("community_events.csv", held())


@advised("are parts of it; one of the numbers is wrong")
def parts_larger_than_the_whole(desk):
    desk.put("community_events.csv", held(women=30))
    yield load_community_events
    desk.put("community_events.csv", held())


@advised("export it again as text")
def references_as_powers_of_ten(desk):
    desk.put("leavers.csv", left(person_ref=lambda n: "1.2E+12" if n == 3 else str(1_200_000_000_000 + n)))
    yield load_leavers
    desk.put("leavers.csv", left(person_ref=lambda n: str(1_200_000_000_000 + n)))


@advised("keep one of each, and write each reference in one way")
def a_row_in_two_spellings(desk):
    desk.put("leavers.csv", left() + left(1).splitlines()[1].replace("P0", "p-0") + "\n")
    yield load_leavers
    desk.put("leavers.csv", left())


@advised("take the wrong one out, or say which is right in mapping.toml: [table.columns] sex = ")
def two_columns_of_one_meaning(desk):
    desk.put("leavers.csv", left(head=LEFT + ",Gender", other=lambda n: "M"))
    yield load_leavers
    desk.map(mapped("leavers", LEFT))
    yield load_leavers
    desk.remove("mapping.toml")
    desk.put("leavers.csv", left())


APPLIED = "application_ref,previous_ref,applied_on,campaign_id,ethnicity_code,route,sex,sift,interview,worker_type"


def applied(sift="pass", previous=lambda n: ""):
    return APPLIED + "\n" + "".join(f"A{n},{previous(n)},2022-04-{n + 1:02},K,W1,pcda,F,{sift if n == 3 else 'pass'},pass,officer\n" for n in range(12))


@advised("a stage follows one that was passed; write 'not required' where sift was no stage of the campaign")
def a_stage_that_was_skipped(desk):
    desk.put("applications.csv", applied(""))
    yield load_applications
    desk.put("applications.csv", applied("not required"))
    yield load_applications
    desk.put("applications.csv", applied())


# --- references that follow ---------------------------------------------------------------------------------------------------------


@advised("it should be empty where no other came before it")
def rows_that_follow_themselves(desk):
    from eianalysis.sources.linkage import check_linkage

    def met(cycle):
        if faults := check_linkage({"applications": load_applications(cycle)})[1]:
            raise faults[0]

    desk.put("applications.csv", applied(previous=lambda n: f"A{n}"))
    yield met
    desk.put("applications.csv", applied())


# --- one table beside another --------------------------------------------------------------------------------------------------------


def moved(n):
    return "A1" if (n - 1 if 100 <= n < 220 else n) % 3 == 0 else "W1"


@advised("were cells of the column moved up or down in a part of the file? Export it again")
def cells_moved_in_a_part(desk):
    code = lambda n: "A1" if n % 3 == 0 else "W1"  # noqa: E731
    desk.put("workforce_snapshot.csv", seen(400, day="2022-03-31", ethnicity_code=code))
    desk.put("leavers.csv", left(400, ethnicity_code=moved, leave_date=lambda n: f"2022-{n % 9 + 4:02}-{n % 28 + 1:02}"))
    yield load_leavers
    desk.put("leavers.csv", left(400, ethnicity_code=code, leave_date=lambda n: f"2022-{n % 9 + 4:02}-{n % 28 + 1:02}"))


@advised("export it again; or have it taken from the workforce table, by saying in mapping.toml of this file: [table.constants] ethnicity_code = ''")
def a_column_about_other_people(desk):
    code = lambda n: "A1" if n % 2 else "W1"  # noqa: E731
    desk.put("workforce_snapshot.csv", seen(40, day="2022-03-31", ethnicity_code=code))
    desk.put("leavers.csv", left(40, ethnicity_code=lambda n: "A1" if n < 20 else "W1"))
    yield load_leavers
    desk.map(f"{ENTRY}[table.constants]\nethnicity_code = ''\n")
    yield load_leavers
    desk.remove("mapping.toml")
    desk.put("leavers.csv", left(40, ethnicity_code=code))


TARGETS = (Path(__file__).parents[2] / "data" / "reference" / "targets.csv").read_text(encoding="utf-8")


@advised("a share is written under value, a number of people under people")
def a_target_without_its_number(desk):
    head, first, *_ = TARGETS.splitlines()
    value = head.split(",").index("value")
    put(desk.folder / "reference", "targets.csv", f"{head}\n{','.join(cell if place != value else '' for place, cell in enumerate(first.split(',')))}\n")
    yield load_targets
    put(desk.folder / "reference", "targets.csv", f"{head}\n{first}\n")


# --- searches --------------------------------------------------------------------------------------------------------------------------


def searched(hours=range(40), **cells):
    return searches_csv(*({"Date": f"2023-01-{n % 28 + 1:02}T{n % 12 + 8:02}:{n:02}:00+00:00", **cells} for n in hours))


@advised('say whose searches they are in cycles/c.toml, as force = "city-of-london" Correct the cycle, or take the other files away.')
def searches_of_two_forces(desk):
    desk.put(SEARCHES, searched())
    desk.put(SEARCHES.replace("city-of-london", "kent"), searched())
    yield load_stop_search
    desk.facts["force"] = "city-of-london"
    yield load_stop_search
    desk.facts.clear()
    desk.remove(SEARCHES.replace("city-of-london", "kent"))


@advised("keep the right one of the two. Take one of each pair away.")
def a_month_in_two_files(desk):
    desk.put(SEARCHES, searched())
    put(desk.raw / "again", SEARCHES, searched(range(39)))
    yield load_stop_search
    (desk.raw / "again" / SEARCHES).unlink()


@advised("fetch the file again from data.police.uk")
def a_row_with_a_cell_too_many(desk):
    desk.put(SEARCHES, searched() + searched(range(1)).splitlines()[1] + b",more\n")
    yield load_stop_search
    desk.put(SEARCHES, searched())


@advised("Fetch the file again from data.police.uk.")
def a_month_without_a_heading(desk):
    desk.put(SEARCHES, searched().replace(b"Gender", b"Remark", 1))
    yield load_stop_search
    desk.put(SEARCHES, searched())


@advised("it should be True, False or empty")
def a_yes_of_another_word(desk):
    desk.put(SEARCHES, searched(**{"Outcome linked to object of search": "perhaps"}))
    yield load_stop_search
    for word in ("True", "False", ""):
        desk.put(SEARCHES, searched(**{"Outcome linked to object of search": word}))
        yield load_stop_search


@advised("If the word is right and new, say what it means in mapping.toml ([table.values]).")
def a_word_that_is_new(desk):
    desk.put(SEARCHES, searched(Outcome="Stern look"))
    yield load_stop_search
    desk.map("[[table]]\ntable = 'stop_search'\n[table.values.outcome]\n'Stern look' = 'A no further action disposal'\n")


@advised("a month without searches and a month not sent look alike; ask which it is")
def a_month_without_a_row(desk):
    desk.put(SEARCHES, searched([]))
    yield load_stop_search
    desk.put(SEARCHES, searched())
    yield load_stop_search
    desk.remove(SEARCHES)


@advised("ask the force which rows are right, and take the others out")
def a_part_of_a_month_that_stands_twice(desk):
    desk.put(SEARCHES, searched([*range(40), *range(20)]))
    yield load_stop_search
    desk.put(SEARCHES, searched())


@advised("fetch the archive again, or unpack it")
def a_damaged_archive(desk):
    with zipfile.ZipFile(desk.raw / "months.zip", "w") as archive:
        archive.writestr(SEARCHES, searched())
    sound = (desk.raw / "months.zip").read_bytes()
    desk.put("months.zip", sound[:200] + b"#" * 50 + sound[250:])
    yield load_stop_search
    desk.put("months.zip", sound)
    yield load_stop_search
    desk.remove("months.zip")
    desk.put(SEARCHES, searched())


@advised("give it month by month; or `pip install eianalysis[large]`, with which a file of that size is counted where it lies")
def an_archive_of_a_month_too_large(desk):
    with zipfile.ZipFile(desk.raw / "months.zip", "w") as archive:
        archive.writestr(SEARCHES, searched())
    desk.patch.setattr(months_of_files, "MOST_UNPACKED", len(searched()) - 1)
    yield load_stop_search
    desk.remove("months.zip")
    half = len(searched()) // 2
    assert half
    for month, days in (("2023-01", range(20)), ("2023-02", range(20, 40))):
        desk.put(SEARCHES.replace("2023-01", month), searched(days).replace(b"2023-01-", f"{month}-".encode()))


def test_a_file_too_large_for_its_rows_is_given_month_by_month_and_its_rows_are_told_and_read(tmp_path, monkeypatch):
    desk = Desk(tmp_path, monkeypatch)
    whole = searched() + searched([3], Date="2023-01-32T12:00:00+00:00").split(b"\n", 1)[1]
    monkeypatch.setattr(by_day, "LARGE", 1)
    monkeypatch.setattr(by_day, "MOST_UNPACKED", len(whole) - 1)
    desk.put(SEARCHES, whole)
    with pytest.raises(DataFault, match="too large for its rows to be looked at; give it month by month, as data.police.uk does"):
        load_stop_search(desk.cycle)
    desk.put(SEARCHES, searched([3], Date="2023-01-32T12:00:00+00:00"))
    desk.put(SEARCHES.replace("2023-01", "2023-02"), searched().replace(b"2023-01-", b"2023-02-"))
    with pytest.raises(DataFault, match="row 2, column 'Date'"):
        load_stop_search(desk.cycle)
    desk.put(SEARCHES, searched([3]))
    assert len(load_stop_search(desk.cycle)) == 41


@advised("save it as CSV, or `pip install eianalysis[large]`")
def a_parquet_month_without_its_reader(desk):
    as_parquet(searched().decode(), (desk.raw / SEARCHES).with_suffix(".parquet"))
    there = unpack.find_spec
    desk.patch.setattr(unpack, "find_spec", lambda name: None)
    yield load_stop_search
    desk.patch.setattr(unpack, "find_spec", there)
    yield load_stop_search
    (desk.raw / SEARCHES).with_suffix(".parquet").unlink()
    desk.put(SEARCHES, searched())


@advised("fetch it again, or unpack it")
def a_damaged_parquet_month(desk):
    path = (desk.raw / SEARCHES).with_suffix(".parquet")
    path.write_bytes(b"PAR1" + b"0" * 200)
    yield load_stop_search
    as_parquet(searched().decode(), path)


# --- counts ------------------------------------------------------------------------------------------------------------------------


def counts(cycle):
    read_declarations(cycle.raw_dir / "counts.toml")


def declared(words, wrong):
    @advised(words)
    def case(desk):
        sound = COUNTS.read_text(encoding="utf-8")
        desk.put("counts.toml", wrong(sound))
        yield counts
        desk.put("counts.toml", sound)


declared("say where the events are counted: [counts.numerator]", lambda text: re.sub(r"\[counts.numerator\]\n.*\n", "", text))
declared("say where it is counted: [counts.denominator]", lambda text: re.sub(r"\[counts.denominator\]\n.*\n", "", text))
declared("it should be a whole number, as 5", lambda text: text.replace("add = true", 'add = true\nrounded_to = "five"'))
declared("'characteristic' is 5; it should be a text", lambda text: text.replace('characteristic = "ethnicity"', "characteristic = 5"))
declared("each begins with [[counts]] in double brackets", lambda text: text.replace("[[counts]]", "[counts]"))
declared("give each an id of its own", lambda text: text + text[text.index("[[counts]]") :])


# --- what map is given, and papers --------------------------------------------------------------------------------------------------


@advised("is the row of headings missing")
def a_file_without_its_headings(desk):
    desk.put("people.csv", "\n".join(left().splitlines()[1:]) + "\n")
    yield lambda cycle: propose(cycle.raw_dir / "people.csv")
    desk.put("people.csv", left())


@advised("save it again as .docx")
def a_text_named_docx(desk):
    desk.put("plan.docx", "A plan")
    yield lambda cycle: read_document(cycle.raw_dir / "plan.docx")
    desk.put("plan.docx", (Path(__file__).parents[1] / "register" / "documents" / "plan.docx").read_bytes())


@pytest.mark.parametrize("words", CASES)
def test_what_is_advised_is_done_and_the_files_are_read(tmp_path, monkeypatch, words):
    desk = Desk(tmp_path, monkeypatch)
    steps = CASES[words](desk)
    read = next(steps)
    with pytest.raises(DataFault) as refused:
        read(desk.cycle)
    said = " ".join(str(refused.value).split())
    assert all(part in said for part in words.split(". ")), said
    cured = [read(desk.cycle) for read in steps]
    cured.append(read(desk.cycle))
    assert not isinstance(cured[-1], TypedTable) or any(len(table.rows) for table in cured), "what is read after it holds something"

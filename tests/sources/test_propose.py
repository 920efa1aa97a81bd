"""``eianalysis map``: what it finds, what it asks, what it never writes, and what it leaves alone."""

import tomllib
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from eianalysis.cli import main
from eianalysis.errors import DataFault, EIAnalysisError, UsageError
from eianalysis.schema import TABLES
from eianalysis.sources import load_leavers
from eianalysis.sources.propose import propose
from eianalysis.sources.propose.assign import Assignment, Placed, _worth
from eianalysis.sources.propose.look import headings_at
from eianalysis.sources.propose.profile import Profile
from eianalysis.sources.propose.column_roles import heading_score, roles_of
from tests.sources.test_mapping import a_cycle

HEAD = "Payroll No,Surname,Sex,Ethnicity,Staff Group,Start Date,Date Left,Reason for Leaving\n"


def leavers(tmp_path, rows=30, head=HEAD, name="people who left.csv", reason="Resignation", **more):
    cycle = a_cycle(tmp_path, demo=False)
    lines = [
        f"7{n:04d},Fothergill,{'MF'[n % 2]},{more.get('ethnicity', 'White - British')},Police Officer,0{n % 9 + 1}/{n % 12 + 1:02d}/2015,"
        f"{n % 27 + 1:02d}/{n % 12 + 1:02d}/2022,{reason}\n"
        for n in range(rows)
    ]
    (cycle.raw_dir / name).write_text(head + "".join(lines))
    return cycle, cycle.raw_dir / name


def test_the_command_writes_a_mapping_that_loads(tmp_path, capsys):
    cycle, path = leavers(tmp_path)
    assert main(["map", str(path)]) == 0
    said = capsys.readouterr().out
    assert "people who left.csv: headings in row 1, 30 rows below" in said and "made into: leavers" in said
    assert "Fothergill" not in said and "70001" not in said
    assert "Written: mapping.toml beside people who left.csv" in said
    assert len(load_leavers(cycle).frame) == 30


def test_a_file_that_the_mapping_speaks_of_is_left_alone(tmp_path, capsys):
    cycle, path = leavers(tmp_path)
    propose(path)
    before = (cycle.raw_dir / "mapping.toml").read_text()
    assert main(["map", str(path)]) == 5
    assert "mapping.toml says already how people who left.csv is read; take its entries out" in capsys.readouterr().err
    assert (cycle.raw_dir / "mapping.toml").read_text() == before


def test_a_second_file_is_added_and_no_word_said_twice(tmp_path):
    cycle, path = leavers(tmp_path, reason="Reg 13")
    propose(path)
    leavers(tmp_path, reason="Voluntary redundancy", name="more.csv")
    propose(cycle.raw_dir / "more.csv")
    text = (cycle.raw_dir / "mapping.toml").read_text()
    assert tomllib.loads(text)["values"] == {"leaver_type": {"Voluntary redundancy": "CT", "Reg 13": "DI"}}
    assert text.count("[values.leaver_type]") == 1 and text.count("White - British = W1") == 1


def test_a_faulty_mapping_is_told_before_anything_is_added(tmp_path):
    cycle, path = leavers(tmp_path)
    (cycle.raw_dir / "mapping.toml").write_text("[histroy]\n")
    with pytest.raises(DataFault, match="'histroy' is not a key"):
        propose(path)
    assert (cycle.raw_dir / "mapping.toml").read_text() == "[histroy]\n"


@pytest.mark.parametrize(
    ("file", "table", "kind", "said"),
    [
        ("nothing.csv", None, UsageError, "there is no file nothing.csv"),
        ("people who left.csv", "leaver", UsageError, "'leaver' is no table; did you mean 'leavers'?"),
        ("notes.docx", None, UsageError, "notes.docx is no table that can be read"),
    ],
)
def test_what_cannot_be_mapped_is_told(tmp_path, file, table, kind, said):
    cycle, _ = leavers(tmp_path)
    (cycle.raw_dir / "notes.docx").write_bytes(b"x")
    with pytest.raises(kind, match=said):
        propose(cycle.raw_dir / file, table)
    assert not (cycle.raw_dir / "mapping.toml").exists()


def test_a_file_without_headings_shows_nobody(tmp_path):
    _, path = leavers(tmp_path, head="")
    with pytest.raises(DataFault, match="no row of headings was found in its first rows") as fault:
        propose(path)
    assert "Fothergill" not in str(fault.value) and "70000" not in str(fault.value)


def test_the_table_can_be_told(tmp_path):
    cycle, path = leavers(tmp_path)
    assert "  made into: joiners" in propose(path, "joiners")


def test_free_text_under_the_heading_of_a_code_list_is_neither_read_nor_shown(tmp_path):
    cycle, path = leavers(tmp_path, rows=0)
    lines = [f"7{n:04d},Fothergill,M,White - British,Police Officer,01/02/2015,13/05/2022,Left after words with Millicent {n}\n" for n in range(60)]
    path.write_text(HEAD + "".join(lines))
    said = "\n".join(propose(path))
    text = (cycle.raw_dir / "mapping.toml").read_text()
    assert "Millicent" not in said + text
    assert "'Reason for Leaving' is headed as leaver_type, and its values are not: it is not read" in said


def test_a_column_of_managers_under_the_heading_of_reasons_is_not_shown(tmp_path):
    """Few names in many rows each: neither a name of the file's own columns nor what looks like names is written."""
    for number, head in enumerate((HEAD, HEAD.replace("Surname", "Post Title"))):
        folder = tmp_path / str(number)
        folder.mkdir()
        cycle, path = leavers(folder, rows=0)
        managers = ["Fothergill", "Millicent Jellicoe", "Ebenezer Quarmby", "Octavia Lanyon"]
        path.write_text(head + "".join(f"7{n:04d},Fothergill,M,White - British,Police Officer,01/02/2015,13/05/2022,{managers[n % 4]}\n" for n in range(80)))
        written = "\n".join(propose(path)) + (cycle.raw_dir / "mapping.toml").read_text()
        assert not [name for name in managers if name in written]
        assert "4 values are not known and not shown here" in written


def test_what_stands_in_few_rows_is_not_shown(tmp_path):
    cycle, path = leavers(tmp_path)
    path.write_text(
        path.read_text()
        + "".join(
            f"8{n:04d},Lanyon,F,White - British,Police Officer,01/02/2015,13/05/2022,{text}\n"
            for text, rows in (("Ran away to sea", 2), ("Gone fishing", 6))
            for n in range(rows)
        )
    )
    said = "\n".join(propose(path))
    text = (cycle.raw_dir / "mapping.toml").read_text()
    assert '# "Gone fishing" = ""' in text and "sea" not in text + said
    assert "1 value is not known and not shown here, as it could be about one person; see rows 32, 33 of the file" in said


def test_codes_of_the_source_are_asked_about(tmp_path):
    cycle, path = leavers(tmp_path, reason="L07")
    propose(path)
    text = (cycle.raw_dir / "mapping.toml").read_text()
    assert '# L07 = ""' in text
    (cycle.raw_dir / "mapping.toml").write_text(text.replace('# L07 = ""', 'L07 = "TR"'))
    assert set(load_leavers(cycle).frame["leaver_type"]) == {"TR"}


def test_the_day_of_a_snapshot_that_nothing_tells_is_asked_for(tmp_path):
    cycle = a_cycle(tmp_path, demo=False)
    head = "Employee Number,Sex,Ethnicity,Staff Group,Start Date,FTE\n"
    (cycle.raw_dir / "list.csv").write_text(head + "".join(f"{n},M,W1,Police Staff,{n % 27 + 1:02d}/03/2015,1\n" for n in range(1, 40)))
    said = "\n".join(propose(cycle.raw_dir / "list.csv"))
    assert "as_at: on which day was the force as this list shows it?" in said and "would not load" not in said
    text = (cycle.raw_dir / "mapping.toml").read_text()
    assert "# as_at = 2023-03-31" in text and "as_at" not in str(tomllib.loads(text))


@pytest.mark.parametrize(
    "table",
    [
        "workforce_snapshot",
        "leavers",
        "joiners",
        "misconduct_cases",
        "exit_interviews",
        "applications",
        "vetting",
        "promotions",
        "complaints",
        "use_of_force",
        "grievances",
        "training_attendance",
        "dip_samples",
        "family_leave",
    ],
)
def test_our_own_headings_lead_to_our_own_tables(tables, tmp_path, table):
    """A file of any table under another name is told by its columns, and every column is where it belongs."""
    frame = tables[table].head(400)
    frame.to_csv(tmp_path / "extract.csv", index=False)
    said = propose(tmp_path / "extract.csv")
    assert f"  made into: {table}" in said
    columns = tomllib.loads((tmp_path / "mapping.toml").read_text())["table"][0]["columns"]
    assert all(ours == theirs for ours, theirs in columns.items())
    assert set(frame) - set(columns) <= {"comments", "remarks", "notes"} | {name for name in frame if frame[name].eq("").all()}


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Emp. Start Dt", "service_start"),
        ("SDE (18+1)", "ethnicity_code"),
        ("Date of Leaving", "leave_date"),
        ("EmployeeNumber", "person_ref"),
        ("Rank / Grade", "rank_grade"),
        ("Contracted Hrs", "(hours)"),
        ("D.O.B", "(born)"),
        ("Officer or Staff", "worker_type"),
    ],
)
def test_headings_as_people_write_them(heading, role):
    tables = ("workforce_snapshot", "leavers")
    scores = {one.name: heading_score(heading, one.words) for table in tables for one in roles_of(table)}
    assert max(scores.values()) == scores[role] >= 0.5


@pytest.mark.parametrize("heading", ["Position Start Date", "Date of Rank", "Line Manager", "NI Number", "Contract End Date"])
def test_headings_of_other_things_are_no_column_of_ours(heading):
    from eianalysis.sources.propose.column_roles import never

    best = max(heading_score(heading, role.words) for role in roles_of("workforce_snapshot"))
    assert never(heading)[1] >= 0.9 > best


def test_headings_over_two_rows_are_found():
    rows = [["Leavers"], ["", "Date of", "Reason for"], ["Employee number", "leaving", "leaving"], ["1", "01/02/2022", "Resigned"]]
    assert headings_at(rows) == (1, 2)
    assert headings_at([["Person", "", "Dates"], ["Employee number", "Sex", "Start date"], ["1", "M", "01/02/2022"]]) == (1, 1)
    assert headings_at([["Smith", "01/02/2022", "Resigned"], ["Jones", "03/02/2022", "Resigned"]]) is None


def test_tables_that_explain_a_file_as_well_are_not_told_apart_by_a_last_digit():
    """Sums over a set come in another order in each process; adding the same scores in another order once gave another table."""
    names = [role for role in roles_of("workforce_snapshot") if role.column is not None][:7]
    nothing = Profile("", {}, 0)
    worth = {
        _worth(Assignment("workforce_snapshot", {role.name: Placed(nothing, role, 1, 1, score) for role, score in zip(names, order, strict=True)}), "")
        for order in permutations((0.95, 1.0, 0.97, 0.85, 0.9, 0.63, 0.7))
    }
    assert len(worth) == 1


@pytest.mark.follows
def test_two_columns_of_one_heading_are_refused_by_their_letters(tmp_path):
    path = tmp_path / "staff.csv"
    path.write_text("Employee number,Sex,Ethnicity,Start date,Sex\n1,F,W1,01/02/2022,M\n2,M,W1,01/02/2021,F\n", encoding="utf-8")
    with pytest.raises(
        DataFault, match=r"row 1: columns B, E have one heading; rename all but the one that is meant, or all of them\n.*Rename them in the file."
    ):
        propose(path)
    path.write_text(path.read_text(encoding="utf-8").replace("date,Sex", "date,Sex before"), encoding="utf-8")  # the advice
    assert propose(path)


CELL = st.one_of(
    st.sampled_from(
        [
            "",
            "Total",
            "W1",
            "F",
            "Sgt",
            "01/02/2022",
            "80%",
            "Fothergill",
            "Employee number",
            "Sex",
            "Ethnicity",
            "Start date",
            "Date left",
            "FTE",
            "\n",
            '"',
            "=1+1",
            "1",
            "\u0000",
        ]
    ),
    st.text(max_size=6),
)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.lists(CELL, min_size=1, max_size=7), min_size=1, max_size=12))
def test_any_cells_end_in_a_mapping_or_a_message(tmp_path_factory, rows):
    import csv

    folder = tmp_path_factory.mktemp("any")
    with (folder / "any.csv").open("w", newline="", encoding="utf-8", errors="replace") as out:
        csv.writer(out).writerows([["Employee number", "Sex", "Ethnicity", "Start date"], *rows] if len(rows) % 2 else rows)
    try:
        said = propose(folder / "any.csv")
    except EIAnalysisError:
        return
    text = (folder / "mapping.toml").read_text(encoding="utf-8")
    first, last = headings_at(rows if len(rows) % 2 == 0 else [["Employee number", "Sex", "Ethnicity", "Start date"], *rows])
    assert "Fothergill" not in "\n".join(said) or any("Fothergill" in row for row in rows[first - len(rows) % 2 : last - len(rows) % 2 + 1]), (
        "only a heading is printed"
    )
    assert set(tomllib.loads(text)) <= {"table", "file", "values"}
    assert {entry["table"] for entry in tomllib.loads(text)["table"]} <= set(TABLES)


def test_a_table_that_explains_the_same_columns_is_asked_about_and_the_advice_works(tmp_path):
    """Who left, when and why, without a start of service: a list of leavers as well as of exit interviews."""
    cycle, path = leavers(tmp_path, name="extract 17.csv", head="Payroll No,Surname,Sex,Ethnicity,Staff Group,Start Date,Date Left,Reason for Leaving\n")
    rows = [line.split(",") for line in path.read_text().splitlines()]
    path.write_text("\n".join(",".join(cell for place, cell in enumerate(row) if place != 5) for row in rows) + "\n")
    said = "\n".join(propose(path))
    assert "is it exit_interviews? leavers would explain the same columns" in said and "--table leavers" in said
    (cycle.raw_dir / "mapping.toml").unlink()
    said = "\n".join(propose(path, "leavers"))
    assert "made into: leavers" in said and "is it " not in said and "service_start: no column of the file is it" in said


def test_hidden_sheets_are_named(tmp_path):
    book = Workbook()
    book.active.title = "Leavers"
    for name in ("Leavers", "Starters"):
        sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
        sheet.append(["Payroll No", "Sex", "Ethnicity", "Staff Group", "Start Date", "Date Left", "Reason for Leaving"])
        for row in range(20):
            sheet.append([f"7{row:04d}", "MF"[row % 2], "White - British", "Police Officer", "2015-01-02", "2022-06-01", "Resignation"])
    book["Starters"].sheet_state = "hidden"
    book.save(tmp_path / "people.xlsx")
    assert "Hidden sheets, not looked at: Starters." in "\n".join(propose(tmp_path / "people.xlsx"))

"""The highlight-report form: written, filled in, read back; every fault by its cell; nothing lost."""

import shutil
from datetime import date

import openpyxl
import pytest

from eianalysis.cli import main
from eianalysis.cycle import load_cycle
from eianalysis.errors import DataFault, RefusedError, UsageError
from eianalysis.register import import_updates as importing
from eianalysis.register.form_template import HEADING_ROW, LISTS, SHEET, write_form
from eianalysis.register.register_table import load_register, load_workstreams
from eianalysis.register.import_updates import import_updates
from eianalysis.schema.register import STATUSES

ROLE = "Detective Chief Superintendent, retention workstream"


@pytest.fixture
def data(tmp_path, root):
    """A copy of the project's data that a test may change."""
    for part in ("cycles", "recommendations", "reference"):
        shutil.copytree(root / "data" / part, tmp_path / "data" / part)
    return tmp_path / "data"


@pytest.fixture
def form(tmp_path, data):
    """``form({cell: value, ("EIW-RET-D01", "F"): value})`` writes the form of RET, fills it in and gives its path."""

    def make(cells=(), name="ret.xlsx", *, head=True, workstream="RET"):
        path = tmp_path / name
        write_form(path, load_cycle("2023-04", data_dir=data), workstream=workstream)
        book = openpyxl.load_workbook(path)
        sheet = book[SHEET]
        rows = {sheet.cell(row, 1).value: row for row in range(HEADING_ROW + 1, sheet.max_row + 1)}
        filled = {"B6": ROLE, "B7": date(2023, 4, 14)} if head else {}
        for place, value in {**filled, **dict(cells)}.items():
            sheet[place if isinstance(place, str) else f"{place[1]}{rows[place[0]]}"] = value
        book.save(path)
        return path

    return make


def updates(data):
    return (data / "recommendations" / "updates.csv").read_bytes()


def test_the_form_has_drop_downs_date_checks_and_the_open_items(form):
    sheet = openpyxl.load_workbook(form())[SHEET]
    ids = [sheet.cell(row, 1).value for row in range(HEADING_ROW + 1, sheet.max_row + 1)]
    assert ids == [
        *(f"EIW-RET-O{n:02d}" for n in range(1, 8)),
        *(f"EIW-RET-D{n:02d}" for n in range(1, 5)),
        "EIW-RET-K01",
        "EIW-RET-K02",
        "EIW-RET-N01",
        "EIW-RET-N02",
    ]  # notes are no promises
    checks = {check.type: " ".join(sorted(str(check.sqref).split())) for check in sheet.data_validations.dataValidation if check.type != "list"}
    assert checks == {"date": "B7 H13:H27", "textLength": "J13:J27"}
    lists = {check.formula1: " ".join(sorted(str(check.sqref).split())) for check in sheet.data_validations.dataValidation if check.type == "list"}
    assert lists[f"{LISTS}!$B$1:$B${len(STATUSES)}"] == "F13:F27" and lists[f"{LISTS}!$C$1:$C$6"] == "B8 B9 G13:G27"
    assert sheet.protection.sheet and sheet["A13"].protection.locked and not sheet["F13"].protection.locked
    assert (sheet["B4"].value, sheet["B5"].value) == ("RET", "2023-04")


def test_a_round_trip(form, data):
    before = updates(data)
    path = form(
        {
            "B8": "Amber: at risk, within owner's control",
            ("EIW-RET-D01", "F"): "Complete",
            ("EIW-RET-D01", "G"): "Blue",
            ("EIW-RET-D01", "J"): "The map is agreed",
            ("EIW-RET-D01", "K"): "Shared drive, folder 4",
            ("EIW-RET-D02", "F"): "In progress",
            ("EIW-RET-D02", "H"): date(2023, 6, 30),
            ("EIW-RET-D04", "F"): "On hold",
            ("EIW-RET-D04", "I"): "Q3 2023",
        }
    )
    lines, sound = import_updates([path], data)
    assert sound and lines[-1] == "3 rows added to recommendations/updates.csv, 1 row to recommendations/workstreams.csv"
    assert updates(data).startswith(before)
    cycle = load_cycle("2023-04", data_dir=data)
    items = load_register(cycle).frame.set_index("item_id")
    done, moved, held = (items.loc[f"EIW-RET-D0{n}"] for n in (1, 2, 4))
    assert (done["reported_status"], done["rag_reported"], done["rag_source"]) == ("complete", "blue", "cell_text")
    assert (done["date_raw"], done["parse_flags"]) == ("01/11/22", "date_as_last_reported")  # left empty: not changed
    assert (done["progress_plain"], done["evidence_link"]) == ("The map is agreed", "Shared drive, folder 4")
    assert (done["updated_by_role"], str(done["updated_on"].date()), done["reported_cycle"]) == (ROLE, "2023-04-14", "2023-04")
    assert (moved["date_raw"], str(moved["date_end"].date()), moved["precision"]) == ("30/06/2023", "2023-06-30", "day")
    assert (held["date_raw"], str(held["date_end"].date())) == ("Q3 2023", "2023-12-31")  # the later reading
    assert items.loc["EIW-RET-D03", "reported_cycle"] == "2023-01"  # left empty, nothing reported
    head = load_workstreams(cycle).frame.set_index("workstream").loc["RET"]
    assert (head["project_rag"], head["benefit_rag"], head["name"]) == ("amber", "not_recorded", "Retention and Exiting")
    after = updates(data)
    lines, sound = import_updates([path], data)  # the same form again adds nothing and complains of nothing
    assert sound and updates(data) == after and "3 there already" in lines[0] and lines[-1].startswith("0 rows added")


def test_every_fault_is_told_by_its_cell_and_the_sound_rows_are_kept(form, data):
    path = form(
        {
            ("EIW-RET-D01", "F"): "Complete",
            ("EIW-RET-D02", "F"): "In progres",
            ("EIW-RET-D02", "G"): "purple",
            ("EIW-RET-D03", "F"): "In progress",
            ("EIW-RET-D03", "H"): "soon",
            ("EIW-RET-D04", "J"): "Begun",
            ("EIW-RET-K01", "F"): "Complete",
            ("EIW-RET-K01", "I"): "sometime",
            ("EIW-RET-K02", "F"): "Complete",
            ("EIW-RET-K02", "H"): date(2023, 5, 1),
            ("EIW-RET-K02", "I"): "May 2023",
            "A28": "EIW-RET-D99",
            "F28": "Complete",
            "A29": "EIW-RET-D01",
            "F29": "On hold",
            "A30": "EIW-COM-D01",
            "F30": "Complete",
            "F31": "Complete",
        }
    )
    lines, sound = import_updates([path], data)
    said = "\n".join(lines)
    assert not sound and "1 row sound" in said and "1 row added to recommendations/updates.csv" in said
    for fault in (
        "cell F21: 'In progres' is not a status; did you mean 'In progress'?",
        "cell G21: 'purple' is not a colour; it can be: Red, Amber, Green",
        "cell H22: 'soon' is no day; give one, as 31/03/2023, or write it in column I",
        "cell F23: there is no status; choose one, since other cells are filled in",
        "cell I24: 'sometime' cannot be read as a date",
        "cell I25: a date and words for it are both given",
        "cell A28: 'EIW-RET-D99' is not an item of the register; nearest ids: EIW-RET-D0",
        "cell A29: EIW-RET-D01 stands in A20 already; keep one of them",
        "cell A30: EIW-COM-D01 is of workstream COM; this form is that of RET",
        "cell A31: the row names no item",
    ):
        assert fault in said, fault
    assert updates(data).count(b"2023-04-14") == 1
    load_register(load_cycle("2023-04", data_dir=data))  # what was written can be read


def test_without_a_role_a_day_or_a_cycle_nothing_is_taken(form, data):
    before = updates(data)
    path = form({("EIW-RET-D01", "F"): "Complete", "B6": "Somebody Else", "B7": "Friday", "B5": "spring", "B8": "purple"})
    lines, sound = import_updates([path], data)
    said = "\n".join(lines)
    assert not sound and updates(data) == before and "Somebody" not in said
    for fault in (
        "cell B6: the role is not one of owners.csv",
        "cell B7: the date of the report is missing or no day",
        "cell B5: cycle 'spring' cannot be placed in time",
        "cell B8: 'purple' is not a colour",
    ):
        assert fault in said


def test_a_report_made_after_its_board_is_a_fault(form, data):
    lines, sound = import_updates([form({"B7": date(2024, 4, 14), ("EIW-RET-D01", "F"): "Complete"})], data)
    assert not sound and "cell B7: 2024-04-14 is after the board's meeting of 2023-04-26" in "\n".join(lines)


def test_cycles_go_forward_and_an_update_is_not_changed(form, data):
    path = form({("EIW-RET-D01", "F"): "In progress"})
    assert import_updates([path], data)[1]
    other = form({("EIW-RET-D01", "F"): "Complete"}, "other.xlsx")
    lines, sound = import_updates([other], data)
    assert not sound and "cell A20: EIW-RET-D01 was reported at 2023-04 already, otherwise" in "\n".join(lines)
    back = form({("EIW-RET-D01", "F"): "Complete", ("EIW-RET-D02", "F"): "Complete", "B5": "2022-10", "B7": date(2022, 9, 30)}, "back.xlsx")
    before = updates(data)
    lines, sound = import_updates([back], data)
    said = "\n".join(lines)
    assert "cell A20: EIW-RET-D01 goes back to cycle 2022-10 after 2023-04" in said
    assert "cell A21: EIW-RET-D02 goes back to cycle 2022-10 after 2023-01" in said and updates(data) == before


def test_a_column_sorted_alone_is_a_fault_of_the_whole_form(form, data):
    before, path = updates(data), form({("EIW-RET-D01", "F"): "Complete"})
    for column in ("A", "C"):
        book = openpyxl.load_workbook(path)
        sheet = book[SHEET]
        rows = range(HEADING_ROW + 1, sheet.max_row + 1)
        for row, value in zip(rows, sorted((sheet[f"{column}{row}"].value for row in rows), reverse=True), strict=True):
            sheet[f"{column}{row}"] = value
        book.save(path.with_name(f"{column}.xlsx"))
        lines, sound = import_updates([path.with_name(f"{column}.xlsx")], data)
        said = "\n".join(lines)
        assert not sound and "stands beside the words of EIW-RET-" in said and "nothing of this one was taken" in said
    assert updates(data) == before
    assert import_updates([path], data)[1]  # the form as it was sent


def test_rows_sorted_whole_are_no_fault(form, data):
    path = form({("EIW-RET-D01", "F"): "Complete"})
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEADING_ROW + 1)]
    for row, values in enumerate(sorted(rows, reverse=True, key=lambda values: values[0]), start=HEADING_ROW + 1):
        for column, value in enumerate(values, start=1):
            sheet.cell(row, column).value = value
    book.save(path)
    assert import_updates([path], data)[1]


def test_words_that_are_no_items_words_are_a_fault_of_their_row(form, data):
    path = form({("EIW-RET-D01", "F"): "Complete", ("EIW-RET-D01", "C"): "Something else altogether, typed over it", ("EIW-RET-D02", "F"): "Complete"})
    lines, sound = import_updates([path], data)
    said = "\n".join(lines)
    assert not sound and "the words beside EIW-RET-D01 are not those of the register; fill in a fresh form" in said
    assert "1 row added" in said


def test_the_collected_forms(shared, data):
    """u-f7: the first column was sorted alone; u-f5: a range in the words of a date."""
    folder = shared / "cases" / "forms"
    lines, sound = import_updates([folder / "u-f7.xlsx"], data)
    assert not sound and "stands beside the words of" in "\n".join(lines) and lines[-1].startswith("0 rows added")
    import_updates([folder / "u-f5.xlsx"], data)
    assert b"EIW-RET-O01,2023-04,in_progress,green,cell_text,01/04/2023-31/03/2024,2023-04-01,2024-03-31,day" in updates(data)


def test_check_changes_nothing(form, data, capsys):
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    path = form({("EIW-RET-D01", "F"): "Complete"})
    assert main(["import-updates", str(path), "--check", "--data-dir", str(data)]) == 0
    assert "1 row would be added" in capsys.readouterr().out
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before


def test_the_command_line_adds_and_says_so_with_its_exit_code(form, data, capsys):
    good = form({("EIW-RET-D01", "F"): "Complete"})
    bad = form({("EIW-HWB-D01", "F"): "Compleet", "B6": "Inspection and Improvement"}, "hwb.xlsx", workstream="HWB")
    assert main(["import-updates", str(good), str(bad), "--data-dir", str(data)]) == 3
    said = capsys.readouterr().out
    assert "ret.xlsx: workstream RET" in said and "'Compleet' is not a status; did you mean 'Complete'?" in said
    assert "1 row added to recommendations/updates.csv" in said


def test_addresses_typed_into_a_form_are_struck_out(form, data):
    import_updates([form({("EIW-RET-D01", "F"): "Complete", ("EIW-RET-D01", "J"): "Ask a.person@example.org, 020 7946 0018"})], data)
    assert b"example.org" not in updates(data) and b"7946" not in updates(data) and b"contact_removed" in updates(data)


def test_a_write_that_fails_leaves_the_old_file(form, data, monkeypatch):
    before, path = updates(data), form({("EIW-RET-D01", "F"): "Complete"})
    monkeypatch.setattr("eianalysis.register.atomic_write.os.replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        import_updates([path], data)
    assert updates(data) == before and not list((data / "recommendations").glob(".*"))


def test_a_file_that_changed_meanwhile_is_not_written_over(form, data, monkeypatch):
    path, real = form({("EIW-RET-D01", "F"): "Complete"}), importing.read_form

    def meanwhile(form_path):
        with open(data / "recommendations" / "updates.csv", "ab") as file:
            file.write(b"EIW-RET-D01,2023-04,complete,,,,,,,,,,,,,,,\n")
        return real(form_path)

    monkeypatch.setattr(importing, "read_form", meanwhile)
    with pytest.raises(RefusedError, match="updates.csv changed while the forms were read"):
        import_updates([path], data)


@pytest.mark.parametrize(
    "content, said",
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "the workbook is protected by a password, or is in the old .xls format"),
        (b"PK\x03\x04 cut short", "the workbook is damaged"),
        (b"Item,Status", "it is not an Excel workbook, whatever its name says"),
    ],
)
def test_one_clear_message_for_a_file_that_is_no_form(tmp_path, data, content, said):
    (tmp_path / "f.xlsx").write_bytes(content)
    with pytest.raises(DataFault) as fault:
        import_updates([tmp_path / "f.xlsx"], data)
    assert said in str(fault.value) and "f.xlsx does not fit the highlight report form: 1 fault\n" in str(fault.value)


def test_another_workbook_a_big_one_and_changed_headings(tmp_path, data, form):
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    with pytest.raises(DataFault, match="it has no sheet 'Highlight report'"):
        import_updates([tmp_path / "other.xlsx"], data)
    with open(tmp_path / "big.xlsx", "wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(DataFault, match="it has 50 MB, and more than 20 MB are not read"):
        import_updates([tmp_path / "big.xlsx"], data)
    with pytest.raises(DataFault, match="its headings are gone or changed: Status now"):
        import_updates([form({"F12": "Where we are"})], data)


def test_a_form_is_not_written_over_and_a_workstream_must_be_known(form, data, tmp_path):
    cycle, path = load_cycle("2023-04", data_dir=data), form()
    with pytest.raises(RefusedError, match="ret.xlsx is there already, perhaps filled in"):
        write_form(path, cycle, workstream="RET")
    with pytest.raises(UsageError, match="'RTE' is not one that is live at 2023-04; did you mean 'RET'"):
        write_form(tmp_path / "new.xlsx", cycle, workstream="RTE")
    with pytest.raises(UsageError, match="name it .xlsx"):
        write_form(tmp_path / "new.docx", cycle, workstream="RET")

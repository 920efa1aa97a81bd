"""What a person at the screen would see of a workbook, told or refused; and sheets that would take all memory."""

import io
import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.table import Table as Filtered
from sources.books import ods, xlsb
from sources.test_load import LEAVERS, ONE, TWO, put
from sources.test_mapping import a_cycle
from sources.test_read import KNOWN, refused, written

from eianalysis.errors import DataFault
from eianalysis.schema import heading
from eianalysis.sources import load_leavers, read_table
from eianalysis.sources.formatting_ods import every_formatting

HEAD = ["person_ref", "sex", "leave_date"]
ROWS = [HEAD, *([f"P{n}", "F" if n in (1, 4) else "", f"2022-06-{n:02}"] for n in range(1, 8))]


def sheet(rows=ROWS, **sheets):
    book = Workbook()
    book.active.title = "Leavers"
    for row in rows:
        book.active.append(row)
    for name, more in sheets.items():
        for row in more:
            (book[name] if name in book.sheetnames else book.create_sheet(name)).append(row)
    return book


def saved(folder, book, name="leavers.xlsx"):
    book.save(folder / name)
    return folder / name


def flags(path, **more):
    return dict(read_table(path, known=KNOWN, **more).flags)


# --- merged, hidden, struck, failed: in each form of workbook -----------------------------------------------------------


def in_xlsx(folder):
    book = sheet([row if n not in (1, 2, 3) else row for n, row in enumerate(ROWS)])
    page = book.active
    page.merge_cells("B2:B4")
    page.merge_cells("B5:B8")
    for row in (3, 4):
        page.row_dimensions[row].hidden = True
    page["A6"].font = Font(strike=True)
    page["C8"], page["C8"].data_type = "#N/A", "e"
    return saved(folder, book)


def in_xlsb(folder):
    return xlsb(folder / "leavers.xlsb", ROWS, hidden=(2, 3), merged=((1, 1, 3, 1), (4, 1, 7, 1)), errors=((7, 2),))


def in_ods(folder):
    rows = [*ROWS[:-1], [*ROWS[-1][:2], "#N/A"]]
    return ods(folder / "leavers.ods", rows, hidden=(2, 3), struck=(5,), merged={(1, 1): 3, (4, 1): 4})


@pytest.mark.parametrize("made", [in_xlsx, in_xlsb, in_ods])
def test_a_merged_cell_covers_its_rows_and_what_is_hidden_or_failed_is_told(tmp_path, made):
    read = read_table(made(tmp_path), known=KNOWN)
    assert read.frame["sex"].tolist() == ["F"] * 7
    assert read.frame["leave_date"].tolist()[-1] == "#N/A"
    told = dict(read.flags)
    assert told["rows covered by a merged cell: given its value"] == 7
    assert sum(rows for what, rows in told.items() if "hidden" in what) == 2
    if made is not in_xlsb:
        assert told["rows struck through, read like the others"] == 1


def test_the_old_form_of_excel_is_read_with_all_of_it(root):
    read = read_table(root / "tests" / "sources" / "files" / "leavers.xls", known=KNOWN)
    assert read.frame["ethnicity_code"].tolist() == ["A1"] * 6 + ["W1"] * 6
    assert read.frame["leave_date"].tolist()[0] == "2022-06-11" and read.frame["unit"].tolist()[-1] == "#REF!"
    assert read.flags == (
        ("sheet 'Leavers' was read; not read: 'Old' (hidden)", 0),
        ("hidden rows, read like the others", 6),
        ("rows struck through, read like the others", 3),
        ("rows covered by a merged cell: given its value", 12),
    )


def test_headings_merged_over_two_rows_are_one_heading(tmp_path):
    book = sheet([["Leavers of the year", "", ""], HEAD, ["", "", ""], *ROWS[1:]])
    for column in "ABC":
        book.active.merge_cells(f"{column}2:{column}3")
    read = read_table(saved(tmp_path, book), known=KNOWN)
    assert read.frame.columns.tolist() == HEAD and read.frame["person_ref"].tolist()[0] == "P1" and len(read.frame) == 7


def test_a_formula_that_was_never_worked_out_is_a_fault_where_it_is_read_and_nowhere_else(tmp_path):
    cycle = a_cycle(tmp_path)
    names, first = LEAVERS.strip().split(","), ONE.strip().split(",")
    book = sheet([[*names, "Extra"], [*first, "=1+1"], ["P9", *first[1:], "x"]])
    saved(cycle.raw_dir, book)
    assert len(load_leavers(cycle)) == 2
    book.active["C2"] = '="W"&"1"'
    saved(cycle.raw_dir, book)
    with pytest.raises(DataFault, match="row 2, column 'ethnicity_code': the cell failed in the spreadsheet: '#NOT CALCULATED'; open it there"):
        load_leavers(cycle)


def test_a_formula_that_gives_an_empty_text_is_an_empty_cell(tmp_path):
    path = saved(tmp_path, sheet([HEAD, ["P1", '=IF(1,"")', "2022-06-01"]]))
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b'<c r="B2">', b'<c r="B2" t="str">')
    with zipfile.ZipFile(path, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)
    assert read_table(path, known=KNOWN).frame["sex"].tolist() == [""]


@pytest.mark.parametrize("failed", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "Err:502", "########"])
def test_a_failed_cell_is_no_blank_and_the_advice_cures_it(tmp_path, failed):
    cycle = a_cycle(tmp_path)
    put(cycle.raw_dir, "leavers.csv", LEAVERS + ONE.replace("W1", failed) + TWO)
    with pytest.raises(DataFault) as told:
        load_leavers(cycle)
    assert f"row 2, column 'ethnicity_code': the cell failed in the spreadsheet: '{failed}'; mend it there" in str(told.value)
    assert "[values.ethnicity_code]" in str(told.value)
    put(cycle.raw_dir, "mapping.toml", f"[values.ethnicity_code]\n'{failed}' = ''\n")
    assert load_leavers(cycle).frame["ethnicity_5"].tolist() == ["Not recorded", "Asian"]


def test_a_column_nobody_reads_may_fail(tmp_path):
    cycle = a_cycle(tmp_path)
    put(cycle.raw_dir, "leavers.csv", LEAVERS.strip() + ",Line manager\n" + ONE.strip() + ",#REF!\n")
    assert len(load_leavers(cycle)) == 1


# --- which sheet --------------------------------------------------------------------------------------------------------


def test_the_visible_sheet_is_read_and_the_others_are_named(tmp_path):
    book = sheet(ROWS[:3], Notes=[["About this extract"]])
    hidden = book.create_sheet("Old", 0)
    hidden.append(HEAD)
    hidden.append(["P9", "M", "2020-01-01"])
    hidden.sheet_state = "hidden"
    path = saved(tmp_path, book)
    assert len(read_table(path, known=KNOWN).frame) == 2
    assert flags(path) == {"sheet 'Leavers' was read; not read: 'Old' (hidden), 'Notes'": 0}


def test_a_hidden_sheet_is_read_only_where_no_other_is_a_table(tmp_path):
    book = sheet([["Nothing here"]])
    hidden = book.create_sheet("Data")
    for row in ROWS:
        hidden.append(row)
    hidden.sheet_state = "veryHidden"
    assert "the sheet that was read is hidden in the workbook" in flags(saved(tmp_path, book))


def test_two_sheets_with_the_same_headings_are_for_a_person_to_choose_from_and_the_advice_works(tmp_path):
    cycle = a_cycle(tmp_path)
    names = LEAVERS.strip().split(",")
    book = sheet([names, ONE.strip().split(",")], Staff=[names, TWO.strip().split(",")])
    saved(cycle.raw_dir, book)
    with pytest.raises(DataFault, match="its sheets 'Leavers', 'Staff' have the same headings; say in mapping.toml"):
        load_leavers(cycle)
    entry = '[[table]]\ntable = "leavers"\nfile = "leavers.xlsx"\nsheet = "{}"\n'
    put(cycle.raw_dir, "mapping.toml", entry.format("Leavers"))
    table = load_leavers(cycle)
    assert len(table) == 1 and ("sheet 'Leavers' was read; not read: 'Staff'", 0) in table.sources[0].flags
    put(cycle.raw_dir, "mapping.toml", entry.format("Leavers") + entry.format("Staff"))
    table = load_leavers(cycle)
    assert len(table) == 2 and not any("not read" in what for source in table.sources for what, _ in source.flags)


def test_last_years_sheet_with_a_column_less_is_no_other_table(tmp_path):
    names, one, two = (text.strip().split(",") for text in (LEAVERS, ONE, TWO))
    saved(tmp_path, sheet([names[:-1], one[:-1]], Now=[names, two]))
    with pytest.raises(DataFault, match="its sheets 'Leavers', 'Now' have nearly the same headings; say in mapping.toml"):
        read_table(tmp_path / "leavers.xlsx", known={heading(name) for name in names})


def test_an_empty_copy_of_the_headings_is_no_second_sheet(tmp_path):
    path = saved(tmp_path, sheet(ROWS, Template=[HEAD]))
    assert read_table(path, known=KNOWN).sheet == "Leavers"


# --- what would take all memory, or is none ---------------------------------------------------------------------------------


def with_far_cell(folder, form):
    if form == "xlsb":
        return xlsb(folder / "leavers.xlsb", ROWS, far=(1_048_575, 16_383))
    if form == "ods":
        blank = '<table:table-row table:number-rows-repeated="1040000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        cell = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
        return ods(
            folder / "leavers.ods", ROWS, extra=f'{blank}<table:table-row><table:table-cell table:number-columns-repeated="16000"/>{cell}</table:table-row>'
        )
    book = sheet()
    book.active["XFD1048576"] = "x"
    return saved(folder, book)


@pytest.mark.parametrize("form", ["xlsx", "xlsb", "ods"])
def test_a_cell_in_the_last_corner_is_told_before_it_takes_memory(tmp_path, form):
    assert "lies far outside the table, at" in refused(with_far_cell(tmp_path, form), known=KNOWN)


def test_a_repeat_without_end_is_cut_at_what_a_sheet_can_hold(tmp_path):
    path = ods(
        tmp_path / "leavers.ods",
        ROWS,
        extra='<table:table-row table:number-rows-repeated="99999999999999"><table:table-cell '
        'office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>',
    )
    assert every_formatting(zipfile.ZipFile(path))["Leavers"].height == 8 + 1_048_576


def test_cells_with_a_colour_and_nothing_in_them_lie_nowhere(tmp_path):
    book = sheet()
    book.active["XFD1048576"].font = Font(bold=True)
    assert len(read_table(saved(tmp_path, book), known=KNOWN).frame) == 7


def test_a_workbook_that_declares_entities_is_refused(tmp_path):
    path = saved(tmp_path, sheet())
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"<worksheet", bomb + b"<worksheet", 1)
    with zipfile.ZipFile(path, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)
    assert "the workbook is damaged" in refused(path, known=KNOWN)


def test_what_unpacks_to_gigabytes_is_refused_unopened(tmp_path, monkeypatch):
    monkeypatch.setattr("eianalysis.sources.workbook.MOST_BYTES", 5_000)
    assert "it unpacks to" in refused(saved(tmp_path, sheet()), known=KNOWN)


@pytest.mark.parametrize("name", ["leavers.xlsx", "leavers.xlsm", "leavers.xls", "leavers.xlsb", "leavers.ods", "leavers.parquet"])
@pytest.mark.parametrize("content", [b"PK\x03\x04 no archive", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"not a workbook", b"PAR1xPAR1"])
def test_whatever_is_named_as_a_workbook_ends_in_one_message_that_names_it(tmp_path, name, content):
    path = written(tmp_path, content, name)
    assert refused(path).startswith(f"{name} does not fit any table: 1 fault")


def test_a_workbook_cut_anywhere_ends_in_one_message(tmp_path):
    for made in (in_xlsx, in_xlsb, in_ods):
        whole = made(tmp_path).read_bytes()
        for cut in range(1, len(whole), max(1, len(whole) // 40)):
            path = written(tmp_path, whole[:cut], f"cut{made.__name__[2:].replace('_', '.')}")
            with pytest.raises(DataFault):
                read_table(path, known=KNOWN)


def test_a_workbook_without_sheets_of_cells_is_told(tmp_path):
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as out:
        out.writestr("[Content_Types].xml", "<Types/>")
        out.writestr("xl/workbook.xml", "<workbook><sheets/></workbook>")
        out.writestr("xl/_rels/workbook.xml.rels", "<Relationships/>")
    message = refused(written(tmp_path, book.getvalue(), "leavers.xlsx"))
    assert "no sheet with cells" in message or "the workbook is damaged" in message


def test_a_table_on_a_filter_of_excel_tells_the_rows_it_hides(tmp_path):
    book = sheet()
    book.active.auto_filter.ref = "A1:C8"
    book.active.add_table(Filtered(displayName="T", ref="A1:C8"))
    for row in (5, 6, 7):
        book.active.row_dimensions[row].hidden = True
    assert flags(saved(tmp_path, book))["rows hidden by a filter, read like the others"] == 3


def test_parquet_is_read_where_a_reader_of_it_is_installed(tmp_path):
    import duckdb

    duckdb.sql("select * from (values ('P1', 41, 'F'), ('P2', null, null)) as t(person_ref, age, sex)").write_parquet(str(tmp_path / "leavers.parquet"))
    assert read_table(tmp_path / "leavers.parquet").frame.to_dict("list") == {"person_ref": ["P1", "P2"], "age": ["41", ""], "sex": ["F", ""]}


def test_parquet_is_refused_by_name_where_none_is(tmp_path, monkeypatch):
    monkeypatch.setattr("eianalysis.sources.parquet.READER", "no_such_reader")
    message = refused(written(tmp_path, b"PAR1PAR1", "joiners.parquet"))
    assert message.startswith("joiners.parquet does not fit any table") and "duckdb is not installed" in message and "eianalysis[large]" in message

"""The workbook: one table a sheet, hidden figures as [c], no formulas, the same bytes every time, and scanned for leaks."""

import time
import zipfile

import openpyxl
import pandas as pd
import pytest
import xlsxwriter

from eianalysis.cycle import load_cycle
from eianalysis.provenance import csv_bytes
from eianalysis.report.leaks import Forbidden, scan
from eianalysis.report.released_workbook import sheet_name, write_workbook

TABLE = pd.DataFrame(
    {
        "measure": "leavers",
        "characteristic": "sex",
        "group": ["Female", "=HYPERLINK(1)", "Other", "Nobody"],
        "numerator": [8, 64, None, None],
        "denominator": [90, 800, None, 0],
        "rate": [8 / 90, 0.08, None, None],
        "verdict": ["too few to say", "–", None, None],
        "status": ["shown", "shown", "hidden", "not_applicable"],
    }
)


def side(title="Officers who left", **more):
    return {
        "definition": {"title": title, "numerator": "officers who left", "denominator": "officers in post", "noun": "officers", "notes": ["=A note"]},
        "note": "Some rows are hidden.",
        "synthetic": True,
        "sources": [{"file": "synthetic/leavers.csv", "state": "synthetic"}],
        **more,
    }


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "leavers.csv").write_bytes(csv_bytes(TABLE))
    return tmp_path


def made(folder, sidecars=None):
    return write_workbook(folder, load_cycle("2023-04"), sidecars or {"leavers": side()})


def cells(sheet):
    return [[value for value in row if value is not None] for row in sheet.iter_rows(values_only=True)]


def test_a_sheet_a_table_after_cover_contents_and_notes(folder):
    (folder / "tables" / "other.csv").write_bytes(csv_bytes(TABLE))
    book = openpyxl.load_workbook(made(folder, {"leavers": side(), "other": side("Others")}))
    assert book.sheetnames == ["Cover", "Contents", "Notes", "1_leavers", "2_other"]
    assert [list(sheet.tables) for sheet in book.worksheets[1:]] == [["contents_table"], ["notes_table"], ["table_1"], ["table_2"]]
    cover = " ".join(str(value) for row in cells(book["Cover"]) for value in row)
    assert "OFFICIAL-SENSITIVE" in cover and "SYNTHETIC DATA" in cover and "[c]: hidden" in cover


def test_hidden_and_absent_figures_have_symbols_and_numbers_are_numbers(folder):
    sheet = openpyxl.load_workbook(made(folder))["1_leavers"]
    rows = cells(sheet)
    head = next(at for at, row in enumerate(rows) if row and row[0] == "Measure")
    assert [str(name).split("\n")[0] for name in rows[head]] == [
        "Measure",
        "Characteristic",
        "Group",
        "Number",
        "Out of",
        "Rate (fraction)",
        "Verdict",
        "Status",
    ]
    female, male, other, nobody = rows[head + 1 : head + 5]
    assert female[3:6] == [8, 90, 0.088889] and male[6] == "[z]"
    assert other[3:6] == ["[c]", "[c]", "[c]"] and nobody[3:6] == ["[z]", 0, "[z]"]
    text = " ".join(str(value) for row in rows for value in row)
    assert "SYNTHETIC DATA" in text and "[c]: hidden" in text and "Source: synthetic/leavers.csv (synthetic)" in text


def test_nothing_a_spreadsheet_would_run(folder):
    path = made(folder)
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name).decode() for name in book.namelist()}
    assert not any("<f>" in text or "<f " in text for text in parts.values())
    assert "'=HYPERLINK" in parts["xl/sharedStrings.xml"] and "'=A note" in parts["xl/sharedStrings.xml"]


def test_the_same_tables_give_the_same_bytes(folder):
    first = made(folder).read_bytes()
    time.sleep(1.1)  # a second later
    assert made(folder).read_bytes() == first


def test_a_table_without_rows_says_that_it_is_not_available(folder):
    (folder / "tables" / "leavers.csv").write_bytes(csv_bytes(TABLE.iloc[:0]))
    assert ["[x]"] in cells(openpyxl.load_workbook(made(folder))["1_leavers"])


def test_columns_that_would_get_one_name_keep_their_own(folder):
    (folder / "tables" / "leavers.csv").write_bytes(csv_bytes(TABLE.assign(Group="a")))
    assert {"group", "Group"} <= {str(value) for row in cells(openpyxl.load_workbook(made(folder))["1_leavers"]) for value in row}


def test_no_table_no_workbook(tmp_path):
    assert write_workbook(tmp_path, load_cycle("2023-04"), {}) is None


def test_names_of_sheets_are_short_and_differ():
    assert sheet_name(3, "turnover_start_headcount_ex_transfers") != sheet_name(4, "turnover_start_headcount_ex_transfers-2")
    assert len(sheet_name(12, "x" * 60)) == 31


def test_the_leak_scan_reads_the_workbook(folder):
    made(folder)
    assert scan(folder, Forbidden()) == []
    forbidden = Forbidden.of(["P000123"], [])
    (folder / "tables" / "leavers.csv").write_bytes(csv_bytes(TABLE.assign(group=["P000123", "ann@example.org", "a", "b"])))
    finds = {kind for name, kind in scan(folder, forbidden) if name.endswith(".xlsx")}
    assert finds == set()
    made(folder)
    finds = {kind for name, kind in scan(folder, forbidden) if name.endswith(".xlsx")}
    assert finds == {"the reference of a person or a case", "an e-mail address"}


def test_a_workbook_with_a_formula_or_a_link_is_a_find(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "x.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_formula("A1", "=1+1")
    sheet.write_url("A2", "https://example.org")
    book.close()
    finds = {kind for _, kind in scan(tmp_path, Forbidden())}
    assert {"a formula in a workbook", "an outside address in a workbook"} <= finds

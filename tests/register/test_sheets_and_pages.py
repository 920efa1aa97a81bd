"""Workbooks and web pages as a reader sees them: dates as shown, colours of every kind, struck and hidden parts."""

import datetime as dt

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color

from eianalysis.register.read.document import read_document, rows_of
from eianalysis.register.read.web import rows_of_web


def saved(book, tmp_path):
    book.save(tmp_path / "x.xlsx")
    return rows_of(tmp_path / "x.xlsx")[0]


def test_cells_are_read_as_they_are_shown(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for column, (value, form) in enumerate(
        (
            (dt.date(2025, 3, 1), "mmm-yy"),
            (dt.date(2025, 3, 1), "dd/mm/yyyy"),
            (dt.date(2025, 3, 1), "yyyy"),
            (0.625, "0.0%"),
            (1.1, "0.00"),
            (3.0, "General"),
            (dt.datetime(2025, 3, 1, 17, 30), "dd/mm/yyyy hh:mm"),
            (True, "General"),
            (dt.date(2025, 3, 1), '"due" mmmm yyyy'),
        ),
        start=1,
    ):
        sheet.cell(1, column, value).number_format = form
    assert saved(book, tmp_path)[0].cells == ("Mar 2025", "2025-03-01", "2025", "62.5%", "1.10", "3", "2025-03-01 17:30", "TRUE", "Mar 2025")


def test_a_month_shown_is_due_on_its_last_day(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Action", "Owner", "Due date"])
    for at in range(3):
        book.active.append([f"Do thing number {at}", "Head of HR", dt.date(2025, 3, 1)])
        book.active.cell(at + 2, 3).number_format = "mmm-yy"
    book.save(tmp_path / "x.xlsx")
    assert {str(item.date.due) for item in read_document(tmp_path / "x.xlsx").items} == {"2025-03-31"}


def test_fills_of_the_theme_with_a_tint_of_the_old_palette_and_plain(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["a", "b", "c", "d", "e"])
    for column, colour in enumerate((Color(rgb="FFC00000"), Color(theme=9), Color(theme=9, tint=0.8), Color(indexed=10), Color(theme=4)), start=1):
        sheet.cell(1, column).fill = PatternFill("solid", fgColor=colour)
    assert saved(book, tmp_path)[0].shades == ("red", "amber", "", "red", "blue")  # accent 6 of this theme is orange


def test_struck_hidden_and_disc_cells(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["x", "whole", "", "\u25cf", "seen"])
    sheet["A1"] = CellRichText(TextBlock(InlineFont(strike=True), "old"), " new")
    sheet["B1"].font, sheet["D1"].font = Font(strike=True), Font(color="FF00B050")
    sheet.column_dimensions["E"].hidden = True
    row = saved(book, tmp_path)[0]
    assert row.texts == ("new", "whole", "", "", "seen") and row.gone[0] == "old" and row.shades[3] == "green"
    assert [sorted(mark) for mark in row.marks] == [["part_struck_through"], ["struck_through"], [], [], ["hidden_column"]]


@pytest.mark.parametrize(
    "cell, text, shade, marks",
    [
        ('<td style="background:#ff0000">', "", "red", ()),
        ('<td bgcolor="green">', "", "green", ()),
        ('<td class="amber x">', "", "amber", ()),
        ('<td style="background-color: rgb(0, 176, 80)">', "", "green", ()),
        ("<td><s>old</s> new", "new", "", ("part_struck_through",)),
        ("<td><del>old</del>", "old", "", ("struck_through",)),
        ('<td><span style="text-decoration: line-through">old</span>', "old", "", ("struck_through",)),
        ("<td>seen<span hidden>unseen</span>", "seen", "", ("hidden_text",)),
        ('<td>seen<i class="none">unseen</i>', "seen", "", ("hidden_text",)),
        ("<td>policy<sup>2</sup>", "policy", "", ("footnote_mark",)),
        ("<td>2<sup>nd</sup>", "2nd", "", ()),
    ],
)
def test_cells_of_a_page(cell, text, shade, marks):
    page = f"<style>.amber, .gold {{background: #ffc000}} .none{{display:none}}</style><table><tr><td>a</td>{cell}</td><td>z</td></table>"
    row = rows_of_web(page)[0]
    assert row.text(1) == text and (row.shades[1] if row.shades else "") == shade
    assert (row.marks[1] if row.marks else frozenset()) == set(marks)


def test_lists_of_a_page_keep_their_numbers():
    page = '<ol start="4"><li>a<li>b<ul><li>c</ul><li value="9">d</ol><ul><li>e</ul>'
    assert [row.cells[0] for row in rows_of_web(page)] == ["4. a", "5. b", "\u25cb c", "9. d", "\u2022 e"]

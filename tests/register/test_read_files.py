"""Word, HTML, markdown and Excel papers, committed beside this test (documents/make.py makes them), and bad files."""

from pathlib import Path

import pytest

from eianalysis.errors import DataFault
from eianalysis.register.read.document import MOST_BYTES, read_document
from eianalysis.register.read.web import rows_of_web
from eianalysis.register.read.colours import colour_of

DOCUMENTS = Path(__file__).parent / "documents"


def told(name):
    reading = read_document(DOCUMENTS / name, prefix="X")
    return reading, {item.item_id: item for item in reading.items}


def test_a_word_plan_with_merged_and_shaded_cells_and_tracked_changes():
    reading, items = told("plan.docx")
    assert list(items) == ["X-AB1", "X-AB1.01", "X-AB1.02", "X-AB2", "X-AB2.01", "X-AB2.02", "X-AB3", "X-AB3.01", "X-AB3.02", "X-AB4", "X-AB4.TBC"]
    assert items["X-AB1.02"].owner_raw == "XY" and items["X-AB1.02"].parent_id == "X-AB1"  # merged downwards
    assert items["X-AB2"].title_raw == "Audit calls by means of a sample."
    assert items["X-AB2.01"].title_raw == "First audit. Twice."  # inserted is read, deleted is not
    assert [items[name].rag_raw for name in ("X-AB1.01", "X-AB1.02", "X-AB2.01")] == ["red", "amber", ""]
    assert "colour_from_shading" in items["X-AB1.01"].flags and items["X-AB1.01"].ticks == 1
    assert reading.place(items["X-AB1.02"].line) == "table 1, row 4" and reading.unplaced == []


def test_a_word_report_with_a_table_within_a_cell_and_lists():
    reading, items = told("report.docx")
    assert [name for name in items if "-O" in name] == ["X-RET-O01", "X-RET-O02", "X-RET-O03"]
    assert [(items[name].title_raw, items[name].date_raw) for name in ("X-RET-D01", "X-RET-D02")] == [
        ("Open a quiet room (COMPLETE)", "11/21"),
        ("Start a scheme", "11/21 but ongoing"),
    ]
    assert "stands_twice" in items["X-RET-D01"].flags
    assert reading.place(items["X-RET-D01"].line) == "table 1, row 2, table 1 within it, row 2"
    assert reading.count("next_step") == 2 and reading.unplaced == []


def test_a_web_page_with_scripts_and_spans():
    reading, items = told("review.html")
    assert list(items) == ["X-01", "X-02", "X-02.i", "X-02.ii"]
    assert items["X-02"].owner_raw == "HR"  # one cell beside two rows
    assert items["X-02"].progress_raw == "This affects all. More was said on the next page."
    assert [items[f"X-02.{part}"].title_raw for part in ("i", "ii")] == ["to appeal;", "to reopen cases"]
    everything = " ".join(f"{item.title_raw} {item.progress_raw}" for item in reading.items)
    assert "<" not in everything and "alert(1)" not in everything and "one" not in items["X-01"].title_raw.split("team.")[1]
    assert [what for _, what in reading.unplaced] == ["a line below the table", "a footnote"]


def test_a_script_is_left_out_and_an_unclosed_table_is_read():
    rows = rows_of_web("<style>p{}</style><table><tr><td>A<table><tr><td>in</td></tr></table><td>B<script>x()</script></tr>")
    assert [row.cells for row in rows] == [("A", "B"), ("in",)]


def test_a_markdown_table_with_headings_of_its_own():
    reading, items = told("table.md")
    assert list(items) == ["X-R1", "X-R2", "X-R2-3"]
    assert (items["X-R1"].owner_raw, items["X-R1"].date_raw, items["X-R1"].rag_raw) == ("Head of Training", "01/11/22", "Amber")
    assert items["X-R1"].status_hint == "in_progress" and items["X-R2"].status_hint == "complete"
    assert items["X-R2"].progress_raw == "On the site since March" and reading.unplaced == []
    assert {"label_stands_twice", "date_not_read"} <= set(items["X-R2-3"].flags) and items["X-R2-3"].confidence == "failed"


def test_a_workbook_with_sheets_dates_and_merged_cells():
    reading, items = told("plan.xlsx")
    assert [(item.date_raw, item.owner_raw) for item in items.values()] == [("2023-03-31", "HR"), ("2023-06-30", "HR"), ("Q2 23", "HR")]
    assert reading.place(items["X-02"].line) == "sheet 'Plan', row 5"
    assert [what for _, what in reading.unplaced] == ["a line outside the table"]


@pytest.mark.parametrize(
    "fill, colour",
    [
        ("FF0000", "red"),
        ("C00000", "red"),
        ("FFC000", "amber"),
        ("ED7D31", "amber"),
        ("FFFF00", "amber"),
        ("00B050", "green"),
        ("92D050", "green"),
        ("auto", ""),
        ("FFFFFF", ""),
        ("D9D9D9", ""),
        ("4472C4", "blue"),
        ("E2EFD9", ""),
    ],
)
def test_only_strong_colours_are_report_colours(fill, colour):
    assert colour_of(fill) == colour


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    "name, content, said",
    [
        ("paper.docx", OLE, "the document is protected by a password, or is in the old .doc format; save it as .docx without"),
        ("paper.xlsx", OLE, "the workbook is protected by a password, or is in the old .xls format; save it as .xlsx without"),
        ("paper.docx", b"PK\x03\x04 cut short", "the document is damaged"),
        ("paper.xlsx", b"PK\x03\x04 cut short", "the workbook is damaged"),
        ("paper.docx", b"%PDF-1.7", "it is not a Word document, whatever its name says"),
        ("paper.html", b" \n", "the file is empty"),
        ("paper.html", b"<p>Dear all</p>", "no table, list or heading of recommendations, objectives or actions was found"),
    ],
)
def test_one_clear_message_for_a_file_that_cannot_be_read(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataFault) as fault:
        read_document(tmp_path / name)
    assert said in str(fault.value) and "1 fault\n" in str(fault.value) and str(tmp_path) not in str(fault.value)


def test_fifty_megabytes_are_refused_before_they_are_read(tmp_path):
    with open(tmp_path / "paper.docx", "wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(DataFault, match="it has 50 MB, and more than 20 MB are not read; a board paper is text"):
        read_document(tmp_path / "paper.docx")
    assert MOST_BYTES < 50_000_000


def test_a_word_file_that_unpacks_to_too_much(tmp_path, monkeypatch):
    monkeypatch.setattr("eianalysis.register.office_file.MOST_UNPACKED", 1000)
    with pytest.raises(DataFault, match="it unpacks to more than 0 MB"):
        read_document(DOCUMENTS / "plan.docx")

"""CSV, strictly: a quotation mark that swallows rows is told with its row, and no width or depth takes the machine."""

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sources.test_read import refused, written

from eianalysis.errors import DataFault
from eianalysis.sources import csv_text, read_table
from eianalysis.sources.csv_text import rows_of

LINES = ["person_ref,sex,leave_date,unit", *(f"P{n},F,2022-06-01,North" for n in range(1, 41))]


def with_quote(row, column, close=None):
    """The lines with a quotation mark before a cell, and another before the same cell of a later row."""
    lines = [line.split(",") for line in LINES]
    for at in (row, close):
        if at is not None:
            lines[at][column] = f'"{lines[at][column]}'
    return "\n".join(map(",".join, lines)) + "\n"


@pytest.mark.parametrize("column", [0, 1, 3])
def test_a_mark_that_never_closes_names_its_row(tmp_path, column):
    assert "row 7: a quotation mark opens in this row and never closes" in refused(written(tmp_path, with_quote(6, column)))


def test_a_mark_that_closes_rows_later_swallows_no_row_unsaid(tmp_path):
    text = "\n".join(LINES).replace("P6,F,2022-06-01,North", 'P6,F,2022-06-01,"North').replace("P9,F,2022-06-01,North", 'P9,F,2022-06-01,North"')
    message = refused(written(tmp_path, text))
    assert "row 7: a quotation mark opens in this row and closes rows later, so whole rows seem to stand in one cell" in message


def test_a_mark_closed_by_the_next_one_is_told(tmp_path):
    assert "does not fit" in refused(written(tmp_path, with_quote(6, 3, close=20)))


def test_remarks_of_several_lines_and_marks_inside_them_are_text(tmp_path):
    text = 'ref,sex,remark\nP1,F,"first line\nsecond, with a comma\nand ""so"" on"\nP2,M,"5"" disc"\nP3,F,5" disc\n'
    read = read_table(written(tmp_path, text))
    assert read.frame["remark"].tolist() == ['first line\nsecond, with a comma\nand "so" on', '5" disc', '5" disc']
    assert read.frame.index.tolist() == [2, 3, 4]


def test_text_after_a_closing_mark_is_told(tmp_path):
    assert "row 3: text follows a closing quotation mark" in refused(written(tmp_path, 'a,b,c\n1,2,3\n"x"y,2,3\n'))


def test_a_mark_at_each_end_takes_no_whole_file_into_one_cell():
    with pytest.raises(DataFault, match="whole rows seem to stand in one cell"):
        rows_of('"a,b,c,d\n1,2,3,4"', "x.csv")


@settings(max_examples=200, deadline=None)
@given(rows=st.lists(st.lists(st.sampled_from(["a", "b c", "7", "", "x;y"]), min_size=4, max_size=4), min_size=2, max_size=12), data=st.data())
def test_no_stray_mark_loses_a_row_in_silence(rows, data):
    """One or two marks put anywhere into a file without any: as many rows as lines, or a refusal."""
    text = "\n".join(",".join(row) for row in rows)
    for _ in range(data.draw(st.integers(1, 2))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + '"' + text[at:]
    try:
        read = rows_of(text, "x.csv")
    except DataFault as told:
        assert "x.csv" in str(told) and told.faults[0].row is not None
    else:
        assert len(read) == len(rows) or max(map(len, read)) > 4  # a row wider than the headings is refused by the reader


def test_a_table_laid_out_sideways_is_told_at_once(tmp_path):
    wide = ",".join(f"P{n}" for n in range(100_000))
    assert "it has 100,000 columns, and a table of people or events has a few dozen" in refused(written(tmp_path, f"{wide}\n{wide}\n"))


def test_two_byte_order_marks_are_none(tmp_path):
    assert read_table(written(tmp_path, b"\xef\xbb\xbf\xef\xbb\xbf" + "\n".join(LINES).encode())).frame.columns[0] == "person_ref"


def test_a_gzip_that_unfolds_without_end_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("eianalysis.sources.read.MOST_TEXT", 1_000_000)
    assert "it has more than 1 MB of text" in refused(written(tmp_path, gzip.compress(b"a,b\n" + b"0" * 2_000_000), "leavers.csv.gz"))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_long_text_is_read_in_parts_as_it_is_whole(monkeypatch, end):
    text = end.join(["a,b", 'x,"one', 'two"', "", "x,y", 'x,"z"', "é,y"])
    whole = rows_of(text, "f.csv")
    assert whole == [["a", "b"], ["x", f"one{end}two"], [], ["x", "y"], ["x", "z"], ["é", "y"]]
    for part in range(1, len(text)):
        monkeypatch.setattr(csv_text, "PART", part)
        assert rows_of(text, "f.csv") == whole, part
        with pytest.raises(DataFault, match="never closes") as fault:
            rows_of(text + end + 'x,"y', "f.csv")
        assert fault.value.faults[0].row == 7, part


def test_equal_cells_are_one_object():
    rows = rows_of("a,b\n" + "officer,constable\n" * 3, "f.csv")
    assert len({id(cell) for row in rows[1:] for cell in row}) == 2, "a long table would take many times the memory"

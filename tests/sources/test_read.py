"""Files as HR systems and spreadsheets leave them."""

import gzip
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from eianalysis.errors import DataFault, UsageError
from eianalysis.schema import TABLES
from eianalysis.sources import read_table

KNOWN = {word for column in TABLES["leavers"].columns for word in column.headings()}
TEXT = "person_ref,sex,leave_date\nP1,F,2022-06-30\nP2,M,2022-07-31\n"


def written(folder, content, name="leavers.csv"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refused(path, **more):
    with pytest.raises(DataFault) as fault:
        read_table(path, **more)
    return str(fault.value)


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16"),
        (TEXT.replace("P2", "Zoë").encode("cp1252"), "windows-1252"),
    ],
)
def test_encodings(tmp_path, content, encoding):
    read = read_table(written(tmp_path, content))
    assert read.encoding == encoding
    assert read.frame.columns.tolist() == ["person_ref", "sex", "leave_date"]
    assert read.frame["person_ref"].tolist()[1] in ("P2", "Zoë")


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_delimiters(tmp_path, sign):
    read = read_table(written(tmp_path, TEXT.replace(",", sign)))
    assert read.frame.columns.tolist() == ["person_ref", "sex", "leave_date"]


def test_a_semicolon_file_with_commas_inside_its_cells(tmp_path):
    read = read_table(written(tmp_path, "name;fte;note\na;0,5;b, c, d\nb;1,0;e, f, g\n"))
    assert read.frame["fte"].tolist() == ["0,5", "1,0"]


def test_the_separator_line_of_excel(tmp_path):
    read = read_table(written(tmp_path, "sep=;\r\n" + TEXT.replace(",", ";")))
    assert read.frame.index.tolist() == [3, 4]
    assert read.frame["sex"].tolist() == ["F", "M"]


def test_titles_above_and_totals_below_are_passed_over_and_counted(tmp_path):
    content = "Leavers report,,\nExtracted 03/04/2023,,\n,,\n" + TEXT + ",,\nGrand Total,,2\nSource: HR system,,\n"
    read = read_table(written(tmp_path, content), known=KNOWN)
    assert read.header_row == 4
    assert read.frame.index.tolist() == [5, 6]
    assert read.rows == 4
    assert read.set_aside == (("total or closing lines at the foot", 2),)


def test_a_total_is_only_a_total_at_the_foot(tmp_path):
    content = "unit,people\nTotal Policing,3\nTFG,92\nTotal,95\n"
    read = read_table(written(tmp_path, content))
    assert read.frame["unit"].tolist() == ["Total Policing", "TFG"]


def test_a_person_whose_row_begins_with_total_is_not_a_total(tmp_path):
    read = read_table(written(tmp_path, TEXT + "Total1,F,2022-07-31\n"))
    assert len(read.frame) == 3


def test_gzip_and_the_fingerprint_of_the_file_as_it_lies(tmp_path):
    packed = gzip.compress(TEXT.encode(), mtime=0)
    read = read_table(written(tmp_path, packed, "leavers.csv.gz"))
    assert len(read.frame) == 2
    import hashlib

    assert read.sha256 == hashlib.sha256(packed).hexdigest()


def workbook(folder, rows, name="leavers.xlsx", sheets=("Data",)):
    book = Workbook()
    for place, sheet in enumerate(sheets):
        page = book.active if place == 0 else book.create_sheet()
        page.title = sheet
        if sheet == "Data":
            for row in rows:
                page.append(row)
        else:
            page.append(["Some words about the extract"])
    book.save(folder / name)
    return folder / name


def test_a_workbook_with_real_dates_serial_dates_and_numbers_as_text(tmp_path):
    path = workbook(
        tmp_path,
        [
            ["Leavers 2022-23"],
            [],
            ["person_ref", "sex", "leave_date", "age", "planned"],
            ["P1", "F", date(2022, 11, 1), 41, True],
            ["P2", "M", 44866, "41", False],
            ["P3", "M", datetime(2022, 11, 1), 41.0, "N/A"],
            ["P4", "F", "01/11/22", 40.5, None],
            ["Total", None, None, 4, None],
        ],
        sheets=("About", "Data"),
    )
    read = read_table(path, known=KNOWN)
    assert read.sheet == "Data"
    assert read.header_row == 3
    assert read.frame.index.tolist() == [4, 5, 6, 7]
    assert read.frame["leave_date"].tolist() == ["2022-11-01", "44866", "2022-11-01", "01/11/22"]
    assert read.frame["age"].tolist() == ["41", "41", "41", "40.5"]
    assert read.frame["planned"].tolist() == ["TRUE", "FALSE", "N/A", ""]
    assert read.set_aside == (("total or closing lines at the foot", 1),)
    assert read.flags == (("sheet 'Data' was read; not read: 'About'", 0),)


def test_a_named_sheet(tmp_path):
    path = workbook(tmp_path, [["a", "b"], ["1", "2"]], sheets=("Data", "Notes"))
    assert read_table(path, sheet="Data").frame.columns.tolist() == ["a", "b"]
    with pytest.raises(UsageError, match=r"leavers.xlsx has no sheet 'Dta'; did you mean 'Data'\?"):
        read_table(path, sheet="Dta")


def test_an_empty_file(tmp_path):
    message = refused(written(tmp_path, b""))
    assert message.splitlines()[:2] == [
        "leavers.csv does not fit any table: 1 fault",
        "  the file is empty; export it again; a table without rows still has its headings",
    ]
    assert "the file is empty" in refused(written(tmp_path, b"\xef\xbb\xbf\r\n \r\n"))


def test_headings_without_rows(tmp_path):
    assert "it has headings but no rows" in refused(written(tmp_path, "person_ref,sex\n"))


def test_a_binary_file_named_csv(tmp_path):
    assert "it is not a text file (it holds binary data)" in refused(written(tmp_path, bytes(range(256)) * 8))
    assert "it is named as a CSV file but is a spreadsheet or archive" in refused(written(tmp_path, workbook(tmp_path, [["a"], ["b"]]).read_bytes()))


def test_a_workbook_that_is_none_or_damaged_or_locked(tmp_path):
    assert "it is not a workbook, whatever its name says" in refused(written(tmp_path, TEXT, "leavers.xlsx"))
    whole = workbook(tmp_path, [["a", "b"], ["1", "2"]]).read_bytes()
    assert "the workbook is damaged" in refused(written(tmp_path, whole[: len(whole) // 2], "half.xlsx"))
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500 + "EncryptedPackage".encode("utf-16-le")
    assert "protected by a password; save it without one" in refused(written(tmp_path, locked, "locked.xlsx"))


def test_a_damaged_gzip(tmp_path):
    packed = gzip.compress(TEXT.encode() * 50)
    assert "the gzip file is damaged or cut short" in refused(written(tmp_path, packed[:-12], "leavers.csv.gz"))
    assert "it is named .gz but is not a gzip file" in refused(written(tmp_path, TEXT, "leavers.csv.gz"))


def test_a_comma_inside_a_value_shifts_no_column_silently(tmp_path):
    message = refused(written(tmp_path, TEXT + "P3,F,2022-08-31,surplus\n"))
    assert "row 4: more cells than there are headings (3), in rows 4; a comma inside a value must be in" in message


def test_rows_that_end_early_are_filled_with_blanks(tmp_path):
    assert read_table(written(tmp_path, TEXT + "P3,F\n")).frame["leave_date"].tolist()[-1] == ""


def test_a_missing_file_and_a_sheet_of_a_csv(tmp_path):
    with pytest.raises(UsageError, match="there is no file leavers.csv"):
        read_table(tmp_path / "leavers.csv")
    with pytest.raises(UsageError, match="leavers.csv is no workbook, so it has no sheet 'Data'"):
        read_table(written(tmp_path, TEXT), sheet="Data")


def test_it_shows_its_shape_only(tmp_path):
    assert repr(read_table(written(tmp_path, TEXT))) == "<ReadTable leavers.csv: 2 rows, 3 columns>"

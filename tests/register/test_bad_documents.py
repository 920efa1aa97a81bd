"""Documents that are damaged, enormous, nested or made to do harm: a table or one message that names the file, and soon."""

import gzip
import io
import os
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from eianalysis.errors import DataFault, EIAnalysisError
from eianalysis.register import office_file
from eianalysis.register.open_workbook import opened
from eianalysis.register.import_register import read_register
from eianalysis.register.register_table import load_register
from eianalysis.register.read.document import read_document

DOCUMENTS = Path(__file__).parent / "documents"
TABLE = "| Action | Owner | Due date |\n|---|---|---|\n| Train all staff | HR | 31/03/2024 |\n| Ask those who left | HR | 30/06/2024 |\n"


def packed(source, **parts):
    """An Office file with some of its parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(DOCUMENTS / source) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename not in parts:
                new.writestr(info.filename, old.read(info.filename))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def part(source, name):
    with zipfile.ZipFile(DOCUMENTS / source) as file:
        return file.read(name)


def refused(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataFault) as fault:
        read_document(tmp_path / name)
    said = str(fault.value)
    assert said.startswith(f"{name} does not fit a board paper: 1 fault") and str(tmp_path) not in said
    return said


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (ord("b") + n, (b"&%c;" % (ord("a") + n)) * 10) for n in range(9))
    + b"]>"
)


@pytest.mark.parametrize(
    "source, name",
    [
        ("plan.docx", "word/document.xml"),
        ("plan.docx", "word/numbering.xml"),
        ("plan.docx", "docProps/core.xml"),
        ("plan.xlsx", "xl/worksheets/sheet1.xml"),
        ("plan.xlsx", "xl/sharedStrings.xml"),
    ],
)
def test_entities_are_refused_before_anything_is_parsed(tmp_path, source, name):
    said = refused(tmp_path, f"bomb{Path(source).suffix}", packed(source, **{name: LAUGHS + b"<d>&j;</d>"}))
    assert "it declares entities of its own, as no file of Word or Excel does" in said


def test_entities_in_another_encoding_are_refused_too(tmp_path):
    content = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE d [<!ENTITY a "ha">]><d>&a;</d>'.encode("utf-16")
    assert "it declares entities of its own" in refused(tmp_path, "bomb.docx", packed("plan.docx", **{"word/document.xml": content}))


@pytest.mark.parametrize("source, name", [("plan.docx", "word/document.xml"), ("plan.xlsx", "xl/worksheets/sheet1.xml")])
def test_what_unpacks_to_far_too_much_is_refused(tmp_path, source, name):
    said = refused(tmp_path, f"bomb{Path(source).suffix}", packed(source, **{name: b"<a>" + b" " * 120_000_000 + b"</a>"}))
    assert "its text unpacks to more than 100 MB" in said
    said = refused(tmp_path, f"bomb2{Path(source).suffix}", packed(source, **{name: b"<a>" + b"<b/>" * 2_100_000 + b"</a>"}))
    assert "it holds far more than a plan does" in said


def test_a_thousand_parts_too_many_and_pictures_that_unpack_to_too_much(tmp_path, monkeypatch):
    monkeypatch.setattr(office_file, "MOST_PARTS", 20)
    assert "it has more than 20 parts" in refused(tmp_path, "parts.docx", packed("plan.docx", **{f"x/{n}.bin": b"" for n in range(30)}))
    monkeypatch.undo()
    monkeypatch.setattr(office_file, "MOST_UNPACKED", 1_000_000)
    assert "it unpacks to more than 1 MB; save the text without its pictures" in refused(
        tmp_path, "pictures.docx", packed("plan.docx", **{"word/media/image1.png": b"\0" * 2_000_000})
    )


def test_a_declared_size_that_lies_is_no_way_round(tmp_path):
    content = bytearray(packed("plan.docx", **{"word/document.xml": b"<a>" + b" " * 30_000_000 + b"</a>"}))
    place = content.rindex(b"word/document.xml") - 46  # its entry in the directory at the end
    content[place + 24 : place + 28] = (1000).to_bytes(4, "little")
    assert "damaged" in refused(tmp_path, "lies.docx", bytes(content))


def nested(depth):
    inner = b"<w:p><w:r><w:t>deep</w:t></w:r></w:p>"
    return inner if depth == 0 else b"<w:tbl><w:tr><w:tc>" + nested(depth - 1) + b"<w:p/></w:tc></w:tr></w:tbl>"


def test_tables_nested_in_word_are_read_or_refused(tmp_path):
    body = part("plan.docx", "word/document.xml")
    for depth in (30, 60, 300):
        deep = b"".join((b"<w:tbl><w:tr><w:tc>" * depth, b"<w:p><w:r><w:t>deep</w:t></w:r></w:p>", b"<w:p/></w:tc></w:tr></w:tbl>" * depth))
        content = packed("plan.docx", **{"word/document.xml": body.replace(b"<w:sectPr", deep + b"<w:sectPr", 1)})
        (tmp_path / f"deep{depth}.docx").write_bytes(content)
        try:
            assert len(read_document(tmp_path / f"deep{depth}.docx").items) == 11
        except DataFault as fault:
            assert f"deep{depth}.docx does not fit" in str(fault)


def test_a_web_page_nested_ten_thousand_deep(tmp_path):
    page = "<table><tr><td>" * 10_000 + "deep" + "</td></tr></table>" * 10_000 + "<div>" * 20_000
    (tmp_path / "deep.html").write_text(page + "<table><tr><th>Action<th>Owner<th>Due date<tr><td>Train all<td>HR<td>31/03/2024</table>", encoding="utf-8")
    try:
        assert [item.title_raw for item in read_document(tmp_path / "deep.html").items] == ["Train all"]
    except DataFault as fault:
        assert "deep.html does not fit" in str(fault)


def test_spans_and_tables_of_absurd_size(tmp_path):
    (tmp_path / "wide.html").write_text(
        "<table><tr><th>Action<th>Owner<th colspan=9999 rowspan=9999>Due date<tr><td>Train all<td rowspan=9999>HR<td>31/03/2024</table>"
        + "<table>"
        + "<tr><td>x" * 3_000
        + "</table>",
        encoding="utf-8",
    )
    try:
        read_document(tmp_path / "wide.html")
    except DataFault as fault:
        assert "wide.html does not fit" in str(fault)
    assert "it holds far more than a plan does" in refused(tmp_path, "wide.csv", b",".join([b"a"] * 100_000) + b"\n")
    assert "it holds far more than a plan does" in refused(tmp_path, "long.csv", b"a,b\n" * 60_000)


def test_a_cell_at_the_far_end_of_a_sheet_is_told_and_the_rest_is_read(tmp_path):
    import openpyxl

    book = openpyxl.load_workbook(DOCUMENTS / "plan.xlsx")
    book["Plan"]["XFD1048576"] = "stray"
    book.save(tmp_path / "far.xlsx")
    reading = read_document(tmp_path / "far.xlsx", prefix="X")
    assert len(reading.items) == 3 and ("sheet 'Plan': cell XFD1048576 so far out that it was not read", 0) in reading.notes


def test_hidden_sheets_rows_and_formulas_never_calculated_are_told(tmp_path):
    import openpyxl

    book = openpyxl.load_workbook(DOCUMENTS / "plan.xlsx")
    book.create_sheet("Old").append(["Action", "Owner"])
    book["Old"].sheet_state = "hidden"
    book["Plan"].row_dimensions[5].hidden = True
    book["Plan"]["E6"] = '="Not "&"calculated"'
    book.save(tmp_path / "hidden.xlsx")
    reading = read_document(tmp_path / "hidden.xlsx", prefix="X")
    assert ("sheet 'Old' is hidden and was not read", 0) in reading.notes
    assert "hidden_row" in reading.items[1].flags and "formula_not_calculated" in reading.items[2].flags


@pytest.mark.parametrize("name", ["plan.md", "plan.csv", "plan.html", "plan.txt"])
def test_two_marks_of_byte_order_and_old_encodings(tmp_path, name):
    text = {
        "plan.md": TABLE,
        "plan.csv": "Action,Owner,Due date\nTrain all staff,HR,31/03/2024\nAsk those who left,HR,30/06/2024\n",
        "plan.html": "<table><tr><th>Action<th>Owner<th>Due date<tr><td>Train all staff<td>HR<td>31/03/2024<tr><td>Ask those who left<td>HR<td>30/06/2024</table>",
        "plan.txt": "Action\tOwner\tDue date\nTrain all staff\tHR\t31/03/2024\nAsk those who left\tHR\t30/06/2024\n",
    }[name]
    for content in (b"\xef\xbb\xbf\xef\xbb\xbf" + text.encode(), text.encode("utf-16"), text.replace("staff", "staff\u2019s").encode("cp1252")):
        (tmp_path / name).write_bytes(content)
        items = read_document(tmp_path / name).items
        assert [item.date_raw for item in items] == ["31/03/2024", "30/06/2024"] and items[0].title_raw.startswith("Train all staff")


def test_an_open_quotation_mark_does_not_swallow_rows(tmp_path):
    text = "Action,Owner,Due date\n" + "".join(f"Do thing {n},HR,31/03/2024\n" for n in range(40)).replace("thing 5,", '"thing 5,', 1)
    assert "a quotation mark that opens in row 7 is never closed" in refused(tmp_path, "plan.csv", text.replace('Do "thing', '"Do thing').encode())


def test_archives_and_other_kinds_under_a_wrong_name(tmp_path):
    for name in ("plan.docx", "plan.xlsx"):
        assert "whatever its name says" in refused(tmp_path, name, gzip.compress(b"x" * 1000))
    for name in ("plan.csv", "plan.md", "plan.html"):
        assert "1 fault" in refused(tmp_path, name, gzip.compress(os.urandom(2000)))
    assert "'.gz' is not a kind of document read here" in refused(tmp_path, "plan.csv.gz", gzip.compress(b"Action,Owner\n"))
    assert "damaged" in refused(tmp_path, "plan.docx", packed("plan.xlsx"))
    assert "damaged" in refused(tmp_path, "plan.xlsx", packed("plan.docx"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes by name here")
def test_folders_pipes_and_links_that_lead_nowhere(tmp_path):
    (tmp_path / "folder.docx").mkdir()
    os.mkfifo(tmp_path / "pipe.docx")
    (tmp_path / "loop.docx").symlink_to(tmp_path / "loop.docx")
    (tmp_path / "nowhere.docx").symlink_to(tmp_path / "nothing.docx")
    for name in ("folder.docx", "pipe.docx", "loop.docx", "nowhere.docx"):
        with pytest.raises(DataFault, match=f"{name} does not fit a board paper: 1 fault"):
            read_document(tmp_path / name)
    (tmp_path / "link.docx").symlink_to(DOCUMENTS / "plan.docx")
    assert len(read_document(tmp_path / "link.docx").items) == 11


@pytest.mark.parametrize("source", ["plan.docx", "plan.xlsx", "report.docx"])
def test_any_byte_may_be_wrong(tmp_path, source):
    """A file cut anywhere, or with parts of its text spoilt, is read or refused in one message; never another exception."""
    whole = (DOCUMENTS / source).read_bytes()
    for number, cut in enumerate(range(0, len(whole), max(len(whole) // 12, 1))):
        path = tmp_path / f"cut{number}{Path(source).suffix}"
        path.write_bytes(whole[:cut] + bytes(reversed(whole[cut : cut + 40])) + whole[cut + 40 :] if number % 2 else whole[:cut])
        try:
            read_document(path)
        except EIAnalysisError as error:
            assert path.name in str(error)


@pytest.mark.parametrize(
    "name, old, new",
    [
        ("word/document.xml", b'w:val="', b'w:val="-99999999999999'),
        ("word/numbering.xml", b'w:val="', b'w:val="x'),
        ("word/styles.xml", b"w:styleId", b"w:id"),
        ("word/document.xml", b"w:gridSpan", b"w:gridSpanned"),
    ],
)
def test_values_that_no_program_writes(tmp_path, name, old, new):
    content = part("plan.docx", name).replace(old, new)
    (tmp_path / "odd.docx").write_bytes(packed("plan.docx", **{name: content}))
    try:
        read_document(tmp_path / "odd.docx")
    except EIAnalysisError as error:
        assert "odd.docx" in str(error)


def test_styles_based_on_each_other(tmp_path):
    styles = part("plan.docx", "word/styles.xml")
    loop = (
        b'<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/></w:style>'
        b'<w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style></w:styles>'
    )
    body = part("plan.docx", "word/document.xml").replace(b"<w:p>", b'<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr>')
    (tmp_path / "loop.docx").write_bytes(packed("plan.docx", **{"word/styles.xml": styles.replace(b"</w:styles>", loop), "word/document.xml": body}))
    assert len(read_document(tmp_path / "loop.docx").items) == 11


def test_forms_are_looked_at_in_the_same_way(tmp_path):
    (tmp_path / "form.xlsx").write_bytes(packed("plan.xlsx", **{"xl/worksheets/sheet1.xml": LAUGHS + b"<d>&j;</d>"}))
    with pytest.raises(DataFault, match="form.xlsx does not fit the highlight report form: 1 fault\n  it declares entities of its own"):
        opened(tmp_path / "form.xlsx", "Highlight report")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are set as Linux does")
def test_the_worst_of_them_stay_within_a_gigabyte(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(
        packed("plan.xlsx", **{"xl/worksheets/sheet1.xml": b"<worksheet><sheetData>" + b"<row><c><v>1</v></c></row>" * 160_000 + b"</sheetData></worksheet>"})
    )
    (tmp_path / "b.html").write_text("<table>" + "<tr>" + "<td>a" * 150 + "\n" * 3_000 + "</table>" * 9, encoding="utf-8")
    (tmp_path / "c.md").write_text("| a | b |\n" * 60_000, encoding="utf-8")
    code = (
        "import sys; from eianalysis.register.read.document import read_document; from eianalysis.errors import DataFault\n"
        "for name in sys.argv[1:]:\n    try: read_document(name)\n    except DataFault as fault: print(str(fault).splitlines()[1])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, sorted(tmp_path.glob("?.*")))],
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000)),
    )
    assert done.returncode == 0, done.stderr[-400:]


ODD = ("[1]", "1", "{ a = 1 }", "true", '""', "1e400", "2020-01-01", "[[1]]")


@pytest.mark.parametrize(
    "key",
    [
        "prefix",
        "kind",
        "sheet",
        "repair_text_read_as",
        "owners_are_organisations",
        "date_is_for_the_response",
        "note",
        "columns",
        "values",
        "set_aside",
        "only",
        "columns.title",
        "values.response",
        "values.response.Yes",
    ],
)
def test_a_mapping_may_hold_anything(tmp_path, key):
    (tmp_path / "theirs.csv").write_text("what,when\nTrain,01/11/22\n", encoding="utf-8")
    for value in ODD:
        (tmp_path / "m.toml").write_text(f"{key} = {value}\n" + ("" if key.startswith("columns") else '[columns]\ntitle = "what"\n'), encoding="utf-8")
        try:
            read_register(tmp_path / "theirs.csv", mapping=tmp_path / "m.toml")
        except EIAnalysisError:
            pass


@pytest.mark.parametrize("text", ["prefix = " + "9" * 5_000, "a = " + "[" * 3_000, "\xff", "= 1", 'columns = "x"'])
def test_a_mapping_that_is_no_mapping(tmp_path, text):
    (tmp_path / "theirs.csv").write_text("what,when\nTrain,01/11/22\n", encoding="utf-8")
    (tmp_path / "m.toml").write_bytes(text.encode("latin-1"))
    with pytest.raises(DataFault, match="m.toml does not fit a mapping of a register"):
        read_register(tmp_path / "theirs.csv", mapping=tmp_path / "m.toml")


def test_a_cycle_before_the_first_year_is_a_fault(drawn):
    with pytest.raises(DataFault, match="cycle '0000-01' cannot be placed in time"):
        load_register(drawn([{"item_id": "RPT-01"}], [{"item_id": "RPT-01", "cycle_id": "0000-01"}]))

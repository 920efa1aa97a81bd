"""The last look at each kind of file, on contents written by hand: what is found, what is not, and to the edge."""

import json
import zipfile
import zlib
from pathlib import Path

import pytest

from eianalysis.errors import DisclosureError
from eianalysis.report import leaks
from eianalysis.report.leaks import REFERENCE, TOO_SMALL, Forbidden, in_text, require_clean, scan

FORBIDDEN = Forbidden.of({"P00123"}, [Path("/opt/zone/secret")])
PATH, MAIL = "a path of this machine", "an e-mail address"


def kinds(tmp_path, name, content):
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, dict) and name.endswith(".xlsx"):
        with zipfile.ZipFile(tmp_path / name, "w") as book:
            for part, text in content.items():
                book.writestr(part, text)
    else:
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return {kind for where, kind in scan(tmp_path, FORBIDDEN) if where == name}


SHEET, SHARED = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


@pytest.mark.parametrize(
    "parts, found",
    [
        ({SHEET: "<v>13</v>", SHARED: "<t>Women</t>", "_rels/.rels": "<a/>"}, set()),
        ({"xl/vbaProject.bin": "x"}, {"an active element (in a workbook)"}),
        ({"xl/other.xml": "<x Macro='1'/>"}, {"an active element (in a workbook)"}),
        ({"_rels/.rels": '<Relationship TargetMode="External"/>'}, {"an outside address in a workbook"}),
        ({SHEET: "<f>SUM(A1)</f>"}, {"a formula in a workbook"}),
        ({SHEET: '<f t="shared">SUM(A1)</f>'}, {"a formula in a workbook"}),
        ({SHARED: "<f>x</f>", SHEET: "<font/>"}, set()),
        ({SHARED: "<si><t>P00123</t></si>"}, {REFERENCE}),
        ({SHARED: "<si><r><t>P00</t></r><r><rPr><b/></rPr><t>123</t></r></si>"}, {REFERENCE}),  # one text in several styles
        ({SHARED: "<si><t>ann&#64;force.example</t></si>"}, {MAIL}),
        ({SHEET: "<is><t>P00123</t></is>"}, {REFERENCE}),
        ({SHEET: "<oddFooter>&amp;LP00123</oddFooter>"}, {REFERENCE}),
        ({SHEET: "<c><v>P00123</v></c>"}, set()),  # a figure, however it is written, could be anything
        ({SHEET: '<x name="P00123"/>'}, {REFERENCE}),
        ({"docProps/app.xml": "<Company>P00123</Company>"}, {REFERENCE}),
        ({"docProps/app.xml": '<x descr="/opt/zone/secret/a.csv"/>'}, {PATH}),
        ({"_rels/.rels": "<a>P00123</a>"}, set()),
        ({SHARED: "<t>P00123</t>", "xl/other.xml": "<t>ann@force.example</t>"}, {REFERENCE, MAIL}),
    ],
)
def test_a_workbook(tmp_path, parts, found):
    assert kinds(tmp_path, "a.xlsx", parts) == found


def stream(content):
    return b"%PDF-1.7\nstream\n" + content + b"\nendstream\n"


@pytest.mark.parametrize(
    "content, found",
    [
        (b"%PDF-1.7 /Title (Pack)", set()),
        (b"/JavaScript", {"an active element (in a PDF)"}),
        (b"/JS (x)", {"an active element (in a PDF)"}),
        (b"/JSON", set()),
        (b"/URI (https://x.example)", {"an outside address in a PDF"}),
        (b"file://a", {"an outside address in a PDF"}),
        (b"(/opt/zone/secret)", {PATH}),
        (stream(zlib.compress(b"/EmbeddedFile /opt/zone/secret")), {"an active element (in a PDF)", PATH}),
        (stream(b"no stream that is packed"), set()),
    ],
)
def test_a_printed_page(tmp_path, content, found):
    assert kinds(tmp_path, "a.pdf", content) == found


HEAD = "group,numerator,denominator,at_risk,rate,status\n"


@pytest.mark.parametrize(
    "row, found",
    [
        ("Black,5,40,,,shown", set()),
        ("Black,4.9,40,,,shown", {TOO_SMALL}),
        ("Black,40,4,,,shown", {TOO_SMALL}),
        ("Black,0.5,40,,,shown", {TOO_SMALL}),
        ("Black,0,40,,,shown", set()),
        ("Black,-3,40,,,shown", set()),
        ("Black,low,40,,,shown", set()),
        ("Black,,,,,hidden", set()),
        ("Black,,,40,,hidden", {"a figure in a hidden row"}),
        ("Black,,40,,,hidden", {"a figure in a hidden row"}),
        ("Black,,,,0.2,hidden_to_protect", {"a figure in a hidden row"}),
    ],
)
def test_a_table(tmp_path, row, found):
    assert kinds(tmp_path, "tables/a.csv", HEAD + row + "\n") == found
    assert kinds(tmp_path, "tables/b.csv", "\ufeff" + HEAD + row + "\n") == found, "a mark of order at its beginning is passed over"


def test_a_small_count_in_what_was_published_already_is_no_find(tmp_path):
    table = HEAD + "P00123,3,40,,,shown\n"
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables/a.json").write_text(json.dumps({"public": True}))
    assert kinds(tmp_path, "tables/a.csv", table) == {REFERENCE}
    assert kinds(tmp_path, "tables/other.csv", table) == {REFERENCE, TOO_SMALL}


def notebook(output=(), **cell):
    return json.dumps({"metadata": cell.pop("about", {}), "cells": [{"cell_type": "code", "source": ["1"], "outputs": list(output), **cell}]})


@pytest.mark.parametrize(
    "book, found",
    [
        (notebook(), set()),
        (notebook(source=["P0", "0123"]), {REFERENCE}),
        (notebook(metadata={"tags": ["P00123"]}), {REFERENCE}),
        (notebook(attachments={"P00123.png": {}}), {REFERENCE}),
        (notebook(about={"author": "ann@force.example"}), {MAIL}),
        (notebook([{"output_type": "display_data", "data": {"text/html": ["<p onclick='x'>", "P00123</p>"]}}]), {REFERENCE, "a script in an attribute"}),
        (notebook([{"output_type": "display_data", "data": {"image/svg+xml": "<a href='https://x.example'/>"}}]), {"an outside address in href"}),
        (notebook([{"output_type": "display_data", "data": {"application/javascript": "x"}}]), {"an active element (script)"}),
        (notebook([{"output_type": "stream", "text": ["P0", "0123"]}]), {REFERENCE}),
        (notebook([{"output_type": "error"}], source=["ann@force.example"]), {"a traceback", MAIL}),
        (notebook([{"output_type": "display_data", "data": {"application/json": [{"a": ["P00123"]}, 3]}}]), {REFERENCE}),
        (json.dumps({"metadata": {}, "cells": [{"source": "P00123"}, {"source": "x"}]}), {REFERENCE}),
    ],
)
def test_a_notebook(tmp_path, book, found):
    assert kinds(tmp_path, "notebooks/a.ipynb", book) == found


PAGE = "<html><head>{}</head><body>{}</body></html>"


@pytest.mark.parametrize(
    "head, body, found",
    [
        ("<meta charset='utf-8'><meta http-equiv='Content-Security-Policy' content='x'>", "", set()),
        ("<meta http-equiv='refresh' content='0'>", "", {"a page that moves on by itself (meta)"}),
        ("", "<p http-equiv='refresh'>x</p>", set()),
        ("<link href='data:,'>", "", set()),
        ("<link href='a.css'>", "", {"an active element (link)"}),
        ("<style>p { color: red }</style>", "<p>@import of goods</p>", set()),
        ("", "<p style='color: red' title='@import'>x</p>", set()),
        ("", "<img alt='Bars' src='data:,'><p title='no description has been provided'>x</p>", set()),
        ("", "<div aria-label='No description has been provided'></div>", {"a text alternative that says nothing"}),
        ("", "<img alt='' src='data:,'>", {"a picture without a text alternative"}),
        ("", "<p alt=''>x</p>", set()),
        ("", "<a href=' java\nscript:x'>x</a>", {"a script in an attribute"}),
        ("", "<img alt='a' src='data:,' srcset='a.png 1x , https://x.example/b 2x'>", {"an outside address in srcset"}),
        ("", "<p title='a, https://x.example'>x</p>", set()),
        ("", "<a href='a.html, https://x.example'>x</a>", set()),
        ("", "<br/><svg><path d='P00123' /><g id='P00123'></g></svg>", set()),
        ("", "<p>P0</p><p>0123</p>", set()),  # two paragraphs are no run of words
        ("", "<p>P0<i>01</i>23</p>", {REFERENCE}),
        ("", "<form></form>", {"an active element (form)"}),
    ],
)
def test_a_page(tmp_path, head, body, found):
    assert kinds(tmp_path, "a.html", PAGE.format(head, body)) == found


def test_the_record_of_issue_is_read_as_what_it_is(tmp_path):
    assert kinds(tmp_path, leaks.ISSUED, json.dumps({"by": "P00123"})) == {REFERENCE}
    assert kinds(tmp_path, "other", "{}") == {"a kind of file that a pack does not hold"}


def test_what_a_text_holds():
    assert in_text("/opt/zone/secret/x", FORBIDDEN) == {PATH} and in_text("/opt/zone", FORBIDDEN) == set()
    assert in_text("nothing", Forbidden()) == set()


def test_a_folder_is_sought_where_it_says_more_than_the_top_of_a_disk():
    assert Forbidden.of([], [Path("/opt/zone")]).folders == ("/opt/zone",)
    assert Forbidden.of([], [Path("/opt"), Path("/")]).folders == ()
    assert set(Forbidden.of([], [Path("/opt/zoë")]).folders) == {"/opt/zoë", r"/opt/zo\xeb"}


@pytest.mark.parametrize("many", [40, 41])
def test_forty_finds_are_named(tmp_path, many):
    for number in range(many):
        (tmp_path / f"{number:02}.bin").write_bytes(b"")
    with pytest.raises(DisclosureError) as caught:
        require_clean(tmp_path, FORBIDDEN)
    assert str(caught.value).count("a kind of file") == 40 and "39.bin" in str(caught.value)
    (tmp_path / "empty").mkdir()
    require_clean(tmp_path / "empty", FORBIDDEN)

"""Texts that break out of where they stand: each sink escapes for itself, or the text is refused with its file and row."""

import csv
import io
import json
import shutil
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import openpyxl
import pandas as pd
import pytest
from bs4 import BeautifulSoup

import eianalysis as ei
from eianalysis.cycle import load_cycle
from eianalysis.errors import DataFault
from eianalysis.provenance import csv_bytes
from eianalysis.report.leaks import Forbidden, scan
from eianalysis.report.log import Log
from eianalysis.report.released_workbook import write_workbook
from eianalysis.schema.parse import clean
from eianalysis.toml_file import read_toml
from tests.report.project import RELEASE, ROOT

NASTY = (
    "<script>alert(1)</script>",
    '=HYPERLINK("https://example.org","x")',
    "@SUM(A1)",
    "+cmd|' /C calc'!A0",
    "-2+3",
    'a " quote',
    "an ' apostrophe",
    "</style><style>p {color: red}</style>",
    "</textarea></title></svg>",
    "{{ cycle.board }} {% raw %}",
    "[link](javascript:alert(1))",
    "[a](b) [c](d)",
    "$$hidden$$ and $\\frac{$",
    "two\nlines",
    "\u200f\u05d0\u05d1 marks\u200e",
    "x" * 5000,
    "&lt;b&gt; &amp;amp; &#0;",
    "<!-- -->",
    "]]>",
    "\\u0000 \\ud800",
    '" onmouseover="alert(1)',
    "![p](data:image/svg+xml,x)",
    "`code` **bold** # head",
    "figure-goes-here-1",
    "MARKING SHEET",
    "%s %(x)s {0}",
)
TABLE = """
import eianalysis as ei
NASTY = {nasty!r}
nasty = pd.DataFrame({{"measure": "leavers", "window": "12m", "period_start": "2022-04-01", "period_end": "2023-03-31", "characteristic": "unit",
                      "group": NASTY, "kind": "proportion", "numerator": 20, "denominator": 100, "rate": 0.2, "rate_low": 0.1, "rate_high": 0.3, "status": "shown"}})
one = released(table=nasty)
"""
LOAD = "board = load_cycle(cycle, data_dir=data_dir, outputs_dir=outputs_dir)\nregister = ei.load_register(board)\nday = board.data_cut_off"


def put_into(path, columns):
    """The texts of these columns are the nasty ones in the first rows of a file of the register."""
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    for row, text in zip(rows, NASTY, strict=False):
        row |= dict.fromkeys(columns, text)
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def with_register(project):
    for folder in ("recommendations", "reference"):
        shutil.copytree(ROOT / "data" / folder, project.folder / "data" / folder)
    shutil.copyfile(ROOT / "data/cycles/2023-01.toml", project.folder / "data/cycles/2023-01.toml")
    return project.folder / "data/recommendations"


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    """A pack with nasty texts in the register, in the cycle and in the labels of a table."""
    from tests.report.project import Project

    project = Project(tmp_path_factory.mktemp("nasty") / "project")
    folder = with_register(project)
    put_into(folder / "register.csv", ["title_plain", "gloss"])
    put_into(folder / "updates.csv", ["progress_plain"])
    put_into(folder / "workstreams.csv", ["name"])
    project.cycle(more="contact = '''<b>=1+1</b> \"it's\" </style> {{ x }} [link](javascript:x)'''")
    cycle = project.folder / "data/cycles/2023-04.toml"
    cycle.write_text(cycle.read_text().replace('"Strategic Management Board"', "'=1+1 </title><b>\"Board\"</b> {{ x }} [l](javascript:x) $$y$$'"))
    project.add(
        "06-retention",
        "# Who <i>leaves</i> & why",
        RELEASE,
        TABLE.format(nasty=list(NASTY)),
        "ei.table(one)",
        "ei.findings(one)",
        "ei.plot_rates(one)",
        "save(one, load_cycle(cycle, data_dir=data_dir, outputs_dir=outputs_dir))",
    )
    project.add(
        "07-conduct",
        "# The register",
        "import eianalysis as ei\nfrom eianalysis.cycle import load_cycle",
        LOAD,
        "exceptions = ei.release(ei.exceptions(register, as_at=day), board.policy)\nei.board_items(exceptions)",
        "schedule = ei.release(ei.schedule(register, as_at=day), board.policy)\nei.table(schedule)",
        "ei.sections(schedule, by='programme', columns=['item_id', 'title_plain', 'owner_role'])",
        "told = ei.release(ei.highlights(register, ei.load_workstreams(board), as_at=day), board.policy)\nei.highlight_reports(told)",
        "ei.save([exceptions, schedule], board)",
    )
    code, _, err = project("run", "2023-04", "--jobs", "1")
    assert code == 0, err
    return project


@pytest.mark.slow
class TestPack:
    def pages(self, pack):
        return {name: BeautifulSoup(body.decode("utf-8"), "html.parser") for name, body in pack.files().items() if name.endswith(".html")}

    def test_no_page_has_an_element_or_attribute_that_a_text_brought(self, pack):
        known = {
            "class",
            "id",
            "lang",
            "charset",
            "content",
            "http-equiv",
            "name",
            "href",
            "rel",
            "tabindex",
            "role",
            "scope",
            "colspan",
            "rowspan",
            "style",
            "open",
            "datetime",
            "title",
            "start",
            "for",
            "type",
            "value",
        }
        for name, page in self.pages(pack).items():
            assert len(page.find_all("style")) == 1 and len(page.find_all("title")) == 1, name
            assert not page.find_all(["script", "textarea", "img", "iframe"]), name
            for tag in page.find_all(True):
                if tag.find_parent("svg") or tag.name == "svg":
                    continue
                strange = {each for each in tag.attrs if each not in known and not each.startswith("aria-")}
                assert not strange, (name, tag.name, strange)
                assert not str(tag.get("href", "")).casefold().startswith("javascript"), name

    def test_the_texts_are_there_as_they_were_written(self, pack):
        text = " ".join(self.pages(pack)["06-retention.html"].get_text(" ").split())
        for nasty in NASTY:
            assert " ".join(nasty.split())[:200] in text, nasty[:60]

    def test_no_drawing_is_broken_by_a_text(self, pack):
        text = pack.files()["06-retention.html"].decode()
        drawings = [text[at : text.index("</svg>", at) + 6] for at in range(len(text)) if text.startswith("<svg", at)]
        assert drawings
        for drawing in drawings:
            ElementTree.fromstring(drawing)

    def test_the_workbook_opens_and_has_no_formula_and_no_link(self, pack):
        body = pack.files()["2023-04-tables.xlsx"]
        book = openpyxl.load_workbook(io.BytesIO(body))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert cells and not [cell for cell in cells if cell.data_type == "f"]
        assert not [cell.hyperlink.target for cell in cells if cell.hyperlink and cell.hyperlink.target]
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            assert not [name for name in parts.namelist() if b'TargetMode="External"' in parts.read(name)]

    def test_no_cell_of_a_csv_is_a_formula(self, pack):
        for name, body in pack.files().items():
            if name.endswith(".csv"):
                for row in csv.reader(io.StringIO(body.decode("utf-8"), newline="")):
                    for cell in row:
                        number = cell.lstrip("-").replace(".", "").replace("e-", "").isdigit()
                        assert number or cell.lstrip(" ")[:1] not in ("=", "+", "-", "@", "\t", "\r") or not cell.strip(), (name, cell[:50])

    def test_every_line_of_the_log_is_a_line(self, pack):
        import json

        for line in (pack.outputs / "log.jsonl").read_text(encoding="utf-8").splitlines():
            assert json.loads(line)["event"]


@pytest.mark.parametrize("key", ["board", "contact"])
@pytest.mark.parametrize("text", ['"a\\u0000b"', '"a\\u001bb"', '"a\\u202eb"', f'"{"x" * 5000}"'])
def test_a_text_of_the_cycle_that_no_page_can_show_is_refused_before_anything_runs(project, monkeypatch, key, text):
    path = project.folder / "data/cycles/2023-04.toml"
    lines = [line for line in path.read_text().splitlines() if not line.startswith(key)]
    path.write_text("\n".join([*lines, f"{key} = {text}"]) + "\n", encoding="utf-8")
    project.add("06-retention", "# R", "print('good')")
    started = []
    monkeypatch.setattr("eianalysis.report.build_pack._execute_one", lambda *given: started.append(given))
    code, _, err = project("run", "2023-04")
    assert code == 3 and f"'{key}'" in err and ("one line" in err or "no page can show" in err) and len(err) < 1000
    assert not set("\x00\x1b\u202e") & set(err) and not started


@pytest.mark.parametrize("text", ['[codes]\n"a" = "b\\u0000"', '"a\\u202e" = 1', '[[file]]\nname = ["\\u001b"]', 'a = {b = {c = "\\ufffe"}}'])
def test_a_text_of_any_toml_file_that_no_page_can_show_is_refused_with_its_key(tmp_path, text):
    path = tmp_path / "mapping.toml"
    path.write_text(text + "\n", encoding="utf-8")
    with pytest.raises(DataFault, match="mapping.toml does not fit a mapping") as told:
        read_toml(path, "mapping.toml", "a mapping", guide="docs/mapping.md")
    assert "no page can show" in str(told.value) and not set("\x00\x1b\u202e\ufffe") & set(str(told.value))


def test_what_no_page_can_show_is_left_out_of_the_cells_of_an_extract():
    assert clean("Traffic\x0b \x00Unit\u202e") == "Traffic Unit"


def test_links_of_a_text_are_text_in_a_workbook(tmp_path):
    """gptables makes a link of '[words](address)', and stops at two of them."""
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables/leavers.csv").write_bytes(csv_bytes(pd.DataFrame({"group": list(NASTY), "numerator": 20, "status": "shown"})))
    for text in NASTY:
        about = {"title": text, "numerator": text, "denominator": text, "noun": text, "notes": [text]}
        side = {"definition": about, "note": text, "synthetic": False, "sources": [{"file": text, "state": "real"}]}
        made = write_workbook(tmp_path, load_cycle("2023-04"), {"leavers": side})
        assert not [kind for _, kind in scan(tmp_path, Forbidden()) if "workbook" in kind], text[:60]
        openpyxl.load_workbook(made)


SHEET = """=1+1 <b>"R&D"<!-- 'x'"""


@pytest.fixture(scope="module")
def labelled(tmp_path_factory):
    """A workbook read by a mapping whose labels, kept words and sheet are nasty; what a table, sentences and a drawing make of it."""
    folder = tmp_path_factory.mktemp("labels")
    cycle = replace(load_cycle("2023-04", data_dir=ROOT / "data"), data="real", data_dir=folder, name="2023-04")
    raw = folder / "raw" / "2023-04"
    raw.mkdir(parents=True)
    labels = {f"K{at:02}": text for at, text in enumerate(NASTY)}
    rows = pd.DataFrame(
        [
            {"Ref": f"Z{at}{n:03}", "Group": code, "Sex": "M", "Came": "2015-04-01", "Acting": "Y" if n % 3 else "N"}
            for at, code in enumerate(labels)
            for n in range(30)
        ]
    )
    with pd.ExcelWriter(raw / "staff.xlsx", engine="openpyxl") as out:
        rows.to_excel(out, sheet_name=SHEET, index=False)
    mapping = [
        "[[file]]",
        'file = "staff.xlsx"',
        f"sheet = {json.dumps(SHEET)}",
        f"note = {json.dumps(NASTY[0])}",
        "[file.own_codes.ethnicity]",
        *(f"{code} = {json.dumps(text)}" for code, text in labels.items()),
        "[[table]]",
        'table = "workforce_snapshot"',
        'file = "staff.xlsx"',
        "[table.columns]",
        'person_ref = "Ref"',
        'ethnicity = "Group"',
        'sex = "Sex"',
        'service_start = "Came"',
        'acting = "Acting"',
        "[table.constants]",
        'worker_type = "officer"',
        'as_at = "2023-03-31"',
    ]
    (raw / "mapping.toml").write_text("\n".join(mapping) + "\n", encoding="utf-8")
    people = ei.load_workforce(cycle)
    made = ei.release(ei.compare(ei.share(people, "acting", by="ethnicity", measure="acting"), reference="the rest"), cycle.policy)
    return people, made


def test_labels_of_a_mapping_are_read_as_they_were_written(labelled):
    people, made = labelled
    assert set(people.frame["ethnicity"]) == set(NASTY) <= set(made.table["group"])


def test_labels_of_a_mapping_bring_no_element_and_no_formula(labelled, tmp_path):
    _, made = labelled
    pages = {"table": ei.table(made)._repr_html_(), "findings": ei.findings(made)._repr_html_(), "drawing": ei.plot_rates(made).svg}
    for name, html in pages.items():
        page = BeautifulSoup(html, "html.parser")
        assert not page.find_all(["script", "textarea", "img", "iframe", "b"]), name
        assert not [tag for tag in page.find_all(True) if any(key.startswith("on") for key in tag.attrs)], name
        assert not [tag for tag in page.find_all(href=True) if tag["href"].casefold().startswith("javascript")], name
    seen = " ".join(BeautifulSoup(pages["table"], "html.parser").get_text(" ").split())
    for text in NASTY:
        assert " ".join(text.split())[:200] in seen, text[:60]
    ElementTree.fromstring(pages["drawing"])
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables/acting.csv").write_bytes(csv_bytes(made.table))
    side = {
        "definition": {"title": "Acting", "numerator": "", "denominator": "", "noun": "officers", "notes": []},
        "note": "",
        "synthetic": False,
        "sources": [{"file": f"staff.xlsx, {SHEET}", "state": "real"}],
    }
    book = openpyxl.load_workbook(write_workbook(tmp_path, load_cycle("2023-04"), {"acting": side}))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_a_log_line_of_a_file_with_an_odd_name_is_written(tmp_path):
    Log(tmp_path, "run", "2023-04").write("failed", message="a\udcff.csv")
    assert "udcff" in (tmp_path / "log.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("odd", ["\x00", "\x1b", "\x0b", "\u202e", "\ufffe"])
def test_a_title_that_no_page_can_show_is_refused_with_its_row(project, odd):
    folder = with_register(project)
    path = folder / "register.csv"
    lines = path.read_bytes().replace(b"Make recruitment anonymous", f"Make{odd} recruitment anonymous".encode(), 1)
    path.write_bytes(lines)
    project.add("06-retention", "# R", "print('good')")
    code, _, err = project("check", "2023-04")
    assert code == 3 and "recommendations/register.csv" in err and "row 2" in err and "title_plain" in err
    assert odd not in err


@pytest.mark.slow
def test_a_lone_surrogate_in_a_notebook_is_refused_with_its_cell(project):
    project.add("06-retention", "# R", "print('good')", "# Few")
    path = project.folder / "notebooks/06-retention.ipynb"
    path.write_text(path.read_text().replace("# Few", "# F\\ud800ew"))
    code, _, err = project("run", "2023-04")
    assert code == 4 and "06-retention, cell 4" in err and "Traceback" not in err

"""What stops a pack: notebooks that reach past the gate, tables that show what another hides, counts left in a file."""

import json

import nbformat
import pandas as pd
import pytest

from eianalysis.errors import DisclosureError, EIAnalysisError
from eianalysis import rendered
from eianalysis.report import printed
from eianalysis.report.leaks import Forbidden, scan
from eianalysis.report.overlap import require_agreement
from eianalysis.report.gated import require_gated_files, require_gated_outputs
from eianalysis.report.notebook_source import require_gated_source


def notebook(tmp_path, *sources):
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    path = tmp_path / "06-retention.ipynb"
    nbformat.write(book, path)
    return path


@pytest.mark.parametrize(
    "source",
    [
        "print(result.unreleased)",
        "ei.what_would_free(result)",
        "people.frame.sample(3)",
        "result.counts",
        "ei.release(result, policy_for('working'))",
        "from_x = ei.policy.policy_for('board')",
        "from eianalysis.policy import policy_for as rules",
        "from eianalysis.results import _SEAL",
        "from eianalysis.wording import Findings as F",
        "import eianalysis.tables\neianalysis.tables.TableView",
    ],
)
def test_a_notebook_that_reaches_past_the_gate_does_not_run(tmp_path, source):
    with pytest.raises(DisclosureError, match="06-retention, cell 2: .* reaches past the gate"):
        require_gated_source(notebook(tmp_path, "import eianalysis as ei", source))


def test_a_notebook_of_calls_runs(tmp_path):
    require_gated_source(notebook(tmp_path, "released = ei.release(result, board.policy)", "ei.table(released)"))


def test_a_picture_pasted_into_the_text_is_refused(tmp_path):
    path = notebook(tmp_path, "1")
    book = nbformat.read(path, as_version=4)
    book.cells.append(nbformat.v4.new_markdown_cell("![x](attachment:x.png)", attachments={"x.png": {"image/png": "aGVsbG8="}}))
    nbformat.write(book, path)
    with pytest.raises(DisclosureError, match="06-retention, cell 2: a picture in the text"):
        require_gated_source(path)


def put_out(*outputs):
    """A notebook as papermill leaves it: the cell of parameters, a cell of text, and the cell that put this out."""
    injected = nbformat.v4.new_code_cell("months = 12", metadata={"tags": ["injected-parameters"]})
    return nbformat.v4.new_notebook(cells=[injected, nbformat.v4.new_markdown_cell("# R"), nbformat.v4.new_code_cell("x", outputs=list(outputs))])


def displayed(data):
    return nbformat.v4.new_output("display_data", data=data)


SVG, MIME = "<svg><text>x</text></svg>", "application/vnd.eianalysis.figure+json"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ({"text/html": '<table border="1" class="dataframe">'}, "a table of pandas that no gate has seen; show ei.table"),
        ({"image/png": "aGVsbG8=", "text/plain": "<Figure>"}, "a picture that no gate has seen; show a plot"),
        ({"image/svg+xml": SVG}, "a picture that no gate has seen"),
        ({"text/html": "<p>Few left.</p>"}, "HTML that the library did not make; write it in a text cell"),
        ({"text/markdown": "Few left."}, "text made by code that the library did not make"),
        ({"application/vnd.jupyter.widget-view+json": {"model_id": "a"}, "text/plain": "x"}, "an output of another kind"),
        ({MIME: {"alt": "Bars."}, "image/svg+xml": SVG, "text/plain": "<Figure>"}, "a figure that the library did not draw"),
        ({"text/plain": "13"}, "a printed figure that no gate has seen"),
        ({"text/plain": "<leavers: 3 rows, 9 columns>"}, "a printed figure that no gate has seen"),
        ({"text/plain": "Female    3\nMale    5\ndtype: int64"}, "a printed figure that no gate has seen"),
    ],
)
def test_what_the_library_did_not_make_stops_the_pack(data, what):
    with pytest.raises(DisclosureError, match=f"06-retention, cell 2: {what}"):
        require_gated_outputs("06-retention", put_out(displayed(data)))


@pytest.mark.parametrize("text", ["3\n", "13 left\n", "Of them, two officers left.\n", "group  left\nFemale    3\n"])
def test_printed_figures_stop_the_pack(text):
    with pytest.raises(DisclosureError, match="06-retention, cell 2: a printed figure"):
        require_gated_outputs("06-retention", put_out(nbformat.v4.new_output("stream", name="stdout", text=text)))


def test_an_error_that_is_passed_over_stops_the_pack():
    with pytest.raises(DisclosureError, match="cell 2: an error that the cell was told to pass over"):
        require_gated_outputs("06-retention", put_out(nbformat.v4.new_output("error", ename="KeyError", evalue="P1", traceback=[])))


@pytest.mark.parametrize(
    "output",
    [
        nbformat.v4.new_output("stream", name="stdout", text="Counted, as was asked.\n"),
        displayed({"text/plain": "<saved tables/leavers.csv: 3 rows>"}),
        displayed({"text/plain": "(<saved tables/a.csv: 3 rows>,\n <saved tables/b.csv: 0 rows>)"}),
        displayed({"text/plain": "<object object at 0x7f00a1b2c3d4>"}),
        displayed({"text/plain": "<Release leavers: counts, 12 rows, profile board>"}),
    ],
)
def test_words_and_the_names_of_our_own_objects_pass(output):
    require_gated_outputs("06-retention", put_out(output))


def test_what_the_library_noted_passes_and_what_was_changed_by_hand_does_not():
    bundle = {MIME: {"alt": "Bars of those who left."}, "image/svg+xml": SVG, "text/plain": "<Figure: Bars>\nalt: Bars"}
    shown = {rendered.digest(bundle)}
    require_gated_outputs("06-retention", put_out(displayed(bundle)), shown)
    require_gated_outputs("06-retention", put_out(displayed(bundle | {"text/plain": "<Figure: Bars>\r\nalt: Bars\n"})), shown)
    for changed in ({MIME: {"alt": "Three women left."}}, {"image/svg+xml": SVG.replace("x", "3")}, {"text/plain": "3"}, {"text/html": "3"}):
        with pytest.raises(DisclosureError, match="a figure that the library did not draw, or that was changed by hand"):
            require_gated_outputs("06-retention", put_out(displayed(bundle | changed)), shown)


def test_a_file_put_among_the_tables_by_hand_stops_the_pack(tmp_path):
    (tmp_path / "leavers.csv").write_bytes(b"saved")
    require_gated_files("06-retention", tmp_path, {rendered.digest(b"saved")})
    (tmp_path / "mine.csv").write_text("name,left\nP00123,3\n")
    with pytest.raises(DisclosureError, match="06-retention: it wrote 1 file into the pack's tables by hand.*ei.save"):
        require_gated_files("06-retention", tmp_path, {rendered.digest(b"saved")})


def put(tmp_path, name, *rows, measure="turnover"):
    columns = ["characteristic", "group", "numerator", "denominator", "status"]
    frame = pd.DataFrame(rows, columns=columns).assign(measure=measure, window="12m", period_start="2022-04-01")
    frame.to_csv(tmp_path / f"{name}.csv", index=False)


def test_a_figure_that_differs_between_two_tables_stops_the_pack(tmp_path):
    put(tmp_path, "one", ("sex", "Female", 13, 264, "shown"))
    put(tmp_path, "two", ("sex", "Female", 14, 264, "shown"))
    with pytest.raises(EIAnalysisError, match="give different figures for the same row"):
        require_agreement(printed.tables(tmp_path))


def test_a_row_may_be_hidden_in_one_table_and_stand_in_another(tmp_path):
    put(tmp_path, "one", ("sex", "Female", 13, 264, "shown"))
    put(tmp_path, "two", ("sex", "Female", None, None, "hidden"))
    require_agreement(printed.tables(tmp_path))


def test_tables_of_different_measures_may_differ(tmp_path):
    put(tmp_path, "one", ("sex", "Female", 13, 264, "shown"))
    put(tmp_path, "two", ("sex", "Female", 19, 264, "shown"), measure="losses")
    require_agreement(printed.tables(tmp_path))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("group,numerator,denominator,status\nBlack,3,40,shown\n", "a count that is too small to show"),
        ("group,numerator,denominator,status\nBlack,,40,hidden\n", "a figure in a hidden row"),
        ("name,value\nx,QQ 12 34 56 C\n", None),
        ("name,value\nx,AB 12 34 56 C\n", "a national insurance number"),
    ],
)
def test_the_scan_finds_what_a_table_must_not_hold(tmp_path, text, kind):
    (tmp_path / "t.csv").write_text(text)
    assert scan(tmp_path, Forbidden()) == ([("t.csv", kind)] if kind else [])


@pytest.mark.parametrize(
    "markup", ['<meta http-equiv="refresh" content="0;url=http://x.example">', '<img alt="a" src="data:," srcset="a.png 1x, https://x.example/b.png 2x">']
)
def test_the_scan_finds_ways_out_of_a_page(tmp_path, markup):
    (tmp_path / "p.html").write_text(f"<html><body>{markup}</body></html>")
    assert scan(tmp_path, Forbidden())


def test_the_same_measure_of_officers_and_of_staff_counts_other_people(tmp_path):
    """Two tables of one measure say the same of the same people only; their nouns tell officers and staff apart."""
    for name, noun, left in (("officers", "officers", 13), ("staff", "police staff", 7)):
        put(tmp_path, name, ("sex", "Female", left, 260, "shown"))
        (tmp_path / f"{name}.json").write_text(json.dumps({"definition": {"noun": noun}}), encoding="utf-8")
    require_agreement(printed.tables(tmp_path))
    for said in ({"noun": "officers", "title": "The staff survey"}, {"noun": "officers"}):
        (tmp_path / "staff.json").write_text(json.dumps({"definition": said}), encoding="utf-8")
        if "title" in said:
            require_agreement(printed.tables(tmp_path))  # another survey is of other people too
    with pytest.raises(EIAnalysisError, match="give different figures for the same row"):
        require_agreement(printed.tables(tmp_path))


def _mapped(tmp_path, value, *, status="shown", group="Female"):
    row = {
        "item_id": "X-1",
        "measure": "leavers/all",
        "window": "",
        "characteristic": "sex",
        "group": group,
        "part": "",
        "figure": "rate",
        "value": value,
        "status": status,
        "evidence_status": "met",
    }
    pd.DataFrame([row]).to_csv(tmp_path / "evidence_map.csv", index=False)


def test_the_evidence_map_is_held_to_the_tables_of_its_measures(tmp_path):
    put(tmp_path, "by-sex", ("sex", "Female", 13, 260, "shown"))
    table = pd.read_csv(tmp_path / "by-sex.csv").assign(rate=0.05, measure="leavers")
    table.to_csv(tmp_path / "by-sex.csv", index=False)
    for value, group in ((0.05, "Female"), (0.9, "Male")):  # of a row that no table has nothing can be said
        _mapped(tmp_path, value, group=group)
        require_agreement(printed.tables(tmp_path))
    _mapped(tmp_path, 0.06)
    with pytest.raises(EIAnalysisError, match="evidence map and tables/by-sex.csv give different figures for the same row .X-1: leavers/all"):
        require_agreement(printed.tables(tmp_path))


def test_the_evidence_map_cannot_show_what_its_page_hides(tmp_path):
    put(tmp_path, "by-sex", ("sex", "Female", None, None, "hidden"))
    pd.read_csv(tmp_path / "by-sex.csv").assign(rate=None, measure="leavers").to_csv(tmp_path / "by-sex.csv", index=False)
    _mapped(tmp_path, 0.05)
    with pytest.raises(DisclosureError, match="evidence map shows what tables/by-sex.csv hides"):
        require_agreement(printed.tables(tmp_path))
    _mapped(tmp_path, "", status="hidden")
    require_agreement(printed.tables(tmp_path))

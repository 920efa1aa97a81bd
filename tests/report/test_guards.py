"""What stops a pack: notebooks that reach past the gate, tables that show what another hides, counts left in a file."""

import json

import nbformat
import pandas as pd
import pytest

from eianalysis.errors import DisclosureError, EIAnalysisError
from eianalysis.report import printed
from eianalysis.report.leaks import Forbidden, scan
from eianalysis.report.overlap import require_agreement
from eianalysis.report.source import require_gated_outputs, require_gated_source


def notebook(tmp_path, *sources):
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    path = tmp_path / "06-retention.ipynb"
    nbformat.write(book, path)
    return path


@pytest.mark.parametrize("source", ["print(result.unreleased)", "people.frame.sample(3)", "result.counts",
                                    "ei.release(result, policy_for('working'))", "from_x = ei.policy.policy_for('board')"])
def test_a_notebook_that_reaches_past_the_gate_does_not_run(tmp_path, source):
    with pytest.raises(DisclosureError, match="06-retention, cell 2: .* reaches past the gate"):
        require_gated_source(notebook(tmp_path, "import eianalysis as ei", source))


def test_a_notebook_of_calls_runs(tmp_path):
    require_gated_source(notebook(tmp_path, "released = ei.release(result, board.policy)", "ei.table(released)"))


@pytest.mark.parametrize("data", [{"text/html": '<table border="1" class="dataframe">'}, {"image/png": "aGVsbG8="}])
def test_a_table_or_picture_that_is_not_ours_stops_the_pack(data):
    cell = nbformat.v4.new_code_cell("x", outputs=[nbformat.v4.new_output("display_data", data=data)])
    with pytest.raises(DisclosureError, match="cell 0: a (table of pandas|picture) that no gate has seen"):
        require_gated_outputs("06-retention", nbformat.v4.new_notebook(cells=[cell]))


def put(tmp_path, name, *rows, measure="turnover"):
    columns = ["characteristic", "group", "numerator", "denominator", "status"]
    frame = pd.DataFrame(rows, columns=columns).assign(measure=measure, window="12m", period_start="2022-04-01")
    frame.to_csv(tmp_path / f"{name}.csv", index=False)


def test_a_figure_that_differs_between_two_tables_stops_the_pack(tmp_path):
    put(tmp_path, "one", ("sex", "Female", 13, 264, "shown"))
    put(tmp_path, "two", ("sex", "Female", 14, 264, "shown"))
    with pytest.raises(EIAnalysisError, match="give different figures for the same row"):
        require_agreement(printed.tables(tmp_path))


def test_tables_of_different_measures_may_differ(tmp_path):
    put(tmp_path, "one", ("sex", "Female", 13, 264, "shown"))
    put(tmp_path, "two", ("sex", "Female", 19, 264, "shown"), measure="losses")
    require_agreement(printed.tables(tmp_path))


@pytest.mark.parametrize(("text", "kind"), [
    ("group,numerator,denominator,status\nBlack,3,40,shown\n", "a count that is too small to show"),
    ("group,numerator,denominator,status\nBlack,,40,hidden\n", "a figure in a hidden row"),
    ("name,value\nx,QQ 12 34 56 C\n", None),
    ("name,value\nx,AB 12 34 56 C\n", "a national insurance number"),
])
def test_the_scan_finds_what_a_table_must_not_hold(tmp_path, text, kind):
    (tmp_path / "t.csv").write_text(text)
    assert scan(tmp_path, Forbidden()) == ([("t.csv", kind)] if kind else [])


@pytest.mark.parametrize("markup", ['<meta http-equiv="refresh" content="0;url=http://x.example">',
                                    '<img alt="a" src="data:," srcset="a.png 1x, https://x.example/b.png 2x">'])
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
    row = {"item_id": "X-1", "measure": "leavers/all", "window": "", "characteristic": "sex", "group": group, "part": "", "figure": "rate",
           "value": value, "status": status, "evidence_status": "met"}
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

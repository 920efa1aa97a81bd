"""Released tables as files: same bytes, nothing hidden in them, no formula, no name that holds data."""

import csv
import json
from types import SimpleNamespace

import pandas as pd
import pytest

from eianalysis.cycle import load_cycle
from eianalysis.errors import DisclosureError, EIAnalysisError
from eianalysis.provenance import cell, csv_bytes, save
from tests.report.project import RELEASE

MADE: dict = {}
exec(RELEASE, MADE)  # the tests' own maker of sealed releases
released = MADE["released"]


@pytest.fixture
def cycle(project):
    return load_cycle("2023-04", data_dir=project.folder / "data", outputs_dir=project.outputs)


def test_save_writes_a_table_and_its_description(cycle):
    saved = save(released(), cycle)
    assert saved.path == cycle.outputs_dir / "2023-04" / "tables" / "leavers.csv"
    assert repr(saved) == "<saved tables/leavers.csv: 3 rows>"
    rows = list(csv.DictReader(saved.path.read_text().splitlines()))
    assert rows[0]["numerator"] == "8" and rows[2]["numerator"] == rows[2]["denominator"] == ""
    side = json.loads(saved.path.with_suffix(".json").read_text())
    assert side["sources"][0]["file"] == "synthetic/leavers.csv" and side["policy"]["profile"] == "board"
    assert side["rows_hidden"] == 1 and side["columns"][-1] == "status" and side["synthetic"] is True


def test_the_same_release_twice_is_the_same_bytes(cycle):
    first = save(released(), cycle).path.read_bytes()
    assert save(released(), cycle).path.read_bytes() == first


def test_another_table_under_a_name_that_is_taken_is_refused_in_a_run(cycle, monkeypatch):
    monkeypatch.setenv("EIANALYSIS_NOTEBOOK", "06-retention")
    save(released(), cycle)
    with pytest.raises(EIAnalysisError, match="another table named leavers already: give save\\(\\) a name of its own"):
        save(released(shown=(9, 64)), cycle)


def test_in_the_console_a_table_may_be_made_again_but_not_by_another_measure(cycle):
    save(released(), cycle, name="mine")
    assert ",9,90," in save(released(shown=(9, 64)), cycle, name="mine").path.read_text()
    with pytest.raises(EIAnalysisError, match="another table named mine"):
        save(released(measure="joiners"), cycle, name="mine")


def test_outside_a_run_a_finished_pack_is_not_touched(cycle):
    pack = cycle.outputs_dir / "2023-04"
    pack.mkdir(parents=True)
    (pack / "manifest.json").write_text("{}")
    saved = save(released(), cycle)
    assert not (pack / "tables").exists() and saved.path.parent.parent.name == "console.2023-04"


@pytest.mark.parametrize("name", ["../up", "Ä", "a b", "", "A", ".x", "a/b"])
def test_a_name_that_could_hold_data_or_leave_the_folder_is_refused(cycle, name):
    with pytest.raises(EIAnalysisError, match="cannot be a table's name"):
        save(released(), cycle, name=name)


@pytest.mark.parametrize("text", ["=1+1", "+44", "-2", "@x", "\t=1", "\r=1", "  =1"])
def test_text_a_spreadsheet_would_run_is_kept_as_text(text):
    assert cell(text) == "'" + text


@pytest.mark.parametrize(
    "value, text",
    [
        (-0.25, "-0.25"),
        (12.0, "12.0"),
        (float("nan"), ""),
        (None, ""),
        (pd.NA, ""),
        (pd.NaT, ""),
        (pd.Timestamp("2023-03-31"), "2023-03-31"),
        (True, "True"),
        ("Not stated", "Not stated"),
        (3, "3"),
        (0.1 + 0.2, "0.30000000000000004"),
    ],
)
def test_values_as_text(value, text):
    assert cell(value) == text


def test_whole_counts_have_no_decimal_point():
    assert cell(12.0, "numerator") == "12" and cell(12.5, "numerator") == "12.5"


def test_a_hidden_row_with_a_figure_is_not_saved(cycle):
    table = pd.DataFrame({"group": ["Female"], "numerator": [3], "status": ["hidden"]})
    with pytest.raises(DisclosureError, match="a hidden row of this table still holds a figure"):
        save(released(table=table), cycle)
    assert not list(cycle.outputs_dir.rglob("*.csv"))


def test_only_a_release_is_saved(cycle):
    with pytest.raises(DisclosureError, match=r"save\(\) shows released results, got DataFrame"):
        save(pd.DataFrame(), cycle)


def test_a_working_release_and_one_weaker_than_the_cycle_are_not_saved(cycle):
    with pytest.raises(DisclosureError, match="'working' release is for the console only"):
        save(released(profile="working"), cycle)
    public = SimpleNamespace(profile="public", name=cycle.name, outputs_dir=cycle.outputs_dir)
    with pytest.raises(DisclosureError, match="this release is for 'board', cycle 2023-04 is 'public'"):
        save(released(), public)


def test_csv_reads_back_as_it_was():
    table = pd.DataFrame({"group": ["a,b", 'say "x"', "line\nbreak"], "rate": [0.1, 1 / 3, None]})
    back = pd.read_csv(pd.io.common.BytesIO(csv_bytes(table)))
    assert back["group"].tolist() == table["group"].tolist() and back["rate"][1] == 1 / 3

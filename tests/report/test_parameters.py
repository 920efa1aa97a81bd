"""What a run may set in a notebook, and how it refuses the rest."""

import pytest

from eianalysis.cycle import load_cycle
from eianalysis.errors import DataFault, EIAnalysisError, UsageError
from eianalysis.report.parameters import declared, settings

HAS = {
    "06-retention": {
        "cycle": "",
        "data_dir": "",
        "outputs_dir": "",
        "by": "ethnicity",
        "months": 12,
        "cut": 0.5,
        "pooled": True,
        "groups": ["a"],
        "unit": None,
    },
    "07-conduct": {"cycle": "", "data_dir": "", "outputs_dir": "", "by": "sex"},
}


@pytest.fixture
def cycle(project):
    return load_cycle("2023-04", data_dir=project.folder / "data")


def test_declared_reads_names_and_defaults_without_running(project):
    project.add("06-retention", "# Title", knobs="by: str = 'sex'  # which\nmonths = 36\n")
    found = declared(project.folder / "notebooks" / "06-retention.ipynb")
    assert found == {"cycle": "2023-04", "data_dir": "../data", "outputs_dir": "../outputs", "by": "sex", "months": 36}


@pytest.mark.parametrize(
    "knobs, message",
    [
        ("months = 3 * 12\n", "the default of 'months' is not a plain value"),
        ("import os\n", "only NAME = value may stand there"),
        ("months =\n", "is not Python"),
    ],
)
def test_declared_refuses_what_is_not_plain(project, knobs, message):
    project.add("06-retention", "# Title", knobs=knobs)
    with pytest.raises(EIAnalysisError, match=message):
        declared(project.folder / "notebooks" / "06-retention.ipynb")


def test_a_parameter_goes_to_every_notebook_that_declares_it(cycle):
    assert settings(cycle, HAS, [("by", "sex")]) == {"06-retention": {"by": "sex"}, "07-conduct": {"by": "sex"}}


def test_a_parameter_with_a_notebook_s_name_goes_to_that_one(cycle):
    assert settings(cycle, HAS, [("06-retention:by", "sex")]) == {"06-retention": {"by": "sex"}, "07-conduct": {}}


@pytest.mark.parametrize(
    "text, value",
    [("months=36", 36), ("cut=2", 2.0), ("cut=0.25", 0.25), ("pooled=no", False), ("groups=['b', 'c']", ["b", "c"]), ("unit=TFG", "TFG"), ("by=12", "12")],
)
def test_text_becomes_the_kind_of_the_default(cycle, text, value):
    name, _, word = text.partition("=")
    found = settings(cycle, HAS, [(name, word)])["06-retention"][name]
    assert found == value and type(found) is type(value)


@pytest.mark.parametrize(
    "name, text, message",
    [
        ("monhts", "36", "no notebook of this run declares a parameter 'monhts'; did you mean 'months'?"),
        ("07-conduct:months", "36", "declares a parameter 'months'; it can be: by"),
        ("08-stop:by", "36", "'08-stop' is not among the notebooks of this run"),
        ("cycle", "2023-01", "-p cannot set 'cycle'"),
        ("06-retention:data_dir", "x", "-p cannot set 'data_dir'"),
        ("outputs_dir", "x", "-p cannot set 'outputs_dir'"),
        ("months", "many", "'months' should be a whole number .its default is 12., not 'many'"),
        ("months", "1.5", "should be a whole number"),
        ("pooled", "1", "should be true or false"),
        ("cut", "wide", "should be a number"),
        ("groups", "a,b", "should be a list"),
    ],
)
def test_what_is_wrong_stops_the_run_and_is_usage(cycle, name, text, message):
    with pytest.raises(UsageError, match=message):
        settings(cycle, HAS, [(name, text)])


def test_knobs_of_the_cycle_file_are_used_and_the_command_line_wins(project):
    project.cycle(more='[notebooks.06-retention]\nby = "sex"\nmonths = 24')
    cycle = load_cycle("2023-04", data_dir=project.folder / "data")
    found = settings(cycle, HAS, [("06-retention:months", "36")])
    assert found["06-retention"] == {"by": "sex", "months": 36}


def test_faults_of_the_cycle_file_are_told_together(project):
    project.cycle(more='[notebooks.06-retention]\nbuy = "sex"\nmonths = "many"\ncycle = "x"')
    cycle = load_cycle("2023-04", data_dir=project.folder / "data")
    with pytest.raises(DataFault) as caught:
        settings(cycle, HAS)
    said = str(caught.value)
    assert "3 faults" in said and "'buy' is not a parameter of it; did you mean 'by'?" in said
    assert "'months' should be a whole number" in said and "cannot set 'cycle'" in said

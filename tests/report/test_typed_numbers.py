"""Numbers of people typed into a notebook are told to the analyst by their place, and never repeated."""

import pytest

from eianalysis.cycle import load_cycle
from eianalysis.report import typed_numbers as typed
from eianalysis.report.typed_numbers import said, typed_numbers


@pytest.fixture
def places(project):
    def found(*cells, hidden=(), more=""):
        project.cycle(more=more)
        project.add("06-retention", "# R", *cells)
        return typed_numbers({"06-retention": project.folder / "notebooks/06-retention.ipynb"}, load_cycle("2023-04", data_dir=project.folder / "data"), hidden)

    return found


@pytest.mark.parametrize(
    "text",
    [
        "# Few\n\nOnly 3 women left.",
        "# Few\n\n**Three** officers resigned.",
        "# Few\n\nOf them _four_ were dismissed.",
        "# Few\n\n2 of the 14 officers",
        "ei.table(one, caption='Two women left')",
        "x = 1  # 3 officers",
    ],
)
def test_a_few_people_in_what_was_typed_are_found(places, text):
    assert places("# Good", text) == ["06-retention, cell 4"]


@pytest.mark.parametrize(
    "text",
    [
        "# Prose\n\nA case is one officer in one case; one of these days.",
        "# Many\n\nOf 8,583 people 130 officers.",
        "# Plans\n\nTwo workshops in 3 months.",
        "months = 3",
    ],
)
def test_prose_and_large_numbers_are_not(places, text):
    assert places(text) == []


def test_a_larger_number_is_told_where_the_pack_hides_that_count(places):
    assert places("# Many\n\n17 officers left.", hidden={16}) == []
    assert places("# Many\n\nAt least ten officers left.", hidden={10}) == []
    assert places("# Many\n\n17 officers left.", hidden={16, 17}) == ["06-retention, cell 3"]


def test_a_passage_that_was_read_is_not_told_again(places):
    assert places("# Few\n\nOnly 3 women left.", more='as_written = ["3 women"]') == []


def test_the_words_of_check_name_the_place_only():
    assert said([]) == []
    assert said(["06-retention, cell 4"])[1:2] == ["  06-retention, cell 4"]


def test_the_notebooks_of_the_package_have_none(project):
    from eianalysis.report.notebooks import all_notebooks
    from tests.report.project import ROOT

    assert typed_numbers(all_notebooks(ROOT / "notebooks"), load_cycle("2023-04", data_dir=project.folder / "data"), range(5, 99)) == []


@pytest.mark.slow
def test_run_and_check_say_where_and_not_what(project):
    project.add("06-retention", "# R", "print('good')", "# Few\n\nOnly 3 women left.")
    code, _, err = project("run", "2023-04")
    assert code == 0, err
    told = next(line for line in err.splitlines() if "typed into" in line)
    assert "06-retention, cell 4: no gate sees" in told and "3 women" not in err
    code, out, _ = project("check", "2023-04")
    assert code == 0 and "\n  06-retention, cell 4\n" in out and "3 women" not in out


@pytest.mark.slow
def test_what_a_run_hides_is_known_to_it(project, monkeypatch):
    from eianalysis.report import run

    seen = []
    monkeypatch.setattr(run, "hidden_counts", lambda cycle, scratch: seen.append(sorted((scratch / ".plan").iterdir())) or frozenset({17}))
    project.add("06-retention", "# R", "print('good')", "# Many\n\n17 officers left.")
    code, _, err = project("run", "2023-04")
    assert code == 0 and "typed into 06-retention, cell 4" in err and seen[0]


def test_a_hidden_count_of_one_digit_is_told(places):
    assert places("# Several\n\n7 officers left.", hidden={7}) == ["06-retention, cell 3"]


@pytest.mark.parametrize("plan, counts", [([("left", 16.9999999), ("joined", 1.0), ("nobody", 0.0)], {17, 1}), (None, set()), ((), set())])
def test_the_hidden_counts_are_those_of_the_plan_that_are_of_anybody(project, monkeypatch, tmp_path, plan, counts):
    """The plan keeps counts as decimals; a hidden nought is of nobody, and no run has no plan."""
    monkeypatch.setattr(typed, "hidden_in_run", lambda asked, policy: plan)
    assert typed.hidden_counts(load_cycle("2023-04", data_dir=project.folder / "data"), tmp_path) == counts

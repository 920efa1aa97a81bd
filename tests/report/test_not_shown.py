"""What a cell shows before its last line is seen by nobody, and is told with its place."""

import json

import pytest

from eianalysis.report.not_shown import REPAIR, not_shown, said
from eianalysis.report.notebooks import all_notebooks
from tests.report.project import ROOT


@pytest.fixture
def places(tmp_path):
    def found(source, kind="code"):
        path = tmp_path / "11-training.ipynb"
        path.write_text(json.dumps({"cells": [{"cell_type": kind, "source": source}]}), encoding="utf-8", newline="\n")
        return not_shown({"11-training": path})

    return found


@pytest.mark.parametrize(
    "call", ["ei.show(ranks)", "ei.table(ranks)", "ei.plot_rates(ranks)", "ei.findings(ranks)", "ei.board_lines(ranks)", "ei.answer(ranks)"]
)
def test_what_is_shown_before_the_last_line_is_told(places, call):
    assert places(f"ranks = 1\n{call}\nei.show(units)") == ["11-training, cell 1, line 2"]


@pytest.mark.parametrize(
    "source",
    [
        "ranks = 1\nei.show(ranks)",
        "shown = ei.show(ranks)\nei.show([shown])",
        "ei.save(ranks)\nei.show(ranks)",
        "%matplotlib inline\nei.show(1)\nei.show(2)",
        "",
    ],
)
def test_what_is_seen_or_kept_is_not(places, source):
    assert places(source) == []


def test_prose_is_not_looked_at(places):
    assert places("ei.show(1)\nei.show(2)", "markdown") == []


def test_the_advice_cures(places):
    """A cell of its own, or several in one call, as the message says."""
    assert "give each a cell of its own" in REPAIR and "ei.show([first, second])" in REPAIR
    assert places("ei.show(first)\nei.show(second)") and not places("ei.show([first, second])")


def test_check_names_the_place_and_the_repair():
    assert said([]) == [] and said(["11-training, cell 1, line 2"])[1:] == ["  11-training, cell 1, line 2", f"  {REPAIR}"]


def test_the_notebooks_of_the_package_lose_nothing():
    assert not_shown(all_notebooks(ROOT / "notebooks")) == []


@pytest.mark.slow
def test_run_and_check_say_where(project):
    project.add("06-retention", "# R", "class ei:\n    show = staticmethod(lambda *given: None)\nei.show(1)\nx = 2")
    code, _, err = project("run", "2023-04")
    assert code == 0, err
    assert "tables or figures that no page shows, in 06-retention, cell 3, line 3" in err
    code, out, _ = project("check", "2023-04")
    assert code == 0 and "  06-retention, cell 3, line 3" in out

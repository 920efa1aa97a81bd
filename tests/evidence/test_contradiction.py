"""A report that real data contradict becomes a decision; the same figures of the invented force never do."""

import shutil
from dataclasses import replace

import pandas as pd
import pytest

import eianalysis as ei

ITEM = (
    "item_id,evidence_kind,measure,window,characteristic,group,figure,direction,target,least_base,population,rests_on,met_when\n"
    "TRT-01,measured,anonymised_sift_share,12m,entry,All,rate,at_least,1,10,applications,without names,Every application was sifted without names\n"
)


@pytest.fixture
def summary(tmp_path, root):
    """The evidence map and decisions of a folder whose applications are real or invented, some sifted with names."""
    for folder in ("cycles", "recommendations", "reference"):
        shutil.copytree(root / "data" / folder, tmp_path / "data" / folder)
    (tmp_path / "data/recommendations/evidence.csv").write_text(ITEM, encoding="utf-8")
    made = pd.read_csv(root / "data/synthetic/applications.csv", dtype=str, keep_default_na=False)

    def of(folder, with_names):
        sifted = made.index[made["anonymised"].eq("Y")]
        frame = made.assign(anonymised=made["anonymised"].mask(made.index.isin(sifted[::2]) & with_names, "N"))
        path = tmp_path / "data" / folder / "applications.csv"
        path.parent.mkdir(parents=True)
        frame.to_csv(path, index=False)
        board = replace(ei.load_cycle("2023-04", data_dir=tmp_path / "data"), data="demo" if folder == "synthetic" else "real")
        register = ei.load_register(board)
        evidence = ei.release(ei.evidence_map(register, board), board.policy)
        asked = ei.release(ei.decisions_asked(register, board), board.policy)
        exceptions = ei.release(ei.exceptions(register, as_at=board.data_cut_off), board.policy)
        row = evidence.table.set_index("item_id").loc["TRT-01"]
        said = str(ei.say_decisions(asked, exceptions, evidence)), str(ei.say_evidence(evidence))
        return row, "reported as done" in said[0], said

    return of


def test_a_report_of_complete_that_real_data_contradict_is_put_to_the_board(summary):
    row, asked, (decisions, evidence) = summary("raw/2023-04", True)
    assert row["reported_status"] == "complete" and row["evidence_status"] == "not met" and row["data"] == "real"
    assert 0.3 < row["value"] < 0.7 and row["base"] > 100  # every second application was sifted with names
    assert row["contradiction"] == "reported complete, the data say otherwise"
    assert asked and "1 item reported as done" in decisions and "TRT-01" in decisions
    assert "Real data contradict the report of 1 item: TRT-01" in evidence


def test_the_same_figures_of_the_invented_force_are_never_put_to_it(summary):
    row, asked, (decisions, evidence) = summary("synthetic", True)
    assert row["evidence_status"] == "not met" and row["data"] == "SYNTHETIC ILLUSTRATION"
    assert not asked and "Real data contradict" not in evidence
    assert "1 item would read as contradicted (TRT-01)" in evidence


def test_real_data_that_agree_put_nothing_to_it(summary):
    row, asked, (_, evidence) = summary("raw/2023-04", False)
    assert row["evidence_status"] == "met" and row["contradiction"] == "" and not asked
    assert "No report is contradicted by real data" in evidence

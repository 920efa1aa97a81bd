"""Nothing optional is required: every standing question of every page is counted, or says what it lacks, whatever a force does not have."""

import shutil

import pandas as pd
import pytest

from eianalysis.cycle import load_cycle
from eianalysis.dataset import Force
from eianalysis.report.loaded_inputs import load_inputs
from eianalysis.synthetic.write import write

pytestmark = pytest.mark.slow


def without_directorates(tables):
    return {name: frame.drop(columns="directorate", errors="ignore") for name, frame in tables.items()}


def with_codes_of_its_own(tables):
    return {name: frame.rename(columns={"ethnicity_code": "ethnicity"}) for name, frame in tables.items()}


def one_snapshot(tables):
    people, gone = tables["workforce_snapshot"], tables["leavers"]
    return {"workforce_snapshot": people[people["as_at"] == people["as_at"].max()], "leavers": gone[gone["leave_date"] >= "2020-04-01"]}


def no_white_applicants(tables):
    seen = {name: frame[~frame["ethnicity_code"].str.startswith("W")] for name, frame in tables.items() if name in ("applications", "outreach")}
    return {**tables, **seen}


def everybody(tables):
    return tables


#: How a force differs: its tables, its mapping, and what its board cycle says in place of the demo's.
FORCES = {
    "no directorate": (without_directorates, "", {}),
    "codes of its own": (with_codes_of_its_own, '[own_codes.ethnicity]\nW1 = "White"\n', {}),
    "one snapshot and leavers of three years": (one_snapshot, "", {}),
    "no White applicants": (no_white_applicants, "", {}),
    "another reference group": (everybody, "", {'ethnicity = "White"': 'ethnicity = "Asian"'}),
}


@pytest.mark.parametrize("made, mapping, said", FORCES.values(), ids=FORCES)
def test_every_standing_question_is_counted_or_says_what_it_lacks(make_force, root, tmp_path, made, mapping, said):
    shutil.copytree(root / "data" / "reference", tmp_path / "reference")
    (tmp_path / "cycles").mkdir()
    text = (root / "data" / "cycles" / "2023-04.toml").read_text(encoding="utf-8").replace('"demo"', '"real"')
    for was, now in said.items():
        assert f"\n{was}" in text
        text = text.replace(f"\n{was}", f"\n{now}")
    (tmp_path / "cycles" / "2023-04.toml").write_text(text, encoding="utf-8")
    cycle = load_cycle("2023-04", data_dir=tmp_path)
    write(cycle.raw_dir, tables=made(make_force(seed=7, people=200, searches=False)))
    if mapping:
        (cycle.raw_dir / "mapping.toml").write_text(mapping, encoding="utf-8")
    force = Force(cycle, read=load_inputs(cycle))
    results = {name: force.stand(name) for name in force.standing}
    assert all(result.missing is None or result.missing.reason for result in results.values())
    counted = sum(result.missing is None for result in results.values())
    assert counted > (10 if made is one_snapshot else 80), counted
    if said:
        tables = [result.unreleased for result in results.values() if not result.missing and result.shape == "counts"]
        named = [table.loc[table["characteristic"].eq("ethnicity_5"), "reference"].dropna() for table in tables if "reference" in table]
        assert "Asian" in (against := {*pd.concat(named)}) and "White" not in against

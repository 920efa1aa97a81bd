"""What is known since when: proposed by ``check``, followed as it is said; and a rate of a year from ten months of records."""

import re
import tomllib

import pytest
from sources.test_load import LEAVERS, put

import eianalysis as ei
from eianalysis.sources.leaver_history import proposed_history
from tests.report.project import Project

TURNOVER = "turnover_start_headcount_ex_transfers"
HEAD = "person_ref,worker_type,ethnicity_code,sex,service_start,as_at\n"


@pytest.fixture
def placed(tmp_path):
    """One snapshot of 120 officers, and 60 leavers of the three years before it, one in each of 60 half months."""
    project = Project(tmp_path)
    cycle = tmp_path / "data/cycles/2023-04.toml"
    cycle.write_text(cycle.read_text(encoding="utf-8").replace('"demo"', '"real"'), encoding="utf-8")
    raw = tmp_path / "data/raw/2023-04"
    put(raw, "workforce_snapshot.csv", HEAD + "".join(f"P{n},officer,W1,{'MF'[n % 2]},2010-04-01,2023-03-31\n" for n in range(120)))
    put(
        raw,
        "leavers.csv",
        LEAVERS
        + "".join(
            f"L{n},officer,W1,{'MF'[n % 2]},2010-04-01,{2020 + (n // 20) + (n % 20 > 14)}-{(n % 20 // 5 * 3 + 3) % 12 + 1:02}-{n % 5 + 10},VR\n"
            for n in range(60)
        ),
    )
    return project


def ask(project):
    return ei.force("2023-04", data_dir=project.folder / "data", outputs_dir=project.outputs).ask(TURNOVER, by="sex", months=12)


def test_one_snapshot_with_leavers_of_three_years_counts_nothing_until_the_proposal_is_followed(placed):
    assert ask(placed).missing and "observed_from" in ask(placed).missing.reason
    code, said, _ = placed("check", "2023-04")
    line = next(line for line in said.splitlines() if "observed_from" in line)
    assert code == 0 and "leavers: 60 of before the first snapshot (31 March 2023) are in no figure; if everyone who left after 31 March 2020" in line
    table, key = re.search(r"(\[history\]) (observed_from = \S+)", line).groups()
    assert tomllib.loads(f"{table}\n{key}")
    put(placed.folder / "data/raw/2023-04", "mapping.toml", f"{table}\n{key}\n")
    code, said, _ = placed("check", "2023-04")
    assert code == 0 and "observed_from" not in said
    rows = ask(placed).unreleased.set_index("group")
    assert rows.loc["All", ["numerator", "denominator"]].tolist() == [20, 140]


def test_ten_months_of_leavers_give_the_rate_of_a_year_and_say_so(placed):
    put(placed.folder / "data/raw/2023-04", "mapping.toml", "[history]\nobserved_from = 2022-05-31\n")
    asked = ask(placed)
    row = asked.unreleased.set_index("group").loc["All"]
    assert row["window"] == "10m" and str(row["period_start"].date()) == "2022-06-01"
    assert row["numerator"] == 15 and row["denominator"] == pytest.approx(135 * 10 / 12)
    assert row["rate"] == pytest.approx(15 / 135 * 12 / 10)
    assert any("hold 10 months, not 12" in note for note in asked.definition.notes)
    said = str(ei.findings(ei.release(asked, ei.load_cycle("2023-04", data_dir=placed.folder / "data").policy)))
    assert "In the 10 months to 31 March 2023, 15 officers left, from a base of 113 officer-years (13.3 per 100)" in said


def test_less_than_half_a_year_gives_no_rate_of_a_year(placed):
    put(placed.folder / "data/raw/2023-04", "mapping.toml", "[history]\nobserved_from = 2022-11-30\n")
    assert ask(placed).missing


def test_nothing_is_proposed_where_snapshots_go_back_as_far(tables_of_demo):
    assert proposed_history(tables_of_demo) == []


@pytest.fixture
def tables_of_demo():
    from tests.builders import leavers, workforce

    return {"workforce_snapshot": workforce("person_ref  as_at\nP1  2020-03-31\nP1  2023-03-31"), "leavers": leavers("person_ref  leave_date\nP2  2021-03-31")}

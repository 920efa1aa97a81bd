"""Somebody's data are taken out and the cycle is issued again: who has both issues cannot tell whose, read as they are printed."""

import random
import shutil
from pathlib import Path

import pandas as pd
import pytest

from tests.made import ROOT

from .issues import between, differing
from .packs import fresh_seed, handed_out, made

pytestmark = pytest.mark.slow
BOARD, PEOPLE = "2023-04", 20
#: Whose data may be taken out: the table they are drawn from, the column that says who it is (of complainants and subjects, who are
#: numbered within a case, the case), and pages that count them.
KINDS = {
    "officers in post": ("workforce_snapshot", "person_ref", ("03-representation", "06-retention")),
    "leavers": ("leavers", "person_ref", ("06-retention", "06b-exit-interviews")),
    "applicants": ("applications", "application_ref", ("04b-recruitment-process",)),
    "candidates": ("promotions", "person_ref", ("05-progression",)),
    "accused": ("misconduct_cases", "person_ref", ("07-conduct",)),
    "aggrieved": ("grievances", "person_ref", ("07b-grievances",)),
    "complainants": ("complaints", "complaint_ref", ("07c-complaints",)),
    "subjects": ("use_of_force", "incident_ref", ("08b-force-and-samples",)),
    "respondents": ("surveys", "respondent_ref", ("10-surveys",)),
}


def demo(folder: Path) -> Path:
    """The demo's data without the board before, in a folder where they can be changed."""
    data = folder / "data"
    for part in ("cycles", "reference", "recommendations", "synthetic"):
        shutil.copytree(ROOT / "data" / part, data / part, ignore=shutil.ignore_patterns("released"))
    return data


def take_out(data: Path, kind: str, rng: random.Random) -> int:
    """Every row of somebody of this kind, in every file; how many."""
    table, column, _ = KINDS[kind]
    people = pd.read_csv(data / "synthetic" / f"{table}.csv", dtype=str, keep_default_na=False)
    who = rng.choice(sorted(set(people[column]) - {""}))
    taken = 0
    for path in sorted((data / "synthetic").glob("*.csv")):
        rows = pd.read_csv(path, dtype=str, keep_default_na=False)
        if column in rows and rows[column].eq(who).any():
            taken += int(rows[column].eq(who).sum())
            rows[rows[column] != who].to_csv(path, index=False, lineterminator="\n")
    return taken


def told_by_both(first: Path, second: Path) -> list[str]:
    finds, what, changed = between(first, second)
    assert len(finds) > 20, "the attacker read next to nothing"
    assert not [each for each in what.contradictions if "taken out" in each]
    print(f"{changed} printed counts changed by five or more")
    return [*differing(first, second), *sorted(str(find) for find in finds if find.few)]


def test_an_issue_without_somebody_tells_nothing_of_them(tmp_path):
    """Of the kind and the person that this run draws, on the pages that count them."""
    rng = random.Random(fresh_seed())
    kind = rng.choice(sorted(KINDS))
    data = demo(tmp_path)
    first = handed_out(data, BOARD, made(data, BOARD, KINDS[kind][2]))
    assert take_out(data, kind, rng) > 0
    assert told_by_both(first, made(data, BOARD, KINDS[kind][2])) == [], kind


@pytest.mark.proof
@pytest.mark.parametrize("number", range(PEOPLE))
def test_nor_does_a_whole_pack(number, tmp_path, first_issue):
    rng = random.Random(f"person {number}")
    kind = sorted(KINDS)[number % len(KINDS)]
    data = demo(tmp_path)
    shutil.copytree(first_issue.parent.parent, tmp_path / "outputs")
    assert take_out(data, kind, rng) > 0
    assert told_by_both(first_issue, made(data, BOARD)) == [], kind


@pytest.fixture(scope="module")
def first_issue(tmp_path_factory):
    """The whole pack of the demo, handed out."""
    data = demo(tmp_path_factory.mktemp("first"))
    return handed_out(data, BOARD, made(data, BOARD))


def test_the_attacker_sees_what_is_not_hidden_from_who_has_both(tmp_path):
    """Planned without knowing of the first issue, the second tells: else the silence of these tests would say nothing."""
    pages = KINDS["leavers"][2][:1]
    data = demo(tmp_path)
    first = tmp_path / "first"
    shutil.copytree(made(data, BOARD, pages), first)
    shutil.rmtree(tmp_path / "outputs")
    take_out(data, "leavers", random.Random(1))
    assert told_by_both(first, made(data, BOARD, pages))

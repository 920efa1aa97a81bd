"""The example of standards of maturity: added to a project's register they stand on page 01 beside the levels aimed at."""

import csv
import shutil
from pathlib import Path

import pytest

import eianalysis as ei

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "examples" / "maturity"
PLACES = {name: f"{'reference' if name == 'programmes' else 'recommendations'}/{name}.csv" for name in ("register", "updates", "lists", "programmes")}


def add_example(data: Path) -> None:
    """What docs/register.md says: the rows of each file after those of the project's own, each cell under its heading."""
    for name, place in PLACES.items():
        own, more = data / place, list(csv.DictReader((EXAMPLE / f"{name}.csv").read_text(encoding="utf-8").splitlines()))
        headings = next(csv.reader(own.read_text(encoding="utf-8").splitlines()))
        assert set(more[0]) <= set(headings), name
        with own.open("a", encoding="utf-8", newline="") as out:
            csv.DictWriter(out, headings, restval="", lineterminator="\n").writerows(more)


@pytest.fixture
def cycle(root, tmp_path):
    data = tmp_path / "data"
    for name in ("cycles", "recommendations", "reference"):
        shutil.copytree(root / "data" / name, data / name)
    add_example(data)
    return ei.load_cycle("2023-04", data_dir=data)


def test_each_standard_is_set_beside_the_level_aimed_at(cycle):
    table = ei.release(ei.maturity(ei.load_register(cycle), cycle), cycle.policy).table.set_index("item_id")
    assert table["standing"].to_dict() == {"RAP-S1": "2 levels below", "RAP-S2": "2 levels below", "RAP-S3": "reached", "RAP-S4": "not assessed"}
    assert table["assessor"].to_dict()["RAP-S2"] == "Lead for the race action plan" and table["reported_cycle"].to_dict()["RAP-S2"] == "2023-01"


def test_a_board_before_has_the_assessment_of_its_day(cycle):
    before = ei.load_cycle("2023-01", data_dir=cycle.data_dir)
    table = ei.maturity(ei.load_register(before), before).counts.set_index("item_id")
    assert table["level"].to_dict() == {"RAP-S1": "Starting", "RAP-S2": "Developing", "RAP-S3": "Developing", "RAP-S4": ""}


def test_a_level_that_is_not_declared_is_told_with_the_nearest(cycle):
    updates = cycle.data_dir / PLACES["updates"]
    updates.write_text(updates.read_text(encoding="utf-8").replace("Established", "Establishd"), encoding="utf-8")
    with pytest.raises(ei.DataFault, match="Establishd.*did you mean 'Established'"):
        ei.load_register(cycle)

"""What was issued before is known to readers, if it is of these data: another force's pack is told as that."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

import eianalysis as ei
from eianalysis.disclosure.issued_rows import released_before, rows_shown
from eianalysis.disclosure.plan import differing_by_few
from eianalysis.errors import DataFault
from eianalysis.issued import _read
from eianalysis.report.beside_issued import rows_to_plan
from eianalysis.report.pack_plan import planned_rows

ASKED = ("10-surveys", "08-stop-and-search")


@pytest.fixture(scope="module")
def force(root):
    return ei.force("2023-04", data_dir=root / "data", outputs_dir=root / "outputs" / "no such folder")


@pytest.fixture(scope="module")
def rows(force):
    return planned_rows(force, [name for name, (_, ask) in force.standing.items() if ask.page in ASKED])


@pytest.fixture
def cycle(force, root, tmp_path):
    """The demo's cycle with its predecessor, in a folder of its own."""
    shutil.copytree(root / "data" / "synthetic" / "released", tmp_path / "data" / "synthetic" / "released")
    return replace(force.cycle, data_dir=tmp_path / "data")


def changed(rows, how):
    return [replace(row, cases=how(at, row.cases), of=how(at, row.of)) for at, row in enumerate(rows)]


@pytest.mark.parametrize(
    "correction",
    [
        lambda at, count: count,
        lambda at, count: max(0.0, count - 1),  # one person taken out, of every count there is
        lambda at, count: round(count * 0.7) if at % 5 == 0 else count,  # a fifth of the rows corrected, by much
    ],
    ids=["the same data", "one person taken out", "a fifth corrected"],
)
def test_data_that_were_corrected_are_planned_beside_what_was_issued(cycle, rows, correction):
    assert released_before(cycle, cycle.policy, (), changed(rows, correction)).rows


def test_the_pack_of_another_force_is_told_as_that_and_the_advice_cures_it(cycle, rows):
    others = changed(rows, lambda at, count: round(count * 0.8))
    with pytest.raises(DataFault, match="synthetic/released/2023-01 does not fit the data of this cycle") as told:
        released_before(cycle, cycle.policy, (), others)
    assert "the pack of another force" in str(told.value) and "Take the folder away" in told.value.remedy
    shutil.rmtree(cycle.data_dir / "synthetic" / "released" / "2023-01")
    assert released_before(cycle, cycle.policy, (), others) == ([], [], [])


def test_a_few_counts_say_nothing_of_whose_the_data_are(cycle, rows):
    assert released_before(cycle, cycle.policy, (), changed(rows[:10], lambda at, count: count * 2 + 9)).rows


@pytest.mark.parametrize("question", ["representation_share_staff", "turnover_start_headcount_ex_transfers"])
def test_a_table_read_from_its_file_stands_where_the_plan_puts_the_same_table(root, tmp_path, question):
    """Of a table without a window the file has an empty field; read as another place, one person less of it was not seen."""
    force = ei.force("2023-04", data_dir=root / "data", outputs_dir=tmp_path)
    result = force.stand(question)
    ei.save(result.release(), force.cycle, "kept")
    kept = _read("2023-04", "issued", force.cycle.folder / "tables", {"kept": None})
    shown = rows_shown([(kept.tables["kept"], kept.about["kept"])], force.cycle.policy)
    planned = list(rows_to_plan(result, force.cycle.policy))
    assert len(shown) > 3 and {(row.within, row.group) for row in shown} <= {(row.within, row.group) for row in planned}
    fewer = differing_by_few([replace(row, cases=row.cases - 1, of=row.of - 1) for row in planned], shown)
    assert sum(len(row.withheld) for row in fewer) >= len(shown)

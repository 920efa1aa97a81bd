"""What is declared as told of the whole force only is told of no part of it, whatever measure is asked."""

import inspect
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import eianalysis as ei
from eianalysis.errors import EIAnalysisError
from eianalysis.measures.asking import answer
from eianalysis.measures.catalogue import declared_measures
from eianalysis.measures.force_level import force_level_only
from eianalysis.schema import TABLES
from eianalysis.vocabulary import crossed_parts
from tests import made
from tests.builders import table

ROOT = Path(__file__).resolve().parents[2]
NAME = "gender_reassignment"
#: What a part of the force is called in a table, counted by eye and not read from the declarations that the rule reads.
PARTS = ("worker_type", "workers", "rank_band", "rank_grade", "unit", "directorate", "role_group", "specialist_flag")
BY = {each.id: each for each in declared_measures().values() if each.rows is None or "by" in inspect.signature(each.rows).parameters}


@cache
def typed(name):
    drawn = made.force()
    return table(name, drawn[name]) if name in drawn else getattr(ei, f"load_{name}")(ei.load_cycle("2023-04", data_dir=ROOT / "data"))


@pytest.fixture(scope="module")
def cycle(root):
    return replace(ei.load_cycle("2023-04", data_dir=root / "data"), primary_comparisons=())


@pytest.fixture(scope="module")
def force(cycle):
    return ei.force(cycle).holding(**{name: typed(name) for name in ("workforce_snapshot", "leavers", "joiners")})


def below_force_level(counts, keys):
    """The rows that tell the characteristic of a part, or together with another characteristic."""
    if "characteristic" not in counts:
        return counts.iloc[:0]
    own = counts[counts["characteristic"].astype(str).str.contains(NAME)]
    apart = own["characteristic"].astype(str).map(lambda name: bool(crossed_parts(name))).astype(bool)
    for key in (key for key in keys if key in PARTS):
        apart |= own[key].astype(str).ne("All")
    return own[apart]


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(BY))
def test_no_measure_tells_it_of_a_part(name, cycle):
    measure = BY[name]
    for by in ([NAME], [NAME, "sex"], [f"{NAME} * sex", "sex"]):
        try:
            result = answer(measure, typed, cycle, by=by[0] if _one(measure) else by)
        except EIAnalysisError:
            continue  # it is counted by no such characteristic, or of no one table
        while True:
            assert not len(below_force_level(result.counts, result.keys)), by
            if result.coarser is None:
                break
            result = result.coarser()


def _one(measure):
    return measure.rows is not None and inspect.signature(measure.rows).parameters["by"].annotation == "str"


def test_the_mark_is_read_in_every_table_that_has_the_column():
    assert force_level_only(NAME) and force_level_only(f"unit_by_{NAME}") and not force_level_only("sex_by_unit")
    assert all(column.force_level for each in TABLES.values() for column in each.columns if column.name == NAME)


def test_page_14_tells_it_of_everybody_and_of_no_kind_or_rank(force):
    kinds, ranks = force.ask("workforce_by_group").counts, force.ask("ranks_by_group")
    own = kinds[kinds["characteristic"].eq(NAME)]
    assert set(own["worker_type"]) == {"All"} and own["denominator"].iloc[0] == kinds.loc[kinds["characteristic"].eq("sex") & kinds["group"].eq("All"), "numerator"].sum()  # fmt: skip
    assert NAME not in set(ranks.counts["characteristic"]) and any("whole force only" in note for note in ranks.definition.notes)


def test_asked_of_parts_alone_it_says_what_can_be_asked_and_that_is_answered(force):
    alone = force.ask("ranks_by_group", by=NAME)
    assert "ask by another characteristic" in alone.missing.reason
    assert len(force.ask("ranks_by_group", by="sex").counts)


def test_a_force_narrowed_to_a_part_does_not_tell_it(force):
    where = typed("workforce_snapshot").rows["directorate"].dropna().iloc[0]
    narrowed = force.where(directorate=where).ask("turnover_start_headcount_ex_transfers", by=[NAME, "sex"])
    assert set(narrowed.counts["characteristic"]) == {"sex"}
    assert set(force.ask("turnover_start_headcount_ex_transfers", by=[NAME, "sex"]).counts["characteristic"]) == {NAME, "sex"}
    within = force.ask("representation_share", by=NAME, within="directorate").counts
    assert set(within["directorate"]) == {"All"}

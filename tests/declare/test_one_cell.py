"""A cell is one count: whatever a declaration calls the same people is counted the same, in every row of a table."""

from collections import defaultdict

import pytest

import eianalysis as ei
from eianalysis.disclosure.gate import level_of
from eianalysis.errors import EIAnalysisError
from eianalysis.measures.spells import put_together_once

BY = ("sex", "ethnicity", "directorate")


@pytest.fixture(scope="module")
def force(root):
    with put_together_once():
        yield ei.force("2023-04", data_dir=root / "data")


def asked(force):
    for name in force.standing:
        yield name, lambda name=name: force.stand(name)
    for measure in force.measures:
        for by in BY:
            yield f"{measure} by {by}", lambda measure=measure, by=by: force.ask(measure, by=by)


@pytest.mark.slow
def test_no_table_counts_one_population_in_two_ways(force):
    """The declaration of the shares that declared said that women and men were of the whole: nothing of them was tied."""
    looked, odd = 0, []
    for name, ask in asked(force):
        try:
            result = ask()
            rows = level_of(result, force.cycle.policy).rows if result.shape == "counts" and not result.missing else ()
        except EIAnalysisError:
            continue  # a question that this measure cannot be asked
        looked += bool(rows)
        values = defaultdict(set)
        for row in rows:
            for key, value in row.cells if row is not None else ():
                values[key].add(value)
        odd += [name for key, found in values.items() if key and len(found) > 1][:1]
    assert looked > 250 and not odd

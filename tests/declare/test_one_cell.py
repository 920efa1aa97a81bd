"""A cell is one count: whatever a declaration calls the same people is counted the same, in every row of a table."""

from collections import defaultdict
from itertools import combinations

import pytest

import eianalysis as ei
from eianalysis.declare import Box
from eianalysis.disclosure.gate import level_of
from eianalysis.errors import EIAnalysisError
from eianalysis.measures.spells import put_together_once

BY = ("sex", "ethnicity", "directorate")


SEEDS = range(3001, 3006)  # of forces that no declaration was written beside


@pytest.fixture(scope="module")
def force(root):
    with put_together_once():
        yield ei.force("2023-04", data_dir=root / "data")


@pytest.fixture(scope="module", params=SEEDS)
def other_force(request, tmp_path_factory, docs_script):
    """A force of another seed, drawn and read once for all that is asked of it."""
    data = docs_script("disclosure_forces").project(tmp_path_factory.mktemp("force"), request.param)
    with put_together_once():
        yield ei.force("2023-04", data_dir=data, outputs_dir=data.parent / "outputs")


def asked(force):
    for name in force.standing:
        yield name, lambda name=name: force.stand(name)
    for measure in force.measures:
        for by in BY:
            yield f"{measure} by {by}", lambda measure=measure, by=by: force.ask(measure, by=by)


@pytest.mark.slow
def test_no_table_counts_one_population_in_two_ways(force):
    """The declaration of the shares that declared said that women and men were of the whole: nothing of them was tied."""
    assert counted_in_two_ways(force) == []


@pytest.mark.proof
def test_nor_does_one_of_another_force(other_force):
    assert counted_in_two_ways(other_force) == []


def counted_in_two_ways(force) -> list[str]:
    """The tables in which one population has two sizes."""
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
    assert looked > 250
    return odd


ENOUGH = 8  # counts of ten or more, of as many different sizes: chance does not make two populations agree in all of them


def narrowed(force):
    """The force and the force of each of its directorates alone."""
    yield "", force
    for each in sorted(set(force.people.frame["directorate"].dropna())):
        yield each, force.where(directorate=each)


@pytest.mark.proof
def test_populations_that_agree_in_every_part_of_the_force_are_known_to_be_related(force):
    """Joiners by their list and by the service record were two universes, and one joiner could be told by two questions of a part."""
    assert agreeing(force) == []


@pytest.mark.proof
def test_so_are_those_of_other_forces(other_force):
    assert agreeing(other_force) == []


def agreeing(force) -> list[str]:
    """Pairs of populations that are as many in every part of the force and of which nothing says that they are the same."""
    found: dict[Box, dict] = defaultdict(dict)
    who: dict[Box, set[str]] = defaultdict(set)
    for part, one in narrowed(force):
        for measure in force.measures:
            try:
                result = one.ask(measure, by="sex", months=36)
                rows = level_of(result, force.cycle.policy).rows if result.shape == "counts" and not result.missing else ()
            except EIAnalysisError:
                continue
            for row in rows:
                for key, value in row.cells if row is not None else ():
                    if len(key) == 1 and key[0][0] == 1.0:
                        box = Box(key[0][1].universe, {name: values for name, values in key[0][1].facts if name not in ("directorate", "sex")})
                        found[box][part, row.group] = value
                        who[box].add(measure)
    odd = []
    for one, other in combinations(found, 2):
        both = found[one].keys() & found[other].keys()
        sizes = {found[one][place] for place in both if found[one][place] >= 10}
        alike = len(sizes) >= ENOUGH and all(found[one][place] == found[other][place] for place in both)
        steps = who[one] == who[other] and len(who[one]) == 1  # of one measure: that two of its steps happen to the same is no rule
        people = "people in each year" in one.universe + other.universe  # not rows: who has two cases is one of them
        if alike and not steps and not people and not (one.inside(other) or other.inside(one)):
            odd.append(f"{one} of {sorted(who[one])} | {other} of {sorted(who[other])}")
    assert len(found) > 60
    return odd

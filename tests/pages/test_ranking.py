"""A page names the units that stand out by more than chance, and never the two ends of an order that chance would make."""

import numpy as np
import pytest

from eianalysis.results import Definition
from eianalysis.stats import same_rate_test, wilson_interval
from eianalysis.wording.board import board_lines

from .builders import released

LEFT = Definition("Leaving", "officers who left", "officers in post", noun="officers", verb="left", outcome="harm", base_unit="officers")


def units(counts, characteristic="directorate", total=True):
    """A release of officers who left, of so many, in each unit."""
    rows = {**({"All": (sum(x for x, _ in counts.values()), sum(n for _, n in counts.values()))} if total else {}), **counts}
    text = ["window|period_start|characteristic|group|numerator|denominator|rate|rate_low|rate_high"]
    for group, (x, n) in rows.items():
        low, high = wilson_interval(x, n)
        text.append(f"12m|2022-04-01|{characteristic}|{group}|{x}|{n}|{x / n}|{low}|{high}")
    return released("\n".join(text), definition=LEFT)


def said(*given, **how):
    [line] = board_lines(units(*given, **how))
    return line


ALIKE = {"North": (20, 200), "South": (24, 200), "East": (22, 200), "West": (18, 200)}


def test_of_units_that_differ_by_no_more_than_chance_none_is_called_highest_or_lowest():
    line = said(ALIKE)
    assert line.startswith("In the 12 months to 31 March 2023, 84 of 800 officers left (10.5%). No directorate stands out: chance alone could")
    assert line.endswith("the rates of the 4 directorates shown differ as much as they do (9.0% to 12.0%).") and "highest" not in line


def test_of_units_that_differ_only_those_that_stand_out_are_named_and_not_the_two_ends():
    line = said({**ALIKE, "South": (70, 200)})
    assert line.startswith("Leaving, in the 12 months to 31 March 2023: higher for officers in South (35.0%, plausibly")
    assert line.endswith(" than in the rest of those shown together. The other 3 directorates shown do not stand out.")
    assert "lower" not in line and "West" not in line and "lowest" not in line


def test_an_order_of_ranks_names_ranks():
    assert "No rank stands out" in said({"Constable": (550, 600), "Sergeant": (129, 140), "Inspector": (55, 60)}, "rank_band")


def test_units_that_differ_without_one_that_stands_out_are_said_so():
    """Eight units, half of them a little above and half a little below: together more than chance, none by itself."""
    many = {f"U{at}": (130 if at % 2 else 100, 1000) for at in range(8)}
    assert same_rate_test(*zip(*many.values(), strict=True)) < 0.05
    line = said(many)
    assert "more than chance alone would make them, but none stands out by itself" in line and "higher" not in line


def test_of_two_units_one_is_set_against_the_other():
    line = said({"North": (20, 200), "South": (60, 200)})
    assert "higher for officers in South (30.0%" in line and "than for officers in North (10.0%" in line and "rest" not in line


def test_of_many_forces_with_no_difference_one_in_twenty_names_a_unit_at_most():
    draw = np.random.default_rng(1)
    lines = [said({f"U{at}": (int(draw.binomial(150, 0.1)), 150) for at in range(6)}) for _ in range(200)]
    assert sum("higher" in line or "lower" in line for line in lines) <= 20


@pytest.mark.parametrize("kind", ["proportion", "rate"])
def test_the_test_of_one_rate_keeps_its_level_where_cases_are_few(kind):
    draw = np.random.default_rng(2)
    base = np.array([8, 20, 35, 60, 15])
    many = [draw.binomial(base, 0.08) if kind == "proportion" else draw.poisson(base * 0.08) for _ in range(300)]
    assert np.mean([same_rate_test(x, base, kind=kind) < 0.05 for x in many]) < 0.085


def test_the_test_of_one_rate_by_hand():
    """10, 20 and 30 of 100: 20 expected of each, (100 + 0 + 100) / 16 = 12.5 on 2 degrees of freedom, exp(-6.25)."""
    assert same_rate_test([10, 20, 30], [100, 100, 100]) == pytest.approx(np.exp(-6.25))
    assert same_rate_test([3, 3, 4], [100, 100, 100], kind="rate") == same_rate_test([3, 3, 4], [100, 100, 100], kind="rate")
    assert np.isnan(same_rate_test([3, 0], [10, 0])) and same_rate_test([0, 0, 0], [5, 6, 7]) == same_rate_test([5, 6], [5, 6]) == 1

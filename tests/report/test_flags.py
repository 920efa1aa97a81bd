"""A pack counts its flags beside those chance alone would raise, of what its tables show."""

import pandas as pd
import pytest

from eianalysis.measures import families
from eianalysis.measures.compare import compare, with_rates
from eianalysis.report import flags
from eianalysis.results import Definition, Result
from eianalysis.wording.verdict_words import planned_by_chance

DEFINITION = Definition("Leaving", "leavers", "officers", outcome="harm")
ONE = {"Asian": (22, 150), "White": (160, 2000)}  # p 0.0096: clear alone
DULL = {"Black": (800, 10000), "White": (160, 2000)}
SMALL = {"Mixed": (0, 12), "White": (1, 60)}  # can never stand out


def compared(groups, measure, characteristic="ethnicity_5"):
    rows = [(group, *pair) for group, pair in groups.items()]
    frame = pd.DataFrame(rows, columns=["group", "numerator", "denominator"])
    frame = frame.assign(
        measure=measure,
        kind="proportion",
        window="12m",
        period_start=pd.Timestamp("2022-04-01"),
        period_end=pd.Timestamp("2023-03-31"),
        characteristic=characteristic,
        directorate="North",
    )
    made = Result(measure, "counts", DEFINITION, frame, kind="proportion", keys=("directorate",))
    return compare(with_rates(made), reference="White")


def test_a_pack_counts_its_comparisons_and_the_flags_chance_would_raise():
    results = [compared(each, f"m{place}") for place, each in enumerate((ONE, *[DULL] * 9, SMALL))]
    family = families.family_of("a page", results)
    found = flags.comparisons_of("a page", [families.in_family(each, family) for each in results])
    assert len(found) == 11 and set(found["comparison"]) == {"exploratory"}
    told = flags.flags(found)
    assert (told.comparisons, told.pages, told.clear, told.possible) == (11, 1, 0, 1)
    assert 0 < told.clear_by_chance < 0.05 and 0.1 < told.possible_by_chance < 1.1
    assert flags.flags(flags.comparisons_of("none", [])).comparisons == 0


def test_planned_comparisons_are_counted_with_how_often_chance_flags_one_of_them():
    """Of comparisons judged as they stand: one less all of them escaping, worked out for their own sizes."""
    results = [compared(DULL | ONE, f"m{place}") for place in range(3)]
    found = pd.concat([flags.comparisons_of("a page", [each]) for each in results], ignore_index=True)
    rows = found[found["name"].str.contains("Asian")].reset_index(drop=True)
    planned = rows.assign(comparison="primary")
    each = flags.flags(planned.iloc[:1])
    alone = each.clear_by_chance + each.possible_by_chance
    told = flags.flags(planned)
    assert told.planned == 3 and told.planned_by_chance == pytest.approx(1 - (1 - alone) ** 3)
    mixed = flags.flags(rows.assign(comparison=["primary", "exploratory", "exploratory"]))
    assert mixed.planned == 1 and mixed.planned_by_chance == pytest.approx(alone)
    assert flags.flags(rows).planned == 0 and flags.flags(rows).planned_by_chance == 0


@pytest.mark.parametrize("number", [1, 2, 6])
def test_pages_say_how_often_chance_flags_one_of_as_many_as_the_cycle_plans(number):
    said = planned_by_chance(number, (0.8, 1.25), 0.95)
    assert f"in up to {100 * (1 - 0.95**number):.0f}% of packs" in said
    assert str(number) in said if number > 1 else "this one" in said
    assert planned_by_chance(0, (0.8, 1.25), 0.95) == ""
    assert "about" in said and "about" not in planned_by_chance(number, (0.8, 1.25), 0.99)  # measured at 95% alone

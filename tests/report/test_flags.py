"""A pack counts its flags beside those chance alone would raise, of what its tables show."""

import pandas as pd

from eianalysis.measures import families
from eianalysis.measures.compare import compare, with_rates
from eianalysis.report import flags
from eianalysis.results import Definition, Result

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

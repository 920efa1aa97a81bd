"""A pack counts its flags beside those chance alone would raise, of what its tables show."""

from dataclasses import replace

import pandas as pd
import pytest

from eianalysis.disclosure import release
from eianalysis.measures import families
from eianalysis.measures.compare import compare, with_rates
from eianalysis.policy import policy_for
from eianalysis.provenance import csv_bytes
from eianalysis.report import flags
from eianalysis.results import Definition, Result
from eianalysis.stats import chance_flags

DEFINITION = Definition("Leaving", "leavers", "officers", outcome="harm")
ONE = {"Asian": (22, 150), "White": (160, 2000)}  # p 0.0096: clear alone
DULL = {"Black": (800, 10000), "White": (160, 2000)}
SMALL = {"Mixed": (0, 12), "White": (1, 60)}  # can never stand out
FINE = {"Black African": (3, 40), "Black Caribbean": (6, 50), "White": (160, 2000)}
COARSE = {"Black": (9, 90), "White": (160, 2000)}


def compared(groups, measure, characteristic="ethnicity_5", **more):
    rows = [(group, *pair) for group, pair in groups.items()]
    frame = pd.DataFrame(rows, columns=["group", "numerator", "denominator"])
    frame = frame.assign(measure=measure, kind="proportion", window="12m", period_start=pd.Timestamp("2022-04-01"),
                         period_end=pd.Timestamp("2023-03-31"), characteristic=characteristic, directorate="North")
    made = Result(measure, "counts", DEFINITION, frame, kind="proportion", keys=("directorate",), **more)
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


@pytest.fixture
def pack(tmp_path):
    """The tables of two results, one shown coarser than it was asked for, and what their run kept."""
    coarse = compared(COARSE, "m1", "ethnicity_2")
    results = [compared(ONE, "m0"), replace(compared(FINE, "m1"), coarser=lambda: coarse), compared(DULL, "m2")]
    (tmp_path / "tables").mkdir()
    for place, each in enumerate(results[:2]):  # the third is on no table of the pack
        released = release(each, policy_for("board"))
        (tmp_path / "tables" / f"t{place}.csv").write_bytes(csv_bytes(released.table))
        (tmp_path / "tables" / f"t{place}.json").write_text('{"keys": ["directorate"]}', encoding="utf-8")
    flags.keep(tmp_path / "kept", "a page", results)
    return tmp_path


def test_what_the_tables_show_is_counted_at_the_level_they_show_it(pack):
    told = flags.flags_in(pack / "tables", pack / "kept")
    alone = chance_flags(cases=[22, 9], base=[150, 90], reference_cases=160, reference_base=2000, family="a page")
    assert (told.comparisons, told.pages, told.clear, told.possible) == (2, 1, 1, 0)
    assert told.clear_by_chance == pytest.approx(alone.clear.sum()) and told.possible_by_chance == pytest.approx(alone.possible.sum())


def test_without_what_a_run_kept_nothing_is_claimed(pack, tmp_path):
    assert flags.flags_in(pack / "tables", tmp_path / "nothing").comparisons == 0

"""A page's exploratory comparisons are one family, known before any of them is looked at."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from eianalysis import stats
from eianalysis.cycle import Comparison
from eianalysis.disclosure import release
from eianalysis.measures import families
from eianalysis.measures.compare import compare, with_rates
from eianalysis.policy import RUNNING, policy_for
from eianalysis.results import Definition, Result

DEFINITION = Definition("Leaving", "leavers", "officers", outcome="harm")
ONE = {"Asian": (22, 150), "White": (160, 2000)}  # p 0.0096: clear alone
DULL = {"Black": (800, 10000), "White": (160, 2000)}
SMALL = {"Mixed": (0, 12), "White": (1, 60)}  # can never stand out


def result(groups, measure="turnover", characteristic="ethnicity_5", kind="proportion", **more):
    rows = [(group, *pair) for group, pair in groups.items()]
    frame = pd.DataFrame(rows, columns=["group", "numerator", "denominator"])
    frame = frame.assign(
        measure=measure, kind=kind, window="12m", period_start=pd.Timestamp("2022-04-01"), period_end=pd.Timestamp("2023-03-31"), characteristic=characteristic
    )
    return with_rates(Result(measure, "counts", DEFINITION, frame, kind=kind, **more))


def page_of(groups, *others):
    """One result of interest and others of its page, all compared."""
    return [compare(result(each, measure=f"m{place}"), reference="White") for place, each in enumerate((groups, *others))]


def word(compared, group="Asian"):
    return compared.unreleased.set_index("group").loc[group, "verdict"]


def test_what_is_clear_alone_is_not_as_one_of_a_page_of_twenty():
    results = page_of(ONE, *[DULL] * 19)
    family = families.family_of("06-retention", results)
    assert len(family.p) == 20 and word(results[0]) == "clear difference"
    assert word(families.in_family(results[0], family)) == "possible difference"
    assert word(families.in_family(results[1], family), "Black") == "no material difference"  # nothing else changes


def test_a_family_is_what_stats_verdict_makes_of_the_rows_together():
    rng = np.random.default_rng(5)
    groups = [{"Asian": (int(rng.binomial(n, 0.2)), int(n)), "White": (200 + place, 1000)} for place, n in enumerate(rng.integers(12, 150, 15))]
    groups[3] = {"Asian": (45, 90), "White": (203, 1000)}
    results = page_of(*groups)
    family = families.family_of("a page", results)
    counts = [[*each["Asian"], *each["White"]] for each in groups]
    names = ("cases", "base", "reference_cases", "reference_base")
    whole = stats.verdict(**dict(zip(names, np.array(counts).T, strict=True)), exploratory=True)
    assert [word(families.in_family(each, family)) for each in results] == list(whole) and whole[3] == "clear difference"


def test_comparisons_that_could_never_stand_out_and_declared_ones_are_not_in_it():
    few = page_of(ONE, *[SMALL] * 19)
    assert len(families.family_of("a page", few).p) == 1
    declared = compare(result(ONE, measure="m0"), reference="White", primary=[Comparison.parse("m0/12m/ethnicity_5/Asian:White")])
    family = families.family_of("a page", [declared, *page_of(DULL, *[DULL] * 19)[1:]])
    assert len(family.p) == 19 and word(families.in_family(declared, family)) == "clear difference"


def test_the_same_comparison_twice_is_once_in_it_and_what_a_page_asks_beyond_is_added():
    once = page_of(ONE)[0]
    family = families.family_of("a page", [once, once])
    assert len(family.p) == 1
    beyond = compare(result({**ONE, "Black": (90, 1000), "Mixed": (70, 900)}, measure="m0"), reference="White")
    judged = families.in_family(beyond, family).unreleased.set_index("group")
    alone = families.in_family(once, families.Family("a page", {**family.p, "x": 0.3, "y": 0.6})).unreleased.set_index("group")
    assert judged.loc["Asian", "verdict"] == alone.loc["Asian", "verdict"] == "clear difference"


def test_a_coarser_table_takes_the_place_of_the_finer_in_the_family():
    coarse = result({"Ethnic minorities": (22, 150), "White": (160, 2000)}, characteristic="ethnicity_2", measure="m0")
    fine = replace(result({f"Group {place}": (8, 100) for place in range(19)} | {"White": (160, 2000)}, measure="m0"), coarser=lambda: coarse)
    made = compare(fine, reference="White")
    family = families.family_of("a page", [made])
    assert len(family.p) == 19
    assert word(families.in_family(made, family).coarser(), "Ethnic minorities") == "clear difference"


def test_a_run_keeps_the_families_and_compare_finds_that_of_its_page(tmp_path, monkeypatch):
    results = page_of(ONE, *[DULL] * 19)
    families.keep(tmp_path / "families", families.family_of("06-retention", results))
    assert len(json.loads((tmp_path / "families" / "06-retention.json").read_text())) == 20
    assert families.kept() is None
    monkeypatch.setenv(families.FAMILIES, str(tmp_path / "families"))
    monkeypatch.setenv(RUNNING, "05-progression")
    assert families.kept() is None and word(compare(result(ONE, measure="m0"), reference="White")) == "clear difference"
    monkeypatch.setenv(RUNNING, "06-retention")
    assert word(compare(result(ONE, measure="m0"), reference="White")) == "possible difference"
    assert families.kept("06-retention").page == "06-retention"


def test_what_a_family_needs_stays_behind_the_gate():
    table = release(page_of(ONE)[0], policy_for("board")).table
    assert not {families.ALONE, families.ENTERING, *families.BESIDE} & set(table)


@pytest.mark.parametrize("kind", ["proportion", "rate"])
def test_no_count_is_in_a_family_by_name(kind):
    family = families.family_of("a page", [compare(result(ONE, kind=kind), reference="White")])
    assert all("150" not in name and "22" not in name.replace("2022", "") for name in family.p)

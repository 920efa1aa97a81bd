"""The demo pack's figures against a count that shares no code with the package."""

from __future__ import annotations

import ast
import csv
from math import isclose
from pathlib import Path

import pytest
from scipy import stats

from tests.recount import recount


@pytest.fixture(scope="module")
def both(pack, root):
    """The rows that the pack shows and the recount counts: where → (printed, counted again)."""
    counted, printed = recount.recount(root / "data" / "synthetic"), recount.printed(pack / "tables")
    return {where: (printed[where], counted[where]) for where in printed if where in counted}


def test_the_recount_takes_nothing_from_the_package():
    tree = ast.parse(Path(recount.__file__).read_text(encoding="utf-8"))
    imported = {
        name.name if isinstance(node, ast.Import) else node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }
    assert imported == {"__future__", "pathlib", "pandas"}


def test_two_hundred_rows_are_counted_again_and_agree(both):
    assert len(both) >= 200
    wrong = {
        where: (printed[:2], counted)
        for where, (printed, counted) in both.items()
        if not isclose(printed[0], counted[0]) or not isclose(printed[1], round(counted[1], 1))  # person-years are printed to one decimal
    }
    assert not wrong


def test_every_table_recounted_has_rows_that_were_compared(both, root):
    tables = {where[0] for where in recount.recount(root / "data" / "synthetic")}
    assert tables == {where[0] for where in both}


#: Where one person can be in a base several times, the range counts people, and is wider (or, by luck, narrower) than the plain one.
SEVERAL_TIMES = {"promotion_stage_rate", "promotion_apply_rate"}


def _as_printed(printed, base):
    """Person-years are printed to one decimal, and a rate is of what is printed."""
    return round(base, 1) if printed[5] == "rate" else base


def test_their_rates_and_ranges_are_those_of_the_counts(both, root):
    """Rates by division; ranges of shares by Wilson's score and of rates by the exact Poisson range, from scipy."""
    incidents = recount.of_one_incident(root / "data" / "synthetic")
    for where, (printed, (count, base)) in both.items():
        base = _as_printed(printed, base)
        assert isclose(printed[2], count / base, rel_tol=1e-9), where
        if printed[3] is None or where[0] in SEVERAL_TIMES or where in incidents:  # a head count has no range: nobody was sampled
            continue
        if printed[5] == "rate":
            low = stats.chi2.ppf(0.025, 2 * count) / 2 / base if count else 0.0
            high = stats.chi2.ppf(0.975, 2 * count + 2) / 2 / base
        elif where[0].startswith("representation"):
            low, high = stats.binomtest(count, base).proportion_ci(method="exact")
        else:
            low, high = stats.binomtest(count, base).proportion_ci(method="wilson")
        assert isclose(printed[3], low, rel_tol=1e-6, abs_tol=1e-9) and isclose(printed[4], high, rel_tol=1e-6), where


def test_their_ratios_are_those_of_the_recounted_rates(both):
    """A ratio is the group's rate over the reference's, where both sides were counted again."""
    seen = 0
    for where, (printed, (count, base)) in both.items():
        reference, ratio, place = printed[6], printed[7], printed[8]
        other = both.get((*where[:place], reference, *where[place + 1 :])) if reference else None
        if other is None or ratio is None:
            continue
        seen += 1
        theirs = other[1][0] / _as_printed(printed, other[1][1])
        assert isclose(ratio, count / _as_printed(printed, base) / theirs, rel_tol=1e-9), where
    assert seen >= 30


def test_every_verdict_of_the_pack_agrees_with_the_range_beside_it(pack):
    """A range without 1 in it is a difference, possible at least; a clear one lies outside the band; only a small group is an exception."""
    judged = 0
    for path in sorted((pack / "tables").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                word, low, high = row.get("verdict"), row.get("ratio_low"), row.get("ratio_high")
                if not (word and low and high) or float(row["denominator"] or 0) < 10:
                    continue
                judged, without = judged + 1, float(low) > 1 or float(high) < 1
                where = (path.stem, row["window"], row["characteristic"], row["group"], word, low, high)
                assert not without or word != "too few to say", where
                assert word != "clear difference" or (without and not 0.8 <= float(row["disparity_ratio"]) <= 1.25), where
                assert word != "no material difference" or (0.7 < float(low) and float(high) < 1.4), where
    assert judged > 300

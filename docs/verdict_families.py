"""Makes docs/verdict-families.csv: how often families of comparisons raise a false alarm, and what share of their alarms is false.

    python docs/verdict_families.py

Two groups beside one reference are added up exactly, every outcome of the three counts; larger families are simulated with a
fixed seed. Each group of a family is compared with one reference, as the groups of a characteristic are, so that the comparisons
hang together. Every pair of counts is judged by ``eianalysis.stats.judge`` once and then looked up.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import binom

from eianalysis import stats
from eianalysis.stats.comparison import steady_p
from eianalysis.stats.judgement import CLEAR, POSSIBLE, judge

GROUPS = (2, 5, 10, 20)
SIZES = ((10,), (20,), (40,), (90,), (200,), (800,), (10, 20, 40, 90, 200, 800))  # all alike, or one of each in turn
RATES = (0.02, 0.08, 0.2, 0.5)
REFERENCES = (90, 800)
TRUE = (0.0, 0.05, 0.10, 0.25)  # the share of groups that really differ
RATIO = {0.02: 3.0, 0.08: 2.0, 0.2: 2.0, 0.5: 1.6}  # by how much
DRAWS, SEED, ALPHA = 20_000, 20230331, 0.05


class Judged:
    """What becomes of pairs of counts of two given sizes, each pair judged once."""

    def __init__(self, base: int, reference_base: int):
        self.bases = base, reference_base
        shape = (base + 1, reference_base + 1)
        self.p, self.own, self.word = np.full(shape, np.nan), np.full(shape, np.nan), np.zeros(shape, int)
        every = np.arange(base + reference_base + 1)
        self.least = np.fmin(
            *(np.asarray(stats.attainable_p("proportion", np.minimum(every, most), base, 0, reference_base)) for most in self.bases)
        )  # the smallest p attainable at a total of the table

    def look(self, cases: np.ndarray, reference_cases: np.ndarray, total: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """``(p, word)``: p is NaN where a row does not enter its family; the word of a declared row: 2 clear, 1 possible, 0."""
        new = np.isnan(self.own[cases, reference_cases])
        if new.any():
            x, y = np.unique(np.array([cases[new], reference_cases[new]]), axis=1)
            four = x, self.bases[0], y, self.bases[1]
            found = judge(**dict(zip(("cases", "base", "reference_cases", "reference_base"), four, strict=True)))
            self.p[x, y] = steady_p("proportion", found.p, *four, alpha=ALPHA)
            self.own[x, y] = stats.attainable_p("proportion", *four)
            self.word[x, y] = np.select([found.verdict == CLEAR, found.verdict == POSSIBLE], [2, 1], 0)
        least = np.fmin(self.own[cases, reference_cases], self.least[np.minimum(total, len(self.least) - 1)])
        return np.where(least < ALPHA, self.p[cases, reference_cases], np.nan), self.word[cases, reference_cases]


def adjusted(p: np.ndarray) -> np.ndarray:
    """Benjamini-Hochberg of each row; NaN is not in the family. A test holds it to ``stats.adjust_p``."""
    many = (~np.isnan(p)).sum(axis=1, keepdims=True)
    order = np.argsort(p, axis=1)  # NaN last
    ranked = np.take_along_axis(p, order, axis=1) * many / np.arange(1, p.shape[1] + 1)
    smallest = np.minimum.accumulate(np.where(np.isnan(ranked), np.inf, ranked)[:, ::-1], axis=1)[:, ::-1]
    out = np.empty_like(p)
    np.put_along_axis(out, order, np.minimum(smallest, 1.0), axis=1)
    return np.where(np.isnan(p), np.nan, out)


def simulated(judged: dict, groups: int, sizes: tuple[int, ...], reference_base: int, rate: float, share: float, draws: int) -> dict:
    """One cell: families of so many groups, of which about this share differ."""
    rng = np.random.default_rng([SEED, groups, sum(sizes), reference_base, round(1000 * rate), round(1000 * share)])
    reference = rng.binomial(reference_base, rate, draws)
    differs = rng.random((draws, groups)) < share
    up = rng.random((draws, groups)) < 0.5
    true = rate * np.where(differs, np.where(up, RATIO[rate], 1 / RATIO[rate]), 1.0)
    bases = np.array([sizes[place % len(sizes)] for place in range(groups)])
    cases = rng.binomial(bases, true)
    total, p, word = cases.sum(axis=1) + reference, np.empty((draws, groups)), np.empty((draws, groups), int)
    for place, base in enumerate(bases):
        looked = judged.setdefault((base, reference_base), Judged(base, reference_base))
        p[:, place], word[:, place] = looked.look(cases[:, place], reference, total)
    with np.errstate(invalid="ignore"):
        clear = (word == 2) & (adjusted(p) < ALPHA)
    false, alarms = (clear & ~differs).sum(axis=1), clear.sum(axis=1)
    possible = ((word > 0) & ~clear & ~differs).sum()
    alike = max(int((~differs).sum()), 1)
    return {
        "any_false": float((false > 0).mean()),
        "false_discovery": float((false / np.maximum(alarms, 1)).mean()),
        "possible": possible / alike,
        "either": (possible + false.sum()) / alike,
        "found": float(clear[differs].mean()) if differs.any() else np.nan,
    }


def exact_pair(base: int, reference_base: int, rate: float) -> float:
    """How often one of two groups of one size, both like their reference, is called clear: every outcome added up."""
    looked = Judged(base, reference_base)
    counts = np.arange(base + 1)
    weight = binom.pmf(counts, base, rate)
    counts, weight = counts[weight > 1e-12], weight[weight > 1e-12]
    total = 0.0
    for other in range(reference_base + 1):
        chance = binom.pmf(other, reference_base, rate)
        if chance < 1e-12:
            continue
        first, second = np.repeat(counts, len(counts)), np.tile(counts, len(counts))
        both = [looked.look(each, np.full(len(each), other), first + second + other) for each in (first, second)]
        with np.errstate(invalid="ignore"):
            clear = (adjusted(np.array([p for p, _ in both]).T) < ALPHA) & (np.array([word for _, word in both]).T == 2)
        total += chance * float(np.outer(weight, weight).ravel()[clear.any(axis=1)].sum())
    return total


def grid(*, draws: int = DRAWS, groups=GROUPS, sizes=SIZES, references=REFERENCES, rates=RATES, shares=TRUE) -> pd.DataFrame:
    """Every cell: size of family, sizes of groups, size of reference, rate, share of true differences."""
    judged: dict = {}
    rows = []
    for many, each, reference_base, rate, share in product(groups, sizes, references, rates, shares):
        cell = simulated(judged, many, each, reference_base, rate, share, draws)
        exact = exact_pair(each[0], reference_base, rate) if many == 2 and len(each) == 1 and share == 0 and each[0] <= 200 else np.nan
        rows.append(
            {
                "groups": many,
                "bases": "mixed" if len(each) > 1 else str(each[0]),
                "reference_base": reference_base,
                "rate": rate,
                "true_share": share,
                **cell,
                "exact": exact,
            }
        )
    return pd.DataFrame(rows)


def tables(cells: pd.DataFrame) -> str:
    """The two tables the page prints: families in which nothing differs, and families in which some groups do."""
    null = cells[cells["true_share"] == 0]
    lines = [
        "| groups compared | families with a false `clear` | highest cell | `possible` | highest cell | either, of rows |",
        "|---:|---:|---:|---:|---:|---:|",
    ]
    for many, rows in null.groupby("groups"):
        lines.append(
            f"| {many} | {_percent(rows['any_false'].mean())} | {_percent(rows['any_false'].max())} | {_percent(rows['possible'].mean())} | "
            f"{_percent(rows['possible'].max())} | {_percent(rows['either'].mean())} |"
        )
    lines += ["", "| groups that really differ | false among the `clear`, on average | highest cell | found, on average |", "|---:|---:|---:|---:|"]
    for share, rows in cells.groupby("true_share"):
        found = "" if rows["found"].isna().all() else _percent(rows["found"].mean())
        lines.append(f"| {share:.0%} | {_percent(rows['false_discovery'].mean())} | {_percent(rows['false_discovery'].max())} | {found} |")
    return "\n".join(lines)


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"


if __name__ == "__main__":
    found = grid()
    found.round(6).to_csv(Path(__file__).parent / "verdict-families.csv", index=False, lineterminator="\n")
    print(tables(found))

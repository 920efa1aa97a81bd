"""How fast the statistics are, as ratios to a floor or a peer measured in the same run.

The floor is plain numpy doing the least that any answer needs; the peer is what one would otherwise call.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.optimize import brentq
from scipy.stats import CensoredData, ecdf, fisher_exact

from benchmarks.timing import beside
from eianalysis import stats

TABLES, PEOPLE, GROUPS = 20_000, 250_000, 20


def tables(rng: np.random.Generator) -> dict[str, np.ndarray]:
    base, reference = rng.integers(5, 300, TABLES), rng.integers(20, 1500, TABLES)
    return {
        "cases": rng.binomial(base, 0.1), "base": base,
        "reference_cases": rng.binomial(reference, 0.08), "reference_base": reference,
    }  # fmt: skip


def one_by_one(counts: dict[str, np.ndarray], call: Callable[..., object], some: int) -> None:
    """A loop over some of the tables."""
    for row in zip(*(column[:some].tolist() for column in counts.values()), strict=True):
        call(*row)


def koopman_by_brent(x1: int, n1: int, x0: int, n0: int) -> tuple[float, float]:
    """One table at a time, as a careful analyst would write it."""

    def statistic(ratio: float) -> float:
        b = ratio * (n1 + x0) + x1 + n0
        p1 = (b - (b * b - 4 * ratio * (n1 + n0) * (x1 + x0)) ** 0.5) / (2 * (n1 + n0))
        return (x1 - n1 * p1) ** 2 / (n1 * p1 * (1 - p1)) * (1 + n1 * (ratio - p1) / (n0 * (1 - p1))) - 3.841458820694124

    if 0 in (x1, x0) or x1 == n1 or x0 == n0:
        return (0.0, 0.0)  # the loop may leave out what it cannot do
    centre = x1 * n0 / (x0 * n1)
    return brentq(statistic, centre / 1e4, centre), brentq(statistic, centre, centre * 1e4)


def people(rng: np.random.Generator) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    entry = np.round(rng.uniform(0, 15, PEOPLE) * 365)
    exit = entry + 1 + np.round(rng.exponential(6, PEOPLE) * 365)
    event, group = rng.random(PEOPLE) < 0.6, rng.integers(0, GROUPS, PEOPLE)
    return [(exit[group == g], event[group == g], entry[group == g]) for g in range(GROUPS)]


def main() -> None:
    """One line a job, beside its peer or floor."""
    rng = np.random.default_rng(1)
    counts, spells = tables(rng), people(rng)

    some = 1000
    beside(
        f"fisher_test, {TABLES:,} tables",
        lambda: stats.fisher_test(**counts),
        "scipy in a loop",
        lambda: one_by_one(counts, lambda a, n, c, m: fisher_exact([[a, n - a], [c, m - c]]), some),
        share=some / TABLES,
    )
    beside(
        f"disparity_ratio_interval, {TABLES:,} tables",
        lambda: stats.disparity_ratio_interval(**counts),
        "Brent's method in a loop",
        lambda: one_by_one(counts, koopman_by_brent, some),
        share=some / TABLES,
    )
    low, high = stats.disparity_ratio_interval(**counts)
    print(f"  unusable: {int(np.sum(np.isnan(low) | np.isnan(high) | (low < 0)))}")
    tables_ = f"life_table, {PEOPLE:,} people in {GROUPS} groups"
    beside(
        f"{tables_}, late entry",
        lambda: [stats.life_table(exit, event, entry=entry) for exit, event, entry in spells],
        "sorting them",
        lambda: [np.sort(array) for exit, _, entry in spells for array in (exit, entry)],
    )
    censored = [CensoredData(uncensored=exit[event], right=exit[~event]) for exit, event, _ in spells]
    beside(
        f"{tables_}, no late entry",
        lambda: [stats.life_table(exit, event) for exit, event, _ in spells],
        "scipy ecdf (which sets no limits)",
        lambda: [ecdf(sample) for sample in censored],
    )
    exit, event, entry = (np.concatenate(part) for part in zip(*spells, strict=True))
    group = np.repeat(np.arange(GROUPS), [len(part[0]) for part in spells])
    beside(
        f"logrank_test, {GROUPS} groups, late entry",
        lambda: stats.logrank_test(exit, event, group, entry=entry),
        "their life tables",
        lambda: [stats.life_table(exit, event, entry=entry) for exit, event, entry in spells],
    )


if __name__ == "__main__":
    main()

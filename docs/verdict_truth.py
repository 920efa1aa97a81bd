"""Makes docs/verdict-truth.csv and .svg: how often each verdict is given, by adding up every outcome that can happen.

    python docs/verdict_truth.py

Nothing is simulated. For a group and a reference of given sizes and true rates, every pair of counts is judged and weighted
by its probability; counts rarer than one in ten thousand million are left out.
"""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import binom, poisson

from eianalysis import stats
from eianalysis.stats.comparison import ratio_interval
from eianalysis.stats.judgement import VERDICTS

BASES = (10, 20, 40, 90, 200, 800)
RATES = (0.02, 0.05, 0.08, 0.2, 0.35, 0.5)
RATIO = 1.5  # the difference that should be found
RARE = 1e-10


def cell(base: int, reference_base: int, reference_rate: float, ratio: float = 1.0, kind: str = "proportion") -> dict[str, float]:
    """What becomes of one comparison: how often each verdict, and how often the interval holds the true ratio."""
    cases, weight = _likely(kind, base, reference_rate * ratio)
    reference, reference_weight = _likely(kind, reference_base, reference_rate)
    pairs = np.outer(weight, reference_weight)
    one, other = np.meshgrid(cases, reference, indexing="ij")
    keep = pairs > RARE
    one, other, pairs = one[keep], other[keep], pairs[keep]
    verdict = stats.verdict(cases=one, base=base, reference_cases=other, reference_base=reference_base, kind=kind, people=base, reference_people=reference_base)
    low, high = ratio_interval(kind, one, base, other, reference_base)
    covered = np.isnan(low) | ((low <= ratio) & (ratio <= high))  # nothing counted on either side: no value is ruled out
    said = {word.split()[0]: float(pairs[verdict == word].sum()) for word in VERDICTS}  # clear, possible, no, too
    return {**said, "coverage": float(pairs[covered].sum() / pairs.sum())}


def _likely(kind: str, base: int, rate: float) -> tuple[np.ndarray, np.ndarray]:
    """The counts that can reasonably happen: binomial for a proportion, Poisson for a rate."""
    if kind == "proportion":
        counts = np.arange(base + 1)
        weight = binom.pmf(counts, base, rate)
    else:
        counts = np.arange(int(base * rate + 12 * np.sqrt(base * rate) + 30))
        weight = poisson.pmf(counts, base * rate)
    return counts[weight > RARE], weight[weight > RARE]


def outcomes() -> int:
    """How many pairs of counts are judged in the cells where nothing differs."""
    pairs = 0
    for base, reference_base, rate in product(BASES, BASES, RATES):
        (_, weight), (_, reference_weight) = _likely("proportion", base, rate), _likely("proportion", reference_base, rate)
        pairs += int((np.outer(weight, reference_weight) > RARE).sum())
    return pairs


def grid() -> pd.DataFrame:
    """Every size of group and reference with every rate: where nothing differs, and where the ratio is 1.5."""
    rows = []
    for base, reference_base, rate in product(BASES, BASES, RATES):
        same, other = cell(base, reference_base, rate), cell(base, reference_base, rate, RATIO)
        rows.append(
            {
                "base": base,
                "reference_base": reference_base,
                "rate": rate,
                "false_alarm": same["clear"],
                "possible": same["possible"],
                "no_material": same["no"],
                "too_few": same["too"],
                "coverage": same["coverage"],
                "found": other["clear"],
                "missed_as_immaterial": other["no"],
                "coverage_at_1_5": other["coverage"],
                "fisher_power": float(stats.fisher_power(base=base, reference_base=reference_base, rate=rate * RATIO, reference_rate=rate)),
            }
        )
    return pd.DataFrame(rows)


def table(cells: pd.DataFrame) -> str:
    """The grid as the page prints it: one line a size of group, the reference being 800."""
    big = cells[cells["reference_base"] == 800]
    lines = [
        "| people in the group | nothing differs: `clear` | `possible` | either | the interval holds the truth | a ratio of 1.5 is found at a rate of 2% | 8% | 20% | 50% |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for base, rows in big.groupby("base"):
        found = rows.set_index("rate")["found"]
        lines.append(
            f"| {base} | {_between(rows['false_alarm'])} | {_between(rows['possible'])} | "
            f"{_between(rows['false_alarm'] + rows['possible'])} | {_between(rows['coverage'])} | "
            + " | ".join(_percent(found[rate]) for rate in (0.02, 0.08, 0.2, 0.5))
            + " |"
        )
    return "\n".join(lines)


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"


def _between(shares: pd.Series) -> str:
    return f"{100 * shares.min():.1f} to {_percent(shares.max())}"


def picture(cells: pd.DataFrame, path: Path) -> None:
    """Draw every false-alarm rate of the grid, and how often a ratio of 1.5 is found against 800 people."""
    import matplotlib

    matplotlib.use("svg")
    import matplotlib.pyplot as plt

    from eianalysis import theme

    with matplotlib.rc_context({**theme.STYLE, "svg.fonttype": "path", "svg.hashsalt": "verdicts"}):
        figure, (left, right) = plt.subplots(1, 2, figsize=(9, 4), layout="constrained")
        spread = cells["base"] * 1.12 ** (cells["reference_base"].rank(method="dense") - 3.5)
        left.scatter(spread, 100 * cells["false_alarm"], s=14, color=theme.DARK_BLUE, alpha=0.7)
        left.axhline(5, color=theme.DARK_GREY, linestyle=(0, (5, 2)))
        left.annotate("5%", (9, 5), xytext=(0, 4), textcoords="offset points")
        left.set(ylim=(0, 6), ylabel="% called clear where nothing differs", title="False alarms: never above 5%")
        shown = cells[cells["reference_base"] == 800]
        shades = (theme.DARK_BLUE, theme.ORANGE, theme.DARK_GREY)
        for rate, colour, dash in zip((0.5, 0.2, 0.08), shades, ("solid", (0, (5, 2)), (0, (1, 1))), strict=True):
            rows = shown[shown["rate"] == rate]
            right.plot(rows["base"], 100 * rows["found"], color=colour, linestyle=dash, marker="o")
            at = rows.set_index("base")["found"]
            right.annotate(f"rate {rate:.0%}", (40, 100 * at[40]), xytext=(8, -12), textcoords="offset points", color=colour)
        right.set(ylim=(0, 105), ylabel="% called clear at a true ratio of 1.5", title="Found, against 800 people")
        for ax in (left, right):
            ax.set(xscale="log", xlabel="People in the group")
            ax.set_xticks(BASES, [str(base) for base in BASES])
            ax.minorticks_off()
        figure.savefig(path, metadata={"Date": None, "Creator": None})


if __name__ == "__main__":
    here, cells = Path(__file__).parent, grid()
    cells.round(6).to_csv(here / "verdict-truth.csv", index=False, lineterminator="\n")
    picture(cells, here / "verdict-truth.svg")
    sys.path.insert(0, str(here))
    from measured import note

    note("intervals", cells=len(cells), outcomes=outcomes())
    print(table(cells))

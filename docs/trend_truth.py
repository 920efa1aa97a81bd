"""How often the icon of a series says change where nothing changed, and how often where something did: writes docs/trend-truth.csv.

Series are drawn, their figures under the threshold hidden as the gate does, and what is left is judged at one look.

    python docs/trend_truth.py
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from eianalysis.stats import assurance  # noqa: E402
from eianalysis.stats.assurance import ORDINARY, TOO_FEW  # noqa: E402

TABLE = Path(__file__).resolve().parent / "trend-truth.csv"
SERIES, SEED, THRESHOLD, LAST = 4000, 1, 5, 4
POINTS, SIZES, WILD = (12, 24, 36), ((40, 0.1), (100, 0.08), (300, 0.2), (2000, 0.3)), (0.0, 0.25)
NOTHING = {"carried_over": 0.0, "seasons": 0.0, "grows": 1.0}
#: Nothing changes; what the rules do not allow for (a point like the one before it, seasons); and the last four points grow.
GRID = [{"points": points, "base": base, "rate": rate, "wild": wild, **NOTHING} for points, (base, rate), wild in itertools.product(POINTS, SIZES, WILD)]
GRID += [
    {"points": points, "base": 300, "rate": 0.2, "wild": 0.25, **NOTHING, **more}
    for points in POINTS
    for more in ({"carried_over": 0.3}, {"carried_over": 0.6}, {"seasons": 0.2}, {"seasons": 0.4})
]
GRID += [
    {"points": points, "base": base, "rate": rate, "wild": wild, **NOTHING, "grows": grows}
    for points, (base, rate), wild, grows in itertools.product((12, 24), SIZES, WILD, (1.5, 2.0))
]


def cell(what: dict, place: int) -> dict:
    """A row of the table: the shares of series with an icon of change, by its rule, and with too few points left."""
    rng, n = np.random.default_rng([SEED, place]), what["points"]
    drawn = rng.normal(size=(SERIES, n))
    for at in range(1, n):
        drawn[:, at] = what["carried_over"] * drawn[:, at - 1] + np.sqrt(1 - what["carried_over"] ** 2) * drawn[:, at]
    season = what["seasons"] * np.sin(2 * np.pi * (np.arange(n) + rng.integers(0, 12, (SERIES, 1))) / 12)
    rates = what["rate"] * (1 + what["wild"] * drawn) * (1 + season) * np.where(np.arange(n) >= n - LAST, what["grows"], 1.0)
    cases = rng.binomial(what["base"], np.clip(rates, 0.0, 1.0))
    said = [_look(row, what["base"]) for row in cases]
    rules = [rule for _, rule in said]
    return {
        **what,
        "change": np.mean([icon not in (ORDINARY, TOO_FEW) for icon, _ in said]),
        **{name: np.mean([word in rule for rule in rules]) for name, word in (("outside", "outside"), ("near", "two of"), ("run", "one side"))},
        "too_few": np.mean([icon == TOO_FEW for icon, _ in said]),
    }


def _look(cases: np.ndarray, base: int) -> tuple[str, str]:
    shown = cases[(cases == 0) | (cases >= THRESHOLD)]
    found = assurance(shown, np.full(len(shown), base))
    return found.icon, found.rule


def written(table: pd.DataFrame) -> str:
    """The tables of docs/trends.md."""
    still = table[(table["grows"] == 1) & (table["carried_over"] == 0) & (table["seasons"] == 0)]
    wide = {f"{base:,} at {rate:.0%}": still[(still["base"] == base) & (still["rate"] == rate)] for base, rate in SIZES}
    lines = ["| points | " + " | ".join(wide) + " |", "|---:|" + "---:|" * len(wide)]
    for points in POINTS:
        lines.append(
            f"| {points} | " + " | ".join(" / ".join(_words(row) for _, row in each[each["points"] == points].iterrows()) for each in wide.values()) + " |"
        )
    lines += [
        "",
        "| points | " + " | ".join(["a point keeps 0.3 of the one before", "0.6", "seasons of 20%", "seasons of 40%"]) + " |",
        "|---:|---:|---:|---:|---:|",
    ]
    odd = table[(table["carried_over"] > 0) | (table["seasons"] > 0)]
    lines += [f"| {points} | " + " | ".join(f"{row['change']:.1%}" for _, row in odd[odd["points"] == points].iterrows()) + " |" for points in POINTS]
    grown = table[table["grows"] > 1]
    lines += [
        "",
        "| base and rate | " + " | ".join(f"{points} points, {grows:g} times" for points, grows in itertools.product((12, 24), (1.5, 2.0))) + " |",
        "|---|" + "---:|" * 4,
    ]
    for base, rate in SIZES:
        here = grown[(grown["base"] == base) & (grown["rate"] == rate)]
        cells = [
            " / ".join(f"{row['change']:.0%}" for _, row in here[(here["points"] == points) & (here["grows"] == grows)].iterrows())
            for points, grows in itertools.product((12, 24), (1.5, 2.0))
        ]
        lines.append(f"| {base:,} at {rate:.0%} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _words(row: pd.Series) -> str:
    return f"{row['change']:.1%}" + (f" ({row['too_few']:.0%} too few)" if row["too_few"] >= 0.005 else "")


if __name__ == "__main__":
    made = pd.DataFrame([cell(what, place) for place, what in enumerate(GRID)])
    made.to_csv(TABLE, index=False, float_format="%.6g", lineterminator="\n")
    print(written(made))

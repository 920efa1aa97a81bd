"""Small results made by hand, so that the gate is tested without any measure."""

from __future__ import annotations

import numpy as np
import pandas as pd

from eianalysis.results import Definition, Result

DEFINITION = Definition("Leaving", "officers who left", "officers in post", noun="officers", verb="left")
YEAR = ("12m", pd.Timestamp("2022-04-01"), pd.Timestamp("2023-03-31"))
THREE_YEARS = ("36m", pd.Timestamp("2020-04-01"), pd.Timestamp("2023-03-31"))


def rows(groups: dict[str, tuple[float, float]], characteristic: str = "ethnicity_5", window=YEAR, **keys) -> pd.DataFrame:
    """A counted table from {group: (numerator, denominator)}."""
    frame = pd.DataFrame([(group, *pair) for group, pair in groups.items()], columns=["group", "numerator", "denominator"])
    return frame.assign(
        characteristic=characteristic, window=window[0], period_start=window[1], period_end=window[2], measure="leaving", kind="proportion", **keys
    )


def counts(*tables: pd.DataFrame | dict, reference: str | None = None, **more) -> Result:
    """A result of shape counts, with rates, ranges and, given a reference, a comparison as its steps."""
    frame = pd.concat([rows(table) if isinstance(table, dict) else table for table in tables], ignore_index=True)
    steps = (rated,) if reference is None else (rated, lambda table: compared(table, reference, more.get("keys", ())))
    return Result("leaving", "counts", DEFINITION, frame, steps=steps, **more)


def wilson(cases, base, z=1.959963984540054):
    """Wilson's interval, written out again so that the tests do not lean on the package's own."""
    cases, base = np.asarray(cases, float), np.asarray(base, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        share, more = cases / base, z**2 / base
        half = z * np.sqrt(share * (1 - share) / base + more / (4 * base))
        return (share + more / 2 - half) / (1 + more), (share + more / 2 + half) / (1 + more)


def rated(table: pd.DataFrame) -> pd.DataFrame:
    low, high = wilson(table["numerator"], table["denominator"])
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = table["numerator"].to_numpy(float) / table["denominator"].to_numpy(float)
    return table.assign(rate=rate, rate_low=low, rate_high=high)


def compared(table: pd.DataFrame, reference: str, keys=()) -> pd.DataFrame:
    """Ratio, gap and made-up ranges, p and verdict of each row against ``reference`` (a group, or "the rest")."""
    table = table.reset_index(drop=True)
    for name in ("reference", "disparity_ratio", "ratio_low", "ratio_high", "gap", "gap_low", "gap_high", "p_value", "comparison", "verdict"):
        table[name] = pd.Series([None] * len(table), dtype=object)
    for _, part in table.groupby(["window", *keys, "characteristic"], sort=False, dropna=False):
        declared = part[~part["group"].isin(["All", "Not stated", "Prefer not to say", "Not recorded"])]
        for index, row in declared.iterrows():
            other = declared.drop(index=index) if reference == "the rest" else part[part["group"] == reference]
            base = other["denominator"].sum()
            if index in other.index or not base or not other["numerator"].sum() or not row["denominator"]:
                continue
            rate = other["numerator"].sum() / base
            ratio, gap = row["rate"] / rate, row["rate"] - rate
            table.loc[index, ["reference", "disparity_ratio", "ratio_low", "ratio_high", "gap", "gap_low", "gap_high", "p_value", "comparison", "verdict"]] = [
                reference,
                ratio,
                ratio * 0.8,
                ratio * 1.25,
                gap,
                gap - 0.1,
                gap + 0.1,
                0.2 + gap / 10,
                "exploratory",
                "no material difference",
            ]
    return table


def curve(groups: dict[str, list[tuple[float, float, float]]], characteristic: str = "ethnicity_2") -> Result:
    """A curve result from {group: [(entry, exit, 1 if left), …]} by counting, with Kaplan-Meier estimates."""
    people = {"All": [one for each in groups.values() for one in each], **groups}
    parts = []
    for group, spells in people.items():
        entry, leave, event = (np.array(column, float) for column in zip(*spells, strict=True))
        times, share, total = np.unique(leave), 1.0, 0.0
        for time in times:
            risk, gone = ((entry < time) & (leave >= time)).sum(), ((leave == time) & (event == 1)).sum()
            share *= 1 - gone / risk
            total += gone / (risk * (risk - gone)) if risk > gone else np.nan
            low = high = np.nan
            if 0 < share < 1:
                spread = 1.959963984540054 * np.sqrt(total) / np.log(share)
                low, high = share ** np.exp(-spread), share ** np.exp(spread)
            parts.append((group, time, risk, gone, share, low, high))
    frame = pd.DataFrame(parts, columns=["group", "time", "at_risk", "events", "estimate", "low", "high"])
    return Result(
        "survival",
        "curve",
        DEFINITION,
        frame.assign(
            characteristic=characteristic,
            window="all recorded",
            period_start=pd.Timestamp("2017-04-01"),
            period_end=pd.Timestamp("2023-03-31"),
            measure="survival",
            kind="proportion",
        ),
    )


def shown(table: pd.DataFrame) -> pd.DataFrame:
    return table[~table["status"].isin(["hidden"])]


def status(released) -> dict:
    """{group: status} of a release with one table."""
    return dict(zip(released.table["group"], released.table["status"], strict=True))

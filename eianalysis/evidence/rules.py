"""How a status comes about, from released figures alone: what a row of a measure says of the item it is bound to.

docs/evidence.md has the same rules as a table, with examples.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import erfc, sqrt

import numpy as np
import pandas as pd

from eianalysis import stats
from eianalysis.measures.verdicts import ALPHA, BAND, CLEAR, TOO_FEW, judge, ratio_interval
from eianalysis.results import ALL, HIDDEN_STATUS, Shown
from eianalysis.vocabulary import UNDECLARED

MET, NOT_MET, TOWARDS, AWAY, NO_CHANGE = "met", "not met", "moving towards", "moving away", "no clear change"
MEASURED = "measured, no target set"
NO_DATA, NOT_BUILT = "no data", "no data: measure not built"
#: Every status an item's evidence can have; none of them is ever typed in a file.
STATUSES = (MET, NOT_MET, TOWARDS, AWAY, NO_CHANGE, MEASURED, TOO_FEW, NO_DATA, NOT_BUILT)
CHANGING = ("up", "down", "narrow")
#: Groups of a table that sets one period or survey beside the one before: its page has released both.
LATEST, BEFORE = "latest", "the one before"
ADVERSE, FAVOURABLE = (NOT_MET, AWAY), (MET,)
COLUMNS = {"rate": ("rate", "rate_low", "rate_high"), "count": ("numerator", None, None),
           "ratio": ("disparity_ratio", "ratio_low", "ratio_high"), "gap": ("gap", "gap_low", "gap_high")}
POINTS = 0.05  # a change of a gap by as many percentage points is worth knowing
Z = 1.959963984540054  # intervals are 95% wherever a change is judged by them


@dataclass(frozen=True)
class Reading:
    """What the released table shows for one binding."""

    seen: bool  # the row is there and not hidden
    value: float = np.nan
    low: float = np.nan
    high: float = np.nan
    cases: float = np.nan
    base: float = np.nan
    reference: float = np.nan  # the rate of the reference group, where it is a row of the same table
    verdict: str | None = None
    there: bool = True  # whether the table has such a row at all
    period_start: object = pd.NaT
    period_end: object = pd.NaT
    window: str = ""
    part: str = ""  # the part it is of, where the binding names none: one quarter of four


def read(shown: Shown, table: pd.DataFrame, binding: Mapping, window: str = "") -> Reading:
    """The figure a binding asks for, of the row it names; ``window`` is one the table has, or '' for the only one."""
    rows = _rows(table, binding, window, shown)
    group = binding["group"] or ALL
    if group in (LATEST, BEFORE):
        group = _period(rows, group)
    found = rows[rows["group"] == group] if "group" in rows else rows
    if found.empty:
        return _rolled_up(shown, table, binding, window)
    row = found.iloc[0]
    if row["status"] in HIDDEN_STATUS:
        return Reading(False)
    if row["status"] in ("not_available", "not_applicable"):
        return Reading(False, there=row["status"] == "not_applicable")
    names = COLUMNS[binding["figure"]]
    value, low, high = (np.nan if name is None else _number(row[name]) for name in names)
    low, high = (np.nan, np.nan) if np.isnan(value) else (low, high)  # 0 of each: a ratio of nothing has no range either
    reference = rows.loc[rows["group"] == binding["reference"], "rate"] if binding["reference"] else pd.Series(dtype=float)
    return Reading(not np.isnan(value), value, low, high, _number(row["numerator"]), _number(row["denominator"]),
                   _number(reference.iloc[0]) if len(reference) else np.nan,
                   None if pd.isna(row["verdict"]) else row["verdict"], True, row["period_start"], row["period_end"],
                   str(row["window"]), f"quarter={row['quarter']}" if "quarter" in rows and rows["quarter"].nunique() > 1 else "")


def _period(rows: pd.DataFrame, which: str) -> str:
    """The group that is the latest period, or the one it is compared with, of a table whose groups are periods."""
    compared = rows[rows["reference"].notna()] if "reference" in rows else rows.iloc[:0]
    if compared.empty:
        return rows["group"].iloc[-1] if len(rows) and which == LATEST else ""
    return compared["group" if which == LATEST else "reference"].iloc[0]


def _rows(table: pd.DataFrame, binding: Mapping, window: str, shown: Shown, characteristic: str | None = None) -> pd.DataFrame:
    """The rows of one characteristic, part and window; of a table without the part asked for, none."""
    wanted = binding["characteristic"] if characteristic is None else characteristic
    wanted = wanted or (table["characteristic"].iloc[0] if len(table) and "characteristic" in table else "")
    rows = table[table["characteristic"] == wanted] if wanted and "characteristic" in table else table
    parts = dict(part.split("=", 1) for part in str(binding["part"]).split(";") if part)
    for key, value in parts.items():
        rows = rows[rows[key].astype(str) == value] if key in rows else rows.iloc[:0]
    windows = [name for name in dict.fromkeys(rows.get("window", pd.Series(dtype=object))) if pd.notna(name)]
    if window and window in windows:
        rows = rows[rows["window"] == window]
    elif len(windows) > 1:  # asked for none in particular: the one that ends last, then the shortest
        last = rows.sort_values(["period_end", "period_start"]).iloc[-1]["window"]
        rows = rows[rows["window"] == (last if not window else "")]
    return rows


def _rolled_up(shown: Shown, table: pd.DataFrame, binding: Mapping, window: str) -> Reading:
    """'Ethnic minorities' where the table was released by five groups: their sum, if every one of them is shown exactly."""
    if binding["characteristic"] != "ethnicity_2" or binding["figure"] not in ("rate", "count", "ratio") or shown.rounded:
        return Reading(False, there=False)
    rows = _rows(table, binding, window, shown, "ethnicity_5")
    declared = rows[~rows["group"].isin([ALL, *UNDECLARED])] if "group" in rows else rows
    if declared.empty or binding["group"] != "Ethnic minorities":
        return Reading(False, there=False)
    if declared["status"].isin(HIDDEN_STATUS).any():
        return Reading(False)
    own, white = declared[declared["group"] != "White"], declared[declared["group"] == "White"]
    cases, base = float(own["numerator"].sum()), float(own["denominator"].sum())
    reference = _number(white["rate"].iloc[0]) if len(white) else np.nan
    if not base:
        return Reading(False)
    verdict = None
    if binding["figure"] == "ratio" and len(white):
        four = [cases, base, _number(white["numerator"].iloc[0]), _number(white["denominator"].iloc[0])]
        low, high = _interval(shown.kind, four)
        value = np.divide(cases / base, four[2] / four[3]) if four[2] else np.nan
        verdict = str(judge(shown.kind, *[[each] for each in four])[0][0])
    elif binding["figure"] == "ratio":
        return Reading(False)
    else:
        limits = stats.wilson_interval if shown.kind == "proportion" else stats.rate_interval
        low, high = (float(limit) for limit in limits(cases, base))
        value = cases / base if binding["figure"] == "rate" else cases
    row = own.iloc[0]
    return Reading(not np.isnan(value), float(value), float(low), float(high), cases, base, reference, verdict, True,
                   row["period_start"], row["period_end"], str(row["window"]))


def _interval(kind: str, four: list[float]) -> tuple[float, float]:
    low, high = ratio_interval(kind, *[[each] for each in four])
    return float(low[0]), float(high[0])


def status(binding: Mapping, reading: Reading, shown: Shown | None, change: str) -> str:
    """The evidence status of one binding: met and not met only where there is a target, or a reference to be alike to."""
    if shown is None:
        return NOT_BUILT
    if shown.missing or not reading.there:
        return NO_DATA
    if not reading.seen:
        return TOO_FEW
    direction = binding["direction"]
    if not _aims(binding):
        return MEASURED
    least = binding["least_base"]
    if pd.notna(least) and not reading.base >= float(least):
        return TOO_FEW
    if direction == "at_least":
        return MET if reading.value >= float(binding["target"]) else NOT_MET
    if direction == "at_most":
        return MET if reading.value <= float(binding["target"]) else NOT_MET
    if direction == "parity":
        return _parity(reading, shown.definition.outcome)
    return change


def _aims(binding: Mapping) -> bool:
    """Whether a figure can be held against something: a number to reach, a group to be alike to, a year to be better than."""
    if binding["direction"] in ("at_least", "at_most"):
        return not pd.isna(binding["target"]) and binding["target"] != ""
    return binding["direction"] in CHANGING or binding["direction"] == "parity" and bool(binding["reference"])


def _parity(reading: Reading, outcome: str) -> str:
    """Whether a group is treated as its reference is: met only where the plausible range leaves out a material disadvantage.

    No clear difference is not yet parity: with a ratio of 0.66 (0.34 to 1.24) nobody knows. A clear disadvantage is not met.
    """
    if reading.verdict in (None, TOO_FEW):
        return TOO_FEW
    low, high = {"harm": (-np.inf, BAND[1]), "good": (BAND[0], np.inf)}.get(outcome, BAND)
    if low <= reading.low and reading.high <= high:
        return MET
    worse = {"harm": reading.value > 1, "good": reading.value < 1}.get(outcome, True)
    return NOT_MET if worse and reading.verdict == CLEAR else TOO_FEW


@dataclass(frozen=True)
class Pair:
    """The figure of the last 12 months and of the 12 before, for one binding."""

    kind: str  # proportion or rate
    figure: str
    direction: str
    now: Reading
    before: Reading
    rounded: bool

    @property
    def testable(self) -> bool:
        return self.now.seen and self.before.seen


def changes(pairs: list[Pair]) -> list[str]:
    """What became of each figure between two years that do not overlap, all of them judged as one family.

    Rates and numbers are tested on their released counts; ratios, gaps and rounded rates by their ranges. A change is
    told only where it stands out after Benjamini-Hochberg over every figure that can be tested.
    """
    tested = [_test(pair) if pair.testable else None for pair in pairs]
    p = np.array([np.nan if each is None or each[2] else each[1] for each in tested], dtype=float)
    adjusted = stats.adjust_p(p) if len(p) else p
    said = []
    for each, q in zip(tested, adjusted, strict=True):
        if each is None or each[2]:
            said.append(TOO_FEW)
        elif q < ALPHA and each[3]:
            said.append(TOWARDS if each[0] > 0 else AWAY)
        else:
            said.append(NO_CHANGE)
    return said


def _test(pair: Pair) -> tuple[float, float, bool, bool]:
    """``(better by, p, whether too few, whether large enough to matter)`` of one change."""
    now, before = pair.now, pair.before
    if pair.figure in ("rate", "count") and not pair.rounded:
        kind, bases = (pair.kind, (now.base, before.base)) if pair.figure == "rate" else ("rate", (12.0, 12.0))
        verdict, p = judge(kind, [now.cases], [bases[0]], [before.cases], [bases[1]])
        better = (now.value - before.value) * (1 if pair.direction == "up" else -1)
        return better, float(p[0]), verdict[0] == TOO_FEW, verdict[0] == CLEAR
    logs = pair.figure != "gap"  # rates and ratios change by so many times, gaps by so many points
    with np.errstate(divide="ignore", invalid="ignore"):
        points = [np.log(each) if logs else np.array(each) for each in (
            (now.value, now.low, now.high), (before.value, before.low, before.high))]
    spread = [(each[2] - each[1]) / (2 * Z) for each in points]
    error = float(np.hypot(*spread))
    if not np.isfinite([*points[0], *points[1]]).all() or error <= 0:
        return 0.0, np.nan, True, False
    moved = float(points[0][0] - points[1][0])
    if pair.direction == "narrow":
        better = float(abs(points[1][0]) - abs(points[0][0]))
    else:
        better = moved * (1 if pair.direction == "up" else -1)
    least = np.log(BAND[1]) if logs else POINTS
    p = erfc(abs(better) / error / sqrt(2))  # both tails of the normal curve
    unclear = abs(better) - Z * error < -least and abs(better) + Z * error > least and p >= ALPHA
    return better, p, bool(unclear), abs(better) >= least


def contradiction(reported: str, rag: str, evidence: str) -> str:
    """In what way the data contradict what was reported; '' where they do not."""
    if reported in ("complete", "complete_recurring") and evidence in ADVERSE:
        return "reported complete, the data say otherwise"
    if rag == "green" and evidence in ADVERSE:
        return "reported green, the data say otherwise"
    if rag == "red" and evidence in FAVOURABLE:
        return "reported red, the target is met"
    return ""


def _number(value: object) -> float:
    return np.nan if value is None or pd.isna(value) else float(value)

"""How a status comes about, from released figures alone: what a row of a measure says of the item it is bound to.

docs/evidence.md has the same rules as a table, with examples.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from eianalysis.results import ALL, HIDDEN_STATUS, Shown
from eianalysis.stats.clustered import widened
from eianalysis.stats.comparison import plausible_rate, ratio_interval
from eianalysis.stats.judgement import CLEAR, TOO_FEW, judge
from eianalysis.vocabulary import UNDECLARED
from eianalysis.wording.design_effects import effects_of

MET, NOT_MET, TOWARDS, AWAY, NO_CHANGE = "met", "not met", "moving towards", "moving away", "no material change"
#: Of a ratio, whose target is to be alike: the figures rule a material disadvantage out, with nothing adjusted for.
ALIKE = "no material disadvantage found"
MEASURED = "measured, no target set"
NO_DATA, NOT_BUILT = "no data", "no data: measure not built"
#: Every status an item's evidence can have; none of them is ever typed in a file.
STATUSES = (MET, ALIKE, NOT_MET, TOWARDS, AWAY, NO_CHANGE, MEASURED, TOO_FEW, NO_DATA, NOT_BUILT)
CHANGING = ("up", "down", "narrow")
#: Groups of a table that sets one period or survey beside the one before: its page has released both.
LATEST, BEFORE = "latest", "the one before"
ADVERSE, FAVOURABLE = (NOT_MET, AWAY), (MET,)
COLUMNS = {
    "rate": ("rate", "rate_low", "rate_high"),
    "count": ("numerator", None, None),
    "ratio": ("disparity_ratio", "ratio_low", "ratio_high"),
    "gap": ("gap", "gap_low", "gap_high"),
}


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
    one_sided: tuple[float, float] = (np.nan, np.nan)  # of a ratio: the range at 1 - 2 alpha
    effect: float = 1.0  # its design effect, where people stand several times
    comparison: str = ""  # primary or exploratory: what is added up of a table's rows is exploratory too


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
    other = rows[rows["group"] == binding["reference"]] if binding["reference"] else rows.iloc[:0]
    one_sided = _one_sided(shown, row, other, low, high) if binding["figure"] == "ratio" else (np.nan, np.nan)
    return Reading(
        not np.isnan(value),
        value,
        low,
        high,
        _number(row["numerator"]),
        _number(row["denominator"]),
        _number(other["rate"].iloc[0]) if len(other) else np.nan,
        None if pd.isna(row["verdict"]) else row["verdict"],
        True,
        row["period_start"],
        row["period_end"],
        str(row["window"]),
        f"quarter={row['quarter']}" if "quarter" in rows and rows["quarter"].nunique() > 1 else "",
        one_sided,
        float(np.nan_to_num(effects_of((row,), shown.kind, shown.confidence)[0], nan=1.0)),
        "" if pd.isna(row.get("comparison")) else str(row["comparison"]),
    )


def _one_sided(shown: Shown, row: pd.Series, other: pd.DataFrame, low: float, high: float) -> tuple[float, float]:
    """The range at 1 - 2 alpha from exact counts of both sides; where they are not both there, the wider range shown.

    It is of people, as the range shown is: where it cannot be seen whether they stand several times, the wider one too.
    """
    counts = [] if other.empty or shown.rounded else [_number(each[name]) for each in (row, other.iloc[0]) for name in ("numerator", "denominator")]
    if not counts or np.isnan(counts).any() or not counts[1] or not counts[3]:
        return low, high
    both = effects_of((row, other.iloc[0]), shown.kind, shown.confidence)
    return (low, high) if np.isnan(both).any() else _interval(shown.kind, counts, 2 * shown.confidence - 1, both)


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
    verdict, one_sided, both = None, (np.nan, np.nan), _effects_added_up(shown, declared)
    if binding["figure"] == "ratio" and len(white):
        four = [cases, base, _number(white["numerator"].iloc[0]), _number(white["denominator"].iloc[0])]
        low, high = _interval(shown.kind, four, shown.confidence, both)
        value = np.divide(cases / base, four[2] / four[3]) if four[2] else np.nan
        verdict, one_sided = _of_its_family(shown, four, declared, both), _interval(shown.kind, four, 2 * shown.confidence - 1, both)
    elif binding["figure"] == "ratio":
        return Reading(False)
    else:
        low, high = (float(limit) for limit in plausible_rate(shown.kind, cases / both[0], base / both[0], confidence=shown.confidence))
        value = cases / base if binding["figure"] == "rate" else cases
    row = own.iloc[0]
    return Reading(
        not np.isnan(value),
        float(value),
        float(low),
        float(high),
        cases,
        base,
        reference,
        verdict,
        True,
        row["period_start"],
        row["period_end"],
        str(row["window"]),
        one_sided=one_sided,
        effect=both[0],
        comparison="" if verdict is None else "exploratory",
    )


def _effects_added_up(shown: Shown, rows: pd.DataFrame) -> tuple[float, float]:
    """The design effect of all groups but White together, and of White: what each has beyond 1, by its base."""
    effects, white = (
        np.nan_to_num(effects_of((row for _, row in rows.iterrows()), shown.kind, shown.confidence), nan=1.0),
        (rows["group"] == "White").to_numpy(),
    )
    own = float(np.average(effects[~white], weights=rows["denominator"].to_numpy(float)[~white]))
    return own, float(effects[white][0]) if white.any() else 1.0


def _interval(kind: str, four: list[float], confidence: float, both: Sequence[float]) -> tuple[float, float]:
    """The range of a ratio, of counts smaller by the design effects of both sides."""
    low, high = ratio_interval(kind, *widened(*[[each] for each in four], *both), confidence=confidence)
    return float(low[0]), float(high[0])


def _of_its_family(shown: Shown, four: list[float], rows: pd.DataFrame, both: Sequence[float]) -> str:
    """The verdict of groups added up: one more exploratory comparison beside those of the rows they come from."""
    own = rows[rows["comparison"].eq("exploratory") & rows["p_value"].notna()]
    judged = judge(
        **dict(zip(("cases", "base", "reference_cases", "reference_base"), ([each] for each in four), strict=True)),
        kind=shown.kind,
        confidence=shown.confidence,
        band=shown.band,
        exploratory=True,
        people=[four[1]],
        reference_people=[four[3]],
        others=own["p_value"].to_numpy(float),
        effect=both[0],
        reference_effect=both[1],
    )
    return str(judged.verdict[0])


def status(binding: Mapping, reading: Reading, shown: Shown | None, change: str) -> str:
    """The evidence status of one binding: met and not met only where there is a target, or a reference to be alike to."""
    if shown is None:
        return NOT_BUILT
    if shown.missing or not reading.there:
        return NO_DATA
    if not reading.seen:
        return TOO_FEW
    direction = binding["direction"]
    if not aims(binding):
        return MEASURED
    least = binding["least_base"]
    if pd.notna(least) and not reading.base >= float(least):
        return TOO_FEW
    if binding["figure"] == "ratio" and direction in ("at_least", "at_most"):
        return _bounded(reading.value, float(binding["target"]), reading.one_sided, at_least=direction == "at_least")
    if direction == "at_least":
        return MET if reading.value >= float(binding["target"]) else NOT_MET
    if direction == "at_most":
        return MET if reading.value <= float(binding["target"]) else NOT_MET
    if direction == "parity":
        return _parity(reading, shown.definition.outcome, shown.band)
    return change


def aims(binding: Mapping) -> bool:
    """Whether a figure can be held against something: a number to reach, a group to be alike to, a year to be better than."""
    if binding["direction"] in ("at_least", "at_most"):
        return not pd.isna(binding["target"]) and binding["target"] != "" and binding.get("target_status", "set") != "proposed"
    return binding["direction"] in CHANGING or binding["direction"] == "parity" and bool(binding["reference"])


def _bounded(value: float, target: float, one_sided: tuple[float, float], *, at_least: bool) -> str:
    """A ratio held against a number: alike only where the limit too is on the right side, missed where the other is not."""
    low, high = one_sided
    if np.isnan(value) or np.isnan(low) or np.isnan(high):
        return TOO_FEW
    if low >= target if at_least else high <= target:
        return ALIKE
    return NOT_MET if (high < target if at_least else low > target) else TOO_FEW


def _parity(reading: Reading, outcome: str, band: tuple[float, float]) -> str:
    """Whether a group is treated as its reference is: said only where a material disadvantage is ruled out.

    The one-sided limit decides (the end of the range at 1 - 2 alpha): too few cases are no parity, and a ratio of 0.66 (0.34
    to 1.24) is none either. A clear disadvantage is not met.
    """
    if reading.verdict is None:
        return TOO_FEW
    (low, high), (least, most) = reading.one_sided, {"harm": (0, band[1]), "good": (band[0], np.inf)}.get(outcome, band)
    if low >= least and high <= most:
        return ALIKE
    worse = {"harm": reading.value > 1, "good": reading.value < 1}.get(outcome, True)
    return NOT_MET if worse and reading.verdict == CLEAR else TOO_FEW


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

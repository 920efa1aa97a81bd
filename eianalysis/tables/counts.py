"""A released table of counts as a grid: number, base, rate, ratio, gap, verdict; a symbol where there is no value."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from eianalysis.added_columns import ADDED
from eianalysis.results import ALL, FIGURES, Release
from eianalysis.tables.count_notes import INFINITE, LOW, legend, notes_of
from eianalysis.tables.grid import Grid
from eianalysis.vocabulary import UNDECLARED, characteristic_label, day_in_words
from eianalysis.wording.numbers import (
    absent,
    capital,
    count,
    end_of_range,
    is_percent,
    month_label,
    p_value,
    period_label,
    places,
    plain_rate,
    pooled_years,
    rate_unit,
    ratio,
    span,
    step_name,
    uncapital,
)
from eianalysis.wording.reading import Block, blocks, compared, hidden, is_reference_hidden, key_columns, mark

CONFIDENTIAL, NOT_APPLICABLE = "[c]", "[z]"
STANDARD = ("numerator", "denominator", "rate", "rate_range")
COMPARED = ("verdict", "disparity_ratio", "ratio_range")  # next to the group: what a reader looks for
#: Further figures shown where a release has them, a pair of limits in one column.
SHOWN_BESIDE = (
    "adjusted_ratio",
    "adjusted_range",
    "adjusted_verdict",
    "strata_dropped",
    "limit_range",
    "outer_range",
    "signal",
    "shrunk_rate",
    "shrunk_range",
    "series_range",
    "series_signal",
    "rolling_year",
    "lowest_ratio",
    "lowest_verdict",
    "highest_ratio",
    "highest_verdict",
    "detectable_above",
    "detectable_below",
)
_RATES = ("benchmark_share", "shrunk_rate", "rate", "rate_low", "rate_high", *(name for name, (scale, _) in ADDED.items() if scale == "rate"))
_RATIOS = ("disparity_ratio", "ratio_low", "ratio_high", *(name for name, (scale, _) in ADDED.items() if "ratio" in scale))
SHARES = ("verdict", "disparity_ratio", "numerator", "denominator", "rate", "rate_range", "benchmark_share", "gap", "people_short")
_GAPS = ("gap", "gap_low", "gap_high")
_COMPARISON = ("reference", "disparity_ratio", "ratio_low", "ratio_high", *_GAPS, "p_value", "comparison", "verdict", "ratio_range", "gap_range")
_TEXT = ("reference", "comparison", "verdict", "status", *(name for name, (scale, _) in ADDED.items() if scale == "word"))


def counts_grid(released: Release, columns: Sequence[str] | None) -> Grid:
    """The grid of a counts release; ranges stand in one column ('0.5 to 2.2')."""
    parted = _parted(released)
    if "benchmark_share" in released.table:
        parted = [(caption, _shares_only(pairs)) for caption, pairs in parted]
    rows = [pair for _, pairs in parted for pair in pairs]
    labels = _labels(released, rows)
    same = [name for name in labels[:-1] if len(rows) > 1 and len({str(row[name]) for _, row in rows}) == 1]
    labels = [name for name in labels if name not in same]
    any_compared = any(compared(block, row) for block, row in rows)
    ranges = any(not absent(row["rate_low"]) for _, row in rows) or all(hidden(row) for _, row in rows)
    standard = STANDARD if ranges else STANDARD[:-1]
    extra = tuple(name for name in SHOWN_BESIDE if _stem(name) in released.table)
    if "shrunk_rate" in extra:  # the figure has the limits; more columns would not fit a page
        extra = tuple(name for name in extra if name not in ("limit_range", "outer_range"))
    standard = (*(COMPARED if any_compared else ()), *standard, *extra)
    if "benchmark_share" in released.table:
        standard = SHARES if any_compared else SHARES[2:6]
        if released.table["people_short"].isna().all():  # of what is no post, nobody is short
            standard = tuple(name for name in standard if name != "people_short")
        if len(labels) > 2:  # a figure beside it has the ranges; more columns would not fit a page
            standard = tuple(name for name in standard if name != "rate_range" and (len(labels) < 4 or name != "disparity_ratio"))
    wanted = list(columns or standard)
    totals = [row["group"] == ALL for _, row in rows]
    wanted = [name for name in wanted if name not in labels]
    headers = [_label_header(name, rows) for name in labels] + [_header(released, name, rows) for name in wanted]
    cells = [tuple([_label(name, block, row) for name in labels] + [_cell(released, name, block, row) for name in wanted]) for block, row in rows]
    numeric = [False] * len(labels) + [name not in _TEXT for name in wanted]
    return Grid(
        tuple(headers),
        tuple(cells),
        len(labels),
        tuple(numeric),
        tuple(total and not all(totals) for total in totals),
        (*(f"{_label_header(name, rows)}: {_label(name, *rows[0])}, in every row." for name in same), *notes_of(released, rows, wanted)),
        legend(released, cells),
        parts=tuple((caption, len(pairs)) for caption, pairs in parted) if len(parted) > 1 else (),
    )


def _stem(name: str) -> str:
    """The column that is there if a column of the table is: limits stand in one column."""
    return f"{name.removesuffix('_range')}_low" if name.endswith("_range") else name


def _parted(released: Release) -> list[tuple[str, list]]:
    """The rows by window and characteristic, each with the caption of its own table: a reader takes in one at a time."""
    found: dict[tuple[str, str], list] = {}
    for block in blocks(released):
        for _, row in block.rows.iterrows():
            window = "" if {"month", "year"} & set(key_columns(released)) else _label("window", block, row)  # a series is one table
            found.setdefault((window, block.characteristic), []).append((block, row))
    windows, characteristics = ({key[at] for key in found} for at in (0, 1))

    def caption(window: str, characteristic: str) -> str:
        said = [window] * (len(windows) > 1) + [characteristic_label(characteristic)] * (len(characteristics) > 1)
        return ", by ".join(said[:1] + [uncapital(word) for word in said[1:]])

    return [(caption(*key), pairs) for key, pairs in found.items()]


def _labels(released: Release, rows) -> list[str]:
    """The columns that tell the rows of one table apart: keys, and the group where there is more than everybody."""
    only_all = all(row["group"] == ALL for _, row in rows) and bool(key_columns(released))
    keys = [name for name in key_columns(released) if any(row[name] != ALL for _, row in rows)]
    return [*(keys or key_columns(released)), *([] if only_all else ["group"])]


def _shares_only(pairs: list) -> list:
    """The rows of groups; a total is all of itself, and who is in no population is the same beside every one of them."""
    first = pairs[0][0].keys["benchmark"] if pairs else None
    parts = any(value != ALL for block, _ in pairs for name, value in block.keys.items() if name != "benchmark")
    known = {(block.characteristic, row["group"]) for block, row in pairs if not absent(row["benchmark_share"])}
    return [
        (block, row)
        for block, row in pairs
        if row["group"] != ALL
        and ((block.characteristic, row["group"]) in known or block.keys["benchmark"] == first)
        and (row["group"] not in UNDECLARED or not parts)
    ]


def _label_header(name: str, rows) -> str:
    if name == "group":
        names = {str(row["characteristic"]) for _, row in rows}
        return characteristic_label(names.pop()) if len(names) == 1 else "Group"
    if name == "month":
        return capital(step_name(rows[0][1]))
    if name == "specialist_flag":
        return "Squad"
    return capital(name.replace("_", " "))


def _label(name: str, block: Block, row) -> str:
    if name == "window":
        return capital(period_label(row) or str(row["window"]))
    if name == "month":
        return month_label(row["month"])
    if name == "benchmark":  # its date and kind stand once, in the notes
        return str(row[name]).partition(" (")[0]
    return str(row[name]) or "Not recorded"


def _header(released: Release, name: str, rows) -> str:
    definition = released.definition
    kind = str(rows[0][1]["kind"])
    unit = rate_unit(definition, kind).strip()
    unit = unit if unit == "%" else f"{unit} {definition.base_unit}"
    points = "percentage points" if is_percent(definition, kind) else unit
    return {
        "numerator": "Number",
        "denominator": f"Base ({_base_unit(definition, rows)})",
        "rate": f"Rate ({unit})",
        "rate_range": f"Plausible range ({unit})",
        "disparity_ratio": "Ratio to reference",
        "ratio_range": "Plausible ratio",
        "gap": f"Gap ({points})",
        "gap_range": f"Plausible gap ({points})",
        "verdict": "Verdict",
        "p_value": "p",
        "adjusted_ratio": f"Ratio within the same {_stratum(rows)}",
        "adjusted_range": "Plausible ratio, adjusted",
        "adjusted_verdict": "Verdict, adjusted",
        "strata_dropped": "Strata left out",
        "limit_range": f"95% limits ({unit})",
        "outer_range": f"99.8% limits ({unit})",
        "signal": "Against the limits",
        "shrunk_rate": f"Drawn towards the whole ({unit})",
        "shrunk_range": f"Its plausible range ({unit})",
        "series_range": f"Limits of ordinary variation ({unit})",
        "series_signal": "Signal",
        "rolling_year": f"Last 12 months ({unit})",
        "lowest_ratio": "Ratio at the least",
        "lowest_verdict": "Verdict at the least",
        "highest_ratio": "Ratio at the most",
        "highest_verdict": "Verdict at the most",
        "detectable_above": "Would show, above 1",
        "detectable_below": "Would show, below 1",
        "benchmark_share": "Population's share (%)",
    }.get(name, capital(name.replace("_", " ")) + (f" ({unit})" if name in _RATES else f" ({points})" if name in _GAPS else ""))


def _base_unit(definition, rows) -> str:
    """The unit of the base; both where one year stands beside several."""
    pooled = {pooled_years(row) > 1 for _, row in rows} if definition.base_unit_pooled else {False}
    units = [definition.base_unit] * (False in pooled) + [definition.base_unit_pooled] * (True in pooled)
    return "; over several years ".join(dict.fromkeys(units))


def _cell(released: Release, name: str, block: Block, row) -> str:
    if name in _COMPARISON and not compared(block, row):
        return "reference" if name == "verdict" and _is_reference(block, row) else NOT_APPLICABLE
    if hidden(row) and name not in ("status", "reference") and (name in (*FIGURES, *ADDED, "people_short", "shrunk_rate") or name.endswith("_range")):
        return mark(row)
    if name in _COMPARISON and name != "comparison" and is_reference_hidden(block, row):
        return CONFIDENTIAL
    value = _write(released, name, row)
    if value is None:
        return _why_absent(released, name, row)
    return f"{value} {LOW}" if name == "rate" and row["status"] == "low_base" else value


def _write(released: Release, name: str, row) -> str | None:
    """The value as text, None where there is none."""
    definition, policy = released.definition, released.policy
    decimals = places(row["denominator"], definition, policy)
    if name.endswith("_range"):
        stem = name.removesuffix("_range")
        low, high = row[f"{stem}_low"], row[f"{stem}_high"]
        if absent(low) or absent(high):
            return None
        return span(low, high, _end(policy) if stem in ("ratio", "adjusted") else lambda value: plain_rate(value, definition, decimals))
    value = row[name]
    if absent(value):
        return None
    if name in _RATES or name in _GAPS:
        written = plain_rate(value, definition, decimals)
        return written if not math.isinf(value) else INFINITE
    if name in _RATIOS:
        return _ratio(policy)(value)
    if name == "p_value":
        return p_value(value)
    if name == "verdict":
        return f"{value} (primary)" if row["comparison"] == "primary" else str(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return count(value)
    return day_in_words(value) if isinstance(value, pd.Timestamp) else str(value).replace("_", " ")


def _ratio(policy):
    return ratio if policy.round_to > 1 else lambda value: ratio(value, decimals=2 if value < 9.995 else 1 if value < 99.95 else 0)


def _end(policy):
    """An end of a ratio's range: what lies beside 1 does not read as 1, because the verdict rests on the side."""
    write = _ratio(policy)
    return write if policy.round_to > 1 else lambda value: end_of_range(value, write(value))


def _stratum(rows) -> str:
    named = [str(row["adjusted_for"]) for _, row in rows if not absent(row.get("adjusted_for"))]
    return named[0] if named else "stratum"


def _why_absent(released: Release, name: str, row) -> str:
    """The symbol for a value that is not there although its row is not hidden."""
    small = not absent(row["denominator"]) and 0 < row["denominator"] < released.policy.rate_base
    if name == "verdict" and small:
        return "too few for a rate"
    other = {"detectable_above": "detectable_below", "detectable_below": "detectable_above"}.get(name)
    if other and not absent(row.get(other)):  # of groups so small that not even a rate of 0 would be found
        return "none"
    if name in ADDED or _stem(name) in ADDED:
        return _why_no_extra(name, row)
    return LOW if small else CONFIDENTIAL if name == "p_value" else NOT_APPLICABLE


def _why_no_extra(name: str, row) -> str:
    """A further figure that is not there: withheld from a compared row, else it has no meaning for the row."""
    leans = ADDED[_stem(name) if _stem(name) in ADDED else name][1]
    belongs = leans in ("whole", "series") or not absent(row["reference"])
    return CONFIDENTIAL if belongs and row["group"] != ALL else NOT_APPLICABLE


def _is_reference(block: Block, row) -> bool:
    return row["group"] in set(block.rows["reference"].dropna())

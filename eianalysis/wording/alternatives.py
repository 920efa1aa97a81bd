"""Text alternatives: what a figure shows, said from the numbers it shows. A hidden row is named, never numbered."""

from __future__ import annotations

import pandas as pd

from eianalysis.errors import UsageError, did_you_mean
from eianalysis.results import Release, require_release
from eianalysis.wording import adjusted, curves, exits, explained, police_forces, representation, trends
from eianalysis.wording.about import missing_words, statistical_title
from eianalysis.wording.headline import headline
from eianalysis.wording.numbers import absent, capital, count, listed, month_label, places, rate, ratio_words, span, times
from eianalysis.wording.reading import Block, blocks, compared, group_words, hidden, is_reference_hidden, rate_words, reference_words

KINDS = {
    "ratios": "Dots with intervals on a logarithmic scale: how many times the reference's rate each group's rate is, 1 "
    "being the same. The band from 0.8 to 1.25 is shaded.",
    "stages": "Dots with intervals on a logarithmic scale, a heading for each group, a row a stage: how many times "
    "the reference's rate the group's rate is, 1 being the same. The band from 0.8 to 1.25 is shaded.",
    "adjusted": "Dots with intervals on a logarithmic scale, two rows a group: how many times the reference's rate its rate is "
    "as counted, and among people of the same stratum. The band from 0.8 to 1.25 is shaded.",
    "bounds": "Dots with intervals on a logarithmic scale, two rows a group: how many times the reference's rate its rate is "
    "among those who declared, and the least and the most it could be. The band from 0.8 to 1.25 is shaded.",
    "funnel": "A funnel plot: a dot a unit, its rate against its base, between the limits of what chance alone would give.",
    "rates": "Dots with intervals: the rate of each group.",
    "shares": "Dots with intervals: each group's share, measured against several bases.",
    "representation": "Dots with intervals: each group's share of the workforce and of its parts, under the shares of populations.",
    "trajectory": "A line with a band over the years to come, a dashed line and a dotted line for the target.",
    "bars": "Horizontal bars: the number in each category.",
    "survival": "Stepped lines with bands: the share remaining at each length of service.",
    "trend": "A line over months.",
    "exits": "Stacked bands: the share gone by each way of leaving at each length of service; the white rest is still in.",
    "explained": "Dots with intervals in percentage points: a gap between two rates, what of it goes with each factor, and what is left.",
    "headlines": "Small panels, a panel a headline measure, each on its own scale: the figure with its range and its target.",
    "declared": "Small panels on one scale, a panel a characteristic: the share of people of whom it is known, snapshot by snapshot.",
    "panels": "Small panels on one scale, a panel a group: its rate with the range in which it plausibly lies.",
}

FORCES = "A funnel plot: a dot a police force, its rate against its base, between the limits of chance and of how much forces differ."

#: Words of a text alternative that is listened to; the values of a longer one are in the table.
MOST = 60


def alt(released: Release, kind: str) -> str:
    """Return the text alternative of a figure: what is drawn, every value shown and what is hidden; the finding if that is long."""
    full = full_alt(released, kind)
    if released.missing or len(full.split()) <= MOST:
        return full
    hidden_too = " Some figures are hidden." if released.shape == "counts" and any(hidden(row) for _, row in released.table.iterrows()) else ""
    said, noun = headline(released).rstrip("."), released.definition.noun  # which says every filter
    whom = "" if not noun or noun.casefold() in said.casefold() else f" Counted: {noun}."
    moved = f" {_moved(released, said)}" if kind == "trend" and _moved(released, said) else ""
    return f"{_drawn(released, kind)} {said}.{moved}{whom}{hidden_too} The table has every value shown."


def full_alt(released: Release, kind: str) -> str:
    """Every value that is drawn, in words."""
    released = require_release(released, "alt")
    if kind not in KINDS:
        raise UsageError(f"'{kind}' is not a kind of figure; {did_you_mean(kind, KINDS)}")
    if released.missing:
        return missing_words(released) + "."
    if kind == "headlines":
        return KINDS[kind]  # which measures are drawn is the figure's to say
    say = {"survival": _curves, "exits": _exits, "explained": _parted, "trend": _trends, "representation": _said, "trajectory": _said}.get(kind, _rows)
    return " ".join(part for part in (_drawn(released, kind), f"{statistical_title(released)}.", say(released, kind)) if part)


def _drawn(released: Release, kind: str) -> str:
    """What is drawn; a funnel of forces allows for more than chance."""
    return FORCES if kind == "funnel" and police_forces.is_of_forces(released) else KINDS[kind]


def _rows(released: Release, kind: str) -> str:
    write = {"ratios": _ratio, "stages": _ratio, "adjusted": _both, "bounds": _bounded, "funnel": _against_limits, "bars": _bar}.get(kind, _rate)
    said = []
    for block in blocks(released):
        rows = [row for _, row in block.rows.iterrows() if kind not in ("ratios", "stages", "adjusted", "bounds") or compared(block, row)]
        seen = [f"{capital(_name(released, block, row))} {write(released, block, row)}" for row in rows if not hidden(row)]
        unseen = [_name(released, block, row) for row in rows if hidden(row)]
        parts = ([f"{'; '.join(seen)}."] if seen else []) + ([f"Hidden: {listed(unseen)}."] if unseen else [])
        if parts:
            said.append(" ".join([f"{capital(block.label)}:" if block.label else "", *parts]).strip())
    return " ".join(said) or "Nothing is shown."


def _parted(released: Release, kind: str) -> str:
    return explained.described(released)


def _name(released: Release, block: Block, row) -> str:
    return f"all {released.definition.noun}" if row["group"] == "All" else group_words(released, block, row["group"])


def _ratio(released: Release, block: Block, row) -> str:
    if is_reference_hidden(block, row):
        return "not compared, because the reference is hidden"
    if absent(row["verdict"]) and absent(row["disparity_ratio"]):
        return "no ratio, because the base is too small for a rate"
    if absent(row["disparity_ratio"]):
        return f"no ratio (both rates are 0), {row['verdict']}"
    other = reference_words(released, block, row["reference"])
    if row["disparity_ratio"] == float("inf"):
        limits = "" if absent(row["ratio_low"]) else f", plausibly {span(row['ratio_low'], row['ratio_high'])}"
        return f"infinitely many (the reference's rate is 0) times the rate of {other}{limits}, {row['verdict']}"
    value, limits = ratio_words(row["disparity_ratio"], row["ratio_low"], row["ratio_high"])
    return f"{times(value, of=other)}{f', plausibly {limits}' if limits else ''}, {row['verdict']}"


def _both(released: Release, block: Block, row) -> str:
    within = f"within the same {adjusted.stratum(row)}"
    if absent(row["adjusted_ratio"]):
        return f"{_ratio(released, block, row)}; {within} not shown"
    value, limits = ratio_words(row["adjusted_ratio"], row["adjusted_low"], row["adjusted_high"])
    plausibly = f", plausibly {limits}" if limits else ""
    return f"{_ratio(released, block, row)}; {within} {times(value)}{plausibly}, {row['adjusted_verdict']}"


def _bounded(released: Release, block: Block, row) -> str:
    if absent(row["lowest_verdict"]):
        return f"{_ratio(released, block, row)}; bounds not shown"
    limits = span(row["lowest_ratio"], row["highest_ratio"])
    return f"{_ratio(released, block, row)}; whatever the undeclared are {limits} times"


def _against_limits(released: Release, block: Block, row) -> str:
    words = "" if absent(row["signal"]) else f", {row['signal']}"
    return f"{_rate(released, block, row)}{words}"


def _rate(released: Release, block: Block, row) -> str:
    about = "about " if released.policy.round_to > 1 else ""
    if absent(row["rate"]):
        return f"no rate (base {about}{count(row['denominator'])})"
    decimals = places(row["denominator"], released.definition, released.policy)
    write = lambda value: rate(value, released.definition, row["kind"], decimals)  # noqa: E731
    limits = "" if absent(row["rate_low"]) else f", plausibly {span(row['rate_low'], row['rate_high'], write)}"
    return f"{write(row['rate'])}{limits} (base {about}{count(row['denominator'])})"


def _bar(released: Release, block: Block, row) -> str:
    return f"{'about ' if released.policy.round_to > 1 else ''}{count(row['numerator'])}"


def _said(released: Release, kind: str) -> str:
    if kind == "representation":
        return " ".join(representation.sentences(released, len(released.table)))
    return " ".join(released.definition.notes)


def _curves(released: Release, kind: str) -> str:
    return " ".join(curves.numbers(released, block) for block in blocks(released))


def _exits(released: Release, kind: str) -> str:
    return " ".join(exits.numbers(released))


def _trends(released: Release, kind: str) -> str:
    said = []
    for block, group, rows in trends.drawn(released):
        values = []
        for _, row in rows.iterrows():
            value = "hidden" if hidden(row) else _month(released, row)
            values.append(f"{month_label(row['month'])} {value}")
        said.append(f"{capital(group_words(released, block, group))}: {', '.join(values)}.")
    return " ".join(filter(None, (*said, _moved(released))))


def _moved(released: Release, said: str = "") -> str:
    """What the latest points say, where the title has not said it."""
    return " ".join(f"{capital(words)}." for words in trends.assured_words(released) if words not in said)


def _month(released: Release, row: pd.Series) -> str:
    if absent(row["rate"]):
        return f"no rate (base {count(row['denominator'])})"
    return rate_words(released, row)

"""A row of a release in words, for text alternatives: its ratio or its rate with the range, or why there is none."""

from __future__ import annotations

from eianalysis.results import Release
from eianalysis.wording import adjusted
from eianalysis.wording.numbers import absent, count, places, rate, ratio_words, span, times
from eianalysis.wording.reading import Block, group_words, is_reference_hidden, rate_words, reference_words


def name_of(released: Release, block: Block, row) -> str:
    """Whose the row is."""
    return f"all {released.definition.noun}" if row["group"] == "All" else group_words(released, block, row["group"])


def ratio(released: Release, block: Block, row) -> str:
    """How many times the reference's rate, with its range and its verdict."""
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


def both_ratios(released: Release, block: Block, row) -> str:
    """The ratio as counted and within the same stratum."""
    within = f"within the same {adjusted.stratum(row)}"
    if absent(row["adjusted_ratio"]):
        return f"{ratio(released, block, row)}; {within} not shown"
    value, limits = ratio_words(row["adjusted_ratio"], row["adjusted_low"], row["adjusted_high"])
    plausibly = f", plausibly {limits}" if limits else ""
    return f"{ratio(released, block, row)}; {within} {times(value)}{plausibly}, {row['adjusted_verdict']}"


def bounded_ratio(released: Release, block: Block, row) -> str:
    """The ratio of those who declared, and what it could be."""
    if absent(row["lowest_verdict"]):
        return f"{ratio(released, block, row)}; bounds not shown"
    limits = span(row["lowest_ratio"], row["highest_ratio"])
    return f"{ratio(released, block, row)}; whatever the undeclared are {limits} times"


def against_limits(released: Release, block: Block, row) -> str:
    """The rate, and where it lies."""
    words = "" if absent(row["signal"]) else f", {row['signal']}"
    return f"{rate_and_range(released, block, row)}{words}"


def rate_and_range(released: Release, block: Block, row) -> str:
    """The rate with its range and its base."""
    about = "about " if released.policy.round_to > 1 else ""
    if absent(row["rate"]):
        return f"no rate (base {about}{count(row['denominator'])})"
    decimals = places(row["denominator"], released.definition, released.policy)
    write = lambda value: rate(value, released.definition, row["kind"], decimals)  # noqa: E731
    limits = "" if absent(row["rate_low"]) else f", plausibly {span(row['rate_low'], row['rate_high'], write)}"
    return f"{write(row['rate'])}{limits} (base {about}{count(row['denominator'])})"


def number(released: Release, block: Block, row) -> str:
    """How many."""
    return f"{'about ' if released.policy.round_to > 1 else ''}{count(row['numerator'])}"


def of_month(released: Release, row) -> str:
    """The rate of a month."""
    if absent(row["rate"]):
        return f"no rate (base {count(row['denominator'])})"
    return rate_words(released, row)

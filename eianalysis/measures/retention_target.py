"""What retention target would mean something, how many fewer leavers it asks for, and when it could be shown to be met.

Worked out from a released table and nothing else, so that it cannot say more about people than that table does.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from eianalysis import stats
from eianalysis.declare import Measure, Population, Words
from eianalysis.errors import UsageError, did_you_mean
from eianalysis.measures.catalogue import definition_of
from eianalysis.results import Missing, Release, Result, require_release
from eianalysis.vocabulary import phrase

WANTED_POWER, MOST_YEARS = 0.8, 20


def retention_target(
    released: Release, *, characteristic: str = "ethnicity", group: str = "Ethnic minorities", window: str = "36m", share: float = 1.0
) -> Result:
    """A retention target for a group, from its released rate of leaving and its reference's: five lines a board can weigh.

    The target that means something is the reference group's rate: to leave no more often than others do. ``share`` asks
    for a part of the way (0.5: halve the gap). It is "shown to be met" when, with the same numbers in post, so many years
    pooled would more often than not (8 times in 10) show the fall from the present rate, by Fisher's exact test.

    Parameters
    ----------
    released : Release of a turnover measure that was compared (``compare`` before ``release``)

    Returns
    -------
    Result of shape ``register``: ``question, answer``. Where a figure it needs is hidden, the answer says so.
    """
    released = require_release(released, "retention_target")
    if not 0 < share <= 1:
        raise UsageError(f"share is {share}; it is the part of the gap to close, above 0 and at most 1")
    if released.missing:
        return _result(released, [], released.missing)
    table = released.table
    named = [
        name
        for name in dict.fromkeys(table["characteristic"])
        if name == characteristic or (name.rpartition("_")[0] == characteristic and name.rpartition("_")[2].isdigit())
    ]
    rows = table[table["characteristic"].isin(named) & (table["window"] == window)]
    if rows.empty and not table[table["characteristic"].isin(named)].empty:
        return _result(released, [("What would the target be?", f"The records do not reach back {window} for a rate of leaving.")])
    if rows.empty:
        named = [f"{w}/{c}" for w, c in table[["window", "characteristic"]].drop_duplicates().itertuples(index=False)]
        raise UsageError(f"{released.measure} has no {window}/{characteristic}; it has: {', '.join(named)}")
    if group not in set(rows["group"]) and group in ("Ethnic minorities",):  # finer groups were released, or a list of its own
        return _result(released, [("What would the target be?", f"The released table has no group '{group}': name one of its own.")])
    if group not in set(rows["group"]):
        raise UsageError(f"'{group}' is not a group of {characteristic}; {did_you_mean(group, list(rows['group']))}")
    row = rows[rows["group"] == group].iloc[0]
    other = rows[rows["group"] == row["reference"]]
    if pd.isna(row["rate"]) or other.empty or pd.isna(other.iloc[0]["rate"]):
        return _result(released, [("What would the target be?", "Hidden: small numbers could tell about a person.")])
    return _result(released, _lines(row, other.iloc[0], int(window.removesuffix("m")) / 12, share, released))


def _lines(row, other, years: float, share: float, released: Release) -> list[tuple[str, str]]:
    now, theirs = float(row["rate"]), float(other["rate"])
    base, other_base = float(row["denominator"]) / years, float(other["denominator"]) / years
    verb = released.definition.verb
    lines = [
        (
            f"How many {verb} now, a year?",
            f"{row['group']}: {_per(now)} ({_one(base * now)} of about {base:.0f} officers). "
            f"{row['reference']}: {_per(theirs)} ({_one(other_base * theirs)} of about {other_base:.0f}).",
        )
    ]
    if now <= theirs:
        return [
            *lines,
            (
                "What would the target be?",
                f"None below the present: {row['group']} {verb} no more often than {row['reference']}. A target would be to keep it so.",
            ),
        ]
    target = now - share * (now - theirs)
    fewer = base * (now - target)
    who, others = (phrase(str(row["characteristic"]), str(name), released.definition.noun) for name in (row["group"], row["reference"]))
    part = f"the same rate as {others}" if share == 1 else f"{share:.0%} of the gap to {others} closed"
    alike = str(row["verdict"])
    return [
        *lines,
        (
            "Is there a gap to close?",
            f"{alike.capitalize()} ({_ratio(row)})."
            + ("" if alike in ("clear difference", "possible difference") else " A target would be set on a gap that chance alone could have made."),
        ),
        ("What would the target be?", f"At most {_per(target)} {who} {verb} in a year: {part}."),
        ("How many fewer leavers is that?", f"About {_one(fewer)} fewer a year, {_one(3 * fewer)} in three years."),
        ("When could it be shown to be met?", _when(now, target, base)),
    ]


def _ratio(row) -> str:
    return f"{row['disparity_ratio']:.1f} times the rate, plausibly {row['ratio_low']:.1f} to {row['ratio_high']:.1f}"


def years_to_show(now: float, target: float, base: float, *, power: float = WANTED_POWER) -> int | None:
    """How many years of the new rate, against as many of the old, would usually show the fall; None if not within 20.

    >>> years_to_show(0.10, 0.05, 400), years_to_show(0.08, 0.07, 80)
    (2, None)
    """
    for years in range(1, MOST_YEARS + 1):
        people = int(round(base * years))
        if people and stats.fisher_power(base=people, reference_base=people, rate=target, reference_rate=now) >= power:
            return years
    return None


def _when(now: float, target: float, base: float) -> str:
    years = years_to_show(now, target, base)
    once = float(np.asarray(stats.fisher_power(base=max(1, round(3 * base)), reference_base=max(1, round(3 * base)), rate=target, reference_rate=now)))
    chance = f"Three years against three would show it {once:.0%} of the time."
    if years is None:
        return f"Not within {MOST_YEARS} years at these numbers: the fall is smaller than chance moves the figures. {chance}"
    return f"After about {years} year{'s' if years > 1 else ''} at the new rate, compared with as many at the old (8 times in 10). {chance}"


def _per(rate: float) -> str:
    return f"{100 * rate:.1f} per 100"


def _one(value: float) -> str:
    return f"{value:.0f}" if value >= 9.95 else f"{value:.1f}"


def _result(released: Release, lines: list[tuple[str, str]], missing: Missing | None = None) -> Result:
    frame = pd.DataFrame(lines, columns=["question", "answer"])
    return Result(
        measure="retention_target", shape="register", definition=definition_of("retention_target"), counts=frame, sources=released.sources, missing=missing
    )


RETENTION_TARGET = Measure(
    "retention_target",
    Words(
        "What a retention target could be",
        "",
        "",
        noun="officers",
        verb="left",
        method="Worked out from the released figures of another table, and from nothing else; power of Fisher's exact test by enumeration.",
        notes=("A target without approval is a proposal.",),
    ),
    counts=Population("service"),
    rows=retention_target,
    shape="register",
    form="register",
    serves=("TRT-10",),
)

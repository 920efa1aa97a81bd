"""Full-time equivalent, judged by the column: full time is 1, so most of those who are paid have 1 and hardly anybody more.

Hours, per cent, and a share made with another week than its own are sound row by row, and show in the whole column only.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from eianalysis.errors import Fault
from eianalysis.vocabulary import day_in_words

#: Of so many rows of a snapshot more than this share above 1 is no second post; of one kind of worker more than half.
ENOUGH, ABOVE, MOST = 20, 0.2, 0.5
#: Where hardly anybody has 1 and most have one other value, that is full time.
FULL, ROUNDED = 0.01, 0.005
#: No longer week is worked: a larger number is per cent.
LONGEST_WEEK = 60
#: Paid by nobody, so their hours are no share of full time.
UNPAID = ("special", "volunteer", "cadet")


def fte_faults(typed: Mapping[str, pd.Series], theirs: str) -> list[Fault]:
    """A fault where full time is another number than 1, for all or for a kind of worker; ``theirs`` is the column of the file."""
    if "fte" not in typed:
        return []
    frame = pd.DataFrame(
        {
            "fte": typed["fte"].round(4),
            "day": typed["as_at"] if "as_at" in typed else pd.NaT,
            "kind": typed["worker_type"].astype(object) if "worker_type" in typed else "",
        }
    )
    paid = frame[(frame["fte"] > 0) & ~frame["kind"].isin(UNPAID)]
    wrong, sound = [], []
    for day, there in paid.groupby("day", dropna=False):
        parts = ((there, ABOVE), *((kind, MOST) for _, kind in there.groupby("kind")))
        found = [rows for rows, most in parts if len(rows) >= ENOUGH and ((rows["fte"] > 1 + ROUNDED).mean() > most or _other_full(rows["fte"]))]
        wrong += found
        sound += [] if found or len(there) < ENOUGH else [day]
    if not wrong:
        return []
    rows = paid.loc[sorted({row for each in wrong for row in each.index})]
    above, most = int((rows["fte"] > 1 + ROUNDED).sum()), rows["fte"].mode().max()
    said = f"{above:,} of {len(rows):,} rows are above 1" if above > ABOVE * len(rows) else f"most of {len(rows):,} rows have {most:g}, and hardly any has 1"
    if sound:  # one division would spoil the sound ones
        days = ", ".join(day_in_words(day) for day in sorted(rows["day"].unique()))
        return [Fault(f"{said}, all of {days}", "full time is 1 in the other snapshots: export these again, or correct them", column="fte")]
    full = {str(kind): each.mode().max() for kind, each in rows.groupby("kind")["fte"] if kind}
    other = 1 if 1 in full.values() else most
    return [
        Fault(
            said,
            wanted(
                theirs,
                f"{most:g}" if len(set(full.values())) < 2 else f"{{ {', '.join(f'{kind} = {each:g}' for kind, each in full.items())}, other = {other:g} }}",
            ),
            column="fte",
        )
    ]


def _other_full(values: pd.Series) -> bool:
    """Whether hardly any has 1 and most have one other value."""
    return float((values - 1).abs().le(ROUNDED).mean()) <= FULL and float(values.value_counts(normalize=True).iloc[0]) > MOST


def wanted(theirs: str, full: str) -> str:
    """What a column has to be, and what makes it so where it is hours, per cent or a share of another week."""
    return (
        f"full time should be 1: say what it is here, in the table's entry in mapping.toml: [table.fte] column = '{theirs}', full = {full}; "
        "it takes the place of fte in [table.columns]"
    )


def wanted_of_cells(texts: pd.Series, theirs: str, others: pd.Series) -> str:
    """What is wanted where cells are no share of full time, by what stands there: per cent or hours; else a number.

    ``others`` are the cells that are shares: where there are some, no one full time makes all of them right.
    """
    numbers = pd.to_numeric(texts.str.rstrip("% "), errors="coerce").dropna()
    if numbers.empty:
        return "it should be a number"
    shares = pd.to_numeric(others, errors="coerce").dropna()
    if (shares > 0).any():
        return f"{int((shares > 0).sum()):,} others are shares of full time, as 0.8: write these so too, for full time cannot be two numbers in one column"
    per_cent = texts.str.endswith("%").any() or numbers.max() > LONGEST_WEEK
    return wanted(theirs, "100" if per_cent else f"{numbers.mode().max():g} (or by worker type: full = {{ officer = 40, other = 37 }})")

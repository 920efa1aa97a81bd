"""What gaps between two groups' amounts say, in sentences: how much lower or higher, and how far chance alone moves such a gap."""

from __future__ import annotations

import pandas as pd

from eianalysis.results import ALL, Release
from eianalysis.vocabulary import phrase
from eianalysis.wording.numbers import absent, capital, listed, uncapital
from eianalysis.wording.reading import hidden


def percent(value: float) -> str:
    """A share of the reference's pay: '2.7%', with a minus where the group has more."""
    return f"{100 * float(value):.1f}%"


def span(low: object, high: object) -> str:
    """A range: '0.8% to 8.0%'; '' where there is none."""
    return "" if absent(low) or absent(high) else f"{percent(low)} to {percent(high)}"


def group_words(row, group: str, released: Release) -> str:
    """The people of one side: 'female police officers'."""
    workers = row.get("workers", ALL)
    noun = released.definition.noun if workers == ALL else str(workers)
    noun = noun if noun.startswith("PCSO") else uncapital(noun)
    return phrase(str(row["characteristic"]), group, noun)


def sentences(released: Release) -> list[str]:
    """One sentence a gap, or one a decomposition; then what is hidden."""
    table = released.table
    shown = table[table["value"].notna()]
    said = _explained(released, shown, table[table["status"] == "not_applicable"]) if "part" in table else [_gap(released, row) for _, row in shown.iterrows()]
    gone = table[table["status"] == "hidden"]
    names = dict.fromkeys(group_words(row, str(row["group"]), released) for _, row in gone.iterrows())
    few = [f"Hidden, because there are too few people or one person's amount would show: some figures of {listed(names)}."] if names else []
    return [*said, *few, "The figures show where pay differs; they do not say that anybody is paid unequally for equal work."]


def bands(released: Release, parts) -> list[str]:
    """'Lower quarter: 50.8% women and 49.2% men.', one sentence a quarter of pay; of rounded counts "about 51%"."""
    said = []
    for part in parts:
        rows = [row for _, row in part.rows.iterrows() if row["group"] != ALL and not hidden(row) and not absent(row["rate"])]
        if not rows:
            continue
        where = ", ".join(str(value) for name, value in part.keys.items() if value != ALL) or "All four quarters together"
        said.append(f"{where}: {listed(_share(released, part, row) for row in rows)}.")
    return said


def _share(released: Release, part, row) -> str:
    who = phrase(part.characteristic, str(row["group"]), "people")
    if released.policy.round_to > 1:
        return f"about {100 * float(row['rate']):.0f}% {who}"
    return f"{percent(row['rate'])} {who}"


def _gap(released: Release, row) -> str:
    ours, theirs = (group_words(row, str(row[name]), released) for name in ("group", "reference"))
    apart = float(row["value"])
    how = "the same as" if round(apart, 3) == 0 else f"{percent(abs(apart))} {'lower' if apart > 0 else 'higher'} than"
    written = span(row["low"], row["high"])
    below = ", where below 0 is higher" if written and float(row["low"]) < 0 else ""
    width = f" The range of the gap is {written}{below}." if written else ""
    return f"{row['figure']} of {ours} is {how} that of {theirs}.{width}"


def _explained(released: Release, shown: pd.DataFrame, undivided: pd.DataFrame) -> list[str]:
    """'Mean hourly pay has a gap of 7.1% between …. 2.7 points come of …. 4.4 points (range 0.8 to 8.0) do not.'"""
    said = []
    for _, rows in shown.groupby(["workers", "characteristic", "group"], sort=False):
        first, parts = rows.iloc[0], list(rows["part"])
        ours, theirs = (group_words(first, str(first[name]), released) for name in ("group", "reference"))
        if len(parts) < 4:
            of = (undivided[["workers", "characteristic", "group"]] == first[["workers", "characteristic", "group"]]).all(axis=1)
            said.append(
                f"{first['part']} between {ours} and {theirs} is {percent(first['value'])}; it cannot be divided{_why(list(undivided.loc[of, 'part']))}."
            )
            continue
        whole, factors, together, left = rows.iloc[0], parts[1:-2], rows.iloc[-2], rows.iloc[-1]
        said.append(
            f"Mean hourly pay has a gap of {percent(whole['value'])} between {ours} and {theirs}. {capital(_points(together))} come of "
            f"{listed(uncapital(name) for name in factors)}. {capital(_points(left))} do not."
        )
    return [capital(each) for each in said]


def _why(parts: list[str]) -> str:
    """': there are too few people to compare by part time'; where all the parts stand, what they explain cannot be told apart."""
    few = f": there are too few people to compare by {listed(uncapital(name) for name in parts)}"
    return few if 0 < len(parts) < 5 else ": what each of them explains cannot be told from what the others do"


def _points(row) -> str:
    ends = "" if absent(row["low"]) else f" (range {100 * float(row['low']):.1f} to {100 * float(row['high']):.1f})"
    return f"{100 * float(row['value']):.1f} percentage points{ends}"

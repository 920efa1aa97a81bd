"""What gaps between two groups' amounts say, in sentences: how much lower or higher, and how far chance alone moves such a gap."""

from __future__ import annotations

import pandas as pd

from eianalysis.results import ALL, Release
from eianalysis.vocabulary import phrase
from eianalysis.wording.numbers import absent, capital, listed, uncapital
from eianalysis.wording.reading import hidden

PAY = "Mean hourly pay"  # what is divided


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
    return f"{_stated(released, row, str(row['figure']))}.{_range(row)}"


def _stated(released: Release, row, figure: str) -> str:
    """'Mean hourly pay of women is 6.1% lower than that of men': as people say it, whichever side has more."""
    ours, theirs = (group_words(row, str(row[name]), released) for name in ("group", "reference"))
    theirs = _once(theirs, released.definition.noun)
    apart = float(row["value"])
    how = "the same as" if round(apart, 3) == 0 else f"{percent(abs(apart))} {'lower' if apart > 0 else 'higher'} than"
    return f"{figure} of {ours} is {how} that of {theirs}"


def _once(theirs: str, noun: str) -> str:
    """The reference without what was said of both already.

    >>> _once("men employed by the force", "people employed by the force"), _once("male officers", "officers")
    ('men', 'male officers')
    """
    return theirs.removesuffix(noun.removeprefix("people")) if noun.startswith("people ") else theirs


def _range(row) -> str:
    """' It could be anything from 5.4% higher to 5.8% lower.': a reader need not know which way a gap below 0 goes."""
    written = span(row["low"], row["high"])
    if not written or float(row["low"]) >= 0:
        return f" The range of the gap is {written}." if written else ""
    low, high = float(row["low"]), float(row["high"])
    if high <= 0:
        return f" The range of the gap is {percent(-high)} to {percent(-low)} higher."
    return f" It could be anything from {percent(-low)} higher to {percent(high)} lower."


def _explained(released: Release, shown: pd.DataFrame, undivided: pd.DataFrame) -> list[str]:
    """'Mean hourly pay of … is 7.1% lower than that of …. By rank it would be 2.7 points lower. What is left is ….'"""
    said = []
    for _, rows in shown.groupby(["workers", "characteristic", "group"], sort=False):
        first, parts = rows.iloc[0], list(rows["part"])
        whole = _stated(released, first, PAY)
        of = (undivided[["workers", "characteristic", "group"]] == first[["workers", "characteristic", "group"]]).all(axis=1)
        lacking = [uncapital(name) for name in undivided.loc[of, "part"]]
        if len(parts) < 4:
            said.append(f"{whole}; the gap cannot be divided{_why(lacking)}.")
            continue
        factors, together, left = parts[1:-2], rows.iloc[-2], rows.iloc[-1]
        by = listed(uncapital(name) for name in factors)
        said.append(f"{whole}. By {by} it would be {_points(together)}. What is left is {_points(left)}.{_left_out(lacking)}")
    return said


def _left_out(parts: list[str]) -> str:
    """' Part time is left out: too few people to compare by it, so what it explains is in what is left.'; '' where nothing is."""
    if not parts:
        return ""
    are, them, they = ("is", "it", "it explains") if len(parts) == 1 else ("are", "them", "they explain")
    return f" {capital(listed(parts))} {are} left out: too few people to compare by {them}, so what {they} is in what is left."


def _why(parts: list[str]) -> str:
    """': there are too few people to compare by part time'; where the sums too are lacking, what each explains cannot be told apart."""
    few = f": there are too few people to compare by {listed(parts)}"
    return few if not any(part.startswith("explained by") for part in parts) else ": what each of them explains cannot be told from what the others do"


def _points(row) -> str:
    """'2.7 percentage points lower (anything from 0.3 higher to 5.6 lower)': which way is said, not signed."""
    if absent(row["low"]):
        return _side(row["value"], " percentage points")
    low, high = float(row["low"]), float(row["high"])
    if low >= 0:
        ends = f"{100 * low:.1f} to {100 * high:.1f}"
    elif high <= 0:
        ends = f"{-100 * high:.1f} to {-100 * low:.1f}"
    else:
        ends = f"anything from {_side(low)} to {_side(high)}"
    return f"{_side(row['value'], ' percentage points')} ({ends})"


def _side(value: object, unit: str = "") -> str:
    points = 100 * float(value)
    return f"{abs(points):.1f}{unit}{'' if round(points, 1) == 0 else ' lower' if points > 0 else ' higher'}"

"""Sentences about a series over time: its range, its last step, the last 12 months, and signals by the rules stated."""

from __future__ import annotations

import pandas as pd

from eianalysis.results import Release
from eianalysis.stats.assurance import CHANGED, ORDINARY, TOO_FEW
from eianalysis.wording import assured
from eianalysis.wording.numbers import absent, capital, count, listed, month_label, step_name
from eianalysis.wording.reading import Block, blocks, group_words, hidden, rate_words
from eianalysis.wording.row_values import of_month


def series(released: Release) -> list[tuple[Block, str, pd.DataFrame]]:
    """Each monthly series of the release: its block, its group, its rows in order of month."""
    found = []
    for block in blocks(released, across="month"):
        for group, rows in block.rows.groupby("group", sort=False):
            found.append((block, str(group), rows.sort_values("month", key=lambda months: months.astype(str))))
    return found


def drawn(released: Release) -> list[tuple[Block, str, pd.DataFrame]]:
    """The series to draw and to speak of: the totals where there are any, else every group."""
    every = series(released)
    totals = [one for one in every if one[1] == "All"]
    return totals or every


def sentences(released: Release) -> list[str]:
    """Say each series in two or three sentences; where there is a total, of the other groups only their signals."""
    said = [sentence for one in drawn(released) for sentence in _one(released, *one)]
    main = {group for _, group, _ in drawn(released)}
    others = [one for one in series(released) if one[1] not in main]
    for block, group, rows in others:
        seen = rows[[not hidden(row) for _, row in rows.iterrows()]]
        who, rated = capital(group_words(released, block, group)), seen[seen["rate"].notna()]
        if limited(rated):
            said.append(f"{who}: {_signals_or(released, rows)}.")
        elif len(rated) > 1:
            first, last = (f"{rate_words(released, rated.iloc[at], rated['rate'].iloc[at])} in {month_label(rated['month'].iloc[at])}" for at in (0, -1))
            said.append(f"{who}: {first}, {last}.")
    unseen = [group_words(released, block, group) for block, group, rows in others if any(hidden(row) for _, row in rows.iterrows())]
    return [*said, *([f"Hidden in some or all steps, because small numbers could tell about a person: {listed(unseen)}."] if unseen else [])]


def _one(released: Release, block: Block, group: str, rows: pd.DataFrame) -> list[str]:
    who, step = capital(group_words(released, block, group)), step_name(rows.iloc[0])
    seen = rows[[not hidden(row) for _, row in rows.iterrows()]]
    if seen.empty:
        return [f"{who}: every {step} is hidden, because small numbers could tell about a person."]
    definition = released.definition
    first, last = (str(seen["month"].iloc[at]).partition(" to ") for at in (0, -1))
    first, last = month_label(first[0]), month_label(last[2] or last[0])
    least, most = (count(each) for each in (seen["denominator"].min(), seen["denominator"].max()))
    said = [f"{who}, {first} to {last}: {least if least == most else f'between {least} and {most}'} {definition.base_unit} a {step}."]
    rated = seen[seen["rate"].notna()]
    if not rated.empty:
        said += [_range(released, rated), *_year(released, rated), *_assured(released, rows), *_signals(rated)]
    unseen = rows[[hidden(row) for _, row in rows.iterrows()]]
    if len(unseen):
        months = listed(month_label(month) for month in unseen["month"])
        said.append(f"Hidden, because small numbers could tell about a person: {months}.")
    return said


def _range(released: Release, rated: pd.DataFrame) -> str:
    """The lowest, the highest and the last step of a series of rates."""
    definition = released.definition
    written = [rate_words(released, row, row["rate"]) for _, row in rated.iterrows()]
    months = [month_label(month) for month in rated["month"]]
    low, high = rated["rate"].argmin(), rated["rate"].argmax()
    what = f"The share that {definition.verb}" if rated["kind"].iloc[0] == "proportion" else "The rate"
    return f"{what} lay between {written[low]} ({months[low]}) and {written[high]} ({months[high]}); in {months[-1]} it was {written[-1]}."


def _year(released: Release, rated: pd.DataFrame) -> list[str]:
    """The last 12 months together, beside the 12 before where the series reaches so far: two windows that do not overlap."""
    if "rolling_year" not in rated or absent(rated["rolling_year"].iloc[-1]) or step_name(rated.iloc[0]) == "year":
        return []
    back = {"month": 12, "quarter": 4}[step_name(rated.iloc[0])]
    now = rate_words(released, rated.iloc[-1], rated["rolling_year"].iloc[-1])
    if len(rated) <= back or absent(rated["rolling_year"].iloc[-1 - back]):
        return [f"Over the last 12 months together it was {now}."]
    before = rate_words(released, rated.iloc[-1], rated["rolling_year"].iloc[-1 - back])
    return [f"Over the last 12 months together it was {now}, over the 12 months before {before}."]


def limited(rows: pd.DataFrame) -> bool:
    """Whether a series has limits that can be shown."""
    return "series_low" in rows and bool(rows["series_low"].notna().any())


def signals(rows: pd.DataFrame) -> pd.DataFrame:
    """The steps that a rule marks."""
    return rows[rows["series_signal"].notna() & rows["series_signal"].ne("none")]


def signal_words(rows: pd.DataFrame) -> str:
    """Which steps are outside the limits or near one, and where a run begins and ends; "" where no rule marks any."""
    found = signals(rows)
    said = []
    for word in ("above the limits", "below the limits", "near the upper limit", "near the lower limit"):
        months = [month_label(month) for month in found.loc[found["series_signal"].str.startswith(word), "month"]]
        said += [f"{word} in {listed(months)}"] if months else []
    for word in ("above the mean", "below the mean"):
        run = found.loc[found["series_signal"].str.endswith(word), "month"]
        said += [f"a run {word} between {month_label(run.iloc[0])} and {month_label(run.iloc[-1])}"] if len(run) else []
    return "; ".join(said)


def judged(released: Release, rows: pd.DataFrame) -> assured.Assured | None:
    """What the latest points of a series say, from those shown; None where nothing may be said."""
    return assured.assured(rows, released.definition.outcome, round_to=released.policy.round_to)


def assured_words(released: Release) -> list[str]:
    """Of each series drawn, whose it is where there are several and what its latest points say: 'Women: ordinary variation'."""
    every = drawn(released)
    found = [(group_words(released, block, group), judged(released, rows)) for block, group, rows in every]
    return [one.words if len(every) == 1 else f"{who}: {one.words}" for who, one in found if one is not None]


def _assured(released: Release, rows: pd.DataFrame) -> list[str]:
    found = judged(released, rows)
    return [] if found is None else [assured.sentence(found)]


def _signals(rows: pd.DataFrame) -> list[str]:
    return [f"Signals over the whole series: {signal_words(rows)}."] if limited(rows) and signal_words(rows) else []


def _signals_or(released: Release, rows: pd.DataFrame) -> str:
    """The icon's words, unless nothing is said by them and a signal is."""
    found, marked = judged(released, rows), signal_words(rows) if limited(rows) else ""
    if found is None or found.icon == TOO_FEW:
        return marked or (found.words if found else "no signal of a change")
    quiet = found.icon == ORDINARY or (found.icon == CHANGED and bool(marked))
    return marked if quiet and marked else "; ".join(filter(None, (found.words, marked)))


def headline(released: Release) -> str:
    """Where the series stands, or the signals it gives: 'Searches of people: 36% led to further action in January 2023'."""
    block, group, rows = drawn(released)[0]
    rated = rows[[not hidden(row) and not absent(row["rate"]) for _, row in rows.iterrows()]]
    if rated.empty:
        return f"{released.definition.title}: figures hidden to protect people"
    who = capital(group_words(released, block, group))
    verb = released.definition.verb
    if limited(rated):
        whose, share = group_words(released, block, group), rated["kind"].iloc[0] == "proportion"  # limits are of the share
        return f"{f'The share of {whose} that' if share else f'How many {whose}'} {verb}: {_signals_or(released, rows)}"
    last = rated.iloc[-1]
    month = month_label(last["month"])
    return f"{who}: {rate_words(released, last)} {verb} in {month}"


def described(released: Release) -> str:
    """Every step that is drawn, for the text alternative, and what the latest points say."""
    said = []
    for block, group, rows in drawn(released):
        values = [f"{month_label(row['month'])} {'hidden' if hidden(row) else of_month(released, row)}" for _, row in rows.iterrows()]
        said.append(f"{capital(group_words(released, block, group))}: {', '.join(values)}.")
    return " ".join(filter(None, (*said, moved(released))))


def moved(released: Release, said: str = "") -> str:
    """What the latest points say, where the title has not said it."""
    return " ".join(f"{capital(words)}." for words in assured_words(released) if words not in said)

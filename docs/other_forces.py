"""Makes data/reference/other_forces.csv: counts of every police force, taken from published files as they are.

    python docs/other_forces.py FOLDER

FOLDER holds three published files (docs/other-forces.md names them), or archives and folders of them; the table is made of nothing else.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from eianalysis.sources.months import find_months
from eianalysis.sources.stop_search import read_stop_search
from eianalysis.vocabulary import POLICE_FORCES, UNDECLARED
from eianalysis.vocabulary.synonyms import meaning

TABLE = Path(__file__).resolve().parents[1] / "data" / "reference" / "other_forces.csv"
COLUMNS = ["series", "period_start", "period_end", "characteristic", "group", "force", "count", "base", "source", "precision", "note"]
WORKFORCE = "Home Office, Police workforce England and Wales, open data table of officers, 31 March 2022"
FORCE = "Home Office, Police use of force statistics, April 2018 to March 2019 (experimental statistics), table 16"
SEARCHES = "data.police.uk, stop and search, July to September 2020"
YEARS = range(2018, 2023)
#: Months of which the files of every force but one are at hand.
MONTHS = ("2020-07", "2020-08", "2020-09")
#: A share of records that do not say, from which on a force's figure would rest on what it happened to record.
MOST_UNSAID = 0.10


def main(folder: Path) -> None:
    table = pd.concat([officers(folder), searches(folder), finds(folder), handcuffing(folder)], ignore_index=True)
    place = {name: at for at, name in enumerate(sorted(POLICE_FORCES.values()))}
    table = table.sort_values(
        ["series", "period_end", "characteristic", "group", "force"], kind="stable", key=lambda values: values.map(place) if values.name == "force" else values
    )
    table[COLUMNS].to_csv(TABLE, index=False, lineterminator="\n")


def named(words: str) -> str:
    """The name of a force, however a file spells it."""
    code = words if words in POLICE_FORCES else meaning("police_forces", words)
    if code is None:
        sys.exit(f"no police force is called {words!r}")
    return POLICE_FORCES[code]


def officers(folder: Path) -> pd.DataFrame:
    """Women among police officers on each 31 March: headcount, all ranks; people who stated no sex are in the base."""
    rows = pd.read_csv(folder / "workforce" / "police-uplift-2022-data.csv.gz")
    rows = rows[rows["worker_type"].str.casefold().eq("police officer") & rows["date"].str[:4].astype(int).isin(YEARS)]
    rows = rows.assign(women=rows["total_headcount"].where(rows["sex"].eq("Female"), 0), day=rows["date"].str[:4] + "-03-31")
    made = rows.groupby(["force_name", "day"], as_index=False)[["women", "total_headcount"]].sum()
    return pd.DataFrame(
        {
            "series": "officers",
            "period_start": "",
            "period_end": made["day"],
            "characteristic": "sex",
            "group": "Female",
            "force": made["force_name"].map(named),
            "count": made["women"],
            "base": made["total_headcount"],
            "source": WORKFORCE,
            "precision": "P",
            "note": "The file dates each 31 March as 1 March.",
        }
    )


def searches(folder: Path) -> pd.DataFrame:
    """Searches of people that led to further action: each search once, in local time, where the outcome is recorded nearly always."""
    rows, table = [], read_stop_search(month_files(folder), "every force")
    frame = table.frame[table.frame["person_searched"] & table.frame["month"].isin(MONTHS)]
    for slug, part in frame.groupby("force"):
        known = part["positive"].dropna()
        if part["month"].nunique() == len(MONTHS) and len(known) >= (1 - MOST_UNSAID) * len(part):
            rows.append({"force": named(str(slug)), "count": int(known.sum()), "base": len(known)})
    return pd.DataFrame(rows).assign(
        series="searches",
        period_start="2020-07-01",
        period_end="2020-09-30",
        characteristic="all",
        group="All",
        source=SEARCHES,
        precision="A",
        note="Counted by us from the published rows, each search once; forces that left more than a tenth of outcomes blank have no row.",
    )


def month_files(folder: Path) -> list[Path]:
    """The files of the months, and the archive that has those of all other forces."""
    found = folder / "stop-search"
    return [*(path for month in MONTHS for path in sorted(found.glob(f"*/{month}-*-stop-and-search.csv*"))), found / "all-other-forces-2020.zip"]


def finds(folder: Path) -> pd.DataFrame:
    """Searches of people that found what was looked for, by the group that the officer recorded.

    Each force is read by itself, as it would read its own files, so that what it half recorded is refused: of most forces the link to
    what was looked for.
    """
    files, rows = month_files(folder), []
    for slug in sorted({file.force for file in find_months(files) if file.force}):
        frame = read_stop_search(files, slug).frame
        frame = frame[frame["person_searched"] & frame["month"].isin(MONTHS)]
        known = frame[frame["find"].notna()]
        known = known[~known["officer_ethnicity"].isin(UNDECLARED)]
        if frame["month"].nunique() == len(MONTHS) and len(known) >= (1 - MOST_UNSAID) * len(frame):
            counted = known.groupby("officer_ethnicity", observed=True)["find"].agg(["sum", "size"])
            rows += [{"force": named(slug), "group": group, "count": int(found), "base": int(base)} for group, found, base in counted.itertuples()]
    return pd.DataFrame(rows).assign(
        series="finds",
        period_start="2020-07-01",
        period_end="2020-09-30",
        characteristic="officer_ethnicity",
        source=SEARCHES,
        precision="A",
        note=(
            "Counted by us from the published rows, each search once, by the group the officer recorded; "
            "forces that half recorded the link to the object, or left more than a tenth without outcome, link or group, have no row."
        ),
    )


def handcuffing(folder: Path) -> pd.DataFrame:
    """Handcuffing without compliance: of forces that recorded both kinds, and hardly ever left it open."""
    rows = pd.read_csv(folder / "use-of-force" / "derived" / "by-ethnicity-force-april2018-march2019.csv")
    times = rows.pivot_table(index="Police Force", columns="Tactic", values="Number of times tactic reported", aggfunc="sum")
    yes, no, unsaid = (times[f"{kind} handcuffing"].astype(int) for kind in ("Non-compliant", "Compliant", "Not stated"))
    kept = (yes > 0) & (no > 0) & (unsaid <= MOST_UNSAID * (yes + no + unsaid)) & ~times.index.str.startswith("Total")
    return pd.DataFrame(
        {
            "series": "handcuffing",
            "period_start": "2018-04-01",
            "period_end": "2019-03-31",
            "characteristic": "all",
            "group": "All",
            "force": times.index[kept].map(named),
            "count": yes[kept].to_numpy(),
            "base": (yes + no)[kept].to_numpy(),
            "source": FORCE,
            "precision": "P",
            "note": "Forces that recorded only one kind, or left more than a tenth open, have no row.",
        }
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))

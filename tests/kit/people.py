"""The people behind the kit: an invented force with names, birth dates and hours, and the tables that a right reading gives.

Nobody here exists. Names are drawn from short lists, so that some of them stand in many rows, as real ones do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

#: None of them is a word of any code list, so a test can look for them in what is written.
SURNAMES = (
    "Abernathy",
    "Brackwell",
    "Cholmondley",
    "Dunwoody",
    "Eversfield",
    "Fothergill",
    "Grimsdale",
    "Hathersage",
    "Inglethorpe",
    "Jellicoe",
    "Kettleborough",
    "Lanyon",
    "Micklethwaite",
    "Netherby",
    "Oglethorpe",
    "Postlethwaite",
    "Quarmby",
    "Ravenscroft",
    "Satterthwaite",
    "Threlkeld",
    "Umfreville",
    "Venables",
    "Wolstenholme",
    "Yarborough",
)
FORENAMES = (
    "Aldous",
    "Beatrix",
    "Crispin",
    "Dorothea",
    "Ebenezer",
    "Felicity",
    "Godfrey",
    "Hermione",
    "Ignatius",
    "Josephine",
    "Leopold",
    "Millicent",
    "Octavia",
    "Peregrine",
    "Rosalind",
    "Thaddeus",
)
START, END = pd.Timestamp("2022-03-31"), pd.Timestamp("2023-03-31")
SINCE = pd.Timestamp("2020-04-01")


@dataclass(frozen=True)
class Force:
    """What HR knows. ``snapshot`` has a row a person and day (31 March 2022 and 2023), the others a row an event since April 2020."""

    snapshot: pd.DataFrame
    leavers: pd.DataFrame
    joiners: pd.DataFrame


def a_force(tables: dict[str, pd.DataFrame]) -> Force:
    """The kit's people from a synthetic force: with names, payroll numbers, birth dates; pattern, marks and codes as drawn."""
    snapshot = tables["workforce_snapshot"]
    leavers = tables["leavers"]
    leavers = leavers[(leavers["leave_date"] >= SINCE) & (leavers["leaver_type"] != "CB")]
    joiners = tables["joiners"]
    joiners = joiners[joiners["start_date"] >= SINCE]
    every = pd.concat(
        [snapshot.assign(day=snapshot["as_at"]), leavers.assign(day=leavers["leave_date"]), joiners.assign(day=joiners["start_date"])], ignore_index=True
    )
    born = _births(every)
    refs = sorted(every["person_ref"].unique())
    draw = np.random.default_rng(7)
    extra = pd.DataFrame(
        {
            "person_ref": refs,
            "surname": draw.choice(SURNAMES, len(refs)),
            "forename": draw.choice(FORENAMES, len(refs)),
            "payroll": [f"{700000 + 13 * place}" for place in range(len(refs))],
        }
    )
    extra["born"] = extra["person_ref"].map(born)
    latest = snapshot.sort_values("as_at").drop_duplicates("person_ref", keep="last").set_index("person_ref")
    extra["fte"] = extra["person_ref"].map(latest["fte"])

    def with_names(frame: pd.DataFrame, day: str) -> pd.DataFrame:
        frame = frame.drop(columns=["fte"], errors="ignore").merge(extra, on="person_ref", how="left")
        frame["person_ref"] = frame["payroll"]
        frame["age"] = [years(born, when) for born, when in zip(frame["born"], frame[day], strict=True)]
        return frame.reset_index(drop=True)

    snapshot = snapshot[snapshot["as_at"].isin([START, END]) & snapshot["worker_type"].isin(["officer", "staff", "pcso", "special"])]
    kinds = ["officer", "staff", "pcso", "special"]
    return Force(
        with_names(snapshot, "as_at"),
        with_names(leavers[leavers["worker_type"].isin(kinds)], "leave_date"),
        with_names(joiners[joiners["worker_type"].isin(kinds)], "start_date"),
    )


def _births(every: pd.DataFrame) -> dict[str, pd.Timestamp]:
    """A birth date for each person that gives about the drawn age, on any day of the year."""
    first = every.sort_values(["person_ref", "day"], kind="stable").drop_duplicates("person_ref")
    days = np.floor(first["age"] * 365.25).astype(int) + np.random.default_rng(8).integers(1, 365, len(first))
    return dict(zip(first["person_ref"], (first["day"] - pd.to_timedelta(days, unit="D")).dt.normalize(), strict=True))


def years(born: pd.Timestamp, day: pd.Timestamp) -> int:
    """Age in whole years, counted as people do."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

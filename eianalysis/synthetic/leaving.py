"""Who leaves, when and how: exits that compete, each with a hazard by length of service or age."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from eianalysis.synthetic.days import A_YEAR, END, NEVER
from eianalysis.synthetic.draws import Draws

#: Ways of leaving that are drawn here; officers are dismissed through their cases (``conduct``).
CAUSES = ("VR", "TR", "NR", "ER", "MR", "DI", "DE", "CT", "OT")
#: "Early" in the known effect: less than this many years in the force.
EARLY_YEARS = 5
#: Chance a year of an officer's resignation, by years served; the last value holds from there on.
RESIGNATION = (0.062, 0.056, 0.049, 0.043, 0.037, 0.007)


def hazards(people: pd.DataFrame, day: np.ndarray, size: Mapping[str, float]) -> np.ndarray:
    """Hazards a year of each way of leaving, people by causes, as they stand on a day."""
    kind = people["worker_type"].to_numpy()
    served = (day - people["start"].to_numpy()) / A_YEAR
    year = np.floor(served + 1e-9).astype(int)
    pension = served + people["prior_years"].to_numpy()
    age = (day - people["birth"].to_numpy()) / A_YEAR
    resign = np.array(RESIGNATION)[np.clip(year, 0, len(RESIGNATION) - 1)]
    minority = (people["five"] != "White").to_numpy()
    resign = resign * np.where(minority & (year < EARLY_YEARS), size["early_resignation_ethnic_minorities"], 1)
    resign = resign * np.where(people["disabled"], size["resignation_disabled"], 1)
    transfer = np.select([year < 1, year < 2, year < 18], [0.012, 0.034, 0.045], 0.010)
    women = np.where(people["woman"], size["leaving_women"], 1)
    retire = np.select([pension < 25, pension < 28, pension < 30, pension < 31], [0, 0.05, 0.10, 0.50], 0.35)
    n = len(people)
    officer = np.column_stack(
        [
            resign * women,
            transfer * women,
            np.where(age >= 60, 0.35, retire),
            np.where((age >= 54) & (pension < 25), 0.04, 0),
            np.full(n, 0.002),
            np.zeros(n),
            np.full(n, 0.0008),
            np.zeros(n),
            np.full(n, 0.001),
        ]
    )
    staff = np.column_stack(
        [
            np.select([year < 2, year < 10], [0.065, 0.042], 0.026),
            np.full(n, 0.008),
            np.select([age < 60, age < 65], [0, 0.12], 0.35),
            np.where((age >= 55) & (age < 60), 0.03, 0),
            np.full(n, 0.003),
            np.full(n, 0.003),
            np.full(n, 0.001),
            np.full(n, 0.008),
            np.full(n, 0.003),
        ]
    )
    helper = np.column_stack([np.where(year < 3, 0.11, 0.08), *[np.zeros(n)] * 6, np.zeros(n), np.full(n, 0.01)])
    choose = np.where(kind == "officer", 0, np.where(np.isin(kind, ["staff", "pcso"]), 1, 2))
    return np.choose(choose[:, None], [officer, staff, helper])


def leave(seed: int, people: pd.DataFrame, size: Mapping[str, float]) -> tuple[np.ndarray, np.ndarray]:
    """The day each person leaves (``NEVER``: still in post at the end) and the cause.

    From one service anniversary to the next the hazards stand still, and the time to leaving is exponential.
    """
    draw = Draws(seed, "leaving")
    start = people["start"].to_numpy()
    now = np.maximum(start, 0).astype(float)
    exit_day, cause = np.full(len(people), NEVER), np.full(len(people), "", dtype=object)
    rounds = int(END / A_YEAR) + 2  # a person meets at most this many service years in the window
    for _ in range(rounds):
        year = np.floor((now - start) / A_YEAR + 1e-9)
        until = np.minimum(start + (year + 1) * A_YEAR, END)
        hazard = hazards(people, now, size)
        total = hazard.sum(axis=1)
        wait, which = -np.log1p(-draw.share(len(people))) / total * A_YEAR, draw.share(len(people))
        gone = (exit_day == NEVER) & (now < END) & (now + wait <= until)
        place = (np.cumsum(hazard, axis=1) / total[:, None] <= which[:, None]).sum(axis=1)
        exit_day = np.where(gone, np.ceil(now + wait).astype(int), exit_day)
        cause = np.where(gone, np.array(CAUSES, dtype=object)[np.minimum(place, len(CAUSES) - 1)], cause)
        now = until
    return exit_day, cause


def career_breaks(seed: int, people: pd.DataFrame, exit_day: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """First and last day of a career break (``NEVER``: none); it ends at the latest when the person leaves."""
    draw = Draws(seed, "career breaks")
    n, start = len(people), people["start"].to_numpy()
    begins, lasts = draw.whole(n, 1, END), draw.whole(n, 180, 900)
    takes = draw.yes(n, 0.05) & people["worker_type"].isin(["officer", "staff"]).to_numpy()
    takes &= (begins > np.maximum(start, 0) + 365) & (begins + 60 < exit_day)
    return np.where(takes, begins, NEVER), np.where(takes, np.minimum(begins + lasts, exit_day), NEVER)

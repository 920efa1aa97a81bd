"""Pay on the last day: points of a scale by rank and service, allowances, and bonuses. Groups differ by the known effects alone."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from eianalysis.synthetic.days import A_YEAR, END, ORIGIN
from eianalysis.synthetic.draws import Draws

#: Rank or grade -> pounds a year on the first and the last point of its scale; invented, in the order of real ones.
SCALES = {
    "Constable": (28_600, 46_000),
    "Sergeant": (47_500, 51_400),
    "Inspector": (56_600, 61_300),
    "Chief Inspector": (62_400, 65_000),
    "Superintendent": (73_800, 87_000),
    "Chief Superintendent": (91_700, 96_500),
    "Commander": (112_000, 112_000),
    "Assistant Commissioner": (148_000, 148_000),
    "Commissioner": (190_000, 190_000),
    "PCSO": (27_000, 30_500),
    "A": (21_500, 23_500),
    "B": (23_500, 26_500),
    "C": (26_500, 30_500),
    "D": (30_500, 36_000),
    "E": (36_000, 43_500),
    "F": (43_500, 52_000),
    "G": (52_000, 61_500),
    "H": (61_500, 72_500),
    "I": (72_500, 85_500),
    "J": (85_500, 99_000),
    "SMG": (105_000, 125_000),
}
#: Years of service after which nobody climbs further, and hours of a full week.
_TOP, _WEEK = {"officer": 7, "pcso": 4, "staff": 5}, {"officer": 40, "pcso": 37, "staff": 36}
_BONUS = {"officer": 0.16, "pcso": 0.06, "staff": 0.24}


def pay(seed: int, snapshot: pd.DataFrame, size: Mapping[str, float]) -> pd.DataFrame:
    """One row an officer, member of police staff or PCSO in post on the last day: a month's pay, weekly hours, bonuses of the year."""
    last = ORIGIN + END
    now = snapshot[(snapshot["as_at"] == str(last)) & snapshot["worker_type"].isin(list(_WEEK))].reset_index(drop=True)
    draw, n = Draws(seed, "pay"), len(now)
    kind, woman = now["worker_type"], now["sex"].eq("F").to_numpy()
    minority = ~now["ethnicity_code"].str.startswith("W").to_numpy() & ~now["ethnicity_code"].isin(["NS", "P", "U"]).to_numpy()
    served = (last - now["service_start"].to_numpy().astype("datetime64[D]")).astype(int) / A_YEAR
    low, high = (now["rank_grade"].map({rank: ends[at] for rank, ends in SCALES.items()}).to_numpy(float) for at in (0, 1))
    point = np.minimum(np.floor(served) / kind.map(_TOP).to_numpy(float), 1)
    yearly = low + (high - low) * point
    # shifts, standby and the region's allowance: up to a tenth more, in steps
    yearly = yearly * (1 + draw.whole(n, 0, 5) * 0.02)
    staff_women, officer_women = (kind.eq(name).to_numpy() & woman for name in ("staff", "officer"))
    for who, name in ((staff_women, "pay_police_staff_women"), (officer_women, "pay_officers_women"), (minority, "pay_ethnic_minorities")):
        yearly = yearly * np.where(who, size[name], 1.0)
    away = now["career_break"].eq("Y").to_numpy()
    less = away | draw.yes(n, np.where(woman, 0.035, 0.012))  # on leave at less than full pay
    share = np.where(away, 0.0, np.where(less, 0.5, 1.0))
    fte = now["fte"].to_numpy(float)
    paid = draw.yes(n, np.minimum(kind.map(_BONUS).to_numpy(float) * np.where(woman, size["bonus_women"], 1), 1))
    spread = draw.share(n)
    bonus = np.round((200 + 1300 * spread**2) * np.where(woman, size["bonus_size_women"], 1) / 50) * 50
    return pd.DataFrame(
        {
            "person_ref": now["person_ref"],
            "as_at": now["as_at"],
            "pay_in_period": np.round(yearly * fte * share * 30.44 / 365.25, 1),
            "pay_period": "monthly",
            "weekly_hours": np.round(kind.map(_WEEK).to_numpy(float) * fte, 1),
            "full_pay": np.where(less, "N", "Y"),
            "bonus_pay": np.where(paid, bonus, 0.0),
        }
    ).sort_values("person_ref", ignore_index=True)

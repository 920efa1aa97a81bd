"""What people do: rank or grade on a day, unit at each snapshot, kind of contract, secondment."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from eianalysis.synthetic.days import A_YEAR, NEVER, SNAPSHOT_DAYS, slot
from eianalysis.synthetic.draws import Draws

#: Posts filled at each snapshot, in a force of 1,400.
TFG, PPU = (80, 82, 84, 86, 88, 90, 92), (9, 10, 11, 12, 13, 14, 15)
CHIEFS = ("Commissioner", "Assistant Commissioner", "Commander", "Commander")

#: Directorate -> unit -> weights (officers, staff).
UNITS = {
    "Local Policing": {
        "Response A": (9, 0),
        "Response B": (9, 0),
        "Response C": (9, 0),
        "Response D": (9, 0),
        "Sector Policing": (8, 1),
        "Roads Policing": (4, 0),
        "Support Group": (6, 0),
        "Control Room": (1, 9),
        "TFG": (0, 0),
        "Special Constabulary": (0, 0),
    },
    "Specialist Operations": {"Crime Investigation": (9, 3), "Intelligence": (5, 7), "Counter Terrorism": (7, 2), "Forensics": (0.5, 5), "PPU": (0, 0)},
    "Fraud and Cyber": {"Fraud Operations": (11, 5), "Fraud Intelligence": (5, 14), "Asset Recovery": (4, 3), "Cyber Crime": (4, 3)},
    "Corporate Services": {
        "HR": (0.3, 6),
        "Learning": (2, 4),
        "Professional Standards": (2, 2),
        "Performance Information": (0.3, 3),
        "Finance": (0, 5),
        "Estates": (0, 4),
        "IT": (0, 6),
    },
}
DIRECTORATE = {unit: directorate for directorate, units in UNITS.items() for unit in units}
_WEIGHTS = [{unit: weights[i] for units in UNITS.values() for unit, weights in units.items()} for i in (0, 1)]

_STAFF_GRADES = {"A": 7, "B": 15, "C": 24, "D": 22, "E": 15, "F": 9, "G": 4.5, "H": 2, "I": 0.8, "J": 0.4, "SMG": 0.3}
_ONE_UNIT = {"pcso": "Sector Policing", "special": "Special Constabulary", "volunteer": "Sector Policing"}
_LADDER = ("Constable", "Sergeant", "Inspector", "Chief Inspector", "Superintendent", "Chief Superintendent")
#: Share of careers that end at each rung, and the years from one rung to the next: (from, to).
_CEILING = {"0": 61, "1": 20.5, "2": 10, "3": 4, "4": 2, "5": 2.5}
_YEARS_TO_NEXT = ((4, 8), (2, 6), (2, 4), (1.5, 3), (1.5, 3))


class Posts:
    """Ranks and units of everybody, at any day or snapshot."""

    def __init__(
        self, seed: int, people: pd.DataFrame, exit_day: np.ndarray, break_from: np.ndarray, break_to: np.ndarray, size: Mapping[str, float], scale: float
    ):
        self._people, self._exit, self._breaks, self._scale = people, exit_day, (break_from, break_to), scale
        n, draw = len(people), Draws(seed, "posts")
        self._kind = people["worker_type"].to_numpy()
        officer = self._kind == "officer"
        self._grade = draw.one_of(n, _STAFF_GRADES)
        top = draw.one_of(n, _CEILING).astype(int)
        steps = np.column_stack([low + (high - low) * draw.share(n) for low, high in _YEARS_TO_NEXT])
        # years of service, here and elsewhere, at which each rung is reached
        self._reached = np.where(np.arange(1, 6) <= top[:, None], np.cumsum(steps, axis=1), np.inf)
        seconded, direction = draw.yes(n, 0.05) & officer, draw.one_of(n, {"out": 75, "in": 25})
        since = draw.whole(n, -1, 6)
        away = seconded[:, None] & (np.arange(7) >= since[:, None]) & (np.arange(7) <= since[:, None] + 1)
        self.secondment = np.where(away, direction[:, None], "none")
        self._make_chiefs()
        self._make_units(draw, officer, size)
        temporary, acting = draw.share(n, 7) < 0.03, draw.share(n, 7) < 0.03
        lower = officer[:, None] & np.column_stack([np.isin(self.rank_on(np.full(n, day)), _LADDER[1:5]) for day in SNAPSHOT_DAYS])
        self.temp_rank = temporary & lower
        self.acting = (
            acting & ~self.temp_rank & officer[:, None] & np.column_stack([np.isin(self.rank_on(np.full(n, day)), _LADDER[:4]) for day in SNAPSHOT_DAYS])
        )

    def in_post(self, day: int) -> np.ndarray:
        """Who is in post at the end of a day."""
        return (self._people["start"].to_numpy() <= day) & (self._exit > day)

    def on_break(self, day: int) -> np.ndarray:
        return (self._breaks[0] <= day) & (day < self._breaks[1])

    def rank_on(self, day: np.ndarray, who: np.ndarray | slice = slice(None)) -> np.ndarray:
        """Rank or grade on a day, one day for each of those asked about."""
        people = self._people.iloc[who]
        served = (day - people["start"].to_numpy()) / A_YEAR + people["prior_years"].to_numpy()
        rung = (self._reached[who] <= served[:, None]).sum(axis=1)
        rank = np.array(_LADDER, dtype=object)[rung]
        rank = np.where(self._chief_from[who] <= day, self._chief[who], rank)
        others = {"staff": self._grade[who], "pcso": "PCSO", "special": "Special Constable", "volunteer": "Volunteer"}
        for kind, grade in others.items():
            rank = np.where(self._kind[who] == kind, grade, rank)
        return rank

    def unit_on(self, day: np.ndarray, who: np.ndarray | slice = slice(None)) -> np.ndarray:
        """Unit on a day: people move on snapshot days only."""
        people = np.arange(len(self._kind))[who]
        return self.units[people, slot(day)]

    def _make_chiefs(self) -> None:
        """Four chief officers; when one leaves, the highest and longest serving follows at the next snapshot."""
        n = len(self._kind)
        self._chief, self._chief_from = np.full(n, "", dtype=object), np.full(n, NEVER)
        served = -self._people["start"].to_numpy() / A_YEAR + self._people["prior_years"].to_numpy()
        rung = np.where(np.isfinite(self._reached), 1, 0).sum(axis=1)
        for day in SNAPSHOT_DAYS:
            present = self.in_post(day) & (self._kind == "officer")
            posts = list(CHIEFS)
            for rank in self._chief[present & (self._chief != "")]:
                posts.remove(rank)
            able = np.nonzero(present & (self._chief == ""))[0]
            # the higher the rung reached by now, then the longer the service
            now = (self._reached[able] <= (served[able] + day / A_YEAR)[:, None]).sum(axis=1)
            best = able[np.lexsort((-served[able], -rung[able], -now))]
            for rank, person in zip(posts, best, strict=False):
                self._chief[person], self._chief_from[person] = rank, max(day, 0)

    def _make_units(self, draw: Draws, officer: np.ndarray, size: Mapping[str, float]) -> None:
        n = len(officer)
        home = [np.where(officer, draw.one_of(n, _WEIGHTS[0]), draw.one_of(n, _WEIGHTS[1])) for _ in range(7)]
        moves = draw.share(n, 7) < 0.06
        for kind, unit in _ONE_UNIT.items():
            home = [np.where(self._kind == kind, unit, each) for each in home]
        base, units = home[0], []
        for when in range(7):  # where each would work if there were no special teams
            base = np.where(moves[:, when] & (when > 0), home[when], base)
            units.append(base)
        weight = np.where(self._people["woman"], size["tfg_women"], 1.0)
        # who is posted first: the smallest waiting time, so that each is as likely as their weight
        armed = -np.log1p(-draw.share(n)) / np.where(weight > 0, weight, 1e-9)
        protecting = draw.share(n)
        self.units = np.column_stack(units)
        posted = np.full(n, "", dtype=object)
        for when, day in enumerate(SNAPSHOT_DAYS):
            able = officer & self.in_post(day) & ~self.on_break(day) & (self.secondment[:, when] == "none")
            able &= np.isin(self.rank_on(np.full(n, day)), ["Constable", "Sergeant", "Inspector"])
            able &= (day - self._people["start"].to_numpy() > A_YEAR) | (posted != "")
            posted = np.where(able & ~((posted != "") & moves[:, when]), posted, "")
            for team, posts, order in (("TFG", TFG, armed), ("PPU", PPU, protecting)):
                wanted = round(posts[when] * self._scale) - int((posted == team).sum())
                free = np.nonzero(able & (posted == ""))[0]
                chosen = free[np.argsort(order[free], kind="stable")][: max(wanted, 0)]
                posted[chosen] = team
            self.units[:, when] = np.where(posted != "", posted, self.units[:, when])

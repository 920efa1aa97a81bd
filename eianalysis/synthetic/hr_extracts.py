"""The tables an HR system would give out: snapshots, joiners, leavers and cases, under the names of ``schema``."""

from __future__ import annotations

import numpy as np
import pandas as pd

from eianalysis.synthetic.days import A_YEAR, AS_AT, CASES_FROM, END, NEVER, SNAPSHOT_DAYS, dates, slot
from eianalysis.synthetic.draws import Draws
from eianalysis.synthetic.posts import DIRECTORATE, Posts

_DECLARED = ("ethnicity_code", "sex", "disability", "religion", "sexual_orientation", "gender_reassignment", "marital")
_THEMES = {
    "VR": {"career change": 20, "work-life balance": 18, "leadership": 12, "progression": 13, "pay": 14, "relocation": 9, "health": 4, "not given": 10},
    "TR": {"relocation": 35, "specialist role": 20, "progression": 20, "leadership": 10, "not given": 15},
    "NR": {"retirement": 1},
    "ER": {"retirement": 1},
    "MR": {"health": 1},
    "CB": {"caring": 45, "travel": 25, "not given": 30},
}
_PLANNED = {"VR": 0.55, "TR": 0.85, "NR": 0.96, "ER": 0.9, "MR": 0.6, "CT": 0.8, "CB": 0.95}


def yes_no(flags: np.ndarray) -> np.ndarray:
    return np.where(np.asarray(flags, bool), "Y", "N").astype(object)


class HrSystem:
    """Everything the tables are made from; each method gives one table."""

    def __init__(self, seed: int, people: pd.DataFrame, posts: Posts, exit_day: np.ndarray, cause: np.ndarray, break_from: np.ndarray, break_to: np.ndarray):
        self._seed, self._people, self._posts = seed, people, posts
        self._exit, self._cause, self._break_from, self._break_to = exit_day, cause, break_from, break_to
        self._ref = people["ref"].to_numpy()
        draw = Draws(seed, "working lives")
        n, kind = len(people), people["worker_type"].to_numpy()
        woman = people["woman"].to_numpy()
        part = draw.yes(n, np.where(woman, 0.17, 0.03))
        flexible = draw.one_of(n, {"full": 82, "flexible formal": 10, "flexible informal": 8})
        unpaid = np.isin(kind, ["special", "volunteer"])
        self._pattern = np.where(unpaid, "part", np.where(part, "part", flexible))
        hours = draw.one_of(n, {"0.5": 25, "0.6": 30, "0.8": 45}).astype(float)
        self._fte = np.where(unpaid, 0.0, np.where(part, hours, 1.0))
        fixed = (kind == "staff") & draw.yes(n, 0.08)
        self._contract = np.where(unpaid, "voluntary", np.where(fixed, "fixed term", "permanent"))
        self._site = draw.one_of(n, {"North": 5, "Central": 3, "South": 2})

    def _common(self, who: np.ndarray, day: np.ndarray) -> dict:
        """The common block of columns, as it stands for each of ``who`` on their day."""
        people, unit = self._people.iloc[who], self._posts.unit_on(day, who)
        return {
            "worker_type": people["worker_type"].to_numpy(),
            "rank_grade": self._posts.rank_on(day, who),
            "unit": unit,
            "directorate": pd.Series(unit).map(DIRECTORATE).to_numpy(),
            "age": np.floor((day - people["birth"].to_numpy()) / A_YEAR).astype(int),
            **{column: people[column].to_numpy() for column in _DECLARED},
        }

    def snapshot(self) -> pd.DataFrame:
        """Everyone in post at the end of each 31 March, career breaks and secondments marked."""
        when, who = np.nonzero(np.array([self._posts.in_post(day) for day in SNAPSHOT_DAYS]))
        day, unit = SNAPSHOT_DAYS[when], self._posts.units[who, when]
        frame = pd.DataFrame(
            {
                "person_ref": self._ref[who],
                "as_at": AS_AT[when].astype("datetime64[s]"),
                **self._common(who, day),
                "fte": self._fte[who],
                "contract": self._contract[who],
                "working_pattern": self._pattern[who],
                "service_start": dates(self._people["start"].to_numpy()[who]),
                "secondment_status": self._posts.secondment[who, when],
                "career_break": yes_no((self._break_from[who] <= day) & (day < self._break_to[who])),
                "specialist_flag": np.where(np.isin(unit, ["TFG", "PPU"]), unit, ""),
                "temp_rank": yes_no(self._posts.temp_rank[who, when]),
                "acting": yes_no(self._posts.acting[who, when]),
                "location": self._site[who],
            }
        )
        return frame.sort_values(["as_at", "person_ref"], ignore_index=True)

    def joiners(self) -> pd.DataFrame:
        """Everyone who started after the first snapshot."""
        draw, n = Draws(self._seed, "joining"), len(self._people)
        start = self._people["start"].to_numpy()
        buddy, settled = draw.share(n) < 0.30 + 0.08 * slot(start), draw.share(n) < 0.70 + 0.04 * slot(start)
        who = np.nonzero(self._people["joiner"].to_numpy())[0]
        frame = pd.DataFrame(
            {
                "person_ref": self._ref[who],
                "start_date": dates(start[who]),
                **self._common(who, start[who]),
                "route": self._people["route"].to_numpy()[who],
                "prior_service": yes_no(np.isin(self._people["route"].to_numpy()[who], ["transferee", "rejoiner"])),
                "buddy_allocated": yes_no(buddy[who]),
                "onboarding_done": yes_no(settled[who]),
            }
        )
        return frame.sort_values(["start_date", "person_ref"], ignore_index=True)

    def leavers(self) -> pd.DataFrame:
        """Everyone who left, and those who began a career break (``CB``), who have not left."""
        draw, n = Draws(self._seed, "reasons"), len(self._people)
        theme, planned = draw.one_of_by(self._cause, _THEMES), draw.share(n)
        unknown = (draw.share(n) < 0.012) & np.isin(self._cause, ["VR", "TR", "OT"])  # HR did not record how
        pause = draw.one_of(n, _THEMES["CB"])
        gone, paused = np.nonzero(self._exit <= END)[0], np.nonzero(self._break_from < NEVER)[0]
        who, day = np.append(gone, paused), np.append(self._exit[gone], self._break_from[paused])
        code = np.append(np.where(unknown, "UK", self._cause)[gone], np.full(len(paused), "CB", dtype=object))
        likely = pd.Series(code).map(_PLANNED).fillna(0).to_numpy()
        frame = pd.DataFrame(
            {
                "person_ref": self._ref[who],
                "leave_date": dates(day),
                "service_start": dates(self._people["start"].to_numpy()[who]),
                **self._common(who, day),
                "leaver_type": code,
                "reason_theme": np.where(code == "UK", "", np.append(theme[gone], pause[paused])),
                "planned": yes_no(planned[who] < likely),
            }
        )
        before = np.where(code == "CB", day, day - 1)  # who leaves on the day of a snapshot does not change units on it
        frame["unit"] = self._posts.unit_on(before, who)
        frame["directorate"] = frame["unit"].map(DIRECTORATE)
        frame["unit_at_leaving"] = frame["unit"]
        return frame.sort_values(["leave_date", "person_ref"], ignore_index=True)

    def misconduct(self, cases: pd.DataFrame) -> pd.DataFrame:
        """Allegations received from 1 January 2018; what was decided after the last day is not yet known."""
        cases = cases[cases["received"] >= CASES_FROM].sort_values(["received", "case"], kind="stable")
        number = pd.factorize(cases["case"])[0] + 1
        who, received = cases["person"].to_numpy(), cases["received"].to_numpy()
        open_ = (cases["finalised"] > END).to_numpy()
        frame = pd.DataFrame(
            {
                "case_ref": [f"C{each:04d}" for each in number],
                "person_ref": self._ref[who],
                "source": cases["source"].to_numpy(),
                "received": dates(received),
                "finalised": dates(np.where(open_, NEVER, cases["finalised"])),
                **self._common(who, received),
                "allegation_type": cases["allegation_type"].to_numpy(),
                "discrimination_flag": yes_no(cases["discrimination"]),
                "sexual_or_da_flag": yes_no(cases["sexual_or_da"]),
                "severity": cases["severity"].to_numpy(),
            }
        )
        for column in ("case_to_answer", "proceeding", "finding", "outcome"):
            decided = cases[column].to_numpy()
            frame[column] = np.where(open_, "", yes_no(decided) if column == "case_to_answer" else decided)
        return frame

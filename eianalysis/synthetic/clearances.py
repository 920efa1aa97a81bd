"""Vetting: the clearances of candidates, as their applications say, and of people in the force, with their renewals."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from eianalysis.synthetic.applications import APPEAL_SUCCEEDS, APPEALS, REFUSED
from eianalysis.synthetic.days import END, NEVER, ORIGIN, YEAR_STARTS, dates
from eianalysis.synthetic.draws import Draws

#: Years a clearance lasts; a refusal at renewal is rare, and the same for everybody, as is what befalls a White person's clearance.
LASTS = {"RV": 10, "MV": 7, "NPPV": 7}
RENEWED_LATE, REFUSED_AT_RENEWAL, TAKEN_AWAY = 0.06, 0.012, 0.006
_REASONS = {"non-disclosure": 42, "associations": 22, "criminality": 16, "finance": 13, "other": 7}
_PERSON = (
    "worker_type",
    "rank_grade",
    "unit",
    "directorate",
    "age",
    "ethnicity_code",
    "sex",
    "disability",
    "religion",
    "sexual_orientation",
    "gender_reassignment",
    "marital",
)
_A_YEAR = 365.25


def vetting(seed: int, applied: pd.DataFrame, snapshot: pd.DataFrame, size: Mapping[str, float]) -> pd.DataFrame:
    """One row a decision on a clearance: of candidates since April 2020, and the latest one of everybody in post."""
    draw = Draws(seed, "vetting")
    people = _of_people(draw, snapshot, size)
    people = people[~people["person_ref"].isin(applied["_person"])]  # theirs is the one they were vetted for as candidates
    frame = pd.concat([_of_candidates(draw, applied, size), people], ignore_index=True)
    frame = frame.sort_values(["requested_on", "person_ref", "application_ref"], kind="stable", ignore_index=True)
    frame.insert(0, "vetting_ref", [f"V{number + 1:05d}" for number in draw.order(len(frame))])
    return frame


def _of_candidates(draw: Draws, applied: pd.DataFrame, size: Mapping[str, float]) -> pd.DataFrame:
    """Who failed vetting was refused; of those who passed, some were refused at first and cleared on appeal."""
    rows = applied[applied["vetting"].isin(["pass", "fail", "withdrawn", "pending"])].reset_index(drop=True)
    n, result = len(rows), rows["vetting"].to_numpy()
    refused = REFUSED * np.where(rows["_five"] != "White", size["vetting_refusal_ethnic_minorities"], 1.0)
    won = refused * APPEALS * APPEAL_SUCCEEDS
    appealed_and_won = (result == "pass") & draw.yes(n, won / (1 - refused + won))
    lost = (result == "fail") & draw.yes(n, APPEALS * (1 - APPEAL_SUCCEEDS) / (1 - APPEALS * APPEAL_SUCCEEDS))
    first = np.select(
        [appealed_and_won, result == "pass", result == "fail", result == "withdrawn"], ["refused", "cleared", "refused", "withdrawn"], "pending"
    ).astype(object)
    applied_day = (rows["applied_on"].to_numpy().astype("datetime64[D]") - ORIGIN).astype(int)
    closed = (rows["closed_on"].fillna(pd.Timestamp(ORIGIN + END)).to_numpy().astype("datetime64[D]") - ORIGIN).astype(int)
    asked = applied_day + np.floor(np.maximum(closed - applied_day, 2) * 0.6).astype(int)
    decided = np.minimum(asked + draw.whole(n, 15, 60), np.maximum(closed, asked))
    level = np.where(rows["worker_type"] == "officer", "RV", "NPPV")
    runs_out = decided + np.array([LASTS[each] for each in level]) * 365
    cleared = (first == "cleared") | appealed_and_won
    appeal = np.select([appealed_and_won, lost, first == "refused"], ["cleared", "refused", "none"], "").astype(object)
    return pd.DataFrame(
        {
            "application_ref": rows["application_ref"],
            "person_ref": rows["_person"],
            "purpose": "recruitment",
            "level": level,
            "requested_on": dates(asked),
            "decided_on": dates(np.where(first == "pending", NEVER, decided)),
            "worker_type": rows["worker_type"],
            "rank_grade": "",
            "unit": "",
            "directorate": "",
            **{name: rows[name] for name in (*_PERSON[4:], "maternity")},
            "decision": first,
            "refusal_reason": np.where(first == "refused", draw.one_of(n, _REASONS), ""),
            "appeal": appeal,
            "expires": dates(np.where(cleared, runs_out, NEVER)),
            "removed_on": dates(np.full(n, NEVER)),
        }
    )


def _of_people(draw: Draws, snapshot: pd.DataFrame, size: Mapping[str, float]) -> pd.DataFrame:
    """The latest clearance of each officer and member of staff in post at the end, and the renewals asked for lately."""
    end = snapshot[(snapshot["as_at"] == snapshot["as_at"].max()) & snapshot["worker_type"].isin(["officer", "staff", "pcso"])]
    rows = end.reset_index(drop=True)
    n = len(rows)
    senior = rows["rank_grade"].isin(
        ["Chief Inspector", "Superintendent", "Chief Superintendent", "Commander", "Assistant Commissioner", "Commissioner"]
    ) | rows["unit"].isin(["PPU", "Intelligence"])
    level = np.where(senior, "MV", np.where(rows["worker_type"] == "officer", "RV", "NPPV"))
    lasts = np.array([LASTS[each] for each in level])
    start = (rows["service_start"].to_numpy().astype("datetime64[D]") - ORIGIN).astype(int)
    served = (END - start) / _A_YEAR
    rounds = np.floor(served / lasts)  # renewals that have fallen due
    minority = (~rows["ethnicity_code"].str.startswith("W") & ~rows["ethnicity_code"].isin(["NS", "P", "U"])).to_numpy()
    late = draw.yes(n, RENEWED_LATE * np.where(minority, size["clearance_late_ethnic_minorities"], 1)) & (rounds > 0)
    rounds = np.maximum(rounds - late, 0)
    given = start - 30 + np.floor(rounds * lasts * _A_YEAR).astype(int)
    renewal = rounds > 0
    refused = renewal & draw.yes(n, REFUSED_AT_RENEWAL) & (given > YEAR_STARTS[3])
    taken = ~refused & draw.yes(n, TAKEN_AWAY * np.where(minority, size["clearance_removed_ethnic_minorities"], 1))
    away = np.minimum(given + draw.whole(n, 200, 2000), END)
    return pd.DataFrame(
        {
            "application_ref": "",
            "person_ref": rows["person_ref"],
            "purpose": np.where(renewal, np.where(senior, "change", "renewal"), "recruitment"),
            "level": level,
            "requested_on": (ORIGIN + given - draw.whole(n, 20, 90)).astype("datetime64[s]"),
            "decided_on": dates(given),
            **{name: rows[name] for name in _PERSON},
            "maternity": "",
            "decision": np.where(refused, "refused", "cleared"),
            "refusal_reason": np.where(refused, draw.one_of(n, _REASONS), ""),
            "appeal": np.where(refused, np.where(draw.yes(n, 0.5), "refused", "pending"), ""),
            "expires": dates(np.where(refused, NEVER, given + np.floor(lasts * _A_YEAR).astype(int))),
            "removed_on": dates(np.where(taken, away, NEVER)),
        }
    )

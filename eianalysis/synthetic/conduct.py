"""Misconduct cases: who is complained about, how each allegation is assessed and decided, and who is dismissed."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from eianalysis.synthetic.days import A_YEAR, END, NEVER, YEARS, YEAR_STARTS
from eianalysis.synthetic.draws import Draws
from eianalysis.synthetic.leaving import CAUSES, hazards

#: Cases a year for each White male officer.
CASE_RATE = 0.115
#: Chance of a case to answer of an allegation assessed as misconduct or gross misconduct.
CASE_TO_ANSWER = 0.45
PROVEN = 0.75
#: Chance of dismissal once gross misconduct is proven.
DISMISSAL = 0.40
#: How often one case holds one, two or three allegations.
ALLEGATIONS = {"1": 72, "2": 20, "3": 8}

_SEVERITY = {"gross misconduct": 13, "misconduct": 42, "practice requires improvement": 20, "none": 25}
_TYPES = {
    "Duties and responsibilities": 24,
    "Discreditable conduct": 20,
    "Authority, respect and courtesy": 17,
    "Use of force": 10,
    "Confidentiality": 8,
    "Honesty and integrity": 8,
    "Orders and instructions": 6,
    "Equality and diversity": 5,
    "Fitness for work": 1,
    "Challenging and reporting improper conduct": 1,
}
_SOURCES = {"public complaint": 46, "conduct": 42, "recordable conduct": 12}


def make_cases(seed: int, people: pd.DataFrame, exit_day: np.ndarray, size: Mapping[str, float]) -> pd.DataFrame:
    """One row an allegation: ``person`` (row of ``people``), ``case``, days, stages. Officers only.

    Received while the officer is in post, going by the other ways of leaving. ``dismissed_on`` is the day a dismissal
    would take effect; ``settle`` then says which were in time.
    """
    draw = Draws(seed, "cases")
    n = len(people)
    rate = (
        CASE_RATE
        * people["five"].map({"White": 1.0, **{five: size[f"allegation_{five.lower()}"] for five in ("Asian", "Black", "Mixed", "Other")}}).to_numpy()
        * np.where(people["woman"], size["allegation_women"], 1)
    )
    happens = draw.share(n, YEARS) < rate[:, None]
    length = np.diff(np.append(YEAR_STARTS, END + 1))
    received = YEAR_STARTS + np.floor(draw.share(n, YEARS) * length).astype(int)
    happens &= (people["worker_type"] == "officer").to_numpy()[:, None]
    happens &= (received > people["start"].to_numpy()[:, None]) & (received < exit_day[:, None])
    person, year = np.nonzero(happens)
    cases = pd.DataFrame({"person": person, "received": received[person, year]})
    cases["source"] = draw.one_of(len(cases), _SOURCES)
    cases["lasts"] = draw.whole(len(cases), 25, 330)
    how_many = draw.one_of(len(cases), ALLEGATIONS).astype(int)
    rows = cases.loc[np.repeat(np.arange(len(cases)), how_many)].rename_axis("case").reset_index()
    return _decide(draw, rows, (people["five"] != "White").to_numpy(), size)


def _decide(draw: Draws, rows: pd.DataFrame, minority: np.ndarray, size: Mapping[str, float]) -> pd.DataFrame:
    """Severity, case to answer, proceeding, finding and outcome of each allegation."""
    n, minority = len(rows), minority[rows["person"]]
    rows["allegation_type"] = draw.one_of(n, _TYPES)
    rows["discrimination"] = (rows["allegation_type"] == "Equality and diversity") | draw.yes(n, 0.02)
    rows["sexual_or_da"] = draw.yes(n, np.where(rows["allegation_type"] == "Discreditable conduct", 0.2, 0.01))
    severity = rows["severity"] = draw.one_of(n, _SEVERITY)
    gross, lesser = severity == "gross misconduct", severity == "misconduct"
    chance = CASE_TO_ANSWER * np.where(minority, size["case_to_answer_ethnic_minorities"], 1)
    answer = (gross | lesser) & draw.yes(n, chance)
    case = rows["case"].to_numpy()
    heard = np.bincount(case, weights=gross & answer, minlength=case.max(initial=0) + 1)[case] > 0
    quick = (draw.yes(case.max(initial=0) + 1, 0.12))[case]
    proceeding = np.where(~answer, "none", np.where(~heard, "meeting", np.where(quick, "accelerated", "hearing")))
    proven = answer & draw.yes(n, PROVEN)
    chance = DISMISSAL * np.where(minority, size["dismissal_ethnic_minorities"], 1)
    dismissed = gross & proven & draw.yes(n, chance)
    sanction = np.where(
        gross, draw.one_of(n, {"final warning": 65, "warning": 35}), draw.one_of(n, {"final warning": 15, "warning": 55, "reflective practice": 30})
    )
    reflective = (severity == "practice requires improvement") & draw.yes(n, 0.8)
    rows["outcome"] = np.select([dismissed, proven, reflective], ["dismissal", sanction, "reflective practice"], "none")
    rows["case_to_answer"], rows["proceeding"] = answer, proceeding
    rows["finding"] = np.select([proven, answer], ["proven", "not proven"], "none")
    slow = np.bincount(case, weights=gross, minlength=case.max(initial=0) + 1)[case] > 0
    rows["finalised"] = rows["received"] + rows["lasts"] * np.where(slow, 1.6, 1).astype(float)
    rows["finalised"] = np.floor(rows["finalised"]).astype(int)
    rows["dismissed_on"] = np.where(dismissed, rows["finalised"], NEVER)
    return rows


def resign_with_case_open(
    seed: int, people: pd.DataFrame, cases: pd.DataFrame, exit_day: np.ndarray, cause: np.ndarray, size: Mapping[str, float]
) -> tuple[np.ndarray, np.ndarray]:
    """Days and causes of leaving, were the hazard of resignation ``resignation_case_open`` times as large while a case is open.

    Above 1, some resign in that time who would have left later or not at all; below 1, some who would have resigned stay until the case
    is closed. A stream of its own: at 1 nobody's day moves.
    """
    times, draw = size["resignation_case_open"], Draws(seed, "resigning with a case open")
    exit_day, cause = exit_day.copy(), cause.copy()
    each = cases.groupby("case").agg({"person": "first", "received": "first", "finalised": "max"})
    wait, stays = -np.log1p(-draw.share(len(each))), draw.share(len(each)) >= times
    for (person, received, closed), waits, waited in zip(each.sort_values(["received", "person"]).to_numpy(int), wait, stays, strict=True):
        if not received < exit_day[person]:
            continue
        if times > 1:
            own = hazards(people.iloc[[person]], np.array([received]), size)[0, CAUSES.index("VR")] * (times - 1)
            day = received + int(np.ceil(waits / own * A_YEAR)) if own else NEVER
            if day < min(closed, exit_day[person], END):
                exit_day[person], cause[person] = day, "VR"
        elif waited and cause[person] == "VR" and exit_day[person] < closed:
            exit_day[person], cause[person] = (closed, "VR") if closed <= END else (NEVER, "")
    return exit_day, cause


def settle(cases: pd.DataFrame, exit_day: np.ndarray, cause: np.ndarray):
    """Put dismissals and the other ways of leaving together: whichever comes first is how the person left.

    Returns the cases (received in post; 'would have been dismissed' where the person had gone), and the final days and
    causes of leaving.
    """
    dismissed = np.full(len(exit_day), NEVER)
    np.minimum.at(dismissed, cases["person"].to_numpy(), cases["dismissed_on"].to_numpy())
    in_time = (dismissed < exit_day) & (dismissed <= END)
    exit_day, cause = np.where(in_time, dismissed, exit_day), np.where(in_time, "DI", cause)
    cases = cases[cases["received"].to_numpy() < exit_day[cases["person"].to_numpy()]].copy()
    late = (cases["outcome"] == "dismissal") & (cases["finalised"].to_numpy() > exit_day[cases["person"].to_numpy()])
    cases["outcome"] = cases["outcome"].mask(late, "would have been dismissed")
    return cases, exit_day, cause

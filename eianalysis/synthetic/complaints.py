"""Grievances of people at work and complaints of the public, made from the snapshots, each its own chance.

Made last and from streams of their own, so that the people, posts and leavings of the force stay what they are.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from eianalysis.synthetic.conversations import _COMMON, _days, _flag, LAST
from eianalysis.synthetic.draws import Draws

#: Grievances a year for each man at work, and complaints a year for each male officer.
GRIEVANCE_RATE, COMPLAINT_RATE = 0.030, 0.19
#: Chance that a complainant's ethnicity is blank where the complaint did not come by the online form.
BLANK = 0.60
#: Chance that a decided complaint that does not allege discrimination ends for the complainant.
RIGHT = 0.30

_ABOUT = {"bullying": 22, "discrimination": 9, "relationships": 18, "flexible working": 13, "selection": 14, "pay": 8, "management": 12, "other": 4}
_GRIEVANCE_ENDS = {"upheld": 12, "partly upheld": 14, "not upheld": 36, "resolved": 26, "withdrawn": 12}
_ABOUT_RANK = {"Sergeant": 38, "Inspecting ranks": 26, "Middle staff grades": 18, "Superintending ranks": 8, "": 10}
_KINDS = {
    "service": 40,
    "powers": 20,
    "behaviour": 16,
    "information": 6,
    "property": 5,
    "vehicles": 2,
    "corruption": 2,
    "discreditable": 2,
    "sexual": 1,
    "other": 6,
}
_FACTORS = {"none": 55, "arrest": 14, "road": 10, "force": 8, "custody": 6, "search": 4, "protest": 3}
_WHO = {"White": 55, "Asian": 18, "Black": 15, "Mixed": 5, "Other": 7}
_BAND = {"Under 26": 16, "26 to 40": 42, "41 to 55": 29, "Over 55": 13}
_SETTLED = {"resolved": 70, "withdrawn": 10, "": 20}


def _in_post(rows: pd.DataFrame, day: np.ndarray, leavers: pd.DataFrame) -> np.ndarray:
    """Whether each person is still there on their day, and the day is not after the end."""
    gone = rows["person_ref"].map(leavers[leavers["leaver_type"] != "CB"].groupby("person_ref")["leave_date"].max())
    return (_days(gone.fillna(pd.Timestamp("2100-01-01"))) > day) & (day <= LAST)


def grievances(seed: int, snapshot: pd.DataFrame, leavers: pd.DataFrame, size: Mapping[str, float]) -> pd.DataFrame:
    """Grievances lodged from 1 April 2018 by officers, staff and PCSOs; how long one takes depends on nothing but chance.

    A disabled person's grievance is closed at ``grievance_closing_disabled`` times the hazard.
    """
    rows = snapshot[(snapshot["as_at"] >= "2018-03-31") & snapshot["worker_type"].isin(["officer", "staff", "pcso"])]
    draw, n = Draws(seed, "grievances 2"), len(rows)
    lodged = _days(rows["as_at"]) + draw.whole(n, 1, 365)
    chance = GRIEVANCE_RATE * np.where(rows["sex"].eq("F"), size["grievance_women"], 1)
    chosen = draw.yes(n, chance) & _in_post(rows, lodged, leavers)
    rows, lodged = rows[chosen].reset_index(drop=True), lodged[chosen]
    n = len(rows)
    slow = np.where(rows["disability"].eq("Y"), 1 / max(size["grievance_closing_disabled"], 0.05), 1)
    lasts = 10 + np.floor(-np.log(1 - draw.share(n)) * 110 * slow).astype(int)
    closed = lodged + lasts
    done = closed <= LAST
    minority = ~rows["ethnicity_code"].str.startswith("W") & ~rows["ethnicity_code"].isin(["NS", "P", "U"])
    upheld = draw.yes(n, 0.26 * np.where(minority, size["grievance_upheld_ethnic_minorities"], 1))
    other = {end: weight for end, weight in _GRIEVANCE_ENDS.items() if "upheld" not in end or end == "not upheld"}
    ends = np.where(upheld, draw.one_of(n, {"upheld": 12, "partly upheld": 14}), draw.one_of(n, other))
    stage = draw.one_of(n, {"informal": 45, "formal": 47, "appeal": 8})
    claim = draw.yes(n, 0.06)
    frame = pd.DataFrame(
        {
            "person_ref": rows["person_ref"],
            "lodged": lodged.astype("datetime64[s]"),
            "closed": np.where(done, closed, np.datetime64("NaT")).astype("datetime64[s]"),
            **{name: rows[name] for name in _COMMON},
            "category": draw.one_of(n, _ABOUT),
            "stage": stage,
            "mediation": _flag((ends == "resolved") | draw.yes(n, 0.10)),
            "outcome": np.where(done, ends, ""),
            "about_rank_band": draw.one_of(n, _ABOUT_RANK),
            "tribunal": np.where(claim, np.where(done & draw.yes(n, 0.5), "closed", "live"), "none"),
        }
    ).sort_values(["lodged", "person_ref"], ignore_index=True)
    frame.insert(0, "grievance_ref", [f"G{number:04d}" for number in range(1, n + 1)])
    return frame


def complaints(seed: int, snapshot: pd.DataFrame, leavers: pd.DataFrame, size: Mapping[str, float]) -> pd.DataFrame:
    """Complaints logged from 1 April 2018, four in five about a known officer; characteristics are often blank."""
    officers = snapshot[(snapshot["as_at"] >= "2018-03-31") & (snapshot["worker_type"] == "officer")]
    draw, n = Draws(seed, "dissatisfaction"), len(officers)
    logged = _days(officers["as_at"]) + draw.whole(n, 1, 365)
    black = officers["ethnicity_code"].str.startswith("B")
    chance = COMPLAINT_RATE * np.where(officers["sex"].eq("F"), size["complaint_women_officers"], 1)
    chosen = draw.yes(n, chance * np.where(black, size["complaint_black_officers"], 1)) & _in_post(officers, logged, leavers)
    known = pd.DataFrame({"person_ref": officers["person_ref"].to_numpy()[chosen], "logged": logged[chosen]})
    nobody = pd.DataFrame({"person_ref": "", "logged": draw.whole(len(known) // 4, 1, 365 * 5) + np.datetime64("2018-03-31", "D")})
    rows = pd.concat([known, nobody], ignore_index=True)
    return _handled(draw, rows, size)


def _handled(draw: Draws, rows: pd.DataFrame, size: Mapping[str, float]) -> pd.DataFrame:
    """Who complained, of what, by which way, and what came of it."""
    n, logged = len(rows), rows["logged"].to_numpy().astype("datetime64[D]")
    channel = draw.one_of(n, {"online": 46, "telephone": 20, "written": 24, "in person": 10})
    blank = BLANK * np.where(channel == "online", size["complaint_blank_online"], 1)
    unsaid = np.where(draw.yes(n, 0.2), "Prefer not to say", "")
    who = draw.one_of(n, _WHO)
    unfair = draw.yes(n, 0.09)
    right = RIGHT * np.where(unfair, size["complaint_upheld_discrimination"], 1)
    right = draw.yes(n, right * np.where(who != "White", size["complaint_upheld_ethnic_minorities"], 1))
    decided = np.where(
        right, np.where(draw.yes(n, 0.15), "case to answer", "not acceptable"), draw.one_of(n, {"acceptable": 76, "no case to answer": 16, "not determined": 8})
    )
    settled = draw.one_of(n, _SETTLED)
    outcome = np.where(draw.yes(n, 0.45) & (settled != ""), settled, decided)
    finalised = logged + draw.whole(n, 12, 260)
    done = finalised <= LAST
    found = np.isin(outcome, ["case to answer", "not acceptable"])
    action = np.where(
        outcome == "case to answer",
        draw.one_of(n, {"proceedings": 45, "reflective practice": 55}),
        np.where(
            found,
            draw.one_of(n, {"apology": 35, "learning": 40, "reflective practice": 20, "none": 5}),
            np.where(outcome == "resolved", draw.one_of(n, {"apology": 65, "none": 35}), "none"),
        ),
    )
    frame = pd.DataFrame(
        {
            "complainant_ref": "1",
            "person_ref": rows["person_ref"],
            "logged": logged.astype("datetime64[s]"),
            "finalised": np.where(done, finalised, np.datetime64("NaT")).astype("datetime64[s]"),
            "channel": channel,
            "category": np.where(unfair, "discrimination", draw.one_of(n, _KINDS)),
            "discrimination_flag": _flag(unfair),
            "factor": draw.one_of(n, _FACTORS),
            "complainant_ethnicity": np.where(draw.yes(n, blank), unsaid, who),
            "complainant_sex": np.where(draw.yes(n, 0.09), "", draw.one_of(n, {"M": 60, "F": 40})),
            "complainant_age_band": np.where(draw.yes(n, 0.34), "", draw.one_of(n, _BAND)),
            "complainant_disability": np.where(draw.yes(n, 0.66), "", draw.one_of(n, {"N": 80, "Y": 20})),
            "outcome": np.where(done, outcome, ""),
            "action": np.where(done, action, ""),
        }
    ).sort_values(["logged", "person_ref"], kind="stable", ignore_index=True)
    frame.insert(0, "complaint_ref", [f"K{number:04d}" for number in range(1, n + 1)])
    return frame

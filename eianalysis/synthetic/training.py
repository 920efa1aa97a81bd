"""Training: who was on a course's list, who was eligible and available, who attended; and the first aiders."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from eianalysis.synthetic.days import END, ORIGIN
from eianalysis.synthetic.draws import Draws

INCLUSIVITY = "Our People: Inclusivity Programme"
FIRST_AID = "Mental health first aid"
_LEADERS = ("Sergeant", "Inspector", "Chief Inspector", "Superintendent", "Chief Superintendent", "E", "F", "G", "H", "I", "J", "SMG")
#: Course -> (first and last day of its sessions, share of those available who attend, whether it is mandatory).
COURSES = {
    INCLUSIVITY: ("2022-10-03", "2023-03-24", 0.86, True),
    "Adultification": ("2021-06-01", "2022-03-25", 0.91, True),
    "Inclusive leadership": ("2022-04-04", "2023-03-24", 0.58, False),
    "Unconscious bias for selection panels": ("2021-09-06", "2023-03-24", 0.74, True),
    "Police staff and officer terms for managers": ("2022-05-02", "2023-03-24", 0.41, True),
}
_REASONS = {"long-term absence": 34, "family leave": 22, "travel": 20, "duty": 16, "other": 8}
_LAST = ORIGIN + END


def training(seed: int, snapshot: pd.DataFrame, size: Mapping[str, float]) -> pd.DataFrame:
    """One row a person and session of a course, or a person on the list and no session."""
    now = snapshot[(snapshot["as_at"] == str(_LAST)) & snapshot["worker_type"].isin(["officer", "staff", "pcso"])]
    now = now.reset_index(drop=True)
    rank = now["rank_grade"]
    for_whom = {
        INCLUSIVITY: pd.Series(True, index=now.index),
        "Adultification": now["worker_type"].isin(["officer", "pcso"]),
        "Inclusive leadership": rank.isin(_LEADERS),
        "Police staff and officer terms for managers": rank.isin(_LEADERS),
    }
    parts = []
    for course, (first, last, chance, mandatory) in COURSES.items():
        draw = Draws(seed, f"course {course}")
        meant = for_whom.get(course)
        eligible = draw.yes(len(now), 0.35) & rank.isin(_LEADERS).to_numpy() if meant is None else meant.to_numpy()
        # a list of everybody, or of those the course is for; on each, a few names are missing
        listed = (eligible | (course == INCLUSIVITY)) & draw.yes(len(now), 0.985)
        parts.append(_course(draw, now, course, eligible, listed, (first, last), chance, mandatory, size))
    return pd.concat([*parts, _aiders(seed, now)], ignore_index=True).sort_values(["course", "session_date", "person_ref"], ignore_index=True)


def _course(draw: Draws, now, course, eligible, listed, days, chance, mandatory, size) -> pd.DataFrame:
    n = len(now)
    away = now["career_break"].eq("Y").to_numpy() | now["secondment_status"].eq("out").to_numpy()
    reason = np.where(now["career_break"].eq("Y"), "career break", np.where(away, "secondment", draw.one_of(n, _REASONS)))
    missing = away | draw.yes(n, 0.05)
    staff, part = now["worker_type"].eq("staff").to_numpy(), now["working_pattern"].eq("part").to_numpy()
    chance = chance * np.where(staff, size["training_police_staff"], 1) * np.where(part, size["training_part_time"], 1)
    came = ~missing & draw.yes(n, np.minimum(chance, 0.99))
    booked = ~came & draw.yes(n, 0.4)
    status = np.select([came, missing, booked], ["attended", "not available", "booked"], "not booked")
    first, last = (np.datetime64(day, "D") for day in days)
    day = draw.whole(n, 0, int((last - first).astype(int))) + first
    joined = now["service_start"].to_numpy().astype("datetime64[D]")
    day = np.minimum(np.maximum(day, joined + 14), _LAST)
    session = np.where(came | booked, day, np.datetime64("NaT")).astype("datetime64[s]")
    blank = draw.yes(n, 0.02) & ~came  # nobody recorded whether the person could
    frame = pd.DataFrame(
        {
            "person_ref": now["person_ref"],
            "course": course,
            "session_date": session,
            "status": status,
            "eligible": np.where(eligible, "Y", "N"),
            "available": np.where(blank & ~missing, "", np.where(missing, "N", "Y")),
            "unavailable_reason": np.where(missing, reason, ""),
            "mandatory": "Y" if mandatory else "N",
            "mode": "in a room",
            "expires": np.full(n, np.datetime64("NaT"), "datetime64[s]"),
        }
    )
    return frame[listed]


def _aiders(seed: int, now: pd.DataFrame) -> pd.DataFrame:
    """People trained in mental health first aid; a certificate holds three years, and a few have run out."""
    draw, n = Draws(seed, "first aiders"), len(now)
    chosen = np.sort(draw.order(n)[: max(round(66 * n / 1330), 3)])
    who, count = now.iloc[chosen].reset_index(drop=True), len(chosen)
    first = np.datetime64("2019-06-03", "D")
    early = draw.yes(count, 0.12)
    day = np.where(early, draw.whole(count, 0, 200), draw.whole(count, 850, 1330)) + first
    came = draw.yes(count, 0.9)
    expires = np.where(came, day + 1096, np.datetime64("NaT")).astype("datetime64[s]")
    return pd.DataFrame(
        {
            "person_ref": who["person_ref"],
            "course": FIRST_AID,
            "session_date": day.astype("datetime64[s]"),
            "status": np.where(came, "attended", "booked"),
            "eligible": "Y",
            "available": "Y",
            "unavailable_reason": "",
            "mandatory": "N",
            "mode": "in a room",
            "expires": expires,
        }
    )

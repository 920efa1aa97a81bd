"""Exit and stay interviews, family leave and contacts with leavers: made from the other tables, each its own chance.

Made last and from streams of their own, so that the people, posts and leavings of the force stay what they are.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from eianalysis.synthetic.days import END, ORIGIN
from eianalysis.synthetic.draws import Draws
from eianalysis.vocabulary import LEAVER_FAMILY

_COMMON = (
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
LAST = ORIGIN + END
OFFERED, TAKEN, RETIRED_TAKE = 0.78, 0.72, 0.35
_WHO = {"HR": 45, "line manager": 35, "network": 12, "other": 8}
_MODE = {"in person": 45, "call": 35, "form": 20}
_REASONS = {
    "voluntary": {"career change": 16, "work-life balance": 19, "leadership": 13, "progression": 15, "pay": 14, "culture": 7, "workload": 9, "relocation": 7},
    "transfer": {"relocation": 30, "progression": 34, "leadership": 12, "work-life balance": 14, "other": 10},
    "retirement": {"retirement": 82, "work-life balance": 8, "health": 10},
    "other": {"other": 70, "health": 30},
    "involuntary": {"other": 100},
}
_STAY = {"progression": 30, "work-life balance": 24, "leadership": 18, "pay": 16, "workload": 12}
_SAID = "SYNTHETIC free text that must never be shown"


def _days(values: pd.Series) -> np.ndarray:
    return values.to_numpy().astype("datetime64[D]")


def _flag(values: np.ndarray) -> np.ndarray:
    return np.where(values, "Y", "N").astype(object)


def exit_interviews(seed: int, leavers: pd.DataFrame, size: Mapping[str, float]) -> pd.DataFrame:
    """One row a departure of the last four years: offered, completed or refused, and the theme if completed."""
    gone = leavers[
        (leavers["leaver_type"] != "CB") & (leavers["leave_date"] >= "2019-04-01") & leavers["worker_type"].isin(["officer", "staff", "pcso"])
    ].reset_index(drop=True)
    draw, n = Draws(seed, "exit interviews"), len(gone)
    family = gone["leaver_type"].map(LEAVER_FAMILY).fillna("other").to_numpy()
    woman, planned = gone["sex"].eq("F").to_numpy(), gone["planned"].eq("Y").to_numpy()
    offer = np.where(np.isin(family, ["involuntary"]), 0.2, OFFERED) * np.where(planned, 1, size["exit_offer_unplanned"])
    offered = draw.yes(n, offer * np.where(woman, size["exit_offer_women"], 1))
    completed = offered & draw.yes(n, np.where(family == "retirement", RETIRED_TAKE, TAKEN))
    refused = offered & ~completed & draw.yes(n, 0.85)  # the others were offered one and it has not taken place
    minority = ~gone["ethnicity_code"].str.startswith("W") & ~gone["ethnicity_code"].isin(["NS", "P", "U"])
    reason, other = draw.one_of_by(family, _REASONS), draw.share(n)
    more = 0.07 * (np.where(minority, size["exit_culture_ethnic_minorities"], 1) - 1) / 0.93  # of the 93% with another reason
    culture = np.isin(family, ["voluntary"]) & (other < more)
    reason = np.where(culture, "culture", reason)
    second = np.where(draw.yes(n, 0.35), draw.one_of_by(family, _REASONS), "")
    return pd.DataFrame(
        {
            "person_ref": gone["person_ref"],
            "leave_date": gone["leave_date"],
            **{name: gone[name] for name in _COMMON},
            "leaver_type": gone["leaver_type"],
            "planned": gone["planned"],
            "offered": _flag(offered),
            "completed": _flag(completed),
            "refused": _flag(refused),
            "interviewer": np.where(offered, draw.one_of(n, _WHO), ""),
            "mode": np.where(completed, draw.one_of(n, _MODE), ""),
            "main_reason": np.where(completed, reason, ""),
            "reason_2": np.where(completed & (second != reason), second, ""),
            "comments": np.where(completed & draw.yes(n, 0.5), _SAID, ""),
            "would_return": np.where(completed, _flag(draw.yes(n, 0.4)), ""),
            "discrimination_mentioned": np.where(completed, _flag(draw.yes(n, np.where(minority, 0.12, 0.04))), ""),
            "stay_interview_before": np.where(completed, _flag(draw.yes(n, 0.15)), ""),
        }
    )


def stay_interviews(seed: int, snapshot: pd.DataFrame, leavers: pd.DataFrame) -> pd.DataFrame:
    """People thought to be considering leaving in the last three years; a conversation changes nothing here."""
    last = leavers.groupby("person_ref")["leave_date"].max()
    rows = snapshot[snapshot["worker_type"].isin(["officer", "staff"]) & snapshot["as_at"].between("2020-03-31", "2022-03-31")]
    draw, n = Draws(seed, "stay interviews"), len(rows)
    raised = _days(rows["as_at"]) + draw.whole(n, 1, 365)
    raised = np.minimum(raised, LAST)
    gone = rows["person_ref"].map(last)
    here = gone.isna().to_numpy() | (_days(gone.fillna(pd.Timestamp("2100-01-01"))) > raised)
    chosen = draw.yes(n, 0.055) & here
    rows, raised = rows[chosen].reset_index(drop=True), raised[chosen]
    n = len(rows)
    offered = draw.yes(n, 0.8)
    completed = offered & draw.yes(n, 0.8)
    frame = pd.DataFrame(
        {
            "person_ref": rows["person_ref"],
            "raised_on": raised.astype("datetime64[s]"),
            **{name: rows[name] for name in _COMMON},
            "offered": _flag(offered),
            "completed": _flag(completed),
            "refused": _flag(offered & ~completed & draw.yes(n, 0.8)),
            "interviewer": np.where(offered, draw.one_of(n, _WHO), ""),
            "mode": np.where(completed, draw.one_of(n, _MODE), ""),
            "main_reason": np.where(completed, draw.one_of(n, _STAY), ""),
            "reason_2": "",
            "comments": np.where(completed & draw.yes(n, 0.5), _SAID, ""),
        }
    )
    return frame.drop_duplicates(["person_ref", "raised_on"]).sort_values(["raised_on", "person_ref"], ignore_index=True)


def family_leave(seed: int, snapshot: pd.DataFrame, leavers: pd.DataFrame, size: Mapping[str, float]) -> pd.DataFrame:
    """Maternity, adoption and shared parental leave; who left before being due back did not return."""
    last = leavers[leavers["leaver_type"] != "CB"].groupby("person_ref")["leave_date"].max()
    rows = snapshot[snapshot["worker_type"].isin(["officer", "staff"]) & (snapshot["age"].astype(int) <= 44)]
    draw, n = Draws(seed, "family leave"), len(rows)
    woman = rows["sex"].eq("F").to_numpy()
    kind = np.where(woman, draw.one_of(n, {"maternity": 92, "adoption": 3, "shared": 5}), draw.one_of(n, {"shared": 85, "adoption": 15}))
    begins = _days(rows["as_at"]) + draw.whole(n, 1, 364)
    length = np.where(kind == "shared", draw.whole(n, 60, 180), draw.whole(n, 180, 366))
    due = begins + length
    gone = _days(rows["person_ref"].map(last).fillna(pd.Timestamp("2100-01-01")))
    chosen = draw.yes(n, np.where(woman, 0.075, 0.012)) & (gone > begins) & (begins <= LAST)
    before = rows["working_pattern"].to_numpy()
    shift = draw.yes(n, np.where(before == "full", size["pattern_change_after_leave"] * 0.2, 0))
    after = np.where(shift, draw.one_of(n, {"part": 70, "flexible formal": 30}), before)
    back = due + draw.whole(n, -20, 30)
    returned = (gone > back) & (back <= LAST) & draw.yes(n, 0.97)
    frame = pd.DataFrame(
        {
            "person_ref": rows["person_ref"].to_numpy(),
            "leave_kind": kind,
            "leave_from": begins.astype("datetime64[s]"),
            "due_back": due.astype("datetime64[s]"),
            "returned_on": np.where(returned, back, np.datetime64("NaT")).astype("datetime64[s]"),
            "pattern_before": before,
            "pattern_after": np.where(returned, after, ""),
            **{name: rows[name].to_numpy() for name in _COMMON},
        }
    )[chosen]
    return frame.drop_duplicates("person_ref").sort_values(["leave_from", "person_ref"], ignore_index=True)


def leaver_contacts(seed: int, leavers: pd.DataFrame) -> pd.DataFrame:
    """Contacts with those who left of their own accord, retired or transferred, within about two years."""
    gone = leavers[leavers["leaver_type"].isin(["VR", "NR", "ER", "TR"]) & (leavers["leave_date"] >= "2018-04-01")].reset_index(drop=True)
    draw, n = Draws(seed, "leaver contacts"), len(gone)
    day = _days(gone["leave_date"]) + draw.whole(n, 60, 800)
    kept = draw.yes(n, 0.38) & (day <= LAST)
    frame = pd.DataFrame(
        {
            "person_ref": gone["person_ref"],
            "contacted_on": day.astype("datetime64[s]"),
            "contacted_by": draw.one_of(n, _WHO),
            "interested": _flag(draw.yes(n, 0.22)),
        }
    )[kept]
    return frame.sort_values(["contacted_on", "person_ref"], ignore_index=True)

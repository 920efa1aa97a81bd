"""Applications: made backwards from those who joined, so that the two tables agree person by person.

For each joiner as many unsuccessful applications are made, of people of the same group, as come before a success when
each has the group's chance of success; each then fails where somebody of that chance would. So every stage has exactly
its documented pass rate by group, and the last stage is exactly the joiners. People who will start after the last day of
the records are made as well; what is decided after that day is not known yet.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

import numpy as np
import pandas as pd

from eianalysis.synthetic.days import END, NEVER, ORIGIN, dates
from eianalysis.synthetic.draws import Draws
from eianalysis.synthetic.people import _CODE, _FIVE
from eianalysis.vocabulary import RECRUITMENT_STAGES

#: First days of the campaigns, one a half-year; the sift is anonymised from the fourth on, for transferees later.
OPENS = (np.array(["2020-04-01", "2020-10-01", "2021-04-01", "2021-10-01", "2022-04-01", "2022-10-01", "2023-04-01"], dtype="datetime64[D]") - ORIGIN).astype(
    int
)
SEASONS = ("spring 2020", "autumn 2020", "spring 2021", "autumn 2021", "spring 2022", "autumn 2022")
ANONYMISED_FROM, ADDED_INTERVIEW_FROM = {"Constables": 3, "Staff": 3, "Transferees": 4}, 4
KINDS = {
    "probationer": "Constables",
    "pcda": "Constables",
    "degree_holder": "Constables",
    "police_now": "Constables",
    "special_to_regular": "Constables",
    "direct_entry": "Transferees",
    "transferee": "Transferees",
    "rejoiner": "Transferees",
    "staff": "Staff",
    "pcso": "Staff",
}
STAGES = tuple(RECRUITMENT_STAGES)
#: Chance of passing each stage for who is at risk of it; 0 where it is no stage of the campaign. Vetting is apart.
PASS = {
    "Constables": dict(eligibility=0.86, sift=0.52, assessment=0.64, interview=0.62, force_interview=0.90, medical=0.94),
    "Transferees": dict(eligibility=0.93, sift=0.70, assessment=0, interview=0.68, force_interview=0.92, medical=0.96),
    "Staff": dict(eligibility=0.88, sift=0.40, assessment=0, interview=0.50, force_interview=0, medical=0),
}
#: Chance of withdrawing at a stage before it is decided; at the offer, of declining it.
WITHDRAWS = dict(eligibility=0.01, sift=0.02, assessment=0.04, interview=0.04, force_interview=0.02, medical=0.02, vetting=0.03, offer=0.05, joined=0.02)
REFUSED, APPEALS, APPEAL_SUCCEEDS = 0.09, 0.30, 0.25
#: When each stage is decided, as a share of the time from applying to starting.
WHEN = dict(eligibility=0.06, sift=0.15, assessment=0.30, interview=0.45, force_interview=0.52, medical=0.62, vetting=0.80, offer=0.86, joined=1.0)
_DECLARED = ("ethnicity_code", "sex", "disability", "religion", "sexual_orientation", "gender_reassignment", "marital")
#: What the others declare: as those who join do, or declaring would seem to help.
_SAID = {"": 92, "NS": 3.5, "P": 2.5, "U": 2}
_LISTS = {
    "disability": {"Y": 5, "N": 78, "P": 4, "U": 13},
    "religion": {"NONE": 27, "CHR": 27, "BUD": 0.6, "HIN": 1.3, "JEW": 0.7, "MUS": 3.4, "SIK": 1.2, "OTH": 1.3, "P": 9, "U": 28.5},
    "sexual_orientation": {"HET": 57, "GAY": 3, "BI": 1.2, "OTH": 0.4, "P": 10, "U": 28.4},
    "gender_reassignment": {"Y": 61, "N": 0.3, "P": 5, "U": 33.7},
    "marital": {"SIN": 32, "MAR": 40, "CIV": 2, "DIV": 6, "SEP": 2, "WID": 1, "P": 4, "U": 13},
}
REAPPLIES, DAYS_BETWEEN = 0.16, 30
_OFFERED = {"early": 0.12, "late": 0.75}
GIVEN = 0.85


def applications(seed: int, joiners: pd.DataFrame, size: Mapping[str, float]) -> pd.DataFrame:
    """One row an application of the last three years, with ``_five`` (the true group) and ``_person`` who joined."""
    draw = Draws(seed, "candidates")
    started = _joined(draw, joiners)
    chances = _chances(started, size)
    success = np.prod([through for through, _ in chances.values()], axis=0)
    tries = np.floor(np.log(1 - draw.share(len(started))) / np.log(1 - success)).astype(int)
    made = started.loc[np.repeat(started.index, tries)].reset_index(drop=True)
    made = _strangers(draw, made, started)
    frame = pd.concat(
        [_results(draw, started, _chances(started, size), joined=True), _results(draw, made, _chances(made, size), joined=False)], ignore_index=True
    )
    frame = frame[frame["day"] <= END]
    frame = frame.sort_values(["day", "kind", "age"], kind="stable", ignore_index=True)
    frame.insert(0, "application_ref", [f"A{number + 1:05d}" for number in draw.order(len(frame))])
    _again(draw, frame)
    return _written(draw, frame)


def _joined(draw: Draws, joiners: pd.DataFrame) -> pd.DataFrame:
    """Those who applied in the campaigns and joined, and as many more who will have joined after the last day."""
    known = joiners[joiners["route"].isin(list(KINDS))].reset_index(drop=True)
    last_year = known[known["start_date"] > "2022-03-31"]
    later = last_year.assign(start_date=last_year["start_date"] + pd.DateOffset(years=1))
    later = later.assign(**{name: draw.one_of(len(later), weights) for name, weights in _LISTS.items()})
    rows = pd.concat([known, later], ignore_index=True)
    start = ((rows["start_date"].to_numpy().astype("datetime64[D]")) - ORIGIN).astype(int)
    day = start - draw.whole(len(rows), 150, 300)
    kept = (day >= OPENS[0]) & (day <= END)
    rows, start, day = rows[kept].reset_index(drop=True), start[kept], day[kept]
    said = rows["ethnicity_code"].str[0].map({code[0]: five for five, codes in _CODE.items() for code in codes})
    unsaid = rows["ethnicity_code"].isin(["NS", "P", "U"]).to_numpy()
    five = np.where(unsaid, draw.one_of(len(rows), _FIVE["officer new"]), said)
    known = rows["start_date"] <= pd.Timestamp(ORIGIN + END)
    return pd.DataFrame(
        {
            "person": rows["person_ref"].where(known, ""),
            "worker_type": rows["worker_type"],
            "route": rows["route"],
            "kind": rows["route"].map(KINDS),
            "day": day,
            "start": start,
            "five": five,
            "age": rows["age"].astype(int),
            **{name: rows[name] for name in _DECLARED},
        }
    ).assign(season=_season(day))


def _season(day: np.ndarray) -> np.ndarray:
    return np.searchsorted(OPENS, day, side="right") - 1


def _strangers(draw: Draws, made: pd.DataFrame, started: pd.DataFrame) -> pd.DataFrame:
    """Applicants of a joiner's group, sex, route and campaign who are somebody else in everything else."""
    n, season = len(made), made["season"].to_numpy()
    made = made.assign(person="", day=OPENS[season] + np.floor(draw.share(n) * (OPENS[season + 1] - OPENS[season])).astype(int))
    made["start"] = made["day"] + draw.whole(n, 150, 300)
    said = draw.one_of(n, _SAID)
    made["ethnicity_code"] = np.where(said == "", draw.one_of_by(made["five"].to_numpy(), _CODE), said)
    for name, weights in _LISTS.items():
        made[name] = draw.one_of(n, weights)
    for kind, rows in made.groupby("kind"):  # of the ages of those who joined, not always a year apart
        ages = started.loc[started["kind"] == kind, "age"].to_numpy()
        made.loc[rows.index, "age"] = ages[draw.whole(len(rows), 0, len(ages) - 1)] + draw.whole(len(rows), 0, 2)
    return made


def _chances(frame: pd.DataFrame, size: Mapping[str, float]) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Stage -> for each row the chance of going on from it, and the chance of withdrawing at it."""
    minority, kind = (frame["five"] != "White").to_numpy(), frame["kind"].to_numpy()
    sift = np.where(minority, np.where(_is_anonymised(frame), size["sift_anonymised_ethnic_minorities"], size["sift_named_ethnic_minorities"]), 1.0)
    interview = np.where(minority, size["interview_ethnic_minorities"], 1.0)
    refused = refusal_chance(frame, size)
    out = {}
    for stage in STAGES:
        passes = np.array([PASS[name].get(stage, 1.0) for name in kind], float)
        passes *= {"sift": sift, "interview": interview}.get(stage, 1.0)
        if stage == "vetting":
            passes = 1 - refused * (1 - APPEALS * APPEAL_SUCCEEDS)
        withdraws = np.full(len(frame), WITHDRAWS[stage])
        if stage == "vetting":
            withdraws = withdraws * np.where(minority, size["vetting_withdrawal_ethnic_minorities"], 1.0)
        none = _not_a_stage(frame, stage)
        passes, withdraws = np.where(none, 1.0, np.minimum(passes, 1)), np.where(none, 0.0, withdraws)
        out[stage] = ((1 - withdraws) * passes, withdraws)
    return out


def refusal_chance(frame: pd.DataFrame, size: Mapping[str, float]) -> np.ndarray:
    """Chance that vetting is refused at first, for each row."""
    return REFUSED * np.where(frame["five"] != "White", size["vetting_refusal_ethnic_minorities"], 1.0)


def _not_a_stage(frame: pd.DataFrame, stage: str) -> np.ndarray:
    none = frame["kind"].map({kind: each.get(stage, 1) == 0 for kind, each in PASS.items()}).to_numpy(bool)
    early = (frame["season"].to_numpy() < ADDED_INTERVIEW_FROM) if stage == "force_interview" else False
    return none | early


def _results(draw: Draws, frame: pd.DataFrame, chances: Mapping, *, joined: bool) -> pd.DataFrame:
    """The result of each stage and the day of the last one; for those who did not join, where it ended."""
    n = len(frame)
    ended = np.full(n, len(STAGES))
    if not joined:  # the stage at which it ended, given that it did
        stops = np.cumprod(np.vstack([np.ones(n), *[through for through, _ in chances.values()]]), axis=0)
        ended = (draw.share(n) * (1 - stops[-1]) >= (1 - stops[1:])).sum(axis=0)
    frame = frame.assign(closed=frame["start"])
    open_ = np.ones(n, bool)  # nothing has ended it yet
    for place, (stage, (through, withdraws)) in enumerate(chances.items()):
        day = frame["day"] + np.floor((frame["start"] - frame["day"]) * WHEN[stage]).astype(int)
        here, none = ended == place, _not_a_stage(frame, stage)
        left = draw.share(n) * (1 - through) < withdraws
        if stage in ("offer", "joined"):
            left = np.ones(n, bool)
        word = np.where(none, "not required", np.where(~here, "pass", np.where(left, "withdrawn", "fail")))
        late = (day > END).to_numpy() & open_ & ~none
        frame[stage] = np.where(open_, np.where(late, "pending", word), "")
        frame["closed"] = np.where(open_ & (here | late), np.where(late, NEVER, day), frame["closed"])
        open_ &= ~here & ~late
    return frame


def _again(draw: Draws, frame: pd.DataFrame) -> None:
    """Some applied before: an earlier failure of the same group, sex and kind becomes the same person's first attempt."""
    failed = frame[list(STAGES)].isin(["fail"]).any(axis=1).to_numpy() & (frame["closed"].to_numpy() <= END)
    wants = draw.yes(len(frame), REAPPLIES)
    day, closed = frame["day"].to_numpy(), frame["closed"].to_numpy()
    pairs = []
    for rows in frame.groupby(["five", "sex", "kind"], sort=True).indices.values():
        free = sorted((closed[row], row) for row in rows if failed[row] and not wants[row])
        for row in rows[wants[rows]][::-1]:  # the latest first, each with the latest failure well before it
            place = bisect_left(free, (day[row] - DAYS_BETWEEN, -1))
            if place:
                pairs.append((row, free.pop(place - 1)[1]))
    again, before = (np.array(each, int) for each in zip(*pairs, strict=True)) if pairs else ([], [])
    previous = np.full(len(frame), "", object)
    previous[again] = frame["application_ref"].to_numpy()[before]
    frame["previous"] = previous
    years = np.round((day[again] - day[before]) / 365.25).astype(int)
    for name in (*_DECLARED, "age"):
        values = frame[name].to_numpy(object, copy=True)
        values[before] = values[again] - years if name == "age" else values[again]
        frame[name] = values.astype(int) if name == "age" else values


def _written(draw: Draws, frame: pd.DataFrame) -> pd.DataFrame:
    """The table as an applicant tracking system gives it out."""
    n = len(frame)
    failed = frame[list(STAGES)].eq("fail")
    at_interview = failed[["interview", "force_interview", "medical", "vetting"]].any(axis=1).to_numpy()
    offered = failed.any(axis=1) & draw.yes(n, np.where(at_interview, _OFFERED["late"], _OFFERED["early"]))
    given = offered & draw.yes(n, GIVEN)
    young = frame["sex"].eq("F") & frame["age"].lt(46)
    maternity = np.where(young, draw.one_of(n, {"N": 78, "Y": 3, "R": 2, "P": 5, "U": 12}), draw.one_of(n, {"N": 83, "P": 4, "U": 13}))
    said = np.where(failed.any(axis=1), "N", "").astype(object)
    return pd.DataFrame(
        {
            "application_ref": frame["application_ref"],
            "campaign_id": frame["kind"] + ", " + pd.Series(np.array(SEASONS, object)[frame["season"]]),
            "route": frame["route"],
            "applied_on": dates(frame["day"]),
            "worker_type": frame["worker_type"],
            "ethnicity_code": frame["ethnicity_code"],
            "sex": frame["sex"],
            "age": frame["age"],
            **{name: frame[name] for name in _DECLARED[2:]},
            "maternity": maternity,
            **{name: frame[name] for name in STAGES},
            "closed_on": dates(np.where(frame["closed"] > END, NEVER, frame["closed"])),
            "anonymised": np.where(_is_anonymised(frame), "Y", "N"),
            "feedback_offered": np.where(offered, "Y", said),
            "feedback_given": np.where(given, "Y", said),
            "previous_ref": frame["previous"],
            "interest_ref": "",
            "_five": frame["five"],
            "_person": frame["person"],
        }
    )


def _is_anonymised(frame: pd.DataFrame) -> np.ndarray:
    return (frame["season"] >= frame["kind"].map(ANONYMISED_FROM)).to_numpy()

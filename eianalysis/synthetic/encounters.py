"""Force used on people, and the searches and incidents that were drawn to be looked at again."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from eianalysis.synthetic.conversations import _flag
from eianalysis.synthetic.draws import Draws
from eianalysis.synthetic.searches import FIRST_MONTH, MONTHS

#: People on whom force was used in a month, in a force of 1,400.
A_MONTH = 58
#: Tactic -> chance that it is used on a person of no group in particular.
TACTICS = {
    "Tactical communication": 0.42,
    "Limb or body restraints": 0.04,
    "Ground restraint": 0.11,
    "Unarmed skills": 0.30,
    "Baton drawn": 0.01,
    "Irritant spray drawn": 0.012,
    "Irritant spray used": 0.015,
    "Spit and bite guard": 0.012,
    "CED fired or used to stun": 0.008,
    "Firearm aimed or fired": 0.02,
    "Dog deployed": 0.006,
    "Other or improvised": 0.02,
}
TASER = 0.075
INJURED = 0.16
_SEEN = {"White": 47, "Black": 24, "Asian": 18, "Other": 6, "Mixed": 3, "": 2}
_AGE = {"18-34": 62, "35-49": 23, "11-17": 7, "50-64": 5, "65+": 0.7, "0-10": 0.1, "": 2.2}
_REASON = {"arrest": 36, "protect self": 22, "prevent escape": 16, "protect public": 8, "search": 9, "prevent harm": 6, "protect subject": 2, "other": 1}
_END = {"arrested": 71, "no further action": 16, "mental health": 4, "hospital": 3, "made off": 2, "other": 4}

#: Sampler -> frame -> how many are drawn in a month (or, for the committee, in the last month of a quarter).
DRAWN = {"internal": {"search": 26, "force": 12, "road": 5, "firearms": 3}, "committee": {"search": 15, "force": 9}, "community": {"search": 9, "force": 4}}
FIRST_SAMPLE = 12  # the month of the records in which sampling began
LEARNING, BEST = 0.14, 0.20
_THEME = {"grounds": 38, "video": 18, "receipt": 14, "respect": 9, "proportionality": 9, "children": 4, "other": 8}


def use_of_force(seed: int, size: Mapping[str, float], scale: float = 1.0) -> pd.DataFrame:
    """One row a tactic used on one person in one incident, April 2020 to March 2023."""
    draw = Draws(seed, "force")
    a_month = np.round(A_MONTH * scale * (0.85 + 0.3 * draw.share(MONTHS))).astype(int)
    month = np.repeat(np.arange(MONTHS), a_month)
    n = len(month)
    seen = draw.one_of(n, _SEEN)
    first = (FIRST_MONTH + month).astype("datetime64[D]")
    days = ((FIRST_MONTH + month + 1).astype("datetime64[D]") - first).astype(int)
    day = first + np.floor(draw.share(n) * days).astype(int)
    together = draw.yes(n, 0.06)  # with the person of the row before, in one incident
    together[0] = False
    day = np.where(together, np.roll(day, 1), day)
    incident = np.cumsum(~together)
    taser = draw.yes(n, TASER * np.where(seen == "Black", size["force_taser_black"], 1))
    cuffs = draw.one_of(n, {"Compliant handcuffing": 56, "Non-compliant handcuffing": 28, "": 16})
    used = pd.DataFrame({name: draw.yes(n, chance) for name, chance in TACTICS.items()})
    used["CED drawn, aimed or red-dotted"] = taser
    for name in ("Compliant handcuffing", "Non-compliant handcuffing"):
        used[name] = cuffs == name
    used.loc[~used.any(axis=1), "Unarmed skills"] = True
    hurt = draw.yes(n, INJURED * np.where(seen == "Black", size["force_injury_black"], 1))
    injury = np.where(hurt, draw.one_of(n, {"minor": 97, "severe": 3}), "none")
    people = pd.DataFrame(
        {
            "incident_ref": [f"F{number:05d}" for number in incident],
            "subject_ref": (pd.Series(incident).groupby(incident).cumcount() + 1).astype(str),
            "used_on": day.astype("datetime64[s]"),
            "reason": draw.one_of(n, _REASON),
            "officer_ethnicity": seen,
            "perceived_sex": draw.one_of(n, {"M": 86, "F": 13, "X": 0.2, "": 0.8}),
            "perceived_age": draw.one_of(n, _AGE),
            "perceived_disability": np.where(draw.yes(n, 0.04), "", _flag(draw.yes(n, 0.12))),
            "injury": np.where(draw.yes(n, 0.03), "", injury),
            "outcome": draw.one_of(n, _END),
            "linked_stop": _flag(draw.yes(n, 0.22)),
        }
    )
    who, which = np.nonzero(used.to_numpy())
    rows = people.iloc[who].reset_index(drop=True)
    rows.insert(3, "tactic", used.columns.to_numpy()[which])
    return rows.sort_values(["used_on", "incident_ref", "subject_ref", "tactic"], kind="stable", ignore_index=True)


def dip_samples(seed: int, searches: pd.DataFrame, force: pd.DataFrame, size: Mapping[str, float], scale: float = 1.0) -> pd.DataFrame:
    """What senior officers, the committee and the community drew from April 2021, and what they found."""
    frames = {"search": _search_frame(searches), "force": _force_frame(force)}
    parts = []
    for sampler, wanted in DRAWN.items():
        for kind, many in wanted.items():
            draw = Draws(seed, f"samples {sampler} {kind}")
            parts.append(_drawn(draw, sampler, kind, max(2, round(many * scale)), frames.get(kind), size))
    rows = pd.concat(parts, ignore_index=True)
    return rows.sort_values(["sampled_on", "sampler", "encounter_type", "sample_ref"], kind="stable", ignore_index=True)


def _search_frame(searches: pd.DataFrame) -> pd.DataFrame:
    rows = searches[searches["Type"] != "Vehicle search"].reset_index(names="row")
    moment = pd.to_datetime(rows["Date"], utc=True).dt.tz_convert("Europe/London")
    return pd.DataFrame(
        {
            "sample_ref": [f"S{row:05d}" for row in rows["row"]],
            "encounter_on": moment.dt.tz_localize(None).dt.normalize(),
            "officer_ethnicity": rows["Officer-defined ethnicity"],
            "sex": rows["Gender"].str[:1].replace("O", "X"),
            "age_range": rows["Age range"],
            "object": rows["Object of search"],
        }
    )


def _force_frame(force: pd.DataFrame) -> pd.DataFrame:
    rows = force.drop_duplicates(["incident_ref", "subject_ref"])
    return pd.DataFrame(
        {
            "sample_ref": (rows["incident_ref"] + "-" + rows["subject_ref"]).to_numpy(),
            "encounter_on": rows["used_on"].to_numpy(),
            "officer_ethnicity": rows["officer_ethnicity"].to_numpy(),
            "sex": rows["perceived_sex"].to_numpy(),
            "age_range": rows["perceived_age"].to_numpy(),
            "object": "",
        }
    )


def _drawn(draw: Draws, sampler: str, kind: str, many: int, frame: pd.DataFrame | None, size: Mapping[str, float]):
    step = 3 if sampler == "committee" else 1
    if frame is None:  # stops of vehicles and firearms stops have no table of their own: only the sample is known
        months = np.repeat(np.arange(FIRST_SAMPLE, MONTHS), many)
        rows = pd.DataFrame(
            {"sample_ref": "", "encounter_on": pd.NaT, "officer_ethnicity": "", "sex": "", "age_range": "", "object": ""}, index=range(len(months))
        )
        turn = months
    else:
        turn = (_month(frame["encounter_on"]) // step + 1) * step - 1
        weight = np.ones(len(frame))
        if sampler == "community":
            weight = np.where(frame["officer_ethnicity"].eq("Black") & (kind == "search"), size["sample_black_community"], 1)
        if sampler == "internal":
            weight = np.where(frame["object"].eq("Controlled drugs"), size["sample_drugs_internal"], 1)
        chance = draw.share(len(frame)) ** (1 / np.maximum(weight, 0.01))  # Efraimidis and Spirakis: highest are drawn
        order = np.argsort(-chance, kind="stable")
        place = np.empty(len(frame), int)
        place[order] = pd.Series(turn[order]).groupby(turn[order]).cumcount()
        kept = (place < many) & (turn >= FIRST_SAMPLE) & (turn < MONTHS)
        rows, turn = frame[kept].reset_index(drop=True), turn[kept]
    n = len(rows)
    seen = draw.yes(n, 0.95)
    learning = draw.yes(n, LEARNING * (size["learning_community"] if sampler == "community" else 1))
    best = ~learning & draw.yes(n, BEST)
    result = np.where(learning, np.where(draw.yes(n, 0.1), "concern", "learning"), np.where(best, "best practice", "satisfactory"))
    on = (FIRST_MONTH + turn + 1).astype("datetime64[D]") - 1  # drawn when the month, or the quarter, is over
    return rows.assign(
        sampled_on=on.astype("datetime64[s]"),
        sampler=sampler,
        encounter_type=kind,
        result=np.where(seen, result, ""),
        learning_theme=np.where(seen & learning, draw.one_of(n, _THEME), ""),
    )[["sample_ref", "sampled_on", "encounter_on", "sampler", "encounter_type", "result", "learning_theme", "officer_ethnicity", "sex", "age_range", "object"]]


def _month(days: pd.Series) -> np.ndarray:
    """Months since the first of the records."""
    return (days.to_numpy().astype("datetime64[M]") - FIRST_MONTH).astype(int)

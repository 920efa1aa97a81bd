"""Surveys of the staff and of the public: who was asked, who answered, what they said.

Made from the snapshots and from streams of their own. Answers to different questions do not depend on each other, and a
respondent's key says nothing about the person: what a wave cannot link, nobody can.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from eianalysis.synthetic.draws import Draws
from eianalysis.vocabulary import AGE_BANDS, ETHNICITY_UNDECLARED, NOT_RECORDED, SEX, band
from eianalysis.vocabulary.ethnicity import FIVE_TO_TWO

STAFF_WAVES = {"2020": "2020-10-30", "2021": "2021-10-29", "2022": "2022-10-28"}
ANSWER = {"officer": 0.46, "staff": 0.60, "pcso": 0.5}
#: Question -> (code in each wave it was asked in, chance of a favourable answer, theme).
STAFF = {
    "acts_on_views": ({"2020": "Q4", "2021": "Q4", "2022": "Q3"}, 0.47, "leadership"),
    "be_myself": ({"2020": "Q7", "2021": "Q8", "2022": "Q5"}, 0.68, "culture"),
    "safe_to_speak": ({"2020": "Q9", "2021": "Q10", "2022": "Q6"}, 0.56, "speak up"),
    "treated_fairly": ({"2020": "Q11", "2021": "Q12", "2022": "Q8"}, 0.66, "fairness"),
    "not_bullied": ({"2021": "Q14", "2022": "Q10"}, 0.86, "bullying"),
    "say_2020": ({"2020": "Q15"}, 0.51, "voice"),
    "say": ({"2021": "Q16", "2022": "Q11"}, 0.43, "voice"),
    "share_details": ({"2021": "Q17", "2022": "Q12"}, 0.62, "declaring"),
}
_TEXT = {
    "acts_on_views": "Senior leaders act on what staff tell them",
    "be_myself": "I can be myself at work",
    "safe_to_speak": "I would feel safe to report unfair treatment or racism",
    "treated_fairly": "I am treated fairly at work",
    "not_bullied": "In the last year I was not bullied or harassed at work",
    "say_2020": "My ideas are welcome in my team",
    "say": "I have a say in decisions that affect me",
    "share_details": "I am confident to share my personal details with HR",
    "confident": "I am confident in the police in this area",
    "fair_to_all": "The police here treat everyone fairly",
    "satisfied": "I am satisfied with how the police dealt with me",
    "kept_informed": "I was kept informed",
}
_PUBLIC = {"confident": (0.74, "confidence"), "fair_to_all": (0.70, "fairness"), "satisfied": (0.71, "satisfaction"), "kept_informed": (0.64, "informed")}
_STREET = {
    f"{year}-Q{quarter}": f"{year}-{month}" for year in ("2021", "2022") for quarter, month in ((1, "03-31"), (2, "06-30"), (3, "09-30"), (4, "12-31"))
} | {"2023-Q1": "2023-03-31"}
_FIVE = {"W": "White", "M": "Mixed", "A": "Asian", "B": "Black", "O": "Other"}
_WHO = {"White": 60, "Asian": 18, "Black": 10, "Mixed": 5, "Other": 4, "Not stated": 3}
_AGES = {"Under 26": 20, "26 to 40": 42, "41 to 55": 26, "Over 55": 12}
_LOVES = {"HET": 72, "GAY": 5, "BI": 3.5, "OTH": 0.5, "P": 10, "U": 9}
_COLUMNS = [
    "survey",
    "wave",
    "population",
    "answered_on",
    "respondent_ref",
    "item_code",
    "response",
    "favourable",
    "worker_type",
    "unit",
    "ethnicity_5",
    "sex",
    "age_band",
    "disability",
    "sexual_orientation",
]


def surveys(seed: int, snapshot: pd.DataFrame, size: Mapping[str, float]) -> dict[str, pd.DataFrame]:
    """The tables ``surveys``, ``survey_questions`` and ``survey_waves``."""
    staff, waves = _staff(seed, snapshot, size)
    public = _public(seed, size, len(snapshot) / 9840)
    return {"surveys": pd.concat([staff, public], ignore_index=True)[_COLUMNS].fillna(""), "survey_questions": _questions(), "survey_waves": waves}


def _staff(seed: int, snapshot: pd.DataFrame, size: Mapping[str, float]) -> tuple[pd.DataFrame, pd.DataFrame]:
    answers, waves = [], []
    for wave, closed in STAFF_WAVES.items():
        draw = Draws(seed, f"staff survey {wave}")
        asked = snapshot[(snapshot["as_at"] == f"{wave}-03-31") & snapshot["worker_type"].isin(list(ANSWER)) & snapshot["career_break"].eq("N")].reset_index(
            drop=True
        )
        asked = asked.iloc[draw.order(len(asked))].reset_index(drop=True)
        five = asked["ethnicity_code"].map(lambda code: ETHNICITY_UNDECLARED.get(code) or _FIVE[code[0]])
        asked = asked.assign(ethnicity_5=five, age_band=[band(age, AGE_BANDS) for age in asked["age"].astype(float)])
        minority = (five.map(FIVE_TO_TWO) == "Ethnic minorities").to_numpy()
        chance = asked["worker_type"].map(ANSWER).to_numpy() * np.where(minority, size["survey_answer_ethnic_minorities"], 1)
        back = draw.yes(len(asked), chance)
        waves.append(_wave(asked, back, wave, closed))
        here = asked[back].reset_index(drop=True)
        here["respondent_ref"] = [f"S{number + 1:04d}" for number in range(len(here))]
        here["ethnicity_5"] = np.where(draw.yes(len(here), 0.04), NOT_RECORDED, here["ethnicity_5"])  # not given in the survey
        times = {
            "safe_to_speak": {"minority": size["speak_up_ethnic_minorities"], "woman": size["speak_up_women"]},
            "not_bullied": {"disabled": size["not_bullied_disabled"]},
            "acts_on_views": {"all": size["leadership_2022"] if wave == "2022" else 1},
        }
        answers += [
            _answers(draw, here, "staff", "staff", wave, closed, codes[wave], chance, times.get(name, {}))
            for name, (codes, chance, _) in STAFF.items()
            if wave in codes
        ]
    return pd.concat(answers, ignore_index=True), pd.concat(waves, ignore_index=True)


def _answers(draw: Draws, who: pd.DataFrame, survey, population, wave, closed, code, chance, times: Mapping[str, float]):
    """One row a respondent: favourable with the chance times what holds for the groups they belong to."""
    groups = {
        "minority": who["ethnicity_5"].map(FIVE_TO_TWO).eq("Ethnic minorities"),
        "woman": who["sex"].eq("F"),
        "disabled": who["disability"].eq("Y") if "disability" in who else pd.Series(False, index=who.index),
        "black": who["ethnicity_5"].eq("Black"),
        "all": pd.Series(True, index=who.index),
    }
    likely = np.full(len(who), chance)
    for name, factor in times.items():
        likely = likely * np.where(groups[name], factor, 1)
    good, skipped = draw.yes(len(who), np.minimum(likely, 0.98)), draw.yes(len(who), 0.03)
    score = np.where(good, draw.whole(len(who), 4, 5), draw.whole(len(who), 1, 3)).astype(str)
    kept = who[[name for name in _COLUMNS if name in who]].reset_index(drop=True)
    return kept.assign(
        survey=survey,
        population=population,
        wave=wave,
        answered_on=pd.Timestamp(closed),
        item_code=code,
        response=np.where(skipped, "", score),
        favourable=np.where(skipped, "", np.where(good, "Y", "N")),
    )


def _wave(asked: pd.DataFrame, back: np.ndarray, wave: str, closed: str) -> pd.DataFrame:
    """How many were asked and answered: by what HR holds of them, not by what they gave in the survey."""
    held = {
        "ethnicity_2": asked["ethnicity_5"].map(lambda group: FIVE_TO_TWO.get(group, group)),
        "sex": asked["sex"].map(SEX),
        "worker_type": asked["worker_type"],
        "age_band": asked["age_band"],
    }
    rows = [("all", "All", len(asked), int(back.sum()))]
    for name, groups in held.items():
        rows += [(name, group, int((groups == group).sum()), int(((groups == group) & back).sum())) for group in sorted(groups.unique())]
    frame = pd.DataFrame(rows, columns=["characteristic", "group", "invited", "returned"])
    return frame.assign(survey="staff", wave=wave, closed=pd.Timestamp(closed), mode="online")[
        ["survey", "wave", "closed", "characteristic", "group", "invited", "returned", "mode"]
    ]


def _public(seed: int, size: Mapping[str, float], scale: float) -> pd.DataFrame:
    """The quarterly street survey, the survey of victims, and one community survey; nobody counted whom they asked."""
    rows = []
    for kind, waves, count, mix, items in (
        ("street", _STREET, 150, {"worker": 62, "visitor": 26, "resident": 12}, ("confident", "fair_to_all")),
        ("victims", _STREET, 60, {"victim": 1}, ("satisfied", "kept_informed")),
        ("community", {"2022": "2022-06-30"}, 420, {"resident": 55, "worker": 45}, ("confident", "fair_to_all")),
    ):
        draw = Draws(seed, f"{kind} survey")
        for wave, closed in waves.items():
            n = max(round(count * scale), 10)
            who = pd.DataFrame(
                {
                    "respondent_ref": [f"{kind[0].upper()}{number + 1:04d}" for number in range(n)],
                    "population": draw.one_of(n, mix),
                    "ethnicity_5": draw.one_of(n, _WHO),
                    "sex": draw.one_of(n, {"F": 47, "M": 51, "P": 2}),
                    "age_band": draw.one_of(n, _AGES),
                    "disability": draw.one_of(n, {"Y": 9, "N": 84, "P": 3, "U": 4}),
                    "sexual_orientation": draw.one_of(n, _LOVES),
                }
            )
            for item in items:
                times = (
                    {"black": size["confidence_black"]}
                    if item in ("confident", "fair_to_all")
                    else {"woman": size["victims_satisfied_women"], "minority": size["victims_satisfied_ethnic_minorities"]}
                )
                rows.append(_answers(draw, who, kind, who["population"], wave, closed, _code(kind, item), _PUBLIC[item][0], times))
    return pd.concat(rows, ignore_index=True)


def _code(kind: str, item: str) -> str:
    return f"{kind[0].upper()}{list(_PUBLIC).index(item) + 1}"


def _questions() -> pd.DataFrame:
    """Which questions are one: one was worded anew and may be compared, one was replaced and may not."""
    rows = []
    for question, (codes, _, theme) in STAFF.items():
        for number, (wave, code) in enumerate(codes.items()):
            wording = "new" if not number else "reworded" if (question, wave) == ("acts_on_views", "2021") else "same"
            text = "My leaders listen to what staff tell them" if (question, wave) == ("acts_on_views", "2020") else _TEXT[question]
            rows.append(("staff", wave, code, question, text, theme, wording))
    for survey, waves, items in (
        ("street", _STREET, ("confident", "fair_to_all")),
        ("community", ("2022",), ("confident", "fair_to_all")),
        ("victims", _STREET, ("satisfied", "kept_informed")),
    ):
        rows += [
            (survey, wave, _code(survey, item), item, _TEXT[item], _PUBLIC[item][1], "same" if number else "new")
            for number, wave in enumerate(waves)
            for item in items
        ]
    return pd.DataFrame(rows, columns=["survey", "wave", "item_code", "question", "item_text", "theme", "wording"])

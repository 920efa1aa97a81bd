"""Stop-and-search records, month by month, in the words and the layout of data.police.uk."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from eianalysis.synthetic.draws import Draws

#: The 15 columns, in the publisher's order.
COLUMNS = (
    "Type",
    "Date",
    "Part of a policing operation",
    "Policing operation",
    "Latitude",
    "Longitude",
    "Gender",
    "Age range",
    "Self-defined ethnicity",
    "Officer-defined ethnicity",
    "Legislation",
    "Object of search",
    "Outcome",
    "Outcome linked to object of search",
    "Removal of more than just outer clothing",
)
FIRST_MONTH, MONTHS = np.datetime64("2020-04", "M"), 36
#: Searches in a month: (fewest, most), in a force of 1,400.
A_MONTH = (150, 250)
#: Object -> (share of searches, chance of finding what was looked for).
OBJECTS = {
    "Controlled drugs": (58, 0.36),
    "Article for use in theft": (15, 0.20),
    "Stolen goods": (12, 0.22),
    "Offensive weapons": (11, 0.15),
    "Evidence of offences under the Act": (2, 0.25),
    "Articles for use in criminal damage": (1, 0.20),
    "Firearms": (0.7, 0.10),
    "Psychoactive substances": (0.3, 0.30),
}
CLOTHING = 0.04
NOT_STATED = 0.30

_DRUGS_ACT, _PACE = "Misuse of Drugs Act 1971 (section 23)", "Police and Criminal Evidence Act 1984 (section 1)"
_LAWS = {"Controlled drugs": _DRUGS_ACT, "Firearms": "Firearms Act 1968 (section 47)", "Psychoactive substances": "Psychoactive Substances Act 2016 (s36(2))"}
_FIVE = {"White": 45, "Black": 22, "Asian": 21, "Mixed": 6, "Other": 6}
_LABELS = {
    "White": {
        "White - English/Welsh/Scottish/Northern Irish/British": 55,
        "White - Irish": 3,
        "White - Gypsy or Irish Traveller": 1,
        "White - Any other White background": 41,
    },
    "Black": {
        "Black/African/Caribbean/Black British - African": 50,
        "Black/African/Caribbean/Black British - Caribbean": 34,
        "Black/African/Caribbean/Black British - Any other Black/African/Caribbean background": 16,
    },
    "Asian": {
        "Asian/Asian British - Bangladeshi": 44,
        "Asian/Asian British - Pakistani": 18,
        "Asian/Asian British - Indian": 10,
        "Asian/Asian British - Chinese": 2,
        "Asian/Asian British - Any other Asian background": 26,
    },
    "Mixed": {
        "Mixed/Multiple ethnic groups - White and Black Caribbean": 30,
        "Mixed/Multiple ethnic groups - White and Black African": 18,
        "Mixed/Multiple ethnic groups - White and Asian": 12,
        "Mixed/Multiple ethnic groups - Any other Mixed/Multiple ethnic background": 40,
    },
    "Other": {"Other ethnic group - Arab": 25, "Other ethnic group - Any other ethnic group": 75},
}
_SEEN = {  # what the officer saw, by what the person would say
    "White": {"White": 94, "Asian": 1.5, "Black": 0.5, "Other": 4},
    "Black": {"Black": 96, "Asian": 0.5, "White": 0.5, "Other": 3},
    "Asian": {"Asian": 93, "White": 1, "Black": 1, "Other": 5},
    "Mixed": {"Black": 46, "White": 26, "Asian": 13, "Other": 15},
    "Other": {"Other": 42, "Asian": 28, "White": 22, "Black": 8},
}
_AGES = {"18-24": 37, "25-34": 32, "over 34": 22, "10-17": 8.9, "under 10": 0.1}
_NFA = "A no further action disposal"
_OUTCOMES = {  # what comes of a find, and of something found that was not looked for
    "drugs": {
        "Arrest": 52,
        "Khat or Cannabis warning": 27,
        "Community resolution": 14,
        "Penalty Notice for Disorder": 3,
        "Summons / charged by post": 3,
        "Caution (simple or conditional)": 1,
    },
    "other": {"Arrest": 86, "Community resolution": 7, "Summons / charged by post": 4, "Penalty Notice for Disorder": 1, "Caution (simple or conditional)": 2},
}
_HOURS = (9, 9, 8, 6, 4, 2, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 5, 5, 5, 6, 7, 8, 9)
_PLACES = 60


def make_searches(seed: int, size: Mapping[str, float], scale: float = 1.0) -> pd.DataFrame:
    """One row a search: the 15 columns as text, and ``month`` (the file it belongs to, local time) before them."""
    draw = Draws(seed, "searches")
    season = np.array([max(A_MONTH[0], A_MONTH[1] - 12 * abs(month % 12 - 4)) for month in range(MONTHS)]) * 0.92
    wanted = np.clip(season + 36 * (draw.share(MONTHS) - 0.4), *A_MONTH) * scale
    month = np.repeat(np.arange(MONTHS), np.round(wanted).astype(int))
    n = len(month)
    five = draw.one_of(n, _FIVE)
    kind = draw.one_of(n, {"Person search": 73, "Person and Vehicle search": 24, "Vehicle search": 3})
    person = kind != "Vehicle search"
    unsaid = draw.one_of(n, {"": 65.5, "NS": 100 * NOT_STATED, "blank": 4.5})
    blank = (unsaid == "blank") | ~person
    said = np.where(unsaid == "NS", "Other ethnic group - Not stated", draw.one_of_by(five, _LABELS))
    looked_for = draw.one_of(n, {name: share for name, (share, _) in OBJECTS.items()})
    drugs = looked_for == "Controlled drugs"
    find = pd.Series(looked_for).map({name: chance for name, (_, chance) in OBJECTS.items()}).to_numpy()
    find = find * np.where(five == "Black", size["find_black"], 1)
    found = draw.yes(n, find * np.where((five == "Asian") & drugs, size["find_asian_drugs"], 1))
    other = ~found & draw.yes(n, 0.05)  # something came of it that had not been looked for
    no_action = ~found & ~other & draw.yes(n, 0.05)  # linked, and nothing further was done
    result = np.where(drugs, draw.one_of(n, _OUTCOMES["drugs"]), draw.one_of(n, _OUTCOMES["other"]))
    outcome, linked = np.where(found | other, result, _NFA), np.where(found | no_action, "True", "False")
    lost = draw.yes(n, 0.004)
    place, somewhere = draw.whole(n, 0, _PLACES - 1), draw.yes(n, 0.78)
    spots = np.column_stack([51.508 + 0.012 * draw.share(_PLACES), -0.110 + 0.038 * draw.share(_PLACES)])
    frame = pd.DataFrame(
        {
            "month": (FIRST_MONTH + month).astype(str),
            "Type": kind,
            "Date": _moments(draw, month),
            "Part of a policing operation": np.where(month < 12, "", np.where(draw.yes(n, 0.06), "True", "False")),
            "Policing operation": "",
            "Latitude": np.where(somewhere, [f"{value:.6f}" for value in spots[place, 0]], ""),
            "Longitude": np.where(somewhere, [f"{value:.6f}" for value in spots[place, 1]], ""),
            "Gender": np.where(person, draw.one_of(n, {"Male": 89, "Female": 10.4, "Other": 0.3, "": 0.3}), ""),
            "Age range": np.where(blank, "", draw.one_of(n, _AGES)),
            "Self-defined ethnicity": np.where(blank, "", said),
            "Officer-defined ethnicity": np.where(blank | draw.yes(n, 0.01), "", draw.one_of_by(five, _SEEN)),
            "Legislation": pd.Series(looked_for).map(_LAWS).fillna(_PACE),
            "Object of search": looked_for,
            "Outcome": np.where(lost, "", outcome),
            "Outcome linked to object of search": np.where(lost, "", linked),
            "Removal of more than just outer clothing": np.where(
                person & draw.yes(n, CLOTHING * np.where(five == "Black", size["clothing_black"], 1)), "True", "False"
            ),
        }
    )
    area_power = (looked_for == "Offensive weapons") & draw.yes(n, 0.15)
    frame.loc[area_power, "Legislation"] = "Criminal Justice and Public Order Act 1994 (section 60)"
    again = np.sort(np.nonzero(draw.yes(n, 0.0014))[0])
    frame = pd.concat([frame, frame.iloc[again]], ignore_index=True)  # a few rows stand in the file twice
    return frame.sort_values(["month", "Date"], kind="stable", ignore_index=True)


def _moments(draw: Draws, month: np.ndarray) -> np.ndarray:
    """UTC text of moments in the local month: the first hour of a summer month carries the day before."""
    first = (FIRST_MONTH + month).astype("datetime64[D]")
    days = (FIRST_MONTH + month + 1).astype("datetime64[D]") - first
    day = first + np.floor(draw.share(len(month)) * days.astype(int)).astype(int)
    hour = draw.one_of(len(month), {str(hour): weight for hour, weight in enumerate(_HOURS)}).astype(int)
    second = draw.whole(len(month), 0, 3599)
    local = day.astype("datetime64[s]") + hour * 3600 + second
    return np.char.add(np.datetime_as_string(local - 3600 * _summer(day)), "+00:00").astype(object)


def _summer(day: np.ndarray) -> np.ndarray:
    """1 from the last Sunday of March to the day before the last Sunday of October, else 0."""
    year = day.astype("datetime64[Y]")
    begins, ends = (_last_sunday(year.astype("datetime64[M]") + month) for month in (2, 9))
    return ((day >= begins) & (day < ends)).astype(int)


def _last_sunday(month: np.ndarray) -> np.ndarray:
    last = (month + 1).astype("datetime64[D]") - 1
    return last - (last.astype(int) + 4) % 7  # 1 January 1970 was a Thursday

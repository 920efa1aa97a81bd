"""Who is in the force: those in post on the first day, and those who join; as they are and as they declare it.

What is true of a person (``five``, ``woman``, ``disabled``) drives the known effects; what HR holds
(``ethnicity_code``, ``sex``, ``disability``) has gaps. Who declares depends on nothing else, so that leaving
out the undeclared is fair.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from eianalysis.synthetic.days import A_YEAR, YEAR_STARTS
from eianalysis.synthetic.draws import Draws

#: In a force of 1,400: in post on 31 March 2017, and joining in each of the six years.
STOCK = {"officer": 944, "staff": 362, "pcso": 14, "special": 64, "volunteer": 27}
JOINERS = {
    "officer": (82, 82, 84, 88, 90, 88),
    "staff": (29, 29, 28, 26, 28, 29),
    "pcso": (1, 2, 1, 1, 2, 1),
    "special": (8, 7, 8, 5, 6, 8),
    "volunteer": (3, 3, 3, 1, 2, 3),
}
WHOLE_FORCE = 1400

#: Length of service of the first stock: (from, to, weight) in years.
_SERVICE = {
    "officer": ((0, 5, 27), (5, 10, 22), (10, 15, 19), (15, 20, 15), (20, 25, 10), (25, 30, 6), (30, 35, 1)),
    "other": ((0, 5, 42), (5, 10, 26), (10, 20, 22), (20, 35, 10)),
}
_ROUTES = {
    "officer": {
        "probationer": 22,
        "pcda": 12,
        "degree_holder": 12,
        "police_now": 5,
        "direct_entry": 2,
        "transferee": 38,
        "rejoiner": 4,
        "special_to_regular": 5,
    },
    "staff": {"staff": 96, "rejoiner": 4},
    "pcso": {"pcso": 1},
    "special": {"special": 1},
    "volunteer": {"volunteer": 1},
}
_FIVE = {  # officers by length of service on joining the records: newer intakes are more mixed
    "officer new": {"White": 76, "Asian": 11, "Black": 6.5, "Mixed": 4.5, "Other": 2},
    "officer 5": {"White": 85, "Asian": 7, "Black": 4, "Mixed": 3, "Other": 1},
    "officer 15": {"White": 92, "Asian": 3.6, "Black": 2.2, "Mixed": 1.7, "Other": 0.5},
    "other": {"White": 74, "Asian": 13, "Black": 8, "Mixed": 3.5, "Other": 1.5},
}
_CODE = {
    "White": {"W1": 88, "W2": 3, "W3": 0.3, "W9": 8.7},
    "Mixed": {"M1": 35, "M2": 12, "M3": 30, "M9": 23},
    "Asian": {"A1": 36, "A2": 18, "A3": 20, "A4": 8, "A9": 18},
    "Black": {"B1": 42, "B2": 45, "B9": 13},
    "Other": {"O2": 30, "O9": 70},
}
_WOMEN = {"officer": 0.31, "staff": 0.60, "pcso": 0.35, "special": 0.30, "volunteer": 0.55}


def make_people(seed: int, people: int) -> pd.DataFrame:
    """One row a person, in no order that means anything; days are numbers, see ``days``.

    Columns: ``ref, worker_type, joiner, start, prior_years, birth, route``, the truth (``five, woman, disabled``) and what
    HR holds (``ethnicity_code, sex, disability, religion, sexual_orientation, gender_reassignment, marital``).
    """
    draw = Draws(seed, "people")
    scale = people / WHOLE_FORCE
    kinds, years = [], []
    for kind, count in STOCK.items():
        kinds += [kind] * round(count * scale)
        years += [-1] * round(count * scale)
    for kind, counts in JOINERS.items():
        for year, count in enumerate(counts):
            kinds += [kind] * round(count * scale)
            years += [year] * round(count * scale)
    shuffled = draw.order(len(kinds))
    kind, year = np.array(kinds, dtype=object)[shuffled], np.array(years)[shuffled]
    frame = pd.DataFrame({"ref": references(seed, len(kind)), "worker_type": kind, "joiner": year >= 0})
    frame["start"] = np.where(year >= 0, _joined(draw, year), _served(draw, kind))
    frame["route"] = draw.one_of_by(kind, _ROUTES)
    _ages(draw, frame)
    _declare(draw, frame)
    return frame


def references(seed: int, count: int) -> np.ndarray:
    """Pseudonymous keys that say nothing: P0001 is not the longest serving."""
    number = Draws(seed, "references").order(count) + 1
    return np.array([f"P{each:04d}" for each in number], dtype=object)


def _joined(draw: Draws, year: np.ndarray) -> np.ndarray:
    """Start days in the year: on a Monday (31 March 2017 was a Friday, so Mondays are day 3, 10, …)."""
    day = YEAR_STARTS[np.maximum(year, 0)] + draw.whole(len(year), 0, 357)
    return day + (3 - day) % 7


def _served(draw: Draws, kind: np.ndarray) -> np.ndarray:
    """Start days of those already in post: minus their length of service."""
    years = np.zeros(len(kind))
    for name, bands in _SERVICE.items():
        low, high = ({str(i): band[n] for i, band in enumerate(bands)} for n in (0, 1))
        chosen = draw.one_of(len(kind), {str(i): band[2] for i, band in enumerate(bands)})
        since, until = (np.array([edge[i] for i in chosen]) for edge in (low, high))
        served = since + draw.share(len(kind)) * (until - since)
        years = np.where((kind == "officer") == (name == "officer"), served, years)
    return -1 - np.floor(years * A_YEAR).astype(int)


def _ages(draw: Draws, frame: pd.DataFrame) -> None:
    """Age at the start, and years served elsewhere before it (transferees, rejoiners)."""
    n, kind, route = len(frame), frame["worker_type"].to_numpy(), frame["route"].to_numpy()
    u = draw.share(n)
    came_trained = (kind == "officer") & np.isin(route, ["transferee", "rejoiner"])
    age = np.select(
        [came_trained, kind == "officer", kind == "special", kind == "volunteer"],
        [25 + 17 * u, 20 + 22 * u * u, 19 + 26 * u * u, 18 + 46 * u],
        19 + 38 * u * np.sqrt(u),
    )
    served = np.maximum(-frame["start"].to_numpy(), 0) / A_YEAR
    oldest = np.where(kind == "officer", 56, 66)  # on the first day of the records
    age = np.maximum(np.minimum(age, oldest - served), np.where(came_trained, 21, 18))
    prior = np.minimum(3 + 8 * draw.share(n), age - 20)
    frame["prior_years"] = np.where(came_trained, np.maximum(prior, 1), 0.0)
    frame["birth"] = frame["start"] - np.floor(age * A_YEAR).astype(int) - draw.whole(n, 0, 364)


def _declare(draw: Draws, frame: pd.DataFrame) -> None:
    """The truth about each person, and then what they told HR."""
    n, kind, start = len(frame), frame["worker_type"].to_numpy(), frame["start"].to_numpy()
    cohort = np.select([kind != "officer", start > -5 * A_YEAR, start > -15 * A_YEAR], ["other", "officer new", "officer 5"], "officer 15")
    frame["five"] = draw.one_of_by(cohort, _FIVE)
    frame["woman"] = draw.yes(n, pd.Series(kind).map(_WOMEN).to_numpy(float))
    frame["disabled"] = draw.yes(n, 0.06)
    said = draw.one_of(n, {"": 92, "NS": 3.5, "P": 2.5, "U": 2})
    frame["ethnicity_code"] = np.where(said == "", draw.one_of_by(frame["five"].to_numpy(), _CODE), said)
    said = draw.one_of(n, {"": 98.6, "X": 0.3, "U": 0.6, "P": 0.5})
    frame["sex"] = np.where(said == "", np.where(frame["woman"], "F", "M"), said)
    said = draw.one_of(n, {"": 83, "P": 4, "U": 13})
    frame["disability"] = np.where(said == "", np.where(frame["disabled"], "Y", "N"), said)
    frame["religion"] = draw.one_of(n, {"NONE": 27, "CHR": 27, "BUD": 0.6, "HIN": 1.3, "JEW": 0.7, "MUS": 3.4, "SIK": 1.2, "OTH": 1.3, "P": 9, "U": 28.5})
    frame["sexual_orientation"] = draw.one_of(n, {"HET": 57, "GAY": 3, "BI": 1.2, "OTH": 0.4, "P": 10, "U": 28.4})
    frame["gender_reassignment"] = draw.one_of(n, {"Y": 61, "N": 0.3, "P": 5, "U": 33.7})
    frame["marital"] = draw.one_of(n, {"SIN": 32, "MAR": 40, "CIV": 2, "DIV": 6, "SEP": 2, "WID": 1, "P": 4, "U": 13})

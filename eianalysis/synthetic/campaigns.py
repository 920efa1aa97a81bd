"""What surrounds the applications: who sat on the panels, and who showed interest at outreach events."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from eianalysis.synthetic.applications import OPENS
from eianalysis.synthetic.days import ORIGIN, dates
from eianalysis.synthetic.draws import Draws
from eianalysis.synthetic.people import _CODE

#: Of applications, how many began at an event; and of interest shown, how much becomes an application.
CAME_BY_OUTREACH, APPLIES = 0.11, 0.40
A_PANEL_TAKES = 22  # candidates interviewed by one panel
_SEATS, _CHANCE = 3, {"woman": 0.42, "minority": 0.22, "independent": 0.2}
_TRAINED = (0.55, 0.62, 0.70, 0.78, 0.84, 0.88)
_KINDS = {"careers fair": 34, "community": 24, "school": 16, "faith": 12, "online": 14}


def outreach(seed: int, applied: pd.DataFrame, size: Mapping[str, float]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row an interest shown, and the applications with the key of the interest they began with."""
    draw = Draws(seed, "interest shown")
    came = draw.yes(len(applied), CAME_BY_OUTREACH) & applied["previous_ref"].eq("").to_numpy()
    ours = applied[came].reset_index(drop=True)
    chance = APPLIES * np.where(ours["_five"] != "White", size["outreach_apply_ethnic_minorities"], 1.0)
    others = np.floor(np.log(1 - draw.share(len(ours))) / np.log(1 - chance)).astype(int)
    more = ours.loc[np.repeat(ours.index, others)].reset_index(drop=True)
    said = draw.one_of(len(more), {"": 90, "NS": 6, "P": 2, "U": 2})
    more["ethnicity_code"] = np.where(said == "", draw.one_of_by(more["_five"].to_numpy(), _CODE), said)
    more["age"] = np.maximum(more["age"] + draw.whole(len(more), -3, 3), 16)
    rows = pd.concat([ours.assign(applied="Y"), more.assign(applied="N")], ignore_index=True)
    day = (rows["applied_on"].to_numpy().astype("datetime64[D]") - ORIGIN).astype(int) - draw.whole(len(rows), 10, 90)
    event = day - (day - 5) % 14  # an event every second week; 31 March 2017 was a Friday, so these are Wednesdays
    kinds = draw.one_of(int(event.max() - event.min()) // 14 + 1, _KINDS)
    place = (event - event.min()) // 14
    refs = np.array([f"X{number + 1:05d}" for number in draw.order(len(rows))], dtype=object)
    frame = pd.DataFrame(
        {
            "interest_ref": refs,
            "event_ref": [f"EV{number + 1:03d}" for number in place],
            "event_date": dates(event),
            "event_kind": kinds[place],
            "ethnicity_code": rows["ethnicity_code"],
            "sex": rows["sex"],
            "age": rows["age"],
            "applied": rows["applied"],
        }
    )
    key = applied["interest_ref"].to_numpy(object, copy=True)
    key[came] = refs[: len(ours)]
    return (frame.sort_values(["event_date", "interest_ref"], ignore_index=True), applied.assign(interest_ref=key))


def selection_panels(seed: int, applied: pd.DataFrame) -> pd.DataFrame:
    """Panels of three for the sift and for the interviews of each campaign; more of them trained as time goes on."""
    draw = Draws(seed, "panels")
    made = []
    for campaign, rows in applied.groupby("campaign_id", sort=False):
        season = int(np.searchsorted(OPENS, ((rows["applied_on"].min().to_datetime64().astype("datetime64[D]")) - ORIGIN).astype(int), side="right")) - 1
        interviewed = int(rows["interview"].isin(["pass", "fail"]).sum())
        for stage, panels in (("sift", 2), ("interview", max(1, -(-interviewed // A_PANEL_TAKES)))):
            made += [(campaign, season, stage)] * panels
    campaign, season, stage = (np.array(column, object) for column in zip(*made, strict=True))
    n = len(made) * _SEATS
    each = np.repeat(np.arange(len(made)), _SEATS)
    day = OPENS[season.astype(int)] + draw.whole(len(made), 40, 170)
    minority, undeclared = draw.yes(n, _CHANCE["minority"]), draw.yes(n, 0.03)
    five = np.where(minority, draw.one_of(n, {"Asian": 50, "Black": 28, "Mixed": 22}), "White")
    frame = pd.DataFrame(
        {
            "panel_ref": [f"PA{number + 1:03d}" for number in each],
            "seat": np.tile(np.arange(1, _SEATS + 1), len(made)),
            "campaign_id": campaign[each],
            "stage": stage[each],
            "sat_on": dates(day[each]),
            "ethnicity_code": np.where(undeclared, "U", draw.one_of_by(five, _CODE)),
            "sex": np.where(draw.yes(n, _CHANCE["woman"]), "F", "M"),
            "bias_trained": np.where(draw.share(n) < np.array(_TRAINED)[season[each].astype(int)], "Y", "N"),
            "independent": np.where(draw.yes(n, _CHANCE["independent"]), "Y", "N"),
        }
    )
    return frame[frame["sat_on"] <= pd.Timestamp("2023-03-31")].reset_index(drop=True)

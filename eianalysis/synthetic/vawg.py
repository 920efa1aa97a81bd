"""Offences against women and girls one by one: those of the table of sums, with a victim's ethnicity, a result and its day.

Drawn after the sums and from a stream of its own. A charge is one of those counted there, whoever the victim; how soon an offence
is decided follows the known effect.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from eianalysis.synthetic.days import END, ORIGIN
from eianalysis.synthetic.draws import Draws

#: Victims by ethnicity; of one in ten nobody recorded it.
VICTIMS = {"White": 56, "Asian": 16, "Black": 9, "Mixed": 5, "Other": 4, "": 10}
#: Chance that an offence with a White victim is decided within a hundred days, and of a police suspect.
SOON, POLICE = 0.55, 0.04
_LAST = ORIGIN + END


def vawg_offences(seed: int, sums: pd.DataFrame, size: Mapping[str, float]) -> pd.DataFrame:
    """One row an offence of the rows of ``sums`` (``cj_outcomes``) that are against women and girls."""
    draw = Draws(seed, "offences against women and girls")
    rows = sums[sums["vawg"] == "Y"].reset_index(drop=True)
    each = rows.loc[np.repeat(np.arange(len(rows)), rows["recorded"])]
    place = each.groupby(level=0).cumcount()
    charged = (place < each["charged"]).to_numpy()
    each, n = each.reset_index(drop=True), len(each)
    recorded = each["month"].to_numpy().astype("datetime64[D]") + draw.whole(n, 0, 27)
    ethnicity = draw.one_of(n, VICTIMS)
    minority = np.isin(ethnicity, ["Asian", "Black", "Mixed", "Other"])
    soon = draw.yes(n, SOON * np.where(minority, size["vawg_decided_soon_ethnic_minorities"], 1))
    took = np.where(soon, draw.whole(n, 3, 100), draw.whole(n, 101, 500))
    left = (_LAST - recorded).astype(int)  # a charge is counted, so it came by the last day; as late as it was to be, and not all on that day
    late = charged & (took > left)
    took = np.where(late, np.where(left > 100, 101 + took % np.maximum(left - 100, 1), took % np.maximum(left + 1, 1)), took)
    decided = recorded + took
    known = decided <= _LAST
    result = np.where(charged, "charged", np.where(draw.yes(n, 0.08), "out of court", "no further action"))
    police = draw.yes(n, POLICE * np.where(minority, size["police_suspect_ethnic_minorities"], 1))
    unsaid = draw.yes(n, 0.03)
    frame = pd.DataFrame(
        {
            "recorded_on": recorded.astype("datetime64[s]"),
            "offence_group": each["offence_group"],
            "victim_ethnicity": ethnicity,
            "victim_sex": each["victim_sex"],
            "police_suspect": np.where(unsaid, "", np.where(police, "Y", "N")),
            "result": np.where(known, result, ""),
            "decided_on": np.where(known, decided, np.datetime64("NaT")).astype("datetime64[s]"),
        }
    )
    frame.insert(0, "offence_ref", [f"W{number + 1:05d}" for number in draw.order(n)])
    return frame.sort_values(["recorded_on", "offence_ref"], kind="stable", ignore_index=True)

"""What people do and when they work: two columns of the snapshots, drawn after all else so that they change nothing else.

Who is on shifts is drawn from who attended, by the rule of inverse chances, so that the share of those on shifts who attended is
what the known effect says: attendance itself was drawn before anybody had a shift.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from eianalysis.synthetic.draws import Draws
from eianalysis.synthetic.training import INCLUSIVITY

ROUND_THE_CLOCK = "Round-the-clock shifts"
_ROLE = {
    **dict.fromkeys(("Response A", "Response B", "Response C", "Response D"), "Response"),
    "Sector Policing": "Neighbourhood",
    "Special Constabulary": "Neighbourhood",
    **dict.fromkeys(("Roads Policing", "Support Group", "TFG"), "Operations support"),
    "Control Room": "Control room",
    **dict.fromkeys(("Crime Investigation", "Counter Terrorism", "PPU", "Fraud Operations", "Asset Recovery", "Cyber Crime"), "Investigation"),
    **dict.fromkeys(("Intelligence", "Fraud Intelligence", "Forensics"), "Intelligence and forensics"),
}
_ELSEWHERE = "Support services"
#: Share of each role that works round the clock; of the others a share works days and lates.
_ON_SHIFTS = {"Response": 0.8, "Control room": 0.8, "Operations support": 0.5, "Neighbourhood": 0.25, "Investigation": 0.12, "Intelligence and forensics": 0.1}
_LATES = 0.3


def with_shifts(seed: int, snapshot: pd.DataFrame, attendance: pd.DataFrame, size: Mapping[str, float]) -> pd.DataFrame:
    """The snapshots with ``role_group`` and ``shift_pattern`` as their last columns, recorded in the last snapshot and blank before."""
    now = snapshot[snapshot["as_at"] == snapshot["as_at"].max()]
    draw, n = Draws(seed, "shifts"), len(now)
    chance, lates, unsaid = (draw.share(n) for _ in range(3))
    role = now["unit"].map(_ROLE).fillna(_ELSEWHERE)
    on_shifts = role.map(_ON_SHIFTS).fillna(0.03)
    attended = _came(attendance).reindex(now["person_ref"]).set_axis(now.index)
    share = attended.astype(float).groupby(role).transform("mean")
    effect = size["training_round_the_clock"]
    others = share / (on_shifts * effect + 1 - on_shifts)  # the share of all others who attended
    of_those_who_came = on_shifts * effect / (on_shifts * effect + 1 - on_shifts)
    did_not = on_shifts * (1 - effect * others)
    of_the_rest = did_not / (did_not + (1 - on_shifts) * (1 - others))
    likely = on_shifts.mask(attended.eq(True), of_those_who_came).mask(attended.eq(False), of_the_rest).clip(0, 1)
    pattern = np.where(chance < likely, ROUND_THE_CLOCK, np.where(lates < _LATES, "Days and lates", "Days"))
    shift = pd.Series(np.where(unsaid < 0.02, "", pattern), index=now.index, dtype=object)
    return snapshot.assign(**{name: said.reindex(snapshot.index, fill_value="") for name, said in (("role_group", role), ("shift_pattern", shift))})


def _came(attendance: pd.DataFrame) -> pd.Series:
    """Of those eligible and available for the mandatory programme, by reference: whether they attended."""
    rows = attendance[(attendance["course"] == INCLUSIVITY) & (attendance["eligible"] == "Y")]
    could = rows["available"].eq("Y") | rows["status"].eq("attended")
    return rows[could].groupby("person_ref")["status"].agg(lambda status: (status == "attended").any())

"""The tables of recruitment, made in the order in which they need each other."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from eianalysis.synthetic.applications import applications
from eianalysis.synthetic.campaigns import outreach, selection_panels
from eianalysis.synthetic.clearances import vetting


def recruitment(seed: int, joiners: pd.DataFrame, snapshot: pd.DataFrame, size: Mapping[str, float]) -> dict[str, pd.DataFrame]:
    """``applications``, ``vetting``, ``selection_panels`` and ``outreach``; those who joined are the joiners."""
    applied = applications(seed, joiners, size)
    cleared, panels = vetting(seed, applied, snapshot, size), selection_panels(seed, applied)
    interest, applied = outreach(seed, applied, size)
    return {"applications": applied.drop(columns=["_five", "_person"]), "vetting": cleared, "selection_panels": panels, "outreach": interest}

"""How alike searches of one incident end, force by force, and how often groups that do not differ are called clear because of it.

    python docs/verdict_incidents.py FOLDER

FOLDER holds month files of data.police.uk, or archives of them. Of each force's searches of people whole incidents are dealt to a group at
random, so that it differs from the others by chance alone; ``positive`` is what came of a search. Writes docs/verdict-incidents.csv.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd

from eianalysis.errors import DataFault
from eianalysis.sources.months import find_months
from eianalysis.sources.stop_search import read_stop_search
from eianalysis.stats import design_effect, within_person
from eianalysis.stats.clustered import Spread
from eianalysis.stats.judgement import CLEAR, judge

HERE = Path(__file__).resolve().parent
GROUP, DRAWS, SEED = 150, 1000, 1


def incidents(frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Searches with an outcome, and all, of each incident; a search by itself is one."""
    known = frame[frame["person_searched"] & frame["positive"].notna()]
    alone = known["encounter"].isna()
    several = known[~alone].groupby("encounter")["positive"].agg(["sum", "size"])
    return np.concatenate([known.loc[alone, "positive"].astype(int), several["sum"].astype(int)]), np.concatenate([np.ones(alone.sum(), int), several["size"]])


def row(frame: pd.DataFrame) -> dict[str, float]:
    """What is told of a force's searches."""
    x, m = incidents(frame)
    everybody = Spread(len(m), (x**2).sum(), (x * m).sum(), (m**2).sum())
    shared = float(within_person("proportion", x.sum(), m.sum(), everybody))
    rng = np.random.default_rng(SEED)
    own = np.empty((DRAWS, 4))  # positive, searches, incidents, searches squared
    for draw in range(DRAWS):
        kept = rng.random(len(m)) < GROUP / m.sum()
        own[draw] = x[kept].sum(), m[kept].sum(), kept.sum(), (m[kept] ** 2).sum()
    rest = np.array([x.sum(), m.sum(), len(m), (m**2).sum()]) - own
    sides = (own.T, rest.T)
    effects = [design_effect("proportion", cases, base, squared, shared) for cases, base, _, squared in sides]
    counts = dict(cases=own[:, 0], base=own[:, 1], reference_cases=rest[:, 0], reference_base=rest[:, 1])
    by_itself = judge(**counts).verdict
    allowed = judge(**counts, people=own[:, 2], reference_people=rest[:, 2], effect=effects[0], reference_effect=effects[1]).verdict
    return {
        "searches": int(m.sum()),
        "share_of_several": round(float(m[m > 1].sum() / m.sum()), 3),
        "largest": int(m.max()),
        "alike": round(shared, 3),
        "design_effect": round(float(design_effect("proportion", x.sum(), m.sum(), (m**2).sum(), shared)), 2),
        "clear_by_searches": round(float(np.mean(by_itself == CLEAR)), 3),
        "clear_by_incidents": round(float(np.mean(allowed == CLEAR)), 3),
    }


def main(folder: str) -> None:
    """Write the table of every force in the folder."""
    made = []
    for force in sorted({month.force for month in find_months(folder) if month.force}):
        try:
            frame = read_stop_search(folder, force).frame
        except DataFault as fault:
            print(force, str(fault).splitlines()[1].strip()[:120])
            continue
        if frame["positive"].notna().any():
            made.append({"force": force, **row(frame)})
            print(made[-1])
    pd.DataFrame(made).to_csv(HERE / "verdict-incidents.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main(sys.argv[1])

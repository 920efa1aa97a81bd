"""Many synthetic forces from files to verdicts: are planted effects found as often as the enumeration says, and no others?

Each force is written as files, loaded, counted, compared and released as a board's would be. For each comparison the exact
chance of `clear difference` is added up from the force's own group sizes and the chances it was made with
(docs/verdict_truth.py). Over many forces the share called clear must agree with the mean of those chances.
"""

from __future__ import annotations

import importlib.util
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

import eianalysis as ei
from eianalysis import synthetic
from eianalysis.results import Result
from eianalysis.synthetic.conversations import OFFERED
from eianalysis.synthetic.searches import CLOTHING, OBJECTS

DRUGS = "Controlled drugs"
CYCLE = """cycle = "many"
board = "Nobody's"
meeting_date = 2023-04-26
period = { start = 2020-04-01, end = 2023-03-31 }
data_cut_off = 2023-03-31
data = "demo"
profile = "board"
marking = "OFFICIAL-SENSITIVE"
force = "synthetic-force"
[reference]
ethnicity = "White"
sex = "Male"
"""


@dataclass(frozen=True)
class Planted:
    """One comparison whose true rates are known: the group's is ``size`` times ``chance``."""

    name: str
    group: str
    reference: str
    chance: float
    size: float


PLANTED = (
    Planted("find in drugs searches, Asian", "Asian", "White", OBJECTS[DRUGS][1], synthetic.EFFECTS["find_asian_drugs"]),
    Planted("find in drugs searches, Black", "Black", "White", OBJECTS[DRUGS][1], synthetic.EFFECTS["find_black"]),
    Planted("clothing removed, Black", "Black", "White", CLOTHING, synthetic.EFFECTS["clothing_black"]),
    Planted("clothing removed, Asian", "Asian", "White", CLOTHING, 1.0),
    Planted("exit interview offered for planned exits, women", "Female", "Male", OFFERED, synthetic.EFFECTS["exit_offer_women"]),
)


def verdicts(seeds: Iterable[int]) -> pd.DataFrame:
    """One row a force and comparison: ``name``, ``clear`` (whether it was called so) and ``expected`` (the chance of it)."""
    return pd.DataFrame([row for seed in seeds for row in _of_one(seed)])


def agreement(found: pd.DataFrame) -> pd.DataFrame:
    """One row a comparison: forces, how many were called clear, how many the enumeration expects, and the z of the difference."""
    by = found.groupby("name", sort=False)
    out = pd.DataFrame(
        {"forces": by.size(), "clear": by["clear"].sum(), "expected": by["expected"].sum(), "variance": by["expected"].apply(lambda p: (p * (1 - p)).sum())}
    )
    out["z"] = (out["clear"] - out["expected"]) / np.sqrt(out.pop("variance"))
    return out.reset_index()


def _of_one(seed: int) -> list[dict]:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        (data / "cycles").mkdir(parents=True)
        (data / "cycles" / "many.toml").write_text(CYCLE, encoding="utf-8", newline="\n")
        tables = synthetic.force(seed=seed)
        synthetic.write(data / "synthetic", tables={name: tables[name] for name in ("stop_search", "exit_interviews")})
        cycle = ei.load_cycle("many", data_dir=data)
        released = [_release(result, cycle) for result in _results(cycle)]
    rows = []
    for planted, table in zip(PLANTED, (released[0], released[0], released[1], released[1], released[2]), strict=True):
        one = table[(table["group"] == planted.group) & table["verdict"].notna()].iloc[0]
        other = table[table["group"] == planted.reference].iloc[0]
        chance = _chance(int(one["denominator"]), int(other["denominator"]), planted.chance, planted.size)
        rows.append({"seed": seed, "name": planted.name, "clear": one["verdict"] == "clear difference", "expected": chance})
    return rows


def _results(cycle) -> list[Result]:
    searches, interviews = ei.load_stop_search(cycle), ei.load_exit_interviews(cycle)
    planned = interviews.where(planned=True, leaver_family=["voluntary", "retirement", "transfer"])
    return [
        ei.search_outcomes(searches.where(object=DRUGS), cycle=cycle, by="ethnicity_5"),
        ei.search_outcomes(searches, cycle=cycle, by="ethnicity_5", measure="search_clothing_removed_rate"),
        ei.share(planned, "offered", by="sex", measure="offered_when_planned"),
    ]


def _release(result: Result, cycle) -> pd.DataFrame:
    """The released table, each row judged as if it alone had been declared before looking."""
    from eianalysis.cycle import Comparison

    window = result.counts["window"].iloc[0]
    declared = [
        Comparison(result.measure, window, each, group, reference)
        for each in result.counts["characteristic"].unique()
        for group, reference in (("Asian", "White"), ("Black", "White"), ("Female", "Male"))
    ]
    compared = ei.compare(result, reference=dict(cycle.reference), primary=declared)
    return ei.release(compared, cycle.policy).table


@cache
def _chance(base: int, reference_base: int, rate: float, size: float) -> float:
    return _script().cell(base, reference_base, rate, size)["clear"]


@cache
def _script():
    path = Path(__file__).resolve().parents[1] / "docs" / "verdict_truth.py"
    spec = importlib.util.spec_from_file_location("verdict_truth", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module

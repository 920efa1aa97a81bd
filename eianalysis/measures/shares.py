"""A share beside a population's, or beside constables': ratio, gap in points, range, verdict, people short."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from eianalysis import stats
from eianalysis.measures.compare import each_side, fill
from eianalysis.measures.families import ALONE, BESIDE, ENTERING, empty
from eianalysis.results import ALL
from eianalysis.stats.judgement import BAND, CLEAR, POSSIBLE
from eianalysis.stats.known_share import judge_share
from eianalysis.vocabulary import UNDECLARED

FIGURES = ("disparity_ratio", "ratio_low", "ratio_high", "gap", "gap_low", "gap_high", "p_value")
WORDS = ("reference", "comparison", "verdict")


def against_populations(frame: pd.DataFrame, *, known: Mapping, confidence: float = 0.95, band: tuple[float, float] = BAND) -> pd.DataFrame:
    """A step: each share with its exact range, compared with the population of its row, whose share is taken as known."""
    frame = frame.reset_index(drop=True)
    cases, base = frame["numerator"].to_numpy(float), frame["denominator"].to_numpy(float)
    low, high = stats.exact_interval(cases, base, confidence=confidence)
    whole = frame["group"].eq(ALL)
    frame = frame.assign(
        rate_low=pd.Series(low).mask(whole),
        rate_high=pd.Series(high).mask(whole),
        **{name: np.nan for name in FIGURES},
        **{name: pd.Series(None, index=frame.index, dtype=object) for name in WORDS},
        **empty(frame),
    )
    found = [known.get(key) for key in frame[["benchmark", "characteristic", "group"]].itertuples(index=False, name=None)]
    at = np.flatnonzero([each is not None for each in found] & _asked(frame))
    if not len(at):
        return frame
    share = np.array([found[place].share for place in at])
    cases, base, low, high = (each[at] for each in (cases, base, low, high))
    judged = judge_share(cases, base, share=share, confidence=confidence, band=band)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = np.where(base > 0, cases / base, np.nan)
        made = {
            "disparity_ratio": rate / share,
            "ratio_low": low / share,
            "ratio_high": high / share,
            "gap": rate - share,
            "gap_low": low - share,
            "gap_high": high - share,
            "p_value": judged.p,
            "verdict": judged.verdict,
            ALONE: judged.alone,
            ENTERING: judged.entering,
            "tested_numerator": cases,
            "tested_denominator": base,
            "reference_numerator": share,
            "own_people": base,
            "comparison": "exploratory",
            "reference": np.array([found[place].population for place in at], object),
        }
    for name, values in made.items():
        frame.loc[at, name] = values
    return frame


def against_rank(
    frame: pd.DataFrame, *, rank: str = "Constable", benchmark: str = "Constables of this force", confidence: float = 0.95, band: tuple[float, float] = BAND
) -> pd.DataFrame:
    """A step: each rank's share compared with the same group's share among constables, who are people like them."""
    mine = frame.index[frame["benchmark"].eq(benchmark) & _asked(frame) & (frame["denominator"] > 0)]
    if not len(mine):
        return frame
    rows = frame.loc[mine]
    constables = rows[rows["rank_band"] == rank].set_index(["characteristic", "group"])
    rows = rows[rows["rank_band"] != rank]
    rows = rows[[pair in constables.index for pair in zip(rows["characteristic"], rows["group"], strict=True)]]
    if rows.empty:
        return frame
    other = constables.loc[list(zip(rows["characteristic"], rows["group"], strict=True))]
    out = {name: frame[name].to_numpy(float, copy=True) for name in (*FIGURES, ENTERING, *BESIDE)}
    out[ALONE] = frame[ALONE].to_numpy(object, copy=True)
    words = {name: frame[name].to_numpy(object, copy=True) for name in WORDS}
    index = rows.index.to_numpy()
    words["reference"][index] = rank
    fill(out, words, index, "proportion", each_side(rows), each_side(other), np.zeros(len(index), bool), confidence, band)
    return frame.assign(**out, **words)


def _asked(frame: pd.DataFrame) -> np.ndarray:
    """Rows of groups to compare: not everybody, not the undeclared."""
    return (~frame["group"].isin([ALL, *UNDECLARED])).to_numpy()


def people_short(table: pd.DataFrame, *, known: Mapping) -> pd.DataFrame:
    """After the release: each population's own share, and how many more of the same posts would reach it, from what is shown.

    Whole people, to the nearest: the population's share was itself rounded, so 4.007 short is about 4 and not 5. 0 where the share
    is reached, nothing where it does not differ clearly or possibly: nobody is short of what may be no difference.
    """
    key = table[["benchmark", "characteristic", "group"]].itertuples(index=False, name=None)
    share = pd.Series([known[each].share if each in known else None for each in key], index=table.index, dtype="Float64")
    wanted = np.floor((-table["gap"] * table["denominator"]).astype("Float64").clip(lower=0) + 0.5 + 1e-6)
    short = wanted.clip(lower=0).where(share.notna() & table["verdict"].isin([CLEAR, POSSIBLE])).round().astype("Int64")
    return table.assign(benchmark_share=share, people_short=short)

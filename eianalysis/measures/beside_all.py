"""A group beside everybody who answered, itself included: worked out of its comparison with the rest."""

from __future__ import annotations

import numpy as np
import pandas as pd

from eianalysis import stats
from eianalysis.measures.families import ALONE, BESIDE, ENTERING
from eianalysis.results import ALL
from eianalysis.stats.comparison import ratio_interval
from eianalysis.stats.judgement import judge
from eianalysis.vocabulary import UNDECLARED


def beside_all(frame: pd.DataFrame, *, keys, primary, confidence, band) -> pd.DataFrame:
    """The frame with each group's comparison with all who answered, made of its comparison with the rest."""
    frame = frame.reset_index(drop=True)
    place = ["window", *keys, "characteristic"]
    total = frame[frame["group"] == ALL].set_index(place)[["numerator", "denominator"]]
    all_cases, all_base = (
        pd.Series(total[name].reindex(pd.MultiIndex.from_frame(frame[place])).to_numpy(float), frame.index) for name in ("numerator", "denominator")
    )
    told = ~frame["group"].isin([ALL, *UNDECLARED]) & (2 * frame["denominator"] <= all_base)
    cases, base = frame["numerator"].to_numpy(float), frame["denominator"].to_numpy(float)
    named = dict(cases=cases[told], base=base[told], reference_cases=(all_cases - cases)[told].to_numpy(), reference_base=(all_base - base)[told].to_numpy())
    share = base[told] / all_base[told].to_numpy()
    gap, (gap_low, gap_high) = stats.rate_gap(**named), stats.rate_gap_interval(**named, confidence=confidence)
    ratio, (low, high) = stats.disparity_ratio(**named), ratio_interval("proportion", *named.values(), confidence=confidence)
    declared = {(item.window, item.characteristic, item.group) for item in primary if item.reference == ALL}
    first = np.array([three in declared for three in zip(*(frame.loc[told, name] for name in ("window", "characteristic", "group")), strict=True)], bool)
    judged = judge(**named, confidence=confidence, band=band, exploratory=~first)
    found = {
        "disparity_ratio": _to_all(ratio, share),
        "ratio_low": _to_all(low, share),
        "ratio_high": _to_all(high, share),
        "gap": gap * (1 - share),
        "gap_low": gap_low * (1 - share),
        "gap_high": gap_high * (1 - share),
        "p_value": judged.p,
        ENTERING: judged.entering,
        **dict(zip(BESIDE, (*named.values(), named["base"], named["reference_base"]), strict=True)),
    }
    for name, values in found.items():
        frame[name] = pd.Series(np.asarray(values, float), index=frame.index[told]).reindex(frame.index)
    for name, values in (("reference", ALL), ("verdict", judged.verdict), (ALONE, judged.alone), ("comparison", np.where(first, "primary", "exploratory"))):
        frame[name] = pd.Series(values, index=frame.index[told], dtype=object).reindex(frame.index).where(told, None)
    return frame


def _to_all(ratio: np.ndarray, share: np.ndarray) -> np.ndarray:
    """The ratio to everybody, of the ratio to the rest: p / (w p + (1 - w) r) = R / (w R + 1 - w)."""
    ratio = np.asarray(ratio, float)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(np.isinf(ratio), np.where(share > 0, 1 / share, np.inf), ratio / (share * ratio + 1 - share))

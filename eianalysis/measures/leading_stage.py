"""Which stage of a process contributes most to a gap, or that none stands out; from a released table and nothing else.

Worked out from what the gate let through, it cannot say more about people than that table does.
"""

from __future__ import annotations

from dataclasses import replace
from zlib import crc32

import numpy as np
import pandas as pd

from eianalysis.declare import Measure, Population, Words
from eianalysis.errors import UsageError
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.pipeline import WHOLE
from eianalysis.results import GROUPING, LEADING, Release, Result, require_release
from eianalysis.stats.judgement import CLEAR, POSSIBLE
from eianalysis.vocabulary import phrase

DRAWS, SEED, LEADS = 2000, 20230331, 0.95
NONE_STANDS_OUT = "No stage stands out"
HIDDEN = "Hidden: small numbers could tell about a person"


def leading_stage(released: Release, *, draws: int = DRAWS, seed: int = SEED) -> Result:
    """Say at which stage most of a difference arises, but only where chance would seldom name another stage.

    Each stage's ratio, which the table gives with its range, is a factor of the ratio over the whole way; the stage that contributes most is
    the one furthest from 1 on the side of the whole. It is named only where the whole way differs (``clear`` or ``possible difference``)
    and the stage leads in 95% of seeded bootstraps of the people who set out, in which the whole is on that side too: resampling people
    is drawing each stage's passes from those drawn to be at risk of it.

    Parameters
    ----------
    released : Release of ``pipeline`` after ``compare``, chained

    Returns
    -------
    Result
        Of shape ``register``: a row a compared group, with the ratio over the whole way, the stage or "No stage stands
        out", in what share of the draws it leads, and what each stage contributes: the natural logarithm of its ratio, with that of the
        range the table shows. They add up to that of the whole way. Where a count it needs is hidden, the row says so.

    Examples
    --------
    >>> import eianalysis as ei                                                    # doctest: +SKIP
    >>> ei.findings(ei.release(ei.leading_stage(funnel), board.policy))            # doctest: +SKIP
    """
    released = require_release(released, "leading_stage")
    definition = replace(definition_of("leading_stage"), noun=released.definition.noun, serves=released.definition.serves)
    if released.missing:
        return Result("leading_stage", "register", definition, pd.DataFrame(), sources=released.sources, missing=released.missing)
    table = released.table
    if "stage" not in table or WHOLE not in set(table["stage"]):
        raise UsageError("leading_stage() needs a release of chained stages, from pipeline(); these have bases of their own")
    if table["comparison"].isna().all():
        raise UsageError("leading_stage() needs comparisons; call compare(result, reference=...) before release()")
    keys = [name for name in released.keys if name not in (*LEADING, *GROUPING, "stage")]
    rows = []
    for place, part in table.groupby(["window", *keys, "characteristic"], sort=False, dropna=False):
        of_group = {group: each.set_index("stage") for group, each in part.groupby("group", sort=False)}
        for group, each in of_group.items():
            if each["comparison"].isna().all():
                continue
            named = dict(zip(("period", *keys, "characteristic"), place, strict=True)) | {"group": group}
            rng = np.random.default_rng([seed, crc32(repr(named).encode())])
            rows.append(named | _row(each, of_group, released, draws, rng))
    frame = pd.DataFrame(rows)
    if not frame.empty and frame["period"].nunique() == 1:
        frame = frame.drop(columns="period")
    return Result("leading_stage", "register", definition, frame.drop(columns="characteristic", errors="ignore"), sources=released.sources)


def _row(own: pd.DataFrame, of_group: dict, released: Release, draws: int, rng) -> dict:
    """One group's line of the table; ``own`` holds its stages in order, the whole way last."""
    whole, noun = own.loc[WHOLE], released.definition.noun
    characteristic = str(whole["characteristic"])
    named = own["reference"].dropna()
    other = of_group.get(named.iloc[0]) if len(named) else None
    who = phrase(characteristic, str(whole["group"]), noun)
    said = {
        "group": who[:1].upper() + who[1:],
        "compared_with": phrase(characteristic, str(named.iloc[0]), noun) if len(named) else "the reference",
        "over_the_whole_way": HIDDEN,
        "contributes_most": HIDDEN,
        "leads_in": "",
        "each_stage_adds": HIDDEN,
    }
    if len(named) and other is None:
        return said | {"over_the_whole_way": "", "contributes_most": "Not worked out: needs a group to compare with", "each_stage_adds": ""}
    needed = [] if other is None else [each[name] for each in (own, other) for name in ("numerator", "denominator")]
    if other is None or any(values.isna().any() for values in needed):
        return said
    digits = 1 if released.policy.round_to > 1 else 2
    if pd.notna(whole["disparity_ratio"]):
        value, low, high = (f"{whole[name]:.{digits}f}" for name in ("disparity_ratio", "ratio_low", "ratio_high"))
        said["over_the_whole_way"] = f"{value} times ({low} to {high}), {whole['verdict']}"
    else:
        said["over_the_whole_way"] = "No ratio"
    stages = [stage for stage in own.index if stage != WHOLE]
    said["each_stage_adds"] = contributions(own.loc[[*stages, WHOLE]], digits=digits)
    if whole["verdict"] not in (CLEAR, POSSIBLE):  # where the whole way does not differ, there is nothing for a stage to lead in
        return said | {"contributes_most": NONE_STANDS_OUT}
    at, share = lead(*(each.loc[stages, name].to_numpy(float) for each in (own, other) for name in ("numerator", "denominator")), draws=draws, rng=rng)
    often = "" if at < 0 else f"{share:.0%} of {draws:,} random redraws"
    return said | {"contributes_most": stages[at] if share >= LEADS else NONE_STANDS_OUT, "leads_in": often}


def contributions(rows: pd.DataFrame, digits: int = 2) -> str:
    """What each stage adds to the logarithm of the ratio over the whole way, with its range: from the ratios and ranges that are shown.

    ``rows`` has ``disparity_ratio, ratio_low, ratio_high`` by stage, the whole way last.

    >>> shown = pd.DataFrame({"disparity_ratio": [0.5, 1.0, 0.5], "ratio_low": [0.4, 0.0, 0.35], "ratio_high": [0.6, 1.2, 0.7]}, ["Sift", "Test", WHOLE])
    >>> contributions(shown)
    'Sift −0.69 (−0.92 to −0.51); Test 0.00 (no least to 0.18); together −0.69 (−1.05 to −0.36)'
    """

    def written(value: float, otherwise: str) -> str:
        text = f"{value:.{digits}f}" if np.isfinite(value) else otherwise
        return f"−{text[1:]}" if text.startswith("-") and float(text) else text.removeprefix("-")

    said = []
    for stage, row in rows.iterrows():
        with np.errstate(divide="ignore"):
            value, low, high = (np.log(float(row[name])) if pd.notna(row[name]) else np.nan for name in ("disparity_ratio", "ratio_low", "ratio_high"))
        where = "together" if stage == WHOLE else stage
        said.append(f"{where} {written(value, 'no number')} ({written(low, 'no least')} to {written(high, 'no most')})")
    return "; ".join(said)


def lead(cases, base, reference_cases, reference_base, *, draws: int = DRAWS, rng=None) -> tuple[int, float]:
    """``(place of the stage that contributes most, share of draws in which it leads)``; ``(-1, nan)`` where none can.

    A draw in which the whole lies on the other side, or is even, has no leader. The four are the counts of the stages in order, of a group and of its reference.

    >>> rng = np.random.default_rng(1)
    >>> place, share = lead([60, 54], [200, 60], [1200, 1080], [2000, 1200], rng=rng)   # 0.5 times, then the same rate
    >>> place, share > 0.99
    (0, True)
    """
    rng = np.random.default_rng(SEED) if rng is None else rng
    four = [np.asarray(values, float) for values in (cases, base, reference_cases, reference_base)]
    seen = _logs(*(values[None, :] for values in four))[0]
    side = np.sign(seen.sum()) if np.isfinite(seen).all() else np.sign(seen[np.isinf(seen)].sum())
    if not side or np.isnan(side):
        return -1, np.nan
    drawn = _logs(*_redraw(*four[:2], draws, rng), *_redraw(*four[2:], draws, rng)) * side
    with np.errstate(invalid="ignore"):
        same_side = drawn.sum(axis=1) > 0
    first = int(np.argmax(seen * side))
    best = drawn.max(axis=1, keepdims=True)
    alone = (drawn == best).sum(axis=1) == 1  # a tie leads nowhere
    return first, float(np.mean(same_side & alone & (drawn.argmax(axis=1) == first)))


def _redraw(cases: np.ndarray, base: np.ndarray, draws: int, rng) -> tuple[np.ndarray, np.ndarray]:
    """The passes and bases of resampled people: each stage's base is the passes drawn before it."""
    passes, bases = np.empty((draws, len(cases))), np.empty((draws, len(cases)))
    at_risk = np.full(draws, int(base[0]))
    for place in range(len(cases)):
        rate = cases[place] / base[place] if base[place] else 0.0
        bases[:, place] = at_risk
        at_risk = rng.binomial(at_risk, min(rate, 1.0))
        passes[:, place] = at_risk
    return passes, bases


def _logs(cases, base, reference_cases, reference_base) -> np.ndarray:
    """The logarithm of each stage's ratio; 0 where nobody on one side came that far."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (cases / base) / (reference_cases / reference_base)
        return np.nan_to_num(np.log(ratio), nan=0.0, posinf=np.inf, neginf=-np.inf)


LEADING_STAGE = Measure(
    "leading_stage",
    Words(
        "The stage that contributes most to a difference",
        "people who went on at each stage",
        "people at risk of it",
        method="Each stage's ratio is a factor of the ratio over the whole way. A stage is named if the whole way "
        "differs and its factor is the largest in 95% of seeded bootstraps of the people who set out, drawn from the released counts. What a stage adds is the natural logarithm of its ratio: below 0 the group goes on less often there, and "
        "the stages add up to the whole way.",
        notes=("A stage that is named is where the difference arises in these records; it does not say why.",),
    ),
    counts=Population("pipeline"),
    rows=leading_stage,
    shape="register",
    form="register",
)

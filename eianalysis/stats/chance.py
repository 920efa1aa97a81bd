"""How many flags chance alone would raise among comparisons of these sizes: by enumeration, not by a rule of thumb."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from scipy.special import gammaln, xlog1py, xlogy

from eianalysis.stats._input import choice, numbers, refuse
from eianalysis.stats._two_sided import outcomes
from eianalysis.stats.adjust import adjust_p
from eianalysis.stats.family import could_stand_out
from eianalysis.stats.judgement import BAND, CLEAR, POSSIBLE, alpha_of, judge
from eianalysis.stats.known_share import judge_share, share_could_stand_out

#: How often ``possible``, and either flag, is said where nothing differs, on average over the sizes and rates of docs/verdicts.md:
#: of comparisons that were declared beforehand, and of families of 2 and of 20 groups. A test holds them to the files of that page.
POSSIBLE_ALONE, EITHER_ALONE, POSSIBLE_IN_FAMILIES = 0.061, 0.088, (0.073, 0.085)
DRAWS, SEED = 2000, 20230331
RARE = 1e-12  # an outcome rarer than this moves no expected number
CHUNK = 200_000  # outcomes judged at a time


class ChanceFlags(NamedTuple):
    """Expected flags of each comparison if nothing differed; their sums are the expected numbers of a pack."""

    clear: Any
    possible: Any


def chance_flags(
    *,
    cases: Any,
    base: Any,
    reference_cases: Any,
    reference_base: Any,
    kind: Any = "proportion",
    confidence: float = 0.95,
    band: tuple[float, float] = BAND,
    family: Any = "",
    people: Any = None,
    reference_people: Any = None,
) -> ChanceFlags:
    """Return how likely each comparison is to be called clear, or possible, if its two groups did not differ.

    Parameters
    ----------
    cases, base, reference_cases, reference_base, confidence, band, people, reference_people : as for ``verdict``
    kind : {"proportion", "rate", "share"}, or one a row
        Of a ``share`` the reference is a population whose share is known: ``reference_cases`` is that share.
    family : array_like of str
        The family of each row; "" where it was declared beforehand and is judged as it stands.

    Returns
    -------
    clear, possible
        Probabilities, one a row. Add them up for the numbers expected.

    Notes
    -----
    Given the bases and the total of cases, the group's cases are hypergeometric (of rates and shares: binomial) where nothing
    differs: every outcome is judged and weighted. In a family a row that is clear alone may be possible only; how often is
    drawn, 2,000 times with a fixed seed, from the same distributions, the rows of a family apart from each other.

    Examples
    --------
    Of twenty looks at 90 people beside 800, with 72 cases between them, chance alone flags about two:

    >>> flags = chance_flags(cases=[8] * 20, base=90, reference_cases=64, reference_base=800, family=["page"] * 20)
    >>> f"{sum(flags.clear):.2f} clear, {sum(flags.possible):.1f} possible"
    '0.04 clear, 2.0 possible'
    """
    own = base if people is None else people
    other = reference_base if reference_people is None else reference_people
    arrays, keep = numbers(
        missing=("reference_base", "reference_people"),
        cases=cases,
        base=base,
        reference_cases=reference_cases,
        reference_base=reference_base,
        people=own,
        reference_people=other,
    )
    shape, rows = arrays[0].shape, np.array([np.ravel(each) for each in arrays])
    kinds, families = (np.broadcast_to(np.asarray(each, object), shape).ravel() for each in (kind, family))
    refuse("family", np.array([not isinstance(each, str) for each in families], bool), "not a name")
    alpha, clear, flagged = alpha_of(confidence), np.zeros(rows.shape[1]), np.zeros(rows.shape[1])
    entered, outcomes_of = np.zeros(rows.shape[1], bool), {}
    for each in dict.fromkeys(kinds):
        at = np.flatnonzero(kinds == choice("kind", each, ("proportion", "rate", "share")))
        for name in dict.fromkeys(families[at]):  # who shares a reference is told within a family
            own_family = at[families[at] == name]
            entered[own_family] = _could(each, rows[:, own_family], alpha)
        for place, seen in _each(each, rows[:, at], confidence, band):
            clear[at[place]], flagged[at[place]] = (seen.weight @ seen.clear), (seen.weight @ seen.flagged)
            outcomes_of[at[place]] = seen
    for name in dict.fromkeys(each for each in families if each):
        at = np.flatnonzero(families == name)
        clear[at] = _in_family([outcomes_of.get(place) if entered[place] else None for place in at], alpha)
    clear = np.minimum(clear, flagged)
    return ChanceFlags(keep(clear.reshape(shape)), keep((flagged - clear).reshape(shape)))


class _Seen(NamedTuple):
    """The outcomes of one row: how likely each is, whether it is clear, or flagged at all, and its p."""

    weight: np.ndarray
    clear: np.ndarray
    flagged: np.ndarray
    p: np.ndarray


def _could(kind: str, rows: np.ndarray, alpha: float) -> np.ndarray:
    x1, n1, x0, n0 = rows[:4]
    return share_could_stand_out(n1, x0, alpha=alpha) if kind == "share" else could_stand_out(kind, x1, n1, x0, n0, alpha=alpha)


def _each(kind: str, rows: np.ndarray, confidence: float, band) -> Iterator[tuple[int, _Seen]]:
    """Every outcome of each row, judged as if it had been declared."""
    x1, n1, x0, n0, own, other = rows
    low, high, log_weight = _law(kind, x1, n1, x0, n0)
    at = np.flatnonzero((n1 > 0) & ((n0 > 0) | (kind == "share")))
    blocks = np.cumsum(high[at] - low[at] + 1) // CHUNK
    for some in np.split(at, np.flatnonzero(np.diff(blocks)) + 1) if len(at) else ():
        x, which, _ = outcomes(low[some].astype(np.int64), high[some].astype(np.int64))
        row = some[which]
        weight = np.exp(log_weight(x, row))
        x, row, weight = (each[weight > RARE] for each in (x, row, weight))
        if kind == "share":
            judged = judge_share(x, n1[row], share=x0[row], confidence=confidence, band=band, exploratory=False)
        else:
            judged = judge(
                cases=x,
                base=n1[row],
                reference_cases=x1[row] + x0[row] - x,
                reference_base=n0[row],
                kind=kind,
                confidence=confidence,
                band=band,
                people=own[row],
                reference_people=other[row],
            )
        clear = judged.alone == CLEAR
        flagged = clear | (judged.alone == POSSIBLE)
        for place in some:
            mine = row == place
            yield int(place), _Seen(weight[mine], clear[mine], flagged[mine], judged.p[mine])


def _law(kind: str, x1: np.ndarray, n1: np.ndarray, x0: np.ndarray, n0: np.ndarray):
    """The range of the group's cases, and the logarithm of the probability of so many, where nothing differs."""
    total = n1 if kind == "share" else x1 + x0
    if kind != "proportion":
        with np.errstate(divide="ignore", invalid="ignore"):
            share = x0 if kind == "share" else np.where(n1 + n0 > 0, n1 / (n1 + n0), 0.5)
        return *_likely(np.zeros_like(total), total, total * share, total * share * (1 - share)), (
            lambda x, row: _choose(total[row], x) + xlogy(x, share[row]) + xlog1py(total[row] - x, -share[row])
        )
    whole = np.maximum(n1 + n0, 1)
    mean = total * n1 / whole
    spread = mean * (n0 / whole) * (whole - total) / np.maximum(whole - 1, 1)
    return *_likely(np.maximum(0, total - n0), np.minimum(n1, total), mean, spread), (
        lambda x, row: _choose(n1[row], x) + _choose(n0[row], total[row] - x) - _choose(n1[row] + n0[row], total[row])
    )


def _likely(low: np.ndarray, high: np.ndarray, mean: np.ndarray, variance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    reach = 8 * np.sqrt(variance) + 20
    return np.maximum(low, np.floor(mean - reach)), np.minimum(high, np.ceil(mean + reach))


def _choose(n: np.ndarray, k: np.ndarray) -> np.ndarray:
    return gammaln(n + 1.0) - gammaln(k + 1.0) - gammaln(n - k + 1.0)


def _in_family(rows: list[_Seen | None], alpha: float) -> np.ndarray:
    """How often each row of a family stays clear once its family is adjusted for, from seeded draws; None is not in it."""
    rng = np.random.default_rng(SEED)
    clear, p = np.zeros((DRAWS, len(rows)), bool), np.full((DRAWS, len(rows)), np.nan)
    for place, seen in enumerate(rows):
        if seen is not None:
            drawn = rng.choice(len(seen.weight), DRAWS, p=seen.weight / seen.weight.sum())
            clear[:, place], p[:, place] = seen.clear[drawn], seen.p[drawn]
    found = np.zeros(len(rows))
    for draw in np.flatnonzero(clear.any(axis=1)):
        found += clear[draw] & (np.nan_to_num(adjust_p(p[draw]), nan=1.0) < alpha)
    return found / DRAWS

"""A ratio made within strata is made of counts nobody is shown: is it safe to print?

Worst case: the reader knows everybody's stratum, and both groups' totals, and wants to know how many events each stratum
had. For each count of a stratum that may not be learned, another table is looked for that has the same totals and the
same printed figures, and in which that count is no longer small. Found: the figure does not give it away. Not found: the
figure is printed with a decimal less, and if that does not do either, not at all.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from eianalysis import stats
from eianalysis.disclosure.primary import COMPLEMENT, NUMERATOR, threshold_of, unsafe
from eianalysis.policy import Policy
from eianalysis.results import GROUPING, Result

FIGURES = ("adjusted_ratio", "adjusted_low", "adjusted_high")
COUNTS = ("cases", "base", "reference_cases", "reference_base")
WITH_THEM = ("adjusted_verdict", "strata_agree", "strata", "strata_dropped")
TRIES, ROUNDS = 3000, 6


def protect(table: pd.DataFrame, result: Result, policy: Policy) -> None:
    """Round each adjusted ratio as far as its strata ask for, or empty it, in place."""
    labels = ["window", "period_start", "period_end", *(key for key in result.keys if key != "window"), *GROUPING]
    if result.strata is None:
        table[[*FIGURES, *WITH_THEM]] = None
        return
    parts = {key: rows for key, rows in result.strata.groupby(_named(result.strata, labels), sort=False)}
    for index, key in _named(table, labels).items():
        if pd.isna(table.at[index, "adjusted_ratio"]):
            continue
        rows = parts.get(key)
        limit = threshold_of(policy, table.at[index, "characteristic"], (*result.keys, *_names(result)))
        digits = None if rows is None else digits_allowed(rows[list(COUNTS)].to_numpy(float).T, limit, policy,
                                                           rate=result.kind == "rate")
        for name in FIGURES:
            value = table.at[index, name]
            table.at[index, name] = np.nan if digits is None else float(_print([value], digits, name)[0])
        if digits is None:
            for name in WITH_THEM:
                if name in table:
                    table.at[index, name] = None


def _names(result: Result) -> tuple[str, ...]:
    """The columns the strata are made of: some of them are sensitive."""
    return () if result.strata is None else tuple(name for name in result.strata.columns if name not in (*COUNTS, *GROUPING))


def _named(frame: pd.DataFrame, labels: list[str]) -> pd.Series:
    rows = frame[labels].itertuples(index=False, name=None)
    return pd.Series(["|".join(map(str, row)) for row in rows], index=frame.index, dtype=object)


def digits_allowed(counts: np.ndarray, threshold: int, policy: Policy, *, rate: bool = False) -> int | None:
    """How many decimals the pooled ratio of these strata may have: 2, 1, or None for not at all."""
    cases, base, reference_cases, reference_base = (np.asarray(each, float) for each in counts)
    both = (base > 0) & (reference_base > 0)  # the rest plays no part
    sides = [np.array([cases[both], reference_cases[both]]), np.array([base[both], reference_base[both]])]
    wanted = _targets(*sides, threshold, policy, rate)
    for digits in (1,) if policy.round_to > 1 else (2, 1):
        if all(_hidden_by(*sides, *target, digits, rate) for target in wanted):
            return digits
    return None


def _targets(found: np.ndarray, size: np.ndarray, threshold: int, policy: Policy, rate: bool) -> list[tuple[int, int, int, int]]:
    """``(side, stratum, least, most)``: for each count nobody may learn, the values it should also be able to have."""
    out = []
    for side in (0, 1):
        for place, (x, n) in enumerate(zip(found[side], size[side], strict=True)):
            most = found[side].sum() if rate else n  # a rate's events need not be some of its base
            wary = unsafe(x, n, proportion=not rate, threshold=threshold, policy=policy)
            if n < threshold:  # so few that nobody can be told to be among many: then not how many of them, nor that none or all
                out += [(side, place, int(x) + 1, int(most))] if x < most else []
                out += [(side, place, 0, int(x) - 1)] if x > 0 else []
                continue
            if NUMERATOR in wary and x < threshold:
                out.append((side, place, threshold, int(most)))
            if COMPLEMENT in wary and n - x < threshold:
                out.append((side, place, 0, int(n) - threshold))
    return out


def _hidden_by(found: np.ndarray, size: np.ndarray, side: int, place: int, least: int, most: int, digits: int,
               rate: bool) -> bool:
    """Whether some other table with the same totals prints the same, in which this count lies in that range."""
    rng = np.random.default_rng(20230401)  # seeded: the same table is always judged alike
    printed, told = _figures(found[None], size, digits, rate)[0], _told(found, size, rate)
    room = np.full(size.shape, np.inf) if rate else size
    now = int(found[side, place])
    value = least if now < least else most
    for spread in range(ROUNDS):
        tries = np.repeat(found[None], TRIES, axis=0)
        tries[:, side, place] = value
        fits = np.ones(TRIES, bool)
        for _ in range(abs(value - now)):  # the total stays: what one stratum gains another loses
            fits &= _step(tries, room, side, place, -np.sign(value - now), rng)
        for _ in range(spread):  # and a few more moves, on both sides, to bring the figures back
            for other in (0, 1):
                _swap(tries, room, other, place if other == side else -1, rng)
        same = fits & (_figures(tries, size, digits, rate) == printed).all(axis=1)
        if any(_told(each, size, rate) == told for each in tries[same][:40]):
            return True
    return False


def _step(tries: np.ndarray, size: np.ndarray, side: int, place: int, by: float, rng) -> np.ndarray:
    """Change one stratum but ``place`` by one, each try its own; whether that was possible."""
    room = (tries[:, side] < size[side]) if by > 0 else (tries[:, side] > 0)
    room[:, place] = False
    draw = np.where(room, rng.random(room.shape), -1.0)
    chosen = draw.argmax(axis=1)
    able = room.any(axis=1)
    rows = np.flatnonzero(able)
    tries[rows, side, chosen[rows]] += by
    return able


def _swap(tries: np.ndarray, size: np.ndarray, side: int, fixed: int, rng) -> None:
    """Move one event from a stratum to another in about half of the tries."""
    strata = size.shape[1]
    out, into = (rng.integers(0, strata, len(tries)) for _ in range(2))
    rows = np.flatnonzero((rng.random(len(tries)) < 0.7) & (out != into) & (out != fixed) & (into != fixed))
    rows = rows[(tries[rows, side, out[rows]] > 0) & (tries[rows, side, into[rows]] < size[side, into[rows]])]
    tries[rows, side, out[rows]] -= 1
    tries[rows, side, into[rows]] += 1


def _figures(tries: np.ndarray, size: np.ndarray, digits: int, rate: bool) -> np.ndarray:
    """The printed ratio and range of each table (Greenland-Robins, as ``stats.mantel_haenszel``)."""
    (x1, x0), (n1, n0) = (tries[:, 0], tries[:, 1]), size
    total, events = n1 + n0, x1 + x0
    r, s = (x1 * n0 / total).sum(axis=1), (x0 * n1 / total).sum(axis=1)
    spread = ((events * n1 * n0 - (0 if rate else x1 * x0 * total)) / total**2).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = r / s
        factor = np.exp(1.959963984540054 * np.sqrt(spread / (r * s)))
        each = (ratio, ratio / factor, ratio * factor)
        return np.nan_to_num(np.array([_print(one, digits, name) for one, name in zip(each, FIGURES, strict=True)]).T, nan=-1)


def _print(values, digits: int, name: str) -> np.ndarray:
    how = {"adjusted_low": np.floor, "adjusted_high": np.ceil}.get(name, np.round)
    return how(np.round(np.asarray(values, float) * 10**digits, 6)) / 10**digits


def _told(found: np.ndarray, size: np.ndarray, rate: bool) -> tuple[bool, bool]:
    """What the words beside the figures say: whether chance explains it, whether the strata agree."""
    named = dict(cases=found[0], reference_cases=found[1])
    if rate:
        pooled = stats.mantel_haenszel_rates(**named, exposure=size[0], reference_exposure=size[1])
        return bool(pooled.mh_p < 0.05), bool(pooled.homogeneity_p < 0.05)
    pooled = stats.mantel_haenszel(**named, base=size[0], reference_base=size[1])
    return bool(pooled.cmh_p < 0.05), bool(pooled.breslow_day_p < 0.05)

"""Figures made of counts nobody is shown (strata): do they give one of them away?

The reader knows everybody's stratum and how many events there were in all, and has the printed figures. For each count that may
not be learned another table is looked for with the same totals and the same printed figures, in which that count is no longer small.
Found: the figures do not give it away. Not found: they are printed with a decimal less, and if that does not do either, not at
all. A table that is found proves it; one that is there and is not found costs a decimal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from eianalysis.disclosure.primary_suppression import COMPLEMENT, NUMERATOR, unsafe
from eianalysis.policy import Policy

TRIES, ROUNDS, LOOKED_AT = 600, 200, 40
NO_NUMBER = 1e6  # units that no figure has


@dataclass(frozen=True)
class HiddenStrata:
    """Counts that are suppressed, by side (a group, its reference) and cell (a stratum), and what is printed of them.

    events, bases events and people (or person-years), of shape (sides, cells)
    most_events   the most events each cell could have
    protected     ``(side, cells)``: sets of cells whose events together nobody may learn where they are few
    figures       of many tables (tables, sides, cells) the printed figures before they are rounded (tables, figures)
    rounding      how each figure is rounded: ``np.round``, ``np.floor`` or ``np.ceil``
    said          what words beside the figures say of one table
    strata        a number for each cell: an event moves between cells of one number only, so that every total the reader has stays
    proportion    whether the events are some of the base, so that who is left is a count too
    """

    events: np.ndarray
    bases: np.ndarray
    most_events: np.ndarray
    protected: Sequence[tuple[int, np.ndarray]]
    figures: Callable[[np.ndarray], np.ndarray]
    rounding: Sequence[Callable]
    said: Callable[[np.ndarray], object] = lambda found: None
    strata: np.ndarray | None = None
    proportion: bool = False


def discloses_nothing(secret: HiddenStrata, threshold: int, policy: Policy, digits: int | np.ndarray) -> bool:
    """Whether the figures with so many decimals (one number for all, or one for each) give no small count away."""
    return all(_possible(secret, target, digits) for target in _targets(secret, threshold, policy))


def _targets(secret: HiddenStrata, threshold: int, policy: Policy) -> list[tuple[int, np.ndarray, int]]:
    """``(side, cells, value)``: for each count nobody may learn, a value it should also be able to have."""
    out = []
    for side, cells in secret.protected:
        x, n = secret.events[side, cells].sum(), secret.bases[side, cells].sum()
        most = min(secret.most_events[side, cells].sum(), secret.events[side].sum())
        wary = unsafe(x, n, proportion=secret.proportion, threshold=threshold, policy=policy)
        if n < threshold:  # so few that nobody can be told to be among many: then not how many of them, nor that none or all
            out += [(side, cells, int(x) + 1)] if x < most else []
            out += [(side, cells, int(x) - 1)] if x > 0 else []
            continue
        if NUMERATOR in wary and x < threshold:
            out.append((side, cells, threshold))
        if COMPLEMENT in wary:  # and so fewer than the threshold
            out.append((side, cells, int(n) - threshold))
    return out


def _possible(secret: HiddenStrata, target: tuple[int, np.ndarray, int], digits: int | np.ndarray) -> bool:
    """Whether some other table with the same totals prints the same, in which the count of these cells is this."""
    rng = np.random.default_rng(20230401)  # seeded: the same table is always judged alike
    side, cells, value = target
    now = int(secret.events[side, cells].sum())
    tries = np.repeat(secret.events[None], TRIES, axis=0)
    fits = np.ones(TRIES, bool)
    for _ in range(abs(value - now)):  # the total stays: what these cells gain others lose
        fits &= _step(tries, secret, side, cells, value > now, rng)
    tries = tries[fits]
    if not len(tries):
        return False
    goal, told = _printed(secret, _units(secret, secret.events[None], digits))[0], secret.said(secret.events)
    far = _far(secret, tries, goal, digits)
    for _ in range(ROUNDS):  # and more moves, on both sides, that bring the figures back
        if any(secret.said(each) == told for each in tries[far == 0][:LOOKED_AT]):
            return True
        moved = tries.copy()
        for other in range(secret.events.shape[0]):
            _swap(moved, secret, other, cells if other == side else None, rng)
        then = _far(secret, moved, goal, digits)
        better = then <= far
        tries[better], far = moved[better], np.where(better, then, far)
    return any(secret.said(each) == told for each in tries[far == 0][:LOOKED_AT])


def _step(tries: np.ndarray, secret: HiddenStrata, side: int, cells: np.ndarray, more: bool, rng) -> np.ndarray:
    """Move one event into the cells (or out of them), each try its own; whether that was possible."""
    here = tries[:, side]
    out, into = (~cells, cells) if more else (cells, ~cells)
    from_where, able_out = _any_of((here > 0) & out, rng)
    fitting = (here < secret.most_events[side]) & into
    if secret.strata is not None:
        fitting &= secret.strata[from_where][:, None] == secret.strata
    to_where, able_in = _any_of(fitting, rng)
    able = able_out & able_in
    rows = np.flatnonzero(able)
    tries[rows, side, from_where[rows]] -= 1
    tries[rows, side, to_where[rows]] += 1
    return able


def _any_of(allowed: np.ndarray, rng) -> tuple[np.ndarray, np.ndarray]:
    """One allowed cell of each try, by chance, and whether there is any."""
    draw = np.where(allowed, rng.random(allowed.shape), -1.0)
    return draw.argmax(axis=1), allowed.any(axis=1)


def _swap(tries: np.ndarray, secret: HiddenStrata, side: int, cells: np.ndarray | None, rng) -> None:
    """Move one event from a cell to another in most of the tries; into these cells, and out of them, goes none."""
    many = tries.shape[2]
    out, able = _any_of(tries[:, side] > 0, rng)
    into = rng.integers(0, many, len(tries))
    fine = (rng.random(len(tries)) < 0.8) & able
    if cells is not None:
        fine &= cells[out] == cells[into]
    if secret.strata is not None:
        fine &= secret.strata[out] == secret.strata[into]
    rows = np.flatnonzero(fine & (tries[np.arange(len(tries)), side, into] < secret.most_events[side, into]))
    tries[rows, side, out[rows]] -= 1
    tries[rows, side, into[rows]] += 1


def _printed(secret: HiddenStrata, exact: np.ndarray) -> np.ndarray:
    """The figures as they are printed, in units of the last decimal."""
    return np.column_stack([how(each) for each, how in zip(exact.T, secret.rounding, strict=True)])


def _units(secret: HiddenStrata, tries: np.ndarray, digits: int | np.ndarray) -> np.ndarray:
    """The figures before they are rounded, in units of the last decimal; what is no number is its own value."""
    return np.nan_to_num(np.round(secret.figures(tries) * 10.0**digits, 6), nan=-NO_NUMBER, posinf=NO_NUMBER, neginf=-NO_NUMBER)


def _far(secret: HiddenStrata, tries: np.ndarray, goal: np.ndarray, digits: int | np.ndarray) -> np.ndarray:
    """How far each table's figures are from printing the goal: 0 where they do."""
    exact = _units(secret, tries, digits)
    same = _printed(secret, exact) == goal
    centre = goal + [{np.floor: 0.5, np.ceil: -0.5}.get(how, 0.0) for how in secret.rounding]
    return np.where(same, 0.0, np.maximum(np.abs(exact - centre) - 0.5, 1e-9)).sum(axis=1)

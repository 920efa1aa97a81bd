"""Counts in which the same people, or incidents, stand more than once: how much less they say than as many different ones.

Whoever is in six promotion rounds is six rows of a base, and is as likely in each as in the others to apply. Ranges and
tests that take the rows for six people are too narrow. What rows of one person have in common is measured over everybody
in a table, and each count is judged as if it were so much smaller (its design effect).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from eianalysis.stats._input import choice, numbers


NEAR = 1e-9  # so that a whole number does not lose a case by the arithmetic of floats


class Spread(NamedTuple):
    """Sums over the people (clusters) behind a count of cases ``x`` in a base ``m``: how many, and of squares and products.

    Sums of several groups are the sums of the groups together, where nobody is in two of them.
    """

    people: Any
    xx: Any
    xm: Any
    mm: Any


def spread(cases: Any, base: Any) -> Spread:
    """Return the sums over people whose cases and base are given, one entry a person.

    Parameters
    ----------
    cases, base : array_like
        Of each person, over all their rows: zero or more, of one length.

    Returns
    -------
    Spread
        How many people, the sums of squares of their cases (``xx``) and of their bases (``mm``), and of the products (``xm``).

    Examples
    --------
    >>> spread(cases=[2, 0, 1], base=[3, 3, 1])
    Spread(people=3, xx=5.0, xm=7.0, mm=19.0)
    """
    (x, m), _ = numbers(cases=cases, base=base)
    x, m = np.ravel(x), np.ravel(m)
    return Spread(len(x), float(x @ x), float(x @ m), float(m @ m))


def within_person(kind: str, cases: Any, base: Any, sums: Spread) -> Any:
    """Return what rows of one person have in common: 0 where they are as different as rows of different people.

    Parameters
    ----------
    kind : {"proportion", "rate"}
    cases, base : array_like
        Of everybody in a table.
    sums : Spread
        Of the same people.

    Returns
    -------
    shared
        Of a proportion the correlation of two rows of one person, from 0 to 1. Of a rate the squared coefficient of variation
        of people's own rates. Never below 0: by chance it can come out there. 0 where everybody is one row.

    Notes
    -----
    By moments: under a common correlation the sum of squares of what each person has beyond the mean is the binomial's times
    1 + correlation x (rows a person - 1), by J. N. K. Rao and A. J. Scott, Biometrics 48 (1992) 577-585; of rates the
    negative binomial's variance.

    Examples
    --------
    100 people, six rounds each: were it always the same fifty who apply, the rows of one person are one answer.

    >>> float(within_person("proportion", 300, 600, spread(cases=[6] * 50 + [0] * 50, base=[6] * 100)))
    1.0
    """
    choice("kind", kind, ("proportion", "rate"))
    (x, m, people, xx, xm, mm), keep = numbers(missing=("people", "xx", "xm", "mm"), cases=cases, base=base, **sums._asdict())
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = x / m
        seen = (xx - 2 * rate * xm + rate**2 * mm) * people / (people - 1)
        if kind == "proportion":
            alone = rate * (1 - rate)
            shared = (seen / alone - m) / (mm - m)
        else:
            shared = (seen - x) / (rate**2 * mm)
        usable = np.isfinite(shared) & ((mm > m) if kind == "proportion" else (x > 0)) & (people > 1)
    return keep(np.clip(np.where(usable, shared, 0.0), 0.0, 1.0 if kind == "proportion" else np.inf))


def design_effect(kind: str, cases: Any, base: Any, mm: Any, shared: Any) -> Any:
    """Return how many times larger the variance of a group's rate is than as many rows of different people would give.

    Parameters
    ----------
    cases, base, mm : array_like
        Of the group; ``mm`` the sum over its people of the square of each one's base.
    shared : array_like
        What :func:`within_person` measured over everybody.
    kind : {"proportion", "rate"}

    Returns
    -------
    effect
        Broadcast, at least 1: divide a count and its base by it, and they say as much as so many different people would.

    Notes
    -----
    J. N. K. Rao and A. J. Scott, Biometrics 48 (1992) 577-585.

    Examples
    --------
    >>> float(design_effect("proportion", 60, 600, 3600, 0.2))  # six rows each
    2.0
    """
    choice("kind", kind, ("proportion", "rate"))
    (x, m, mm, shared), keep = numbers(missing=("mm", "shared"), cases=cases, base=base, mm=mm, shared=shared)
    with np.errstate(divide="ignore", invalid="ignore"):
        each = mm / m
        effect = 1 + shared * ((each - 1) if kind == "proportion" else x / m * each)
    return keep(np.where(np.isfinite(effect), np.maximum(effect, 1.0), 1.0))


def widened(cases: Any, base: Any, reference_cases: Any, reference_base: Any, effect: Any, reference_effect: Any) -> list[np.ndarray]:
    """The four counts as large as so many different people would have to be to say as much; they need not be whole."""
    (effect, other), _ = numbers(effect=effect, reference_effect=reference_effect)
    return [np.array(each, float) for each in np.broadcast_arrays(cases / effect, base / effect, reference_cases / other, reference_base / other)]


def whole_table(kind: str, cases: np.ndarray, base: np.ndarray, reference_cases: np.ndarray, reference_base: np.ndarray) -> tuple:
    """The nearest table of whole numbers in which the two rates are no further apart."""
    n1, n0 = (np.floor(base + NEAR), np.floor(reference_base + NEAR)) if kind == "proportion" else (base, reference_base)
    with np.errstate(divide="ignore", invalid="ignore"):
        above = cases * reference_base > reference_cases * base
        x1 = np.where(n1 == base, cases, cases / base * n1)
        x0 = np.where(n0 == reference_base, reference_cases, reference_cases / reference_base * n0)
    x1, x0 = (np.where(np.isfinite(each), each, 0.0) for each in (x1, x0))
    x1 = np.where(above, np.floor(x1 + NEAR), np.ceil(x1 - NEAR))
    x0 = np.where(above, np.ceil(x0 - NEAR), np.floor(x0 + NEAR))
    return (np.minimum(x1, n1), n1, np.minimum(x0, n0), n0) if kind == "proportion" else (x1, n1, x0, n0)

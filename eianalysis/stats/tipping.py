"""How many of those who did not declare would have to belong to a group before a finding turned."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from eianalysis.stats.judgement import BAND, CLEAR, POSSIBLE, judge


class Tipping(NamedTuple):
    """``finding`` as it stands; ``at`` how many of ``of`` undeclared people would turn it, None where none of them can."""

    finding: str
    at: int | None
    of: int


def tipping_point(
    *,
    cases: int,
    base: int,
    reference_cases: int,
    reference_base: int,
    undeclared_cases: int,
    undeclared_base: int,
    kind: str = "proportion",
    confidence: float = 0.95,
    band: tuple[float, float] = BAND,
    people: float | None = None,
    reference_people: float | None = None,
    effect: float = 1.0,
    reference_effect: float = 1.0,
) -> Tipping:
    """Return the smallest number of undeclared people whose group, were it known, would turn a finding.

    Parameters
    ----------
    cases, base, reference_cases, reference_base : the four counts of the comparison
    undeclared_cases, undeclared_base : those who did not declare: how many of them had the event, of how many
    kind, confidence, band, people, reference_people : as for ``verdict``
    effect, reference_effect : the design effects of both sides (``stats.design_effect``), where people stand more than once

    Returns
    -------
    Tipping
        The people are put where they pull hardest against what was found: of a group above its reference those with the event into
        the reference, then those without it into the group; of one below it the other way round. A finding has turned when its verdict is
        no longer clear or possible, or the ratio is on the other side of 1; what is not one of these two cannot turn.

    Examples
    --------
    40 of 270 beside 192 of 2,400 is clear. It takes 102 of the 200 who did not say to turn it, the 14 who left among them:

    >>> tipping_point(cases=40, base=270, reference_cases=192, reference_base=2400, undeclared_cases=14, undeclared_base=200)
    Tipping(finding='clear difference', at=102, of=200)
    """
    if min(cases, base, reference_cases, reference_base, undeclared_cases) < 0 or undeclared_base < undeclared_cases:
        raise ValueError("undeclared_base: must hold the undeclared cases, and no count be negative")
    events, others = int(undeclared_cases), int(undeclared_base - undeclared_cases)
    above = cases * reference_base > reference_cases * base
    k = np.arange(events + others + 1)
    first, then = np.minimum(k, events), np.maximum(k - events, 0)
    zero = np.zeros_like(k)
    # (cases, base) moved into the group and into the reference, hardest first
    group, other = ((zero, then), (first, first)) if above else ((first, first), (zero, then))
    held = 1 if kind == "proportion" else 0  # events of a rate are not part of its base
    x, n = cases + group[0], base + group[1] * (held if not above else 1)
    y, m = reference_cases + other[0], reference_base + other[1] * (held if above else 1)
    words = judge(
        cases=x,
        base=n,
        reference_cases=y,
        reference_base=m,
        kind=kind,
        confidence=confidence,
        band=band,
        people=n if people is None else people,
        reference_people=m if reference_people is None else reference_people,
        effect=effect,
        reference_effect=reference_effect,
    ).verdict
    same_side = (x * m > y * n) if above else (x * m < y * n)
    turned = ~np.isin(words, (CLEAR, POSSIBLE)) | ~same_side
    if turned[0] or not turned.any():
        return Tipping(str(words[0]), None, events + others)
    return Tipping(str(words[0]), int(k[np.argmax(turned)]), events + others)

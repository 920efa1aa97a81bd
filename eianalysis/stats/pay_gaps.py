"""Pay gaps as the law defines them: hourly pay, mean and median gaps with their ranges, and the four quarters of pay.

For public bodies the Equality Act 2010 (Specific Duties and Public Authorities) Regulations 2017 (SI 2017/353), Schedule 1. Its paragraphs
1 and 2 ask for the six figures in the words of the Gender Pay Gap Information Regulations 2017 (SI 2017/172), regulations 1 and 2; how each
is worked out (its paragraphs 6 to 13) is taken to be as in regulations 6 to 13 of the latter [K].
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy import stats as distributions

from eianalysis.stats._input import between_0_and_1, column, numbers, refuse, same_length

#: Which quarter a person too many goes to, for one, two or three that are left over (guidance on the regulations).
LEFT_OVER: tuple[tuple[int, ...], ...] = ((), (0,), (0, 2), (0, 1, 2))


class AmountGap(NamedTuple):
    """How much less than the reference's the group's pay is, as a share of the reference's: in the mean, and in the median."""

    mean: float
    mean_low: float
    mean_high: float
    median: float
    median_low: float
    median_high: float


def hourly_pay(pay: Any, *, days: Any, weekly_hours: Any) -> Any:
    """Return pay per hour: what was paid in a pay period, times 7 over its days, over the hours of a week.

    Parameters
    ----------
    pay : array_like
        Ordinary pay of the pay period in pounds, with bonus pay that belongs to the period, before tax; overtime left out.
    days : array_like
        Days of the pay period: 7, 14, 28; a month is 30.44 and a year 365.25.
    weekly_hours : array_like
        Working hours of a week.

    Returns
    -------
    pounds an hour; NaN where the hours are 0.

    Notes
    -----
    SI 2017/172, regulation 6(1), steps 3 to 5, and regulation 6(2) for months and years.

    Examples
    --------
    A month's pay of £3,044 for 35 hours a week:

    >>> round(float(hourly_pay(3044, days=30.44, weekly_hours=35)), 2)
    20.0
    """
    (paid, length, hours), keep = numbers(pay=pay, days=days, weekly_hours=weekly_hours)
    refuse("days", length == 0, "0")
    with np.errstate(divide="ignore", invalid="ignore"):
        return keep(np.where(hours > 0, paid * 7 / length / hours, np.nan))


def amount_gap(pay: Any, reference_pay: Any, *, confidence: float = 0.95) -> AmountGap:
    """Return the gap in mean and in median pay between a group and its reference, as shares of the reference's pay.

    Parameters
    ----------
    pay, reference_pay : array_like
        Pay of each person of the group (women) and of the reference (men), in pounds, more than 0.
    confidence : float
        Of the ranges.

    Returns
    -------
    AmountGap
        Above 0 where the group has less: (men's − women's) / men's. NaN where a side has nobody; the ranges are NaN where a side
        has one person.

    Notes
    -----
    Gaps: SI 2017/172, regulations 8 to 11; a median of an even number is the mean of the middle two. Ranges: D. G. Bonett and
    R. M. Price, Journal of Educational and Behavioral Statistics 45 (2020) 750-770, of the ratio of two means (variances
    need not be equal) and of two medians (no distribution assumed). Nothing is drawn by chance. Where many share one rate of
    pay, as on a pay scale, the median is that rate and its range can be a point.

    Examples
    --------
    Three men have £10, £12 and £20 an hour, three women £9, £12 and £15:

    >>> found = amount_gap([9, 12, 15], [10, 12, 20])
    >>> f"mean {found.mean:.1%}, median {found.median:.1%}"
    'mean 14.3%, median 0.0%'
    """
    group, reference = _paid("pay", pay), _paid("reference_pay", reference_pay)
    tail = (1 - between_0_and_1("confidence", confidence)) / 2
    if not len(group) or not len(reference):
        return AmountGap(*[np.nan] * 6)
    ratio = group.mean() / reference.mean()
    low, high = _ratio_of_means(group, reference, tail)
    middle = np.median(group) / np.median(reference)
    below, above = _ratio_of_medians(group, reference, tail)
    return AmountGap(*(float(1 - each) for each in (ratio, high, low, middle, above, below)))


def _paid(name: str, values: Any) -> np.ndarray:
    array = column(name, values)
    refuse(name, array <= 0, "not more than 0")
    return array


def _ratio_of_means(group: np.ndarray, reference: np.ndarray, tail: float) -> tuple[float, float]:
    """Limits of the ratio of two means: the logarithm's variance by the delta method, degrees of freedom by Satterthwaite."""
    if min(len(group), len(reference)) < 2:
        return np.nan, np.nan
    each = [(side.var(ddof=1) / (len(side) * side.mean() ** 2), len(side) - 1) for side in (group, reference)]
    variance = sum(part for part, _ in each)
    log = np.log(group.mean() / reference.mean())
    if variance == 0:
        return float(np.exp(log)), float(np.exp(log))
    freedom = variance**2 / sum(part**2 / df for part, df in each)
    half = distributions.t.ppf(1 - tail, freedom) * np.sqrt(variance)
    return float(np.exp(log - half)), float(np.exp(log + half))


def _ratio_of_medians(group: np.ndarray, reference: np.ndarray, tail: float) -> tuple[float, float]:
    """Limits of the ratio of two medians: each one's standard error is read off the values at equal ranks about it."""
    if min(len(group), len(reference)) < 2:
        return np.nan, np.nan
    variance = 0.0
    for side in (np.sort(group), np.sort(reference)):
        n = len(side)
        rank = max(int(np.round(n / 2 - np.sqrt(n))), 1)
        z = distributions.norm.isf(distributions.binom.cdf(rank - 1, n, 0.5))
        variance += ((np.log(side[n - rank]) - np.log(side[rank - 1])) / (2 * z)) ** 2
    log = np.log(np.median(group) / np.median(reference))
    half = distributions.norm.isf(tail) * np.sqrt(variance)
    return float(np.exp(log - half)), float(np.exp(log + half))


def quarters_of_pay(pay: Any, group: Sequence) -> np.ndarray:
    """Return which quarter of pay each person is in, 1 (the lowest paid) to 4, people of one rate of pay shared out in proportion.

    Parameters
    ----------
    pay : array_like
        Hourly pay of each person.
    group : sequence
        The group of each person (women and men), in the same order.

    Returns
    -------
    array of 1 to 4
        Of as many people each as can be. One person too many is in the lowest quarter, the second in the third, of three the
        second of them in the second. Where people of one rate of pay stand in two quarters, groups are shared out between
        them in the proportion they have at that rate, as far as whole people go; who of a group is in which says nothing.

    Notes
    -----
    SI 2017/172, regulation 13; the left over as the guidance on the regulations has it. People of one rate are interleaved: the
    j-th of a group's n stands at (j − ½)/n of the way.

    Examples
    --------
    Four people of the same pay: each quarter has one.

    >>> quarters_of_pay([10, 10, 10, 10], ["F", "M", "F", "M"]).tolist()
    [1, 2, 3, 4]
    """
    values, names = column("pay", pay), np.asarray(list(group), dtype=object)
    same_length(pay=values, group=names)
    place = np.zeros(len(values))
    for rate in np.unique(values):
        for name in dict.fromkeys(names[values == rate]):
            at = np.flatnonzero((values == rate) & (names == name))
            place[at] = (np.arange(len(at)) + 0.5) / len(at)
    ranked = np.lexsort((np.arange(len(values)), place, values))
    each, over = divmod(len(values), 4)
    sizes = [each + (quarter in LEFT_OVER[over]) for quarter in range(4)]
    quarters = np.empty(len(values), dtype=int)
    quarters[ranked] = np.repeat([1, 2, 3, 4], sizes)
    return quarters


def spare_share(amounts: Any) -> float:
    """Return what is left of a sum of amounts without its two largest, as a share of the largest: who could work out whom.

    Parameters
    ----------
    amounts : array_like
        The amount of each person, 0 or more.

    Returns
    -------
    share
        0 where there are no more than two. By the p% rule a sum is not told where it is under p%: whoever has the second largest
        amount could take their own away and know the largest nearly.

    Notes
    -----
    A. Hundepool and others, Statistical Disclosure Control (2012), section 4.2.1.

    Examples
    --------
    Of £1,000, £50 and £30:

    >>> spare_share([1000, 50, 30])
    0.03
    """
    ordered = np.sort(column("amounts", amounts))[::-1]
    refuse("amounts", ordered < 0, "negative")
    return float(ordered[2:].sum() / ordered[0]) if len(ordered) > 2 and ordered[0] > 0 else 0.0

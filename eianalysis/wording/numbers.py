"""How a number is written: counts, rates, ratios, spans. One place, so that a sentence, a table and a figure agree."""

from __future__ import annotations

import math
import re
from datetime import date

import pandas as pd

from eianalysis.declare.words import pooled_years as pooled_years
from eianalysis.policy import Policy
from eianalysis.results import Definition
from eianalysis.vocabulary import day_in_words, month_in_words

HIDDEN = "[c]"


def absent(value: object) -> bool:
    """Whether there is no value (None, NaN, NaT, NA)."""
    return value is None or bool(pd.isna(value))


def count(value: float) -> str:
    """A count with thousands commas; a base that is no whole number (an average headcount) keeps one decimal."""
    if absent(value):
        return HIDDEN
    return f"{value:,.0f}" if float(value) == round(float(value)) else f"{value:,.1f}"


def whole(value: float) -> str:
    """A base in a sentence: half a person of an average headcount is not said, unless there are only a few.

    >>> whole(447.5), whole(9.5), whole(1200)
    ('448', '9.5', '1,200')
    """
    return count(value) if absent(value) or value < 10 else f"{math.floor(float(value) + 0.5):,}"


def is_percent(definition: Definition, kind: str) -> bool:
    """Whether rates of this measure are said as percentages."""
    return kind == "proportion" and definition.per == 100


def places(base: float, definition: Definition, policy: Policy) -> int:
    """Decimals of a rate: none on a base under 100, else one; fewer where the policy rounded more."""
    if policy.rate_decimals is not None:
        return max(0, policy.rate_decimals - round(math.log10(definition.per)))
    return 0 if absent(base) or base < 100 else 1


def rate(value: float, definition: Definition, kind: str, decimals: int) -> str:
    """A rate as it is read: '8.9%', '8.9 per 100', '2.1 per 1,000'."""
    if absent(value):
        return HIDDEN
    return f"{plain_rate(value, definition, decimals)}{rate_unit(definition, kind)}"


def plain_rate(value: float, definition: Definition, decimals: int) -> str:
    """The number alone, for a column whose header has the unit."""
    written = f"{value * definition.per:,.{decimals}f}"
    if not written.startswith("-"):
        return written
    return f"−{written[1:]}" if any(digit in "123456789" for digit in written) else written[1:]


def rate_unit(definition: Definition, kind: str) -> str:
    """'%' or ' per 1,000'."""
    return "%" if is_percent(definition, kind) else f" per {definition.per:,}"


def ratio(value: float, *, decimals: int | None = None) -> str:
    """A disparity ratio: one decimal, two where one would wrongly say 0 or 1, none from 10.

    >>> ratio(1.111), ratio(1.02), ratio(0.04), ratio(12.3), ratio(0.0)
    ('1.1', '1.02', '0.04', '12', '0')
    """
    if absent(value):
        return HIDDEN
    if math.isinf(value):
        return "∞"
    if value == 0:
        return "0"
    if decimals is not None:
        return f"{value:,.{decimals}f}"
    if value >= 9.95:
        return f"{value:,.0f}"
    if (round(value, 1) in (0.0, 1.0) and abs(value - round(value, 1)) >= 0.005) or round(value, 1) == 0.0:
        return f"{value:.2f}" if value >= 0.005 else "less than 0.01"
    return f"{value:.1f}"


def ratio_words(value: float, low: float, high: float, *, brief: bool = False) -> tuple[str, str]:
    """A ratio and its span, with two decimals where an end lies near 1 and never more; '' for no span.

    An end that would read as 1 is said with its side, which a verdict rests on; ``brief`` for a column or a label.

    >>> ratio_words(1.1, 0.55, 2.2), ratio_words(0.97, 0.943, 0.9998), ratio_words(1.002, 1.0004, 1.01, brief=True)
    (('1.1', '0.6 to 2.2'), ('0.97', '0.94 to just under 1'), ('1.00', '>1 to 1.01'))
    """
    if absent(low) or absent(high):
        return ratio(value), ""
    plain = [ratio(each) for each in (low, high)]
    near = any(abs(each - 1) < 0.1 for each in (low, high)) or plain[0] == plain[1]
    rounded = all(math.isinf(each) or math.isclose(each * 10, round(each * 10)) for each in (low, high))  # by the policy
    if not near or rounded:
        return ratio(value), span(low, high)

    def fine(each: float) -> str:
        return ratio(each) if math.isinf(each) or each >= 9.95 or each < 0.005 else f"{each:.2f}"

    return fine(value), span(low, high, lambda each: end_of_range(each, fine(each), brief=brief))


def end_of_range(value: float, written: str, *, brief: bool = True) -> str:
    """An end of a ratio's range as written, but never as 1 where it lies beside it.

    >>> end_of_range(0.9996, "1.00"), end_of_range(1.0, "1.00"), end_of_range(1.002, "1.00", brief=False)
    ('<1', '1.00', 'just over 1')
    """
    if value == 1 or absent(value) or written not in ("1", "1.0", "1.00"):
        return written
    side = ("<" if brief else "just under ") if value < 1 else (">" if brief else "just over ")
    return f"{side}1"


def times(written: str, what: str = "rate", *, of: str = "") -> str:
    """A ratio that was written, in words: '1.3 times the rate'; one that reads as 1 is 'about the same rate'.

    >>> times("1.3"), times("1.00"), times("1.0", "share"), times("0.8", of="men"), times("1.00", of="men")
    ('1.3 times the rate', 'about the same rate', 'about the same share', '0.8 times the rate of men', 'about the same rate as men')
    """
    if written in ("1", "1.0", "1.00"):
        return f"about the same {what}" + (f" as {of}" if of else "")
    return f"{written} times the {what}" + (f" of {of}" if of else "")


def span(low: float, high: float, write=ratio) -> str:
    """'0.5 to 2.2'; 'at least 2.3' where there is no upper end."""
    if absent(low) or absent(high):
        return HIDDEN
    return f"at least {write(low)}" if math.isinf(high) else f"{write(low)} to {write(high)}"


def p_value(value: float) -> str:
    """'0.03', '0.003', 'less than 0.001'."""
    if absent(value):
        return HIDDEN
    return "less than 0.001" if value < 0.001 else f"{value:.3f}" if value < 0.01 else f"{round(value * 100) / 100:.2f}"


def band_words(band: tuple[float, float]) -> str:
    """The ratios that are not worth acting on.

    >>> band_words((0.8, 1.25))
    '0.8 to 1.25'
    """
    return f"{band[0]:g} to {band[1]:g}"


def chance(p: float) -> str:
    """How often chance alone would do as much, in whole numbers: 'about 8 times in 100'."""
    if p < 0.001:
        return "less than once in 1,000 times"
    if p < 0.01:
        return f"about {round(p * 1000)} times in 1,000" if round(p * 1000) != 1 else "about once in 1,000 times"
    return "about once in 100 times" if round(p * 100) == 1 else f"about {round(p * 100)} times in 100"


def years(value: float) -> str:
    """A length of service: '6 months', '1 year', '18 months', '2 years 6 months'."""
    whole, left = divmod(round(value * 12), 12)
    if whole < 2 and (left or not whole):
        return "1 month" if (whole, left) == (0, 1) else f"{12 * whole + left} months"
    words = "1 year" if whole == 1 else f"{whole} years"
    return words if not left else f"{words} {left} month{'s' if left > 1 else ''}"


def period_words(start: date | None, end: date | None) -> str:
    """'in the 12 months to 31 March 2023', or 'from 1 May 2021 to 3 June 2022' where it is no whole number of months."""
    if start is None or end is None or pd.isna(start) or pd.isna(end):
        return ""
    start, end = pd.Timestamp(start), pd.Timestamp(end)
    if start == end:
        return f"on {day_in_words(end)}"
    after = end + pd.Timedelta(days=1)
    months = (after.year - start.year) * 12 + after.month - start.month
    if after.day == start.day and months > 0:
        span = "month" if months == 1 else f"{months} months"
        return f"in the {span} to {day_in_words(end)}"
    return f"from {day_in_words(start)} to {day_in_words(end)}"


def period(row) -> str:
    """The period of a row as words after a comma: 'in the 12 months to 31 March 2023'."""
    some = re.fullmatch(r"(\d+) of \d+ months", str(row.get("window", "")))
    if some:
        first, last = pd.Timestamp(row["period_start"]), pd.Timestamp(row["period_end"])
        return f"in the {some[1]} months with records from {month_in_words(first)} to {month_in_words(last)}"
    return period_words(row.get("period_start"), row.get("period_end"))


def period_label(row) -> str:
    """The period as a heading: '12 months to 31 March 2023'."""
    return period(row).removeprefix("in the ").removeprefix("from ").removeprefix("on ")


def step_name(row) -> str:
    """What a step of a series is: a month, a quarter, a year."""
    return {"by quarter": "quarter", "by year": "year"}.get(str(row.get("window", "")), "month")


def month_label(month: object, *, short: bool = False) -> str:
    """'March 2023' (or 'Mar 2023') of '2023-03'; 'April to June 2022' of '2022-04 to 2022-06'."""
    if absent(month):
        return "month not recorded"
    first, to, last = str(month).partition(" to ")
    if to:
        early, late = month_label(first, short=short), month_label(last, short=short)
        return f"{early.removesuffix(late[-5:])} to {late}"
    try:
        return month_in_words(pd.Timestamp(str(month)), short=short)
    except ValueError:
        return str(month)


def capital(words: str) -> str:
    """The words with a capital first letter, the rest untouched."""
    return words[:1].upper() + words[1:]


def uncapital(text: str) -> str:
    """The text with a small first letter, for the middle of a sentence."""
    return text[:1].lower() + text[1:]


def by_threes(words: list[str]) -> str:
    """Items with a number each, at most three to a sentence: 'a, b and c. D and e'."""
    return ". ".join(capital(listed(words[at : at + 3])) if at else listed(words[at:3]) for at in range(0, len(words), 3))


def listed(words) -> str:
    """'a', 'a and b', 'a, b and c'."""
    words = list(words)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""

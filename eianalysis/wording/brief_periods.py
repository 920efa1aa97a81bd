"""Periods in few words, for the head of a page that has said when its cycle ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from eianalysis.vocabulary import day_in_words
from eianalysis.wording.numbers import capital


def brief_periods(said: Sequence[str], end: date) -> list[str]:
    """The sentences with 'in the 36 months to' the day ``end`` as 'over 36 months', and without it where the sentence before began with the same.

    A period that ends on another day stays as it is, and one that another sentence stands between is said again.

    >>> day = date(2023, 3, 31)
    >>> brief_periods(["In the 36 months to 31 March 2023, 9 left.", "In the 36 months to 31 March 2023, 8 came.", "All, in the 12 months to 31 March 2023."], day)
    ['Over 36 months, 9 left.', '8 came.', 'All, over 12 months.']
    """
    whole = re.compile(rf"\b([Ii])n the (\d+) months to {re.escape(day_in_words(end))}")
    opens = re.compile(r"^(Over \d+ months), ")
    found, before = [], ""
    for sentence in said:
        brief = whole.sub(lambda match: f"{'O' if match[1] == 'I' else 'o'}ver {match[2]} months", sentence)
        began = opens.match(brief)
        brief = brief.replace(f", {before.lower()}", "") if before and not began else brief
        found.append(capital(opens.sub("", brief)) if began and began[1] == before else brief)
        before = began[1] if began else before
    return found

"""References of people and cases, read alike in every table: 00100, 100 and 100.0 are one person, and so are q001 and Q001."""

from __future__ import annotations

import re

import pandas as pd

_NUMBER = re.compile(r"0*(\d+?)(?:\.0+)?$")
#: A spreadsheet writes long numbers so, and their last digits are lost.
LOST = re.compile(r"\d(?:\.\d+)?E\+\d+", re.IGNORECASE)


def bare(text: str) -> str:
    """A reference without case, blanks, signs and leading zeros of its numbers: what two spellings of one have in common."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", re.sub(r"[\W_]+", "", text).casefold())


def read_alike(texts: pd.Series) -> tuple[pd.Series, bool]:
    """The references without leading zeros, a trailing .0 and differences of case; and whether one was written in two ways.

    Case is kept where two references of the column differ in nothing else: there it tells people apart.
    """
    there = [text for text in texts.unique() if isinstance(text, str)]
    numbers = {text: found.group(1) for text in there if (found := _NUMBER.match(text))}
    words = {text: text.upper() for text in there if text not in numbers}
    if len(set(words.values())) < len(words):
        words = {text: text for text in words}
    alike = {**words, **numbers}
    return texts.map(alike), len(set(alike.values())) < len(alike)

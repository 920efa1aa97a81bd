"""One group, one spelling: labels that differ in case or blanks only are one label, written as most rows write it."""

from __future__ import annotations

import pandas as pd

from eianalysis.vocabulary import plain


def spellings(labels: pd.Series) -> dict[str, str]:
    """The labels that are to be written otherwise, and how: the commonest spelling, or of equally common ones the first in the alphabet.

    >>> spellings(pd.Series(["North", "north", "North ", "South"]))
    {'north': 'North', 'North ': 'North'}
    """
    counts = labels.dropna().astype(object).value_counts()
    best: dict[str, str] = {}
    for label in sorted(counts.index.astype(str), key=lambda label: (-counts[label], label != label.strip(), label)):
        best.setdefault(plain(label), " ".join(label.split()))
    return {label: best[plain(label)] for label in counts.index.astype(str) if best[plain(label)] != label}


def one_spelling(labels: pd.Series) -> pd.Series:
    """The labels, each group in one spelling; what is missing stays so."""
    other = spellings(labels)
    return labels.replace(other) if other else labels

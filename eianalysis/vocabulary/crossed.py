"""Two characteristics at once: how such a column and its groups are named, and taken apart again."""

from __future__ import annotations

from eianalysis.vocabulary.codes import ALL, UNDECLARED

BETWEEN = "_by_"
JOINED = ", "


def crossed_name(first: str, second: str) -> str:
    """The column of two characteristics: 'ethnicity_2_by_sex'."""
    return f"{first}{BETWEEN}{second}"


def crossed_parts(column: str) -> tuple[str, str] | None:
    """The two characteristics of such a column; None where it is one characteristic only.

    >>> crossed_parts("ethnicity_2_by_sex"), crossed_parts("sex")
    (('ethnicity_2', 'sex'), None)
    """
    first, between, second = str(column).partition(BETWEEN)
    return (first, second) if between and first and second else None


def crossed_group(first: str, second: str) -> str:
    """The group of two groups: 'Ethnic minorities, Female'; whoever did not declare one of the two declared neither."""
    return next((each for each in (first, second) if each in UNDECLARED), f"{first}{JOINED}{second}")


def group_parts(group: str) -> tuple[str, str] | None:
    """The two groups of such a group; None for the total and for the undeclared."""
    first, joined, second = str(group).rpartition(JOINED)
    return (first, second) if joined and group not in (ALL, *UNDECLARED) else None

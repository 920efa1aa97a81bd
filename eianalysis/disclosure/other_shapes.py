"""The gate for single test statistics and for rows of the register."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from eianalysis.disclosure.primary_suppression import threshold_of
from eianalysis.errors import DisclosureError
from eianalysis.policy import Policy
from eianalysis.schema import TABLES
from eianalysis.results import GROUPING, LEADING, STATISTIC_FIGURES, Result

#: The fewest events in any group that was compared; a statistic without it cannot be judged.
SUPPORT = "smallest"
EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\w-])(?:\+44|0044|0)[\s()-]*(?:\d[\s()-]*){8,10}\d(?![\w-])")
#: Columns that name people; roles and codes of owners are what a board needs.
NAMES = re.compile(
    r"(?:^|_)(?:owner_raw|owner_name|person_name|full_name|surname|forename|contact|email|e_mail|phone|"
    r"telephone|mobile|person_ref|date_of_birth)(?:$|_)"
)
REMOVED = "[removed]"
#: Columns of the tables that have a row a person (or search): none of them belongs in a register.
OF_PEOPLE = frozenset(
    column.name
    for name in (
        "workforce_snapshot",
        "leavers",
        "joiners",
        "misconduct_cases",
        "stop_search",
        "grievances",
        "complaints",
        "use_of_force",
        "dip_samples",
        "pay",
    )
    for column in TABLES[name].columns
) - {"outcome", "category", "stage", "action", "result", "reason", "closed"}  # words that a register may use of itself


def statistic_columns(result: Result) -> list[str]:
    """The columns of a statistic release."""
    own = [key for key in result.keys if key not in (*LEADING, *GROUPING)]
    return [*LEADING, *GROUPING, *own, *STATISTIC_FIGURES]


def statistics(result: Result, policy: Policy) -> tuple[pd.DataFrame, bool]:
    """``(table, whether anything was withheld)``: a statistic that rests on too few events in some group is empty."""
    table = result.unreleased.reset_index(drop=True)
    absent = [name for name in (*STATISTIC_FIGURES, SUPPORT, *result.keys) if name not in table]
    if absent:
        raise DisclosureError(f"{result.measure} has no column {', '.join(absent)}; nothing was released")
    limit = [threshold_of(policy, name, result.keys) for name in (table["characteristic"] if "characteristic" in table else [""] * len(table))]
    few = ~(table[SUPPORT].astype(float) >= np.array(limit))  # an unknown support counts as too small
    if "kind" not in table:
        table["kind"] = result.kind
    table = table.reindex(columns=statistic_columns(result))
    for name in STATISTIC_FIGURES[1:]:
        table[name] = pd.to_numeric(table[name]).astype(float).mask(few, np.nan)
    if policy.export:  # every digit of a statistic is a function of the exact counts behind it
        coarse = policy.round_to > 1
        table["value"] = table["value"].round(1 if coarse else 2)
        digits = 1 if coarse else 3  # significant ones: a p of 0.00004 is not 0
        table["p_value"] = [float(f"{p:.{digits}g}") for p in table["p_value"]]
    return table, bool(few.any())


def register_rows(result: Result) -> tuple[pd.DataFrame, bool]:
    """``(table, whether anything was removed)``: the register's rows without people's names, addresses or numbers."""
    table = result.unreleased.reset_index(drop=True)
    people = sorted(set(map(str, table.columns)) & OF_PEOPLE)
    if people:
        raise DisclosureError(
            f"{result.measure} has columns of people ({', '.join(people)}); a register holds recommendations, and rows about people are counted, never shown"
        )
    named = [name for name in table if NAMES.search(str(name))]
    before = table.drop(columns=named)
    table = before.copy()
    found = False
    for name in table:
        if table[name].dtype == object or isinstance(table[name].dtype, pd.StringDtype):
            cleaned = table[name].map(_clean)
            found |= any(
                type(old) is not type(new) or (isinstance(old, str) and old != new) or (isinstance(old, (list, tuple)) and list(old) != list(new))
                for old, new in zip(table[name], cleaned, strict=True)
            )
            table[name] = cleaned.astype(table[name].dtype)
    if "status" not in table:
        table["status"] = "shown"
    return table, bool(named) or found


def _clean(value):
    if isinstance(value, str):
        return PHONE.sub(REMOVED, EMAIL.sub(REMOVED, value))
    if isinstance(value, (list, tuple)):
        return type(value)(_clean(each) for each in value)
    return value

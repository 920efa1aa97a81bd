"""Which two groups put together would free which hidden rows: told in a console, and nowhere that is kept.

Every pair of groups of which one is hidden is put together in turn, and the table decided anew. A merging tells of true
counts (what it frees is what was small), so a run refuses to do it, and what it returns is no table and has no page form.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

import pandas as pd

from eianalysis.disclosure.counts import Counted, counted, decide, hidden
from eianalysis.disclosure import session
from eianalysis.disclosure.cells import Cell
from eianalysis.disclosure.gate import level_of, policy_meant
from eianalysis.disclosure.plan import make_plan
from eianalysis.disclosure.published import is_public
from eianalysis.disclosure.undeclared import merge_groups
from eianalysis.errors import DisclosureError, EIAnalysisError, UsageError
from eianalysis.policy import RUNNING, Policy
from eianalysis.results import ALL, LEADING, Result
from eianalysis.vocabulary import SMALL_TOGETHER, UNDECLARED, characteristic_label, crossed_parts

NOTHING_HIDDEN = "Nothing is hidden in this table by itself; a pack may hide more, because of its other tables."
OF_THE_SESSION = (
    "Other rows are hidden beside what was released before: in this session, which ei.new_session() starts anew, or in the packs and saved tables of the cycle."
)
NO_MERGING = "No two groups put together would free a row: ask over more months, or of the whole force."


class MergingAdvice(tuple):
    """Sentences for the console, a line each; nothing a page could show."""

    def __repr__(self) -> str:
        return "\n".join(self)


def what_would_free(result: Result, policy: Policy | str | None = None) -> MergingAdvice:
    """Say which two groups, put together, would free which hidden rows of a table.

    Parameters
    ----------
    result : a Result of shape ``counts``, as ``force.ask(...)`` or ``compare`` gives it
    policy : the cycle's own unless another is named

    Returns
    -------
    MergingAdvice
        A sentence for each merging that helps, those that free most first. No number of people is in it, but it tells more
        than a page may: it is for the analyst at a console, and is never saved.

    Raises
    ------
    DisclosureError
        In a notebook that is run for a pack.
    UsageError
        Where the result is no table of counts, or belongs to no cycle and no policy is named.

    Notes
    -----
    The table is decided by itself, and whether more is hidden beside what was released before is said. Two groups of one characteristic are put together in all windows and parts of the table;
    the reference group, those who declared nothing and two characteristics at once are left as they are.

    Examples
    --------
    >>> ei.what_would_free(force.ask("stability_12m", by="ethnicity"))                                 # doctest: +SKIP
    Asian and Black together, Ethnicity (5 groups): the two together would be shown, and Mixed (12m) would be freed
    """
    if RUNNING in os.environ:
        raise DisclosureError("what would free a row is for the console: a notebook that is run for a pack may not tell it")
    if not isinstance(result, Result) or result.shape != "counts":
        raise UsageError("what_would_free() takes a table of counts that is not released yet, as force.ask(...) gives it")
    policy = policy_meant(result, policy)
    if result.missing or not policy.export or is_public(result, policy):
        return MergingAdvice((NOTHING_HIDDEN,))
    before = level_of(result, policy)
    gone = _gone(before, policy)
    beside = [OF_THE_SESSION] if _gone(before, policy, session.would_hide(before.planned, before.result, policy)) - gone else []
    if not gone:
        return MergingAdvice(beside or (NOTHING_HIDDEN,))
    found = [(len(freed), words) for words, freed in _mergings(before, gone, policy)]
    said = [words for _, words in sorted(found, key=lambda each: -each[0])]
    return MergingAdvice([*(said or [NO_MERGING]), *beside])


def _mergings(before: Counted, gone: set[tuple], policy: Policy) -> Iterable[tuple[str, set[tuple]]]:
    """Each merging that frees something, in words, with the rows it frees."""
    table = before.table
    cycle = before.result.cycle
    references = {*table["reference"].dropna(), *(cycle.reference.values() if cycle else ())}
    for name, rows in table.groupby("characteristic", sort=False):
        if crossed_parts(str(name)):
            continue
        groups = [group for group in pd.unique(rows["group"]) if group not in (ALL, SMALL_TOGETHER, *UNDECLARED, *references)]
        small = {row[-1] for row in gone if row[-2] == name}
        for pair in combinations(groups, 2):
            if not small & set(pair):
                continue
            both = f"{pair[0]} and {pair[1]} together"
            try:
                after = _gone(counted(_merged(before.result, str(name), pair, both), policy), policy)
            except EIAnalysisError:  # a step of this result that cannot do without one of the two
                continue
            of_pair = {(*row[:-1], both) for row in gone if row[-2] == name and row[-1] in pair}
            shown, freed = of_pair - after, {row for row in gone - after if row[-2] != name or row[-1] not in pair}
            if shown or freed:
                yield _words(both, str(name), shown, of_pair, freed), shown | freed


def _merged(result: Result, characteristic: str, pair: tuple[str, str], both: str) -> Result:
    put = result.counts["characteristic"].eq(characteristic) & result.counts["group"].isin(pair)
    return replace(result, counts=merge_groups(result.counts, put, result, both), coarser=None)


def _gone(made: Counted, policy: Policy, cells: frozenset[Cell] | None = None) -> set[tuple]:
    """The hidden rows: keys and window, characteristic, group; by the table itself where no hidden cells are given."""
    cells = make_plan(made.planned, policy)[0].hidden if cells is None else cells
    labels = [*(key for key in made.result.keys if key not in LEADING), "window", "characteristic", "group"]
    rows = made.table.loc[hidden(decide(made, cells, policy).status), labels]
    return set(rows.itertuples(index=False, name=None))


def _words(both: str, characteristic: str, shown: set[tuple], of_pair: set[tuple], freed: set[tuple]) -> str:
    parts = []
    if shown:
        parts.append("the two together would be shown" + ("" if shown == of_pair else f" in {_places(shown)}"))
    if freed:
        parts.append(f"{'; '.join(sorted({f'{row[-1]} ({_place(row)})' for row in freed}))} would be freed")
    return f"{both}, {characteristic_label(characteristic)}: {', and '.join(parts)}"


def _places(rows: set[tuple]) -> str:
    return "; ".join(sorted({_place(row) for row in rows}))


def _place(row: tuple) -> str:
    return ", ".join(str(part) for part in row[:-2] if part not in (None, "", ALL))

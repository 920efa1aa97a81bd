"""Two characteristics at once, race and sex first: a group inside a group, and where the numbers run out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pandas as pd

from eianalysis.errors import UsageError
from eianalysis.results import Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import SMALL_TOGETHER, crossed_group, crossed_name

#: Groups smaller than the first are put together; where the gate would still hide some, smaller than the second.
LEAST = (10, 40)
NOTE = ("The groups inside groups and the groups they belong to are one table, so that nothing hidden in one follows from "
        "another. People who did not declare one of the two are shown as undeclared.")


def intersect(measure: Callable[..., Result], *tables: TypedTable, by: Sequence[str] = ("ethnicity", "sex"),
              **options) -> Result:
    """Ask any measure of two characteristics at once: ethnic minority women, White women, and so on, beside each alone.

    Parameters
    ----------
    measure : function of this library that takes ``by=``, as ``ei.share``, ``ei.rate`` or ``ei.search_outcomes``
    tables : what it is called with; every table that has both characteristics gets the two together as one more column
    by : the two characteristics; the finest grouping that can be released is taken, as always
    options : passed on to the measure

    Returns
    -------
    Result
        With three characteristics in one table: the first, the second, and both, named ``ethnicity_2_by_sex``, with groups
        such as ``"Ethnic minorities, Female"``. Compare with ``reference={"ethnicity_by_sex": "White, Male", ...}``.

    Raises
    ------
    UsageError
        Where there are not two characteristics, or no table has both.

    Notes
    -----
    Sizes shrink fast: one group in ten, and one person in three of it, is one in thirty. The findings name the groups for
    which numbers run out.

    Examples
    --------
    >>> import eianalysis as ei                                                                      # doctest: +SKIP
    >>> found = ei.intersect(ei.search_outcomes, searches, by=("ethnicity", "sex"), cycle=cycle)     # doctest: +SKIP
    >>> ei.compare(found, reference={"ethnicity": "White", "sex": "Male",
    ...                              "ethnicity_by_sex": "White, Male"})                             # doctest: +SKIP
    """
    if isinstance(by, str) or len(by) != 2 or by[0] == by[1]:
        raise UsageError(f"intersect() takes two characteristics, as by=('ethnicity', 'sex'), not {by!r}")
    known = [{*table.frame.columns, *table.groupings} for table in tables if isinstance(table, TypedTable) and not table.absent]
    if known and not any(set(by) <= names for names in known):
        raise UsageError(f"no table here has both {by[0]} and {by[1]}")
    return _made(measure, tables, tuple(by), LEAST, options)


def _made(measure, tables, by: tuple[str, str], least: tuple[int, ...], options: dict) -> Result:
    """The result with the smallest groups put together, and behind it the same with larger ones together."""
    biggest = max((table for table in tables if isinstance(table, TypedTable)), key=len)
    sizes = _with_both(biggest, *by)
    crossed = [_with_both(table, *by, like=sizes.frame, least=least[0]) if isinstance(table, TypedTable) else table
               for table in tables]
    made = measure(*crossed, by=[*by, crossed_name(*by)], **options)
    made = replace(made, definition=replace(made.definition, notes=(*made.definition.notes, NOTE)))
    return _then(made, (lambda: _made(measure, tables, by, least[1:], options)) if least[1:] else None)


def _then(result: Result, after: Callable[[], Result] | None) -> Result:
    """The result whose alternatives go on with another's, made when the gate asks for it."""
    finer = result.coarser
    return replace(result, coarser=after if finer is None else lambda: _then(finer(), after))


def _with_both(table: TypedTable, first: str, second: str, *, like: pd.DataFrame | None = None, least: int = 0) -> TypedTable:
    """The table with a column for both, for each grouping of either; as it is where it lacks one of them.

    Groups with fewer than ``least`` rows in ``like`` (the table with most rows) are put together, so that all tables agree.
    """
    known = {**{name: (name,) for name in table.frame.columns}, **table.groupings}
    if table.absent or not {first, second} <= set(known):
        return table
    frame, columns = table.frame, []
    for level in range(max(len(known[first]), len(known[second]))):
        one, other = (known[name][min(level, len(known[name]) - 1)] for name in (first, second))
        if not {one, other} <= set(frame.columns):
            continue
        both = crossed_name(one, other)
        pairs = list(frame[[one, other]].astype(str).itertuples(index=False, name=None))
        words = {pair: crossed_group(*pair) for pair in set(pairs)}
        frame = frame.assign(**{both: [words[pair] for pair in pairs]})
        columns += [both] if both not in columns else []
    for name in dict.fromkeys([*columns, *known[first], *known[second]]):
        if like is not None and name in frame and name in like:
            size = like[name].astype(str).value_counts()
            small = set(size[size < least].index)
            if len(small & set(frame[name].astype(str))) and len(small) > 1:
                frame[name] = frame[name].astype(object).where(~frame[name].astype(str).isin(small), SMALL_TOGETHER)
    return replace(table, frame=frame, groupings={**table.groupings, crossed_name(first, second): tuple(columns)})

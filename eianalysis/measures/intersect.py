"""Two characteristics at once, race and sex first: a group inside a group, and where the numbers run out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from eianalysis.errors import UsageError, as_said
from eianalysis.measures.two_way_groups import PAIRS, with_pairs
from eianalysis.policy import LIMITS
from eianalysis.results import ALL, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import SMALL_TOGETHER, crossed_group, crossed_name

#: Characteristic -> group -> the largest base it has.
Sizes = dict[str, dict[str, float]]
NOTE = (
    "The groups inside groups and the groups they belong to are one table, so that nothing hidden in one follows from "
    "another. People who did not declare one of the two are shown as undeclared."
)


def intersect(function: Callable[..., Result], *tables: TypedTable, by: Sequence[str] = ("ethnicity", "sex"), **options) -> Result:
    """Ask any measure of two characteristics at once: ethnic minority women, White women, and so on, beside each alone.

    Parameters
    ----------
    function : a measure of this library that takes ``by=``, as ``ei.share``, ``ei.rate`` or ``ei.search_outcomes``
    tables : what it is called with; every table that has both characteristics gets the two together as one more column
    by : the two characteristics; the finest grouping that can be released is taken, as always. ``"woman"`` sets women beside
        all others: a handful whose sex is not recorded then hides nobody.
    options : passed on to it (``cycle=``, ``measure=``)

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
        raise UsageError(f"intersect() takes two characteristics, as by=('ethnicity', 'sex'), not {as_said(by)}")
    tables = tuple(_with_pairs(table, by) for table in tables)
    known = [{*table.frame.columns, *table.groupings} for table in tables if isinstance(table, TypedTable) and not table.absent]
    if known and not any(set(by) <= names for names in known):
        raise UsageError(f"no table here has both {by[0]} and {by[1]}")
    return _made(function, tables, tuple(by), LIMITS.crossed_people, options)


def _made(measure, tables, by: tuple[str, str], least: tuple[int, ...], options: dict, sizes: Sizes | None = None) -> Result:
    """The result with the smallest groups put together, and behind it the same with larger ones together."""
    asked = {"by": [*by, crossed_name(*by)], **options}
    sizes = _sizes(measure(*(_with_both(table, *by) for table in tables), **asked)) if sizes is None else sizes
    small = {name: {group for group, size in groups.items() if size < least[0]} for name, groups in sizes.items()}
    made = measure(*(_with_both(table, *by, small=small) for table in tables), **asked)
    made = replace(made, definition=replace(made.definition, notes=(*made.definition.notes, NOTE)))
    return _then(made, (lambda: _made(measure, tables, by, least[1:], options, sizes)) if least[1:] else None)


def _with_pairs(table: object, by: Sequence[str]) -> object:
    """The table with women beside all others (or another pair) where that is asked for and it can be made."""
    wanted = [name for name in by if name in PAIRS]
    if not isinstance(table, TypedTable) or table.absent or set(wanted) <= set(table.frame.columns):
        return table
    made = with_pairs(table.frame)
    return replace(
        table, frame=table.frame.assign(**{name: made[name] for name in wanted}), groupings={**table.groupings, **{name: PAIRS[name] for name in wanted}}
    )


def _sizes(result: Result | None) -> Sizes:
    """How large each group of each table is at most, in any window or stage, at every grouping the measure can give."""
    found: Sizes = {}
    while result is not None and not result.missing:
        largest = result.counts.groupby(["characteristic", "group"])["denominator"].max()
        for (characteristic, group), size in largest.drop(ALL, level="group", errors="ignore").items():
            found.setdefault(characteristic, {})[str(group)] = float(size)
        result = result.coarser() if result.coarser else None
    return found


def _then(result: Result, after: Callable[[], Result] | None) -> Result:
    """The result whose alternatives go on with another's, made when the gate asks for it."""
    finer = result.coarser
    return replace(result, coarser=after if finer is None else lambda: _then(finer(), after))


def _with_both(table: object, first: str, second: str, *, small: Mapping[str, set[str]] | None = None) -> object:
    """The table with a column for both, for each grouping of either; as it is where it lacks one of them, or is no table.

    ``small`` names the groups of each column that are put together, in all tables alike.
    """
    known = {**{name: (name,) for name in table.frame.columns}, **table.groupings} if isinstance(table, TypedTable) else {}
    if not {first, second} <= set(known) or table.absent:
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
        few = (small or {}).get(name, set())
        if name in frame and len(few) > 1 and few & set(frame[name].astype(str)):
            frame[name] = frame[name].astype(object).where(~frame[name].astype(str).isin(few), SMALL_TOGETHER)
    return replace(table, frame=frame, groupings={**table.groupings, crossed_name(first, second): tuple(columns)})

"""How a measure's row function is called: with its own tables, found by the names of its parameters, and its own options.

Whatever way a measure is asked for (by id, by its function, by a page), its result leaves here with what its counts are
of, with every filter in force said in its words, and with the cycle it belongs to.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import partial, reduce, wraps
from types import MappingProxyType

from eianalysis.argument_kinds import bound_to, right
from eianalysis.cycle import BoardCycle
from eianalysis.declare import Among, Days, Identity, Measure
from eianalysis.declare.words import counting
from eianalysis.errors import UsageError, did_you_mean
from eianalysis.measures.filter_scope import counted_alike
from eianalysis.measures.force_level import at_force_level
from eianalysis.measures.arguments import check_by, read
from eianalysis.measures.catalogue import declared_measures
from eianalysis.measures.compare import with_rates
from eianalysis.measures.count_by_population import count_declared
from eianalysis.measures.divisions import nested_divisions
from eianalysis.measures.input_checks import ANY_TABLE, faults_of, tables_of
from eianalysis.measures.intersect import NOTE as GROUPS_INSIDE
from eianalysis.measures.made_columns import parts_of
from eianalysis.measures.reach import within_reach
from eianalysis.measures.end_of_records import noted, within_records
from eianalysis.measures.filled import without_blank
from eianalysis.measures.lacking import Asked, not_read, or_lacking, with_instead
from eianalysis.results import Definition, Release, Result
from eianalysis.schema.date_columns import day_asked
from eianalysis.sources.typed import TypedTable, filters_of
from eianalysis.vocabulary import characteristic_label, day_in_words, narrowed

#: Options of row functions that are filters: who joined since a day.
_SINCE = "joined_from"
#: A yes or no as a filter has it -> how it is said after the label of its column.
_FLAGGED = {"True": "", "False": ": no"}


def answer(
    measure: Measure,
    table: Callable[[str], TypedTable],
    cycle: BoardCycle,
    *,
    by=None,
    months: Sequence[int] | None = None,
    options: Mapping[str, object] | None = None,
    narrowed_by: Mapping[str, Sequence[object]] = MappingProxyType({}),
) -> Result:
    """The result of a measure: its row function called with the tables it names, or its population counted as declared.

    ``narrowed_by`` are the columns that the force of these tables is narrowed by, each with what was kept; of a force of staff alone
    a measure that can be asked of any kind of people is asked of staff.
    """
    rows = measure.rows or partial(count_declared, measure)
    named = inspect.signature(rows).parameters
    given: dict[str, object] = {"cycle": cycle, **(options or {})}
    if "measure" in named:
        given["measure"] = measure.id
    if "worker_type" in named and measure.workers:
        kept = tuple(map(str, narrowed_by.get("worker_type", ())))
        given.setdefault("worker_type", kept[0] if len(kept) == 1 else measure.workers)
    if by is not None and "by" not in given:
        check_by(by)
        given["by"] = _splits(named, by)
    if "by" in named and "by" not in given and named["by"].default is inspect.Parameter.empty:
        raise UsageError(f'{measure.id} needs by=: say what to count it by, as by="sex"')
    if months:
        given["months"] = _spans(named, months)
    given = read(rows, given) if measure.rows else given
    given = right(rows, given)
    strange = [name for name in given if name not in named and name != "cycle"]
    if strange:
        raise UsageError(f"{measure.id} has no '{strange[0]}'; {did_you_mean(strange[0], _own(named))}")
    asked = tables_asked(measure)
    if not all(asked.values()):
        raise UsageError(f"{measure.id} is counted of no one table, so it cannot be asked of a force; see its page {measure.page}")
    tables = {name: table(kinds[0]) for name, kinds in asked.items()}
    alike, blank = without_blank(counted_alike(list(tables.values()), measure, narrowed_by), measure)
    tables = dict(zip(tables, alike, strict=True))
    positional = [tables.pop(name) for name, each in named.items() if name in tables and each.default is each.empty]
    positional = [_with_cuts(table, measure, _parts(by)) for table in positional]
    within, note = within_records(cycle, [*positional, *tables.values()])
    if not positional and any(each.kind is each.VAR_POSITIONAL for each in named.values()):
        raise UsageError(f"{measure.id} is of all tables of a cycle at once, as on its page {measure.page}; it cannot be asked of a force")
    options = {**tables, **given, "cycle": within}
    try:
        inspect.signature(rows).bind(*positional, **options)
    except TypeError as fault:
        raise UsageError(f'{measure.id} cannot be asked like this: {fault}; ei.catalogue("{measure.id}") says what it is') from None
    words = _words_of(measure, given)
    with counting(given.get("worker_type")):
        split = given.get("by", named["by"].default if "by" in named else None)
        made = or_lacking(
            lambda left: rows(*positional, **(options if left is split else {**options, "by": left})),
            split,
            Asked(measure, words, [*positional, *tables.values()], blank),
        )
    made = with_identity(made, [*positional, *tables.values()], given, measure)
    return noted(noted(made, GROUPS_INSIDE if _parts(by) else ""), note)


def tables_asked(measure: Measure) -> dict[str, tuple[str, ...]]:
    return tables_of(measure.rows) if measure.rows else {"table": (measure.counts.of,)}


def declared_by(rows: Callable) -> Measure | None:
    """The first measure that this row function counts."""
    return next((each for each in declared_measures().values() if each.rows is rows), None)


def looked_at(measure: Callable) -> Callable:
    """The public function of a measure: what it is given is looked at before, what it made is told of after."""
    signature = inspect.signature(measure)

    @wraps(measure)
    def call(*given, **named):
        bound = bound_to(measure, given, named).arguments
        faults_of(measure, signature, bound)
        named = read(measure, named)
        looked = right(measure, {**bound, **named})
        named = {name: looked[name] for name in named}
        options = {**bound, **named, **bound.get("options", {})}
        _one_of_its_own(measure, options.get("measure"))
        names = list(named)
        of = declared_measures().get(str(options.get("measure", ""))) or declared_by(measure)
        alike = counted_alike([*given, *(named[name] for name in names)], of)
        asked = None
        if of is not None and measure.__name__ not in ANY_TABLE:
            alike, asked = _filled(alike, of, options)
            missing = not_read(asked)
            if missing is not None:
                return missing
        given, named = alike[: len(given)], dict(zip(names, alike[len(given) :], strict=True))
        tables = [each for each in alike if isinstance(each, TypedTable)]
        within, note = within_records(options.get("cycle"), bound.values())
        given, named = (
            [within if each is options.get("cycle") else each for each in given],
            {name: within if each is options.get("cycle") else each for name, each in named.items()},
        )
        with counting(options["worker_type"]) if "worker_type" in options else nullcontext():
            made = measure(*given, **named)
        if not isinstance(made, Result):
            return made
        made = made if asked is None else with_instead(made, asked)
        return _of_the_same_cycle(noted(with_identity(made, tables, options), note) if tables else made, alike)

    return call


def _one_of_its_own(rows: Callable, asked: object) -> None:
    """Refuse the id of a measure that another function counts: its words would be said of these counts."""
    own = [each.id for each in declared_measures().values() if each.rows is rows]
    if own and asked not in (None, *own) and rows.__name__ not in ANY_TABLE:
        raise UsageError(f"{rows.__name__}() does not count '{asked}'; {did_you_mean(asked, own)}")


def _filled(given: Sequence[object], measure: Measure, options: Mapping[str, object]) -> tuple[list, Asked]:
    """What is given, with its tables less the columns that nobody filled; and the question as it is put."""
    made, blank = without_blank([each for each in given if isinstance(each, TypedTable)], measure)
    tables = iter(made)
    return [next(tables) if isinstance(each, TypedTable) else each for each in given], Asked(measure, _words_of(measure, options), made, blank)


def _words_of(measure: Measure, options: Mapping[str, object]) -> Definition:
    """The measure's words, of the kind of people that is asked for."""
    return measure.words.of(options.get("worker_type") or measure.workers) if measure.workers else measure.words


def _of_the_same_cycle(made: Result, given: Iterable[object]) -> Result:
    """What is made of released tables is of the board cycle that they are of."""
    cycles = (each.cycle for each in given if isinstance(each, Release | Result) and each.cycle is not None)
    return made if made.cycle is not None else replace(made, cycle=next(cycles, None))


def with_identity(result: Result, tables: Iterable[TypedTable], given: Mapping[str, object], measure: Measure | None = None) -> Result:
    """The result with what its counts are of and every filter in force, whichever of its levels the gate will take."""
    tables = list(tables)
    filters = filters_of(tables)
    since = given.get(_SINCE)
    if since not in (None, ""):
        filters = (*filters, ("started", Days(day_asked(_SINCE, since).date(), None)))
    measure = measure if measure and measure.id == result.measure else declared_measures().get(result.measure)
    result = within_reach(result, tables, measure, given)
    workers = given.get("worker_type", measure.workers if measure else None)
    people = () if workers is None else (("worker_type", Among(workers)),)
    _somebody(result.measure, (*filters, *people), measure)
    blanks = measure is not None and measure.rows is None and result.identity is not None  # said by what counted the rows
    identity = replace(Identity.of(measure, (*filters, *people), blanks=blanks), nested=nested_divisions(tables)) if measure else None
    result = at_force_level(result, tables, identity or result.identity, filters)
    cycle = given.get("cycle")
    said = tuple(each for each in filters if each not in people)  # which kind of people says the noun already
    return _told(result, identity, filters, said, cycle if isinstance(cycle, BoardCycle) else None)


def _somebody(measure: str, narrowed: tuple, declared: Measure | None) -> None:
    """Refuse a question of people whom the force was narrowed away from."""
    kinds = [values for name, values in (*narrowed, *(declared.counts.where if declared else ())) if name == "worker_type"]
    if len(kinds) > 1 and reduce(lambda one, other: one.meet(other), kinds).empty:
        asked, kept = (" or ".join(sorted(kinds[at].words)) for at in (-1, 0))
        raise UsageError(f"{measure} counts {asked}, and the force is narrowed to {kept}: leave worker_type out of where(…)")


def _told(result: Result, identity: Identity | None, filters: tuple, said: tuple, cycle: BoardCycle | None) -> Result:
    words = result.definition if result.filters == filters else _narrowed(result.definition, said)
    finer = result.coarser
    if cycle is not None and result.shape == "counts" and not result.missing and result.confidence != cycle.confidence:
        result = with_rates(result, confidence=cycle.confidence)
    return replace(
        result,
        identity=identity or result.identity,
        filters=filters,
        definition=words,
        cycle=cycle or result.cycle,
        band=cycle.band if cycle is not None else result.band,
        coarser=None if finer is None else lambda: _told(finer(), identity, filters, said, cycle),
    )


def _narrowed(words, filters: tuple):
    """The words of what a filter leaves: the noun says it, and with it every title and sentence; a note says it whole."""
    noun, notes = words.noun, list(words.notes)
    for name, values in filters:
        if isinstance(values, Days):
            said = f"who joined on or after {day_in_words(values.first)}"
            noun = f"{noun} {said}"
            notes.append(f"Only people {said} are counted.")
        else:
            several = sorted(values.words)
            said = _either(name, several)
            noun = narrowed(name, several[0], noun) if len(several) == 1 and several[0] not in _FLAGGED else f"{noun} ({said})"
            notes.append(f"Only this part is counted: {said}.")
    return replace(words, noun=noun, notes=tuple(notes))


def _either(name: str, words: Sequence[str]) -> str:
    """What is kept of a column: 'unit TFG or PPU'; of a yes or no 'violence against women and girls', 'temporary: no'."""
    label = characteristic_label(name)
    label = f"{label[:1].lower()}{label[1:]}"
    return f"{label}{_FLAGGED[words[0]]}" if len(words) == 1 and words[0] in _FLAGGED else f"{label} {' or '.join(words)}"


def _parts(by: object) -> tuple[str, ...]:
    """The characteristics that are crossed in what is asked for."""
    return tuple(part for each in ([by] if isinstance(by, str) else by or ()) for part in parts_of(each) or ())


def _splits(named: Mapping[str, inspect.Parameter], by: object) -> object:
    """One characteristic where the function takes one, else as it was asked."""
    several = [by] if isinstance(by, str) else list(by)
    if "by" not in named:
        raise UsageError(f"this measure cannot be asked by {' and '.join(several)}: it has groups of its own")
    if named["by"].annotation != "str":
        return by if isinstance(by, str) else several
    if len(several) > 1:
        raise UsageError(f"this measure takes one characteristic at a time, not {', '.join(several)}; ask it once for each")
    return several[0]


def _with_cuts(table: TypedTable, measure: Measure, names: Sequence[str]) -> TypedTable:
    """The table with a column for each of the measure's own characteristics that two are crossed of."""
    for name in names:
        cut = measure.cuts.get(name)
        if cut is None or table.absent or name in table.rows or cut.of not in table.rows:
            continue
        words = {word: group for group, several in cut.groups.items() for word in several}
        rest = next((group for group, several in cut.groups.items() if not several), None)
        made = table.rows[cut.of].map(words)
        rows = table.rows.assign(**{name: made if rest is None else made.fillna(rest)})
        table = replace(table, frame=rows, groupings={**table.groupings, name: (name,)})
    return table


def _spans(named: Mapping[str, inspect.Parameter], months: Sequence[int]) -> int | list[int]:
    """One number of months where the function takes one, else all of them."""
    if "months" not in named:
        raise UsageError("this measure has no windows of its own: it takes the cycle's period, or all records")
    if "Sequence" in str(named["months"].annotation):
        return list(months)
    if len(months) > 1:
        raise UsageError(f"this measure takes one window at a time, not {', '.join(str(span) for span in months)}")
    return months[0]


def _own(named: Mapping[str, inspect.Parameter]) -> list[str]:
    return [name for name, each in named.items() if each.kind is each.KEYWORD_ONLY and name not in ("cycle", "measure")] or ["by"]

"""Who works for the force, joined and left, whole: every kind of worker, every group of a list, who did not say among them.

What the law wants published about employees. Shares are of everybody, so that the groups of a list and those who did not say
are parts of one whole; the reference group has a row as any other. A list is given whole, nobodies among it: a group that was left out
would tell that nobody is in it, and one that is small is hidden by the gate and not merged away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import POOLED, Ask, During, InPost, Measure, Population, Split, Words
from eianalysis.measures.applications import NINE, asked_for
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.declaring import without_range
from eianalysis.measures.force_level import force_level_only
from eianalysis.measures.in_post import in_post, snapshot_days
from eianalysis.measures.made_columns import recorded, with_columns
from eianalysis.measures.representation import COARSE, HIGH_BANDS, RANK_BAND, high_together, with_high_together
from eianalysis.measures.rates import BLANK, By, build, columns_for, not_available, unfilled
from eianalysis.measures.windows import window
from eianalysis.results import ALL, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import ETHNICITY_16, ETHNICITY_18, NOT_LEAVERS, UNDECLARED, WORKER_TYPES, characteristic_label, day_in_words, order, whole_list

#: Every protected characteristic; and of those in post ethnicity by the whole list, where there are the most people in each of its groups.
EVERY = NINE
IN_DETAIL = (*NINE, "ethnicity_18")
#: Groups that the older list of 16 has not: of whoever answered by it nobody could be of them.
ADDED_LATER = tuple(label for code, label in ETHNICITY_18.items() if label not in ETHNICITY_16.values())
KIND, BAND = "worker_type", "rank_band"
NO_SNAPSHOT = "no snapshot up to the end of the period"


def workforce_by_group(people: TypedTable, *, cycle: BoardCycle, by: By = IN_DETAIL) -> Result:
    """Everybody in post on the last snapshot of the period, each kind of worker by itself; key ``worker_type``, as "Police staff".

    A characteristic that the table does not hold is left out and named in a note.

    Examples
    --------
    >>> import eianalysis as ei                                                                     # doctest: +SKIP
    >>> ei.table(ei.force("2023-04").ask("workforce_by_group").release(), across="worker_type")     # doctest: +SKIP
    """
    measure = "workforce_by_group"
    if people.absent:
        return not_available(measure, definition_of(measure), people, keys=(KIND,))
    days = snapshot_days(people, cycle)
    if not days:
        return not_available(measure, definition_of(measure), people, columns=("as_at",), keys=(KIND,), reason=NO_SNAPSHOT)
    return _in_parts(measure, people, _by_kind(in_post(people, days[0], None)), KIND, by, (days[0], days[0]), day_in_words(days[0]))


def ranks_by_group(people: TypedTable, *, cycle: BoardCycle, by: By = EVERY, worker_type: str = "officer", measure: str = "ranks_by_group") -> Result:
    """Everybody of one kind in post on the last snapshot of the period, by rank or band of grades; key ``rank_band``."""
    definition = definition_of(measure)
    if people.absent:
        return not_available(measure, definition, people, keys=(BAND,))
    days = snapshot_days(people, cycle)
    if not days or unfilled(people, BAND):
        columns, reason = (("as_at",), NO_SNAPSHOT) if not days else ((BAND,), BLANK)
        return not_available(measure, definition, people, columns=columns, keys=(BAND,), reason=reason)
    rows = in_post(people, days[0], worker_type)
    if rows.empty:
        return not_available(measure, definition, people, columns=(KIND,), keys=(BAND,), reason=f"no {definition.noun} on the snapshot")
    return _in_parts(measure, people, recorded(rows, [BAND]), BAND, by, (days[0], days[0]), day_in_words(days[0]))


def joiners_by_group(joiners: TypedTable, *, cycle: BoardCycle, by: By = EVERY, months: int = 36) -> Result:
    """Everybody who joined in the window, each kind of worker by itself, transfers in among them; key ``worker_type``."""
    return _of_window("joiners_by_group", joiners, "start_date", cycle, by, months)


def leavers_by_group(leavers: TypedTable, *, cycle: BoardCycle, by: By = EVERY, months: int = 36) -> Result:
    """Everybody who left in the window, each kind of worker by itself, transfers out among them; key ``worker_type``.

    A career break is not a departure.
    """
    if not leavers.absent:
        leavers = replace(leavers, frame=leavers.frame[~leavers.frame["leaver_type"].isin(NOT_LEAVERS)])
    return _of_window("leavers_by_group", leavers, "leave_date", cycle, by, months)


def _of_window(measure: str, table: TypedTable, day: str, cycle: BoardCycle, by: By, months: int) -> Result:
    if table.absent:
        return not_available(measure, definition_of(measure), table, keys=(KIND,))
    w = window(cycle, months)
    rows = _by_kind(table.frame[table.frame[day].between(w.start, w.end)])
    return _in_parts(measure, table, rows, KIND, by, (w.start, w.end), w.name)


def _by_kind(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with their kind of worker in words."""
    return rows.assign(**{KIND: rows[KIND].astype(object).map(lambda kind: WORKER_TYPES.get(kind, kind))})


def _in_parts(measure: str, table: TypedTable, rows: pd.DataFrame, key: str, by: By, period: tuple, name: str) -> Result:
    """Every group's number and share in each part of the rows, for the finest list of each characteristic that the table has."""
    there = asked_for(table, by)
    lacking = [characteristic_label(each) for each in ([by] if isinstance(by, str) else by) if each not in there]
    definition = definition_of(measure)
    if lacking:
        definition = replace(definition, notes=(*definition.notes, f"Not held by this table: {', '.join(lacking).lower()}."))
    if rows.empty:
        return not_available(measure, definition, table, keys=(key,), reason="the table has no such rows")
    unasked = _by_older_list(table, there)
    if unasked:
        definition = replace(
            definition, notes=(*definition.notes, f"No row for {' and '.join(unasked)}: nobody is recorded so, and an older list has neither.")
        )

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        names = list(dict.fromkeys(column for name, column in columns.items() if name != COARSE))
        known = recorded(with_columns(rows, names), names)
        if columns.get(COARSE):
            known = known.assign(**{key: known[key].astype(object).map(high_together)})
        return pd.concat([_counted(known, column, key, unasked) for column in names], ignore_index=True)

    levels = columns_for(table, there)[:1]
    if rows[key].isin(HIGH_BANDS).any():
        levels = with_high_together(levels, (key,))
    made = build(measure, definition, counts, levels, keys=(key,), window=name, period=period, sources=table.sources, shared_base=True)
    return made.then(without_range)


def _by_older_list(table: TypedTable, there: Sequence[str]) -> tuple[str, ...]:
    """The groups of the whole list of ethnicity that nobody of any year is of: an older list has none of them, and 0 of it would be made up."""
    column = "ethnicity_18"
    return ADDED_LATER if column in there and column in table.frame and not table.frame[column].isin(ADDED_LATER).any() else ()


def _counted(rows: pd.DataFrame, column: str, key: str, unasked: Sequence[str] = ()) -> pd.DataFrame:
    """One characteristic: in each part everybody, then every group of its list and every way of not saying that occurs anywhere.

    What is told of the whole force only has one part, everybody.
    """
    values = rows[column].astype(str)
    groups = [group for group in _groups(column, values) if group not in unasked]
    whole = key == KIND and force_level_only(column)  # the ranks are of one kind of worker: none of them is the whole force
    out = []
    for part in (ALL,) if whole else _parts(key, rows[key].astype(str)):
        own = values if whole else values[rows[key].astype(str) == part]
        sizes = own.value_counts()
        out += [(part, column, group, len(own) if group == ALL else int(sizes.get(group, 0)), len(own)) for group in groups]
    return pd.DataFrame(out, columns=[key, "characteristic", "group", "numerator", "denominator"])


def _parts(key: str, values: pd.Series) -> list[str]:
    """The parts in their order: ranks from the highest, kinds of worker as the list of them has them."""
    there = order(key, values)
    return sorted(there, key=[*WORKER_TYPES.values(), *there].index) if key == KIND else there


def _groups(column: str, values: pd.Series) -> Sequence[str]:
    there = list(dict.fromkeys(values))
    declared = [group for group in (*whole_list(column), *there) if group not in UNDECLARED]
    return order(column, [ALL, *declared, *(group for group in there if group in UNDECLARED)])


_KINDS = {KIND: Split(KIND, {label: (code,) for code, label in WORKER_TYPES.items()})}
PAGE = "14-published-equality"


def _words(title: str, who: str, noun: str, *notes: str) -> Words:
    whole = "Shares are of everybody, those who did not say among them, so that the groups of a list are parts of one whole."
    method = "A head count: there is no range, because nobody was sampled."
    return Words(title, "people of the group", who, noun=noun, verb="are of this group", method=method, notes=(whole, *notes))


WORKFORCE_BY_GROUP = Measure(
    "workforce_by_group",
    _words("Who works for the force", "people of this kind in post on the last snapshot of the period", "people in post"),
    counts=Population("service", InPost("end")),
    rows=workforce_by_group,
    form="shares",
    base="whole",
    keys=_KINDS,
    asks=Ask(PAGE, by=IN_DETAIL, yearly=False),
)
RANKS_BY_GROUP = Measure(
    "ranks_by_group",
    _words("Who holds which rank: {workers}", "{workers} of this rank in post on the last snapshot of the period", "{workers}"),
    counts=Population("service", InPost("end")),
    rows=ranks_by_group,
    form="shares",
    base="whole",
    keys={BAND: RANK_BAND},
    workers="officer",
    asks=Ask(PAGE, by=EVERY, yearly=False),
)
GRADES_BY_GROUP = Measure(
    "grades_by_group",
    _words("Who holds which grade: {workers}", "{workers} of this band of grades in post on the last snapshot of the period", "{workers}"),
    counts=Population("service", InPost("end")),
    rows=ranks_by_group,
    form="shares",
    base="whole",
    keys={BAND: RANK_BAND},
    workers="staff",
    asks=Ask(PAGE, by=EVERY, yearly=False),
)
JOINERS_BY_GROUP = Measure(
    "joiners_by_group",
    _words("Who joined the force", "people of this kind who joined", "people who joined", "Who joined by transfer from another force counts."),
    counts=Population("joiners", During("start_date")),
    rows=joiners_by_group,
    form="shares",
    base="whole",
    keys=_KINDS,
    asks=Ask(PAGE, by=EVERY, months=(POOLED,), yearly=False),
)
LEAVERS_BY_GROUP = Measure(
    "leavers_by_group",
    _words("Who left the force", "people of this kind who left", "people who left", "A career break is not a departure; a transfer to another force counts."),
    counts=Population("leavers", During("leave_date")),
    rows=leavers_by_group,
    form="shares",
    base="whole",
    keys=_KINDS,
    asks=Ask(PAGE, by=EVERY, months=(POOLED,), yearly=False),
)

"""Special constables beside a target, a number of people and not a rate; who the cadets are; who works which pattern."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, InPost, Measure, Population, Words
from eianalysis.measures.declaring import without_range
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.in_post import in_post, snapshot_days
from eianalysis.measures.targets import people_aimed_at, written_in
from eianalysis.measures.rates import BLANK, By, build, columns_for, not_available, unfilled
from eianalysis.measures.small_groups import merge_small
from eianalysis.results import ALL, Result
from eianalysis.schema import TABLES
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import NOT_RECORDED, day_in_words

SPECIAL, CADET = "special", "cadet"


def specials_headcount(people: TypedTable, targets: TypedTable | None = None, *, cycle: BoardCycle, target: int | None = None) -> Result:
    """How many special constables the last snapshot of the period has, beside the target: ``numerator`` of ``denominator``.

    Kind ``rate``, because a force may have more than its target. No range: everybody is counted. A file in which no
    snapshot has a special constable is one that leaves them out: not available, never 0. ``target``: how many are aimed at,
    by default as the table ``targets`` says of this measure; not available where it says nothing.

    Examples
    --------
    >>> import eianalysis as ei                                                                    # doctest: +SKIP
    >>> ei.findings(ei.release(ei.specials_headcount(ei.load_workforce(cycle), cycle=cycle), cycle.policy))  # doctest: +SKIP
    """
    measure = "specials_headcount"
    definition, aim = definition_of(measure), people_aimed_at(measure, targets, target)
    if people.absent:
        return not_available(measure, definition, people, kind="rate")
    days = snapshot_days(people, cycle)
    if not days or not people.frame["worker_type"].eq(SPECIAL).any():
        what = "no snapshot has a special constable" if days else "no snapshot up to the end of the period"
        return not_available(measure, definition, people, kind="rate", columns=("worker_type" if days else "as_at",), reason=what)
    if isinstance(aim, Result):
        return aim
    held = len(in_post(people, days[0], SPECIAL))

    def counts(_) -> pd.DataFrame:
        return pd.DataFrame({"characteristic": ["target"], "group": [ALL], "numerator": [held], "denominator": [aim]})

    return build(
        measure,
        definition,
        counts,
        ({"target": "target"},),
        kind="rate",
        window=day_in_words(days[0]),
        period=(pd.NaT, days[0]),
        sources=(*people.sources, *written_in(targets, target)),
    ).then(without_range)


def cadets(people: TypedTable, *, cycle: BoardCycle, by: By = ("ethnicity_2", "sex")) -> Result:
    """How many cadets the last snapshot of the period has, and each group's share of them, the undeclared among them.

    A file in which no snapshot has a cadet is one that leaves them out: not available, never 0.
    """
    measure = "cadet_share"
    definition = definition_of(measure)
    if people.absent:
        return not_available(measure, definition, people)
    days = snapshot_days(people, cycle)
    if not days or not people.frame["worker_type"].eq(CADET).any():
        what = "no snapshot has a cadet" if days else "no snapshot up to the end of the period"
        return not_available(measure, definition, people, columns=("worker_type" if days else "as_at",), reason=what)
    return _make_up(measure, people, in_post(people, days[0], CADET), columns_for(people, by), days[0])


def working_patterns(people: TypedTable, *, cycle: BoardCycle, worker_type: str | tuple[str, ...] | None = "officer") -> Result:
    """How many people in post on the last snapshot of the period work full time, part time and flexibly, and how it was agreed."""
    measure, name = "working_pattern_share", "working_pattern"
    definition = definition_of(measure)
    if people.absent:
        return not_available(measure, definition, people)
    days = snapshot_days(people, cycle)
    if not days or unfilled(people, name):
        return not_available(
            measure, definition, people, columns=(name if days else "as_at",), reason=BLANK if days else "no snapshot up to the end of the period"
        )
    rows = in_post(people, days[0], worker_type)
    rows = rows.assign(**{name: rows[name].map(TABLES["workforce_snapshot"][name].codes).fillna(NOT_RECORDED)})
    return _make_up(measure, people, rows, ({name: name},), days[0])


def _make_up(measure: str, people: TypedTable, rows: pd.DataFrame, levels, day: pd.Timestamp) -> Result:
    """Each group's number and share of these people, small groups put together."""

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        named = merge_small(rows, columns.values(), pair=True)
        sizes = [
            (name, group, int(size))
            for name in dict.fromkeys(columns.values())
            for group, size in [(ALL, len(named)), *named[name].astype(object).value_counts(sort=False).items()]
        ]
        return pd.DataFrame(sizes, columns=["characteristic", "group", "numerator"]).assign(denominator=len(named))

    return build(
        measure, definition_of(measure), counts, levels, window=day_in_words(day), period=(pd.NaT, day), sources=people.sources, shared_base=True
    ).then(without_range)


SPECIALS_HEADCOUNT = Measure(
    "specials_headcount",
    Words(
        "Special constables in post",
        "special constables on the last snapshot of the period",
        "the target",
        noun="special constables",
        verb="were in post",
        outcome="good",
        base_unit="places in the target",
        method="A head count of people in post: there is no range, because nobody was sampled.",
        notes=("Two years are mostly the same people, so a change is not judged.",),
    ),
    counts=Population("target"),
    did=Population("service", InPost("end"), (("worker_type", "special"),)),
    rows=specials_headcount,
    looked_up=("targets",),
    kind="rate",
    form="target",
    asks=Ask("12-community", yearly=False),
    serves=("EDHR-LA17", "EIW-COM-N06"),
)

CADET_SHARE = Measure(
    "cadet_share",
    Words(
        "Who the cadets are",
        "cadets of the group",
        "cadets on the last snapshot of the period",
        noun="cadets",
        verb="are of this group",
        base_unit="cadets",
        method="A head count: there is no range, because nobody was sampled.",
        notes=("Who did not declare is in the base.",),
    ),
    counts=Population("service", InPost("end"), (("worker_type", "cadet"),)),
    rows=cadets,
    form="shares",
    base="whole",
    asks=Ask("12-community", by=("ethnicity_2", "sex"), yearly=False),
    serves=("EDHR-LA19", "EIW-COM-P02", "TRT-05"),
)

WORKING_PATTERN_SHARE = Measure(
    "working_pattern_share",
    Words(
        "Working patterns",
        "{workers} who work so",
        "{workers} in post on the last snapshot of the period",
        noun="{workers}",
        verb="work so",
        base_unit="{workers}",
        method="A head count of people in post: there is no range, because nobody was sampled.",
        notes=("An arrangement that nobody recorded is not seen.",),
    ),
    counts=Population("service", InPost("end")),
    rows=working_patterns,
    form="shares",
    base="whole",
    workers="officer",
    asks=Ask("06-retention", yearly=False),
    serves=("EDHR-OC5.01", "EIW-RET-O01", "GLA-06"),
)

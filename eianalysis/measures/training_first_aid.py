"""How many first aiders there are, beside the target, and who they are."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import AsAt, Ask, Measure, Population, Words
from eianalysis.measures.declaring import without_range
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.targets import people_aimed_at, written_in
from eianalysis.measures.rates import build
from eianalysis.measures.small_groups import merge_small
from eianalysis.measures.training import ATTENDED, states_of_course
from eianalysis.results import ALL, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import day_in_words

#: The course of the target of 60 first aiders, as the synthetic force names it; a real list may name its own.
FIRST_AID = "Mental health first aid"
#: Where nothing says when a certificate runs out, all would be in date.
IN_DATE = {"training_attendance": ("expires",)}


def first_aiders(
    training: TypedTable, people: TypedTable, targets: TypedTable | None = None, *, cycle: BoardCycle, course: str = FIRST_AID, target: int | None = None
) -> Result:
    """How many people in post hold a certificate that is in date, beside the target: one row, ``numerator`` of ``denominator``.

    Kind ``rate``, because a force may have more than its target. No range: it is a head count. ``target``: how many are aimed
    at, by default as the table ``targets`` says of this measure; not available where it says nothing.
    """
    measure = "first_aiders"
    aim, found = people_aimed_at(measure, targets, target), states_of_course(measure, training, people, cycle, course, ())
    if isinstance(found, Result):
        return replace(found, kind="rate")
    if isinstance(aim, Result):
        return aim
    rows, day = found
    held = int((rows["state"] == ATTENDED).sum())

    def counts(_) -> pd.DataFrame:
        return pd.DataFrame({"characteristic": ["target"], "group": [ALL], "numerator": [held], "denominator": [aim]})

    definition = replace(definition_of(measure), denominator=f"the target of {aim}")
    return build(
        measure,
        definition,
        counts,
        ({"target": "target"},),
        kind="rate",
        window=day_in_words(day),
        period=(pd.NaT, day),
        sources=(*training.sources, *people.sources, *written_in(targets, target)),
    ).then(without_range)


def first_aiders_by_kind(training: TypedTable, people: TypedTable, *, cycle: BoardCycle, course: str = FIRST_AID) -> Result:
    """Of those who hold a certificate that is in date, how many are officers, police staff and PCSOs; in one table with their
    total, so that no few of one kind follow from two totals.
    """
    measure = "first_aiders_by_kind"
    found = states_of_course(measure, training, people, cycle, course, ())
    if isinstance(found, Result):
        return found
    rows, day = found
    held = rows[rows["state"] == ATTENDED]

    def counts(_) -> pd.DataFrame:
        kinds = merge_small(held, ["worker_type"], pair=True)["worker_type"].value_counts(sort=False)
        made = pd.DataFrame({"group": [ALL, *kinds.index], "numerator": [len(held), *kinds.astype(int)]})
        return made.assign(characteristic="worker_type", denominator=len(held))

    result = build(
        measure,
        definition_of(measure),
        counts,
        ({"worker_type": "worker_type"},),
        shared_base=True,
        window=day_in_words(day),
        period=(pd.NaT, day),
        sources=(*training.sources, *people.sources),
    )
    return result.then(without_range)


FIRST_AIDERS = Measure(
    "first_aiders",
    Words(
        "First aiders with a certificate in date",
        "people in post whose certificate holds on the day",
        "the target",
        noun="first aiders",
        verb="were trained and in date",
        outcome="good",
        base_unit="places in the target",
        method="A head count of people in post: there is no range, because nobody was sampled.",
        notes=("Whoever left the force or let the certificate run out is not counted.",),
    ),
    counts=Population("target"),
    did=Population("training_attendance", AsAt("certificate"), ("in post", "in date")),
    rows=first_aiders,
    reads=IN_DATE,
    looked_up=("training_attendance", "targets"),
    kind="rate",
    form="target",
    asks=Ask("11-training", yearly=False),
    serves=("EIW-HWB-D04",),
)

FIRST_AIDERS_BY_KIND = Measure(
    "first_aiders_by_kind",
    Words(
        "Who the first aiders are",
        "first aiders of this kind of worker",
        "people in post whose certificate holds on the day",
        noun="first aiders",
        verb="are of this kind",
        base_unit="first aiders",
        method="A head count of people in post: there is no range, because nobody was sampled.",
    ),
    counts=Population("training_attendance", AsAt("certificate"), ("in post", "in date")),
    rows=first_aiders_by_kind,
    reads=IN_DATE,
    looked_up=("training_attendance",),
    form="shares",
    base="whole",
    asks=Ask("11-training", yearly=False),
    serves=("EIW-HWB-P02", "EIW-HWB-D04"),
)

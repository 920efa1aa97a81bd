"""How many special constables there are, beside a target: a number of people, not a rate."""

from __future__ import annotations

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, InPost, Measure, Population, Words
from eianalysis.errors import UsageError
from eianalysis.measures.declaring import without_range
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.in_post import in_post, snapshot_days
from eianalysis.measures.rates import build, not_available
from eianalysis.results import ALL, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import day_in_words

SPECIAL = "special"


def specials_headcount(people: TypedTable, *, cycle: BoardCycle, target: int = 100) -> Result:
    """How many special constables the last snapshot of the period has, beside the target: ``numerator`` of ``denominator``.

    Kind ``rate``, because a force may have more than its target. No range: everybody is counted. A file in which no
    snapshot has a special constable is one that leaves them out: not available, never 0.

    Examples
    --------
    >>> import eianalysis as ei                                                                    # doctest: +SKIP
    >>> ei.findings(ei.release(ei.specials_headcount(ei.load_workforce(cycle), cycle=cycle), cycle.policy))  # doctest: +SKIP
    """
    measure = "specials_headcount"
    if int(target) < 1:
        raise UsageError(f"target must be 1 or more, not {target!r}")
    definition = definition_of(measure)
    if people.absent:
        return not_available(measure, definition, people, kind="rate")
    days = snapshot_days(people, cycle)
    if not days or not people.frame["worker_type"].eq(SPECIAL).any():
        what = "no snapshot has a special constable" if days else "no snapshot up to the end of the period"
        return not_available(measure, definition, people, kind="rate", columns=("worker_type" if days else "as_at",), reason=what)
    held = len(in_post(people, days[0], SPECIAL))

    def counts(_) -> pd.DataFrame:
        return pd.DataFrame({"characteristic": ["target"], "group": [ALL], "numerator": [held], "denominator": [int(target)]})

    return build(measure, definition, counts, ({"target": "target"},), kind="rate", window=day_in_words(days[0]),
                 period=(pd.NaT, days[0]), sources=people.sources).then(without_range)


SPECIALS_HEADCOUNT = Measure(
    "specials_headcount",
    Words(
        "Special constables in post", "special constables on the last snapshot of the period", "the target of the 2012 plan",
        noun="special constables", verb="were in post", outcome="good", base_unit="places in the target",
        method="A head count of people in post: there is no range, because nobody was sampled.",
        notes=("Two years are mostly the same people, so a change is not judged.",)),
    counts=Population("target"), did=Population("service", InPost("end"), (("worker_type", "special"),)),
    rows=specials_headcount, kind="rate", form="target", asks=Ask("12-community", yearly=False),
    serves=("EDHR-LA17", "EIW-COM-N06"))

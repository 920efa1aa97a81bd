"""What was decided about service and what was set aside on the way, as rows of a page."""

from __future__ import annotations

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, Measure, Population, Words
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.rates import unique
from eianalysis.measures.spell_windows import observed_service
from eianalysis.results import Result
from eianalysis.sources.source import rows_in_words
from eianalysis.sources.typed import TypedTable

TITLES = {
    "same_day": "Leaving on the day of joining",
    "rejoiners": "Coming back",
    "career_breaks": "Career breaks",
    "secondments": "Secondments",
    "transfers": "Transfers to other forces",
    "moves": "Moves between officer and staff",
}


def service_notes(people: TypedTable, leavers: TypedTable, joiners: TypedTable, *, cycle: BoardCycle, worker_type: str = "officer") -> Result:
    """The rules of service this pack was made by, and how many rows were set aside or joined, and why.

    Returns
    -------
    Result of shape ``register``: ``what, rule, rows``. A few rows can be a few people: a small number is said in words.
    """
    measure = "service_notes"
    definition = definition_of(measure)
    seen = observed_service(people, leavers, joiners, cycle=cycle, worker_type=worker_type, measure=measure, definition=definition, shape="register")
    if seen.nothing:
        return seen.nothing
    lines = [(TITLES[name], words[:1].upper() + words[1:] + ".", "–") for name, words in cycle.service.words().items()]
    aside = [note for source in unique(seen.sources) for note in source.set_aside]
    lines += [("Set aside or joined", why[:1].upper() + why[1:] + ".", rows_in_words(rows, cycle.policy.threshold)) for why, rows in aside]
    if not aside:
        lines.append(("Set aside or joined", "Nothing had to be.", "no rows"))
    return Result(
        measure=measure, shape="register", definition=definition, sources=unique(seen.sources), counts=pd.DataFrame(lines, columns=["what", "rule", "rows"])
    )


SERVICE_NOTES = Measure(
    "service_notes",
    Words(
        "What was decided about service, and what was set aside",
        "rows set aside or joined",
        "spells of service",
        noun="spells",
        verb="were set aside or joined",
        base_unit="spells",
        method="Counted while the records were put together.",
    ),
    counts=Population("service"),
    rows=service_notes,
    form="register",
    workers="officer",
    asks=Ask("06-retention", yearly=False),
    serves=("EIW-RET-O04",),
)

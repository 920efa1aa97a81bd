"""Complaints of the public about stop and search, beside the searches."""

from __future__ import annotations

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, During, Measure, Population, Words
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.complaints import each_complaint
from eianalysis.measures.rates import BLANK, build, not_available, unfilled
from eianalysis.measures.searches import people_searched, searched_window
from eianalysis.results import ALL, Result
from eianalysis.sources.typed import TypedTable


def complaints_per_search(complaints: TypedTable, searches: TypedTable, *, cycle: BoardCycle) -> Result:
    """How many complaints arose from a stop and search, per 1,000 searches of people, in the months there are searches of."""
    measure = "complaints_per_search"
    people = people_searched(searches, cycle)
    for table in (complaints, people):
        if table.absent:
            return not_available(measure, definition_of(measure), table, kind="rate")
    rows, w = complaints.frame, searched_window(people, cycle)
    if unfilled(complaints, "factor"):
        return not_available(measure, definition_of(measure), complaints, kind="rate", columns=("factor",), reason=BLANK)
    searched = rows["logged"].dt.strftime("%Y-%m").isin(people.frame["month"])  # not of months whose searches are missing
    rows = each_complaint(rows[rows["logged"].between(w.start, w.end) & rows["factor"].eq("search") & searched])
    counted = pd.DataFrame([{"characteristic": "complaint", "group": ALL, "numerator": len(rows), "denominator": len(people.frame)}])
    return build(
        measure,
        definition_of(measure),
        lambda _: counted.copy(),
        ({"complaint": "complaint"},),
        kind="rate",
        window=w.name,
        period=(w.start, w.end),
        sources=(*complaints.sources, *people.sources),
    )


COMPLAINTS_PER_SEARCH = Measure(
    "complaints_per_search",
    Words(
        "Complaints about stop and search, per 1,000 searches",
        "complaints logged in the period that arose from a stop and search",
        "searches of people in the period",
        noun="complaints",
        verb="arose from a stop and search",
        outcome="harm",
        per=1000,
        base_unit="searches",
        notes=("Few who are searched complain, so the rate says little about how searches were done.",),
    ),
    counts=Population("stop_search", During("searched_at"), ("of a person",)),
    did=Population("complaints", During("logged"), ("from a search",)),
    rows=complaints_per_search,
    kind="rate",
    form="comparison",
    asks=Ask("08-stop-search"),
    serves=("CAS-10",),
)

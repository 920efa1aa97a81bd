"""The outcome test: if one group is searched on weaker grounds, fewer of its searches should find what was looked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, During, Measure, Population, Split, Steps, Words
from eianalysis.errors import UsageError, did_you_mean
from eianalysis.measures.compare import compare
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.rates import BLANK, By, build, not_available, share, unfilled
from eianalysis.measures.searches import people_searched, searched_window
from eianalysis.measures.small_groups import merge_small
from eianalysis.policy import LIMITS
from eianalysis.results import ALL, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import UNDECLARED

MEASURE, OF_CHILDREN = "search_outcome_test", "search_under_18_find_rate"
#: Children, as the age ranges of data.police.uk tell them.
CHILDREN = ("under 10", "10-17")
#: What a search can be split by, the column, and what it takes to have it.
SPLITS = {
    "object": ("object", BLANK),
    "purpose": ("purpose", "the records do not say whether drugs were looked for as possession or as supply; the files of data.police.uk never do"),
}

#: Step: the column, and what was true of the search. The first holds the second.
BOTH_WAYS = {"Found, whatever followed": ("linked", ("linked",)), "Found, and further action taken": ("find", ("led to action", "linked"))}


def outcome_test(
    searches: TypedTable,
    *,
    cycle: BoardCycle,
    by: By = "officer_ethnicity",
    split: str | None = None,
    children: bool = False,
    reference: str | Mapping[str, str] | BoardCycle | None = None,
) -> Result:
    """Compare how often searches of each group found what was looked for, in all and split by what was looked for.

    A lower find rate for a group suggests that it is searched on weaker grounds; an equal one does not prove the
    contrary (see Notes).

    Parameters
    ----------
    searches : TypedTable
        Of ``load_stop_search``; searches of people in the cycle's period are counted.
    by : str or sequence of str
        Officer-defined ethnicity unless said otherwise: it is what the officer saw before searching.
    split : ``"object"`` (drugs, weapons, stolen goods, …), ``"purpose"`` (possession or supply), or None
        A split result has the key of that name, and its rows for all searches together, key ``"All"``. Objects with fewer
        than 30 searches are put together.
    children : only searches of people under 18, by the age range on record; the measure is then
        ``search_under_18_find_rate``.
    reference : as for ``compare``; the cycle's own references unless said otherwise.

    Returns
    -------
    Result
        Of shape ``counts``, compared. ``not_available`` where the link to the object (or the split) is not recorded.

    Notes
    -----
    The test compares averages, but a bias would work at the margin: on the searches an officer was in two minds about.
    Where the groups differ in how plain the other searches are, averages can agree under bias and differ without it
    (infra-marginality: C. Simoiu, S. Corbett-Davies and S. Goel, Annals of Applied Statistics 11 (2017) 1193-1216).
    Splitting by object makes the searches of a comparison more alike. It does not do away with the problem.

    Examples
    --------
    >>> import eianalysis as ei                                                                         # doctest: +SKIP
    >>> ei.findings(ei.release(ei.outcome_test(searches, cycle=cycle, split="object"), cycle.policy))   # doctest: +SKIP
    """
    if split is not None and split not in SPLITS:
        raise UsageError(f"outcome_test() cannot split by '{split}'; {did_you_mean(split, SPLITS)}")
    measure = OF_CHILDREN if children else MEASURE
    definition = definition_of(measure)
    keys = (split,) if split else ()
    people = people_searched(searches, cycle)
    if people.absent:
        return not_available(measure, definition, people, keys=keys)
    w = searched_window(people, cycle)
    frame = people.frame
    if children:
        if frame["age_range"].isin(UNDECLARED).all():
            return not_available(measure, definition, people, columns=("age_range",), keys=keys, reason=BLANK)
        frame = frame[frame["age_range"].isin(CHILDREN)]
    if split:
        column, reason = SPLITS[split]
        if column not in frame or frame[column].isna().all():
            return not_available(measure, definition, people, columns=(column,), keys=keys, reason=reason)
        frame = merge_small(frame, [column], least=LIMITS.encounter_kind)
        # everybody once more as "All": the gate sees the whole and its parts in one table
        frame = pd.concat([frame.assign(**{split: ALL}), frame.assign(**{split: frame[column].astype(str)})], ignore_index=True)
    made = share(replace(people, frame=frame), "find", by=by, measure=measure, definition=definition, within=keys, window=w.name, period=(w.start, w.end))
    return compare(made, reference=cycle if reference is None else reference)


def finds_both_ways(searches: TypedTable, *, cycle: BoardCycle) -> Result:
    """How many searches found what was searched for, counted with further action only and counted whatever followed.

    Some forces record a find and no further action, others never do: one figure without the other says little beside
    another force's. Key column ``step``; of everybody only, so that the groups stay with the outcome test.
    """
    measure = "search_finds_both_ways"
    people = people_searched(searches, cycle)
    if people.absent:
        return not_available(measure, definition_of(measure), people, keys=("step",))
    if blank := unfilled(people, "find"):
        return not_available(measure, definition_of(measure), people, columns=blank, keys=("step",), reason=BLANK)
    w = searched_window(people, cycle)
    known = people.frame[people.frame["find"].notna()]
    counted = pd.DataFrame(
        [
            {"step": step, "characteristic": "search", "group": ALL, "numerator": int(known[column].astype(bool).sum()), "denominator": len(known)}
            for step, (column, _) in BOTH_WAYS.items()
        ]
    )
    return build(
        measure,
        definition_of(measure),
        lambda _: counted.copy(),
        ({"search": "search"},),
        keys=("step",),
        window=w.name,
        period=(w.start, w.end),
        sources=people.sources,
    )


SEARCH_OUTCOME_TEST = Measure(
    "search_outcome_test",
    Words(
        "Outcome test: searches that found what was searched for",
        "searches with an outcome that was linked to the object of the search",
        "searches of people whose outcome and its link to the object were both recorded",
        noun="searches of people",
        verb="found what was searched for",
        base_unit="searches",
        notes=(
            "A lower rate suggests that a group is searched on weaker grounds. It does not prove it, and an equal rate "
            "does not prove the contrary: averages can hide what happens in the searches an officer was in two minds "
            "about (infra-marginality).",
            "Searches for different things find at different rates, so the same test within one object says more.",
            "A search is an event: the same person can be searched more than once.",
        ),
    ),
    counts=Population("stop_search", During("searched_at"), ("of a person", "outcome recorded", "link recorded")),
    did=("led to action", "linked"),
    rows=outcome_test,
    form="comparison",
    keys={"object": Split()},
    of_forces="finds",
    asks={
        "": Ask("08-stop-search", by=("ethnicity", "officer_ethnicity")),
        "object": Ask("08-stop-search", options={"split": "object"}, yearly=False),
        "purpose": Ask("08-stop-search", options={"split": "purpose"}, yearly=False),
    },
    serves=("CAS-10", "EIW-COM-O05", "EIW-COM-O08"),
)

SEARCH_UNDER_18_FIND_RATE = Measure(
    "search_under_18_find_rate",
    Words(
        "Searches of children that found what was searched for",
        "searches of children with an outcome that was linked to the object of the search",
        "searches of people recorded as under 18 whose outcome and its link to the object were both recorded",
        noun="searches of children",
        verb="found what was searched for",
        base_unit="searches",
        notes=(
            "The age is as on record: the published files have the ranges under 10 and 10 to 17. Where none was recorded, a search is left out.",
            "A lower rate suggests that children of a group are searched on weaker grounds; it does not prove it.",
            "A search is an event: the same child can be searched more than once.",
        ),
    ),
    counts=Population("stop_search", During("searched_at"), ("of a person", "outcome recorded", "link recorded", ("age_range", CHILDREN))),
    did=("led to action", "linked"),
    rows=outcome_test,
    form="comparison",
    asks=Ask("08b-force-and-samples", by=("ethnicity",), options={"children": True}),
    serves=("CAS-07", "CAS-10"),
)

SEARCH_FINDS_BOTH_WAYS = Measure(
    "search_finds_both_ways",
    Words(
        "Finds with and without further action",
        "searches whose outcome was linked to the object of the search",
        "searches of people whose outcome and its link to the object were both recorded",
        noun="searches of people",
        verb="found what was searched for",
        base_unit="searches",
        notes=(
            "The outcome test counts a search that ended without further action as no find; forces differ in whether they "
            "record a link for such a search, so both figures are given.",
        ),
    ),
    steps={
        "Found, whatever followed": "found what was searched for, whatever followed",
        "Found, and further action taken": "found it and led to further action",
    },
    counts=Population("stop_search", During("searched_at"), ("of a person", "outcome recorded", "link recorded")),
    rows=finds_both_ways,
    form="steps",
    keys={"step": Steps({step: ((), did) for step, (_, did) in BOTH_WAYS.items()})},
    asks=Ask("08-stop-search", yearly=False),
    serves=("CAS-10", "EIW-COM-O05", "EIW-COM-O08"),
)

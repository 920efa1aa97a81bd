"""Who the workforce is, part by part, beside several named and dated populations.

All cuts of one snapshot (by rank, by directorate, by squad) stand in one result, because they overlap: a count hidden in
one must not follow from another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, Beside, InPost, Measure, Population, Split, Words
from eianalysis.measures.benchmarks import chosen
from eianalysis.measures.against import reference_for
from eianalysis.measures.compare import judged_in_family
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.made_columns import with_columns
from eianalysis.measures.rates import By, build, columns_for, not_available
from eianalysis.measures.shares import against_populations, against_rank, people_short
from eianalysis.results import ALL, NOT_NAMED, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.measures.two_way_groups import check_known
from eianalysis.vocabulary import HIGH_RANKS, UNDECLARED, order

#: Each rank's share beside the share among constables: where on the way up a group thins out.
CONSTABLES, RANK = "Constables of this force", "Constable"
NOUNS = {"officer": "officers", "staff": "police staff", "special": "special constables", "pcso": "PCSOs"}
NOBODY = "No population"
COARSE = " high ranks together"  # beside the groupings of a level: whether it has them so
HIGH_BANDS = ("Inspecting ranks", "Superintending ranks", "Chief officers")
#: What the rank band of a table means, the high ranks together among them: where one table has them apart and another together,
#: the one follows from the other.
RANK_BAND = Split("rank_band", {HIGH_RANKS: HIGH_BANDS})


def representation(
    people: TypedTable,
    *,
    by: By,
    within: str | Sequence[str | Sequence[str]] = (),
    benchmark: TypedTable | None = None,
    cycle: BoardCycle | None = None,
    populations: Sequence[str] | None = None,
    worker_type: str = "officer",
) -> Result:
    """Each group's share of the workforce, and of each part of it, beside its share of several populations.

    Shares are of those who declared; those who did not are shown for the whole, and never compared. A population's
    share is taken as known, so the range is the exact binomial one of our own share. ``people_short`` is how many more
    of the same posts the group would hold at the population's share.

    Parameters
    ----------
    people : TypedTable ``workforce_snapshot``; the last snapshot by the cycle's data cut-off is counted.
    by : "ethnicity", "sex", or several
    within : columns to look within, each cut by itself beside the whole: ``"rank_band"``; a pair such as
        ``("directorate", "specialist_flag")`` looks at the second within the first.
    benchmark : TypedTable ``benchmarks``; None gives the shares alone.
    populations : names of populations, in the order they are shown; by default every one that the cycle's
        force is set beside and can recruit from, as the table ``benchmarks`` says.
    cycle : its date, its force, and its reference groups, which have no rows.

    Returns
    -------
    Result
        Of shape ``counts``; keys: the columns of ``within`` ("All": the whole) and ``benchmark``. Released, it has
        ``benchmark_share`` and ``people_short`` besides. Ranks are also set against constables.

    Examples
    --------
    >>> import eianalysis as ei                                                                # doctest: +SKIP
    >>> ei.representation(people, by=["ethnicity", "sex"], within=["rank_band", "directorate"],
    ...                   benchmark=ei.load_benchmarks(board), cycle=board)                    # doctest: +SKIP
    """
    measure = "representation_share" if worker_type == "officer" else f"representation_share_{worker_type}"
    noun = NOUNS.get(worker_type, worker_type)
    definition = replace(definition_of(measure), noun=noun, base_unit=noun)
    paths = [(cut,) if isinstance(cut, str) else tuple(cut) for cut in ([within] if isinstance(within, str) else within)]
    columns = tuple(dict.fromkeys(name for path in paths for name in path))
    keys = (*columns, "benchmark")
    absent = next((table for table in (people, benchmark) if table is not None and table.absent), None)
    if absent is not None:
        return not_available(measure, definition, absent, keys=keys)
    lacking = tuple(name for name in columns if name not in people.frame or people.frame[name].isna().all())
    if lacking:
        return not_available(measure, definition, people, columns=lacking, keys=keys, reason="the column is not there, or blank in every row")
    frame, day = _snapshot(people, worker_type, cycle)
    if frame.empty:
        return not_available(measure, definition, people, keys=keys, reason=f"no {noun} on the snapshot")
    frame = frame.assign(**{name: frame[name].astype(object).where(frame[name].notna(), NOT_NAMED) for name in columns})
    levels = with_high_together(columns_for(replace(people, frame=frame), by), columns)
    check_known(frame, _all_columns(levels))
    frame = with_columns(frame, _all_columns(levels))
    known = {} if benchmark is None else chosen(benchmark, populations, cycle, _all_columns(levels))
    definition = replace(definition, notes=(*definition.notes, *dict.fromkeys(each.note for each in known.values())))

    reference = {} if cycle is None else dict(cycle.reference)
    left_out = {column: reference_for(column, reference) for column in _all_columns(levels)}

    def counts(asked: Mapping[str, str]) -> pd.DataFrame:
        rows = frame if asked[COARSE] == "" else frame.assign(rank_band=frame["rank_band"].map(high_together).astype(object))
        return pd.concat([_counted(rows, column, paths, columns, known, left_out[column]) for column in _all_columns([asked])], ignore_index=True)

    judged = {} if cycle is None else {"confidence": cycle.confidence, "band": cycle.band}
    steps = partial(against_populations, known=known, **judged), partial(against_rank, **judged)
    result = build(
        measure,
        definition,
        counts,
        levels,
        keys=keys,
        period=(day, day),
        shared_base=True,
        sources=(*people.sources, *(() if benchmark is None else benchmark.sources)),
        after=(partial(people_short, known=known),),
    )
    for step in steps:
        result = result.then(step)
    return judged_in_family(result, **judged)


def with_high_together(levels, columns: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    """The groupings, finest first; then the last of them with the high ranks, of which there are few, put together."""
    fine = tuple({**level, COARSE: ""} for level in levels)
    return (*fine, {**levels[-1], COARSE: "rank_band"}) if "rank_band" in columns else fine


def high_together(band: str) -> str:
    """The band of a rank, the high ranks put together."""
    return HIGH_RANKS if band in HIGH_BANDS else band


def _all_columns(levels) -> tuple[str, ...]:
    return tuple(dict.fromkeys(column for level in levels for name, column in level.items() if name != COARSE))


def _snapshot(people: TypedTable, worker_type: str, cycle: BoardCycle | None) -> tuple[pd.DataFrame, pd.Timestamp]:
    frame = people.frame[people.frame["worker_type"] == worker_type]
    if cycle is not None:
        frame = frame[frame["as_at"] <= pd.Timestamp(cycle.data_cut_off)]
    day = frame["as_at"].max()
    return frame[frame["as_at"] == day].reset_index(drop=True), day


def _counted(frame: pd.DataFrame, column: str, paths, keys: tuple[str, ...], known: Mapping, left_out: str | None) -> pd.DataFrame:
    """Every part of every cut, and the whole, once for each population of this characteristic.

    The cycle's reference group has no rows: it is what is left, and hiding it protects the small groups beside it.
    """
    groups = [group for group in order(column, frame[column].astype(str)) if group != ALL]
    whole = dict.fromkeys(keys, ALL)
    parts = {tuple(whole.values()): frame}
    for path in paths:
        for depth in range(1, len(path) + 1):
            several = frame.groupby(list(path[: depth - 1]))[path[depth - 1]].nunique().gt(1) if depth > 1 else None
            for values, rows in frame.groupby(list(path[:depth]), sort=False):
                if several is not None and not several[values[:-1] if depth > 2 else values[0]]:
                    continue  # the only part of a part is the part itself
                parts[tuple((whole | dict(zip(path, values, strict=False))).values())] = rows
    declared = [group for group in groups if group not in UNDECLARED]
    made = pd.concat(
        [
            _shares(rows[column].astype(str), groups if rows is frame else declared, left_out).assign(**dict(zip(keys, values, strict=True)))
            for values, rows in parts.items()
        ],
        ignore_index=True,
    )
    names = list(dict.fromkeys(label for label, characteristic, _ in known if characteristic == column)) or [NOBODY]
    found = [made.assign(benchmark=name) for name in names]
    if "rank_band" in keys:
        ranks = made[(made["rank_band"] != ALL) & made[[key for key in keys if key != "rank_band"]].eq(ALL).all(axis=1)]
        if RANK in set(ranks["rank_band"]):
            found.append(ranks.assign(benchmark=CONSTABLES))
    out = pd.concat(found, ignore_index=True).assign(characteristic=column)
    for key in reversed(keys):  # in the order of the ranks, of the alphabet
        place = {value: at for at, value in enumerate(order(key, out[key]))}
        out = out.sort_values(key, key=lambda values, place=place: values.map(place), kind="stable")
    return out[[*keys, "benchmark", "characteristic", "group", "numerator", "denominator"]].reset_index(drop=True)


def _shares(values: pd.Series, groups: Sequence[str], left_out: str | None) -> pd.DataFrame:
    """Each group's number, of those who declared; the undeclared, where they are asked for, and the total, of all."""
    size = values.value_counts().reindex(groups, fill_value=0)
    declared, everybody = int(size[~size.index.isin(UNDECLARED)].sum()), int(size.sum())
    rows = pd.DataFrame({"group": [ALL, *groups], "numerator": [everybody, *size.astype(int)]})
    rows = rows.assign(denominator=np.where(rows["group"].isin([ALL, *UNDECLARED]), everybody, declared))
    return rows[rows["group"] != left_out]


REPRESENTATION_SHARE = Measure(
    "representation_share",
    Words(
        "Share of the workforce",
        "people of the group",
        "people who declared this characteristic; of women, everybody",
        noun="{workers}",
        verb="are of this group",
        base_unit="{workers}",
        method="Exact binomial (Clopper-Pearson) range of our own share; the population's share is taken as known (exact "
        "binomial test). Against constables: Koopman's interval of a ratio of two shares, Fisher's exact test.",
        notes=(
            "Shares are of those who declared; of women, of everybody. People short are the posts the group would have to hold besides to have "
            "the population's share of those who declared, all posts staying as many; given where the shares differ.",
            "Populations of all ages hold children and pensioners, whom no force recruits; a working-age row is wanted.",
            "Populations that the force cannot recruit from are left out.",
        ),
    ),
    counts=Population("service", InPost("end")),
    rows=representation,
    looked_up=("benchmarks",),
    form="profile",
    keys={"benchmark": Beside(), "rank_band": RANK_BAND},
    of_forces="officers",
    base="declared",
    undeclared_too=("woman",),
    total="declared in parts",
    workers="officer",
    asks=Ask("03-representation", by=("ethnicity", "woman"), options={"within": ("rank_band", ("directorate", "specialist_flag"))}),
    serves=("CAS-16.7", "CAS-13", "GLA-08", "EIW-REC-O01"),
)

_STAFF = Ask("03-representation", by=("ethnicity", "woman"), options={"within": "rank_band"})
OTHER_WORKERS = tuple(
    replace(REPRESENTATION_SHARE, id=f"representation_share_{kind}", workers=kind, of_forces="", asks={"": _STAFF} if kind == "staff" else {})
    for kind in NOUNS
    if kind != "officer"
)

"""What explains a gap in leaving: rank, length of service and entry route, each by itself and together, and what they leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import POOLED, Ask, Beside, Measure, Words
from eianalysis.added_columns import GAP_PARTS
from eianalysis.measures.against import as_groups_are_called, reference_for
from eianalysis.measures.leaving import BANDS
from eianalysis.measures.made_columns import recorded, with_columns
from eianalysis.measures.pay_explained import in_order, put_together
from eianalysis.measures.rates import By, build, not_available
from eianalysis.measures.retention import TURNOVER_START_HEADCOUNT_EX_TRANSFERS, reached
from eianalysis.measures.spell_filters import unnarrowed
from eianalysis.policy import LIMITS
from eianalysis.results import ALL, HIGHEST, REST, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.stats.comparison import plausible_gap
from eianalysis.stats.explained_rates import parts, weights
from eianalysis.vocabulary import NOT_RECORDED, RANK_BANDS, SMALL_TOGETHER, STAFF_BANDS, UNDECLARED

RANK, SERVICE, ROUTE, TOGETHER = "Rank", "Length of service", "Entry route", "All of these together"
#: Whose counts these are.
LIKE = TURNOVER_START_HEADCOUNT_EX_TRANSFERS
EARLIER = "joined before the records of joining"
#: A factor is left out where it is recorded for a smaller share. Of those who joined before the lists of joiners begin no route can be.
LEAST = {RANK: 0.5, SERVICE: 0.5, ROUTE: 0.2}
YEAR = 365.25


def leaving_explained(
    people: TypedTable, leavers: TypedTable, joiners: TypedTable, *, cycle: BoardCycle, by: By, months: int = 36, worker_type: str = "officer"
) -> Result:
    """The gap in leaving between each group and its reference, and how much of it goes with rank, length of service and entry route.

    Parameters
    ----------
    people, leavers, joiners : TypedTable
    cycle : BoardCycle
        Its references and its confidence are those of the gaps.
    by : str or sequence of str
    months : one window in whole years; the last 12 months, or what is recorded of them, where the records do not reach so far.

    Returns
    -------
    Result of kind ``rate``, key ``factor`` ("Rank", …, "All of these together"): in each the counts of turnover at the start, transfers
    excluded, and beside them ``gap`` with its range and, as shares like the rate, ``explained`` and ``left`` with theirs
    (``stats.explain_rates``). Factors that are recorded for too few are no rows, and a note says so.
    """
    measure, keys = "leaving_explained", ("factor",)
    found = reached(people, leavers, joiners, cycle=cycle, measure=measure, months=[*dict.fromkeys((months, 12))], worker_type=worker_type, like=LIKE.id)
    if isinstance(found, Result):
        return replace(found, keys=keys)
    w = found.windows[0]
    gone, base = (_with_factors(rows, joiners) for rows in found.rows(w))
    factors, notes = _recorded(gone, base)
    definition = replace(found.definition, notes=(*found.definition.notes, *notes))
    if not factors:
        return not_available(
            measure,
            definition,
            people,
            kind="rate",
            keys=keys,
            columns=("rank_grade", "service_start"),
            reason="rank, length of service and entry route are recorded for too few",
        )
    rows = [*factors, TOGETHER] if len(factors) > 1 else factors

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        whole = found.tally(w, columns)
        return pd.concat([whole.assign(factor=name) for name in rows], ignore_index=True)

    levels = found.levels(people, by)
    made = build(measure, definition, counts, levels, kind="rate", keys=keys, sources=(*found.service.sources, *joiners.sources))
    named = as_groups_are_called(made, dict(cycle.reference))
    columns = dict.fromkeys(column for level in levels for column in level.values())
    reference = {column: name for column in columns if (name := reference_for(column, named)) not in (None, HIGHEST)}
    if not reference:
        return not_available(
            measure, definition, people, kind="rate", keys=keys, reason="the board cycle names no reference group for it, so there is no gap to divide"
        )
    reference = {column: REST if name == ALL else name for column, name in reference.items()}
    strata = _strata(gone, base, reference, factors).assign(window=w.name)
    step = partial(_parted, strata=strata, factors=factors, reference=reference, confidence=cycle.confidence)
    return _with_strata(made.then(step), strata)


def _with_strata(result: Result, strata: pd.DataFrame) -> Result:
    finer = result.coarser
    return replace(result, strata=strata, added=GAP_PARTS, coarser=None if finer is None else lambda: _with_strata(finer(), strata))


def _with_factors(rows: pd.DataFrame, joiners: TypedTable) -> pd.DataFrame:
    """The rows with the category of each factor: length of service as of the start of their year, who came later being the newest."""
    years = (rows["year"] - rows["started"]).dt.days.add(rows["before"]) / YEAR
    edges = [low for low, _ in BANDS] + [np.inf]
    band = pd.cut(years.clip(lower=0), edges, right=False, labels=range(len(BANDS))).astype(object).where(years.notna(), NOT_RECORDED)
    rank = rows["rank_band"].astype(object).fillna(NOT_RECORDED) if "rank_band" in rows else NOT_RECORDED
    return rows.assign(**{RANK: rank, SERVICE: band, ROUTE: _routes(rows, joiners)})


def _routes(rows: pd.DataFrame, joiners: TypedTable) -> pd.Series:
    """By which route each came: as the latest list of joiners up to the start of their service says."""
    unknown = pd.Series(NOT_RECORDED, index=rows.index, dtype=object)
    if joiners.absent or "route" not in joiners.frame:
        return unknown
    known = (
        unnarrowed(joiners)
        .frame.dropna(subset=["start_date", "route"])
        .assign(start_date=lambda each: each["start_date"].astype("datetime64[ns]"))
        .sort_values("start_date", kind="stable")
    )
    if known.empty:
        return unknown
    at = (
        rows.assign(place=range(len(rows)), started=rows["started"].astype("datetime64[ns]"))[["person_ref", "started", "place"]]
        .dropna(subset=["started"])
        .sort_values("started", kind="stable")
    )
    found = pd.merge_asof(at, known[["person_ref", "start_date", "route"]], left_on="started", right_on="start_date", by="person_ref")
    routes = unknown.to_numpy(copy=True)
    routes[found["place"]] = found["route"].astype(object).fillna(EARLIER)
    before = (rows["started"] < known["start_date"].min()).to_numpy()
    listed = (routes != EARLIER) & (routes != NOT_RECORDED)
    return pd.Series(np.where(listed, routes, np.where(before, EARLIER, NOT_RECORDED)), index=rows.index, dtype=object)


def _recorded(gone: pd.DataFrame, base: pd.DataFrame) -> tuple[list[str], list[str]]:
    """The factors that are recorded for enough people, and a note for each of the others."""
    kept, notes = [], []
    for name, least in LEAST.items():
        shares = [(~rows[name].isin([NOT_RECORDED, EARLIER])).mean() for rows in ((base,) if name == ROUTE else (base, gone)) if len(rows)]
        if shares and min(shares) >= least:
            kept.append(name)
        else:
            notes.append(f"{name} is left out: it is recorded for too few.")
    return kept, notes


def _strata(gone: pd.DataFrame, base: pd.DataFrame, reference: Mapping[str, str], factors: Sequence[str]) -> pd.DataFrame:
    """For each compared group a row for each cell of the factors and each kind of people, by whose reference they are.

    ``cases`` and ``people`` are everybody's there, ``inside`` says whether they are of the group's reference, ``base`` counts
    the group. Cells and kinds are the same for every group, so that all their figures can be judged as one.
    """
    columns = list(reference)
    gone, base = (recorded(with_columns(rows, columns), columns) for rows in (gone, base))
    compared, within = {}, {}
    for column, named in reference.items():
        for group in dict.fromkeys([*base[column], *gone[column]]):
            if group in (named, *UNDECLARED, SMALL_TOGETHER):
                continue
            within[(column, group)] = tuple(_of_reference(rows[column], group, named) for rows in (gone, base))
            compared[(column, group)] = {name: _merged(name, {*base[name], *gone[name]}, base[within[(column, group)][1]]) for name in factors}
    kinds = [np.column_stack([each[side] for each in within.values()]) if within else np.zeros((len(rows), 0), bool) for side, rows in enumerate((gone, base))]
    gone, base = (rows.assign(kind=["".join("yn"[not each] for each in of) for of in kind]) for rows, kind in zip((gone, base), kinds, strict=True))
    place = [*factors, "kind"]
    cells = pd.concat([gone[place], base[place]]).drop_duplicates().sort_values(place, key=lambda each: each.astype(str), kind="stable")
    counted = _counted(cells, {"cases": gone.assign(weight=1), "people": base}, place)
    out = []
    for at, ((column, group), names) in enumerate(compared.items()):
        own = _counted(cells, {"base": base[base[column] == group]}, place)
        labels = {name: cells[name].map(names[name]) for name in factors}
        out.append(cells.assign(**labels, **counted, **own, inside=cells["kind"].str[at].eq("y"), characteristic=column, group=group))
    names = [*factors, "cases", "people", "base", "inside", "characteristic", "group"]
    return pd.concat(out, ignore_index=True)[names] if out else pd.DataFrame(columns=names)


def _of_reference(groups: pd.Series, group: str, reference: str) -> np.ndarray:
    """Who is of a group's reference."""
    if reference == REST:
        return (~groups.isin([group, *UNDECLARED, SMALL_TOGETHER])).to_numpy()
    return groups.eq(reference).to_numpy()


def _counted(cells: pd.DataFrame, rows: Mapping[str, pd.DataFrame], place: list[str]) -> dict[str, np.ndarray]:
    """The weights of rows added up in each cell."""
    index = pd.MultiIndex.from_frame(cells[place].astype(str))
    found = {}
    for name, each in rows.items():
        sums = each.groupby(pd.MultiIndex.from_frame(each[place].astype(str)))["weight"].sum()
        found[name] = (
            pd.Series(sums.to_numpy(float), index=pd.MultiIndex.from_tuples(list(sums.index), names=place) if len(sums) else index[:0])
            .reindex(index)
            .fillna(0)
            .to_numpy()
        )
    return found


def _merged(name: str, there: set, reference: pd.DataFrame) -> dict:
    """Which categories of a factor go together; routes have no order but their size."""
    size = reference.groupby(name)["weight"].sum()
    ladder = {RANK: (*RANK_BANDS, *STAFF_BANDS), SERVICE: tuple(range(len(BANDS)))}.get(name)
    known = in_order(there, ladder) if ladder else sorted(there, key=lambda each: (-size.get(each, 0), str(each)))
    return put_together(known, size, LIMITS.leaving_category)


def _parted(frame: pd.DataFrame, *, strata: pd.DataFrame, factors: Sequence[str], reference: Mapping[str, str], confidence: float) -> pd.DataFrame:
    """The step: gap, what goes with each factor, what is left."""
    frame = frame.reset_index(drop=True)
    out = {name: np.full(len(frame), np.nan) for name in ("gap", "gap_low", "gap_high", *GAP_PARTS)}
    words = np.full(len(frame), None, object)
    cells = dict(iter(strata.groupby(["window", "characteristic", "group"], sort=False)))
    for (_, characteristic, factor), rows in frame.groupby(["window", "characteristic", "factor"], sort=False):
        named = reference.get(str(characteristic))
        declared = rows[~rows["group"].isin([ALL, *UNDECLARED, SMALL_TOGETHER])]
        for index, row in declared[declared["group"] != named].iterrows() if named else ():
            other = declared.drop(index=index) if named == REST else declared[declared["group"] == named]
            of = cells.get((row["window"], characteristic, row["group"]))
            if of is None or other.empty:
                continue
            words[index] = named
            said = dict(cases=float(row["numerator"]), base=float(row["denominator"]), confidence=confidence)
            cases, base = (float(other[name].sum()) for name in ("numerator", "denominator"))
            if not said["base"] or not base:
                continue
            low, high = plausible_gap("rate", said["cases"], said["base"], cases, base, confidence=confidence)
            labels = [list(of[name]) for name in ([factor] if factor in factors else factors)]
            inside = of["inside"].to_numpy(float)
            weight = weights(of["base"].to_numpy(float), of["people"].to_numpy(float) * inside, labels)
            values = parts(weight, base, (of["cases"].to_numpy(float) * inside)[None], **said)[0]
            for name, value in zip(out, (said["cases"] / said["base"] - cases / base, low, high, *values), strict=True):
                out[name][index] = value
    return frame.assign(reference=words, **out)


LEAVING_EXPLAINED = Measure(
    "leaving_explained",
    Words(
        "What explains the gap in leaving",
        LIKE.words.numerator,
        LIKE.words.denominator,
        noun="{workers}",
        verb="left",
        outcome="harm",
        base_unit="{workers}",
        base_unit_pooled="{worker_years}",
        method="Direct standardisation of the reference's rates to the group's make-up (Kitagawa 1955; Oaxaca 1973), of several factors "
        "by least squares; who leaves is taken as chance (Poisson), who is in post as known.",
        notes=(
            "The gap is that of leaving per headcount at the start, transfers excluded. One percentage point is one leaver more "
            "for every 100 {workers} in a year.",
            "What goes with a factor is how much more the reference would leave if it were made up as the group is.",
            "Each factor by itself also holds what it shares with the others, so the factors do not add up; together each is counted once.",
            "What is left is not unfair treatment: it holds everything these factors do not measure.",
            "What goes with them is not fair because of that: who reaches which rank, and by which route they came, may itself come of unequal chances.",
            "Rank is the last one recorded, length of service that at the start of each year. All who joined before the lists of joiners "
            f"begin are one route. Categories with a base of the reference under {LIMITS.leaving_category} are put together with the next.",
        ),
    ),
    counts=LIKE.counts,
    did=LIKE.did,
    rows=leaving_explained,
    kind="rate",
    form="explained",
    keys={"factor": Beside()},
    workers="officer",
    asks=Ask("06-retention", by=("ethnicity_2", "sex"), months=(POOLED,), yearly=False),
    serves=(),
)

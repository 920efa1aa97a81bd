"""Promotion, step by step, and beside it: the examination, temporary promotion, and schemes that develop people.

One row is an officer in a round. Everybody who was eligible is in the base, not applicants alone: most of what differs
between groups differs before anybody applies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.errors import UsageError, did_you_mean
from eianalysis.measures.definitions import definition_of
from eianalysis.measures.interviews import NOT_WOMEN, WOMEN
from eianalysis.measures.pipeline import Stage, pipeline
from eianalysis.measures.rates import By, build, not_available, share, tally
from eianalysis.measures.together import undeclared_together
from eianalysis.measures.windows import window
from eianalysis.results import Result
from eianalysis.schema import TABLES
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import CAREER_BANDS, NOT_RECORDED, SCHEMES, band

A_YEAR = 365.25
#: What a scheme is set beside, and the measure that says it.
OUTCOMES = {"applied": "application_by_scheme", "promoted": "promotion_by_scheme"}
_PATTERNS = {"full": "Full time", "part": "Part time", "flexible formal": "Flexible", "flexible informal": "Flexible"}


#: The steps of a promotion round, each with who is at risk of it and who passed it. Who withdrew applied, and did not pass.
STAGES = (Stage("Applied", "eligible", "applied"), Stage("Passed", None, "passed"), Stage("Promoted", None, "promoted"))


def promotion_stages(promotions: TypedTable, *, cycle: BoardCycle, by: By, months: int | Sequence[int] = 72,
                     within: Sequence[str] = (), worker_type: str | None = "officer") -> Result:
    """Of those eligible, how many applied; of those, how many passed; of those, how many were promoted, by group.

    Parameters
    ----------
    promotions : TypedTable
        Of ``load_promotions``: everybody eligible, one row a person in a round; rounds that opened in the window count.
    by : characteristics, ``"women"`` (and all others), or ``"working_pattern"`` (full time, part time, flexible).
    months : six years unless said otherwise: a round promotes a dozen or two, and fewer would mostly have to be hidden.
    within : columns that split it further, as ``("to_rank",)``.

    Returns
    -------
    Result
        A ``pipeline`` with the key ``stage``; compare it, release it, and ask ``leading_stage`` where a gap arises.

    Examples
    --------
    >>> import eianalysis as ei                                                                          # doctest: +SKIP
    >>> steps = ei.promotion_stages(promotions, cycle=board, by=["sex", "working_pattern"])              # doctest: +SKIP
    >>> ei.plot_stages(ei.release(ei.compare(steps, reference=board), board.policy))                     # doctest: +SKIP
    """
    table = _rounds(promotions, worker_type)
    frame, by = table.frame, _recorded(table, by)
    if not by:
        return _no_pattern("promotion_stage_rate", promotions, ("stage",))
    if not table.absent:
        names = dict.fromkeys(name for each in by for name in table.columns_for(each))
        frame = undeclared_together(frame, names, sizes=frame["promoted"].fillna(False).astype(int))
    return pipeline(replace(table, frame=frame), by=by, stages=STAGES, cycle=cycle, when="opened", months=months,
                    within=within, measure="promotion_stage_rate")


def promotion_applications(promotions: TypedTable, *, cycle: BoardCycle, by: By, months: int = 72,
                           worker_type: str | None = "officer") -> Result:
    """Of those eligible when a round opened, how many applied, by group: the first step alone, for every characteristic."""
    return _share(promotions, "promotion_apply_rate", "eligible", "applied", cycle, by, months, worker_type)


def exam_passes(promotions: TypedTable, *, cycle: BoardCycle, by: By, months: int = 72,
                worker_type: str | None = "officer") -> Result:
    """Of those who sat the legal examination (OSPRE) in a round, how many passed it, by group."""
    return _share(promotions, "promotion_exam_pass_rate", "exam_taken", "exam_passed", cycle, by, months, worker_type)


def temporary_promotions(promotions: TypedTable, *, cycle: BoardCycle, by: By, months: int = 72,
                         worker_type: str | None = "officer") -> Result:
    """Of those eligible when a round opened, how many held the higher rank temporarily or acted in it, by group."""
    return _share(promotions, "temporary_promotion_share", "eligible", "temporary", cycle, by, months, worker_type)


def promotion_by_scheme(promotions: TypedTable, development: TypedTable, people: TypedTable, *, cycle: BoardCycle,
                        scheme: str = "mentoring", outcome: str = "promoted", months: int = 72,
                        worker_type: str | None = "officer") -> Result:
    """How often people in a scheme applied, or were promoted, beside eligible people who were not in it.

    Split by rank and length of service, so that ``adjust_for`` can compare people with comparable others: who is mentored
    is mostly at the point of a career where promotion comes anyway.

    Parameters
    ----------
    people : TypedTable
        The workforce, for the length of service when a round opened. Who is in no snapshot up to that day is set aside,
        and the page says how many rows that were.
    scheme : a code of ``development_participation``, as "mentoring", "coaching", "talent programme".
    outcome : "applied" (measure ``application_by_scheme``) or "promoted" (``promotion_by_scheme``)

    Returns
    -------
    Result
        Keys ``rank_band``, ``service_band``; characteristic ``in_scheme``, with the groups "In mentoring" and "Not in
        mentoring". For ``adjust_for``: by itself its cells are small.

    Examples
    --------
    >>> import eianalysis as ei                                                                          # doctest: +SKIP
    >>> made = ei.promotion_by_scheme(promotions, schemes, people, cycle=board)                          # doctest: +SKIP
    >>> ei.adjust_for(made, ("rank_band", "service_band"), reference="Not in mentoring")                 # doctest: +SKIP
    """
    if scheme not in SCHEMES:
        raise UsageError(f"there is no scheme '{scheme}'; {did_you_mean(scheme, SCHEMES)}")
    if outcome not in OUTCOMES:
        raise UsageError(f"promotion_by_scheme() has no outcome '{outcome}'; {did_you_mean(outcome, OUTCOMES)}")
    measure, keys = OUTCOMES[outcome], ("rank_band", "service_band")
    definition = definition_of(measure)
    definition = replace(definition, title=definition.title.replace("Taking part in a scheme", SCHEMES[scheme]))
    absent = next((table for table in (promotions, development, people) if table.absent), None)
    if absent is not None:
        return not_available(measure, definition, absent, keys=keys)
    taking = development.frame
    taking = taking[(taking["scheme"] == scheme) & (taking["role"] == "participant")]
    if taking.empty:
        return not_available(measure, definition, development, columns=("scheme",), keys=keys,
                             reason=f"nobody is recorded as taking part in the scheme '{scheme}'")
    w = window(cycle, months)
    rows = _rounds(promotions, worker_type).frame
    rows = rows[rows["opened"].between(w.start, w.end) & rows["eligible"].fillna(False).astype(bool)].reset_index(drop=True)
    seen = with_service(rows, people.frame)
    unknown = int(seen["service_band"].isna().sum())
    seen = seen[seen["service_band"].notna() & seen[outcome].notna()]
    inside = f"In {SCHEMES[scheme].lower()}"
    seen = seen.assign(in_scheme=_taking_part(seen, taking).map({True: inside, False: f"Not {inside.lower()}"}))
    first, *others = promotions.sources
    if unknown:
        first = first.with_set_aside(("person in no workforce snapshot up to the day the round opened", unknown))
    yes = seen[seen[outcome].astype(bool)]

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return tally(yes, seen, columns.values(), keys)

    return build(measure, definition, counts, ({"in_scheme": "in_scheme"},), keys=keys, window=w.name,
                 period=(w.start, w.end), sources=(first, *others, *development.sources, *people.sources))


def with_service(rows: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """The rows with ``service_band``, by the last snapshot up to the day the round opened; blank for who is in none."""
    known = people[["person_ref", "as_at", "service_start"]].sort_values("as_at", kind="stable")
    found = pd.merge_asof(rows.assign(_place=range(len(rows))).sort_values("opened", kind="stable"), known, left_on="opened",
                          right_on="as_at", by="person_ref", suffixes=("", "_seen")).sort_values("_place", kind="stable")
    years = (found["opened"] - found["service_start"]).dt.days / A_YEAR
    bands = pd.Series([band(value, CAREER_BANDS) for value in years], index=found.index, dtype=object)
    return found.assign(service_band=bands.where(found["as_at"].notna())).drop(columns="_place").reset_index(drop=True)


def _taking_part(rows: pd.DataFrame, taking: pd.DataFrame) -> pd.Series:
    """Whether each row's person was in the scheme on the day the round opened."""
    both = rows.reset_index(names="_row")[["_row", "person_ref", "opened"]].merge(
        taking[["person_ref", "started", *(["ended"] if "ended" in taking else [])]], on="person_ref")
    ended = both["ended"] if "ended" in both else pd.Series(pd.NaT, index=both.index)
    inside = both[(both["started"] <= both["opened"]) & ~(ended < both["opened"])]
    return pd.Series(rows.index.isin(inside["_row"]), index=rows.index)


def women_and_others(promotions: TypedTable) -> TypedTable:
    """The table with a characteristic more, ``"women"``: women officers, and everybody else; for ``intersect``.

    >>> import eianalysis as ei                                                                          # doctest: +SKIP
    >>> ei.intersect(ei.promotion_applications, ei.women_and_others(promotions),
    ...              by=("ethnicity_2", "women"), cycle=board)                                           # doctest: +SKIP
    """
    return _rounds(promotions, None)


def _rounds(promotions: TypedTable, worker_type: str | None) -> TypedTable:
    """The rows of one kind of worker, the working pattern in words, women beside everybody else."""
    frame = promotions.frame
    if worker_type is not None and not promotions.absent:
        frame = frame[frame["worker_type"] == worker_type]
    if "working_pattern" in frame:
        frame = frame.assign(working_pattern=frame["working_pattern"].map(_PATTERNS).fillna(NOT_RECORDED))
    if not promotions.absent:
        frame = frame.assign(women=frame["sex"].eq("Female").map({True: WOMEN, False: NOT_WOMEN}))
        for later, earlier in TABLES["promotions"].needs:  # what follows a blank cannot be told; loading has flagged it
            if later in frame and earlier in frame:
                frame = frame.assign(**{later: frame[later].mask(frame[earlier].isna() & frame[later].fillna(False))})
    return replace(promotions, frame=frame.reset_index(drop=True), groupings={**promotions.groupings, "women": ("women",)})


def _recorded(table: TypedTable, by: By) -> list[str]:
    """What was asked for, without a working pattern that no row records: it is optional in the table."""
    asked = [by] if isinstance(by, str) else list(by)
    pattern = table.frame.get("working_pattern")
    blank = not table.absent and (pattern is None or pattern.eq(NOT_RECORDED).all())
    return [name for name in asked if not (blank and name == "working_pattern")]


def _no_pattern(measure: str, promotions: TypedTable, keys: tuple[str, ...]) -> Result:
    return not_available(measure, definition_of(measure), promotions, columns=("working_pattern",), keys=keys,
                         reason="the column is not there, or blank in every row")


def _share(promotions, measure, base, flag, cycle, by, months, worker_type) -> Result:
    definition = definition_of(measure)
    missing = tuple(name for name in (base, flag) if name not in promotions.frame or promotions.frame[name].isna().all())
    if promotions.absent or missing:
        return not_available(measure, definition, promotions, **({} if promotions.absent else {
            "columns": missing, "reason": "the column is not there, or blank in every row"}))
    table, w = _rounds(promotions, worker_type), window(cycle, months)
    rows = table.frame[table.frame["opened"].between(w.start, w.end) & table.frame[base].fillna(False).astype(bool)]
    rows, by = rows.reset_index(drop=True), _recorded(table, by)
    if not by:
        return _no_pattern(measure, promotions, ())
    names = dict.fromkeys(name for each in by for name in table.columns_for(each))
    rows = undeclared_together(rows, names, sizes=rows[flag].fillna(False).astype(int))
    return share(replace(table, frame=rows), flag, by=by, measure=measure, definition=definition, window=w.name,
                 period=(w.start, w.end))

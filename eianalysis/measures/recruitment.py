"""Recruitment: the funnel, the sift with names and without, offers for all nine characteristics, feedback, second attempts.

An application is the unit throughout, and is counted in the period in which it was made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.measures.applications import (
    COLUMNS_APART, FROM_INTERVIEW, FUNNEL_COLUMNS, NINE, RECRUITMENT_FUNNEL, STAGES_APART, applied, applied_in, asked_for,
    ended, in_words, lacking, ran_its_course, sifted,
)
from eianalysis.measures.definitions import definition_of
from eianalysis.measures.pipeline import pipeline
from eianalysis.measures.rates import By, build, columns_for, in_every_step, not_available, tally
from eianalysis.measures.together import together
from eianalysis.measures.trend import trend
from eianalysis.measures.windows import window
from eianalysis.results import ALL, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import NOT_RECORDED, UNDECLARED, month_in_words, month_name, phrase

#: The same with ethnicity in two groups: a quarter is too short for five.
NINE_IN_TWO = tuple("ethnicity_2" if name == "ethnicity" else name for name in NINE)
SIFTS = {True: "Anonymised sift", False: "Sift with names"}
FIRST, WITH, WITHOUT = "First application", "Applied again, with feedback before", "Applied again, without feedback before"


def recruitment_funnel(applications: TypedTable, *, cycle: BoardCycle, chained: bool = False,
                       by: By = ("ethnicity_2", "sex", "entry", "campaign_id"), within: Sequence[str] = (),
                       months: int | Sequence[int] = 36) -> Result:
    """Of those who applied, how many went on at each stage: by group, by kind of entry and by campaign, in one table.

    Only applications that ran their course are counted, so that each base is the passes of the stage before. With
    ``chained`` those who withdrew or wait are counted too, as stages "Continued to: …" between the others, and the ratios
    multiply to the whole way and vetting is a stage of its own (then ``leading_stage`` can say where a gap arises); that
    hides more. ``within=("entry",)`` splits the kinds of entry for ``adjust_for``. Campaigns and routes with fewer than 80
    applications are put together. Key column ``stage``.

    >>> import eianalysis as ei                                                               # doctest: +SKIP
    >>> funnel = ei.compare(ei.recruitment_funnel(applications, cycle=board), reference=board)  # doctest: +SKIP
    """
    measure = "recruitment_stage_rate"
    if applications.absent:
        return not_available(measure, definition_of(measure), applications, keys=(*within, "stage"))
    stages = zip(*((RECRUITMENT_FUNNEL, FUNNEL_COLUMNS) if chained else (STAGES_APART, COLUMNS_APART)), strict=True)
    there = [stage for stage, columns in stages if set(columns) & set(applications.frame)]
    if not chained:
        there = [stage._replace(at_risk=applied) for stage in there]
    names = [by] if isinstance(by, str) else list(by)
    rows = applications.frame if chained else ran_its_course(applications.frame)
    frame = together(in_words(rows), {"entry", "route", "campaign_id"} & set(names), least=80)
    table = replace(applications, frame=frame, groupings={**applications.groupings, "entry": ("entry",)})
    return pipeline(table, by=by, stages=there, cycle=cycle, when="applied_on", months=months, within=within,
                    chained=chained, measure=measure)


def sift_by_anonymity(applications: TypedTable, *, cycle: BoardCycle, by: By = ("ethnicity", "sex"),
                      months: int = 36) -> Result:
    """Who passed the sift while names could be seen, and who when it was anonymised, side by side in one table.

    Applications of which it is not recorded are left out. Key column ``sift``.
    """
    measure, keys = "sift_pass_rate", ("sift_kind",)
    missing = _unless(applications, measure, ("sift", "anonymised"), keys)
    if missing is not None:
        return missing
    rows = sifted(applied_in(applications, cycle, months))
    rows = rows[rows["anonymised"].notna()].assign(sift_kind=lambda frame: frame["anonymised"].map(SIFTS))
    rows = rows.sort_values("sift_kind", key=lambda kinds: kinds.eq(SIFTS[True]), kind="stable")

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        made = tally(rows[rows["passed"]], rows, columns.values(), keys)
        return made.sort_values("sift_kind", key=lambda kinds: kinds.eq(SIFTS[True]), kind="stable", ignore_index=True)

    return _built(measure, applications, counts, by, cycle, months, keys=keys)


def anonymised_sifts(applications: TypedTable, *, cycle: BoardCycle, months: Sequence[int] = (12, 36)) -> Result:
    """How many applications were sifted without names, by kind of entry: whether the rule reaches every grade."""
    measure = "anonymised_sift_share"
    missing = _unless(applications, measure, ("sift", "anonymised"))
    if missing is not None:
        return missing

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        parts = []
        for span in months:
            w, rows = window(cycle, span), sifted(applied_in(applications, cycle, span))
            rows = rows[rows["anonymised"].notna()]
            counted = tally(rows[rows["anonymised"].astype(bool)], rows, columns.values())
            parts.append(counted.assign(window=w.name, period_start=w.start, period_end=w.end))
        return pd.concat(parts, ignore_index=True)

    return build(measure, definition_of(measure), counts, ({"entry": "entry"},), sources=applications.sources)


def anonymised_campaigns(applications: TypedTable, *, cycle: BoardCycle, months: int = 36) -> Result:
    """How many campaigns were sifted without names throughout, of those with any sift."""
    measure = "anonymised_campaign_share"
    missing = _unless(applications, measure, ("sift", "anonymised", "campaign_id"))
    if missing is not None:
        return missing
    rows = sifted(applied_in(applications, cycle, months))
    each = rows[rows["anonymised"].notna()].groupby("campaign_id")["anonymised"].agg(lambda flags: bool(flags.all()))
    frame = each.rename("whole").reset_index().assign(campaigns="Campaigns")

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        counted = tally(frame[frame["whole"]], frame, columns.values())
        return counted[counted["group"] == ALL].reset_index(drop=True)

    w = window(cycle, months)
    return build(measure, definition_of(measure), counts, ({"campaigns": "campaigns"},), window=w.name,
                 period=(w.start, w.end), sources=applications.sources)


def offers(applications: TypedTable, *, cycle: BoardCycle, by: By = NINE, months: int = 36) -> Result:
    """Of the applications that ended, how many reached an offer, for each of the nine protected characteristics.

    A characteristic that the file does not hold is left out; groups too small to stand alone are put together.
    """
    measure = "recruitment_offer_rate"
    missing = _unless(applications, measure, ("sift",))
    if missing is not None:
        return missing
    rows = ended(applied_in(applications, cycle, months))

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        here = together(rows, columns.values(), least=20)
        return tally(here[here["offered"]], here, columns.values())

    # second_attempts gives the same totals: withholding them here would hide nothing
    return _built(measure, applications, counts, asked_for(applications, by), cycle, months, totals_known=True)


def sifts_by_quarter(applications: TypedTable, *, cycle: BoardCycle, by: By = NINE_IN_TWO) -> Result:
    """Quarter by quarter, who passed the sift, for each of the nine characteristics: the figures that plan item OC10 asks.

    The four quarters of the last year. Groups with fewer than 100 applications decided in the year are put together, or most
    cells would be hidden. Key column ``quarter``.
    """
    measure, keys = "sift_pass_rate_by_quarter", ("quarter",)
    missing = _unless(applications, measure, ("sift",), keys)
    if missing is not None:
        return missing
    rows = sifted(applied_in(applications, cycle, 12))
    names = {f"{month_name(first)} to {month_in_words(first + pd.DateOffset(months=2))}": first
             for first in (window(cycle, 12).start + pd.DateOffset(months=3 * place) for place in range(4))}
    starts = pd.Series(list(names.values()), index=list(names))
    rows = rows.assign(quarter=starts.index[starts.searchsorted(rows["applied_on"], side="right") - 1].astype(object))
    place = {name: number for number, name in enumerate(names)}

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        here = together(rows, columns.values(), least=100, pair=True)
        made = in_every_step(tally(here[here["passed"]], here, columns.values(), keys), "quarter")
        return made.sort_values("quarter", key=lambda values: values.map(place), kind="stable", ignore_index=True)

    return _built(measure, applications, counts, asked_for(applications, by), cycle, 12, keys=keys)


def applicants_over_time(applications: TypedTable, *, cycle: BoardCycle, group: str = "Ethnic minorities",
                         characteristic: str = "ethnicity_2", months: int = 36) -> Result:
    """Quarter by quarter, the group's share of the applicants who declared: whether more of it apply, or chance alone moves.

    A trend as ``ei.trend`` makes it, with limits of chance around the mean of all quarters. Key column ``month``. Applicants
    found eligible are counted, as by ``sifts_by_quarter``: beside its bases a quarter's applicants would tell of the few of the
    group who were found ineligible.
    """
    measure = "applicant_share_trend"
    definition = definition_of(measure)
    missing = _unless(applications, measure, ("sift",), ("month",))
    if missing is not None:
        return missing
    rows = sifted(applied_in(applications, cycle, months))
    rows = rows[~rows[characteristic].isin(UNDECLARED)]
    verb = f"were {phrase(characteristic, group, 'people').removeprefix('people ').removesuffix(' people')}"
    return trend(replace(applications, frame=rows.assign(of_group=rows[characteristic].eq(group))), "of_group",
                 when="applied_on", cycle=cycle, measure=measure, months=(3, 12), start=window(cycle, months).start,
                 definition=replace(definition, verb=verb))


def feedback(applications: TypedTable, *, cycle: BoardCycle, by: By = ("ethnicity", "sex"), months: int = 36) -> Result:
    """Of those unsuccessful at the interview or after it, how many were offered feedback, and how many were given it.

    Key column ``step``: "Feedback offered" and "Feedback given", each of all the unsuccessful whose record says.
    """
    measure, keys = "feedback_coverage", ("step",)
    steps = {"Feedback offered": "feedback_offered", "Feedback given": "feedback_given"}
    missing = _unless(applications, measure, tuple(steps.values()), keys)
    if missing is not None:
        return missing
    rows = applied_in(applications, cycle, months)
    rows = rows[rows[[name for name in FROM_INTERVIEW if name in rows]].eq("fail").any(axis=1)]

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        parts = []
        for step, flag in steps.items():
            known = rows[rows[flag].notna()]
            parts.append(tally(known[known[flag].astype(bool)], known, columns.values()).assign(step=step))
        return in_every_step(pd.concat(parts, ignore_index=True), "step")

    return _built(measure, applications, counts, by, cycle, months, keys=keys)


def second_attempts(applications: TypedTable, *, cycle: BoardCycle, months: int = 36) -> Result:
    """Whether those who apply again reach an offer, with feedback on the attempt before and without, beside first attempts.

    Only attempts whose record before is in the table can be told apart; the others are "Not recorded".
    """
    measure = "reapplication_offer_rate"
    missing = _unless(applications, measure, ("previous_ref", "feedback_given", "sift"))
    if missing is not None:
        return missing
    rows = ended(applied_in(applications, cycle, months))
    given = applications.frame.set_index("application_ref")["feedback_given"].map({True: WITH, False: WITHOUT})
    before = rows["previous_ref"].map(given).fillna(NOT_RECORDED)
    rows = rows.assign(attempt=before.where(rows["previous_ref"].notna(), FIRST))

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return tally(rows[rows["offered"]], rows, columns.values())

    w = window(cycle, months)
    return build(measure, definition_of(measure), counts, ({"attempt": "attempt"},), window=w.name, period=(w.start, w.end),
                 sources=applications.sources)


def _unless(table: TypedTable, measure: str, columns: Sequence[str], keys: tuple[str, ...] = ()) -> Result | None:
    """``not_available`` where the table is absent or lacks what the measure needs."""
    definition = definition_of(measure)
    if table.absent:
        return not_available(measure, definition, table, keys=keys)
    short = lacking(table, columns)
    return not_available(measure, definition, table, keys=keys, columns=short,
                         reason="the column is not there, or blank in every row") if short else None


def _built(measure: str, table: TypedTable, counts, by: By, cycle: BoardCycle, months: int, keys=(), **more) -> Result:
    w = window(cycle, months)
    return build(measure, definition_of(measure), counts, columns_for(table, by), keys=keys, window=w.name,
                 period=(w.start, w.end), sources=table.sources, **more)

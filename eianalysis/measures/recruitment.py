"""Recruitment: the funnel, the sift with names and without, sifts and applicants over time.

An application is the unit throughout, and is counted in the period in which it was made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Among, Ask, Beside, During, Measure, Population, Split, Steps, Words
from eianalysis.measures.applications import (
    COLUMNS_APART,
    FUNNEL_COLUMNS,
    NINE,
    RECRUITMENT_FUNNEL,
    SIFTS,
    STAGES_APART,
    TO_AN_OFFER,
    applied,
    applied_in,
    asked_for,
    in_words,
    of_window,
    ran_its_course,
    require_stages,
    sifted,
    unless_recorded,
)
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.end_of_records import noted
from eianalysis.measures.pipeline import pipeline
from eianalysis.measures.rates import By, in_every_step, not_available, tally
from eianalysis.measures.small_groups import merge_small
from eianalysis.measures.trend import trend
from eianalysis.measures.windows import window
from eianalysis.policy import LIMITS
from eianalysis.results import Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import UNDECLARED, month_in_words, month_name, phrase

NO_STAGE = "{} is not shown: applications has no column {}, and no application stops there."
#: The same with ethnicity in two groups: a quarter is too short for five.
NINE_IN_TWO = tuple("ethnicity_2" if name == "ethnicity" else name for name in NINE)


def recruitment_funnel(
    applications: TypedTable,
    *,
    cycle: BoardCycle,
    chained: bool = False,
    by: By = ("ethnicity_2", "sex", "entry", "campaign_id"),
    within: Sequence[str] = (),
    months: int | Sequence[int] = 36,
) -> Result:
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
    require_stages(applications.frame)
    stages = list(zip(*((RECRUITMENT_FUNNEL, FUNNEL_COLUMNS) if chained else (STAGES_APART, COLUMNS_APART)), strict=True))
    there = [stage for stage, columns in stages if set(columns) & set(applications.frame)]
    notes = [NO_STAGE.format(stage.name, " or ".join(columns)) for stage, columns in stages if stage not in there]
    if not chained:
        there = [stage._replace(at_risk=applied) for stage in there]
    names = [by] if isinstance(by, str) else list(by)
    rows = applications.frame if chained else ran_its_course(applications.frame)
    frame = merge_small(in_words(rows), {"entry", "route", "campaign_id"} & set(names), least=LIMITS.funnel_applications)
    table = replace(applications, frame=frame, groupings={**applications.groupings, "entry": ("entry",)})
    made = pipeline(table, by=by, stages=there, cycle=cycle, when="applied_on", months=months, within=within, chained=chained, measure=measure)
    return noted(made, *notes)


def sift_by_anonymity(applications: TypedTable, *, cycle: BoardCycle, by: By = ("ethnicity", "sex"), months: int = 36) -> Result:
    """Who passed the sift while names could be seen, and who when it was anonymised, side by side in one table.

    Applications of which it is not recorded are left out. Key column ``sift``.
    """
    measure, keys = "sift_pass_rate", ("sift_kind",)
    missing = unless_recorded(applications, measure, ("sift", "anonymised"), keys)
    if missing is not None:
        return missing
    rows = sifted(applied_in(applications, cycle, months))
    rows = rows[rows["anonymised"].notna()].assign(sift_kind=lambda frame: frame["anonymised"].map(SIFTS))
    rows = rows.sort_values("sift_kind", key=lambda kinds: kinds.eq(SIFTS[True]), kind="stable")

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        made = tally(rows[rows["passed"]], rows, columns.values(), keys)
        return made.sort_values("sift_kind", key=lambda kinds: kinds.eq(SIFTS[True]), kind="stable", ignore_index=True)

    return of_window(measure, applications, counts, by, cycle, months, keys=keys)


def sifts_by_quarter(applications: TypedTable, *, cycle: BoardCycle, by: By = NINE_IN_TWO) -> Result:
    """Quarter by quarter, who passed the sift, for each of the nine characteristics: the figures that plan item OC10 asks.

    The four quarters of the last year. Groups with fewer than 100 applications decided in the year are put together, or most
    cells would be hidden. Key column ``quarter``.
    """
    measure, keys = "sift_pass_rate_by_quarter", ("quarter",)
    missing = unless_recorded(applications, measure, ("sift",), keys)
    if missing is not None:
        return missing
    rows = sifted(applied_in(applications, cycle, 12))
    names = {
        f"{month_name(first)} to {month_in_words(first + pd.DateOffset(months=2))}": first
        for first in (window(cycle, 12).start + pd.DateOffset(months=3 * place) for place in range(4))
    }
    starts = pd.Series(list(names.values()), index=list(names))
    rows = rows.assign(quarter=starts.index[starts.searchsorted(rows["applied_on"], side="right") - 1].astype(object))
    place = {name: number for number, name in enumerate(names)}

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        here = merge_small(rows, columns.values(), least=LIMITS.quarter_sifts, pair=True)
        made = in_every_step(tally(here[here["passed"]], here, columns.values(), keys), "quarter")
        return made.sort_values("quarter", key=lambda values: values.map(place), kind="stable", ignore_index=True)

    return of_window(measure, applications, counts, asked_for(applications, by), cycle, 12, keys=keys)


def applicants_over_time(
    applications: TypedTable, *, cycle: BoardCycle, group: str = "Ethnic minorities", characteristic: str = "ethnicity_2", months: int = 36
) -> Result:
    """Quarter by quarter, the group's share of the applicants who declared: whether more of it apply, or chance alone moves.

    A trend as ``ei.trend`` makes it, with limits of chance around the mean of all quarters. Key column ``month``. Applicants
    found eligible are counted, as by ``sifts_by_quarter``: beside its bases a quarter's applicants would tell of the few of the
    group who were found ineligible.
    """
    measure = "applicant_share_trend"
    definition = definition_of(measure)
    missing = unless_recorded(applications, measure, ("sift",), ("month",))
    if missing is not None:
        return missing
    if characteristic not in applications.frame:
        return not_available(measure, definition, applications, keys=("month",), columns=(characteristic,), reason="the column is not there")
    rows = sifted(applied_in(applications, cycle, months))
    rows = rows[~rows[characteristic].isin(UNDECLARED)]
    verb = f"were {phrase(characteristic, group, 'people').removeprefix('people ').removesuffix(' people')}"
    return trend(
        replace(applications, frame=rows.assign(of_group=rows[characteristic].eq(group))),
        "of_group",
        when="applied_on",
        cycle=cycle,
        measure=measure,
        months=(3, 12),
        start=window(cycle, months).start,
        definition=replace(definition, verb=verb),
    )


_WAY = ("eligible", "past the sift", "reached an offer")
#: Of whom each stage is asked: those who passed the one before.
FUNNEL_STEPS = Steps(
    {"Eligibility": ((), _WAY[:1]), "Sift": (_WAY[:1], _WAY[1:2]), TO_AN_OFFER: (_WAY[:2], _WAY[2:]), "Offer taken up": (_WAY, ("took it up",))}
)

RECRUITMENT_STAGE_RATE = Measure(
    "recruitment_stage_rate",
    Words(
        "Applications, stage by stage",
        "applications that passed the stage",
        "applications that passed the stage before",
        noun="applicants",
        verb="went on",
        outcome="good",
        base_unit="applications",
        notes=(
            "An application is counted, not a person: somebody who applies twice is counted twice.",
            "Applications belong to the period in which they were made; what is not decided yet is in no base.",
            "Only applications that ran their course are counted: unsuccessful at a stage, or cleared and the offer "
            "taken up or declined. Those withdrawn or still open are left out, because by subtraction the few at each "
            "stage would be told.",
            "A stage that a campaign does not have is passed by all of its applications.",
            "Vetting is not a stage of its own here: beside first refusals it would tell of the few cleared on appeal.",
        ),
    ),
    steps={
        "Eligibility": "were found eligible",
        "Sift": "who were eligible passed the sift",
        "Assessment, interview and medical": "who passed the sift passed assessment, interview and medical",
        "Assessment, interview, medical and vetting": "who passed the sift reached an offer",
        "Vetting": "who got as far as vetting were cleared",
        "Offer taken up": "who were cleared took up an offer",
    },
    counts=Population("applications", During("applied_on"), ("ran its course",)),
    rows=recruitment_funnel,
    form="funnel",
    keys={"stage": FUNNEL_STEPS},
    asks=Ask("04-recruitment", compared=True, yearly=False),
    serves=("EIW-REC-O02", "EDHR-OC10", "TRT-09", "CAS-02"),
)

SIFT_PASS_RATE = Measure(
    "sift_pass_rate",
    Words(
        "Passing the sift, with names and without",
        "applications that passed the sift",
        "applications that ran their course, with a decision at the sift",
        noun="applicants",
        verb="passed the sift",
        outcome="good",
        base_unit="applications",
        notes=(
            "An application is counted, not a person: somebody who applies twice is counted twice.",
            "Applications belong to the period in which they were made; what is not decided yet is in no base.",
            "Only applications that ran their course are counted: unsuccessful at a stage, or cleared and the offer "
            "taken up or declined. Those withdrawn or still open are left out, because by subtraction the few at each "
            "stage would be told.",
            "The campaigns before and after differ in more than names. A gap that is clear before and not clear after is no proof that anonymising closed it.",
        ),
    ),
    counts=Population("applications", During("applied_on"), ("ran its course", "eligible")),
    did="past the sift",
    rows=sift_by_anonymity,
    form="steps",
    keys={"sift_kind": Split("anonymised")},
    asks=Ask("04-recruitment", by=("ethnicity_2",), compared=True, yearly=False),
    serves=("TRT-01", "EIW-REC-O02"),
)

SIFT_PASS_RATE_BY_QUARTER = Measure(
    "sift_pass_rate_by_quarter",
    Words(
        "Passing the sift, by quarter, for every protected characteristic",
        "applications that passed the sift",
        "applications made in the quarter that ran their course, with a decision at the sift",
        noun="applicants",
        verb="passed the sift",
        outcome="good",
        base_unit="applications",
        notes=(
            "An application is counted, not a person: somebody who applies twice is counted twice.",
            "Only applications that ran their course are counted: unsuccessful at a stage, or cleared and the offer "
            "taken up or declined. Those withdrawn or still open are left out, because by subtraction the few at each "
            "stage would be told.",
            "Quarters hold few applications of most groups: those with fewer than 100 in the year are put together.",
            "The newest quarters read low: an application that is refused has run its course sooner than one that passes.",
            "Pregnancy and maternity is as declared on the application.",
        ),
    ),
    counts=Population("applications", During("applied_on"), ("ran its course", "eligible")),
    did="past the sift",
    rows=sifts_by_quarter,
    form="series",
    keys={"quarter": Split()},
    asks=Ask("04-recruitment", yearly=False),
    serves=("EDHR-OC10", "EIW-REC-O05"),
)

APPLICANT_SHARE_TREND = Measure(
    "applicant_share_trend",
    Words(
        "Who applies, over time",
        "applications from the group",
        "applications of people who declared and were found eligible, that ran their course",
        noun="applicants",
        verb="were of the group",
        base_unit="applications counted",
        notes=(
            "An application is counted, not a person: somebody who applies twice is counted twice.",
            "Applications belong to the period in which they were made; what is not decided yet is in no base.",
            "Only applications that ran their course are counted: unsuccessful at a stage, or cleared and the offer "
            "taken up or declined. Those withdrawn or still open are left out, because by subtraction the few at each "
            "stage would be told.",
            "Applicants found eligible only: beside the sifts of a quarter all applicants would tell of the few who were not.",
        ),
    ),
    counts=Population("applications", During("applied_on"), ("ran its course", "eligible", ("ethnicity", Among(*UNDECLARED, but=True)))),
    did="of the group",
    rows=applicants_over_time,
    form="series",
    keys={"month": Beside()},
    asks=Ask("04-recruitment", yearly=False),
    serves=("EDHR-OC10", "EIW-COM-K06"),
)

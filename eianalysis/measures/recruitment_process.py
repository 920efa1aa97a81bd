"""Whether every campaign is run as was promised: sifts without names, feedback to candidates, and second attempts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, During, Measure, Population, Steps, Words
from eianalysis.measures.applications import FROM_INTERVIEW, SIFTS, applied_in, ended, of_window, sifted, unless_recorded
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.rates import By, build, in_every_step, tally
from eianalysis.measures.windows import window
from eianalysis.results import ALL, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import NOT_RECORDED

FIRST, WITH, WITHOUT = "First application", "Applied again, with feedback before", "Applied again, without feedback before"


def anonymised_sifts(applications: TypedTable, *, cycle: BoardCycle, months: Sequence[int] = (12, 36)) -> Result:
    """How many applications were sifted without names, by kind of entry: whether the rule reaches every grade.

    Groups are kinds of entry; the base is applications sifted, in each of the windows ``months``, of which it is recorded.
    """
    measure = "anonymised_sift_share"
    missing = unless_recorded(applications, measure, ("sift", "anonymised"))
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
    """How many campaigns were sifted without names throughout, of those with any sift.

    One row, "All": numerator and base are campaigns, not people, of applications made in the last ``months`` months. Not available
    where the applications do not say whether a sift was anonymised.
    """
    measure = "anonymised_campaign_share"
    missing = unless_recorded(applications, measure, ("sift", "anonymised", "campaign_id"))
    if missing is not None:
        return missing
    rows = sifted(applied_in(applications, cycle, months))
    each = rows[rows["anonymised"].notna()].groupby("campaign_id")["anonymised"].agg(lambda flags: bool(flags.all()))
    frame = each.rename("whole").reset_index().assign(campaigns="Campaigns")

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        counted = tally(frame[frame["whole"]], frame, columns.values())
        return counted[counted["group"] == ALL].reset_index(drop=True)

    w = window(cycle, months)
    return build(measure, definition_of(measure), counts, ({"campaigns": "campaigns"},), window=w.name, period=(w.start, w.end), sources=applications.sources)


def feedback(applications: TypedTable, *, cycle: BoardCycle, by: By = ("ethnicity", "sex"), months: int = 36) -> Result:
    """Of those unsuccessful at the interview or after it, how many were offered feedback, and how many were given it.

    Key column ``step``: "Feedback offered" and "Feedback given", each of all the unsuccessful whose record says.
    """
    measure, keys = "feedback_coverage", ("step",)
    steps = {"Feedback offered": "feedback_offered", "Feedback given": "feedback_given"}
    missing = unless_recorded(applications, measure, tuple(steps.values()), keys)
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

    return of_window(measure, applications, counts, by, cycle, months, keys=keys)


def second_attempts(applications: TypedTable, *, cycle: BoardCycle, months: int = 36) -> Result:
    """Whether those who apply again reach an offer, with feedback on the attempt before and without, beside first attempts.

    Only attempts whose record before is in the table can be told apart; the others are "Not recorded".
    """
    measure = "reapplication_offer_rate"
    missing = unless_recorded(applications, measure, ("previous_ref", "feedback_given", "sift"))
    if missing is not None:
        return missing
    rows = ended(applied_in(applications, cycle, months))
    given = applications.frame.set_index("application_ref")["feedback_given"].map({True: WITH, False: WITHOUT})
    before = rows["previous_ref"].map(given).fillna(NOT_RECORDED)
    rows = rows.assign(attempt=before.where(rows["previous_ref"].notna(), FIRST))

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return tally(rows[rows["offered"]], rows, columns.values())

    w = window(cycle, months)
    return build(measure, definition_of(measure), counts, ({"attempt": "attempt"},), window=w.name, period=(w.start, w.end), sources=applications.sources)


ANONYMISED_SIFT_SHARE = Measure(
    "anonymised_sift_share",
    Words(
        "Applications sifted without names",
        "applications whose sift was anonymised",
        "applications that ran their course, with a decision at the sift",
        noun="applicants",
        verb="were sifted without names",
        outcome="good",
        base_unit="applications",
        notes=(
            "An application is counted, not a person: somebody who applies twice is counted twice.",
            "Only applications that ran their course are counted: unsuccessful at a stage, or cleared and the offer "
            "taken up or declined. Those withdrawn or still open are left out, because by subtraction the few at each "
            "stage would be told.",
        ),
    ),
    counts=Population("applications", During("applied_on"), ("ran its course", "eligible")),
    did=(("anonymised", SIFTS[True]),),
    rows=anonymised_sifts,
    form="shares",
    asks=Ask("04b-recruitment-process", months=(12, 36), yearly=False),
    serves=("TRT-01",),
)


ANONYMISED_CAMPAIGN_SHARE = Measure(
    "anonymised_campaign_share",
    Words(
        "Campaigns sifted without names throughout",
        "campaigns in which every sift was anonymised",
        "campaigns with at least one decision at the sift",
        noun="campaigns",
        verb="were anonymised throughout",
        outcome="good",
        base_unit="campaigns",
    ),
    counts=Population("applications", During("applied_on"), (("unit", "campaign"), "ran its course", "eligible")),
    did="anonymised throughout",
    rows=anonymised_campaigns,
    form="shares",
    asks=Ask("04b-recruitment-process", yearly=False),
    serves=("TRT-01",),
)


REAPPLICATION_OFFER_RATE = Measure(
    "reapplication_offer_rate",
    Words(
        "Reaching an offer, at the first and at a later attempt",
        "applications that reached an offer",
        "applications that ran their course",
        noun="applicants",
        verb="reached an offer",
        outcome="good",
        base_unit="applications",
        notes=(
            "An application is counted, not a person: somebody who applies twice is counted twice.",
            "Applications belong to the period in which they were made; what is not decided yet is in no base.",
            "Only applications that ran their course are counted: unsuccessful at a stage, or cleared and the offer "
            "taken up or declined. Those withdrawn or still open are left out, because by subtraction the few at each "
            "stage would be told.",
            "Feedback is not given by lot: a difference would not show that feedback makes it.",
        ),
    ),
    counts=Population("applications", During("applied_on"), ("ran its course",)),
    did=("eligible", "past the sift", "reached an offer"),
    rows=second_attempts,
    form="comparison",
    asks=Ask("04b-recruitment-process", against={"attempt": "First application"}, compared=True, yearly=False),
    serves=("EIW-REC-O04",),
)


FEEDBACK_COVERAGE = Measure(
    "feedback_coverage",
    Words(
        "Feedback to unsuccessful candidates",
        "unsuccessful applications for which feedback was offered, or given",
        "applications unsuccessful at the interview or after it, where feedback was recorded",
        noun="applicants",
        verb="got that far",
        outcome="good",
        base_unit="applications",
        notes=(
            "An application is counted, not a person: somebody who applies twice is counted twice.",
            "Applications belong to the period in which they were made; what is not decided yet is in no base.",
        ),
    ),
    steps={"Feedback offered": "were offered feedback", "Feedback given": "were given feedback"},
    counts=Population("applications", During("applied_on"), ("ran its course", "unsuccessful at the interview or later")),
    rows=feedback,
    form="steps",
    keys={
        "step": Steps(
            {"Feedback offered": (("offer of feedback recorded",), ("feedback offered",)), "Feedback given": (("feedback recorded",), ("feedback given",))}
        )
    },
    asks=Ask("04b-recruitment-process", by=("ethnicity_2", "woman"), compared=True, yearly=False),
    serves=("EIW-REC-O04",),
)

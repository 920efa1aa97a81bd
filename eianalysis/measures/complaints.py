"""Complaints of the public: about whom, of what kind, by whom (as far as is known), and what became of them.

A complaint is one complainant in one complaint: where it names several officers it is one complaint and several officers
complained of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Among, Ask, Cut, During, Measure, Population, Steps, Words
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.end_of_records import noted
from eianalysis.measures.interviews import count_steps
from eianalysis.measures.lacking import steps_told
from eianalysis.measures.shares_by_kind import kinds
from eianalysis.measures.people_each_year import WHO_WAS_THERE, each_year
from eianalysis.measures.rates import BLANK, By, build, columns_for, in_every_step, not_available, tally, unfilled
from eianalysis.measures.spells import spells
from eianalysis.measures.small_groups import merge_small
from eianalysis.measures.windows import window
from eianalysis.results import Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import COMPLAINT_CHANNELS, COMPLAINT_DECIDED, COMPLAINT_KINDS, NOT_RECORDED, UNDECLARED

ASKED = {"Ethnicity": "complainant_ethnicity", "Sex": "complainant_sex", "Age": "complainant_age_band", "Disability": "complainant_disability"}
STEPS = {"Finalised": ("logged_in", "is_finalised"), "Ended for the complainant": ("decided", "right"), "Something was done": ("told", "acted")}
TOLD_BY = {"Ended for the complainant": ("outcome",), "Something was done": ("action",)}
#: What is counted where nobody says who complained.
TOGETHER = {"complaints": {"complainant_ref": "People who complain together are counted as one."}}
ONLINE, ANOTHER = COMPLAINT_CHANNELS["online"], "Any other way"
UNFAIR, OTHER = "Alleging discrimination", "Not alleging discrimination"


def complaint_subjects(
    complaints: TypedTable, people: TypedTable, leavers: TypedTable, joiners: TypedTable, *, cycle: BoardCycle, by: By, months: int | Sequence[int] = 36
) -> Result:
    """How many officers the public complains of in a year, per person-year of service in it, by the officer's group."""
    measure = "complaint_officer_rate"
    absent = next((table for table in (complaints, people) if table.absent), None)
    if absent is not None:
        return not_available(measure, definition_of(measure), absent, kind="rate")
    rows = complaints.frame
    if "person_ref" not in rows or len(rows) and rows["person_ref"].isna().all():
        return not_available(measure, definition_of(measure), complaints, kind="rate", columns=("person_ref",), reason="no officer is named in any row")
    service = spells(people, leavers, joiners, as_at=cycle.data_cut_off, rules=cycle.service)
    columns_for(people, by)  # whose groups these are: what the snapshots have not is said of them
    known = {column for columns in service.groupings.values() for column in columns} & set(service.frame)
    rows = rows[rows["person_ref"].notna()].rename(columns={"logged": "received"}).assign(**dict.fromkeys(known, NOT_RECORDED))
    return each_year(measure, replace(complaints, frame=rows, groupings=service.groupings), service, cycle, by, months)


def complaint_kinds(complaints: TypedTable, *, cycle: BoardCycle, months: int = 12) -> Result:
    """What the public complains of: each kind as a share of the complaints logged in the period.

    Groups are kinds; a complaint counts once, however many officers it names, and one that does not say its kind is in no base.
    """
    measure = "complaint_kind_share"
    if complaints.absent:
        return not_available(measure, definition_of(measure), complaints)
    w = window(cycle, months)
    rows = each_complaint(complaints.frame[complaints.frame["logged"].between(w.start, w.end)])
    if unfilled(complaints, "category"):
        return not_available(measure, definition_of(measure), complaints, columns=("category",), reason=BLANK)
    return kinds(measure, rows["category"], COMPLAINT_KINDS, "complaint_kind", w, complaints.sources)


def complainant_gaps(complaints: TypedTable, *, cycle: BoardCycle, by: By = "way", months: int = 12) -> Result:
    """In how many complaints the complainant's ethnicity, sex, age and disability are not known; key column ``asked``.

    ``by="way"`` sets the online form against every other way, ``"channel"`` shows each way.
    """
    measure = "complainant_gap_share"
    if complaints.absent:
        return not_available(measure, definition_of(measure), complaints, keys=("asked",))
    if not set(ASKED.values()) & set(complaints.frame):
        return not_available(
            measure, definition_of(measure), complaints, columns=tuple(ASKED.values()), keys=("asked",), reason="the table has none of the columns"
        )
    asked, notes = steps_told(complaints, ASKED, {name: (column,) for name, column in ASKED.items()})
    w = window(cycle, months)
    rows = each_complaint(complaints.frame[complaints.frame["logged"].between(w.start, w.end)])
    online = rows["channel"].map(lambda channel: ONLINE if channel == "online" else ANOTHER, na_action="ignore")
    rows = rows.assign(channel=rows["channel"].map(COMPLAINT_CHANNELS).fillna(NOT_RECORDED), way=online.fillna(NOT_RECORDED))

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        here = merge_small(rows, columns.values())
        parts = [tally(here[here[column].isin(UNDECLARED)], here, columns.values()).assign(asked=name) for name, column in asked.items()]
        return in_every_step(pd.concat(parts, ignore_index=True), "asked")

    made = build(
        measure,
        definition_of(measure),
        counts,
        columns_for(replace(complaints, frame=rows), by),
        keys=("asked",),
        window=w.name,
        period=(w.start, w.end),
        sources=complaints.sources,
    )
    return noted(made, *notes)


def complaint_steps(complaints: TypedTable, *, cycle: BoardCycle, by: By = ("complainant_ethnicity", "allegation"), months: int = 36) -> Result:
    """Of the complaints logged in the period: finalised, ended for the complainant, something done; key column ``step``.

    ``by`` may be a characteristic of the complainant, or ``"allegation"``: those that allege discrimination against those
    that do not.
    """
    measure = "complaint_steps"
    if complaints.absent:
        return not_available(measure, definition_of(measure), complaints, keys=("step",))
    w = window(cycle, months)
    rows = each_complaint(complaints.frame[complaints.frame["logged"].between(w.start, w.end)])
    ended = rows["finalised"] <= pd.Timestamp(cycle.data_cut_off)
    decided = rows["outcome"].map(COMPLAINT_DECIDED)
    unfair = rows["discrimination_flag"] if "discrimination_flag" in rows else pd.Series(pd.NA, index=rows.index)
    rows = rows.assign(
        logged_in=True,
        is_finalised=ended,
        decided=ended & decided.notna(),
        right=decided.eq(True),
        told=ended & rows["action"].notna(),
        acted=rows["action"].notna() & rows["action"].ne("none"),
        allegation=unfair.map({True: UNFAIR, False: OTHER}).fillna(NOT_RECORDED),
    )

    steps, notes = steps_told(complaints, STEPS, TOLD_BY)

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return count_steps(merge_small(rows, columns.values()), steps, columns)

    made = build(
        measure,
        definition_of(measure),
        counts,
        columns_for(replace(complaints, frame=rows), by),
        keys=("step",),
        window=w.name,
        period=(w.start, w.end),
        sources=complaints.sources,
    )
    return noted(made, *notes)


def each_complaint(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a complainant in a complaint, however many officers it names; what is said in any of its rows holds."""
    who = rows["complainant_ref"].fillna("") if "complainant_ref" in rows else pd.Series("", index=rows.index)
    named = rows.assign(_who=who, **{name: pd.NA for name in ("channel", "category", "outcome", "action") if name not in rows})
    right = named["outcome"].map(COMPLAINT_DECIDED).eq(True)
    acted = named["action"].notna() & named["action"].ne("none")
    gravest = named.assign(_right=right, _acted=acted).sort_values(["_right", "_acted"], ascending=False, kind="stable")
    return gravest.drop_duplicates(["complaint_ref", "_who"]).sort_index().drop(columns=["_who", "_right", "_acted"])


COMPLAINT_OFFICER_RATE = Measure(
    "complaint_officer_rate",
    Words(
        "Officers complained of by the public, per 100 officer-years",
        "officers named in at least one public complaint logged in the period",
        "years that officers were in post during the period, added up",
        noun="officers",
        verb="were complained of by the public",
        outcome="harm",
        base_unit="officer-years",
        base_unit_pooled="officer-years",
        once_a_year=True,
        notes=(
            "People are counted, once a year, not complaints. Officers who meet the public more are complained of more: "
            "the figures do not take posts into account.",
            "Complaints about nobody who is known are in no officer's count.",
            WHO_WAS_THERE,
        ),
    ),
    counts=Population("service", During("in post"), (("worker_type", "officer"),), amount="person-years"),
    did=Population("complaints", During("logged"), ("names an officer",), amount="officers in each year"),
    rows=complaint_subjects,
    kind="rate",
    form="comparison",
    asks={
        "": Ask("07c-complaints", by=("ethnicity", "sex"), months=(36,), compared=True),
        "unit": Ask("07c-complaints", by=("unit",), months=(36,)),
        "quarters": Ask("07c-complaints", by=("sex",), every="quarter", yearly=False),
    },
    serves=("EDHR-OD7.01", "EDHR-OP9.01", "CAS-16.3"),
)

COMPLAINT_KIND_SHARE = Measure(
    "complaint_kind_share",
    Words(
        "What the public complains of",
        "complaints of this kind",
        "complaints whose kind is recorded",
        noun="complaints",
        verb="were of this kind",
        base_unit="complaints",
    ),
    counts=Population("complaints", During("logged"), ("kind recorded",)),
    rows=complaint_kinds,
    instead=TOGETHER,
    form="shares",
    base="whole",
    asks=Ask("07c-complaints", yearly=False),
    serves=("EDHR-OD7.01", "EDHR-OP9.01", "CAS-16.3"),
)

COMPLAINANT_GAP_SHARE = Measure(
    "complainant_gap_share",
    Words(
        "Complaints in which the complainant's characteristics are not known",
        "complaints in which the characteristic is blank, or the complainant preferred not to say",
        "complaints logged in the period",
        noun="complaints",
        verb="do not say",
        base_unit="complaints",
        notes=("While most complainants are not known, nobody can say whether groups are treated alike.",),
    ),
    steps={
        "Ethnicity": "do not say the complainant's ethnicity",
        "Sex": "do not say the complainant's sex",
        "Age": "do not say the complainant's age",
        "Disability": "do not say the complainant's disability",
    },
    counts=Population("complaints", During("logged")),
    rows=complainant_gaps,
    blanks=tuple(ASKED.values()),
    instead=TOGETHER,
    form="steps",
    keys={"asked": Steps({name: ((), ((column, Among(*UNDECLARED)),)) for name, column in ASKED.items()})},
    cuts={"way": Cut("channel", {ONLINE: (ONLINE,), ANOTHER: ()})},
    asks=Ask("07c-complaints", by=("way",), against={"way": "Any other way"}, compared=True),
    serves=("EDHR-OD7.01", "EDHR-OP3.03"),
)

COMPLAINT_STEPS = Measure(
    "complaint_steps",
    Words(
        "What becomes of public complaints",
        "complaints of which that is true",
        "complaints for which it can be known",
        noun="complaints by people",
        verb="reached this step",
        outcome="good",
        base_unit="complaints",
        notes=(
            "A complaint ended for the complainant where the service was found not acceptable or there was a case to "
            "answer; those resolved or withdrawn were not decided.",
            "Groups are those of complainants whose characteristic is known, which may not be like the others.",
        ),
    ),
    steps={
        "Finalised": "were finalised",
        "Ended for the complainant": "that were decided ended for the complainant",
        "Something was done": "that were finalised led to something being done",
    },
    counts=Population("complaints", During("logged")),
    rows=complaint_steps,
    instead={"complaints": {**TOGETHER["complaints"], "person_ref": "Ranges take complaints for independent: which are about one officer is not told."}},
    form="steps",
    keys={
        "step": Steps(
            {
                "Finalised": ((), ("finalised",)),
                "Ended for the complainant": (("finalised", "decided"), ("right",)),
                "Something was done": (("finalised", "told"), ("acted",)),
            }
        )
    },
    cuts={"allegation": Cut("discrimination_flag", {UNFAIR: ("yes",), OTHER: ("no",)})},
    asks=Ask("07c-complaints", against={"complainant_ethnicity": "White", "allegation": "Not alleging discrimination"}, compared=True),
    serves=("EDHR-OD7.01", "EDHR-OP9.01", "CAS-16.3"),
)

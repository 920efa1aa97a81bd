"""Vetting: first refusals and their reasons, appeals, and clearances that have run out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Among, Ask, Cut, During, InPost, Measure, Population, Steps, Words
from eianalysis.measures.applications import asked_for, lacking
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.end_of_records import noted
from eianalysis.measures.in_post import in_post
from eianalysis.measures.two_way_groups import OTHERS
from eianalysis.measures.rates import By, build, columns_for, in_every_step, not_available, tally
from eianalysis.measures.small_groups import merge_small
from eianalysis.measures.windows import window
from eianalysis.policy import LIMITS
from eianalysis.results import ALL, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import REFUSAL_REASONS, UNDECLARED
from eianalysis.vocabulary.recruitment import IN_DATE, OUT_OF_DATE

#: Who carries a firearm, as far as the workforce table says: the squad that is flagged so.
FIREARMS, ARMED = "TFG", "Firearms group"
#: What is counted in the stead of a column that the file lacks.
UNKNOWN = {
    "removed_on": "The file has no removed_on: a clearance that was taken away counts as in date until it runs out.",
    "decided_on": "The file has no decided_on: a request counts on the day it was made.",
}
#: First decisions, and the refusals among them of people who declared their ethnicity.
FIRST_DECISIONS = Population("vetting", During("decided_on"), (("decision", ("cleared", "refused")),))
REFUSED = FIRST_DECISIONS.that(("decision", ("refused",)), ("ethnicity", Among(*UNDECLARED, but=True)))


def vetting_refusals(vetting: TypedTable, *, cycle: BoardCycle, by: By = ("ethnicity", "sex"), months: int = 36, purpose: str = "recruitment") -> Result:
    """Of candidates whose vetting was decided, how many were refused at the first decision, by group.

    Decisions of the period count, whenever vetting was asked for. ``purpose`` may be "renewal" or "change".
    """
    measure = "vetting_refusal_rate"
    missing = _unless(vetting, measure)
    if missing is not None:
        return missing
    rows = _decided(vetting, cycle, months, purpose)

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return tally(rows[rows["decision"] == "refused"], rows, columns.values())

    return _built(measure, vetting, counts, columns_for(vetting, by), cycle, months)


def vetting_reasons(vetting: TypedTable, *, cycle: BoardCycle, months: int = 36, purpose: str = "recruitment") -> Result:
    """Why vetting was refused: the share of each group of reasons, of all refusals with a reason. Groups are reasons."""
    measure = "vetting_refusal_reasons"
    missing = _unless(vetting, measure, "refusal_reason")
    if missing is not None:
        return missing
    rows = _declared(_decided(vetting, cycle, months, purpose))
    rows = rows[rows["decision"].eq("refused") & rows["refusal_reason"].notna()]
    rows = merge_small(rows.assign(reason=rows["refusal_reason"].map(REFUSAL_REASONS)), ["reason"], least=LIMITS.refusal_reasons, pair=True)

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        found = rows["reason"].value_counts()
        table = pd.DataFrame({"group": [*found.index, ALL], "numerator": [*found.astype("int64"), len(rows)]})
        return table.assign(characteristic="reason", denominator=len(rows))

    return _built(measure, vetting, counts, ({"reason": "reason"},), cycle, months, shared_base=True)


def vetting_appeals(vetting: TypedTable, *, cycle: BoardCycle, by: By | None = None, months: int = 36, purpose: str = "recruitment") -> Result:
    """Of candidates refused, how many appealed; of appeals decided, how many were cleared. Key column ``step``.

    Refusals are few, so they are counted together unless ``by`` names groups.
    """
    measure, keys = "vetting_appeals", ("step",)
    missing = _unless(vetting, measure, "appeal")
    if missing is not None:
        return replace(missing, keys=keys)
    rows = _declared(_decided(vetting, cycle, months, purpose))
    rows = rows[rows["decision"].eq("refused") & rows["appeal"].notna()]
    steps = {
        "Appealed": (rows, rows["appeal"].ne("none")),
        "Cleared on appeal": (rows[rows["appeal"].isin(["cleared", "refused"])], rows["appeal"].eq("cleared")),
    }

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        parts = [tally(base[yes.reindex(base.index)], base, columns.values()).assign(step=step) for step, (base, yes) in steps.items()]
        counted = in_every_step(pd.concat(parts, ignore_index=True), "step")
        return counted if by else counted[counted["group"] == ALL].reset_index(drop=True)

    return _built(measure, vetting, counts, columns_for(vetting, by or "purpose"), cycle, months, keys=keys)


def clearances_overdue(vetting: TypedTable, people: TypedTable, *, cycle: BoardCycle, by: By = ("ethnicity", "sex")) -> Result:
    """Of people in post on the last day of the period, how many hold no clearance in date: run out, taken away, or none.

    ``by`` may name "armed": the firearms group beside all others, left out where the file names no squads. The latest
    clearance of each person counts. Characteristics and posts are those of the snapshot. Everybody in post is in the base:
    leaving out the few without a clearance would let a reader count them, from any other table of those in post.
    """
    measure = "clearance_overdue_share"
    definition = definition_of(measure)
    absent = next((table for table in (vetting, people) if table.absent), None)
    if absent is not None:
        return not_available(measure, definition, absent)
    short = lacking(vetting, ("person_ref", "expires"))
    if short:
        return not_available(measure, definition, vetting, columns=short, reason="the column is not there, or blank in every row")
    frame = where_clearances_stand(vetting, people, cycle)
    if not lacking(people, ("specialist_flag",)):
        frame = frame.assign(armed=frame["specialist_flag"].eq(FIREARMS).map({True: ARMED, False: OTHERS}))
    people = replace(people, frame=frame)
    by = [by] if isinstance(by, str) else list(by)
    rows = frame.assign(_lacks=~frame["clearance"].isin(IN_DATE))

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        here = merge_small(rows, set(columns.values()) - {"armed"}, least=LIMITS.clearance_people)  # of two groups put together nothing is left
        return tally(here[here["_lacks"]], here, columns.values())

    day = cycle.data_cut_off
    made = build(
        measure, definition, counts, columns_for(people, asked_for(people, by)), period=(day, day), window="at", sources=(*vetting.sources, *people.sources)
    )
    return with_unknown(made, vetting, "removed_on")


def with_unknown(made: Result, vetting: TypedTable, column: str) -> Result:
    """The result with a note where the file lacks the column and something else was taken in its stead."""
    return made if column in vetting.frame else noted(made, UNKNOWN[column])


def where_clearances_stand(vetting: TypedTable, people: TypedTable, cycle: BoardCycle) -> pd.DataFrame:
    """Everybody in post on the last day, with where their latest clearance stands then (``clearance``)."""
    end = pd.Timestamp(cycle.data_cut_off)
    held = vetting.frame[vetting.frame["person_ref"].notna() & (vetting.frame["requested_on"] <= end) & vetting.frame["expires"].notna()]
    held = held[~held["decided_on"].gt(end)] if "decided_on" in held else held  # given later, in an extract taken later
    held = held.sort_values("expires", kind="stable").drop_duplicates("person_ref", keep="last")
    gone = held["removed_on"].le(end) if "removed_on" in held else pd.Series(False, index=held.index)
    stands = pd.Series(IN_DATE[0], index=held.index, dtype=object)
    for name, before in zip(
        (IN_DATE[1], *OUT_OF_DATE[:3]), (end + pd.DateOffset(years=1), end, end - pd.DateOffset(months=3), end - pd.DateOffset(years=1)), strict=True
    ):
        stands = stands.mask(held["expires"] < before, name)
    held = held.assign(clearance=stands.mask(gone, OUT_OF_DATE[3]))
    frame = in_post(people, people.frame.loc[people.frame["as_at"] <= end, "as_at"].max())
    frame = frame.drop(columns="clearance", errors="ignore").merge(held[["person_ref", "clearance"]], on="person_ref", how="left")
    return frame.assign(clearance=frame["clearance"].fillna(OUT_OF_DATE[3]))


def _decided(vetting: TypedTable, cycle: BoardCycle, months: int, purpose: str) -> pd.DataFrame:
    span, frame = window(cycle, months), vetting.frame
    day = frame["decided_on"].fillna(frame["requested_on"]) if "decided_on" in frame else frame["requested_on"]
    rows = frame[day.between(span.start, span.end) & frame["purpose"].eq(purpose)]
    return rows[rows["decision"].isin(["cleared", "refused"])]


def _declared(rows: pd.DataFrame) -> pd.DataFrame:
    """The decisions on people who declared their ethnicity: a total of everybody would tell of the few who did not."""
    return rows[~rows["ethnicity_2"].isin(UNDECLARED)] if "ethnicity_2" in rows else rows


def _unless(vetting: TypedTable, measure: str, *columns: str) -> Result | None:
    definition = definition_of(measure)
    if vetting.absent:
        return not_available(measure, definition, vetting)
    short = lacking(vetting, columns)
    return not_available(measure, definition, vetting, columns=short, reason="the column is not there, or blank in every row") if short else None


def _built(measure, vetting, counts, levels, cycle, months, keys=(), **more) -> Result:
    w = window(cycle, months)
    made = build(measure, definition_of(measure), counts, levels, keys=keys, window=w.name, period=(w.start, w.end), sources=vetting.sources, **more)
    return with_unknown(made, vetting, "decided_on")


VETTING_REFUSAL_RATE = Measure(
    "vetting_refusal_rate",
    Words(
        "Refused vetting at the first decision",
        "candidates refused at the first decision",
        "candidates with a first decision, cleared or refused",
        noun="candidates",
        verb="were refused vetting",
        outcome="harm",
        base_unit="decisions",
        notes=("Refusals later overturned on appeal are counted: they are what the candidate met first.", "Candidates who withdrew, or wait, are in no base."),
    ),
    counts=FIRST_DECISIONS,
    did=(("decision", ("refused",)),),
    rows=vetting_refusals,
    form="comparison",
    asks=Ask("04-recruitment", by=("ethnicity_2", "sex"), compared=True, yearly=False),
    serves=("EIW-REC-O03", "GLA-02", "CAS-03"),
)

VETTING_REFUSAL_REASONS = Measure(
    "vetting_refusal_reasons",
    Words(
        "Why vetting was refused",
        "refusals for that group of reasons",
        "refusals with a recorded reason",
        noun="refusals of candidates who declared their ethnicity",
        verb="were for that reason",
        base_unit="refusals",
        notes=(
            "Reasons are groups that the vetting unit coded. Reasons with few refusals are put together.",
            "Only candidates who declared their ethnicity: a total of all would tell of the few who did not.",
        ),
    ),
    counts=REFUSED.that("reason recorded"),
    rows=vetting_reasons,
    form="shares",
    base="whole",
    asks=Ask("04-recruitment", yearly=False),
    serves=("EIW-REC-O03", "GLA-02", "CAS-03"),
)

VETTING_APPEALS = Measure(
    "vetting_appeals",
    Words(
        "Appeals against a refusal of vetting",
        "refused candidates who got to the step",
        "candidates refused (appealed); candidates whose appeal is decided (cleared)",
        noun="refused candidates who declared their ethnicity",
        verb="got to the step",
        base_unit="refusals",
        notes=("Only candidates who declared their ethnicity: a total of all would tell of the few who did not.",),
    ),
    steps={"Appealed": "appealed", "Cleared on appeal": "whose appeal was decided were cleared"},
    counts=REFUSED.that("appeal recorded"),
    rows=vetting_appeals,
    form="steps",
    keys={"step": Steps({"Appealed": ((), ("appealed",)), "Cleared on appeal": (("appealed", "appeal decided"), ("cleared on appeal",))})},
    asks={"": Ask("04-recruitment", yearly=False), "by_ethnicity": Ask("04-recruitment", by=("ethnicity_2",), compared=True, yearly=False)},
    serves=("EIW-REC-O03", "GLA-02", "CAS-03"),
)

CLEARANCE_OVERDUE_SHARE = Measure(
    "clearance_overdue_share",
    Words(
        "No clearance in date",
        "people in post whose latest clearance has run out or was taken away, or who have none on record",
        "people in post on the last day of the period",
        noun="people in post",
        verb="had no clearance in date",
        outcome="harm",
        notes=(
            "Only the latest clearance of a person counts. None on record can be a gap in the records.",
            "Who carries a firearm is taken to be the firearms group; permits are not on file.",
        ),
    ),
    counts=Population("service", InPost("end"), (("worker_type", ("officer", "staff", "pcso")),)),
    did=(("clearance", OUT_OF_DATE),),
    rows=clearances_overdue,
    looked_up=("vetting",),
    form="comparison",
    cuts={"armed": Cut("specialist_flag", {ARMED: (FIREARMS,), OTHERS: ()})},
    asks=Ask("04b-recruitment-process", by=("ethnicity", "woman", "armed"), compared=True, yearly=False),
    serves=("CAS-03", "CAS-04.ii"),
)

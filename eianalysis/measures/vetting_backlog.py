"""What vetting has still to do, and who gives up on it: requests that wait, clearances that have run out, withdrawals."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import AsAt, Ask, During, InPost, Measure, Population, Words
from eianalysis.measures.applications import lacking
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.rates import By, build, columns_for, not_available, tally
from eianalysis.measures.vetting import where_clearances_stand, with_unknown
from eianalysis.measures.windows import window
from eianalysis.results import ALL, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary.recruitment import IN_DATE, OUT_OF_DATE, WAITS

ENDED = ("cleared", "refused", "withdrawn")


def vetting_waiting(vetting: TypedTable, *, cycle: BoardCycle, purpose: str | None = None) -> Result:
    """How long the requests for vetting have waited that had no decision on the last day. Groups are lengths of the wait.

    What was decided or withdrawn later, in an extract taken later, waited still.

    ``purpose``: None for all of them; "recruitment", "renewal" or "change" for one.

    Examples
    --------
    >>> import eianalysis as ei                                                              # doctest: +SKIP
    >>> ei.table(ei.release(ei.vetting_waiting(vetting, cycle=cycle), cycle.policy))         # doctest: +SKIP
    """
    measure = "vetting_waiting_share"
    if vetting.absent:
        return not_available(measure, definition_of(measure), vetting)
    end, frame = pd.Timestamp(cycle.data_cut_off), vetting.frame
    waits = frame["decision"].eq("pending")
    if "decided_on" in frame:
        waits = frame["decided_on"].gt(end) | waits & frame["decided_on"].isna()
    rows = frame[frame["requested_on"].le(end) & waits]
    rows = rows if purpose is None else rows[rows["purpose"].eq(purpose)]
    if rows.empty:
        return not_available(measure, definition_of(measure), vetting, reason="no request was waiting for a decision on the last day")
    waited = pd.cut((end - rows["requested_on"]).dt.days, [*WAITS, float("inf")], right=False, labels=list(WAITS.values()))
    return _parts(measure, waited.astype(object), "waited", tuple(WAITS.values()), cycle, vetting.sources)


def clearance_standing(vetting: TypedTable, people: TypedTable, *, cycle: BoardCycle) -> Result:
    """Where the clearances of everybody in post stand on the last day: in date, about to run out, or out, and for how long."""
    measure = "clearance_standing"
    absent = next((table for table in (vetting, people) if table.absent), None)
    if absent is not None:
        return not_available(measure, definition_of(measure), absent)
    short = lacking(vetting, ("person_ref", "expires"))
    if short:
        return not_available(measure, definition_of(measure), vetting, columns=short, reason="the column is not there, or blank in every row")
    stands = where_clearances_stand(vetting, people, cycle)["clearance"]
    made = _parts(measure, stands, "clearance", (*IN_DATE, *OUT_OF_DATE), cycle, (*vetting.sources, *people.sources))
    return with_unknown(made, vetting, "removed_on")


def vetting_withdrawals(vetting: TypedTable, *, cycle: BoardCycle, by: By = ("ethnicity_2", "sex"), months: int = 36, purpose: str = "recruitment") -> Result:
    """Of the requests for vetting that ended in the period, how many were withdrawn before a decision, by group.

    A request that was withdrawn and has no day of a decision counts on the day it was made.
    """
    measure = "vetting_withdrawal_rate"
    if vetting.absent:
        return not_available(measure, definition_of(measure), vetting)
    w, frame = window(cycle, months), vetting.frame
    day = frame["decided_on"].fillna(frame["requested_on"]) if "decided_on" in frame else frame["requested_on"]
    rows = frame[day.between(w.start, w.end) & frame["purpose"].eq(purpose) & frame["decision"].isin(ENDED)]

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return tally(rows[rows["decision"] == "withdrawn"], rows, columns.values())

    levels = columns_for(vetting, by)
    made = build(measure, definition_of(measure), counts, levels, window=w.name, period=(w.start, w.end), sources=vetting.sources)
    made = with_unknown(made, vetting, "decided_on")
    # a force whose system has no word for it has withdrawals in none of its rows, which is not that nobody withdrew
    told = vetting.frame["decision"].eq("withdrawn").any()
    return made if told else not_available(measure, definition_of(measure), vetting, columns=("decision",), reason="no decision was ever recorded as withdrawn")


def _parts(measure: str, said: pd.Series, name: str, names: tuple[str, ...], cycle: BoardCycle, sources: tuple) -> Result:
    """Each part as a share of all; a part with nobody in it is a row."""
    found = said.value_counts().reindex(names, fill_value=0)
    counted = pd.DataFrame({"characteristic": name, "group": [*names, ALL], "numerator": [*found.astype("int64"), len(said)], "denominator": len(said)})
    day = cycle.data_cut_off
    return build(measure, definition_of(measure), lambda _: counted.copy(), ({name: name},), window="at", period=(day, day), sources=sources, shared_base=True)


VETTING_WAITING_SHARE = Measure(
    "vetting_waiting_share",
    Words(
        "Requests for vetting that wait for a decision",
        "requests that had waited so long",
        "requests without a decision on the last day",
        noun="waiting requests for vetting",
        verb="have waited so long",
        base_unit="requests",
        method="Every request that waits is in one row: there is no range, because nothing was sampled.",
        notes=("Days are counted from the request. Requests that were withdrawn wait for nothing and are not counted.",),
    ),
    counts=Population("vetting", AsAt("waiting"), (("decision", ("pending",)),)),
    rows=vetting_waiting,
    form="shares",
    base="whole",
    asks=Ask("04b-recruitment-process", yearly=False),
    serves=("EIW-REC-O03", "CAS-03"),
)

CLEARANCE_STANDING = Measure(
    "clearance_standing",
    Words(
        "Where the clearances of people in post stand",
        "people in post of whom this holds",
        "officers, police staff and PCSOs in post on the last day",
        noun="people in post",
        verb="have a clearance like this",
        base_unit="people in post",
        method="Every person in post is in one row: there is no range, because nobody was sampled.",
        notes=("Only the latest clearance of a person counts. What has run out and was not renewed is what vetting has still to do, with what soon will.",),
    ),
    counts=Population("service", InPost("end"), (("worker_type", ("officer", "staff", "pcso")),)),
    rows=clearance_standing,
    looked_up=("vetting",),
    form="shares",
    base="whole",
    asks=Ask("04b-recruitment-process", yearly=False),
    serves=("CAS-03",),
)

VETTING_WITHDRAWAL_RATE = Measure(
    "vetting_withdrawal_rate",
    Words(
        "Withdrawn during recruitment vetting",
        "candidates who withdrew before a decision",
        "candidates cleared, refused or withdrawn at vetting in the period",
        noun="candidates",
        verb="withdrew during vetting",
        base_unit="requests that ended",
        notes=(
            "Who withdraws may have found another post, or have been told that a refusal is likely: read it beside the refusals.",
            "Candidates who still wait are in no base.",
        ),
    ),
    counts=Population("vetting", During("decided_on"), (("decision", ENDED),)),
    did=(("decision", ("withdrawn",)),),
    rows=vetting_withdrawals,
    form="comparison",
    asks=Ask("04-recruitment", by=("ethnicity_2", "woman"), months=(36,), compared=True, yearly=False),
    serves=("EIW-REC-O03", "GLA-02", "CAS-03"),
)

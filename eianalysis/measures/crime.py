"""What came of recorded offences, and how fast the force came: year beside year, because that is what is asked."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, During, Measure, Population, Split, Words
from eianalysis.measures.compare import compare
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.rates import BLANK, By, build, columns_for, not_available
from eianalysis.measures.windows import window
from eianalysis.results import ALL, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import OFFENCE_GROUPS, month_in_words

VAWG, NOT_VAWG = "Violence against women and girls", "All other offences"
KINDS = (VAWG, NOT_VAWG)


def cj_charge_rate(outcomes: TypedTable, *, cycle: BoardCycle, by: By = "offence_group", months: int = 12) -> Result:
    """Of the offences recorded in the period, how many had led to a charge by the day of the extract, by group.

    ``by``: ``"offence_group"``, ``"victim_sex"``, ``"vawg"`` (violence against women and girls, and all other offences).
    """
    measure = "cj_charge_rate"
    rows = _rows(measure, outcomes, "charged")
    if isinstance(rows, Result):
        return rows
    w = window(cycle, months)
    here = rows[rows["month"].between(w.start, w.end)]
    if here.empty:
        return not_available(measure, definition_of(measure), outcomes, reason="it has no month of the period")
    table = TypedTable(outcomes.name, here, outcomes.sources, {**outcomes.groupings, "vawg": ("vawg_label",)})

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return pd.concat([_sums(here, name, "charged", "recorded") for name in dict.fromkeys(columns.values())], ignore_index=True)

    return build(measure, definition_of(measure), counts, columns_for(table, by), window=w.name, period=(w.start, w.end), sources=outcomes.sources)


def cj_charge_change(outcomes: TypedTable, *, cycle: BoardCycle, months: int = 12) -> Result:
    """The charge rate of the period beside that of the period before, for violence against women and girls and for the rest.

    Judged, because the offences of the two periods are not the same; the later ones have had less time to lead to a charge.
    Key column ``offences``.
    """
    return _years("cj_charge_change", outcomes, cycle, months, "charged", "recorded", key="offences")


def cj_response_in_time(outcomes: TypedTable, *, cycle: BoardCycle, months: int = 12, beside: bool = True) -> Result:
    """Emergency responses within the target time, the period beside the one before; alone with ``beside=False``.

    Numerator and base are responses as the force added them up, of whole months; no people are known. Two windows of ``months`` months.
    """
    return _years("cj_response_in_time", outcomes, cycle, months, "response_target_met", "responses", beside=beside)


def cj_rape_to_court(outcomes: TypedTable, *, cycle: BoardCycle, months: int = 12, beside: bool = True) -> Result:
    """Cases of rape of an adult that reached court, the period beside the one before; alone with ``beside=False``.

    Small counts are hidden by the gate.
    """
    return _years("cj_rape_to_court", outcomes, cycle, months, "adult_rape_to_court", "recorded", kind="rate", only="rape of an adult", beside=beside)


def _rows(measure, outcomes, needed: str) -> pd.DataFrame | Result:
    """The table with words for its codes; or why it cannot say anything."""
    definition = definition_of(measure)
    if outcomes.absent:
        return not_available(measure, definition, outcomes)
    if needed not in outcomes.frame or outcomes.frame[needed].isna().all():
        return not_available(measure, definition, outcomes, columns=(needed,), reason=BLANK)
    frame = outcomes.frame
    return frame.assign(vawg_label=frame["vawg"].astype(bool).map({True: VAWG, False: NOT_VAWG}), offence_group=frame["offence_group"].map(OFFENCE_GROUPS))


def _sums(rows: pd.DataFrame, by: str, top: str, bottom: str) -> pd.DataFrame:
    told = rows[rows[top].notna() & rows[bottom].notna()]  # a blank is not none
    sums = told.groupby(by, sort=False)[[top, bottom]].sum()
    made = pd.DataFrame({"group": [*sums.index, ALL], "numerator": [*sums[top], told[top].sum()], "denominator": [*sums[bottom], told[bottom].sum()]})
    return made.assign(characteristic=by).astype({"numerator": "int64", "denominator": "int64"})


def _years(measure, outcomes, cycle, months, top, bottom, *, key: str = "", kind: str = "proportion", only: str = "", beside: bool = True) -> Result:
    rows = _rows(measure, outcomes, top)
    keys = (key,) if key else ()
    if isinstance(rows, Result):
        return rows
    rows = rows[rows["offence_group"] == OFFENCE_GROUPS[only]] if only else rows
    last = window(cycle, months)
    if not beside:
        here = rows[rows["month"].between(last.start, last.end)].assign(all=ALL)
        if here.empty:
            return not_available(measure, definition_of(measure), outcomes, kind=kind, reason="it has nothing in the period")
        one = _sums(here, "all", top, bottom).drop_duplicates("group")
        return build(
            measure,
            definition_of(measure),
            lambda _: one.copy(),
            ({"all": "all"},),
            kind=kind,
            window=last.name,
            period=(last.start, last.end),
            sources=outcomes.sources,
        )
    names, parts = [], []
    for back in (0, 1):
        shift = pd.DateOffset(months=months * back)
        start, after = last.start - shift, last.end + pd.Timedelta(days=1) - shift
        names.append(f"{months} months to {month_in_words(after - pd.Timedelta(days=1))}")
        here = rows[(rows["month"] >= start) & (rows["month"] < after)].assign(period=names[-1])
        parts += [
            _sums(each, "period", top, bottom).assign(**({key: value} if key else {})) for value, each in (here.groupby("vawg_label") if key else [("", here)])
        ]
    counted = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["group"])  # of no month of either there is no part
    counted = counted[counted["group"] != ALL].reset_index(drop=True)
    absent = [name for name in names if name not in set(counted["group"])]
    if absent:
        return not_available(measure, definition_of(measure), outcomes, kind=kind, keys=keys, reason=f"it has nothing in the {absent[0]}")
    result = build(
        measure,
        definition_of(measure),
        lambda _: counted.copy(),
        ({"period": "period"},),
        kind=kind,
        keys=keys,
        window="two periods",
        sources=outcomes.sources,
        band=cycle.band,
    )
    return compare(result, reference={"period": names[1]}, primary=cycle.primary_comparisons, confidence=cycle.confidence)


CJ_CHARGE_RATE = Measure(
    "cj_charge_rate",
    Words(
        "Offences in which somebody was charged",
        "offences with a charge or summons by the day of the extract",
        "offences recorded in the period",
        noun="offences",
        verb="led to a charge",
        outcome="good",
        base_unit="offences",
        notes=("Charges take time: the latest offences have had less of it, so a fall at the end may be no fall.",),
    ),
    counts=Population("cj_outcomes", During("month"), amount="offences recorded"),
    did=(("result", ("charged",)),),
    rows=cj_charge_rate,
    form="comparison",
    asks=Ask("12-community", by=("offence_group", "victim_sex"), yearly=False),
    serves=("CAS-16.4", "CAS-06"),
)

CJ_CHARGE_CHANGE = Measure(
    "cj_charge_change",
    Words(
        "Offences in which somebody was charged, year beside year",
        "offences with a charge or summons by the day of the extract",
        "offences recorded in the year",
        noun="offences",
        verb="led to a charge",
        outcome="good",
        base_unit="offences",
        notes=("Charges take time: the later year's offences have had less of it, so a fall may be no fall.",),
    ),
    counts=Population("cj_outcomes", During("month"), amount="offences recorded"),
    did=(("result", ("charged",)),),
    rows=cj_charge_change,
    form="comparison",
    keys={"offences": Split("vawg_label")},
    asks={"": Ask("12-community", yearly=False)},
    serves=("CAS-16.4", "CAS-06"),
)

CJ_RAPE_TO_COURT = Measure(
    "cj_rape_to_court",
    Words(
        "Cases of rape of an adult that reached court",
        "cases that reached court in the period, whenever recorded",
        "offences of rape of an adult recorded in the period",
        noun="cases",
        verb="reached court",
        outcome="good",
        base_unit="offences recorded",
        method="Counts, each beside the offences recorded in the same period; exact Poisson interval.",
        notes=("A case often reaches court in a later year than it was recorded, so the two counts are not of the same cases.",),
    ),
    counts=Population("cj_outcomes", During("month"), (("offence_group", OFFENCE_GROUPS["rape of an adult"]),), amount="offences recorded"),
    did=Population("cj_outcomes", During("month"), (("offence_group", OFFENCE_GROUPS["rape of an adult"]),), amount="cases that reached court"),
    rows=cj_rape_to_court,
    kind="rate",
    form="comparison",
    asks=Ask("12-community", yearly=False),
    serves=("CAS-16.5",),
)

CJ_RESPONSE_IN_TIME = Measure(
    "cj_response_in_time",
    Words(
        "Emergency responses within the target time",
        "responses within the force's target time",
        "emergency responses",
        noun="emergency responses",
        verb="were within the target time",
        outcome="good",
        base_unit="responses",
    ),
    counts=Population("cj_outcomes", During("month"), amount="emergency responses"),
    did="in time",
    rows=cj_response_in_time,
    form="comparison",
    asks=Ask("12-community", yearly=False),
    serves=("CAS-16.6",),
)

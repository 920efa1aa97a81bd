"""Around the applications: who sits on the panels and whether trained, and who shows interest and then applies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, During, Each, Measure, Population, Words
from eianalysis.measures.applications import lacking
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.rates import BLANK, By, build, columns_for, in_every_step, not_available, tally
from eianalysis.measures.windows import window
from eianalysis.results import Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import RECRUITMENT_STAGES, UNDECLARED

ANY_PANEL = {"selection_panels": {"stage": "Panels are not told apart by what they decided."}}
MIXES = {"Women and men": ("sex", ("Female", "Male")), "Ethnic minorities and White": ("ethnicity_2", ("Ethnic minorities", "White"))}


def panels_mixed(panels: TypedTable, *, cycle: BoardCycle, months: int = 36) -> Result:
    """How many selection panels had women and men on them, and members from ethnic minorities and White ones.

    A panel with a member who did not declare counts as mixed where the others make it so, else it is in no base: nobody
    can tell. Key column ``mix``; groups are what the panel decided.
    """
    measure, keys = "panel_mixed_share", ("mix",)
    if panels.absent:
        return not_available(measure, definition_of(measure), panels, keys=keys)
    each = _panels(panels, cycle, months)

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        parts = []
        for mix in (mix for mix in MIXES if mix in each):
            known = each[each[mix].notna()]
            parts.append(tally(known[known[mix].astype(bool)], known, columns.values()).assign(mix=mix))
        return in_every_step(pd.concat(parts, ignore_index=True), "mix")

    w = window(cycle, months)
    return build(measure, definition_of(measure), counts, ({"decided": "decided"},), keys=keys, window=w.name, period=(w.start, w.end), sources=panels.sources)


def _panels(panels: TypedTable, cycle: BoardCycle, months: int) -> pd.DataFrame:
    """One row a panel: what it decided, and for each mix yes, no, or blank where it cannot be told."""
    rows = _seats(panels, cycle, months)
    of_panel = rows.groupby("panel_ref", sort=False)
    each = of_panel.agg(decided=("decided", "first"))
    for mix, (column, both) in MIXES.items():
        if column not in rows:  # a force with codes of its own has no two groups of ethnicity
            continue
        there = pd.concat([rows[column].eq(group).groupby(rows["panel_ref"], sort=False).any() for group in both], axis=1)
        unsure = rows[column].isin(UNDECLARED).groupby(rows["panel_ref"], sort=False).any()
        mixed = there.all(axis=1)
        each[mix] = mixed.astype("boolean").mask(~mixed & unsure)
    return each.reset_index()


def _seats(panels: TypedTable, cycle: BoardCycle, months: int) -> pd.DataFrame:
    span, frame = window(cycle, months), panels.frame
    rows = frame[frame["sat_on"].between(span.start, span.end)]
    stage = rows["stage"].map(RECRUITMENT_STAGES) if "stage" in rows else pd.Series("Panel", index=rows.index)
    return rows.assign(decided=stage.fillna("Not recorded"))


def panels_trained(panels: TypedTable, *, cycle: BoardCycle, months: Sequence[int] = (12, 36)) -> Result:
    """How many seats on selection panels were held by somebody trained on unconscious bias before the panel sat.

    Numerator and base are seats for which it is recorded, not people: who sits on three panels holds three. Each of the windows
    ``months`` stands in rows of its own.
    """
    measure = "panel_trained_share"
    definition = definition_of(measure)
    if panels.absent:
        return not_available(measure, definition, panels)
    if lacking(panels, ("bias_trained",)):
        return not_available(measure, definition, panels, columns=("bias_trained",), reason="the column is not there, or blank in every row")

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        parts = []
        for span in months:
            w, rows = window(cycle, span), _seats(panels, cycle, span)
            known = rows[rows["bias_trained"].notna()]
            counted = tally(known[known["bias_trained"].astype(bool)], known, columns.values())
            parts.append(counted.assign(window=w.name, period_start=w.start, period_end=w.end))
        return pd.concat(parts, ignore_index=True)

    return build(measure, definition, counts, ({"decided": "decided"},), sources=panels.sources)


def outreach_interest(outreach: TypedTable, *, cycle: BoardCycle, by: By = ("ethnicity", "sex"), months: int = 36) -> Result:
    """Of people who showed interest at an outreach event, how many applied afterwards, by group.

    Base: rows of the outreach table of the last ``months`` months that say whether the person applied (``applied``); a blank is in no
    base, and where every row is blank the figure is not available.
    """
    measure = "outreach_application_rate"
    definition = definition_of(measure)
    if outreach.absent:
        return not_available(measure, definition, outreach)
    w, frame = window(cycle, months), outreach.frame
    rows = frame[frame["event_date"].between(w.start, w.end) & frame["applied"].notna()]
    if rows.empty and frame["applied"].isna().all():
        return not_available(measure, definition, outreach, columns=("applied",), reason=BLANK)

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return tally(rows[rows["applied"].astype(bool)], rows, columns.values())

    return build(measure, definition, counts, columns_for(outreach, by), window=w.name, period=(w.start, w.end), sources=outreach.sources)


PANEL_MIXED_SHARE = Measure(
    "panel_mixed_share",
    Words(
        "Selection panels that were mixed",
        "panels that were mixed",
        "panels of which it can be told from what their members declared",
        noun="panels",
        verb="were mixed",
        outcome="good",
        base_unit="panels",
        notes=("Mixed by sex: a woman and a man sat on it. Mixed by ethnicity: a member from ethnic minorities and a White one.",),
    ),
    counts=Population("selection_panels", During("sat_on"), (("unit", "panel"),)),
    rows=panels_mixed,
    instead=ANY_PANEL,
    form="shares",
    keys={"mix": Each()},
    asks=Ask("04b-recruitment-process", yearly=False),
    serves=("EIW-REC-O06",),
)

SELECTION_PANEL_INDEPENDENT_SHARE = Measure(
    "selection_panel_independent_share",
    Words(
        "Seats on selection panels held by people from outside the force",
        "seats held by somebody who is not of the force",
        "seats where it was recorded",
        noun="panel seats",
        verb="were held by somebody from outside",
        outcome="good",
        base_unit="seats",
    ),
    counts=Population("selection_panels", During("sat_on")),
    did="independent",
    form="shares",
    asks=Ask("04b-recruitment-process", by=("stage",), months=(36,), yearly=False),
    serves=("EDHR-OC9.01",),
)

PANEL_TRAINED_SHARE = Measure(
    "panel_trained_share",
    Words(
        "Seats on selection panels held by people trained on unconscious bias",
        "seats held by somebody trained before the panel sat",
        "seats where training was recorded",
        noun="panel seats",
        verb="were held by somebody trained",
        outcome="good",
        base_unit="seats",
        notes=("A seat is counted, not a person: who sits on ten panels has ten seats.",),
    ),
    counts=Population("selection_panels", During("sat_on"), ("training recorded",)),
    did="trained",
    rows=panels_trained,
    instead=ANY_PANEL,
    form="shares",
    asks=Ask("04b-recruitment-process", yearly=False),
    serves=("EIW-REC-O09",),
)

OUTREACH_APPLICATION_RATE = Measure(
    "outreach_application_rate",
    Words(
        "From interest at an outreach event to an application",
        "of those, people who applied",
        "people who showed interest at an event, where it is known whether they applied",
        noun="people who showed interest",
        verb="applied",
        outcome="good",
        base_unit="expressions of interest",
        notes=("Interest is counted in the period of the event; who showed it lately may still apply.",),
    ),
    counts=Population("outreach", During("event_date"), ("known whether they applied",)),
    did="applied",
    rows=outreach_interest,
    form="comparison",
    asks=Ask("04b-recruitment-process", by=("ethnicity_2", "sex"), compared=True, yearly=False),
    serves=("EIW-COM-K06", "EIW-COM-O02", "EIW-COM-D01"),
)

"""This force beside all others: published counts of every force, in a funnel with limits that allow for how much forces differ.

Every figure is of the table ``other_forces``, the force's own too, so that like stands beside like. Nothing is ranked: forces
stand in the order of the alphabet.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import PUBLIC, Among, Ask, Measure, Population, Words
from eianalysis.measures.catalogue import declared_measures, definition_of
from eianalysis.measures.compare import at_confidence
from eianalysis.measures.funnel_plot import overdispersed_funnel
from eianalysis.measures.inputs import PRECISION
from eianalysis.measures.rates import build, not_available
from eianalysis.results import ALL, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import POLICE_FORCES, day_in_words, force_named, order

PAGE = "15-other-forces"
FORCES = "police_force"
#: Fewer forces give no limits worth drawing.
FEWEST_FORCES = 5


def beside_forces(other_forces: TypedTable, *, cycle: BoardCycle, measure: str, series: str, characteristic: str = "all", group: str = ALL) -> Result:
    """Each force's published rate of one series, in a funnel around the rate of all; the latest period by the cycle's data cut-off.

    Parameters
    ----------
    other_forces : TypedTable ``other_forces``
    series, characteristic, group : which of its rows

    Returns
    -------
    Result
        Of shape ``counts``, a group a force, with the figures of ``funnel_plot`` and how much forces differ.
    """
    definition, kind = definition_of(measure), declared_measures()[measure].kind
    if other_forces.absent:
        return not_available(measure, definition, other_forces, kind=kind)
    rows = latest(other_forces.frame, cycle, series, characteristic, group)
    if len(rows) < FEWEST_FORCES:
        return not_available(measure, definition, other_forces, kind=kind, reason=_lacking(other_forces.frame, series, group, len(rows), cycle))
    start, end = rows["period_start"].iloc[0], rows["period_end"].iloc[0]
    start = end if pd.isna(start) else start
    definition = replace(definition, notes=(*definition.notes, *_notes(rows, cycle)))
    result = build(
        measure,
        definition,
        lambda _: _counts(rows),
        ({FORCES: FORCES},),
        kind=kind,
        window=_window(start, end),
        period=(start, end),
        sources=other_forces.sources,
    )
    return overdispersed_funnel(at_confidence(result, cycle.confidence))


def latest(frame: pd.DataFrame, cycle: BoardCycle, series: str, characteristic: str, group: str) -> pd.DataFrame:
    """The rows of a series of its last period that ends by the data cut-off; of that period with one first day only."""
    rows = frame[
        frame["series"].eq(series)
        & frame["characteristic"].eq(characteristic)
        & frame["group"].eq(group)
        & (frame["period_end"] <= pd.Timestamp(cycle.data_cut_off))
    ]
    return last_period(rows)


def last_period(rows: pd.DataFrame) -> pd.DataFrame:
    """Those of the last period among them; where several with different first days end on its last day, of the longest."""
    rows = rows[rows["period_end"].eq(rows["period_end"].max())]
    return rows[rows["period_start"].isna()] if rows["period_start"].isna().any() else rows[rows["period_start"].eq(rows["period_start"].min())]


def _counts(rows: pd.DataFrame) -> pd.DataFrame:
    """A row a force in the order of the alphabet, and all together first."""
    each = rows.set_index("force")[["count", "base"]].astype("int64")
    each = each.loc[order(FORCES, each.index)]
    table = pd.concat([each.sum().to_frame(ALL).T, each]).rename(columns={"count": "numerator", "base": "denominator"})
    return table.rename_axis("group").reset_index().assign(characteristic=FORCES)[["characteristic", "group", "numerator", "denominator"]]


def _window(start: pd.Timestamp, end: pd.Timestamp) -> str:
    """'12m' of whole months; nothing of a day or of another span."""
    after = end + pd.Timedelta(days=1)
    months = (after.year - start.year) * 12 + after.month - start.month
    return f"{months}m" if after.day == start.day and months > 0 else ""


def _lacking(frame: pd.DataFrame, series: str, group: str, there: int, cycle: BoardCycle) -> str:
    of = f"series = {series}" + (f", group = {group}" if group != ALL else "")
    others = sorted(set(frame.loc[frame["series"].eq(series), "group"]) - {group})
    until = f"to {day_in_words(cycle.data_cut_off)}"
    return (
        f"only {there} forces have a row of {of} {until}, and limits need {FEWEST_FORCES}"
        if there
        else f"it has no rows of {of} {until}" + (f"; of that series it has: {', '.join(others)}" if others else "")
    )


def _notes(rows: pd.DataFrame, cycle: BoardCycle) -> tuple[str, ...]:
    """Who published it and how exact it is, which forces are lacking, and how it stands to the force's own figures."""
    said = [f"{source} ({PRECISION[mark].lower()})." for source, mark in rows[["source", "precision"]].drop_duplicates().itertuples(index=False)]
    said += list(dict.fromkeys(note for note in rows["note"].fillna("") if note))
    lacking = [name for name in POLICE_FORCES.values() if name not in set(rows["force"])]
    said += [f"Not in the table: {', '.join(sorted(lacking))}."] if lacking else []
    end = rows["period_end"].iloc[0]
    if cycle.demo:
        said.append("This cycle is a demonstration: its other pages are of an invented force, this one of the published figures of real forces.")
    elif cycle.force:
        apart = (
            f"for {day_in_words(end)}, where the force's own pages speak of {day_in_words(cycle.period_end)}"
            if end.date() != cycle.period_end
            else "for the same day as the force's own pages"
        )
        said.append(f"Published figures, {apart}; those are counted from its own records by their own rules, so the two need not agree.")
    return tuple(said)


def force_coverage(other_forces: TypedTable, *, cycle: BoardCycle) -> Result:
    """What the page beside other forces rests on: each figure with its period, how many forces it has, who published it."""
    definition, names = definition_of(COVERAGE.id), ["figure", "period", "forces", "this_force", "said_by", "precision"]
    if other_forces.absent:
        return not_available(COVERAGE.id, definition, other_forces, keys=("figure",), shape="register")
    own, table = force_named(cycle.force), []
    for each in (each for each in declared_measures().values() if each.rows is beside_forces):
        rows = latest(other_forces.frame, cycle, **each.asks[""].options)
        if rows.empty:
            table.append((each.words.title, "–", "none", "–", "no rows in the table", "–"))
            continue
        start, end = (rows[name].iloc[0] for name in ("period_start", "period_end"))
        period = day_in_words(end) if pd.isna(start) else f"{day_in_words(start)} to {day_in_words(end)}"
        there = "–" if not own else "in the table" if own in set(rows["force"]) else "not in the table"
        table.append(
            (
                each.words.title,
                period,
                f"{len(rows)} of {len(POLICE_FORCES)}",
                there,
                "; ".join(dict.fromkeys(rows["source"])),
                PRECISION[max(rows["precision"], key=list(PRECISION).index)],
            )
        )
    return Result(
        measure=COVERAGE.id, shape="register", definition=definition, counts=pd.DataFrame(table, columns=names), keys=("figure",), sources=other_forces.sources
    )


def of_every_force(series: str, *more) -> Population:
    """Counts of a published table, of a universe of their own: no table of the force has them."""
    return Population(f"{PUBLIC}{series} of police forces", where=more, person="")


def asked_of(series: str, **group: str) -> Ask:
    return Ask(PAGE, options={"series": series, "characteristic": "all", "group": ALL, **group}, yearly=False)


_SEX, _ETHNICITY = {"characteristic": "sex", "group": "Female"}, {"characteristic": "ethnicity_2", "group": "Ethnic minorities"}

MEASURES = (
    Measure(
        "force_women_officers",
        Words(
            "Women among officers, force by force",
            "women among them, headcount",
            "police officers in post on the day, headcount",
            noun="officers",
            verb="are women",
            base_unit="officers",
        ),
        counts=of_every_force("officers"),
        did=("sex", "Female"),
        rows=beside_forces,
        form="funnel",
        asks=asked_of("officers", **_SEX),
        serves=("TRT-07", "CAS-13"),
    ),
    Measure(
        "force_minority_officers",
        Words(
            "Ethnic minorities among officers, force by force",
            "people from ethnic minorities among them, headcount",
            "police officers in post on the day who stated their ethnicity, headcount",
            noun="officers",
            verb="are from ethnic minorities",
            base_unit="officers who stated",
        ),
        counts=of_every_force("officers", ("ethnicity", Among("stated"))),
        did=("ethnicity_2", "Ethnic minorities"),
        rows=beside_forces,
        form="funnel",
        asks=asked_of("officers", **_ETHNICITY),
        serves=("TRT-07", "CAS-13", "CAS-16.7"),
    ),
    Measure(
        "force_leaving_rate",
        Words(
            "Officers leaving, force by force",
            "officers who left in the period, transfers left out",
            "officers in post the day before it, headcount",
            noun="officers",
            verb="left",
            base_unit="officers",
        ),
        counts=of_every_force("officers, day before"),
        did=of_every_force("leavers"),
        kind="rate",
        rows=beside_forces,
        form="funnel",
        asks=asked_of("leavers"),
        serves=("EIW-RET-O04",),
    ),
    Measure(
        "force_minority_joiners",
        Words(
            "Ethnic minorities among joiners, force by force",
            "people from ethnic minorities among them",
            "people who joined as officers in the period and stated their ethnicity",
            noun="joiners",
            verb="are from ethnic minorities",
            base_unit="joiners who stated",
        ),
        counts=of_every_force("joiners"),
        did=("ethnicity_2", "Ethnic minorities"),
        rows=beside_forces,
        form="funnel",
        asks=asked_of("joiners", **_ETHNICITY),
        serves=("TRT-07", "EIW-REC-O05"),
    ),
    Measure(
        "force_search_outcomes",
        Words(
            "Searches that led to further action, force by force",
            "searches with an outcome other than no further action",
            "searches of people in the period whose outcome was recorded",
            noun="searches",
            verb="led to further action",
            base_unit="searches",
            notes=("An outcome is not a find: it may have nothing to do with what was looked for.",),
        ),
        counts=of_every_force("searches"),
        did="further action",
        rows=beside_forces,
        form="funnel",
        asks=asked_of("searches"),
        serves=("CAS-10", "EIW-COM-O05"),
    ),
    Measure(
        "force_handcuffing",
        Words(
            "Handcuffing without compliance, force by force",
            "times the person did not comply",
            "times handcuffs were used, for which it was recorded",
            noun="handcuffings",
            verb="were without compliance",
            base_unit="handcuffings",
            notes=("Tactics are counted, not people. Forces differ in what they write down.",),
        ),
        counts=of_every_force("handcuffing"),
        did="without compliance",
        rows=beside_forces,
        form="funnel",
        asks=asked_of("handcuffing"),
        serves=("EIW-COM-O05",),
    ),
)

COVERAGE = Measure(
    "force_coverage",
    Words(
        "What is published of every force",
        "",
        "",
        noun="",
        method="Read from the table other_forces; each row names its source.",
        notes=("A figure without rows is not available until rows of a published file are put into the table.",),
    ),
    counts=Population("other_forces", person=""),
    rows=force_coverage,
    shape="register",
    form="register",
    serves=("TRT-07",),
)

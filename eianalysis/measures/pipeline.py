"""Ordered stages: of those at risk at each stage, who went on, and where on the way a gap opens.

A row is one unit (one application, one case); stages are never chained across units, because one call takes one table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import NamedTuple

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Each, Measure, Population, Words
from eianalysis.errors import DataFault, Fault, UsageError
from eianalysis.measures.catalogue import declared_measures, definition_of
from eianalysis.measures.rates import By, plain_definition, build, columns_for, not_available, tally
from eianalysis.measures.windows import window
from eianalysis.results import ALL, Definition, Result
from eianalysis.sources.typed import TypedTable

#: The row from the first stage's base to the last stage's passes; the stage ratios multiply to its ratio.
WHOLE = "The whole way"
AtRisk = str | Callable[[pd.DataFrame], pd.Series] | None


class Stage(NamedTuple):
    """One stage: its name, who is at risk of it, who passed. Each is a yes/no column, or a function of the table.

    ``at_risk=None`` means everybody who came this far. ``continued`` names the stage that is put before this one where
    some who passed the one before are not at risk of it (withdrawn, pending); else it is "Continued to: <name>".
    """

    name: str
    at_risk: AtRisk
    passed: str | Callable[[pd.DataFrame], pd.Series]
    continued: str = ""


def pipeline(
    table: TypedTable,
    *,
    by: By,
    stages: Sequence[tuple],
    cycle: BoardCycle | None = None,
    when: str = "",
    months: int | Sequence[int] = 12,
    within: Sequence[str] = (),
    chained: bool = True,
    measure: str = "pipeline",
    definition: Definition | None = None,
) -> Result:
    """Of those at risk at each stage, how many went on, by group: shows at which stage a difference arises.

    Chained stages (the usual case) take each base from the passes of the stage before. Where some of those are not at
    risk of the next stage (they withdrew, or nothing is decided yet) a stage "Continued to: …" stands between, so that
    the ratios of the stages always multiply to the ratio of the last row, "The whole way". A blank is not a no: a row
    whose stage is blank is pending, and did not continue.

    Parameters
    ----------
    table : TypedTable
        One row a unit: an application, a case. People, cases and allegations are never chained with each other.
    stages : sequence of ``(name, at_risk, passed)`` or ``Stage``
        In the order of the process; see ``Stage``. A name is said before "went on".
    cycle, when, months : BoardCycle, column of dates, whole years
        Only rows dated in the windows that end with the cycle's period; without ``when`` every row.
    within : columns that split the table further ("route"); a part "All" holds everybody.
    chained : False where each stage has a base of its own and no product is claimed; ``at_risk`` is then needed.

    Returns
    -------
    Result
        Of shape ``counts`` with the key ``stage``. ``leading_stage`` says of its release where most of a gap arises.

    Raises
    ------
    DataFault
        Where a row is at risk of a stage, or passed it, without having passed the one before: the rows are named.

    Examples
    --------
    >>> import eianalysis as ei                                                                # doctest: +SKIP
    >>> stages = [("Passed the sift", None, "sift_passed"), ("Appointed", None, "appointed")]  # doctest: +SKIP
    >>> ei.pipeline(applications, by="ethnicity", stages=stages, cycle=board, when="applied")  # doctest: +SKIP
    """
    definition = definition or (definition_of(measure) if measure in declared_measures() else plain_definition(measure))
    asked = [Stage(*stage) for stage in stages]
    _check(asked, chained)
    if when and cycle is None:
        raise UsageError("with when= the windows end with a cycle's period; say which with cycle=")
    keys = (*within, "stage")
    if table.absent:
        return not_available(measure, definition, table, keys=keys)
    lacking = _lacking(table.frame, asked, (when, *within))
    if lacking:
        return not_available(measure, definition, table, columns=lacking, keys=keys, reason="the column is not there, or blank in every row")
    steps = _chain(table, asked) if chained else _apart(table.frame, asked)
    spans = [window(cycle, span) for span in ([months] if isinstance(months, int) else months)] if when else []

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        if not when:
            return stage_counts(table.frame, steps, columns.values(), within)
        parts = []
        for span in spans:
            rows = table.frame[when].between(span.start, span.end)
            inside = {name: (at_risk & rows, passed & rows) for name, (at_risk, passed) in steps.items()}
            parts.append(stage_counts(table.frame, inside, columns.values(), within).assign(window=span.name, period_start=span.start, period_end=span.end))
        return pd.concat(parts, ignore_index=True)

    chain = ("stage", tuple(name for name in steps if name != WHOLE)) if chained else ()
    return build(measure, definition, counts, columns_for(table, by), keys=keys, sources=table.sources, chain=chain)


def stage_counts(frame: pd.DataFrame, steps: Mapping[str, tuple[pd.Series, pd.Series]], columns, within=()) -> pd.DataFrame:
    """The rows at risk and gone on at each stage, counted by each column in turn; stages in their order.

    ``steps`` gives each stage's two yes/no columns. With ``within`` each part stands beside "All" of them, in one table,
    so that the gate knows what adds up to what.
    """
    at_risk = pd.concat([frame[base].assign(stage=name) for name, (base, _) in steps.items()])
    went_on = pd.concat([frame[base & passed].assign(stage=name) for name, (base, passed) in steps.items()])
    parts = []
    for whole in product((False, True), repeat=len(within)):
        one = {key: ALL for key, all_of_it in zip(within, whole, strict=True) if all_of_it}
        parts.append(tally(went_on.assign(**one), at_risk.assign(**one), columns, [*within, "stage"]))
    place = {stage: number for number, stage in enumerate(steps)}
    counted = pd.concat(parts, ignore_index=True)
    return counted.sort_values("stage", key=lambda stages: stages.map(place), kind="stable", ignore_index=True)


def answers(frame: pd.DataFrame, question: AtRisk) -> pd.Series:
    """A yes/no column, or a function of the table, as yes, no or blank."""
    made = question(frame) if callable(question) else frame[question]
    return pd.Series(made, index=frame.index).astype("boolean")


def _check(stages: Sequence[Stage], chained: bool) -> None:
    names = [stage.name for stage in stages]
    if not names:
        raise UsageError("pipeline() needs at least one stage: (name, at_risk, passed)")
    twice = sorted({name for name in names if names.count(name) > 1 or name == WHOLE})
    if twice:
        raise UsageError(f"each stage needs a name of its own; '{twice[0]}' is taken")
    if not chained and any(stage.at_risk is None for stage in stages):
        raise UsageError("with chained=False each stage says who is at risk of it; at_risk=None means the stage before")


def _lacking(frame: pd.DataFrame, stages: Sequence[Stage], more: Sequence[str]) -> tuple[str, ...]:
    """Named columns that are not there, or blank in every row."""
    named = [name for stage in stages for name in (stage.at_risk, stage.passed) if isinstance(name, str)]
    named += [name for name in more if name]
    return tuple(name for name in dict.fromkeys(named) if name not in frame or frame[name].isna().all())


def _apart(frame: pd.DataFrame, stages: Sequence[Stage]) -> dict[str, tuple[pd.Series, pd.Series]]:
    """Each stage with a base of its own; a row whose answer is blank is in no base."""
    found = {}
    for stage in stages:
        passed = answers(frame, stage.passed)
        found[stage.name] = (answers(frame, stage.at_risk).fillna(False).astype(bool) & passed.notna(), passed.fillna(False).astype(bool))
    return found


def _chain(table: TypedTable, stages: Sequence[Stage]) -> dict[str, tuple[pd.Series, pd.Series]]:
    """Each stage's base is the passes of the one before; who did not continue is a stage of their own."""
    frame, found, faults = table.frame, {}, []
    reached = pd.Series(True, index=frame.index)
    before = "the first stage"
    for place, stage in enumerate(stages):
        passed = answers(frame, stage.passed)
        here = reached if stage.at_risk is None else answers(frame, stage.at_risk).fillna(False).astype(bool)
        if place == 0:
            reached = here
        yes = passed.fillna(False).astype(bool)
        skipped = (here & ~reached) | (yes & ~(here & reached))
        faults += [_fault(table, row, stage, before) for row in frame.index[skipped]]
        base = here & reached & passed.notna()
        if (reached & ~base).any() and place:
            found[stage.continued or f"Continued to: {stage.name}"] = (reached, base)
        found[stage.name] = (base, yes)
        reached, before = base & yes, f"'{stage.name}'"
    if faults:
        faults.sort(key=lambda fault: fault.row or 0)
        raise DataFault(
            table.name, "the order of the stages", faults, "Correct the records, or count these stages each with a base of its own (chained=False)."
        )
    first = next(iter(found.values()))[0]
    return {**found, WHOLE: (first, reached)} if len(found) > 1 else found


def _fault(table: TypedTable, index, stage: Stage, before: str) -> Fault:
    place = table.frame.index.get_loc(index)
    row = table.frame["source_row"].iloc[place] if "source_row" in table.frame else place + 2
    column = stage.passed if isinstance(stage.passed, str) else None
    return Fault(f"is at '{stage.name}' or past it", f"but did not pass {before}", int(row), column)


PIPELINE = Measure(
    "pipeline",
    Words(
        "Stage by stage",
        "those who went on",
        "those at risk of the stage",
        verb="went on",
        outcome="good",
        notes=(
            "Each stage's base is who passed the one before; those who withdrew or are pending are a stage of their own. "
            "The ratios of the stages multiply to the ratio of the whole way.",
        ),
    ),
    counts=Population("pipeline"),
    rows=pipeline,
    form="funnel",
    keys={"stage": Each()},
)

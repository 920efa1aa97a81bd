"""What ``check`` tells of the questions of the pages: those that cannot be counted, and what can ever be said of the primary comparisons.

Everything is counted and planned as a run does it, in memory, and nothing is rendered. A ratio is told of shown rows only,
so that nothing follows from a line of it that the pack would not show.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from math import ceil, floor, isnan
from pathlib import Path

import pandas as pd

from eianalysis.cycle import BoardCycle, Comparison
from eianalysis.dataset import Force
from eianalysis.disclosure import notes, plan
from eianalysis.disclosure.cells import Row
from eianalysis.disclosure.gate import level_of
from eianalysis.disclosure.primary_suppression import unsafe
from eianalysis.disclosure.published import is_public
from eianalysis.errors import EIAnalysisError
from eianalysis.report.beside_issued import beside_issued, rows_to_plan
from eianalysis.report.count import questions
from eianalysis.report.progress import step
from eianalysis.results import LEADING, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.stats import smallest_detectable_ratio, smallest_telling
from eianalysis.stats.judgement import BAND, SMALLEST_BASE
from eianalysis.stats.power import detectable_rates

UNASKED = "no page of this run asks for it: see `ei.catalogue()` for what each measure is split by"

HIDDEN = "hidden: numbers too small to show stand in it, or could be worked out from it"


def said(cycle: BoardCycle, chosen: Mapping[str, Path], tables: Mapping[str, TypedTable]) -> list[str]:
    """The lines of ``check`` about what is counted and planned.

    Parameters
    ----------
    chosen : the notebooks of the run by name
    tables : what they are counted from

    Raises ``EIAnalysisError`` (with the exit code that a run would have) where a page asks what cannot be counted.
    """
    force = Force(cycle, read=dict(tables))
    names = questions(cycle, chosen)
    if names and not all(table.absent for table in tables.values()):
        step(cycle.name, f"counting {len(names)} questions, then planning what of all of them may be shown")
    results = _counted(force, names, chosen)
    if not cycle.policy.export:
        return []
    rows = [row for result in results for row in rows_to_plan(result, cycle.policy)]
    made, _ = plan.make_plan(rows, cycle.policy, *beside_issued(cycle, cycle.policy, results, rows))
    hidden = sum(any(cell in made.hidden for cell in row.cells) for row in rows)
    lines = (
        ["What the pages may show", f"  {len(rows) - hidden:,} of {len(rows):,} rows of their standing tables; none is to be withheld by hand"] if rows else []
    )
    declared = [item for item in cycle.primary_comparisons if cycle.for_board or any(result.measure == item.measure for result in results)]
    if declared:  # those of the board cycle it was made from stand in its file too, and a pack for others need not hold them
        lines += ["Primary comparisons", *(f"  {item}: {_told(item, results, made, cycle)}" for item in declared)]
    return lines


def _counted(force: Force, names: Iterable[str], chosen: Mapping[str, Path]) -> list[Result]:
    """The standing questions counted; one message of all that a page asks and nobody can count."""
    found, faults = [], []
    for name in names:
        try:
            result = force.stand(name)
            if not result.missing and result.shape == "counts":
                level_of(result, force.cycle.policy)  # what the gate would refuse
            found.append(result)
        except EIAnalysisError as error:
            measure, ask = force.standing[name]
            if _asks(chosen[ask.page], measure.id):
                faults.append((f"{ask.page} asks for '{name}': {error}", error))
    if faults:
        codes = {error.exit_code for _, error in faults}
        fault = EIAnalysisError("\n".join(["a run would stop at what its pages ask", *(f"  {words}" for words, _ in faults)]))
        fault.exit_code = codes.pop() if len(codes) == 1 else 1
        raise fault
    return found


def _asks(notebook: Path, measure: str) -> bool:
    """Whether the code of a notebook names a measure: what it does not ask for cannot stop it."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return any(measure in "".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def _told(item: Comparison, results: Iterable[Result], made: plan.Plan, cycle: BoardCycle) -> str:
    """What this force's size can show of one comparison declared before looking."""
    mine = [result for result in results if result.measure == item.measure]
    if mine and all(result.missing for result in mine):
        return f"not available: {mine[0].missing.reason} ({mine[0].missing.file})"
    said = [words for result in mine if not result.missing and result.shape == "counts" for words in _rows(item, result, made, cycle)]
    return "; ".join(dict.fromkeys(said)) or UNASKED


def _rows(item: Comparison, result: Result, made: plan.Plan, cycle: BoardCycle) -> Iterable[str]:
    """Of each row of a table that is this comparison (one for each of its keys)."""
    counted, public = level_of(result, cycle.policy), is_public(result, cycle.policy)
    keys = [key for key in result.keys if key not in LEADING]
    labels, sides = [*keys, "window", "characteristic", "group"], counted.result.unreleased

    def sides_of(window: str) -> dict[tuple, list[Row] | None]:
        """Of each row over this window, by its keys, the row and that of its reference; None where there is nothing to show."""
        return {
            tuple(line[key] for key in keys): row
            and [each for each in counted.rows if each is not None and each.within == row.within and each.group in (item.group, item.reference)]
            for row, line in zip(counted.rows, counted.table.to_dict("records"), strict=True)
            if (line["window"], line["characteristic"], line["group"], line["reference"]) == (window, item.characteristic, item.group, item.reference)
        }

    mine, pooled = sides_of(item.window), f"{cycle.pooled_months}m"
    taken = notes.level(result, counted.result)
    if not mine and taken != notes.AS_ASKED and _holds(result.unreleased, item):
        yield f"not shown: {taken}, because the finer table would have small numbers in it"
    for own, both in mine.items():
        longer = sides_of(pooled).get(own)
        if both is None:
            words = "not available"
        elif public or not any(cell in made.hidden for row in both for cell in row.cells):
            wanted = pd.Series([*own, item.window, item.characteristic, item.group], labels)
            words = _telling(result.kind, sides[(sides[labels] == wanted).all(axis=1)].iloc[0], result.confidence, result.band)
        else:
            large = (
                item.window != pooled
                and longer
                and not any(
                    unsafe(row.cases, row.of, proportion=row.proportion, threshold=row.threshold, policy=cycle.policy, people=row.people) for row in longer
                )
            )
            words = HIDDEN + (f"; over {pooled} the numbers of both are large enough" if large else "")
        yield f"{', '.join(map(str, own))}: {words}" if own else words


def _holds(table: pd.DataFrame, item: Comparison) -> bool:
    return bool(((table["window"] == item.window) & (table["characteristic"] == item.characteristic) & (table["group"] == item.group)).any())


def _telling(kind: str, side: pd.Series, confidence: float, band: tuple[float, float] = BAND) -> str:
    """What would usually be found at this size, and what would have to be seen to be clear; of the counts as tested, fewer where people stand twice.

    The first is planned on: how large a real difference must be (exact power of the test). The second is read off: a group no different
    shows as much now and then, and a real difference of just so much is missed every other time.
    """
    base, cases, of = (float(side[name]) for name in ("tested_denominator", "reference_numerator", "reference_denominator"))
    least = most = None
    if min(side["own_people"], side["reference_people"]) >= SMALLEST_BASE and cases > 0 and of > 0:
        one = base * cases / of  # the count at which both rates are alike
        more = smallest_telling(kind, base, cases, of, confidence=confidence, band=band)
        fewer = smallest_telling(kind, base, cases, of, above=False, confidence=confidence, band=band)
        least = None if more is None else ceil(10 * more / one) / 10
        most = None if fewer is None else floor(10 * fewer / one) / 10
    if least is None and most is None:
        return "shown, but no ratio could be a clear difference between groups of these sizes"
    alpha, rate = 1 - confidence, cases / of
    found = (
        detectable_rates(base, of, rate, alpha=alpha)
        if kind == "rate"
        else smallest_detectable_ratio(base=int(base), reference_base=int(of), reference_rate=rate, alpha=alpha)
    )
    above = [] if least is None else [f"a ratio of {least:.1f} or more"]
    below = [] if most is None else [f"of {most:.1f} or less" if most else "nobody at all"]
    return f"shown; {_usually(float(found.above), float(found.below))}; {', or '.join(above + below)}, would be a clear difference"


def _usually(above: float, below: float) -> str:
    """What the test would find eight times in ten: 'a real difference of 2.3 times or more, or of 0.1 times or less, would be found 8 times in 10'."""
    said = [] if isnan(above) else [f"of {ceil(10 * above) / 10:.1f} times or more"]
    said += [] if isnan(below) else [f"of {floor(10 * below) / 10:.1f} times or less" if below >= 0.1 else "that leaves next to nobody"]
    if not said:
        return "no real difference, however large, would be found 8 times in 10"
    only = "" if len(said) == 2 else ", and no lower rate," if isnan(below) else ", and no higher rate,"
    return f"a real difference {', or '.join(said)}{only} would be found 8 times in 10"

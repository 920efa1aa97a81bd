"""Other forces on the front's strips: a small tick at the ratio of each, from published counts, beneath the mark of this one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.measures.elsewhere import Elsewhere, ratios_elsewhere
from eianalysis.report.clearest import Compared
from eianalysis.results import ALL
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import day_in_words
from eianalysis.wording.numbers import count, listed, month_label, ratio

TICK = 4  # how tall one is


def elsewhere(each: Compared, other_forces: TypedTable | None, cycle: BoardCycle) -> Elsewhere | None:
    """The same difference at other forces; None where its measure declares no series of every force, or that has no such groups.

    A part of the cases, other workers or a narrowed force is nobody's published series. An invented force has no other forces: what is
    invented and what is real never meet in one figure.
    """
    declared = each.declared
    if cycle.demo or other_forces is None or declared is None or not declared.of_forces:
        return None
    if any(value != ALL for _, value in each.keys) or each.table.definition.noun != declared.words.of(declared.workers).noun:
        return None
    row = each.row
    return ratios_elsewhere(other_forces, cycle, declared.of_forces, str(row["characteristic"]), str(row["group"]), str(row["reference"]))


def ticks(found: Elsewhere, at: Callable[[float], float], foot: float) -> str:
    """The ticks as lines of a drawing, standing on ``foot``: below where the mark ends, so that none hides it; those of the most similar
    forces once more and thick."""
    return "".join(
        f'<line class="{name}" x1="{at(each)}" x2="{at(each)}" y1="{foot - TICK:g}" y2="{foot:g}"/>'
        for name, several in (("peer", found.ratios), ("alike", found.similar))
        for each in several
    )


def said(found: Elsewhere) -> str:
    """'other forces, July to September 2020: 1.0 to 2.1 times, the middle one 1.3'."""
    least, most = ratio(found.ratios[0]), ratio(found.ratios[-1])
    if len(found.ratios) == 1:
        return f"one other force, {period(found)}: {least} times"
    alike = f"; of the most similar: {listed(map(ratio, found.similar))}" if found.similar else ""
    return f"other forces, {period(found)}: {least} to {most} times, the middle one {ratio(median(found.ratios))}{alike}"


def caption(several: Sequence[Elsewhere]) -> str:
    """What the ticks of a front are, once for all of them; "" where it has none."""
    if not several:
        return ""
    many = sorted({len(each.ratios) for each in several})
    forces = count(many[0]) if len(many) == 1 else f"{count(many[0])} to {count(many[-1])}"
    periods = listed(dict.fromkeys(period(each) for each in sorted(several, key=lambda each: each.end)))
    alike = " Thick: the most similar, as declared." if any(each.similar for each in several) else ""
    return f"Ticks: published figures of {forces} other force{'' if many[-1] == 1 else 's'}, {periods}.{alike}"


def period(found: Elsewhere) -> str:
    """'July to September 2020', '1 July to 12 September 2020' as days where it is no whole months, '31 March 2022' of one day."""
    start, end = found.start, found.end
    if start is None or start == end:
        return day_in_words(end)
    if start.day == 1 and (end + pd.Timedelta(days=1)).day == 1:
        first, last = (month_label(f"{day:%Y-%m}") for day in (start, end))
        return last if first == last else month_label(f"{start:%Y-%m} to {end:%Y-%m}")
    return f"{day_in_words(start)} to {day_in_words(end)}"

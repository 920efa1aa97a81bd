"""The two groups of each comparison declared beforehand, year by year: what the small lines beside a headline measure are drawn from.

Years do not overlap: two windows of 36 months that share two of their years would give away the third. They end with the reporting year,
whenever the board meets: a year to December and a year to March that were both shown would give away a quarter. Everything is counted from
the data as known now, so that a year that was corrected since is shown as corrected.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd

from eianalysis.cycle import BoardCycle, Comparison
from eianalysis.dataset import Force
from eianalysis.measures.catalogue import measure_named
from eianalysis.results import Missing, Result

EVERY = "year"
YEAR_BEGINS = (4, 1)  # of police statistics: the reporting year ends on 31 March
NOTE = "Only the groups of the comparisons declared beforehand are counted, in reporting years, which end on 31 March."


def year_by_year(force: Force, measure: str) -> Result:
    """Count the groups of a measure's planned comparisons in each year that the records cover.

    Parameters
    ----------
    force : Force
    measure : the id of a measure; the cycle's ``primary_comparisons`` say which of its groups are counted

    Returns
    -------
    Result
        Key ``year``, the latest whole reporting year first; the group and the reference of each comparison, and no other row. A run plans these rows last:
        where a row of another table would be lost by one of them, it is the year that is hidden. Not available where the cycle plans no
        comparison of the measure.

    Examples
    --------
    >>> years = ei.year_by_year(force, "turnover_start_headcount_ex_transfers").release()          # doctest: +SKIP
    >>> ei.mini_lines(years)                                                                        # doctest: +SKIP
    """
    declared, asked = measure_named(measure, force.measures), planned(force.cycle.primary_comparisons, measure)
    if not asked:
        missing = Missing(f"cycles/{force.cycle.name}.toml", ("primary_comparisons",), declared.words.serves, "the cycle plans no comparison of it")
        words = declared.words.of(declared.workers)
        return Result(measure, "counts", words, pd.DataFrame(), keys=(EVERY,), kind=declared.kind, missing=missing, cycle=force.cycle)
    then = replace(force, cycle=_to_the_year_end(force.cycle))
    counted = replace(then.ask(measure, by=list(dict.fromkeys(each.characteristic for each in asked)), every=EVERY), cycle=force.cycle)
    words = replace(counted.definition, title=f"{counted.definition.title}, year by year", notes=(*counted.definition.notes, NOTE))
    if counted.missing:
        return replace(counted, definition=words, coarser=None)
    wanted = {(each.characteristic, group) for each in asked for group in (each.group, each.reference)}
    rows = counted.counts
    kept = [pair in wanted for pair in zip(rows["characteristic"], rows["group"], strict=True)]
    return replace(counted, counts=rows[kept].reset_index(drop=True), definition=words, coarser=None)


def _to_the_year_end(cycle: BoardCycle) -> BoardCycle:
    """The cycle as it would be for the last reporting year that ended in its period or before."""
    after = cycle.period_end + timedelta(days=1)
    ended = date(after.year - (after < date(after.year, *YEAR_BEGINS)), *YEAR_BEGINS)
    return replace(cycle, period_start=date(ended.year - 1, *YEAR_BEGINS), period_end=ended - timedelta(days=1))


def planned(comparisons: tuple[Comparison, ...], measure: str) -> list[Comparison]:
    """The planned comparisons of a measure, each pair of groups once, over whatever window."""
    return list({(each.characteristic, each.group, each.reference): each for each in comparisons if each.measure == measure}.values())

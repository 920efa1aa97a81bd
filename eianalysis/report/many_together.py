"""All forces of a plan beside each other: a table of what their packs show, for page 15 of a project of its own.

Only what a pack shows is taken, of figures that are counted alike everywhere (``Measure.of_forces``); the total is of those forces alone. So
the page tells nothing that the packs' readers could not work out, and needs no plan over all forces: a total over every force would give
away, less the others, what one of them hides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from eianalysis.cycle import BoardCycle, load_cycle
from eianalysis.errors import DataFault, Fault
from eianalysis.measures.catalogue import declared_measures
from eianalysis.report.many_plan import Task
from eianalysis.report.released_tables import ReleasedTable, read_table
from eianalysis.results import ALL
from eianalysis.vocabulary import POLICE_FORCES, day_in_words, force_named

FILE = "other_forces.csv"
COLUMNS = ("series", "period_start", "period_end", "characteristic", "group", "force", "count", "base", "source", "precision", "note")
KEY = ["force", "series", "period_end", "characteristic", "group"]
#: Of several windows that end on one day.
A_YEAR = "12m"
#: Everybody is one row, whatever the groups beside it.
EVERYBODY = "all"
NOTE = "A force whose pack hides a figure, or has none, has no row: the total is of the forces shown."


def write_together(tasks: Iterable[Task], national: Task) -> str:
    """Write the table of what the packs of these tasks show into the raw folder of the national cycle; a line to print.

    Raises ``DataFault`` where packs do not go together: invented and real forces, or packs for other readers than the national one.
    """
    cycle = load_cycle(national.cycle, data_dir=national.data_dir, outputs_dir=national.outputs_dir)
    packs = [(task, load_cycle(task.cycle, data_dir=task.data_dir, outputs_dir=task.outputs_dir)) for task in tasks]
    faults = [fault for task, own in packs for fault in _apart(task, own, cycle)]
    table = pd.DataFrame([row for _, own in packs if not faults for row in _rows(own)], columns=list(COLUMNS))
    table = table.drop_duplicates([*KEY, "count", "base"])
    for force in table.loc[table.duplicated(KEY), "force"].unique():
        faults.append(Fault(f"two packs of {force} show different counts of one period", "one of the two cycles in the plan"))
    if table.empty and not faults:
        faults.append(Fault("no pack shows a figure that is counted alike of every force", "pages 03, 06 or 08 in the packs"))
    if faults:
        raise DataFault("the plan", "[national]", faults, "Correct the plan or the cycles.")
    table = table.sort_values(["series", "period_end", "characteristic", "group", "force"], kind="stable")
    cycle.raw_dir.mkdir(parents=True, exist_ok=True)
    content = table.to_csv(index=False, lineterminator="\n")
    path = cycle.raw_dir / FILE
    if not path.is_file() or path.read_text(encoding="utf-8") != content:  # an old file's day says that nothing is new
        path.write_text(content, encoding="utf-8", newline="\n")
    return f"{FILE} of {national.name}: {len(table)} figures of {table['force'].nunique()} forces"


def _apart(task: Task, own: BoardCycle, national: BoardCycle) -> Iterator[Fault]:
    """What keeps a pack out of the table."""
    if own.demo or national.demo:
        yield Fault(f"{task.name if own.demo else '[national]'} is a demonstration", "forces of real people: invented figures are set beside nobody's")
    if own.profile != national.profile:
        yield Fault(
            f"{task.name} is for profile {own.profile} and [national] for {national.profile}", "one profile: what one reader is shown another may not be"
        )
    if force_named(own.force) not in POLICE_FORCES.values():
        yield Fault(f"{task.name}: force = {own.force!r} is no police force", f'force in its cycle, as force = "{next(iter(POLICE_FORCES))}"')


def _rows(cycle: BoardCycle) -> Iterator[tuple]:
    declared = declared_measures()
    for path in sorted((cycle.outputs_dir / cycle.name / "tables").glob("*.csv")):
        table = read_table(path)
        measure = declared.get(table.measure)
        if measure is None or not measure.of_forces or table.about["missing"] or table.about["shape"] != "counts":
            continue
        for row in _shown(table).itertuples():
            characteristic = EVERYBODY if row.group == ALL else row.characteristic
            start = "" if row.period_start == row.period_end else row.period_start
            source = f"The pack of cycle {cycle.name}, made to {day_in_words(cycle.data_cut_off)}"
            known = (int(row.numerator), int(row.denominator), source, "P", NOTE)
            yield (measure.of_forces, start, row.period_end, characteristic, row.group, force_named(cycle.force), *known)


def _shown(table: ReleasedTable) -> pd.DataFrame:
    """The rows of a table that show both counts, of the whole where it is split further; none where that leaves two counts of a group."""
    rows = table.rows
    for name in table.about["keys"]:
        rows = rows[rows[name].eq(ALL)] if rows[name].eq(ALL).any() else rows
    rows = rows[rows["window"].eq(A_YEAR)] if rows["window"].eq(A_YEAR).any() else rows
    rows = rows[rows["status"].eq("shown") & rows["numerator"].notna() & rows["denominator"].gt(0)]
    counts = rows.drop_duplicates(["period_start", "period_end", "characteristic", "group", "numerator", "denominator"])
    return counts if not counts.duplicated(["period_end", "characteristic", "group"]).any() else counts.iloc[:0]

"""``eianalysis check`` and ``list``: look at everything a run would need, change nothing."""

from __future__ import annotations

from pathlib import Path

from eianalysis.cycle import BoardCycle, cycle_names, find_data_dir, load_cycle
from eianalysis.errors import EIAnalysisError
from eianalysis.measures.primary_comparisons import check_primary
from eianalysis.register.to_read import said, to_read
from eianalysis.report import check_plan, not_shown, typed_numbers
from eianalysis.report.loaded_inputs import load_inputs, rows_of_inputs
from eianalysis.report.notebooks import find_notebooks_dir, select
from eianalysis.report.parameters import RESERVED, declared, settings
from eianalysis.report.place import ISSUED
from eianalysis.report.texts_read import texts_read
from eianalysis.sources.leaver_history import proposed_history
from eianalysis.sources.linkage import check_linkage


def check_cycle(cycle: BoardCycle, notebooks_dir: Path | None = None) -> list[str]:
    """What a run of this cycle would use, in lines to print; raises what the run would stop at."""
    folder = find_notebooks_dir(cycle.data_dir) if notebooks_dir is None else Path(notebooks_dir)
    chosen = select(folder, cycle)
    check_primary(cycle)
    has = {name: declared(path) for name, path in chosen.items()}
    knobs = settings(cycle, has)
    lines = [
        f"Cycle {cycle.name}: {cycle.says(cycle.of_kind.occasion)}",
        f"  period {cycle.period_start} to {cycle.period_end}, data to {cycle.data_cut_off}, profile {cycle.profile}, marking {cycle.marking}",
    ]
    if not cycle.policy.export:
        lines.append(f"  note: with profile '{cycle.profile}' run makes no pack")
    lines.append("Notebooks")
    for name in chosen:
        own = {knob: knobs[name].get(knob, value) for knob, value in has[name].items() if knob not in RESERVED}
        shown = ", ".join(f"{knob} = {value!r}" for knob, value in own.items())
        lines.append(f"  {name}: {shown}" if shown else f"  {name}")
    lines.append("Tables")
    tables = load_inputs(cycle)
    rows = rows_of_inputs(tables, cycle.policy.threshold)
    width = max((len(row["table"]) for row in rows), default=0)
    lines += [f"  {row['table']:<{width}}  {row['state']:<9}  {row['rows']:>9} rows  {row['file']}  {row['odd']}" for row in rows]
    met, _ = check_linkage(tables)
    met += proposed_history(tables)
    lines += ["People", *(f"  {line}" for line in met)] if met else []
    lines += check_plan.said(cycle, chosen, tables)
    lines += said(to_read(cycle, texts_read(chosen)))
    lines += typed_numbers.said(typed_numbers.typed_numbers(chosen, cycle))
    lines += not_shown.said(not_shown.not_shown(chosen))
    lines.append("Nothing is in the way of a run." if cycle.policy.export else "The inputs are sound.")
    return lines


def list_cycles(data_dir: str | Path | None = None, outputs_dir: str | Path | None = None) -> list[str]:
    """Each cycle with its board, profile and the state of its pack, in lines to print."""
    data_dir = find_data_dir() if data_dir is None else Path(data_dir)
    rows = [("cycle", "meeting", "profile", "pack", "board")]
    for name in cycle_names(data_dir):
        try:
            cycle = load_cycle(name, data_dir=data_dir, outputs_dir=outputs_dir)
        except EIAnalysisError:
            rows.append((name, "?", "?", "?", "the cycle file has faults: see `eianalysis check " + name + "`"))
            continue
        pack = cycle.outputs_dir / name
        made = "issued" if (pack / ISSUED).exists() else "draft" if (pack / "manifest.json").exists() else "none"
        rows.append((name, cycle.meeting_date.isoformat(), cycle.profile, made, cycle.board))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return ["  ".join([*(word.ljust(width) for word, width in zip(row, widths, strict=False)), row[4]]) for row in rows]

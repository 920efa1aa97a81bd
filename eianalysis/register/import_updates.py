"""``import-updates``: what owners filled in, checked cell by cell; only what is sound is added to updates.csv.

The files are only ever added to, whole or not at all. Who reported is kept by role, with the day.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd

from eianalysis.errors import DataFault, Fault, RefusedError
from eianalysis.register.consistency import when
from eianalysis.register.files import PLACES, RegisterFiles, read_csv_text, read_files
from eianalysis.register.form_answers import Form, Said, read_form
from eianalysis.register.form_check import misplaced
from eianalysis.register.redaction import without_people
from eianalysis.register.atomic_write import write_whole
from eianalysis.schema.register import UPDATES, WORKSTREAMS

REMEDY = "Correct these cells and import the form again; what was sound is kept."


@dataclass
class _Batch:
    """What is to be added, and what was found on the way."""

    updates: list[dict] = field(default_factory=list)
    heads: list[dict] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    sound: bool = True


def import_updates(paths: Sequence[str | Path], data_dir: Path, *, check: bool = False) -> tuple[list[str], bool]:
    """Read filled-in forms, tell every fault by its cell, and add what is sound to the register's files.

    Parameters
    ----------
    paths : the forms, as ``template`` wrote them and owners filled them in.
    data_dir : where recommendations/updates.csv lies.
    check : tell what would happen, and change nothing.

    Returns
    -------
    The report in lines, and whether every form was sound. An update that stands in the file already, word for word, is
    passed over, so that a form may be imported twice.
    """
    files = read_files(data_dir)
    if files is None:
        raise DataFault(PLACES["register"][1], "a register", [Fault("the file is missing", "updates need its items")])
    places = {name: data_dir / PLACES[name][1] for name in ("updates", "workstreams")}
    before = {name: path.read_bytes() if path.is_file() else b"" for name, path in places.items()}
    known = read_csv_text(places["updates"])[0]
    batch = _Batch()
    for path in map(Path, paths):
        form = read_form(path)
        _take(form, files, known, data_dir / "cycles", batch)
    if not check:
        for name, rows, table in (("updates", batch.updates, UPDATES), ("workstreams", batch.heads, WORKSTREAMS)):
            if rows:
                _add(places[name], before[name], rows, table.names)
    verb = "would be added" if check else "added"
    batch.lines.append(
        f"{_rows(len(batch.updates))} {verb} to {PLACES['updates'][1]}" + (f", {_rows(len(batch.heads))} to {PLACES['workstreams'][1]}" if batch.heads else "")
    )
    return batch.lines, batch.sound


def _rows(count: int) -> str:
    return f"{count} row{'s' if count != 1 else ''}"


def _add(path: Path, before: bytes, rows: list[dict], names: Sequence[str]) -> None:
    """The file as it was, byte for byte, with rows after it; refused where it changed meanwhile."""
    text = before.decode("utf-8-sig")
    header = next(csv.reader(io.StringIO(text)), list(names))
    ending = "\r\n" if "\r\n" in text else "\n"
    out = io.StringIO()
    writer = csv.DictWriter(out, header, lineterminator=ending, extrasaction="ignore", restval="")
    if not before:
        writer.writeheader()
    elif not text.endswith("\n"):
        out.write(ending)
    writer.writerows(rows)
    if (path.read_bytes() if path.is_file() else b"") != before:
        raise RefusedError(f"{path.name} changed while the forms were read; import them again. Nothing was added to it.")
    write_whole(path, before + out.getvalue().encode("utf-8"))


def _take(form: Form, files: RegisterFiles, known: pd.DataFrame, cycles: Path, batch: _Batch) -> None:
    """One form's sound rows into the batch, its faults into the report."""
    faults = list(form.faults)
    items = files.register.set_index("item_id")
    roles = set(files.owners["owner_role"])
    faults += form.header_faults(set(items["workstream"]), roles, when(form.cycle, cycles) if form.cycle else None)
    swapped, changed = misplaced(form.beside, without_people(items[["title_plain"]], files.owners)["title_plain"])
    faults += swapped
    usable = not faults  # without a cycle, a role and a day, no row says who reported what, or when
    latest = _latest(known, batch, cycles)
    already = added = 0
    seen: dict[str, str] = {}
    for said in form.rows:
        wrong = [*said.faults, *([changed[said.row]] if said.row in changed else [])]
        if said.item_id in seen:
            wrong.append(said.fault("item_id", f"{said.item_id} stands in {seen[said.item_id]} already", "keep one of them"))
        seen.setdefault(said.item_id, said.cell("item_id"))
        if said.item_id not in items.index:
            wrong.append(said.unknown(items.index))
        elif form.workstream and items.at[said.item_id, "workstream"] != form.workstream:
            wrong.append(
                said.fault("item_id", f"{said.item_id} is of workstream {items.at[said.item_id, 'workstream']}", f"this form is that of {form.workstream}")
            )
        if usable and not wrong:
            update = said.update(form, _last(known, batch, said.item_id))
            again = _same(known, batch, update)
            if again:
                already += 1
                continue
            wrong += _order(said, form, latest, cycles)
        if wrong:
            faults += wrong
        elif usable:
            batch.updates.append(update)
            added += 1
    if usable:
        faults += _head(form, files, batch)
    batch.sound = batch.sound and not faults
    batch.lines.append(
        f"{form.file}: workstream {form.workstream or 'not said'}, cycle {form.cycle or 'not said'}; "
        f"{_rows(added)} sound, {already} there already, {form.empty} left empty, "
        f"{len(faults)} fault{'s' if len(faults) != 1 else ''}"
    )
    batch.lines += [f"  {fault}" for fault in faults]
    if faults:
        batch.lines.append(f"  {REMEDY}")


def _latest(known: pd.DataFrame, batch: _Batch, cycles: Path) -> dict[str, tuple[date, str]]:
    """The last cycle at which each item was reported."""
    latest: dict[str, tuple[date, str]] = {}
    told = [*zip(known["item_id"], known["cycle_id"], strict=True), *((row["item_id"], row["cycle_id"]) for row in batch.updates)]
    days = {cycle: when(cycle, cycles) for _, cycle in told}
    for item, cycle in told:
        day = days[cycle]
        if day and (item not in latest or day > latest[item][0]):
            latest[item] = day, cycle
    return latest


def _last(known: pd.DataFrame, batch: _Batch, item: str) -> dict:
    """What was last reported of an item; empty where nothing was."""
    own = [row for row in batch.updates if row["item_id"] == item]
    if own:
        return own[-1]
    told = known[known["item_id"] == item]
    return {} if told.empty else told.iloc[-1].to_dict()


def _same(known: pd.DataFrame, batch: _Batch, update: dict) -> bool:
    compared = ("status", "rag_reported", "date_raw", "progress_plain", "evidence_link", "updated_on", "updated_by_role")
    own = known[(known["item_id"] == update["item_id"]) & (known["cycle_id"] == update["cycle_id"])]
    there = [*own.to_dict("records"), *(row for row in batch.updates if row["item_id"] == update["item_id"] and row["cycle_id"] == update["cycle_id"])]
    return any(all(row.get(name, "") == update[name] for name in compared) for row in there)


def _order(said: Said, form: Form, latest: dict, cycles: Path) -> list[Fault]:
    before = latest.get(said.item_id)
    if before is None:
        return []
    if before[1] == form.cycle:
        return [
            said.fault(
                "item_id", f"{said.item_id} was reported at {form.cycle} already, otherwise", "updates are only added; report the change at the next cycle"
            )
        ]
    if before[0] > when(form.cycle, cycles):
        return [said.fault("item_id", f"{said.item_id} goes back to cycle {form.cycle} after {before[1]}", "rows are added in the order of the cycles")]
    return []


def _head(form: Form, files: RegisterFiles, batch: _Batch) -> list[Fault]:
    """The form's own line for workstreams.csv: the two colours, the day, the role."""
    known = files.workstreams
    own = known[known["workstream"] == form.workstream]
    owner, name = ("", form.workstream) if own.empty else (own.iloc[-1]["owner_role"], own.iloc[-1]["name"])
    head = {
        "workstream": form.workstream,
        "cycle_id": form.cycle,
        "name": name,
        "owner_role": owner or form.role,
        "project_rag": form.project_rag or "not_recorded",
        "benefit_rag": form.benefit_rag or "not_recorded",
        "reported_on": form.day.isoformat(),
        "reported_by_role": form.role,
    }
    there = own[own["cycle_id"] == form.cycle]
    here = [row for row in batch.heads if (row["workstream"], row["cycle_id"]) == (form.workstream, form.cycle)]
    told = {(row["project_rag"], row["benefit_rag"]) for row in [*there.to_dict("records"), *here]}
    if not told:
        batch.heads.append(head)
        return []
    if (head["project_rag"], head["benefit_rag"]) in told:
        return []
    return [
        Fault(
            f"cell B8 and B9: {form.workstream} was reported at {form.cycle} already, in other colours",
            "rows are only added; report the change at the next cycle",
        )
    ]

"""``accept``: a reviewed draft into the register, the updates, the owners and what goes with them, in one step or not at all.

Everything is tried on a copy of the register first: what would stop the next board stops here.
"""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from eianalysis.cycle import load_cycle
from eianalysis.errors import DataFault, DataFaults, Fault, did_you_mean
from eianalysis.register.accept_rows import Added, rows_of
from eianalysis.register.accepted import REMEDY, WHAT, Reviewed, read_draft
from eianalysis.register.consistency import when
from eianalysis.register.evidence import load_evidence
from eianalysis.register.files import JOURNAL, PLACES, read_csv_text, read_files
from eianalysis.register.atomic_write import finish, write_together
from eianalysis.schema.evidence import EVIDENCE
from eianalysis.vocabulary import month_in_words

EVIDENCE_PLACE = "recommendations/evidence.csv"
BINDING = ("item_id", "measure", "window", "characteristic", "group", "part", "figure")
TABLES = ("register", "updates", "owners", "programmes", "lists")


def accept(path: str | Path, data_dir: Path, *, check: bool = False) -> list[str]:
    """Take a reviewed draft into the register's files; returns what was done, in lines.

    Parameters
    ----------
    path : the draft that ``import-register`` wrote; its questions and proposed evidence are found beside it.
    data_dir : where recommendations/register.csv lies.
    check : tell what would happen, and change nothing.

    Raises
    ------
    DataFault
        Listing everything that stops it: open questions, rows to decide, cells that say two things, and whatever the
        register's own checks find in the result. Nothing is written then.
    """
    path = Path(path)
    finished = finish(data_dir / JOURNAL)
    before = {data_dir / place: _bytes(data_dir / place) for place in _places().values()}
    tables = {name: _table(data_dir, name) for name in TABLES}
    reviewed = read_draft(path, dict(zip(tables["register"]["item_id"], tables["register"]["text_hash"], strict=True)))
    cycle = reviewed.answer("board")
    if not cycle or when(cycle, data_dir / "cycles") is None:
        known = sorted(one.stem for one in (data_dir / "cycles").glob("*.toml"))
        reviewed.faults.append(
            Fault(
                f"the board '{cycle}' is no cycle" if cycle else "no board is named at which it is first shown",
                f"answer it in {path.stem}-questions.csv: {did_you_mean(cycle, known)}",
            )
        )
    if reviewed.faults:
        raise DataFault(path.name, WHAT, reviewed.faults, REMEDY)
    reviewed.evidence = _new_evidence(reviewed.evidence, before[data_dir / EVIDENCE_PLACE])
    added = rows_of(reviewed, tables, cycle, month_in_words(when(cycle, data_dir / "cycles")))
    files = _files(data_dir, before, added, reviewed)
    _try(data_dir, files, path.name, cycle)
    lines = ["An earlier step that was cut short is completed."] if finished else []
    lines += [f"{path.name}: {len(reviewed.rows)} rows for the board of {cycle}", *_told(added, reviewed, check)]
    if not files:
        return [*lines, "Nothing is new: the register has all of it."]
    if not check:
        write_together(files, before, data_dir / JOURNAL)
        lines.append(f"See the board: eianalysis check {cycle}, then eianalysis run {cycle}")
    return lines


def _places() -> dict[str, str]:
    return {name: PLACES[name][1] for name in TABLES} | {"evidence": EVIDENCE_PLACE}


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _table(data_dir: Path, name: str) -> pd.DataFrame:
    """A table of the register as text, with every column it may have; empty where the file is not there."""
    table, place = PLACES[name]
    frame = read_csv_text(data_dir / place)[0] if (data_dir / place).is_file() else pd.DataFrame(dtype=str)
    return frame.reindex(columns=[*table.names, *(column for column in frame if column not in table)], fill_value="").astype(object)


def _files(data_dir: Path, before: Mapping[Path, bytes | None], added: Added, reviewed: Reviewed) -> dict[Path, bytes]:
    """The new content of every file that changes."""
    rows = {name: getattr(added, name) for name in TABLES} | {"evidence": reviewed.evidence}
    names = {name: PLACES[name][0].names for name in TABLES} | {"evidence": EVIDENCE.names}
    found = {}
    for name, place in _places().items():
        path = data_dir / place
        changed = added.changed if name == "register" else {}
        if rows[name] or changed:
            found[path] = with_rows(before[path] or b"", rows[name], names[name], changed)
    return found


def _new_evidence(confirmed: Sequence[dict[str, str]], before: bytes | None) -> list[dict[str, str]]:
    """Confirmed evidence that evidence.csv does not have yet."""
    there = {tuple(row.get(name, "") for name in BINDING) for row in csv.DictReader(io.StringIO((before or b"").decode("utf-8-sig"), newline=""))}
    return [row for row in confirmed if tuple(row.get(name, "") for name in BINDING) not in there]


def with_rows(before: bytes, rows: Sequence[Mapping[str, str]], names: Sequence[str], changed: Mapping[str, Mapping[str, str]]) -> bytes:
    """A CSV file with rows after its own, which stay as they are; a column that it lacks and a row fills is added at its end.

    ``changed`` holds new cells of rows that are there, by their first column.
    """
    text = before.decode("utf-8-sig")
    ending = "\r\n" if "\r\n" in text else "\n"
    own = list(csv.reader(io.StringIO(text, newline="")))
    header = own[0] if own else list(names)
    more = [name for name in names if name not in header and any(row.get(name) for row in (*rows, *changed.values()))]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=ending)
    if own and not more and not changed:
        out.write(text if text.endswith("\n") else text + ending)
    else:
        writer.writerow([*header, *more])
        for cells in own[1:]:
            new = changed.get(cells[0], {}) if cells else {}
            kept = dict(zip(header, cells, strict=False)) | dict(new)
            writer.writerow([kept.get(name, "") for name in (*header, *more)])
    for row in rows:
        writer.writerow([row.get(name, "") for name in (*header, *more)])
    mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    return mark + out.getvalue().encode("utf-8")


def _try(data_dir: Path, files: Mapping[Path, bytes], draft: str, cycle: str) -> None:
    """Read the register with the draft in it, in a copy, as the next board will."""
    with tempfile.TemporaryDirectory(prefix="eianalysis-accept-") as folder:
        copy = Path(folder) / "data"
        for part in ("recommendations", "cycles"):
            if (data_dir / part).is_dir():
                shutil.copytree(data_dir / part, copy / part, ignore=shutil.ignore_patterns(".*"))
        for place in {place for _, place in PLACES.values()} | {EVIDENCE_PLACE}:
            if (data_dir / place).is_file() and not (copy / place).is_file():
                (copy / place).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(data_dir / place, copy / place)
        for path, content in files.items():
            target = copy / path.relative_to(data_dir)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        try:
            read_files(copy)
            if data_dir / EVIDENCE_PLACE in files:
                load_evidence(load_cycle(cycle, data_dir=copy))
        except DataFaults as faults:
            raise DataFault(draft, WHAT, [Fault(f"{one.file}: {fault}", "") for one in faults.each for fault in one.faults], REMEDY) from None
        except DataFault as fault:
            raise DataFault(draft, WHAT, [Fault(f"{fault.file}: {one}", "") for one in fault.faults], REMEDY) from None


def _told(added: Added, reviewed: Reviewed, check: bool) -> list[str]:
    """What goes where; owners may be people's names and are only counted."""
    verb = "would be added" if check else "added"
    lines = [
        f"  {len(rows)} row{'s' if len(rows) != 1 else ''} {verb} to {_places()[name]}"
        for name, rows in [*((name, getattr(added, name)) for name in TABLES), ("evidence", reviewed.evidence)]
        if rows
    ]
    lines += [f"  {item}: its words {'would change' if check else 'changed'} with the paper's" for item in added.changed]
    named = sum(one["person"] == "Y" for one in added.owners)
    if named:
        lines.append(f"  {named} owner{'s' if named != 1 else ''} may be people's names; pages show a role instead: see owners.csv")
    raw = sum("title_as_written" in row["parse_flags"] for row in added.updates)
    if raw:
        lines.append(f"  {raw} items have the paper's own words as their title: write title_plain where pages should say it plainer")
    if added.passed:
        lines.append(f"  {added.passed} reports passed over: those items were reported at this board already")
    return lines

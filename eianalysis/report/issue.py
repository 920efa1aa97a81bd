"""``eianalysis issue``: seal a pack and enter its released tables in the ledger. From then on its readers know it.

The steps are in an order that a kill cannot spoil: the seal first (a sealed pack is not replaced by a run), then copies of
the tables, last the ledger in one step. Where a step is missing, ``issue`` said again goes on from there.
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from datetime import datetime, UTC
from pathlib import Path

from eianalysis.cycle import BoardCycle
from eianalysis.errors import RefusedError, UsageError
from eianalysis.issued import COLUMNS, KEPT, LEDGER, read_ledger
from eianalysis.provenance import json_bytes
from eianalysis.report.basis import issued_since, sha256
from eianalysis.report.notebooks import select
from eianalysis.report.place import ISSUED
from eianalysis.report.reasons import in_words, require_harmless
from eianalysis.report.verify_pack import require_intact, standing_pack
from eianalysis.wording.numbers import listed


def issue_cycle(cycle: BoardCycle, notebooks_dir: Path | None = None, why: str = "") -> list[str]:
    """Seal the pack of a cycle and enter it in ``outputs/ledger.csv``; lines to print.

    ``why`` is the reason of a correction: what is issued in the place of a pack that the board was given. Raises ``UsageError`` where
    there is no pack, or a reason where nothing is corrected, ``RefusedError`` where it is issued already, only part of a pack, or made
    before another pack was issued, and whatever ``verify`` finds: a pack that is not intact is not issued.
    """
    with standing_pack(cycle, notebooks_dir) as (manifest, folder):
        ledger, fingerprint = read_ledger(cycle.outputs_dir), sha256(cycle.folder / "manifest.json")
        if any(row["manifest_sha256"] == fingerprint for row in ledger) and (cycle.folder / ISSUED).exists():
            raise RefusedError(
                f"the pack of cycle {cycle.name} is issued already; `eianalysis run {cycle.name} --replace` makes a new one, which can be issued in its turn"
            )
        absent = [name for name in select(folder, cycle) if name not in manifest["notebooks"]]
        if absent:
            raise RefusedError(f"the pack of cycle {cycle.name} is only part of one, without {', '.join(absent)}: run the whole cycle before it is issued")
        since = issued_since(cycle, manifest)
        if since:
            raise RefusedError(
                f"since the pack of cycle {cycle.name} was made, {listed(since)} {'was' if len(since) == 1 else 'were'} issued, and what their readers can "
                f"work out from both was not looked at: `eianalysis run {cycle.name}` makes it again beside what was issued; then issue it"
            )
        require_intact(cycle, manifest, folder)
        before = any(row["cycle"] == cycle.name for row in ledger)
        if why and not before:
            raise UsageError(f"--why is the reason of a correction, and no pack of cycle {cycle.name} was issued before: leave it out")
        why = in_words(why) if why else ""
        if why:
            require_harmless(why, cycle, folder)
        seal = _seal(cycle, fingerprint, 1 + max((int(row["issue"]) for row in ledger if row["cycle"] == cycle.name), default=0))
        _keep_tables(cycle, seal["issue"])
        _enter(cycle, manifest, seal, ledger, why)
    tables = len(manifest["releases"])
    said = [f"The pack of cycle {cycle.name} is issued (issue {seal['issue']}): {tables} tables are in {LEDGER}."]
    return [*said, "It stands in the place of one that was issued, and the ledger has no reason: --why TEXT gives it."] if before and not why else said


def _seal(cycle: BoardCycle, fingerprint: str, number: int) -> dict:
    """The seal, new or as a stopped ``issue`` left it."""
    path = cycle.folder / ISSUED
    try:
        seal = json.loads(path.read_text(encoding="utf-8"))
        if seal["manifest_sha256"] == fingerprint and seal["issue"] == number:
            return seal
    except (OSError, ValueError, KeyError, TypeError):
        pass
    seal = {"cycle": cycle.name, "issue": number, "manifest_sha256": fingerprint, "issued_at": datetime.now(UTC).isoformat(timespec="seconds")}
    _write(path, json_bytes(seal))
    return seal


def _keep_tables(cycle: BoardCycle, number: int) -> None:
    kept = cycle.outputs_dir / KEPT / f"{cycle.name}.{number}"
    partial = kept.with_name(f".{kept.name}.{os.getpid()}")
    for old in kept.parent.glob(f".{kept.name}.*"):
        shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(kept, ignore_errors=True)  # of a stopped issue: the ledger does not name it yet
    shutil.copytree(cycle.folder / "tables", partial)
    partial.rename(kept)


def _enter(cycle: BoardCycle, manifest: dict, seal: dict, ledger: list[dict], why: str) -> None:
    sides = {entry["name"]: json.loads((cycle.folder / "tables" / f"{entry['name']}.json").read_text(encoding="utf-8")) for entry in manifest["releases"]}
    new = [
        {
            "cycle": cycle.name,
            "issue": seal["issue"],
            "issued_at": seal["issued_at"],
            "table": name,
            "measure": side["measure"],
            "shape": side["shape"],
            "profile": side["policy"]["profile"],
            "rows": side["rows"],
            "rows_hidden": side["rows_hidden"],
            "synthetic": str(side["synthetic"]).lower(),
            "csv_sha256": side["csv_sha256"],
            "manifest_sha256": seal["manifest_sha256"],
            "event": "issued",
            "why": why,
        }
        for name, side in sorted(sides.items())
    ]
    write_ledger(cycle.outputs_dir, [*ledger, *new])


def write_ledger(outputs_dir: Path, rows: list[dict]) -> None:
    """The whole ledger in one step."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    _write(outputs_dir / LEDGER, out.getvalue().encode())


def _write(path: Path, content: bytes) -> None:
    """The whole file or none of it."""
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.write_bytes(content)
    os.replace(partial, path)

"""``eianalysis withdraw``: tell that an issued table is not to be relied on, and why.

What was printed cannot be unprinted: the sealed pack stays as it was given, and whoever has read a figure knows it. So the table
stays among what was issued before, which no later table may give people away with; it is only quoted no more. The reason goes into
the ledger and into the next pack, so it is looked at like any other text that leaves: nothing of a person, and no small number of
people in words.
"""

from __future__ import annotations

from datetime import datetime, UTC
from pathlib import Path

from eianalysis.cycle import BoardCycle
from eianalysis.errors import RefusedError, UsageError, did_you_mean
from eianalysis.issued import LEDGER, WITHDRAWN, read_ledger
from eianalysis.report.basis import sha256
from eianalysis.report.issue import write_ledger
from eianalysis.report.place import ISSUED
from eianalysis.report.reasons import in_words, require_harmless
from eianalysis.report.verify_pack import standing_pack


def withdraw_table(cycle: BoardCycle, table: str, why: str, notebooks_dir: Path | None = None) -> list[str]:
    """Enter in the ledger that a table of the issued pack is withdrawn; lines to print.

    Raises ``UsageError`` for a table the pack has not or a reason that is none, ``RefusedError`` where the pack is a draft or the
    table is withdrawn already, ``DisclosureError`` where the reason tells of people.
    """
    why = in_words(why)
    with standing_pack(cycle, notebooks_dir) as (_, folder):
        ledger, fingerprint = read_ledger(cycle.outputs_dir), sha256(cycle.folder / "manifest.json")
        rows = [row for row in ledger if row["cycle"] == cycle.name and row["manifest_sha256"] == fingerprint]
        if not rows or not (cycle.folder / ISSUED).exists():
            raise RefusedError(f"the pack of cycle {cycle.name} is a draft: nobody was given it. `eianalysis run {cycle.name}` makes it again")
        found = {row["table"]: row for row in rows if row["event"] != WITHDRAWN}
        if table not in found:
            raise UsageError(f"the pack of cycle {cycle.name} has no table '{table}'; {did_you_mean(table, sorted(found))}")
        if any(row["table"] == table and row["event"] == WITHDRAWN for row in rows):
            raise RefusedError(f"{table} of cycle {cycle.name} is withdrawn already; {LEDGER} says why")
        require_harmless(why, cycle, folder)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        write_ledger(cycle.outputs_dir, [*ledger, {**found[table], "issued_at": now, "event": WITHDRAWN, "why": why}])
    return [
        f"{table} of cycle {cycle.name} (issue {found[table]['issue']}) is withdrawn, and {LEDGER} says why.",
        "The sealed pack stays as it was given: tell those who have it. The next pack says it too.",
        f"To correct it: `eianalysis run {cycle.name} --replace`, then `eianalysis issue {cycle.name} --why TEXT`.",
    ]

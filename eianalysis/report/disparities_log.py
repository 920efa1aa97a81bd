"""``eianalysis disparities``: a row in disparities.csv for each clear difference of a pack that has no entry, for the analyst to fill.

Rows are only added. An answer on record and a row that waits for one stay as they are, so entries go from board to board.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.errors import UsageError
from eianalysis.evidence.binding import id_of
from eianalysis.evidence.disparities import ANSWER, KEY, PLACE, load_disparities, parts, with_overdue
from eianalysis.register.files import cells_of, read_csv_text
from eianalysis.register.atomic_write import write_together
from eianalysis.report.explain_or_reform import NAME, NO_ENTRY, STANDS
from eianalysis.report.released_tables import read_table, texts
from eianalysis.schema.evidence import ANSWERS, DISPARITIES
from eianalysis.wording.numbers import count

JOURNAL = ".disparities.json"
FIRST_ROW = 2


def ask_for_answers(cycle: BoardCycle, *, check: bool = False) -> list[str]:
    """Add a row for each clear difference of the cycle's pack that nobody answered and no row waits for; lines to print.

    With ``check`` nothing is written.

    Raises
    ------
    UsageError
        Where the cycle is not a board's, or has no pack.
    DataFault
        Where disparities.csv has a fault: it is told before anything is added.
    """
    asked = _without_entry(cycle)
    log = load_disparities(cycle)
    path = cycle.data_dir / PLACE
    before = path.read_bytes() if path.is_file() else None
    text = None if before is None else read_csv_text(path)[0]
    own = pd.DataFrame(columns=list(DISPARITIES.names)) if text is None else cells_of(text, DISPARITIES)
    rows = own.to_dict("records")
    new = [row for row in asked if not any(_covers(each, row) for each in rows)]
    first = FIRST_ROW if text is None or not len(text) else int(text.index.max()) + 1
    if new and not check:
        content = _added(before, list(DISPARITIES.names if text is None else text.columns), new, cycle.name)
        write_together({path: content}, {path: before}, cycle.data_dir / JOURNAL)
    waiting = sum(all(not each[name] for name in ANSWER) for each in rows)
    return [*_said_of_new(new, first, cycle, check), *_said_of_old(waiting, log.frame, cycle)]


def _without_entry(cycle: BoardCycle) -> list[Mapping[str, str]]:
    """The rows of the pack's own table that have no entry, in its order: as on the front, then by weight."""
    if not cycle.for_board:
        raise UsageError(f"{cycle.name} is {cycle.of_kind.called}, and boards are asked about differences: name a board cycle")
    folder = cycle.folder / "tables"
    if not folder.is_dir():
        raise UsageError(f"cycle {cycle.name} has no pack to take its clear differences from: `eianalysis run {cycle.name}` makes it")
    path = folder / f"{NAME}.csv"
    if not path.is_file():
        return []
    rows = texts(read_table(path).rows)
    return rows[rows["answer"].eq(NO_ENTRY) & rows["state"].eq(STANDS)].astype(str).to_dict("records")


def _covers(entry: Mapping[str, str], row: Mapping[str, str]) -> bool:
    """Whether a row of the log is of this difference: of this very part, or of every part of its measure."""
    same = all(entry[name].casefold() == row[name].casefold() for name in KEY[2:])
    return same and id_of(entry["measure"]) == row["measure"] and parts(entry["part"]) <= parts(row["part"])


def _added(before: bytes | None, headings: list[str], new: list[Mapping[str, str]], cycle: str) -> bytes:
    """The file with these rows after its own, which keep every byte; each cell under the heading that the file has for it."""
    end = "\r\n" if before and b"\r\n" in before else "\n"
    places = DISPARITIES.find(headings)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=end)
    if before is None:
        writer.writerow(headings)
    for row in new:
        said = {**{name: row[name] for name in KEY}, "first_seen": cycle}
        cells = {places[name][0]: cell for name, cell in said.items() if name in places}
        writer.writerow([cells.get(heading, "") for heading in headings])
    old = before or b""
    return old + (end.encode() if old and not old.endswith(b"\n") else b"") + out.getvalue().encode("utf-8")


def _said_of_new(new: list[Mapping[str, str]], first: int, cycle: BoardCycle, check: bool) -> list[str]:
    if not new:
        return [f"Every clear difference in the pack of {cycle.name} has an entry in {PLACE}, or a row that waits for one: nothing was added."]
    done = "would be added" if check else "added"
    said = [f"{PLACE}: {count(len(new))} row{'' if len(new) == 1 else 's'} {done}, one for each clear difference without an entry."]
    said += [f"  row {first + at}: {row['what']} ({row['measure']})" for at, row in enumerate(new)]
    if cycle.demo:
        said.append("The force of this cycle is invented, and so are its differences: keep no answer to them beside a register of real papers.")
    if not check:
        said.append(
            f"Fill {', '.join(ANSWER)} in each (answer: {' or '.join(ANSWERS)}), and published where the public can read it. "
            f"Until then it counts as without an entry; `eianalysis check {cycle.name}` tells of a row that is half filled."
        )
    return said


def _said_of_old(waiting: int, answers: pd.DataFrame, cycle: BoardCycle) -> list[str]:
    said = []
    if waiting:
        said.append(f"{count(waiting)} row{'' if waiting == 1 else 's'} {'waits' if waiting == 1 else 'wait'} for an answer since an earlier time.")
    if len(answers):
        late = int(with_overdue(answers, cycle)["overdue"].sum())
        past = f"; {count(late)} {'is' if late == 1 else 'are'} past the day of review" if late else ""
        said.append(f"{count(len(answers))} answer{' is' if len(answers) == 1 else 's are'} on record and stay{'s' if len(answers) == 1 else ''}{past}.")
    return said

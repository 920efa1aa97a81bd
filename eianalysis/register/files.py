"""The register's own files: read as text, fitted to their declarations, checked against one another.

Every fault of every file is gathered before anything is refused, so that one run shows all there is to mend.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from eianalysis.errors import DataFault, DataFaults, Fault
from eianalysis.register import consistency
from eianalysis.schema.columns import Table
from eianalysis.schema.register import LISTS, OWNERS, PROGRAMMES, REGISTER, UPDATES, WORKSTREAMS
from eianalysis.schema.validate import validate
from eianalysis.sources.content import check_width
from eianalysis.sources.source import Source
from eianalysis.vocabulary.showable import NO_SHOW, showable

REMEDY = "Correct the file; updates.csv is only ever added to."
#: Where each table lies below the data folder.
PLACES: Mapping[str, tuple[Table, str]] = {
    "register": (REGISTER, "recommendations/register.csv"),
    "updates": (UPDATES, "recommendations/updates.csv"),
    "owners": (OWNERS, "recommendations/owners.csv"),
    "programmes": (PROGRAMMES, "reference/programmes.csv"),
    "workstreams": (WORKSTREAMS, "recommendations/workstreams.csv"),
    "lists": (LISTS, "recommendations/lists.csv"),
}
OPTIONAL = ("workstreams", "lists")  # a register may have no highlight reports, and no words of its own
SYNTHETIC_UPDATES = "synthetic/updates.csv"
#: Stands while several files are put in place as one step.
JOURNAL = ".accepting.json"


@dataclass(frozen=True)
class RegisterFiles:
    """The typed tables of the register and the record of the files they came from."""

    register: pd.DataFrame
    updates: pd.DataFrame
    owners: pd.DataFrame
    programmes: pd.DataFrame
    workstreams: pd.DataFrame
    lists: pd.DataFrame
    sources: tuple[Source, ...]


def read_csv_text(path: Path) -> tuple[pd.DataFrame, str]:
    """A CSV file's cells as text, and its sha256; rows are numbered as a person counts them (the header is row 1)."""
    content = path.read_bytes()
    check_width(content.partition(b"\n")[0].count(b",") + 1, path.name)
    try:
        frame = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False, na_filter=False, encoding="utf-8-sig", skip_blank_lines=False)
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise DataFault(
            path.name, "a table of the register", [Fault(f"it cannot be read as CSV ({error})", "save it as CSV, UTF-8, with its heading row")]
        ) from None
    frame.index = pd.RangeIndex(2, 2 + len(frame), name="row")
    frame = frame[(frame != "").any(axis=1)]
    return frame, hashlib.sha256(content).hexdigest()


def read_files(data_dir: Path, *, synthetic_updates: bool = False) -> RegisterFiles | None:
    """Read and check the register's files; None where there is no register at all.

    ``synthetic_updates`` adds the invented history of ``data/synthetic/updates.csv``, each row marked ``synthetic``.

    Raises
    ------
    DataFault
        Listing every fault of every file: duplicate ids, unknown items, owners, programmes or words, cycles going back.
    """
    if (data_dir / JOURNAL).is_file():
        raise DataFault(
            PLACES["register"][1],
            "a whole register",
            [Fault("a draft was being accepted and the step was cut short", "run `eianalysis accept` with any draft: it completes that first")],
            "Complete it.",
        )
    if not (data_dir / PLACES["register"][1]).is_file():
        return None
    found: dict[str, pd.DataFrame] = {}
    sources: list[Source] = []
    faults: list[DataFault] = []
    reported = with_own_statuses(data_dir)
    wanted = [
        (name, reported if table is UPDATES else table, place, "real")
        for name, (table, place) in PLACES.items()
        if name not in OPTIONAL or (data_dir / place).is_file()
    ]
    if synthetic_updates and (data_dir / SYNTHETIC_UPDATES).is_file():
        wanted.append(("synthetic", reported, SYNTHETIC_UPDATES, "synthetic"))
    for name, table, place, state in wanted:
        try:
            frame, sha256 = read_one(data_dir / place, table, place)
        except DataFault as fault:
            faults.append(fault)
            continue
        found[name] = frame.assign(update_basis=state) if table is reported else frame
        sources.append(Source(table.name, place, sha256, len(frame), state))
    for name, table, place, _ in wanted:
        wrong = consistency.between_files(name, found, data_dir / "cycles") if name in found else []
        if wrong:
            faults.append(DataFault(place, f"the {table.name} table", wrong, REMEDY))
    if faults:
        raise faults[0] if len(faults) == 1 else DataFaults(faults)
    updates = consistency.with_dates(pd.concat([found[name] for name in ("updates", "synthetic") if name in found], ignore_index=True))
    return RegisterFiles(
        found["register"],
        updates,
        found["owners"],
        found["programmes"],
        *(found.get(table.name, pd.DataFrame(columns=list(table.names))) for table in (WORKSTREAMS, LISTS)),
        tuple(sources),
    )


def owners_of(data_dir: Path) -> pd.DataFrame:
    """The owners' names to replace in texts; none where there is no such file, or it has faults, which its own loader tells."""
    table, place = PLACES["owners"]
    try:
        return read_one(data_dir / place, table, place)[0]
    except DataFault:
        return pd.DataFrame({name: pd.Series(dtype=object) for name in table.names})


def with_own_statuses(data_dir: Path) -> Table:
    """The table of updates, with this force's own words for a status (lists.csv) read as the statuses they stand for."""
    path = data_dir / PLACES["lists"][1]
    if not path.is_file():
        return UPDATES
    try:
        lists, _ = read_one(path, LISTS, PLACES["lists"][1])
    except DataFault:  # told where that file itself is checked
        return UPDATES
    own = lists[(lists["list"] == "status") & lists["reads_as"].notna()]
    status = replace(UPDATES["status"], also=dict(zip(own["word"], own["reads_as"], strict=True)))
    return replace(UPDATES, columns=tuple(status if column.name == "status" else column for column in UPDATES.columns))


def cells_of(text: pd.DataFrame, table: Table) -> pd.DataFrame:
    """The cells of a file as text under the names of the table's columns; what it leaves out is empty."""
    places = table.find(text.columns)
    return pd.DataFrame({name: text[places[name][0]].str.strip() if name in places else "" for name in table.names}, index=text.index)


def said_again(own: pd.DataFrame, key: Callable[[dict], tuple]) -> Iterable[tuple[int, int]]:
    """Each row whose key an earlier row has, and the first that has it."""
    first: dict[tuple, int] = {}
    for row, each in zip(own.index.astype(int), own.to_dict("records"), strict=True):
        if (at := first.setdefault(key(each), row)) != row:
            yield row, at


def read_with(path: Path, table: Table, place: str, faults: list[Fault], remedy: str) -> tuple[pd.DataFrame, str]:
    """As ``read_one``; ``faults`` that were found besides are told together with those of the columns."""
    try:
        found = read_one(path, table, place)
    except DataFault as fault:
        raise DataFault(place, fault.what, [*fault.faults, *faults], remedy) from None
    if faults:
        raise DataFault(place, f"the {table.name} table", faults, remedy)
    return found


def read_one(path: Path, table: Table, place: str) -> tuple[pd.DataFrame, str]:
    if not path.is_file():
        raise DataFault(place, f"the {table.name} table", [Fault("the file is missing", "the register needs it")], "Put it back.")
    text, sha256 = read_csv_text(path)
    odd = [
        Fault(f"it holds {NO_SHOW}", "type the text anew", row=int(row), column=column)
        for column in text.columns
        for row in text.index[text[column].map(lambda cell: not showable(cell))]
    ]
    if odd:
        raise DataFault(place, f"the {table.name} table", odd, REMEDY)
    places = table.find(text.columns)
    left_out = {column.name: "" for column in table.columns if column.name not in places and not column.required}
    try:
        frame = validate(text.assign(**left_out), table, file=place)
    except DataFault as fault:  # the remedy of an HR extract is not the remedy here
        raise DataFault(fault.file, fault.what, fault.faults, REMEDY) from None
    return frame[list(table.names)], sha256

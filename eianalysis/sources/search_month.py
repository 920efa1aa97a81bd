"""One month file of data.police.uk as rows of text in our columns, each search once."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Collection, Sequence

import pandas as pd

from eianalysis.errors import DataFault, Fault
from eianalysis.schema import TABLES
from eianalysis.schema.faults import heading_faults
from eianalysis.sources.content import check_width, decoded
from eianalysis.sources.months import Month
from eianalysis.sources.source import Source
from eianalysis.sources.duplicate_searches import counted_once

TABLE = TABLES["stop_search"]
#: The columns of the files themselves; the rest of the table is made from them.
READ = tuple(column.name for column in TABLE.columns if not column.derived)
LARGE = 20_000_000  # characters from which keeping each distinct word once saves more time and memory than it costs
AGAIN = "fetch the file again from data.police.uk"


def read_month(month: Month, state: str, note: str) -> tuple[pd.DataFrame, Source]:
    """One month's rows as text in our columns, and its source. Raises ``DataFault`` naming the file."""
    name = month.file.name
    text, _ = decoded(month.content, name)
    found = cells_of(_first_line(text))
    check_width(len(found), name)
    ours, faults = headings_of(found)
    if faults:
        raise DataFault(name, "the stop_search table", faults, "Fetch the file again from data.police.uk.")
    frame = _rows(text, name, found, ours["searched_at"])[list(ours.values())].set_axis(list(ours), axis=1).reindex(columns=list(READ), fill_value="")
    total = len(frame)
    kept, set_aside, flags, faults = counted_once(frame)
    if faults:
        raise DataFault(name, "the stop_search table", faults)
    for repeat in month.repeats:
        flags.append((f"the same rows were also given as {repeat}: counted once", total))
    if not total:
        flags.append((f"{name} has no rows: a month without searches, or one that was not sent", 0))
    else:
        flags += blank_throughout([column for column in ours if (kept[column] == "").all()], total)
    kept = kept.assign(
        duplicate=kept.duplicated().to_numpy(), force=month.file.force, source_file=name, source_row=kept.index + 2, file_month=month.file.month or ""
    )
    return kept, Source("stop_search", name, month.sha256, total, state, tuple(set_aside), tuple(flags), note, month.file.force or "")


def headings_of(found: Sequence[str]) -> tuple[dict[str, str], list[Fault]]:
    """Of the columns that are read the heading that each has in a file, and what is wrong with the headings."""
    places = {column: names[:1] for column, names in TABLE.find(found).items()}  # one publisher: no two headings of one column
    faults = heading_faults(pd.DataFrame(columns=found), TABLE, places, {})
    return {column: names[0] for column, names in places.items() if column in READ}, faults


def blank_throughout(columns: Collection[str], rows: int) -> list[tuple[str, int]]:
    """What is told of a file's columns that are blank in all its rows; most searches are of no operation that has a name."""
    return [(f"'{TABLE[column].aliases[0]}' is blank throughout the file", rows) for column in READ if column in columns and column != "operation"]


def _first_line(text: str) -> str:
    return re.match(r"[^\r\n]*", text)[0]


def cells_of(line: str) -> list[str]:
    """The cells of one line; one that is no CSV is one cell."""
    try:
        return next(csv.reader([line]), [])
    except csv.Error:
        return [line]


def _rows(text: str, file: str, found: list[str], moment: str) -> pd.DataFrame:
    """The rows as text; a row with too many cells, or a last row with too few, means a damaged file."""
    body = text.rstrip("\r\n")
    last = body[max(body.rfind("\n"), body.rfind("\r")) + 1 :] if "\n" in body or "\r" in body else ""
    kind = "category" if len(text) > LARGE else object
    kinds = {name: object if name == moment else kind for name in found}  # nearly every moment is another word
    found = "a row has more cells than there are headings"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            frame = pd.read_csv(io.BytesIO(text.encode()), dtype=kinds, na_filter=False, index_col=False, low_memory=False)
        if not last or len(cells_of(last)) == len(frame.columns):
            _no_row_swallowed(frame, body, file)
            return frame
        found = "the last row is cut short"
    except pd.errors.ParserWarning:
        pass
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        found = f"a row does not fit its headings ({error})".replace("\n", "")
    raise DataFault(file, "the stop_search table", [Fault(found, AGAIN)])


def _no_row_swallowed(frame: pd.DataFrame, body: str, file: str) -> None:
    """Refuse a cell of several lines: the publisher writes none, so a quotation mark has swallowed rows."""
    if len(frame) + 1 >= body.count("\n") + (body.count("\r") if "\n" not in body else 0) + 1:
        return
    for name in frame:
        several = frame.index[frame[name].astype(str).str.contains(r"[\r\n]")]
        if len(several):
            raise DataFault(
                file,
                "the stop_search table",
                [
                    Fault(
                        "a quotation mark opens in this row and closes rows later, so whole rows stand in one cell", AGAIN, row=int(several[0]) + 2, column=name
                    )
                ],
            )

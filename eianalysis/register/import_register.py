"""``read_register`` and ``import-register``: somebody else's register or paper, as a draft for review."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from eianalysis.errors import DataFault, RefusedError
from eianalysis.register.files import PLACES, read_csv_text
from eianalysis.register.read.table import draft_table, read_papers, report
from eianalysis.register.write import write_whole
from eianalysis.sources.content import fingerprint
from eianalysis.sources.source import Source
from eianalysis.sources.typed import TypedTable

#: A spreadsheet takes a cell that begins with one of these for a formula; an apostrophe before it prevents that.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
DAYS = ("made_on", "date_start", "date_end")


def read_register(*paths: str | Path, mapping: str | Path | None = None, prefix: str = "") -> TypedTable:
    """Read papers or workbooks of recommendations that nobody has reviewed yet, as a table to ask questions of.

    Parameters
    ----------
    *paths : the files: Word, HTML, text, markdown or Excel.
    mapping : a TOML file that says which column is what, for one workbook or CSV; see docs/register.md.
    prefix : what the ids begin with, for one paper.

    Returns
    -------
    TypedTable
        ``draft_register``: one row an item with its place in the file, words, owner, date as written and as read,
        response, confidence and flags. Nothing is written.

    Examples
    --------
    >>> drafts = read_register("plan.docx", prefix="NEW")                                         # doctest: +SKIP
    >>> ei.acceptance(drafts)                                                                     # doctest: +SKIP
    """
    read = read_papers(paths, prefix=prefix, mapping=mapping)
    frame = draft_table(read)
    for column in DAYS:
        frame[column] = pd.to_datetime(frame[column]).astype("datetime64[s]")
    texts = [name for name in frame if name not in DAYS]
    frame[texts] = frame[texts].astype("str")
    sources = tuple(
        Source("draft_register", path.name, fingerprint(path.read_bytes()), len(reading.items), "real",
               set_aside=tuple((what.removeprefix("set aside: "), count) for what, count in reading.notes
                               if what.startswith("set aside")),
               flags=tuple((what, count) for what, count in reading.notes if not what.startswith("set aside")))
        for path, reading in read)
    groupings = {name: (name,) for name in ("owner_role", "workstream", "kind", "response")}
    return TypedTable("draft_register", frame, sources, groupings)


def import_register(paths: Sequence[str], out: str | Path, *, data_dir: Path | None = None, prefix: str = "",
                    mapping: str | None = None) -> list[str]:
    """Write the draft register of the papers to a new CSV file; returns the report in lines.

    Raises
    ------
    RefusedError
        Where the file is there already: a review somebody has begun is not overwritten.
    """
    out = Path(out)
    if out.exists():
        raise RefusedError(f"{out.name} is there already, perhaps with somebody's review in it; name another with --out")
    register, owners = _known(data_dir)
    read = read_papers(paths, prefix=prefix, mapping=mapping, register=register)
    table = draft_table(read, register=register, owners=owners)
    text = table.map(_safe).to_csv(index=False, lineterminator="\n")
    write_whole(out, text.encode("utf-8-sig"))  # spreadsheets know UTF-8 by its mark
    return [*report(read, table), f"{len(table)} items written to {out.name}: review them, give each a title_plain, and "
            "add those that are right to recommendations/register.csv (docs/next-review.md says how)"]


def _known(data_dir: Path | None) -> tuple[pd.DataFrame | None, pd.DataFrame | None]:
    """The register and the owners, where there are any; their own faults do not stand in a draft's way."""
    found = []
    for name in ("register", "owners"):
        path = data_dir / PLACES[name][1] if data_dir else None
        try:
            found.append(read_csv_text(path)[0] if path is not None and path.is_file() else None)
        except DataFault:
            found.append(None)
    return found[0], found[1]


def _safe(value: object) -> object:
    if value is None or value is pd.NaT:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value

"""``read_table``: a CSV or XLSX file as it comes becomes a frame of text, with the facts about the file.

Nothing is interpreted here but the layout: where the headings are, what is a title above them, what is a total below.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pandas as pd

from eianalysis.errors import DataFault, Fault, UsageError, did_you_mean
from eianalysis.sources import layout
from eianalysis.sources.content import decoded, fingerprint, not_office, unreadable, unzipped

#: Endings of the files that can be a table.
ENDINGS = (".csv", ".csv.gz", ".tsv", ".txt", ".xlsx", ".xlsm")
DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True, repr=False)
class ReadTable:
    """A file's table as text. The frame's index, named ``row``, is the row as a person counts in that file or sheet."""

    frame: pd.DataFrame
    file: str
    sha256: str
    header_row: int
    encoding: str = ""
    sheet: str = ""
    rows: int = 0  # rows below the headings, blank ones not counted
    set_aside: tuple[tuple[str, int], ...] = ()
    flags: tuple[tuple[str, int], ...] = field(default=())

    def __repr__(self) -> str:
        return f"<ReadTable {self.file}: {len(self.frame)} rows, {len(self.frame.columns)} columns>"


def read_table(path: str | Path, *, sheet: str | None = None, known: Collection[str] = (),
               name: str | None = None, rowless: bool = False, heading_row: tuple[int, int] | None = None,
               foot_rows: int | None = None) -> ReadTable:
    """Read a CSV, CSV.GZ or XLSX file as text, exactly as it comes.

    Parameters
    ----------
    path : the file. CSV may be UTF-8, UTF-16 or Windows-1252, separated by comma, semicolon, tab or bar.
    sheet : sheet of a workbook; the first one with known headings where not said.
    known : headings to look for (as ``schema.heading`` compares them), so that titles above them are passed over.
    name : how the file is called in messages and sources; its own name if not given.
    rowless : whether headings without rows are a table too, as of events of which there were none.
    heading_row : first and last row with headings, as a person counts, where they are told and not looked for.
    foot_rows : how many filled rows at the foot are no rows of the table; total and closing lines where not told.

    Raises ``DataFault`` with one clear message for an empty, binary, damaged or password-protected file, and for one
    with headings and no rows, unless ``rowless``.
    """
    path = Path(path)
    name = name or path.name
    if not path.is_file():
        raise UsageError(f"there is no file {name}")
    content = path.read_bytes()
    ending = path.name.lower().removesuffix(".gz").rpartition(".")[2]
    facts = {"file": name, "sha256": fingerprint(content)}
    if not content:
        raise unreadable(name, "the file is empty", "export it again; a table without rows still has its headings")
    if ending in ("xlsx", "xlsm", "xls"):
        return _from_workbook(content, name, sheet, known, facts, rowless, heading_row, foot_rows)
    if sheet is not None:
        raise UsageError(f"{name} is no workbook, so it has no sheet '{sheet}'")
    text, encoding = decoded(unzipped(content, name), name)
    return replace(_table(_rows(text, name), known, facts, rowless, heading_row, foot_rows), encoding=encoding)


def _rows(text: str, file: str) -> list[list[str]]:
    lines = text.splitlines()
    declared = lines[0].strip().lower() if lines else ""
    delimiter = declared[4:] if declared.startswith("sep=") and len(declared) == 5 else _delimiter(text)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise unreadable(file, f"it cannot be read as CSV ({error})", "export it again as CSV") from None
    return [[], *rows[1:]] if declared.startswith("sep=") else rows


def _delimiter(text: str) -> str:
    """The sign that splits the first lines into the most, and equally many, cells."""
    def score(delimiter):
        widths = [len(row) for row in csv.reader(io.StringIO(text[:20_000], newline=""), delimiter=delimiter) if row]
        widths = widths[:-1] or widths  # the last one may be cut
        usual = max(set(widths), key=widths.count) if widths else 1
        return (usual > 1, widths.count(usual) * (usual - 1), -DELIMITERS.index(delimiter))
    return max(DELIMITERS, key=score)


def _from_workbook(content: bytes, file: str, sheet: str | None, known: Collection[str], facts: dict,
                   rowless: bool, heading_row: tuple[int, int] | None, foot_rows: int | None) -> ReadTable:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    if wrong := not_office(content, ".xlsx"):
        raise unreadable(file, *wrong)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = list(book.sheet_names)
        wanted = names if sheet is None else [sheet]
        if sheet is not None and sheet not in names:
            raise UsageError(f"{file} has no sheet '{sheet}'; {did_you_mean(sheet, names)}")
        sheets = {name: [[_cell(cell) for cell in row] for row in
                         book.get_sheet_by_name(name).to_python(skip_empty_area=False)] for name in wanted}
    except (CalamineError, PasswordError, OSError, ValueError) as error:
        raise unreadable(file, f"the workbook is damaged ({type(error).__name__})", "open and save it again") from None
    best = max(sheets, key=lambda name: (layout.score(sheets[name], known), -wanted.index(name)))
    flags = ()
    if sheet is None and len(names) > 1:
        flags = ((f"the workbook has {len(names)} sheets; '{best}' was read", 0),)
    return replace(_table(sheets[best], known, facts, rowless, heading_row, foot_rows), sheet=best, flags=flags)


def _cell(value: object) -> str:
    """A cell of a workbook as text: dates as ISO, whole numbers without '.0'."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, (date, time, timedelta)):
        return str(value)
    return "" if value is None else str(value)


def _table(rows: list[list[str]], known: Collection[str], facts: dict, rowless: bool,
           heading_row: tuple[int, int] | None = None, foot_rows: int | None = None) -> ReadTable:
    top = layout.header_row(rows, known) if heading_row is None else heading_row[1] - 1
    if top is None:
        raise unreadable(facts["file"], "the file is empty", "export it again")
    if top >= len(rows):
        raise unreadable(facts["file"], f"it has no row {top + 1}, which its mapping names for the headings", "correct heading_row")
    headings = layout.headings(layout.joined(rows[top if heading_row is None else heading_row[0] - 1:top + 1]), rows[top + 1:])
    body = [(number, row) for number, row in enumerate(rows[top + 1:], start=top + 2) if layout.filled(row)]
    if not body and not rowless:
        raise DataFault(facts["file"], "any table", [Fault("it has headings but no rows",
                        "export it again; if nobody is in it, take the file away, and the table is absent")], "Replace the file.")
    if foot_rows is None:
        body, totals = layout.without_foot(body, least=0 if rowless else 1)
    else:
        totals = min(foot_rows, len(body))
        body = body[:len(body) - totals]
    wide = [number for number, row in body if layout.filled(row[len(headings):])]
    if wide:
        some = ", ".join(str(number) for number in wide[:6]) + (", …" if len(wide) > 6 else "")
        raise DataFault(facts["file"], "its own headings", [Fault(
            f"more cells than there are headings ({len(headings)}), in rows {some}",
            "a comma inside a value must be in quotation marks", row=wide[0])])
    kept = [place for place, word in enumerate(headings) if word is not None]
    cells = [[(row[place] if place < len(row) else "") for place in kept] for _, row in body]
    frame = pd.DataFrame(cells, columns=[headings[place] for place in kept], dtype=object,
                         index=pd.Index([number for number, _ in body], name="row", dtype="int64"))
    set_aside = (("total or closing lines at the foot", totals),) if totals else ()
    return ReadTable(frame, **facts, header_row=top + 1, rows=len(body) + totals, set_aside=set_aside)

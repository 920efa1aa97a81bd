"""``read_table``: a file as it comes becomes a frame of text, with the facts about the file.

Nothing is interpreted here but the layout: where the headings are, what is a title above them, what is a total below.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from eianalysis.errors import DataFault, Fault, UsageError
from eianalysis.sources import csv_text, layout, parquet, workbook
from eianalysis.sources.content import MOST_TEXT, check_width, decoded, fingerprint, unreadable, unzipped
from eianalysis.sources.workbook import Book, Sheet

#: Endings of the files that can be a table.
ENDINGS = (".csv", ".csv.gz", ".tsv", ".txt", *(f".{ending}" for ending in workbook.ENDINGS), ".parquet")
#: Two sheets with as many known headings as this, and the same number, are two parts of one table or two versions of it.
ENOUGH_HEADINGS = 3
#: A sheet that has so large a part of the other's known headings may be another part of the same table: last year's, say.
LIKE = 0.8


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


def read_table(
    path: str | Path,
    *,
    sheet: str | None = None,
    known: Collection[str] = (),
    name: str | None = None,
    rowless: bool = False,
    heading_row: tuple[int, int] | None = None,
    foot_rows: int | None = None,
    also_read: Collection[str] = (),
    extract: bool = False,
) -> ReadTable:
    """Read a CSV file, a workbook or a parquet file as text, exactly as it comes.

    Parameters
    ----------
    path : the file: .csv (UTF-8, UTF-16 or Windows-1252, separated by comma, semicolon, tab or bar), .csv.gz, .xlsx, .xlsm,
        .xlsb, .xls, .ods or .parquet (with DuckDB installed).
    sheet : sheet of a workbook; where not said, the visible one with the most known headings.
    known : headings to look for (as ``schema.heading`` compares them), so that titles above them are passed over.
    name : how the file is called in messages and sources; its own name if not given.
    rowless : whether headings without rows are a table too, as of events of which there were none.
    heading_row : first and last row with headings, as a person counts, where they are told and not looked for.
    foot_rows : how many filled rows at the foot are no rows of the table; total and closing lines where not told.
    also_read : sheets of the workbook that are read as something else, so not told as unread.
    extract : whether rows that are the headings again are set aside, and those that are other headings refused; else they are rows.

    Raises ``DataFault`` with one clear message for an empty, binary, damaged or password-protected file, for one that would
    take more than about 1 GB, for two sheets that could both be meant, and for one with headings and no rows, unless
    ``rowless``. Failed cells of a workbook are kept as what they say (``#N/A``); merged cells give their value to every row
    they cover; hidden and struck rows are read like the others and flagged.
    """
    path = Path(path)
    name = name or path.name
    if not path.is_file():
        raise UsageError(f"there is no file {name}")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise unreadable(name, f"it cannot be opened ({type(error).__name__})", "see whether it may be read, and is on this machine") from None
    ending = path.name.lower().removesuffix(".gz").rpartition(".")[2]
    facts = {"file": name, "sha256": fingerprint(content)}
    said = {"rowless": rowless, "heading_row": heading_row, "foot_rows": foot_rows, "extract": extract}
    if not content:
        raise unreadable(name, "the file is empty", "export it again; a table without rows still has its headings")
    if ending in workbook.ENDINGS:
        return _from_workbook(content, name, sheet, known, facts, also_read, said)
    if sheet is not None:
        raise UsageError(f"{name} is no workbook, so it has no sheet '{sheet}'")
    if ending == "parquet":
        return _table(parquet.rows_of(content, name), known, facts, **said)
    text, encoding = decoded(unzipped(content, name, MOST_TEXT), name)
    rows = csv_text.rows_of(text, name)
    del content, text  # what its rows are made of is not held while the table is made of them
    return replace(_table(rows, known, facts, **said), encoding=encoding)


def _from_workbook(content: bytes, file: str, sheet: str | None, known: Collection[str], facts: dict, also_read: Collection[str], said: dict) -> ReadTable:
    """The sheet asked for, or the one with the most known headings; two that have as many are for a person to choose from."""
    book = Book(content, file)
    if sheet is None:
        sheet = _sheet_meant(book, known)
    return _of_sheet(book.sheet(sheet), book, known, facts, also_read, said)


def _sheet_meant(book: Book, known: Collection[str]) -> str:
    """The visible sheet with the most known headings, a hidden one where no other has any. Two alike are for a person to choose."""
    seen = [name for name in book.names if name not in book.hidden]
    for names in (seen, book.names):
        heads = {name: book.sheet(name, layout.SEARCHED).rows for name in names}
        scores = {name: layout.score(rows, known) for name, rows in heads.items()}
        if any(scores.values()):
            break
    best = max(heads, key=lambda name: (scores[name], any(map(layout.filled, heads[name]))))
    like = [name for name in heads if scores[name] >= max(LIKE * scores[best], ENOUGH_HEADINGS) and layout.has_rows(heads[name], known)]
    if scores[best] >= ENOUGH_HEADINGS and len(like) > 1:
        both = ", ".join(f"'{name}'" for name in like)
        same = "the same" if len({scores[name] for name in like}) == 1 else "nearly the same"
        raise unreadable(
            book.file,
            f"its sheets {both} have {same} headings",
            f'say in mapping.toml which one is read, as sheet = "{like[0]}"; where all are meant, give each a [[table]] of its own',
        )
    return like[0] if scores[best] >= ENOUGH_HEADINGS and like else best


def _of_sheet(sheet: Sheet, book: Book, known: Collection[str], facts: dict, also_read: Collection[str], said: dict) -> ReadTable:
    """The table of a sheet, with what a person at the screen would have seen of it."""
    made = _table(sheet.rows, known, facts, merged=sheet.formatting.merged, **said)
    others = [f"'{name}' (hidden)" if name in book.hidden else f"'{name}'" for name in book.names if name != sheet.name and name not in also_read]
    flags = [(f"sheet '{sheet.name}' was read; not read: {', '.join(others)}", 0)] if others else []
    if not sheet.visible:
        flags.append(("the sheet that was read is hidden in the workbook", 0))
    return replace(made, sheet=sheet.name, flags=(*flags, *sheet.formatting.notes(set(made.frame.index)), *made.flags))


def _table(
    rows: list[list[str]],
    known: Collection[str],
    facts: dict,
    *,
    rowless: bool,
    heading_row: tuple[int, int] | None,
    foot_rows: int | None,
    extract: bool = False,
    merged: Collection[tuple[int, int, int, int]] = (),
) -> ReadTable:
    file = facts["file"]
    check_width(max(map(len, rows), default=0), file)
    layout.fill_down(rows, merged)
    top = layout.header_row(rows, known) if heading_row is None else heading_row[1] - 1
    if top is None:
        raise unreadable(file, "the file is empty", "export it again")
    if top >= len(rows):
        raise unreadable(file, f"it has no row {top + 1}, which its mapping names for the headings", "correct heading_row")
    first = layout.below_headings(top, merged)
    covered = layout.fill_across(rows, merged, first)
    headings = layout.headings(layout.joined(rows[top if heading_row is None else heading_row[0] - 1 : top + 1]), rows[first:])
    body = [(number, row) for number, row in enumerate(rows[first:], start=first + 1) if layout.said(row)]
    if not body and not rowless:
        raise DataFault(
            file,
            "any table",
            [Fault("it has headings but no rows", "export it again; if nobody is in it, take the file away, and the table is absent")],
            "Replace the file.",
        )
    if foot_rows is None:
        body, totals = layout.without_foot(body, least=0 if rowless else 1)
    else:
        totals = min(foot_rows, len(body))
        body = body[: len(body) - totals]
    again, moved = layout.repeated(body, headings) if extract else ([], [])
    if moved:
        raise DataFault(
            file,
            "its own headings",
            [
                Fault(
                    "it holds headings again, in another order or other ones",
                    "two tables stand one under the other: put each table into a file of its own",
                    row=moved[0],
                )
            ],
        )
    body = [each for each in body if each[0] not in again] if again else body
    wide = [number for number, row in body if len(row) > len(headings) and layout.said(row[len(headings) :])]
    if wide:
        some = ", ".join(str(number) for number in wide[:6]) + (", …" if len(wide) > 6 else "")
        raise DataFault(
            file,
            "its own headings",
            [Fault(f"more cells than there are headings ({len(headings)}), in rows {some}", "a comma inside a value must be in quotation marks", row=wide[0])],
        )
    kept = [place for place, word in enumerate(headings) if word is not None]
    as_is = kept == [*range(len(headings))]
    cells = [row if as_is and len(row) == len(headings) else [(row[place] if place < len(row) else "") for place in kept] for _, row in body]
    frame = pd.DataFrame(
        cells, columns=[headings[place] for place in kept], dtype=object, index=pd.Index([number for number, _ in body], name="row", dtype="int64")
    )
    set_aside = tuple((why, many) for why, many in (("total or closing lines at the foot", totals), ("the headings again, amid the rows", len(again))) if many)
    spread = len(covered & set(frame.index))
    flags = (("rows covered by a merged cell: given its value", spread),) if spread else ()
    return ReadTable(frame, **facts, header_row=top + 1, rows=len(body) + totals + len(again), set_aside=set_aside, flags=flags)

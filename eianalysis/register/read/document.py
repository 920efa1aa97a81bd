"""``read_document``: a board paper, whatever its kind and layout, as draft items for a person to review."""

from __future__ import annotations

from pathlib import Path

from eianalysis.errors import DataFault, Fault
from eianalysis.register.read import highlight, prose, ragged_plan
from eianalysis.register.read.draft_items import Reading
from eianalysis.register.read.plans import read_plans
from eianalysis.register.read.questions import Answers
from eianalysis.register.read.plain import rows_of_csv, rows_of_text
from eianalysis.register.read.document_rows import Row
from eianalysis.register.read.web import rows_of_web
from eianalysis.register.read.word import rows_of_word
from eianalysis.register.read.workbook import rows_of_book
from eianalysis.sources.content import decoded

#: Papers laid out as no table is, tried before any table, list or block of pairs: the more a layout asks, the earlier.
LAYOUTS = ((highlight.fits, highlight.read_highlights), (ragged_plan.fits, ragged_plan.read_plan), (prose.fits, prose.read_prose))
MARKDOWN, TEXT, WEB = (".md", ".markdown"), (".txt", ".tsv"), (".html", ".htm")
KINDS = (".docx", ".xlsx", ".csv", *WEB, *MARKDOWN, *TEXT)
MOST_BYTES = 20_000_000
WHAT, REMEDY = "a board paper", "Correct or convert the document."


def read_document(path: str | Path, *, prefix: str = "", answers: Answers = Answers()) -> Reading:
    """Read a board paper into draft items; nothing is written and nothing is taken for granted.

    Parameters
    ----------
    path : path
        A Word document, a web page, a workbook, or text or markdown with tables parted by tabs or pipes. Merged cells
        and tables within cells are laid flat; tags are read as text; scripts are never run.
    prefix : str
        What the ids begin with, such as ``"CAS"``; a short word of the layout's own if not given.
    answers : Answers
        What a person said of its columns, where an earlier reading asked.

    Returns
    -------
    Reading
        ``.items``, each with its words, line, owner and date as written, flags and confidence; ``.questions``, where two
        columns compete; ``.unplaced``, the lines that fitted nowhere; ``.place(line)`` says where a line stands.

    Raises
    ------
    DataFault
        Where the file is of another kind, too large, protected, damaged, not text, or of no layout known here.
    """
    path = Path(path)
    rows, notes = rows_of(path)
    reading = read_rows(rows, prefix=prefix, file=path.name, answers=answers)
    reading.notes += [(note, 0) for note in notes]
    return reading


def rows_of(path: Path) -> tuple[list[Row], list[str]]:
    """A document's rows, whatever kind it is, and what was not read of it; one clear message where it cannot be read."""
    content, ending = _bytes_of(path), path.suffix.casefold()
    try:
        if ending == ".docx":
            return rows_of_word(content, path.name), []
        if ending == ".xlsx":
            return rows_of_book(content, path.name)
        text, encoding = decoded(content, path.name)
        notes = [] if encoding == "utf-8" else [f"its text was taken for {encoding}"]
        if ending == ".csv":
            return rows_of_csv(text, path.name), notes
        return (rows_of_web(text) if ending in WEB else rows_of_text(text, markdown=ending in MARKDOWN)), notes
    except DataFault as fault:  # raised about tables in general
        raise DataFault(fault.file, WHAT, fault.faults, REMEDY) from None


def _bytes_of(path: Path) -> bytes:
    ending = path.suffix.casefold()
    if ending not in KINDS:
        raise _fault(path, f"'{path.suffix or 'no ending'}' is not a kind of document read here", f"it can be: {', '.join(KINDS)}")
    if not path.is_file():
        raise _fault(path, "it is a folder or a device, not a file" if path.exists() else "there is no such file", "check the name")
    with open(path, "rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise _fault(
            path,
            f"it has {path.stat().st_size / 1e6:.0f} MB, and more than {MOST_BYTES / 1e6:.0f} MB are not read",
            "a board paper is text; leave pictures and annexes out",
        )
    if not content.strip():
        raise _fault(path, "the file is empty", "save the document again")
    return content


def read_rows(rows: list[Row], *, prefix: str = "", file: str = "the document", answers: Answers = Answers()) -> Reading:
    """The same for rows already at hand."""
    reading = next((read(rows, prefix=prefix) if prefix else read(rows) for fits, read in LAYOUTS if fits(rows)), None)
    if reading is None:
        reading = read_plans(rows, answers=answers, **({"prefix": prefix} if prefix else {}))
        if reading is None or not reading.items:
            raise _fault(
                Path(file),
                "no table, list or heading of recommendations, objectives or actions was found in it",
                "see docs/register.md for the layouts that are read",
            )
    else:
        _colours(reading, rows)
    for row in reversed(rows):
        reading.places[row.line] = row.place
    first = [row for row in rows[:12] if len(row.filled) == 1 and 2 < len(row.filled[0]) <= 120]
    reading.title = next((row.text(0) for row in first if row.level == 1), first[0].filled[0] if first else "")
    return reading


def _colours(reading: Reading, rows: list[Row]) -> None:
    """The colour of an item whose row has one shaded cell, or several of one colour: kept as written, with a flag."""
    shaded = {row.line: set(filter(None, row.shades)) for row in rows if row.shades}
    for item in reading.items:
        colours = shaded.get(item.line, set())
        if len(colours) == 1 and not item.rag_raw and item.kind not in ("objective", "progress_note", "next_step"):
            item.rag_raw = next(iter(colours))
            item.flag("colour_from_shading")


def _fault(path: Path, found: str, expected: str) -> DataFault:
    return DataFault(path.name, WHAT, [Fault(found, expected)], REMEDY)

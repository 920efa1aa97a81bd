"""``read_document``: a board paper, whatever its kind and layout, as draft items for a person to review."""

from __future__ import annotations

from pathlib import Path

from eianalysis.errors import DataFault, Fault
from eianalysis.register.read import columns, highlight, plan, prose, responses, review
from eianalysis.register.read.book import rows_of_book
from eianalysis.register.read.draft import Reading
from eianalysis.register.read.rows import Row, rows_of_text
from eianalysis.register.read.web import rows_of_web
from eianalysis.register.read.word import rows_of_word

#: Tried in this order: the more a layout asks of a document, the earlier it is tried.
LAYOUTS = (
    (highlight.fits, highlight.read_highlights), (plan.fits, plan.read_plan), (review.fits, review.read_review),
    (responses.fits, responses.read_responses), (columns.fits, columns.read_columns), (prose.fits, prose.read_prose),
)
TEXT = (".txt", ".md", ".markdown", ".tsv")
WEB = (".html", ".htm")
KINDS = (".docx", *WEB, *TEXT, ".xlsx")
MOST_BYTES = 20_000_000
WHAT, REMEDY = "a board paper", "Correct or convert the document."


def read_document(path: str | Path, *, prefix: str = "") -> Reading:
    """Read a board paper into draft items; nothing is written and nothing is taken for granted.

    Parameters
    ----------
    path : path
        A Word document, a web page, a workbook, or text or markdown with tables parted by tabs or pipes. Merged cells
        and tables within cells are laid flat; tags are read as text; scripts are never run.
    prefix : str
        What the ids begin with, such as ``"CAS"``; a short word of the layout's own if not given.

    Returns
    -------
    Reading
        ``.items``, each with its words, line, owner and date as written, flags and confidence; ``.unplaced``, the lines
        that fitted nowhere; ``.place(line)`` says where a line stands.

    Raises
    ------
    DataFault
        Where the file is of another kind, too large, protected, damaged, not text, or of no layout known here.
    """
    path = Path(path)
    return read_rows(rows_of(path), prefix=prefix, file=path.name)


def rows_of(path: Path) -> list[Row]:
    """A document's rows, whatever kind it is; one clear message where it cannot be read."""
    ending = path.suffix.casefold()
    if ending not in KINDS:
        raise _fault(path, f"'{path.suffix or 'no ending'}' is not a kind of document read here",
                     f"it can be: {', '.join(KINDS)}")
    if not path.is_file():
        raise _fault(path, "there is no such file", "check the name")
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise _fault(path, f"it has {size / 1e6:.0f} MB, and more than {MOST_BYTES / 1e6:.0f} MB are not read",
                     "a board paper is text; leave pictures and annexes out")
    content = path.read_bytes()
    if not content.strip():
        raise _fault(path, "the file is empty", "save the document again")
    try:
        if ending == ".docx":
            return rows_of_word(content, path.name)
        if ending == ".xlsx":
            return rows_of_book(content, path.name)
        return (rows_of_web if ending in WEB else rows_of_text)(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _fault(path, "it is not UTF-8 text", "save it as plain text, UTF-8") from None
    except DataFault as fault:  # raised about tables in general
        raise DataFault(fault.file, WHAT, fault.faults, REMEDY) from None


def read_rows(rows: list[Row], *, prefix: str = "", file: str = "the document") -> Reading:
    """The same for rows already at hand."""
    for fits, read in LAYOUTS:
        if fits(rows):
            reading = read(rows, prefix=prefix) if prefix else read(rows)
            reading.places.update({row.line: row.place for row in reversed(rows)})
            _colours(reading, rows)
            return reading
    raise _fault(Path(file), "no table or heading of recommendations, objectives or actions was found in it",
                 "see docs/register.md for the layouts that are read")


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

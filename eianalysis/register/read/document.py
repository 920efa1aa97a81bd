"""``read_document``: a board paper, whatever its layout, as draft items for a person to review."""

from __future__ import annotations

from pathlib import Path

from eianalysis.errors import DataFault, Fault
from eianalysis.register.read import highlight, plan, prose, responses, review
from eianalysis.register.read.draft import Reading
from eianalysis.register.read.rows import Row, rows_of_text

#: Tried in this order: the more a layout asks of a document, the earlier it is tried.
LAYOUTS = (
    (highlight.fits, highlight.read_highlights), (plan.fits, plan.read_plan), (review.fits, review.read_review),
    (responses.fits, responses.read_responses), (prose.fits, prose.read_prose),
)
TEXT = (".txt", ".md", ".markdown", ".tsv")
MOST_BYTES = 20_000_000


def read_document(path: str | Path, *, prefix: str) -> Reading:
    """Read a board paper into draft items; nothing is written and nothing is taken for granted.

    Parameters
    ----------
    path : path
        A text or markdown file whose tables are parted by tabs or pipes; fragments of HTML in cells are read as text.
    prefix : str
        What the ids begin with, such as ``"CAS"``.

    Returns
    -------
    Reading
        ``.items``, each with its words, line, owner and date as written, flags and confidence; ``.unplaced``, the lines
        that fitted nowhere.

    Raises
    ------
    DataFault
        Where the file is of another kind, too large, not text, or of no layout known here.
    """
    path = Path(path)
    if path.suffix.casefold() not in TEXT:
        raise _fault(path, f"'{path.suffix or 'no ending'}' is not a kind of document read here",
                     f"it can be: {', '.join(TEXT)}")
    if not path.is_file():
        raise _fault(path, "there is no such file", "check the name")
    if path.stat().st_size > MOST_BYTES:
        raise _fault(path, "it is larger than 20 MB", "a board paper is text; leave pictures and annexes out")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _fault(path, "it is not UTF-8 text", "save it as plain text, UTF-8") from None
    return read_rows(rows_of_text(text), prefix=prefix, file=path.name)


def read_rows(rows: list[Row], *, prefix: str, file: str = "the document") -> Reading:
    """The same for rows already at hand."""
    for fits, read in LAYOUTS:
        if fits(rows):
            return read(rows, prefix=prefix)
    raise _fault(Path(file), "no table or heading of recommendations, objectives or actions was found in it",
                 "see docs/register.md for the layouts that are read")


def _fault(path: Path, found: str, expected: str) -> DataFault:
    return DataFault(path.name, "a board paper", [Fault(found, expected)], "Correct or convert the document.")

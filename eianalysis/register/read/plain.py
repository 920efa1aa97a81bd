"""Text, markdown and CSV as rows: tabs, pipes or columns of blanks part cells; markdown's own marks are taken away."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

from eianalysis.register.read.merged_cells import WIDEST, Lines
from eianalysis.register.read.document_rows import Row, words
from eianalysis.sources.content import unreadable

_RULE = re.compile(r"[-\s:|=+]*[-=]{2,}[-\s:|=+]*")
_NESTED = re.compile(r"<table\b.*?</table>", re.IGNORECASE | re.DOTALL)
_ROW = re.compile(r"<tr\b[^>]*>(.*?)</tr>", re.IGNORECASE | re.DOTALL)
_CELL = re.compile(r"<t[dh]\b[^>]*>(.*?)</t[dh]>", re.IGNORECASE | re.DOTALL)
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*")
_UNDERLINE = re.compile(r"(?:=+|-+)\s*")
_LISTED = re.compile(
    r"(?P<indent>\s*)(?:[-*+\u2022\u25cb\u25aa\u25e6\u2013]|(?=\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s))\s*(?:\[(?P<box>[ xX])\]\s*)?(?P<text>\S.*)"
)
_STRUCK = re.compile(r"~~(.+?)~~")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1|(?<![\w*])(\*)(?=[^\s*])(.+?)(?<=[^\s*])\3(?![\w*])")
_NOTE = re.compile(r"\[\^[\w-]{1,12}\](?!:)")
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?:[^()\s]|\([^()\s]*\))*\)")
MOST_ROWS, MOST_CELLS = 50_000, 400_000


def rows_of_text(text: str, *, markdown: bool = False) -> list[Row]:
    """Rows of a text document: tabs or pipes part cells; rules (``-----``) and empty lines are left out.

    A whole ``<table>`` inside one cell becomes rows of its own, after the row that holds it.

    >>> [row.cells for row in rows_of_text("Item\\tDate\\n----\\t----\\nTrain staff\\tAug-12")]
    [('Item', 'Date'), ('Train staff', 'Aug-12')]
    """
    lines, table, before = Lines(), 0, False  # before: whether the line before was a row of a table
    source = [line.rstrip("\r") for line in text.lstrip("\ufeff").split("\n")]
    if not markdown:
        source = _columns_of_blanks(source)
    for number, line in enumerate(source, start=1):
        nested = _NESTED.findall(line)
        cells = _cells(_NESTED.sub(" ", line))
        if not any(words(cell) for cell in cells):
            before = False
            continue
        if all(not cell.strip() or _RULE.fullmatch(cell) for cell in cells):
            if lines.rows and before and number > 1 and lines.rows[-1].line == number - 1 and len(cells) > 1:
                lines.rows[-1] = _as_heading(lines.rows[-1])  # the rule below a table's headings
            elif lines.rows and lines.rows[-1].line == number - 1 and len(cells) == 1 and _UNDERLINE.fullmatch(line.strip()):
                lines.rows[-1] = _as_heading(lines.rows[-1], level=1 if "=" in line else 2)
            continue
        if len(cells) > 1:
            table += not before
            marks, gone, cells = _marked(cells, markdown)
            lines.add(cells, "", number, table=table, marks=marks, gone=gone)
        else:
            _add_prose(lines, line if not nested else cells[0], number, markdown)
        before = len(cells) > 1
        for inner in nested:
            table += 1
            for row in _ROW.findall(inner):
                lines.add(tuple(_CELL.findall(row)), "", number, table=table)
    return lines.rows


def _as_heading(row: Row, level: int = 0) -> Row:
    return replace(row, heading=level == 0 and len(row.filled) > 1, level=level)


def _add_prose(lines: Lines, line: str, number: int, markdown: bool) -> None:
    level = depth = 0
    if markdown and (heading := _HEADING.fullmatch(line.strip())):
        level, line = len(heading[1]), heading[2]
    elif listed := _LISTED.fullmatch(line):
        depth = 1 + len(listed["indent"].replace("\t", "    ")) // 4
        mark = "\u2022 " if depth == 1 else "\u25cb "
        if markdown and line.lstrip()[:1] in "-*+":
            line = mark + ("\u2713 " if (listed["box"] or "").casefold() == "x" else "") + listed["text"]
    bold = markdown and re.fullmatch(r"\s*(\*\*|__)[^*_]+\1:?\s*", line)
    marks, gone, cells = _marked((line,), markdown)
    lines.add(cells, "", number, level=level or (9 if bold else 0), depth=depth, marks=marks, gone=gone)


def _marked(cells: tuple[str, ...], markdown: bool) -> tuple[tuple, tuple, tuple[str, ...]]:
    """The cells without markdown's signs, with what they said: struck through, a footnote."""
    if not markdown:
        return (), (), cells
    marks, gone, plain = [], [], []
    for cell in cells:
        own, struck = set(), " ".join(_STRUCK.findall(cell))
        text = _STRUCK.sub(" ", cell)
        if struck:
            own.add("part_struck_through" if words(text).strip("\u2022\u25cb ") else "struck_through")
            text, struck = (text, struck) if "part_struck_through" in own else (f"{text} {struck}", "")
        if _NOTE.search(text):
            own.add("footnote_mark")
        text = _EMPHASIS.sub(lambda found: found[2] or found[4], _LINK.sub(r"\1", _NOTE.sub("", text)))
        plain.append(re.sub(r"\\([|*_#~\[\]()\\-])", r"\1", text))
        marks.append(frozenset(own))
        gone.append(struck)
    return (tuple(marks) if any(marks) else ()), (tuple(gone) if any(gone) else ()), tuple(plain)


def _cells(line: str) -> tuple[str, ...]:
    if "\t" in line:
        return tuple(line.split("\t"))
    if line.count("|") >= 2 and line.strip().startswith("|"):
        inner = line.strip()[1:]
        inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
        return tuple(cell.strip() for cell in re.split(r"(?<!\\)\|", inner))
    return (line,)


def _columns_of_blanks(source: list[str]) -> list[str]:
    """Lines in which two or more blanks part as many cells as in the lines beside them, with tabs instead."""
    counts = [len(re.split(r"\s{2,}", line.strip())) if "\t" not in line and "|" not in line else 0 for line in source]
    out = list(source)
    for at, count in enumerate(counts):
        if count >= 3 and (counts[at - 1 if at else 0] == count or (at + 1 < len(counts) and counts[at + 1] == count)):
            out[at] = "\t".join(re.split(r"\s{2,}", source[at].strip()))
    return out


def rows_of_csv(text: str, file: str) -> list[Row]:
    """Rows of a CSV file, numbered as a spreadsheet shows them; cells may hold several lines.

    Raises ``DataFault`` where a quotation mark is never closed, or there is far more than a plan holds.
    """
    text = text.lstrip("\ufeff")
    rows = _rows_of_csv(text, file)
    if len(rows) > MOST_ROWS or sum(len(row) for row in rows) > MOST_CELLS or max(map(len, rows), default=0) > WIDEST:
        raise unreadable(file, "it holds far more than a plan does", "save the rows of the plan alone")
    lines = Lines()
    for number, row in enumerate(rows, start=1):
        cells = tuple(cell.replace("\t", " ") for cell in row)
        if len(cells) > 1 and not any(words(cell) for cell in cells[1:]):
            cells = cells[:1]
        lines.add(cells, f"row {number}", number, table=1)
    return lines.rows


def _rows_of_csv(text: str, file: str) -> list[list[str]]:
    sign, rows = _delimiter(text), []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True):
            rows.append(row)
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise unreadable(file, f"a quotation mark that opens in row {len(rows) + 1} is never closed", "close it, or take it out") from None
        try:
            return list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
        except csv.Error as worse:
            raise unreadable(file, f"it cannot be read as CSV ({worse})", "export it again as CSV") from None
    return rows


def _delimiter(text: str) -> str:
    """The sign that parts the first rows into the most, and equally many, cells."""

    def score(sign: str) -> int:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(text[:20_000], newline=""), delimiter=sign) if row]
        except csv.Error:
            return 0
        usual = max(set(widths), key=widths.count) if widths else 1
        return widths.count(usual) * (usual - 1)

    return max(",;\t|", key=score)

"""Word documents as rows: paragraphs, tables with merged and nested cells, lists with their marks, shaded cells.

The document's own XML is walked, because what was inserted as a tracked change, or stands in a content control, is
part of the text for a reader; what was deleted is not. What is struck through is kept apart from what stands, and what is
hidden is left out; both are marked.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator

from eianalysis.register.office_file import check_office_file
from eianalysis.register.read.colours import colour_of, is_disc
from eianalysis.register.read.merged_cells import DEEPEST, Cell, Lines
from eianalysis.register.read.document_rows import Row
from eianalysis.register.read.word_lists import Lists, W, value
from eianalysis.register.read.word_runs import Looks, words_of
from eianalysis.sources.content import unreadable

_OPENED = (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}smartTag")
BOLD_ALONE = 9  # the level of a heading that is only bold


def rows_of_word(content: bytes, file: str) -> list[Row]:
    """The rows of a .docx file, each with its place: "paragraph 4" or "table 2, row 5"."""
    body, lists = _opened(content, file)
    try:
        return _Document(lists).rows(body)
    except RecursionError:
        raise unreadable(file, "its tables are nested too deep", "lay them out flat") from None


def _opened(content: bytes, file: str):
    """The document's body and its numbered lists; one clear message where it cannot be opened."""
    check_office_file(content, ".docx", file)
    import docx

    try:
        document = docx.Document(io.BytesIO(content))
        return document.element.body, Lists(document)
    except Exception as error:  # the package raises many kinds for a damaged file, and its messages hold paths
        raise unreadable(
            file, f"the document is damaged or is no text document ({type(error).__name__})", "open it in Word and save it again as .docx"
        ) from None


class _Document:
    def __init__(self, lists: Lists):
        self.lists, self.looks = lists, Looks(lists)

    def rows(self, body) -> list[Row]:
        lines, counts = Lines(), Counter()
        for element in _within(body, (f"{W}p", f"{W}tbl")):
            counts[element.tag] += 1
            if element.tag == f"{W}tbl":
                lines.add_table(self.table(element), f"table {counts[element.tag]}")
            else:
                cell, level, depth = self.paragraph(element)
                lines.add(
                    (cell.text,),
                    f"paragraph {counts[element.tag]}",
                    level=level,
                    depth=depth,
                    marks=(cell.marks,) if cell.marks else (),
                    gone=(cell.gone,) if cell.gone else (),
                )
        return lines.rows

    def table(self, table, deep: int = 0) -> list[list[Cell]]:
        """The cells of a table; a cell merged downwards is given its height, and its continuations are left out."""
        rows: list[list[Cell]] = []
        above: dict[int, Cell] = {}  # column -> the cell that may go on below
        for row in _within(table, (f"{W}tr",)):
            cells, column = [], _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
            cells += [Cell("") for _ in range(column)]
            heading = row.find(f"{W}trPr/{W}tblHeader") is not None
            for one in _within(row, (f"{W}tc",)):
                about = one.find(f"{W}tcPr")
                across = _number(about.find(f"{W}gridSpan") if about is not None else None, 1)
                merge = about.find(f"{W}vMerge") if about is not None else None
                if merge is not None and value(merge, "continue") == "continue" and column in above:
                    above[column].down += 1
                else:
                    cell = self.cell(one, about, across, deep)
                    cell.heading = cell.heading or heading
                    cells.append(cell)
                    above[column] = cell
                    if merge is None:
                        above.pop(column)
                column += across
            rows.append(cells)
        return rows

    def cell(self, element, about, across: int, deep: int) -> Cell:
        parts, tables = [], []
        for block in _within(element, (f"{W}p", f"{W}tbl")):
            if block.tag == f"{W}p":
                parts.append(self.paragraph(block)[0])
            elif deep < DEEPEST:
                tables.append(self.table(block, deep + 1))
        shading = about.find(f"{W}shd") if about is not None else None
        said = [part for part in parts if part.text]
        stands = [part for part in said if "struck_through" not in part.marks]
        marks = frozenset().union(*(part.marks for part in parts)) - {"struck_through"}
        gone = " ".join(filter(None, (part.gone or ("" if part in stands else part.text) for part in parts)))
        if said and not stands:
            marks, gone = marks | {"struck_through"}, ""
        elif len(stands) < len(said):
            marks |= {"part_struck_through"}
        return Cell(
            "</p>".join(part.text for part in stands or said),
            across,
            1,
            next((part.shade for part in parts if part.shade), "") or colour_of(shading.get(f"{W}fill", "") if shading is not None else ""),
            tables,
            marks,
            gone,
            bool(stands) and all(part.heading for part in stands),
        )

    def paragraph(self, element) -> tuple[Cell, int, int]:
        """A paragraph's words with the mark or number that Word would draw before them, its heading level, its list's depth."""
        said, about = words_of(element, self.looks), element.find(f"{W}pPr")
        mark, depth = self.lists.mark(about)
        stands, struck = "".join(said.stands).strip(), "".join(said.struck).strip()
        marks = set(said.marks)
        if struck:
            marks.add("part_struck_through" if stands else "struck_through")
        text = f"{mark}{stands or struck}".strip()
        level = self._level(about) or (BOLD_ALONE if stands and said.bold and not depth else 0)
        if said.colour and is_disc(stands):
            text = ""  # a disc says its colour and nothing else
        return Cell(text, shade=said.colour, marks=frozenset(marks), gone=struck if stands else "", heading=said.bold), level, depth

    def _level(self, about) -> int:
        """The level of a heading, by its style or its outline; 0 for text."""
        if about is None:
            return 0
        own = about.find(f"{W}outlineLvl")
        for style in [] if own is not None else self.lists.chain(value(about.find(f"{W}pStyle"))):
            name = value(style.find(f"{W}name")).casefold()
            if name == "title":
                return 1
            own = style.find(f"{W}pPr/{W}outlineLvl")
            if own is not None or name.startswith("heading "):
                return _number(own, int(name[8:9]) - 1 if name[8:9].isdigit() else 0) % 9 + 1
        return _number(own, 9) % 10 + 1 if own is not None and _number(own, 9) < 9 else 0


def _within(parent, tags: tuple[str, ...]) -> Iterator:
    """Elements of these tags in their order, content controls and insertions opened."""
    for element in parent:
        if element.tag in tags:
            yield element
        elif element.tag in _OPENED:
            yield from _within(element, tags)


def _number(element, otherwise: int) -> int:
    text = value(element)
    return int(text) if text.isdigit() and len(text) < 5 else otherwise

"""Word documents as rows: paragraphs, tables with merged and nested cells, lists with their marks, shaded cells.

The document's own XML is walked, because what was inserted as a tracked change, or stands in a content control, is
part of the text for a reader; what was deleted is not.
"""

from __future__ import annotations

import colorsys
import io
import zipfile
from collections import Counter
from collections.abc import Iterator

from eianalysis.errors import DataFault
from eianalysis.register.read.grid import Cell, Lines
from eianalysis.register.read.rows import Row
from eianalysis.sources.content import not_office, unreadable

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = (f"{_W}del", f"{_W}moveFrom", f"{_W}tbl", _FALLBACK)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
MOST_UNPACKED = 400_000_000


def rows_of_word(content: bytes, file: str) -> list[Row]:
    """The rows of a .docx file, each with its place: "paragraph 4" or "table 2, row 5"."""
    body, lists = _opened(content, file)
    lines, counts = Lines(), Counter()
    for element in _blocks(body):
        counts[element.tag] += 1
        if element.tag == f"{_W}tbl":
            lines.add_table(_table(element, lists), f"table {counts[element.tag]}")
        else:
            lines.add((_paragraph(element, lists),), f"paragraph {counts[element.tag]}")
    return lines.rows


def _opened(content: bytes, file: str):
    """The document's body and its numbered lists; one clear message where it cannot be opened."""
    if wrong := not_office(content, ".docx"):
        raise unreadable(file, *wrong)
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > MOST_UNPACKED:
            raise unreadable(file, "it unpacks to more than 400 MB", "save the text without its pictures")
        document = docx.Document(io.BytesIO(content))
        return document.element.body, _Lists(document)
    except DataFault:
        raise
    except Exception as error:  # the package raises many kinds for a damaged file, and its messages hold paths
        raise unreadable(file, f"the document is damaged or is no text document ({type(error).__name__})",
                         "open it in Word and save it again as .docx") from None


def _blocks(parent) -> Iterator:
    """Paragraphs and tables in their order, content controls opened."""
    for element in parent:
        if element.tag in (f"{_W}p", f"{_W}tbl"):
            yield element
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _blocks(element)


def _table(table, lists) -> list[list[Cell]]:
    """The cells of a table; a cell merged downwards is given its height, and its continuations are left out."""
    rows: list[list[Cell]] = []
    above: dict[int, Cell] = {}  # column -> the cell that may go on below
    for row in _rows(table):
        cells, column = [], int(_value(row.find(f"{_W}trPr/{_W}gridBefore"), "0"))
        cells += [Cell("") for _ in range(column)]
        for one in _within(row, f"{_W}tc"):
            about = one.find(f"{_W}tcPr")
            across = int(_value(about.find(f"{_W}gridSpan") if about is not None else None, "1"))
            merge = about.find(f"{_W}vMerge") if about is not None else None
            if merge is not None and _value(merge, "continue") == "continue" and column in above:
                above[column].down += 1
            else:
                cell = _cell(one, about, across, lists)
                cells.append(cell)
                above[column] = cell
                if merge is None:
                    above.pop(column)
            column += across
        rows.append(cells)
    return rows


def _rows(table) -> Iterator:
    return _within(table, f"{_W}tr")


def _within(parent, tag: str) -> Iterator:
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _within(element, tag)


def _cell(element, about, across: int, lists) -> Cell:
    texts, tables = [], []
    for block in _blocks(element):
        if block.tag == f"{_W}tbl":
            tables.append(_table(block, lists))
        else:
            texts.append(_paragraph(block, lists))
    shading = about.find(f"{_W}shd") if about is not None else None
    fill = shading.get(f"{_W}fill", "") if shading is not None else ""
    return Cell("</p>".join(text for text in texts if text), across, 1, colour_of(fill), tables)


def colour_of(fill: str) -> str:
    """The report colour of a shading such as ``FF0000``: red, amber or green; '' for pale, grey and other ones.

    >>> colour_of("00B050"), colour_of("FFC000"), colour_of("D9E2F3")
    ('green', 'amber', '')
    """
    try:
        parts = [int(fill[place:place + 2], 16) / 255 for place in (0, 2, 4)]
    except ValueError:
        return ""
    hue, light, strong = colorsys.rgb_to_hls(*parts)
    if len(fill) != 6 or strong < 0.5 or not 0.15 < light < 0.75:
        return ""
    degrees = hue * 360
    return ("red" if degrees <= 14 or degrees >= 345 else "amber" if 20 <= degrees <= 62 else
            "green" if 80 <= degrees <= 160 else "")


def _paragraph(element, lists) -> str:
    """A paragraph's words with the mark or number that Word would draw before them."""
    parts: list[str] = []

    def walk(node):
        for child in node:
            if child.tag in _GONE:
                continue
            if child.tag == f"{_W}t":
                parts.append(child.text or "")
            elif child.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr") and node.tag == f"{_W}r":
                parts.append(" ")
            elif child.tag == f"{_W}noBreakHyphen":
                parts.append("-")
            else:
                walk(child)

    walk(element)
    return f"{lists.mark(element)}{''.join(parts)}".strip()


class _Lists:
    """The marks of list paragraphs: Word keeps them apart from the text."""

    def __init__(self, document):
        self.formats: dict[tuple[str, int], str] = {}
        self.counts: Counter = Counter()
        self.styles = {style.style_id: style.name.casefold() for style in document.styles if style.name}
        try:
            numbering = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        kinds = {one.get(f"{_W}abstractNumId"): one for one in numbering.findall(f"{_W}abstractNum")}
        for one in numbering.findall(f"{_W}num"):
            kind = kinds.get(_value(one.find(f"{_W}abstractNumId"), ""))
            for level in kind.findall(f"{_W}lvl") if kind is not None else ():
                self.formats[one.get(f"{_W}numId"), int(level.get(f"{_W}ilvl", "0"))] = _value(
                    level.find(f"{_W}numFmt"), "bullet")

    def mark(self, paragraph) -> str:
        about = paragraph.find(f"{_W}pPr")
        if about is None:
            return ""
        style = self.styles.get(_value(about.find(f"{_W}pStyle"), ""), "")
        listed = about.find(f"{_W}numPr")
        if listed is None:
            return "\u2022 " if style.startswith("list bullet") else ""
        number, level = _value(listed.find(f"{_W}numId"), ""), int(_value(listed.find(f"{_W}ilvl"), "0"))
        kind = self.formats.get((number, level), "bullet")
        if number == "0" or kind == "none":
            return ""
        self.counts[number, level] += 1
        for deeper in [key for key in self.counts if key[0] == number and key[1] > level]:
            del self.counts[deeper]
        at = self.counts[number, level]
        if kind == "decimal":
            return f"{at}. "
        if kind == "lowerRoman" and at <= len(_ROMAN):
            return f"{_ROMAN[at - 1]}) "
        return "\u2022 " if level == 0 else "\u25cb "


def _value(element, otherwise: str) -> str:
    return element.get(f"{_W}val", otherwise) if element is not None else otherwise

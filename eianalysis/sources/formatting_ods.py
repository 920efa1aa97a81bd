"""The formatting of an OpenDocument spreadsheet (.ods), read as its content streams by."""

from __future__ import annotations

import zipfile

from eianalysis.sources.formatting import UNCALCULATED, Formatting
from eianalysis.sources.formatting_xlsx import stream

#: A row or cell may say that it is repeated; a sheet never has more of them than this.
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
#: Hidden rows beyond this are the blank ones below a table.
MOST_HIDDEN = 10_000


def every_formatting(book: zipfile.ZipFile) -> dict[str, Formatting]:
    """The formatting of every sheet. Raises ``KeyError``, ``ValueError`` or an error of the parser where the file is damaged.

    They stand in one part, and a reader of values takes all of it at once: so it has to be looked through before.
    """
    struck = _struck_styles(book)
    found: dict[str, Formatting] = {}
    formatting, row, rows, column, depth = Formatting(), 0, 0, 0, 0

    def start(name: str, said: dict) -> None:
        nonlocal formatting, row, rows, column, depth
        said = {key[key.rfind(" ") + 1 :]: value for key, value in said.items()}
        if name == "table":
            depth += 1
            if depth == 1:
                formatting = found.setdefault(said.get("name", ""), Formatting())
                row = rows = 0
        elif name == "table-row":
            row, rows, column = row + rows, _times(said.get("number-rows-repeated"), MOST_ROWS), 0
            seen = said.get("visibility", "visible")
            if seen != "visible" and rows < MOST_HIDDEN:
                formatting.hidden_rows.update(range(row + 1, row + rows + 1))
                formatting.filtered |= seen == "filter"
        elif name in ("table-cell", "covered-table-cell"):
            cell(said)
            column += _times(said.get("number-columns-repeated"), MOST_COLUMNS)

    def cell(said: dict) -> None:
        down, across = _times(said.get("number-rows-spanned"), MOST_ROWS), _times(said.get("number-columns-spanned"), MOST_COLUMNS)
        if down > 1 or across > 1:
            formatting.merged.append((row + 1, column, row + down, column + across - 1))
        if "value-type" in said:
            formatting.saw(row + rows, column + _times(said.get("number-columns-repeated"), MOST_COLUMNS) - 1)
            if said.get("style-name") in struck:
                formatting.struck_rows.add(row + 1)
        elif "formula" in said:
            formatting.failed[row + 1, column] = UNCALCULATED

    def end(name: str) -> None:
        nonlocal depth
        depth -= name == "table"

    stream(book, "content.xml", start, end)
    return found


def _times(said: str | None, most: int) -> int:
    """How often something is repeated; a number without end is cut at what a sheet can hold."""
    return 1 if said is None or not said.isdigit() else most if len(said) > 7 else max(1, min(int(said), most))


def _struck_styles(book: zipfile.ZipFile) -> set[str]:
    struck: set[str] = set()
    at = {"style": ""}

    def start(name: str, said: dict) -> None:
        said = {key.rpartition(" ")[2]: value for key, value in said.items()}
        if name == "style":
            at["style"] = said.get("name", "")
        elif name == "text-properties" and said.get("text-line-through-style", "none") != "none":
            struck.add(at["style"])

    stream(book, "content.xml", start)
    return struck

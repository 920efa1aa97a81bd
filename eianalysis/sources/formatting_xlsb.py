"""The formatting of a binary workbook (.xlsb): its sheets are records, each with a kind and a length ([MS-XLSB] 2.3)."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator

from eianalysis.sources.formatting import Formatting
from eianalysis.sources.formatting_xlsx import LAST_COLUMN, stream

ROW, BLANK, LAST_CELL, MERGED, FILTER, SHEET = 0, 1, 11, 176, 161, 156
ERROR, FORMULA_ERROR = 3, 11
ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


def formatting_of(book: zipfile.ZipFile, sheet: str) -> Formatting:
    """The formatting of one sheet; struck-through text is not looked for. Raises an error where the workbook is damaged."""
    formatting, row = Formatting(), 0
    for kind, body in _records(book, _part_of(book, sheet)):
        if kind == ROW:
            row = struct.unpack_from("<I", body)[0] + 1
            if body[11] & 0x10:  # after row, style and height; fDyZero
                formatting.hidden_rows.add(row)
        elif BLANK < kind <= LAST_CELL:
            column = min(struct.unpack_from("<I", body)[0], LAST_COLUMN)
            formatting.saw(row, column)
            if kind in (ERROR, FORMULA_ERROR):
                formatting.failed[row, column] = ERRORS.get(body[8], "#ERROR")
        elif kind == MERGED:
            top, bottom, left, right = struct.unpack_from("<4I", body)
            formatting.merged.append((top + 1, left, bottom + 1, right))
        elif kind == FILTER:
            formatting.filtered = True
    return formatting


def _records(book: zipfile.ZipFile, part: str) -> Iterator[tuple[int, bytes]]:
    """Kind and content of each record; a length that runs past the end is an ``EOFError``."""
    with book.open(part) as file:
        while first := file.read(1):
            kind = first[0] if first[0] < 0x80 else first[0] & 0x7F | file.read(1)[0] << 7
            size = 0
            for place in range(4):
                byte = file.read(1)[0]
                size |= (byte & 0x7F) << 7 * place
                if byte < 0x80:
                    break
            body = file.read(size)
            if len(body) < size:
                raise EOFError(part)
            yield kind, body


def _part_of(book: zipfile.ZipFile, sheet: str) -> str:
    targets = {}

    def link(name: str, said: dict) -> None:
        if name == "Relationship":
            targets[said.get("Id")] = said.get("Target", "")

    stream(book, "xl/_rels/workbook.bin.rels", link)
    for kind, body in _records(book, "xl/workbook.bin"):
        if kind == SHEET:
            ident, rest = _text(body[8:])
            name, _ = _text(rest)
            if name == sheet:
                target = targets[ident]
                return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError(sheet)


def _text(body: bytes) -> tuple[str, bytes]:
    """A text with its length before it, and what follows it."""
    size = struct.unpack_from("<I", body)[0] * 2
    return body[4 : 4 + size].decode("utf-16-le"), body[4 + size :]

"""The formatting of an .xlsx workbook, read from its parts as they stream by, so that a sheet of any size takes little memory."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable
from functools import lru_cache
from xml.parsers import expat

from eianalysis.sources.formatting import MOST_CELLS, UNCALCULATED, Formatting

_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})$")
CHUNK = 1 << 20
DIGITS = "0123456789"
TRUE = ("1", "true")
LAST_COLUMN = 16_383
#: What a sheet has where there is more to mark than its size: a failed cell, a formula, a hidden or merged one, a filter.
MARKED = re.compile(rb"""[\s<:](?:t=["']e["']|f[\s/>]|hidden=|mergeCell\b|autoFilter\b)|<!ENTITY""")
ROWS, COLUMNS = re.compile(rb"""\sr=["'][A-Z]{1,3}(\d{1,7})"""), re.compile(rb"""\sr=["']([A-Z]{1,3})\d""")
MOST_AT_ONCE = 200_000_000


def stream(
    book: zipfile.ZipFile, part: str, start: Callable[[str, dict], None], end: Callable[[str], None] | None = None, text: Callable[[str], None] | None = None
) -> None:
    """The elements of one part, one after the other, under their names without a prefix.

    Entities of its own are refused: a few lines can unfold to gigabytes.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, said: start(name[name.rfind(" ") + 1 :], said)
    if end:
        parser.EndElementHandler = lambda name: end(name[name.rfind(" ") + 1 :])
    parser.CharacterDataHandler = text
    parser.EntityDeclHandler = _refused
    parser.buffer_text = True
    with book.open(part) as file:
        while chunk := file.read(CHUNK):
            parser.Parse(chunk)
        parser.Parse(b"", True)


def _refused(*_) -> None:
    raise ValueError("it declares entities")


def formatting_of(book: zipfile.ZipFile, sheet: str) -> Formatting:
    """The formatting of one sheet. Raises ``KeyError``, ``ValueError`` or an error of the parser where the workbook is damaged."""
    struck, part = _struck_styles(book), _part_of(book, sheet)
    if not struck and (plain := _plain(book, part)):
        return plain
    formatting = Formatting()
    row, column, kind, style, value = 0, -1, None, None, ""
    formula = inside = False

    def start(name: str, said: dict) -> None:
        nonlocal row, column, kind, style, value, formula, inside
        if name == "c":
            place = said.get("r")
            column = column + 1 if place is None else _column(place.rstrip(DIGITS))
            kind, style, value, formula = said.get("t"), said.get("s"), "", False
        elif name == "v" or name == "t":
            inside = True
        elif name == "row":
            row, column = int(said.get("r", row + 1)), -1
            if said.get("hidden") in TRUE:
                formatting.hidden_rows.add(row)
        elif name == "f":
            formula = True
        elif name == "mergeCell":
            formatting.merged.append(_range(said["ref"]))
        elif name == "autoFilter":
            formatting.filtered = True

    def text(words: str) -> None:
        nonlocal value
        if inside:
            value += words

    def end(name: str) -> None:
        nonlocal inside
        if name == "v" or name == "t":
            inside = False
        elif name == "c" and (value or formula):
            if kind == "e":
                formatting.failed[row, column] = value
            elif formula and not value and kind != "str":  # a formula may well give an empty text
                formatting.failed[row, column] = UNCALCULATED
            formatting.saw(row, column)
            if style in struck:
                formatting.struck_rows.add(row)

    stream(book, part, start, end, text)
    return formatting


def _plain(book: zipfile.ZipFile, part: str) -> Formatting | None:
    """How far a sheet goes that has nothing else to mark, as most have; in a fifth of the time. None where it may have."""
    if book.getinfo(part).file_size > MOST_AT_ONCE:
        return None
    content = book.read(part)
    rows = () if MARKED.search(content) else ROWS.findall(content)
    if not rows:
        return None
    formatting = Formatting()
    formatting.saw(max(map(int, rows)), max(_column(letters.decode()) for letters in set(COLUMNS.findall(content))))
    return formatting if formatting.cells <= MOST_CELLS else None  # cells with a colour and nothing in them count for nothing


def _part_of(book: zipfile.ZipFile, sheet: str) -> str:
    """The part that holds a sheet, through the workbook's relationships."""
    ids, targets = {}, {}

    def of_book(name: str, said: dict) -> None:
        if name == "sheet":
            ids[said.get("name")] = next((value for key, value in said.items() if key.rpartition(" ")[2] == "id"), None)

    def of_links(name: str, said: dict) -> None:
        if name == "Relationship":
            targets[said.get("Id")] = said.get("Target", "")

    stream(book, "xl/workbook.xml", of_book)
    stream(book, "xl/_rels/workbook.xml.rels", of_links)
    target = targets[ids[sheet]]
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")


def _struck_styles(book: zipfile.ZipFile) -> set[str]:
    """The numbers of the cell styles whose font is struck through."""
    if "xl/styles.xml" not in book.namelist():
        return set()
    struck: list[bool] = []
    styles: list[int] = []
    at = {"fonts": False, "cells": False}

    def start(name: str, said: dict) -> None:
        if name in ("fonts", "cellXfs"):
            at["fonts" if name == "fonts" else "cells"] = True
        elif name == "font" and at["fonts"]:
            struck.append(False)
        elif name == "strike" and at["fonts"] and struck:
            struck[-1] = said.get("val", "1") not in ("0", "false")
        elif name == "xf" and at["cells"]:
            styles.append(int(said.get("fontId", 0)))

    def end(name: str) -> None:
        if name in ("fonts", "cellXfs"):
            at["fonts" if name == "fonts" else "cells"] = False

    stream(book, "xl/styles.xml", start, end)
    return {str(place) for place, font in enumerate(styles) if font < len(struck) and struck[font]}


@lru_cache(maxsize=LAST_COLUMN)
def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return min(number - 1, LAST_COLUMN)


def _range(words: str) -> tuple[int, int, int, int]:
    first, _, last = words.partition(":")
    (one, top), (other, bottom) = (_CELL.match(corner).groups() for corner in (first, last or first))
    return int(top), _column(one), int(bottom), _column(other)

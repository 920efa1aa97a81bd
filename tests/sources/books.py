"""Workbooks drawn in a test, in forms that no library here writes: OpenDocument, and the binary one of Excel."""

from __future__ import annotations

import struct
import zipfile
from html import escape

NS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
)


def ods(path, rows, *, hidden=(), struck=(), merged=None, sheet="Leavers", extra=""):
    """A spreadsheet of texts; ``hidden`` and ``struck`` are places of rows, ``merged`` {(row, column): rows covered}."""
    merged = merged or {}
    lines = []
    for at, row in enumerate(rows):
        cells = []
        for column, cell in enumerate(row):
            span = f' table:number-rows-spanned="{merged[at, column]}" table:number-columns-spanned="1"' if (at, column) in merged else ""
            style = ' table:style-name="gone"' if at in struck else ""
            cells.append(
                f'<table:table-cell{span}{style} office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
                if cell
                else "<table:table-cell/>"
            )
        seen = ' table:visibility="filter"' if at in hidden else ""
        lines.append(f"<table:table-row{seen}>{''.join(cells)}</table:table-row>")
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NS} office:version="1.2"><office:automatic-styles>'
        '<style:style style:name="gone" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/>'
        f'</style:style></office:automatic-styles><office:body><office:spreadsheet><table:table table:name="{sheet}">'
        f"{''.join(lines)}{extra}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        book.writestr("content.xml", content)
        book.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
            "</manifest:manifest>",
        )
    return path


def _record(kind, body=b""):
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, lengths = len(body), b""
    while True:
        size, low = size >> 7, size & 0x7F
        lengths += bytes([low | (0x80 if size else 0)])
        if not size:
            return head + lengths + body


def _text(words):
    return struct.pack("<I", len(words)) + words.encode("utf-16-le")


def xlsb(path, rows, *, hidden=(), merged=(), errors=(), far=None, sheet="Leavers"):
    """A binary workbook of texts; ``errors`` are places of #N/A, ``far`` one more cell at (row, column), both from 0."""
    placed = {at: [(column, cell) for column, cell in enumerate(row) if cell or (at, column) in errors] for at, row in enumerate(rows)}
    if far:
        placed.setdefault(far[0], []).append((far[1], "x"))
    body = _record(129) + _record(148, struct.pack("<4I", 0, max(placed), 0, max(column for cells in placed.values() for column, _ in cells)))
    body += _record(145)
    for at, cells in sorted(placed.items()):
        body += _record(0, struct.pack("<IIHBB", at, 0, 300, 0, 0x10 if at in hidden else 0) + b"\0" + struct.pack("<I", 0))
        for column, cell in cells:
            start = struct.pack("<I", column) + b"\0\0\0\0"
            body += _record(3, start + b"\x2a") if (at, column) in errors else _record(6, start + _text(cell))
    body += _record(146)
    if merged:
        body += _record(177, struct.pack("<I", len(merged)))
        body += b"".join(_record(176, struct.pack("<4I", top, bottom, left, right)) for top, left, bottom, right in merged) + _record(178)
    body += _record(130)
    book = _record(131) + _record(143) + _record(156, struct.pack("<II", 0, 1) + _text("rId1") + _text(sheet)) + _record(144) + _record(132)
    kinds = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="bin" '
        'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
    )
    link = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", kinds)
        out.writestr("_rels/.rels", link.format(kind="officeDocument", target="xl/workbook.bin"))
        out.writestr("xl/_rels/workbook.bin.rels", link.format(kind="worksheet", target="worksheets/sheet1.bin"))
        out.writestr("xl/workbook.bin", book)
        out.writestr("xl/worksheets/sheet1.bin", body)
    return path

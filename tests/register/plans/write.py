"""Invented plans written as files: one content, laid out as Word, Excel, HTML, markdown, text or CSV."""

from __future__ import annotations

import csv
import html
from dataclasses import dataclass, field
from pathlib import Path

FILLS = {"Red": "FF0000", "Amber": "FFC000", "Green": "00B050", "Blue": "4472C4"}


@dataclass
class Cell:
    """What stands in a cell: its words, a fill, words struck through or hidden beside them, how far it reaches down or across."""

    text: str = ""
    fill: str = ""
    struck: str = ""
    hidden: str = ""
    down: int = 1
    across: int = 1
    number: bool = False  # Word numbers it itself
    tick: bool = False  # a tick as a symbol
    raised: str = ""  # a footnote's mark

    @property
    def plain(self) -> str:
        return f"{self.text}{self.raised}"


@dataclass
class Block:
    """A heading, a paragraph, points of a list, or a table."""

    kind: str
    text: str = ""
    level: int = 1
    rows: list[list[Cell | None]] = field(default_factory=list)  # None: covered by a merged cell
    points: list[str] = field(default_factory=list)
    ordered: bool = False
    start: int = 1
    headed: int = 1  # rows of headings
    sheet: str = ""


def cells(*texts) -> list[Cell | None]:
    return [one if isinstance(one, Cell) or one is None else Cell(str(one)) for one in texts]


def write(blocks: list[Block], path: Path) -> Path:
    {".docx": _docx, ".xlsx": _xlsx, ".html": _html, ".md": _md, ".txt": _txt, ".csv": _csv}[path.suffix](blocks, path)
    return path


def _docx(blocks: list[Block], path: Path) -> None:
    import docx
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    document = docx.Document()
    numbers = _Numbers(document)
    for block in blocks:
        if block.kind == "heading":
            document.add_heading(block.text, block.level)
        elif block.kind == "text":
            document.add_paragraph(block.text)
        elif block.kind == "list":
            own = numbers.new(block.start) if block.ordered else None
            for point in block.points:
                paragraph = document.add_paragraph(point, style=None if block.ordered else "List Bullet")
                if own:
                    numbers.give(paragraph, own)
        else:
            table = document.add_table(len(block.rows), max(len(row) for row in block.rows))
            own = None
            for at, row in enumerate(block.rows):
                for place, cell in enumerate(row):
                    if cell is None:
                        continue
                    there = table.cell(at, place)
                    if cell.down > 1 or cell.across > 1:
                        there = there.merge(table.cell(at + cell.down - 1, place + cell.across - 1))
                    paragraph = there.paragraphs[0]
                    if cell.number:
                        own = own or numbers.new(block.start)
                        numbers.give(paragraph, own)
                        continue
                    if cell.tick:
                        sign = OxmlElement("w:sym")
                        sign.set(qn("w:font"), "Wingdings")
                        sign.set(qn("w:char"), "F0FC")
                        paragraph.add_run()._r.append(sign)
                        continue
                    if cell.struck:
                        paragraph.add_run(cell.struck).font.strike = True
                        if cell.text:
                            paragraph.add_run(" ")
                    run = paragraph.add_run(cell.text)
                    if at < block.headed and at % 2:
                        run.bold = True
                    if cell.hidden:
                        paragraph.add_run(f" {cell.hidden}").font.hidden = True
                    if cell.raised:
                        paragraph.add_run(cell.raised).font.superscript = True
                    if cell.fill:
                        shading = OxmlElement("w:shd")
                        shading.set(qn("w:val"), "clear")
                        shading.set(qn("w:fill"), FILLS[cell.fill])
                        there._tc.get_or_add_tcPr().append(shading)
    document.save(path)


class _Numbers:
    """Lists that Word numbers itself, each with its start."""

    def __init__(self, document):
        self.part = document.part.numbering_part.element
        self.count = 500

    def new(self, start: int) -> int:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        self.count += 1
        kind = OxmlElement("w:abstractNum")
        kind.set(qn("w:abstractNumId"), str(self.count))
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), "0")
        for tag, value in (("w:start", start), ("w:numFmt", "decimal"), ("w:lvlText", "%1.")):
            element = OxmlElement(tag)
            element.set(qn("w:val"), str(value))
            level.append(element)
        kind.append(level)
        self.part.insert(0, kind)
        number = OxmlElement("w:num")
        number.set(qn("w:numId"), str(self.count))
        ref = OxmlElement("w:abstractNumId")
        ref.set(qn("w:val"), str(self.count))
        number.append(ref)
        self.part.append(number)
        return self.count

    @staticmethod
    def give(paragraph, number: int) -> None:
        about = paragraph._p.get_or_add_pPr()
        listed = about.get_or_add_numPr()
        listed.get_or_add_ilvl().val = 0
        listed.get_or_add_numId().val = number


def _xlsx(blocks: list[Block], path: Path) -> None:
    import openpyxl
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.styles import Font, PatternFill

    book = openpyxl.Workbook()
    sheet, row = book.active, 0
    sheet.title = "Plan"
    for block in blocks:
        if block.sheet and row == 0 and not any(other.sheet == block.sheet for other in blocks[: blocks.index(block)]):
            sheet.title = block.sheet
        elif block.sheet and block.sheet != sheet.title:
            sheet, row = book.create_sheet(block.sheet), 0
        if block.kind in ("heading", "text"):
            row += 1
            sheet.cell(row, 1, block.text)
        elif block.kind == "list":
            for at, point in enumerate(block.points):
                row += 1
                sheet.cell(row, 1, f"{block.start + at}. {point}" if block.ordered else f"\u2022 {point}")
        else:
            row += 1
            for at, cells_ in enumerate(block.rows):
                for place, cell in enumerate(cells_):
                    if cell is None:
                        continue
                    there = sheet.cell(row + at + 1, place + 1)
                    text = str(block.start + at - block.headed) if cell.number else "\u2713" if cell.tick else cell.plain
                    if cell.struck and cell.text:
                        there.value = CellRichText(TextBlock(InlineFont(strike=True), cell.struck), f" {cell.text}")
                    elif cell.struck:
                        there.value, there.font = cell.struck, Font(strike=True)
                    elif text:
                        there.value = text
                    if cell.fill:
                        there.fill = PatternFill("solid", fgColor=FILLS[cell.fill])
                    if cell.down > 1 or cell.across > 1:
                        sheet.merge_cells(start_row=row + at + 1, end_row=row + at + cell.down, start_column=place + 1, end_column=place + cell.across)
            row += len(block.rows) + 1
    book.save(path)


def _html(blocks: list[Block], path: Path) -> None:
    out = ["<!doctype html><html><head><title>x</title></head><body>"]
    for block in blocks:
        if block.kind == "heading":
            out.append(f"<h{block.level}>{html.escape(block.text)}</h{block.level}>")
        elif block.kind == "text":
            out.append(f"<p>{html.escape(block.text)}</p>")
        elif block.kind == "list":
            tag = "ol" if block.ordered else "ul"
            start = f" start={block.start}" if block.ordered and block.start > 1 else ""
            out.append(f"<{tag}{start}>" + "".join(f"<li>{html.escape(point)}</li>" for point in block.points) + f"</{tag}>")
        else:
            out.append("<table>")
            for at, row in enumerate(block.rows):
                tag = "th" if at < block.headed else "td"
                out.append("<tr>")
                for cell in row:
                    if cell is None:
                        continue
                    about = "".join(f' {name}="{value}"' for name, value in (("rowspan", cell.down), ("colspan", cell.across)) if value > 1)
                    about += f' style="background-color:#{FILLS[cell.fill]}"' if cell.fill else ""
                    text = str(block.start + at - block.headed) if cell.number else "\u2713" if cell.tick else html.escape(cell.text)
                    text = (f"<s>{html.escape(cell.struck)}</s> " if cell.struck else "") + text
                    text += f"<sup>{cell.raised}</sup>" if cell.raised else ""
                    text += f'<span style="display:none">{html.escape(cell.hidden)}</span>' if cell.hidden else ""
                    out.append(f"<{tag}{about}>{text}</{tag}>")
                out.append("</tr>")
            out.append("</table>")
    path.write_text("\n".join([*out, "</body></html>"]), encoding="utf-8")


def _flat(block: Block) -> list[list[str]]:
    width = max(len(row) for row in block.rows)
    rows = []
    for at, row in enumerate(block.rows):
        texts = ["" if cell is None else str(block.start + at - block.headed) if cell.number else "\u2713" if cell.tick else cell.plain for cell in row]
        rows.append(texts + [""] * (width - len(texts)))
    return rows


def _md(blocks: list[Block], path: Path) -> None:
    out = []
    for block in blocks:
        if block.kind == "heading":
            out += [f"{'#' * block.level} {block.text}", ""]
        elif block.kind == "text":
            out += [block.text, ""]
        elif block.kind == "list":
            out += [f"{block.start + at}. {point}" if block.ordered else f"- {point}" for at, point in enumerate(block.points)] + [""]
        else:
            flat = _flat(block)
            for at, (row, texts) in enumerate(zip(block.rows, flat, strict=True)):
                texts = [
                    f"~~{cell.struck}~~ {text}".strip() if cell is not None and cell.struck else text
                    for cell, text in zip([*row, *[None] * (len(texts) - len(row))], texts, strict=True)
                ]
                out.append("| " + " | ".join(text.replace("|", "\\|") for text in texts) + " |")
                if at == 0:
                    out.append("|" + "---|" * len(texts))
            out.append("")
    path.write_text("\n".join(out), encoding="utf-8")


def _txt(blocks: list[Block], path: Path) -> None:
    out = []
    for block in blocks:
        if block.kind in ("heading", "text"):
            out += [block.text, ""]
        elif block.kind == "list":
            out += [f"{block.start + at}. {point}" if block.ordered else f"\u2022 {point}" for at, point in enumerate(block.points)] + [""]
        else:
            out += ["\t".join(row) for row in _flat(block)] + [""]
    path.write_text("\n".join(out), encoding="utf-8")


def _csv(blocks: list[Block], path: Path) -> None:
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        for block in blocks:
            if block.kind == "table":
                writer.writerows(_flat(block))
            elif block.text:
                writer.writerow([block.text])

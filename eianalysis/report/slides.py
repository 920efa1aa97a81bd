"""Slides of one release: the finding with its figure and sentences, then its table, as many rows as can be read on a wall."""

from __future__ import annotations

import io
from datetime import datetime

from pptx import Presentation
from pptx.enum.text import PP_ALIGN
from pptx.util import Emu, Pt

from eianalysis.figures import Figure
from eianalysis.forms import Shown
from eianalysis.tables import TableView
from eianalysis.vocabulary.showable import UNSHOWABLE

WIDE, HIGH, EDGE = Emu(12192000), Emu(6858000), Emu(457200)  # 16 to 9
TOP, FOOT = Emu(1270000), Emu(380000)
ROWS = 9  # of a table, on a slide
SENTENCES = 5  # where there is no figure; the notes have them all
CREATED = datetime(2000, 1, 1)  # the day it was made is no part of what it says
BLANK_WITH_TITLE = 5  # of python-pptx's own template


def slides(title: str, shown: Shown, marking: str, synthetic: str, note: str = ""):
    """The presentation; every slide has the title, the marking and whether the data are invented. ``note`` is for who speaks to the last."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDE, HIGH
    deck.core_properties.title, deck.core_properties.author = _clean(title), ""
    deck.core_properties.subject, deck.core_properties.comments = _clean(marking), _clean(synthetic)
    deck.core_properties.created = deck.core_properties.modified = CREATED
    foot = " · ".join(filter(None, (marking, synthetic)))
    if shown.drawn is not None or len(shown.said):
        first = _slide(deck, title, foot)
        if shown.drawn is not None:
            _figure(first, shown.drawn)
        else:
            _text(first, list(shown.said)[:SENTENCES], EDGE, TOP, WIDE - 2 * EDGE, HIGH - TOP - FOOT, 16)
        first.notes_slide.notes_text_frame.text = _clean("\n".join([*shown.said, *([shown.drawn.caption, shown.drawn.source] if shown.drawn else [])]))
    _table(deck, title, foot, shown.listed)
    if note:
        list(deck.slides)[-1].notes_slide.notes_text_frame.text = note
    return deck


def _slide(deck, title: str, foot: str):
    slide = deck.slides.add_slide(deck.slide_layouts[BLANK_WITH_TITLE])
    head = slide.shapes.title
    head.left, head.top, head.width, head.height = EDGE, Emu(230000), WIDE - 2 * EDGE, TOP - Emu(300000)
    head.text_frame.text, head.text_frame.word_wrap = _clean(title), True
    for run in head.text_frame.paragraphs[0].runs:
        run.font.size, run.font.bold = Pt(26), True
    if foot:
        _text(slide, [foot], EDGE, HIGH - FOOT, WIDE - 2 * EDGE, FOOT, 12)
    return slide


def _figure(slide, figure: Figure) -> None:
    """The figure as large as there is room for, with its words for who cannot see it."""
    picture = slide.shapes.add_picture(io.BytesIO(figure.png), EDGE, TOP)
    ratio = min((WIDE - 2 * EDGE) / picture.width, (HIGH - TOP - FOOT) / picture.height)
    picture.width, picture.height = Emu(int(picture.width * ratio)), Emu(int(picture.height * ratio))
    picture.left = Emu((WIDE - picture.width) // 2)
    picture._element.nvPicPr.cNvPr.set("descr", _clean(figure.alt))


def _table(deck, title: str, foot: str, view: TableView | None) -> None:
    """The table over as many slides as it takes, its headers on each; what its symbols mean and where it comes from in the notes."""
    if view is None:
        return
    if view.grid is None:
        _text(_slide(deck, title, foot), [view.message], EDGE, TOP, WIDE - 2 * EDGE, HIGH - TOP - FOOT, 16)
        return
    grid = view.grid
    captions = grid.captions
    headers = (*(["Table"] if grid.parts else []), *grid.headers)
    labels = grid.labels + bool(grid.parts)
    rows = [((caption,) if grid.parts else ()) + row for caption, row in zip(captions, grid.rows, strict=True)]
    words = "\n".join(filter(None, (view.subtitle, *grid.notes, *(f"{symbol} {meaning}" for symbol, meaning in grid.legend), view.source)))
    for start in range(0, len(rows), ROWS):
        slide, some = _slide(deck, title, foot), rows[start : start + ROWS]
        frame = slide.shapes.add_table(len(some) + 1, len(headers), EDGE, TOP, WIDE - 2 * EDGE, Emu(370000 * (len(some) + 1)))
        frame._element.nvGraphicFramePr.cNvPr.set("descr", _clean(f"{title}. {view.subtitle}"))
        for down, cells in enumerate((headers, *some)):
            for across, text in enumerate(cells):
                cell = frame.table.cell(down, across)
                cell.text = _clean(text)
                for paragraph in cell.text_frame.paragraphs:
                    paragraph.alignment = None if across < labels or not down else PP_ALIGN.RIGHT
                    for run in paragraph.runs:
                        run.font.size = Pt(12)
        _text(
            slide,
            ["; ".join(f"{symbol} {meaning}" for symbol, meaning in grid.legend)] if grid.legend else [],
            EDGE,
            HIGH - 2 * FOOT,
            WIDE - 2 * EDGE,
            FOOT,
            11,
        )
        slide.notes_slide.notes_text_frame.text = _clean(words)


def _text(slide, lines: list[str], left, top, width, height, size: int) -> None:
    if not lines:
        return
    frame = slide.shapes.add_textbox(left, top, width, height).text_frame
    frame.word_wrap = True
    for at, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.size = _clean(line), Pt(size)


def _clean(text: str) -> str:
    """Text without what a presentation cannot hold."""
    return UNSHOWABLE.sub("", str(text))

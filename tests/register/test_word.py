"""Word's own numbering, struck-through and hidden text, ticks of symbol fonts, discs in colour: as a reader of the page sees them."""

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from eianalysis.register.read.word import rows_of_word

BULLET = '<w:lvl w:ilvl="{}"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl>'


def numbered(document, levels, *, overrides="", number=901, abstract=901, more=""):
    """A list of the document: ``levels`` are (form, text, start); gives the number to use it by."""
    root = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text, start, *rest) in enumerate(levels)
        for extra in ["".join(rest)]
    )
    if levels:
        root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}">{inner}{more}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'))
    return number


def point(document, text, number, level=0):
    paragraph = document.add_paragraph(text)
    about = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    about.get_or_add_ilvl().val = level
    about.get_or_add_numId().val = number
    return paragraph


def shown(document):
    content = io.BytesIO()
    document.save(content)
    return [row.cells[0] for row in rows_of_word(content.getvalue(), "x.docx")]


def test_levels_count_within_each_other_and_begin_again():
    document = docx.Document()
    number = numbered(document, [("decimal", "%1.", 1), ("decimal", "%1.%2", 1), ("lowerRoman", "(%3)", 1)])
    for text, level in (("a", 0), ("b", 1), ("c", 1), ("d", 2), ("e", 2), ("f", 0), ("g", 1), ("h", 2)):
        point(document, text, number, level)
    assert shown(document) == ["1. a", "1.1 b", "1.2 c", "(i) d", "(ii) e", "2. f", "2.1 g", "(i) h"]


def test_a_list_starts_where_it_says_and_an_instance_of_it_anew():
    document = docx.Document()
    first = numbered(document, [("decimal", "R%1", 7)])
    second = numbered(document, [], number=902, overrides='<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride>')
    third = numbered(document, [], number=903)  # goes on with the same list
    for text, number in (("a", first), ("b", first), ("c", second), ("d", second), ("e", third)):
        point(document, text, number)
    assert shown(document) == ["R7 a", "R8 b", "R3 c", "R4 d", "R5 e"]


def test_forms_of_numbers_levels_that_do_not_begin_again_and_legal_ones():
    document = docx.Document()
    number = numbered(
        document,
        [("upperLetter", "%1)", 1), ("decimalZero", "%2", 1, '<w:lvlRestart w:val="0"/>'), ("decimal", "%1.%2.%3", 1, "<w:isLgl/>"), ("bullet", "o", 1)],
    )
    for text, level in (("a", 0), ("b", 1), ("c", 0), ("d", 1), ("e", 2), ("f", 3)):
        point(document, text, number, level)
    assert shown(document) == ["A) a", "01 b", "B) c", "02 d", "2.2.1 e", "\u25cb f"]


def test_a_style_may_number_and_a_paragraph_may_take_it_off():
    document = docx.Document()
    document.add_paragraph("a", style="List Number")
    paragraph = document.add_paragraph("b", style="List Number")
    paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 0
    document.add_paragraph("c", style="List Number")
    document.add_paragraph("d", style="List Bullet")
    assert shown(document) == ["1. a", "b", "2. c", "\u2022 d"]


def cells(document):
    content = io.BytesIO()
    document.save(content)
    return rows_of_word(content.getvalue(), "x.docx")


def table(document, *texts):
    made = document.add_table(1, len(texts))
    for cell, text in zip(made.rows[0].cells, texts, strict=True):
        cell.text = text
    return made


def test_what_is_struck_through_or_hidden_by_itself_or_by_its_style():
    document = docx.Document()
    gone = document.styles.add_style("Gone", 2)
    gone.font.strike = True
    gone.base_style = document.styles["Default Paragraph Font"]
    unseen = document.styles.add_style("Unseen", 1)
    unseen.font.hidden = True
    made = table(document, "", "", "", "")
    made.cell(0, 0).paragraphs[0].add_run("old", style="Gone")
    made.cell(0, 0).paragraphs[0].add_run(" new")
    made.cell(0, 1).paragraphs[0].add_run("all old", style="Gone")
    made.cell(0, 2).paragraphs[0].style = "Unseen"
    made.cell(0, 2).paragraphs[0].add_run("unseen")
    run = made.cell(0, 3).paragraphs[0].add_run("seen again", style="Gone")
    run.font.strike = False
    row = cells(document)[0]
    assert row.texts == ("new", "all old", "", "seen again") and row.gone[0] == "old"
    assert [sorted(mark) for mark in row.marks] == [["part_struck_through"], ["struck_through"], ["hidden_text"], []]


@pytest.mark.parametrize(
    "font, letter, sign",
    [
        ("Wingdings", "\u00fc", "\u2713"),
        ("Wingdings 2", "P", "\u2713"),
        ("Wingdings", "\u00fb", "\u2717"),
        ("Webdings", "a", "\u2713"),
        ("Arial", "\u2713", "\u2713"),
        ("Wingdings", "\uf0fc", "\u2713"),
    ],
)
def test_letters_of_symbol_fonts_are_their_signs(font, letter, sign):
    document = docx.Document()
    made = table(document, "", "x")
    made.cell(0, 0).paragraphs[0].add_run(letter).font.name = font
    assert cells(document)[0].text(0) == sign


def test_a_disc_in_colour_is_that_colour():
    from docx.shared import RGBColor

    document = docx.Document()
    made = table(document, "", "", "")
    for at, (text, colour) in enumerate((("\u25cf", "FF0000"), ("\u25a0", "00B050"), ("Red words", "FF0000"))):
        made.cell(0, at).paragraphs[0].add_run(text).font.color.rgb = RGBColor.from_string(colour)
    row = cells(document)[0]
    assert row.texts == ("", "", "Red words") and row.shades == ("red", "green", "")


def test_notes_at_the_foot_and_raised_numbers_leave_no_trace_in_the_words():
    document = docx.Document()
    made = table(document, "Head of HR", "2 m")
    made.cell(0, 0).paragraphs[0].add_run("1").font.superscript = True
    made.cell(0, 1).paragraphs[0].add_run("nd").font.superscript = True
    row = cells(document)[0]
    assert row.texts == ("Head of HR", "2 mnd") and row.marks[0] == {"footnote_mark"}

"""Makes the committed documents of this folder: small, invented, with the traits P1 to P23 of the real ones.

Run as ``python tests/register/documents/make.py`` after a change; the tests read the committed files. Names are invented.
"""

from pathlib import Path

HERE = Path(__file__).parent

PLAN_ROWS = [
    ["Objective", "Action Required", "Action Owner", "Age", "Race", "Date RAG", "Progress Update"],
    ["", "", "", "Age", "Disability", "", ""],
    ["AB1 - Learn about places. REF ESPS I", "01 - List sources.", "XY", "", "\u2713", "Aug-12 *", "A list exists."],
    ["", "02-Ask people\u00a0again.", "", "", "", "May - 12", ""],
    ["AB 2- - Audit calls by means of ...", "01 - First audit.", "XY", "", "", "ngoing", ""],
    ["Objective", "Action Required", "Action Owner", "Partnership", "Marriage & Civil Partnership", "Date RAG", ""],
    ["a sample.", "02 Report it.", "", "", "", "Sept 12 onwards", "This action shown complete."],
    ["AB-3 \u2013 Open a page", "01 - Start it. 02- -Tell people.", "Pat Example", "", "", "When the office moves.", ""],
    ["AB4 Close it", "TBC", "XY", "", "", "Q1 23", "Ask pat.example@example.org or 020 7946 0018."],
]


def plan_docx() -> None:
    """Merged cells (across and down), shaded cells, an inserted and a deleted word, a table within a cell."""
    import docx
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    document = docx.Document()
    document.add_heading("The Plan", 1)
    table = document.add_table(0, 7)
    for values in PLAN_ROWS:
        for cell, value in zip(table.add_row().cells, values, strict=True):
            cell.text = value
    table.cell(2, 0).merge(table.cell(3, 0))  # the objective stands beside both of its actions
    table.cell(2, 2).merge(table.cell(3, 2))  # and so does their owner
    for row, colour in ((2, "FF0000"), (3, "FFC000"), (4, "D9D9D9")):
        shading = OxmlElement("w:shd")
        shading.set(qn("w:val"), "clear")
        shading.set(qn("w:fill"), colour)
        table.cell(row, 5)._tc.get_or_add_tcPr().append(shading)
    paragraph = table.cell(4, 1).paragraphs[0]
    for tag, text, inner in (("w:ins", " Twice.", "w:t"), ("w:del", " Never.", "w:delText")):
        change, run, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
        words.text = text
        words.set(qn("xml:space"), "preserve")
        run.append(words)
        change.append(run)
        paragraph._p.append(change)
    document.save(HERE / "plan.docx")


def report_docx() -> None:
    """A highlight report whose deliverables stand in a table within a cell, and again below it; lists as Word makes them."""
    import docx

    document = docx.Document()
    table = document.add_table(0, 10)
    header = ["Workstream", "Retention and Exiting", "Owner", "A unit", "Date", "24/01/23", "Project RAG", "", "Benefit RAG", "TBD"]
    for cell, value in zip(table.add_row().cells, header, strict=True):
        cell.text = value
    cells = table.add_row().cells
    cells[0].merge(cells[4])
    for place, words in enumerate(
        (
            "Develop a plan for those who come back 09/21 written",
            "Ensure that leaders talk with people who think of leaving",
            "Review why people go, and say so every quarter to the board that asked for it",
        )
    ):
        paragraph = cells[0].paragraphs[0] if place == 0 else cells[0].add_paragraph()
        paragraph.text, paragraph.style = words, "List Bullet"
    inner = cells[5].add_table(2, 2)
    for at, words in enumerate(("Description", "Date", "Open a quiet room (COMPLETE)", "11/21")):
        inner.cell(at // 2, at % 2).text = words
    for words in (["Open a quiet room (COMPLETE)", "11/21"], ["Start a scheme", "11/21 but ongoing"]):
        cells = table.add_row().cells
        cells[5].text, cells[6].text = words
    cells = table.add_row().cells
    cells[0].text, cells[5].text = "Progress since last update", "Key next steps"
    cells = table.add_row().cells
    cells[0].text = "\u2022Training done \u2022Helpers in place"
    cells[5].text = "\u2022 Wait for the report \u2022 Widen the mornings"
    document.save(HERE / "report.docx")


REVIEW = """<!doctype html><html><head><title>Not part of it</title><script>document.write("Recommendation")</script></head>
<body onload="alert(1)"><p>A review of something</p>
<table><tr><th>A review</th><th>Recommendation &amp;/or Area</th><th>Force Task Owner</th><th>Progress</th></tr>
<tr><td>1.</td><td>The force should have one team.<script>alert("one")</script></td><td rowspan="2">HR</td>
<td>Being done <img src="x" onerror="alert(2)"> &lt;script&gt;alert(3)&lt;/script&gt; soon.</td></tr>
<tr><td><p>2.</p></td><td>New powers are needed, including:<ul><li>to appeal;<li>to reopen cases</ul></td><td>This affects all.</td></tr>
<tr><td colspan="4">Appendix 1: page furniture</td></tr>
<tr><td></td><td></td><td></td><td>More was said on the next page.</td></tr>
</table><p>\u00b9 A note</p></body></html>
"""

TABLE = """# Action plan of another force

| Ref | Recommendation | Lead | Due date | Status | RAG | Comments |
|---|---|---|---|---|---|---|
| R1 | Train every officer who searches | Head of Training | 01/11/22 | Ongoing | Amber | |
| R2 | Publish what the searches find | =HYPERLINK("x") | Q1 2023 | Complete | | On the site |
|  |  |  |  |  |  | since March |
| Ref | Recommendation | Lead | Due date | Status | RAG | Comments |
| R2 | Ask those who were searched | | some day | | | |
"""


def plan_xlsx() -> None:
    """Two sheets, headings on the third row, merged cells, real dates, a formula."""
    import datetime

    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Plan"
    sheet.append(["Action plan of a third force"])
    sheet.append([])
    sheet.append(["No.", "Action", "Responsible", "Deadline", "Progress"])
    sheet.append([1, "Write to every leaver", "HR", datetime.date(2023, 3, 31), "Begun"])
    sheet.append([2, "Read what they answer", None, datetime.date(2023, 6, 30), None])
    sheet.append([3, "Tell the board", "HR", "Q2 23", None])
    sheet.merge_cells("C4:C5")
    book.create_sheet("Notes").append(["Nothing here"])
    book.save(HERE / "plan.xlsx")


def main() -> None:
    plan_docx()
    report_docx()
    plan_xlsx()
    (HERE / "review.html").write_text(REVIEW, encoding="utf-8", newline="\n")
    (HERE / "table.md").write_text(TABLE, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

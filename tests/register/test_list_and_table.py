"""A plan whose items stand in a list and in a table: what the table's reading leaves out is told, and the advice reads it."""

import io

import docx
import pytest

from eianalysis.register.read.plans import ABOVE, read_plans
from eianalysis.register.read.word import rows_of_word


@pytest.fixture
def read():
    def of(*, points=(), table=(), prose=()):
        document = docx.Document()
        for text in (*prose, *(line for point in points for line in point)):
            document.add_paragraph(text)
        if table:
            made = document.add_table(rows=0, cols=len(table[0]))
            for texts in table:
                for cell, text in zip(made.add_row().cells, texts, strict=True):
                    cell.text = text
        content = io.BytesIO()
        document.save(content)
        return read_plans(rows_of_word(content.getvalue(), "plan.docx"))

    return of


POINTS = (
    ("A1) Publish refusal rates each quarter", "Lead: Head of Vetting", "Deadline: 30 June 2023"),
    ("A2) Offer each refused applicant a conversation", "Lead: Resourcing Manager", "Deadline: 31 July 2023"),
)
TABLE = (
    ("No.", "Action", "Owner", "By"),
    ("B1", "Set up an appeal panel", "Director of People", "1 September 2023"),
    ("B2", "Report appeals upheld by group", "Director of People", "12 November 2023"),
)


def test_items_of_a_list_above_the_table_are_told(read):
    found = read(points=POINTS, table=TABLE)
    assert [item.label for item in found.items] == ["B1", "B2"]
    assert [what for _, what in found.unplaced].count(ABOVE) == 2


def test_the_list_alone_is_read_as_the_advice_says(read):
    assert "a document of its own" in ABOVE
    assert [item.owner_raw for item in read(points=POINTS).items] == ["Head of Vetting", "Resourcing Manager"]


def test_words_that_lead_up_to_a_table_are_no_items(read):
    found = read(prose=("Fair vetting plan", "The board agreed two aims:", "1. Fewer refusals without a reason", "2. A fair way to appeal"), table=TABLE)
    assert ABOVE not in [what for _, what in found.unplaced]

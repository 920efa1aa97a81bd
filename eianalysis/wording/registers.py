"""What is said of tables that are lists: register items, notes on the data, the leading stage of a way."""

from __future__ import annotations

import pandas as pd

from eianalysis.errors import UsageError
from eianalysis.measures.catalogue import form_declared
from eianalysis.measures.leading_stage import NONE_STANDS_OUT
from eianalysis.results import ALL, Release
from eianalysis.wording.numbers import capital, count, uncapital
from eianalysis.wording.reading import Block, hidden


def sentences(released: Release) -> list[str]:
    """How many items, why they need the board, and how they stand; of a trajectory or a leading stage, what was found."""
    table = released.table
    if "if_kept" in table or form_declared(released.measure) == "answer":  # the notes are the answer
        return list(released.definition.notes)
    if "contributes_most" in table:
        return [_leading(row) for _, row in table.iterrows()]
    said = [f"The table has {count(len(table))} item{'s' if len(table) != 1 else ''}."] if "item_id" in table else []  # else its rows say it
    if "reasons" in table and len(table):
        why = table["reasons"].fillna("").astype(str).str.split(";").explode().str.strip()
        why = why[why != ""].value_counts(sort=False)
        need = "1 item needs the board" if len(table) == 1 else f"{count(len(table))} items need the board"
        said = [f"{need}{': ' if len(why) else ''}{', '.join(f'{count(n)} {word}' for word, n in why.items())}."]
    for column, what in (("schedule_health", "By schedule"), ("rag_reported", "As reported")):
        if column in table and len(table):
            counts = table[column].fillna("not recorded").astype(str).str.replace("_", " ").value_counts(sort=False)
            said.append(f"{what}: {', '.join(f'{count(n)} {word}' for word, n in counts.items())}.")
    return said


def _leading(row: pd.Series) -> str:
    """'White officers, compared with …: over the whole way 0.5 times (…), clear difference. Contributes most: …'."""
    whole = f": over the whole way {row['over_the_whole_way'].casefold()}" if row["leads_in"] or row["contributes_most"] == NONE_STANDS_OUT else ""
    often = f", leading in {row['leads_in']}" if row["leads_in"] and row["contributes_most"] != NONE_STANDS_OUT else ""
    named = row["contributes_most"] if not often else f"'{row['contributes_most']}' contributes most{often}"
    return f"{row['group']}, compared with {row['compared_with']}{whole}. {named}."


def data_notes(released: Release, parts: tuple[Block, ...]) -> list[str]:
    """One sentence a note, the table named where there are several; then what is said of whole files."""
    several = released.table["table"].nunique() > 1

    def where(row: pd.Series) -> str:
        names = ([row["table"].replace("_", " ")] if several else []) + [row[key] for key in ("part",) if row.get(key)]
        return f"{', '.join(names)}: " if names else ""

    said = [
        f"{where(row)}{count(row['numerator'])} of {count(row['denominator'])} {released.definition.noun}: {row['group']}."
        for block in parts
        for _, row in block.rows.iterrows()
        if row["group"] not in (ALL, "Kept") and not hidden(row)
    ]
    few = any(hidden(row) for block in parts for _, row in block.rows.iterrows())
    notes = [f"{capital(note)}." for note in released.definition.notes]
    return [*(capital(each) for each in said), *notes, *["Some further notes are on too few rows to be counted here."] * few]


def line(released: Release) -> str:
    """The last three answers of a list of questions, for a board."""
    table = released.table
    if not {"question", "answer"} <= set(table) or table.empty:
        raise UsageError(f"board_lines() cannot lead with {released.measure}")
    kept = [_answer(str(row["question"]), str(row["answer"])) for _, row in table.iterrows()][-3:]
    return f"{released.definition.title}: {'; '.join(uncapital(text) for text in kept)}."


def _answer(question: str, answer: str) -> str:
    """The first sentence of an answer, said so that it can stand without its question."""
    said = answer.split(". ")[0].rstrip(".")
    shown = question.startswith("When could it be shown") and said.startswith("After")
    return f"shown to be met {uncapital(said)}" if shown else said

"""References are sought in every column of every table that holds some, in whatever way they are written, in every sink."""

import json
from types import SimpleNamespace

import pandas as pd
import pytest
import xlsxwriter

from eianalysis.report.execute import Failure
from eianalysis.report.loaded_inputs import references
from eianalysis.report import leaks
from eianalysis.report.leaks import Forbidden, scan
from eianalysis.report.reference_words import SPLIT, ReferenceWords
from eianalysis.schema import TABLES

KIND = "the reference of a person or a case"


def tables(**columns):
    return {"one": SimpleNamespace(frame=pd.DataFrame({name: pd.Series(held) for name, held in columns.items()}))}


def test_every_column_of_references_is_sought():
    columns = {column.name for table in TABLES.values() for column in table.columns if column.reference} - {"source_ref"}
    assert len(columns) > 10
    assert references(tables(**{name: [f"{name}-0001", None] for name in columns})) == {f"{name}-0001" for name in columns}


def test_places_in_papers_and_names_of_events_are_not():
    held = tables(source_ref=["APPENDIX B, ROW 1"], event_ref=["Careers fair", "E0001"], panel_ref=["Board", "PA001"], sex=["Female"])
    assert references(held) == {"E0001", "PA001"}


@pytest.mark.parametrize("reference", ["PC12", "ACT1984", "P1984", "1984", "12-34"])
def test_what_could_be_a_word_and_a_number_is_sought_as_it_is_written_only(reference):
    words = ReferenceWords.of([reference])
    assert not words.stand_in("A PC 12 years in post; the Act 1984, p. 1984; 12/34 of 12 34; ACT. 1984") or reference == "12-34"


@pytest.mark.parametrize("how", ["shared", "rich", "comment", "sheet", "header", "property"])
def test_a_reference_in_any_part_of_a_workbook_is_found(tmp_path, how):
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        sheet = book.add_worksheet("P 00123" if how == "sheet" else "one")
        if how == "shared":
            sheet.write_string(0, 0, "about p-00123")
        if how == "rich":
            sheet.write_rich_string(0, 0, "P00", book.add_format({"bold": True}), "123")
        if how == "comment":
            sheet.write_comment(0, 0, "P 00123")
        if how == "header":
            sheet.set_header("&CP-00123")
        if how == "property":
            book.set_properties({"title": "P 00123"})
    assert ("t.xlsx", KIND) in scan(tmp_path, Forbidden.of(["P00123"], []))


def test_numbers_of_a_workbook_are_no_references(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        book.add_worksheet("one").write_row(0, 0, [765, 4321, 7654321])
    assert scan(tmp_path, Forbidden.of(["7654321"], [])) == []


@pytest.mark.parametrize("where", ["source", "stream", "alt", "html", "plain"])
def test_a_reference_in_any_part_of_an_executed_notebook_is_found(tmp_path, where):
    data = {"alt": {"application/x+json": {"alt": "P 00123"}}, "html": {"text/html": "<p>P<b>00123</b></p>"}, "plain": {"text/plain": "P-00123"}}
    outputs = [{"output_type": "display_data", "metadata": {}, "data": data[where]}] if where in data else []
    outputs += [{"output_type": "stream", "name": "stdout", "text": "about P 00123"}] if where == "stream" else []
    cell = {"cell_type": "code", "metadata": {}, "source": "x = 'P 00123'" if where == "source" else "1", "outputs": outputs}
    (tmp_path / "06.ipynb").write_text(json.dumps({"metadata": {}, "cells": [cell]}))
    assert ("06.ipynb", KIND) in scan(tmp_path, Forbidden.of(["P00123"], []))


def test_a_failure_that_names_somebody_is_told_without_its_words():
    people = ReferenceWords.of(["P00123"])
    told = Failure("06-retention", 3, "Who leaves", "UsageError: there is no 'P 00123'; did you mean P00124?", 2).without(people)
    assert "00123" not in str(told) and "UsageError (its message is withheld, as it names a person or a case)" in str(told)
    assert told.exit_code == 2
    kept = Failure("06-retention", 3, "Who leaves", "UsageError: there is no 'x'")
    assert kept.without(people) is kept


def steps(monkeypatch, words, text):
    """How many letters of a text are put together in the search, piece by piece; the rest is one pass of it and look-ups in sets."""
    looked_at, split = [], ReferenceWords._split

    def counted(self, run):
        looked_at.append(len(run))
        return split(self, run)

    with monkeypatch.context() as patch:
        patch.setattr(ReferenceWords, "_split", counted)
        assert not words.stand_in(text)
    return sum(looked_at)


def test_what_a_search_takes_grows_with_the_text_and_not_with_the_references(monkeypatch):
    few, many = (ReferenceWords.of(f"{letter}{number:05}" for letter in "PCGK" for number in range(most)) for most in (20, 20_000))
    for sentence in ("In the 12 months to 31 March 2023, 130 of 2,000 officers left (6.5%). ", "1 2 3 4 5 6 7 8 9 10 11 12 ", "a-1/" * 20, "x" * 500 + " "):
        one, ten = (steps(monkeypatch, many, sentence * times) for times in (100, 1000))
        assert ten <= 10.5 * one + 100 and one <= 6 * 8 * len(sentence) * 100, sentence[:20]
        assert steps(monkeypatch, few, sentence * 100) == one


def test_a_run_of_words_that_is_put_together_has_an_end():
    """However long the text, six words of it at most are put together from each."""
    text = "7 " * 5_000 + "a1-" * 5_000 + "x" * 20_000 + "1"
    found = [match[1] for match in SPLIT.finditer(text)]
    assert len(found) <= len(text.replace("-", " ").split()) and max(len(run.replace("-", " ").split()) for run in found) == 6


@pytest.mark.parametrize("text", ["a" * 3_000_000, "a." * 300_000 + "@", "a@" * 300_000], ids=["letters", "dots", "ats"])
def test_an_address_is_looked_for_in_one_pass(text):
    """Where each letter began a search of its own, three million letters in a row took an hour: the test would not end."""
    assert not leaks.EMAIL.search(text) and leaks.EMAIL.search(text + " jo.bloggs@city.police.uk")


def test_an_address_however_long_is_found():
    assert all(leaks.EMAIL.search(f"write to {name}@city.police.uk.") for name in ("j", "jo.bloggs+x", "x" * 80))


def told(project, monkeypatch, module, *cells):
    """``(code, err, everything told)`` of a run whose tables hold one reference."""
    monkeypatch.setattr(module, "references", lambda tables: {"P00123"})
    project.add("06-retention", *cells)
    code, out, err = project("run", "2023-04")
    return code, err, out + err + (project.outputs / "log.jsonl").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_reference_in_a_failure_is_in_no_log(project, monkeypatch):
    from eianalysis.report import build_pack

    failing = "from eianalysis.errors import UsageError\nraise UsageError('there is no ' + 'P 00' + '123')"
    code, err, said = told(project, monkeypatch, build_pack, "# R", failing)
    assert code == 1 and "its message is withheld" in err
    assert "00123" not in said


@pytest.mark.slow
def test_a_reference_in_a_page_stops_the_run(project, monkeypatch):
    from eianalysis.report import pack_checks

    code, err, said = told(project, monkeypatch, pack_checks, "# R\n\nP-00**123** left.", "print('good')")
    assert code == 4 and "06-retention.html: the reference of a person or a case" in err
    assert "00123" not in said and "00**123" not in said

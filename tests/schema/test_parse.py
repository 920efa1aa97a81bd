"""Cells as people write them."""

import re

import pytest

from eianalysis.schema import TABLES, Column, Table
from eianalysis.schema import parse
from eianalysis.schema.suggest import nearest_code


@pytest.mark.parametrize("text", ["", "  ", "N/A", "n/a", "NULL", "-", "\u00a0", "NaN", None, float("nan")])
def test_what_says_nothing_is_blank(text):
    assert parse.clean(text) == ""


@pytest.mark.parametrize("text", ["None", "none", "0", "No", "Not stated", "#N/A", "#REF!", "#VALUE!", "Err:502"])
def test_what_is_an_answer_is_not_blank(text):
    assert parse.clean(text) == text


def test_odd_blanks_are_trimmed():
    assert parse.clean("\ufeff W1\u00a0 ") == "W1"


def test_numbers_with_thousands_commas_and_what_is_none():
    fte = Column("fte", "number", "x", low=0, high=1.5)
    assert parse.read_numbers(["1,234.5"], Column("x", "number", "x")) == ({"1,234.5": 1234.5}, {})
    values, reasons = parse.read_numbers(["0.6", "2", "-1", "1,0", "half"], fte)
    assert values == {"0.6": 0.6}
    assert reasons == {"2": "it is above 1.5", "-1": "it is below 0", "1,0": parse.COMMAS, "half": "it is not a number"}
    count = Column("age", "count", "x")
    assert parse.read_numbers(["46.0", "46.5", "-2"], count) == ({"46.0": 46.0}, {"46.5": "it is not a whole number", "-2": "a count cannot be below 0"})


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (["0,6", "1", "0,625"], [0.6, 1, 0.625]),
        (["37,5", "36", "18,75", "30,0", "22,5", "7,25"], [37.5, 36, 18.75, 30, 22.5, 7.25]),
        (["1,234", "12,000", "1,234.5"], [1234, 12000, 1234.5]),
    ],
)
def test_a_comma_parts_decimals_where_the_column_shows_that_it_does(texts, values):
    read, reasons = parse.read_numbers(texts, Column("hours", "number", "x"))
    assert not reasons and list(read.values()) == values


@pytest.mark.parametrize(
    "texts",
    [
        ["37,5", "1,250"],  # of a column where another comma may part thousands
        ["0,6", "0.8"],  # and of one that has dots too
        ["0,6", "1,250"],
        ["37,5", "36", "18,5"],  # too few to be no slips of the hand
        ["0,5", "1,234,567"],
    ],
)
@pytest.mark.follows
def test_a_comma_that_may_be_either_is_refused_and_the_cure_followed(texts):
    column = Column("hours", "number", "x")
    read, reasons = parse.read_numbers(texts, column)
    assert {text for text in texts if re.search(r",\d{1,2}$", text)} <= set(reasons)
    assert "," not in "".join(read) or "1,234,567" in read
    assert set(reasons.values()) == {parse.COMMAS} and "write decimals with a dot" in parse.COMMAS
    mended = [re.sub(r",(?=\d{1,2}$)", ".", text) for text in texts]
    assert parse.read_numbers(mended, column)[1] == {}


def test_yes_and_no_however_written():
    values, reasons = parse.read_flags(["Y", "yes", "TRUE", "t", "1", "1.0", "N", "No", "false", "0", "0.0", "perhaps"])
    assert list(values.values()) == [True] * 6 + [False] * 5
    assert reasons == {"perhaps": "it is neither yes nor no"}


def test_codes_by_code_label_or_other_word_in_any_case():
    sex = TABLES["leavers"]["sex"]
    values, reasons = parse.read_codes(["f", "Female", "WOMAN", "x", "Unknown", "Q"], sex)
    assert values == {"f": "Female", "Female": "Female", "WOMAN": "Female", "x": "Other", "Unknown": "Not recorded"}
    assert reasons == {"Q": "it is not in the sex codes"}


def test_a_code_wins_over_a_label_spelt_alike():
    column = Column("x", "code", "x", codes={"A": "B", "B": "C"})
    assert parse.read_codes(["b"], column)[0] == {"b": "B"}


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("W8", "nearest is 'W9' (Any other White background)"),
        ("Bangladesh", "nearest is 'A3' (Bangladeshi)"),
        ("zzz", "see the 18+1 list in docs/data-dictionary.md"),
    ],
)
def test_the_nearest_code(text, hint):
    assert nearest_code(text, TABLES["leavers"]["ethnicity_code"]) == hint


def test_a_declaration_that_cannot_be_right_is_refused():
    with pytest.raises(ValueError, match="'integer' is not one of"):
        Column("x", "integer", "x")
    with pytest.raises(ValueError, match="a code column needs its codes"):
        Column("x", "code", "x")
    with pytest.raises(ValueError, match=r"other words for codes it does not have: \['Z'\]"):
        Column("x", "code", "x", codes={"A": "a"}, also={"zed": "Z"})
    with pytest.raises(ValueError, match=r"declared twice: \['x'\]"):
        Table("t", "a row", (Column("x", "text", "x"), Column("x", "text", "y")))

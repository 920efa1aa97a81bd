"""Which references are sought in a text, and in how many pieces: by hand, to the digit."""

import pytest

from eianalysis.report.reference_words import ReferenceWords


def stands(reference, text):
    return ReferenceWords.of([reference]).stand_in(text)


@pytest.mark.parametrize(("reference", "sought"), [("123456", False), ("1234567", True), ("ab1", False), ("ab12", True), ("a-b-1", False), ("a-b-12", True)])
def test_short_ones_cannot_be_told_from_counts_and_words(reference, sought):
    assert stands(reference, f"of {reference} it is said") is sought


@pytest.mark.parametrize(
    ("reference", "text", "found"),
    [
        ("pc1234", "pc 1234", True),  # four digits
        ("pc123", "pc 123", False),
        ("pc123", "pc123", True),
        ("fy2022", "fy 2022", False),  # a year
        ("fy2022", "fy2022", True),
        ("fy2122", "fy 2122", True),
    ],
)
def test_in_pieces_are_sought_those_of_four_digits_that_are_no_year(reference, text, found):
    assert stands(reference, text) is found


def test_of_none_there_is_none():
    assert ReferenceWords.of([]).stand_in("P00123") is False
    assert ReferenceWords.of(["ab1", "P00123"]).stand_in("P00123") is True
    assert ReferenceWords.of(["P00123"]).stand_in("P 00124") is False

"""Small numbers of people in words: found, printed as [c] until the analyst has read them, and only then as they are written."""

import shutil
from dataclasses import replace

import pytest

import eianalysis as ei
from eianalysis.cycle import load_cycle
from eianalysis.register.few_in_words import few_in_words, hide_few
from eianalysis.register.to_read import said, to_read


@pytest.mark.parametrize(
    "text, found",
    [
        ("Five passed, four of them women.", ["four of them women"]),
        ("Nine of the ten officers passed the board", ["Nine of the ten officers"]),
        ("3 of 12 candidates were successful", ["3 of 12 candidates"]),
        ("three officers resigned and 2 PCSOs left", ["three officers", "2 PCSOs"]),
        ("Two senior women left", ["Two senior women"]),
        ("Only one was dismissed", ["one was dismissed"]),
        ("1 Black officer", ["1 Black"]),
        ("four passed", ["four passed"]),
    ],
)
def test_few_people_are_found(text, found):
    assert few_in_words(text) == found
    assert few_in_words(hide_few(text)) == [] and hide_few(text).count("[c]") == len(found)
    assert hide_few(text, found) == text


@pytest.mark.parametrize(
    "text",
    [
        "two workshops in three months",
        "one of the 11 actions",
        "9,431 officers, 4,900 staff",
        "2% of officers",
        "1.3 officers",
        "level 2 officers",
        "1 in 4 people",
        "two staff networks",
        "seven officers resigned",
        "six of the twelve candidates",
        "in 2022 officers",
        "Recommendation 3: people",
        "one-to-one with officers",
        "at 4pm officers",
        "3 of 5 objectives met",
        "three years of officers' records",
    ],
)
def test_what_counts_nobody_or_enough_is_left_alone(text):
    assert few_in_words(text) == [] and hide_few(text) == text


@pytest.fixture
def cycle(tmp_path, root):
    shutil.copytree(root / "data", tmp_path / "data", ignore=shutil.ignore_patterns("synthetic", "raw"))
    path = tmp_path / "data" / "recommendations" / "updates.csv"
    text = path.read_text(encoding="utf-8")
    assert "one officer" in text
    path.write_text(text.replace("one officer", "one  Officer"), encoding="utf-8")
    return load_cycle("2023-04", data_dir=tmp_path / "data")


def test_they_are_shown_to_the_analyst_and_the_advice_cures(cycle):
    unread = replace(cycle, as_written=())
    words = "\n".join(said(to_read(unread)))
    assert "recommendations/updates.csv, row" in words and '  "four of them women",' in words
    assert to_read(cycle) == [], "a passage is known whatever its spacing and capitals"
    assert said([]) == []


def test_nothing_is_printed_unseen(cycle):
    """Every text table of the register, as pages get it."""
    unread = replace(cycle, as_written=())
    for load in (ei.load_register, ei.load_updates, ei.load_workstreams, ei.load_evidence, ei.load_decisions, ei.load_disparities, ei.load_panel):
        frame = load(unread).frame
        texts = [str(text) for column in frame.columns for text in frame[column].unique()]
        assert not [text for text in texts if few_in_words(text)]
    shown = "\n".join(ei.load_register(unread).frame["title_plain"])
    assert "[c] of them women" in shown
    assert "four of them women" in "\n".join(ei.load_register(cycle).frame["title_plain"])

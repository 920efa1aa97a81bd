"""A word that stands in the first row of its block only is refused; few words here and there are not."""

import numpy as np
import pandas as pd
import pytest
from sources.test_load import put
from sources.test_mapping import a_cycle

from eianalysis.errors import DataFault
from eianalysis.schema import TABLES
from eianalysis.sources import load_workforce
from eianalysis.sources.merged_blocks import CURE, merged_fault
from eianalysis.sources.order import order_faults
from tests.builders import table

WORKFORCE = TABLES["workforce_snapshot"]
BLOCKS = [("workforce_snapshot", "directorate"), ("workforce_snapshot", "ethnicity_code"), ("applications", "ethnicity_code"), ("leavers", "leaver_type")]


def merged(frame, column, inside):
    """The rows sorted by a column, and within it by another, with the word left in the first row of each block."""
    sorted_ = frame.sort_values([*(["as_at"] if "as_at" in frame else []), column, inside], kind="stable").reset_index(drop=True)
    words = sorted_[column].astype(object)
    days = sorted_["as_at"] if "as_at" in sorted_ else pd.Series(0, index=sorted_.index)
    first = words.ne(words.shift()) | days.ne(days.shift())
    return sorted_.assign(**{column: words.where(first, "")})


def faults(name, frame):
    return [str(fault) for fault in order_faults(frame, TABLES[name])]


@pytest.mark.parametrize("name, column", BLOCKS)
def test_blocks_that_say_their_word_once_are_refused(tables, name, column):
    frame = table(name, tables[name]).frame
    found = faults(name, merged(frame, column, "person_ref" if "person_ref" in frame else "application_ref"))
    assert any(f"'{column}'" in each and "first rows of blocks that are merged" in each and CURE in each for each in found), found


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_of_another_force_too_and_every_table_as_it_is_is_read(make_force, seed):
    force = make_force(seed=seed, searches=False)
    for name, column in BLOCKS[:2]:
        frame = table(name, force[name]).frame
        assert faults(name, merged(frame, column, "person_ref")), (name, column)
    for name, rows in force.items():
        assert not [each for each in faults(name, table(name, rows).frame) if "merged" in each], name


@pytest.mark.parametrize("seed", range(60))
def test_words_filled_in_here_and_there_are_no_blocks(seed):
    draw = np.random.default_rng(seed)
    many, words = int(draw.integers(60, 3000)), int(draw.integers(2, 12))
    said = draw.random(many) < draw.uniform(0.002, 0.2)
    said[0] |= draw.random() < 0.5
    column = pd.Series(np.where(said, draw.choice([f"W{each}" for each in range(words)], many), ""), dtype=object)
    for rows in (column, column.sort_values(ascending=False, ignore_index=True)):
        assert merged_fault(rows, WORKFORCE["directorate"], {"person_ref": np.arange(many), "service_start": draw.permutation(many)}) is None


def blocks(*words, rows=100):
    return pd.Series([each for word in words for each in (word, *[""] * (rows - 1))], dtype=object)


def test_the_edges_of_the_rule():
    anew = {"person_ref": np.tile(np.arange(100), 4)}
    column = WORKFORCE["directorate"]
    assert merged_fault(blocks("A", "B", "C", "D"), column, anew)
    assert merged_fault(blocks("B", "D", "A", "C"), column, anew), "in the order in which the force lists them"
    assert not merged_fault(blocks("A", "B", "C", "D"), column, {}), "four words may be in order by chance"
    assert merged_fault(blocks(*"ABCDEFGHIJ"), column, {}) and not merged_fault(blocks(*"ABCDEFGHJI"), column, {})
    assert not merged_fault(blocks("", "B", "C", "D"), column, anew), "the first row says nothing"
    assert not merged_fault(blocks("A", "A", "C", "D"), column, anew)
    assert not merged_fault(blocks("A", "B", "C", "D"), column, {"person_ref": np.r_[0:100, 0:100, 0:50, 0:150]}), "it begins anew amid a block"
    top = pd.Series([*"ABCDEFGHIJ", *[""] * 390], dtype=object)
    assert not merged_fault(top, column, {}), "ten with a word of their own, sorted to the top"


@pytest.mark.follows
def test_an_extract_with_merged_cells_is_read_when_it_does_what_it_is_told(tables, tmp_path):
    whole = tables["workforce_snapshot"]
    whole = whole[whole["as_at"] == whole["as_at"].max()].sort_values(["directorate", "person_ref"], kind="stable").astype(object).fillna("")
    first = whole["directorate"].ne(whole["directorate"].shift())
    cycle = a_cycle(tmp_path)
    put(cycle.raw_dir, "workforce_snapshot.csv", whole.assign(directorate=whole["directorate"].where(first, "")).to_csv(index=False))
    with pytest.raises(DataFault, match="row 2, column 'directorate': it is filled in for .* fill each word down to the rows of its block"):
        load_workforce(cycle)
    put(cycle.raw_dir, "workforce_snapshot.csv", whole.assign(directorate=whole["directorate"].where(first).ffill()).to_csv(index=False))
    assert load_workforce(cycle).frame["directorate"].notna().all()

"""Words that change places between two snapshots are refused; people who declare something anew, and new code lists, are not."""

import numpy as np
import pandas as pd
import pytest
from sources.test_load import put
from sources.test_mapping import a_cycle

from eianalysis.errors import DataFault
from eianalysis.sources import load_workforce
from eianalysis.sources.linkage import check_linkage
from eianalysis.sources.recoded import RECODED, changed_places
from tests.builders import table

WORDS = ["W1"] * 60 + ["W2"] * 12 + ["A1"] * 15 + ["A2"] * 12 + ["B1"] * 9


def after(**to):
    then = pd.Series(WORDS)
    return changed_places(then, then.map(lambda word: to.get(word, word)))


def test_words_that_change_places_are_found_in_pairs_and_in_rings():
    assert after(W1="W2", W2="W1") == (["W1", "W2"], 72, 72)
    assert after(A1="A2", A2="B1", B1="A1") == (["A1", "A2", "B1"], 36, 36)
    assert after(A1="A2", A2="A1", B1="A1") == (["A1", "A2"], 27, 27), "who else is called so is another fault"


@pytest.mark.parametrize("to", [{}, {"A1": "A2"}, {"A1": "A9", "A2": "A1"}, {"A1": "A9", "A2": "A9"}, {"W1": "A1"}, {"A1": "A2", "A2": "W2"}], ids=str)
def test_groups_that_are_joined_renamed_or_moved_on_did_not_change_places(to):
    assert after(**to) is None


def test_a_few_people_who_declare_anew_change_no_words():
    then, draw = pd.Series(WORDS), np.random.default_rng(4)
    for _ in range(200):
        now = then.mask(draw.random(len(then)) < 0.3, pd.Series(draw.choice(WORDS, len(then))))
        assert changed_places(then, now) is None
    few = pd.Series(["A1"] * 5 + ["A2"] * 4)
    assert changed_places(few, few.map({"A1": "A2", "A2": "A1"})) is None, "nine people"


SWAPS = [("ethnicity_code", {"A1": "B1", "B1": "A1"}), ("ethnicity_code", {"W1": "W2", "W2": "W1"}), ("religion", {"CHR": "NONE", "NONE": "CHR"})]


def exchanged(rows, column, to):
    rows = rows.astype(object).fillna("")
    late = rows["as_at"].astype(str) > "2021"
    return rows.assign(**{column: rows[column].where(~late, rows[column].map(lambda word: to.get(word, word)))})


@pytest.mark.parametrize("column, to", SWAPS)
def test_codes_exchanged_from_a_snapshot_on_are_refused(tables, column, to):
    people = tables["workforce_snapshot"]
    assert set(to) <= set(people[column])
    _, faults = check_linkage({"workforce_snapshot": table("workforce_snapshot", exchanged(people, column, to))})
    said = " ".join(map(str, faults))
    assert "changed places" in said and RECODED in said and "31 March 2020 and 31 March 2021" in said


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_forces_as_they_are_have_no_words_that_changed_places(make_force, seed):
    _, faults = check_linkage({"workforce_snapshot": table("workforce_snapshot", make_force(seed=seed, searches=False)["workforce_snapshot"])})
    assert "changed places" not in " ".join(map(str, faults))


@pytest.mark.follows
def test_codes_given_their_meaning_in_the_mapping_are_right_again(tables, tmp_path):
    people, cycle = tables["workforce_snapshot"], a_cycle(tmp_path)
    wrong = exchanged(people, *SWAPS[0])
    for year, rows in wrong.groupby(wrong["as_at"].astype(str).str[:4]):
        put(cycle.raw_dir, f"workforce_{year}.csv", rows.to_csv(index=False))
    entries = "\n".join(
        f'[[table]]\ntable = "workforce_snapshot"\nfile = "workforce_{year}.csv"\n'
        + ('[table.values.ethnicity_code]\nA1 = "B1"\nB1 = "A1"\n' if year >= "2021" else "")
        for year in sorted(wrong["as_at"].astype(str).str[:4].unique())
    )
    put(cycle.raw_dir, "mapping.toml", entries)
    read = load_workforce(cycle)
    _, faults = check_linkage({"workforce_snapshot": read})
    assert "changed places" not in " ".join(map(str, faults))
    with pytest.raises(DataFault, match=r"Export the later snapshots again, or give their codes their meaning in \[values\] of mapping.toml"):
        put(cycle.raw_dir, "mapping.toml", entries.replace("A1 = ", "A4 = ").replace("B1 = ", "B2 = "))
        raise check_linkage({"workforce_snapshot": load_workforce(cycle)})[1][0]

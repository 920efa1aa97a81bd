"""Measures that contain each other, and rows a board cycle withholds: what a reader of both tables can work out."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from eianalysis.disclosure import release
from eianalysis.policy import policy_for
from tests.disclosure.attack import HIDDEN, Reader
from tests.disclosure.builders import counts, rows

BOARD = policy_for("board")
GROUPS = ("Asian", "Black", "White", "Not stated")


def family(outer: dict, inner: dict):
    """Two results of kin measures, as a measure makes them: each brings the other's counts."""
    tables = {"outer": rows(outer), "inner": rows(inner)}

    def one(name):
        return replace(counts(tables[name]), measure=name, kin=lambda: {
            other: None if other == name else table.assign(measure=other) for other, table in tables.items()})

    return one("outer"), one("inner")


def random_family(seed: int):
    """Bases alike, the inner's people among the outer's, differences often of a few."""
    draw = np.random.default_rng(seed)
    base = {group: int(draw.integers(15, 120)) for group in GROUPS}
    outer = {group: int(draw.integers(5, base[group] - 4)) for group in GROUPS}
    inner = {group: max(0, outer[group] - int(draw.integers(0, 9))) for group in GROUPS}
    return [{"All": (sum(part.values()), sum(base.values())), **{group: (part[group], base[group]) for group in GROUPS}}
            for part in (outer, inner)]


def said(*tables: pd.DataFrame):
    """The printed figures as sums of atoms: (group, what the people did)."""
    told = []
    for table, acts in zip(tables, ({"only outer", "inner"}, {"inner"}), strict=True):
        for row in table[~table["status"].isin(HIDDEN)].to_dict("records"):
            who = GROUPS if row["group"] == "All" else (row["group"],)
            told.append(({(group, act) for group in who for act in acts}, row["numerator"]))
            told.append(({(group, act) for group in who for act in ("only outer", "inner", "neither")}, row["denominator"]))
    return told


def test_a_difference_of_a_few_between_kin_is_not_printed():
    outer, inner = family({"All": (90, 300), "Asian": (40, 100), "White": (50, 200)},
                          {"All": (75, 300), "Asian": (37, 100), "White": (38, 200)})
    shown = {row["group"]: row["status"] for row in release(inner, BOARD).table.to_dict("records")}
    assert shown["Asian"] in HIDDEN, "40 less 37 are three people"
    assert (release(outer, BOARD).table["status"] == "shown").all(), "the wider measure is kept whole where it can be"


def test_without_kin_the_same_tables_print_the_difference():
    _, inner = family({"All": (90, 300), "Asian": (40, 100), "White": (50, 200)},
                      {"All": (75, 300), "Asian": (37, 100), "White": (38, 200)})
    assert (release(replace(inner, kin=None), BOARD).table["status"] == "shown").all()


@pytest.mark.parametrize("seed", range(12))
def test_an_attacker_with_both_tables_finds_no_small_number(seed):
    results = family(*random_family(seed))
    tables = [release(result, BOARD).table for result in results]
    atoms = [(group, act) for group in GROUPS for act in ("only outer", "inner", "neither")]
    reader = Reader(atoms, said(*tables))
    outer, inner = random_family(seed)
    for group in GROUPS:
        for acts, truth in (({"only outer"}, outer[group][0] - inner[group][0]), ({"inner"}, inner[group][0]),
                            ({"only outer", "inner"}, outer[group][0])):
            if 0 < truth < 5:
                low, high = reader.range_of({(group, act) for act in acts})
                assert high >= 5 and high - low >= 5, f"{group} {acts}: {truth} is known to be {low} to {high}"


def test_a_withheld_row_is_hidden_and_cannot_be_worked_out():
    table = {"All": (90, 300), "Asian": (20, 50), "Black": (20, 50), "White": (50, 200)}
    policy = replace(BOARD, withhold=("leaving/12m/ethnicity/Black",))
    made = release(counts(table), policy).table
    marks = dict(zip(made["group"], made["status"], strict=True))
    assert marks["Black"] == "hidden_to_protect" and sum(mark in HIDDEN for mark in marks.values()) > 1
    others = replace(BOARD, withhold=("leaving/36m/ethnicity/Black", "leaving/12m/sex/Black"))
    assert (release(counts(table), others).table["status"] == "shown").all()


def test_a_withheld_total_is_withheld_in_every_characteristic():
    sexes = rows({"All": (90, 300), "Female": (40, 100), "Male": (50, 200)}, "sex")
    policy = replace(BOARD, withhold=("leaving/12m/All/All",))
    made = release(counts(rows({"All": (90, 300), "Asian": (40, 100), "White": (50, 200)}), sexes), policy).table
    assert (made.loc[made["group"] == "All", "status"] == "hidden_to_protect").all()

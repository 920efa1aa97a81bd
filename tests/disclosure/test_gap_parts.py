"""The parts of a gap must not give the strata behind them away: attacked by trying every table there could be."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from eianalysis.declare import Words
from eianalysis.disclosure import gap_parts, release
from eianalysis.added_columns import GAP_PARTS
from eianalysis.policy import policy_for
from eianalysis.results import Result
from eianalysis.stats.explained_rates import parts, weights

BOARD, PUBLIC = policy_for("board"), policy_for("public")
FACTORS = ("Rank", "Service")


def result(reference_cases, reference_base, groups, labels):
    """A result of groups ``{name: (cases, base by cell)}`` set against one reference, with a row a factor and one for both."""
    cells = pd.DataFrame(labels, columns=list(FACTORS))
    names = [*FACTORS, "Both"]
    totals = {**{group: (cases, sum(base)) for group, (cases, base) in groups.items()}, "White": (sum(reference_cases), sum(reference_base))}
    totals["All"] = tuple(map(sum, zip(*totals.values(), strict=True)))
    rows = []
    for group, (cases, base) in totals.items():
        for name in names:
            row = {"factor": name, "group": group, "numerator": cases, "denominator": base}
            if group in groups:
                taken = [name] if name in FACTORS else FACTORS
                weight = weights(np.array(groups[group][1], float), np.array(reference_base, float), [list(cells[each]) for each in taken])
                found = parts(weight, sum(reference_base), np.array([reference_cases], float), cases=cases, base=base, confidence=0.95)
                row |= {"reference": "White", **dict(zip(GAP_PARTS, found[0], strict=True))}
            rows.append(row)
    frame = pd.DataFrame(rows).assign(
        measure="m", kind="rate", window="36m", characteristic="ethnicity_5", period_start=pd.Timestamp("2020-04-01"), period_end=pd.Timestamp("2023-03-31")
    )
    strata = pd.concat(
        [
            cells.assign(window="36m", characteristic="ethnicity_5", group=group, base=base, cases=reference_cases, people=reference_base, inside=True)
            for group, (_, base) in groups.items()
        ],
        ignore_index=True,
    )
    return Result("m", "counts", Words("m", "left", "officers"), frame, kind="rate", keys=("factor",), added=GAP_PARTS, strata=strata)


def shown(made, policy=BOARD):
    return release(made, policy).table


def every_world(total, room):
    return (world for world in product(*(range(most + 1) for most in room)) if sum(world) == total)


def learned(made, table):
    """Every way in which the reference's events can have fallen, for a reader of the released table who knows all bases."""
    strata = made.strata
    printed = table[table["explained"].notna()]
    of = {group: rows for group, rows in strata.groupby("group", sort=False)}
    one = next(iter(of.values()))
    base, cases = one["people"].to_numpy(float), one["cases"].to_numpy(int)
    digits = 3 if any(abs(100 * value - round(100 * value)) > 1e-9 for name in GAP_PARTS for value in printed[name]) else 2
    asked = [
        (weights(of[row["group"]]["base"].to_numpy(float), base, [list(one[each]) for each in ([row["factor"]] if row["factor"] in FACTORS else FACTORS)]), row)
        for _, row in printed.iterrows()
    ]
    worlds = np.array(list(every_world(cases.sum(), [int(max(each)) for each in zip(base, cases, strict=True)])), float)
    fits = np.ones(len(worlds), bool)
    for weight, row in asked:
        found = parts(weight, base.sum(), worlds, cases=float(row["numerator"]), base=float(row["denominator"]), confidence=0.95)
        for at, (name, how) in enumerate(zip(GAP_PARTS, (np.round, np.floor, np.ceil) * 2, strict=True)):
            fits &= np.isclose(how(np.round(found[:, at] * 10**digits, 6)) / 10**digits, row[name])
    return worlds[fits]


CELLS = [("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")]
CASES = [
    ([3, 6, 7, 2], [14, 16, 18, 12], {"Asian": (9, [20, 5, 8, 9])}),
    ([2, 9, 5, 8], [12, 20, 14, 15], {"Asian": (7, [4, 16, 8, 12]), "Black": (8, [15, 5, 5, 12])}),
    ([1, 8, 4, 9], [16, 16, 15, 18], {"Asian": (6, [10, 10, 11, 9])}),
]


@pytest.mark.parametrize(("cases", "base", "groups"), CASES)
def test_what_is_printed_leaves_every_small_count_open(cases, base, groups):
    made = result(cases, base, groups, CELLS)
    table = shown(made)
    if table["explained"].isna().all():
        return
    worlds = learned(made, table)
    sets = [made.strata[name].eq(level).to_numpy()[: len(CELLS)] for name in FACTORS for level in made.strata[name].unique()]
    for cells in [*sets, *np.eye(len(CELLS), dtype=bool)]:
        if 0 < np.array(cases)[cells].sum() < 5:
            assert worlds[:, cells].sum(axis=1).max() >= 5


def test_at_least_one_of_these_is_printed():
    assert any(shown(result(*case, CELLS))["explained"].notna().any() for case in CASES)


def test_a_count_that_anybody_could_solve_is_not_printed():
    """Two cells whose rates differ widely and a group of one of them: the make-up is the count."""
    made = result([2, 60], [12, 20], {"Asian": (9, [100, 1])}, [("a", "x"), ("b", "y")])
    assert {int(world[0]) for world in learned(made, made.unreleased.assign(**made.unreleased[list(GAP_PARTS)].round(3)))} <= {2}
    assert shown(made)["explained"].isna().all() and shown(made)["left_high"].isna().all()


def test_a_small_group_or_reference_shows_nothing_of_its_parts():
    hidden = result([30, 40], [300, 300], {"Asian": (3, [30, 20]), "Black": (9, [40, 30])}, [("a", "x"), ("b", "y")])
    table = shown(hidden).set_index(["group", "factor"])
    assert table.loc["Asian", list(GAP_PARTS)].isna().all(axis=None)
    reference = result([2, 1], [300, 300], {"Black": (9, [40, 30])}, [("a", "x"), ("b", "y")])
    assert shown(reference)["explained"].isna().all()


def test_many_leavers_are_printed_to_a_tenth_of_a_point_and_to_the_public_in_whole_ones():
    made = result([30, 60, 45, 80], [300, 500, 400, 900], {"Asian": (19, [40, 60, 30, 70])}, CELLS)
    board, public = (shown(made, policy)["explained"].dropna() for policy in (BOARD, PUBLIC))
    assert len(board) == len(public) == 3
    assert np.allclose(board * 1000, np.round(board * 1000)) and not np.allclose(board * 100, np.round(board * 100))
    assert np.allclose(public * 100, np.round(public * 100))


def test_the_same_parts_are_always_judged_alike_and_ranges_hold_their_figure():
    made = result(*CASES[1], CELLS)
    tables = [shown(made)[list(GAP_PARTS)] for _ in range(2)]
    assert tables[0].equals(tables[1])
    big = shown(result([30, 60, 45, 80], [300, 500, 400, 900], {"Asian": (19, [40, 60, 30, 70])}, CELLS)).dropna(subset=["explained"])
    assert (big["explained_low"] <= big["explained"]).all() and (big["left"] <= big["left_high"]).all()


def test_strata_that_do_not_fit_the_table_show_nothing():
    made = result([30, 60, 45, 80], [300, 500, 400, 900], {"Asian": (19, [40, 60, 30, 70])}, CELLS)
    object.__setattr__(made, "strata", made.strata.assign(group="Black"))
    assert shown(made)["explained"].isna().all()
    object.__setattr__(made, "strata", None)
    assert shown(made)["explained"].isna().all()


def test_the_reader_is_taken_to_know_every_stratum_and_every_figure_at_once():
    made = result(*CASES[1], CELLS)
    assert gap_parts.factors_of(made.strata) == list(FACTORS) and gap_parts.taken("Both", FACTORS) == list(FACTORS)


# --- each step by hand ----------------------------------------------------------------------------------------------------


def test_of_two_characteristics_the_first_keeps_its_decimals_and_the_second_has_one_less(monkeypatch):
    """Together they may not both have three, each with the other coarser may."""
    rows = pd.DataFrame({"characteristic": ["sex", "sex", "ethnicity_5"]})
    monkeypatch.setattr(gap_parts, "_disclose_nothing", lambda rows, result, policy, digits: list(digits.values()) != [3, 3])
    assert gap_parts._together(rows, None, BOARD) == {"sex": 3, "ethnicity_5": 2}
    assert gap_parts._together(rows, None, PUBLIC) == {"sex": 2, "ethnicity_5": 2}


def test_nothing_is_printed_as_nothing_and_not_as_minus_nothing(monkeypatch):
    monkeypatch.setattr(gap_parts, "_together", lambda rows, result, policy: {"sex": 3})
    table = pd.DataFrame({"window": ["36m"], "characteristic": ["sex"], **{name: [-0.0004] for name in GAP_PARTS}})
    gap_parts.protect(table, None, BOARD)
    assert table["explained"].tolist() == [0.0] and not np.signbit(table["explained"]).any() and table["explained_low"].tolist() == [-0.001]


def test_each_category_and_each_cell_of_a_reference_is_looked_at():
    cells, inside = pd.DataFrame(CELLS, columns=list(FACTORS)), np.array([True, True, True, False])
    found = {tuple(np.flatnonzero(mask).tolist()) for mask in gap_parts._sets(cells, list(FACTORS), inside)}
    assert found == {(0, 1), (2,), (0, 2), (1,), (0,)}


def test_who_is_of_no_reference_plays_no_part(monkeypatch):
    """The figures are those of the strata of the reference alone."""
    made, seen = result([3, 6, 7, 2], [14, 16, 18, 12], {"Asian": (9, [20, 5, 8, 0])}, CELLS), []
    monkeypatch.setattr(gap_parts, "discloses_nothing", lambda secret, *more: seen.append(secret.figures(secret.events[None])) or True)
    rows = made.unreleased[made.unreleased["explained"].notna()]
    there = np.array([True, True, True, False])
    for strata in (made.strata.assign(inside=there), made.strata[there]):
        object.__setattr__(made, "strata", strata)
        assert gap_parts._disclose_nothing(rows, made, BOARD, {"ethnicity_5": 3}) is True
    assert np.isfinite(seen[0]).all() and np.allclose(*seen)


def test_without_strata_of_a_gap_nobody_can_say_what_its_parts_tell():
    made = result(*CASES[0], CELLS)
    rows = made.unreleased[made.unreleased["explained"].notna()]
    for strata in (made.strata.assign(group="Black"), None):
        object.__setattr__(made, "strata", strata)
        assert gap_parts._disclose_nothing(rows, made, BOARD, {"ethnicity_5": 3}) is False

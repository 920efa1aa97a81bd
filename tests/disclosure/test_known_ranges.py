"""Rounded figures that readers have: what each tells of its count, and that no exact table beside them gives a few people away."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

import eianalysis as ei
from eianalysis.disclosure import known_ranges, plan
from eianalysis.disclosure.known_ranges import KnownRange, known_bounds, of_row
from eianalysis.disclosure.derived_populations import box_of
from eianalysis.disclosure.gate import level_of
from eianalysis.disclosure.issued_rows import rounded_shown
from eianalysis.disclosure.session import _table
from eianalysis.policy import policy_for

from .builders import counts, rows
from .test_plan import BOARD, POST, TWO, YEAR, box, leavers, row

PUBLIC = policy_for("public")


def printed(cases, of, rate=None, low=None, high=None):
    return {"numerator": cases, "denominator": of, "rate": rate, "rate_low": low, "rate_high": high}


def ranges(cases, of, kind="proportion", policy=PUBLIC, threshold=5, **more):
    """Between which numbers the count and the base of a printed row lie."""
    one = replace(row(box(ended=YEAR), box(**POST), cases, of), threshold=threshold)
    count, base = one.sides
    known = list(of_row(one, policy, kind, printed(cases, of, **more)))
    return tuple((max(each.low for each in known if each.key == key), min(each.high for each in known if each.key == key)) for key in (count, base))


@pytest.mark.parametrize(
    ("cases", "threshold", "low", "most"),
    [(45, 5, 43, 47), (5, 5, 5, 7), (0, 5, 0, 0), (10, 10, 10, 12)],  # the small are hidden, so that a printed 5 is no 4
)
def test_a_count_rounded_to_five_is_one_of_five_numbers(cases, threshold, low, most):
    least, over = ranges(cases, 600, threshold=threshold)[0]
    assert [number for number in range(99) if least <= number < over] == list(range(low, most + 1))


def test_a_rate_says_more_than_the_rounded_counts_do():
    assert ranges(10, 20)[0] == (8, 12.5)
    assert ranges(10, 20, rate=0.5)[0] == (10, 12)  # of 20 to 22 nothing else is a half


def test_officer_years_may_lie_a_tenth_further():
    _, (low, high) = ranges(45, 600, kind="rate")
    assert low < 597.5 and 602.5 < high < 602.6


@pytest.mark.parametrize("seed", range(8))
def test_the_truth_lies_where_its_public_row_says(seed):
    draw = np.random.default_rng(seed)
    of = draw.integers(5, 90, 6)
    groups = {f"Group {at}": (int(draw.integers(0, most + 1)), int(most)) for at, most in enumerate(of)}
    result = counts(rows(groups))
    table = result.release(PUBLIC).table
    seen = table[table["status"].ne("hidden")]
    for record in seen.astype(object).where(seen.notna(), None).to_dict("records"):
        for key, true in zip(("count", "base"), groups[record["group"]], strict=True):
            told = ranges(record["numerator"], record["denominator"], rate=record["rate"], low=record["rate_low"], high=record["rate_high"])
            low, high = told[key == "base"]
            assert low <= true < high, (record["group"], key)


@pytest.mark.parametrize(
    ("value", "told", "expected"),
    [
        (3, [(1, 6)], (-2, 2)),
        (3, [(1, 6), (2.5, 7.5)], (0, 2)),
        (9, [(1, 6)], (-9, np.inf)),  # of data since corrected
        (3.5, [(1, 6)], (-2.5, 2.5)),
        (4, [], (-4, np.inf)),
    ],
)
def test_a_count_can_move_within_all_that_is_said_of_it(value, told, expected):
    assert known_bounds(value, told) == pytest.approx(expected)


# --- a public pack and a board's --------------------------------------------------------------------------------------------


def told_of(name: str, shown: dict[str, float], rounded: dict[str, tuple[int, int]], groups, total="All") -> tuple[int, int]:
    """The least and the most a group can be, for who has both packs: written apart from the gate."""
    lows = [shown.get(group, rounded.get(group, (0, 500))[0]) for group in groups]
    highs = [shown.get(group, rounded.get(group, (0, 500))[1]) for group in groups]
    whole = shown.get(total)
    sums = LinearConstraint(np.ones((1, len(groups))), whole, whole) if whole is not None else ()
    found = []
    for sign in (1.0, -1.0):
        wanted = np.array([sign * (group == name) for group in groups])
        found.append(sign * milp(wanted, integrality=np.ones(len(groups)), bounds=Bounds(lows, highs), constraints=sums).fun)
    return round(found[0]), round(found[1])


TRUE = {"White": 38, "Asian": 18, "Black": 8, "Other": 3}
SEEN = {"Black": (8, 12), "Asian": (18, 22), "White": (38, 42)}  # as a public table of the year prints them: 10, 20 and 40


def board(**more) -> dict[str, float]:
    """What the board's table of the year shows, planned beside what is given."""
    rows = leavers({"All": sum(TRUE.values()), **TRUE})
    made, _ = plan.make_plan(rows, BOARD, **more)
    return {one.group: one.cases for one in rows if one.cells[0] not in made.hidden}


def test_a_public_pack_and_a_boards_gave_a_small_count_away_and_do_so_no_more():
    """One group is hidden beside Other (3); the public table says that it is no less than it is, so Other are 3 at most."""
    alone, groups = board(), list(TRUE)
    assert told_of("Other", alone, {}, groups)[1] >= 5, "the board's pack alone tells nothing"
    assert told_of("Other", alone, SEEN, groups)[1] < 5, "beside the public one it does"
    known = [KnownRange(one.count, *(SEEN[one.group][0], SEEN[one.group][1] + 1.0)) for one in leavers(TRUE) if one.group in SEEN]
    beside = board(rounded=known)
    assert told_of("Other", beside, SEEN, groups)[1] >= 5
    assert len(beside) >= 2, "and most is shown"


def test_what_is_asked_beyond_the_plan_knows_the_rounded_figures_too():
    known = [KnownRange(one.count, *(SEEN[one.group][0], SEEN[one.group][1] + 1.0)) for one in leavers(TRUE) if one.group in SEEN]
    made, _ = plan.make_plan(leavers({"All": 300, "White": 200, "Asian": 100}, reason=ei.declare.Among("none")), BOARD, rounded=known)
    rows = leavers({"All": sum(TRUE.values()), **TRUE})
    more = plan.extended(made, rows, BOARD)
    shown = {one.group: one.cases for one in rows if one.cells[0] not in more.hidden}
    assert told_of("Other", shown, SEEN, list(TRUE))[1] >= 5


def test_a_public_pack_is_planned_beside_the_boards_and_hides_what_its_own_rules_hide():
    """The board has the total, White and Asian; a public 10 for Black (8 or more) would say that Other are three at most."""
    rows = leavers({"All": sum(TRUE.values()), **TRUE})
    issued = [replace(one, kind="issued") for one in rows if one.group in ("All", "White", "Asian")]
    made, _ = plan.make_plan(rows, PUBLIC, issued)
    assert {"Black", "Other"} <= {one.group for one in rows if one.cells[0] in made.hidden}
    religion = [replace(one, threshold=10, within=("m", "religion")) for one in leavers({"All": 400, "White": 200, "Asian": 193, "Black": 7})]
    issued = [replace(one, kind="issued") for one in religion]
    made, _ = plan.make_plan(religion, PUBLIC, issued)
    assert religion[3].cells[0] in made.hidden, "the board was shown seven, the public is not"
    again = plan.extended(made, religion[3:], PUBLIC)
    assert religion[3].cells[0] in again.hidden, "and so it is where it is asked again"


def test_a_rounded_figure_of_another_period_is_taken_from_the_longer_one():
    """23 Asian officers left in two years; a public table of the first year says 15 to 17 of 18, so five to eight in the other: two is a few."""
    year, both = box("Asian", ended=YEAR), box("Asian", ended=TWO)
    two = row(both, box("Asian", **POST), 20, 800, group="Asian")
    rows = [two]
    first = KnownRange(row(year, year, 17, 17).count, 15, 18)
    assert not plan.make_plan(rows, BOARD, rounded=[first])[0].hidden, "nobody counted it again, so that nothing is known of the rest"
    made, _ = plan.make_plan(rows, BOARD, rounded=[replace(first, low=16.0, value=17.0)])
    assert two.cells[0] in made.hidden, "16 or more of 20 left in the one year, so at most four in the other"
    assert not plan.make_plan(rows, BOARD, rounded=[replace(first, value=17.0)])[0].hidden, "five could have"


# --- files ------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def force(root):
    return ei.force("2023-04", data_dir=root / "data", outputs_dir=root / "outputs" / "no such folder")


def test_what_a_public_file_says_is_true_of_what_it_was_made_of(force, tmp_path):
    """A range that is worked out from the interval of a rate need not be: people who answered twice have another one."""
    cycle, looked, held, widest = replace(force.cycle, outputs_dir=tmp_path), 0, 0, 0
    for number, name in enumerate(name for name, (_, ask) in force.standing.items() if ask.page in ("10-surveys", "08-stop-and-search")):
        result = force.stand(name)
        if result.shape != "counts" or result.missing:
            continue
        true = {key: value for one in level_of(result, PUBLIC).rows if one is not None for key, value in one.cells}
        ei.save(result.release("public"), cycle, f"table{number}")
        for key, told in known_ranges.by_population(rounded_shown(_table(next(tmp_path.rglob(f"table{number}.csv"))))).items():
            value = next(true[each] for each in true if box_of(each) == key)
            looked += len(told)
            held += sum(low <= value < high for low, high in told)
            low, high = max(told, key=lambda each: each[1] - each[0])
            widest += not low <= value < high
    assert looked > 200 and held > 0.98 * looked and widest == 0

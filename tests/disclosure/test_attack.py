"""No hidden count follows from what is printed: random tables, random policies, a reader who solves for everything."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from eianalysis.disclosure import release
from eianalysis.policy import policy_for
from eianalysis.results import Result

from .attack import HIDDEN, Reader, few_vacuous, product, some_small, too_small, wilson_pairs, feasible_tables
from .builders import DEFINITION, THREE_YEARS, YEAR, compared, counts, rated, rows

pytestmark = pytest.mark.slow

FIVE = {
    "Indian": "Asian",
    "Chinese": "Asian",
    "African": "Black",
    "Caribbean": "Black",
    "White British": "White",
    "White Irish": "White",
    "Not stated": "Not stated",
}
TWO = {"Asian": "Ethnic minorities", "Black": "Ethnic minorities", "White": "White", "Not stated": "Not stated"}
ROLLED = {"ethnicity_18": {label: label for label in FIVE}, "ethnicity_5": FIVE, "ethnicity_2": {label: TWO[five] for label, five in FIVE.items()}}
UNITS, YEARS, CAME = ("North", "South"), ("last", "before"), (True, False)
BRISK = settings(deadline=None, max_examples=30, derandomize=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])

few = st.integers(0, 7)
several = st.one_of(few, few, st.integers(0, 60))
many = st.integers(20, 60)


def one_and_more(first):
    """Who came and who stayed away, in one group of this size and in one to four of any."""
    return st.tuples(st.tuples(first, first), st.lists(st.tuples(several, several), min_size=1, max_size=4)).map(lambda parts: [parts[0], *parts[1]])


@st.composite
def forces(draw):
    """Counts of people by atom, and which tables of them are printed."""
    groups = draw(st.lists(st.sampled_from(sorted(FIVE)), min_size=2, max_size=5, unique=True))
    units = draw(st.sampled_from([("North",), UNITS]))
    years = draw(st.sampled_from([("last",), YEARS]))
    atoms = sorted(product(groups, units, years, CAME), key=str)
    people = {atom: draw(several) for atom in atoms}
    characteristics = draw(
        st.sampled_from([("ethnicity_18",), ("ethnicity_5",), ("ethnicity_18", "ethnicity_5"), ("ethnicity_5", "ethnicity_2"), tuple(ROLLED)])
    )
    return people, groups, units, years, characteristics, draw(st.booleans())


def atoms_of(row, people, groups, units, years) -> tuple[set, set]:
    """The atoms that make up a printed row's numerator, and its denominator."""
    inside = [group for group in groups if row["group"] in ("All", ROLLED[row["characteristic"]][group])]
    where = units if row.get("unit", "All") == "All" else (row["unit"],)
    when = ("last",) if row["window"] == "12m" else years
    return product(inside, where, when, (True,)), product(inside, where, when, CAME)


def printed(force) -> Result:
    people, groups, units, years, characteristics, totals = force
    parts = []
    for window in (YEAR, THREE_YEARS)[: len(years)]:
        for characteristic in characteristics:
            names = [*dict.fromkeys(ROLLED[characteristic][group] for group in groups), *(["All"] if totals else [])]
            for unit in ("All", *units) if len(units) > 1 else ("All",):
                cells = {}
                for name in names:
                    row = {"group": name, "characteristic": characteristic, "unit": unit, "window": window[0]}
                    cells[name] = tuple(sum(people[atom] for atom in part) for part in atoms_of(row, people, groups, units, years))
                parts.append(rows(cells, characteristic, window, unit=unit))
    return counts(*parts, keys=("unit",))


POLICIES = st.one_of(
    st.sampled_from([policy_for("board"), policy_for("public")]),
    st.builds(lambda t: replace(policy_for("board"), threshold=t, sensitive_threshold=t), st.integers(5, 12)),
)


@few_vacuous(BRISK, given(forces(), POLICIES))
def test_a_reader_with_every_total_roll_up_unit_and_window_cannot_tell_that_a_hidden_count_is_small(force, policy):
    people, groups, units, years, *_ = force
    result = printed(force)
    truth, table = result.counts, release(result, policy).table
    keys = ["window", "unit", "characteristic", "group"]
    told, secret = [], []
    merged = table.merge(truth, on=keys, suffixes=("_seen", ""))
    assert len(merged) == len(truth)
    for row in merged.to_dict("records"):
        cases, base = atoms_of(row, people, groups, units, years)
        if row["status"] in HIDDEN:
            assert pd.isna(row["numerator_seen"]) and pd.isna(row["denominator_seen"])
            secret.append((row, cases, base))
        else:  # printed to the nearest 5 or not: assume the reader has the exact figures
            told += [(cases, row["numerator"]), (base, row["denominator"])]
            assert not too_small(row["numerator"], row["denominator"], policy.threshold), "a small count is printed"
    # totals of everybody that may be printed stand in other tables of the pack, whatever this one does
    reader = Reader(sorted(people, key=str), told)
    nobody = known_empty(told)
    solved = 0
    for row, cases, base in secret:
        small = too_small(row["numerator"], row["denominator"], policy.threshold)
        for name, wanted in (("cases", cases), ("base", base), ("others", base - cases)):
            if name not in small:
                continue
            if wanted <= nobody:
                continue  # printed totals already say "none of all these"
            low, high = reader.range_of(wanted)
            least = policy.threshold if sum(people[atom] for atom in wanted) else 1  # of nobody: that somebody may
            assert high >= least, (row, name, low, high)
            solved += 1
    return solved


def known_empty(told: list) -> set:
    """The atoms of which printed totals say that there is nobody: of all of them, or of all who did not come."""
    figures = {frozenset(part): value for part, value in told}
    empty = [part for part, value in figures.items() if value == 0]
    came = {part: frozenset(atom for atom in part if atom[-1]) for part in figures}
    empty += [part - came[part] for part, value in figures.items() if figures.get(came[part]) == value]
    return set().union(*empty)


#: One group of few who came and two of a few more, so few together that every way to fill the hidden cells can be tried.
SMALL_TABLES = st.tuples(
    st.tuples(st.integers(5, 6), st.integers(3, 4)), st.tuples(st.integers(5, 6), st.integers(3, 4)), st.tuples(st.integers(1, 4), st.integers(0, 4))
).map(list)


@few_vacuous(BRISK, given(SMALL_TABLES, st.booleans(), st.integers(5, 6)), example([(1, 0), (5, 0), (10, 0)], True, 5))
def test_a_reader_who_knows_the_rules_and_reads_the_marks_is_left_with_more_than_one_value(cells, shares, threshold):
    base = sum(came for came, _ in cells)
    groups = {f"Group {at}": (came, base if shares else came + stayed) for at, (came, stayed) in enumerate(cells)}
    groups["All"] = (base, base if shares else base + sum(stayed for _, stayed in cells))
    assume(sum(groups["All"]) <= 36)
    policy = replace(policy_for("board"), threshold=threshold, sensitive_threshold=threshold)
    table = release(counts(groups, shared_base=shares), policy).table.set_index("group")
    hidden = table[table["status"].isin(HIDDEN)]
    if "All" in hidden.index or hidden.empty:
        return False
    shown = table.drop(index=["All", *hidden.index])
    sums = tuple(int(groups["All"][at] - sum(groups[name][at] for name in shown.index)) for at in (0, 1))
    possible = [feasible for feasible in feasible_tables(sums, len(hidden), base if shares else None) if some_small(feasible, threshold)]
    assert possible, "the marks contradict the figures"
    for at, name in enumerate(hidden.index):
        came, whole = groups[name]
        small = too_small(came, whole, threshold)
        if "cases" in small and groups["All"][0]:
            assert len({feasible[at][0] for feasible in possible}) > 1, (name, groups)
        if "base" in small:
            assert len({feasible[at][1] for feasible in possible}) > 1, (name, groups)
        if "others" in small and groups["All"][0] < groups["All"][1]:
            assert len({feasible[at][1] - feasible[at][0] for feasible in possible}) > 1, (name, groups)
    return True


@few_vacuous(BRISK, given(one_and_more(few), st.sampled_from(["Group 0", "Group 1", "the rest", "All"]), st.sampled_from(["board", "public"]), st.booleans()))
def test_no_rate_of_a_hidden_group_comes_back_from_ratios_gaps_or_ranges(cells, reference, profile, totals):
    groups = {f"Group {at}": (came, came + stayed) for at, (came, stayed) in enumerate(cells)}
    if totals:
        groups["All"] = tuple(sum(each) for each in zip(*groups.values(), strict=True))
    elif reference == "All":
        return False
    truth = compared(rated(rows(groups)), reference).set_index("group")
    table = release(counts(groups, reference=reference), policy_for(profile)).table.set_index("group")
    hidden = table.index[table["status"].isin(HIDDEN)]
    figures = [
        name
        for name in table
        if name in ("rate", "rate_low", "rate_high", "disparity_ratio", "ratio_low", "ratio_high", "gap", "gap_low", "gap_high", "p_value", "verdict")
    ]
    assert table.loc[hidden, ["numerator", "denominator", *figures]].isna().all(axis=None)
    known = {name for name in table.index if name not in hidden}
    if "All" in known and len(hidden) == 1:
        pytest.fail("one hidden group under a printed total")
    for name, row in table.iterrows():
        leans = [row[figure] for figure in ("disparity_ratio", "ratio_low", "ratio_high", "gap", "gap_low", "gap_high", "p_value", "verdict")]
        if all(pd.isna(value) for value in leans):
            continue
        used = {reference} if reference != "the rest" else set(groups) - {"All", name}
        # a ratio to "the rest" tells no more than the total, where that is printed
        assert used <= known or (reference == "the rest" and "All" in known), (name, row["status"])
        assert truth.loc[name, "denominator"] >= policy_for(profile).rate_base
    return len(hidden)


@few_vacuous(BRISK, given(one_and_more(many)))
def test_a_public_range_does_not_give_back_the_exact_count_and_base(cells):
    groups = {f"Group {at}": (came, came + stayed) for at, (came, stayed) in enumerate(cells)}
    table = release(counts(groups), policy_for("public")).table
    assert table["p_value"].isna().all()
    rated_rows = table.dropna(subset=["rate"]).to_dict("records")
    for row in rated_rows:
        without, with_range = wilson_pairs(row)
        assert with_range, "the range contradicts the figures"
        assert len(with_range) > 2 or len(with_range) == len(without), row
    return len(rated_rows)


@settings(BRISK, max_examples=6)
@given(forces(), st.randoms(use_true_random=False))
def test_the_order_of_rows_decides_nothing(force, random):
    result = printed(force)
    places = list(range(len(result.counts)))
    random.shuffle(places)
    other = Result("leaving", "counts", DEFINITION, result.counts.iloc[places], steps=result.steps, keys=result.keys)
    keys = ["window", "unit", "characteristic", "group"]
    one, two = (release(each, policy_for("board")).table.sort_values(keys, ignore_index=True) for each in (result, other))
    pd.testing.assert_frame_equal(one, two)

"""What figures tell of counts nobody is shown: each step of the search for another table, on counts small enough to be worked out by hand."""

import numpy as np
import pytest

from eianalysis.disclosure import hidden_strata
from eianalysis.disclosure.hidden_strata import HiddenStrata, _far, _possible, _step, _swap, _targets, _units, discloses_nothing
from eianalysis.policy import policy_for

BOARD = policy_for("board")
FIRST = np.array([True, False])


def total(tries):
    """Figures that say nothing but what all events are together."""
    return tries.sum(axis=(1, 2))[:, None].astype(float)


def secret(found, size, *, cells=FIRST, figures=total, how=(np.round,), room=None, **more):
    found, size = np.array([found]), np.array([size])
    return HiddenStrata(found, size, size if room is None else np.array([room]), [(0, np.array(cells))], figures, how, **more)


@pytest.mark.parametrize(
    ("x", "n", "rate", "share"),
    [
        (3, 20, [5], [5]),
        (4, 20, [5], [5]),
        (5, 20, [], []),
        (0, 20, [], []),
        (0, 10, [], []),
        (0, 9, [5], [5]),  # nobody of a few says it of each of them
        (17, 20, [], [15]),
        (16, 20, [], [15]),
        (15, 20, [], []),
        (2, 5, [5], [5, 0]),
        (5, 5, [], [0]),
        (1, 4, [2, 0], [2, 0]),  # of so few not even how many
        (0, 4, [1], [1]),
        (4, 4, [3], [3]),
        (0, 0, [], []),
    ],
)
def test_a_count_nobody_may_learn_should_be_able_to_be_another(x, n, rate, share):
    made = [_targets(secret([x, 20], [n, 100], proportion=proportion), 5, BOARD) for proportion in (False, True)]
    assert [[value for _, _, value in each] for each in made] == [rate, share]


def test_it_cannot_be_more_than_there_are_events():
    assert [value for _, _, value in _targets(secret([1, 0], [4, 100]), 5, BOARD)] == [0]


class TestOneEvent:
    def moved(self, found, room, cells, more, **words):
        made = secret(found, room, **words)
        tries = np.repeat(made.events[None], 20, axis=0)
        able = _step(tries, made, 0, np.array(cells), more, np.random.default_rng(1))
        assert (tries == tries[0]).all() and able.all() == able.any()
        return bool(able.all()), tries[0, 0].tolist()

    def test_goes_where_there_is_room(self):
        assert self.moved([2, 0, 5], [2, 3, 5], [True, True, False], True) == (True, [2, 1, 4])

    def test_goes_out_where_there_is_one(self):
        assert self.moved([2, 0, 5], [2, 3, 6], [True, True, False], False) == (True, [1, 0, 6])

    def test_stays_where_all_is_full(self):
        assert self.moved([2, 0, 5], [2, 3, 5], [True, True, False], False) == (False, [2, 0, 5])

    def test_stays_where_there_is_none(self):
        assert self.moved([1, 0], [9, 9], [True, False], True) == (False, [1, 0])

    def test_goes_to_what_is_alike_only(self):
        assert self.moved([2, 0, 5], [2, 3, 5], [True, True, False], True, strata=np.array([0, 1, 0])) == (False, [2, 0, 5])
        assert self.moved([1, 0, 5], [2, 3, 5], [True, True, False], True, strata=np.array([0, 1, 0])) == (True, [2, 0, 4])


def swapped(made, cells=None):
    """All tables met in 60 moves of 40 tries."""
    tries, rng, met = np.repeat(made.events[None], 40, axis=0), np.random.default_rng(1), set()
    for _ in range(60):
        _swap(tries, made, 0, cells, rng)
        met |= {tuple(each[0].tolist()) for each in tries}
    return met


def test_events_move_to_every_table_of_as_many_and_to_no_other():
    assert swapped(secret([1, 0], [1, 1])) == swapped(secret([0, 1], [1, 1])) == {(1, 0), (0, 1)}
    assert swapped(secret([2, 0, 0], [2, 1, 9])) == {(2, 0, 0), (1, 1, 0), (1, 0, 1), (0, 1, 1), (0, 0, 2)}
    assert swapped(secret([0, 0], [1, 1])) == {(0, 0)}


def test_none_goes_into_the_cells_that_are_looked_at_nor_out_of_them():
    assert swapped(secret([1, 0, 1, 0], [9] * 4), np.array([True, True, False, False])) == {(1, 0, 1, 0), (0, 1, 1, 0), (1, 0, 0, 1), (0, 1, 0, 1)}


def test_events_move_between_cells_that_are_alike():
    assert swapped(secret([1, 0, 0], [9] * 3, strata=np.array([0, 1, 0]))) == {(1, 0, 0), (0, 0, 1)}


def test_how_far_a_table_is_from_printing_the_same():
    """Three is printed: of 3.6 rounded a tenth more than of what is, of 4.2 rounded down and 3.2 rounded up a fifth."""
    made = secret([3, 3, 3], [9] * 3, figures=lambda tries: tries[:, 0].astype(float), how=(np.round, np.floor, np.ceil))
    tries = np.array([[[3.4, 3.9, 2.1]], [[3.6, 3.9, 2.1]], [[3.4, 4.2, 2.1]], [[3.4, 3.9, 3.2]], [[2.4, 2.8, 1.9]]])
    assert _far(made, tries, np.array([3.0, 3.0, 3.0]), 0) == pytest.approx([0, 0.1, 0.2, 0.2, 0.1 + 0.2 + 0.1])
    edge = _far(made, np.array([[[3.5, 3.9, 2.1]]]), np.array([3.0, 3.0, 3.0]), 0)
    assert 0 < edge[0] < 1e-6, "3.5 is printed as four, and nearly three"


def test_units_are_of_the_last_decimal_and_what_is_no_number_is_none():
    made = secret([3, 3], [9, 9], figures=lambda tries: np.array([[0.07, 0.1234, np.nan, np.inf, -np.inf]]))
    found = _units(made, made.events[None], np.array([2, 3, 2, 2, 2]))[0]
    assert found.tolist() == [7.0, 123.4, -1e6, 1e6, -1e6]


@pytest.mark.parametrize("rounds", [0, 200])
def test_figures_that_any_table_prints_tell_nothing_and_those_of_one_cell_tell_it(rounds, monkeypatch):
    monkeypatch.setattr(hidden_strata, "ROUNDS", rounds)
    assert discloses_nothing(secret([3, 20], [30, 100]), 5, BOARD, 0) is True
    assert discloses_nothing(secret([3, 20], [30, 100], figures=lambda tries: tries[:, 0, :1].astype(float)), 5, BOARD, 0) is False
    assert discloses_nothing(secret([3, 20], [30, 100], figures=lambda tries: tries[:, 0, :1] / 20), 5, BOARD, 0) is True, "0.15 and 0.25 are both nothing"


@pytest.mark.parametrize("rounds", [0, 200])
def test_what_words_say_of_a_table_is_part_of_what_is_printed(rounds, monkeypatch):
    monkeypatch.setattr(hidden_strata, "ROUNDS", rounds)
    assert discloses_nothing(secret([3, 20], [30, 100], said=lambda found: int(found.sum())), 5, BOARD, 0) is True
    assert discloses_nothing(secret([3, 20], [30, 100], said=lambda found: int(found[0, 0])), 5, BOARD, 0) is False


def test_where_no_other_table_has_as_many_there_is_none():
    """Three are to be able to be five, and of all others there is one: four at the most."""
    assert discloses_nothing(secret([3, 1], [30, 100]), 5, BOARD, 0) is False
    assert _possible(secret([3, 1], [30, 100]), (0, FIRST, 5), 0) is False
    assert discloses_nothing(secret([3, 2], [30, 100]), 5, BOARD, 0) is True


def test_more_moves_bring_the_figures_back(monkeypatch):
    """What the two others have must stay alike to two events: who took four of one of them must move some over, so a few rounds find it."""
    made = secret([1, 30, 30], [90] * 3, cells=[True, False, False], figures=lambda tries: (tries[:, 0, 1:2] - tries[:, 0, 2:]) * 1.0)
    monkeypatch.setattr(hidden_strata, "TRIES", 1)
    monkeypatch.setattr(np.random, "default_rng", lambda seed, true=np.random.default_rng: true(3))
    assert discloses_nothing(made, 5, BOARD, 0) is True


def test_where_the_first_tables_print_the_same_no_more_moves_are_made(monkeypatch):
    monkeypatch.setattr(hidden_strata, "_swap", None)
    assert discloses_nothing(secret([3, 20], [30, 100]), 5, BOARD, 0) is True


def test_moves_that_bring_nothing_nearer_are_made_too():
    """Two events must go from the second cell to the last, and with one of them there nothing is nearer yet."""

    def same(tries):
        x = tries[:, 0]
        return ((x[:, 0] == 3) | (x[:, 1] == 0) & (x[:, 3] == 2))[:, None].astype(float)

    assert discloses_nothing(secret([3, 4, 0, 0], [30, 9, 9, 9], cells=[True, False, False, False], figures=same), 5, BOARD, 0) is True


def test_six_hundred_tables_are_tried():
    tried = []
    discloses_nothing(secret([3, 20], [30, 100], figures=lambda tries: (tried.append(len(tries)), total(tries))[1]), 5, BOARD, 0)
    assert max(tried) == 600


def test_an_event_is_moved_in_eight_of_ten_tries():
    """From one cell to either of two: in half of them it would go where it is."""
    made = secret([1, 0], [1, 1])
    tries = np.repeat(made.events[None], 20_000, axis=0)
    _swap(tries, made, 0, None, np.random.default_rng(1))
    assert tries[:, 0, 1].mean() == pytest.approx(0.4, abs=0.02)

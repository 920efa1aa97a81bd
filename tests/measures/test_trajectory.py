"""Targets: who joins and leaves, the sum of docs/methods.md by hand, when a target is reached, and when it never is."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.errors import DataFault, DisclosureError, UsageError
from eianalysis.measures.trajectory import SEED, Flow, _when, expected, required_share, simulate
from eianalysis.policy import policy_for
from tests.builders import joiners, leavers, workforce

BOARD = policy_for("board")


@pytest.fixture
def cycle(root):
    return ei.load_cycle("2023-04", data_dir=root / "data")


def rows(**numbers):
    return pd.DataFrame([sex for sex, number in numbers.items() for _ in range(number)], columns=["sex"])


def flow(cycle, stock=(100, 300), come=(30, 60), gone=(15, 60)):
    now = rows(F=stock[0], M=stock[1]).assign(as_at="2023-03-31")
    people = workforce(pd.concat([now, now.head(1).assign(as_at="2020-03-31")]))  # its records begin before the window
    came, left = joiners(rows(F=come[0], M=come[1])), leavers(rows(F=gone[0], M=gone[1]))
    return ei.release(ei.workforce_flow(people, left, came, cycle=cycle, by="sex"), BOARD)


def test_who_is_in_post_joined_and_left_by_hand(cycle):
    table = flow(cycle).table.set_index(["flow", "group"])
    found = {name: tuple(table.loc[(name, "Female"), ["numerator", "denominator"]]) for name in ("In post at the end", "Joined", "Left")}
    assert found == {"In post at the end": (100, 400), "Joined": (30, 90), "Left": (15, 75)}
    assert table["period_start"].iloc[0] == pd.Timestamp("2020-04-01")


def test_one_year_is_the_sum_of_the_method():
    """The share changes by (J(j - s) - L(l - s)) / (N + J - L), worked out apart."""
    n, s, big_j, j, big_l, share_left = 1000, 0.178, 81, 0.238, 73, 0.206
    change = (big_j * (j - s) - big_l * (share_left - s)) / (n + big_j - big_l)
    made = expected(Flow(n * s, n, big_j * j, big_j, big_l * share_left, big_l, years=1), j, 1)
    assert made[1] - made[0] == pytest.approx(change)


def test_the_share_of_joiners_it_takes_is_the_one_that_just_reaches_it():
    here = Flow(100, 400, 30, 90, 15, 75, years=3)
    needed = required_share(here, 0.33, 7)
    assert expected(here, needed, 7)[-1] == pytest.approx(0.33, abs=1e-6)
    assert expected(here, needed - 0.01, 7)[-1] < 0.33
    assert required_share(here, 0.9, 2) is None  # whoever joins
    assert required_share(here, 0.33, 0) is None


def test_the_middle_future_goes_where_the_sum_says_and_is_seeded():
    here = Flow(1000, 4000, 300, 900, 150, 750, years=3)
    paths = simulate(here, draws=1500, rng=np.random.default_rng(1))
    assert np.median(paths[:, 10]) == pytest.approx(expected(here, 1 / 3, 10)[-1], abs=0.004)
    assert np.array_equal(paths, simulate(here, draws=1500, rng=np.random.default_rng(1)))
    low, high = np.quantile(paths[:, 10], (0.05, 0.95))
    assert 0.005 < high - low < 0.08


def test_the_answer_names_year_and_range_or_says_not_reachable(cycle):
    released, targets = flow(cycle, stock=(100, 300), come=(45, 45), gone=(15, 60)), ei.load_targets(cycle)
    made = ei.release(ei.target_trajectory(released, targets, target="met-stock-women", by_date="2030-03-31"), BOARD)
    said = str(ei.findings(made))
    assert "33% of those in post by 31 March 2030 (a date set for this page" in said and "another force's" in said
    assert "25.0% of those in post (100 of 400)" in said and "Of those who joined in 3 years they are 50.0%" in said
    assert "the target is reached in about 20" in said and "nine futures in ten: 20" in said
    again = ei.release(ei.target_trajectory(released, targets, target="met-stock-women", by_date="2030-03-31"), BOARD)
    assert made.table.equals(again.table)
    never = flow(cycle, stock=(100, 300), come=(10, 80), gone=(20, 55))
    made = ei.release(ei.target_trajectory(never, targets, target="met-stock-women", by_date="2025-03-31"), BOARD)
    assert "not reachable within 30 years" in str(ei.findings(made)) and "not reachable" in ei.plot_trajectory(made).title


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (0.33, "not reachable within 30 years: it is reached and kept in"),  # the middle future peaks at 32.7%: a first crossing said 2043
        (0.31, "reached in about 2039"),  # a first crossing said 2029
        (0.28, "The target is met now"),
    ],
)
def test_a_target_is_reached_when_most_futures_are_there_and_stay(target, said):
    paths = simulate(Flow(279, 957, 82, 266, 65, 240, 3), rng=np.random.default_rng(SEED))
    assert said in _when(paths, target, pd.Timestamp("2023-03-31"))


def test_a_target_that_is_met_and_not_kept_is_said_to_be_so():
    """400 of 1,000 now, and hardly any join: in thirty years few are left."""
    paths = simulate(Flow(400, 1000, 10, 300, 120, 240, 3), rng=np.random.default_rng(SEED))
    assert _when(paths, 0.4, pd.Timestamp("2023-03-31")).startswith("The target is met now. If joining and leaving go on as they did, it is not kept")


def test_the_table_has_every_fifth_year_and_the_lead_says_what_it_takes(cycle):
    targets, made = ei.load_targets(cycle), flow(cycle)
    half = ei.release(ei.target_trajectory(made, targets, target="met-joiners-women"), BOARD)
    grid = ei.table(half).grid
    assert [row[0] for row in grid.rows] == ["2023", "2028", "2033", "2038", "2043", "2048", "2053"]
    assert grid.rows[0][1:] == ("25.0", "25.0 to 25.0", "25.0", "50")  # 100 of 400 now, whatever comes
    kept = half.table.set_index("year").loc["2028"]
    assert grid.rows[1][3] == f"{100 * kept['if_kept']:.1f}" and grid.rows[1][1] == f"{100 * kept['middle']:.1f}"
    assert "about 5 more of a year's 30 joiners would be female officers" in str(ei.board_lines(half))  # 15 less 10
    stock = ei.release(ei.target_trajectory(made, targets, target="met-stock-women", by_date="2033-03-31"), BOARD)
    assert str(ei.board_lines(stock)).startswith(
        "33% of those in post by 31 March 2033: cannot tell whether the target will be met; if joining and leaving go on"
    )


def test_what_it_applies_to_is_a_parameter(cycle):
    released, targets = flow(cycle), ei.load_targets(cycle)
    made = ei.release(ei.target_trajectory(released, targets, target="met-stock-women", applies_to="joiners"), BOARD)
    assert "33% of those who join" in str(ei.findings(made)) and "Those who joined met it." in str(ei.findings(made))
    half = ei.release(ei.target_trajectory(released, targets, target="met-joiners-women"), BOARD)
    assert "about 5 more of a year's 30 joiners would be female officers" in str(ei.findings(half))  # 15 less 10
    with pytest.raises(UsageError, match="it can be: joiners, stock"):
        ei.target_trajectory(released, targets, target="met-stock-women", applies_to="everybody")
    with pytest.raises(UsageError, match="did you mean 'met-stock-women'"):
        ei.target_trajectory(released, targets, target="met-stock-woman")


def test_a_force_s_own_target_comes_before_another_s_and_one_of_the_kind_asked_before_the_other(cycle):
    released, targets = flow(cycle), ei.load_targets(cycle)

    def aimed(table, **asked):
        made = ei.target_trajectory(released, table, characteristic="sex", **asked)
        return made.missing.reason if made.missing else str(ei.findings(ei.release(made, BOARD)))

    assert "33% of those in post" in aimed(targets, applies_to="stock", by_date="2033-03-31")
    assert "50% of those who join" in aimed(targets, applies_to="joiners")
    mine = targets.frame[targets.frame["target_id"] == "met-stock-women"].assign(target_id="ours", status="approved", value=0.35)
    own = replace(targets, frame=pd.concat([targets.frame, mine], ignore_index=True))
    assert "35% of those in post" in aimed(own, applies_to="stock", by_date="2033-03-31") and "35% of those who join" in aimed(own, applies_to="joiners")
    none = replace(targets, frame=targets.frame[targets.frame["characteristic"] != "sex"])
    assert aimed(none) == "no target for sex is written down"
    with pytest.raises(UsageError, match="name a target or a characteristic"):
        ei.target_trajectory(released, targets)
    with pytest.raises(UsageError, match="'special-constables' is not a target"):  # a number of people is no share
        ei.target_trajectory(released, targets, target="special-constables")


def test_small_counts_of_joiners_never_reach_the_words(cycle):
    hidden = flow(cycle, come=(3, 60))
    assert hidden.table.set_index(["flow", "group"]).loc[("Joined", "Female"), "status"] == "hidden"
    made = ei.target_trajectory(hidden, ei.load_targets(cycle), target="met-stock-women")
    assert made.status == "not_available" and "hidden" in made.missing.reason
    with pytest.raises(DisclosureError, match="target_trajectory"):
        ei.target_trajectory(made, ei.load_targets(cycle), target="met-stock-women")


def test_every_target_says_whom_it_applies_to_and_where_it_is_stated(cycle, tmp_path):
    frame = ei.load_targets(cycle).frame
    numbers = frame[frame["basis"] == "people"]  # of nobody's share: which measure counts them
    assert set(frame["basis"]) - {"people"} == {"joiners", "stock"} and set(numbers["measure"]) <= set(ei.force("2023-04").measures)
    assert frame["source"].notna().all() and frame["year"].notna().all()
    assert not frame.loc[frame["approved_on"].isna(), "status"].eq("approved").any()
    from eianalysis.schema import TABLES, validate

    text = pd.DataFrame(
        [
            {
                "target_id": "a",
                "characteristic": "sex",
                "group": "Female",
                "value": "33",
                "basis": "recruits",
                "worker_type": "officer",
                "status": "approved",
                "source": "",
                "year": "2022",
                "precision": "P",
            }
        ]
    )
    with pytest.raises(DataFault) as caught:
        validate(text, TABLES["targets"], file="targets.csv")
    assert {fault.column for fault in caught.value.faults} == {"value", "basis", "source"}

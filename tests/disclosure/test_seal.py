"""Nothing but the gate makes a release, and no misspelt policy means "no control"."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, replace

import pytest

from eianalysis.disclosure import release
from eianalysis.errors import DisclosureError, EIAnalysisError
from eianalysis.policy import Policy, policy_for
from eianalysis.results import Release, Result, require_release

from .builders import DEFINITION, counts

RESULT = counts({"All": (40, 400), "White": (40, 400)})


@pytest.fixture
def released():
    return release(RESULT, policy_for("board"))


def test_the_constructor_and_replace_forge_nothing(released):
    with pytest.raises(DisclosureError, match="made only by release"):
        Release("m", "counts", DEFINITION, released.table, (), (), released.policy, "", "", None)
    with pytest.raises(DisclosureError, match="made only by release"):
        replace(released, note="nothing to see")
    with pytest.raises(FrozenInstanceError):
        released.note = "nothing to see"


def test_one_built_round_the_constructor_is_refused(released):
    forged = object.__new__(Release)
    for name, value in vars(released).items():
        object.__setattr__(forged, name, value)
    with pytest.raises(DisclosureError, match="did not make"):
        require_release(forged, "plot_rates")


def test_a_copy_is_the_release_itself_and_a_pickle_is_refused(released):
    assert copy.copy(released) is released and copy.deepcopy(released) is released
    with pytest.raises(DisclosureError, match="cannot be pickled"):
        pickle.dumps(released)


def test_the_table_given_out_is_a_copy(released):
    mine = released.table
    mine.loc[:, "numerator"] = 3
    assert released.table["numerator"].tolist() == [40, 40]


def test_a_result_is_not_a_release_and_the_message_says_what_to_do(released):
    assert require_release(released, "table") is released
    with pytest.raises(DisclosureError, match=r"table\(\) shows released results, got Result; call release\(result, policy\)"):
        require_release(RESULT, "table")


def test_neither_shows_its_numbers(released):
    assert "40" not in repr(RESULT) and "numerator" not in repr(released)


@pytest.mark.parametrize("policy", ["bord", None, {"threshold": 5}, 5])
def test_what_is_no_policy_is_refused(policy):
    with pytest.raises(EIAnalysisError, match="name the policy|takes a policy|did you mean 'board'"):
        release(RESULT, policy)


def test_a_policy_can_be_named_and_a_result_of_no_cycle_says_so(released):
    assert release(RESULT, "board").table.equals(release(RESULT, policy_for("board")).table)


def test_what_is_no_result_is_refused(released):
    for thing in (released.table, released):
        with pytest.raises(DisclosureError, match="takes a Result"):
            release(thing, policy_for("board"))


def test_an_unknown_shape_is_refused_when_made_and_at_the_gate():
    with pytest.raises(DisclosureError, match="it can be: counts, curve, statistic, amounts, register"):
        Result("m", "picture", DEFINITION, RESULT.counts)
    sly = replace(RESULT)
    object.__setattr__(sly, "shape", "picture")
    with pytest.raises(DisclosureError, match="not a kind of result the gate knows"):
        release(sly, policy_for("board"))


def test_a_misspelt_profile_stops_and_offers_the_right_word():
    with pytest.raises(DisclosureError, match="did you mean 'board'"):
        policy_for("bord")
    with pytest.raises(DisclosureError, match="did you mean 'public'"):
        replace(policy_for("public"), profile="publick")


@pytest.mark.parametrize(
    "weaker",
    [
        {"threshold": 4},
        {"threshold": 7},
        {"rate_base": 9},
        {"low_base": 10},
        {"all_or_none_base": 0},
        {"at_risk": 5},
        {"threshold": -1},
        {"threshold": "5"},
        {"threshold": True},
        {"round_to": 0},
        {"export": "yes"},
        {"export": False},
    ],
)
def test_no_board_policy_is_weaker_than_the_board_profile(weaker):
    with pytest.raises(DisclosureError):
        replace(policy_for("board"), **weaker)


@pytest.mark.parametrize("weaker", [{"sensitive_threshold": 5}, {"rate_base": 10}, {"round_to": 1}, {"rate_decimals": None}])
def test_no_public_policy_is_weaker_than_the_public_profile(weaker):
    with pytest.raises(DisclosureError, match="weaker than the public profile"):
        replace(policy_for("public"), **weaker)


def test_the_working_profile_cannot_be_made_exportable():
    with pytest.raises(DisclosureError, match="nothing may be exported"):
        replace(policy_for("working"), export=True)


def test_a_table_by_two_characteristics_takes_the_stricter_threshold():
    public = policy_for("public")
    assert isinstance(public, Policy)
    assert [public.threshold_for(name) for name in ("sex", "religion_belief", "sex_by_disability", "Sexual orientation")] == [5, 10, 10, 10]

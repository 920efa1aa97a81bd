"""What a conclusion may see of the year before: at the edges of what a longer window leaves, and nothing where no year can be protected."""

from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest

from eianalysis.disclosure.conclusions import see
from eianalysis.errors import DisclosureError
from eianalysis.policy import policy_for
from eianalysis.results import Bound, Missing

BOARD = policy_for("board")
STARTS = {"12m": "2022-04-01", "24m": "2021-04-01", "36m": "2020-04-01"}
EARLIER = "2021-04-01"


def counts(group="Asian", window="12m", cases=30, start=None, characteristic="ethnicity_5", **keys):
    return pd.DataFrame(
        [{**keys, "characteristic": characteristic, "group": group, "numerator": cases, "window": window, "period_start": start or STARTS[window]}]
    )


def result(*parts, missing=None, coarser=None, keys=(), state="real"):
    return SimpleNamespace(
        counts=pd.concat(parts, ignore_index=True),
        missing=missing,
        coarser=coarser,
        keys=keys,
        definition=None,
        kind="rate",
        sources=(SimpleNamespace(state=state, table="leavers"),),
        confidence=0.9,
        band=(0.67, 1.5),
        shape="counts",
        identity=None,
    )


def part(made, policy):
    return made.counts.assign(status="shown")


def status(now, lately=None, before=None, how=part, policy=BOARD):
    lately = result(counts()) if lately is None else lately
    before = result(counts(cases=60, start=EARLIER)) if before is None else before
    seen = see(Bound("m", now, (("ethnicity", lately, before),)), policy, how)
    return [year["status"].tolist() for year in seen.changes["ethnicity"]] if seen.changes else None


HIDDEN, SHOWN = [["hidden"], ["hidden"]], [["shown"], ["shown"]]


@pytest.mark.parametrize(("left", "said"), [(-1, SHOWN), (0, SHOWN), (1, HIDDEN), (4, HIDDEN), (5, SHOWN), (6, SHOWN)])
def test_a_word_is_told_where_the_longer_window_leaves_nobody_or_enough(left, said):
    assert status(result(counts(), counts(window="36m", cases=90 + left))) == said


@pytest.mark.parametrize(("start", "said"), [("2021-03-31", HIDDEN), ("2021-04-01", SHOWN), ("2021-04-02", SHOWN)])
def test_a_window_is_longer_where_it_begins_before_the_year_before(start, said):
    assert status(result(counts(), counts(window="36m", cases=92, start=start))) == said


def test_the_longer_window_of_another_group_or_key_says_nothing():
    assert status(result(counts(), counts(group="Black", window="36m", cases=92))) == SHOWN
    now = result(counts(step="passed"), counts(window="36m", cases=92, step="asked"), keys=("step",))
    years = result(counts(step="passed"), keys=("step",)), result(counts(cases=60, start=EARLIER, step="passed"), keys=("step",))
    assert status(now, *years) == SHOWN
    same = result(counts(step="passed"), counts(window="36m", cases=92, step="passed"), keys=("step",))
    assert status(same, *years) == HIDDEN


def test_the_longer_window_is_found_at_the_level_that_the_years_have():
    """The page may be asked of finer groups than the years: whichever level has theirs is looked at, and no level below it."""
    never = result(counts(), counts(window="36m", cases=500))
    level = result(counts(), counts(window="36m", cases=92), coarser=lambda: never)
    finer = result(counts(characteristic="ethnicity_18"), coarser=lambda: level)
    assert status(finer) == HIDDEN
    assert status(result(counts(characteristic="ethnicity_18"))) == SHOWN  # no level has it: there is nothing to take away from


def test_what_is_compared_with_such_a_row_is_hidden_with_it():
    both = [counts(), counts(group="White", cases=300)]
    now = result(*both, counts(window="36m", cases=92), counts(group="White", window="36m", cases=2000))
    lately = result(*(each.assign(reference="White" if at == 0 else None) for at, each in enumerate(both)))
    before = result(counts(cases=60, start=EARLIER), counts(group="White", cases=300, start=EARLIER))
    assert status(now, lately, before) == [["hidden", "shown"], ["hidden", "shown"]]
    other = result(*(each.assign(reference="Asian" if at == 1 else None) for at, each in enumerate(both)))
    assert status(now, other, before) == [["hidden", "hidden"], ["hidden", "shown"]]


def test_what_is_public_is_told_whatever_is_left():
    published = replace(BOARD, published=("leavers",))
    now = result(counts(), counts(window="36m", cases=92))
    assert status(now, policy=published) == SHOWN and status(now) == HIDDEN


def test_where_one_of_the_years_cannot_be_protected_only_that_change_is_not_told():
    def how(made, policy):
        if made.counts["numerator"].max() == 13:
            raise DisclosureError("nothing protects it")
        return part(made, policy)

    bad, good = (result(counts(cases=cases)) for cases in (13, 30))
    before = result(counts(cases=60, start=EARLIER))
    seen = see(Bound("m", good, (("first", bad, before), ("second", good, before), ("third", good, bad))), BOARD, how)
    assert list(seen.changes) == ["second"]


@pytest.mark.parametrize(("round_to", "rounded"), [(1, False), (2, True), (5, True)])
def test_what_it_is_of_is_told_with_it(round_to, rounded):
    seen = see(Bound("m", result(counts(), state="synthetic")), replace(BOARD, round_to=round_to), part)
    assert seen.rounded is rounded and seen.states == {"synthetic"} and (seen.confidence, seen.band) == (0.9, (0.67, 1.5)) and len(seen.table) == 1


def test_of_what_is_missing_nothing_is_asked():
    def never(made, policy):
        raise AssertionError("asked")

    gone = Missing("leavers")
    seen = see(Bound("m", result(counts(), missing=gone)), BOARD, never)
    assert seen.table.empty and seen.missing is gone

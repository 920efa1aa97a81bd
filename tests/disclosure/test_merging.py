"""What a merging would free is told in a console: it is true, holds no number of people, and a run refuses it."""

import re

import pytest

import eianalysis as ei
from eianalysis.disclosure import release
from eianalysis.disclosure.merging import NO_MERGING, NOTHING_HIDDEN
from eianalysis.errors import DisclosureError, UsageError
from eianalysis.policy import RUNNING, policy_for

from .builders import THREE_YEARS, counts, rows

BOARD = policy_for("board")
GROUPS = {"White": (64, 800), "Asian": (3, 40), "Black": (4, 50), "Mixed": (6, 60), "Other": (7, 70)}
WITH_ALL = {"All": tuple(map(sum, zip(*GROUPS.values(), strict=True))), **GROUPS}


def merged(one: str, other: str) -> dict:
    """The groups with two of them put together by hand."""
    both = tuple(map(sum, zip(GROUPS[one], GROUPS[other], strict=True)))
    return {"All": WITH_ALL["All"], **{name: pair for name, pair in GROUPS.items() if name not in (one, other)}, f"{one} and {other} together": both}


def hidden(result) -> set[str]:
    table = release(result, BOARD).table
    return set(table.loc[table["status"].eq("hidden"), "group"])


def test_what_is_said_is_what_happens():
    assert hidden(counts(WITH_ALL)) >= {"Asian", "Black"}
    told = {line.partition(" together, ")[0]: line for line in ei.what_would_free(counts(WITH_ALL), BOARD)}
    assert told["Asian and Black"] == "Asian and Black together, Ethnicity (5 groups): the two together would be shown"
    for names, line in told.items():
        left = hidden(counts(merged(*names.split(" and "))))
        assert (f"{names} together" not in left) == ("would be shown" in line), line
        freed = line.partition(" would be freed")[0] if "freed" in line else ""
        for group in hidden(counts(WITH_ALL)) - set(names.split(" and ")):
            assert (group not in left) == (f"{group} (" in freed.partition(": ")[2]), (group, line)


def test_no_number_of_people_is_in_it_and_places_are_named():
    table = counts(rows(WITH_ALL), rows({name: (3 * cases, 3 * of) for name, (cases, of) in WITH_ALL.items()}, window=THREE_YEARS))
    said = "\n".join(ei.what_would_free(table, BOARD))
    assert "12m" in said or "would be shown" in said
    assert not set(re.findall(r"\d+(?!m)", said.replace("5 groups", ""))) - {"1", "3"}  # of 12m and 36m, cut short


def test_two_small_groups_that_are_small_together_free_nothing():
    few = {"All": (66, 830), "White": (64, 800), "Asian": (1, 15), "Black": (1, 15)}
    assert tuple(ei.what_would_free(counts(few), BOARD)) == (NO_MERGING,)


def test_nothing_hidden_is_said():
    assert tuple(ei.what_would_free(counts({"All": (104, 900), "White": (64, 800), "Black": (40, 100)}), BOARD)) == (NOTHING_HIDDEN,)


def test_a_run_refuses_and_so_does_what_is_released(monkeypatch):
    with pytest.raises(UsageError, match="name the policy"):
        ei.what_would_free(counts(WITH_ALL))
    with pytest.raises(UsageError, match="result is a Release: it should be a Result"):
        ei.what_would_free(release(counts(WITH_ALL), BOARD), BOARD)
    monkeypatch.setenv(RUNNING, "06-retention")
    with pytest.raises(DisclosureError, match="for the console"):
        ei.what_would_free(counts(WITH_ALL), BOARD)


def test_the_reference_is_left_as_it_is():
    compared = counts(WITH_ALL, reference="White")
    assert any("White" in line.partition(" together, ")[0] for line in ei.what_would_free(counts(WITH_ALL), BOARD))
    assert not any("White" in line.partition(" together, ")[0] for line in ei.what_would_free(compared, BOARD))

"""Of people who are in no other table, two words that change places from a month on are told; shares that drift are not."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from eianalysis.schema import TABLES
from eianalysis.sources.turned import with_turned
from tests.builders import table

SWAP = {"Male": "Female", "Female": "Male", "White": "Ethnic minorities", "Ethnic minorities": "White"}


def told(made):
    return "\n".join(words for source in made.sources for words, _ in source.flags)


@pytest.mark.parametrize(
    "name, column, first, last, word",
    [
        ("use_of_force", "perceived_sex", "2022-09-01", "2024-01-01", "perceived sex"),
        ("use_of_force", "perceived_sex", "2022-04-01", "2022-07-01", "perceived sex"),
        ("vetting", "ethnicity_2", "2022-06-01", "2024-01-01", "ethnicity"),
    ],
)
def test_words_that_change_places_are_told_with_the_days(tables, name, column, first, last, word):
    made = table(name, tables[name])
    day = made.frame[TABLES[name].happened[0]]
    looked = with_turned(
        replace(made, frame=made.frame.assign(**{column: made.frame[column].mask((day >= first) & (day < last), made.frame[column].replace(SWAP))}))
    )
    common = made.frame[column].value_counts().index[0]
    assert f"{word}: in the rows of " in told(looked) and f"'{common}' is about as frequent as '{SWAP[common]}' is elsewhere, and the other way round" in told(
        looked
    )


@pytest.mark.parametrize("seed", [0, 1, 2, 3])
def test_a_force_in_which_nothing_is_exchanged_is_told_nothing(make_force, seed):
    for name, frame in make_force(seed=seed, searches=False).items():
        made = table(name, frame)
        assert with_turned(made) is made, name


def force_used(share):
    """1,200 uses of force over four years, with so many men in each month."""
    draw, month = np.random.default_rng(3), np.arange(1200) // 25
    frame = pd.DataFrame(
        {
            "used_on": pd.Timestamp("2019-04-01") + pd.to_timedelta(month * 30 + draw.integers(0, 30, 1200), unit="D"),
            "perceived_sex": np.where(draw.random(1200) < share(month), "M", "F"),
        }
    )
    return table("use_of_force", frame)


@pytest.mark.parametrize(
    "share, many",
    [
        (lambda month: np.where(month < 36, 0.8, 0.2), 1),
        (lambda month: 0.85 - 0.7 * month / 48, 0),
        (lambda month: np.where(month < 36, 0.8, 0.45), 0),
        (lambda month: np.where(month % 2, 0.8, 0.3), 0),
    ],
    ids=["exchanged", "drifts", "other people", "to and fro"],
)
def test_only_an_exchange_is_told(share, many):
    assert told(with_turned(force_used(share))).count("were the two words exchanged there?") == many

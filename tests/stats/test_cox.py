"""Hazard ratios against R's coxph: ties, late entry, strata; and what has no answer."""

import numpy as np
import pandas as pd
import pytest

from eianalysis.stats import hazard_ratios

from .test_logrank import AML_GROUP, AML_STATUS, AML_TIME

PEOPLE = pd.DataFrame(
    {
        "entry": [0, 0, 1, 2, 2, 3, 0, 5, 4, 6, 1.5, 0, 1, 0, 4, 6],
        "exit": [2, 4, 3, 5, 6, 6, 7, 9, 8, 9, 2, 10, 5, 6, 11, 12],
        "left": [1, 1, 0, 1, 1, 1, 0, 1, 0, 1, 1, 0, 1, 1, 1, 1],
        "sex": list("FMFMFMMMFMFFMFMF"),
        "age": [25, 31, 44, 28, 39, 52, 47, 23, 36, 41, 29, 33, 50, 27, 38, 45],
        "unit": list("AB" * 8),
    }
)
COLUMNS = {"exit": "exit", "event": "left"}

# R 4.2.2, survival 3.5-3: summary(coxph(Surv(entry, exit, left) ~ sex + age)):
# exp(coef), lower .95, upper .95, Pr(>|z|)
R_LATE = [(1.9473891304, 0.547526209588, 6.92628838362, 0.303233521167), (0.954275641403, 0.888090698736, 1.02539301568, 0.201884530846)]
# the same with + strata(unit)
R_STRATA = [(1.863295135, 0.499693132285, 6.94800175509, 0.354027150908), (0.958669204491, 0.888686514007, 1.03416292377, 0.27510432133)]


def test_aml():
    # R: summary(coxph(Surv(time, status) ~ x, data = aml))
    aml = pd.DataFrame({"time": AML_TIME, "status": AML_STATUS, "x": AML_GROUP})
    found = hazard_ratios(aml, exit="time", event="status", covariates=["x"])
    assert found.index.tolist() == ["x[Nonmaintained]"]
    assert list(found.columns) == ["hazard_ratio", "low", "high", "p"]
    assert found.iloc[0].tolist() == pytest.approx([2.49810532617, 0.915907257436, 6.81349576606, 0.073714860639], rel=1e-7)


@pytest.mark.parametrize("strata, expected", [(None, R_LATE), ("unit", R_STRATA)])
def test_late_entry_ties_and_strata(strata, expected):
    found = hazard_ratios(PEOPLE, **COLUMNS, entry="entry", covariates=["sex", "age"], strata=strata)
    assert found.index.tolist() == ["sex[M]", "age"]
    np.testing.assert_allclose(found.to_numpy(), expected, rtol=1e-7)


def test_the_first_level_of_a_category_is_the_reference():
    people = PEOPLE.assign(sex=pd.Categorical(PEOPLE["sex"], categories=["M", "F", "X"]))
    before = people.copy()
    found = hazard_ratios(people, **COLUMNS, entry="entry", covariates=["sex", "age"])
    assert found.index.tolist() == ["sex[F]", "age"]  # nobody is X: no level to speak of
    assert found.loc["sex[F]", "hazard_ratio"] == pytest.approx(1 / 1.9473891304, rel=1e-7)
    pd.testing.assert_frame_equal(people, before)


def test_order_unit_and_units_of_people_do_not_matter():
    plain = hazard_ratios(PEOPLE, **COLUMNS, entry="entry", covariates=["sex", "age"])
    mixed = PEOPLE.sample(frac=1, random_state=3).assign(age=lambda frame: frame["age"] / 10)
    found = hazard_ratios(mixed, **COLUMNS, entry="entry", covariates=["sex", "age"])
    assert found.loc["age", "hazard_ratio"] == pytest.approx(plain.loc["age", "hazard_ratio"] ** 10, rel=1e-8)
    assert found.loc["sex[M]"].tolist() == pytest.approx(plain.loc["sex[M]"].tolist(), rel=1e-8)


def test_it_finds_the_effect_that_is_there():
    rng = np.random.default_rng(9)
    group, age = rng.choice(["a", "b"], 4000), rng.normal(40, 8, 4000)
    stay = rng.exponential(5 * np.exp(-0.5 * (group == "b") - 0.03 * (age - 40)))
    entry = rng.uniform(0, 4, 4000)
    seen = stay > entry
    people = pd.DataFrame({"stay": stay, "left": 1, "entry": entry, "group": group, "age": age})[seen]
    found = hazard_ratios(people, exit="stay", event="left", entry="entry", covariates=["group", "age"])
    assert found.loc["group[b]", "low"] < np.exp(0.5) < found.loc["group[b]", "high"]
    assert found.loc["age", "low"] < np.exp(0.03) < found.loc["age", "high"]
    assert found.loc["group[b]", "p"] < 1e-6


@pytest.mark.parametrize(
    "change, covariates, message",
    [
        ({"left": [1, 0] * 8}, ["unit"], "unit: nobody in 'B' left, so it has no ratio; join it to another level"),
        ({"left": 0}, ["sex"], "event: nobody left"),
        ({"age": 40}, ["age"], "age: is the same for everybody"),
        ({"sex": "F"}, ["sex"], "sex: is the same for everybody"),
        ({"age": [np.nan] + [40, 41, 42] * 5}, ["age"], "age: 1 of 16 values are missing"),
        ({"same": PEOPLE["age"] * 2}, ["age", "same"], "covariates: cannot be told apart"),
        ({"age": -PEOPLE["exit"]}, ["age"], "covariates: .* decides alone who leaves"),
        ({}, ["rank"], "frame: has no column 'rank'"),
        ({}, [], "covariates: must be a list"),
        ({}, "sex", "covariates: must be a list"),
        ({"left": 2}, ["sex"], "event: 16 of 16 values are neither 0 nor 1"),
    ],
)
def test_what_has_no_answer_is_refused_in_words(change, covariates, message):
    people = PEOPLE.assign(**change)
    if "left" not in change and "age" in change and "decides" in message:
        people = people.assign(left=1)
    with pytest.raises(ValueError, match=message):
        hazard_ratios(people, **COLUMNS, covariates=covariates)

"""Life tables against R's survival package: published data, late entry, ties, edges."""

import numpy as np
import pandas as pd
import pytest

from eianalysis.stats import life_table, median_survival, restricted_mean, survival_at

NAN = float("nan")
COLUMNS = ["time", "at_risk", "events", "survival", "se", "low", "high"]

# Freireich and others, Blood 21 (1963) 699-716: weeks in remission under 6-MP, and under placebo (all relapsed)
SIX_MP = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
RELAPSED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]

# R 4.2.2, survival 3.5-3: f <- survfit(Surv(t, e) ~ 1, conf.type = "log-log");
# cbind(f$time, f$n.risk, f$n.event, f$surv, f$surv * f$std.err, f$lower, f$upper)
R_SIX_MP = """
6, 21, 3, 0.857142857143, 0.0763603548321, 0.619717955266, 0.951551747647
7, 17, 1, 0.806722689076, 0.0869352851801, 0.563146564622, 0.922809019203
9, 16, 0, 0.806722689076, 0.0869352851801, 0.563146564622, 0.922809019203
10, 15, 1, 0.752941176471, 0.0963496529943, 0.5031995108, 0.889361835169
11, 13, 0, 0.752941176471, 0.0963496529943, 0.5031995108, 0.889361835169
13, 12, 1, 0.690196078431, 0.106814707775, 0.431610222486, 0.849065963349
16, 11, 1, 0.627450980392, 0.114053865257, 0.367510855988, 0.804912189472
17, 10, 0, 0.627450980392, 0.114053865257, 0.367510855988, 0.804912189472
19, 9, 0, 0.627450980392, 0.114053865257, 0.367510855988, 0.804912189472
20, 8, 0, 0.627450980392, 0.114053865257, 0.367510855988, 0.804912189472
22, 7, 1, 0.53781512605, 0.128233751693, 0.267778936767, 0.746790717635
23, 6, 1, 0.448179271709, 0.134591456756, 0.188052005959, 0.680142628495
25, 5, 0, 0.448179271709, 0.134591456756, 0.188052005959, 0.680142628495
32, 4, 0, 0.448179271709, 0.134591456756, 0.188052005959, 0.680142628495
34, 2, 0, 0.448179271709, 0.134591456756, 0.188052005959, 0.680142628495
35, 1, 0, 0.448179271709, 0.134591456756, 0.188052005959, 0.680142628495
"""

ENTRY = [0, 0, 1, 2, 2, 3, 0, 5, 4, 6, 1.5, 0]
EXIT = [2, 4, 3, 5, 6, 6, 7, 9, 8, 9, 2, 10]
LEFT = [1, 1, 0, 1, 1, 1, 0, 1, 0, 1, 1, 0]

# R: the same with Surv(entry, exit, left)
R_LATE = """
2, 6, 2, 0.666666666667, 0.19245008973, 0.194616636806, 0.904434164323
3, 6, 0, 0.666666666667, 0.19245008973, 0.194616636806, 0.904434164323
4, 6, 1, 0.555555555556, 0.189758347518, 0.159465126611, 0.828462026889
5, 6, 1, 0.462962962963, 0.179304784547, 0.12699140124, 0.75021968568
6, 6, 2, 0.308641975309, 0.14908823813, 0.0720545775502, 0.591319571254
7, 5, 0, 0.308641975309, 0.14908823813, 0.0720545775502, 0.591319571254
8, 4, 0, 0.308641975309, 0.14908823813, 0.0720545775502, 0.591319571254
9, 3, 2, 0.102880658436, 0.0976011623509, 0.00579253526285, 0.366401596184
10, 1, 0, 0.102880658436, 0.0976011623509, 0.00579253526285, 0.366401596184
"""


def drawn(text):
    rows = [[float(cell) for cell in line.split(",")] for line in text.strip().splitlines()]
    return pd.DataFrame(rows, columns=COLUMNS).astype({"at_risk": "int64", "events": "int64"})


def test_freireichs_remission_is_rs_table():
    pd.testing.assert_frame_equal(life_table(SIX_MP, RELAPSED), drawn(R_SIX_MP), rtol=1e-10)


def test_late_entry_is_rs_table():
    pd.testing.assert_frame_equal(life_table(EXIT, LEFT, entry=ENTRY), drawn(R_LATE), rtol=1e-10)


def test_while_nobody_left_and_when_nobody_is_left():
    # R: survfit(Surv(c(1,2,2,3,4), c(0,1,0,1,1)) ~ 1, conf.type = "log-log"); limits NA where surv is 1 or 0
    table = life_table([1, 2, 2, 3, 4], [0, 1, 0, 1, 1])
    np.testing.assert_allclose(table["survival"], [1, 0.75, 0.375, 0])
    np.testing.assert_allclose(table["se"], [0, 0.2165063509, 0.2864110, NAN], rtol=1e-6)
    np.testing.assert_allclose(table["low"], [NAN, 0.12794692, 0.01097112, NAN], rtol=1e-6)
    np.testing.assert_allclose(table["high"], [NAN, 0.9605486, 0.8080011, NAN], rtol=1e-6)


def test_an_exit_at_time_0_counts_without_entry():
    # R: survfit(Surv(c(0, 1, 2, 3), c(1, 1, 1, 0)) ~ 1): n.risk 4 at time 0
    table = life_table([0, 1, 2, 3], [1, 1, 1, 0])
    assert table["time"].tolist() == [0, 1, 2, 3] and table["survival"].tolist() == [0.75, 0.5, 0.25, 0.25]


def test_times_that_differ_by_rounding_are_one_time():
    # R: survfit(Surv(c(.1 + .2, .3, .5), c(1, 1, 0)) ~ 1): times 0.3, 0.5; survival 1/3, 1/3
    table = life_table([0.1 + 0.2, 0.3, 0.5], [1, 1, 0])
    assert table["time"].tolist() == [0.3, 0.5] and table["events"].tolist() == [2, 0]
    late = life_table([0.3, 0.5], [1, 1], entry=[0.0, 0.1 + 0.2])
    assert late["at_risk"].tolist() == [1, 1]


@pytest.mark.parametrize(
    "exit, event, median",
    [
        (SIX_MP, RELAPSED, 23),  # R: summary(survfit(...))$table["median"], here and below
        (PLACEBO, [1] * 21, 8),
        ([1, 2, 3, 4], [1, 1, 1, 0], 2.5),  # flat at exactly one half, then down
        ([1, 2, 3, 4], [1, 1, 0, 0], 2),  # flat at one half to the end
        ([1, 2, 3, 4], [1, 0, 0, 0], NAN),
        (range(1, 11), [1] * 10, 5.5),  # the product is 0.5000000000000001 in floats
    ],
)
def test_medians_are_rs(exit, event, median):
    assert median_survival(life_table(list(exit), event)) == pytest.approx(median, nan_ok=True)


def test_restricted_means_are_rs():
    # R: summary(f, rmean = ...)$table[c("rmean", "se(rmean)")]
    table = life_table(SIX_MP, RELAPSED)
    assert restricted_mean(table, 20) == pytest.approx((16.11652661064426, 1.25156019600505), rel=1e-12)
    assert restricted_mean(table, 50) == pytest.approx((30.01008403361344, 4.72322020668952), rel=1e-12)
    late = life_table(EXIT, LEFT, entry=ENTRY)
    assert restricted_mean(late, 8) == pytest.approx((4.969135802469136, 0.945776582767036), rel=1e-12)
    assert restricted_mean(late, 1) == (1.0, 0.0) and restricted_mean(late, 0) == (0.0, 0.0)


def test_survival_at_is_a_step():
    table = life_table(SIX_MP, RELAPSED)
    assert survival_at(table, 5.999) == 1.0
    assert survival_at(table, [6, 9.5, 35]) == pytest.approx([0.857142857143, 0.806722689076, 0.448179271709])
    assert np.isnan(survival_at(table, 35.1))  # nobody was seen that long
    assert survival_at(life_table([1, 2], [1, 1]), 99) == 0.0  # nobody is left
    kept = survival_at(table, pd.Series([6.0, 7.0], index=["a", "b"]))
    assert list(kept.index) == ["a", "b"]


def test_nobody_gives_an_empty_table():
    table = life_table([], [])
    assert list(table.columns) == COLUMNS and len(table) == 0 and table["survival"].dtype == float
    assert np.isnan(median_survival(table)) and np.isnan(survival_at(table, 1))


def test_one_person():
    table = life_table([2.5], [True])
    assert table.loc[0, ["time", "at_risk", "events", "survival"]].tolist() == [2.5, 1, 1, 0]
    assert median_survival(table) == 2.5
    assert life_table([2.5], [False])["survival"].tolist() == [1.0]


def test_ignoring_late_entry_flatters_retention():
    # docs/methods.md, "Who leaves": true one-year retention 0.846; a window record without entry makes it look far better
    rng = np.random.default_rng(7)
    joined, stay = rng.uniform(-10, 2, 60_000), rng.weibull(0.7, 60_000) * 13
    left = joined + stay
    seen = (left > 0) & (joined < 2)  # still in at the window's start at 0, joined before its end at 2
    exit, entry = np.minimum(left, 2)[seen] - joined[seen], np.maximum(-joined[seen], 0)
    event = left[seen] <= 2
    truth = np.exp(-((1 / 13) ** 0.7))
    assert survival_at(life_table(exit, event, entry=entry), 1) == pytest.approx(truth, abs=0.015)
    assert survival_at(life_table(exit, event), 1) > truth + 0.08


@pytest.mark.parametrize(
    "arguments, message",
    [
        ({"exit": [1, 2], "event": [1, 0], "entry": [0, 2]}, "entry: 1 of 2 values is not before exit"),
        ({"exit": [1, -2], "event": [1, 0]}, "exit: 1 of 2 values is negative"),
        ({"exit": [1, np.nan], "event": [1, 0]}, "exit: 1 of 2 values is missing"),
        ({"exit": [1, 2], "event": [1, 2]}, "event: 1 of 2 values is neither 0 nor 1"),
        ({"exit": [1, 2], "event": [1, np.nan]}, "event: 1 of 2 values is missing"),
        ({"exit": [1, 2], "event": [1]}, "event: has 1 entries, exit has 2"),
        ({"exit": [1, 2], "event": [1, 1], "entry": [0]}, "entry: has 1 entries, exit has 2"),
        ({"exit": ["x"], "event": [1]}, "exit: must be numbers"),
        ({"exit": 3, "event": 1}, "event: must be a list of values, one per person"),
    ],
)
def test_impossible_spells_are_refused_by_name(arguments, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        life_table(**arguments)


@pytest.mark.parametrize("until", [-1, [1, 2], []])
def test_counting_stops_at_one_time_that_can_be(until):
    with pytest.raises(ValueError, match="until: must be one time, 0 or later"):
        restricted_mean(life_table([1, 2], [1, 0]), until)

"""Competing causes against R (survival, cmprsk)."""

import numpy as np
import pandas as pd
import pytest

from eianalysis.stats import cumulative_incidence, life_table

EXIT = [2, 4, 3, 5, 6, 6, 7, 9, 8, 9, 2, 10, 5, 6, 11, 12]
CAUSE = [1, 2, 0, 1, 1, 2, 0, 1, 0, 2, 1, 0, 1, 3, 1, 2]
ENTRY = [0, 0, 1, 2, 2, 3, 0, 5, 4, 6, 1.5, 0, 1, 0, 4, 6]


def curve(table, cause):
    return table[table["cause"] == cause].set_index("time")


def test_late_entry_and_ties_between_causes():
    # R 4.2.2, survival 3.5-3: survfit(Surv(entry, exit, factor(cause)) ~ 1, id = 1:16)$pstate and $n.risk
    table = cumulative_incidence(EXIT, CAUSE, entry=ENTRY)
    resigned = [0.25, 0.25, 0.25, 0.395833333333, 0.459635416667, 0.459635416667, 0.459635416667, 0.5234375,
                0.5234375, 0.619140625, 0.619140625]  # fmt: skip
    retired = [0, 0, 0.09375, 0.09375, 0.157552083333, 0.157552083333, 0.157552083333, 0.221354166667,
               0.221354166667, 0.221354166667, 0.317057291667]  # fmt: skip
    np.testing.assert_allclose(curve(table, 1)["incidence"], resigned, rtol=1e-10)
    np.testing.assert_allclose(curve(table, 2)["incidence"], retired, rtol=1e-10)
    assert curve(table, 3)["incidence"].iloc[-1] == pytest.approx(0.0638020833333)
    assert curve(table, 1)["at_risk"].tolist() == [8, 8, 8, 9, 8, 7, 6, 5, 3, 2, 1]


def test_variance_is_that_of_cmprsk():
    # R, cmprsk 2.2-11: timepoints(cuminc(t, cause), c(3.1, 6, 8.1)), $est and $var, one row per cause
    exit = [1.2, 2.5, 2.7, 3.1, 4, 4.4, 5.2, 6, 6.3, 7.7, 8.1, 9.5]
    table = cumulative_incidence(exit, [1, 2, 0, 1, 1, 2, 0, 1, 0, 2, 1, 0])
    for cause, est, var in [
        (1, [0.175925925926, 0.37962962963, 0.527777777778], [0.0142715029079, 0.0271394662876, 0.0440565968404]),
        (2, [0.0833333333333, 0.175925925926, 0.324074074074], [0.00700183654729, 0.0146250675069, 0.0343981621303]),
    ]:
        found = curve(table, cause).loc[[3.1, 6, 8.1]]
        np.testing.assert_allclose(found["incidence"], est, rtol=1e-10)
        np.testing.assert_allclose(found["se"] ** 2, var, rtol=1e-10)


def test_variance_with_ties_is_that_of_cmprsk():
    # R, cmprsk 2.2-11: timepoints(cuminc(EXIT, CAUSE), c(2, 4, 5, 6, 9, 12))$var; the last one at risk leaves at 12
    table = cumulative_incidence(EXIT, CAUSE)
    for cause, var in [
        (1, [0.00729166666667, 0.00729166666667, 0.01358345847529, 0.01580000028017, 0.02065882007949, 0.03320831920817]),
        (2, [0, 0.00457347140039, 0.00457347140039, 0.00859201062026, 0.01597362680055, 0.05228605570778]),
        (3, [0, 0, 0, 0.00468730154728, 0.00468730154728, 0.00468730154728]),
    ]:
        np.testing.assert_allclose(curve(table, cause).loc[[2, 4, 5, 6, 9, 12], "se"] ** 2, var, rtol=1e-10, atol=1e-16)


def test_limits_are_on_the_log_log_scale():
    # by hand: 0.25961538 ** exp(±1.959964 * sqrt(0.01358345847529) / (0.25961538 * log(0.25961538)))
    row = curve(cumulative_incidence(EXIT, CAUSE), 1).loc[5]
    spread = 1.959963984540054 * 0.01358345847529**0.5 / (0.2596153846154 * np.log(0.2596153846154))
    assert row["low"] == pytest.approx(0.2596153846154 ** np.exp(-spread), rel=1e-9)
    assert row["high"] == pytest.approx(0.2596153846154 ** np.exp(spread), rel=1e-9)
    assert row["low"] < row["incidence"] < row["high"]


def test_with_one_cause_it_is_one_minus_the_life_table():
    event = [int(cause > 0) for cause in CAUSE]
    one = cumulative_incidence(EXIT, event, entry=ENTRY)
    np.testing.assert_allclose(one["incidence"], 1 - life_table(EXIT, event, entry=ENTRY)["survival"], atol=1e-14)


def test_causes_and_those_still_in_make_everybody():
    table = cumulative_incidence(EXIT, CAUSE, entry=ENTRY)
    event = [int(cause > 0) for cause in CAUSE]
    still_in = life_table(EXIT, event, entry=ENTRY)["survival"].to_numpy()
    np.testing.assert_allclose(table.groupby("time")["incidence"].sum().to_numpy() + still_in, 1, atol=1e-14)


def test_order_of_rows_does_not_matter():
    rows = np.random.default_rng(2).permutation(len(EXIT))
    shuffled = cumulative_incidence(np.array(EXIT)[rows], np.array(CAUSE)[rows], entry=np.array(ENTRY)[rows])
    pd.testing.assert_frame_equal(shuffled, cumulative_incidence(EXIT, CAUSE, entry=ENTRY))


def test_nobody_and_nobody_left():
    for table in (cumulative_incidence([], []), cumulative_incidence([1, 2], [0, 0])):
        assert list(table.columns) == ["time", "cause", "at_risk", "events", "incidence", "se", "low", "high"]
        assert len(table) == 0 and table["incidence"].dtype == float


@pytest.mark.parametrize("cause", [[1, -1], [1, 0.5], [1, np.nan], ["a", "b"]])
def test_a_cause_is_a_whole_number(cause):
    with pytest.raises(ValueError, match="^cause: "):
        cumulative_incidence([1, 2], cause)


def test_when_all_have_gone_one_way_nothing_is_uncertain():
    curve = cumulative_incidence([1, 2, 2], [1, 1, 1])
    assert curve["incidence"].tolist() == pytest.approx([1 / 3, 1]) and curve["se"].tolist()[1] == 0  # two of two leave at once
    assert curve[["low", "high"]].isna().to_numpy().tolist() == [[False, False], [True, True]]


def test_the_rows_of_all_causes_are_numbered_as_one_table():
    assert list(cumulative_incidence([1, 2, 2, 3], [1, 1, 2, 1]).index) == list(range(6))

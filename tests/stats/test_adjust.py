"""Corrections for many comparisons, against R and the paper."""

import numpy as np
import pandas as pd
import pytest

from eianalysis.stats import adjust_p

NAN = float("nan")
P = [0.01, NAN, 0.02, 0.03, 0.5, 0.02, 0.9]


def test_agrees_with_r():
    # R 4.2.2: p.adjust(c(0.01, NA, 0.02, 0.03, 0.5, 0.02, 0.9), "BH"), then "holm"
    np.testing.assert_allclose(adjust_p(P), [0.04, NAN, 0.04, 0.045, 0.6, 0.04, 0.9], rtol=1e-12)
    np.testing.assert_allclose(adjust_p(P, method="holm"), [0.06, NAN, 0.1, 0.1, 1, 0.1, 1], rtol=1e-12)


def test_benjamini_and_hochbergs_own_example():
    # JRSS B 57 (1995), section 3.1: of fifteen p values four are significant at 0.05 (Bonferroni: three)
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    assert (adjust_p(p) <= 0.05).sum() == 4
    assert (adjust_p(p, method="holm") <= 0.05).sum() == 3


def test_index_empty_and_scalar():
    adjusted = adjust_p(pd.Series([0.04, 0.01], index=["b", "a"]))
    assert adjusted["a"] == 0.02 and adjusted["b"] == 0.04
    assert adjust_p([]).shape == (0,) and np.isnan(adjust_p([NAN])).all()
    assert adjust_p(0.03) == 0.03
    assert adjust_p([1, 0]).tolist() == [1.0, 0.0]  # integers are probabilities too


@pytest.mark.parametrize("wrong, why", [([0.1, 1.2], "more than 1"), ([-0.1], "negative"), (["a"], "must be numbers")])
def test_what_is_no_probability_is_refused(wrong, why):
    with pytest.raises(ValueError, match=f"p: .*{why}"):
        adjust_p(wrong)


def test_no_adjusted_p_is_more_than_one():
    assert adjust_p([0.6, 0.7, 0.9], method="holm").tolist() == [1, 1, 1]
    assert adjust_p([0.6, 0.7, 0.9], method="bh").tolist() == pytest.approx([0.9, 0.9, 0.9])

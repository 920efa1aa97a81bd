"""The verdict rules of docs/methods.md, "The four verdicts": their order, their edges, the family, and that more of a gap is never said more kindly."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from eianalysis import stats
from eianalysis.stats.comparison import ratio_interval, ratio_test
from eianalysis.stats.judgement import CLEAR, NO_MATERIAL, POSSIBLE, TOO_FEW, judge, judged_together, settle
from eianalysis.stats.known_share import judge_share

CLIMB = {NO_MATERIAL: 0, TOO_FEW: 1, POSSIBLE: 2, CLEAR: 3}
NAMES = ("cases", "base", "reference_cases", "reference_base")


def said(*four, **more):
    return stats.verdict(**dict(zip(NAMES, four, strict=True)), **more)


@pytest.mark.parametrize(
    ("four", "verdict"),
    [
        ((8, 90, 64, 800), TOO_FEW),  # one year of a small force
        ((13, 90, 64, 800), CLEAR),  # 13 are needed before the lower limit passes 1; Fisher's p is 0.047
        ((12, 90, 64, 800), POSSIBLE),
        ((40, 270, 192, 2400), CLEAR),
        ((9, 9, 1, 100), TOO_FEW),  # base under 10, however stark
        ((10, 10, 1, 100), CLEAR),
        ((0, 0, 5, 100), TOO_FEW),
        ((0, 500, 0, 5000), TOO_FEW),  # nothing on either side says nothing
        ((500, 5000, 500, 5000), NO_MATERIAL),
        ((90, 1000, 1000, 10000), TOO_FEW),  # once "no clear difference", with 0.74 in its range
        ((100, 1200, 1000, 8000), CLEAR),
        ((5600, 50000, 5000, 50000), NO_MATERIAL),  # real but small: 1.12 (1.08 to 1.16)
        ((1200, 8000, 1000, 8000), POSSIBLE),  # 1.2 (1.11 to 1.30): real, and a material one is not ruled out
    ],
)
def test_verdicts_by_hand(four, verdict):
    assert said(*four) == verdict


def test_a_rate_is_judged_by_its_exact_conditional_test_and_needs_its_people():
    four = (15, 41.5, 10, 147.5)
    judged = judge(**dict(zip(NAMES, four, strict=True)), kind="rate", people=38, reference_people=140)
    named = dict(cases=15, exposure=41.5, reference_cases=10, reference_exposure=147.5)
    assert judged.p == pytest.approx(float(stats.rate_ratio_test(**named)))
    assert judged.verdict == CLEAR and stats.rate_ratio_interval(**named)[0] > 1
    assert np.isnan(judged.adjusted) and np.isnan(judged.entering)  # declared, unless it is said to be exploratory
    assert said(*four, kind="rate", people=9, reference_people=140) == TOO_FEW  # 41.5 years of nine people
    for people in ({}, {"people": 38}, {"reference_people": 140}):
        with pytest.raises(ValueError, match="^people: needed for rates"):
            said(*four, kind="rate", **people)
    assert said(20, 1.0, 10, 100.0, kind="rate", people=50, reference_people=120) == CLEAR  # a year between fifty people is exposure


def test_immaterial_is_judged_at_ninety_per_cent():
    """85 of 154 beside 400 of 800: 0.960 to 1.252 at 90%, 0.978 to 1.234 at 85%."""
    assert ratio_interval("proportion", 85, 154, 400, 800, confidence=0.85)[1] < 1.25
    assert said(85, 154, 400, 800) == TOO_FEW and said(850, 1540, 4000, 8000) == NO_MATERIAL


@pytest.mark.parametrize(
    ("wide", "narrow", "outside", "p", "word"),
    [
        ((1.0, 1.3), (1.0, 1.26), True, 0.01, TOO_FEW),
        ((1.01, 1.3), (1.02, 1.26), True, 0.01, CLEAR),  # an interval that ends at 1 holds 1
        ((0.7, 1.0), (0.7, 1.0), True, 0.01, TOO_FEW),
        ((0.7, 0.99), (0.7, 0.98), True, 0.01, CLEAR),
        ((1.01, 1.3), (1.02, 1.26), True, 0.05, POSSIBLE),
        ((1.01, 1.3), (1.02, 1.26), False, 0.01, POSSIBLE),
        ((0.99, 1.3), (1.0, 1.27), True, 0.06, TOO_FEW),
        ((0.99, 1.3), (1.001, 1.27), True, 0.06, POSSIBLE),
        ((0.7, 1.01), (0.72, 1.0), True, 0.06, TOO_FEW),
        ((0.7, 1.01), (0.72, 0.999), True, 0.06, POSSIBLE),
        ((0.99, 1.3), (1.001, 1.27), False, 0.06, TOO_FEW),
        ((0.78, 1.3), (0.8, 1.25), False, 0.9, NO_MATERIAL),
        ((0.78, 1.3), (0.799, 1.25), False, 0.9, TOO_FEW),
        ((0.78, 1.3), (0.8, 1.251), False, 0.9, TOO_FEW),
    ],
)
def test_the_edges_of_every_rule(wide, narrow, outside, p, word):
    assert settle(False, wide, narrow, outside, p) == word
    assert settle(True, wide, narrow, outside, p) == TOO_FEW


@pytest.mark.parametrize(("p", "word"), [(0.049, CLEAR), (0.05, POSSIBLE), (0.051, POSSIBLE)])
def test_a_row_of_a_family_stays_clear_below_alpha_only(p, word):
    alone, looked = np.array([CLEAR, TOO_FEW], object), np.array([True, True])
    assert judged_together(alone, np.array([p, 1]), np.array([p, np.nan]), looked).verdict.tolist() == [word, TOO_FEW]
    assert judged_together(alone, np.array([p, 1]), np.array([p, np.nan]), ~looked).verdict.tolist() == [CLEAR, TOO_FEW]


@pytest.mark.parametrize(
    ("four", "smallest"),
    [((9, 64, 800), None), ((10, 64, 800), 3), ((10, 3, 9), None), ((10, 1, 10), 7), ((10, 480, 800), 10), ((float("nan"), 64, 800), None)],
)
def test_the_smallest_telling_count_needs_ten_on_both_sides(four, smallest):
    assert stats.smallest_telling("proportion", *four) == smallest


def test_the_smallest_telling_count_of_a_rate_is_the_smallest_and_the_largest_below():
    for above, step in ((True, -1), (False, 1)):
        found = stats.smallest_telling("rate", 100, 80, 200, above=above)
        assert said(found, 100, 80, 200, kind="rate", people=100, reference_people=200) == CLEAR
        assert said(found + step, 100, 80, 200, kind="rate", people=100, reference_people=200) != CLEAR
        assert (found > 40) is above
    assert [stats.smallest_telling("rate", 10, *few) for few in ((1, 800), (4, 800), (20, 200))] == [1, 2, 5]
    assert stats.smallest_telling("proportion", 60, 64, 800, above=False) == 0
    assert stats.smallest_telling("rate", 20, 2, 200, above=False) is None  # nobody at all of 0.2 expected says nothing


def test_officer_years_are_not_people():
    assert said(20, 60, 64, 800) == CLEAR
    assert said(20, 60, 64, 800, people=9) == TOO_FEW and said(20, 60, 64, 800, reference_people=9) == TOO_FEW


def test_shapes_indexes_and_words():
    assert isinstance(said(8, 90, 64, 800), str)
    index = pd.Index(["a", "b"])
    found = said(pd.Series([8, 40], index), pd.Series([90, 270], index), 64, 800)
    assert isinstance(found, pd.Series) and list(found.index) == ["a", "b"] and list(found) == [TOO_FEW, CLEAR]
    assert said(np.zeros((2, 3)), 20, 5, 200).shape == (2, 3)
    assert said([], 20, 5, 200).shape == (0,)


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"confidence": 0.5}, "confidence"),
        ({"confidence": 95}, "confidence"),
        ({"band": (0.8, 0.9)}, "band"),
        ({"band": 0.8}, "band"),
        ({"kind": "share"}, "kind"),
        ({"exploratory": "yes"}, "exploratory"),
        ({"exploratory": [True, False, True]}, "exploratory"),
        ({"people": [-1, 4]}, "people"),
    ],
)
def test_an_impossible_argument_is_named(more, word):
    with pytest.raises(ValueError, match=f"^{word}: "):
        said([8, 9], 90, 64, 800, **more)


def test_more_cases_than_base_are_refused_for_proportions_only():
    with pytest.raises(ValueError, match="^cases: "):
        said(91, 90, 64, 800)
    assert said(91, 90, 64, 800, kind="rate", people=90, reference_people=800) == CLEAR


def test_the_edges_of_the_band_are_inside():
    # Exactly 1.25 is not outside the band, so however sure, it is at most possible.
    assert said(50_000, 400_000, 40_000, 400_000) == POSSIBLE
    assert said(50_001, 400_000, 40_000, 400_000) == CLEAR
    assert said(32_000, 400_000, 40_000, 400_000) == POSSIBLE
    assert said(31_999, 400_000, 40_000, 400_000) == CLEAR


def test_a_band_of_the_cycle_is_used_throughout():
    assert said(1000, 10000, 1000, 10000) == NO_MATERIAL
    assert said(1000, 10000, 1000, 10000, band=(0.95, 1.05)) == TOO_FEW
    assert said(5600, 50000, 5000, 50000, band=(0.95, 1.05)) == CLEAR


@settings(max_examples=200, deadline=None)
@given(
    x1=st.integers(0, 300),
    n1=st.integers(300, 900),
    x0=st.integers(0, 300),
    n0=st.integers(300, 900),
    confidence=st.sampled_from([0.8, 0.9, 0.95, 0.99]),
    kind=st.sampled_from(["proportion", "rate"]),
)
@example(13, 90, 64, 800, 0.99, "proportion")  # once "clear difference" beside a range that held 1
def test_ranges_tests_and_words_follow_one_level(x1, n1, x0, n0, confidence, kind):
    four, alpha = (x1, n1, x0, n0), 1 - confidence
    word = said(*four, kind=kind, confidence=confidence, people=n1, reference_people=n0)
    low, high = ratio_interval(kind, *four, confidence=confidence)
    if word == CLEAR:
        assert not low <= 1 <= high and ratio_test(kind, *four) < alpha
    if word == NO_MATERIAL:
        low, high = ratio_interval(kind, *four, confidence=1 - 2 * alpha)
        assert low >= 0.8 and high <= 1.25


@settings(max_examples=150, deadline=None)
@given(
    n1=st.integers(10, 5000),
    n0=st.integers(10, 5000),
    part=st.floats(0, 1),
    kind=st.sampled_from(["proportion", "rate"]),
    confidence=st.sampled_from([0.9, 0.95, 0.99]),
    walks=st.sampled_from(["cases", "reference_cases"]),
)
@example(800, 200, 51 / 200, "proportion", 0.95, "cases")  # at equal rates too few, one case further once immaterial
@example(5000, 500, 65 / 500, "rate", 0.95, "cases")
@example(435, 15, 1.0, "proportion", 0.95, "reference_cases")  # Fisher's p rises from 0.0496 to 0.0500 a case further out
@example(572, 50, 0.0, "rate", 0.95, "reference_cases")
def test_more_of_a_gap_never_earns_a_more_reassuring_word(n1, n0, part, kind, confidence, walks):
    """Bases from 10 to 5,000: the counts of one side walk away from equal rates, both ways, and the words only climb."""
    fixed = int(round(part * n0 * (1 if kind == "proportion" else 0.3)))
    start = fixed * n1 / n0
    counts = (
        np.arange(n1 + 1)
        if n1 < 1500
        else np.unique(np.r_[np.arange(max(0, int(start) - 300), min(n1, int(start) + 300)), np.linspace(0, n1, 400).astype(int)])
    )
    own, other = (counts, n1), (np.full(len(counts), fixed), n0)
    four = (*own, *other) if walks == "cases" else (*other, *own)
    words = said(*four, kind=kind, confidence=confidence, people=100, reference_people=100)
    height, side = np.array([CLIMB[word] for word in words]), counts * n0 - fixed * n1
    for walk in (np.flatnonzero(side >= 0), np.flatnonzero(side <= 0)[::-1]):
        assert (np.diff(height[walk]) >= 0).all()


@pytest.mark.parametrize(("n1", "x0", "n0"), [(60, 5, 60), (40, 90, 300), (150, 30, 100)])
def test_in_a_family_it_climbs_too(n1, x0, n0):
    others = [0.0004, 0.02, 0.3, 0.9]
    height = [CLIMB[str(judge(cases=x1, base=n1, reference_cases=x0, reference_base=n0, exploratory=True, others=others).verdict)] for x1 in range(n1 + 1)]
    start = x0 * n1 / n0
    for walk in (height[int(np.ceil(start)) :], height[int(start) :: -1]):
        assert sorted(walk) == walk


def test_an_exploratory_row_needs_an_adjusted_p():
    # Alone it is clear; among twenty looks at nothing its adjusted p is 20 times larger, so only possible.
    family = ([22] + [800] * 19, [150] + [10000] * 19, [160] * 20, [2000] * 20)
    judged = judge(**dict(zip(NAMES, family, strict=True)), exploratory=True)
    assert said(*family)[0] == CLEAR and 0.05 / 20 < judged.p[0] < 0.05
    assert judged.verdict[0] == POSSIBLE and judged.adjusted[0] == pytest.approx(20 * judged.p[0])
    declared = np.array([False] + [True] * 19)
    assert said(*family, exploratory=declared)[0] == CLEAR
    one = [np.array(each)[:1] for each in family]
    elsewhere = judge(**dict(zip(NAMES, one, strict=True)), exploratory=True, others=judged.p[1:])
    assert elsewhere.verdict[0] == POSSIBLE and elsewhere.adjusted[0] == judged.adjusted[0]


def test_who_enters_a_family_is_known_before_looking():
    """Rows that could never stand out do not enter; one that could does, though its own range holds 1 (Tarone, not outcome)."""
    could_not = ([22] + [0] * 19, [150] + [12] * 19, [160] + [1] * 19, [2000] + [60] * 19)
    assert said(*could_not, exploratory=True)[0] == CLEAR
    dull = ([22] + [10] * 19, [150] + [100] * 19, [160] * 20, [2000] + [1600] * 19)
    assert said(*dull, exploratory=True)[0] == POSSIBLE  # the rule that left out what "held 1" said clear
    low, high = ratio_interval("proportion", 10, 100, 160, 1600)
    assert low < 0.8 and high > 1.25
    few = judge(**dict(zip(NAMES, ([22, 9], [150, 9], [160, 90], [2000, 900]), strict=True)), exploratory=True)
    assert np.isnan(few.adjusted[1]) and few.adjusted[0] == few.p[0]


@settings(max_examples=60, deadline=None)
@given(n1=st.integers(1, 40), n0=st.integers(1, 40), total=st.integers(0, 80), kind=st.sampled_from(["proportion", "rate"]))
def test_the_smallest_attainable_p_is_the_smallest_of_all(n1, n0, total, kind):
    total = min(total, n1 + n0)
    x = np.arange(max(0, total - n0), min(n1, total) + 1) if kind == "proportion" else np.arange(total + 1)
    least = float(np.min(ratio_test(kind, x, n1, total - x, n0)))
    assert stats.attainable_p(kind, x, n1, total - x, n0) == pytest.approx(np.full(len(x), least), rel=1e-9)


def test_attainable_p_of_nobody_is_unknown():
    assert np.isnan(stats.attainable_p("proportion", 0, 0, 1, 10)) and stats.attainable_p("rate", 0, 5, 0, 5) == 1


def test_the_smallest_telling_count_is_the_smallest():
    assert stats.smallest_telling("proportion", 12, 64, 800) == 4
    assert said(4, 12, 64, 800) == CLEAR and said(3, 12, 64, 800) != CLEAR
    assert stats.smallest_telling("proportion", 12, 64, 800, confidence=0.99) == 5
    assert stats.smallest_telling("proportion", 9, 64, 800) is None  # under ten nothing is ever said
    below = stats.smallest_telling("proportion", 200, 400, 800, above=False)
    assert said(below, 200, 400, 800) == CLEAR and said(below + 1, 200, 400, 800) != CLEAR


def test_a_known_share_by_hand():
    """12 of 92 is 13%, plausibly 6.9 to 21.7: 0.23 to 0.72 times a share of 30%."""
    judged = judge_share([12, 27, 300, 1180], [92, 92, 1000, 4000], share=[0.30, 0.30, 0.30, 0.30])
    assert list(judged.verdict) == [CLEAR, TOO_FEW, NO_MATERIAL, NO_MATERIAL]
    assert judged.p[0] == pytest.approx(binomtest(12, 92, 0.3).pvalue) and judged.adjusted[0] == pytest.approx(4 * judged.p[0])
    assert judge_share(240, 1000, share=0.3).verdict == POSSIBLE  # exactly 0.8: the edge is inside
    assert judge_share(239, 1000, share=0.3).verdict == CLEAR
    assert judge_share(9, 9, share=0.3).verdict == TOO_FEW


@pytest.mark.parametrize("share", [0.03, 0.2, 0.5, 0.8])
@pytest.mark.parametrize("base", [10, 60, 357, 1500])
def test_a_known_share_only_climbs_too(base, share):
    counts = np.arange(base + 1)
    height = np.array([CLIMB[word] for word in judge_share(counts, base, share=share, exploratory=False).verdict])
    for walk in (counts[counts >= share * base], counts[counts <= share * base][::-1]):
        assert (np.diff(height[walk]) >= 0).all()

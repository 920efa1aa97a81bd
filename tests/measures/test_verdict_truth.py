"""The verdicts, by exact enumeration: false alarms, coverage and detection in every cell of the grid of docs/verdicts.md."""

import re
from functools import cache

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import brentq
from scipy.stats import binom, chi2, fisher_exact

from eianalysis import stats
from eianalysis.stats import chance as flagged
from eianalysis.wording.verdict_words import possible_by_chance


@pytest.fixture(scope="module")
def script(docs_script):
    return docs_script("verdict_truth")


@pytest.fixture(scope="module")
def cells(root):
    """The grid as committed: a slow test makes it anew, a quick one some of its cells."""
    return pd.read_csv(root / "docs" / "verdict-truth.csv")


def test_the_grid_is_the_stated_one(cells):
    assert len(cells) == 216
    assert cells["base"].min() == 10 and cells["base"].max() == 800
    assert cells["rate"].min() == 0.02 and cells["rate"].max() == 0.5


def test_no_cell_cries_wolf_more_than_5_times_in_100(cells):
    assert cells["false_alarm"].max() <= 0.05
    assert cells["false_alarm"].mean() > 0.01  # and the rule is not so shy that it says nothing


def test_possible_is_said_about_as_often_as_the_page_says(cells):
    either = cells["false_alarm"] + cells["possible"]
    assert 0.04 < cells["possible"].mean() < 0.065 and either.mean() < 0.10


def test_pages_say_the_measured_rates_of_possible(root, cells):
    """What a reader is told of chance is what docs/verdicts.md measured: the words follow the files, and the prose follows the words."""
    families = pd.read_csv(root / "docs" / "verdict-families.csv")
    by_size = families[families["true_share"] == 0].groupby("groups")["possible"].mean()
    assert flagged.POSSIBLE_ALONE == round(cells["possible"].mean(), 3)
    assert flagged.EITHER_ALONE == round((cells["possible"] + cells["false_alarm"]).mean(), 3)
    assert flagged.POSSIBLE_IN_FAMILIES == (round(by_size.min(), 3), round(by_size.max(), 3))
    said = possible_by_chance((0.8, 1.25), 0.95)
    assert f"about {100 * cells['possible'].mean():.0f} in 100 planned" in said and f"{100 * by_size.min():.0f} to {100 * by_size.max():.0f} in 100" in said
    figures = re.search(r"about (\d+ in 100 planned comparisons).*?(\d+ to \d+ in 100)", said).groups()
    prose = " ".join((root / "docs" / "methods.md").read_text(encoding="utf-8").split())
    assert all(each in prose for each in figures)
    everywhere = [*(root / "docs").glob("*.md"), *(root / "eianalysis").rglob("*.py"), *(root / "eianalysis").rglob("*.j2")]
    assert not [path.name for path in everywhere if "comparison in twenty" in path.read_text(encoding="utf-8")]


def test_a_real_difference_is_never_often_called_immaterial(cells):
    """Two one-sided tests: a ratio of 1.5 lies outside the band, so to rule it out is an error of at most alpha."""
    assert cells["missed_as_immaterial"].max() <= 0.05


def test_the_interval_holds_the_truth(cells):
    for column in ("coverage", "coverage_at_1_5"):
        assert cells[column].mean() >= 0.94
        assert cells[column].min() >= 0.90


def test_detection_never_exceeds_the_power_of_fishers_test(cells):
    assert (cells["found"] <= cells["fisher_power"] + 1e-9).all()
    large = cells[(cells["base"] == 800) & (cells["reference_base"] == 800)].set_index("rate")
    assert large.loc[0.2, "found"] > 0.95  # what can be found is found


@pytest.mark.parametrize("place", [0, 19, 45, 83, 110, 140, 175, 203])
def test_some_cells_made_anew_are_those_committed(script, cells, place):
    row = cells.iloc[place]
    size = int(row["base"]), int(row["reference_base"]), float(row["rate"])
    same, other = script.cell(*size), script.cell(*size, script.RATIO)
    made = (same["clear"], same["possible"], same["no"], same["too"], same["coverage"], other["clear"], other["no"])
    names = ["false_alarm", "possible", "no_material", "too_few", "coverage", "found", "missed_as_immaterial"]
    assert made == pytest.approx(tuple(row[names]), abs=2e-6)


@pytest.mark.slow
def test_every_cell_made_anew_is_as_committed(script, cells):
    pd.testing.assert_frame_equal(cells, script.grid().round(6), atol=2e-6)


def test_the_page_prints_the_figures_of_the_grid(script, cells, root):
    page = (root / "docs" / "verdicts.md").read_text(encoding="utf-8")
    assert script.table(cells) in page
    either = cells["false_alarm"] + cells["possible"]
    said = (
        f"at most {100 * cells['false_alarm'].max():.1f}%",
        f"{100 * cells['false_alarm'].mean():.1f}% on average",
        f"{100 * cells['possible'].mean():.1f}% of comparisons",
        f"{100 * either.mean():.1f}% (at most {100 * either.max():.1f}%)",
        f"{100 * cells['coverage'].mean():.1f}% of the time",
        f"never less than {100 * cells['coverage'].min():.1f}%",
        f"never less than {100 * cells['coverage_at_1_5'].min():.1f}%",
    )
    for figure in said:
        assert figure in page, figure


@pytest.mark.parametrize(("base", "reference_base", "rate"), [(90, 800, 0.08), (20, 200, 0.2), (10, 10, 0.5), (200, 800, 0.02)])
def test_rates_are_judged_no_less_carefully(script, base, reference_base, rate):
    found = script.cell(base, reference_base, rate, kind="rate")
    assert 0.001 < found["clear"] <= 0.04
    assert found["coverage"] >= 0.95  # exact limits


# The same rule, written again from docs/methods.md with other tools: scipy's Fisher test, and Koopman's interval as the ratios that a
# score test, its constrained rates found numerically, does not reject.


@cache
def _statistic(x1, n1, x0, n0, ratio):
    """Koopman's chi-square at a ratio, with the constrained maximum-likelihood rates found by bisection on the likelihood."""

    def slope(q):  # derivative of the log likelihood in the reference's rate q, the group's being ratio*q
        return x1 / q - (n1 - x1) * ratio / (1 - ratio * q) + x0 / q - (n0 - x0) / (1 - q)

    top = min(1.0, 1 / ratio)
    low, high = 1e-12, top * (1 - 1e-12)
    q = high if slope(high) > 0 else low if slope(low) < 0 else brentq(slope, low, high, xtol=1e-15, rtol=1e-14)
    p = ratio * q
    return (x1 - n1 * p) ** 2 / (n1 * p * (1 - p)) + (x0 - n0 * q) ** 2 / (n0 * q * (1 - q))


def _in_interval(x1, n1, x0, n0, ratio, confidence=0.95):
    if x1 == x0 == 0:
        return True
    return _statistic(x1, n1, x0, n0, ratio) <= chi2.ppf(confidence, 1)


def _clear_again(x1, n1, x0, n0):
    if n1 < 10 or n0 < 10 or x1 == x0 == 0:
        return False
    ratio = np.inf if x0 == 0 else (x1 / n1) / (x0 / n0)
    if 0.8 - 1e-12 <= ratio <= 1.25 + 1e-12 or _in_interval(x1, n1, x0, n0, 1.0):
        return False
    return fisher_exact([[x1, n1 - x1], [x0, n0 - x0]]).pvalue < 0.05


def _said_again(x1, n1, x0, n0):
    """The four verdicts from docs/methods.md, in its order, each condition asked of the slow tools above."""
    if n1 < 10 or n0 < 10:
        return "too"
    ratio = np.nan if x1 == x0 == 0 else np.inf if x0 == 0 else (x1 / n1) / (x0 / n0)
    outside = not np.isnan(ratio) and not 0.8 - 1e-12 <= ratio <= 1.25 + 1e-12
    if _clear_again(x1, n1, x0, n0):
        return "clear"
    lower = min(x1 / n1, x0 / n0)  # ruled out as it is, and if both had the lower of the two rates
    if not any(_in_interval(*four, edge, 0.90) for four in ((x1, n1, x0, n0), (lower * n1, n1, lower * n0, n0)) for edge in (0.8, 1.25)):
        return "no"
    if not _in_interval(x1, n1, x0, n0, 1.0) or (outside and not _in_interval(x1, n1, x0, n0, 1.0, 0.90)):
        return "possible"
    return "too"


@pytest.mark.parametrize(("n1", "n0", "rate"), [(10, 20, 0.5), (20, 40, 0.35), (40, 40, 0.2), (20, 90, 0.08), (150, 150, 0.9)])
@pytest.mark.parametrize("ratio", [1.0, 1.1, 1.5])
def test_an_independent_enumeration_of_the_same_rule_gives_the_same(script, n1, n0, rate, ratio):
    ratio = ratio if rate * ratio <= 1 else 1 / ratio
    one, two = binom.pmf(np.arange(n1 + 1), n1, rate * ratio), binom.pmf(np.arange(n0 + 1), n0, rate)
    found = dict.fromkeys(("clear", "possible", "no", "too"), 0.0)
    for x1, a in enumerate(one):
        for x0, b in enumerate(two):
            if a > 1e-10 and b > 1e-10 and a * b > 1e-10:
                found[_said_again(x1, n1, x0, n0)] += a * b
    ours = script.cell(n1, n0, rate, ratio)
    for word, chance in found.items():
        assert ours[word] == pytest.approx(chance, abs=1e-9), word


def test_the_intervals_ends_are_where_the_score_test_turns():
    for x1, n1, x0, n0 in [(8, 90, 64, 800), (3, 20, 5, 90), (12, 40, 20, 40), (1, 10, 4, 20)]:
        low, high = stats.disparity_ratio_interval(cases=x1, base=n1, reference_cases=x0, reference_base=n0)
        for end in (low, high):
            assert _statistic(x1, n1, x0, n0, float(end)) == pytest.approx(chi2.ppf(0.95, 1), rel=1e-5)


@pytest.fixture(scope="module")
def packs(root):
    """What the tables of forces without effects flag, force by force, as committed."""
    return pd.read_csv(root / "docs" / "verdict-no-effects.csv")


def test_tables_of_forces_without_effects_show_the_flags_that_their_fronts_expect(root, packs, docs_script):
    """Within three standard errors of the expected number, after the gate; the committed figures are those of the page."""
    assert sorted(packs["seed"]) == [*range(1, 21)] and packs["pages"].min() >= 10 and packs["hidden"].min() > 0
    for name in ("clear", "possible"):
        seen, expected = packs[name], packs[f"{name}_by_chance"].mean()
        assert abs(seen.mean() - expected) < 3 * seen.std() / len(packs) ** 0.5
    assert docs_script("verdict_no_effects").figures(packs) in (root / "docs/verdicts.md").read_text(encoding="utf-8")


@pytest.mark.proof
def test_a_force_without_effects_made_anew_is_as_committed(packs, docs_script):
    again = docs_script("verdict_no_effects").pack(int(packs.at[0, "seed"]))
    assert {name: round(value, 2) for name, value in again.items()} == packs.iloc[0].to_dict()

"""What is built on a comparison of people who stand several times is of people too: sentences, bounds, adjusted ratios, statuses, flags."""

import numpy as np
import pandas as pd
import pytest

import eianalysis as ei
from eianalysis import stats
from eianalysis.disclosure import strata
from eianalysis.measures.compare import compare
from eianalysis.measures.rates import share
from eianalysis.policy import policy_for
from eianalysis.sources import TypedTable
from eianalysis.stats.comparison import plausible_rate

WOMEN, MEN, ROUNDS = 50, 500, 6


def counted(women, men=100, silent=0, **more):
    """Six rounds of 50 women and 500 men (and ``silent`` people who did not say): so many of each apply every time, nobody else ever."""
    sizes = {"F": (WOMEN, women), "M": (MEN, men), "Prefer not to say": (silent, silent // 5)}
    frame = pd.DataFrame(
        [{"person_ref": f"{sex}{n}", "sex": sex, "rank_band": "PC", "applied": n < often} for sex, (size, often) in sizes.items() for n in range(size)] * ROUNDS
    )
    return share(TypedTable("promotions", frame), "applied", by="sex", measure="m", **more)


def compared(women, **more):
    return compare(counted(women, **more), reference="M")


def of_women(result):
    return result.unreleased.set_index("group").loc["F"]


@pytest.mark.parametrize("kind", ["proportion", "rate"])
@pytest.mark.parametrize("effect", [1.0, 1.3, 6.0])
def test_a_shown_range_tells_how_much_less_a_count_says(kind, effect):
    x, n = np.array([3.0, 48, 299]), np.array([40.0, 300, 300])
    low, high = plausible_rate(kind, x / effect, n / effect)
    assert stats.effects_shown(kind, x, n, low, high) == pytest.approx([effect] * 3, abs=1e-5)
    low[0] = np.nan
    assert stats.effects_shown(kind, x, n, low, high) == pytest.approx([effect] * 3, abs=1e-5)  # as the largest of the others
    assert np.isnan(stats.effects_shown(kind, 3, 40, np.nan, np.nan)).all()


def test_the_count_that_would_stand_out_is_the_first_that_does():
    """Of 50 women in six rounds: 76 of 300 rows would stand out if they were 300 women, and it takes 17 women, 102 rows."""
    said = " ".join(ei.findings(ei.release(compared(8), policy_for("board"))))
    assert "102 or more would stand out." in said
    assert [of_women(compared(women))["verdict"] for women in (16, 17, 18)] == ["possible difference", "clear difference", "clear difference"]


def test_from_the_count_that_would_stand_out_every_count_does():
    for effect in (1.0, 2.3):
        for kind, of in (("proportion", (300, 90, 3000)), ("rate", (40, 60, 700))):
            least = stats.smallest_telling(kind, *of, effect=effect, reference_effect=effect)
            alone = stats.smallest_telling(kind, *of)
            assert least >= alone and (least == alone) == (effect == 1.0), (kind, effect)
    assert stats.smallest_telling("proportion", 300, 90, 3000, effect=np.nan) is None


def test_adjusted_in_one_stratum_is_as_sure_as_the_plain_comparison():
    """6 of 50 women beside 100 of 500 men, six rounds each, all of one rank: the range is that of the people, and so is the verdict."""
    crude = of_women(compared(6))
    adjusted = of_women(ei.adjust_for(counted(6, within=("rank_band",)), "rank_band", reference="M"))
    for name in ("disparity_ratio", "ratio_low", "ratio_high", "verdict", "own_people", "p_value"):
        assert adjusted[name] == crude[name], name
    people = stats.mantel_haenszel(cases=6, base=WOMEN, reference_cases=100, reference_base=MEN)
    for name, value in (("adjusted_ratio", people.risk_ratio), ("adjusted_low", people.risk_ratio_low), ("adjusted_high", people.risk_ratio_high)):
        assert adjusted[name] == pytest.approx(value, rel=0.01), name
    assert adjusted["adjusted_verdict"] == crude["verdict"] != "clear difference"


@pytest.mark.parametrize("rates", [False, True])
def test_design_effects_widen_a_pooled_ratio_and_leave_it_where_it_is(rates):
    pooled, size = (stats.mantel_haenszel_rates, "exposure") if rates else (stats.mantel_haenszel, "base")
    counts = {"cases": [30, 48], size: [300, 240], "reference_cases": [90, 60], f"reference_{size}": [600, 300]}
    sixth = {name: [value // 6 for value in values] for name, values in counts.items()}
    told, people, naive = pooled(**counts, effect=6, reference_effect=6), pooled(**sixth), pooled(**counts)
    assert told == pytest.approx(people) and naive[:3] != told[:3] and naive[0] == pytest.approx(told[0])
    uneven = pooled(**counts, effect=6, reference_effect=2)
    assert uneven[0] == naive[0] and told[1] < uneven[1] < naive[1] and uneven[1] * uneven[2] == pytest.approx(naive[0] ** 2)


def test_the_gate_judges_the_range_that_is_printed():
    """What an adjusted range gives away is looked for among tables whose ranges are as wide as the one that is shown."""
    made = ei.adjust_for(counted(20, within=("rank_band",)), "rank_band", reference="M")
    row, parts = of_women(made), made.strata[made.strata["group"] == "F"]
    found, size = parts[["cases", "reference_cases"]].to_numpy(float).T, parts[["base", "reference_base"]].to_numpy(float).T
    figures = strata._figures(found[None], size=size, rate=False, effects=strata._effects(parts))
    assert figures[0] == pytest.approx(row[["adjusted_ratio", "adjusted_low", "adjusted_high"]].astype(float).to_numpy())

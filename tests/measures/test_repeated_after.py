"""What is built on a comparison of people who stand several times is of people too: sentences, bounds, adjusted ratios, statuses, flags."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

import eianalysis as ei
from eianalysis import stats
from eianalysis.disclosure import strata
from eianalysis.evidence import status_rules, year_on_year
from eianalysis.evidence.status_rules import Reading
from eianalysis.measures.compare import compare
from eianalysis.measures.rates import share
from eianalysis.policy import policy_for
from eianalysis.report import front_differences
from eianalysis.results import Shown
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


def test_bounds_are_of_people_too():
    """Where everybody declared, both bounds are the comparison itself; the people who did not say are as many as they are."""
    crude, bounded = of_women(compared(6)), of_women(ei.bounds(counted(6), reference="M"))
    assert bounded["lowest_verdict"] == bounded["highest_verdict"] == crude["verdict"] != "clear difference"
    with_silent = of_women(ei.bounds(counted(18, silent=10), reference="M"))  # 18 of 50 women, of 60 at the lowest: by rows clear still
    people = stats.verdict(cases=18, base=58, reference_cases=102, reference_base=502)
    rows = stats.verdict(cases=108, base=348, reference_cases=612, reference_base=3012)
    assert with_silent["lowest_verdict"] == people != rows == "clear difference"


def test_bounds_of_people_who_stand_unequally_often():
    """One silent person stands once, the next twice, and so on: those with the event are no whole number of different people."""
    times = {"F": [ROUNDS] * WOMEN, "M": [ROUNDS] * MEN, "Prefer not to say": range(1, 8)}
    frame = pd.DataFrame(
        [
            {"person_ref": f"{sex}{n}", "sex": sex, "applied": at == 0 and n % 3 == 0}
            for sex, each in times.items()
            for n, often in enumerate(each)
            for at in range(often)
        ]
    )
    bounded = of_women(ei.bounds(share(TypedTable("promotions", frame), "applied", by="sex", measure="m"), reference="M"))
    assert bounded["lowest_ratio"] < bounded["disparity_ratio"] < bounded["highest_ratio"]
    assert isinstance(bounded["lowest_verdict"], str) and isinstance(bounded["highest_verdict"], str)


def test_a_finding_of_people_turns_with_fewer_than_one_of_rows():
    counts = dict(cases=120, base=300, reference_cases=600, reference_base=3000, undeclared_cases=30, undeclared_base=240)
    rows, people = stats.tipping_point(**counts), stats.tipping_point(**counts, effect=6, reference_effect=6)
    assert people.at < rows.at and people.finding == rows.finding == "clear difference"


def shown(result):
    return Shown(ei.release(result, policy_for("board")).table, {}, result.definition, result.kind, (), None, frozenset({"real"}), False)


def bound(**more):
    return {"characteristic": "sex", "group": "F", "reference": "M", "figure": "ratio", "part": "", "direction": "parity", "least_base": None, **more}


def test_parity_is_not_found_where_the_people_cannot_rule_a_disadvantage_out():
    """300 of 1,500 rows beside 600 of 3,000: within a fifth if they were all different people, and of 250 people nobody can say."""
    frame = pd.DataFrame(
        [{"person_ref": f"{sex}{n}", "sex": sex, "applied": n < often} for sex, size, often in (("F", 250, 50), ("M", 500, 100)) for n in range(size)] * ROUNDS
    )
    alone = frame.assign(person_ref=[str(n) for n in range(len(frame))])
    found = []
    for each in (frame, alone):
        made = share(TypedTable("promotions", each), "applied", by="sex", measure="m")
        seen = shown(compare(replace(made, definition=replace(made.definition, outcome="good")), reference="M"))
        reading = status_rules.read(seen, seen.table, bound())
        assert reading.low < reading.one_sided[0] < reading.one_sided[1] < reading.high
        found.append(status_rules.status(bound(), reading, seen, ""))
    assert found == ["too few to say", "no material disadvantage found"]


def test_groups_added_up_and_years_are_of_people():
    sizes = {"Asian": (25, 3), "Black": (25, 3), "White": (500, 100)}
    frame = pd.DataFrame(
        [{"person_ref": f"{g}{n}", "ethnicity_5": g, "applied": n < often} for g, (size, often) in sizes.items() for n in range(size)] * ROUNDS
    )
    seen = shown(compare(share(TypedTable("promotions", frame), "applied", by="ethnicity_5", measure="m"), reference="White"))
    asked = bound(characteristic="ethnicity_2", group="Ethnic minorities", reference="White")
    crude = of_women(compared(6))  # 6 of 50 beside 100 of 500 as well
    reading = status_rules.read(seen, seen.table, asked)
    assert reading.effect == pytest.approx(6, rel=0.01) and reading.verdict == crude["verdict"]
    assert (reading.low, reading.high) == pytest.approx((crude["ratio_low"], crude["ratio_high"]), rel=0.01)
    assert status_rules.read(seen, seen.table, {**asked, "figure": "rate"}).low == pytest.approx(crude["rate_low"], rel=0.02)


def test_a_change_between_two_years_is_of_people():
    def moved(effect):
        now, before = (Reading(True, x / 300, cases=x, base=300, effect=effect) for x in (60, 90))
        return year_on_year.changes([year_on_year.Pair("proportion", "rate", "up", now, before, rounded=False)])[0]

    assert (moved(1.0), moved(6.0)) == ("moving away", "too few to say")
    four = (300, 1000, 100, 1000), (400, 4000, 400, 4000)
    of = [year_on_year.gap_moved(*four, kind="proportion", confidence=0.95, effects=((effect, effect),) * 2) for effect in (1.0, 40.0)]
    assert of == ["moving away", "too few to say"]


def test_the_flags_of_chance_are_those_of_the_counts_as_tested():
    made = compared(6)
    behind, table = of_women(made), ei.release(made, policy_for("board")).table.set_index("group")
    for other, total in ((table.loc["M"], None), (None, table.loc["All"])):
        told = front_differences._counts(SimpleNamespace(row=table.loc["F"], other=other, total=total), 0.95)
        assert told["base"] == behind["tested_denominator"] == pytest.approx(WOMEN, abs=1)
        assert told["reference_base"] == pytest.approx(behind["reference_denominator"], abs=2)
        assert (told["cases"], told["reference_cases"]) == pytest.approx((behind["tested_numerator"], behind["reference_numerator"]), abs=1)

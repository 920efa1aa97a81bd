"""adjust_for(): crude first, adjusted beside it, held to sums by hand and to the published admissions of 1973."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from eianalysis import stats
from eianalysis.disclosure import release
from eianalysis.errors import DisclosureError, UsageError
from eianalysis.measures.adjust_for import adjust_for
from eianalysis.measures.compare import with_rates
from eianalysis.policy import policy_for
from eianalysis.results import HIGHEST, REST, Definition, Missing, Result
from eianalysis.wording import findings
from eianalysis.wording.headline import full_title as headline

DEFINITION = Definition("Promoted", "officers promoted", "officers eligible", noun="officers", verb="were promoted", outcome="good", base_unit="officers")


def split(strata, *, kind="proportion", characteristic="sex", key="unit", **more) -> Result:
    """``{unit: {group: (cases, base)}}`` as a result with the key ``unit``."""
    rows = [(unit, group, *counts) for unit, groups in strata.items() for group, counts in groups.items()]
    frame = pd.DataFrame(rows, columns=[key, "group", "numerator", "denominator"])
    total = frame.groupby(key, sort=False)[["numerator", "denominator"]].sum().reset_index().assign(group="All")
    frame = pd.concat([frame, total], ignore_index=True).assign(
        measure="promoted",
        kind=kind,
        window="12m",
        characteristic=characteristic,
        period_start=pd.Timestamp("2022-04-01"),
        period_end=pd.Timestamp("2023-03-31"),
    )
    return with_rates(Result("promoted", "counts", DEFINITION, frame, kind=kind, keys=(key,), **more))


#: Hand-made: in both units women do twice as well, and together they look alike.
TWO_UNITS = {"Patrol": {"Female": (8, 20), "Male": (20, 100)}, "Desk": {"Female": (4, 100), "Male": (2, 100)}}
#: Bickel, Hammel and O'Connell, Science 187 (1975): admitted and applied, women and men, six departments.
BERKELEY = {
    "A": ((89, 108), (512, 825)),
    "B": ((17, 25), (353, 560)),
    "C": ((202, 593), (120, 325)),
    "D": ((131, 375), (138, 417)),
    "E": ((94, 393), (53, 191)),
    "F": ((24, 341), (22, 373)),
}
ADMISSIONS = {name: {"Female": women, "Male": men} for name, (women, men) in BERKELEY.items()}


def adjusted(strata=ADMISSIONS, reference="Male", **more):
    return adjust_for(split(strata), "unit", reference=reference, **more).unreleased.set_index("group")


def test_the_ratio_is_mantel_and_haenszels_by_exact_fractions():
    women, men = (
        sum(Fraction(x * n, a + n) for x, a, n in each)
        for each in ([(w[0], w[1], m[1]) for w, m in BERKELEY.values()], [(m[0], m[1], w[1]) for w, m in BERKELEY.values()])
    )
    row = adjusted().loc["Female"]
    assert row["adjusted_ratio"] == pytest.approx(float(women / men), abs=1e-12)
    assert row["disparity_ratio"] == pytest.approx((557 / 1835) / (1198 / 2691))


def test_the_crude_figures_come_first_and_are_those_of_the_whole():
    table = adjusted()
    assert list(table.loc["Female", ["numerator", "denominator"]]) == [557, 1835]
    assert list(table.loc["All", ["numerator", "denominator"]]) == [1755, 4526]
    columns = list(table.columns)
    assert columns.index("disparity_ratio") < columns.index("adjusted_ratio")
    assert table.loc["Female", "strata"] == 6 and table.loc["Female", "strata_dropped"] == 0
    assert table.loc["Female", "strata_agree"] == "no"  # Breslow-Day p 0.002: department A is unlike the others
    assert table.loc[["Male", "All"], "adjusted_ratio"].isna().all()


def test_admissions_turn_round_and_the_sentence_says_so():
    released = release(adjust_for(split(ADMISSIONS), "unit", reference="Male"), policy_for("board"))
    said = " ".join(findings(released))
    assert "the finding turns round" in said and "Compared within the same unit, it is 1.06 times the rate" in said
    assert said.index("0.7 times the rate") < said.index("1.06 times")  # the plain one first
    assert headline(released).endswith("within the same unit the finding turns round")


def test_the_gate_tries_what_is_printed_at_the_level_of_the_cycle(monkeypatch):
    tried = []
    monkeypatch.setattr("eianalysis.disclosure.strata.digits_allowed", lambda *_, confidence, **__: tried.append(confidence) or 2)
    release(adjust_for(split(ADMISSIONS), "unit", reference="Male", confidence=0.99), policy_for("board"))
    assert set(tried) == {0.99}


@pytest.mark.parametrize(("confidence", "agree"), [(0.95, "no"), (0.99, "yes")])
def test_whether_strata_agree_is_judged_at_the_level_of_the_cycle(confidence, agree):
    """Breslow and Day's p of these two is 0.039."""
    units = {"Patrol": {"Female": (40, 100), "Male": (20, 100)}, "Desk": {"Female": (20, 100), "Male": (20, 100)}}
    assert adjusted(units, confidence=confidence).loc["Female", "strata_agree"] == agree


@pytest.mark.parametrize(
    ("strata", "words"),
    [
        (TWO_UNITS, "a difference appears that the plain figures hide"),
        ({"Patrol": {"Female": (60, 200), "Male": (30, 200)}, "Desk": {"Female": (60, 200), "Male": (30, 200)}}, "the difference remains"),
        ({"Patrol": {"Female": (360, 1200), "Male": (120, 400)}, "Desk": {"Female": (40, 400), "Male": (120, 1200)}}, "the difference is gone"),
        ({"Patrol": {"Female": (500, 5000), "Male": (520, 5000)}, "Desk": {"Female": (500, 5000), "Male": (490, 5000)}}, "no material difference either"),
        ({"Patrol": {"Female": (18, 200), "Male": (120, 1000)}, "Desk": {"Female": (65, 400), "Male": (40, 200)}}, "it then counts as a possible difference"),
        ({"Patrol": {"Female": (6, 20), "Male": (60, 200)}, "Desk": {"Female": (5, 20), "Male": (50, 200)}}, "too few to say"),
    ],
)
def test_each_way_a_finding_can_go_has_its_words(strata, words):
    released = release(adjust_for(split(strata), "unit", reference="Male"), policy_for("working"))
    assert words in " ".join(findings(released))


def test_a_stratum_with_nobody_of_one_group_is_left_out_and_counted():
    row = adjusted({**TWO_UNITS, "Marine": {"Female": (0, 0), "Male": (9, 30)}}).loc["Female"]
    assert row["strata_dropped"] == 1 and row["strata"] == 2
    assert row["adjusted_ratio"] == pytest.approx(adjusted(TWO_UNITS).loc["Female", "adjusted_ratio"])
    assert row["denominator"] == 120 and row["disparity_ratio"] != adjusted(TWO_UNITS).loc["Female", "disparity_ratio"]


def test_the_rest_is_the_others_of_the_same_stratum():
    named, rest = adjusted(TWO_UNITS), adjusted(TWO_UNITS, reference=REST)
    assert rest.loc["Female", "adjusted_ratio"] == pytest.approx(named.loc["Female", "adjusted_ratio"])
    assert rest.loc["Male", "adjusted_ratio"] == pytest.approx(1 / named.loc["Female", "adjusted_ratio"])


def test_one_stratum_changes_nothing():
    one = {"Patrol": TWO_UNITS["Patrol"]}
    row = adjusted(one).loc["Female"]
    assert row["adjusted_ratio"] == pytest.approx(row["disparity_ratio"])


def test_undeclared_people_are_never_compared():
    strata = {unit: {**groups, "Not recorded": (3, 30)} for unit, groups in TWO_UNITS.items()}
    table = adjusted(strata)
    assert pd.isna(table.loc["Not recorded", "adjusted_ratio"])
    assert table.loc["Female", "adjusted_ratio"] == pytest.approx(2.0, abs=0.02)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: adjust_for(split(ADMISSIONS), "rank", reference="Male"), "not split by 'rank'.*within="),
        (lambda: adjust_for(split(ADMISSIONS), (), reference="Male"), "at least one key"),
        (lambda: adjust_for(split(ADMISSIONS), "unit", reference=HIGHEST), "one group, or 'the rest'"),
        (lambda: adjust_for(split(ADMISSIONS), "unit", reference="Men"), "does not occur"),
        (lambda: Result("x", "counts", DEFINITION, pd.DataFrame(), added=("made_up",)), "no rule for the figure made_up"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(call, said):
    with pytest.raises((UsageError, DisclosureError), match=said):
        call()


def test_a_rate_is_compared_within_strata_as_a_rate():
    made = adjust_for(split(TWO_UNITS, kind="rate"), "unit", reference="Male")
    row = made.unreleased.set_index("group").loc["Female"]
    named = {"cases": [8, 4], "exposure": [20, 100], "reference_cases": [20, 2], "reference_exposure": [100, 100]}
    assert row["adjusted_ratio"] == pytest.approx(stats.mantel_haenszel_rates(**named).rate_ratio)
    assert row["disparity_ratio"] == pytest.approx((12 / 120) / (22 / 200)) and "person-time" in made.definition.method


def test_more_events_than_base_are_no_fault_of_a_rate():
    often = {unit: {group: (x * 10, n) for group, (x, n) in groups.items()} for unit, groups in TWO_UNITS.items()}
    table = release(adjust_for(split(often, kind="rate"), "unit", reference="Male"), policy_for("board")).table.set_index("group")
    assert float(table.loc["Female", "adjusted_ratio"]) == pytest.approx(2.0, abs=0.01)


def test_a_missing_table_stays_missing():
    gone = Result("promoted", "counts", DEFINITION, pd.DataFrame(), keys=("unit",), missing=Missing("promotions"))
    assert adjust_for(gone, "unit", reference="Male").missing.file == "promotions"


def test_sensitive_and_small_crude_rows_take_the_adjusted_figure_with_them():
    strata = {"Patrol": {"Female": (1, 30), "Male": (20, 100)}, "Desk": {"Female": (2, 40), "Male": (12, 100)}}
    table = release(adjust_for(split(strata), "unit", reference="Male"), policy_for("board")).table.set_index("group")
    assert table.loc["Female", "status"] == "hidden"
    assert table.loc["Female", ["adjusted_ratio", "adjusted_low", "adjusted_verdict", "strata"]].isna().all()


def test_a_rounded_figure_stays_a_number_of_two_decimals_at_most():
    table = release(adjust_for(split(ADMISSIONS), "unit", reference="Male"), policy_for("board")).table.set_index("group")
    value = float(table.loc["Female", "adjusted_ratio"])
    assert value == round(value, 2) and np.isclose(value, 1.06)

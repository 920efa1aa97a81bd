"""Who applies, counted by hand: of those who declared, women of ethnic minorities apart, beside a population."""

from dataclasses import replace

import pandas as pd
import pytest

import eianalysis as ei
from tests.builders import table
from tests.measures.test_representation import town

#: Nine ran their course: three from ethnic minorities (one a woman), five White (two women), one undeclared woman. A10 withdrew.
NINE = table(
    "applications",
    """
    application_ref  applied_on  sex  ethnicity_code  eligibility  sift  interview
    A1               2022-04-10  F    B1              pass         fail  .
    A2               2022-05-10  M    A1              fail         .     .
    A3               2022-06-10  M    A2              fail         .     .
    A4               2022-07-10  F    W1              pass         fail  .
    A5               2022-08-10  F    W1              pass         fail  .
    A6               2022-09-10  M    W1              pass         fail  .
    A7               2022-10-10  M    W1              pass         fail  .
    A8               2022-11-10  U    W1              pass         fail  .
    A9               2022-12-10  F    NS              pass         fail  .
    A10              2022-12-11  F    B1              pass         withdrawn  .
    A11              2015-12-11  F    B1              fail         .     .
""",
    worker_type="officer",
    route="probationer",
    campaign_id="Spring",
)


@pytest.fixture
def cycle(root):
    return replace(ei.load_cycle("2023-04", data_dir=root / "data"), primary_comparisons=())


def counted(result, characteristic):
    rows = result.counts[result.counts["characteristic"] == characteristic]
    return {row.group: (row.numerator, row.denominator) for row in rows.itertuples()}


def test_shares_are_of_those_who_declared_and_the_reference_is_what_is_left(cycle):
    who = ei.applicant_share(NINE, cycle=cycle, months=12)
    assert counted(who, "ethnicity_2") == {"All": (9, 9), "Ethnic minorities": (3, 8), "Not stated": (1, 9)}
    # A8 did not state a sex and is among "all others", which have no row: nobody can be found by subtraction
    assert counted(who, "woman") == {"All": (9, 9), "Women": (4, 9)}
    assert counted(who, "ethnicity_2_by_woman") == {
        "All": (9, 9),
        "Ethnic minorities, Women": (1, 8),
        "Ethnic minorities, All others": (2, 8),
        "White, Women": (2, 8),
    }


def test_beside_a_population_women_are_its_women_and_nobody_is_short_of_people(cycle):
    """Of 90 applicants 40 are women (44.4%), 50% of the town: 5.6 points lower, 0.889 times."""
    many = pd.concat([NINE.frame[:9]] * 10, ignore_index=True)
    many["application_ref"] = [f"A{number}" for number in range(len(many))]
    who = ei.applicant_share(replace(NINE, frame=many), cycle=cycle, months=12, benchmark=town(500, 500))
    released = ei.release(who, cycle.policy)
    row = released.table.set_index(["characteristic", "group"]).loc[("woman", "Women")]
    assert (row["numerator"], row["denominator"], row["benchmark_share"]) == (40, 90, 0.5)
    assert float(row["gap"]) == pytest.approx(40 / 90 - 0.5) and float(row["disparity_ratio"]) == pytest.approx(80 / 90)
    assert pd.isna(row["people_short"]) and "people short" not in str(ei.findings(released))
    assert "and ethnicity" not in str(ei.table(released)), "both at once need no words beside each alone"
    assert "Female applicants: 40 of 90 (44.4%" in str(ei.findings(released)), "of everybody, declared or not"
    assert "Female applicants from ethnic minorities: 10 of 80 who declared (12.5%" in str(ei.findings(released))


@pytest.mark.parametrize("column", ["ethnicity_2", "sex"])
def test_a_characteristic_that_nobody_recorded_is_not_available(cycle, column):
    for frame in (NINE.frame.drop(columns=column), NINE.frame.assign(**{column: "Not recorded"})):
        who = ei.applicant_share(replace(NINE, frame=frame), cycle=cycle, months=12)
        assert who.missing and who.missing.columns == (column,)


def test_the_applicants_of_the_synthetic_force_are_those_at_the_first_stage_of_the_funnel(cycle):
    applications = ei.load_applications(cycle)
    who = counted(ei.applicant_share(applications, cycle=cycle), "ethnicity_2")
    first = ei.recruitment_funnel(applications, cycle=cycle, by="ethnicity_2").counts
    first = first[first["stage"] == "Eligibility"].set_index("group")["denominator"]
    assert who["Ethnic minorities"] == (first["Ethnic minorities"], first["Ethnic minorities"] + first["White"])


@pytest.mark.parametrize("band, verdict", [((0.8, 1.25), "no material difference"), ((0.95, 1 / 0.95), "clear difference")])
def test_the_band_and_the_confidence_of_the_cycle_decide_and_the_page_is_the_family(cycle, band, verdict):
    """400 of 900 beside one half: 0.89 times, worth acting on only where the cycle's band is narrow."""
    many = replace(NINE, frame=pd.concat([NINE.frame[:9]] * 100, ignore_index=True).assign(application_ref=[f"A{n}" for n in range(900)]))
    beside = replace(cycle, band=band, confidence=0.9)
    who = ei.applicant_share(many, cycle=beside, by="woman", benchmark=town(500, 500), months=12)
    row = ei.release(who, cycle.policy).table.query("group == 'Women'").iloc[0]
    assert row["verdict"] == verdict and who.band == band and who.confidence == 0.9
    at_95 = ei.release(ei.applicant_share(many, cycle=replace(beside, confidence=0.95), by="woman", benchmark=town(500, 500), months=12), cycle.policy).table
    assert row["rate_low"] > at_95.query("group == 'Women'").iloc[0]["rate_low"]
    assert any(getattr(step, "func", step).__name__ == "settled" for step in who.steps)

"""Promotion, examination, temporary promotion and mentoring: counted by hand, and known effects found again."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import eianalysis as ei
from eianalysis import stats
from eianalysis.errors import UsageError
from eianalysis.measures.pipeline import WHOLE
from tests.builders import development, promotions, table, workforce

RANK_SERVICE = ("rank_band", "service_band")


@pytest.fixture
def cycle(root):
    return replace(ei.load_cycle("2023-04", data_dir=root / "data"), primary_comparisons=())


ROUND = promotions("""
    person_ref  sex  eligible  applied  withdrawn  passed  promoted  exam_taken  exam_passed  temporary  working_pattern
    P1          F    Y         Y        N          Y       Y         Y           Y            N          full
    P2          F    Y         N        .          N       N         N           .            N          part
    P3          F    Y         Y        Y          N       N         Y           N            Y          full
    P4          M    Y         Y        N          Y       Y         N           .            N          flexible formal
    P5          M    Y         Y        N          Y       N         Y           Y            Y          flexible informal
    P6          M    Y         Y        N          N       N         N           .            Y          full
    P7          M    Y         N        .          N       N         Y           N            N          full
    P8          M    N         N        .          N       N         N           .            N          full
""")


def counted(result, group, **at):
    rows = result.counts
    for name, value in {"group": group, **at}.items():
        rows = rows[rows[name] == value]
    return dict(zip(rows["stage"] if "stage" in rows else ["counted"] * len(rows), zip(rows["numerator"], rows["denominator"])))


def test_each_step_has_those_at_risk_of_it_as_its_base(cycle):
    """Women: 3 eligible, 2 applied, 1 of them passed (one withdrew), promoted. Men: 4, 3, 2, 1. P8 was not eligible."""
    made = ei.promotion_stages(ROUND, cycle=cycle, by="women")
    assert counted(made, "Women officers") == {"Applied": (2, 3), "Passed": (1, 2), "Promoted": (1, 1), WHOLE: (1, 3)}
    assert counted(made, "All other officers") == {"Applied": (3, 4), "Passed": (2, 3), "Promoted": (1, 2), WHOLE: (1, 4)}
    assert made.chain == ("stage", ("Applied", "Passed", "Promoted"))
    flexible = counted(ei.promotion_stages(ROUND, cycle=cycle, by="working_pattern"), "Flexible")
    assert flexible["Applied"] == (2, 2) and flexible[WHOLE] == (1, 2)


def test_shares_of_those_eligible_and_of_those_who_sat_the_examination(cycle):
    assert counted(ei.promotion_applications(ROUND, cycle=cycle, by="sex"), "Male") == {"counted": (3, 4)}
    assert counted(ei.temporary_promotions(ROUND, cycle=cycle, by="sex"), "Male") == {"counted": (2, 4)}
    exam = ei.exam_passes(ROUND, cycle=cycle, by="sex")
    assert counted(exam, "Female") == {"counted": (1, 2)} and counted(exam, "Male") == {"counted": (1, 2)}


def test_rounds_outside_the_window_and_other_workers_are_not_counted(cycle):
    rows = promotions("""
        person_ref  process_id  opened      worker_type
        P1          2022-SGT    2022-05-01  officer
        P1          2016-SGT    2016-05-01  officer
        P2          2023-SGT    2023-04-01  officer
        P3          2022-E      2022-05-01  staff
    """)
    made = ei.promotion_applications(rows, cycle=cycle, by="sex")
    assert counted(made, "Male") == {"counted": (0, 1)}
    assert counted(ei.promotion_applications(rows, cycle=cycle, by="sex", worker_type="staff"), "Male") == {"counted": (0, 1)}


def test_a_blank_is_not_a_no_and_what_follows_it_is_not_counted(cycle):
    """P1 is said to be promoted though nobody said they passed; P2 awaits a decision."""
    rows = promotions("applied  passed  promoted\nY  .  Y\nY  .  .\nY  Y  Y\nY  N  N")
    made = counted(ei.promotion_stages(rows, cycle=cycle, by="sex"), "Male")
    assert made == {"Applied": (4, 4), "Continued to: Passed": (2, 4), "Passed": (1, 2), "Promoted": (1, 1), WHOLE: (1, 4)}


def test_what_the_table_does_not_tell_is_not_available(cycle):
    bare = promotions("applied  passed  promoted\nY  Y  Y\nN  N  N")
    made = ei.exam_passes(bare, cycle=cycle, by="sex")
    assert made.missing.columns == ("exam_taken", "exam_passed") and "EDHR-OC13.01" in made.missing.items
    assert ei.promotion_stages(bare, cycle=cycle, by="working_pattern").missing.columns == ("working_pattern",)
    both = ei.promotion_stages(bare, cycle=cycle, by=["sex", "working_pattern"])
    assert set(both.counts["characteristic"]) == {"sex"}
    absent = replace(bare, frame=bare.frame.iloc[:0], absent=True)
    for measure in (ei.promotion_stages, ei.promotion_applications, ei.exam_passes, ei.temporary_promotions):
        assert measure(absent, cycle=cycle, by=["ethnicity", "working_pattern"]).missing.file == "promotions"


PEOPLE = workforce("""
    person_ref  as_at       service_start
    A           2022-03-31  2014-04-01
    B           2022-03-31  2015-04-01
    C           2022-03-31  2016-01-01
    D           2022-03-31  2014-01-01
    E           2022-03-31  2020-04-01
    F           2022-03-31  2001-04-01
    A           2023-03-31  2014-04-01
""")
SCHEMES = development("""
    person_ref  scheme      role         started     ended
    A           mentoring   participant  2022-05-01  .
    B           mentoring   participant  2021-05-01  2022-04-30
    C           mentoring   participant  2022-05-02  .
    D           mentoring   mentor       2021-05-01  .
    E           mentoring   participant  2021-05-01  2022-05-01
    F           coaching    participant  2021-05-01  .
""")
BOARD_ROUND = promotions("person_ref  applied\nA  Y\nB  Y\nC  N\nD  N\nE  N\nF  N\nX  Y")


def test_in_the_scheme_means_taking_part_on_the_day_the_round_opened(cycle):
    """On 1 May 2022 A (from that day) and E (until that day) are mentored; B had ended, C begins after, D is a mentor."""
    made = ei.promotion_by_scheme(BOARD_ROUND, SCHEMES, PEOPLE, cycle=cycle, outcome="applied")
    rows = made.counts.query("group != 'All' and denominator > 0").set_index(["service_band", "group"])
    assert {place: (row["numerator"], row["denominator"]) for place, row in rows.iterrows()} == {
        ("5 to 10 years", "In mentoring"): (1, 1),
        ("5 to 10 years", "Not in mentoring"): (1, 3),
        ("Under 5 years", "In mentoring"): (0, 1),
        ("10 years or over", "Not in mentoring"): (0, 1),
    }


def test_a_person_the_workforce_does_not_know_is_set_aside_and_said(cycle):
    made = ei.promotion_by_scheme(BOARD_ROUND, SCHEMES, PEOPLE, cycle=cycle)
    aside = [note for source in made.sources for note in source.set_aside]
    assert aside == [("person in no workforce snapshot up to the day the round opened", 1)]
    later = workforce("person_ref  as_at\nA  2023-03-31\nB  2022-03-31")  # A is first seen after the round opened
    made = ei.promotion_by_scheme(BOARD_ROUND, SCHEMES, later, cycle=cycle)
    assert made.counts.query("group == 'All'")["denominator"].sum() == 1


def test_unknown_schemes_and_schemes_without_people(cycle):
    with pytest.raises(UsageError, match="no scheme 'mentorship'.*mentoring"):
        ei.promotion_by_scheme(BOARD_ROUND, SCHEMES, PEOPLE, cycle=cycle, scheme="mentorship")
    made = ei.promotion_by_scheme(BOARD_ROUND, SCHEMES, PEOPLE, cycle=cycle, scheme="sponsorship")
    assert made.missing and "sponsorship" in made.missing.reason
    with pytest.raises(UsageError, match="no outcome 'passed'"):
        ei.promotion_by_scheme(BOARD_ROUND, SCHEMES, PEOPLE, cycle=cycle, outcome="passed")


@pytest.fixture(scope="module")
def forces(make_force):
    """Eight forces as a loader would give them."""
    out = []
    for seed in range(100, 108):
        made = make_force(seed=seed)
        named = {}
        for name in ("promotions", "development_participation", "workforce_snapshot"):
            frame = made[name].copy()
            for column in frame.select_dtypes("datetime"):
                frame[column] = frame[column].dt.strftime("%Y-%m-%d").fillna("")
            named[name] = table(name, frame)
        out.append(named)
    return out


def pooled(results, group, reference, **at):
    """Ratio of the counts of all forces together, and three standard errors of its log."""
    sums = {name: np.array([0.0, 0.0]) for name in (group, reference)}
    for result in results:
        for name in sums:
            rows = result.counts[result.counts["group"] == name]
            for key, value in at.items():
                rows = rows[rows[key] == value]
            sums[name] += [rows["numerator"].sum(), rows["denominator"].sum()]
    (x1, n1), (x0, n0) = sums[group], sums[reference]
    return (x1 / n1) / (x0 / n0), 3 * np.sqrt(1 / x1 - 1 / n1 + 1 / x0 - 1 / n0)


@pytest.mark.parametrize(
    "measure, by, group, reference, at, size",
    [
        ("promotion_stages", "women", "Women officers", "All other officers", {"stage": "Applied"}, 0.75),
        ("promotion_stages", "women", "Women officers", "All other officers", {"stage": WHOLE}, 1.0),
        ("exam_passes", "ethnicity_2", "Ethnic minorities", "White", {}, 0.75),
        ("temporary_promotions", "ethnicity_2", "Ethnic minorities", "White", {}, 0.6),
        ("temporary_promotions", "sex", "Female", "Male", {}, 1.0),
    ],
)
def test_planted_effects_come_back(forces, cycle, measure, by, group, reference, at, size):
    made = [getattr(ei, measure)(force["promotions"], cycle=cycle, by=by) for force in forces]
    ratio, margin = pooled(made, group, reference, **at)
    assert abs(np.log(ratio / size)) < margin, f"{ratio:.2f}, planted {size}"
    assert size == 1 or abs(np.log(ratio)) > margin / 3, f"{ratio:.2f} cannot be told from 1"


def test_mentees_apply_more_often_than_comparable_officers(forces, cycle):
    """Planted: 1.5 times as often within rank and length of service; promotion 1.0."""
    ratios = {}
    for outcome in ("applied", "promoted"):
        made = [ei.promotion_by_scheme(*force.values(), cycle=cycle, outcome=outcome) for force in forces]
        rows = pd.concat([result.counts.assign(force=number) for number, result in enumerate(made)])
        wide = rows.pivot_table(index=["force", *RANK_SERVICE], columns="group", values=["numerator", "denominator"])
        one, other = ((wide["numerator"][name], wide["denominator"][name]) for name in ("In mentoring", "Not in mentoring"))
        ratios[outcome] = stats.mantel_haenszel(cases=one[0], base=one[1], reference_cases=other[0], reference_base=other[1])
    assert ratios["applied"].risk_ratio_low < 1.5 < ratios["applied"].risk_ratio_high
    assert ratios["applied"].risk_ratio_low > 1.1
    assert ratios["promoted"].risk_ratio_low < 1 < ratios["promoted"].risk_ratio_high


def test_the_comparison_with_comparable_others_passes_the_gate(forces, cycle):
    made = ei.promotion_by_scheme(*forces[0].values(), cycle=cycle, outcome="applied")
    adjusted = ei.adjust_for(made, RANK_SERVICE, reference="Not in mentoring")
    shown = ei.release(adjusted, cycle.policy)
    assert shown.table["adjusted_for"].dropna().unique().tolist() == ["rank and service"]
    said = str(ei.findings(shown))
    assert "eligible officers in mentoring" in said and "Compared within the same rank and service" in said
    assert "effect" not in said and "because of mentoring" not in said


def test_ethnicity_and_women_together_count_everybody_once(cycle):
    many = replace(ROUND, frame=pd.concat([ROUND.frame] * 20, ignore_index=True))  # or the groups are put together
    table = ei.women_and_others(many)
    made = ei.intersect(ei.promotion_applications, table, by=("ethnicity_2", "women"), cycle=cycle)
    rows = made.counts[made.counts["characteristic"] == "ethnicity_2_by_women"].set_index("group")
    whole, parts = rows.loc["All"], rows.drop(index="All")
    assert (parts["numerator"].sum(), parts["denominator"].sum()) == (whole["numerator"], whole["denominator"])
    women = made.counts[(made.counts["characteristic"] == "women")].set_index("group").loc["Women officers"]
    inside = parts[[group.endswith("Women officers") for group in parts.index]]
    assert (inside["numerator"].sum(), inside["denominator"].sum()) == (women["numerator"], women["denominator"])

"""Recruitment counted by hand: stages, withdrawn and pending apart, sifts, feedback, second attempts, vetting, panels, interest."""

from dataclasses import replace

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.errors import DataFault
from eianalysis.measures.pipeline import WHOLE
from eianalysis.policy import policy_for
from tests.builders import groups, table, workforce

WHO = {"worker_type": "officer", "ethnicity_code": "W1", "route": "probationer", "campaign_id": "Spring"}


@pytest.fixture
def cycle(root):
    return replace(ei.load_cycle("2023-04", data_dir=root / "data"), primary_comparisons=())


def applied(drawing, **more):
    return table("applications", drawing, **{**WHO, **more})


TEN = applied("""
    application_ref  sex  applied_on  eligibility  sift       assessment    interview  vetting    offer      joined     anonymised  feedback_offered  feedback_given  previous_ref
    A1               F    2022-04-10  pass         pass       not required  pass       pass       pass       pass       Y           .                 .               .
    A2               F    2022-05-10  pass         pass       not required  pass       pass       withdrawn  .          Y           .                 .               .
    A3               F    2022-06-10  pass         pass       pass          fail       .          .          .          Y           Y                 Y               .
    A4               F    2022-07-10  pass         pass       withdrawn     .          .          .          .          Y           .                 .               .
    A5               M    2022-08-10  pass         fail       .             .          .          .          .          N           N                 N               .
    A6               M    2022-10-10  fail         .          .             .          .          .          .          N           N                 N               .
    A7               M    2022-10-11  pass         pass       pass          pass       fail       .          .          N           Y                 N               .
    A8               M    2022-12-10  pass         pass       pass          pass       pending    .          .          N           .                 .               A5
    A9               M    2023-01-10  pass         pass       pass          pass       pass       pass       pass       N           .                 .               A3
    A10              M    2015-01-10  pass         pass       pass          pass       pass       pass       pass       N           .                 .               .
""")


def test_each_stage_is_of_the_applications_decided_there(cycle):
    funnel = ei.recruitment_funnel(TEN, cycle=cycle, by="sex", months=12)
    assert groups(funnel, stage="Eligibility") == {"All": (6, 7), "Female": (3, 3), "Male": (3, 4)}
    assert groups(funnel, stage="Sift") == {"All": (5, 6), "Female": (3, 3), "Male": (2, 3)}
    # A4 withdrew at the assessment and A8 waits for vetting: neither is in any base
    assert groups(funnel, stage="Assessment, interview, medical and vetting") == {"All": (3, 5), "Female": (2, 3), "Male": (1, 2)}
    assert groups(funnel, stage="Offer taken up") == {"All": (2, 3), "Female": (1, 2), "Male": (1, 1)}


def test_chained_stages_multiply_to_the_whole_way_and_who_withdrew_stands_apart(cycle):
    funnel = ei.recruitment_funnel(TEN, cycle=cycle, by="sex", months=12, chained=True)
    assert groups(funnel, stage="Continued to: Assessment, interview and medical")["Female"] == (3, 4)
    assert groups(funnel, stage="Continued to: Vetting")["Male"] == (2, 3)
    assert groups(funnel, stage=WHOLE) == {"All": (2, 9), "Female": (1, 4), "Male": (1, 5)}
    for group in ("All", "Female", "Male"):
        product = 1.0
        for stage in dict.fromkeys(funnel.counts["stage"]):
            if stage != WHOLE:
                passed, base = groups(funnel, stage=stage)[group]
                product *= passed / base
        passed, base = groups(funnel, stage=WHOLE)[group]
        assert product == pytest.approx(passed / base)


def test_no_stage_has_a_few_more_passes_than_the_next_has_people(root):
    """Those who withdrew or wait would be told by subtraction, group by group; and so they would beside the offers."""
    cycle = replace(ei.load_cycle("2023-04", data_dir=root / "data"), primary_comparisons=())
    applications = ei.load_applications(cycle)
    counts = ei.recruitment_funnel(applications, cycle=cycle, by=("ethnicity_2", "sex", "entry")).counts
    stages = list(dict.fromkeys(counts["stage"]))
    at = {stage: counts[counts["stage"] == stage].set_index(["characteristic", "group"]) for stage in stages}
    for one, other in zip(stages, stages[1:]):
        passes, base = at[one]["numerator"].align(at[other]["denominator"], join="inner")
        assert (passes == base).all() and len(base) > 8, f"{one} and {other}"
    offered = ei.offers(applications, cycle=cycle, by=["ethnicity_2"]).counts.set_index(["characteristic", "group"])
    shared = [label for label in offered.index if label in at[stages[-1]].index]
    assert len(shared) >= 3
    assert (offered.loc[shared, "numerator"] == at[stages[-1]].loc[shared, "denominator"]).all()
    assert (offered.loc[offered.index, "denominator"] == at[stages[0]].loc[offered.index, "denominator"]).all()


def test_nobody_is_told_to_have_got_as_far_as_vetting(root):
    """With everybody's offers two refusals of people who did not declare would follow, with first refusals a woman cleared on appeal."""
    cycle = replace(ei.load_cycle("2023-04", data_dir=root / "data"), primary_comparisons=())
    counts = ei.recruitment_funnel(ei.load_applications(cycle), cycle=cycle, by=("ethnicity_2", "sex")).counts
    offers = ei.offers(ei.load_applications(cycle), cycle=cycle, by=("ethnicity_2", "sex")).counts
    vetted = counts[counts["numerator"].isin([11, 88, 238]) & counts["characteristic"].eq("ethnicity_2")]
    assert vetted.empty
    last = counts[counts["stage"].eq("Assessment, interview, medical and vetting")].set_index(["characteristic", "group"])
    known = offers[offers["group"].isin(["All", "Female", "Male", "White", "Not stated"])].set_index(["characteristic", "group"])
    assert (last.loc[known.index, "numerator"] == known["numerator"]).all()


def test_who_was_found_ineligible_in_a_quarter_does_not_follow(root):
    """The trend of applicants and the sifts of the quarters have one base, or the difference would be a few people."""
    cycle = replace(ei.load_cycle("2023-04", data_dir=root / "data"), primary_comparisons=())
    applications = ei.load_applications(cycle)
    sifts = ei.sifts_by_quarter(applications, cycle=cycle, by=["ethnicity_2"]).counts
    sifted = sifts.pivot(index="quarter", columns="group", values="denominator").loc[list(dict.fromkeys(sifts["quarter"]))]
    trend = ei.applicants_over_time(applications, cycle=cycle).counts.tail(4)
    assert trend["numerator"].tolist() == sifted["Ethnic minorities"].tolist()
    assert trend["denominator"].tolist() == (sifted["Ethnic minorities"] + sifted["White"]).tolist()


def test_a_table_that_skips_a_stage_is_refused_with_its_row(cycle):
    skipped = replace(TEN, frame=TEN.frame.assign(sift=TEN.frame["sift"].mask(TEN.frame["application_ref"] == "A1", "fail")))
    with pytest.raises(DataFault, match="row 2.*did not pass 'Sift'"):
        ei.recruitment_funnel(skipped, cycle=cycle, by="sex", months=12, chained=True)


def test_the_sift_before_and_after_stand_in_one_table(cycle):
    sifts = ei.sift_by_anonymity(TEN, cycle=cycle, by="sex", months=12)
    assert list(dict.fromkeys(sifts.counts["sift_kind"])) == ["Sift with names", "Anonymised sift"]
    assert groups(sifts, sift_kind="Anonymised sift") == {"All": (3, 3), "Female": (3, 3), "Male": (0, 0)}
    assert groups(sifts, sift_kind="Sift with names") == {"All": (2, 3), "Female": (0, 0), "Male": (2, 3)}


def test_how_far_anonymising_reaches(cycle):
    assert groups(ei.anonymised_sifts(TEN, cycle=cycle, months=[12]))["All"] == (3, 6)
    assert groups(ei.anonymised_campaigns(TEN, cycle=cycle, months=12)) == {"All": (0, 1)}


def test_an_offer_is_reached_also_where_it_is_declined_and_open_ones_are_out(cycle):
    ten_times = replace(TEN, frame=pd.concat([TEN.frame] * 10, ignore_index=True))
    made = ei.offers(ten_times, cycle=cycle, by="sex", months=12)
    assert groups(made) == {"All": (30, 70), "Female": (20, 30), "Male": (10, 40)}


def test_quarters_hold_what_was_applied_for_in_them(cycle):
    quarters = ei.sifts_by_quarter(TEN, cycle=cycle, by="sex")
    assert list(dict.fromkeys(quarters.counts["quarter"])) == [
        "April to June 2022",
        "July to September 2022",
        "October to December 2022",
        "January to March 2023",
    ]
    assert groups(quarters, quarter="April to June 2022")["All"] == (3, 3)
    assert groups(quarters, quarter="July to September 2022")["All"] == (0, 1)
    assert groups(quarters, quarter="October to December 2022")["All"] == (1, 1)


def test_the_share_of_a_group_among_applicants_by_quarter(cycle):
    """Three years of quarters: 30 women of 100 in each but the last, where they are 70; who did not declare is left out."""
    days = [f"{year + (month == '01')}-{month}-15" for year in (2020, 2021, 2022) for month in ("04", "07", "10", "01")]
    many = {day: {"F": 70 if day == days[-1] else 30, "M": 30 if day == days[-1] else 70, "P": 10} for day in days}
    drawn = [(day, sex) for day in days for sex, number in many[day].items() for _ in range(number)]
    lines = ["application_ref  sex  applied_on  eligibility  sift  interview"]
    moved = applied("\n".join(lines + [f"A{place}  {sex}  {day}  pass  fail  ." for place, (day, sex) in enumerate(drawn)]))
    made = ei.applicants_over_time(moved, cycle=cycle, group="Female", characteristic="sex", months=36)
    release = ei.release(made, cycle.policy)
    counts = release.table.set_index("month")[["numerator", "denominator"]].astype(int)
    assert list(counts.index)[4:] == [
        "2021-04 to 2021-06",
        "2021-07 to 2021-09",
        "2021-10 to 2021-12",
        "2022-01 to 2022-03",
        "2022-04 to 2022-06",
        "2022-07 to 2022-09",
        "2022-10 to 2022-12",
        "2023-01 to 2023-03",
    ]
    assert counts["numerator"].tolist() == [30] * 11 + [70] and set(counts["denominator"]) == {100}
    assert "above the limits in January to March 2023" in str(ei.findings(release)) and ": 100 applications counted a quarter" in str(ei.findings(release))
    assert "were women" in str(ei.findings(release)) and "people" not in str(ei.findings(release))
    assert ei.applicants_over_time(replace(TEN, frame=TEN.frame.iloc[:0], sources=()), cycle=cycle).missing


def test_feedback_is_of_the_unsuccessful_from_the_interview_on(cycle):
    told = ei.feedback(TEN, cycle=cycle, by="sex", months=12)
    assert groups(told, step="Feedback offered") == {"All": (2, 2), "Female": (1, 1), "Male": (1, 1)}
    assert groups(told, step="Feedback given") == {"All": (1, 2), "Female": (1, 1), "Male": (0, 1)}


def test_a_second_attempt_is_told_by_the_feedback_on_the_first(cycle):
    again = groups(ei.second_attempts(TEN, cycle=cycle, months=12))
    assert again["Applied again, with feedback before"] == (1, 1)  # A9 after A3
    assert again["First application"] == (2, 6) and "Applied again, without feedback before" not in again  # A8 is open


@pytest.mark.parametrize("measure, column", [("feedback", "feedback_given"), ("sift_by_anonymity", "anonymised"), ("second_attempts", "previous_ref")])
def test_a_column_that_is_missing_or_blank_is_not_a_no(cycle, measure, column):
    for frame in (TEN.frame.drop(columns=column), TEN.frame.assign(**{column: None})):
        result = getattr(ei, measure)(replace(TEN, frame=frame), cycle=cycle)
        assert result.missing and column in result.missing.columns


VETTED = table(
    "vetting",
    """
    vetting_ref  person_ref  purpose      sex  requested_on  decided_on  decision   refusal_reason  appeal   expires
    V1           .           recruitment  F    2022-05-01    2022-06-01  cleared    .               .        2032-06-01
    V2           .           recruitment  F    2022-05-01    2022-06-01  refused    finance         cleared  2032-06-01
    V3           .           recruitment  M    2022-05-01    2022-06-01  refused    non-disclosure  none     .
    V4           .           recruitment  M    2022-05-01    2022-06-01  refused    associations    refused  .
    V5           .           recruitment  M    2022-05-01    .           pending    .               .        .
    V6           .           recruitment  M    2022-05-01    2022-06-01  withdrawn  .               .        .
    V7           .           recruitment  M    2012-05-01    2012-06-01  refused    other           none     .
    V8           P1          renewal      M    2022-05-01    2022-06-01  refused    other           none     .
    V9           P1          recruitment  M    2012-05-01    2012-06-01  cleared    .               .        2022-06-01
    V10          P2          recruitment  F    2012-05-01    2012-06-01  cleared    .               .        2022-06-01
    V11          P2          renewal      F    2022-04-01    2022-05-01  cleared    .               .        2032-05-01
""",
    worker_type="officer",
    ethnicity_code="W1",
)


def test_first_refusals_count_also_where_an_appeal_succeeded(cycle):
    assert groups(ei.vetting_refusals(VETTED, cycle=cycle, by="sex", months=12)) == {"All": (3, 4), "Female": (1, 2), "Male": (2, 2)}
    appeals = ei.vetting_appeals(VETTED, cycle=cycle, months=12)
    assert groups(appeals, step="Appealed") == {"All": (2, 3)} and groups(appeals, step="Cleared on appeal") == {"All": (1, 2)}
    assert groups(ei.vetting_reasons(VETTED, cycle=cycle, months=12))["All"] == (3, 3)


def test_the_latest_clearance_of_people_in_post_counts(cycle):
    people = workforce("""
        person_ref  as_at       sex
        P1          2023-03-31  M
        P2          2023-03-31  F
        P3          2023-03-31  F
        P9          2022-03-31  F
    """)
    overdue = groups(ei.clearances_overdue(VETTED, people, cycle=cycle, by="sex"))
    assert overdue["All"] == (2, 3)  # P1's renewal was refused, the old one ran out; P3's was taken away


def test_who_carries_a_firearm_stands_beside_everybody_else_where_squads_are_named(cycle):
    people = workforce("""
        person_ref  as_at       sex  specialist_flag
        P1          2023-03-31  M    TFG
        P2          2023-03-31  F    TFG
        P3          2023-03-31  F    .
    """)
    overdue = ei.clearances_overdue(VETTED, people, cycle=cycle, by=["sex", "armed"])
    assert groups(overdue, characteristic="armed") == {"All": (2, 3), "Firearms group": (1, 2), "All others": (1, 1)}
    unnamed = replace(people, frame=people.frame.assign(specialist_flag=None))
    assert set(ei.clearances_overdue(VETTED, unnamed, cycle=cycle, by=["sex", "armed"]).counts["characteristic"]) == {"sex"}


SEATS = table(
    "selection_panels",
    """
    panel_ref  seat  stage      sat_on      ethnicity_code  sex  bias_trained
    PA1        1     sift       2022-06-01  W1              M    Y
    PA1        2     sift       2022-06-01  B1              F    Y
    PA2        1     interview  2022-06-01  W1              M    N
    PA2        2     interview  2022-06-01  U               M    .
    PA3        1     interview  2022-06-01  A1              F    Y
    PA3        2     interview  2022-06-01  W1              P    N
    PA4        1     sift       2012-06-01  W1              M    N
""",
    campaign_id="Spring",
)


def test_a_panel_is_mixed_unmixed_or_nobody_can_tell(cycle):
    mixed = ei.panels_mixed(SEATS, cycle=cycle, months=12)
    assert groups(mixed, mix="Women and men")["All"] == (1, 2)  # PA1 yes, PA2 no, PA3 not known
    assert groups(mixed, mix="Ethnic minorities and White")["All"] == (2, 2)  # PA2 has a member who did not declare
    assert groups(ei.panels_trained(SEATS, cycle=cycle, months=[12]))["All"] == (3, 5)


def test_interest_that_nobody_followed_up_is_in_no_base(cycle):
    interest = table(
        "outreach",
        """
        interest_ref  event_date  ethnicity_code  sex  applied
        X1            2022-06-01  W1              F    Y
        X2            2022-06-01  W1              F    N
        X3            2022-06-01  W1              M    .
    """,
    )
    assert groups(ei.outreach_interest(interest, cycle=cycle, by="sex", months=12)) == {"All": (1, 2), "Female": (1, 2)}
    unknown = replace(interest, frame=interest.frame.assign(applied=None))
    assert ei.outreach_interest(unknown, cycle=cycle).missing.columns == ("applied",)


def test_without_the_tables_nothing_is_claimed(cycle):
    none = {name: replace(each, absent=True) for name, each in (("a", TEN), ("v", VETTED), ("p", SEATS))}
    asked = [
        ei.recruitment_funnel(none["a"], cycle=cycle),
        ei.sifts_by_quarter(none["a"], cycle=cycle),
        ei.vetting_refusals(none["v"], cycle=cycle),
        ei.panels_mixed(none["p"], cycle=cycle),
        ei.vetting_appeals(none["v"], cycle=cycle),
        ei.outreach_interest(replace(none["p"], name="outreach"), cycle=cycle),
    ]
    assert all(result.status == "not_available" for result in asked)
    assert all(result.missing.items for result in asked)


def test_planted_gaps_are_found_and_absent_ones_are_not(root):
    """The committed force: a gap at the sift with names, none without; vetting refusals doubled; none at the interview."""
    cycle = ei.load_cycle("2023-04", data_dir=root / "data")
    applications, vetting = ei.load_applications(cycle), ei.load_vetting(cycle)

    def verdict(result, **wanted):
        table = ei.release(ei.compare(result, reference=cycle), policy_for("working")).table  # the board's hides some of them
        for column, value in {"group": "Ethnic minorities", **wanted}.items():
            table = table[table[column] == value]
        (row,) = table.itertuples()
        return row.verdict, row.disparity_ratio

    by = ["ethnicity_2"]
    sifts = ei.sift_by_anonymity(applications, cycle=cycle, by=by)
    assert verdict(sifts, sift_kind="Sift with names")[0] == "clear difference"
    assert verdict(sifts, sift_kind="Anonymised sift")[0] == "no material difference"
    word, ratio = verdict(ei.vetting_refusals(vetting, cycle=cycle, by=by))
    assert word in ("clear difference", "possible difference") and 1.3 < ratio < 3

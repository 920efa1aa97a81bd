"""Counts of few people that follow from several tables of a pack: it does not leave the scratch folder."""

import json

import pandas as pd
import pytest

from eianalysis.disclosure.ranges import ranges
from eianalysis.errors import DisclosureError, EIAnalysisError
from eianalysis.measures.catalogue import declared_measures
from eianalysis.policy import policy_for
from eianalysis.report import printed
from eianalysis.report.pack_audit import require_nothing_follows
from eianalysis.report.populations import HOLDS, MEANS, NET, SAME

THREE, YEAR = ("36m", "2020-04-01", "2023-03-31"), ("12m", "2022-04-01", "2023-03-31")
INC, EX = "turnover_average_headcount_inc_transfers", "turnover_start_headcount_ex_transfers"


def table(measure, figures, time=THREE, characteristic="sex", **keys):
    """{group: (numerator, denominator) or None where hidden} as a released table."""
    return pd.DataFrame([{
        "measure": measure, "kind": "rate", "window": time[0], "period_start": time[1], "period_end": time[2],
        "characteristic": characteristic, "group": group, **keys, "numerator": pair and pair[0],
        "denominator": pair and pair[1], "status": "shown" if pair else "hidden"} for group, pair in figures.items()])


@pytest.fixture
def check(tmp_path):
    def run(*tables, noun="officers", policy=policy_for("board")):
        for old in tmp_path.iterdir():
            old.unlink()
        for number, (each, of) in enumerate(each if isinstance(each, tuple) else (each, noun) for each in tables):
            each.to_csv(tmp_path / f"t{number}.csv", index=False)
            (tmp_path / f"t{number}.json").write_text(json.dumps({"definition": {"noun": of}}))
        require_nothing_follows(printed.tables(tmp_path), policy)
    return run


# 240 left, 65 women and 169 men among them: six others, of whom nothing more is told.
LEFT = table(INC, {"All": (240, 2834), "Female": (65, 801.5), "Male": (169, 1993), "Other": None, "Not recorded": None})


def test_ends_of_sums():
    known = {"all": 10, "a": 4}
    tied = [{"all": 1, "a": -1, "b": -1, "c": -1}, {"b": 1, "d": -1, "e": -1}]
    assert ranges(known, tied, [{"b": 1}, {"d": 1}, {"b": 1, "c": 1}, {"a": 1}]) == [(0, 6), (0, 6), (6, 6), (4, 4)]
    assert ranges({"all": 3, "a": 4}, tied, [{"b": 1}]) == [None]
    assert ranges({}, [], [{"x": 1}, {"x": -1}]) == [(0, float("inf")), (-float("inf"), 0)]
    assert ranges({"all": 10}, [{"all": 1, "a": -1, "b": -1}, {"x": 1, "y": -1, "b": -1}],
                  [{"a": 1, "x": -1}]) == [(-float("inf"), 10)]


def test_every_population_is_of_measures_there_are():
    assert {figure.measure for figures in SAME.values() for figure in figures} <= set(declared_measures()) | {"representation_share_staff"}
    assert {name for each in (*HOLDS, *MEANS, *NET.values()) for name in each} <= set(SAME)


def test_one_table_by_itself_was_proved_by_the_gate(check):
    check(LEFT)


def test_those_who_did_not_declare_are_the_total_less_another_tables_total_of_who_declared(check):
    flow = {"All": (218, 218), "Ethnic minorities": (45, 218)}
    left = {"All": (222, 2834), "Ethnic minorities": (45, 447), "White": (173, 2133), "Not stated": None, "Not recorded": None}
    with pytest.raises(DisclosureError) as stopped:
        check(table(INC, left, characteristic="ethnicity_2"), table("workforce_flow", flow, characteristic="ethnicity_2", flow="Left"))
    said = str(stopped.value)
    assert "officers who left: 36m, ethnicity, who did not declare" in said
    assert not any(count in said for count in ("222", "218", "173"))


def test_hidden_rows_of_a_containing_measure_are_taken_from_each_other_together(check):
    ex = table(EX, {"All": (161, 2821), "Female": (45, 793), "Male": (111, 1988), "Other": None, "Not recorded": None})
    with pytest.raises(DisclosureError, match="transfers apart: 36m, sex, whom no table shows"):
        check(LEFT, ex)
    check(LEFT, ex, policy=policy_for("public"))  # differences of rounded counts are no counts


def test_start_and_average_give_the_end_of_a_year_and_another_table_its_total(check):
    average = table(INC, {"All": None, "Female": (19, 271.5), "Male": (56, 668), "Other": None, "Not recorded": None}, YEAR)
    start = table("misconduct_allegation_rate", {"All": None, "Female": (26, 264), "Male": (71, 670), "Other": None, "Not recorded": None}, YEAR)
    end = table("representation_share", {"All": (957, 957), "Female": (279, 949), "Other": None, "Not recorded": (8, 957)},
                ("", "2023-03-31", "2023-03-31"), rank_band="All", directorate="All", specialist_flag="All", benchmark="London")
    with pytest.raises(DisclosureError) as stopped:
        check(average, start, end)
    assert "officers in post at the end: sex, Other" in str(stopped.value)
    assert '/12m/sex/Male"' in str(stopped.value)
    check(table(INC, {"All": None, "Female": (19, 271.5), "Male": None, "Other": None, "Not recorded": None}, YEAR), start, end)


def test_how_many_were_held_is_told_by_their_themes(check):
    held = {"All": None, "All other officers": (70, 87), "Women officers": None}
    offered = {"All": (114, 144), "All other officers": (87, 110), "Women officers": (27, 34)}
    steps = pd.concat([table("stay_interview_steps", offered, characteristic="women", step="Offered"),
                       table("stay_interview_steps", held, characteristic="women", step="Completed")])
    with pytest.raises(DisclosureError, match="stay interviews offered, not stay interviews held: 36m, sex, Female"):
        check(steps, table("stay_themes", {"All": (93, 93)}, characteristic="theme"))
    check(steps)


def test_the_same_people_counted_differently_are_an_error_in_the_populations(check):
    with pytest.raises(EIAnalysisError, match=r"t0.csv and tables/t1.csv give different figures for the same officers who left"):
        check(LEFT, table("turnover_start_headcount_inc_transfers", {"All": (241, 2821)}))
    check(LEFT, table("turnover_start_headcount_inc_transfers", {"All": (241, 2821)}), noun="police staff")


def test_who_came_and_went_within_the_year_are_the_leavers_less_those_of_the_start_who_left(check):
    left = table(INC, {"All": None, "Female": (19, 271.5), "Male": None, "Other": None, "Not recorded": None}, YEAR)
    stayed = {"All": None, "Female": (246, 264), "Male": (616, 670), "Other": None, "Not recorded": None}
    with pytest.raises(DisclosureError, match="came and went within the period, or moved to another kind of post: 12m, sex, Female"):
        check(left, table("stability_12m", stayed, YEAR))  # 19 less (264 - 246)
    with pytest.raises(DisclosureError, match="12m, sex, Female"):  # two more of those of the start went than left: they moved
        check(left, table("stability_12m", {**stayed, "Female": (243, 264)}, YEAR))
    for number in (245, 250, 240):  # nobody; five on one side; five on the other
        check(left, table("stability_12m", {**stayed, "Female": (number, 264)}, YEAR))


def test_who_passed_the_sift_and_was_offered_no_post(check):
    """The row of the last stage is hidden, but its base are the passes of the sift, and its passes the offers: two people."""
    stages = {"Sift": {"White": (238, 628), "Not stated": (11, 33)},
              "Assessment, interview, medical and vetting": {"White": (217, 238), "Not stated": None}}
    funnel = pd.concat([table("recruitment_stage_rate", figures, characteristic="ethnicity_2", stage=stage)
                        for stage, figures in stages.items()])
    offers = table("recruitment_offer_rate", {"White": (217, 1604), "Not stated": (9, 88)}, characteristic="ethnicity_2")
    with pytest.raises(DisclosureError, match="applicants past the sift, not applicants offered a post: 36m, ethnicity, Not stated"):
        check(funnel, offers, noun="applicants")
    check(funnel[funnel["group"] == "White"], offers, noun="applicants")


def test_a_kind_of_post_is_everybody_less_the_others(check):
    end = ("", "2023-03-31", "2023-03-31")
    everybody = table("participation_rate", {"All": (75, 1323), "Women": (20, 398)}, YEAR, "woman", scheme="Mentoring")
    officers = table("representation_share", {"Female": (279, 949)}, end, rank_band="All", benchmark="London residents")
    for women, few in ((116, True), (113, False), (119, False)):  # 3, 6 and 0 women are of neither kind
        staff = table("representation_share_staff", {"Female": (women, 340)}, end, rank_band="All", benchmark="London residents")
        tables = ((everybody, "people"), (officers, "officers"), (staff, "police staff"))
        if few:
            with pytest.raises(DisclosureError, match="community support officers in post at the end: sex, Female"):
                check(*tables)
        else:
            check(*tables)

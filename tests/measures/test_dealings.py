"""Grievances, complaints, force used and samples, on tables drawn by hand: every expected number is counted here by eye."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.cycle import load_cycle
from eianalysis.errors import UsageError
from eianalysis.measures.complaints import OTHER, UNFAIR
from eianalysis.measures.people_each_year import NOT_THERE
from eianalysis.measures.grievances import AT_WORK
from eianalysis.policy import LIMITS
from eianalysis.sources import TypedTable
from tests.builders import joiners, leavers, misconduct, table, workforce


@pytest.fixture
def cycle(root):
    return replace(load_cycle("2023-04", data_dir=root / "data"), force="city-of-london")


def row(result, group, **keys):
    counts = result.counts
    for name, value in keys.items():
        counts = counts[counts[name] == value]
    found = counts[counts["group"] == group]
    assert len(found) == 1, found
    return tuple(int(found[name].iloc[0]) for name in ("numerator", "denominator"))


def years(result, group):
    """How many people, and over how many person-years, to one decimal."""
    found = result.counts[result.counts["group"] == group]
    return int(found["numerator"].item()), round(float(found["denominator"].item()), 1)


def several(pattern, count):
    """A drawing of one column, so many rows."""
    return pd.DataFrame({name: [value] * count for name, value in pattern.items()})


PEOPLE = """
    person_ref  sex  worker_type  as_at
    P1          F    officer      2022-03-31
    P2          F    staff        2022-03-31
    P3          M    officer      2022-03-31
    P4          M    officer      2022-03-31
    P5          M    special      2022-03-31
"""


def test_a_person_counts_once_a_year_however_many_grievances(cycle):
    lodged = table(
        "grievances",
        """
        person_ref  sex  worker_type  lodged
        P1          F    officer      2022-05-01
        P1          F    officer      2022-06-01
        P3          M    officer      2022-06-01
        P5          M    special      2022-06-01
        P2          F    staff        2021-06-01
    """,
    )
    people = workforce(PEOPLE)
    made = ei.grievances_lodged(
        lodged, people, leavers("person_ref  sex\nP4  M", leave_date="2022-09-30"), table("joiners", "person_ref\nP8"), cycle=cycle, by="sex", months=12
    )
    assert years(made, "Female") == (1, 2.0)  # P1 twice is once; P2's grievance was in the year before
    assert years(made, "Male") == (1, 2.3)  # P3 the year, P4 half of it, P8 from June; specials are not at work here
    assert "special" not in AT_WORK


ALLEGED = """
    case_ref  person_ref  sex  received
    C1        P1          F    2022-05-01
    C2        P7          F    2022-12-01
    C3        P8          M    2022-05-01
    C4        P9          F    2022-05-01
"""


def alleged(cycle, drawing, people=PEOPLE, months=12):
    gone = leavers("person_ref  sex\nP8  M", leave_date="2022-03-31")
    return ei.misconduct_allegations(
        misconduct(drawing), workforce(people), gone, joiners("person_ref  sex\nP7  F", start_date="2022-09-30"), cycle=cycle, by="sex", months=months
    )


def test_who_joins_within_the_year_and_is_complained_of_is_in_both(cycle):
    made = alleged(cycle, ALLEGED)
    assert years(made, "Female") == (2, 1.5)  # P1 the whole year, P7 the half of it
    assert years(made, "Male") == (0, 2.0)


def test_who_was_not_in_post_in_the_year_is_not_counted_and_told(cycle):
    """P8 left on the day before the year began; nobody knows P9."""
    made = alleged(cycle, ALLEGED)
    assert years(made, "All")[0] == 2
    assert (NOT_THERE, 2) in made.sources[0].set_aside
    assert made.sources[0].printable(5).set_aside == ((NOT_THERE, "fewer than 5 rows"),)
    assert not alleged(cycle, "case_ref  person_ref  sex  received\nC1  P1  F  2022-05-01").sources[0].set_aside


def test_cases_of_people_whom_the_snapshots_do_not_know_are_not_counted_at_all(cycle):
    lines = [f"C{n}  X{n}  F  2022-05-01" for n in range(10, 16)]
    made = alleged(cycle, "\n".join([ALLEGED.strip().splitlines()[0], *lines]))
    assert made.missing.columns == ("person_ref",) and "snapshots call them" in made.missing.reason


def test_who_has_no_start_of_service_on_record_serves_all_the_same(cycle):
    drawn = PEOPLE.replace("as_at", "as_at       service_start").replace("2022-03-31", "2022-03-31  .")
    assert years(alleged(cycle, ALLEGED, drawn), "Female") == (2, 1.5)


def test_lodged_closed_and_live_are_three_counts(cycle):
    made = ei.grievance_caseload(
        table(
            "grievances",
            """
        lodged      closed      tribunal
        2022-01-01  2022-05-01  none
        2022-05-01  2022-09-01  closed
        2022-06-01  .           live
        2023-03-31  2023-04-10  none
        2021-01-01  2021-02-01  none
        2020-01-01  .           none
    """,
        ),
        workforce(PEOPLE),
        cycle=cycle,
    )
    counted = made.counts.set_index("state")["numerator"]
    assert counted.to_dict() == {"Lodged in the period": 3, "Closed in the period": 2, "Live at the end": 3, "With a live tribunal claim": 1}
    assert set(made.counts["denominator"]) == {4}


def test_time_to_close_is_asked_only_of_grievances_watched_long_enough(cycle):
    made = ei.grievance_steps(
        table(
            "grievances",
            """
        lodged      closed      outcome        sex
        2022-05-01  2022-07-30  upheld         F
        2022-05-01  2022-07-31  not upheld     F
        2022-05-01  2022-10-28  partly upheld  F
        2022-05-01  2022-10-29  withdrawn      F
        2022-05-01  .           .              F
        2023-03-01  2023-03-05  resolved       F
        2022-10-02  2022-10-05  upheld         F
        2022-10-03  2022-10-05  upheld         F
    """,
        ),
        cycle=cycle,
        by="sex",
        months=12,
    )
    # watched: 180 days before 31 March 2023 is 2 October 2022, so six of the eight
    assert row(made, "Female", step="Closed within 90 days") == (2, 6)  # 90 days to 30 July, and 3 days in October
    assert row(made, "Female", step="Closed within 180 days") == (4, 6)  # 91 days and 180 days too, 181 not
    assert row(made, "Female", step="Upheld in whole or in part") == (4, 5)  # withdrawn and resolved were not decided


def test_outcomes_are_shares_of_the_closed_with_small_kinds_together(cycle):
    rows = pd.concat(
        [
            several({"outcome": word, "lodged": "2022-05-01", "closed": "2022-08-01"}, count)
            for word, count in (("upheld", 6), ("partly upheld", 7), ("not upheld", 20), ("withdrawn", 4), ("resolved", 3))
        ]
    )
    made = ei.grievance_outcomes(table("grievances", rows.reset_index(drop=True)), cycle=cycle, months=12)
    assert row(made, "Upheld in whole or in part") == (13, 40) and row(made, "Not upheld") == (20, 40)
    assert row(made, "Small groups together") == (7, 40) and row(made, "All") == (40, 40)


def test_officers_complained_of_have_the_groups_of_the_workforce(cycle):
    people = workforce(PEOPLE)
    complaints = table(
        "complaints",
        """
        person_ref  logged
        P1          2022-05-01
        P1          2022-06-01
        P3          2022-06-01
        .           2022-06-01
    """,
    )
    nobody = leavers("person_ref  sex\nP4  M", leave_date="2022-09-30")
    made = ei.complaint_subjects(complaints, people, nobody, table("joiners", "person_ref\nP8"), cycle=cycle, by="sex", months=12)
    assert years(made, "Female") == (1, 1.0) and years(made, "Male") == (1, 2.3) and years(made, "All") == (2, 3.3)
    unnamed = table("complaints", "person_ref  logged\n.  2022-05-01")
    for given, months, reason in (
        (unnamed, 12, "no officer is named in any row"),
        (complaints, 36, "the records of people in post begin after the period does"),
    ):
        made = ei.complaint_subjects(given, people, nobody, table("joiners", "person_ref\nP8"), cycle=cycle, by="sex", months=months)
        assert made.missing.reason == reason


def test_what_complainants_did_not_say_is_counted_not_guessed(cycle):
    made = ei.complainant_gaps(
        table(
            "complaints",
            """
        logged      channel    complainant_ethnicity  complainant_sex
        2022-05-01  online     White                  F
        2022-05-01  online     .                      F
        2022-05-01  online     Prefer not to say      .
        2022-05-01  telephone  .                      M
        2021-05-01  telephone  .                      M
    """,
        ),
        cycle=cycle,
    )
    assert row(made, "All", asked="Ethnicity") == (3, 4) and row(made, "All", asked="Sex") == (1, 4)
    bare = ei.complainant_gaps(table("complaints", "channel\nonline"), cycle=cycle)
    assert "complainant_ethnicity" in bare.missing.columns


def test_a_complaint_about_two_officers_is_one_complaint(cycle):
    rows = table(
        "complaints",
        """
        complaint_ref  person_ref  finalised   outcome         action  discrimination_flag  complainant_ethnicity
        K1             P1          2022-09-01  acceptable      none    N                    White
        K1             P2          2022-09-01  case to answer  none    N                    White
        K2             P1          2022-09-01  resolved        apology Y                    White
        K3             P1          .           .               .       N                    Black
    """.replace("none    N", "none  N").replace("apology Y", "apology  Y"),
    )
    made = ei.complaint_steps(rows, cycle=cycle, by=["complainant_ethnicity", "allegation"], months=12)
    name = {"characteristic": "complainant_ethnicity"}
    assert row(made, "All", step="Finalised", **name) == (2, 3)
    assert row(made, "All", step="Ended for the complainant", **name) == (1, 1)  # resolved was not decided
    assert row(made, "All", step="Something was done", **name) == (1, 2)
    small = made.counts[made.counts["characteristic"] == "allegation"]["group"]
    assert set(small) == {"All", "Small groups together"}  # three complaints are too few to split
    assert (UNFAIR, OTHER) == ("Alleging discrimination", "Not alleging discrimination")


def test_discrimination_cases_by_year_and_what_came_of_them(cycle):
    cases = misconduct("""
        case_ref  person_ref  received    finalised   discrimination_flag  sexual_or_da_flag  severity    outcome    finding  proceeding
        C1        P1          2021-05-01  2022-05-01  N                    N                  misconduct  warning    proven   meeting
        C1        P1          2021-05-01  2022-05-01  Y                    N                  misconduct  none       .        none
        C2        P2          2021-05-01  2022-06-01  N                    Y                  gross       dismissal  proven   hearing
        C3        P3          2022-05-01  2022-09-01  N                    N                  none        none       .        none
        C4        P4          2020-05-01  .           Y                    N                  misconduct  .          .        .
    """)
    years = ei.discrimination_cases(cases, cycle=cycle, months=36)
    assert row(years, "All", year="Year to March 2022") == (1, 2) and row(years, "All", year="Year to March 2023") == (0, 1)
    assert "Year to March 2021" not in set(years.counts["year"])  # it began before the records
    ended = ei.case_action(cases, cycle=cycle, months=36)
    assert row(ended, "Alleging discrimination", step="Any action taken") == (1, 1)
    assert row(ended, "Alleging sexual misconduct or domestic abuse", step="Dismissed, or would have been") == (1, 1)
    assert row(ended, "Alleging neither", step="Any action taken") == (0, 1)


FORCE = """
    incident_ref  subject_ref  tactic                  officer_ethnicity  injury
    F1            1            Compliant handcuffing   Black              none
    F1            1            Ground restraint        Black              none
    F1            1            Limb or body restraints  Black             none
    F1            2            Compliant handcuffing   IC1                minor
    F2            1            Taser fired             White              .
"""


def test_a_person_in_an_incident_counts_once_for_each_group_of_tactics(cycle, monkeypatch):
    monkeypatch.setattr("eianalysis.measures.force.LIMITS", replace(LIMITS, encounter_kind=1))
    force = table("use_of_force", FORCE)
    made = ei.force_tactics(force, cycle=cycle, months=12)
    assert row(made, "All", tactic="Handcuffs, compliant") == (2, 3)
    assert row(made, "Black", tactic="Other restraint") == (1, 1)  # two restraints of one person are one
    assert row(made, "White", tactic="Taser or baton round") == (1, 2)
    hurt = ei.force_injuries(force, cycle=cycle, by="officer_ethnicity", months=12)
    assert row(hurt, "White") == (1, 1) and row(hurt, "All") == (1, 2)  # one was not recorded


def test_rare_tactics_stand_together(cycle):
    made = ei.force_tactics(table("use_of_force", FORCE), cycle=cycle, months=12)
    assert set(made.counts["tactic"]) == {"Any other tactic"} and row(made, "All") == (3, 3)


def test_no_ratio_is_made_of_force_and_residents(cycle):
    shares = ei.force_by_population(table("use_of_force", FORCE), ei.load_stop_search(cycle), ei.load_benchmarks(cycle), cycle=cycle)
    assert "disparity_ratio" not in shares.unreleased and any("8,583" in note for note in shares.definition.notes)
    assert row(shares, "White", population="People on whom force was used, as the officer described them") == (2, 3)


SAMPLES = """
    sampler    result         sampled_on  encounter_on  officer_ethnicity
    internal   best practice  2022-06-30  2022-06-01    Black
    internal   learning       2022-06-30  2022-06-01    White
    internal   .              2022-06-30  2022-06-01    White
    IASG       concern        2022-06-30  2022-06-01    White
    community  satisfactory   2022-06-30  .             White
"""


def test_what_was_drawn_reviewed_and_found(cycle):
    samples = table(
        "dip_samples",
        pd.concat(
            [
                pd.DataFrame(
                    [
                        line.split() if len(line.split()) == 5 else [line.split()[0], " ".join(line.split()[1:3]), *line.split()[3:]]
                        for line in SAMPLES.strip().splitlines()[1:]
                    ],
                    columns=SAMPLES.split()[:5],
                ).replace(".", "")
            ]
            * 10,
            ignore_index=True,
        ),
    )
    made = ei.sample_findings(samples, cycle=cycle, by="sampler")
    assert row(made, "All", step="Reviewed") == (40, 50)
    assert row(made, "Senior officers", step="Something to learn") == (10, 20)
    assert row(made, "Senior officers", step="Best practice") == (10, 20)
    assert row(made, "Community", step="Something to learn") == (10, 20)  # a concern is something to learn


def test_a_sample_is_set_beside_what_it_was_drawn_from(cycle):
    whole = pd.DataFrame({"incident_ref": [f"F{n}" for n in range(100)], "officer_ethnicity": ["Black"] * 40 + ["White"] * 60})
    force = table("use_of_force", whole)
    drawn = table("dip_samples", pd.DataFrame({"officer_ethnicity": ["Black"] * 8 + ["White"] * 3, "encounter_type": "force"}))
    made = ei.sample_coverage(drawn, force, cycle=cycle, by="officer_ethnicity")
    assert row(made, "Black", sampler="Senior officers") == (8, 40) and row(made, "White") == (3, 60)
    too_many = table("dip_samples", pd.DataFrame({"officer_ethnicity": ["Black"] * 41, "encounter_type": "force"}))
    with pytest.raises(UsageError, match="more was drawn than there was to draw from, in officer_ethnicity 'Black'"):
        ei.sample_coverage(too_many, force, cycle=cycle, by="officer_ethnicity")


def test_a_sample_is_set_beside_the_whole_by_two_characteristics_at_once(cycle):
    drawn = table("dip_samples", pd.DataFrame({"officer_ethnicity": ["White"] * 8, "object": ["Controlled drugs"] * 8}))
    made = ei.sample_coverage(drawn, searched("2022-05"), cycle=cycle, by="officer_ethnicity * object")
    assert row(made, "White, Controlled drugs", sampler="Senior officers") == (8, 50)


def test_nor_is_it_by_what_only_the_whole_has(cycle):
    """All that was drawn would be of the group of whom nothing is recorded."""
    whole = table("use_of_force", pd.DataFrame({"incident_ref": [f"F{n}" for n in range(100)], "officer_ethnicity": "Black"}))
    drawn = table("dip_samples", pd.DataFrame({"officer_ethnicity": ["Black"] * 8, "encounter_type": "force"}))
    assert "tactic" in whole.rows
    with pytest.raises(UsageError, match="cannot be grouped by 'tactic'"):
        ei.sample_coverage(drawn, whole, cycle=cycle, by="tactic")


def test_absent_tables_say_what_they_want(cycle, tmp_path):
    bare = replace(cycle, data_dir=tmp_path)
    made = [
        ei.grievance_steps(ei.load_grievances(bare), cycle=cycle, by="sex"),
        ei.complaint_steps(ei.load_complaints(bare), cycle=cycle),
        ei.complaint_kinds(ei.load_complaints(bare), cycle=cycle),
        ei.force_tactics(ei.load_use_of_force(bare), cycle=cycle),
        ei.force_injuries(ei.load_use_of_force(bare), cycle=cycle),
        ei.sample_findings(ei.load_dip_samples(bare), cycle=cycle),
        ei.sample_coverage(ei.load_dip_samples(bare), ei.load_stop_search(bare), cycle=cycle),
    ]
    assert {each.missing.file for each in made} == {"grievances", "complaints", "use_of_force", "dip_samples"}
    assert all("not available" in str(ei.findings(ei.release(each, cycle.policy))) for each in made)


KINDS = """
    complaint_ref  complainant_ref  person_ref  category       logged
    K1             X                P1          service        2022-05-01
    K1             X                P2          service        2022-05-01
    K1             Y                P1          service        2022-05-01
    K2             .                P1          powers         2022-05-01
    K3             .                .           .              2022-05-01
    K4             .                P1          sexual         2022-03-31
"""


def test_kinds_are_of_complaints_that_say_theirs_however_many_officers(cycle, monkeypatch):
    monkeypatch.setattr("eianalysis.measures.small_groups.merge_small.__kwdefaults__", {"least": 1, "sizes": None, "pair": False})
    made = ei.complaint_kinds(table("complaints", KINDS), cycle=cycle)
    # K1 about two officers is one complaint of X and one of Y; K3 does not say; K4 was logged the day before the year began
    assert row(made, "All") == (3, 3) and row(made, "Delivery of duties and service") == (2, 3)
    assert row(made, "Police powers, policies and procedures") == (1, 3)


def test_kinds_of_fewer_than_ten_stand_together(cycle):
    words = ["service"] * 12 + ["powers"] * 9 + ["sexual"] * 4
    made = ei.complaint_kinds(table("complaints", pd.DataFrame({"category": words})), cycle=cycle)
    assert row(made, "Delivery of duties and service") == (12, 25) and row(made, "Small groups together") == (13, 25)


@pytest.mark.parametrize(
    "make, name, column",
    [
        (ei.complaint_kinds, "complaints", "category"),
        (ei.grievance_outcomes, "grievances", "outcome"),
        (ei.case_action, "misconduct_cases", "discrimination_flag"),
        (ei.case_action, "misconduct_cases", "sexual_or_da_flag"),
    ],
)
def test_a_column_that_nobody_filled_is_not_a_no(cycle, make, name, column):
    said = {"discrimination_flag": "Y", "sexual_or_da_flag": "N"} if name == "misconduct_cases" else {}
    drawn = {"person_ref": "P1", **{key: value for key, value in said.items() if key != column}}
    made = make(table(name, pd.DataFrame([drawn]), **({"closed": "2022-09-01"} if name == "grievances" else {})), cycle=cycle)
    assert made.missing.columns == (column,) and made.missing.reason == "the column is blank in every row"


def test_a_case_that_does_not_say_what_it_alleges_is_not_one_alleging_neither(cycle):
    cases = misconduct("""
        case_ref  person_ref  received    finalised   discrimination_flag  sexual_or_da_flag  outcome
        C1        P1          2022-05-01  2022-06-01  .                    N                  none
        C2        P2          2022-05-01  2022-06-01  N                    N                  none
        C3        P3          2022-05-01  2022-06-01  .                    Y                  none
        C4        P4          2021-03-01  2022-06-01  Y                    .                  none
        C4        P4          2021-03-01  2022-06-01  .                    .                  none
    """)
    ended = ei.case_action(cases, cycle=cycle, months=36)
    assert row(ended, "Alleging neither", step="Any action taken") == (0, 1)  # C2 alone says so
    assert row(ended, "Not recorded", step="Any action taken") == (0, 1)  # C1
    assert row(ended, "Alleging discrimination", step="Any action taken") == (0, 1)
    years = ei.discrimination_cases(cases, cycle=cycle, months=12)
    assert row(years, "All", year="Year to March 2023") == (0, 1)  # only C2 says whether it alleges discrimination


def test_an_injury_on_any_row_of_a_person_is_an_injury(cycle):
    made = ei.force_injuries(
        table(
            "use_of_force",
            """
        incident_ref  tactic            officer_ethnicity  injury
        F1            Unarmed skills    White              .
        F1            Ground restraint  White              none
        F2            Unarmed skills    White              none
        F2            Ground restraint  White              minor
        F3            Unarmed skills    White              .
    """,
        ),
        cycle=cycle,
        by="officer_ethnicity",
        months=12,
    )
    assert row(made, "White") == (1, 2)  # F2 was hurt though its first row says none, F1 was not, F3 does not say


def searched(*months, each=50):
    frame = pd.DataFrame(
        [
            {
                "month": month,
                "searched_at": pd.Timestamp(f"{month}-15 12:00", tz="Europe/London"),
                "person_searched": True,
                "officer_ethnicity": "White",
                "object": "Controlled drugs",
            }
            for month in months
            for _ in range(each)
        ]
    )
    return TypedTable("stop_search", frame)


def test_complaints_from_searches_are_of_the_months_there_are_searches_of(cycle):
    complaints = table(
        "complaints",
        """
        complaint_ref  person_ref  logged      factor
        K1             P1          2022-05-03  search
        K1             P2          2022-05-03  search
        K2             P1          2022-06-03  search
        K3             P1          2022-05-03  arrest
        K4             P1          2022-11-03  search
        K5             P1          2022-05-03  .
    """,
    )
    made = ei.complaints_per_search(complaints, searched("2022-05", "2022-06"), cycle=cycle)
    # K1 once, K2; K4 came in a month without a file of searches, and would be set against none
    assert row(made, "All") == (2, 100) and made.unreleased["rate"].iloc[0] == pytest.approx(0.02)
    blank = table("complaints", "complaint_ref  person_ref\nK1  P1")
    assert ei.complaints_per_search(blank, searched("2022-05"), cycle=cycle).missing.columns == ("factor",)


def test_a_longer_period_does_not_stretch_what_samples_of_a_year_were_drawn_from(cycle):
    longer = replace(cycle, period_start=date(2021, 4, 1))
    drawn = table("dip_samples", pd.DataFrame({"officer_ethnicity": ["White"] * 5, "object": ["Controlled drugs"] * 5}))
    made = ei.sample_coverage(drawn, searched("2021-06", "2022-06"), cycle=longer, by="officer_ethnicity")
    assert row(made, "White") == (5, 50)  # not of the 100 of both years
    shares = ei.force_by_population(table("use_of_force", FORCE), searched("2021-06", "2022-06"), ei.load_benchmarks(cycle), cycle=longer)
    assert row(shares, "All", population="People searched, as the officer described them") == (50, 50)


def test_a_tribunal_claim_lodged_after_the_period_is_not_live_at_its_end(cycle):
    lodged = table("grievances", "lodged  tribunal\n2022-05-01  live\n2023-05-01  live")
    made = ei.grievance_caseload(lodged, workforce("person_ref\nP1\nP2"), cycle=cycle)
    assert row(made, "All", state="With a live tribunal claim") == (1, 2) == row(made, "All", state="Live at the end")


def test_women_at_work_are_not_all_officers(cycle):
    lodged = table("grievances", pd.DataFrame({"sex": ["F"] * 12 + ["M"] * 12, "lodged": "2022-04-05"}))
    made = ei.grievance_steps(lodged, cycle=cycle, by="women")
    assert set(made.counts["group"]) == {"All", "Women officers and staff", "All other officers and staff"}
    said = str(ei.findings(ei.release(ei.compare(made, reference="All other officers and staff"), cycle.policy)))
    assert "grievances of women officers and staff" in said and "staff and staff" not in said


def test_what_is_drawn_of_searches_is_told_of_incidents_and_not_of_people(cycle):
    """Three of one car are one incident; whether one person was searched twice, nobody knows."""
    whole = searched("2022-06")
    whole = replace(whole, frame=whole.frame.assign(encounter=["car"] * 3 + [f"E{n}" for n in range(len(whole.frame) - 3)]))
    drawn = table("dip_samples", pd.DataFrame({"officer_ethnicity": ["White"] * 5, "object": ["Controlled drugs"] * 5}))
    notes = " ".join(ei.sample_coverage(drawn, whole, cycle=cycle, by="officer_ethnicity").definition.notes)
    assert "one incident" in notes and "Some people stand more than once" not in notes

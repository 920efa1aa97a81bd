"""A file without a column that it need not have: what reads it is not available and says which, and no other question stops."""

from dataclasses import replace

import pytest

import eianalysis as ei
from eianalysis.cycle import load_cycle
from eianalysis.errors import UsageError
from eianalysis.measures.lacking import Asked, or_lacking
from eianalysis.measures.vetting import UNKNOWN
from eianalysis.synthetic.write import write


@pytest.fixture(scope="module")
def force():
    return ei.force("2023-04")


def without(force, loader, table, *columns):
    whole = force.table(table)
    gone = {name for name in whole.groupings if not set(whole.groupings[name]).isdisjoint(columns)}
    groupings = {name: levels for name, levels in whole.groupings.items() if name not in gone}
    return force.holding(**{loader: replace(whole, frame=whole.frame.drop(columns=list(columns)), groupings=groupings)})


def test_a_column_that_is_read_and_not_there_is_named(force):
    table, column = "misconduct_cases", "finalised"
    names = [name for name, (measure, _) in force.standing.items() if measure.counts.of == table]
    lacking = without(force, "misconduct", table, column)
    results = {name: lacking.stand(name) for name in names}
    missing = {name: result.missing for name, result in results.items() if result.missing}
    assert missing and all((each.file, each.columns) == (table, (column,)) for each in missing.values())
    assert len(missing) < len(names), "what does not read it is counted"
    whole = {name: force.stand(name) for name in names if name not in missing}
    assert all(results[name].unreleased.equals(whole[name].unreleased) for name in whole), "and counted as before"


def test_what_a_page_splits_by_is_left_out_and_said_and_the_rest_is_as_before(force):
    found = without(force, "grievances", "grievances", "disability").ask("grievance_rate", by=["sex", "disability"])
    assert "Not split by disability: grievances has no such column." in found.definition.notes and not found.missing
    assert found.counts.equals(force.ask("grievance_rate", by=["sex"]).counts)


def test_who_asks_by_nothing_else_is_told(force):
    made = without(force, "grievances", "grievances", "disability").ask("grievance_rate", by="disability")
    assert (made.missing.file, made.missing.columns, made.missing.reason) == ("grievances", ("disability",), "the column is not there")
    with pytest.raises(UsageError, match="grievances cannot be grouped by 'disabilty'"):
        force.ask("grievance_rate", by="disabilty")


def test_a_part_that_a_release_is_not_split_by_is_not_available(force):
    released = force.ask("grievance_rate", by="sex").release()
    assert released.only(characteristic="disability").missing.columns == ("disability",)
    assert len(released.only(characteristic=["sex", "sex"]).table) == len(released.table)
    with pytest.raises(UsageError, match="has no characteristic 'disabilty'"):
        released.only(characteristic="disabilty")


def test_a_fault_of_another_kind_is_raised(force):
    broken = replace(force.grievances, frame=force.grievances.frame.drop(columns="worker_type"))
    measure, _ = force.standing["grievance_rate"]
    asked = Asked(measure, measure.words, [broken])
    for count in (lambda by: broken.frame["no column of ours"], lambda by: {}["worker_type"]):  # the words of a dictionary of ours are no column
        with pytest.raises(KeyError):
            or_lacking(count, None, asked)
    for count in (lambda by: broken.frame["worker_type"], lambda by: broken.frame[["sex", "worker_type"]], lambda by: broken.frame.groupby("worker_type")):
        assert or_lacking(count, None, asked).missing.columns == ("worker_type",)


@pytest.mark.parametrize(
    ("loader", "table", "column", "question"),
    [
        ("dip_samples", "dip_samples", "reviewed", "dip_findings"),
        ("exit_interviews", "exit_interviews", "completed", "exit_interview_steps"),
        ("exit_interviews", "exit_interviews", "refused", "exit_interview_steps"),
        ("stay_interviews", "stay_interviews", "offered", "stay_interview_steps"),
    ],
)
def test_a_tick_that_is_not_in_the_file_is_not_a_no(force, loader, table, column, question):
    """Taken for a no, 0 of all samples were reviewed, and nobody who left was interviewed."""
    made = without(force, loader, table, column).stand(question)
    assert made.missing and made.missing.columns == (column,)


@pytest.mark.parametrize(("column", "question"), [("removed_on", "clearance_standing"), ("removed_on", "clearance_overdue_share")])
def test_what_is_taken_in_the_stead_of_a_column_is_said(force, column, question):
    note = UNKNOWN[column]
    assert note in without(force, "vetting", "vetting", column).stand(question).definition.notes
    assert note not in force.stand(question).definition.notes


@pytest.mark.parametrize("column", ["eligibility", "assessment", "force_interview", "medical", "vetting", "offer", "joined"])
def test_applications_that_stop_at_a_stage_that_is_not_in_the_file_are_in_no_figure(force, column):
    """Without it those who failed there were neither unsuccessful nor through: every base of recruitment was another."""
    lacking = without(force, "applications", "applications", column)
    for question in ("applicant_share", "recruitment_stage_rate", "recruitment_offer_rate", "sift_pass_rate"):
        made = lacking.stand(question)
        assert made.missing.columns == (column,) and f'write {column} = "not required" under [table.constants]' in made.missing.reason


def test_a_stage_that_let_everybody_through_is_not_missed(force):
    """So is one of which the mapping says that it was no stage."""
    whole = force.applications
    rows = whole.frame
    through = rows[rows["medical"].isin(["pass", "not required"]) | rows["medical"].isna() & ~rows["interview"].isin(["pass", "not required"])]
    through = through[through["force_interview"].ne("fail") & through["force_interview"].ne("withdrawn")]
    kept = force.holding(applications=replace(whole, frame=through.assign(medical=through["medical"].mask(through["medical"].eq("pass"), "not required"))))
    lacking = without(kept, "applications", "applications", "medical")
    assert not lacking.ask("applicant_share").missing and lacking.ask("applicant_share").counts.equals(kept.ask("applicant_share").counts)


@pytest.mark.parametrize(
    ("loader", "table", "column", "question", "gone"),
    [
        ("misconduct", "misconduct_cases", "finding", "misconduct_stage_rate", {"Proven", "Dismissed"}),
        ("misconduct", "misconduct_cases", "outcome", "misconduct_stage_rate", {"Dismissed", "Any action taken"}),
        ("complaints", "complaints", "action", "complaint_steps", {"Something was done"}),
        ("grievances", "grievances", "outcome", "grievance_steps", {"Upheld in whole or in part"}),
        ("dip_samples", "dip_samples", "learning", "dip_findings", {"Something to learn"}),
    ],
)
def test_a_step_that_nothing_tells_is_named_and_the_others_are_as_before(force, loader, table, column, question, gone):
    key = "stage" if question == "misconduct_stage_rate" else "step"
    whole, made = force.ask(question), without(force, loader, table, column).ask(question)
    assert set(whole.counts[key]) - set(made.counts[key]) == gone
    for step in gone:
        assert any(note.startswith(f"Not told: {step}.") and column in note for note in made.definition.notes)
    assert made.counts.reset_index(drop=True).equals(whole.counts[~whole.counts[key].isin(gone)].reset_index(drop=True))


def test_a_rate_of_nought_is_not_made_of_an_outcome_that_is_not_there(force):
    assert without(force, "misconduct", "misconduct_cases", "outcome").ask("case_action_rate").missing.columns == ("outcome",)


@pytest.mark.parametrize("question", ["search_positive_outcome_rate", "searches_by_month"])
def test_searches_without_an_outcome_are_not_available(force, question):
    assert without(force, "stop_search", "stop_search", "positive").ask(question).missing.columns == ("positive",)


def test_who_came_is_counted_for_good_where_nothing_says_how_long_it_holds(force):
    made = without(force, "training", "training_attendance", "expires").ask("training_coverage/our_people")
    note = "Whoever attended counts, however long ago: no certificate is taken to run out. (training attendance has no such column: expires)"
    assert note in made.definition.notes and note not in force.ask("training_coverage/our_people").definition.notes


def test_what_leavers_alone_have_makes_no_base(force):
    """Those who stayed had no directorate: everybody who had one had left."""
    lacking = without(force, "workforce", "workforce_snapshot", "directorate")
    assert lacking.ask("leaver_rate_person_years", by="directorate").missing.columns == ("directorate",)


def test_a_group_that_only_the_snapshots_know_is_said_to_be_theirs(force):
    made = without(force, "leavers", "leavers", "unit").ask("voluntary_turnover_start_headcount", by="unit")
    assert any("the group that the other records last say: leavers has no such column" in note for note in made.definition.notes)


def test_people_who_are_away_are_not_counted_as_there_because_nothing_says_so(force):
    away = replace(force, cycle=replace(force.cycle, service=replace(force.cycle.service, career_breaks="away")), given=True)
    assert not away.ask("leaver_rate_person_years", by="sex").missing
    made = without(away, "workforce", "workforce_snapshot", "career_break").ask("leaver_rate_person_years", by="sex")
    assert made.missing.columns == ("career_break",) and "nothing says who they are" in made.missing.reason


def test_a_column_that_nobody_filled_is_as_good_as_none_and_said_to_be_blank(force):
    whole = force.table("training_attendance")
    blank = force.holding(training=replace(whole, frame=whole.frame.assign(expires=whole.frame["expires"].mask(whole.frame["status"].notna()))))
    assert (made := blank.ask("first_aiders").missing).columns == ("expires",) and made.reason == "the column is blank in every row"
    assert any("nobody filled it in training attendance: expires" in note for note in blank.ask("training_coverage/our_people").definition.notes)


def test_where_blanks_are_what_is_counted_a_blank_column_is_the_finding(force):
    whole = force.table("workforce_snapshot")
    blank = force.holding(workforce=replace(whole, frame=whole.frame.assign(religion="Not recorded"))).ask("declaration_rate").counts
    assert blank.loc[blank["group"].eq("Religion or belief"), "numerator"].eq(0).all()


def test_a_stage_that_the_mapping_calls_none_is_none(root, tmp_path, make_force):
    """The advice that a missing stage is answered with, followed."""
    (tmp_path / "cycles").mkdir()
    text = (root / "data" / "cycles" / "2023-04.toml").read_text(encoding="utf-8").replace('"demo"', '"real"')
    (tmp_path / "cycles" / "2023-04.toml").write_text(text, encoding="utf-8")
    cycle = load_cycle("2023-04", data_dir=tmp_path)
    write(cycle.raw_dir, tables={"applications": make_force(seed=7, people=200, searches=False)["applications"].drop(columns="medical")})
    before = ei.force(cycle).ask("recruitment_offer_rate", by="sex")
    assert before.missing.columns == ("medical",)
    (cycle.raw_dir / "mapping.toml").write_text('[[table]]\ntable = "applications"\nfile = "applications.csv"\n[table.constants]\nmedical = "not required"\n')
    after = ei.force(cycle).ask("recruitment_offer_rate", by="sex")
    assert not after.missing and after.counts["denominator"].gt(0).all()

"""A force as one object: narrowed together, asked by id, crossed, year by year, with tables of one's own."""

from dataclasses import replace

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.errors import UsageError
from eianalysis.measures.windows import window

LEFT = "turnover_start_headcount_ex_transfers"


@pytest.fixture(scope="module")
def force():
    return ei.force("2023-04")


def counts(result, **wanted):
    rows = result.counts
    for column, value in wanted.items():
        rows = rows[rows[column] == value]
    return rows.set_index("group")[["numerator", "denominator"]].astype(float)


class TestNarrowing:
    def test_a_filter_narrows_the_counts_to_whom_it_names(self, force):
        unit = counts(force.ask(LEFT, by="directorate", months=36)).loc["Local Policing"]
        alone = counts(force.where(directorate="Local Policing").ask(LEFT, by="sex", months=36)).loc["All"]
        assert tuple(unit) == tuple(alone)

    def test_tables_narrowed_unlike_are_narrowed_alike(self, force):
        people = force.people.where(directorate="Local Policing")
        made = ei.turnover(people, force.leavers, force.joiners, cycle=force.cycle, by="sex", months=36)
        assert counts(made).equals(counts(force.where(directorate="Local Policing").ask(LEFT, by="sex", months=36)))

    def test_tables_narrowed_to_different_parts_are_refused(self, force):
        with pytest.raises(UsageError, match="their rows are not of the same people. Narrow the whole force at once"):
            ei.turnover(force.people.where(unit="TFG"), force.leavers.where(unit="PPU"), force.joiners, cycle=force.cycle, by="sex")

    def test_the_advice_of_that_message_cures(self, force):
        assert not force.where(unit="TFG").ask(LEFT, by="sex").missing

    @pytest.mark.parametrize(
        "wrong, said",
        [
            ({"unit": "Firearms"}, "'Firearms' is not a value of unit; did you mean 'TFG'?"),
            ({"sex": "Femal"}, "'Femal' is not a value of sex; did you mean 'Female'?"),
            ({"rankband": "Sergeant"}, "no table of this force has the column 'rankband'; did you mean 'rank_band'?"),
        ],
    )
    def test_what_does_not_occur_is_told_with_the_nearest(self, force, wrong, said):
        with pytest.raises(UsageError) as told:
            force.where(**wrong)
        assert said in str(told.value)

    def test_a_filter_on_a_table_that_a_force_lacks_leaves_its_questions_not_available(self, force):
        """A page asks of one kind of offence: of a force without the table that is no slip, as it would be of a misspelt column."""
        lacking = force.holding(outcomes=replace(force.table("cj_outcomes"), frame=force.table("cj_outcomes").frame.iloc[:0], absent=True))
        made = lacking.where(vawg=True).ask("cj_charge_change")
        assert made.missing.file == "cj_outcomes" and lacking.where(vawg=True).people.frame.equals(force.people.frame)
        with pytest.raises(UsageError, match="no table of this force has the column 'vawgg'; did you mean 'vawg'?"):
            lacking.where(vawgg=True)

    def test_a_code_is_read_as_its_word(self, force):
        assert force.where(sex="F").people.frame["sex"].unique().tolist() == ["Female"]

    def test_joined_since_keeps_who_joined_since(self, force):
        rows = force.joined("2015-01-01").people.frame
        assert len(rows) and rows.groupby("person_ref")["service_start"].max().min() >= pd.Timestamp("2015-01-01")

    @pytest.mark.parametrize(
        "made",
        [
            lambda force: force.where(object="Controlled drugs").ask("search_find_rate", by="ethnicity_2"),
            lambda force: force.joined("2015-01-01").ask("survival_by_service", by="ethnicity_2"),
            lambda force: force.where(directorate="Local Policing").ask(LEFT, by="sex"),
        ],
    )
    def test_a_filter_in_force_is_said_everywhere(self, force, made):
        released = made(force).release()
        word = {"search_find_rate": "controlled drugs", "survival_by_service": "1 January 2015", LEFT: "Local Policing"}[released.measure]
        drawn = ei.plot_survival(released) if released.shape == "curve" else ei.plot_rates(released)
        for said in (ei.table(released), ei.findings(released), ei.explain(released), drawn.alt, drawn.caption):
            assert word.casefold() in str(getattr(said, "text", said)).casefold(), type(said)

    def test_nothing_is_read_twice(self, force):
        assert force.where(sex="F").read is force.read
        assert force.people.frame is force.table("workforce_snapshot").frame


class TestAsking:
    def test_verbs_are_methods_with_the_cycles_references(self, force):
        rows = force.ask("stability_12m", by="sex").compare().release().table
        assert set(rows["reference"].dropna()) == {force.cycle.reference["sex"]}

    def test_references_are_those_that_the_declaration_names(self, force):
        drawn = force.ask("dip_coverage").compare().unreleased
        assert set(drawn["reference"].dropna()) == {"the rest"}
        offered = force.ask("recruitment_offer_rate", by="marital").detectable().unreleased
        assert set(offered["reference"].dropna()) == {"Married"}

    def test_a_scheme_is_set_beside_those_outside_it_whichever_it_is(self, force):
        for measure, scheme in (("application_by_scheme", "mentoring"), ("promotion_by_scheme", "coaching")):
            beside = force.ask(measure, scheme=scheme).adjust_for("rank_band")
            assert beside.measure == measure
            assert set(beside.unreleased["reference"].dropna()) == {f"Not in {scheme}"}

    def test_an_unknown_measure_is_told_with_the_nearest(self, force):
        with pytest.raises(UsageError, match="there is no measure 'stability_12'; did you mean 'stability_12m'"):
            force.ask("stability_12")

    def test_words_follow_the_people_counted(self, force):
        said = force.ask(LEFT, by="sex", worker_type="staff").definition
        assert said.noun == "police staff" and "officer" not in f"{said.title} {said.numerator} {said.base_unit} {said.notes}"

    def test_two_characteristics_are_crossed_and_add_up_to_each(self, force):
        rows = force.ask("cohort_retention", by="route * ethnicity_2").counts
        rows = rows[rows["after"] == "1 year"]
        alone, both = (rows[rows["characteristic"] == name] for name in ("ethnicity_2", "route_by_ethnicity_2"))
        whites = both[both["group"].str.endswith(", White")]["denominator"].sum()
        assert 0 < whites == alone.loc[alone["group"] == "White", "denominator"].iloc[0]

    @pytest.mark.parametrize("months", [12, "12", "12m", 12.0, [12], ["12 months"]])
    def test_months_are_read_as_people_write_them(self, force, months):
        assert force.ask(LEFT, by="sex", months=months).counts["window"].unique().tolist() == ["12m"]

    @pytest.mark.parametrize(
        "wrong, said",
        [
            ({"months": []}, "months is empty"),
            ({"months": "a year"}, "say it as 12"),
            ({"months": 18}, "whole number of years"),
            ({"by": []}, "by is empty"),
            ({"worker_type": "Oficer"}, "did you mean 'officer'"),
            ({"by": "sexx"}, "did you mean 'sex'"),
            ({"worker_typ": "staff"}, "did you mean 'worker_type'"),
            ({"every": "week"}, "every is 'week'"),
        ],
    )
    def test_odd_arguments_end_in_one_message(self, force, wrong, said):
        with pytest.raises(UsageError) as told:
            force.ask(LEFT, **{"by": "sex", **wrong})
        assert said in str(told.value)


class TestEachPeriod:
    def test_each_year_is_the_year_asked_by_itself(self, force):
        rows = force.ask("stability_12m", by="sex", every="year")
        for name, year in rows.counts.groupby("year", sort=False):
            cycle = ei.load_cycle("2023-04")
            end = year["period_end"].iloc[0]
            alone = ei.force(__import__("dataclasses").replace(cycle, period_start=year["period_start"].iloc[0].date(), period_end=end.date()))
            assert counts(rows, year=name).equals(counts(alone.ask("stability_12m", by="sex")))

    def test_periods_end_on_the_cut_off_and_an_incomplete_first_one_is_dropped_and_said(self, force):
        rows = force.ask("promotion_apply_rate", by="sex", every="year")
        assert rows.counts["year"].iloc[0] == "Year to March 2023"
        first, last = rows.counts["period_start"].min(), rows.counts["period_end"].max()
        assert last == pd.Timestamp(force.cycle.period_end) and first >= force.promotions.frame["opened"].min()
        assert "is left out: the records, which begin on" in rows.definition.notes[-1]

    def test_quarters_add_up_to_the_year(self, force):
        quarters = force.ask("search_find_rate", by="ethnicity_2", every="quarter")
        last = quarters.counts[quarters.counts["quarter"].isin(quarters.counts["quarter"].unique()[:4])]
        year = counts(force.ask("search_find_rate", by="ethnicity_2"))
        assert last.groupby("group")["denominator"].sum().to_dict() == year["denominator"].to_dict()

    def test_a_window_is_its_usual_self_afterwards(self, force):
        force.ask("stability_12m", by="sex", every="year")
        assert window(force.cycle, 36).name == "36m"


class TestTablesOfOnesOwn:
    @pytest.fixture
    def frame(self, force):
        rows = force.leavers.frame.drop_duplicates("person_ref").head(60)
        made = pd.DataFrame({"person_ref": rows["person_ref"].to_numpy(), "positive": [True, False, False] * 20})
        return pd.concat([made, pd.DataFrame({"person_ref": ["nobody", made["person_ref"].iloc[0]], "positive": [True, True]})])

    def test_rows_found_not_found_and_twice_are_counted(self, force, frame):
        join = force.with_table("sentiment", frame, key="person_ref", source="exit survey").joins["sentiment"]
        assert (join.matched, join.unmatched, join.twice) == (61, 1, 1)

    def test_it_is_split_by_what_the_force_knows_with_labels(self, force, frame):
        mine = force.with_table("sentiment", frame, key="person_ref", source="exit survey").sentiment
        made = ei.share(mine, "positive", by="leaver_type", measure="positive_exits")
        assert "Voluntary resignation" in set(made.counts["group"]) and "VR" not in set(made.counts["group"])
        assert counts(made).loc["All"].tolist() == [22, 62] and "nan" not in set(made.counts["group"])

    def test_a_mark_of_invented_people_is_inherited(self, force, frame):
        mine = force.with_table("sentiment", frame, key="person_ref", source="exit survey").sentiment
        assert mine.synthetic and ei.share(mine, "positive", by="sex", measure="x").release(force.cycle.policy).synthetic

    @pytest.mark.parametrize(
        "change, said",
        [
            (dict(name="leavers"), "the force has one of that name"),
            (dict(key="person"), "did you mean 'person_ref'"),
            (dict(frame=[1]), "it should be a DataFrame"),
            (dict(frame=pd.DataFrame({"person_ref": ["x"]})), "are the references the same?"),
        ],
    )
    def test_what_cannot_be_joined_is_refused(self, force, frame, change, said):
        given = {"name": "sentiment", "frame": frame, "key": "person_ref", **change}
        with pytest.raises(UsageError) as told:
            force.with_table(given.pop("name"), given.pop("frame"), source="exit survey", **given)
        assert said in str(told.value)


class TestCountingPeople:
    def test_a_text_is_no_yes_or_no(self, force):
        with pytest.raises(UsageError, match="'sex' of workforce_snapshot is not a yes/no column; ask by=\"sex\".* make one before with_table"):
            ei.share(force.people.where(as_at="2023-03-31"), "sex", by="unit", measure="x")

    def test_seven_snapshots_are_not_seven_times_the_people(self, force):
        with pytest.raises(UsageError, match='a person would be counted once in each; take one, as .where\\(as_at="2023-03-31"\\)'):
            ei.share(force.people, "acting", by="sex", measure="acting")
        assert len(ei.share(force.people.where(as_at="2023-03-31"), "acting", by="sex", measure="acting").counts)

    def test_the_word_of_the_files_is_the_suggestion(self, force):
        with pytest.raises(UsageError, match="cannot be grouped by 'self_defined_ethnicity'; did you mean 'ethnicity'"):
            force.ask(LEFT, by="self_defined_ethnicity")

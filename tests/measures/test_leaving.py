"""Rates of leaving, exit types, cohorts, interviews and return from leave: counted by hand, and known effects found again."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

import eianalysis as ei
from eianalysis import stats
from eianalysis.errors import DisclosureError, UsageError
from eianalysis.measures.interviews import asked
from eianalysis.measures.retention_target import years_to_show
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import LEAVER_FAMILY
from tests.builders import joiners, leavers, row, table, workforce


@pytest.fixture
def cycle(root):
    return replace(ei.load_cycle("2023-04", data_dir=root / "data"), primary_comparisons=())


@pytest.fixture
def force(cycle):
    return {"people": ei.load_workforce(cycle), "leavers": ei.load_leavers(cycle), "joiners": ei.load_joiners(cycle), "cycle": cycle}


PEOPLE = workforce("""
    person_ref  service_start  as_at       sex  directorate
    A           2010-04-01     2020-03-31  F    East
    B           2019-04-01     2020-03-31  M    East
    C           2000-04-01     2020-03-31  M    West
""")
LEFT = leavers("""
    person_ref  leave_date  service_start  sex  leaver_type  directorate  reason_theme
    B           2020-10-01  2019-04-01     M    VR           East         leadership
    C           2022-04-01  2000-04-01     M    NR           West         retirement
    D           2022-12-31  2022-07-01     F    TR           West         relocation
""")
CAME = joiners("person_ref  start_date  sex  directorate\nD  2022-07-01  F  West")


class TestPersonYears:
    def test_each_is_counted_for_the_days_they_were_there(self, cycle):
        result = ei.leaver_rate(PEOPLE, LEFT, CAME, cycle=cycle, by="sex")
        year = row(result, group="All", window="12m")
        # A the whole year (365 days), C one day, D from 1 July to 31 December (183 days)
        assert year.numerator == 2 and year.denominator * 365.25 == pytest.approx(365 + 1 + 183)
        assert row(result, group="Male", window="36m").denominator * 365.25 == pytest.approx(184 + 731)

    def test_voluntary_counts_resignations_over_the_same_years(self, cycle):
        result = ei.leaver_rate(PEOPLE, LEFT, CAME, cycle=cycle, by="sex", measure="voluntary_leaver_rate_person_years")
        found = row(result, group="All", window="36m")
        assert found.numerator == 1
        assert found.denominator == row(ei.leaver_rate(PEOPLE, LEFT, CAME, cycle=cycle, by="sex"), group="All", window="36m").denominator

    def test_the_first_two_years_are_all_that_early_leaving_looks_at(self, cycle):
        result = ei.early_leaving(PEOPLE, LEFT, CAME, cycle=cycle, by="sex", within="directorate")
        east = row(result, group="All", directorate="East")
        assert east.numerator == 1 and east.denominator * 365.25 == pytest.approx(184)  # B; A has served ten years
        assert row(result, group="All", directorate="All").numerator == 2

    def test_expected_leavers_add_up_to_the_observed(self, force):
        result = ei.leaver_rate(**force, by="ethnicity_2", measure="leaver_rate_standardised_for_service", months=36)
        frame = result.counts
        everybody = frame[frame["group"] == "All"].iloc[0]
        assert everybody["denominator"] == pytest.approx(everybody["numerator"])
        assert frame[frame["group"] != "All"]["denominator"].sum() == pytest.approx(everybody["denominator"])

    def test_its_interval_is_that_of_the_standardised_ratio(self, force):
        result = ei.leaver_rate(**force, by="sex", measure="leaver_rate_standardised_for_service", months=36)
        found = row(result, group="Female")
        ratio = stats.standardised_ratio(found.numerator, found.denominator)
        assert (found.rate, found.rate_low, found.rate_high) == pytest.approx(tuple(ratio))

    def test_a_misspelt_measure_is_named(self, force):
        with pytest.raises(UsageError, match="did you mean 'leaver_rate_person_years'"):
            ei.leaver_rate(**force, by="sex", measure="leaver_rate_person_year")


@pytest.mark.parametrize(
    "measure, leavers_, base",
    [
        ("turnover_start_headcount_inc_transfers", 2, 2),
        ("turnover_average_headcount_ex_transfers", 1, 1.5),
        ("voluntary_turnover_start_headcount", 0, 2),
        ("voluntary_turnover_average_headcount", 0, 1.5),
    ],
)
def test_turnover_says_in_its_name_what_it_counts(cycle, measure, leavers_, base):
    found = row(ei.turnover(PEOPLE, LEFT, CAME, cycle=cycle, by="sex", measure=measure), group="All")
    assert (found.numerator, found.denominator) == (leavers_, base)  # A and C at the start, A at the end


class TestDoors:
    def test_doors_and_those_still_in_add_up_to_everybody(self, force):
        made = ei.exit_routes(**force, by="worker_type")
        gone = made.counts.sort_values("time").groupby("cause")["estimate"].last().sum()
        curve = ei.survival(**force, by="worker_type").counts
        assert gone + curve["estimate"].iloc[-1] == pytest.approx(1)

    def test_it_is_not_one_minus_kaplan_meier_of_one_door(self, force):
        made = ei.exit_routes(**force, by="worker_type").counts
        transfer = made[made["cause"] == "Transfer"]
        alone = 1 - np.cumprod(1 - transfer["events"] / transfer["at_risk"])
        assert alone.iloc[-1] > transfer["estimate"].iloc[-1] + 0.05

    def test_every_step_shown_has_nobody_or_at_least_five_by_every_door(self, force, cycle):
        made = ei.exit_routes(**force, by="sex")
        shown = ei.release(made, cycle.policy).table
        assert (shown["status"] == "shown").sum() >= 20
        for (group, cause), points in shown[shown["estimate"].notna()].groupby(["group", "cause"]):
            own = made.counts[(made.counts["group"] == group) & (made.counts["cause"] == cause)]
            done = [own.loc[own["time"] <= time + 1e-9, "events"].sum() for time in points["time"]]
            assert all(step == 0 or step >= 5 for step in np.diff(done)), (group, cause)

    def test_a_curve_of_all_doors_together_gives_none_of_them_away(self, force, cycle):
        shown = ei.release(ei.exit_routes(**force, by="sex"), cycle.policy).table
        shown = shown[shown["estimate"].notna()]
        for _, rows in shown.groupby("group"):
            assert rows.groupby("cause")["time"].apply(tuple).nunique() == 1  # one grid for all exit types

    def test_shares_by_door_need_the_leavers_alone(self, cycle):
        result = ei.leaver_routes(LEFT, cycle=cycle, by="sex")
        assert row(result, group="All", route="Resignation").numerator == 1
        assert row(result, group="Female", route="Transfer").rate == 1

    def test_avoidable_leavers_are_those_who_resigned_and_said_so(self, cycle):
        found = row(ei.avoidable_leavers(LEFT, cycle=cycle, by="sex"), group="All")
        assert (found.numerator, found.denominator) == (1, 1)


class TestCohorts:
    def test_cohorts_are_followed_all_the_way_or_left_out(self, cycle):
        came = joiners("""
            person_ref  start_date  route        buddy_allocated
            P1          2021-01-01  probationer  Y
            P2          2021-01-01  probationer  N
            P3          2022-06-01  transferee   N
        """)
        gone = leavers("person_ref  leave_date  service_start\nP2  2021-12-31  2021-01-01")
        result = ei.cohort_retention(PEOPLE, gone, came, cycle=cycle)
        assert row(result, group="All", after="1 year")[["numerator", "denominator"]].tolist() == [1, 2]
        buddies = ei.first_year_leavers(PEOPLE, gone, came, cycle=cycle)
        assert row(buddies, group="Without a buddy").numerator == 1 and row(buddies, group="With a buddy").numerator == 0

    def test_who_stays_to_the_anniversary_has_stayed(self, cycle):
        came = joiners("person_ref  start_date\nP1  2021-01-01")
        for day, stayed in (("2021-12-31", 0), ("2022-01-01", 1)):
            gone = leavers(f"person_ref  leave_date  service_start\nP1  {day}  2021-01-01")
            found = row(ei.cohort_retention(PEOPLE, gone, came, cycle=cycle, by="sex"), group="All", after="1 year")
            assert found.numerator == stayed, day

    def test_rejoiners_come_back_within_two_years_of_leaving(self, cycle):
        gone = leavers("""
            person_ref  leave_date  service_start  leaver_type
            A           2019-06-01  2010-01-01     VR
            B           2019-06-01  2010-01-01     VR
            C           2019-06-01  2010-01-01     DI
        """)
        came = joiners("person_ref  start_date\nA  2021-06-01\nB  2021-06-02")
        log = table("leaver_contacts", "person_ref  contacted_on  interested\nA  2020-01-01  N\nA  2020-02-01  Y\nB  2020-01-01  N")
        result = ei.rejoiners(gone, came, log, cycle=cycle, by="sex")
        back = row(result, group="All", step="Came back within two years")
        assert (back.numerator, back.denominator) == (1, 2)  # a dismissed officer is asked by nobody
        assert row(result, group="All", step="Contacted within two years").numerator == 2
        assert row(result, group="All", step="Contacted and open to it within two years").numerator == 1
        unasked = table("leaver_contacts", "person_ref  contacted_on\nB  2020-01-01")
        assert "Contacted and open to it within two years" not in set(ei.rejoiners(gone, came, unasked, cycle=cycle, by="sex").counts["step"])


class TestInterviews:
    LEFT = leavers("""
        person_ref  leave_date  service_start  leaver_type  planned  sex
        A           2022-06-01  2010-01-01     VR           Y        F
        B           2022-06-01  2010-01-01     VR           N        F
        C           2022-06-01  2010-01-01     NR           Y        M
        D           2022-06-01  2010-01-01     CB           Y        M
    """)
    ASKED = table(
        "exit_interviews",
        """
        person_ref  leave_date  leaver_type  worker_type  ethnicity_code  sex  offered  completed  refused  main_reason  comments
        A           2022-06-01  VR           officer      W1              F    N        Y          N        leadership   Ask-Inspector-Jones
        C           2022-06-01  NR           officer      W1              M    Y        N          Y        .            .
    """,
    )

    def test_who_has_no_row_was_not_offered_one_and_who_took_one_was(self, cycle):
        result = ei.exit_interviews(self.ASKED, self.LEFT, cycle=cycle, by="women")
        offered = row(result, group="All", step="Offered")
        assert (offered.numerator, offered.denominator) == (2, 3)  # a career break is not leaving
        everyone = asked(self.ASKED, self.LEFT, "officer").frame.set_index("person_ref")
        assert everyone["offered"].to_dict() == {"A": True, "B": False, "C": True}
        assert everyone.loc["B", "planned_exit"] == "Unplanned exit" and "comments" not in everyone
        assert row(result, group="All", step="Refused").numerator == 1

    def test_refusals_do_not_give_away_who_neither_took_nor_refused_one(self, cycle):
        result = ei.exit_interviews(self.ASKED, self.LEFT, cycle=cycle, by="women")
        assert set(result.counts.loc[result.counts["step"] == "Refused", "group"]) == {"All"}  # by group, a few would follow
        neither = self.ASKED.frame.assign(refused=False)  # C was offered one, and that is all
        result = ei.exit_interviews(replace(self.ASKED, frame=neither), self.LEFT, cycle=cycle, by="women")
        assert "Refused" not in set(result.counts["step"])  # 2 offered less 1 held less none refused: one person

    def test_free_text_never_leaves_the_table(self, cycle):
        with pytest.raises(DisclosureError, match="'comments' is free text"):
            ei.exit_interviews(self.ASKED, self.LEFT, cycle=cycle, by="comments")
        with pytest.raises(DisclosureError, match="free text"):
            ei.rate(self.ASKED, self.ASKED, by="sex", within=["comments"], measure="x")
        for result in (ei.exit_interviews(self.ASKED, self.LEFT, cycle=cycle), ei.exit_themes(self.ASKED, self.LEFT, cycle=cycle)):
            assert "Jones" not in result.counts.to_csv() + repr(result) + repr(self.ASKED)

    def test_no_page_of_the_synthetic_force_shows_what_was_said(self, root):
        said = "must never be shown"
        assert said in (root / "data" / "synthetic" / "exit_interviews.csv").read_text(encoding="utf-8")
        for page in (root / "notebooks").glob("06*.ipynb"):
            assert said not in page.read_text(encoding="utf-8")

    def test_tables_of_one_page_share_totals_that_are_all_shown_or_all_hidden(self, cycle):
        asked = {"interviews": ei.load_exit_interviews(cycle), "leavers": ei.load_leavers(cycle), "cycle": cycle}
        shown = ei.release(ei.exit_interviews(**asked), cycle.policy).table
        for step, rows in shown[shown["group"] == "All"].groupby("step"):
            assert rows["numerator"].isna().nunique() == 1 and rows["numerator"].dropna().nunique() <= 1, step

    def test_an_absent_table_says_which_file_would_help(self, cycle):
        nothing = TypedTable("exit_interviews", pd.DataFrame(), absent=True)
        result = ei.exit_interviews(nothing, self.LEFT, cycle=cycle)
        assert result.status == "not_available" and result.missing.file == "exit_interviews"
        assert "GLA-07" in result.missing.items


def test_return_from_leave_is_followed_for_a_year(cycle):
    leave = table(
        "family_leave",
        """
        person_ref  leave_kind  leave_from  due_back    returned_on  pattern_before  pattern_after  worker_type  ethnicity_code  sex
        A           maternity   2020-06-01  2021-03-01  2021-03-01   full            part           officer      W1              F
        B           adoption    2020-06-01  2021-03-01  2021-03-08   full            full           officer      W1              F
        C           maternity   2021-06-01  2022-03-01  .            full            .              officer      W1              F
        D           maternity   2021-09-01  2022-09-01  2022-09-01   part            part           officer      W1              F
    """,
    )
    gone = leavers("person_ref  leave_date  service_start\nB  2021-12-01  2010-01-01\nC  2022-02-01  2010-01-01")
    result = ei.maternity_return(leave, gone, cycle=cycle)
    found = {step: tuple(row(result, group="All", step=step)[["numerator", "denominator"]]) for step in result.counts["step"].unique()}
    assert found == {"Returned to work": (3, 4), "Still in post a year after returning": (1, 2), "Left full time for another pattern on return": (1, 2)}


class TestTarget:
    def released(self, force, cycle, **more):
        made = ei.turnover(**force, by=["ethnicity_2"], months=[12, 36], measure="voluntary_turnover_start_headcount")
        return ei.release(ei.compare(made, reference={"ethnicity": "White"}), cycle.policy)

    def test_it_is_worked_out_from_what_is_released(self, force, cycle):
        shown = self.released(force, cycle)
        rows = shown.table.query("window == '36m' and group in ('Ethnic minorities', 'White')").set_index("group")
        fewer = rows.loc["Ethnic minorities", "denominator"] / 3 * (rows.loc["Ethnic minorities", "rate"] - rows.loc["White", "rate"])
        lines = ei.retention_target(shown).counts.set_index("question")["answer"]
        assert f"About {fewer:.1f} fewer a year" in lines["How many fewer leavers is that?"]
        assert "8 times in 10" in lines["When could it be shown to be met?"]

    def test_where_a_figure_is_hidden_it_says_so_and_nothing_else(self, force, cycle):
        made = ei.compare(ei.turnover(**force, by="ethnicity_5", months=12), reference={"ethnicity": "White"})
        shown = ei.release(replace(made, coarser=None), cycle.policy)
        hidden = next(row.group for row in shown.table.itertuples() if row.status == "hidden")
        lines = ei.retention_target(shown, group=hidden, window="12m", characteristic="ethnicity_5").counts
        assert len(lines) == 1 and "Hidden" in lines["answer"].iloc[0]

    def test_it_takes_a_release_and_nothing_else(self, force):
        with pytest.raises(DisclosureError, match="call release"):
            ei.retention_target(ei.turnover(**force, by="ethnicity_2"))

    def test_the_years_are_those_at_which_fishers_test_has_the_power(self):
        years = years_to_show(0.10, 0.05, 200)
        power = [stats.fisher_power(base=200 * n, reference_base=200 * n, rate=0.05, reference_rate=0.10) for n in (years - 1, years)]
        assert power[0] < 0.8 <= power[1]
        assert years_to_show(0.08, 0.079, 50) is None


def test_unplanned_exits_are_offered_fewer_interviews_as_they_were_made_to_be(forces):
    rows = pd.concat([force["exit_interviews"] for force in forces])
    rows = rows[rows["leaver_type"].map(LEAVER_FAMILY) != "involuntary"]  # who is dismissed is seldom asked, planned or not
    was, planned = rows["offered"].eq("Y"), rows["planned"].eq("Y")
    x1, n1, x0, n0 = was[~planned].sum(), (~planned).sum(), was[planned].sum(), planned.sum()
    away = (np.log((x1 / n1) / (x0 / n0)) - np.log(0.6)) / np.sqrt(1 / x1 - 1 / n1 + 1 / x0 - 1 / n0)
    assert abs(away) < 3, f"{away:.1f} standard errors from 0.6 times"


def test_board_lines_are_one_a_release(force, cycle):
    made = ei.release(ei.compare(ei.turnover(**force, by="sex", months=36), reference={"sex": "Male"}), cycle.policy)
    early = ei.release(ei.early_leaving(**force), cycle.policy)
    lines = ei.board_lines(made, early)
    assert len(lines) == 2 and "SYNTHETIC" in str(lines)
    assert "no directorate stands out: chance alone could" in list(lines)[1] and "highest" not in str(lines)
    with pytest.raises(DisclosureError):
        ei.board_lines(ei.turnover(**force, by="sex"))


def test_small_multiples_say_how_many_are_hidden(force, cycle):
    shown = ei.release(ei.early_leaving(**force), cycle.policy)
    hidden = shown.table.query("group != 'All'").groupby("group")["rate"].apply(lambda rates: rates.isna().all()).sum()
    assert f"[c] {hidden} of" in ei.plot_panels(shown).svg


def test_competing_exits_are_stacked_and_named(force, cycle):
    figure = ei.plot_exits(ei.release(ei.exit_routes(**force, by="sex"), cycle.policy))
    assert "Resignation comes first" in figure.alt and "Female" in figure.svg and "Transfer" in figure.svg
    with pytest.raises(UsageError, match="draws a release of shape curve"):
        ei.plot_exits(ei.release(ei.turnover(**force, by="sex"), cycle.policy))


def test_a_period_end_before_the_records_is_said(force):
    early = replace(force["cycle"], period_start=date(2017, 1, 1), period_end=date(2017, 12, 31))
    result = ei.leaver_rate(**{**force, "cycle": early}, by="sex", months=12)
    assert result.status == "not_available" and "the records begin on" in result.missing.reason

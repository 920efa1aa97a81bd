"""Odd arguments end in a message or in 'not available', never in a count of nothing or an error without words."""

from dataclasses import replace
from datetime import date

import pytest

import eianalysis as ei
from eianalysis.dataset import Force
from eianalysis.errors import UsageError
from eianalysis.measures.compare import compare
from eianalysis.policy import policy_for
from eianalysis.wording.headline import headline
from tests.builders import joiners, leavers, misconduct, table, workforce

TURNOVER = "turnover_start_headcount_ex_transfers"
SNAPSHOTS = "\n".join(["person_ref  as_at  sex", *(f"P{n}  {year}-03-31  {'F' if n % 2 else 'M'}" for year in range(2018, 2024) for n in range(30))])
CASES = "\n".join(["person_ref  received  finalised  sex", *(f"P{n}  {2019 + n % 4}-06-01  {2019 + n % 4}-09-01  {'F' if n % 2 else 'M'}" for n in range(24))])


@pytest.fixture
def board(root):
    return replace(ei.load_cycle("2023-04", data_dir=root / "data"), primary_comparisons=())


@pytest.fixture
def force(board):
    return Force(board).holding(
        workforce=workforce(SNAPSHOTS),
        leavers=leavers("person_ref  leave_date  sex\nP1  2022-07-01  F"),
        joiners=joiners("person_ref  start_date  sex\nP2  2015-04-01  M"),
        misconduct=misconduct(CASES),
        grievances=table("grievances", CASES.replace("received", "lodged").replace("finalised", "closed"), mediation="N"),
    )


@pytest.mark.parametrize("months", [84, 240])
@pytest.mark.parametrize("measure", [TURNOVER, "misconduct_allegation_rate", "leaver_rate_person_years"])
def test_a_window_beyond_the_record_is_not_available_and_says_when_it_begins(force, measure, months):
    made = force.ask(measure, by="sex", months=months)
    assert made.missing and ("record" in made.missing.reason and "begin" in made.missing.reason)


@pytest.mark.parametrize(
    ("measure", "months", "window"), [("misconduct_stage_rate", 84, "43 of 84 months"), ("grievance_mediation_share", 240, "46 of 240 months")]
)
def test_a_share_of_rows_is_of_the_months_there_are_and_says_so(force, measure, months, window):
    made = force.ask(measure, by="sex", months=months)
    assert set(made.counts["window"]) == {window} and made.counts["period_start"].min().year == 2019
    assert set(force.ask(measure, by="sex", months=[12, months]).counts["window"]) == {"12m", window}


@pytest.mark.parametrize("measure", [TURNOVER, "misconduct_allegation_rate"])
def test_of_two_windows_the_one_beyond_the_record_is_told_not_dropped_in_silence(force, measure):
    made = force.ask(measure, by="sex", months=[12, 240])
    assert set(made.counts["window"]) == {"12m"}
    assert "The records do not reach back 240 months, so that is not shown." in made.definition.notes


def test_a_record_that_begins_within_the_first_year_is_reached(force):
    assert set(force.ask("misconduct_stage_rate", by="sex", months=48).counts["window"]) == {"48m"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"months": 18}, "whole number of years in months, as 12 or 36, not 18"),
        ({"months": []}, "months is empty"),
        ({"months": 0}, "whole number of months from 1"),
        ({"months": 12.5}, "whole number of months"),
        ({"by": []}, "by is empty"),
    ],
)
@pytest.mark.parametrize("measure", [TURNOVER, "misconduct_stage_rate", "misconduct_allegation_rate", "grievance_mediation_share"])
def test_an_argument_that_means_nothing_is_refused_in_words(force, measure, given, said):
    with pytest.raises(UsageError, match=said):
        force.ask(measure, **{"by": "sex", **given})


def test_a_window_named_twice_is_counted_once(force):
    assert len(force.ask(TURNOVER, by="sex", months=[12, 12]).counts) == len(force.ask(TURNOVER, by="sex", months=12).counts)


@pytest.mark.parametrize(
    "measure", [TURNOVER, "stability_12m", "leaver_rate_person_years", "misconduct_stage_rate", "misconduct_allegation_rate", "grievance_mediation_share"]
)
def test_a_cut_off_before_the_data_begin_is_not_available(force, board, measure):
    early = replace(board, period_start=date(1997, 4, 1), period_end=date(1998, 3, 31), data_cut_off=date(1998, 3, 31))
    assert replace(force, cycle=early).ask(measure, by="sex").missing


def test_what_has_no_usual_split_asks_for_one(board):
    with pytest.raises(UsageError, match="search_find_rate needs by="):
        Force(board).ask("search_find_rate")


def test_a_group_of_one_is_hidden_and_not_said_to_be_nobody(board):
    one = table("grievances", "person_ref  lodged  sex\nP1  2022-06-01  F", mediation="Y")
    made = ei.release(
        compare(Force(board).holding(grievances=one).ask("grievance_mediation_share", by="sex", months=12), reference="the rest"), policy_for("board")
    )
    assert set(made.table["status"]) <= {"hidden", "hidden_to_protect"}
    for said in (headline(made), *ei.findings(made).sentences, str(ei.table(made)._repr_html_()), ei.plot_ratios(made).alt):
        assert "othing was counted" not in said


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda force: force.ask(force.people), "takes the name of a measure"),
        (lambda force: force.ask(TURNOVER, by=[None]), "by is None"),
        (lambda force: force.where(sex=[]), "name the value to keep"),
        (lambda force: force.where(sex=None), "name the value to keep"),
        (lambda force: force.ask(TURNOVER, by="sex").compare("Male"), "reference='Male'"),
        (lambda force: force.ask(TURNOVER, by="sex").compare(reference=5), "reference is 5: it should be a word"),
        (lambda force: force.ask(TURNOVER, by="sex").compare(reference={"sexx": "Male"}), "split by 'sex'"),
        (lambda force: ei.share(force.grievances, "mediation", by="sex", measure="x", within=("ranks",)), "within names the column"),
        (lambda force: force.joined("12/31/2015"), "day first"),
        (lambda force: force.joined(None), "is a day, as"),
        (lambda force: force.joined(2015), "is a day, as"),
        (lambda force: force.people.where(as_at="soon"), "is a day, as"),
        (lambda force: force.project(target=0.4, characteristic="sex", group="All", until="2030-03-31"), "name the group"),
        (lambda force: force.project(target=0.4, characteristic="sex", group="Female", until="03/31/2030"), "day first"),
    ],
)
def test_a_slip_of_an_analyst_is_answered_with_what_would_be_right(force, ask, said):
    with pytest.raises(UsageError, match=said):
        ask(force)


def test_a_day_is_read_day_first_wherever_an_analyst_writes_one(force):
    assert force.joined("01/02/2015").since == force.joined("2015-02-01").since == force.joined(date(2015, 2, 1)).since
    assert len(force.people.where(as_at="31/03/2023")) == len(force.people.where(as_at="2023-03-31")) == 30


def test_shares_of_one_whole_are_not_set_beside_each_other_as_rates(force):
    with pytest.raises(UsageError, match="share of one whole"):
        force.ask("workforce_flow", by="sex").compare()


def test_months_of_a_series_are_in_the_order_of_the_calendar(force):
    made = force.ask(TURNOVER, by="sex", every="month")
    assert list(made.counts["month"].unique()[:3]) == ["2023-03", "2023-02", "2023-01"]
    said = " ".join(ei.findings(made.release()).sentences)
    assert "May 2021 to March 2023" in said or "April 2021 to March 2023" in said


def test_against_the_rest_a_sentence_says_ratio_and_verdict(force):
    made = force.ask("stability_12m", by="sex").compare(reference="All").release(policy_for("working"))
    assert "of the rest" in " ".join(ei.findings(made).sentences)


def test_a_group_that_a_filter_says_already_is_said_once(force):
    made = force.where(sex="F").ask("stability_12m", by="sex").release(policy_for("working"))
    said = " ".join(ei.findings(made).sentences)
    assert "female officers" in said and "female female" not in said


def test_a_key_that_a_table_without_keys_has_not_is_answered_with_what_it_has(force):
    with pytest.raises(UsageError, match="it has none; a characteristic is named as"):
        force.ask(TURNOVER, by="sex").release().only(sex="Female")


@pytest.fixture(scope="module")
def demo(root):
    return ei.force("2023-04", data_dir=root / "data")


def every(force, cycle=None, **asked):
    """Each measure of the force that answers, by its id."""
    force = force if cycle is None else replace(force, cycle=cycle)
    for name in sorted(force.measures):
        try:
            yield name, force.ask(name, **asked)
        except UsageError:  # it needs words that only its page gives
            continue


@pytest.mark.slow
def test_no_measure_shows_a_window_that_begins_years_before_its_records(demo):
    made = dict(every(demo, months=240))
    assert len(made) > 60
    for name, result in made.items():
        if result.missing or "period_start" not in result.counts or "window" not in result.counts:
            continue
        windows = set(map(str, result.counts["window"]))
        assert "240m" not in windows and not any(window.startswith("-") for window in windows), (name, windows)
        told = any(window.endswith(" months") for window in windows) or "records" in " ".join(result.definition.notes)
        assert told, f"{name} answers {windows} where 240 months were asked for, without a word"


@pytest.mark.slow
def test_no_measure_counts_a_period_before_its_records(demo):
    early = replace(demo.cycle, period_start=date(1997, 4, 1), period_end=date(1998, 3, 31), data_cut_off=date(1998, 3, 31))
    made = dict(every(demo, early))
    assert len(made) > 100
    counted = {name for name, result in made.items() if not result.missing and len(result.counts) and result.shape == "counts"}
    assert not counted


@pytest.mark.slow
def test_of_a_trend_the_periods_before_its_records_are_left_out_and_told(demo):
    made = demo.ask("applicant_share_trend", months=84)
    assert made.counts["period_start"].min().year == 2020 and set(made.counts["window"]) == {"by quarter"}
    assert "The records begin on 1 April 2020: windows that end before are not shown." in made.definition.notes

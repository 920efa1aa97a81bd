"""trend(): steps that do not overlap, signals by the rules stated, nothing printed that the steps do not tell."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from eianalysis.disclosure import release
from eianalysis.errors import UsageError
from eianalysis.figures import plot_trend
from eianalysis.measures.trend import trend
from eianalysis.policy import policy_for
from eianalysis.results import Definition
from eianalysis.sources import TypedTable
from eianalysis.stats.assurance import false_alarms
from eianalysis.wording import findings
from eianalysis.wording.headline import full_title as headline

DEFINITION = Definition("Finds", "searches with a find", "searches", noun="people searched", verb="were found with something", base_unit="searches")
CYCLE = SimpleNamespace(period_end=pd.Timestamp("2023-03-31").date())
BOARD = policy_for("board")


def table(finds, base=100, *, start="2021-04", groups=None) -> TypedTable:
    """A table with so many finds of so many searches in each month from ``start``."""
    rows = []
    for place, found in enumerate(finds):
        day = pd.Timestamp(start) + pd.DateOffset(months=place, days=14)
        many = base[place] if isinstance(base, list) else base
        rows += [(day, at < found, (groups or (lambda at: "Male"))(at)) for at in range(many)]
    frame = pd.DataFrame(rows, columns=["on", "find", "sex"]).astype({"find": "boolean"})
    return TypedTable("stop_search", frame, groupings={"sex": ("sex",)})


def made(finds, **more):
    return trend(table(finds, **more), "find", when="on", cycle=CYCLE, measure="finds", definition=DEFINITION)


LEVEL = [20, 24, 18, 22, 19, 23, 21, 17, 22, 20, 24, 19, 21, 18, 23, 20, 22, 19, 21, 24, 18, 20, 23, 22]


def test_each_month_is_a_step_and_the_rolling_year_is_the_sum_of_twelve():
    rows = made(LEVEL).unreleased
    assert list(rows["month"])[:2] == ["2021-04", "2021-05"] and len(rows) == 24
    assert rows["rolling_year"].isna().sum() == 11
    assert rows["rolling_year"].iloc[11] == pytest.approx(sum(LEVEL[:12]) / 1200)
    assert rows["rolling_year"].iloc[-1] == pytest.approx(sum(LEVEL[12:]) / 1200)
    assert not (rows["period_start"].iloc[1:].to_numpy() <= rows["period_end"].iloc[:-1].to_numpy()).any()


def test_a_point_outside_the_limits_two_of_three_near_one_and_a_run_of_eight_are_signals():
    assert set(made(LEVEL).unreleased["series_signal"]) == {"none"}
    high = [*LEVEL[:10], 45, *LEVEL[11:]]
    signals = made(high).unreleased.set_index("month")["series_signal"]
    assert signals["2022-02"] == "above the limits" and (signals.drop("2022-02") == "none").all()
    pair = [*LEVEL[:10], 32, 20, 31, *LEVEL[13:]]
    signals = made(pair).unreleased.set_index("month")["series_signal"]
    assert set(signals[["2022-02", "2022-04"]]) == {"near the upper limit"} and (signals.drop(["2022-02", "2022-04"]) == "none").all()
    steps = [18] * 12 + [24] * 12
    signals = made(steps).unreleased["series_signal"]
    assert set(signals[:12]) == {"in a run of 8 or more below the mean"}
    assert set(signals[12:]) == {"in a run of 8 or more above the mean"}


def test_seven_in_a_row_are_no_signal():
    finds = [18, *[24] * 7, 18, 24, 18, 24, 18, 24, 18, 24]
    assert set(made(finds, start="2021-12").unreleased["series_signal"]) == {"none"}


def test_how_often_the_rules_cry_wolf_is_as_simulated():
    z = np.random.default_rng(11).normal(size=(20_000, 24))
    side = z > 0
    run, near = np.zeros(len(side), bool), np.zeros(len(side), bool)
    for at in range(24 - 7):
        window = side[:, at : at + 8]
        run |= window.all(axis=1) | ~window.any(axis=1)
    for at in range(24 - 2):
        window = z[:, at : at + 3]
        near |= ((window > 2).sum(axis=1) > 1) | ((window < -2).sum(axis=1) > 1)
    outside, pairs, runs = false_alarms(24)
    assert runs == pytest.approx(run.mean(), abs=0.006) and pairs == pytest.approx(near.mean(), abs=0.006)
    assert outside == pytest.approx(1 - 0.9973**24)


def test_the_false_alarm_rate_stands_in_the_notes():
    assert "at most 6 of 100 such series, the second in about 4, the third in about 7" in made(LEVEL).definition.notes[-1]


def test_small_months_become_quarters_before_anything_is_hidden():
    few = [3, 4, 2, 5, 3, 4, 2, 4, 3, 5, 4, 3] * 2
    released = release(made(few, base=40), BOARD)
    assert set(released.table["window"]) == {"by quarter"} and set(released.table["status"]) == {"shown"}
    assert released.table["month"].iloc[0] == "2021-04 to 2021-06"
    assert released.level == "by quarter instead of by month"
    assert "a quarter" in findings(released).sentences[0]


def test_one_hidden_step_hides_everything_that_adds_it_up():
    single = trend(table([*LEVEL[:11], 2, *LEVEL[12:]]), "find", when="on", cycle=CYCLE, measure="finds", definition=DEFINITION, months=[1])
    rows = release(single, BOARD).table
    assert (rows["status"] == "hidden").any() and (rows["status"] == "shown").any()
    assert rows[["series_mean", "series_low", "series_high", "series_signal", "rolling_year"]].isna().all(axis=None)


def test_every_group_has_every_step_and_a_group_that_is_absent_has_none_in_it():
    by_sex = trend(
        table(LEVEL, groups=lambda at: "Female" if at % 4 == 0 else "Male"), "find", when="on", cycle=CYCLE, by="sex", measure="finds", definition=DEFINITION
    )
    assert by_sex.counts.groupby("group")["month"].nunique().to_dict() == {"All": 24, "Female": 24, "Male": 24}


def test_the_title_and_the_sentences_say_what_was_counted_and_when():
    released = release(made([18] * 12 + [27] * 12), BOARD)
    said = " ".join(findings(released))
    assert "Over the last 12 months together it was 27.0%, over the 12 months before 18.0%." in said
    assert "a run above the mean between April 2022 and March 2023" in said
    assert headline(released).startswith("The share of people searched that were found with something: a run above the mean")
    assert "svg" in plot_trend(released).html()


def test_fewer_than_twelve_steps_have_no_limits_and_the_notes_say_why():
    short = made(LEVEL[:11], start="2022-05")
    assert short.unreleased["series_low"].isna().all() and "fewer than 12 steps" in short.definition.notes[-1]


def test_a_month_without_a_file_is_left_out_and_no_year_is_made_over_it():
    """24 months, the 15th without any row: no row for it, and no last-12-months after it."""
    gone = table(LEVEL)
    dates = pd.to_datetime(gone.frame["on"])
    kept = replace(gone, frame=gone.frame[dates.dt.strftime("%Y-%m").ne("2022-06")].reset_index(drop=True))
    both = [trend(kept, "find", when="on", cycle=CYCLE, measure="finds", definition=DEFINITION, on_record=on) for on in (True, False)]
    rows, whole = (each.unreleased.set_index("month") for each in both)
    assert "2022-06" not in rows.index and len(rows) == 23 and whole.loc["2022-06", "denominator"] == 0
    assert rows["rolling_year"].notna().to_list() == [False] * 11 + [True] * 3 + [False] * 9
    found = LEVEL[:14]
    assert rows.loc["2022-05", "rolling_year"] == pytest.approx(sum(found[2:]) / 1200)


def test_rows_after_the_period_and_steps_that_are_not_whole_are_left_out():
    late = table([*LEVEL, 50], start="2021-04")
    assert trend(late, "find", when="on", cycle=CYCLE, measure="finds").counts["denominator"].sum() == 2400
    quarters = trend(table(LEVEL[:8], start="2022-08"), "find", when="on", cycle=CYCLE, measure="finds", months=[3])
    assert list(quarters.counts["month"]) == ["2022-10 to 2022-12", "2023-01 to 2023-03"]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: trend(table(LEVEL), "finds", when="on", cycle=CYCLE, measure="x"), "no column 'finds'; did you mean 'find'"),
        (lambda: trend(table(LEVEL), "find", when="on", cycle=CYCLE, measure="x", months=[6]), "1, 3, 12 months, not 6"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(call, said):
    with pytest.raises(UsageError, match=said):
        call()


def test_a_blank_column_is_no_series_of_noughts():
    blank = table(LEVEL)
    blank = TypedTable("stop_search", blank.frame.assign(find=pd.array([pd.NA] * len(blank.frame), dtype="boolean")))
    assert trend(blank, "find", when="on", cycle=CYCLE, measure="x").missing.columns == ("find", "on")


def test_a_group_that_is_not_there_cannot_be_drawn():
    with pytest.raises(UsageError, match="has no group 'Femal'"):
        plot_trend(release(made(LEVEL), BOARD), group="Femal")


def test_nothing_said_or_drawn_of_a_series_tells_its_hidden_count():
    """Twelve months of which one is hidden, at 1 to 4: the icon is made of the others, and says that one is left out."""

    def shown(count):
        single = trend(table([*LEVEL[:11], count, *LEVEL[12:]]), "find", when="on", cycle=CYCLE, measure="finds", definition=DEFINITION, months=[1])
        released = release(single, BOARD)
        return findings(released).sentences, plot_trend(released).html(), released.table

    first, *others = (shown(count) for count in (1, 2, 3, 4))
    assert "1 hidden month left out" in " ".join(first[0])
    for said, drawn, rows in others:
        assert said == first[0] and drawn == first[1] and rows.equals(first[2])


def test_the_icon_stands_in_sentence_figure_and_text_alternative():
    released = release(made([*LEVEL[:-1], 45]), BOARD)
    figure = plot_trend(released)
    assert "Changed, higher: the latest month lies outside the limits." in findings(released).sentences
    assert "changed, higher" in figure.alt.casefold() and "Changed, higher" in figure.svg


def test_a_hidden_last_month_is_said_and_rounded_counts_have_no_icon():
    hidden = release(trend(table([*LEVEL[:-1], 2]), "find", when="on", cycle=CYCLE, measure="finds", definition=DEFINITION, months=[1]), BOARD)
    assert "the latest shown is February 2023" in " ".join(findings(hidden))
    public = release(made([10 * each for each in LEVEL], base=1000), policy_for("public"))
    assert "variation:" not in " ".join(findings(public)) and "Ordinary" not in plot_trend(public).alt

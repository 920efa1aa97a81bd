"""Survey measures: counted by hand, the gap to all who answered checked by algebra and by simulation, known effects found."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import eianalysis as ei
from eianalysis import stats
from eianalysis.errors import UsageError
from eianalysis.measures.beside_all import beside_all
from tests.builders import row, table

#: 60 Asian and 100 White residents; one don't know; a question that was replaced and one that was worded anew.
QUESTIONS = table(
    "survey_questions",
    """
    survey  wave  item_code  question  theme        item_text       wording
    street  2021  Q1         trust     trust        I trust them    new
    street  2021  Q2         old       voice        They ask us     new
    street  2022  Q5         trust     trust        I trust police  reworded
    street  2022  Q6         new       voice        We are heard    new
""",
)


def answers(wave, day, item, ethnicity, yes, no, start=0, **more):
    rows = [
        {
            "survey": "street",
            "wave": wave,
            "population": "resident",
            "answered_on": day,
            "respondent_ref": f"R{start + n}",
            "item_code": item,
            "favourable": "Y" if n < yes else "N",
            "ethnicity_code": ethnicity,
            **more,
        }
        for n in range(yes + no)
    ]
    return pd.DataFrame(rows)


SURVEYS = table(
    "surveys",
    pd.concat(
        [
            answers("2022", "2022-06-30", "Q5", "A1", 30, 30),
            answers("2022", "2022-06-30", "Q5", "W1", 70, 30, 100),
            answers("2022", "2022-06-30", "Q6", "A1", 10, 50),
            answers("2021", "2021-06-30", "Q1", "W1", 50, 50),
            answers("2021", "2021-06-30", "Q2", "W1", 99, 1),
            answers("2022", "2022-06-30", "Q5", "W1", 0, 1, 300).assign(favourable=""),
        ],
        ignore_index=True,
    ),
)


@pytest.fixture
def cycle(root):
    return replace(ei.load_cycle("2023-04", data_dir=root / "data"), primary_comparisons=())


@pytest.fixture
def tables(cycle):
    return ei.load_surveys(cycle), ei.load_survey_questions(cycle)


def test_valid_answers_are_counted_and_a_dont_know_is_none(cycle):
    said = ei.compare(ei.survey_favourable(SURVEYS, QUESTIONS, cycle=cycle, survey="street", by="ethnicity_2", theme="trust"), reference=cycle)
    minority = row(said, "Ethnic minorities")
    assert (minority["numerator"], minority["denominator"], minority["question"]) == (30, 60, "Trust")
    assert (row(said, "White")["numerator"], row(said, "White")["denominator"]) == (70, 100)
    assert "The questions in the words of the last wave. Trust: 'I trust police'." in said.definition.notes
    assert minority["gap"] == pytest.approx(-0.2) and minority["disparity_ratio"] == pytest.approx(5 / 7)
    assert row(said, "All")["denominator"] == 160, "one respondent did not know"


def test_the_gap_to_all_is_the_groups_rate_less_that_of_all(cycle):
    gaps = ei.survey_gap(SURVEYS, QUESTIONS, cycle=cycle, survey="street", by="ethnicity_2", theme="trust")
    minority = row(gaps, "Ethnic minorities")
    assert minority["reference"] == "All"
    assert minority["gap"] == pytest.approx(30 / 60 - 100 / 160)
    assert minority["disparity_ratio"] == pytest.approx((30 / 60) / (100 / 160))
    # the range of the gap to the rest, 30 of 60 less 70 of 100, shortened to the share that the rest is of all
    low, high = stats.rate_gap_interval(cases=30, base=60, reference_cases=70, reference_base=100)
    assert (minority["gap_low"], minority["gap_high"]) == pytest.approx((low * 100 / 160, high * 100 / 160))
    assert minority["ratio_low"] < minority["disparity_ratio"] < minority["ratio_high"] < 1
    assert pd.isna(row(gaps, "White")["gap"]) and row(gaps, "White")["reference"] is None, "most of all are White"
    assert pd.isna(row(gaps, "All")["gap"]) and row(gaps, "All")["verdict"] is None


def test_the_range_of_the_gap_to_all_holds_the_truth_in_95_of_100_surveys():
    """A plain comparison of a group with all, which the group is part of, would not."""
    rng = np.random.default_rng(7)
    n, rest, p, q = 90, 110, 0.45, 0.62
    x, y = rng.binomial(n, p, 3000), rng.binomial(rest, q, 3000)
    frame = pd.concat(
        [pd.DataFrame({"group": "Asian", "numerator": x, "denominator": n}), pd.DataFrame({"group": "All", "numerator": x + y, "denominator": n + rest})]
    )
    frame = frame.assign(window=np.tile(np.arange(3000), 2), characteristic="ethnicity_5")
    made = beside_all(frame, keys=(), primary=(), confidence=0.95, band=(0.8, 1.25)).query("group == 'Asian'")
    truth = p - (n * p + rest * q) / (n + rest)
    covered = ((made["gap_low"] <= truth) & (truth <= made["gap_high"])).mean()
    assert 0.94 < covered < 0.965
    low, high = stats.rate_gap_interval(cases=x, base=n, reference_cases=x + y, reference_base=n + rest)
    assert ((low <= truth) & (truth <= high)).mean() > 0.985, "the overlap makes the plain range too wide"
    ratio = p / ((n * p + rest * q) / (n + rest))
    assert 0.94 < ((made["ratio_low"] <= ratio) & (ratio <= made["ratio_high"])).mean() < 0.965


def test_only_mapped_questions_are_set_beside_an_earlier_wave(cycle):
    change = ei.survey_change(SURVEYS, QUESTIONS, cycle=cycle, survey="street")
    assert set(change.counts["question"]) == {"Trust"}
    now, before = row(change, "2022"), row(change, "2021")
    assert (now["numerator"], now["denominator"], before["numerator"], before["denominator"]) == (100, 160, 50, 100)
    assert now["reference"] == "2021" and now["gap"] == pytest.approx(0.125)
    assert any("Not compared, because not asked alike in both: A say in decisions" in note for note in change.definition.notes)
    unmapped = replace(QUESTIONS, frame=QUESTIONS.frame.assign(question=["a", "b", "c", "d"]))
    assert "no question of this survey was asked alike" in ei.survey_change(SURVEYS, unmapped, cycle=cycle, survey="street").missing.reason


def test_of_a_staff_survey_only_the_last_wave_is_counted(cycle):
    twice = SURVEYS.frame.assign(survey="staff", population="staff")
    twice.loc[twice["wave"] == "2021", "answered_on"] = pd.Timestamp("2022-05-01")
    asked = replace(QUESTIONS, frame=QUESTIONS.frame.assign(survey="staff"))
    said = ei.survey_favourable(replace(SURVEYS, frame=twice), asked, cycle=cycle, survey="staff", by="ethnicity_2", theme="trust")
    assert row(said, "All")["denominator"] == 160 and said.definition.title == "Favourable answers: staff survey, 2022"


def test_an_old_wave_is_used_and_named_where_the_period_has_none(cycle):
    old = SURVEYS.frame.assign(answered_on=SURVEYS.frame["answered_on"] - pd.DateOffset(years=2))
    said = ei.survey_favourable(replace(SURVEYS, frame=old), QUESTIONS, cycle=cycle, survey="street", by="ethnicity_2", theme="trust")
    assert said.definition.title.endswith("street survey, 2022") and row(said, "All")["denominator"] == 160


def test_what_was_not_asked_is_not_available_and_not_a_zero(cycle):
    for more, why in (
        ({"survey": "staff"}, "no survey called 'staff'; it has: street"),
        ({"survey": "street", "by": "sex"}, "nobody who answered the street survey was asked for it"),
        ({"survey": "street", "theme": "estate"}, "no valid answer on estate"),
        ({"survey": "street", "population": "victim"}, "no valid answer"),
    ):
        said = ei.survey_favourable(SURVEYS, QUESTIONS, cycle=cycle, **more)
        assert why in said.missing.reason
    blank = replace(SURVEYS, frame=SURVEYS.frame.assign(favourable=pd.array([pd.NA] * len(SURVEYS), dtype="boolean")))
    assert "no valid answer" in ei.survey_gap(blank, QUESTIONS, cycle=cycle, survey="street").missing.reason


def test_two_questions_of_one_theme_go_by_their_words(cycle):
    both = replace(QUESTIONS, frame=QUESTIONS.frame.assign(theme="trust"))
    said = ei.survey_favourable(SURVEYS, both, cycle=cycle, survey="street", by="ethnicity_2")
    assert set(said.counts["question"]) == {"I trust police", "We are heard"}


def test_weights_are_said_and_not_used(cycle):
    weighted = replace(SURVEYS, frame=SURVEYS.frame.assign(weight=2.0))
    said = ei.survey_favourable(weighted, QUESTIONS, cycle=cycle, survey="street", by="ethnicity_2", theme="trust")
    assert row(said, "All")["denominator"] == 160 and "The file has weights; they are not used." in said.definition.notes


def test_a_tiny_group_without_a_coarser_list_is_not_told_by_itself(cycle):
    frame = SURVEYS.frame[SURVEYS.frame["item_code"] == "Q5"].reset_index(drop=True)
    faith = ["Sikh"] * 4 + ["Buddhist"] * 3 + ["Prefer not to say"] * 5 + ["Not recorded"] * 2 + ["Christian"] * (len(frame) - 14)
    said = ei.survey_favourable(replace(SURVEYS, frame=frame.assign(religion=faith)), QUESTIONS, cycle=cycle, survey="street", by="religion")
    groups = said.counts.set_index("group")["denominator"].to_dict()
    assert groups == {"All": 160, "Christian": 146, "Small groups together": 7, "Not stated": 7}


def test_response_rates_are_of_those_asked(cycle):
    waves = table(
        "survey_waves",
        """
        survey  wave  closed      characteristic  group   invited  returned
        staff   2022  2022-10-28  all             All     400      200
        staff   2022  2022-10-28  sex             Female  150      90
        staff   2022  2022-10-28  sex             Male    250      110
        staff   2021  2021-10-28  all             All     1000     10
    """,
    )
    rates = ei.survey_response_rate(waves, cycle=cycle, survey="staff", by="sex")
    assert (row(rates, "Female")["rate"], row(rates, "Male")["rate"], row(rates, "All")["rate"]) == (0.6, 0.44, 0.5)
    assert "nobody recorded whom the street survey asked" in ei.survey_response_rate(waves, cycle=cycle, survey="street").missing.reason
    with pytest.raises(UsageError, match="not broken down by 'sexx'; did you mean 'sex'"):
        ei.survey_response_rate(waves, cycle=cycle, survey="staff", by="sexx")


def test_known_effects_are_found_in_the_synthetic_force(cycle, tables):
    """The truth: chance of a favourable answer 0.75 on speaking up and on confidence, none between women and others."""
    said = ei.compare(
        ei.survey_favourable(*tables, cycle=cycle, survey="staff", by=["ethnicity_2", "woman"], theme="speak up"),
        reference={"ethnicity": "White", "woman": "All others"},
    )
    minority, women = row(said, "Ethnic minorities"), row(said, "Women")
    assert minority["verdict"] == "clear difference" and minority["ratio_low"] < 0.75 < minority["ratio_high"]
    assert women["verdict"] == "no material difference" and women["ratio_low"] < 1 < women["ratio_high"]
    black = row(ei.survey_gap(*tables, cycle=cycle, survey="street", by="ethnicity_5", theme="confidence"), "Black")
    assert black["gap_high"] < 0 and black["verdict"] in ("clear difference", "possible difference")


def test_absent_tables_name_the_file_and_need_no_if(cycle):
    absent = replace(SURVEYS, absent=True, frame=SURVEYS.frame.head(0))
    for said in (ei.survey_favourable(absent, QUESTIONS, cycle=cycle, survey="staff"), ei.survey_change(absent, QUESTIONS, cycle=cycle, survey="staff")):
        assert said.missing.file == "surveys" and "EIW-LDC-K03" in said.missing.items
        assert ei.release(said, cycle.policy).status == "not_available"

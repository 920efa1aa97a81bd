"""Parts of a record that say other things than the rest are told or not used; forces in which nothing is wrong are told nothing."""

import pandas as pd
import pytest

from eianalysis.errors import DataFault
from eianalysis.schema import TABLES, validate
from eianalysis.sources.covered import with_coverage
from eianalysis.sources.uneven_parts import with_parts
from eianalysis.sources.quality import flags_of
from tests.builders import table

SEEN = ("stop_search", "survey_questions", "survey_waves")


def told(made):
    return "\n".join(words for source in made.sources for words, _ in source.flags)


def read(name, frame):
    return with_parts(table(name, frame))


@pytest.mark.parametrize("seed", range(5))
def test_a_force_in_which_nothing_is_wrong_is_told_nothing(make_force, seed):
    for name, frame in make_force(seed=seed, searches=False).items():
        if name in SEEN:
            continue
        made, notes = table(name, frame), []
        looked = with_parts(made)
        validate(frame.astype(str).astype(object), TABLES[name], file=name, notes=notes)
        early = told(with_coverage(made, pd.Timestamp("2023-03-31").date()))
        assert not told(looked) and looked.frame.equals(made.frame), name
        assert "long before" not in early and not any("rank" in note for note in notes), name
        odd = " ".join(words for words, _ in flags_of(made.frame, TABLES[name], pd.Timestamp("2023-03-31").date()))
        assert not any(word in odd for word in ("pay an hour", "of a month", "older version", "before the person")), name


def last_round(rows):
    return rows["opened"] >= "2022"


def test_a_round_of_applicants_only_is_not_used_and_said(tables):
    rows = tables["promotions"]
    made = read("promotions", rows[~last_round(rows) | (rows["applied"] == "Y")])
    assert "applied: every row of 1 May 2022 says yes, elsewhere at most" in told(made) and "list everybody who could have" in told(made)
    assert made.frame.loc[made.frame["opened"] >= "2022", "applied"].isna().all() and made.frame["applied"].notna().any()


@pytest.mark.parametrize("column", ["applied", "promoted"])
def test_a_round_in_which_a_no_is_left_blank_is_not_used_and_the_advice_cures(tables, column):
    rows = tables["promotions"]
    left = rows.assign(**{column: rows[column].mask(last_round(rows) & (rows[column] == "N"), "")})
    made = read("promotions", left)
    assert f"{column}: every row of 1 May 2022 with an answer says yes" in told(made) and f"[values.{column}] '' = 'N'" in told(made)
    assert made.frame.loc[made.frame["opened"] >= "2022", column].isna().all()
    assert not told(read("promotions", left.assign(**{column: left[column].replace("", "N")})))


def without(rows, day, since, column, word):
    return rows[~((rows[day] >= since) & (rows[column] == word))]


@pytest.mark.parametrize(
    "name, day, since, column, word, shown",
    [
        ("leavers", "leave_date", "2022-04", "sex", "F", "Female"),
        ("leavers", "leave_date", "2022-04", "leaver_type", "VR", "VR"),
        ("leavers", "leave_date", "2022-04", "directorate", "Local Policing", "Local Policing"),
        ("applications", "applied_on", "2022-07", "sift", "fail", "fail"),
        ("use_of_force", "used_on", "2023-01", "officer_ethnicity", "White", "White"),
    ],
    ids=lambda value: value,
)
def test_a_word_that_a_filter_left_out_is_told_with_its_days(tables, name, day, since, column, word, shown):
    said = told(read(name, without(tables[name], day, since, column, word)))
    assert f"{column}: none of the" in said and f"says '{shown}', of which elsewhere there are at least" in said and "2023" in said


def test_a_unit_renamed_in_the_last_snapshot_is_told(tables):
    rows = tables["workforce_snapshot"]
    last = rows["as_at"] == rows["as_at"].max()
    said = told(read("workforce_snapshot", rows.assign(unit=rows["unit"].mask(last & (rows["unit"] == "TFG"), "Tactical Firearms Group"))))
    assert "unit: none of the" in said and "of 31 March 2023 says 'TFG'" in said


def test_reasons_that_are_blank_since_a_day_are_told(tables):
    rows = tables["leavers"]
    assert "leaver_type: blank in all" in told(read("leavers", rows.assign(leaver_type=rows["leaver_type"].mask(rows["leave_date"] >= "2022-10", ""))))


def test_a_practice_that_is_for_everybody_by_now_is_not_told(tables):
    rows = tables["joiners"]
    assert not told(read("joiners", rows.assign(onboarding_done=rows["onboarding_done"].mask(rows["start_date"] >= "2022-04", "Y"))))


def test_a_round_of_two_days_or_two_ranks_is_refused_with_its_rows(tables):
    rows = tables["promotions"]
    some = last_round(rows) & (rows.index % 9 == 0)
    for column, wrong in (("opened", rows["opened"] - pd.DateOffset(years=10)), ("opened", pd.Timestamp("2022-01-05")), ("to_rank", "Commander")):
        with pytest.raises(DataFault, match=f"column '{column}': it is another than in most rows with the same process_id .in {some.sum()} rows"):
            table("promotions", rows.assign(**{column: rows[column].mask(some, wrong)}))


def notes_of(frame):
    notes = []
    validate(frame.astype(str).astype(object), TABLES["promotions"], file="promotions.csv", notes=notes)
    return " ".join(notes)


def test_promotion_leads_up(tables):
    rows = tables["promotions"]
    with pytest.raises(DataFault, match="to_rank is the rank held or one below it, of"):
        table("promotions", rows.assign(rank_grade=rows["to_rank"]))
    few = rows["promoted"] == "Y"
    assert "to_rank is the rank held or one below it: did they hold it temporarily" in notes_of(
        rows.assign(rank_grade=rows["rank_grade"].mask(few, rows["to_rank"]))
    )
    assert "more than one rank above" in notes_of(rows.assign(rank_grade=rows["rank_grade"].mask(rows["rank_grade"] == "Sergeant", "Constable")))


def test_officers_without_a_rank_are_told(tables):
    rows, notes = tables["workforce_snapshot"], []
    staff = rows["worker_type"] == "staff"
    merged = rows.assign(worker_type=rows["worker_type"].mask(staff, "officer"), rank_grade=rows["rank_grade"].mask(staff, ""))
    validate(merged.astype(str).astype(object), TABLES["workforce_snapshot"], file="people.csv", notes=notes)
    assert any(f"rank_grade: {staff.sum():,} of" in note and "or a list of others merged in?" in note for note in notes)


@pytest.mark.parametrize(
    "name, column", [("leavers", "leave_date"), ("use_of_force", "used_on"), ("applications", "applied_on"), ("misconduct_cases", "received")]
)
def test_years_ten_too_early_are_told(tables, name, column):
    rows = tables[name]
    some = (rows.index % 12 == 0) & (rows[column] >= "2022") & ((rows["service_start"] < "2010") if "service_start" in rows else True)
    made = table(name, rows.assign(**{column: rows[column].mask(some, rows[column] - pd.DateOffset(years=10))}))
    said = told(with_coverage(made, pd.Timestamp("2023-03-31").date()))
    assert f"{column}: rows of " in said and "long before all others" in said and "is their year right?" in said


def odd(name, frame):
    return " ".join(words for words, _ in flags_of(table(name, frame).frame, TABLES[name], pd.Timestamp("2023-03-31").date()))


def test_starts_of_service_of_children_and_rounded_days_are_told(tables):
    rows = tables["leavers"]
    assert "before the person was 15" in odd("leavers", rows.assign(service_start=rows["service_start"].mask(rows.index % 9 == 0, pd.Timestamp("1970-01-02"))))
    assert "nearly every date is the last day of a month" in odd("leavers", rows.assign(leave_date=rows["leave_date"] + pd.offsets.MonthEnd(0)))


@pytest.mark.parametrize("column, factor", [("pay_in_period", 12), ("weekly_hours", 1 / 37)], ids=["a year for a month", "a share for hours"])
def test_pay_of_another_period_in_some_rows_is_told(tables, column, factor):
    rows = tables["pay"]
    some = (rows.index % 4 == 0) & (rows["full_pay"] == "Y")
    values = pd.to_numeric(rows[column])
    assert "pay an hour is more than 8 times" in odd("pay", rows.assign(**{column: values.mask(some, (values * factor).round(2))}))


def test_an_older_version_of_cases_beside_the_newer_is_told(tables):
    rows = tables["misconduct_cases"]
    older = rows[rows["received"] >= "2022"].assign(finalised=pd.NaT, case_to_answer="", proceeding="", finding="", outcome="")
    assert "is an older version of it still in the file?" in odd("misconduct_cases", pd.concat([rows, older], ignore_index=True))


@pytest.mark.parametrize("written", [str.lower, lambda ref: f"{ref[0]} {ref[1:]}", lambda ref: f"{ref[0]}00{ref[1:]}"], ids=["case", "a blank", "zeros"])
@pytest.mark.parametrize("name", ["workforce_snapshot", "joiners", "leavers"])
def test_people_listed_twice_in_two_spellings_are_refused(tables, name, written):
    rows = tables[name]
    again = rows[rows.index % 20 == 0].assign(person_ref=lambda some: some["person_ref"].map(written))
    with pytest.raises(DataFault, match="rows are alike in everything but how it is written"):
        table(name, pd.concat([rows, again], ignore_index=True))

"""When words of two columns stand for each other, and which tables are held against each other: by hand, at the edges of each rule."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from eianalysis.sources import Source
from eianalysis.sources.exchanged import _over_the_day, _references, exchanged, exchanged_fault, largest_run, met
from eianalysis.sources.typed import TypedTable


def columns(*parts):
    """Two columns of words, from parts such as ``"FM" * 3``: three who are F in the one and M in the other."""
    pairs = "".join(parts)
    return pd.Series(list(pairs[::2])), pd.Series(list(pairs[1::2]))


ALIKE, CROSSED = "FFMM" * 60, "FMMF"


@pytest.mark.parametrize(
    "parts, many, of",
    [
        ((CROSSED * 10, ALIKE), 20, 20),
        ((ALIKE, CROSSED * 10), 20, 20),
        ((ALIKE, CROSSED * 10, ALIKE), 20, 20),
        ((ALIKE, CROSSED * 10, "FF", CROSSED * 10, ALIKE), 40, 41),  # one alike in the midst of many
        ((CROSSED * 10,), 20, 20),
        ((CROSSED * 10, "XX" * 20, ALIKE), 20, 20),  # other words are no part of it
        ((CROSSED * 10, ALIKE, "XF" * 9, "FX" * 9), 20, 20),
        ((ALIKE, "FM" * 9 + "MF" * 3, ALIKE), 12, 12),
        ((ALIKE, "FM" * 7 + "MF" * 3, ALIKE), 10, 10),
    ],
)
def test_the_part_in_which_two_words_are_exchanged_is_found_wherever_it_lies(parts, many, of):
    found = exchanged(*columns(*parts))
    assert found is not None and ({found.one, found.other}, found.many, found.of, found.days) == ({"F", "M"}, many, of, "")


@pytest.mark.parametrize(
    "parts",
    [
        (ALIKE,),
        (ALIKE, "FM" * 20),  # one way only
        (ALIKE, "FM" * 18 + "MF" * 2, ALIKE),  # hardly the other way
        (ALIKE, "FM" * 6 + "MF" * 3, ALIKE),  # nine are too few
        (CROSSED * 4 + "FM",),
        (CROSSED * 10, "FM" * 20 + "FF" * 20, CROSSED * 10, "FM" * 20 + "MM" * 20),  # many are called otherwise everywhere
    ],
)
def test_what_is_no_exchange_of_words_is_none(parts):
    assert exchanged(*columns(*parts)) is None


def test_what_is_not_known_of_one_of_the_two_shows_nothing():
    mine, theirs = columns(CROSSED * 10, ALIKE)
    assert exchanged(mine, theirs.mask(theirs.index < 10)).many == 10
    assert exchanged(mine, theirs.mask(theirs.index < 11)) is None, "nine are left"
    assert exchanged(mine.mask(mine.index < 11), theirs) is None
    assert exchanged(mine.replace("M", "Not recorded"), theirs.replace("M", "Not recorded")) is None, "that is no word"


def test_words_of_three_are_held_against_each_other_in_pairs():
    found = exchanged(*columns("AABBCC" * 40, "BCCB" * 10))
    assert (found.one, found.other, found.many) == ("B", "C", 20)


def test_the_days_are_told_of_the_part_and_of_the_whole_none():
    mine, theirs = columns(ALIKE, CROSSED * 10)
    days = pd.Series(pd.Timestamp("2022-01-01") + pd.to_timedelta(range(len(mine)), unit="D"))
    assert exchanged(mine, theirs, days).days == "the rows of 1 May 2022 to 20 May 2022"
    backwards = days[::-1].reset_index(drop=True)
    assert exchanged(mine, theirs, backwards).days == "the rows of 1 January 2022 to 20 January 2022"
    one_day = days.mask(days.index >= 120, pd.Timestamp("2022-05-01"))
    assert exchanged(mine, theirs, one_day).days == "the rows of 1 May 2022"
    assert exchanged(mine[120:], theirs[120:], days[120:]).days == ""


@pytest.mark.parametrize(
    "steps, run", [([1, 1, -9, 1], (0, 2)), ([-1, 2, -1, 2, -5], (1, 4)), ([-1, -1], (0, 0)), ([3], (0, 1)), ([1], (0, 1)), ([-1, 3], (1, 2))]
)
def test_the_run_of_the_largest_sum(steps, run):
    assert largest_run(np.array(steps)) == run


@pytest.mark.parametrize(
    "parts, found",
    [
        ((CROSSED * 5,), (10, 10)),  # ten are enough, and nine are not
        ((ALIKE, "FM" * 4 + "MF" * 5, "FF", CROSSED * 20, ALIKE), (49, 50)),  # one alike weighs as much as nine
        ((ALIKE, "FM" * 4 + "MF" * 4, "FF", CROSSED * 20, ALIKE), (40, 40)),
        ((ALIKE, "FM" * 18 + "MF" * 2, ALIKE, "MF", ALIKE), None),  # the third the other way is no part of it
        (("FFFFFFFFFM" * 1, "FF" * 4, "FFFFFFFFFM" * 9, ALIKE[:4], CROSSED * 10, ALIKE[:4]), (20, 20)),
        (("FMFFFFFFFF" * 60, CROSSED * 30), (60, 60)),  # a fifth are called otherwise elsewhere
        ((CROSSED * 10, "XF" * 9, ALIKE), (20, 20)),  # beside it or not, another word is no part of it
        (("FFFFFFFM" * 60, "FF", CROSSED * 30), None),  # more than a fifth
        (("FF" * 17 + "FM" * 3 + "MM" * 40 + "MF" * 7, "FF", "FM" * 7 + "MF" * 3), None),
    ],
)
def test_at_the_edges(parts, found):
    made = exchanged(*columns(*parts))
    assert (made and (made.many, made.of)) == found


@pytest.mark.parametrize("many, found", [(7, True), (5, False)])
def test_where_some_are_called_otherwise_elsewhere_more_are_needed(many, found):
    """Of a hundred elsewhere fifteen: 0.15**14 times 115 is less than chance, 0.15**10 is not."""
    elsewhere = ("FF" * 5 + "FM" + "FF" * 5 + "FM" + "FF" * 6 + "FM" + "FF") * 5
    assert (exchanged(*columns(elsewhere, CROSSED * many)) is not None) is found


def test_of_three_words_the_first_in_the_alphabet_is_named_first():
    found = exchanged(*columns("AABBCC" * 40, "BAAB" * 10))
    assert (found.one, found.other) == ("A", "B")


def test_what_is_refused_says_the_words_the_people_the_days_and_the_advice():
    mine, theirs = columns(ALIKE, CROSSED * 10)
    days = pd.Series(pd.Timestamp("2022-01-01") + pd.to_timedelta(range(len(mine)), unit="D"))
    fault = exchanged_fault("sex", "sex", mine, theirs, days, "the workforce table", "; or else")
    assert fault.found == (
        "'F' and 'M' seem to be exchanged in one of the two: 20 of 20 people in the rows of 1 May 2022 to 20 May 2022 "
        "are the other of the two words in the workforce table"
    )
    assert fault.expected == "are the words for sex the same in both, from the first row to the last? Export it again; or else" and fault.column == "sex"
    assert "20 of 20 people are the other" in exchanged_fault("sex", "sex", mine, theirs, None, "it").found
    assert exchanged_fault("sex", "sex", mine, mine, days, "it") is None


# --- tables that are held against each other ------------------------------------------------------------------------------


def made(name, **columns):
    frame = pd.DataFrame(columns)
    return TypedTable(name, frame, (Source(name, f"{name}.csv", "0" * 64, len(frame), "real"),), {})


def pair(mine, theirs, **more):
    """Applications and the vetting of them, with what each says of sex, by hand."""
    refs, days = [f"A{number}" for number in range(len(mine))], pd.Timestamp("2022-01-01") + pd.to_timedelta(range(len(mine)), unit="D")
    return {
        "vetting": made("vetting", application_ref=refs, sex=list(mine), decided_on=days, **more),
        "applications": made("applications", application_ref=refs, sex=list(theirs)),
    }


def said(tables):
    return [str(fault) for fault in met(tables)]


def test_which_tables_are_held_against_each_other():
    assert list(_references("vetting")) == [("applications", "application_ref", "application_ref")]
    assert list(_references("applications")) == [("applications", "previous_ref", "application_ref"), ("outreach", "interest_ref", "interest_ref")]
    assert list(_references("grievances")) == [], "people are met as each table is read"
    assert list(_references("outreach")) == [], "an event has no sex"


def test_two_tables_of_which_one_has_the_words_exchanged():
    mine, theirs = columns(ALIKE, CROSSED * 10)
    (fault,) = said(pair(mine, theirs))
    assert fault.startswith("vetting.csv") and "the people of the applications table" in fault and "Correct one of the two." in fault
    assert "20 of 20 people in the rows of 1 May 2022 to 20 May 2022 are the other of the two words in the applications table" in fault
    assert said(pair(theirs, theirs)) == []


def test_without_the_table_the_column_or_a_row_nothing_is_held_against_it():
    tables = pair(*columns(ALIKE, CROSSED * 10))
    vetting, applications = tables.values()
    assert said({"vetting": vetting}) == []
    assert said({"vetting": replace(vetting, absent=True), "applications": applications}) == []
    assert said({"vetting": vetting, "applications": replace(applications, absent=True)}) == []
    assert said({"vetting": replace(vetting, frame=vetting.frame.drop(columns="application_ref")), "applications": applications}) == []
    assert said({"vetting": vetting, "applications": replace(applications, frame=applications.frame.drop(columns="application_ref"))}) == []
    assert said({"vetting": vetting, "applications": replace(applications, frame=applications.frame.drop(columns="sex"))}) == []
    assert said({"vetting": vetting, "applications": replace(applications, frame=applications.frame[:0])}) == []
    assert said({"notes": replace(vetting, name="notes"), "applications": applications}) == []
    (fault,) = said({"vetting": replace(vetting, frame=vetting.frame.drop(columns="decided_on")), "applications": applications})
    assert "20 of 20 people are the other" in fault


def test_of_a_reference_that_stands_twice_the_first_row_is_taken():
    tables = pair(*columns(ALIKE, CROSSED * 10))
    frame = tables["applications"].frame
    again = pd.concat([frame, frame.assign(sex=tables["vetting"].frame["sex"]), frame.assign(application_ref=None)])
    assert len(said({**tables, "applications": replace(tables["applications"], frame=again)})) == 1


def test_of_columns_for_one_thing_the_last_that_both_have_is_taken():
    words = {"A": "Asian", "B": "Black"}
    mine, theirs = columns("AABB" * 60, "ABBA" * 10)
    tables = pair(["F"] * 140, ["F"] * 140, ethnicity_code=list(mine), ethnicity_5=list(mine.map(words)), ethnicity_2=["x"] * 140)
    there = tables["applications"].frame.assign(ethnicity_code=mine, ethnicity_5=theirs.map(words))
    (fault,) = said({**tables, "applications": replace(tables["applications"], frame=there)})
    assert "'Asian' and 'Black'" in fault and "column 'ethnicity_code'" in fault


def chain(many=12):
    """People who apply twice, of whom every other word is exchanged from 1 July on: the second row of each follows the first."""
    first, second = ["2022-01-15", "2022-01-15", "2022-07-01"], ["2022-03-10", "2022-07-01", "2022-09-10"]
    rows = []
    for at in range(3 * many):
        true, since = "FM"[at // 3 % 2], "MF"[at // 3 % 2]
        one, other = first[at % 3], second[at % 3]
        rows += [(f"A{at}", None, one, since if one >= "2022-07" else true), (f"B{at}", f"A{at}", other, since if other >= "2022-07" else true)]
    frame = pd.DataFrame(rows, columns=["application_ref", "previous_ref", "applied_on", "sex"])
    return made("applications", **frame.assign(applied_on=pd.to_datetime(frame["applied_on"])).to_dict("series"))


def test_rows_that_follow_one_from_before_the_day_are_held_against_it():
    (fault,) = said({"applications": chain()})
    assert "12 of 12 people are the other of the two words in the row before of the same people" in fault
    assert said({"applications": chain(8)}) == [], "eight are too few"


def test_which_rows_follow_one_from_before_the_day():
    table = chain(2).frame
    rows = table[table["previous_ref"].notna()]
    before = rows["previous_ref"].map(table.set_index("application_ref")["applied_on"])
    theirs = rows["previous_ref"].map(table.set_index("application_ref")["sex"])

    def over(mine=rows["sex"], theirs=theirs, before=before, days=rows["applied_on"]):
        return [ref for ref, here in zip(rows["application_ref"], _over_the_day(mine, theirs, before, days), strict=True) if here]

    assert over() == ["B1", "B4"], "not those of whom both rows are before it, or both after"
    gone = rows["application_ref"] == "B1"
    assert over(mine=rows["sex"].mask(gone)) == over(theirs=theirs.mask(gone)) == ["B4"]
    assert over(before=before.mask(gone)) == over(days=rows["applied_on"].mask(gone)) == ["B4"]
    assert over(mine=rows["sex"].mask(rows["sex"].notna())) == []
    alike = rows["application_ref"].isin(["B0", "B2", "B3", "B5"])
    assert over(mine=theirs.where(alike, rows["sex"])) == ["B1", "B4"]


def over(*rows):
    """Which of these rows follow one from before the day: two words, the day before and the row's own, all of 2022."""
    mine, theirs, before, days = (pd.Series(each) for each in zip(*rows, strict=True))
    return _over_the_day(mine, theirs, *(pd.to_datetime("2022-" + each) for each in (before, days))).tolist()


def test_the_first_of_a_month_is_in_it():
    rows = [*[("F", "M", "06-10", "07-01")] * 5, ("F", "F", "01-10", "05-10"), *[("F", "M", "01-10", "03-10")] * 2, ("F", "M", "08-10", "09-10")]
    assert over(*rows) == [True] * 5 + [False] * 4


def test_one_alike_weighs_as_much_as_nine_there_too():
    """From March on twenty differ and two are alike, which is two; from September on three differ."""
    march, september = [("F", "M", "01-10", "03-10")] * 20 + [("F", "F", "01-10", "03-10")] * 2, [("F", "M", "08-10", "09-10")] * 3
    assert over(*march, *september) == [False] * 22 + [True] * 3

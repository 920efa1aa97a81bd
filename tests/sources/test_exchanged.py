"""Words of a characteristic that stand for each other from a month on are refused where people can be met in another table."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from sources.test_load import put
from sources.test_mapping import a_cycle

from eianalysis.errors import DataFault
from eianalysis.schema import TABLES
from eianalysis.sources import load_grievances
from eianalysis.sources.exchanged import exchanged, largest_run, met
from eianalysis.sources.known import with_known
from tests.builders import table

SWAP = {"Male": "Female", "Female": "Male", "Disabled": "Not disabled", "Not disabled": "Disabled", "Asian": "Black", "Black": "Asian"}


@pytest.fixture(scope="module")
def people(tables):
    return table("workforce_snapshot", tables["workforce_snapshot"])


def swapped(made, column, since):
    """The table with two words of a column exchanged from a day on."""
    day = made.frame[TABLES[made.name].happened[0]]
    return replace(made, frame=made.frame.assign(**{column: made.frame[column].mask(day >= since, made.frame[column].replace(SWAP))}))


@pytest.mark.parametrize(
    "name, column, since",
    [
        ("misconduct_cases", "sex", "2022-07-01"),
        ("grievances", "sex", "2022-01-01"),
        ("promotions", "sex", "2022-01-01"),
        ("leavers", "sex", "2022-10-01"),
        ("development_participation", "sex", "2022-06-01"),
        ("promotions", "disability", "2021-01-01"),
        ("leavers", "ethnicity_5", "2020-01-01"),
        ("stay_interviews", "sex", "2000-01-01"),
    ],
)
def test_words_exchanged_from_a_month_on_are_refused(tables, people, name, column, since):
    made = table(name, tables[name])
    with pytest.raises(
        DataFault, match=f"column '{column.replace('_5', '_code')}': '.*' and '.*' seem to be exchanged in one of the two: [0-9,]+ of [0-9,]+ people"
    ) as fault:
        with_known(swapped(made, column, since), people)
    assert ("in the rows of " in str(fault.value)) == (since != "2000-01-01")


@pytest.mark.parametrize("name, column, reference", [("vetting", "sex", "applications"), ("applications", "sex", "outreach")])
def test_who_is_not_of_the_force_is_met_by_the_reference_of_what_they_asked_for(tables, name, column, reference):
    made = {each: table(each, tables[each]) for each in (name, reference)}
    assert not list(met(made))
    said = " ".join(str(fault) for fault in met({**made, name: swapped(made[name], column, "2022-01-01")}))
    assert "seem to be exchanged" in said and f"in the {reference} table" in said


@pytest.mark.parametrize("seed", [0, 1])
def test_a_force_in_which_nothing_is_exchanged_is_read(make_force, seed):
    made = {name: table(name, frame) for name, frame in make_force(seed=seed, searches=False).items()}
    assert not list(met(made))
    for each in made.values():
        with_known(each, made["workforce_snapshot"])


def test_people_who_declare_anew_one_way_are_no_exchange():
    before = pd.Series(["No"] * 200)
    after = before.where(before.index >= 60, "Yes")
    assert exchanged(after, before) is None
    assert exchanged(before.where(before.index % 2 == 0, "Yes"), after) is None, "as many differ as chance has it"


def test_the_advice_cures_it(tmp_path):
    cycle = a_cycle(tmp_path)
    put(
        cycle.raw_dir,
        "workforce_snapshot.csv",
        "person_ref,worker_type,ethnicity_code,sex,service_start,as_at\n"
        + "".join(f"P{n},officer,W1,{'FM'[n % 2]},2015-04-01,2022-03-31\n" for n in range(40)),
    )
    put(
        cycle.raw_dir,
        "grievances.csv",
        "grievance_ref,person_ref,worker_type,ethnicity_code,sex,lodged,closed\n"
        + "".join(f"G{n},P{n},officer,W1,{'FM'[(n + (n >= 20)) % 2]},2022-{4 + n // 5:02}-01,\n" for n in range(40)),
    )
    with pytest.raises(DataFault, match="'Female' and 'Male' seem to be exchanged in one of the two: 20 of 20 people in the rows of 1 August 2022") as fault:
        load_grievances(cycle)
    advice = str(fault.value).split("[table.constants] ")[1].splitlines()[0]
    put(cycle.raw_dir, "mapping.toml", f"[[table]]\ntable = 'grievances'\nfile = 'grievances.csv'\n[table.constants]\n{advice}\n")
    assert [each[0] for each in load_grievances(cycle).frame["sex"]] == ["FM"[n % 2] for n in range(40)]


@pytest.mark.parametrize("column, since", [("sex", "2022-01-01"), ("disability", "2022-01-01")])
def test_who_applies_again_is_met_by_the_application_before(tables, column, since):
    made = table("applications", tables["applications"])
    again = made.frame["previous_ref"].notna()
    made = replace(made, frame=pd.concat([made.frame, *_again(made.frame[~again], 80)], ignore_index=True))
    assert not list(met({"applications": made}))
    said = " ".join(str(fault) for fault in met({"applications": swapped(made, column, since)}))
    assert "seem to be exchanged" in said and "the row before of the same people" in said


def _again(frame, many):
    """The same people once more, two years later: as many of each pair of words."""
    for column in ("sex", "disability"):
        for _, rows in frame[frame["applied_on"] < "2021-03-01"].groupby(column):
            some = rows.head(many)
            key = some["application_ref"] + column
            yield some.assign(previous_ref=some["application_ref"], application_ref=key, applied_on=some["applied_on"] + pd.DateOffset(years=2))


# --- two columns by hand --------------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("steps, run", [([1, 1, -9, 1], (0, 2)), ([-1, 2, -1, 2, -5], (1, 4)), ([-1, -1], (0, 0)), ([3], (0, 1)), ([-1, 3], (1, 2))])
def test_the_run_of_the_largest_sum(steps, run):
    assert largest_run(np.array(steps)) == run

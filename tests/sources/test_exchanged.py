"""Words of a characteristic that stand for each other from a month on are refused where people can be met in another table."""

from dataclasses import replace

import pandas as pd
import pytest
from sources.test_load import put
from sources.test_mapping import a_cycle

from eianalysis.errors import DataFault
from eianalysis.schema import TABLES
from eianalysis.sources import load_grievances
from eianalysis.sources.exchanged import exchanged, met
from eianalysis.sources.filled_from_workforce import with_known
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


@pytest.mark.follows
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
    assert "are the words for sex the same in both, from the first row to the last? Export it again; or have it taken" in str(fault.value)
    advice = str(fault.value).split("[table.constants] ")[1].splitlines()[0]
    put(cycle.raw_dir, "mapping.toml", f"[[table]]\ntable = 'grievances'\nfile = 'grievances.csv'\n[table.constants]\n{advice}\n")
    assert [each[0] for each in load_grievances(cycle).frame["sex"]] == ["FM"[n % 2] for n in range(40)]
    (cycle.raw_dir / "mapping.toml").unlink()
    put(
        cycle.raw_dir,
        "grievances.csv",
        "grievance_ref,person_ref,worker_type,ethnicity_code,sex,lodged,closed\n"
        + "".join(f"G{n},P{n},officer,W1,{'FM'[n % 2]},2022-{4 + n // 5:02}-01,\n" for n in range(40)),
    )
    assert len(load_grievances(cycle)) == 40


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

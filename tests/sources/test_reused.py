"""References that are given to two cases are told, and refused where a list is numbered anew; a case that goes on is one."""

from dataclasses import replace

import pytest

from eianalysis.errors import DataFault
from eianalysis.sources.reused import without_reused
from tests.builders import table


def numbered_anew(made, own, day):
    """Every year's cases numbered from one."""
    year = made.frame[day].dt.year
    number = made.frame.assign(year=year).groupby("year", group_keys=False)[own].transform(lambda refs: refs.factorize()[0] + 1)
    return replace(made, frame=made.frame.assign(**{own: number.astype(str)}))


@pytest.mark.parametrize(
    "name, own, day", [("misconduct_cases", "case_ref", "received"), ("complaints", "complaint_ref", "logged"), ("use_of_force", "incident_ref", "used_on")]
)
@pytest.mark.follows
def test_cases_numbered_anew_each_year_are_refused_and_the_advice_cures_it(tables, name, own, day):
    made = table(name, tables[name])
    anew = numbered_anew(made, own, day)
    with pytest.raises(DataFault, match=f"column '{own}': [0-9,]+ references stand for rows of days more than half a year apart") as fault:
        without_reused(anew)
    assert "such as with its year before it" in str(fault.value)
    cured = replace(anew, frame=anew.frame.assign(**{own: anew.frame[day].dt.year.astype(str) + "-" + anew.frame[own]}))
    assert without_reused(cured) is cured


def test_two_cases_of_one_number_are_told(tables):
    made = table("misconduct_cases", tables["misconduct_cases"])
    refs = made.frame.sort_values("received")["case_ref"]
    both = replace(made, frame=made.frame.assign(case_ref=made.frame["case_ref"].replace({refs.iloc[0]: refs.iloc[-1]})))
    assert "case_ref: references of rows more than half a year apart and of nobody in common" in without_reused(both).sources[0].flags[0][0]


def test_a_case_to_which_an_allegation_is_added_later_is_one():
    made = table(
        "misconduct_cases",
        """
        case_ref  person_ref  received
        C1        P1          2021-01-05
        C1        P2          2021-01-05
        C1        P1          2022-02-05
    """,
    )
    assert without_reused(made) is made


@pytest.mark.parametrize("seed", [0, 1, 2, 3])
def test_a_force_in_which_every_case_has_its_own_is_read(make_force, seed):
    for name, frame in make_force(seed=seed, searches=False).items():
        made = table(name, frame)
        assert without_reused(made) is made, name


def test_without_the_first_day_of_a_case_the_next_one_tells(tables):
    made = table("misconduct_cases", tables["misconduct_cases"])
    anew = numbered_anew(made, "case_ref", "received")
    with pytest.raises(DataFault, match="column 'case_ref'"):
        without_reused(replace(anew, frame=anew.frame.drop(columns="received")))

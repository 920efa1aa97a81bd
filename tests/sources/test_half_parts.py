"""Where it depends on the outcome of whom ethnicity or sex is known, in one campaign, month or year, it is told and not used there."""

import pytest

from eianalysis.sources.half_parts import with_half_known
from tests.builders import table


def told(made):
    return "\n".join(words for source in made.sources for words, _ in source.flags)


def blank(rows, column, where):
    return rows.assign(**{column: rows[column].mask(where, "")})


@pytest.mark.parametrize("seed", [0, 1])
def test_a_force_in_which_nothing_is_wrong_is_as_it_was(make_force, seed):
    for name, frame in make_force(seed=seed, searches=False).items():
        made = table(name, frame)
        assert with_half_known(made) is made, name


def test_a_campaign_of_which_only_those_who_passed_are_known(tables):
    rows = tables["applications"]
    campaign = rows["campaign_id"].value_counts().index[0]
    here = rows["campaign_id"] == campaign
    made = table("applications", blank(rows, "ethnicity_code", here & (rows["sift"] == "fail")))
    looked = with_half_known(made)
    assert f"ethnicity: in '{campaign}' recorded less than half as often where sift is 'fail'" in told(looked) and "it is not used there" in told(looked)
    after = looked.frame
    assert (after.loc[here.to_numpy(), "ethnicity_code"] == "U").all() and (after.loc[here.to_numpy(), "ethnicity_2"] == "Not recorded").all()
    assert after.loc[~here.to_numpy()].equals(made.frame.loc[~here.to_numpy()])


@pytest.mark.parametrize(
    "name, column, where, said",
    [
        ("applications", "ethnicity_code", lambda rows: (rows["applied_on"].dt.year == 2021) & (rows["joined"] != "pass"), "ethnicity: in "),
        (
            "use_of_force",
            "perceived_sex",
            lambda rows: (rows["used_on"].dt.strftime("%Y-%m") == "2022-05") & (rows["outcome"] != "arrested"),
            "perceived sex: in the rows of 1 May 2022 to 31 May 2022 recorded more than twice as often where outcome is 'arrested' as elsewhere",
        ),
        ("surveys", "sex", lambda rows: (rows["wave"].astype(str) == "2022") & (rows["favourable"] != "Y"), "sex: in '2022' recorded "),
    ],
    ids=["a year of applicants", "a month of force", "a wave"],
)
def test_years_months_and_waves(tables, name, column, where, said):
    made = table(name, blank(tables[name], column, where(tables[name])))
    looked = with_half_known(made)
    assert said in told(looked) and not looked.frame.equals(made.frame)


@pytest.mark.parametrize(
    "name, column, where, said",
    [
        ("applications", "age", lambda rows: (rows["applied_on"].dt.year == 2021) & (rows["sift"] == "fail"), "age: in "),
        ("use_of_force", "perceived_disability", lambda rows: (rows["used_on"].dt.year == 2022) & (rows["outcome"] != "arrested"), "perceived disability: in "),
    ],
    ids=["a number", "a yes or no"],
)
def test_what_is_no_word_is_left_empty(tables, name, column, where, said):
    made = table(name, blank(tables[name], column, where(tables[name])))
    looked = with_half_known(made)
    assert said in told(looked)
    assert looked.frame[column].isna().sum() > made.frame[column].isna().sum() and looked.frame[column].dtype == made.frame[column].dtype


def test_throughout_it_is_told_and_left_to_the_measures(tables):
    rows = tables["complaints"]
    made = table("complaints", blank(rows, "complainant_ethnicity", ~rows["outcome"].isin(["case to answer", "not acceptable"])))
    looked = with_half_known(made)
    assert "complainant ethnicity: recorded " in told(looked) and "depends on the outcome" in told(looked) and looked.frame.equals(made.frame)


def test_blanks_that_have_nothing_to_do_with_the_outcome_are_left(tables):
    rows = tables["applications"]
    made = table("applications", blank(rows, "ethnicity_code", (rows["applied_on"].dt.year == 2021) & (rows.index % 2 == 0)))
    assert with_half_known(made) is made

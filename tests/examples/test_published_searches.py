"""Published answers about real searches: the Met's summer of 2020, and two years of every other force in one call."""

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.sources.typed import TypedTable

pytestmark = pytest.mark.proof


@pytest.fixture(scope="module")
def met(shared):
    folder = shared / "public-data/stop-search/metropolitan"
    return ei.read_stop_search([folder / f"2020-0{month}-metropolitan-stop-and-search.csv.gz" for month in (7, 8, 9)])


@pytest.fixture(scope="module")
def published(shared):
    return pd.read_csv(shared / "public-data/stop-search/published/ashby-2020-met-q3-group-disparity.csv")


@pytest.fixture(scope="module")
def board():
    return ei.load_cycle("2023-04").policy


def rates(met, published, board):
    """Searches of people per resident, by sex, age and self-defined ethnicity, through the gate."""
    residents = published.rename(columns={"ethnic_group": "ethnicity_5"}).assign(sex=lambda t: t["sex"].str.capitalize())
    base = TypedTable("residents", residents[["sex", "age_range", "ethnicity_5", "people"]], met.sources, {"ethnicity_5": ("ethnicity_5",)})
    result = ei.rate(
        met.where(person_searched=True), base, by="ethnicity_5", within=("sex", "age_range"), size="people", kind="rate", measure="searches_per_resident"
    )
    return ei.release(result, board).table


def test_65964_rows_are_read_and_vehicles_have_no_person(met):
    assert len(met) == 65_964 and met.frame["person_searched"].sum() == 64_861


def test_the_published_disparity_table_is_reproduced(met, published, board):
    """Every one of the 24 groups: searches exactly, rate and disparity to the published decimal."""
    ours = rates(met, published, board).assign(sex=lambda t: t["sex"].str.lower())
    both = published.merge(ours, left_on=["sex", "age_range", "ethnic_group"], right_on=["sex", "age_range", "group"])
    assert len(both) == len(published) == 24
    assert (both["numerator"] == both["searches"]).all()
    assert ((1000 * both["rate"].astype(float)).round(1) == both["search_rate"]).all()
    overall = 6.20  # per 1,000 people of every group, as the page says; its own base is not in the table
    assert ((1000 * both["rate"].astype(float) / overall).round(1) == both["disparity"]).all()


def test_a_group_without_a_population_gets_no_rate(met, published, board):
    ours = rates(met, published, board)
    unknown = ours[ours["group"] == "Not declared or not recorded"]
    assert len(unknown) and unknown["rate"].isna().all()


@pytest.fixture(scope="module")
def every_force(shared):
    zips = sorted((shared / "public-data/stop-search").glob("all-other-forces-*.zip"))
    return ei.read_stop_search(zips, force="every force")


#: Rows that five forces' months list twice, counted once.
TWICE = 5_334


def test_two_years_of_every_other_force_load_in_one_call(every_force):
    assert len(every_force) == 639_001 - TWICE
    assert every_force.frame["force"].nunique() == 42
    assert len(every_force.sources) == 989  # 497 members of 2019 and 492 of 2020


def test_what_was_odd_where(every_force, board):
    notes = ei.release(ei.data_notes(every_force, cycle=ei.load_cycle("2023-04"), by_part=True), board)
    odd = notes.table.set_index(["part", "group"])["numerator"]
    doubled = {part for part, note in odd.index if "stands 2 times in this month's file (a listing fault): counted once" in note}
    assert doubled == {"cambridgeshire", "merseyside", "north-wales", "suffolk", "surrey"}  # those of the README
    gender = odd.loc[("west-midlands", "'Gender' is blank throughout the file")]
    assert gender == 50_839  # every search of that force in two years
    assert odd.loc[("south-wales", "'Age range' is blank throughout the file")] == 27_349
    assert "gwent: months without a file: 2019-08" in notes.definition.notes
    said = str(ei.findings(notes))
    assert "West-midlands: 50,839 of 50,839 rows: 'Gender' is blank throughout the file." in said
    small = notes.table[notes.table["status"] == "hidden"]
    assert len(small) and small["numerator"].isna().all()  # a handful of rows is nobody's business

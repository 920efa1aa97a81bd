"""The spine on real files, exactly as they are: City and Met searches, and a police roster through a mapping file."""

import html
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

pytestmark = pytest.mark.proof
EXAMPLES = Path(__file__).resolve().parents[1] / "docs" / "examples"


def build(tmp_path, root, example: str, files):
    """Run a worked example of the README on these files; returns the folder of the pack."""
    data = tmp_path / "data"
    shutil.copytree(root / "data" / "reference", data / "reference")
    (data / "cycles").mkdir()
    raw = data / "raw" / example
    raw.mkdir(parents=True)
    shutil.copy(EXAMPLES / example / f"{example}.toml", data / "cycles")
    mapping = EXAMPLES / example / "mapping.toml"
    for file in [*files, *([mapping] if mapping.exists() else [])]:
        shutil.copy(file, raw)
    shutil.copytree(root / "notebooks", tmp_path / "notebooks")
    done = subprocess.run(
        [sys.executable, "-m", "eianalysis.cli", "run", example, "--data-dir", data, "--outputs-dir", tmp_path / "outputs"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return tmp_path / "outputs" / example


def words(page: Path) -> str:
    """The page as a reader has it: no drawings, no tags."""
    text = re.sub(r"<(svg|style)\b.*?</\1>", " ", page.read_text(encoding="utf-8"), flags=re.S)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text)))


def table(pack: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(pack / "tables" / f"{name}.csv")


@pytest.fixture(scope="module")
def city(tmp_path_factory, root, shared):
    files = sorted((shared / "public-data/stop-search/city-of-london").glob("*.csv"))
    return build(tmp_path_factory.mktemp("city"), root, "city-searches", files)


@pytest.fixture(scope="module")
def met(tmp_path_factory, root, shared):
    files = sorted((shared / "public-data/stop-search/metropolitan").glob("*.csv.gz"))
    return build(tmp_path_factory.mktemp("met"), root, "met-searches", files)


@pytest.fixture(scope="module")
def chicago(tmp_path_factory, root, shared):
    roster = shared / "public-data/retention/chicago-police-roster-1936-2017.csv.gz"
    return build(tmp_path_factory.mktemp("chicago"), root, "chicago-roster", [roster])


def test_the_city_page_says_what_a_careful_analyst_would(city):
    page = words(city / "08-stop-search.html")
    assert "259 of 5,576 rows: every search stands twice in this month's file (a listing fault): counted once." in page
    assert "No search of any month is timed after 12:59" in page  # a twelve-hour clock, found by looking
    assert "Not stated" in page and "No single population describes who is in the City" in page
    assert "Open Government Licence" in page and "SYNTHETIC" not in page


def test_the_city_counts_are_those_of_the_files(city, shared):
    files = sorted((shared / "public-data/stop-search/city-of-london").glob("*.csv"))
    raw = pd.concat([pd.read_csv(file).drop_duplicates() if "2020-07" in file.name else pd.read_csv(file) for file in files])
    people = raw[raw["Type"] != "Vehicle search"]
    undeclared = people["Self-defined ethnicity"].isna() | people["Self-defined ethnicity"].str.endswith("Not stated")
    found = people["Outcome linked to object of search"].eq(True) & ~people["Outcome"].str.contains("no further action", case=False, na=True)
    shown = table(city, "search_undeclared_share").set_index("group").loc["All"]
    assert (shown["numerator"], shown["denominator"]) == (undeclared.sum(), len(people))
    black = people["Officer-defined ethnicity"].eq("Black") & people["Outcome linked to object of search"].notna() & people["Outcome"].notna()
    shown = table(city, "search_outcome_test").query("characteristic == 'officer_ethnicity'").set_index("group").loc["Black"]
    assert (shown["numerator"], shown["denominator"]) == ((found & black).sum(), black.sum())


def test_the_city_has_no_headline_ratio_to_its_residents(city):
    shares = table(city, "search_share_by_population")
    assert {"City of London residents, 2021", "London residents, 2021"} <= set(shares["population"])
    assert shares["disparity_ratio"].isna().all()
    page = words(city / "08-stop-search.html")
    assert "No rate or ratio per head is given: 8,583 people live in the City of London" in page
    assert page.index("Do searches find what they were for?") < page.index("What is odd in the records?")


def test_blank_columns_of_the_met_are_not_counted_as_no(met):
    page = words(met / "08-stop-search.html")
    assert "[x] not available" in page.lower() or "not available" in page.lower()
    assert "months without a file: 2019-02" in page.lower()
    outcomes = table(met, "search_positive_outcome_rate").query("characteristic == 'officer_ethnicity' and group != 'All'")
    assert 125_000 < outcomes["denominator"].sum() <= 132_743
    assert table(met, "search_outcome_test").empty


def test_met_months_are_londons(met, shared):
    months = table(met, "searches_by_month").set_index("month")["denominator"]
    assert list(months.index) == ["2019-01", "2020-07", "2020-08", "2020-09", "2021-06", "2021-07", "2021-08"]
    raw = pd.read_csv(shared / "public-data/stop-search/metropolitan/2020-07-metropolitan-stop-and-search.csv.gz")
    assert months["2020-07"] == (raw["Type"] != "Vehicle search").sum()  # 30 June 23:00 UTC is 1 July in London


def test_the_roster_gives_the_published_survival(chicago):
    """public-data/README: officers appointed from 1990, S(10) 0.8482 of women, 0.8713 of men; Black 0.8530, White 0.8613."""
    for name, known in (
        ("survival-by-sex", {"Female": 0.8482, "Male": 0.8713}),
        ("survival-by-ethnicity", {"Black": 0.8530, "White": 0.8613, "Hispanic": 0.8875}),
    ):
        ten = table(chicago, name).query("time == 10").set_index("group")["estimate"]
        for group, value in known.items():
            assert ten[group] == pytest.approx(value, abs=0.0006)


def test_the_roster_says_which_rows_were_set_aside_and_why(chicago):
    page = words(chicago / "06-retention.html")
    assert "10 of 32,446 rows: left before joining." in page
    assert "495 of 32,446 rows: marked as gone, without a leaving date." in page

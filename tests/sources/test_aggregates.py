"""Counts as input: the published tables of six publishers give their printed answers, and what would count twice is refused."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.errors import DataFault, UsageError
from eianalysis.policy import policy_for
from eianalysis.sources.aggregates import read_declarations
from eianalysis.sources.unread import unread
from tests.sources.test_mapping import as_toml, places

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"
FILES = {
    "use-of-force": "police-use-of-force-apr2018-mar2019-hosb3319-tables.ods",
    "workforce": "police-uplift-2022-data.csv.gz",
    "misconduct-and-deaths": "iopc-Time_series_tables_2018-19.ods",
    "census": "ethnicity21_ltla21.csv",
    "stop-search/published": "eff-stop-and-search-2006-07-to-2017-18.csv",
    "recruitment": "ucb-admissions-1973.csv",
}
BOARD = policy_for("board")


@pytest.fixture(scope="module")
def folder(shared, tmp_path_factory):
    """The published tables beside the declarations of the example."""
    made = tmp_path_factory.mktemp("published")
    for room, name in FILES.items():
        shutil.copyfile(shared / "public-data" / room / name, made / name)
    shutil.copyfile(EXAMPLES / "published-counts" / "counts.toml", made / "counts.toml")
    return made


def by_group(result, **where):
    table = result.counts
    for name, value in where.items():
        table = table[table[name] == value]
    return {row.group: (row.numerator, row.denominator) for row in table.itertuples()}


def test_force_used_in_the_city(folder):
    found = ei.read_counts(folder, "cuffs_without_compliance")
    assert by_group(found) == {
        "All": (859, 1603),
        "Asian": (81 + 7, 209 + 23),
        "Black": (223, 381),
        "Mixed": (0, 0),
        "White": (519, 927),
        "Other": (15, 37),
        "Not recorded": (14, 26),
    }
    released = ei.release(ei.compare(found, reference="White"), BOARD)
    assert released.note == "These counts are published: nothing is hidden."
    assert "223 of 381 handcuffings of people described by the officer as Black were without compliance (58.5%)" in str(ei.findings(released))
    assert "OGL" in released.sources[0].note or "Open Government Licence" in released.sources[0].note


def test_women_in_senior_ranks_of_every_force(folder):
    found = ei.read_counts(folder, "women_in_senior_ranks")
    table = pd.read_csv(folder / FILES["workforce"])
    table = table[(table["date"] == "2022-03-01") & (table["worker_type"] == "police officer")]
    senior = table[table["rank_description"].isin(["Inspector", "Chief Inspector", "Superintendent", "Chief Superintendent", "Chief Officer"])]
    for force in table["force_name"].unique():
        right = {
            sex: (
                senior[(senior["force_name"] == force) & (senior["sex"] == sex)]["total_headcount"].sum(),
                table[(table["force_name"] == force) & (table["sex"] == sex)]["total_headcount"].sum(),
            )
            for sex in ("Female", "Male")
        }
        got = by_group(found, force=force)
        assert {sex: got[sex] for sex in right} == right
        assert got["All"] == tuple(sum(pair) for pair in zip(*right.values(), strict=True))


def test_deaths_in_custody_are_shown_whole_because_they_are_published(folder):
    found = ei.read_counts(folder, "deaths_in_custody")
    assert by_group(found)["All"] == (85, 85) and by_group(found)["Black"] == (11, 85) and by_group(found)["Mixed"] == (1, 85)
    released = ei.release(found, BOARD).table
    assert (released["status"] == "shown").all() and released["numerator"].tolist() == [85, 4, 11, 1, 68, 1]
    assert ei.table(ei.release(found, BOARD)) is not None


def test_the_same_counts_unpublished_are_hidden_where_they_are_small(folder, tmp_path):
    shutil.copyfile(folder / FILES["misconduct-and-deaths"], tmp_path / FILES["misconduct-and-deaths"])
    text = (folder / "counts.toml").read_text()
    one = "[[counts]]" + text.split("[[counts]]")[3].replace("published = true\n", "")
    (tmp_path / "counts.toml").write_text(one)
    released = ei.release(ei.read_counts(tmp_path), BOARD).table
    assert set(released["group"]) == {"All", "Ethnic minorities", "White"}  # five groups would have small numbers in them


def test_residents_by_18_groups_roll_up(folder):
    found = ei.read_counts(folder, "residents")
    assert by_group(found)["Chinese"] == (545, 8584) and len(by_group(found)) == 19
    assert by_group(found.coarser())["Asian"] == (1445, 8584) and by_group(found.coarser().coarser())["White"] == (5955, 8584)


def test_searches_per_resident_are_the_printed_rates(folder, tmp_path):
    """Every force of the file, every group: the rate is the one printed beside the counts, to its two decimals."""
    shutil.copyfile(folder / FILES["stop-search/published"], tmp_path / FILES["stop-search/published"])
    text = "[[counts]]" + (folder / "counts.toml").read_text().split("[[counts]]")[5]
    (tmp_path / "counts.toml").write_text(
        text.replace(', Geography = "West Midlands"', "").replace(
            'group = "Ethnicity"\n', 'group = "Ethnicity"\nkeys = { force = "Geography" }\nunavailable = ["N/A", "?", "-"]\n'
        )
    )
    found = ei.read_counts(tmp_path).unreleased
    printed = pd.read_csv(tmp_path / FILES["stop-search/published"], dtype=str)
    printed = printed[(printed["Time"] == "2017/18") & (printed["Ethnicity_type"] == "ONS 2001 5+1")].set_index(["Geography", "Ethnicity"])
    checked = 0
    for row in found[found["group"] != "All"].itertuples():
        said = printed.loc[(row.force, row.group), "Rate per 1,000 population by ethnicity"].strip()
        if said not in ("N/A", "?", "-"):
            assert round(row.rate * 1000, 2) == pytest.approx(float(said.replace(",", "")), abs=0.0051), (row.force, row.group)
            checked += 1
    assert checked > 150
    city = found[(found["force"] == "London, City of") & (found["group"] == "White")].iloc[0]
    assert pd.isna(city["denominator"]) and pd.isna(city["rate"])  # the table gives no population: not available, never 0


def test_admissions_by_department_and_together(folder, tmp_path):
    found = ei.read_counts(folder, "admissions")
    assert by_group(found, department="A") == {"All": (601, 933), "Female": (89, 108), "Male": (512, 825)}
    shutil.copyfile(folder / FILES["recruitment"], tmp_path / FILES["recruitment"])
    text = "[[counts]]" + (folder / "counts.toml").read_text().split("[[counts]]")[6].replace('keys = { department = "Dept" }\n', "")
    (tmp_path / "counts.toml").write_text(text)
    assert by_group(ei.read_counts(tmp_path)) == {"All": (1755, 4526), "Female": (557, 1835), "Male": (1198, 2691)}


def test_a_return_of_counts_that_nobody_published(tmp_path):
    folder = EXAMPLES / "annual-data-requirement"
    found = ei.read_counts(folder / "counts.toml")
    assert by_group(found) == {
        "All": (57, 1007),
        "Asian": (9, 103),
        "Black": (6, 47),
        "Mixed": (2, 25),
        "White": (37, 778),
        "Other": (0, 7),
        "Not stated": (3, 47),
    }
    released = ei.release(ei.compare(found, reference={"ethnicity": "White"}), BOARD)
    assert not released.table["numerator"].isin([1, 2, 3, 4]).any()
    assert "officers resigned" in str(ei.findings(released))


TABLE = """Counts of people,,,,
Force,Stage,White,Black,Total
North,Applied,100,40,140
North,Passed,50,..,70
South,Applied,200,60,260
South,Passed,80,18,98
Total,Applied,300,100,400
Total,Passed,130,38,168
"""
TOML = """
[[counts]]
id = "passed"
file = "table.csv"
heading_row = 2
characteristic = "ethnicity"
rows = { Force = "South" }
total = "Total"
groups = { White = "White", Black = "Black" }
[counts.numerator]
rows = { Stage = "Passed" }
[counts.denominator]
rows = { Stage = "Applied" }
[counts.words]
title = "Applicants passing"
numerator = "applicants who passed"
denominator = "applicants"
"""


def read(tmp_path, toml=TOML, table=TABLE):
    (tmp_path / "table.csv").write_text(table)
    (tmp_path / "counts.toml").write_text(toml)
    return ei.read_counts(tmp_path)


def test_a_number_that_is_withheld_is_not_available_and_never_zero(tmp_path):
    table = ei.release(read(tmp_path, TOML.replace('"South"', '"North"')), BOARD).table.set_index("group")
    assert table.loc["Black", "status"] == "not_available" and table.loc["White", "status"] == "shown"
    assert table.loc["All", "status"] == "not_available" and pd.isna(table.loc["Black", "numerator"])
    assert pd.isna(table.loc["Black", "denominator"])
    compared = read(tmp_path, TOML.replace('"South"', '"North"'))
    against_black = ei.release(ei.compare(compared, reference={"ethnicity": "Black"}), BOARD).table.set_index("group")
    assert against_black["verdict"].isna().all()  # nothing is compared with what is not known


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('rows = { Force = "South" }', "", "3 rows are meant where one is wanted: 4, 6, 8"),
        (
            'rows = { Force = "South" }',
            'rows = { Force = "Suoth" }',
            "'Suoth' does not stand in column 'Force' of the rows that are meant; did you mean 'South'?",
        ),
        ('rows = { Stage = "Passed" }', 'rows = { Stag = "Passed" }', "it has no column 'Stag'; did you mean 'Stage'?"),
        ('groups = { White = "White", Black = "Black" }', 'groups = { White = "White" }', "the groups add up to 80, and 'Total' is 98"),
        ('rows = { Force = "South" }', "add = true", "a row to be added up is the total of others, so they would be counted twice"),
        ('total = "Total"', 'total = "Sum"', "the total 'Sum' stands nowhere"),
        ('file = "table.csv"', 'file = "tables.csv"', "there is no such file beside the declarations; did you mean 'table.csv'?"),
        ('file = "table.csv"', 'file = "../table.csv"', "there is no such file beside the declarations"),
        ("heading_row = 2", "heading_row = 20", "it has no row 20; correct heading_row"),
        ("heading_row = 2", 'heading_row = 2\nsheet = "One"', "it has no sheet 'One'"),
        ('Black = "Black" }', 'Black = "Blue" }', "'Blue' is no group of ethnicity; give it one of"),
        ('characteristic = "ethnicity"', "", "[[counts]] number 1 (passed): 'characteristic' is missing"),
        ("[counts.numerator]", "[counts.nominator]", "'nominator' is not a key"),
        ('title = "Applicants passing"', "", "words: title missing; say them in [counts.words]"),
        ('title = "Applicants passing"', 'title = "x"\noutcome = "bad"', "has the outcome 'bad'"),
        ('total = "Total"', 'kind = "ratio"', "'kind' is 'ratio'; did you mean 'rate'?"),
        ('total = "Total"', "period = 2022", "'period' is 2022; it should be: period = { start = 2018-04-01"),
    ],
)
def test_what_is_wrong_is_told_and_how_to_put_it_right(tmp_path, old, new, said):
    assert old in TOML
    with pytest.raises(DataFault) as fault:
        read(tmp_path, TOML.replace(old, new, 1))
    assert said in str(fault.value)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("18.5", "'18.5' is no count; counts are whole numbers: take a table of headcount"),
        ("30%", "'30%' is no count; a rate has no counts in it: name the column or the rows"),
        ("-", "'-' is no count; say zero = [\"-\"]"),
        ("18 (r)", "'18 (r)' is no count"),
    ],
)
def test_a_cell_that_is_no_count_is_told(tmp_path, cell, said):
    with pytest.raises(DataFault) as fault:
        read(tmp_path, table=TABLE.replace("80,18,98", f"80,{cell},98"))
    assert "row 6, column 'Black'" in str(fault.value) and said in str(fault.value)


def test_a_dash_is_what_the_table_says_it_is(tmp_path):
    table = TABLE.replace("80,18,98", "80,-,80")
    assert by_group(read(tmp_path, TOML.replace('total = "Total"', 'total = "Total"\nzero = ["-"]'), table))["Black"] == (0, 60)
    unknown = by_group(read(tmp_path, TOML.replace('total = "Total"', 'unavailable = ["-"]'), table))["Black"]
    assert pd.isna(unknown[0])


def test_a_dot_that_parts_thousands(tmp_path):
    table = TABLE.replace("200,60,260", "2.000,60,2.060")
    assert by_group(read(tmp_path, TOML.replace('total = "Total"', 'total = "Total"\nthousands = "."'), table))["White"] == (80, 2000)


def test_more_events_than_people_are_no_proportion(tmp_path):
    with pytest.raises(UsageError, match="passed is a proportion, and 1 of its rows have more events than base"):
        read(tmp_path, TOML.replace('total = "Total"', ""), TABLE.replace("80,18,98", "80,61,98"))


def test_shares_need_no_base_of_their_own(tmp_path):
    toml = TOML.replace('[counts.denominator]\nrows = { Stage = "Applied" }\n', "")
    assert by_group(read(tmp_path, toml)) == {"All": (98, 98), "Black": (18, 98), "White": (80, 98)}


def test_which_is_asked_for(tmp_path):
    read(tmp_path)
    with pytest.raises(UsageError, match="counts.toml declares no 'pased'; did you mean 'passed'?"):
        ei.read_counts(tmp_path, "pased")
    (tmp_path / "counts.toml").write_text(TOML + TOML.replace('"passed"', '"other"'))
    with pytest.raises(UsageError, match="declares 2 counts; say which: passed, other"):
        ei.read_counts(tmp_path)
    with pytest.raises(UsageError, match="there is no counts.toml"):
        ei.read_counts(tmp_path / "nowhere" / "counts.toml")
    (tmp_path / "counts.toml").write_text(TOML + TOML)
    with pytest.raises(DataFault, match="there are two of this id"):
        ei.read_counts(tmp_path)


JUNK = [1, True, "", "x", [], [1], {}, {"a": 1}, {"a": [{}]}, float("nan")]


@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_junk_at_any_place_of_a_declaration_is_told_or_harmless(tmp_path, junk):
    import copy
    import tomllib

    whole = tomllib.loads(TOML)
    (tmp_path / "table.csv").write_text(TABLE)
    for path in places(whole):
        damaged = copy.deepcopy(whole)
        inside = damaged
        for step in path[:-1]:
            inside = inside[step]
        inside[path[-1]] = junk
        (tmp_path / "counts.toml").write_text(as_toml(damaged))
        try:
            ei.read_counts(tmp_path)
        except (DataFault, UsageError):
            pass


def test_a_cycle_reads_the_counts_of_its_raw_folder(tmp_path):
    from tests.sources.test_mapping import a_cycle

    cycle = a_cycle(tmp_path, demo=False)
    (cycle.raw_dir / "table.csv").write_text(TABLE)
    assert [fault.file for fault in unread(cycle)] == ["raw/c/table.csv"]
    (cycle.raw_dir / "counts.toml").write_text(TOML)
    assert unread(cycle) == []
    assert set(read_declarations(cycle.raw_dir / "counts.toml")) == {"passed"}
    assert by_group(ei.read_counts(cycle.raw_dir))["White"] == (80, 200)

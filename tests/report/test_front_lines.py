"""Small lines on the front: read from released tables, said in words as well, and silent on what is hidden."""

import re
from dataclasses import asdict

import pandas as pd
import pytest

from eianalysis.cycle import load_cycle
from eianalysis.measures.retention import TURNOVER_START_HEADCOUNT_EX_TRANSFERS as LEAVING
from eianalysis.report.front_lines import MOST, everybody, lines, mini_line
from eianalysis.report.released_tables import ReleasedTable

LEVEL = [15, 18, 12, 13, 14, 13, 15, 12, 17, 17, 13, 17, 15, 12, 16, 14]
PAGES = {"06-retention"}


@pytest.fixture(scope="module")
def cycle():
    return load_cycle("2023-04")


def series(numbers, name="leaving-by-quarter", page="06-retention", measure=LEAVING, hidden=(), base=950):
    first = [pd.Timestamp("2023-04-01") - pd.DateOffset(months=3 * (len(numbers) - at)) for at in range(len(numbers))]
    rows = pd.DataFrame(
        [
            {
                "measure": measure.id,
                "kind": "rate",
                "window": "by quarter",
                "characteristic": "everybody",
                "group": "All",
                "month": f"{start:%Y-%m} to {start + pd.DateOffset(months=2):%Y-%m}",
                "numerator": number,
                "denominator": base,
                "rate": number / base,
                "status": "shown",
            }
            for start, number in zip(first, numbers, strict=True)
        ]
    )
    rows.loc[list(hidden), ["numerator", "denominator", "rate"]] = None
    rows.loc[list(hidden), "status"] = "hidden"
    words = measure.words.of(measure.workers)
    return {
        name: ReleasedTable(
            name, rows.sample(frac=1, random_state=1), {"measure": measure.id, "shape": "counts", "missing": None, "definition": asdict(words)}, page
        )
    }


def alt(entry):
    return re.search(r'aria-label="([^"]*)"', entry["line"])[1]


def test_a_line_says_first_last_lowest_highest_and_what_it_means(cycle):
    (entry,) = lines(series(LEVEL), cycle, PAGES)
    assert entry["what"] == "Officers left" and entry["page"] == "06-retention" and entry["words"] == "ordinary variation"
    assert alt(entry) == (
        "Officers left, by quarter: first 1.6 per 100 in April to June 2019, last 1.5 per 100 in January to March 2023, lowest 1.3 per 100 "
        "in October to December 2019, highest 1.9 per 100 in July to September 2019. Ordinary variation."
    )


def test_a_change_comes_first_with_a_shape_and_words_of_its_own(cycle):
    tables = series(LEVEL, "a") | series([*LEVEL[:-1], 45], "b")
    first, second = lines(tables, cycle, PAGES)
    assert first["words"] == "change for the worse, higher" and first["css"] == "worse" and "7.2-7.2" in first["line"] and 'r="6.5"' in second["line"]
    assert lines(series([*LEVEL[:-1], 0], "c"), cycle, PAGES)[0]["words"] == "change for the better, lower"


def test_few_points_are_too_few_and_a_page_that_is_not_there_is_not_linked(cycle):
    (entry,) = lines(series(LEVEL[:11]), cycle, set())
    assert entry["words"] == "too few points to tell" and entry["page"] == ""


def test_four_at_most_those_of_the_differences_first(cycle):
    tables = {name: each for place in range(6) for name, each in series(LEVEL, f"t{place}").items()}
    assert len(lines(tables, cycle, PAGES)) == MOST


def test_a_hidden_point_breaks_the_line_and_is_told_by_number_only(cycle):
    (entry,) = lines(series(LEVEL, hidden=[4]), cycle, PAGES)
    assert alt(entry).endswith("Ordinary variation. 1 hidden.") and re.search(r' d="([^"]*)"', entry["line"])[1].count("M") == 2
    other = [*LEVEL[:4], 2, *LEVEL[5:]]
    assert lines(series(other, hidden=[4]), cycle, PAGES) == [entry]


def test_what_is_no_single_series_has_no_line(cycle):
    table = series(LEVEL)["leaving-by-quarter"]
    twice = ReleasedTable("x", pd.concat([table.rows, table.rows]), table.about, table.page)
    groups = ReleasedTable("x", table.rows.assign(group="Female"), table.about, table.page)
    gone = ReleasedTable("x", table.rows, {**table.about, "missing": {"file": "x"}}, table.page)
    none = ReleasedTable("x", table.rows.drop(columns="month"), table.about, table.page)
    assert [everybody(each) for each in (twice, groups, gone, none)] == [None] * 4
    assert lines(series(LEVEL, hidden=range(16)), cycle, PAGES) == []


def test_a_flat_line_and_a_single_point_are_drawn():
    rows = series([10] * 3)["leaving-by-quarter"].rows
    single = mini_line(rows.iloc[:1], "<&>", "")
    assert 'd="M' in mini_line(rows, "x", "") and 'd="M' in single and "&lt;&amp;&gt;" in single

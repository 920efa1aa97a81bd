"""Small lines of a planned comparison: both groups year by year, what became of the gap, and nothing that is hidden."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest

from eianalysis.cycle import load_cycle
from eianalysis.dataset import Force
from eianalysis.errors import UsageError
from eianalysis.evidence.status_rules import AWAY, NO_CHANGE, TOO_FEW, TOWARDS
from eianalysis.evidence.year_on_year import gap_moved
from eianalysis.figures.gap_lines import NONE_PLANNED, MiniLines, gap_line, gap_lines, mini_lines
from eianalysis.evidence.earlier import planned, year_by_year
from eianalysis.measures.retention import TURNOVER_START_HEADCOUNT_EX_TRANSFERS as LEAVING
from eianalysis.report.released_tables import ReleasedTable
from eianalysis.results import Result

WORDS = LEAVING.words.of("officer")


@pytest.fixture(scope="module")
def cycle():
    return load_cycle("2023-04")


def years(mine, others, base=1000, hidden=()):
    """Rows as released: ``hidden`` are years of the group that may not be seen."""
    rows = []
    for group, numbers in (("Ethnic minorities", mine), ("White", others)):
        for at, number in enumerate(numbers):
            gone, end = group != "White" and at in hidden, 2024 - len(numbers) + at
            rows.append(
                {
                    "year": f"Year to March {end}",
                    "period_end": f"{end}-03-31",
                    "kind": "rate",
                    "characteristic": "ethnicity_2",
                    "group": group,
                    "numerator": None if gone else number,
                    "denominator": None if gone else base,
                    "rate": None if gone else number / base,
                    "status": "hidden" if gone else "shown",
                }
            )
    return pd.DataFrame(rows).sample(frac=1, random_state=2)


def line(cycle, *numbers, **more):
    found = list(gap_lines(years(*numbers, **more), WORDS, cycle, LEAVING.id, 0.95))
    return found[0] if found else None


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        ((300, 1000, 100, 1000), (400, 4000, 400, 4000), AWAY),
        ((100, 1000, 100, 1000), (900, 4000, 400, 4000), TOWARDS),
        ((40, 1000, 100, 1000), (400, 4000, 400, 4000), AWAY),  # wider on the other side
        ((10000, 50000, 10000, 50000), (40000, 200000, 40000, 200000), NO_CHANGE),
        ((8, 150, 42, 714), (60, 711, 196, 3561), TOO_FEW),
        ((0, 150, 42, 714), (60, 711, 196, 3561), TOO_FEW),
    ],
)
def test_a_gap_is_wider_narrower_the_same_or_too_few_can_tell(now, before, said):
    assert gap_moved(now, before, kind="rate", confidence=0.95) == said


def test_the_words_and_the_icon_say_what_became_of_the_gap(cycle):
    wider, narrower = line(cycle, [100, 100, 300], [100, 100, 100]), line(cycle, [300, 300, 100], [100, 100, 100])
    assert (wider.words, wider.css, narrower.words, narrower.css) == ("gap wider", "worse", "gap narrower", "better")
    assert wider.said == (
        "Officers from ethnic minorities left, year by year: 10.0 and 10.0 per 100 in the year to March 2021, "
        "30.0 and 10.0 per 100 in the year to March 2023. The second figure is of White officers. Gap wider."
    )
    assert f'role="img" aria-label="{wider.said}"' in wider.svg and wider.svg.count("<path") == 4  # two lines, the shape, its triangle


def test_a_hidden_year_breaks_both_lines_and_is_said(cycle):
    whole, broken = line(cycle, [100] * 5, [90] * 5), line(cycle, [100] * 5, [90] * 5, hidden=[2])
    moves = [re.search(r'class="other" d="([^"]*)"', each.svg)[1].count("M") for each in (whole, broken)]
    assert moves == [1, 2] and broken.said.endswith("1 of 5 years hidden.")


def test_nothing_is_said_of_a_gap_whose_latest_year_is_hidden(cycle):
    assert line(cycle, [100, 100, 900], [100, 100, 100], hidden=[2]).words == "gap: too few to tell"
    assert line(cycle, [100, 100, 900], [100, 100, 100], hidden=[0, 2]) is None  # one year is no line


def test_rounded_figures_draw_a_line_and_judge_nothing(cycle):
    rounded = replace(cycle, profile="public")
    found = line(rounded, [100, 100, 300], [100, 100, 100])
    assert rounded.policy.round_to > 1 and found.words == "" and "icon" not in found.svg


def test_the_front_finds_the_line_by_what_the_table_is(cycle):
    about = {"measure": LEAVING.id, "missing": None, "keys": ["year"], "definition": {"title": "x", "noun": "officers", "verb": "left"}}
    definition = {name: getattr(WORDS, name) for name in WORDS.__dataclass_fields__}
    table = ReleasedTable("whatever", years([100, 100], [90, 90]), {**about, "definition": definition}, "06-retention")
    row = {"characteristic": "ethnicity_2", "group": "Ethnic minorities", "reference": "White"}
    assert gap_line({"a": table}, row, LEAVING.id, cycle).what == "Officers from ethnic minorities left"
    assert gap_line({"a": table}, {**row, "group": "Asian"}, LEAVING.id, cycle) is None
    assert gap_line({"a": ReleasedTable("a", table.rows, {**table.about, "keys": []})}, row, LEAVING.id, cycle) is None


def test_only_the_groups_of_planned_comparisons_are_counted(cycle):
    found = year_by_year(Force(cycle), LEAVING.id)
    assert set(zip(found.counts["characteristic"], found.counts["group"], strict=True)) == {
        (each.characteristic, group) for each in planned(cycle.primary_comparisons, LEAVING.id) for group in (each.group, each.reference)
    }
    assert "year" in found.keys and found.coarser is None


def test_a_measure_that_no_comparison_is_planned_of_has_no_line(cycle):
    found = year_by_year(Force(cycle), "stability_12m")
    assert isinstance(found, Result) and "plans no comparison" in found.missing.reason
    shown = mini_lines(found.release())
    assert repr(shown) == NONE_PLANNED and shown._markup() == f"<p>{NONE_PLANNED}</p>"
    with pytest.raises(UsageError, match="stability_12m"):
        year_by_year(Force(cycle), "stability_12n")
    assert repr(MiniLines((), "Nothing.", "")) == "Nothing." and MiniLines((), "<a>", "")._markup() == "<p>&lt;a&gt;</p>"


@pytest.mark.parametrize(("end", "last"), [("2022-12-31", "2022-03-31"), ("2023-03-31", "2023-03-31"), ("2023-03-30", "2022-03-31")])
def test_years_are_the_same_whenever_the_board_meets(cycle, end, last):
    """Years to December that one board has, beside years to March that the next has, would give a quarter away."""
    then = replace(cycle, period_start=date.fromisoformat(end) - timedelta(days=364), period_end=date.fromisoformat(end))
    assert found_years(then)[0] == pd.Timestamp(last) and {each.month for each in found_years(then)} == {3}


def found_years(cycle):
    ends = year_by_year(Force(cycle), LEAVING.id).counts["period_end"]
    return sorted(pd.to_datetime(ends).unique(), reverse=True)

"""Counting: groups, totals, splits, blanks; conduct stages and searches on drawn tables."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from eianalysis.cycle import load_cycle
from eianalysis.measures.conduct import STAGES, case_outcomes, misconduct_stages
from eianalysis.measures.rates import rate, share, tally
from eianalysis.measures.searches import ethnicity_agreement, search_outcomes, searches_by_month, shares_by_population, undeclared_searches
from eianalysis.results import Source
from eianalysis.sources.typed import TypedTable

GROUPINGS = {"sex": ("sex",), "ethnicity": ("ethnicity_5", "ethnicity_2"), "officer_ethnicity": ("officer_ethnicity",)}


def typed(name, rows, **more):
    return TypedTable(name, pd.DataFrame(rows), (Source(name, f"{name}.csv", "0" * 64, len(rows), "real"),), GROUPINGS, **more)


@pytest.fixture
def cycle(root):
    return replace(load_cycle("2023-01", data_dir=root / "data"), period_start=date(2022, 1, 1), period_end=date(2022, 12, 31), data_cut_off=date(2022, 12, 31))


def test_tally_gives_zero_to_a_group_without_events_and_totals_everyone():
    base = pd.DataFrame({"sex": ["Female", "Male", "Male", "Not recorded"], "unit": ["A", "A", "B", "B"]})
    table = tally(base.iloc[[1]], base, ["sex"]).set_index("group")
    assert list(table.index) == ["All", "Female", "Male", "Not recorded"]
    assert list(table["numerator"]) == [1, 0, 1, 0] and list(table["denominator"]) == [4, 1, 2, 1]
    within = tally(base.iloc[[1]], base, ["sex"], ["unit"]).set_index(["unit", "group"])
    assert tuple(within.loc[("A", "All")][["numerator", "denominator"]]) == (1, 2)
    assert tuple(within.loc[("B", "Female")][["numerator", "denominator"]]) == (0, 0)  # absence would say as much


def test_a_group_with_events_and_no_base_is_kept():
    base = pd.DataFrame({"sex": ["Female"]})
    table = tally(pd.DataFrame({"sex": ["Male"]}), base, ["sex"]).set_index("group")
    assert tuple(table.loc["Male"][["numerator", "denominator"]]) == (1, 0)


def test_rate_offers_the_coarser_grouping_only_when_asked():
    rows = [{"ethnicity_5": "Black", "ethnicity_2": "Ethnic minorities"}, {"ethnicity_5": "White", "ethnicity_2": "White"}]
    made = rate(typed("events", rows[:1]), typed("people", rows), by="ethnicity", measure="m")
    assert set(made.counts["characteristic"]) == {"ethnicity_5"}
    assert set(made.coarser().counts["characteristic"]) == {"ethnicity_2"} and made.coarser().coarser is None
    assert "rate" in made.coarser().unreleased


def test_share_does_not_count_a_blank_as_a_no():
    rows = [{"sex": "Female", "yes": True}, {"sex": "Female", "yes": None}, {"sex": "Male", "yes": False}]
    made = share(typed("t", rows), "yes", by="sex", measure="m").counts.set_index("group")
    assert tuple(made.loc["Female"][["numerator", "denominator"]]) == (1, 1)
    blank = share(typed("t", [{"sex": "Female", "yes": None}]), "yes", by="sex", measure="m")
    assert blank.status == "not_available" and blank.missing.reason == "the column is blank in every row"


ALLEGATION = dict(
    worker_type="officer",
    sex="Male",
    finalised=pd.Timestamp("2022-06-01"),
    severity="misconduct",
    case_to_answer=False,
    proceeding="none",
    finding="none",
    outcome="none",
    case_ref="1",
    person_ref="a",
)


def test_a_case_takes_the_gravest_of_its_allegations():
    rows = [
        ALLEGATION,
        ALLEGATION | dict(severity="gross misconduct", case_to_answer=True, proceeding="hearing", finding="proven", outcome="dismissal"),
        ALLEGATION | dict(person_ref="b", severity="none"),
        ALLEGATION | dict(case_ref="2", finalised=pd.NaT),
    ]
    cases = case_outcomes(pd.DataFrame(rows).astype({"case_to_answer": "boolean"})).set_index("person_ref")
    assert len(cases) == 2  # an open case is not an outcome
    a, b = cases.loc["a"], cases.loc["b"]
    assert a["gross"] and a["serious"] and a["to_answer"] and a["proven"] and a["dismissed"] and a["acted"]
    assert b["assessed"] and not b["serious"] and not b["to_answer"] and not b["acted"]


def test_a_blank_answer_is_no_no_and_a_case_half_open_is_open():
    rows = [
        ALLEGATION | dict(case_ref="1", case_to_answer=None, outcome=None),
        ALLEGATION | dict(case_ref="2", severity="gross misconduct", finalised=pd.NaT),
        ALLEGATION | dict(case_ref="2"),
        ALLEGATION | dict(case_ref="3", proceeding="hearing", finding=None),
    ]
    cases = case_outcomes(pd.DataFrame(rows).astype({"case_to_answer": "boolean"})).set_index("case_ref")
    assert list(cases.index) == ["1", "3"]  # one allegation of case 2 is open
    assert cases.loc["1", "assessed"] and not cases.loc["1", "serious"] and not cases.loc["1", "decided"]
    assert cases.loc["3", "serious"] and not cases.loc["3", "heard"]


def test_each_stage_has_its_own_base(cycle):
    rows = [
        ALLEGATION
        | dict(
            case_ref=str(n),
            severity="gross misconduct" if n < 4 else "none",
            case_to_answer=n < 3,
            proceeding="hearing" if n < 2 else "none",
            finding="proven" if n < 1 else "none",
            outcome="dismissal" if n < 1 else "none",
        )
        for n in range(10)
    ]
    frame = pd.DataFrame(rows).astype({"case_to_answer": "boolean"})
    made = misconduct_stages(TypedTable("misconduct_cases", frame, groupings=GROUPINGS), cycle=cycle, by="sex", months=12)
    table = made.counts[made.counts["group"] == "Male"].set_index("stage")
    assert list(table.index) == list(STAGES)
    assert list(zip(table["numerator"], table["denominator"], strict=True)) == [(4, 10), (3, 4), (1, 2), (1, 1), (1, 10)]


def search(when, **more):
    row = dict(
        searched_at=pd.Timestamp(when, tz="Europe/London"),
        person_searched=True,
        sex="Male",
        ethnicity_5="White",
        ethnicity_2="White",
        officer_ethnicity="White",
        positive=True,
        find=True,
        clothing_removed=None,
        object="Drugs",
    )
    return row | dict(month=row["searched_at"].strftime("%Y-%m")) | more


@pytest.fixture
def searches():
    return typed(
        "stop_search",
        [
            search("2022-03-01 10:00"),
            search("2022-03-02 10:00", positive=False, find=False, ethnicity_5="Not stated"),
            search("2022-04-01 00:30", officer_ethnicity="Black", find=None),
            search("2023-01-01 00:10"),
            search("2022-05-01 10:00", person_searched=False),
            search("2021-12-31 23:59"),
        ],
    )


def test_only_people_searched_in_the_period_count(searches, cycle):
    made = search_outcomes(searches, cycle=cycle, by="sex", measure="search_positive_outcome_rate").counts
    assert tuple(made[made["group"] == "All"][["numerator", "denominator"]].iloc[0]) == (2, 3)


def test_a_period_with_months_missing_is_called_so(searches, cycle):
    made = search_outcomes(searches, cycle=cycle, by="sex").counts
    assert set(made["window"]) == {"2 of 12 months"}  # March and April 2022 have searches of people


def test_a_blank_link_is_out_of_the_base_of_finds(searches, cycle):
    made = search_outcomes(searches, cycle=cycle, by="sex").counts
    assert tuple(made[made["group"] == "All"][["numerator", "denominator"]].iloc[0]) == (1, 2)


def test_agreement_needs_both_records(searches, cycle):
    made = ethnicity_agreement(searches, cycle=cycle).counts
    assert tuple(made[made["group"] == "White"][["numerator", "denominator"]].iloc[0]) == (1, 2)


def test_undeclared_by_what_the_officer_saw(searches, cycle):
    made = undeclared_searches(searches, cycle=cycle).counts.set_index("group")
    assert tuple(made.loc["White"][["numerator", "denominator"]]) == (1, 2)


def test_months_have_one_row_each(searches, cycle):
    """All months on record up to the end of the cycle; one without a file is no row, because it is missing and not zero."""
    made = searches_by_month(searches, cycle=cycle).counts.set_index("month")
    assert list(made.index) == ["2021-12", "2022-03", "2022-04"] and set(made["group"]) == {"All"}
    assert list(made["denominator"]) == [1, 2, 1]


def test_shares_leave_the_undeclared_out_and_keep_populations_apart(searches, cycle):
    rows = [
        dict(population="City residents", year=2021, characteristic="ethnicity_5", group=group, count=count)
        for group, count in {"White": 60, "Asian": 40}.items()
    ]
    made = shares_by_population(searches, typed("benchmarks", rows), cycle=cycle).counts.set_index(["population", "group"])
    assert tuple(made.loc[("City residents, 2021", "Asian")][["numerator", "denominator"]]) == (40, 100)
    described = made.loc[("People searched, as they described themselves", "White")]
    assert tuple(described[["numerator", "denominator"]]) == (2, 2)

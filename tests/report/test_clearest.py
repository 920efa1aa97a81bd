"""What is said on the front: a test for each clause of docs/front.md, and the five fronts that once misled."""

import pandas as pd
import pytest

from eianalysis.cycle import load_cycle
from eianalysis.dataset import Force
from eianalysis.report.clearest import comparisons, ranked
from eianalysis.report.front import front_facts
from eianalysis.report.released_tables import ReleasedTable

CLEAR, POSSIBLE, NONE = "clear difference", "possible difference", "no material difference"
LEAVING, ALLEGED, GRIEVED = "turnover_start_headcount_ex_transfers", "misconduct_allegation_rate", "grievance_rate"


@pytest.fixture(scope="module")
def cycle():
    return load_cycle("2023-04")


@pytest.fixture(scope="module")
def measures(cycle):
    return Force(cycle).measures


@pytest.fixture
def table(measures):
    """``table("turnover…", pair(…))``: a released table of a declared measure."""

    def make(measure, *pairs, keys=(), name=None):
        declared = measures[measure]
        words = declared.words.of(declared.workers)
        rows = pd.DataFrame([row for pair in pairs for row in pair]).assign(measure=measure, kind=declared.kind)
        about = {
            "measure": measure,
            "shape": "counts",
            "missing": None,
            "keys": list(keys),
            "synthetic": True,
            "definition": {
                "title": words.title,
                "numerator": words.numerator,
                "denominator": words.denominator,
                "noun": words.noun,
                "verb": words.verb,
                "outcome": words.outcome,
                "per": words.per,
                "base_unit": words.base_unit,
                "base_unit_pooled": words.base_unit_pooled,
                "steps": dict(words.steps),
            },
        }
        return {name or measure: ReleasedTable(name or measure, rows, about, declared.page)}

    return make


def pair(
    cases,
    base,
    other_cases,
    other_base,
    *,
    verdict=CLEAR,
    column="ethnicity_2",
    group="Ethnic minorities",
    reference="White",
    window="36m",
    comparison="exploratory",
    status="shown",
    **keys,
):
    """A compared row and the row of its reference."""
    rate, other = cases / base, other_cases / other_base
    both = {"window": window, "characteristic": column, **keys}
    return [
        {
            **both,
            "group": group,
            "numerator": cases,
            "denominator": base,
            "rate": rate,
            "reference": reference,
            "disparity_ratio": rate / other,
            "ratio_low": rate / other * 0.8,
            "ratio_high": rate / other * 1.2,
            "comparison": comparison,
            "verdict": verdict,
            "status": status,
        },
        {**both, "group": reference, "numerator": other_cases, "denominator": other_base, "rate": other, "status": "shown"},
    ]


def women(*counts, **more):
    return pair(*counts, column="women", group="Women officers", reference="All other officers", **more)


def by_sex(*counts, **more):
    return pair(*counts, column="sex", group="Female", reference="Male", **more)


def told(measures, *tables):
    found = ranked({name: each for part in tables for name, each in part.items()}, measures)
    return [each.table.measure for each in found.told], {each.table.measure: why for each, why in found.left}


# --- The clauses ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verdict", [POSSIBLE, NONE, "too few to say"])
def test_only_a_clear_difference_is_told(measures, table, verdict):
    assert told(measures, table(LEAVING, pair(40, 400, 60, 1000, verdict=verdict))) == ([], {})
    assert told(measures, table(LEAVING, pair(40, 400, 60, 1000)))[0] == [LEAVING]


@pytest.mark.parametrize(
    "column, group, reference",
    [("object", "Controlled drugs", "the rest"), ("unit", "TFG", "Patrol"), ("ethnicity_2_by_sex", "Ethnic minorities, Female", "White, Female")],
)
def test_groups_are_people_by_one_protected_characteristic(measures, table, column, group, reference):
    names, left = told(measures, table(LEAVING, pair(40, 400, 60, 1000, column=column, group=group, reference=reference)))
    assert names == [] and left[LEAVING] == "not a group by one protected characteristic"


def test_a_population_is_no_group_of_the_table(measures, table):
    names, left = told(measures, table("representation_share", pair(40, 400, 60, 1000, benchmark="Residents"), keys=("benchmark",)))
    assert names == [] and "set beside a population" in left["representation_share"]
    alone = pair(40, 400, 60, 1000)[:1]  # the reference's row is hidden
    assert told(measures, table(LEAVING, alone))[0] == []


def test_a_few_people_are_not_told(measures, table):
    names, left = told(measures, table(LEAVING, pair(9, 15, 60, 1000, status="low_base")))
    assert names == [] and left[LEAVING] == "rests on few people"


def test_what_holds_in_one_kind_of_case_is_not_told_and_what_holds_in_all_is(measures, table):
    one = [pair(60, 200, 400, 900, sift_kind="Sift with names"), pair(90, 200, 420, 900, sift_kind="Anonymised sift", verdict=NONE)]
    both = [pair(60, 200, 400, 900, sift_kind="Sift with names"), pair(62, 200, 420, 900, sift_kind="Anonymised sift")]
    assert told(measures, table("sift_pass_rate", *one, keys=("sift_kind",)))[0] == []
    assert told(measures, table("sift_pass_rate", *both, keys=("sift_kind",)))[0] == ["sift_pass_rate"]


def test_the_present_goes_before_the_past(measures, table):
    over, back = pair(40, 400, 60, 1000), pair(10, 140, 25, 340, window="12m", verdict=NONE)
    names, left = told(measures, table(LEAVING, over, back))
    assert names == [] and left[LEAVING] == "the last 12 months do not show it"
    lately = pair(10, 140, 12, 340, window="12m", verdict="too few to say")  # too few is no word against it
    assert told(measures, table(LEAVING, over, lately))[0] == [LEAVING]


def test_the_whole_way_goes_before_one_stage(measures, table):
    applying = women(196, 1403, 700, 3560, stage="Applied", window="72m")
    flat, steep = ((women(cases, 1403, 200, 3560, stage="The whole way", window="72m", verdict=verdict)) for cases, verdict in ((78, NONE), (40, CLEAR)))
    one = table("promotion_stage_rate", applying, flat, keys=("stage",))
    assert told(measures, one) == ([], {"promotion_stage_rate": "one stage of a process: over the whole way it is not clear"})
    both = ranked(table("promotion_stage_rate", applying, steep, keys=("stage",)), measures)
    assert [dict(each.keys)["stage"] for each in both.told] == ["The whole way"]


def test_a_stage_whose_whole_way_nobody_shows_comes_after_what_is_whole(measures, table):
    stage = table("promotion_stage_rate", women(196, 1403, 700, 3560, stage="Applied", window="72m"), keys=("stage",))
    assert told(measures, stage, table(ALLEGED, by_sex(10, 300, 60, 1000)))[0] == [ALLEGED, "promotion_stage_rate"]


def test_planned_ones_first_then_those_with_a_better_way_then_people_a_year(measures, table):
    few_planned = table(LEAVING, pair(20, 400, 30, 1000, comparison="primary"))
    many_neutral = table(GRIEVED, by_sex(300, 1000, 100, 1000))
    some, fewer = table(ALLEGED, by_sex(60, 600, 60, 1000)), table("complaint_officer_rate", by_sex(10, 600, 40, 1000))
    names, _ = told(measures, many_neutral, fewer, some, few_planned)
    assert names == [LEAVING, ALLEGED, "complaint_officer_rate", GRIEVED]


def test_people_are_counted_by_the_year(measures, table):
    """60 more in six years are fewer a year than 20 more in one."""
    long = table(ALLEGED, by_sex(120, 1000, 60, 1000, window="72m"))
    short = table("complaint_officer_rate", by_sex(40, 1000, 20, 1000, window="12m"))
    assert told(measures, long, short)[0] == ["complaint_officer_rate", ALLEGED]


def test_both_directions_are_told(measures, table):
    found = ranked({**table(LEAVING, pair(40, 400, 60, 1000)), **table(ALLEGED, by_sex(10, 600, 60, 1000))}, measures)
    assert [(each.more, round(each.people)) for each in found.told] == [(False, -26), (True, 16)]


def test_of_a_page_and_characteristic_one_stands_and_at_most_five_in_all(measures, table):
    names, left = told(
        measures, table(LEAVING, pair(40, 400, 60, 1000, comparison="primary")), table("voluntary_turnover_start_headcount", pair(39, 400, 40, 1000))
    )
    assert names == [LEAVING] and "one that weighs more" in left["voluntary_turnover_start_headcount"]
    groups = [
        pair(60 + at, 600, 60, 1000, column=column, group=f"Group {at}", reference="Others")
        for at, column in enumerate(("age_band", "disability", "religion", "sexual_orientation", "marital", "sex"))
    ]
    found = ranked(table(ALLEGED, *groups), measures)
    assert len(found.told) == 5 and [why for _, why in found.left] == ["5 others weigh more"]


def test_a_comparison_that_two_tables_hold_is_counted_once(measures, table):
    twice = {**table(LEAVING, pair(40, 400, 60, 1000)), **table(LEAVING, pair(40, 400, 60, 1000), name="turnover_bounds")}
    assert len(comparisons(twice, measures)) == 1


# --- Five fronts that misled -----------------------------------------------------------------------------------------------------


def test_sifting_with_names_is_not_told_where_every_sift_is_anonymous(measures, table, cycle):
    """Once the front said that sifting favoured White candidates (0.7), and every sift of the year had been anonymous (0.99)."""
    sifts = table(
        "sift_pass_rate",
        pair(63, 200, 405, 900, sift_kind="Sift with names"),
        pair(99, 220, 455, 1000, sift_kind="Anonymised sift", verdict=NONE),
        keys=("sift_kind",),
    )
    assert front_facts(cycle, sifts, ranked(sifts, measures), [])["differences"] == []


def test_applying_less_is_not_told_where_as_many_are_promoted_and_rounds_are_not_people(measures, table, cycle):
    """Once it said that applying was less favourable to "1,403 women officers", of a force that had 279."""
    rounds = table(
        "promotion_stage_rate",
        women(196, 1403, 700, 3560, stage="Applied", window="72m"),
        women(78, 1403, 202, 3560, stage="The whole way", window="72m", verdict=NONE),
        keys=("stage",),
    )
    assert front_facts(cycle, rounds, ranked(rounds, measures), [])["differences"] == []
    told_all_the_same = table("promotion_stage_rate", women(196, 1403, 700, 3560, stage="Applied", window="72m"), keys=("stage",))
    said = str(front_facts(cycle, told_all_the_same, ranked(told_all_the_same, measures), [])["differences"])
    assert "applied for promotion less often" in said and "1,403" not in said and "1403" not in said


def test_the_owner_of_retention_reads_the_planned_comparison(measures, table, cycle):
    """Once the owner was told 1.01, a comparison that found nothing, and not the planned one of 1.58."""
    both = {**table(LEAVING, pair(36, 443, 110, 2138, comparison="primary")), **table("stability_12m", pair(136, 148, 660, 726, window="12m", verdict=NONE))}
    rows = front_facts(cycle, both, ranked(both, measures), ["06-retention"])["differences"]
    assert [(row["ratio"], row["planned"], row["page"]) for row in rows] == [("1.6", True, "06-retention")]


@pytest.mark.parametrize(
    "uncoloured, red, said",
    [
        (53, None, "No colour is recorded: nobody knows which are red."),
        (50, 1, "1 item reported red; of 50 no colour is recorded."),
        (0, 0, "0 items reported red."),
    ],
)
def test_no_colour_is_never_none_red(measures, table, cycle, uncoloured, red, said):
    total = {
        "programme": "All",
        "items": 53,
        "open": 41,
        "need_the_board": 3,
        "red": red,
        "no_colour_recorded": uncoloured,
        "overdue": 1,
        "no_owner": 0,
        "unknown_status": 2,
        "no_date": 0,
        "done_without_evidence": 0,
    }
    item = {"item_id": "A-1", "title_plain": "Do it", "owner_role": "Head of HR", "reasons": "overdue", "days_overdue": 40}
    tables = {
        name: ReleasedTable(name, pd.DataFrame([rows]), {"measure": name, "missing": None}, "01-recommendations")
        for name, rows in (("standing", total), ("exceptions", item))
    }
    late = front_facts(cycle, tables | table(LEAVING, pair(4, 400, 6, 1000, verdict=NONE)), ranked({}, measures), [])["late"]
    assert late["colours"] == said and late["number"] == 1 and late["owners"][0]["months"] == [1]


def test_a_scenario_is_no_finding(measures, table, cycle):
    """Once a title said "33% … 2043" over a table that never reached it: what nobody measured has no place on the front."""
    rows = pd.DataFrame([{"question": "When could it be shown?", "answer": "After 31 March 2043", "status": "shown"}])
    scenario = {
        "target_trajectory": ReleasedTable(
            "target_trajectory", rows, {"measure": "target_trajectory", "shape": "register", "missing": None, "keys": []}, "06-retention"
        )
    }
    assert "2043" not in str(front_facts(cycle, scenario, ranked(scenario, measures), []))

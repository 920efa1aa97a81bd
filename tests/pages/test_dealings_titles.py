"""Titles of the pages on conduct and on force: each says what was found, in about ten words."""

from dataclasses import replace

import pandas as pd
import pytest

import eianalysis as ei
from eianalysis.cycle import load_cycle
from eianalysis.sources import TypedTable
from eianalysis.wording.headline import full_title as headline
from tests.builders import misconduct, table, workforce


@pytest.fixture
def cycle(root):
    return replace(load_cycle("2023-04", data_dir=root / "data"), force="city-of-london")


def test_years_are_told_by_the_last_and_the_range_of_those_before(cycle):
    """5 of 50, 10 of 50 and 20 of 50: the last is 40%, the two before lay between 10% and 20%."""
    drawn = [
        {"received": f"{year}-05-01", "discrimination_flag": "Y" if at < alleged else "N", "case_ref": f"C{year}{at}"}
        for year, alleged in ((2020, 5), (2021, 10), (2022, 20))
        for at in range(50)
    ]
    early = [{"received": "2020-04-01", "discrimination_flag": "N", "case_ref": "C0"}]
    made = ei.discrimination_cases(misconduct(pd.DataFrame(early + drawn), observed_from=pd.Timestamp("2020-04-01")), cycle=cycle, months=36)
    title = headline(ei.release(made, cycle.policy))
    assert title == "Cases: 40% allege discrimination in the year to March 2023, 10% to 20% in the 2 years before"


def test_a_table_of_totals_names_them(cycle):
    lodged = ["2022-05-01"] * 12 + ["2021-05-01"] * 6
    closed = ["2022-09-01"] * 7 + [""] * 5 + ["2022-09-01"] * 6
    drawn = table("grievances", pd.DataFrame({"lodged": lodged, "closed": closed}))
    made = ei.grievance_caseload(drawn, workforce(pd.DataFrame({"person_ref": [f"P{n}" for n in range(100)]})), cycle=cycle)
    figure = ei.plot_bars(ei.release(made, cycle.policy))
    assert figure.title == "Grievances: 12 lodged in the period, 13 closed in the period and 5 live at the end"


def test_a_title_counts_the_groups_it_has_no_room_for(cycle):
    """400 searches of each object; chance would draw 40 of each, the sampler drew 5, 70, 70 and 70."""
    objects = {"Controlled drugs": 5, "Stolen goods": 70, "Firearms": 70, "Offensive weapons": 70}
    frame = pd.DataFrame({"incident_ref": [f"F{n}" for n in range(1600)]}).assign(
        object=[name for name in objects for _ in range(400)],
        searched_at=pd.Timestamp("2022-06-01 12:00", tz="Europe/London"),
        person_searched=True,
        month="2022-06",
        officer_ethnicity=["White", "Black"] * 800,
    )
    drawn = [
        {"object": name, "officer_ethnicity": ("White", "Black")[at % 2], "sampler": sampler}
        for sampler in ("internal", "community")
        for name, many in objects.items()
        for at in range(many)
    ]
    counted = ei.sample_coverage(table("dip_samples", pd.DataFrame(drawn)), TypedTable("stop_search", frame), cycle=cycle, by="object")
    made = ei.compare(counted, reference="the rest")
    assert headline(ei.release(made, cycle.policy)) == (
        "Drawn to be looked at again less often: Controlled drugs (Senior officers) and Controlled drugs (Community); more "
        "often: 3 groups (Senior officers) and 3 groups (Community)"
    )


def test_shares_beside_populations_name_the_groups_outside_all_of_them(cycle):
    """Of 400 searched 200 are Black (plausibly 45% to 55%); residents are 10% and 30% Black. Asian people, 25%, lie between."""
    searched = pd.DataFrame({"ethnicity_5": ["Black"] * 200 + ["Asian"] * 100 + ["White"] * 100}).assign(
        officer_ethnicity="White", searched_at=pd.Timestamp("2022-06-01 12:00", tz="Europe/London"), person_searched=True, month="2022-06"
    )
    shares = {"City": {"Black": 10, "Asian": 40, "White": 50}, "London": {"Black": 30, "Asian": 10, "White": 60}}
    people = TypedTable(
        "benchmarks",
        pd.DataFrame(
            [
                {"population": f"{place} residents", "year": 2021, "characteristic": "ethnicity_5", "group": group, "count": many}
                for place, groups in shares.items()
                for group, many in groups.items()
            ]
        ),
    )
    made = ei.release(ei.shares_by_population(TypedTable("stop_search", searched), people, cycle=cycle), cycle.policy)
    assert headline(made) == (
        "Black people are a larger share of people searched than of any census population shown, White people a smaller one; who is in the area is not known"
    )
    assert made.table["disparity_ratio"].isna().all()
